"""Documents inside Word files: bombs, circles and parts that can't be read hold back only themselves."""

from __future__ import annotations

import io
import zipfile

import pytest

from corpus.errors import BadInput
from ingestion.limits import Limits
from ingestion.reading import read
from tests.ingestion.documents import removed, word_file, zipped
from tests.ingestion.format_inputs.words import chunked

LIMITS = Limits(max_expanded_bytes=1_000_000, max_nesting=2)


def _nested(depth: int) -> bytes:
    data = word_file("最里面的一句。")
    for _ in range(depth):
        data = chunked(("docx", data), before="外面的一句。")
    return data


def _bomb() -> bytes:
    return zipped(_parts(word_file("一句。")) | {"word/media/image1.png": bytes(5_000_000)})


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _with_body(data: bytes, old: str, new: str) -> bytes:
    parts = _parts(data)
    parts["word/document.xml"] = parts["word/document.xml"].replace(old.encode(), new.encode())
    return zipped(parts)


@pytest.mark.parametrize(
    ("depth", "reads_innermost"), [(1, True), (2, True), (3, False), (6, False)]
)
def test_documents_inside_documents_are_read_down_to_the_limit(
    depth: int, reads_innermost: bool
) -> None:
    document = read(_nested(depth), "a.docx", LIMITS)
    assert "外面的一句。" in document.text
    assert ("最里面的一句。" in document.text) is reads_innermost
    assert ("expansion" in document.metadata.get("unread_parts", "")) is not reads_innermost


def test_a_bomb_inside_a_word_file_is_not_unpacked() -> None:
    document = read(chunked(("docx", _bomb()), before="外面的一句。"), "a.docx", LIMITS)
    assert document.text == "外面的一句。"
    assert document.metadata["unread_parts"].endswith(": expansion")


def test_a_file_that_is_only_a_bomb_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        read(_bomb(), "a.docx", LIMITS)
    assert refused.value.code == "expansion"


def test_a_document_that_is_named_twice_is_read_once() -> None:
    once = chunked(("txt", "里面的一句。".encode()))
    chunk = '<w:altChunk r:id="c0"/>'
    document = read(_with_body(once, chunk, chunk * 500), "a.docx", LIMITS)
    assert document.text == "里面的一句。"
    assert removed(document)["embedded document that is repeated"] == 499


def test_a_document_on_a_server_is_not_fetched() -> None:
    data = chunked(("txt", b"x"), before="外面的一句。")
    parts = _parts(data)
    rels = parts["word/_rels/document.xml.rels"]
    parts["word/_rels/document.xml.rels"] = rels.replace(
        b'Target="chunk0.txt"', b'Target="https://example.org/a.txt" TargetMode="External"'
    )
    document = read(zipped(parts), "a.docx", LIMITS)
    assert document.text == "外面的一句。"
    assert document.metadata["unread_parts"] == "c0: corrupt"


def test_a_format_that_word_does_not_embed_as_text_is_named() -> None:
    data = chunked(("txt", b"\x89PNG\r\n\x1a\n" + bytes(50)), before="外面的一句。")
    document = read(data, "a.docx", LIMITS)
    assert document.text == "外面的一句。"
    assert document.metadata["unread_parts"].endswith(": unsupported")
