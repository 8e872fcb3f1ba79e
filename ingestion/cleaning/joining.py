"""Join lines that were broken inside sentences, as recognition, mail and old converters leave them.

Each such line is as wide as the page was. Only a text that is broken all over is changed: its lines
have one width, and those that end inside a sentence fill it. Then a line continues the line before,
unless a blank line or an indent separates them, or it opens something (第三条, （一）, a heading).
The beginning of an article is never joined to the line before it. A line that may continue a
sentence without such proof is left alone, since structure reads the lines of an article together.
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
_HYPHENATED = re.compile(r"[A-Za-z]-$")
_IDEOGRAPHIC = "\u2e80"  # characters from here on are written without blanks between words
_NARROWEST = 12.0
"""Characters in the narrowest line of a page: a newspaper has 12."""
_WIDEST = 80.0
"""Characters in the widest: a typewritten page has 80 Latin letters, which count as 40."""
_LEAST = 4  # lines that end inside a sentence; fewer are slips
_FILL = 0.86  # of the width: a line may be shorter, since a number or a foreign word is not cut
_FILLED = 0.8  # share of the lines ending inside a sentence that fill the width
_OVER = 0.02  # share of lines that may be wider than the width
_SAME_WIDTH = 0.1  # of the width: by so much the most frequent width may differ from it
_LEAST_BEGINNINGS = 2  # paragraphs whose beginnings show whether the text uses indents
_INDENTED = 0.7  # share of them that begin with one


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line as it stood in the file.

    Attributes:
        text: The line, with the blanks at its beginning.
        free: Whether it may be joined: it is neither heading, row nor item.
    """

    text: str
    free: bool = True


def paragraphs(lines: Sequence[SourceLine]) -> list[list[int]]:
    """Group the lines of each paragraph.

    Args:
        lines: The lines of a text.

    Returns:
        The lines' numbers, those of one paragraph together. A line that is joined to nothing is
        alone; blank lines are in no group.

    >>> texts = ("用人单位应当按照劳动合同约定和国", "家规定，向劳动者及时足额支付劳动", "报酬。", "第二条 略。")
    >>> paragraphs([SourceLine(text) for text in texts * 4])[:2]
    [[0, 1, 2], [3]]
    """
    width = _page_width(lines)
    has_indents = width is not None and _uses_indents(lines, width)
    groups: list[list[int]] = []
    for number, line in enumerate(lines):
        if not line.text.strip():
            continue
        follows = bool(groups) and groups[-1][-1] == number - 1
        if (
            width is not None
            and follows
            and _continues(
                lines[number - 1],
                line,
                width,
                has_indents=has_indents,
            )
        ):
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def joined(texts: Sequence[str]) -> str:
    """Join the lines of a paragraph: Chinese without a blank, Latin words with one.

    Args:
        texts: The lines, at least one.

    Returns:
        The paragraph. A word that was hyphenated at the end of a line is whole again.

    >>> joined(["用人单位应当及时", "足额支付。"]), joined(["the em-", "ployer pays", "wages"])
    ('用人单位应当及时足额支付。', 'the employer pays wages')
    """
    pieces = [texts[0]]
    # A paragraph may have as many lines as a file: only its end is looked at again.
    end = texts[0][-2:]
    for text in texts[1:]:
        if _HYPHENATED.search(end):
            # a capital or a figure behind it shows that the hyphen is part of the word: Smith-Jones
            if text[:1].islower():
                pieces[-1] = pieces[-1][:-1]
            added = text
        else:
            added = f" {text}" if _needs_blank(end[-1:], text[:1]) else text
        if added:
            pieces.append(added)
            end = (end + added)[-2:]
    return "".join(pieces)


def _needs_blank(last: str, first: str) -> bool:
    """Whether a blank stood between two characters, before the line was broken there."""
    if last >= _IDEOGRAPHIC or first >= _IDEOGRAPHIC:
        return False
    return last.isalpha() or first.isalpha() or last in ",.;:"


def _page_width(lines: Sequence[SourceLine]) -> float | None:
    """Return how wide the page was, in characters; None where the lines are not those of a page."""
    free = _free_texts(lines)
    unfinished = [_extent(text) for text, _ in pairwise(free) if not _ENDS.search(text)]
    if len(unfinished) < _LEAST:
        return None
    extents = sorted(_extent(text) for text in free)
    width = extents[-1 - int(_OVER * len(extents))]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    filling = [extent for extent in unfinished if extent >= _FILL * width]
    long_lines = [extent for extent in unfinished if extent > width / 2]
    if len(filling) < max(_LEAST, _FILLED * len(long_lines)):
        return None
    counted = Counter(round(extent) for extent in filling)
    most_frequent = counted.most_common(1)[0][0]
    return width if abs(most_frequent - width) <= _SAME_WIDTH * width else None


def _uses_indents(lines: Sequence[SourceLine], width: float) -> bool:
    """Whether paragraphs begin with an indent: most lines do that follow one that ended short."""
    beginnings = []
    for before, after in pairwise(_free_texts(lines)):
        ended_short = _ENDS.search(before) and _extent(before) < _FILL * width
        if ended_short:
            beginnings.append(after)
    if len(beginnings) < _LEAST_BEGINNINGS:
        return False
    indented = sum(bool(_INDENT.match(text)) for text in beginnings)
    return indented > _INDENTED * len(beginnings)


def _continues(
    before: SourceLine,
    line: SourceLine,
    width: float,
    *,
    has_indents: bool,
) -> bool:
    """Whether a line continues the paragraph of the line before."""
    if not before.free or not line.free:
        return False
    if _INDENT.match(line.text):
        return False
    text_before = before.text.rstrip()
    if _extent(text_before) < _FILL * width:
        return False
    if _ENDS.search(text_before) and not has_indents:
        return False
    text = line.text.strip()
    return read_mark(text) is None and not _OPENS.match(text)


def _free_texts(lines: Sequence[SourceLine]) -> list[str]:
    return [line.text.rstrip() for line in lines if line.free and line.text.strip()]


def _extent(text: str) -> float:
    """Return a line's width in full characters."""
    narrow = sum(character < "\u2000" for character in text)
    return len(text) - 0.5 * narrow
