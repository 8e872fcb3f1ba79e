"""Picture files: one page each, a TIFF as many as it has, read by OCR like scanned pages.

A picture without text (a photograph, a logo) is refused as `no_text`: an archive's file of law may
be one, and the report shows it.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import BadInput
from corpus.records import Document
from ingestion.drafts import DocumentDraft
from ingestion.formats.media_types import BMP, JPEG, PNG, TIFF, WEBP
from ingestion.limits import Limits
from ingestion.parsers.pdf.collector import NO_TEXT, PageCollector

if TYPE_CHECKING:
    from PIL import Image

    from ingestion.ocr.arrays import Picture

PARSER = "image/3"
"""Name and version of this parser; raise the version, and every picture is read again."""

_TYPES = {
    "PNG": PNG,
    "JPEG": JPEG,
    "MPO": JPEG,
    "TIFF": TIFF,
    "WEBP": WEBP,
    "BMP": BMP,
}
_LEAST_DPI = 72.0  # what a program writes that knows nothing; a scanner says more
_MOST_DPI = 1200.0
_A4_INCHES = 11.7  # the longer side of a page of which nothing is known
_LONGER_SIDE = 3400  # pixels; A4 at 290 dots per inch, above which nothing is read better
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    ArithmeticError,
    NotImplementedError,
)
"""What Pillow raises on damaged files: its decoders trust what a file says."""


def parse(data: bytes, limits: Limits) -> Document:
    """Read a picture.

    Args:
        data: The file.
        limits: How many pixels and pages it may have.

    Returns:
        The document.

    Raises:
        BadInput: `corrupt`, `no_text`, `unreadable_scan`, `too_large`, `empty`.
    """
    draft = DocumentDraft(limits)
    collector = PageCollector(
        data,
        limits,
        draft.removals,
    )
    media_type = JPEG
    for number, page in enumerate(_pages(data, limits), 1):
        media_type = page.media_type
        collector.add_scan(
            number,
            page.picture,
            page.dpi,
            NO_TEXT,
        )
    return collector.build_document(
        draft,
        {},
        media_type,
        PARSER,
    )


class _PicturePage(NamedTuple):
    """A page of a picture file, with the media type of the file and its dots per inch."""

    media_type: str
    picture: Picture
    dpi: float


def _pages(data: bytes, limits: Limits) -> Iterator[_PicturePage]:
    """The pages of a picture file, one at a time in memory.

    Raises BadInput `corrupt`, `too_large`.
    """
    from PIL import Image

    number = 1
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as picture:
            # `max_pixels` decides
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            media_type = _TYPES.get(picture.format or "", JPEG)
            for number in count(1):
                if number > limits.max_parts:
                    raise BadInput("too_large", f"more than {limits.max_parts} pages")
                pixels, dpi = _open_page(picture, limits)
                yield _PicturePage(
                    media_type,
                    pixels,
                    dpi,
                )
                if not _open_frame(picture, number):
                    return
    except (*_BROKEN, Image.DecompressionBombError) as error:
        raise BadInput("corrupt", f"page {number}: {type(error).__name__}: {error}") from error


def _open_frame(picture: Image.Image, number: int) -> bool:
    """Open frame `number`, counted from 0, and say whether there is one."""
    try:
        picture.seek(number)
    except EOFError:
        return False
    return True


def _open_page(picture: Image.Image, limits: Limits) -> tuple[Picture, float]:
    """The open frame, upright as its camera says, no larger than it is read; its dots per inch."""
    import numpy as np
    from PIL import Image, ImageOps

    width, height = picture.size
    if width * height > limits.max_pixels:
        size = f"{width} × {height} pixels"
        raise BadInput("too_large", f"{size}, the limit is {limits.max_pixels}")
    # a JPEG is made smaller while it is unpacked
    picture.draft("RGB", (_LONGER_SIDE, _LONGER_SIDE))
    shown = _on_paper(ImageOps.exif_transpose(picture))
    longer_side = max(width, height)
    dpi = _dots_per_inch(picture, longer_side) * max(shown.size) / longer_side
    if max(shown.size) > _LONGER_SIDE:
        scale = _LONGER_SIDE / max(shown.size)
        smaller_width = max(1, round(shown.width * scale))
        smaller_height = max(1, round(shown.height * scale))
        shown = shown.resize((smaller_width, smaller_height), Image.Resampling.BOX)
        dpi *= scale
    return np.asarray(shown), dpi


def _on_paper(picture: Image.Image) -> Image.Image:
    """The picture in grey or RGB; what is transparent lies on white."""
    from PIL import Image

    mode = picture.mode
    if mode in ("L", "RGB"):
        return picture
    if mode in ("I", "F") or mode.startswith("I;16"):
        return _in_one_byte(picture)
    if mode == "1":
        return picture.convert("L")
    if mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Image.new(
            "RGBA",
            layer.size,
            (255, 255, 255, 255),
        )
        return Image.alpha_composite(paper, layer).convert("RGB")
    return picture.convert("RGB")


def _in_one_byte(picture: Image.Image) -> Image.Image:
    """A deep picture, scaled to one byte per value: Pillow would cut off the lower bytes."""
    import numpy as np
    from PIL import Image

    values = np.asarray(picture, dtype=np.float32)
    brightest = max(float(values.max()), 1.0)
    scaled = np.clip(
        values * (255 / brightest),
        0,
        255,
    )
    return Image.fromarray(scaled.astype(np.uint8))


def _dots_per_inch(picture: Image.Image, longer_side: int) -> float:
    """What the file says, where that can be true of a page; else what makes the page an A4 one."""
    stated = picture.info.get("dpi", (0.0, 0.0))
    dpi = float(stated[0]) if isinstance(stated, tuple) and stated else 0.0
    if _LEAST_DPI < dpi <= _MOST_DPI:
        return dpi
    return max(longer_side / _A4_INCHES, 1.0)
