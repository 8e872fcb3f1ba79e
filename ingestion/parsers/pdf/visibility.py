"""Which of a page's painted glyphs a reader sees, and why the others are hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pdfminer.pdfpage import PDFPage
from pdfminer.utils import apply_matrix_rect

from ingestion.colours import BLENDED, HIDDEN, WHITE, Colour
from ingestion.parsers.pdf.covers import Covers
from ingestion.parsers.pdf.painted import Painted, PaintedBox, PaintedGlyph

_BLENDED = BLENDED.removeprefix(f"{HIDDEN}: ")
_PAINTED_TWICE = 1.2  # points; bold type is painted twice, so far apart at most


@dataclass(slots=True)
class PageGlyphs:
    """The glyphs of a page.

    Attributes:
        visible: Those that a reader sees, once each.
        hidden: The others, each with the reason.
    """

    visible: list[PaintedGlyph] = field(default_factory=list)
    hidden: list[tuple[PaintedGlyph, str]] = field(default_factory=list)


def separate_hidden(
    painted: Painted,
    shown: PaintedBox,
) -> PageGlyphs:
    """Separate the glyphs that a reader sees from the hidden ones.

    Args:
        painted: What the page paints.
        shown: The part of the page that is shown.

    Returns:
        The visible glyphs, those that were painted twice for bold type once; and the hidden ones.
    """
    found = PageGlyphs()
    covers = Covers(painted.covers, shown)
    grounds = {cover.colour for cover in painted.covers if cover.colour}
    blending: dict[Colour | None, bool] = {None: False}
    seen: dict[tuple[str, int], list[float]] = {}
    for glyph in painted.glyphs:
        x = glyph.middle_x
        y = glyph.middle_y
        reason = glyph.hidden
        if not shown.contains(x, y):
            reason = "off the page"
        elif not reason:
            colour = glyph.colour
            may_blend = blending.get(colour)
            if may_blend is None and colour is not None:
                may_blend = colour.blends(WHITE) or any(map(colour.blends, grounds))
                blending[colour] = may_blend
            if may_blend and _blends(glyph, covers):
                reason = _BLENDED
            elif covers.is_covered(x, y, glyph.order):
                reason = "covered"
        if reason:
            found.hidden.append((glyph, reason))
            continue
        places = seen.setdefault((glyph.text, round(y)), [])
        is_new = not places or not _is_near_any(x, places)
        if is_new or not glyph.text.strip():
            found.visible.append(glyph)
            places.append(x)
    return found


def _blends(glyph: PaintedGlyph, covers: Covers) -> bool:
    """Whether a glyph has the colour of what lies below it."""
    if glyph.colour is None:
        return False
    cover = covers.ground(
        glyph.middle_x,
        glyph.middle_y,
        glyph.order,
    )
    if cover is None:
        return glyph.colour.blends(WHITE)
    return cover.colour is not None and glyph.colour.blends(cover.colour)


def _is_near_any(x: float, places: Iterable[float]) -> bool:
    return any(-_PAINTED_TWICE < x - place < _PAINTED_TWICE for place in places)


def shown_part(
    source: PDFPage,
    width: float,
    height: float,
) -> PaintedBox:
    """Find the part of a page that is shown: its crop box, where that lies inside.

    Args:
        source: The page.
        width: Its width as it is shown, in points.
        height: Its height as it is shown, in points.

    Returns:
        The part, in points from the lower left corner of the page as it is shown.
    """
    x0, y0, x1, y1 = source.mediabox
    matrices = {
        90: (
            0,
            -1,
            1,
            0,
            -y0,
            x1,
        ),
        180: (-1, 0, 0, -1, x1, y1),
        270: (
            0,
            1,
            -1,
            0,
            y1,
            -x0,
        ),
    }
    not_rotated = (
        1,
        0,
        0,
        1,
        -x0,
        -y0,
    )
    matrix = matrices.get(source.rotate, not_rotated)
    left, lower, right, upper = source.cropbox
    cropped = PaintedBox(*apply_matrix_rect(matrix, (left, lower, right, upper)))
    return PaintedBox(
        x0=max(cropped.x0, 0.0),
        y0=max(cropped.y0, 0.0),
        x1=min(cropped.x1, width),
        y1=min(cropped.y1, height),
    )
