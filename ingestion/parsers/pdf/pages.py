"""Reads a PDF file page by page with pdfminer."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFXRefFallback
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.pdftypes import PDFObjRef, dict_value, int_value, resolve1
from pdfminer.psexceptions import PSException

from corpus.errors import BadInput
from ingestion.cleaning import Removals
from ingestion.limits import Limits
from ingestion.parsers.pdf.interpreting import SeenInterpreter
from ingestion.parsers.pdf.layers import Layers
from ingestion.parsers.pdf.page import PdfPage
from ingestion.parsers.pdf.painting import PaintingDevice
from ingestion.parsers.pdf.upright import build_page

BROKEN = (
    PSException,
    KeyError,
    IndexError,
    TypeError,
    ValueError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    EOFError,
    OSError,
    RecursionError,
    NotImplementedError,
    struct.error,
    zlib.error,
)
"""What pdfminer raises on damaged files.

These are its own exceptions, and those of code that trusts what a file says.
"""

_INFORMATION = {
    "Title": "title",
    "Author": "author",
    "CreationDate": "created",
    "ModDate": "modified",
    "Producer": "producer",
}
_END_MARK = b"%%EOF"
_END = 4096  # bytes at the end of a file, in which the end mark stands


def read_pages(
    data: bytes,
    limits: Limits,
    removals: Removals,
    metadata: dict[str, str],
) -> Iterator[PdfPage]:
    """Read the pages of a file, one at a time: a long file takes no more memory than a short one.

    Args:
        data: The file.
        limits: How many pages it may have.
        removals: Counts what is hidden.
        metadata: Takes the title, author and dates that the file states.

    Yields:
        The pages in their order.

    Raises:
        BadInput: `encrypted`, `corrupt`, `too_large`.
    """
    place = "the file's frame"
    try:
        document = _open(data)
        metadata.update(_stated_information(document))
        resources = PDFResourceManager(caching=True)
        layers = Layers(document)
        number = 0
        for number, source in enumerate(PDFPage.create_pages(document), 1):
            if number > limits.max_parts:
                raise BadInput("too_large", f"more than {limits.max_parts} pages")
            place = f"page {number}"
            device = PaintingDevice(resources)
            interpreter = SeenInterpreter(
                resources,
                device,
                layers,
            )
            interpreter.process_page(source)
            yield build_page(
                number,
                source,
                device.painted,
                removals,
            )
        stated = _stated_pages(document, number)
    except PDFEncryptionError as error:
        raise BadInput("encrypted", "a PDF with a password") from error
    except BROKEN as error:
        raise BadInput("corrupt", f"{place}: {type(error).__name__}: {error}") from error
    if number != stated or not number:
        raise BadInput("corrupt", f"the file promises {stated} pages, {number} can be read")


def _open(data: bytes) -> PDFDocument:
    """Open a file; refuse one that was cut off, which pdfminer would read without a sign."""
    document = _PdfObjects(PDFParser(io.BytesIO(data)), password="")
    guessed = any(isinstance(table, PDFXRefFallback) for table in document.xrefs)
    if guessed and _END_MARK not in data[-_END:]:
        raise BadInput("corrupt", "the file's end is missing")
    return document


class _PdfObjects(PDFDocument):
    """The objects of a file. An object that is only a reference stands for its target.

    pdfminer would follow references that lead back to themselves for ever.
    """

    def getobj(self, objid: int) -> object:
        found = super().getobj(objid)
        passed = {objid}
        while isinstance(found, PDFObjRef):
            if found.objid in passed:
                raise PDFSyntaxError(f"object {objid} refers to itself")
            passed.add(found.objid)
            found = super().getobj(found.objid)
        return found


def _stated_pages(document: PDFDocument, counted: int) -> int:
    """How many pages the file says that it has; `counted` where it says nothing."""
    tree = dict_value(document.catalog.get("Pages"))
    return int_value(tree.get("Count", counted))


def _stated_information(document: PDFDocument) -> dict[str, str]:
    """Title, author and dates, where they are texts."""
    found: dict[str, str] = {}
    for information in document.info[:1]:
        for name, ours in _INFORMATION.items():
            value = resolve1(information.get(name))
            if isinstance(value, bytes):
                found[ours] = _decode(value)
    return found


def _decode(value: bytes) -> str:
    is_utf16 = value.startswith((b"\xfe\xff", b"\xff\xfe"))
    return value.decode("utf-16" if is_utf16 else "latin-1", "replace")


__all__ = ["BROKEN", "read_pages"]
