"""Rich Text Format."""

from __future__ import annotations

import re

from corpus.records import Document
from ingestion.limits import Limits
from ingestion.parsers import docx, ours
from ingestion.parsers.libreoffice.program import Route

_ROUTE = Route(
    ours.rtf.name,
    ours.rtf.media_type,
    "rtf",
    "Rich Text Format",
    "docx",
    docx.parse,
)
_SHOWN = re.compile(rb"\{\\(?:listtext|pntext)(?![a-z])")
_COUNTED = (
    (re.compile(rb"\\ls(?=\d)"), rb"\\nols"),
    (re.compile(rb"\{\\\*\\pn(?![a-z])"), rb"{\\*\\nopn"),
)


def parse(data: bytes, limits: Limits) -> Document:
    """Read an RTF file.

    Args:
        data: The bytes of the file.
        limits: How large a file may be, and how long LibreOffice may take.

    Returns:
        The document.

    Raises:
        BadInput: `no_program`, `corrupt`, `timeout`, and what `docx` raises.
    """
    return _ROUTE.read(with_numbers_typed(data), limits)


def with_numbers_typed(data: bytes) -> bytes:
    r"""Write the numbers that Word counted into the text.

    Word writes them into the file for programs that do not count. LibreOffice counts again, and
    begins with 第一条 in each chapter although the list does not restart there.

    Args:
        data: The bytes of the RTF file.

    Returns:
        The bytes of the file with the numbers in its text.

    >>> with_numbers_typed(rb"{\rtf1\pard\ls1{\listtext\pard 3.\tab}x}")
    b'{\\rtf1\\pard\\nols1{\\pard 3.\\tab}x}'
    """
    if not _SHOWN.search(data):
        return data
    data = _SHOWN.sub(rb"{", data)
    for pattern, unknown in _COUNTED:  # a word that no program knows is passed over
        data = pattern.sub(unknown, data)
    return data
