"""Draws pages of a PDF file with pdfium and its own fonts, never with those of the machine."""

from __future__ import annotations

import ctypes
import math
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2
    import pypdfium2.raw as pdfium

    from ingestion.ocr.arrays import Picture

DPI = 200.0
"""The resolution at which pages are drawn.

Type of 8 points is 22 pixels high then, about half of the height to which the network scales any
line.
"""

_MOST_PIXELS = 12_000_000  # of a page; A2 at 200 dots per inch has as many
_POINTS_PER_INCH = 72


class Renderer:
    """Draws the pages of a PDF file. It opens the file when the first page is asked for.

    Args:
        data: The file.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._file: pypdfium2.PdfDocument | None = None

    def picture(self, number: int) -> tuple[Picture, float]:
        """Draw a page as a reader sees it.

        Args:
            number: The number of the page, from 1.

        Returns:
            The page in RGB, and its dots per inch: 200, and less of a page above A2.

        Raises:
            ValueError: pdfium can't draw the page.
        """
        import pypdfium2

        try:
            page = self._open()[number - 1]
            width, height = page.get_size()
            area = max(width * height, 1.0)
            scale = min(DPI / _POINTS_PER_INCH, math.sqrt(_MOST_PIXELS / area))
            bitmap = page.render(scale=scale, rev_byteorder=True)
            picture = bitmap.to_numpy()[:, :, :3].copy()
            bitmap.close()
            page.close()
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise ValueError(f"it can't be drawn: {error}") from error
        return picture, scale * _POINTS_PER_INCH

    def _open(self) -> pypdfium2.PdfDocument:
        import pypdfium2

        if self._file is None:
            use_no_system_fonts()
            self._file = pypdfium2.PdfDocument(self._data)
        return self._file

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()


def use_no_system_fonts() -> None:
    """Keep pdfium from the fonts of the machine; its own, the 14 standard ones, stay in use.

    Else a PDF file without embedded fonts is drawn with whatever is installed, and OCR reads the
    same file differently on each machine.
    """
    import pypdfium2.raw as pdfium

    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(_no_system_fonts()))


@cache
def _no_system_fonts() -> pdfium.FPDF_SYSFONTINFO:
    """A source of fonts without any callback: it has no font to offer.

    pdfium keeps a pointer to it, so that it has to live as long as the process.
    """
    import pypdfium2.raw as pdfium

    return pdfium.FPDF_SYSFONTINFO(version=2)
