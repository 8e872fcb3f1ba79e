"""Labels of articles, read from a text a second time, to check what the splitter made of them.

The patterns and rules here are this module's own. A check that shared them with `law.structure`
would be blind to the same labels. Only the value of a numeral (`parse_article`) is common to both.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
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

_LABEL = re.compile(rf"[第笫]\s*{NUMERAL}+\s*[条條](?:\s*之\s*{NUMERAL}+)?")
_LINE_LABEL = re.compile(rf"^[ \t\u3000]*(?P<label>{_LABEL.pattern})(?P<gap>\s*)", re.MULTILINE)
_CITATION = re.compile(
    rf"规定(?!本)|[的、，；。款至之或”》）]|[和与及]\S{{0,6}}第|第\s*{NUMERAL}+\s*[条款项]"
    r"|[中内外项][，、的规]|以[内外上下][，、的简规]|所[称列指述定规]"
    r"|(?:修改|改)为|删[去除]|增加一|前款|但书"
)
"""What stands behind a label without a blank where a sentence cites the article."""
_FINISHED = tuple("。！？；：”’）)】》;:.")
_OF_ARTICLES = frozenset(
    {
        DocumentKind.STATUTE,
        DocumentKind.REGULATION,
        DocumentKind.INTERPRETATION,
    }
)
_FEWEST = 3  # labels in sequence from 第一条, before a text without articles is said to have some


class _Label(NamedTuple):
    """A label at the start of a line that cites nothing."""

    start: int
    number: ArticleNumber
    has_blank: bool


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
    return label is not None and parse_article(label[0]) == parse_article(unit.article or "")


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
        yield from _outside_articles(labels, found.units)


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


def _outside_articles(
    labels: Sequence[_Label], units: Sequence[Unit]
) -> Iterator[tuple[Unit, int]]:
    """The first article of a sequence from 第一条 on that lies in units without articles."""
    expected = 1
    first: tuple[Unit, int] | None = None
    for unit in units:
        if unit.article:
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
        if number is None:
            continue
        has_blank = bool(match["gap"])
        if has_blank or _may_open(text, match):
            labels.append(
                _Label(
                    start=match.start(),
                    number=number,
                    has_blank=has_blank,
                )
            )
    with_blank = [label for label in labels if label.has_blank]
    if 2 * len(with_blank) >= len(labels):
        return with_blank
    return labels


def _may_open(text: str, match: re.Match[str]) -> bool:
    """Whether a label without a blank behind it may open an article."""
    if match.end() == len(text) or _CITATION.match(text, match.end()):
        return False
    before = text[: match.start()].rstrip()
    line = before[before.rfind("\n") + 1 :]
    is_heading = not re.search("[，。；、]", line) and not _LABEL.match(line.lstrip())
    is_quoted = before.rfind("“") > before.rfind("”")
    return not is_quoted and (is_heading or line.endswith(_FINISHED))
