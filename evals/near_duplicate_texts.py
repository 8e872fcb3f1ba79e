# ruff: noqa: S311 - chance makes texts, no secrets
"""Documents of our own with families that look like copies, drawn from a seed.

`near_duplicates` scores with them. The words between the formulas are made up, with a lexicon for
each document: texts of one small vocabulary would all be alike, and real texts are not.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.notation.numerals import to_chinese

CHARACTERS = (
    "安排办保报备本标部材采参仓查产场车城程存达代单道登地点店电调定动度对队发防费服负复改港告格工公供共构购管规轨过航核合护划环换汇货机积基级集计纪技加监检建江交接结界"
    "紧经警景境就具决军开考科可控库矿劳理力立联粮量料列林流路律码贸民名木纳能农配批平评期器签前渠取权全认任日融塔入三商设社申审生实市式试收首输术数水税私送索台体条通同"
    "统头投图土推托外完网维位文物系现限线项销效协信星型行修许选询训压研验养业移易益因银引营用邮游预原源运站章账照征证支知职制质中种州住助注专转装准资字总组作"
)
_WHO = (
    "用人单位",
    "各区县",
    "有关部门",
    "平台企业",
    "工会组织",
    "承运单位",
    "项目经理部",
    "监督机构",
    "职工代表大会",
    "总承包单位",
)
_MUST = (
    "应当",
    "要",
    "须",
    "可以",
    "负责",
    "会同有关方面",
)
_DO = (
    "核对",
    "公布",
    "调整",
    "保存",
    "报送",
    "登记",
    "检查",
    "落实",
    "协商",
    "说明",
    "补足",
    "备案",
)
_SURNAMES = "赵钱孙李周吴郑王冯陈沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
_GIVEN = "明伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀霞平刚桂建国志文海春雪晨宇"
_PLACES = (
    "云岭市",
    "青河市",
    "白沙县",
    "临港区",
    "东洲市",
    "石门县",
    "双溪区",
    "南屏市",
)


@dataclass(frozen=True)
class ArchiveText:
    """A document.

    Attributes:
        kind: Its kind.
        paragraphs: Its paragraphs.
        cluster: The number of the group of true copies that it belongs to.
        family: The number of the texts that look like copies of each other and are none.
        name: Its name.
        edited: The share of characters that was edited; None for an original.
        stated: What it says of its version or year.
    """

    kind: str
    paragraphs: tuple[str, ...]
    cluster: int
    family: int
    name: str = ""
    edited: float | None = None
    stated: str | None = None

    @property
    def length(self) -> int:
        """The length in characters."""
        return sum(map(len, self.paragraphs))


class TextWriter:
    """Writes texts; everything follows from the seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.clusters = self.families = 0

    def family(self) -> Iterator[ArchiveText]:
        """Write a text with those that look like it, none a copy of another.

        Yields:
            The texts.
        """
        self.families += 1
        kind = self.random.choice((*_KINDS, "news", "notice", "judgment"))
        for paragraphs, stated in _KINDS[kind](self):
            self.clusters += 1
            yield ArchiveText(
                kind,
                tuple(paragraphs),
                self.clusters,
                self.families,
                stated=stated,
            )

    # ── words

    def lexicon(self, size: int = 60) -> list[str]:
        """Make up the words of one document.

        Args:
            size: The number of words.

        Returns:
            The words.
        """
        return [
            "".join(self.random.choices(CHARACTERS, k=self.random.choice((2, 2, 3, 4))))
            for _ in range(size)
        ]

    def sentence(self, words: list[str]) -> str:
        """Write a sentence, with a number in about every third.

        Args:
            words: The lexicon of the document.

        Returns:
            The sentence.
        """
        pick = self.random.choice
        words = self.random.sample(words, 6)
        number = ""
        if self.random.random() < 0.35:
            number = f"，在{self.random.randint(2, 90)}日内完成"
        duty = f"{pick(_WHO)}{pick(_MUST)}对{words[0]}{words[1]}的{words[2]}"
        action = f"{pick(_DO)}{words[3]}{number}"
        other_action = f"{pick(_DO)}{words[4]}{words[5]}"
        return f"{duty}{action}，并{other_action}。"

    def paragraph(self, words: list[str]) -> str:
        """Write two to four sentences.

        Args:
            words: The lexicon of the document.

        Returns:
            The paragraph.
        """
        return "".join(self.sentence(words) for _ in range(self.random.randint(2, 4)))

    def body(
        self,
        least: int,
        most: int,
        words: list[str] | None = None,
    ) -> list[str]:
        """Write some paragraphs.

        Args:
            least: At least this many.
            most: At most this many.
            words: The lexicon; None makes up a new one.

        Returns:
            The paragraphs.
        """
        words = words or self.lexicon()
        return [self.paragraph(words) for _ in range(self.random.randint(least, most))]

    def person(self) -> str:
        """Make up a name of two or three characters.

        Returns:
            The name.
        """
        surname = self.random.choice(_SURNAMES)
        given = self.random.sample(_GIVEN, self.random.choice((1, 2, 2)))
        return surname + "".join(given)

    def namesake(self, name: str) -> str:
        """Make up another name, one in three times with the same surname.

        Args:
            name: The first name.

        Returns:
            The other name.
        """
        other = self.person()
        if self.random.random() < 0.34:
            other = name[0] + other[1:]
        if other == name:
            return self.namesake(name)
        return other

    def company(self) -> str:
        """Make up a company's name.

        Returns:
            The name.
        """
        place = self.random.choice(_PLACES)
        name = "".join(self.random.sample(CHARACTERS, 2))
        trade = self.random.choice(("物流", "建筑", "服装", "电子"))
        return f"{place}{name}{trade}有限公司"

    def day(self, year: int | None = None) -> str:
        """Write a date in words.

        Args:
            year: The year; None draws it.

        Returns:
            The date.
        """
        if year is None:
            year = self.random.randint(2012, 2024)
        return f"{year}年{self.random.randint(1, 12)}月{self.random.randint(1, 28)}日"

    def topic(self) -> str:
        """Make up what a title is about.

        Returns:
            The topic.
        """
        return "".join(self.lexicon(3))

    # ── kinds: each gives the texts of a family

    def news(self) -> Iterator[tuple[list[str], None]]:
        """Write a report; no other text looks like it.

        Yields:
            Its paragraphs.
        """
        yield [f"{self.random.choice(_PLACES)}{self.topic()}工作取得进展", *self.body(4, 12)], None

    def notice(self) -> Iterator[tuple[list[str], str | None]]:
        """Write a notice, and those with the same words of other years, lots or places.

        Yields:
            The paragraphs of each, and its year.
        """
        yield from self.random.choice(
            (self._of_years, self._of_years, self._of_lots, self._of_places)
        )()

    def _of_lots(self) -> Iterator[tuple[list[str], None]]:
        place = self.random.choice(_PLACES)
        topic = self.topic()
        body = self.body(3, 10)
        for lot in range(1, self.random.randint(3, 5)):
            yield (
                [
                    f"关于公布第{to_chinese(lot)}批{topic}名单的公告",
                    *body,
                    f"以上为第{to_chinese(lot)}批。",
                    place,
                ],
                None,
            )

    def _of_places(self) -> Iterator[tuple[list[str], None]]:
        topic = self.topic()
        body = self.body(3, 10)
        day = self.day()
        for place in self.random.sample(_PLACES, self.random.randint(2, 4)):
            yield (
                [
                    f"{place}关于{topic}的通告",
                    *body,
                    f"{place}区域内的{topic}按照本通告办理。",
                    day,
                ],
                None,
            )

    def _of_years(self) -> Iterator[tuple[list[str], str]]:
        place = self.random.choice(_PLACES)
        topic = self.topic()
        body = self.body(3, 10)
        first = self.random.randint(2014, 2021)
        number = self.random.randint(1, 120)
        for year in range(first, first + self.random.randint(1, 3)):
            title = f"{place}总工会关于做好{year}年{topic}工作的通知"
            due = f"{year}年{self.random.randint(3, 11)}月{self.random.randint(1, 28)}日"
            own = [f"各区县要在{due}前报送{topic}情况。", *body]
            yield (
                [
                    title,
                    f"云工发〔{year}〕{number + year - first}号",
                    *own,
                    f"{place}总工会",
                    self.day(year),
                ],
                str(year),
            )

    def letter(self) -> Iterator[tuple[list[str], None]]:
        """Write a form letter to several people.

        Name, number or date differ, one of them or all; some letters give the name once.

        Yields:
            The paragraphs of each.
        """
        once = self.random.random() < 0.3
        body = self.body(3, 7)
        company = self.company()
        topic = self.topic()
        name = self.person()
        amount = self.random.randint(1200, 90_000)
        day = self.day()
        for _ in range(self.random.randint(2, 6)):
            yield (
                [
                    f"{topic}告知书",
                    f"{name}同志：",
                    *body[:2],
                    (
                        f"经核算，{company}应当向{'您' if once else name}支付{topic}费用{amount}元，"
                        "请于收到本告知书之日起办理领取手续。"
                    ),
                    *body[2:],
                    company,
                    day,
                ],
                None,
            )
            changed = self.random.sample(("name", "amount", "day"), self.random.randint(1, 3))
            if "name" in changed:
                name = self.namesake(name)
            if "amount" in changed:
                amount = self.random.randint(1200, 90_000)
            if "day" in changed:
                day = self.day()

    def judgment(self) -> Iterator[tuple[list[str], None]]:
        """Write judgments of a series: one employer, one reasoning, other plaintiffs.

        Yields:
            The paragraphs of each.
        """
        place = self.random.choice(_PLACES)
        company = self.company()
        number = self.random.randint(100, 9000)
        day = self.day()
        facts = self.body(2, 5)
        reasons = self.body(2, 4)
        numbered = self.random.random() < 0.7
        for index in range(self.random.randint(1, 6)):
            who = self.person()
            amount = self.random.randint(3000, 60_000)
            yield (
                [
                    f"{place}人民法院",
                    "民事判决书",
                    *([f"（{day[:4]}）云01民初{number + index}号"] if numbered else []),
                    f"原告：{who}，{self.random.choice('男女')}，{self.day(1980)}出生，住{place}。",
                    f"被告：{company}，住所地{place}。",
                    (
                        f"原告{who}与被告{company}追索劳动报酬纠纷一案，本院受理后，"
                        "依法组成合议庭进行了审理。本案现已审理终结。"
                    ),
                    f"{who}向本院提出诉讼请求：判令{company}支付工资{amount}元。",
                    *facts,
                    "本院认为，" + reasons[0],
                    *reasons[1:],
                    f"综上，判决如下：{company}于本判决生效之日起十日内支付{who}工资{amount}元。",
                    day,
                ],
                None,
            )

    def law(self) -> Iterator[tuple[list[str], str]]:
        """Write a law in its versions.

        A later one may hide its date and have another title; few state anew when they come into
        force.

        Yields:
            The paragraphs of each version, and its number.
        """
        title = f"{self.random.choice(_PLACES)}{self.topic()}条例"
        words = self.lexicon(90)
        articles = [self.paragraph(words) for _ in range(self.random.randint(12, 40))]
        year = self.random.randint(2001, 2012)
        begins = self.day(2013)
        for version in range(self.random.randint(1, 3)):
            undated = version > 0 and self.random.random() < 0.4
            note = [f"（{self.day(year)}{title[:3]}人民代表大会常务委员会通过）"]
            begins = self.day(year + 1) if self.random.random() < 0.3 else begins
            if self.random.random() < 0.7:
                ends = f"本条例自{begins}起施行。"
            else:
                ends = "本条例自公布之日起施行。"
            numbered = [
                f"第{to_chinese(number)}条　{text}"
                for number, text in enumerate([*articles, ends], 1)
            ]
            yield (
                [f"最新{title}" if undated else title, *([] if undated else note), *numbered],
                str(version),
            )
            year += self.random.randint(2, 5)
            for place in self.random.sample(range(len(articles)), self.random.randint(1, 3)):
                articles[place] = self.amended(articles[place], words)

    def amended(
        self,
        article: str,
        words: list[str],
    ) -> str:
        """Amend an article: other words, one more sentence, or another body.

        Args:
            article: The text of the article.
            words: The lexicon of the law.

        Returns:
            The text in the later version.
        """
        sentences = article.split("。")[:-1]
        place = self.random.randrange(len(sentences))
        way = self.random.random()
        if way < 0.3:  # one word for another
            named = [who for who in _WHO if who in article]
            before = self.random.choice(named or [words[0]])
            others = [who for who in _WHO if who != before]
            return article.replace(before, self.random.choice(others))
        if way < 0.6:
            sentences[place] = self.sentence(words)[:-1]
        else:
            sentences.insert(place, self.sentence(words)[:-1])
        return "。".join(sentences) + "。"


_KINDS: dict[str, Callable[[TextWriter], Iterator[tuple[list[str], str | None]]]] = {
    "news": TextWriter.news,
    "notice": TextWriter.notice,
    "letter": TextWriter.letter,
    "judgment": TextWriter.judgment,
    "law": TextWriter.law,
}
