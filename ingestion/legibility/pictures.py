"""Draws the first pages of a file, as a person would see them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import BadInput
from ingestion.formats import media_types
from ingestion.limits import Limits

if TYPE_CHECKING:
    from PIL import Image

_WIDTH = 1000  # pixels; a line of small type can be read
_TALLEST = 3000  # pixels; a scroll is cut
_QUALITY = 70
_POINTS_WIDTH = 595.0  # of A4, for a page without a width
_FILTERS: Mapping[str, tuple[str, str]] = {
    media_types.DOCX: ("docx", "MS Word 2007 XML"),
    media_types.DOC: ("doc", "MS Word 97"),
    media_types.RTF: ("rtf", "Rich Text Format"),
    media_types.ODT: ("odt", "writer8"),
    media_types.PPTX: ("pptx", "Impress MS PowerPoint 2007 XML"),
    media_types.XLSX: ("xlsx", "Calc MS Excel 2007 XML"),
    media_types.XLS: ("xls", "MS Excel 97"),
}
"""For each format that LibreOffice draws: the ending, and LibreOffice's name of the filter."""


class PagePicture(NamedTuple):
    """The picture of a page.

    Attributes:
        number: The number of the page, from 1.
        jpeg: The picture, as a JPEG file.
        width: Its width in pixels.
        height: Its height in pixels.
    """

    number: int
    jpeg: bytes
    width: int
    height: int


class Pictures(NamedTuple):
    """The pictures of the first pages of a file.

    Attributes:
        pages: The pictures.
        total: How many pages the file has; 0 where that is not known.
        reason: Why there is no picture; empty where there is one.
        note: What a person should know about the pictures; empty where there is nothing.
    """

    pages: tuple[PagePicture, ...]
    total: int = 0
    reason: str = ""
    note: str = ""


def draw_pages(
    data: bytes,
    media_type: str,
    limits: Limits,
    pages: int,
) -> Pictures:
    """Draw the first pages of a file.

    It uses the fonts of the machine, as the programs of readers do. OCR reads other pictures.

    Args:
        data: The bytes of the file.
        media_type: Its media type.
        limits: How large it may be, and how long LibreOffice may take.
        pages: How many pages are drawn at most.

    Returns:
        The pictures, or why there are none.
    """
    try:
        if media_type == media_types.PDF:
            return _draw_pdf(data, pages)
        if media_type in media_types.IMAGES:
            return _draw_image(data, limits, pages)
        if media_type in _FILTERS:
            return _draw_office(data, media_type, limits, pages)
    except BadInput as error:
        return Pictures((), reason=error.message)
    except (
        OSError,
        SyntaxError,
        ValueError,
        ArithmeticError,
        LookupError,
        TypeError,
    ) as error:
        return Pictures((), reason=f"it can't be drawn: {type(error).__name__}: {error}")
    return Pictures((), reason=_why_none(media_type))


def _why_none(media_type: str) -> str:
    if media_type in (media_types.HTML, media_types.MHT, media_types.EML):
        return "lexops uses no browser to draw a page; the lines of its source are shown instead"
    return f"{media_type} has no pages; its lines are shown instead"


def _draw_pdf(data: bytes, pages: int) -> Pictures:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"pdfium can't open it: {error}") from error
    try:
        total = len(document)
        drawn: list[PagePicture] = []
        for number in range(min(pages, total)):
            page = document[number]
            width, height = page.get_size()
            scale = _WIDTH / max(width or _POINTS_WIDTH, 1.0)
            scale = min(scale, _TALLEST / max(height, 1.0))
            bitmap = page.render(scale=scale)
            drawn.append(_as_jpeg(bitmap.to_pil(), number + 1))
            bitmap.close()
            page.close()
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"pdfium can't draw it: {error}") from error
    finally:
        document.close()
    return Pictures(tuple(drawn), total)


def _draw_image(
    data: bytes,
    limits: Limits,
    pages: int,
) -> Pictures:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data)) as image:
        total = getattr(image, "n_frames", 1)
        drawn: list[PagePicture] = []
        for number in range(min(pages, total)):
            image.seek(number)
            if image.width * image.height > limits.max_pixels:
                reason = f"{image.width} × {image.height} pixels are more than the limit"
                return Pictures((), total, reason)
            drawn.append(_as_jpeg(ImageOps.exif_transpose(image), number + 1))
    return Pictures(tuple(drawn), total)


def _draw_office(
    data: bytes,
    media_type: str,
    limits: Limits,
    pages: int,
) -> Pictures:
    from ingestion.parsers.libreoffice.program import convert

    suffix, name = _FILTERS[media_type]
    try:
        made = convert(data, limits, suffix, name, "pdf")
    except BadInput as error:
        return Pictures((), reason=f"LibreOffice could not draw it: {error.detail}")
    return _draw_pdf(made, pages)._replace(
        note="drawn by LibreOffice; Word may break lines elsewhere"
    )


def _as_jpeg(image: Image.Image, number: int) -> PagePicture:
    """A picture on white paper, not wider than needed."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "P"):
        with_alpha = image.convert("RGBA")
        paper = Image.new("RGBA", with_alpha.size, "white")
        image = Image.alpha_composite(paper, with_alpha)
    plain = image.convert("RGB")
    plain.thumbnail((_WIDTH, _TALLEST))
    file = io.BytesIO()
    plain.save(file, "JPEG", quality=_QUALITY, optimize=True)
    return PagePicture(number, file.getvalue(), plain.width, plain.height)


__all__ = ["PagePicture", "Pictures", "draw_pages"]
