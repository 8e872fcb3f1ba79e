"""A PDF page as values: its visible glyphs, its rules, and what it holds that nobody sees.

pdfplumber's own objects were set aside for glyphs: a dictionary of twenty keys for each character takes half of the time, and
they know neither in what order things were painted nor the mode a text was painted in, by which hidden text is told. What is
used of it is its table finder (see `tables`); the device below stands on pdfminer, on which pdfplumber stands too.
"""

from __future__ import annotations

import io
import re
import struct
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFXRefFallback
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, int_value, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import apply_matrix_rect, mult_matrix

from corpus.errors import BadInput
from ingestion.cleaning import Removals
from ingestion.limits import Limits
from ingestion.ocr.records import OcrLine as ScannedLine
from ingestion.parsers.pdf.covers import Cover, Covers
from ingestion.parsers.pdf.glyphs import Box, Glyph, centre, turned

BROKEN = (
    PSException, KeyError, IndexError, TypeError, ValueError, AttributeError, AssertionError, ArithmeticError, EOFError, OSError,
    RecursionError, NotImplementedError, struct.error, zlib.error,
)  # fmt: skip
"""What pdfminer raises on files that are not whole: its own exceptions, and those of code that trusts what a file says."""

UNMAPPED = "\ufffd"
_TINY = 2.0  # points; the smallest print of a contract is 4
_CLEAR = 0.98  # of each colour: as light as paper
_COVERS = 4.0  # points a side; what is smaller covers no text
_MAX_FIGURES = (
    20_000  # of a page; ten forms, each of which draws the next ten times, are ten billion
)
_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
"""Radicals and ligatures that fonts' maps give for whole characters: a search for 行 would not find ⾏."""
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_MOJIBAKE = re.compile("[\xa1-\xff]")
_CHINESE = re.compile("[\u3400-\u9fff]")
_LEVEL_1 = (
    {bytes([one]) for one in range(0xB0, 0xD8)},
    {bytes([one]) for one in range(0xA4, 0xC7)},
)
_COMMON = 0.7  # of a page's Chinese characters
_FEW, _FILLS = 40, 0.5  # characters; of the page
_GARBAGE = 0.2  # of a page's characters; beyond it a reader could not read on


class RuledLine(NamedTuple):
    """A straight line or the side of a frame, upright like the glyphs."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """What one page shows, in points, from its upper left corner, turned so that most of its text is upright.

    `turn` is by how many degrees it was turned for that, `problem` why its text can't be used (None: it can), `is_picture` that a picture
    fills it and its text is a few words, as of a scanner's mark or a page number. Of a page that was read by OCR, `lines` are what was read, and `tilt` is by how many more degrees it was turned.
    """

    number: int
    width: float
    height: float
    turn: int
    glyphs: tuple[Glyph, ...]
    rules: tuple[RuledLine, ...]
    problem: str | None = None
    is_picture: bool = False
    lines: tuple[ScannedLine, ...] = ()
    tilt: float = 0.0


@dataclass(slots=True)
class _Painted:
    """What a page's program paints, in its order; places count from the lower left."""

    glyphs: list[tuple[Glyph, int, str, int]] = field(
        default_factory=list
    )  # glyph, direction, reason to hide, order
    rules: list[Box] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)


def read_pages(
    data: bytes, limits: Limits, removals: Removals, metadata: dict[str, str]
) -> Iterator[Page]:
    """Each page of a file, in order; one at a time, so that a long file takes no more memory than a short one.

    What is hidden is counted into `removals`, what the file says about itself goes into `metadata`. Raises BadInput
    `encrypted`, `corrupt`, `too_large`.
    """
    place = "the file's frame"
    try:
        document = _open(data)
        metadata.update(_information(document))
        resources = PDFResourceManager(caching=True)
        number = 0
        for number, source in enumerate(PDFPage.create_pages(document), 1):
            if number > limits.max_parts:
                raise BadInput("too_large", f"more than {limits.max_parts} pages")
            place = f"page {number}"
            device = _Device(resources)
            PDFPageInterpreter(resources, device).process_page(source)
            yield _page(number, source, device.painted, removals)
        stated = int_value(dict_value(document.catalog.get("Pages")).get("Count", number))
    except PDFEncryptionError as error:
        raise BadInput("encrypted", "a PDF with a password") from error
    except BROKEN as error:
        raise BadInput("corrupt", f"{place}: {type(error).__name__}: {error}") from error
    if number != stated or not number:
        raise BadInput("corrupt", f"the file promises {stated} pages, {number} can be read")


def _open(data: bytes) -> PDFDocument:
    document = _Objects(PDFParser(io.BytesIO(data)), password="")
    if (
        any(isinstance(table, PDFXRefFallback) for table in document.xrefs)
        and b"%%EOF" not in data[-4096:]
    ):
        raise BadInput(
            "corrupt", "the file's end is missing"
        )  # pdfminer reads what is left, and says nothing
    return document


class _Objects(PDFDocument):
    """A file's objects. One that is nothing but a reference stands for what that leads to; pdfminer would go round in a ring for ever."""

    def getobj(self, objid: int) -> object:
        found, passed = super().getobj(objid), {objid}
        while isinstance(found, PDFObjRef):
            if found.objid in passed:
                raise PDFSyntaxError(f"object {objid} refers to itself")
            passed.add(found.objid)
            found = super().getobj(found.objid)
        return found


def _information(document: PDFDocument) -> dict[str, str]:
    """Title, author and dates, where they are texts."""
    names = {
        "Title": "title",
        "Author": "author",
        "CreationDate": "created",
        "ModDate": "modified",
        "Producer": "producer",
    }
    found = {}
    for information in document.info[:1]:
        for name, ours in names.items():
            value = resolve1(information.get(name))
            if isinstance(value, bytes):
                utf16 = value.startswith((b"\xfe\xff", b"\xff\xfe"))
                found[ours] = value.decode("utf-16" if utf16 else "latin-1", "replace")
    return found


class _Device(PDFLayoutAnalyzer):
    """Notes what is painted, where, when and how; makes none of pdfminer's layout objects."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.painted = _Painted()
        self._mode = 0
        self._order = 0
        self._figures: list[Box] = []
        self._begun = 0

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        pass

    def end_page(self, page: PDFPage) -> None:
        pass

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:  # noqa: ARG002 - pdfminer's names
        self._begun += 1
        if self._begun > _MAX_FIGURES:
            raise BadInput("too_large", f"a page draws more than {_MAX_FIGURES} pictures and forms")
        self._figures.append(
            apply_matrix_rect(mult_matrix(matrix, self.ctm), (bbox[0], bbox[1], bbox[2], bbox[3]))
        )

    def end_figure(self, _: str) -> None:
        self._figures.pop()

    def render_string(
        self, textstate: PDFTextState, seq: Any, ncs: Any, graphicstate: PDFGraphicState
    ) -> None:
        self._mode = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

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
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = UNMAPPED
        advance = float(font.char_width(cid) * fontsize * scaling)
        descent = font.get_descent() * fontsize
        box = apply_matrix_rect(matrix, (0, descent + rise, advance, descent + rise + fontsize))
        if font.is_vertical():
            box = apply_matrix_rect(matrix, (-fontsize / 2, rise - fontsize, fontsize / 2, rise))
        a, b = matrix[0] * (1 if fontsize >= 0 else -1), matrix[1]
        direction = (
            (0 if a >= 0 else 180)
            if abs(b) < 0.05 * abs(a)
            else (90 if b > 0 else 270)
            if abs(a) < 0.05 * abs(b)
            else -1
        )
        size = box[3] - box[1] if direction in (0, 180) else box[2] - box[0]
        why = "invisible" if self._mode in (3, 7) else "tiny" if size < _TINY else ""
        if not why and self._mode in (0, 4) and _is_clear(ncs, graphicstate.ncolor):
            why = "white"
        self._order += 1
        if text and _COMPATIBLE.search(text):
            text = unicodedata.normalize("NFKC", text)
        self.painted.glyphs.append(
            (Glyph(text, box[0], box[1], box[2], box[3], size), direction, why, self._order)
        )
        return advance

    def render_image(self, name: str, stream: PDFStream) -> None:  # noqa: ARG002
        self._order += 1
        box = self._figures[-1] if self._figures else (0.0, 0.0, 0.0, 0.0)
        self.painted.pictures.append(box)
        if not any(
            key in stream.attrs for key in ("SMask", "Mask", "ImageMask", "IM")
        ):  # a stamp lets the text through
            self._cover(box, clear=False)

    def paint_path(
        self,
        gstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,  # noqa: ARG002
        path: Sequence[Any],
    ) -> None:
        self._order += 1
        for part in _subpaths(path):
            x0, y0, x1, y1 = apply_matrix_rect(self.ctm, _bounds(part))
            thin = min(x1 - x0, y1 - y0) < 2.5  # points; Word draws its rules as narrow boxes
            if thin:
                self.painted.rules.append((x0, y0, x1, y1))
            elif stroke and all(step[0] in "mlh" for step in part) and len(part) >= 4:
                self.painted.rules += [
                    (x0, y0, x1, y0),
                    (x0, y1, x1, y1),
                    (x0, y0, x0, y1),
                    (x1, y0, x1, y1),
                ]
            if fill and not thin:
                self._cover((x0, y0, x1, y1), clear=_is_clear(gstate.ncs, gstate.ncolor))

    def _cover(self, box: Box, *, clear: bool) -> None:
        if min(box[2] - box[0], box[3] - box[1]) >= _COVERS:
            self.painted.covers.append((self._order, box, clear))


def _subpaths(path: Sequence[Any]) -> list[list[Any]]:
    parts: list[list[Any]] = []
    for step in path:
        if step[0] == "m":
            parts.append([])
        if parts:
            parts[-1].append(step)
    return [part for part in parts if len(part) > 1]


def _bounds(part: Sequence[Any]) -> Box:
    numbers = [float(value) for step in part for value in step[1:]]
    xs, ys = numbers[0::2], numbers[1::2]
    return (min(xs), min(ys), max(xs), max(ys))


def _is_clear(space: Any, colour: Any) -> bool:
    """Whether a colour is as light as paper; what is no grey, RGB or CMYK is believed to be ink."""
    name = getattr(space, "name", "")
    values = colour if isinstance(colour, (tuple, list)) else (colour,)
    if name in ("Separation", "Pattern", "Indexed", "Lab", "DeviceN") or not all(
        isinstance(one, (int, float)) for one in values
    ):
        return False
    return bool(max(values) <= 1 - _CLEAR if len(values) == 4 else min(values) >= _CLEAR)


def _page(number: int, source: PDFPage, painted: _Painted, removals: Removals) -> Page:
    x0, y0, x1, y1 = source.mediabox
    width, height = (y1 - y0, x1 - x0) if source.rotate % 180 else (x1 - x0, y1 - y0)
    shown = _shown(source, width, height)
    kept, hidden = _visible(painted, shown, _is_see_through(source))
    for why in dict.fromkeys(why for _, why in hidden):
        text = "".join(
            glyph.text for glyph, reason in hidden if reason == why and glyph.text.strip()
        )
        if text:
            removals.add(f"hidden text: {why}", len(text), f"page {number}: {text}")
    turn = Counter(direction for glyph, direction in kept if direction >= 0).most_common(1)
    upright = turn[0][0] if turn else 0
    slanted = "".join(glyph.text for glyph, direction in kept if direction == -1)
    if slanted.strip():
        removals.add("watermark", 1, f"page {number}: {slanted}")
    glyphs = tuple(
        Glyph(one.text, *turned(one[1:5], width, height, upright), one.size)
        for one, way in kept
        if way == upright
    )
    aside = _aside(
        [(one, way) for one, way in kept if way not in (-1, upright)], width, height, upright
    )
    rules = tuple(RuledLine(*turned(box, width, height, upright)) for box in painted.rules)
    if upright % 180:
        width, height = height, width
    few = sum(len(glyph.text.strip()) for glyph in glyphs) < _FEW
    pictured = few and any(
        (x1 - x0) * (y1 - y0) > _FILLS * width * height for x0, y0, x1, y1 in painted.pictures
    )
    return Page(
        number,
        width,
        height,
        upright,
        glyphs + aside,
        rules,
        _problem(glyphs, hidden, painted.pictures),
        pictured,
    )


def _aside(
    others: Sequence[tuple[Glyph, int]], width: float, height: float, upright: int
) -> tuple[Glyph, ...]:
    """Glyphs that stand otherwise than the page's text (a label along its edge): each string put, as one glyph, where it begins."""
    strings: list[tuple[str, Box, float, int, Glyph]] = []
    for glyph, way in others:
        if strings and strings[-1][3] == way and _touch(strings[-1][4], glyph):
            text, box, size, _, _ = strings.pop()
            strings.append(
                (
                    text + glyph.text,
                    (
                        min(box[0], glyph.x0),
                        min(box[1], glyph.top),
                        max(box[2], glyph.x1),
                        max(box[3], glyph.bottom),
                    ),
                    size,
                    way,
                    glyph,
                )
            )
        else:
            strings.append((glyph.text, glyph[1:5], glyph.size, way, glyph))
    return tuple(
        Glyph(text, *turned(box, width, height, upright), size)
        for text, box, size, _, _ in strings
        if text.strip()
    )


def _touch(one: Glyph, other: Glyph) -> bool:
    slack = 1.5 * one.size
    return (
        abs(centre(one)[0] - centre(other)[0]) <= slack
        and abs(centre(one)[1] - centre(other)[1]) <= slack
    )


def _shown(source: PDFPage, width: float, height: float) -> Box:
    """The part of the page that is shown: its crop box, where that lies inside; places count from the lower left."""
    (x0, y0, x1, y1), (cx0, cy0, cx1, cy1) = source.mediabox, source.cropbox
    matrix = {
        90: (0, -1, 1, 0, -y0, x1),
        180: (-1, 0, 0, -1, x1, y1),
        270: (0, 1, -1, 0, y1, -x0),
    }.get(source.rotate, (1, 0, 0, 1, -x0, -y0))
    box = apply_matrix_rect(matrix, (cx0, cy0, cx1, cy1))
    return (max(box[0], 0.0), max(box[1], 0.0), min(box[2], width), min(box[3], height))


def _is_see_through(source: PDFPage) -> bool:
    """Whether the page paints anything through which one sees; then a box above a text may be a mark, and hides nothing."""
    states = resolve1(dict_value(source.resources).get("ExtGState")) or {}
    for state in dict_value(states).values():
        found = dict_value(state)
        blend = resolve1(found.get("BM"))
        if resolve1(found.get("ca", 1)) != 1 or (
            blend is not None and getattr(blend, "name", "") not in ("Normal", "Compatible")
        ):
            return True
    return False


def _visible(
    painted: _Painted, shown: Box, see_through: bool
) -> tuple[list[tuple[Glyph, int]], list[tuple[Glyph, str]]]:
    """The glyphs that a reader sees, once each, and those that nobody sees, each with the reason."""
    kept: list[tuple[Glyph, int]] = []
    hidden: list[tuple[Glyph, str]] = []
    seen: dict[tuple[str, int], list[float]] = {}
    covers = Covers(painted.covers, shown)
    for glyph, direction, why, order in painted.glyphs:
        x, y = centre(glyph)
        reason = why
        if not (shown[0] <= x <= shown[2] and shown[1] <= y <= shown[3]):
            reason = "off the page"
        elif why == "white" and covers.is_on_ink(x, y, order):
            reason = ""  # white on black
        elif not why and not see_through and covers.is_covered(x, y, order):
            reason = "covered"
        if reason:
            hidden.append((glyph, reason))
            continue
        places = seen.setdefault((glyph.text, round(y)), [])
        if (
            not any(-1.2 < x - place < 1.2 for place in places) or not glyph.text.strip()
        ):  # bold type is painted twice, a hair apart
            kept.append((glyph, direction))
            places.append(x)
    return kept, hidden


def _problem(
    glyphs: Sequence[Glyph], hidden: Sequence[tuple[Glyph, str]], pictures: Sequence[Box]
) -> str | None:
    """Why a page's text can't be used; where it has a picture, what is needed is OCR."""
    text = "".join(glyph.text for glyph in glyphs if glyph.text.strip())
    if not text:
        layer = (
            ", with a text layer that nobody sees"
            if any(why == "invisible" for _, why in hidden)
            else ""
        )
        return f"a picture without text{layer}" if pictures else None
    unmapped = text.count(UNMAPPED) + len(_PRIVATE.findall(text))
    if unmapped > _GARBAGE * len(text):
        return f"{unmapped} of {len(text)} characters are in a font without a map to Unicode"
    if len(_MOJIBAKE.findall(text)) > 2 * _GARBAGE * len(text):
        return "its text layer is in a wrong encoding"
    if is_nonsense(text):
        return "its text layer holds characters that no text is made of"
    return None


def is_nonsense(text: str) -> bool:
    """Whether a text of 50 Chinese characters or more has too few common ones to be a text.

    Args:
        text: A page's text, from its text layer or read by OCR.

    Returns:
        True where less than 70 % of its Chinese characters are common.
    """
    chinese = _CHINESE.findall(text)
    return len(chinese) >= 50 and sum(map(_is_common, chinese)) < _COMMON * len(chinese)


@cache
def _is_common(character: str) -> bool:
    """Whether a character is of the first level of GB 2312 or Big5, whose 3,755 and 5,401 are all but a few of any text's.

    A font whose map to Unicode is wrong gives any characters; the commonest code blocks have a quarter of these.
    """
    simplified, traditional = (
        character.encode("gb2312", "ignore"),
        character.encode("big5", "ignore"),
    )
    return simplified[:1] in _LEVEL_1[0] or traditional[:1] in _LEVEL_1[1]


def page_labels(pages: Sequence[tuple[int, str]]) -> str:
    """Pages and what is wrong with them, for a message: `pages 2, 3: a picture without text`."""
    by_problem: dict[str, list[str]] = {}
    for number, problem in pages:
        by_problem.setdefault(problem, []).append(str(number))
    return "; ".join(
        f"page{'s' * (len(numbers) > 1)} {', '.join(numbers)}: {problem}"
        for problem, numbers in by_problem.items()
    )


__all__ = ["BROKEN", "UNMAPPED", "Page", "RuledLine", "is_nonsense", "page_labels", "read_pages"]
