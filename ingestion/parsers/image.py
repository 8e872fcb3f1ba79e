"""Picture files: one page each, a TIFF as many as it has. Read by OCR and laid out like scanned pages of a PDF.

Pictures without text (a photograph, a logo) are set aside as `no_text`: an archive's file of law may be one, and nobody should have to guess.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

from corpus.errors import BadInput
from corpus.records import Document
from ingestion.drafts import DocumentDraft
from ingestion.limits import Limits
from ingestion.media_types import BMP, JPEG, PNG, TIFF, WEBP
from ingestion.parsers.pdf import NOTHING, Pile

if TYPE_CHECKING:
    from PIL import Image

    from ingestion.ocr.arrays import Picture

PARSER = "image/3"
_TYPES = {"PNG": PNG, "JPEG": JPEG, "MPO": JPEG, "TIFF": TIFF, "WEBP": WEBP, "BMP": BMP}
_DPI = (72.0, 1200.0)  # what a scanner may say
_A4_INCHES = 11.7  # the longer side of a page of which nothing is known
_LONGER_SIDE = 3400  # pixels; A4 at 290 dots to the inch, above which nothing is read better
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
"""What Pillow raises on files that are not whole: its decoders trust what a file says."""


def parse(data: bytes, limits: Limits) -> Document:
    """Read a picture. Raises BadInput `corrupt`, `no_text`, `unreadable_scan`, `too_large`, `empty`."""
    draft = DocumentDraft(limits)
    pile = Pile(data, limits, draft.removals)
    media_type = JPEG
    for number, (media_type, page, dpi) in enumerate(_pages(data, limits), 1):  # noqa: B007 - all pages are of one type
        pile.add_scan(number, page, dpi, NOTHING)
    return pile.document(draft, {}, media_type, PARSER)


def _pages(data: bytes, limits: Limits) -> Iterator[tuple[str, Picture, float]]:
    """The file's media type with each of its pages, and its dots to the inch; one at a time in memory. Raises BadInput `corrupt`, `too_large`."""
    from PIL import Image

    number = 1
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as picture:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # `max_pixels` decides
            media_type = _TYPES.get(picture.format or "", JPEG)
            for number in count(1):
                if number > limits.max_parts:
                    raise BadInput("too_large", f"more than {limits.max_parts} pages")
                yield media_type, *_page(picture, limits)
                if not _goes_on(picture, number):
                    return
    except (*_BROKEN, Image.DecompressionBombError) as error:
        raise BadInput("corrupt", f"page {number}: {type(error).__name__}: {error}") from error


def _goes_on(picture: Image.Image, number: int) -> bool:
    """Open frame `number`, counted from 0; whether there is one."""
    try:
        picture.seek(number)
    except EOFError:
        return False
    return True


def _page(picture: Image.Image, limits: Limits) -> tuple[Picture, float]:
    """The frame that is open, upright as its camera says, no larger than it is read, and its dots to the inch."""
    import numpy as np
    from PIL import Image, ImageOps

    wide, high = picture.size
    if wide * high > limits.max_pixels:
        raise BadInput("too_large", f"{wide} × {high} pixels, the limit is {limits.max_pixels}")
    picture.draft(
        "RGB", (_LONGER_SIDE, _LONGER_SIDE)
    )  # a JPEG is made smaller while it is unpacked
    shown = ImageOps.exif_transpose(picture)
    shown = _on_paper(shown)
    dpi = _dots_to_the_inch(picture, max(wide, high)) * max(shown.size) / max(wide, high)
    if max(shown.size) > _LONGER_SIDE:
        scale = _LONGER_SIDE / max(shown.size)
        shown = shown.resize(
            (max(1, round(shown.width * scale)), max(1, round(shown.height * scale))),
            Image.Resampling.BOX,
        )
        dpi *= scale
    return np.asarray(shown), dpi


def _on_paper(picture: Image.Image) -> Image.Image:
    """In grey or RGB; what is transparent lies on white."""
    from PIL import Image

    if picture.mode in ("L", "RGB"):
        return picture
    if picture.mode in ("I", "F") or picture.mode.startswith(
        "I;16"
    ):  # Pillow would cut off what a byte does not hold
        import numpy as np

        values = np.asarray(picture, dtype=np.float32)
        return Image.fromarray(
            np.clip(values * (255 / max(float(values.max()), 1.0)), 0, 255).astype(np.uint8)
        )
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Image.new("RGBA", layer.size, (255, 255, 255, 255))
        return Image.alpha_composite(paper, layer).convert("RGB")
    return picture.convert("RGB")


def _dots_to_the_inch(picture: Image.Image, longer_side: int) -> float:
    """What the file says, where it can be true of a page; else that of a sheet of A4."""
    stated = picture.info.get("dpi", (0.0, 0.0))
    dpi = float(stated[0]) if isinstance(stated, tuple) and stated else 0.0
    if _DPI[0] < dpi <= _DPI[1]:
        return dpi
    return max(longer_side / _A4_INCHES, 1.0)
