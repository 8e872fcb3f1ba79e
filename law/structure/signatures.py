"""The signature at the end of a document: who signs it, and the date that they give."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.notation.dates import DATE, find_dates, iso_date
from corpus.records import Evidence, Span
from law.structure.lines import TextLine

_SIGNER = re.compile(
    r"[院会局部厅府委办署社室司心组处行团所站校盟队区省市县州国]$"
    r"|(?:主席|主任|省长|市长|县长|区长|州长|部长|局长|院长|总理|检察长)[\s\u4e00-\u9fff]{0,8}$"
)
_MAX_NAME = 30
_MAX_DATELINE = 60
_NUMERIC = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_OTHER_DAY = re.compile(r"施行|实施|生效|执行|截止|出生|自.{4,12}起|至")
_MAX_ADDRESSEE = 120
_LINES_BEFORE_ADDRESSEE = 3


def signature_start(lines: Sequence[TextLine], body: int) -> int:
    """Find the signature: the names and dates at the end of a document, where a line is a date.

    Args:
        lines: The lines of the document.
        body: The index of the first line behind its head.

    Returns:
        The index of the first line of the signature; the number of lines where there is none.
    """
    start = len(lines)
    while start > body and _signs(lines[start - 1]):
        start -= 1
    is_dated = any(is_date_line(line) for line in lines[start:])
    return start if is_dated else len(lines)


def signature_date(lines: Sequence[TextLine], start: int) -> tuple[str | None, Evidence | None]:
    """Read the date that a signature bears.

    Args:
        lines: The lines of a document.
        start: The index of the first line of the signature.

    Returns:
        The date in ISO form and the words that state it; None and None without a date.
    """
    for line in lines[start:]:
        if not is_date_line(line):
            continue
        iso, found = find_dates(line.text)[0]
        span = Span(line.start + found.start, line.start + found.end)
        return iso, Evidence(
            "signature",
            line.text,
            span,
        )
    return None, None


def signing_body(lines: Sequence[TextLine], start: int) -> str:
    """Read who signs a paper: the lines of its signature that are no date.

    Args:
        lines: The lines of a document.
        start: The index of the first line of the signature.

    Returns:
        The names without blanks, one behind the other; empty where there is none.
    """
    names = [line.text for line in lines[start:] if not is_date_line(line)]
    return re.sub(
        r"\s+",
        "",
        "".join(names),
    )


def read_addressee(lines: Sequence[TextLine], body: int) -> str:
    """Find to whom a paper is written: the line with a colon with which its body begins.

    Args:
        lines: The lines of a document.
        body: The index of the first line behind its head.

    Returns:
        The line without its colon; empty where the body begins otherwise.
    """
    for line in lines[body : body + _LINES_BEFORE_ADDRESSEE]:
        text = line.text.strip()
        if line.row or line.mark is not None or len(text) > _MAX_ADDRESSEE:
            return ""
        if text.endswith(("：", ":")):
            return re.sub(
                r"\s+",
                "",
                text[:-1],
            )
        if re.search(r"[。；]", text):
            return ""
    return ""


def dateline(lines: Sequence[TextLine], body: int) -> tuple[str | None, Evidence | None]:
    """Read the date that stands at the head of a paper: 2025年2月14日　云岭晚报, 发布时间：2025-02-14.

    Args:
        lines: The lines of a document.
        body: The index of the first line behind its head.

    Returns:
        The date in ISO form and the words that state it; None and None without a date.
    """
    for line in lines[: body + _LINES_BEFORE_ADDRESSEE]:
        text = line.text
        if line.row or line.heading is not None or len(text) > _MAX_DATELINE:
            continue
        if text.endswith(("。", "；")) or _OTHER_DAY.search(text):
            continue
        for iso, found in find_dates(text)[:1]:
            span = Span(line.start + found.start, line.start + found.end)
            return iso, Evidence(
                "dateline",
                text[found.start : found.end],
                span,
            )
        match = _NUMERIC.search(text)
        iso_day = iso_date(*map(int, match.groups())) if match else None
        if match and iso_day:
            span = Span(line.start + match.start(), line.start + match.end())
            return iso_day, Evidence(
                "dateline",
                match[0],
                span,
            )
    return None, None


def is_date_line(line: TextLine) -> bool:
    """Check whether a line is a date and nothing else.

    Args:
        line: The line.

    Returns:
        True where it is.
    """
    match = DATE.search(line.text)
    if match is None or len(line.text) - len(match[0]) > 2:
        return False
    return bool(find_dates(line.text))


def _signs(line: TextLine) -> bool:
    """Whether a line may belong to a signature.

    It is a date, or ends as the names of bodies and offices do.
    """
    opens = line.mark is not None or line.heading is not None
    if opens or line.row or len(line.text) > _MAX_NAME:
        return False
    if re.search(r"[。；：，]", line.text):
        return False
    return is_date_line(line) or _SIGNER.search(line.text) is not None
