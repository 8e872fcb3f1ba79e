# ruff: noqa: S311 - chance makes texts, no secrets
"""Articles of our own, and their mark-up on a page.

There are laws, notices and news; the mark-up is pasted from Word, broken at a width, or glossed.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field, replace
from html import escape

from evals.authors import Author
from evals.bare_texts import bare
from evals.web_words import NAMES, PAPERS, READINGS


@dataclass(frozen=True)
class WebArticle:
    """A text that was published.

    Attributes:
        title: Its title.
        blocks: Its blocks, each with its kind (`h2` or `p`) and its text.
        provisions: The articles of a law by label; empty for other texts.
        publisher: Its publisher.
        author: Its author.
        date: The day, as ISO date.
    """

    title: str
    blocks: tuple[tuple[str, str], ...]
    provisions: dict[str, str]
    publisher: str
    author: str
    date: str


@dataclass(frozen=True)
class Dirty:
    """A file and what it says.

    Attributes:
        name: The file's name.
        data: The file.
        articles: The texts in it.
        sort: The sort of the page.
        headings: The headings of its texts.
        hijacked: The title that spam put in place of the page's own; empty if it was not replaced.
        states: Which of title, date, author and publisher the page says anywhere.
    """

    name: str
    data: bytes
    articles: tuple[WebArticle, ...]
    sort: str
    headings: tuple[str, ...] = ()
    hijacked: str = ""
    states: tuple[str, ...] = ()
    """Which of title, date, author, publisher the page says anywhere."""

    @property
    def lines(self) -> list[str]:
        """Every line of the texts, titles too, without blanks."""
        return [
            bare(text)
            for one in self.articles
            for text in (one.title, *(text for _, text in one.blocks))
        ]


@dataclass
class WebWriter:
    """Writes articles and their mark-up, all drawn from a seed."""

    seed: int
    chance: random.Random = field(init=False)
    author: Author = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.author = Author(self.seed)

    def article(self) -> WebArticle:
        """Write a law, a notice or a piece of news.

        Returns:
            The article.
        """
        pick = self.chance.choice
        date = f"{pick(range(2015, 2025))}-{pick(range(1, 13)):02}-{pick(range(1, 29)):02}"
        made = pick((self._law, self._law, self._notice, self._news))()
        return replace(
            made,
            publisher=pick(PAPERS),
            author=pick(NAMES),
            date=date,
        )

    def _law(self) -> WebArticle:
        parts, truth = self.author.law(self.chance.randint(5, 24), notes=False, tables=False)
        title = (
            "云岭市"
            f"{self.chance.choice(('港口', '家政', '环卫', '物流', '快递', '纺织'))}"
            f"{self.chance.choice(('用工管理', '工资支付', '劳动保护'))}"
            f"{self.chance.choice(('条例', '办法', '规定'))}"
        )
        blocks = tuple((("h2" if part.kind == "heading" else "p"), part.text) for part in parts[1:])
        return WebArticle(
            title,
            blocks,
            truth,
            "",
            "",
            "",
        )

    def _notice(self) -> WebArticle:
        author = self.author
        pick = self.chance.choice
        title = (
            f"关于{pick(('开展', '做好', '进一步规范'))}{pick(('高温津贴发放', '欠薪治理', '集体协商', '女职工保护'))}"
            f"工作的{pick(('通知', '意见', '公告'))}"
        )
        blocks = [("p", "各区县人民政府，市政府各部门：")]
        for number in range(self.chance.randint(3, 6)):
            blocks.append(
                (
                    "h2",
                    f"{'一二三四五六'[number]}、{pick(('总体要求', '工作任务', '时间安排', '保障措施', '监督检查', '组织领导'))}",
                )
            )
            blocks += [("p", author.sentences(1, 3)) for _ in range(self.chance.randint(1, 3))]
        blocks += [
            ("p", "附件：1．用工情况登记表"),
            ("p", pick(("云岭市人民政府办公室", "云岭市总工会"))),
        ]
        blocks.append(
            ("p", f"{pick(range(2015, 2025))}年{pick(range(1, 13))}月{pick(range(1, 29))}日")
        )
        return WebArticle(
            title,
            tuple(blocks),
            {},
            "",
            "",
            "",
        )

    def _news(self) -> WebArticle:
        author = self.author
        pick = self.chance.choice
        title = (
            f"{pick(('云岭', '港城', '西岭'))}"
            f"{pick(('骑手', '环卫工', '装卸工', '保洁员'))}{pick(('讨回拖欠工资', '权益有了新保障', '工伤认定获支持'))}"
        )
        blocks = [
            ("p", f"{pick(('本报讯', '云岭讯', '近日'))}，" + author.sentences(2, 4))
            for _ in range(self.chance.randint(3, 7))
        ]
        if self.chance.random() < 0.5:
            blocks.insert(2, ("h2", pick(("案情回顾", "法院怎么判", "律师说法", "记者观察"))))
        return WebArticle(
            title,
            tuple(blocks),
            {},
            "",
            "",
            "",
        )

    def text(self, text: str) -> str:
        """Write a line of text with readings, entities and inline tags.

        Args:
            text: The text.

        Returns:
            The mark-up.
        """
        shown = escape(text, quote=False)
        if self.chance.random() < 0.08:
            shown = "".join(f"{c}({READINGS[c]})" if c in READINGS else c for c in shown)
        if self.chance.random() < 0.15:
            shown = shown.replace("应当", "<b>应当</b>", 1)
        if self.chance.random() < 0.1:
            cut = self.chance.randint(1, max(len(text) // 2, 1))
            if (
                shown == escape(text, quote=False)
                and re.fullmatch("[\u4e00-\u9fff]{2}", text[cut - 1 : cut + 1])
                and "条" not in text[:cut]
            ):
                shown = text[:cut] + "\n      " + text[cut:]
        return shown

    def body(self, article: WebArticle) -> str:
        """Write the blocks of an article in one of eleven ways.

        Args:
            article: The article.

        Returns:
            The mark-up.
        """
        how = self.chance.choice(
            (
                "p",
                "p",
                "p-indent",
                "br",
                "div",
                "span",
                "word",
                "list",
                "pre",
                "wrapped",
                "glossed",
            )
        )
        if how in ("pre", "wrapped"):
            return self._broken_lines(article, how)
        made: list[str] = []
        for kind, text in article.blocks:
            shown = self.text(text)
            if kind == "h2":
                made.append(self._heading(shown, how))
            elif how == "glossed":
                made.append(_glossed(shown, len(made), is_article=text.startswith("第")))
            elif how == "list" and text.startswith("（"):
                made.append(f"<ul><li>{shown}</li></ul>")
            elif how == "list":
                made.append(f"<p>{shown}</p>")
            elif how == "word":
                made.append(_pasted_from_word(shown))
            else:
                made.append(_PARAGRAPHS.get(how, _PARAGRAPHS["p"]).format(shown))
        return f"<div>{''.join(made)}</div>"

    def _heading(
        self,
        shown: str,
        how: str,
    ) -> str:
        if how == "br":
            return f"</div><h2>{shown}</h2><div>"
        return self.chance.choice((f"<h2>{shown}</h2>", f"<h3 align=center>{shown}</h3>"))

    def _broken_lines(
        self,
        article: WebArticle,
        how: str,
    ) -> str:
        """Blocks whose lines are broken at a width, as old converters leave them."""
        wide = self.chance.randint(26, 44)
        lines = [line for _, text in article.blocks for line in wrapped(text, wide).split("\n")]
        if how == "pre":
            return "<pre>\n" + "\n".join(lines) + "\n</pre>"
        return "<div>" + "<br>\n".join(lines) + "</div>"


_PARAGRAPHS = {
    "br": "　　{}<br>\n",
    "div": "<div style='text-indent:2em'>{}</div>",
    "p": "<p>{}</p>\n",
    "p-indent": "<p>　　{}</p>\n",
    "span": (
        "<p style='line-height:2'><span style='font-family:仿宋'>"
        "&nbsp;&nbsp;&nbsp;&nbsp;{}</span></p>\n"
    ),
}
"""A paragraph as websites write it, by the name of the style."""


def _pasted_from_word(shown: str) -> str:
    runs = shown
    if "<" not in shown:
        parts = re.split("(?<=[，、])", shown)
        style = "mso-ascii-font-family:仿宋"
        runs = "".join(f"<span lang=EN-US style='{style}'>{part}</span>" for part in parts)
    return f"<p class=MsoNormal style='text-indent:32.0pt'><o:p></o:p>{runs}<o:p></o:p></p>\n"


def _glossed(
    shown: str,
    number: int,
    *,
    is_article: bool,
) -> str:
    """A block of a database of laws: each article has links to related pages."""
    links = ""
    if is_article:
        links = (
            "<div><span class='ref'><a href='/case?id=1'>相关案例</a> "
            "<a href='/doc?id=2'>条文释义</a></span></div>"
        )
    return f"<div><a name='a{number}'></a>{shown}</div>{links}"


def wrapped(text: str, wide: int) -> str:
    """Break a paragraph at a width, with an indent.

    Args:
        text: The text.
        wide: The width in characters.

    Returns:
        The lines.
    """
    text = "　　" + text
    return "\n".join(text[n : n + wide] for n in range(0, len(text), wide))
