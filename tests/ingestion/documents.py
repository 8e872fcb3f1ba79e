"""Builders of small files, and the invariants that every document keeps."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.records import Document


def check(document: Document) -> Document:
    """The promise of `Document`: blocks, joined by newlines, are the text; rows are their cells."""
    texts = [document.text[block.start : block.end] for block in document.blocks]
    assert "\n".join(texts) == document.text
    assert all(text and "\n" not in text for text in texts)
    for block, text in zip(
        document.blocks,
        texts,
        strict=True,
    ):
        said = [cell for cell in block.cells if cell]
        assert (
            block.kind != "row"
            or text in (" | ".join(block.cells), "".join(said))
            or all(f"：{cell}" in text or cell in text for cell in said)
        )
    return document


def lines(document: Document) -> list[tuple[str, str]]:
    """Kind (with a heading's depth) and text of each block."""
    check(document)
    return [
        (block.kind.value + str(block.depth or ""), document.text[block.start : block.end])
        for block in document.blocks
    ]


def removed(document: Document) -> dict[str, int]:
    return {removal.what: removal.count for removal in document.removed}


def saved(word: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def word_file(*paragraphs: str) -> bytes:
    """A Word file; a paragraph that begins with `<w:` is XML of a paragraph's inside."""
    word = docx.Document()
    for paragraph in paragraphs:
        if paragraph.startswith("<w:"):
            word.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')}>{paragraph}</w:p>"))
        else:
            word.add_paragraph(paragraph)
    return saved(word)


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(
        stream,
        "w",
        zipfile.ZIP_DEFLATED,
    ) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def locked(data: bytes) -> bytes:
    """A ZIP that says that its members have a password."""
    broken = bytearray(data)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = broken.find(sign)
        while place >= 0:
            broken[place + at] |= 1
            place = broken.find(sign, place + 4)
    return bytes(broken)
