"""A hostile file, and all of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SENTENCES = "".join(
    f"第{numeral}条　用人单位应当在每月十五日前足额支付上月工资，逾期{n * 7}日的，按日加付千分之{numeral}的赔偿金。\n"
    for n, numeral in enumerate("一二三四五六七八九", 1)
)
"""The text of a whole file: a law of our own."""
BOMB = 80 * 1024 * 1024
"""Bytes that a bomb unpacks to: more than the tests allow."""
SECRET = "LEXOPS-BAIT-4711"
"""What stands in the file that hostile files refer to: where it turns up in a document, somebody has followed a reference."""


@dataclass(frozen=True, slots=True)
class Bait:
    """What references lead to: a file outside of what is read, and a host that nobody may ask."""

    file: Path
    host: str = "127.0.0.1:9"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file's name and bytes.

    `ends`: the only states in which it may end, where that can be known; else any but a failure of
    ours.

    `slow` ones take whatever time or memory they are given: they are given little.
    """

    name: str
    data: bytes = field(repr=False)
    ends: frozenset[str] = frozenset()
    slow: bool = False


def endless(name: str, data: bytes) -> Hostile:
    """A hostile file that only the limits on time and memory end."""
    return Hostile(
        name,
        data,
        slow=True,
    )


def hostile(name: str, data: bytes | str, *ends: str) -> Hostile:
    """A hostile file; a text is written in UTF-8, lone surrogates as they are."""
    return Hostile(
        name,
        data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data,
        frozenset(ends),
    )


def all_files(bait: Bait, seed: int = 1) -> Iterator[Hostile]:
    """Every hostile file, the same ones for a seed; one at a time, since some are large."""
    from tests.hostile import compounds, damage, grown, markup, packages, pictures, printed, texts

    yield from damage.damaged(random.Random(seed))
    for module in (texts, markup, packages, printed, grown, pictures, compounds):
        yield from module.files(bait)
