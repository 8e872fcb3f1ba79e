"""What a broken disk, line or program makes of a whole file: its end gone, bits turned, stretches empty, twice or changed about."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.hostile.files import Hostile, hostile
from tests.hostile.whole import whole

_CUTS = (0.02, 0.3, 0.6, 0.9, 0.99)
_FLIPS = (1, 8, 64)


def damaged(chance: random.Random) -> Iterator[Hostile]:
    """Each format's whole file, damaged in each way."""
    for suffix, data in whole().items():
        yield from _cut(suffix, data)
        yield from _flipped(
            suffix,
            data,
            chance,
        )
        yield hostile(f"hole.{suffix}", _with_hole(data))
        yield hostile(
            f"zeros.{suffix}",
            bytes(len(data)),
            "empty",
        )
        yield hostile(f"zeros after the magic.{suffix}", data[:8] + bytes(5000))
        yield hostile(f"twice.{suffix}", data + data)
        yield hostile(f"shuffled.{suffix}", _shuffled(data, chance))


def _cut(suffix: str, data: bytes) -> Iterator[Hostile]:
    for share in _CUTS:
        yield hostile(f"cut at {share:.0%}.{suffix}", data[: int(len(data) * share)])
    yield hostile(f"one byte short.{suffix}", data[:-1])


def _flipped(
    suffix: str,
    data: bytes,
    chance: random.Random,
) -> Iterator[Hostile]:
    for count in _FLIPS:
        changed = bytearray(data)
        for _ in range(count):
            changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        yield hostile(f"{count} bits turned.{suffix}", bytes(changed))


def _with_hole(data: bytes) -> bytes:
    third = len(data) // 3
    return data[:third] + bytes(third) + data[2 * third :]


def _shuffled(data: bytes, chance: random.Random) -> bytes:
    size = max(16, len(data) // 12)
    pieces = [
        data[start : start + size]
        for start in range(
            size,
            len(data),
            size,
        )
    ]
    chance.shuffle(pieces)
    return data[:size] + b"".join(pieces)
