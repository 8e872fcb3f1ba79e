"""The number under which a text was issued: 国务院令第532号, 法释〔2020〕26号."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from corpus.notation.dates import DATE
from corpus.notation.numerals import NUMERAL
from corpus.notation.work_keys import STATE
from corpus.records import Evidence, Span, Stated
from law.structure.issuers import MASK, full_name, mask_titles
from law.structure.lines import TextLine

# Blanks are not given back: five places in a row would share them in every possible way.
_YEAR = r"\s*+[（(〔\[［]?\s*+(?P<year>(?:19|20)\d{2})?\s*+年?\s*+[)）〕\]］]?\s*+"
ORDER = re.compile(
    rf"(?P<by>[\u4e00-\u9fff、（）]{{1,160}}?令){_YEAR}"
    rf"第?\s*(?P<number>{NUMERAL}{{1,6}})\s*号"
)
"""The number of an order, as 国务院令第532号. Eight ministries that sign together have 60 characters."""

LETTERS = re.compile(
    r"(?P<by>[\u4e00-\u9fff]{1,12})"
    r"\s*[（(〔\[［]\s*(?P<year>(?:19|20)\d{2})\s*[)）〕\]］]\s*"
    r"第?\s*(?P<number>\d{1,5})\s*号"
)
"""The number of a document, as 法释〔2020〕26号."""
_NOTICE = re.compile(
    rf"(?P<by>[\u4e00-\u9fff、]{{2,40}}?公告){_YEAR}"
    rf"第\s*(?P<number>{NUMERAL}{{1,6}})\s*号"
)
_PATTERNS = (
    ORDER,
    LETTERS,
    _NOTICE,
)
_OF_AN_INSTRUMENT = re.compile(rf"\s*+(?:公布|发布)?的?\s*+{MASK}")
_SECOND_LINE = re.compile(rf"第\s*{NUMERAL}{{1,6}}\s*号")
_BETWEEN_BODIES = re.compile(
    r"(?<=[部会局委署院府行])[ \u3000](?=[\u4e00-\u9fff、 \u3000]{2,40}令)"
)
"""A blank between the bodies of a joint order: 交通运输部　人力资源社会保障部令."""
_BESIDE_NUMBER = 4
"""Characters that a line may have beside a number that stands alone."""


def read_number(lines: Sequence[TextLine], title: str) -> Stated | None:
    """Find the number under which a text was issued, or last issued as a whole.

    Args:
        lines: The lines of its note.
        title: Its title.

    Returns:
        Of several numbers the last that stands in an act: a new number means that the whole text
        was published again.
    """
    found: Stated | None = None
    for line in _whole_orders(lines):
        if title and line.text in title:
            continue
        masked = _BETWEEN_BODIES.sub("、", mask_titles(line.text))
        matches = [match for pattern in _PATTERNS for match in pattern.finditer(masked)]
        previous: re.Match[str] | None = None
        for match in sorted(matches, key=lambda match: match.start()):
            number = _canonical(match)
            if not number or not _is_own(
                line,
                masked,
                match,
            ):
                continue
            own = Stated(
                number,
                Evidence(
                    "head note",
                    match[0].strip(),
                    Span(line.start + match.start(), line.start + match.end()),
                ),
            )
            # 教育部令第8号、体育总局令第11号发布: a joint paper has the numbers of both
            is_joint = found is not None and previous is not None and _go_on(previous, match)
            found = _joined(line, found, own) if is_joint and found is not None else own
            previous = match
    return found


def _go_on(previous: re.Match[str], match: re.Match[str]) -> bool:
    """Whether two orders stand one behind the other with nothing but 、 between them."""
    are_orders = previous.re is ORDER and match.re is ORDER
    return are_orders and previous.end() == match.start()


def _joined(
    line: TextLine,
    first: Stated,
    second: Stated,
) -> Stated:
    """The numbers of two orders of one line as one."""
    assert first.evidence.span is not None
    assert second.evidence.span is not None
    span = Span(first.evidence.span.start, second.evidence.span.end)
    words = line.text[span.start - line.start : span.end - line.start]
    return Stated(
        f"{first.value}、{second.value}",
        Evidence(
            "head note",
            words.strip(),
            span,
        ),
    )


def _is_own(
    line: TextLine,
    masked: str,
    match: re.Match[str],
) -> bool:
    """Whether a number is that of the text itself.

    The number of a decision (…令第159号《关于修改…的决定》修正) is not that of the text which it changed. A
    number in the middle of a sentence belongs to another text.
    """
    if _OF_AN_INSTRUMENT.match(masked, match.end()):
        return False
    is_dated = DATE.search(line.text) is not None
    return is_dated or len(line.text) - len(match[0]) <= _BESIDE_NUMBER


def _whole_orders(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The lines, with an order that is printed on two lines (国务院令, then 第375号) as one."""
    previous: TextLine | None = None
    for line in lines:
        if previous is None:
            previous = line
            continue
        if previous.text.endswith("令") and _SECOND_LINE.match(line.text):
            gap = " " * (line.start - previous.end)
            text = previous.text + gap + line.text
            previous = structs.replace(
                previous,
                text=text,
                end=line.end,
            )
            continue
        yield previous
        previous = line
    if previous is not None:
        yield previous


def _canonical(match: re.Match[str]) -> str | None:
    """A number in its usual form; None where no body stands before it."""
    body = (
        re.sub(
            r"\s+",
            "",
            match["by"],
        )
        .replace(STATE, "")
        .lstrip("、（）")
    )
    # 日 belongs to a date without a blank behind it.
    body = full_name(body).removeprefix("日").removeprefix("以")
    if not body or body in ("令", "第", "年第"):
        return None
    number = re.sub(
        r"\s+",
        "",
        match["number"],
    )
    year = match["year"]
    if match.re is LETTERS:
        return f"{body}〔{year}〕{number}号"
    if year:
        return f"{body}〔{year}〕第{number}号"
    return f"{body}第{number}号"


def find_number(words: str) -> str | None:
    """Find the number of a norm in some words: 1996年青岩市人民政府令第5号.

    Args:
        words: The words, such as those in brackets behind a title.

    Returns:
        The first number in its usual form; None where there is none.

    >>> find_number("1990年11月22日中华人民共和国国务院令第66号发布")
    '国务院令第66号'
    """
    for pattern in _PATTERNS:
        match = pattern.search(words)
        number = _canonical(match) if match else None
        if number:
            return re.sub(
                "^[年月日原]+",
                "",
                number,
            )
    return None
