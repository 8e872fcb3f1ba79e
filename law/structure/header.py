"""The head of a text: its title, the note on who passed it when, and the date that names this
version.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from corpus.notation.case_headings import CASE_HEADINGS
from corpus.notation.dates import (
    DATE,
    ISO_DATE,
    find_dates,
    iso_date,
    read_date,
)
from corpus.notation.work_keys import unspace, work_key
from corpus.records import Evidence, Level, Span
from law.structure.enactment import whole_lines
from law.structure.kinds import CASE_TITLE
from law.structure.lines import TextLine

_NAME_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[-.年_]?(\d{2})[-.月_]?(\d{2})(?!\d)|(?<!\d)((?:19|20)\d{2})[-.年](\d{1,2})[-.月](\d{1,2})(?!\d)"
)
_MADE = re.compile(r"通过|公布|发布|修正|修订|修改|批准|颁布|印发|制定|公告|令|核准|审议|签署|决定")
_EFFECTIVE = re.compile(r"^\s*(?:起|之日起)?\s*(?:正式)?(?:施行|实施|执行|生效|试行|适用)|^起")
_NOTE_END = re.compile(
    r"(?:通过|公布|发布|修正|修订|批准|颁布|施行|实施|执行|试行|印发|号|公告|日|[)）])\s*$"
)
_TITLE_END = re.compile(r"[。；;，,：:]$")
_MAX_TITLE_LINES = 3
_MAX_TITLE = 200
_MAX_NAMES = 12
_SIGNER = re.compile(
    r"[院会局部厅府委办署社室司心组处行团所站校盟队区省市县州国]$|(?:主席|主任|省长|市长|县长|区长|州长|部长|局长|院长|总理|检察长)[\s\u4e00-\u9fff]{0,8}$"
)
_NUMBERED = re.compile(r"(?!\d{4}\s*年)\d+(?:\.\d+)*[\s.、]*[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a document: `body` is the index of the first line behind it.

    `part` is the second topmost heading of a file that holds one part of a work (the Civil Code
    comes in eight files).
    """

    title: str
    title_lines: range
    part: str
    body: int
    date: str | None
    date_evidence: Evidence | None


def read_header(
    lines: Sequence[TextLine],
    stem: str,
    stated_title: str | None,
) -> Header:
    """Find title, part, note and date. `stem` is the file's name without its ending; `stated_title`
    what the file says itself.
    """
    found = _title_lines(lines, stem)
    if found:
        title = unspace("".join(lines[i].text for i in found))
    else:
        title = stated_title or _NAME_DATE.sub("", stem).strip("()（）[]_- ") or stem
    next_line = found.stop if found else 0
    part = ""
    if (
        found
        and next_line < len(lines)
        and lines[found.start].heading == 1 == lines[next_line].heading
        and not lines[next_line].text.startswith("第")
    ):
        part = unspace(lines[next_line].text)
        next_line = next_line + 1
    body = _note_end(lines, next_line, title)
    note = range(body)
    date, evidence = _date(lines, note, stem)
    return Header(
        title=title,
        title_lines=found,
        part=part,
        body=body,
        date=date,
        date_evidence=evidence,
    )


def _title_lines(lines: Sequence[TextLine], stem: str) -> range:
    """The title's lines: a heading that opens the text; those that spell the file's name; a later
    heading; the short lines at the start.
    """
    if lines and lines[0].heading == 1 and len(lines[0].text) <= _MAX_TITLE:
        return range(1)
    wanted = work_key(_NAME_DATE.sub("", stem))
    for start in range(min(15, len(lines))):
        joined = ""
        for end in range(start, min(start + _MAX_TITLE_LINES, len(lines))):
            joined += lines[end].text
            if work_key(joined) == wanted:
                return range(start, end + 1)
    for index, line in enumerate(lines[:15]):
        if line.heading == 1 and len(line.text) <= _MAX_TITLE:
            return range(index, index + 1)
    end = 0
    while end < min(_MAX_TITLE_LINES, len(lines)) and _could_be_title(lines[end]):
        end += 1
    return range(end)


def _could_be_title(line: TextLine) -> bool:
    if (
        line.row
        or len(line.text) > 60
        or _TITLE_END.search(line.text)
        or line.text.startswith(("（", "("))
        or line.text.endswith("号")
    ):
        return False
    return not (
        line.mark and (line.mark.level is Level.ARTICLE or line.opens_division())
    ) and not DATE.search(line.text)


def _note_end(
    lines: Sequence[TextLine],
    start: int,
    title: str,
) -> int:
    """The note goes on while lines are dated, name somebody or the title again, and open nothing;
    more than a few names are a list.
    """
    index = start
    names = 0
    while (
        index < len(lines)
        and names <= _MAX_NAMES
        and (_in_note(lines[index]) or _names_again(lines[index], title))
    ):
        names += not re.search(r"\d", lines[index].text)
        index += 1
    return index if names <= _MAX_NAMES else start


def _names_again(line: TextLine, title: str) -> bool:
    """Whether the line is the title once more: some archives keep, below a note of their own, the
    head of the printed page.
    """
    return (
        bool(title)
        and line.heading is None
        and re.sub(r"\s", "", line.text) == re.sub(r"\s", "", title)
    )


def _in_note(line: TextLine) -> bool:
    text = line.text
    if line.heading is not None or line.row or line.mark is not None or line.names_contents():
        return False
    if any(pattern.match(text) for pattern in (_NUMBERED, CASE_TITLE, CASE_HEADINGS)):
        return False
    if re.match(r"^[（(].*(?:19|20)\d{2}\s*年", text) or DATE.match(text):
        return not re.search(r"[。；：:，]$", text) or text.startswith(("（", "("))
    return (
        len(text) <= 60
        and not re.search(r"[。；;：:，,！？]$", text)
        and bool(_NOTE_END.search(text) or len(text) <= 30)
    )


def _date(
    lines: Sequence[TextLine],
    note: range,
    stem: str,
) -> tuple[str | None, Evidence | None]:
    """The date of this version: the file's name, which its collector gave it on purpose, else the
    note's last act.

    A date of coming into force is none: the version is named by the day on which it was made.
    """
    if match := _NAME_DATE.search(stem):
        year, month, day = (group for group in match.groups() if group)
        if iso := iso_date(int(year), int(month), int(day)):
            return iso, Evidence("file name", match[0])
    acts: list[tuple[str, Evidence]] = []
    for line in whole_lines([lines[index] for index in note]):
        acts += _acts(line)
    return max(acts, key=lambda act: act[0]) if acts else (None, None)


def _acts(line: TextLine) -> list[tuple[str, Evidence]]:
    """The dates in a line of the note at which the text was passed, published or amended."""
    acts = []
    if (match := ISO_DATE.fullmatch(line.text)) and (iso := iso_date(*map(int, match.groups()))):
        return [
            (
                iso,
                Evidence(
                    rule="head note",
                    words=match[0],
                    span=Span(line.start, line.end),
                ),
            )
        ]
    matches = list(DATE.finditer(line.text))
    for match, following in zip_longest(matches, matches[1:]):
        rest = line.text[match.end() : following.start() if following else None]
        before = line.text[max(0, match.start() - 2) : match.start()]
        alone = match[0] == line.text.strip("（）() ")
        if _EFFECTIVE.match(rest) or before.endswith("自") or not (alone or _MADE.search(rest)):
            continue
        if iso := read_date(match):
            words = match[0] + re.sub(r"\n+", " ", rest[:24])
            acts.append(
                (
                    iso,
                    Evidence(
                        rule="head note",
                        words=words,
                        span=Span(line.start + match.start(), line.start + match.end()),
                    ),
                )
            )
    return acts


def stated_date(text: str) -> str | None:
    """The date that a page's metadata begins with, when it is one."""
    match = ISO_DATE.match(text)
    return iso_date(*map(int, match.groups())) if match else None


def signature_start(lines: Sequence[TextLine], body: int) -> int:
    """Index of the first line of the signature: the names and dates at the end, when one is a date;
    else the number of lines.
    """
    start = len(lines)
    while start > body and _signs(lines[start - 1]):
        start -= 1
    return start if any(_dated(line) for line in lines[start:]) else len(lines)


def signature_date(lines: Sequence[TextLine], start: int) -> tuple[str | None, Evidence | None]:
    """The date that a signature bears."""
    for line in lines[start:]:
        if _dated(line):
            (iso, span), *_ = find_dates(line.text)
            return iso, Evidence(
                rule="signature",
                words=line.text,
                span=Span(line.start + span.start, line.start + span.end),
            )
    return None, None


def _dated(line: TextLine) -> bool:
    match = DATE.search(line.text)
    return bool(match) and len(line.text) - len(match[0]) <= 2 and bool(find_dates(line.text))  # type: ignore[index]


def _signs(line: TextLine) -> bool:
    if (
        line.mark is not None
        or line.heading is not None
        or line.row
        or len(line.text) > 30
        or re.search(r"[。；：，]", line.text)
    ):
        return False
    return _dated(line) or bool(_SIGNER.search(line.text))
