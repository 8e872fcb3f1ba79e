"""Notes what the program of a page paints: where, in which order, and how.

pdfplumber's own objects were set aside for glyphs. A dictionary of twenty keys for each character
takes half of the time, and it has neither the order of painting nor the mode of a text, which shows
that text is hidden. This device is built on pdfminer, as pdfplumber is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import apply_matrix_rect, mult_matrix

from corpus.errors import BadInput
from ingestion.parsers.pdf.painted import Cover, Painted, PaintedBox, PaintedGlyph
from ingestion.parsers.pdf.paths import bounds, is_frame, sides, subpaths
from ingestion.parsers.pdf.text_layer import UNMAPPED

_TINY = 2.0  # points; the smallest print of a contract is 4
_LIGHT = 0.98  # of each colour: as light as paper
_LEAST_COVER = 4.0  # points a side; what is smaller covers no text
_RULE_THICKNESS = 2.5  # points; Word draws its rules as narrow boxes
_MAX_FIGURES = 20_000  # of a page; ten forms that each draw the next ten times are ten billion
_LEVEL = 0.05  # of the other component: text that rises by less runs straight
_INVISIBLE_MODES = (3, 7)  # text render modes of the PDF standard: no ink, or a clipping path
_FILLING_MODES = (0, 4)  # the text has the fill colour only
_NOT_MEASURED = ("Separation", "Pattern", "Indexed", "Lab", "DeviceN")
_MASKS = ("SMask", "Mask", "ImageMask", "IM")
_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
"""Radicals and ligatures that the maps of fonts give for whole characters.

A search for 行 would not find ⾏.
"""


class PaintingDevice(PDFLayoutAnalyzer):
    """Notes what is painted. It makes none of pdfminer's layout objects.

    Attributes:
        painted: What was painted so far.
    """

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.painted = Painted()
        self._text_mode = 0
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
        self._figures.append(_placed_box(placed, (left, lower, right, upper)))

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
        self._text_mode = textstate.render
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
        ncs: Any,
        graphicstate: PDFGraphicState,
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
            hidden=self._why_hidden(
                size,
                ncs,
                graphicstate,
            ),
            order=self._order,
        )
        self.painted.glyphs.append(glyph)
        return advance

    def _why_hidden(
        self,
        size: float,
        space: Any,
        state: PDFGraphicState,
    ) -> str:
        """Why a reader does not see a character of this size and colour; empty where one does."""
        if self._text_mode in _INVISIBLE_MODES:
            return "invisible"
        if size < _TINY:
            return "tiny"
        if self._text_mode in _FILLING_MODES and _is_light(space, state.ncolor):
            return "white"
        return ""

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
        self.painted.pictures.append(box)
        if not any(key in stream.attrs for key in _MASKS):
            self._add_cover(box, is_light=False)

    def paint_path(
        self,
        gstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,  # noqa: ARG002 - pdfminer passes it
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
        for part in subpaths(path):
            box = _placed_box(self.ctm, bounds(part))
            if min(box.width, box.height) < _RULE_THICKNESS:
                self.painted.rules.append(box)
                continue
            if stroke and is_frame(part):
                self.painted.rules += sides(box)
            if fill:
                self._add_cover(box, is_light=_is_light(gstate.ncs, gstate.ncolor))

    def _add_cover(
        self,
        box: PaintedBox,
        *,
        is_light: bool,
    ) -> None:
        if min(box.width, box.height) >= _LEAST_COVER:
            self.painted.covers.append(
                Cover(
                    self._order,
                    box,
                    is_light,
                )
            )


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


def _is_light(space: Any, colour: Any) -> bool:
    """Whether a colour is as light as paper. What is no grey, RGB or CMYK counts as ink."""
    if (
        getattr(
            space,
            "name",
            "",
        )
        in _NOT_MEASURED
    ):
        return False
    if isinstance(colour, (int, float)):  # grey, as most text is
        return colour >= _LIGHT
    values = colour if isinstance(colour, (tuple, list)) else (colour,)
    if not all(isinstance(value, (int, float)) for value in values):
        return False
    if len(values) == 4:  # CMYK: 0 is no ink
        return bool(max(values) <= 1 - _LIGHT)
    return bool(min(values) >= _LIGHT)
