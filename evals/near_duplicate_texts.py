# ruff: noqa: S311 - chance makes texts, no secrets
"""Documents of our own with copies and with what only looks like a copy, drawn from a seed: what `evals/near_duplicates.py` judges by.

The words between the formulas are made up, a lexicon a document: texts of one small vocabulary would all be alike, as real ones are not.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from corpus.notation.numerals import to_chinese
from corpus.notation.simplified import SIMPLIFIED, TRADITIONAL

_POOL = (
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
_CONFUSED = dict(
    zip(
        "未己人日土干天已大木问间入曰士于夫巳太本",
        "末已入曰士千夭己太术间问人日土干天已大木",
        strict=True,
    )
)
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两0123456789")


@dataclass(frozen=True)
class ArchiveText:
    """A document: its kind, its paragraphs, the cluster of true copies that it belongs to, and how much of it was edited (None: nothing).

    `family` names the texts that look like copies of each other and are none; `versions` those that differ in when they hold.
    """

    kind: str
    paragraphs: tuple[str, ...]
    cluster: int
    family: int
    name: str = ""
    edited: float | None = None
    stated: str | None = field(default=None)

    @property
    def length(self) -> int:
        """In characters."""
        return sum(map(len, self.paragraphs))


class TextWriter:
    """Writes texts; everything follows from its seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.clusters = self.families = 0

    def family(self) -> Iterator[ArchiveText]:
        """A text with those that look like it, none a copy of another."""
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
    # ────────────────────────────────────────────────────────────────────────────────────────────────────

    def lexicon(self, size: int = 60) -> list[str]:
        """Words of one document."""
        return [
            "".join(self.random.choices(_POOL, k=self.random.choice((2, 2, 3, 4))))
            for _ in range(size)
        ]

    def sentence(self, words: list[str]) -> str:
        """A sentence, with a number in every third."""
        pick = self.random.choice
        words = self.random.sample(words, 6)
        number = f"，在{self.random.randint(2, 90)}日内完成" if self.random.random() < 0.35 else ""
        return f"{pick(_WHO)}{pick(_MUST)}对{words[0]}{words[1]}的{words[2]}{pick(_DO)}{words[3]}{number}，并{pick(_DO)}{words[4]}{words[5]}。"

    def paragraph(self, words: list[str]) -> str:
        """Two to four sentences."""
        return "".join(self.sentence(words) for _ in range(self.random.randint(2, 4)))

    def body(
        self,
        least: int,
        most: int,
        words: list[str] | None = None,
    ) -> list[str]:
        """So many paragraphs."""
        words = words or self.lexicon()
        return [self.paragraph(words) for _ in range(self.random.randint(least, most))]

    def person(self) -> str:
        """A name of two or three characters."""
        return self.random.choice(_SURNAMES) + "".join(
            self.random.sample(_GIVEN, self.random.choice((1, 2, 2)))
        )

    def namesake(self, name: str) -> str:
        """Another name, one in three times with the same surname."""
        other = self.person()
        other = name[0] + other[1:] if self.random.random() < 0.34 else other
        return other if other != name else self.namesake(name)

    def company(self) -> str:
        """A company's name."""
        return f"{self.random.choice(_PLACES)}{''.join(self.random.sample(_POOL, 2))}{self.random.choice(('物流', '建筑', '服装', '电子'))}有限公司"

    def day(self, year: int | None = None) -> str:
        """A date in words."""
        return f"{year or self.random.randint(2012, 2024)}年{self.random.randint(1, 12)}月{self.random.randint(1, 28)}日"

    def topic(self) -> str:
        """What a title is about."""
        return "".join(self.lexicon(3))

    # ── kinds: each gives the texts of a family
    # ──────────────────────────────────────────────────────────────────

    def news(self) -> Iterator[tuple[list[str], None]]:
        """A report; nothing looks like it."""
        yield [f"{self.random.choice(_PLACES)}{self.topic()}工作取得进展", *self.body(4, 12)], None

    def notice(self) -> Iterator[tuple[list[str], str | None]]:
        """A notice, and those with the same words of other years, of other lots of the same year, or of other places."""
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
            own = [
                f"各区县要在{year}年{self.random.randint(3, 11)}月{self.random.randint(1, 28)}日前报送{topic}情况。",
                *body,
            ]
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
        """A form letter to several people: name, number or date differ, one of them or all; some name the person once."""
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
                    f"经核算，{company}应当向{'您' if once else name}支付{topic}费用{amount}元，请于收到本告知书之日起办理领取手续。",
                    *body[2:],
                    company,
                    day,
                ],
                None,
            )
            changed = self.random.sample(("name", "amount", "day"), self.random.randint(1, 3))
            name = self.namesake(name) if "name" in changed else name
            amount = self.random.randint(1200, 90_000) if "amount" in changed else amount
            day = self.day() if "day" in changed else day

    def judgment(self) -> Iterator[tuple[list[str], None]]:
        """Judgments of a series: one employer, one reasoning, other plaintiffs."""
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
                    f"原告{who}与被告{company}追索劳动报酬纠纷一案，本院受理后，依法组成合议庭进行了审理。本案现已审理终结。",
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
        """A law in its versions.

        A later one may hide when it was made behind another title; few say anew when they begin to
        hold.
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

    def amended(self, article: str, words: list[str]) -> str:
        """An article as a later version has it: other words, one more sentence, or another number."""
        sentences = article.split("。")[:-1]
        place = self.random.randrange(len(sentences))
        way = self.random.random()
        if way < 0.3:  # one word for another
            before = self.random.choice([one for one in _WHO if one in article] or [words[0]])
            return article.replace(
                before, self.random.choice([one for one in _WHO if one != before])
            )
        if way < 0.6:
            sentences[place] = self.sentence(words)[:-1]
        else:
            sentences.insert(place, self.sentence(words)[:-1])
        return "。".join(sentences) + "。"

    # ── edits
    # ────────────────────────────────────────────────────────────────────────────────────────────────────

    def copy(self, text: ArchiveText, share: float) -> ArchiveText:
        """A copy in which up to this share of the characters was edited: a paragraph dropped, slips, words around.

        Another punctuation, script, title mark, and other line ends come free of charge.
        """
        paragraphs = list(text.paragraphs)
        left = round(share * text.length)
        length = text.length
        if text.kind in _DROPS:
            paragraphs, left = self._drop(paragraphs, left)
        if (
            text.kind == "law"
        ):  # of one title and date it would be a carrier of the same work, which is no matter of this measure
            paragraphs = [
                f"{paragraphs[0]}（{''.join(self.lexicon(1))}整理）",
                *(one for one in paragraphs[1:] if "通过）" not in one),
            ]
        around = self._around(self.random.randint(0, left))
        if left:
            slips = min(left - sum(map(len, around)), round(self.random.uniform(0, 0.02) * length))
        else:
            slips = 0
        paragraphs = self._slips(paragraphs, max(0, slips))
        half = self.random.randint(0, len(around))
        pages = [*around[:half], *paragraphs, *around[half:]]
        for change, chance in ((_traditional, 0.15), (_half_width, 0.3), (self._reflow, 0.3)):
            pages = change(pages) if self.random.random() < chance else pages
        return replace(text, paragraphs=tuple(pages), edited=share)

    def _drop(self, paragraphs: list[str], left: int) -> tuple[list[str], int]:
        inner = [place for place in range(3, len(paragraphs) - 2) if len(paragraphs[place]) <= left]
        if not inner or self.random.random() < 0.4:
            return paragraphs, left
        dropped = self.random.choice(inner)
        return [one for place, one in enumerate(paragraphs) if place != dropped], left - len(
            paragraphs[dropped]
        )

    def _around(self, space: int) -> list[str]:
        """Lines of a page: what a site says of itself, which nobody counts, and sentences of its own up to so many characters."""
        site = "".join(self.lexicon(2))
        lines = [line for line in self._page(site) if self.random.random() < 0.4]
        words = self.lexicon()
        while space > 40 and len(sentence := f"{site}网提示：{self.sentence(words)}") <= space:
            lines.append(sentence)
            space -= len(sentence)
        self.random.shuffle(lines)
        return lines

    def _page(self, site: str) -> list[str]:
        day = f"{self.random.randint(2015, 2024)}-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"
        return [
            f"来源：{site}网",
            f"发布时间：{day} {self.random.randint(8, 19)}:{self.random.randint(10, 59)} 浏览次数：{self.random.randint(3, 9999)}",
            "当前位置：首页 > 政策法规 > 正文",
            f"责任编辑：{self.person()}",
            f"上一篇：{''.join(self.lexicon(4))}",
            f"下一篇：{''.join(self.lexicon(4))}",
            f"版权所有：{site}网 云ICP备{self.random.randint(10_000, 99_999)}号",
        ]

    def _slips(self, paragraphs: list[str], count: int) -> list[str]:
        """So many characters mistaken, left out or doubled; never of a number, which would be another."""
        text = list("\n".join(paragraphs))
        places = [
            place for place, one in enumerate(text) if one not in _NUMERALS and one not in "\n　"
        ]
        for place in self.random.sample(places, min(count, len(places))):
            one = text[place]
            text[place] = self.random.choice(
                (
                    _CONFUSED.get(one) or self.random.choice(_POOL),
                    self.random.choice(_POOL),
                    "",
                    one + one,
                )
            )
        return "".join(text).split("\n")

    def _reflow(self, paragraphs: list[str]) -> list[str]:
        """Lines of a fixed width, as of a printed page; a number stays whole."""
        width = self.random.randint(24, 44)
        lines = []
        for paragraph in paragraphs:
            while len(paragraph) > width:
                at = width
                while at > 1 and paragraph[at - 1].isascii() and paragraph[at].isascii():
                    at -= 1
                lines.append(paragraph[:at])
                paragraph = paragraph[at:]  # noqa: PLW2901 - what is left of it
            lines.append(paragraph)
        return lines


_DROPS = frozenset({"news", "notice"})
"""Kinds of which a copy may lack a paragraph.

A judgment or a law without one is no copy but an excerpt.
"""
_KINDS: dict[str, Callable[[TextWriter], Iterator[tuple[list[str], str | None]]]] = {
    "news": TextWriter.news,
    "notice": TextWriter.notice,
    "letter": TextWriter.letter,
    "judgment": TextWriter.judgment,
    "law": TextWriter.law,
}
_TO_TRADITIONAL = str.maketrans(
    {simple: old for simple, old in zip(SIMPLIFIED, TRADITIONAL, strict=True) if simple != old}
)
_TO_HALF = str.maketrans(
    {
        "，": ", ",
        "；": "; ",
        "：": ": ",
        "（": "(",
        "）": ")",
        "。": ". ",
    }
)


def _traditional(paragraphs: list[str]) -> list[str]:
    return [one.translate(_TO_TRADITIONAL) for one in paragraphs]


def _half_width(paragraphs: list[str]) -> list[str]:
    return [one.translate(_TO_HALF) for one in paragraphs]
