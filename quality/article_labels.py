"""Labels of articles, read from a text a second time, to check what the splitter made of them.

The patterns and rules here are this module's own. A check that shared them with `law.structure`
would be blind to the same labels. Only the value of a numeral (`parse_article`) is common to both.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from corpus.notation.numerals import (
    NUMERAL,
    ArticleNumber,
    parse_article,
)
from corpus.records import (
    DocumentKind,
    Structure,
    Unit,
)

_DIGIT = f"{NUMERAL[:-1]}壹贰貳叁參肆伍陆陸柒捌玖拾]"
_NUMBER = rf"{_DIGIT}(?:[ \u3000]?{_DIGIT}){{0,9}}"
_CHINESE = (
    rf"[第笫][ \u3000]{{0,4}}{_NUMBER}[ \u3000]{{0,4}}(?:[A-Z]|(?:之|[-‐–—－])[ \u3000]{{0,4}}{_NUMBER})?[ \u3000]{{0,4}}[条條]"
    rf"(?:[ \u3000]{{0,4}}之[ \u3000]{{0,4}}{NUMERAL}{{1,3}}|附[ \u3000]{{0,4}}{NUMERAL}{{1,3}})?"
)
_ENGLISH = r"(?:Article|ARTICLE|Section|SECTION|Sec\.|Art\.|§§?)[ \u3000]{0,4}\d{1,4}(?:[A-Za-z](?![A-Za-z]))?(?:-\d{1,2})?(?=[A-Z][a-z]|\W|$)"
_LABEL = re.compile(rf"[【〔［\[（(]?[ \u3000]{{0,4}}(?P<words>{_CHINESE}|{_ENGLISH})")
_LINE_LABEL = re.compile(
    rf"^[ \t\u3000]{{0,40}}(?P<open>[【〔［\[（(]?)[ \u3000]{{0,4}}(?P<label>{_CHINESE}|{_ENGLISH})(?P<close>(?:[ \u3000]{{0,4}}[】〕］\]）)])?)"
    r"(?P<gap>\s*)(?P<point>[，、.．·,—－-]{0,2})\s*",
    re.MULTILINE,
)
_CITATION = re.compile(
    rf"规定(?!本)|規定(?!本)|[的、，；。款至之或”》）]|[和与及與]\S{{0,6}}第|[第笫]\s*{NUMERAL}+\s*[条條款项項]"
    r"|[中内外项][，、的规]|以[内外上下][，、的简规]|所[称列指述定规稱]"
    r"|(?:修改|改)为|删[去除]|增加一|前款|但书"
    r"|(?:of|and|or|to|shall|applies|apply|is|are|was|were|hereof|above|below)\b|[,;)]"
)
"""What stands behind a label without a blank where a sentence cites the article."""
_LISTED = re.compile(rf"[第笫]?\s*{NUMERAL}+\s*[条條款项項]|以及|[和与及或並]|第|$")
"""What stands behind a mark of a list of articles."""
_FINISHED = tuple("。！？；：”’）)】》;:.")
_OF_ARTICLES = frozenset(
    {
        DocumentKind.STATUTE,
        DocumentKind.REGULATION,
        DocumentKind.INTERPRETATION,
    }
)
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]|附\s*件")
_SET_ASIDE = frozenset({"earlier", "compared", "translation", "appended"})
_OTHER_TEXT = re.compile(
    r"[修改订正法]{2}之?前|[原旧]的?[条规版法]|原文|现行|删[去除]|废止|失效|历史|对照|对比|原第"
)
"""Words by which a text says that it is not the valid one."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HEAD = 60
_FEWEST = 3  # labels in sequence from 第一条, before a text without articles is said to have some


class _Label(NamedTuple):
    """A label at the start of a line that cites nothing."""

    start: int
    number: ArticleNumber
    has_blank: bool
    is_english: bool = False


def begins_with_label(text: str, unit: Unit) -> bool:
    """Check whether a unit begins with the label of its article, however the number is written.

    Args:
        text: The clean text of the document.
        unit: A unit that has an article.

    Returns:
        True where the number of the label in the text is the number of the article.
    """
    label = _LABEL.match(
        text,
        unit.start,
        unit.end,
    )
    return label is not None and parse_article(label["words"]) == parse_article(unit.article or "")


def merged_articles(text: str, found: Structure) -> Iterator[tuple[Unit, int]]:
    """Find articles that stand inside another unit and have no unit of their own.

    A label with a blank behind it always counts. One without a blank counts where most labels of
    the text have none, and where it stands behind a finished line.

    Args:
        text: The clean text of the document.
        found: Its structure.

    Yields:
        The unit that holds an article too many, and the offset in the text at which that article
        begins.
    """
    labels = _labels(text)
    yield from _inside_articles(labels, found.units)
    if found.kind in _OF_ARTICLES:
        yield from _outside_articles(text, labels, found.units)


def _inside_articles(labels: Sequence[_Label], units: Sequence[Unit]) -> Iterator[tuple[Unit, int]]:
    """The labels that a unit holds of the article that follows its own."""
    own: set[tuple[str, ArticleNumber | None]] | None = None
    for unit in units:
        if not unit.article:
            continue
        inside = [label for label in _within(unit, labels) if label.start > unit.start]
        number = parse_article(unit.article) if inside else None
        if number is None:
            continue
        following = {
            number._replace(number=number.number + 1, inserted=0),
            number._replace(inserted=number.inserted + 1),
        }
        if own is None:
            own = {(_body(other), parse_article(other.article)) for other in units if other.article}
        for label in inside:
            if label.number in following and (_body(unit), label.number) not in own:
                yield unit, label.start


def _is_said_to_be_other(text: str, unit: Unit) -> bool:
    """Whether a passage that is set aside begins with words that say so: 修改前的条文, 新旧对照."""
    if unit.path.partition("~")[0] not in _SET_ASIDE:
        return False
    if unit.piece is not None and unit.piece > 1:
        return True
    head = text[unit.start : min(unit.end, unit.start + _HEAD)]
    return not _HAN.search(head) or _OTHER_TEXT.search(head) is not None


def _outside_articles(
    text: str, labels: Sequence[_Label], units: Sequence[Unit]
) -> Iterator[tuple[Unit, int]]:
    """The first article of a sequence from 第一条 on that lies in units without articles."""
    expected = 1
    first: tuple[Unit, int] | None = None
    for unit in units:
        if unit.article or _is_said_to_be_other(text, unit):
            continue
        for label in _within(unit, labels):
            if label.number == ArticleNumber(1):
                expected = 1
                first = (unit, label.start)
            if label.number != ArticleNumber(expected):
                continue
            expected += 1
            if expected > _FEWEST and first is not None:
                yield first
                return


def _within(unit: Unit, labels: Sequence[_Label]) -> Sequence[_Label]:
    """The labels that begin inside a unit; `labels` are in the order of the text."""
    first = bisect_left(labels, unit.start, key=attrgetter("start"))
    last = bisect_left(labels, unit.end, key=attrgetter("start"))
    return labels[first:last]


def _body(unit: Unit) -> str:
    """The body of law that a unit belongs to: the text itself, or an annex."""
    return unit.path.rpartition("/")[0]


def _labels(text: str) -> list[_Label]:
    """The labels at the starts of lines that are meant as such."""
    labels: list[_Label] = []
    for match in _LINE_LABEL.finditer(text):
        number = parse_article(match["label"])
        if number is None or bool(match["open"]) != bool(match["close"]):
            continue
        is_plain = not match["open"] and not match["point"]
        is_english = match["label"][0].isascii() or match["label"][0] == "§"
        has_blank = bool(match["gap"]) and is_plain and not is_english
        if has_blank or _may_open(text, match):
            labels.append(
                _Label(
                    start=match.start(),
                    number=number,
                    has_blank=has_blank,
                    is_english=is_english,
                )
            )
    if any(not label.is_english for label in labels):
        # Labels in English repeat those of the text that they translate.
        labels = [label for label in labels if not label.is_english]
    with_blank = [label for label in labels if label.has_blank]
    if 2 * len(with_blank) >= len(labels):
        return with_blank
    return labels


def _may_open(text: str, match: re.Match[str]) -> bool:
    """Whether a label without a blank behind it may open an article."""
    if match.end() == len(text) or _CITATION.match(text, match.end()):
        return False
    if match["point"] and _LISTED.match(text, match.end()):
        return False
    before = text[: match.start()].rstrip()
    line = before[before.rfind("\n") + 1 :]
    is_heading = not re.search("[，。；、]", line) and not _LABEL.match(line.lstrip())
    is_quoted = before.rfind("“") > before.rfind("”")
    return not is_quoted and (is_heading or line.endswith(_FINISHED))


class Oddity(NamedTuple):
    """Something odd about a law's articles that may as well be the file's own fault.

    Attributes:
        code: The code of its finding.
        message: What is odd, with its place.
    """

    code: str
    message: str


def oddities(text: str, found: Structure) -> Iterator[Oddity]:
    """Find a law that has no articles, does not begin with the first, or leaves some out.

    Args:
        text: The clean text of the document.
        found: Its structure.

    Yields:
        Each oddity. The gaps that the structure reports itself are left out.
    """
    if found.kind not in _OF_ARTICLES:
        return
    bodies: dict[str, list[tuple[ArticleNumber, Unit]]] = {}
    for unit in found.units:
        number = parse_article(unit.article) if unit.article else None
        if number is not None:
            bodies.setdefault(_body(unit), []).append((number, unit))
    if not bodies:
        # Replies of the courts interpret in a few sentences.
        if found.kind is not DocumentKind.INTERPRETATION:
            yield from _without_articles(text, found)
        return
    is_reported = any(finding.code == "articles_missing" for finding in found.findings)
    for body, articles in bodies.items():
        number, unit = articles[0]
        if number.number != 1:
            inside = f" of {body}" if body else ""
            yield Oddity(
                "articles_begin_late",
                f"the first article{inside} is {unit.article} (at character {unit.start})",
            )
        for (number, _), (following, unit) in pairwise(articles):
            if following.number > number.number + 1 and not is_reported:
                yield Oddity(
                    "articles_missing",
                    f"{unit.article} stands behind {number} (at character {unit.start})",
                )


def _without_articles(text: str, found: Structure) -> Iterator[Oddity]:
    """A law by its title, of which nothing is an article or a numbered item."""
    if any(_NUMBERED.match(text, unit.start) for unit in found.units):
        return
    labels = _labels(text)
    seen = f"; {len(labels)} lines look like labels" if labels else ""
    yield Oddity("no_articles", f"{found.title} is a law by its title and has no articles{seen}")
