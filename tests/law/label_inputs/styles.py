"""Ways of writing the label of an article, each in every format, with what it has to be read as.

A style is a row: a name, the label before an article's words as a function of its number, and the
formats in which it is tried.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

CHINESE = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
KANGXI = {"一": "⼀", "二": "⼆", "十": "⼗", "八": "⼋"}
FORMATS = ("txt", "md", "html", "docx", "pdf")


class Style(NamedTuple):
    """A way of writing labels.

    Attributes:
        name: Its name in the table.
        write: An article's line from its number and its words.
        formats: The formats in which it is tried.
    """

    name: str
    write: Callable[[int, str], str]
    formats: tuple[str, ...] = FORMATS


def _label(number: int, behind: str) -> str:
    return f"第{CHINESE[number]}条{behind}"


def _behind(mark: str) -> Callable[[int, str], str]:
    return lambda number, words: _label(number, mark) + words


def _kangxi(number: int, words: str) -> str:
    label = "".join(KANGXI.get(character, character) for character in _label(number, " "))
    return label + words.replace("日", "⽇").replace("工", "⼯")


STYLES = (
    Style("blank", _behind(" ")),
    Style("ideographic blank", _behind("\u3000")),
    Style("no gap", _behind("")),
    Style("comma", _behind("，")),
    Style("enumeration comma", _behind("、")),
    Style("ascii comma", _behind(", ")),
    Style("point", _behind(".")),
    Style("wide point", _behind("．")),
    Style("colon", _behind("：")),
    Style("ascii colon", _behind(":")),
    Style("dash", _behind("——")),
    Style("hyphen", _behind("-")),
    Style("blank and dash", _behind(" — ")),
    Style("square brackets", lambda number, words: f"【{_label(number, '】')}{words}"),
    Style("ascii brackets", lambda number, words: f"[{_label(number, ']')}{words}", ("txt", "html", "docx", "pdf")),
    Style("round brackets", lambda number, words: f"（{_label(number, '）')}{words}"),
    Style("heading in brackets", lambda number, words: _label(number, f"【事项{CHINESE[number]}】") + words),
    Style("heading in round brackets", lambda number, words: _label(number, f"（事项{CHINESE[number]}）") + words),
    Style("letter-spaced", lambda number, words: f"第 {' '.join(CHINESE[number])} 条 {words}"),
    Style("letter-spaced without gap", lambda number, words: f"第 {' '.join(CHINESE[number])} 条{words}"),
    Style("digits", lambda number, words: f"第{number}条 {words}"),
    Style("full-width digits", lambda number, words: "第" + "".join(chr(0xFEE0 + ord(digit)) for digit in str(number)) + f"条 {words}"),
    Style("spaced digits", lambda number, words: f"第 {number} 条 {words}"),
    Style("kangxi radicals", _kangxi),
    Style("financial numerals", lambda number, words: f"第{'零壹贰叁肆伍陆柒捌玖拾'[number] if number < 11 else CHINESE[number]}条 {words}", ("txt", "docx")),
    Style("label alone", lambda number, words: _label(number, "\n") + words, ("txt", "html", "docx", "pdf")),
    Style("digits alone", lambda number, words: f"第 {number} 条\n{words}", ("txt", "html", "docx", "pdf")),
    Style("english article", lambda number, words: f"Article {number} {words}", ("txt", "html", "docx", "pdf")),
    Style("english article with point", lambda number, words: f"Article {number}. {words}", ("txt", "docx")),
    Style("english capitals", lambda number, words: f"ARTICLE {number}: {words}", ("txt", "docx")),
    Style("english section", lambda number, words: f"Section {number} {words}", ("txt", "html", "docx")),
    Style("section sign", lambda number, words: f"§ {number} {words}", ("txt", "md", "html", "docx")),
    Style("section sign without gap", lambda number, words: f"§{number} {words}", ("txt", "docx")),
)  # fmt: skip

BODY = {
    1: "为了规范浮桥工时，制定本规定。",
    2: "本市浮桥的工时适用本规定。",
    3: "市航务局负责监督工时。违反第二条规定的，责令改正。",
    4: "浮桥值守人员每日工时不超过八小时。",
    5: "夜间值守应当有二人。",
    6: "浮桥每月检修一次。",
    7: "检修记录保存五年。",
    8: "损坏浮桥的，应当赔偿。",
    9: "拒绝检修的，处二百元罚款。",
    10: "罚款由市航务局决定。",
    11: "本规定自2016年7月1日起施行。",
}
ENGLISH_BODY = {
    1: "These Rules are made to regulate the working hours at pontoon bridges.",
    2: "These Rules apply to all pontoon bridges of Yunling City.",
    3: "The navigation bureau supervises working hours under Article 2 of these Rules.",
    4: "A keeper shall not work more than eight hours a day.",
    5: "There shall be two keepers at night.",
    6: "Each bridge shall be inspected once a month.",
    7: "Records shall be kept for five years.",
    8: "Whoever damages a bridge shall compensate.",
    9: "Whoever refuses inspection shall be fined 200 yuan.",
    10: "The bureau decides on fines.",
    11: "These Rules come into force on July 1, 2016.",
}
TITLE = "云岭市浮桥工时规定"
NOTE = "（2016年5月3日云岭市人民政府令第31号公布）"
ENGLISH_TITLE = "Rules on Working Hours at Pontoon Bridges of Yunling City"
ENGLISH_NOTE = "(Promulgated by the People's Government of Yunling City on May 3, 2016)"


def is_english(style: Style) -> bool:
    """Whether a style is tried with an English text."""
    return style.name.startswith(("english", "section sign"))


def lines_of(style: Style) -> list[str]:
    """The lines of a rule whose labels are of a style."""
    english = is_english(style)
    head = [ENGLISH_TITLE, ENGLISH_NOTE] if english else [TITLE, NOTE]
    body = ENGLISH_BODY if english else BODY
    written = "\n".join(style.write(number, words) for number, words in body.items())
    return [*head, *written.split("\n")]


def expected_of(style: Style) -> dict[str, str]:
    """The words of each article, by its number."""
    body = ENGLISH_BODY if is_english(style) else BODY
    return {str(number): words for number, words in body.items()}
