"""Join lines that were broken inside sentences, as recognition, mail and old converters leave them.

Each such line is as wide as the page was. Only a text that is broken all over is changed: its lines
have one width, and those that end inside a sentence fill it. Then a line continues the line before,
unless a blank line or an indent separates them, or it opens something (第三条, （一）, a heading).
The beginning of an article is never joined to the line before it. A line that may continue a
sentence without such proof is left alone, since structure reads the lines of an article together.

Two other proofs hold in any text: a line begins with a mark that begins none (，), or a title in
《》 is open at its end. In a text that a program saved, two more are taken: a sentence that has
begun in a line, and ends in the next; and the lines of one paragraph that fill one width.
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
    r"|[\u4e00-\u9fff]{2,14}[〔［\[]\d{4}[〕］\]]第?\d{1,5}号\s*$"
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
_NEVER_FIRST = re.compile(r"[，。、；：！？）》」』】〉”’]")
_MARKS = "，。、；：！？"
_OPEN_TITLE = re.compile(r"《[^《》\n]{0,60}$|[“（‘「『]$")
_CLOSES_TITLE = re.compile(r"[^《》\n]{1,60}》|[^《》“（]")
_UNFINISHED = re.compile(r"[\u4e00-\u9fff\d，、）》”]$")
_CLAUSE = re.compile(r"[，。；、]")
_CLAUSES = re.compile(r"[，。；！？、\s]+")
_LONGEST_VERSE = 12  # characters of a clause
_LEAST_OF_BLOCK = 3  # lines of a paragraph that fill one width
_LEAST_SPACED = 6  # lines, of which nearly each has a blank line behind it
_SPACED = 0.85


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line as it stood in the file.

    Attributes:
        text: The line, with the blanks at its beginning.
        free: Whether it may be joined: it is neither heading, row nor item.
    """

    text: str
    free: bool = True


def paragraphs(lines: Sequence[SourceLine], *, is_dirty: bool = False) -> list[list[int]]:
    """Group the lines of each paragraph.

    Args:
        lines: The lines of a text.
        is_dirty: Whether a program saved the text, so that lines may be broken anywhere.

    Returns:
        The lines' numbers, those of one paragraph together. A line that is joined to nothing is
        alone; blank lines are in no group.

    >>> texts = ("用人单位应当按照劳动合同约定和国", "家规定，向劳动者及时足额支付劳动", "报酬。", "第二条 略。")
    >>> paragraphs([SourceLine(text) for text in texts * 4])[:2]
    [[0, 1, 2], [3]]
    """
    shown = [number for number, line in enumerate(lines) if line.text.strip()]
    if is_dirty and _is_double_spaced(shown):
        # a blank line behind each line says nothing
        found = _group([lines[number] for number in shown], is_dirty=True)
        return [[shown[place] for place in group] for group in found]
    return _group(lines, is_dirty=is_dirty)


def _group(lines: Sequence[SourceLine], *, is_dirty: bool) -> list[list[int]]:
    width = _page_width(lines)
    has_indents = width is not None and _uses_indents(lines, width)
    joins = _of_one_width(lines) if is_dirty and width is None else frozenset()
    groups: list[list[int]] = []
    for number, line in enumerate(lines):
        if not line.text.strip():
            continue
        follows = bool(groups) and groups[-1][-1] == number - 1
        if follows and (
            number in joins
            or (
                width is not None
                and _continues(
                    lines[number - 1],
                    line,
                    width,
                    has_indents=has_indents,
                )
            )
            or _is_proven(lines, groups[-1], number, is_dirty=is_dirty)
        ):
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def _is_double_spaced(shown: Sequence[int]) -> bool:
    """Whether a blank line stands behind nearly every line, given the lines that are not blank."""
    if len(shown) < _LEAST_SPACED:
        return False
    spaced = sum(after - before == 2 for before, after in pairwise(shown))
    return spaced >= _SPACED * (len(shown) - 1)


def _is_proven(
    lines: Sequence[SourceLine],
    group: Sequence[int],
    number: int,
    *,
    is_dirty: bool,
) -> bool:
    """Whether the marks of two lines prove that the second continues the first."""
    before = lines[group[-1]]
    line = lines[number]
    if not before.free or not line.free:
        return False
    text = line.text.strip()
    text_before = before.text.rstrip()
    if _NEVER_FIRST.match(text) and not text_before.endswith("|"):
        return len(text) > 1 or text_before[-1:] not in _MARKS
    if _OPEN_TITLE.search(text_before) and _CLOSES_TITLE.match(text):
        return True
    if not is_dirty or _INDENT.match(line.text) or read_mark(text) or _OPENS.match(text):
        return False
    return _has_begun(text_before) and _goes_on(text) and not _is_verse(text_before, text)


def _has_begun(text: str) -> bool:
    """Whether a sentence begins in a line, and does not end there."""
    if _ENDS.search(text) or line_extent(text) < _NARROWEST or not _UNFINISHED.search(text):
        return False
    return _CLAUSE.search(text) is not None


def _goes_on(text: str) -> bool:
    """Whether a line has the end of a sentence: a signature, a heading or a date has none."""
    return "。" in text or "；" in text or text.endswith(("！", "？", "："))


def _is_verse(before: str, after: str) -> bool:
    """Whether two lines have clauses of one length, as verses have."""
    lengths = [len(part) for line in (before, after) for part in _CLAUSES.split(line) if part]
    return len(lengths) > 1 and max(lengths) <= _LONGEST_VERSE and len(set(lengths)) == 1


def _of_one_width(lines: Sequence[SourceLine]) -> frozenset[int]:
    """The lines that continue the one before, in paragraphs whose lines fill one width.

    Such a paragraph has three lines or more, stands between blank lines, and ends as a sentence
    does.
    """
    joins: set[int] = set()
    block: list[int] = []
    for number, line in enumerate([*lines, SourceLine("")]):
        if line.text.strip() and line.free:
            block.append(number)
            continue
        joins |= _joins_of_block(lines, block)
        block = []
    return frozenset(joins)


def _joins_of_block(lines: Sequence[SourceLine], block: Sequence[int]) -> set[int]:
    if len(block) < _LEAST_OF_BLOCK:
        return set()
    texts = [lines[number].text.strip() for number in block]
    extents = [line_extent(text) for text in texts]
    width = max(extents)
    full = all(extent >= _FILL * width for extent in extents[:-1])
    broken = sum(not _ENDS.search(text) for text in texts[:-1])
    opens = any(read_mark(text) is not None or _OPENS.match(text) for text in texts[1:])
    if not full or opens or not _NARROWEST <= width <= _WIDEST or not _ENDS.search(texts[-1]):
        return set()
    if broken < len(texts) - 2 or not any(_CLAUSE.search(text) for text in texts[:-1]):
        return set()
    if any(_is_verse(before, after) for before, after in pairwise(texts)):
        return set()
    return set(block[1:])


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
    unfinished = [line_extent(text) for text, _ in pairwise(free) if not _ENDS.search(text)]
    if len(unfinished) < _LEAST:
        return None
    extents = sorted(line_extent(text) for text in free)
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
        ended_short = _ENDS.search(before) and line_extent(before) < _FILL * width
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
    if line_extent(text_before) < _FILL * width:
        return False
    if _ENDS.search(text_before) and not has_indents:
        return False
    text = line.text.strip()
    return read_mark(text) is None and not _OPENS.match(text)


def _free_texts(lines: Sequence[SourceLine]) -> list[str]:
    return [line.text.rstrip() for line in lines if line.free and line.text.strip()]


def line_extent(text: str) -> float:
    """Return how wide a line is.

    Args:
        text: The line.

    Returns:
        Its width in full characters, of which Latin letters and blanks are half of one.
    """
    narrow = sum(character < "\u2000" for character in text)
    return len(text) - 0.5 * narrow
