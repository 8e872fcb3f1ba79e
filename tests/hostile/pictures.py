"""Pictures that say they are larger than any memory, are cut off, or grow when they are unpacked."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from tests.hostile.files import BOMB, Bait, Hostile, hostile
from tests.hostile.whole import whole

HUGE = 100_000


def files(bait: Bait) -> Iterator[Hostile]:
    """All of them."""
    for side in (HUGE, 2**31 - 1, 0):
        yield hostile(
            f"{side} a side.png",
            png(
                side,
                side,
                zlib.compress(bytes(1000)),
            ),
        )
    yield hostile(
        "a bomb.png",
        png(
            20_000,
            20_000,
            zlib.compress(bytes(BOMB), 9),
        ),
    )
    yield hostile(
        "a text that is a bomb.png",
        png(
            1,
            1,
            zlib.compress(bytes(2)),
            _chunk(b"zTXt", b"a\x00\x00" + zlib.compress(bytes(BOMB), 9)),
        ),
    )
    yield hostile(
        "a colour profile.png",
        png(
            1,
            1,
            zlib.compress(bytes(2)),
            _chunk(b"iCCP", b"a\x00\x00" + zlib.compress(bytes(BOMB), 9)),
        ),
    )
    yield hostile("no data.png", png(64, 64, b""))
    yield hostile(
        "a chunk of 2 GB.png",
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 2**31 - 1) + b"IHDR" + bytes(50),
    )
    yield hostile("65,500 a side.jpg", _jpeg(65_500, 65_500))
    yield hostile("no side.jpg", _jpeg(0, 0))
    yield hostile(
        "many scans.jpg", whole()["jpg"][:-2] + whole()["jpg"][-200:-2] * 5000 + b"\xff\xd9"
    )
    yield hostile(
        "65,535 a side.gif",
        b"GIF89a"
        + struct.pack("<HHBBB", 65_535, 65_535, 0xF7, 0, 0)
        + bytes(768)
        + b",\x00\x00\x00\x00\xff\xff\xff\xff\x00\x08\x01\x00\x00;",
    )
    yield hostile(
        "many pictures.gif",
        b"GIF89a"
        + struct.pack("<HHBBB", 9999, 9999, 0xF7, 0, 0)
        + bytes(768)
        + b",\x00\x00\x00\x00\x0f\x27\x0f\x27\x00\x02\x02\x4c\x01\x00" * 5000
        + b";",
    )
    yield hostile(
        "huge.bmp",
        b"BM"
        + struct.pack(
            "<IHHIIiiHHIIiiII",
            100,
            0,
            0,
            54,
            40,
            HUGE,
            HUGE,
            1,
            24,
            0,
            0,
            0,
            0,
            0,
            0,
        ),
    )
    yield hostile(
        "huge.tif",
        _tiff(
            [
                (256, 4, 1, HUGE),
                (257, 4, 1, HUGE),
                (258, 3, 1, 8),
                (259, 3, 1, 1),
                (262, 3, 1, 1),
                (273, 4, 1, 8),
                (
                    279,
                    4,
                    1,
                    2**31,
                ),
            ]
        ),
    )
    yield hostile("a ring of pages.tif", _tiff([(256, 4, 1, 8), (257, 4, 1, 8)], following=8))
    yield hostile(
        "values without end.tif",
        _tiff(
            [
                (256, 4, 1, 8),
                (257, 4, 1, 8),
                (
                    270,
                    2,
                    2**31,
                    8,
                ),
            ]
        ),
    )
    yield hostile("webp.webp", b"RIFF\xff\xff\xff\x7fWEBPVP8L" + b"\xff" * 50)


def png(
    width: int,
    height: int,
    data: bytes,
    more: bytes = b"",
) -> bytes:
    """A grey picture that says it is of this size."""
    head = struct.pack(
        ">IIBBBBB",
        width & 0xFFFFFFFF,
        height & 0xFFFFFFFF,
        8,
        0,
        0,
        0,
        0,
    )
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + more
        + (_chunk(b"IDAT", data) if data else b"")
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _jpeg(width: int, height: int) -> bytes:
    """A whole JPEG whose frame says another size."""
    data = bytearray(whole()["jpg"])
    frame = data.find(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(
        ">HH",
        height,
        width,
    )
    return bytes(data)


def _tiff(entries: list[tuple[int, int, int, int]], following: int = 0) -> bytes:
    directory = struct.pack("<H", len(entries)) + b"".join(
        struct.pack("<HHII", *entry) for entry in entries
    )
    return b"II*\x00" + struct.pack("<I", 8) + directory + struct.pack("<I", following) + bytes(64)
