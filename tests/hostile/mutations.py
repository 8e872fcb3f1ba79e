"""Files of all formats, changed at random as broken disks, lines and programs change them.

Each file comes from a whole one by one to three changes: bits turned, an end that is gone, pieces
of another file inside, parts of a package twice, missing or changed about, or the name of another
format.
"""

from __future__ import annotations

import io
import random
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator

from tests.hostile.files import Hostile, hostile
from tests.hostile.whole import whole

Change = Callable[[bytes, random.Random, list[bytes]], bytes]
_NUMBERS = (b"0", b"-1", b"65536", b"2147483648", b"99999999999999999999", b"1e308")
_LARGEST = 400_000  # bytes of a mutated file


def mutated(seeds: int, chance: random.Random) -> Iterator[Hostile]:
    """Make mutated files.

    Args:
        seeds: How many.
        chance: The source of randomness.

    Yields:
        Each file; formats come in turn, so that all of them occur.
    """
    sources = whole()
    names = sorted(sources)
    others = list(sources.values())
    for number in range(seeds):
        suffix = names[number % len(names)]
        data = sources[suffix]
        done = []
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            name = chance.choice(sorted(_CHANGES))
            data = _CHANGES[name](data, chance, others)[:_LARGEST]
            done.append(name)
        shown = chance.choice(names) if chance.random() < 0.15 else suffix
        yield hostile(f"{number} {suffix} {', '.join(done)}.{shown}", data)


def _flip(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 4, 32))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _drop(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.randrange(1, 2000) :]


def _repeat(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.randrange(1, 2000)]
    return data[:start] + piece * chance.choice((2, 3, 50)) + data[start:]


def _splice(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    other = chance.choice(others)
    begin = chance.randrange(len(other) + 1)
    start = chance.randrange(len(data) + 1)
    return data[:start] + other[begin : begin + 5000] + data[start:]


def _put_in_front(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    return chance.choice((b"\xef\xbb\xbf", b"\r\n\r\n", bytes(600), chance.choice(others))) + data


def _overwrite(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    start = chance.randrange(len(data) + 1)
    size = min(chance.choice((1, 8, 200)), len(data) - start)
    return data[:start] + bytes([chance.choice((0, 255, 60, 40))]) * size + data[start + size :]


def _renumber(data: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """Put an odd number in the place of some digits."""
    places = [place for place, byte in enumerate(data) if 48 <= byte <= 57]
    if not places:
        return data
    place = chance.choice(places)
    return data[:place] + chance.choice(_NUMBERS) + data[place + 1 :]


def _change_package(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """Change a package and write it anew, so that its checksums hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError):
        return _flip(data, chance, others)
    except RuntimeError:  # encrypted
        return data
    if not parts:
        return data
    place = chance.randrange(len(parts))
    name, content = parts[place]
    what = chance.choice(("twice", "missing", "exchanged", "changed", "renamed", "foreign"))
    if what == "twice":
        parts.append((name, _flip(content, chance, others)))
    elif what == "missing":
        del parts[place]
    elif what == "exchanged":
        other = chance.randrange(len(parts))
        parts[place], parts[other] = (name, parts[other][1]), (parts[other][0], content)
    elif what == "changed":
        change = chance.choice((_flip, _drop, _repeat, _renumber, _overwrite))
        parts[place] = (name, change(content, chance, others))
    elif what == "renamed":
        parts[place] = (
            chance.choice(("../" * 3 + name, "/" + name, "x" * 300, "\u0301.xml")),
            content,
        )
    else:
        parts[place] = (name, chance.choice(others)[:50_000])
    return _packed(parts)


def _packed(parts: list[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # of a name that is there twice
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


_CHANGES: dict[str, Change] = {
    "bits turned": _flip,
    "cut": _cut,
    "a hole": _drop,
    "a piece repeated": _repeat,
    "another file inside": _splice,
    "bytes in front": _put_in_front,
    "overwritten": _overwrite,
    "odd numbers": _renumber,
    "a changed package": _change_package,
}
