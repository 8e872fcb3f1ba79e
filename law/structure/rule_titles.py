"""The titles of the rules in a file of several, and the orders above them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from law.structure.issuing_notices import is_annex_label
from law.structure.lines import TextLine
from law.structure.orders import read_order_head
from law.structure.title_words import goes_on, has_date, is_norm_title

LINES_ABOVE_ARTICLE = 40
"""Lines that may stand between the title of a rule and its first article."""
_MAX_TITLE_LINES = 4
_MAX_TITLE_LINE = 60
_ORDER_LINES = 14


def first_title(lines: Sequence[TextLine], article: int) -> int | None:
    """Find the line with which the rule of the first article begins.

    Args:
        lines: The lines of a file.
        article: The index of the line of its first article.

    Returns:
        The index of its title, or of the label of an annex above it; None without a title.
    """
    for index in range(
        article - 1,
        max(article - LINES_ABOVE_ARTICLE, 0),
        -1,
    ):
        title = title_above(lines, index)
        if title is not None:
            above = title.start - 1
            return above if above > 0 and is_annex_label(lines[above]) else title.start
    return None


def title_at(lines: Sequence[TextLine], start: int) -> str:
    """Read the title that begins at a line, or below the label of an annex there.

    Args:
        lines: The lines of a file.
        start: The index of the line.

    Returns:
        The title; empty where none begins there.
    """
    first = behind_label(lines, start)
    joined = ""
    for line in lines[first : first + _MAX_TITLE_LINES]:
        joined += line.text.strip()
        if is_norm_title(joined.strip("《》")):
            return joined.strip("《》")
    return ""


def behind_label(lines: Sequence[TextLine], start: int) -> int:
    """Find the line behind the label of an annex.

    Args:
        lines: The lines of a file.
        start: The index of a line.

    Returns:
        The index of the line below it where it is such a label, else of the line itself.
    """
    return start + 1 if is_annex_label(lines[start]) and start + 1 < len(lines) else start


def title_above(lines: Sequence[TextLine], last: int) -> range | None:
    """Find the lines of a title that ends at a line.

    Args:
        lines: The lines of a file.
        last: The index of the line.

    Returns:
        Their indices; None where no title ends there.
    """
    joined = ""
    for first in range(
        last,
        max(last - _MAX_TITLE_LINES, -1),
        -1,
    ):
        line = lines[first]
        is_short = len(line.text) <= _MAX_TITLE_LINE and not line.row
        if is_short and line.mark is not None:
            is_listed = line.mark.family == "一、" and is_norm_title(line.mark.heading)
            return range(first, last + 1) if is_listed and not joined else None
        if not is_short or re.search(r"[。；：，]$", line.text) or has_date(line.text):
            return None
        joined = line.text + joined
        if is_norm_title(joined.strip("《》")) and not goes_on(line.text.lstrip("《")):
            return _with_line_above(
                lines,
                first,
                last,
            )
    return None


def _with_line_above(
    lines: Sequence[TextLine],
    first: int,
    last: int,
) -> range:
    """A title with the name of a place on the line above it."""
    if first:
        above = lines[first - 1]
        is_place = re.fullmatch(r"[\u4e00-\u9fff]{2,20}[省市县区州旗府会]", above.text.strip())
        if is_place and above.mark is None and not above.row:
            return range(first - 1, last + 1)
    return range(first, last + 1)


def order_above(lines: Sequence[TextLine], title: int) -> int | None:
    """Find the order that promulgates a rule.

    Args:
        lines: The lines of a file.
        title: The index of the first line of the title of the rule.

    Returns:
        The index of the first line of the order; None without one.
    """
    for first in range(
        title - 1,
        max(title - _ORDER_LINES, 0),
        -1,
    ):
        if lines[first].opens_article():
            return None
        head = read_order_head(lines[first : first + 1])
        if head is not None or (
            lines[first].text.endswith(("令", "公告"))
            and read_order_head(lines[first : first + 3]) is not None
        ):
            return first
    return None
