"""A file is what its content says."""

import io
import zipfile

import pytest
from pptx import Presentation

from corpus.errors import BadInput
from ingestion.formats.media_types import (
    CSV,
    DOC,
    DOCX,
    EML,
    HTML,
    JSON,
    JSONL,
    MARKDOWN,
    ODT,
    PPTX,
    RTF,
    SLIDE_PARTS,
    TEXT,
    WORD_PARTS,
    XLS,
    XLSX,
    XML,
    detect,
)
from ingestion.parsers import Parser, parsers
from ingestion.reading import read
from tests.ingestion.documents import word_file, zipped

WORD = word_file("第一条 总则。")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
GIF = b"GIF89a" + bytes(40)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PAGE = "<!DOCTYPE html><html><body><p>通知</p></body></html>".encode()
MAIL = b"Received: from x\n by y\nFrom: a@example.invalid\nSubject: x\nDate: z\n\ntext"
SHEET = zipped(
    {
        "[Content_Types].xml": b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    }
)

SLIDES = zipped({"[Content_Types].xml": b"presentationml.presentation.main+xml"})


def open_document() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", ODT)
    return stream.getvalue()


OPEN = open_document()


@pytest.mark.parametrize(
    ("data", "name", "expected", "note"),
    [
        (
            "通知".encode(),
            "a.txt",
            TEXT,
            None,
        ),
        (
            "通知".encode(),
            "a.TXT",
            TEXT,
            None,
        ),
        (
            "通知".encode(),
            "a",
            TEXT,
            None,
        ),
        (
            "通知".encode(),
            "条例.2012",
            TEXT,
            None,
        ),  # a year is no type
        (
            "# 通知".encode(),
            "a.md",
            MARKDOWN,
            None,
        ),
        (
            "# <b>通知</b>".encode(),
            "a.md",
            MARKDOWN,
            None,
        ),
        (PAGE, "a.html", HTML, None),
        (
            b"\n<!-- x -->\n" + PAGE,
            "a",
            HTML,
            None,
        ),
        (
            PAGE.decode().encode("utf-16"),
            "a.htm",
            HTML,
            None,
        ),
        (
            "<p>通知</p>".encode(),
            "a.html",
            HTML,
            None,
        ),
        (
            "通知".encode(),
            "a.html",
            TEXT,
            "named as text/html",
        ),
        (PAGE, "a.txt", HTML, "named as text/plain"),
        (PAGE, "a.doc", HTML, "named as application/msword"),  # many a site sends pages so
        (WORD, "a.docx", DOCX, None),
        (WORD, "a", DOCX, None),
        (WORD, "a.txt", DOCX, "named as text/plain"),
        (WORD, "a.doc", DOCX, "named as application/msword"),
        (OLE, "a.doc", DOC, None),
        (
            OLE,
            "a.docx",
            DOC,
            f"named as {DOCX}",
        ),
        (
            OLE + "WordDocument\0Workbook\0".encode("utf-16-le"),
            "a.xls",
            XLS,
            None,
        ),  # a Word file in a workbook
        (
            OLE + "WordDocument\0Workbook\0".encode("utf-16-le"),
            "a",
            DOC,
            None,
        ),
        (
            OLE + "WordDocument\0".encode("utf-16-le"),
            "a.wps",
            DOC,
            "named as application/vnd.ms-works",
        ),
        (b"{\\rtf1 x}", "a.rtf", RTF, None),
        (
            b"{\\rtf1 x}",
            "a.doc",
            RTF,
            "named as application/msword",
        ),  # how many an office saved for others
        (OPEN, "a.odt", ODT, None),
        (SLIDES, "a.pptx", PPTX, None),
        (PNG, "a.png", "image/png", None),
        (PNG, "a.jpg", "image/png", "named as image/jpeg"),
        (b"\xff\xd8\xff\xe0", "a", "image/jpeg", None),
        (b"MM\0*", "a.tif", "image/tiff", None),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a.webp", "image/webp", None),
        (
            b"BM" + bytes(12) + b"\x28\0\0\0",
            "a.bmp",
            "image/bmp",
            None,
        ),
        (SHEET, "a.xlsx", XLSX, None),
        (
            SHEET,
            "a.docx",
            XLSX,
            f"named as {DOCX}",
        ),
        (
            OLE + "Workbook\x00".encode("utf-16-le"),
            "a",
            XLS,
            None,
        ),
        (b'{"a": 1}', "a.json", JSON, None),
        (b'[{"a": 1}]', "a", JSON, None),
        (b'{"a": 1}\n{"a": 2}', "a", JSONL, None),
        (
            "[2024]1号".encode(),
            "a",
            TEXT,
            None,
        ),
        (b'{"a": 1}', "a.txt", TEXT, None),
        (
            "甲,乙".encode(),
            "a.csv",
            CSV,
            None,
        ),
        (b"<?xml version='1.0'?><law/>", "a.txt", XML, "named as text/plain"),
        (OLE, "a.xls", XLS, None),
        (
            OLE + "Workbook\0".encode("utf-16-le"),
            "a.doc",
            XLS,
            "named as application/msword",
        ),
        (
            b"<?xml version='1.0'?>" + b"<!-- a --> <?xml-b?>" * 400 + b"<law/>",
            "a.xml",
            XML,
            None,
        ),  # has to end
        (MAIL, "a", EML, None),
        (MAIL, "a.txt", TEXT, None),
        (b"Note: x\nTo: y\nDate: z\n", "a", TEXT, None),
    ],
)
def test_a_file_is_read_as_what_it_is(
    data,
    name,
    expected,
    note,
):
    detected = detect(
        data,
        name,
        parsers(),
    )
    assert (detected.media_type, detected.note) == (expected, note)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (GIF, "a.docx", "misnamed"),
        (
            OLE + "__properties_version1.0\0".encode("utf-16-le"),
            "a.msg",
            "unsupported",
        ),  # Outlook's mail
        (OLE, "a.bin", "unsupported"),
        (GIF, "a.txt", "misnamed"),
        (GIF, "a.gif", "unsupported"),
        (b"BMW fuhr davon", "a.bmp", "misnamed"),  # a text, whatever it begins with
        (b"RIFF....WAVE", "a.webp", "misnamed"),
        ("通知".encode(), "a.docx", "misnamed"),
        ("通知".encode(), "a.pdf", "misnamed"),
        (OLE + "PowerPoint Document\0".encode("utf-16-le"), "a.ppt", "unsupported"),
        (OLE, "a.wps", "unsupported"),  # Microsoft Works; what WPS Writer saves is Word 97
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
        (zipped({"a.txt": b"x"}), "a.docx", "misnamed"),
        (zipped({"a.txt": b"x"}), "a.zip", "unsupported"),
        (WORD[:2000], "a.docx", "corrupt"),
        (WORD[:-30], "a.docx", "corrupt"),
    ],
)
def test_a_file_without_a_parser_is_set_aside_with_the_reason(
    data,
    name,
    code,
):
    with pytest.raises(BadInput) as caught:
        detect(
            data,
            name,
            parsers(),
        )
    assert caught.value.code == code


def test_an_encrypted_archive_entry_does_not_break_detection():
    stream = io.BytesIO(SHEET)
    with zipfile.ZipFile(stream) as archive:
        assert archive.namelist() == ["[Content_Types].xml"]
    broken = bytearray(SHEET)
    for at in (6, SHEET.find(b"PK\x01\x02") + 8):
        broken[at] |= 1  # the flag that says that a password is needed
    with pytest.raises(BadInput) as caught:
        detect(
            bytes(broken),
            "a.docx",
            parsers(),
        )
    assert caught.value.code == "encrypted"


@pytest.mark.parametrize(
    ("data", "name", "expected", "note"),
    [
        (b"\x01BRL\x02", "a.brl", "application/braille", None),
        (b"\x01BRL\x02", "a.txt", "application/braille", "named as text/plain"),
        (WORD, "a.brl", DOCX, "named as application/braille"),
    ],
)
def test_a_parser_s_own_format_is_recognised_by_what_it_says(
    data,
    name,
    expected,
    note,
):
    theirs = Parser(
        "braille/1",
        "application/braille",
        "braille",
        starts=(b"\x01BRL",),
        suffixes=(".brl",),
    )
    detected = detect(
        data,
        name,
        {**parsers(), "application/braille": theirs},
    )
    assert (detected.media_type, detected.note) == (expected, note)


def test_a_name_that_promises_a_parser_s_own_format_is_trusted_no_more_than_others():
    theirs = Parser(
        "braille/1",
        "application/braille",
        "braille",
        starts=(b"\x01BRL",),
        suffixes=(".brl",),
    )
    with pytest.raises(BadInput, match="misnamed"):
        detect(
            "第一条".encode(),
            "a.brl",
            {**parsers(), "application/braille": theirs},
        )


def deck() -> bytes:
    made, stream = Presentation(), io.BytesIO()
    made.slides.add_slide(made.slide_layouts[5]).shapes.title.text = "夜班津贴"
    made.save(stream)
    return stream.getvalue()


def renamed(
    data: bytes,
    old: str,
    new: str,
) -> bytes:
    """An Office file whose main part is called something else, as Word calls it when it saves a template."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped(
            {
                name: archive.read(name).replace(old.encode(), new.encode())
                for name in archive.namelist()
            }
        )


@pytest.mark.parametrize(
    ("whole", "parts"),
    [(WORD, WORD_PARTS), (deck(), SLIDE_PARTS)],
    ids=["Word", "PowerPoint"],
)
def test_templates_shows_and_files_with_macros_are_read_like_any_other(whole, parts):
    text = read(whole, "a").text
    assert text
    assert [
        read(
            renamed(
                whole,
                parts[0],
                part,
            ),
            "a",
        ).text
        for part in parts
    ] == [text] * len(parts)
