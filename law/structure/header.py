"""The head of a text.

Its title, the note on who passed it when, and the date that names this version.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from msgspec import structs

from corpus.notation.case_headings import CASE_HEADINGS
from corpus.notation.dates import (
    DATE,
    ISO_DATE,
    iso_date,
    read_date,
)
from corpus.notation.work_keys import unspace
from corpus.records import Evidence, Span
from law.structure.enactment import whole_lines
from law.structure.kinds import CASE_TITLE
from law.structure.lines import TextLine
from law.structure.orders import Promulgation
from law.structure.set_aside import names_side
from law.structure.title_words import NAME_DATE, read_label
from law.structure.titles import read_title

_MADE = re.compile(
    r"通过|公布|发布|修正|修订|修改|批准|颁布"
    r"|印发|制定|公告|令|核准|审议|签署|决定"
)
_EFFECTIVE = re.compile(
    r"^\s*(?:起|之日起)?\s*(?:正式)?(?:施行|实施|执行|生效|试行|适用)"
    r"|^起"
)
_NOTE_END = re.compile(
    r"(?:通过|公布|发布|修正|修订|批准|颁布"
    r"|施行|实施|执行|试行|印发|号|公告|日|[)）])\s*$"
)
_DATED_NOTE = re.compile(r"^[（(].*(?:19|20)\d{2}\s*年")
_NUMBERED = re.compile(r"(?!\d{4}\s*年)\d+(?:\.\d+)*[\s.、]*[\u4e00-\u9fff]")
_BODY_STARTS = (
    _NUMBERED,
    CASE_TITLE,
    CASE_HEADINGS,
)
_LABEL_OF_MAKING = re.compile(r"[字文]号|(?:发布|颁布|公布|印发|成文|发文)(?:日期|时间)")
_MAX_NOTE_LINE = 60
_MOST_TITLE_LINES = 6
"""Lines over which the title of an amending decision may be broken."""
_MAX_NAME = 30
_MAX_NAMES = 12


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a document.

    Attributes:
        title: The title.
        title_lines: Indices of the lines of the title.
        title_evidence: The rule that gave the title, and its words.
        order: The order or notice that promulgates the document's rule, above its title.
        part: The second topmost heading of a file that holds one part of a work: the Civil Code
            comes in eight files.
        body: The index of the first line behind the head.
        date: The date of this version, in ISO form.
        date_evidence: The words that state the date.
    """

    title: str
    title_lines: range
    title_evidence: Evidence
    order: Promulgation | None
    part: str
    body: int
    date: str | None
    date_evidence: Evidence | None


def read_header(
    lines: Sequence[TextLine],
    stem: str,
    stated_title: str | None,
) -> Header:
    """Find the title, the part, the note and the date of a document.

    Args:
        lines: The lines of the document.
        stem: The name of its file without the ending.
        stated_title: The title that the file states in its metadata.

    Returns:
        Its head.
    """
    title = read_title(
        lines,
        stem,
        stated_title,
    )
    found = title.lines
    next_line = found.stop if found else 0
    part = ""
    if found and _names_part(
        lines,
        found.start,
        next_line,
    ):
        part = unspace(lines[next_line].text)
        next_line += 1
    body = _note_end(
        lines,
        next_line,
        title.text,
    )
    if body == len(lines):
        body = _first_text(lines, next_line)
    date, evidence = _version_date(
        note_lines(
            lines,
            body,
            title.order,
        ),
        stem,
    )
    if date is None and title.order is not None:
        date, evidence = _version_date(lines[:body], stem)
    return Header(
        title=title.text,
        title_lines=found,
        title_evidence=title.evidence,
        order=title.order,
        part=part,
        body=body,
        date=date,
        date_evidence=evidence,
    )


def note_lines(
    lines: Sequence[TextLine],
    body: int,
    order: Promulgation | None,
) -> list[TextLine]:
    """Find the lines above the body that report how the text was made.

    Args:
        lines: The lines of the document.
        body: The index of the first line behind the head.
        order: The order or notice that promulgates the rule.

    Returns:
        The lines without the words of the order, which also speak of other texts.
    """
    words = order.words if order is not None else range(0)
    return [_value_of(line) for index, line in enumerate(lines[:body]) if index not in words]


def _value_of(line: TextLine) -> TextLine:
    """A line without the label in front of a number or a day of promulgation: 【文号】…令第12号."""
    label = read_label(line.text)
    if label is None or not label[1] or not _LABEL_OF_MAKING.search(label[0]):
        return line
    start = line.end - len(label[1])
    return structs.replace(
        line,
        start=start,
        text=label[1],
    )


def _names_part(
    lines: Sequence[TextLine],
    title: int,
    index: int,
) -> bool:
    """Whether a line behind the title is a second topmost heading."""
    if index >= len(lines) or lines[index].text.startswith(("第", "（", "(")):
        return False
    return lines[title].heading == 1 and lines[index].heading == 1


def _note_end(
    lines: Sequence[TextLine],
    start: int,
    title: str,
) -> int:
    """Where the note ends.

    It goes on while lines are dated, name a body or the title again, and open nothing.

    More than a few names are a list, and no note.
    """
    index = start
    names = 0
    while index < len(lines) and names <= _MAX_NAMES:
        line = lines[index]
        goes_on = _is_translation(lines, index) or _in_note(line) or _repeats_title(line, title)
        if not goes_on and not _holds_title(lines, index) and not _ends_title(lines, start, index):
            break
        if not re.search(r"\d", line.text):
            names += 1
        index += 1
    return index if names <= _MAX_NAMES else start


def _first_text(lines: Sequence[TextLine], start: int) -> int:
    """The index of the first line that goes on behind its day: 2025年3月3日 周一：豆腐.

    Only where nothing else would be text. The day counts as that of the document all the same.
    """
    for index in range(start, len(lines)):
        day = DATE.match(lines[index].text)
        if day is None:
            continue
        words = lines[index].text[day.end() :]
        if re.search(r"[\u4e00-\u9fff]{2}", words) and not _MADE.search(words):
            return index
    return len(lines)


def _is_translation(lines: Sequence[TextLine], index: int) -> bool:
    """Whether a line in Latin letters stands between a title and its note."""
    if re.search(r"[\u4e00-\u9fff。]", lines[index].text) or index + 1 >= len(lines):
        return False
    following = lines[index + 1]
    is_words = re.match(r"[| ]*[A-Za-z(]", lines[index].text) is not None
    return is_words and _in_note(following) and DATE.search(following.text) is not None


def _holds_title(lines: Sequence[TextLine], index: int) -> bool:
    """Whether a line that names a day and a body opens a title that a line below it closes."""
    line = lines[index]
    if _opens_body(line) or not DATE.search(line.text) or not _is_open(line.text):
        return False
    words = line.text
    for following in lines[index + 1 : index + _MOST_TITLE_LINES]:
        if _opens_body(following):
            return False
        words += following.text
        if not _is_open(words):
            return _MADE.search(words.rpartition("》")[2]) is not None
    return False


def _ends_title(
    lines: Sequence[TextLine],
    start: int,
    index: int,
) -> bool:
    """Whether a line goes on with a title that one of the lines above it opened."""
    if _opens_body(lines[index]):
        return False
    first = max(start, index - _MOST_TITLE_LINES + 1)
    for opening in range(first, index):
        words = "".join(line.text for line in lines[opening:index])
        if _is_open(words) and _holds_title(lines, opening):
            return True
    return False


def _is_open(words: str) -> bool:
    return words.count("《") > words.count("》")


def _opens_body(line: TextLine) -> bool:
    return line.heading is not None or line.mark is not None or line.row or line.names_contents()


def _repeats_title(line: TextLine, title: str) -> bool:
    """Whether the line is the title again.

    Some archives keep, below a note of their own, the head of the printed page.
    """
    if not title or line.heading is not None:
        return False
    return re.sub(
        r"\s",
        "",
        line.text,
    ) == re.sub(
        r"\s",
        "",
        title,
    )


def _in_note(line: TextLine) -> bool:
    text = line.text
    # Word files give the note the style of the title.
    is_heading = line.heading is not None and not _DATED_NOTE.match(text)
    if is_heading or line.mark is not None or line.row or line.names_contents():
        return False
    if any(pattern.match(text) for pattern in _BODY_STARTS) or names_side(text):
        return False
    if text.count("《") > text.count("》") and not text.startswith(("（", "(")):
        return False  # a sentence whose line was cut within a name
    in_brackets = text.startswith(("（", "("))
    if _DATED_NOTE.match(text) or DATE.match(text):
        return in_brackets or not re.search(r"[。；：:，]$", text)
    if len(text) > _MAX_NOTE_LINE or re.search(r"[。；;：:，,！？]$", text):
        return False
    return len(text) <= _MAX_NAME or _NOTE_END.search(text) is not None


def head_note_date(note: Sequence[TextLine]) -> str | None:
    """Find the last day on which a note says that the text was made.

    Args:
        note: The lines of the note.

    Returns:
        The day in ISO form; None where the note states none.
    """
    return _version_date(note, "")[0]


def _version_date(note: Sequence[TextLine], stem: str) -> tuple[str | None, Evidence | None]:
    """The date of this version.

    That of the file's name, which its collector gave on purpose, else the note's last act.

    A date of coming into force does not count: the version is named by the day on which it was
    made.
    """
    match = NAME_DATE.search(stem)
    if match:
        year, month, day = (group for group in match.groups() if group)
        iso = iso_date(
            int(year),
            int(month),
            int(day),
        )
        if iso:
            return iso, Evidence("file name", match[0])
    acts: list[tuple[str, Evidence]] = []
    for line in whole_lines(note):
        acts += _acts(line)
    if not acts:
        return None, None
    return max(acts, key=lambda act: act[0])


def _acts(line: TextLine) -> list[tuple[str, Evidence]]:
    """The dates in a line of the note on which the text was passed, published or amended."""
    whole = ISO_DATE.fullmatch(line.text)
    if whole:
        iso = iso_date(*map(int, whole.groups()))
        if iso:
            return [
                (
                    iso,
                    Evidence(
                        "head note",
                        whole[0],
                        Span(line.start, line.end),
                    ),
                )
            ]
    acts: list[tuple[str, Evidence]] = []
    matches = list(DATE.finditer(line.text))
    for match, following in zip_longest(matches, matches[1:]):
        rest = line.text[match.end() : following.start() if following else None]
        iso = read_date(match)
        if iso is None or not _dates_making(
            line.text,
            match,
            rest,
        ):
            continue
        words = match[0] + re.sub(
            r"\n+",
            " ",
            rest[:24],
        )
        span = Span(line.start + match.start(), line.start + match.end())
        acts.append(
            (
                iso,
                Evidence(
                    "head note",
                    words,
                    span,
                ),
            )
        )
    return acts


def _dates_making(
    text: str,
    match: re.Match[str],
    rest: str,
) -> bool:
    """Whether a date is the day on which the text was made; `rest` are the words behind it."""
    before = text[max(0, match.start() - 2) : match.start()]
    if before.endswith("自") or _EFFECTIVE.match(rest):
        return False
    is_alone = match[0] == text.strip("（）() ")
    return is_alone or _MADE.search(rest) is not None


def stated_date(text: str) -> str | None:
    """Read the date that a page's metadata begins with.

    Args:
        text: The value of the metadata.

    Returns:
        The date in ISO form; None where the value begins with none.
    """
    match = ISO_DATE.match(text)
    return iso_date(*map(int, match.groups())) if match else None
