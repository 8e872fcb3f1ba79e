"""Levels of a Word 97 file's lists that do not restart, which LibreOffice forgets.

In a law whose chapters and articles are levels of one list, each chapter would begin with 第一条
again. So the lists are read from the binary file (PlfLst, LSTF and LVLF of [MS-DOC]), and the
restarts are written into the Word file that LibreOffice made. Lists are matched by the texts of
their levels, since LibreOffice numbers them anew.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

import olefile  # type: ignore[import-untyped]
from lxml import etree  # type: ignore[import-untyped]

from ingestion.safe_xml import safe_parser

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBERING = "word/numbering.xml"
_FLAGS, _LISTS_AT = (
    0x0A,
    0x2E2,
)  # in the main stream's header: fWhichTblStm; where the lists are in the table stream
_SECOND_TABLE = 0x0200
_LIST = struct.Struct("<i4x18xBx")
_LEVEL = struct.Struct("<iBB9xB4x4xBBBx")
_SIMPLE = 0x01
_NO_RESTART = 0x08
_AFTER_LEVEL_TEXT = {
    level: f"%{level + 1}" for level in range(9)
}  # the places of numbers in a level's text

Restarts = dict[tuple[str, ...], dict[int, int]]
"""Restarts by list, which is identified by the texts of its levels.

For each level that does not restart after every level above it: the level after which it restarts
(1 is the topmost, 0 means after none).
"""


def restarts_of(data: bytes) -> Restarts:
    """Read which levels of a Word 97 file's lists do not restart.

    Args:
        data: The bytes of the Word 97 file.

    Returns:
        The restarts by list; empty where the lists can't be read.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            header = container.openstream("WordDocument").read(_LISTS_AT + 8)
            (flags,) = struct.unpack_from("<H", header, _FLAGS)
            start, length = struct.unpack_from("<II", header, _LISTS_AT)
            table = container.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()
        return dict(_lists(table, start, length))
    except (
        OSError,
        ValueError,
        IndexError,
        EOFError,
        AttributeError,
        TypeError,
        struct.error,
    ):
        return {}


def _lists(
    table: bytes,
    start: int,
    length: int,
) -> Iterator[tuple[tuple[str, ...], dict[int, int]]]:
    (count,) = struct.unpack_from("<h", table, start)
    lists = [_LIST.unpack_from(table, start + 2 + n * _LIST.size) for n in range(max(count, 0))]
    at = start + length
    for _, flags in lists:
        texts = []
        restarts = {}
        for level in range(1 if flags & _SIMPLE else 9):
            _, _, level_flags, _, runs, paragraphs, limit = _LEVEL.unpack_from(table, at)
            at += _LEVEL.size + runs + paragraphs
            (characters,) = struct.unpack_from("<H", table, at)
            texts.append(
                table[at + 2 : at + 2 + 2 * characters]
                .decode("utf-16-le")
                .translate(_AFTER_LEVEL_TEXT)
            )
            at += 2 + 2 * characters
            if level_flags & _NO_RESTART:
                restarts[level] = limit
        yield tuple(texts), restarts


def with_restarts(made: bytes, restarts: Restarts) -> bytes:
    """Write into a Word file after which levels its lists restart.

    Args:
        made: The bytes of the Word file that LibreOffice made.
        restarts: The restarts by list.

    Returns:
        The bytes of the changed Word file.
    """
    if not any(restarts.values()):
        return made
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if _NUMBERING not in parts:
        return made
    root = etree.fromstring(parts[_NUMBERING], safe_parser())
    for definition in root.iter(f"{_W}abstractNum"):
        levels = definition.findall(f"{_W}lvl")
        texts = tuple(one.find(f"{_W}lvlText").get(f"{_W}val", "") for one in levels)
        for level, limit in next(
            (found for theirs, found in restarts.items() if theirs == texts[: len(theirs)]), {}
        ).items():
            levels[level].insert(1, etree.Element(f"{_W}lvlRestart", {f"{_W}val": str(limit)}))
    parts[_NUMBERING] = etree.tostring(root)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()
