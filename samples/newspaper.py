"""Pages of a newspaper: articles in boxes, each with columns of its own below its headline."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics

from samples.press import INDENT, Press
from samples.printed import Printed, Style, break_lines


class PageBox(NamedTuple):
    """A box of a page, in points from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """The width in points."""
        return self.right - self.left


class ColumnLine(NamedTuple):
    """A line of an article, and whether it is the first or the last of its paragraph."""

    text: str
    first: bool
    last: bool


def newspaper(
    articles: Sequence[tuple[str, Sequence[str]]],
    seed: int,
    size: float = 9.5,
) -> Printed:
    """Set a page of several articles, in boxes side by side or one above the other.

    Args:
        articles: The headline and the paragraphs of each article.
        seed: The seed of the layout.
        size: Size of the type in points.

    Returns:
        The page, with the lines of each article.
    """
    chance = random.Random(seed)  # noqa: S311 - layouts, no secrets
    style = Style(
        size=size,
        width=760,
        height=1000,
        margin=48,
    )
    press = Press(style)
    boxes = _boxes(
        PageBox(
            48.0,
            60.0,
            712.0,
            940.0,
        ),
        len(articles),
        chance,
    )
    for (headline, paragraphs), box in zip(articles, boxes, strict=True):
        before = len(press.out.pages[-1])
        columns = chance.choice((2, 3) if box.width > 400 else (1, 2))
        _fill(
            press,
            headline,
            paragraphs,
            box,
            columns,
        )
        press.out.articles.append(press.out.pages[-1][before:])
    return press.finish()


def _boxes(
    box: PageBox,
    count: int,
    chance: random.Random,
) -> list[PageBox]:
    """Cut a box into `count` boxes, by turns across and down, in reading order."""
    if count == 1:
        return [box]
    first = count // 2
    others = count - first
    if box.width > 500 and chance.random() < 0.5:  # side by side
        cut = box.left + box.width * chance.choice((0.5, 0.4, 0.6))
        left = _boxes(box._replace(right=cut - 9), first, chance)
        return left + _boxes(box._replace(left=cut + 9), others, chance)
    cut = box.bottom + (box.top - box.bottom) * others / count
    upper = _boxes(box._replace(bottom=cut + 10), first, chance)
    return upper + _boxes(box._replace(top=cut - 10), others, chance)


def _fill(
    press: Press,
    headline: str,
    paragraphs: Sequence[str],
    box: PageBox,
    columns: int,
) -> None:
    """Set an article into a box; what does not fit is left out."""
    style = press.style
    gutter = 1.8 * style.size
    big = min(2.0 * style.size, 0.95 * box.width / len(headline))
    y = box.top - big
    headline_width = pdfmetrics.stringWidth(headline, style.font, big)
    press.text(
        box.left + (box.width - headline_width) / 2,
        y,
        headline,
        big,
    )
    press.out.pages[-1].append(headline)
    measure = (box.width - (columns - 1) * gutter) / columns
    step = style.size * 1.45
    deep = max(int((y - 0.8 * big - box.bottom) / step), 1)
    lines = _column_lines(paragraphs, style, measure)[: deep * columns]
    each = -(-len(lines) // columns)
    for index, line in enumerate(lines):
        column, row = divmod(index, each)
        indent = 2 * style.size if line.first else 0.0
        wide = pdfmetrics.stringWidth(line.text, style.font, style.size)
        spread = 0.0
        if not line.last:
            spread = (measure - indent - wide) / max(len(line.text) - 1, 1)
        press.text(
            box.left + column * (measure + gutter) + indent,
            y - 0.8 * big - (row + 1) * step,
            line.text,
            style.size,
            spread,
        )
        press.out.pages[-1].append(line.text)


def _column_lines(
    paragraphs: Sequence[str],
    style: Style,
    measure: float,
) -> list[ColumnLine]:
    lines = []
    for paragraph in paragraphs:
        broken = list(
            break_lines(
                INDENT + paragraph,
                style.size,
                measure,
                style.font,
            )
        )
        last = len(broken) - 1
        for number, line in enumerate(broken):
            lines.append(ColumnLine(line.lstrip("\u3000"), number == 0, number == last))
    return lines
