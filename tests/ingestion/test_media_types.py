"""A file is what its content says."""

import io
import zipfile

import pytest

from corpus.errors import BadInput
from ingestion.media_types import DOCX, HTML, MARKDOWN, TEXT, detect
from ingestion.parsers import Parser, parsers
from tests.ingestion.documents import word_file, zipped

WORD = word_file("第一条 总则。")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PAGE = "<!DOCTYPE html><html><body><p>通知</p></body></html>".encode()
SHEET = zipped(
    {
        "[Content_Types].xml": b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    }
)


@pytest.mark.parametrize(
    ("data", "name", "expected", "note"),
    [
        ("通知".encode(), "a.txt", TEXT, None),
        ("通知".encode(), "a.TXT", TEXT, None),
        ("通知".encode(), "a", TEXT, None),
        ("通知".encode(), "条例.2012", TEXT, None),  # a year is no type
        ("# 通知".encode(), "a.md", MARKDOWN, None),
        ("# <b>通知</b>".encode(), "a.md", MARKDOWN, None),
        (PAGE, "a.html", HTML, None),
        (b"\n<!-- x -->\n" + PAGE, "a", HTML, None),
        (PAGE.decode().encode("utf-16"), "a.htm", HTML, None),
        ("<p>通知</p>".encode(), "a.html", HTML, None),
        ("通知".encode(), "a.html", TEXT, "named as text/html"),
        (PAGE, "a.txt", HTML, "named as text/plain"),
        (PAGE, "a.doc", HTML, "named as application/msword"),  # many a site sends pages so
        (WORD, "a.docx", DOCX, None),
        (WORD, "a", DOCX, None),
        (WORD, "a.txt", DOCX, "named as text/plain"),
        (WORD, "a.doc", DOCX, "named as application/msword"),
    ],
)
def test_a_file_is_read_as_what_it_is(data, name, expected, note):
    detected = detect(data, name, parsers())
    assert (detected.media_type, detected.note) == (expected, note)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (PNG, "a.docx", "misnamed"),
        (PNG, "a.txt", "misnamed"),
        (PNG, "a.png", "unsupported"),
        ("通知".encode(), "a.docx", "misnamed"),
        ("通知".encode(), "a.pdf", "misnamed"),
        (OLE, "a.doc", "unsupported"),
        (OLE, "a.docx", "misnamed"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
        (SHEET, "a.xlsx", "unsupported"),
        (SHEET, "a.docx", "misnamed"),
        (zipped({"a.txt": b"x"}), "a.docx", "misnamed"),
        (zipped({"a.txt": b"x"}), "a.zip", "unsupported"),
        (WORD[:2000], "a.docx", "corrupt"),
        (WORD[:-30], "a.docx", "corrupt"),
        (b"{\\rtf1 x}", "a.rtf", "unsupported"),
        (b'{"a": 1}', "a.json", "unsupported"),
        ("甲,乙".encode(), "a.csv", "unsupported"),
        (b"<?xml version='1.0'?>" + b"<!-- a --> <?xml-b?>" * 400 + b"<law/>", "a.xml", "unsupported"),  # has to end
        (b"<?xml version='1.0'?><law/>", "a.xml", "unsupported"),
    ],
)
def test_a_file_without_a_parser_is_set_aside_with_the_reason(data, name, code):
    with pytest.raises(BadInput) as caught:
        detect(data, name, parsers())
    assert caught.value.code == code


def test_an_encrypted_archive_entry_does_not_break_detection():
    stream = io.BytesIO(SHEET)
    with zipfile.ZipFile(stream) as archive:
        assert archive.namelist() == ["[Content_Types].xml"]
    broken = bytearray(SHEET)
    for at in (6, SHEET.find(b"PK\x01\x02") + 8):
        broken[at] |= 1  # the flag that says that a password is needed
    with pytest.raises(BadInput) as caught:
        detect(bytes(broken), "a.docx", parsers())
    assert caught.value.code == "encrypted"


@pytest.mark.parametrize(
    ("data", "name", "expected", "note"),
    [
        (b"\x01BRL\x02", "a.brl", "application/braille", None),
        (b"\x01BRL\x02", "a.txt", "application/braille", "named as text/plain"),
        (WORD, "a.brl", DOCX, "named as application/braille"),
    ],
)
def test_a_parser_s_own_format_is_recognised_by_what_it_says(data, name, expected, note):
    theirs = Parser("braille/1", "application/braille", "braille", starts=(b"\x01BRL",), suffixes=(".brl",))
    detected = detect(data, name, {**parsers(), "application/braille": theirs})
    assert (detected.media_type, detected.note) == (expected, note)


def test_a_name_that_promises_a_parser_s_own_format_is_believed_no_more_than_others():
    theirs = Parser("braille/1", "application/braille", "braille", starts=(b"\x01BRL",), suffixes=(".brl",))
    with pytest.raises(BadInput, match="misnamed"):
        detect("第一条".encode(), "a.brl", {**parsers(), "application/braille": theirs})
