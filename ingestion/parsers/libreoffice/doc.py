"""Word 97–2003; WPS Writer's `.wps` files are the same inside."""

from __future__ import annotations

import io

import olefile  # type: ignore[import-untyped]

from corpus.errors import BadInput
from corpus.records import Document
from ingestion.limits import Limits
from ingestion.parsers import docx, ours
from ingestion.parsers.libreoffice.lists import restarts_of, with_restarts
from ingestion.parsers.libreoffice.program import Route

_ROUTE = Route(
    ours.doc.name,
    ours.doc.media_type,
    "doc",
    "MS Word 97",
    "docx",
    docx.parse,
)
_MAIN = "WordDocument"
_ENCRYPTED = 0x01  # in byte 11 of the main stream [MS-DOC 2.5.1, fEncrypted]


def parse(data: bytes, limits: Limits) -> Document:
    """Read a Word 97 file.

    Args:
        data: The bytes of the file.
        limits: How large a file may be, and how long LibreOffice may take.

    Returns:
        The document.

    Raises:
        BadInput: `no_program`, `corrupt`, `encrypted`, `timeout`, `empty`, and what `docx` raises.
    """
    if _is_encrypted(data):
        raise BadInput("encrypted", "a Word 97 file with a password")
    return _ROUTE.read(data, limits, lambda made: with_restarts(made, restarts_of(data)))


def _is_encrypted(data: bytes) -> bool:
    """Whether the header of the main stream says so.

    Raises BadInput `corrupt` where there is none.
    """
    try:
        with (
            olefile.OleFileIO(io.BytesIO(data)) as container,
            container.openstream(_MAIN) as stream,
        ):
            header = stream.read(12)
    except (
        OSError,
        ValueError,
        IndexError,
        EOFError,
        AttributeError,
        TypeError,
        OverflowError,
    ) as error:
        raise BadInput("corrupt", f"not a whole Word 97 file: {error}") from error
    return len(header) == 12 and bool(header[11] & _ENCRYPTED)
