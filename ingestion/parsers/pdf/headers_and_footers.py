"""Headers and footers: lines at the edges of pages, page numbers among them.

They are recognized by repetition (the same words, numbers aside, at the same height of several
pages) and by place (every outermost line at a height where most pages have such a line). A list of
words that occur in headers was set aside: every publisher has its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.cleaning import Removals
from ingestion.parsers.pdf.fragments import Fragment

_ZONE = 0.16  # of a page's height, at its upper and its lower edge
_OUTERMOST = 3  # lines, from the edge inwards, that may be a header
_STEP = 4.0  # points; the same line of two pages is no further apart
_NUMBER = re.compile(r"[0-9０-９]+|[零〇一二三四五六七八九十百]+(?=页)|\b[ivxlcIVXLC]+\b")
_PAGE_NUMBER = re.compile(
    r"""
    [-—–－·•.\s]*+
    (?:第\s*+)?
    (?:
        [0-9０-９]{1,4} | [ivxlc]{1,6} | [IVXLC]{1,6}
        | [一二三四五六七八九十百零〇]{1,4}(?=\s*页)
    )
    (?:\s*+页)?
    (?:\s*+[,，/／]?\s*+(?:共|of)?\s*+[0-9]{1,4}\s*+页?)?  # of how many pages
    [-—–－·•.\s]*
    """,
    re.VERBOSE,
)
_DECORATED_NUMBER = re.compile(r"[-—–－]\s*[0-9０-９]{1,4}\s*[-—–－]|第\s*\S{1,4}\s*页.*")


@dataclass(frozen=True, slots=True)
class _OuterLine:
    """A line near the upper or lower edge of a page.

    Attributes:
        fragments: Its fragments from left to right.
        is_header: Whether it stands at the upper edge.
    """

    fragments: tuple[Fragment, ...]
    is_header: bool

    @property
    def text(self) -> str:
        """Its words, with a blank between fragments."""
        return " ".join(fragment.text for fragment in self.fragments)

    @property
    def height(self) -> int:
        """Its height on the page, in steps of 4 points; negative at the lower edge."""
        steps = round(self.fragments[0].middle / _STEP)
        return steps if self.is_header else -steps

    @property
    def nearby_heights(self) -> tuple[int, int, int]:
        """The heights at which another page may have the same line."""
        height = self.height
        return (height - 1, height, height + 1)

    @property
    def shape(self) -> str:
        """Its words without its numbers, so that `第3页` and `第4页` are the same."""
        words: list[str] = []
        for fragment in self.fragments:
            words += fragment.text.split()
        return _NUMBER.sub("#", "".join(words))


@dataclass(frozen=True, slots=True)
class _RepeatedLines:
    """What the outer lines of a document's pages have in common.

    Attributes:
        pages: How many pages there are.
        shapes: The height and shape of lines that stand on several pages.
        heights: On how many pages such a line stands at each height.
    """

    pages: int
    shapes: frozenset[tuple[int, str]]
    heights: Counter[int]

    def has_words(self, line: _OuterLine) -> bool:
        """Say whether other pages have the same words at the same height.

        Args:
            line: A line of one page.

        Returns:
            Whether they do.
        """
        shape = line.shape
        return any((height, shape) in self.shapes for height in line.nearby_heights)

    def has_place(self, line: _OuterLine) -> bool:
        """Say whether most pages of three or more have a repeated line at the same height.

        Args:
            line: A line of one page.

        Returns:
            Whether they do.
        """
        if self.pages < 3:
            return False
        return any(2 * self.heights[height] > self.pages for height in line.nearby_heights)


def remove_headers_and_footers(
    pages: Sequence[Sequence[Fragment]],
    sizes: Sequence[tuple[float, float]],
    removals: Removals,
) -> list[list[Fragment]]:
    """Remove the headers, footers and page numbers of a document.

    Args:
        pages: The fragments of each page.
        sizes: Width and height of each page, in points.
        removals: Counts what is removed, by sort.

    Returns:
        The other fragments of each page.
    """
    outer: list[list[_OuterLine]] = []
    for page, (_, height) in zip(
        pages,
        sizes,
        strict=True,
    ):
        outer.append(_outer_lines(page, height))
    repeated = _find_repeated(outer)
    kept: list[list[Fragment]] = []
    for page, lines, (width, _) in zip(
        pages,
        outer,
        sizes,
        strict=True,
    ):
        removed: set[int] = set()
        for line in lines:
            common = repeated.has_words(line) or repeated.has_place(line)
            if common or _is_lone_page_number(
                line,
                page,
                width,
                len(pages),
            ):
                removals.add(
                    _sort_of(line),
                    1,
                    line.text,
                )
                removed.update(id(fragment) for fragment in line.fragments)
        kept.append([fragment for fragment in page if id(fragment) not in removed])
    return kept


def _sort_of(line: _OuterLine) -> str:
    """What a line is, for the count of removals."""
    if _PAGE_NUMBER.fullmatch(line.text):
        return "page number"
    return "running head" if line.is_header else "running foot"


def _outer_lines(page: Sequence[Fragment], page_height: float) -> list[_OuterLine]:
    """The outermost lines at the upper and the lower edge of a page, from the edges inwards."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(page, key=lambda fragment: fragment.middle):
        if rows and fragment.middle - rows[-1][0].middle < 0.4 * fragment.size:
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    for row in rows:
        row.sort(key=lambda fragment: fragment.x0)
    zone_end = _ZONE * page_height
    zone_begin = (1 - _ZONE) * page_height
    headers = [row for row in rows[:_OUTERMOST] if row[0].bottom < zone_end]
    footers = [row for row in rows[-_OUTERMOST:] if row[0].top > zone_begin]
    footers.reverse()
    lines = [_OuterLine(tuple(row), is_header=True) for row in headers]
    return lines + [_OuterLine(tuple(row), is_header=False) for row in footers]


def _find_repeated(outer: Sequence[Sequence[_OuterLine]]) -> _RepeatedLines:
    """What the outer lines of all pages have in common."""
    counts: Counter[tuple[int, str]] = Counter()
    for lines in outer:
        counts.update({(line.height, line.shape) for line in lines})
    pages = len(outer)
    shapes = {key for key, count in counts.items() if count >= _enough_pages(pages, key[1])}
    by_words = _RepeatedLines(
        pages,
        frozenset(shapes),
        Counter(),
    )
    heights: Counter[int] = Counter()
    for lines in outer:
        heights.update({line.height for line in lines if by_words.has_words(line)})
    return _RepeatedLines(
        pages,
        frozenset(shapes),
        heights,
    )


def _enough_pages(pages: int, shape: str) -> int:
    """On how many pages a line has to stand: two, and more in a long file.

    A number alone says less than words.
    """
    if len(shape) > 1 or pages <= 3:
        return max(2, min(pages // 10, 5))
    return max(2, pages // 4)


def _is_lone_page_number(
    line: _OuterLine,
    page: Sequence[Fragment],
    page_width: float,
    pages: int,
) -> bool:
    """Whether a line is a page number by itself.

    It stands in dashes, or, in a document of one or two pages, apart from the text.
    """
    if _DECORATED_NUMBER.fullmatch(line.text):
        return True
    if pages > 2 or line.is_header or not _PAGE_NUMBER.fullmatch(line.text):
        return False
    number = line.fragments[0]
    others = [fragment for fragment in page if fragment is not number]
    return _is_below_white(number, others) or _is_centred(
        number,
        page,
        page_width,
    )


def _is_below_white(number: Fragment, others: Sequence[Fragment]) -> bool:
    """Whether there is white between a number and the text above it."""
    above = [other.bottom for other in others if other.bottom <= number.top + 1]
    white = number.top - max(above, default=0.0)
    return white > 1.5 * number.size


def _is_centred(
    number: Fragment,
    page: Sequence[Fragment],
    page_width: float,
) -> bool:
    """Whether a number stands in the middle of text or paper, where no line begins."""
    left = min(fragment.x0 for fragment in page)
    right = max(fragment.x1 for fragment in page)
    middle_of_text = (left + right) / 2
    middle_of_paper = page_width / 2
    from_paper = abs(number.middle_x - middle_of_paper)
    from_text = abs(number.middle_x - middle_of_text)
    if min(from_paper, from_text) >= _STEP:
        return False
    for fragment in page:
        if fragment is not number and abs(fragment.x0 - number.x0) <= _STEP:
            return False
    return True
