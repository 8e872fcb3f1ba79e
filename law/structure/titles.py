"""The title of a document, with the words and the rule that gave it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.notation.marks import is_heading_text
from corpus.notation.work_keys import unspace
from corpus.records import Evidence, Span
from law.structure.clauses import STANDARD_NUMBER
from law.structure.issuing_notices import is_annex_label
from law.structure.lines import TextLine
from law.structure.norm_numbers import LETTERS
from law.structure.orders import (
    Promulgation,
    begins_rule,
    find_title,
    promulgated_titles,
    promulgation,
    read_notice_title,
    read_order_head,
)
from law.structure.title_lines import short_title, title_lines
from law.structure.title_trimming import trim_caption, trim_name
from law.structure.title_words import (
    has_date,
    is_banner,
    is_complete,
    is_norm_title,
    is_scraped,
    name_without_date,
    read_label,
    without_site,
)

_HEAD_LINES = 15
_NOTICE_BODY = re.compile(
    r"(?P<body>[\u4e00-\u9fff、]{2,40}?(?:院|会|部|局|委|署|办公室|办公厅|厅|府|行|总局|大会))(?:印发)?关于"
)
_MAX_FIRST_WORDS = 40
_SIGNATURE_LINES = 4
_BANNER_LINES = 4
_MAX_DATE = 16
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,30}(?:院|会|部|局|委|署|办公室|办公厅|厅|府|行|总局|大会|公司|学校|大学|学院)"
)
_BANNER = re.compile(rf"(?P<body>{_BODY.pattern})文件")


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """The title of a document.

    Attributes:
        text: The title.
        lines: Indices of its lines; an empty range where it stands in no line.
        evidence: The rule that gave it, and its words.
        order: The order or notice that promulgates the document's rule, above the title.
    """

    text: str
    lines: range
    evidence: Evidence
    order: Promulgation | None = None


def read_title(
    lines: Sequence[TextLine],
    stem: str,
    stated: str | None,
) -> FoundTitle:
    """Find the title of a document.

    Args:
        lines: The lines of the document.
        stem: The name of its file without the ending.
        stated: The title that the file states in its metadata.

    Returns:
        The title.
    """
    name = "" if is_scraped(stem) else name_without_date(stem)
    name = "" if is_scraped(name) else trim_name(without_site(name))
    name = "" if is_scraped(name) else name
    by_order = _behind_order(lines)
    if by_order is not None:
        return by_order
    # A file that is named after its number does not make the line with the number its title.
    found, rule = title_lines(lines, "" if LETTERS.fullmatch(name) else name)
    standard = _of_standard(lines)
    if standard:
        return _of_lines(
            lines,
            standard,
            "name below a standard's number",
        )
    if found:
        title = _joined(lines, found)
        behind_notice = _behind_notice(
            lines,
            title,
            found,
        )
        return behind_notice or _of_lines(
            lines,
            found,
            rule,
        )
    return _without_lines(
        lines,
        name,
        stem,
        stated,
    )


def _of_standard(lines: Sequence[TextLine]) -> range:
    """The line with the name of a standard, right below its number; an empty range without one."""
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if STANDARD_NUMBER.fullmatch(line.text.strip()) and index + 1 < len(lines):
            name = lines[index + 1]
            is_name = not name.row and name.mark is None and is_heading_text(name.text)
            return range(index + 1, index + 2 if is_name else index + 1)
    return range(0)


def _of_lines(
    lines: Sequence[TextLine],
    found: range,
    rule: str,
    order: Promulgation | None = None,
) -> FoundTitle:
    title = _joined(lines, found)
    span = Span(lines[found.start].start, lines[found.stop - 1].end)
    return FoundTitle(
        title,
        found,
        Evidence(
            rule,
            title,
            span,
        ),
        order,
    )


def _joined(lines: Sequence[TextLine], found: range) -> str:
    words = "".join(lines[index].text for index in found)
    label = read_label(words)
    if label is not None and label[2] and label[1]:
        words = label[1]
    return trim_caption(without_site(unspace(words)))


def _behind_order(lines: Sequence[TextLine]) -> FoundTitle | None:
    """The title of a rule below the order that promulgates it; None without an order."""
    head = read_order_head(lines)
    if head is None:
        return None
    words = promulgated_titles(lines, head.stop)
    found = _rule_below(lines, head.stop, words)
    if found:
        order = promulgation(
            lines,
            head.start,
            found,
            head.issuer,
            head.name,
            head.stop,
        )
        return _of_lines(
            lines,
            found,
            "caption behind an order",
            order,
        )
    if any(is_norm_title(line.text) for line in lines[: head.start]):
        return None  # its number stands below its title
    head_lines = range(head.start, head.stop)
    if words and begins_rule(lines, head.stop):
        return FoundTitle(
            words[0],
            head_lines,
            Evidence("named by an order", words[0]),
        )
    span = Span(lines[head.start].start, lines[head.stop - 1].end)
    return FoundTitle(
        head.name,
        head_lines,
        Evidence(
            "order",
            head.name,
            span,
        ),
    )


def _rule_below(
    lines: Sequence[TextLine],
    start: int,
    names: Sequence[str],
) -> range:
    """The lines of the title of the rule below an order, by its name there or by its form."""
    for name in names:
        found = find_title(
            lines,
            start,
            name,
        )
        if found:
            return found
    found = short_title(lines, start)
    return found if found and is_complete(_joined(lines, found)) else range(start, start)


def _behind_notice(
    lines: Sequence[TextLine],
    title: str,
    found: range,
) -> FoundTitle | None:
    """The title of a rule of articles below the notice that issues it; None for other papers."""
    named = read_notice_title(title)
    if not named:
        return None
    own = find_title(
        lines,
        found.stop,
        named,
    )
    if not own or not begins_rule(lines, own.stop):
        return None
    if any(line.opens_article() for line in lines[found.stop : own.start]):
        return None
    order = promulgation(
        lines,
        0,
        own,
        _notice_issuer(title) or _signed_or_bannered(lines, title, own.start),
        title,
        found.stop,
    )
    return _of_lines(
        lines,
        own,
        "caption behind a notice",
        order,
    )


def _notice_issuer(title: str) -> str:
    """The body with which the title of a notice begins that issues a rule of its own."""
    match = _NOTICE_BODY.match(title)
    return match["body"] if match and "转发" not in title and "批转" not in title else ""


def _signed_or_bannered(lines: Sequence[TextLine], title: str, stop: int) -> str:
    """The body of a notice without its name in the title: in its signature, or in its banner."""
    if "转发" in title or "批转" in title:
        return ""
    for line in reversed(lines[max(stop - _SIGNATURE_LINES, 0) : stop]):
        text = unspace(line.text)
        if is_annex_label(line) or (has_date(text) and len(text) <= _MAX_DATE):
            continue
        if line.mark is None and not line.row and _BODY.fullmatch(text):
            return text
        break
    for line in lines[:_BANNER_LINES]:
        banner = _BANNER.fullmatch(unspace(line.text))
        if banner is not None:
            return banner["body"]
    return ""


def _without_lines(
    lines: Sequence[TextLine],
    name: str,
    stem: str,
    stated: str | None,
) -> FoundTitle:
    """The stated title, the file's name, or the first words, where no line is a title."""
    said = without_site(stated or "")
    if said and not is_scraped(said):
        return FoundTitle(
            said,
            range(0),
            Evidence("stated title", stated or ""),
        )
    if name:
        return FoundTitle(
            name,
            range(0),
            Evidence("file name", stem),
        )
    for line in lines[:_HEAD_LINES]:
        if line.row or is_banner(line.text) or line.names_contents():
            continue
        if line.opens_article() or line.opens_division():
            break
        words = re.split(r"[。；？！，：\n]", line.text)[0].strip()[:_MAX_FIRST_WORDS]
        if len(words) >= 2:
            return FoundTitle(
                words,
                range(0),
                Evidence("first words", words),
            )
    return FoundTitle(
        stem,
        range(0),
        Evidence("file name", stem),
    )
