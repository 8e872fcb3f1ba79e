"""Sources as people write them: `PATH`, or `NAME=PATH` to choose the name.

A source is its absolute location; the name is only what people call it, so a folder that is given twice is one source, and
two folders of one name are told apart by a few digits of their location's hash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from corpus.errors import UsageError
from corpus.hashing import sha256
from corpus.records import Source

_NAMED = re.compile(r"([^\s=/\\,]{1,80})=(.+)", re.DOTALL)
_NOT_IN_NAMES = re.compile(r"[\x00-\x20\x7f=/\\,\udc80-\udcff]+|\.{2,}")
_HASH_DIGITS = 6


def parse_source(argument: str) -> tuple[str | None, str]:
    """The name, if one is given, and the absolute location that an argument means; symlinks on the way are resolved.

    Raises UsageError where there is no such folder.
    """
    match = (
        None if Path(argument).is_dir() else _NAMED.fullmatch(argument)
    )  # a folder may have a = in its name
    name, path = (match[1], match[2]) if match else (None, argument)
    location = Path(path).expanduser().resolve()
    if not location.is_dir():
        what = "is not a folder" if location.exists() else "does not exist"
        raise UsageError(f"source {path!r} {what}", remedy="give a folder, as PATH or NAME=PATH")
    if any("\udc80" <= character <= "\udcff" for character in str(location)):
        raise UsageError(
            f"the path of source {str(location)!r} is not UTF-8",
            remedy="rename the folder; names of files in it may be anything",
        )
    return name, str(location)


def name_sources(arguments: Iterable[str], registered: Iterable[Source] = ()) -> list[Source]:
    """The sources that arguments name, each once, in order: known ones as they are registered, new ones with a free name.

    Raises UsageError where a folder does not exist, or where a chosen name belongs to another folder.
    """
    known = {source.location: source for source in registered}
    taken = {source.name: source.location for source in known.values()}
    chosen: dict[str, Source] = {}
    for argument in arguments:
        name, location = parse_source(argument)
        source = chosen.get(location) or known.get(location)
        if source is None:
            source = Source(_free_name(name, location, taken), location)
        elif name not in (None, source.name):
            raise UsageError(
                f"{location} is already source {source.name!r}",
                remedy=f"leave the name away, or use {source.name}={location}",
            )
        chosen[location] = source
        taken[source.name] = location
    return list(chosen.values())


def _free_name(name: str | None, location: str, taken: dict[str, str]) -> str:
    if name is not None:
        if name in taken:
            raise UsageError(
                f"the name {name!r} belongs to {taken[name]}", remedy="choose another name"
            )
        return name
    folder = _NOT_IN_NAMES.sub("_", Path(location).name).strip("_.") or "root"
    return f"{folder}-{sha256(location.encode())[:_HASH_DIGITS]}" if folder in taken else folder
