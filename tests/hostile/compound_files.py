"""Writes compound files, the envelope of Office's old formats, sector by sector, so that each chain can be bent.

Layout after [MS-CFB]: a header of 512 bytes, then sectors of 512 bytes; the first holds the table of chains (FAT), the next ones the
directory, the rest the streams, none of them in the small-stream container.
"""

from __future__ import annotations

import struct

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512
_SMALL = 4096  # shorter streams would lie elsewhere
_NONE = 0xFFFFFFFF


def compound(
    streams: dict[str, bytes],
    bend: dict[int, int] | None = None,
    tree: dict[int, tuple[int, int, int]] | None = None,
) -> bytes:
    """A compound file of these streams, together at most 120 sectors.

    `bend` puts other values into the FAT, by sector; `tree` other left, right and child entries
    into the directory, by entry.
    """
    padded = {
        name: data.ljust(max(_SMALL, -(-len(data) // _SECTOR) * _SECTOR), b"\x00")
        for name, data in streams.items()
    }
    entries = len(padded) + 1
    directory_sectors = -(-entries * 128 // _SECTOR)
    fat = [FAT, *_chain(1, directory_sectors)]
    starts = []
    for data in padded.values():
        starts.append(len(fat))
        fat += _chain(len(fat), len(data) // _SECTOR)
    fat += [FREE] * (128 - len(fat))
    for sector, following in (bend or {}).items():
        fat[sector] = following
    directory = _entry(
        "Root Entry",
        5,
        END,
        0,
        (tree or {}).get(0, (_NONE, _NONE, 1)),
    )
    for number, (name, start) in enumerate(
        zip(
            padded,
            starts,
            strict=True,
        ),
        1,
    ):
        right = number + 1 if number < len(padded) else _NONE
        directory += _entry(
            name,
            2,
            start,
            len(padded[name]),
            (tree or {}).get(number, (_NONE, right, _NONE)),
        )
    return (
        _header()
        + struct.pack("<128I", *fat)
        + directory.ljust(directory_sectors * _SECTOR, b"\x00")
        + b"".join(padded.values())
    )


def _header() -> bytes:
    fixed = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        62,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        1,
        0,
        _SMALL,
        END,
        0,
        END,
        0,
    )
    return fixed + struct.pack(
        "<109I",
        0,
        *[FREE] * 108,
    )


def _chain(first: int, length: int) -> list[int]:
    return [*range(first + 1, first + length), END]


def _entry(
    name: str,
    kind: int,
    start: int,
    size: int,
    links: tuple[int, int, int],
) -> bytes:
    encoded = (name + "\x00").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI8x8xIQ",
        encoded,
        len(encoded),
        kind,
        1,
        *links,
        0,
        start,
        size,
    )
