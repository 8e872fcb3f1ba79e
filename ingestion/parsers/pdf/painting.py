"""Notes what the program of a page paints: where, in which order, and how.

pdfplumber's own objects were set aside for glyphs. A dictionary of twenty keys for each character
takes half of the time, and it has neither the order of painting nor the mode of a text, which shows
that text is hidden. This device is built on pdfminer, as pdfplumber is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect, mult_matrix

from corpus.errors import BadInput
from ingestion.colours import WHITE, Colour
from ingestion.parsers.pdf.interpreting import PLAIN
from ingestion.parsers.pdf.painted import Cover, Painted, PaintedBox, PaintedGlyph
from ingestion.parsers.pdf.paths import bounds, corners, is_frame, is_upright, sides, subpaths
from ingestion.parsers.pdf.text_layer import UNMAPPED

_TINY = 2.0  # points; the smallest print of a contract is 4
_NARROW = 0.05  # of the height of type: no letter is so narrow
_CLEAR = 0.05  # of full opacity: no reader sees it
_MOST_PARTS = 50  # of a path that may have holes; a map has thousands, which are areas of their own
_LEAST_COVER = 4.0  # points a side; what is smaller covers no text
_RULE_THICKNESS = 2.5  # points; Word draws its rules as narrow boxes
_MAX_FIGURES = 20_000  # of a page; ten forms that each draw the next ten times are ten billion
_LEAST_WIDTH = 0.02  # of the size of type: narrower letters are squeezed to a line
_LEAST_CLIP = 0.5  # points; what is clipped to less is not seen
_LEVEL = 0.05  # of the other component: text that rises by less runs straight
_INVISIBLE_MODES = (3, 7)  # text render modes of the PDF standard: no ink, or a clipping path
_FILLING_MODES = (0, 4)  # the text has the fill colour only
_OUTLINE_MODES = (1, 5)  # it has the colour of lines only
_NOT_MEASURED = ("Pattern", "Indexed", "Lab")
_TINTS = ("Separation", "DeviceN")
_MASKS = ("SMask", "Mask", "ImageMask", "IM")
_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
"""Radicals and ligatures that the maps of fonts give for whole characters.

A search for 行 would not find ⾏.
"""


class PaintingDevice(PDFLayoutAnalyzer):
    """Notes what is painted. It makes none of pdfminer's layout objects.

    Attributes:
        painted: What was painted so far.
        paint: How the next operators paint.
        colours: The colours that a form begins with; None of the page itself.
    """

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.painted = Painted()
        self.paint = PLAIN
        self.colours: PDFGraphicState | None = None
        self._text_mode = 0
        self._hidden = ""
        self._colour: Colour | None = None
        self._scaling = 100.0
        self._order = 0
        self._figures: list[PaintedBox] = []
        self._begun_figures = 0

    def begin_page(
        self,
        page: PDFPage,
        ctm: Any,
    ) -> None:
        """Do nothing at the begin of a page."""

    def end_page(self, page: PDFPage) -> None:
        """Do nothing at the end of a page."""

    def begin_figure(
        self,
        name: str,  # noqa: ARG002 - pdfminer passes it
        bbox: Any,
        matrix: Any,
    ) -> None:
        """Note where a picture or form begins.

        Args:
            name: Its name in the page's resources.
            bbox: Its box, in its own space.
            matrix: How it is placed on the page.

        Raises:
            BadInput: `too_large` where a page draws more than 20,000 pictures and forms.
        """
        self._begun_figures += 1
        if self._begun_figures > _MAX_FIGURES:
            raise BadInput("too_large", f"a page draws more than {_MAX_FIGURES} pictures and forms")
        placed = mult_matrix(matrix, self.ctm)
        left, lower, right, upper = bbox
        box = _placed_box(placed, (left, lower, right, upper))
        self._figures.append(box)
        self.paint = self.paint.within(box)

    def end_figure(self, _: str) -> None:
        """Forget the picture or form that ends."""
        self._figures.pop()

    def render_string(
        self,
        textstate: PDFTextState,
        seq: Any,
        ncs: Any,
        graphicstate: PDFGraphicState,
    ) -> None:
        """Note the mode of a text and its characters.

        Args:
            textstate: The state of the text, with its mode.
            seq: The string.
            ncs: The colour space.
            graphicstate: The colours.
        """
        mode = textstate.render
        self._text_mode = mode
        self._scaling = textstate.scaling
        self._colour = self._text_colour(graphicstate)
        self._hidden = self._why_hidden(mode)
        super().render_string(
            textstate,
            seq,
            ncs,
            graphicstate,
        )

    def render_char(
        self,
        matrix: Any,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,  # noqa: ARG002 - pdfminer passes it
        graphicstate: PDFGraphicState,  # noqa: ARG002 - pdfminer passes it
    ) -> float:
        """Note a character.

        Args:
            matrix: How the text is placed on the page.
            font: The font.
            fontsize: The size in the text's own space.
            scaling: The horizontal scaling.
            rise: By how much the character is raised.
            cid: The number of the character in the font.
            ncs: The colour space.
            graphicstate: The colours.

        Returns:
            By how much the next character is further along the line.
        """
        advance = float(font.char_width(cid) * fontsize * scaling)
        if font.is_vertical():
            half = fontsize / 2
            own_box = (
                -half,
                rise - fontsize,
                half,
                rise,
            )
        else:
            lower = font.get_descent() * fontsize + rise
            own_box = (
                0,
                lower,
                advance,
                lower + fontsize,
            )
        box = _placed_box(matrix, own_box)
        direction = _direction(matrix, fontsize)
        size = box.height if direction in (0, 180) else box.width
        self._order += 1
        glyph = PaintedGlyph(
            text=_text_of(font, cid),
            box=box,
            size=size,
            direction=direction,
            hidden=self._hidden or self._why_out_of_sight(box, size, direction),
            order=self._order,
            colour=self._colour,
        )
        self.painted.glyphs.append(glyph)
        return advance

    def _why_hidden(self, mode: int) -> str:
        """Why a reader sees no letter of a text, wherever it stands; empty where one may."""
        paint = self.paint
        if paint.is_off:
            return "layer switched off"
        if mode in _INVISIBLE_MODES:
            return "invisible"
        if mode in _FILLING_MODES:
            opacity = paint.opacity
        elif mode in _OUTLINE_MODES:
            opacity = paint.line_opacity
        else:
            opacity = max(paint.opacity, paint.line_opacity)
        return "transparent" if opacity <= _CLEAR else ""

    def _why_out_of_sight(
        self,
        box: PaintedBox,
        size: float,
        direction: int,
    ) -> str:
        """Why a reader does not see a letter of this size at this place; empty where one does."""
        along = box.width if direction in (0, 180) else box.height
        if size < _TINY or (self._scaling < 100 * _NARROW) or (0 < along < _LEAST_WIDTH * size):
            return "tiny"
        clip = self.paint.clip
        if clip is None:
            return ""
        is_nothing = clip.width < _LEAST_CLIP or clip.height < _LEAST_CLIP
        return "clipped" if is_nothing or not clip.touches(box) else ""

    def _text_colour(self, state: PDFGraphicState) -> Colour | None:
        """The colour of a text; None where it has two, or one that is not known."""
        mode = self._text_mode
        if mode in _FILLING_MODES:
            return colour_of(state.ncs, state.ncolor)
        lines = colour_of(state.scs, state.scolor)
        if mode in _OUTLINE_MODES:
            return lines
        inside = colour_of(state.ncs, state.ncolor)
        return inside if inside and lines and inside.blends(lines) else None

    def render_image(
        self,
        name: str,  # noqa: ARG002 - pdfminer passes it
        stream: PDFStream,
    ) -> None:
        """Note a picture. One with a mask, as a stamp, lets the text below show through.

        Args:
            name: Its name in the page's resources.
            stream: The picture.
        """
        self._order += 1
        if self._figures:
            box = self._figures[-1]
        else:
            box = PaintedBox(
                0.0,
                0.0,
                0.0,
                0.0,
            )
        if self.paint.is_off:
            return
        self.painted.pictures.append(box)
        has_mask = any(key in stream.attrs for key in _MASKS)
        self._add_cover(
            Cover(
                self._order,
                box,
                hides=not has_mask and self._is_solid(),
            )
        )

    def paint_gradient(self) -> None:
        """Note a gradient, which fills its clip."""
        self._order += 1
        clip = self.paint.clip
        if clip is not None:
            self._add_cover(Cover(self._order, clip, hides=False))

    def paint_path(
        self,
        gstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: Sequence[Any],
    ) -> None:
        """Note a path: narrow parts and frames as rules, filled areas as covers.

        Args:
            gstate: The colours.
            stroke: Whether its line is drawn.
            fill: Whether its area is filled.
            evenodd: How the inside of crossing lines is defined.
            path: Its steps: a letter and numbers each.
        """
        self._order += 1
        areas: list[tuple[PaintedBox, Sequence[Any]]] = []
        for part in subpaths(path):
            box = _placed_box(self.ctm, bounds(part))
            if min(box.width, box.height) < _RULE_THICKNESS:
                self.painted.rules.append(box)
                continue
            if stroke and is_frame(part):
                self.painted.rules += sides(box)
            if fill:
                areas.append((box, part))
        if areas:
            self._add_areas(
                areas,
                gstate,
                is_even_odd=evenodd,
            )

    def _add_areas(
        self,
        areas: Sequence[tuple[PaintedBox, Sequence[Any]]],
        gstate: PDFGraphicState,
        *,
        is_even_odd: bool,
    ) -> None:
        colour = None
        is_solid = self._is_solid()
        if is_solid:
            colour = colour_of(gstate.ncs, gstate.ncolor)
            is_solid = getattr(gstate.ncs, "name", "") != "Pattern"
        outlines = [
            tuple(apply_matrix_pt(self.ctm, point) for point in corners(part)) for _, part in areas
        ]
        if 1 < len(areas) <= _MOST_PARTS and _overlap([box for box, _ in areas]):
            boxes = [box for box, _ in areas]
            whole = PaintedBox(
                min(box.x0 for box in boxes),
                min(box.y0 for box in boxes),
                max(box.x1 for box in boxes),
                max(box.y1 for box in boxes),
            )
            self._add_cover(
                Cover(
                    self._order,
                    whole,
                    colour,
                    is_solid,
                    tuple(outlines),
                    is_even_odd,
                )
            )
            return
        for (box, _), points in zip(areas, outlines, strict=True):
            self._add_cover(
                Cover(
                    self._order,
                    box,
                    colour,
                    is_solid,
                    () if is_upright(points) else (points,),
                    is_even_odd,
                )
            )

    def _is_solid(self) -> bool:
        """Whether nothing shows through what is filled."""
        return self.paint.opacity >= 1 and not self.paint.is_blended

    def _add_cover(self, cover: Cover) -> None:
        paint = self.paint
        if paint.is_off or paint.opacity <= _CLEAR:
            return
        box = cover.box if paint.clip is None else cover.box.meet(paint.clip)
        if min(box.width, box.height) >= _LEAST_COVER:
            self.painted.covers.append(cover._replace(box=box))


def _overlap(boxes: Sequence[PaintedBox]) -> bool:
    """Whether any two boxes share a place."""
    for index, box in enumerate(boxes):
        if any(box.touches(other) for other in boxes[index + 1 :]):
            return True
    return False


def _placed_box(matrix: Any, box: tuple[float, float, float, float]) -> PaintedBox:
    """A box where a matrix places it."""
    return PaintedBox(*apply_matrix_rect(matrix, box))


def _text_of(font: PDFFont, cid: int) -> str:
    """What a character says; U+FFFD where its font has no map to Unicode."""
    try:
        text = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        return UNMAPPED
    if text and _COMPATIBLE.search(text):
        return unicodedata.normalize("NFKC", text)
    return text


def _direction(matrix: Any, fontsize: float) -> int:
    """The direction of a text in degrees: 0, 90, 180 or 270; -1 where it is slanted."""
    along = matrix[0] if fontsize >= 0 else -matrix[0]
    upwards = matrix[1]
    if abs(upwards) < _LEVEL * abs(along):
        return 0 if along >= 0 else 180
    if abs(along) < _LEVEL * abs(upwards):
        return 90 if upwards > 0 else 270
    return -1


def colour_of(space: Any, colour: Any) -> Colour | None:
    """Return a colour of a PDF file.

    Args:
        space: Its colour space.
        colour: Its components.

    Returns:
        The colour; None of a pattern, and of a space that is not measured here.
    """
    try:
        return _known_colour(getattr(space, "name", ""), colour)
    except TypeError:  # components that are lists
        return None


@lru_cache(maxsize=1024)
def _known_colour(space: str, colour: Any) -> Colour | None:
    if space in _NOT_MEASURED:
        return None
    values = colour if isinstance(colour, (tuple, list)) else (colour,)
    if not values or not all(isinstance(value, (int, float)) for value in values):
        return None
    if space in _TINTS:
        # no tint is no ink; what colour a tint has, a program of the file says
        return WHITE if max(values) <= 0 else None
    if len(values) == 1:
        return Colour(*(255 * values[0],) * 3)
    if len(values) == 3:
        return Colour(*(255 * value for value in values))
    if len(values) == 4:  # CMYK: 0 is no ink
        cyan, magenta, yellow, black = values
        return Colour(
            255 * (1 - cyan) * (1 - black),
            255 * (1 - magenta) * (1 - black),
            255 * (1 - yellow) * (1 - black),
        )
    return None
