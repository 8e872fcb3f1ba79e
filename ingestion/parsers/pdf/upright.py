"""Builds a page from what was painted: without hidden text, turned until its text is upright."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pdfminer.pdfpage import PDFPage

from ingestion.cleaning import Removals
from ingestion.colours import HIDDEN
from ingestion.parsers.pdf.glyphs import Glyph
from ingestion.parsers.pdf.page import PdfPage
from ingestion.parsers.pdf.painted import Painted, PaintedBox, PaintedGlyph
from ingestion.parsers.pdf.text_layer import find_text_problem
from ingestion.parsers.pdf.turning import turn_upright
from ingestion.parsers.pdf.vertical import VERTICAL_TURN, is_vertical
from ingestion.parsers.pdf.visibility import (
    PageGlyphs,
    separate_hidden,
    shown_part,
)

_SLANTED = -1
_FEW = 40  # characters; with fewer, a page that a picture fills is a scan
_FILLS = 0.5  # of the page: the least area of a picture that fills it
_NEAR = 1.5  # of the type's size: so close are characters of one string


def build_page(
    number: int,
    source: PDFPage,
    painted: Painted,
    removals: Removals,
) -> PdfPage:
    """Build a page from what its program painted.

    Args:
        number: Its number, from 1.
        source: The page in the file.
        painted: What was painted.
        removals: Counts hidden text and watermarks, which are left out.

    Returns:
        The upright page.
    """
    width, height = _shown_size(source)
    shown = shown_part(
        source,
        width,
        height,
    )
    found = separate_hidden(painted, shown)
    direction = _usual_direction(found.visible)
    turn = direction
    upright = [glyph for glyph in found.visible if glyph.direction == direction]
    if direction == 0 and is_vertical(upright):
        turn = VERTICAL_TURN
    _count_removals(
        number,
        found,
        removals,
    )

    glyphs: list[Glyph] = []
    aside: list[PaintedGlyph] = []
    for glyph in found.visible:
        if glyph.direction == direction:
            glyphs.append(
                _upright_glyph(
                    glyph,
                    width,
                    height,
                    turn,
                )
            )
        elif glyph.direction != _SLANTED:
            aside.append(glyph)
    labels = _labels(
        aside,
        width,
        height,
        turn,
    )
    rules = [
        turn_upright(
            rule,
            width,
            height,
            turn,
        )
        for rule in painted.rules
    ]

    is_scan = _is_few(glyphs) and _is_filled(painted.pictures, width * height)
    on_its_side = turn % 180 != 0
    return PdfPage(
        number=number,
        width=height if on_its_side else width,
        height=width if on_its_side else height,
        turn=turn,
        glyphs=(*glyphs, *labels),
        rules=tuple(rules),
        problem=find_text_problem(
            [*glyphs, *labels],
            found.hidden,
            painted.pictures,
        ),
        is_picture=is_scan,
    )


def _shown_size(source: PDFPage) -> tuple[float, float]:
    """Width and height of a page as it is shown, in points."""
    x0, y0, x1, y1 = source.mediabox
    if source.rotate % 180:
        return y1 - y0, x1 - x0
    return x1 - x0, y1 - y0


def _usual_direction(glyphs: Sequence[PaintedGlyph]) -> int:
    """The direction of most of a page's text; 0 of a page without straight text."""
    directions = Counter(glyph.direction for glyph in glyphs if glyph.direction != _SLANTED)
    if not directions:
        return 0
    [(usual, _)] = directions.most_common(1)
    return usual


def _count_removals(
    number: int,
    found: PageGlyphs,
    removals: Removals,
) -> None:
    """Count the hidden text by reason, and slanted text as a watermark."""
    by_reason: dict[str, list[str]] = {}
    for glyph, reason in found.hidden:
        texts = by_reason.setdefault(reason, [])
        if glyph.text.strip():
            texts.append(glyph.text)
    for reason, texts in by_reason.items():
        text = "".join(texts)
        if text:
            removals.add(
                f"{HIDDEN}: {reason}",
                1,
                f"page {number}: {text}",
                len(text),
            )
    slanted = "".join(glyph.text for glyph in found.visible if glyph.direction == _SLANTED)
    if slanted.strip():
        removals.add(
            "watermark",
            1,
            f"page {number}: {slanted}",
        )


def _upright_glyph(
    glyph: PaintedGlyph,
    width: float,
    height: float,
    turn: int,
) -> Glyph:
    box = turn_upright(
        glyph.box,
        width,
        height,
        turn,
    )
    return Glyph(
        glyph.text,
        *box,
        glyph.size,
    )


def _labels(
    glyphs: Sequence[PaintedGlyph],
    width: float,
    height: float,
    turn: int,
) -> list[Glyph]:
    """Text in another direction, as a label along the edge: each string is one glyph.

    The glyph has the box of the string and the size of its first character.
    """
    strings: list[list[PaintedGlyph]] = []
    for glyph in glyphs:
        last = strings[-1][-1] if strings else None
        if last and last.direction == glyph.direction and _touch(last, glyph):
            strings[-1].append(glyph)
        else:
            strings.append([glyph])
    labels: list[Glyph] = []
    for string in strings:
        text = "".join(glyph.text for glyph in string)
        if text.strip():
            box = turn_upright(
                _box_around(string),
                width,
                height,
                turn,
            )
            labels.append(
                Glyph(
                    text,
                    *box,
                    string[0].size,
                )
            )
    return labels


def _box_around(string: Sequence[PaintedGlyph]) -> PaintedBox:
    return PaintedBox(
        x0=min(glyph.box.x0 for glyph in string),
        y0=min(glyph.box.y0 for glyph in string),
        x1=max(glyph.box.x1 for glyph in string),
        y1=max(glyph.box.y1 for glyph in string),
    )


def _touch(first: PaintedGlyph, second: PaintedGlyph) -> bool:
    slack = _NEAR * first.size
    across = abs(first.middle_x - second.middle_x)
    down = abs(first.middle_y - second.middle_y)
    return across <= slack and down <= slack


def _is_few(glyphs: Sequence[Glyph]) -> bool:
    """Whether a page has a few words only."""
    return sum(len(glyph.text.strip()) for glyph in glyphs) < _FEW


def _is_filled(pictures: Sequence[PaintedBox], area: float) -> bool:
    """Whether a picture covers half of a page, whose area is in square points."""
    return any(picture.width * picture.height > _FILLS * area for picture in pictures)
