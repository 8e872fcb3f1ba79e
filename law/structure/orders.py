"""Orders and notices that promulgate a rule, in one file with it.

    梅岭市人民政府令        head
    第604号                 number
    《…办法》已经…通过，现予公布……    its words
    市长 ××                 signature
    梅岭市古井保护办法      the rule's own title

The head of an order is no title. The rule is the work; the order gives it number, day and issuer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.notation.numerals import NUMERAL
from corpus.notation.work_keys import STATE, titled, unspace, work_key
from law.structure.issuers import full_name
from law.structure.lines import TextLine
from law.structure.title_words import goes_on, is_norm_title, plain

_YEAR = r"[（(〔\[［]?(?:19|20)\d{2}年?[）)〕\]］]?"
_TERM_OF_NUMBER = rf"[（(〔\[［]?第?{NUMERAL}{{1,3}}届[）)〕\]］]?"
_NUMBER = rf"(?:[（(〔\[［]?(?:{_TERM_OF_NUMBER}|{_YEAR})?第?{NUMERAL}{{1,6}}号[）)〕\]］]?)"
_HEAD = re.compile(
    rf"^(?!.*(?:关于|《|命令：))(?P<by>[\u4e00-\u9fff、，（）]{{2,60}}?)(?P<sort>令|命令|公告)(?P<number>{_NUMBER})?$"
)
_BARE_HEAD = re.compile(rf"^(?P<sort>令|公告)(?P<number>{_NUMBER})?$")
_NUMBER_LINE = re.compile(rf"^{_NUMBER}$")
_SAYS = re.compile(r"公布|发布|颁布|颁发|印发|下发|施行|实施|执行|通过|批准")
_NOTICE = re.compile(
    r"关于(?:重新)?(?:印发|发布|公布|颁布|颁发|下发|印送|施行|实施)(?P<title>.{2,120})(?:的|之)(?:通知|公告|通告|命令|决定)"
    r"(?:[（(][^（）()]{1,12}[）)])?$"
)
_DECISION = re.compile(
    r"(?<![《\u4e00-\u9fff])(?:[\u4e00-\u9fff]{2,40})?关于(?:修改|修订|废止)[^，。；：]{2,120}?的决定"
    r"(?=已由|已经|业经|已|经|，|自)"
)
"""A decision that an order names without 《》: 关于修改《X条例》的决定已由……通过."""
_SENTENCE = re.compile(r"[。：:；;，]")
_TITLE_MARKS = re.compile("[《》〈〉<>]")
_BODY_IN_TITLE = re.compile(r"^[\u4e00-\u9fff、]{2,40}?(?=关于)")
_FIRST_LINES = 8
_MAX_NUMBER_LINES = 2
_MAX_ORDER = 30
"""Lines that an order or a notice may have before the rule begins."""
_MAX_TITLE_LINES = 6
_MAX_HEAD = 80
_ENDS_AS_BODY = re.compile(
    r"(?:[府院部局会署行办委厅社关省市县区州旗]|主席|总统|总理|办公室|解放军)$"
)
_TERM = re.compile(rf"第{NUMERAL}+届")
_NOT_ISSUERS = ("主席", "总统", "总理")


@dataclass(frozen=True, slots=True)
class Promulgation:
    """An order or notice above the rule that it promulgates.

    Attributes:
        lines: Indices of its lines, from its head to the line above the rule's title.
        words: Indices of the lines that say something; head, number and signature are around them.
        issuer: The body that gave the order; empty where the head does not say it.
        head: Its name with its number, for an order without its rule.
    """

    lines: range
    words: range
    issuer: str
    head: str


@dataclass(frozen=True, slots=True)
class OrderHead:
    """The head of an order.

    Attributes:
        start: The index of its line.
        stop: The index of the first line behind the head and its number.
        issuer: The body that gave the order.
        name: The head with the number.
    """

    start: int
    stop: int
    issuer: str
    name: str


def read_order_head(lines: Sequence[TextLine]) -> OrderHead | None:
    """Find the head of an order or announcement at the start of a document.

    Args:
        lines: The lines of the document.

    Returns:
        The head; None where the document does not begin with one.
    """
    above = ""
    for index, line in enumerate(lines[:_FIRST_LINES]):
        if line.row or line.mark is not None or len(line.text) > _MAX_HEAD:
            return None
        text = re.sub(
            r"\s+",
            "",
            line.text,
        )
        match = _HEAD.match(text) or (_BARE_HEAD.match(text) if above else None)
        if match is not None:
            return _with_number(
                lines,
                index,
                text,
                match,
                above,
            )
        if _SENTENCE.search(text):
            return None
        above += text if _is_name(text) else ""
    return None


def _with_number(
    lines: Sequence[TextLine],
    index: int,
    text: str,
    match: re.Match[str],
    above: str,
) -> OrderHead | None:
    """The head of an order with the number that may stand on the lines below it."""
    stop = index + 1
    name = text
    following = lines[stop : stop + _MAX_NUMBER_LINES] if not match["number"] else ()
    for line in following:
        number = re.sub(
            r"\s+",
            "",
            line.text,
        )
        if not _NUMBER_LINE.match(number):
            break
        name += number
        stop += 1
    has_number = bool(match["number"]) or stop > index + 1
    if not has_number and match["sort"] != "令":
        return None  # an announcement without a number has a title of its own
    body = match.groupdict().get("by")
    if body is None:
        body = above
        name = above + name
    elif _ENDS_AS_BODY.search(above):
        body = f"{above}、{body}"
    if not _ENDS_AS_BODY.search(body):
        return None  # a headline that ends so: 云岭发布禁渔令
    issuer = full_name(_TERM.sub("", body.replace(STATE, "") or body))
    return OrderHead(
        index,
        stop,
        "" if issuer.endswith(_NOT_ISSUERS) else issuer,
        name,
    )


def _is_name(text: str) -> bool:
    return len(text) <= 40 and re.fullmatch(r"[\u4e00-\u9fff、（）]+", text) is not None


def promulgated_titles(lines: Sequence[TextLine], start: int) -> list[str]:
    """Find the titles that an order promulgates.

    Args:
        lines: The lines of the document.
        start: The index of the first line behind the head of the order.

    Returns:
        The titles in 《》 in the first sentence that says so.
    """
    for line in lines[start : start + _MAX_ORDER]:
        if line.opens_article() or line.opens_division():
            return []
        if match := _DECISION.search(line.text):
            return [match[0]]
        names = [line.text[span.start + 1 : span.end - 1] for span in titled(line.text)]
        if names and _SAYS.search(line.text):
            return names
    return []


def read_notice_title(title: str) -> str:
    """Find the rule that a notice issues by its title: 关于印发《X办法》的通知.

    Args:
        title: The title of the notice.

    Returns:
        The title of the rule; empty where it issues none.
    """
    match = _NOTICE.search(
        re.sub(
            r"\s+",
            "",
            title,
        )
    )
    if match is None:
        return ""
    named = match["title"]
    spans = list(titled(named))
    if spans:
        named = named[spans[0].start + 1 : spans[0].end - 1]
    return named if is_norm_title(named) else ""


def find_title(
    lines: Sequence[TextLine],
    start: int,
    title: str,
) -> range:
    """Find the lines that spell a title.

    Args:
        lines: The lines of a document.
        start: Where to begin.
        title: The title.

    Returns:
        Indices of the lines; an empty range where they are not there.
    """
    wanted = _folded(title)
    if not wanted:
        return range(0)
    for first in range(start, min(start + _MAX_ORDER, len(lines))):
        line = lines[first]
        if line.row or line.opens_article() or len(line.text) > 2 * len(title) + 20:
            continue
        joined = ""
        for last in range(first, min(first + _MAX_TITLE_LINES, len(lines))):
            joined += lines[last].text
            key = _folded(joined)
            if key == wanted or _without_body(key) == wanted:
                stop = last + 1
                while stop < len(lines) and goes_on(lines[stop].text) and stop - last < 2:
                    if lines[stop].mark is not None and lines[stop].opens_article():
                        break
                    stop += 1
                return range(first, stop)
            if not wanted.startswith(key) and "关于" in key:
                break
    return range(0)


def _folded(title: str) -> str:
    """A title for comparison: an order names 《关于废止〈甲〉的决定》 in other marks."""
    return _TITLE_MARKS.sub("", plain(work_key(title)))


def _without_body(key: str) -> str:
    """A title without the body with which it begins: an order does not repeat its own body."""
    return _BODY_IN_TITLE.sub("", key)


def begins_rule(lines: Sequence[TextLine], start: int) -> bool:
    """Check whether articles begin at one soon behind a line.

    Args:
        lines: The lines of a document.
        start: The index of the line behind which to look.

    Returns:
        True where the next article is 第一条.
    """
    for line in lines[start : start + _MAX_ORDER]:
        if line.opens_article():
            return line.mark is not None and line.mark.number == (1, 0)
    return False


def promulgation(
    lines: Sequence[TextLine],
    first: int,
    title: range,
    issuer: str,
    head: str,
    behind_head: int,
) -> Promulgation:
    """Describe the order or notice above a rule.

    Args:
        lines: The lines of the document.
        first: The index of the first line of the order.
        title: The lines of the rule's title.
        issuer: The body that gave the order.
        head: The head of the order with its number.
        behind_head: The index of the first line behind the head.

    Returns:
        The promulgation.
    """
    stop = title.start
    said = [index for index in range(behind_head, stop) if _SENTENCE.search(lines[index].text)]
    said = [
        index for index in said if len(lines[index].text) > 8 or lines[index].text[-1:] in "。："
    ]
    words = range(said[0], said[-1] + 1) if said else range(behind_head, behind_head)
    return Promulgation(
        range(first, stop),
        words,
        issuer,
        unspace(head),
    )
