"""Bytes in front of a file that belong to no format: a server's header, blanks, a mark of encoding.

Programs that read PDF look for its mark in the first kilobyte or further on, so such files are
opened every day. Archives hold them because a download kept what came before the file.
"""

from __future__ import annotations

import re

_PDF_WITHIN = 65_536  # bytes in which the mark of a PDF file is looked for
_PDF = re.compile(rb"(?:\A|(?<=[^!-~ \t]))%PDF-[12]\.\d")
"""The mark, at the beginning of a line or behind bytes that are no text."""
_PDF_END = (b"startxref", b"endobj")
_TAIL = 4096  # bytes at the end in which a PDF file says where its list of objects is
_BLANK = b" \t\r\n\x00\xef\xbb\xbf"
_MARKED = (b"{\\rtf", b"From ", b"MIME-Version:", b"From:", b"Content-Type:")
_IS_TEXT = frozenset(
    (
        ".txt",
        ".text",
        ".md",
        ".markdown",
        ".html",
        ".htm",
        ".eml",
        ".mht",
        ".mhtml",
        ".json",
        ".xml",
    )
)
"""Names of texts, which may speak of the mark."""


def find_beginning(data: bytes, suffix: str) -> int:
    r"""Find where a file begins behind bytes that belong to no format.

    Args:
        data: The bytes of the file.
        suffix: The suffix of its name, in lower case.

    Returns:
        The place of its first byte; 0 where nothing stands in front of it.

    >>> find_beginning(b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4 1 0 obj endobj startxref", ".pdf")
    19
    >>> find_beginning(b"A file that begins with %PDF-1.4", ".txt")
    0
    """
    start = len(data) - len(data.lstrip(_BLANK))
    if data.startswith(_MARKED, start):
        return start
    if suffix in _IS_TEXT or data.startswith(b"%PDF-"):
        return 0
    mark = _PDF.search(data, 0, _PDF_WITHIN)
    if mark is None or not any(sign in data[mark.start() :][-_TAIL:] for sign in _PDF_END):
        return 0
    return mark.start()
