"""What a file is: by its content, with its name as a hint.

A name decides only between kinds of text, which look alike. libmagic was set aside: it is a system library with a database
of its own, and calls GB18030 text "data".
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

TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"

_ZIP = "application/zip"
_OLE = "application/x-ole-storage"
_XML = "application/xml"

_BY_SUFFIX = {
    ".txt": TEXT, ".text": TEXT, ".md": MARKDOWN, ".markdown": MARKDOWN, ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".shtml": HTML,
    ".docx": DOCX, ".doc": "application/msword", ".wps": "application/vnd.ms-works", ".rtf": "application/rtf", ".pdf": PDF,
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xls": "application/vnd.ms-excel",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation", ".ppt": "application/vnd.ms-powerpoint",
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".tif": "image/tiff", ".tiff": "image/tiff",
    ".bmp": "image/bmp", ".webp": "image/webp", ".zip": _ZIP, ".gz": "application/gzip", ".7z": "application/x-7z-compressed",
    ".rar": "application/vnd.rar", ".ofd": "application/ofd", ".epub": "application/epub+zip", ".odt": "application/vnd.oasis.opendocument.text",
    ".json": "application/json", ".jsonl": "application/jsonl", ".csv": "text/csv", ".tsv": "text/tab-separated-values", ".xml": _XML,
    ".yaml": "application/yaml", ".yml": "application/yaml", ".eml": "message/rfc822", ".mht": "multipart/related", ".mhtml": "multipart/related",
    ".py": "text/x-python", ".js": "text/javascript", ".css": "text/css", ".log": "text/x-log",
}  # fmt: skip
_MAGIC = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLE),
    (b"{\\rtf", "application/rtf"),
    (b"PK\x03\x04", _ZIP),
    (b"PK\x05\x06", _ZIP),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"\x7fELF", "application/x-elf"),
)
_PARTS = (  # of [Content_Types].xml, by what the main part is
    (b"wordprocessingml.document.main+xml", DOCX),
    (b"ms-word.document.macroEnabled", "application/vnd.ms-word.document.macroEnabled.12"),
    (b"wordprocessingml.template", "application/vnd.openxmlformats-officedocument.wordprocessingml.template"),
    (b"spreadsheetml", _BY_SUFFIX[".xlsx"]),
    (b"presentationml", _BY_SUFFIX[".pptx"]),
)
_CONTENT_TYPES_WITHIN = 1_000_000  # bytes of the list of parts that are looked at; a real one has a few thousand
# atomic, since a comment that could end at each later `-->` too makes the search double with every comment
_PAGE = re.compile(rb"(?:\s|<!--(?>.*?-->)|<\?xml(?>.*?\?>))*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_ANY_TAG = re.compile(rb"<[a-zA-Z!/]")
_HEAD = 8192


@dataclass(frozen=True, slots=True)
class Detected:
    """A file's media type, and a note where its name says another."""

    media_type: str
    note: str | None = None


class Readable(Protocol):
    """A format that can be read: bytes that its files begin with and suffixes of their names, where they are not known here."""

    @property
    def starts(self) -> tuple[bytes, ...]: ...  # noqa: D102

    @property
    def suffixes(self) -> tuple[str, ...]: ...  # noqa: D102


def detect(data: bytes, name: str, readable: Mapping[str, Readable]) -> Detected:
    """The media type that a file is read as; always one of `readable`, which has them by media type.

    Raises BadInput: `unsupported`, `misnamed` (the name promises a type that the content is not, and there is no parser for
    what it is), `encrypted`, `corrupt` (an archive without its end).

    >>> from ingestion.parsers import parsers
    >>> detect(b"# x", "a.md", parsers()).media_type, detect(b"<html><p>x</p></html>", "a.txt", parsers()).note
    ('text/markdown', 'named as text/plain')
    """
    suffix = PurePosixPath(name).suffix.lower()
    claimed = next((one for one, format_ in readable.items() if suffix in format_.suffixes), None) or _BY_SUFFIX.get(suffix)
    actual = next((one for one, format_ in readable.items() if data.startswith(format_.starts)), None) or _by_content(data, name)
    if actual is None:
        return Detected(
            _kind_of_text(data, claimed, name, readable),
            "named as text/html" if claimed == HTML and not _ANY_TAG.search(data) else None,
        )
    if actual in readable:
        return Detected(actual, None if claimed in (actual, None) else f"named as {claimed}")
    if claimed is None or claimed == actual or claimed not in readable:
        raise BadInput("unsupported", f"{actual}: {name}")
    raise BadInput("misnamed", f"the name says {claimed}, the content is {actual}")


def _by_content(data: bytes, name: str) -> str | None:
    """The type that the bytes prove; None where they prove none, as plain text does not."""
    magic = next((media_type for start, media_type in _MAGIC if data.startswith(start)), None)
    if magic == _ZIP:
        return _kind_of_zip(data)
    if magic == _OLE:
        return _kind_of_ole(data, name)
    if magic:
        return magic
    head = data[:_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")  # a page may be in UTF-16
    if _PAGE.match(head):
        return HTML
    return _XML if head.startswith(b"<?xml") else None


def _kind_of_text(data: bytes, claimed: str | None, name: str, readable: Mapping[str, Readable]) -> str:
    if claimed is None:
        return TEXT
    if claimed == HTML:  # a page without a single tag is a text, and its lines mean something
        return HTML if _ANY_TAG.search(data.replace(b"\x00", b"")) else TEXT
    if claimed in (TEXT, MARKDOWN):
        return claimed
    if claimed in readable or not claimed.startswith(("text/", "message/", "multipart/", "application/json", "application/yaml")):
        raise BadInput("misnamed", f"the name says {claimed}, the content is not")
    raise BadInput("unsupported", f"{claimed}: {name}")


def _kind_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("[Content_Types].xml") as listing:
            parts = listing.read(_CONTENT_TYPES_WITHIN)
    except KeyError:
        return _ZIP
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise BadInput("corrupt", f"an archive that can't be opened: {error}") from error
    except RuntimeError as error:  # so zipfile says that it wants a password
        raise BadInput("encrypted", "an archive with a password") from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise BadInput("corrupt", f"an archive that can't be unpacked: {error}") from error
    return next((media_type for mark, media_type in _PARTS if mark in parts), _ZIP)


def _kind_of_ole(data: bytes, name: str) -> str:
    """Word's old format, or the envelope that Office puts around a file with a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise BadInput("encrypted", "an Office file with a password")
    suffix = PurePosixPath(name).suffix.lower()
    return _BY_SUFFIX[suffix] if suffix in (".doc", ".xls", ".ppt", ".wps") else "application/msword"
