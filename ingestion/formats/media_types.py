"""Detects the media type of a file by its content, with its name as a hint.

A name decides only between kinds of text, which look alike. libmagic was set aside: it is a system
library with a database of its own, and calls GB18030 text "data".
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from corpus.errors import BadInput
from corpus.records.documents import MAIL

TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC = "application/msword"
RTF = "application/rtf"
ODT = "application/vnd.oasis.opendocument.text"
PPT = "application/vnd.ms-powerpoint"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
WEBP = "image/webp"
BMP = "image/bmp"
IMAGES = (PNG, JPEG, TIFF, WEBP, BMP)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
CSV = "text/csv"
TSV = "text/tab-separated-values"
JSON = "application/json"
JSONL = "application/jsonl"
XML = "application/xml"
EML = MAIL
MSG = "application/vnd.ms-outlook"
WPS = "application/vnd.ms-works"
MHT = "multipart/related"

_ZIP = "application/zip"
_OLE = "application/x-ole-storage"

_BY_SUFFIX = {
    ".txt": TEXT, ".text": TEXT, ".md": MARKDOWN, ".markdown": MARKDOWN, ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".shtml": HTML,
    ".docx": DOCX, ".doc": DOC, ".wps": WPS, ".rtf": RTF, ".pdf": PDF, ".xlsx": XLSX, ".xls": XLS,
    ".docm": DOCX, ".dotx": DOCX, ".dotm": DOCX, ".xlsm": XLSX, ".xltx": XLSX, ".pptx": PPTX, ".pptm": PPTX, ".ppsx": PPTX,
    ".ppsm": PPTX, ".potx": PPTX, ".ppt": PPT, ".odt": ODT,
    ".png": PNG, ".jpg": JPEG, ".jpeg": JPEG, ".gif": "image/gif", ".tif": TIFF, ".tiff": TIFF, ".bmp": BMP, ".webp": WEBP,
    ".zip": _ZIP, ".gz": "application/gzip", ".7z": "application/x-7z-compressed",
    ".rar": "application/vnd.rar", ".ofd": "application/ofd", ".epub": "application/epub+zip",
    ".json": JSON, ".jsonl": JSONL, ".ndjson": JSONL, ".csv": CSV, ".tsv": TSV, ".tab": TSV, ".xml": XML,
    ".yaml": "application/yaml", ".yml": "application/yaml", ".eml": EML, ".mht": MHT, ".mhtml": MHT, ".msg": MSG,
    ".py": "text/x-python", ".js": "text/javascript", ".css": "text/css", ".log": "text/x-log",
}  # fmt: skip
_MAGIC = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLE),
    (b"{\\rtf", RTF),
    (b"PK\x03\x04", _ZIP),
    (b"PK\x05\x06", _ZIP),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"\x7fELF", "application/x-elf"),
)
WORD_PARTS = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
"""Media types of the main part of a Word file or template, also with macros, which never run."""
SLIDE_PARTS = (
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
    "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
    "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
    "application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
)
"""The same for a presentation; a slide show is a presentation that opens full-screen."""
# What [Content_Types].xml says of the main part. A text with a chart contains a workbook as well,
# so
# the bare `spreadsheetml` is tried last.
_PARTS = (
    *((part.rpartition("officedocument.")[2].encode(), DOCX) for part in WORD_PARTS),
    (b"spreadsheetml.sheet.main+xml", XLSX),
    (b"ms-excel.sheet.macroEnabled.main+xml", XLSX),
    (b"spreadsheetml.template.main+xml", XLSX),
    *((part.rpartition("officedocument.")[2].encode(), PPTX) for part in SLIDE_PARTS),
    (b"spreadsheetml", XLSX),
)
# The main stream of Office's binary files, by its name in the directory of streams.
_STREAMS = (
    ("WordDocument", DOC),
    ("PowerPoint Document", PPT),
    ("Workbook", XLS),
    ("Book", XLS),
    ("__properties_version1.0", MSG),
)
_OLD_OFFICE = (DOC, XLS, WPS, RTF)
"""Types whose names programs gave to pages and texts, so that Word or Excel would open them."""
_NO_TEXT = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1a") + b"\x7f"
_OLE_NAMED = (DOC, XLS, PPT, MSG, WPS)
_CONTENT_TYPES_WITHIN = (
    1_000_000  # bytes of the list of parts that are looked at; a real one has a few thousand
)
# atomic, since a comment that could end at each later `-->` too makes the search double with every
# comment
_PAGE = re.compile(
    rb"(?:\s|<!--(?>.*?-->)|<\?xml(?>.*?\?>))*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# Part of a page, saved as text: it begins with a block, and more than one ends.
_FRAGMENT = re.compile(
    rb"\s*<(?:div|p|table|h[1-6]|article|section|meta|title|style|script|center|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_BLOCK_END = re.compile(rb"</(?:div|p|table|h[1-6]|article|section|center|ul)\s*>", re.IGNORECASE)
_ANY_TAG = re.compile(rb"<[a-zA-Z!/]")
_HEAD = 8192
_BMP_HEADERS = (12, 40, 52, 56, 64, 108, 124)  # bytes: the sizes that its second header may have
_NAMED = frozenset((TEXT, MARKDOWN, CSV, TSV, JSON, JSONL, XML, EML, MHT))
"""Kinds of text, which only the name distinguishes."""
_FIELDS = re.compile(
    rb"(?:From [^\n]*\n)?(?:[!-9;-~]{1,70}:[^\n]*\n(?:[ \t][^\n]*\n)*){3}", re.IGNORECASE
)
_SAVED_PAGE = re.compile(
    rb"(?=(?:[!-9;-~]{1,70}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?mime-version:)"
    rb"(?:[!-9;-~]{1,70}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type:\s*multipart/related",
    re.IGNORECASE,
)
"""The header of a web page that a browser or Word saved with its pictures."""
_MAIL = re.compile(
    rb"^(?:from|received|return-path|message-id|mime-version|delivered-to|date|subject):",
    re.IGNORECASE | re.MULTILINE,
)
_OBJECTS = re.compile(rb"\s*(?:\{\s*\"|\[\s*[\[{\"])")


@dataclass(frozen=True, slots=True)
class Detected:
    """The media type of a file.

    Attributes:
        media_type: The type as which it is read.
        note: What its name says, where that is another type.
    """

    media_type: str
    note: str | None = None


class Readable(Protocol):
    """A format that has a parser, with bytes and suffixes that are not known in this module."""

    @property
    def starts(self) -> tuple[bytes, ...]: ...  # noqa: D102

    @property
    def suffixes(self) -> tuple[str, ...]: ...  # noqa: D102


def detect(
    data: bytes,
    name: str,
    readable: Mapping[str, Readable],
) -> Detected:
    """Detect the media type as which a file is read.

    Args:
        data: The file's bytes.
        name: Its name.
        readable: The formats that have a parser, by media type.

    Returns:
        One of the readable types.

    Raises:
        BadInput: With code `unsupported`, `misnamed` (the name promises a type that the content is
            not, and no parser reads what it is), `encrypted`, or `corrupt` (an archive without
            its end).

    >>> from ingestion.parsers import parsers
    >>> detect(b"# x", "a.md", parsers()).media_type
    'text/markdown'
    >>> detect(b"<html><p>x</p></html>", "a.txt", parsers()).note
    'named as text/plain'
    """
    suffix = PurePosixPath(name).suffix.lower()
    claimed = _claimed_type(suffix, readable)
    actual = _actual_type(data, name, readable)
    if actual is None:
        kind = _kind_of_text(
            data,
            claimed,
            name,
            readable,
        )
        return Detected(kind, f"named as {claimed}" if claimed not in (None, kind) else None)
    if actual in readable:
        return Detected(actual, None if claimed in (actual, None) else f"named as {claimed}")
    if claimed is None or claimed == actual or claimed not in readable:
        raise BadInput("unsupported", f"{actual}: {name}")
    raise BadInput("misnamed", f"the name says {claimed}, the content is {actual}")


def _claimed_type(suffix: str, readable: Mapping[str, Readable]) -> str | None:
    for media_type, readable_format in readable.items():
        if suffix in readable_format.suffixes:
            return media_type
    return _BY_SUFFIX.get(suffix)


def _actual_type(
    data: bytes,
    name: str,
    readable: Mapping[str, Readable],
) -> str | None:
    for media_type, readable_format in readable.items():
        if data.startswith(readable_format.starts):
            return media_type
    return _by_content(data, name)


def _by_content(data: bytes, name: str) -> str | None:
    """Return the type that the bytes prove; None where they prove none, as in plain text."""
    magic = next((media_type for start, media_type in _MAGIC if data.startswith(start)), None)
    if magic == _ZIP:
        return _kind_of_zip(data)
    if magic == _OLE:
        return _kind_of_ole(data, name)
    if magic:
        return magic
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if (
        data[:2] == b"BM"
        and data[6:10] == b"\0\0\0\0"
        and int.from_bytes(data[14:18], "little") in _BMP_HEADERS
    ):
        return BMP
    head = (
        data[:_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    )  # a page may be in UTF-16
    if _PAGE.match(head):
        return HTML
    return XML if head.startswith(b"<?xml") else None


def is_mail(data: bytes, suffix: str) -> bool:
    """Say whether a file is a mail, or a web page that a browser saved as one.

    Args:
        data: The file's bytes; the beginning is enough.
        suffix: The suffix of its name, in lower case. Where there is none, the header fields at
            the beginning decide.

    Returns:
        Whether it is.
    """
    if _BY_SUFFIX.get(suffix) in (EML, MHT):
        return True
    head = data[:_HEAD]
    if suffix or not _FIELDS.match(head):
        return False
    mail_fields = {field.lower() for field in _MAIL.findall(head)}
    return len(mail_fields) >= 3


def _kind_of_text(
    data: bytes,
    claimed: str | None,
    name: str,
    readable: Mapping[str, Readable],
) -> str:
    if (
        claimed in (None, TEXT, *_OLD_OFFICE)
        and _FRAGMENT.match(data.lstrip(b"\xef\xbb\xbf")[:_HEAD])
        and len(_BLOCK_END.findall(data)) > 1
    ):
        return HTML
    if claimed not in (EML, MHT) and MHT in readable and _SAVED_PAGE.match(data[:_HEAD]):
        return MHT
    if claimed is None:
        return _kind_of_nameless(data, name, readable)
    if claimed in _OLD_OFFICE and _is_text(data):
        return _kind_of_old_office(data, claimed)
    if claimed == HTML:  # a page without a single tag is a text, and its lines mean something
        return HTML if _ANY_TAG.search(data.replace(b"\x00", b"")) else TEXT
    if claimed in _NAMED and claimed in readable:
        return claimed
    if claimed in readable or not claimed.startswith(
        (
            "text/",
            "message/",
            "multipart/",
            "application/json",
            "application/yaml",
        )
    ):
        raise BadInput("misnamed", f"the name says {claimed}, the content is not")
    raise BadInput("unsupported", f"{claimed}: {name}")


def _is_text(data: bytes) -> bool:
    """Whether bytes have none of the characters that no text has."""
    return data[:_HEAD].translate(None, _NO_TEXT) == data[:_HEAD]


def _kind_of_old_office(data: bytes, claimed: str) -> str:
    """Return what a text is that was named `.doc` or `.xls`, so that an office program opens it."""
    if claimed != XLS:
        return TEXT
    return TSV if b"\t" in data[:_HEAD] else CSV


def _kind_of_nameless(
    data: bytes,
    name: str,
    readable: Mapping[str, Readable],
) -> str:
    if EML in readable and is_mail(data, PurePosixPath(name).suffix.lower()):
        return EML
    if JSON in readable and _OBJECTS.match(data[:_HEAD]):
        return JSON if data.rstrip().endswith((b"}", b"]")) and b"\n{" not in data else JSONL
    return TEXT


def _kind_of_zip(data: bytes) -> str:
    try:
        with (
            zipfile.ZipFile(io.BytesIO(data)) as archive,
            archive.open("[Content_Types].xml") as listing,
        ):
            parts = listing.read(_CONTENT_TYPES_WITHIN)
    except KeyError:
        return _kind_of_open_document(data)
    except (
        zipfile.BadZipFile,
        EOFError,
        OSError,
        NotImplementedError,
        ValueError,
    ) as error:
        raise BadInput("corrupt", f"an archive that can't be opened: {error}") from error
    except RuntimeError as error:  # so zipfile says that it wants a password
        raise BadInput("encrypted", "an archive with a password") from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise BadInput("corrupt", f"an archive that can't be unpacked: {error}") from error
    return next((media_type for mark, media_type in _PARTS if mark in parts), _ZIP)


def _kind_of_open_document(data: bytes) -> str:
    """Return the type in an archive's first part, which OpenDocument stores uncompressed."""
    return ODT if data[30 : 38 + len(ODT)] == b"mimetype" + ODT.encode() else _ZIP


def _kind_of_ole(data: bytes, name: str) -> str:
    """Return which of Office's binary formats it is. A file with a password is refused."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise BadInput("encrypted", "an Office file with a password")
    claimed = _BY_SUFFIX.get(PurePosixPath(name).suffix.lower())
    streams: list[str] = []
    for stream, media_type in _STREAMS:
        if f"{stream}\0".encode("utf-16-le") in data:
            streams.append(media_type)
    # a workbook may contain a Word file, and then it has the streams of both
    if claimed in streams or (claimed in _OLE_NAMED and not streams):
        return claimed
    if streams:
        return streams[0]
    return DOC if claimed == DOCX else _OLE
