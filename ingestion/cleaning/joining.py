"""Lines that were broken inside sentences, joined: what recognition, mail and old converters leave, each line as wide as the page was.

Only a text that is broken all over is touched: its lines are of one width, and those that end inside a sentence fill it. Then a line
goes on with the one before, unless a blank line or an indent parts them, or it opens something (第三条, （一）, a heading): an article's
beginning is never joined to what stands before it. What a line could go on with inside one sentence but does not prove is left alone,
since structure reads an article's lines together anyway.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.notation.marks import read_mark

_ENDS = re.compile(r"[。；：！？;:!?…][”’」』）)》】\"]*$|[|]$")
_OPENS = re.compile(
    r"[-*+•·●■◆○▪#>|]|\d{1,3}[.)、．]|[（(]\s*(?:19|20)\d{2}\s*年|目\s*[录次]$|附\s*[件录表]|【|案例"
)
_INDENT = re.compile("[ \t]{2,}|\u3000")
_TORN = re.compile(r"[A-Za-z]-$")
_NARROWEST, _WIDEST = 12.0, 80.0
"""Characters in a line: a page of newspaper has 12, a typewritten one 80 Latin letters, which are 40."""
_LEAST = 4  # lines that end inside a sentence; fewer are slips
_FILL = 0.86  # of the width that a line must have to go on in the next; a number or a foreign word is not torn
_FILLED = 0.8  # share of the lines ending inside a sentence that fill the width
_OVER = 0.02  # share of lines that may be wider than the width


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line as it stood in the file, blanks at its beginning and all; `free` may be joined: it is neither heading, row nor item."""

    text: str
    free: bool = True


def paragraphs(lines: Sequence[SourceLine]) -> list[list[int]]:
    """The lines' numbers, those of one paragraph together; a line that is joined to nothing is alone. Blank lines are in none.

    >>> made = paragraphs([SourceLine(one) for one in ("用人单位应当按照劳动合同约定和国", "家规定，向劳动者及时足额支付劳动", "报酬。", "第二条 略。") * 4])
    >>> made[:2]
    [[0, 1, 2], [3]]
    """
    width = _width(lines)
    indented = width and _uses_indents(lines, width)
    made: list[list[int]] = []
    for number, line in enumerate(lines):
        if not line.text.strip():
            continue
        if (
            width
            and made
            and made[-1][-1] == number - 1
            and _goes_on(lines[number - 1], line, width, indented=bool(indented))
        ):
            made[-1].append(number)
        else:
            made.append([number])
    return made


def joined(texts: Sequence[str]) -> str:
    """The lines of a paragraph as one text: Chinese without a blank, Latin words with one, or at their hyphen.

    >>> joined(["用人单位应当及时", "足额支付。"]), joined(["the em-", "ployer pays", "wages"])
    ('用人单位应当及时足额支付。', 'the employer pays wages')
    """
    made = texts[0]
    for text in texts[1:]:
        if _TORN.search(made) and text[:1].islower():
            made = made[:-1] + text
        elif (
            made[-1:] < "\u2e80"
            and text[:1] < "\u2e80"
            and (made[-1:].isalpha() or text[:1].isalpha() or made[-1:] in ",.;:")
        ):
            made = f"{made} {text}"
        else:
            made += text
    return made


def _width(lines: Sequence[SourceLine]) -> float | None:
    """How wide the page was, in characters; None where the lines are not those of a page."""
    free = [line.text.rstrip() for line in lines if line.free and line.text.strip()]
    unended = [_extent(text) for text, after in pairwise(free) if not _ENDS.search(text)]
    if len(unended) < _LEAST:
        return None
    extents = sorted(_extent(text) for text in free)
    width = extents[-1 - int(_OVER * len(extents))]
    filling = [one for one in unended if one >= _FILL * width]
    if not _NARROWEST <= width <= _WIDEST or len(filling) < max(
        _LEAST, _FILLED * len([one for one in unended if one > width / 2])
    ):
        return None
    common = Counter(round(one) for one in filling).most_common(1)[0][0]
    return width if abs(common - width) <= 0.1 * width else None


def _uses_indents(lines: Sequence[SourceLine], width: float) -> bool:
    """Whether paragraphs begin with an indent: most of those do that follow a line that ended short."""
    free = [line.text.rstrip() for line in lines if line.free and line.text.strip()]
    begins = [
        after
        for before, after in pairwise(free)
        if _ENDS.search(before) and _extent(before) < _FILL * width
    ]
    return len(begins) >= 2 and sum(bool(_INDENT.match(one)) for one in begins) > 0.7 * len(begins)


def _goes_on(before: SourceLine, line: SourceLine, width: float, *, indented: bool) -> bool:
    if (
        not (before.free and line.free)
        or _INDENT.match(line.text)
        or _extent(before.text.rstrip()) < _FILL * width
    ):
        return False
    if _ENDS.search(before.text.rstrip()) and not indented:
        return False
    text = line.text.strip()
    return read_mark(text) is None and not _OPENS.match(text)


def _extent(text: str) -> float:
    """A line's width in full characters."""
    return len(text) - 0.5 * sum(one < "\u2000" for one in text)
