"""Which of a page's painted glyphs a reader sees, and why the others are hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import dict_value, resolve1
from pdfminer.utils import apply_matrix_rect

from ingestion.parsers.pdf.covers import Covers
from ingestion.parsers.pdf.painted import Painted, PaintedBox, PaintedGlyph

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
    *,
    see_through: bool,
) -> PageGlyphs:
    """Separate the glyphs that a reader sees from the hidden ones.

    Args:
        painted: What the page paints.
        shown: The part of the page that is shown.
        see_through: Whether the page paints anything transparent. Then a box above a text may be a
            mark, and hides nothing.

    Returns:
        The visible glyphs, those that were painted twice for bold type once; and the hidden ones.
    """
    found = PageGlyphs()
    covers = Covers(painted.covers, shown)
    seen: dict[tuple[str, int], list[float]] = {}
    for glyph in painted.glyphs:
        x = glyph.middle_x
        y = glyph.middle_y
        reason = glyph.hidden
        if not shown.contains(x, y):
            reason = "off the page"
        elif reason == "white" and covers.is_on_ink(x, y, glyph.order):
            reason = ""  # white on black
        elif not reason and not see_through and covers.is_covered(x, y, glyph.order):
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


def is_see_through(source: PDFPage) -> bool:
    """Say whether a page paints anything transparent.

    Args:
        source: The page.

    Returns:
        Whether any graphics state of its resources is transparent or blends.
    """
    resources = dict_value(source.resources)
    states = resolve1(resources.get("ExtGState")) or {}
    return any(_is_transparent(dict_value(state)) for state in dict_value(states).values())


def _is_transparent(state: dict[Any, Any]) -> bool:
    if resolve1(state.get("ca", 1)) != 1:
        return True
    blend = resolve1(state.get("BM"))
    if blend is None:
        return False
    return getattr(
        blend,
        "name",
        "",
    ) not in ("Normal", "Compatible")
