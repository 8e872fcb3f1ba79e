"""Sources as people write them: `PATH`, or `NAME=PATH` to choose the name.

A source is its absolute location, and the name is only what people call it. So a folder that is
given twice is one source, and two folders of one name differ by a few digits of their location's
hash. A registered name with another location moves the source there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from corpus.errors import UsageError
from corpus.hashing import sha256
from corpus.records import Source

_NAMED = re.compile(r"([^\s=/\\,]{1,80})=(.+)", re.DOTALL)
_NAME = re.compile(r"[^\s=/\\,]{1,80}")
_NOT_IN_NAMES = re.compile(r"[\x00-\x20\x7f=/\\,\udc80-\udcff]+|\.{2,}")
_HASH_DIGITS = 6


def parse_source(argument: str) -> tuple[str | None, str]:
    """Read a `PATH` or `NAME=PATH` argument.

    Args:
        argument: The argument. Where a folder of that very path exists, it is a path.

    Returns:
        The name, None where none is given, and the absolute location without symbolic links.

    Raises:
        UsageError: If there is no such folder.
    """
    # a folder may have a = in its name
    match = None if Path(argument).is_dir() else _NAMED.fullmatch(argument)
    if match is None:
        return None, folder_location(argument)
    return match[1], folder_location(match[2])


def folder_location(path: str) -> str:
    """Return the location that a source in this folder has.

    Args:
        path: A path; `~` is the user's folder.

    Returns:
        The absolute path, without symbolic links.

    Raises:
        UsageError: If there is no such folder, or its path is not UTF-8.
    """
    location = Path(path).expanduser().resolve()
    if not location.is_dir():
        reason = "is not a folder" if location.exists() else "does not exist"
        raise UsageError(f"source {path!r} {reason}", remedy="give a folder, as PATH or NAME=PATH")
    if any("\udc80" <= character <= "\udcff" for character in str(location)):
        raise UsageError(
            f"the path of source {str(location)!r} is not UTF-8",
            remedy="rename the folder; names of files in it may be anything",
        )
    return str(location)


def check_name(name: str) -> None:
    r"""Check that a text can be the name of a source.

    Args:
        name: A name that a person chose.

    Raises:
        UsageError: If it is empty, longer than 80 characters, or has blanks or one of `= / \ ,`.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name[:100]!r} cannot be the name of a source",
            remedy="use 1 to 80 characters without blanks, =, /, \\ and commas",
        )


def name_sources(arguments: Iterable[str], registered: Iterable[Source] = ()) -> list[Source]:
    """Return the sources that arguments name, each once, in order.

    Args:
        arguments: `PATH` or `NAME=PATH`.
        registered: The sources that are known.

    Returns:
        Known sources as they are registered, moved ones with their new location, and new ones
        with a free name.

    Raises:
        UsageError: If a folder does not exist, if a location already has another name, or if one
            name is given to two locations.
    """
    known = {source.location: source for source in registered}
    by_name = {source.name: source for source in known.values()}
    chosen: dict[str, Source] = {}
    for argument in arguments:
        name, location = parse_source(argument)
        source = chosen.get(location) or known.get(location)
        if source is not None and name not in (None, source.name):
            raise UsageError(
                f"{location} is already source {source.name!r}",
                remedy=f"leave the name away, or use {source.name}={location}",
            )
        if source is None:
            source = _new_or_moved(
                name,
                location,
                by_name,
                chosen,
            )
        chosen[location] = source
        by_name[source.name] = source
    return list(chosen.values())


def _new_or_moved(
    name: str | None,
    location: str,
    by_name: Mapping[str, Source],
    chosen: Mapping[str, Source],
) -> Source:
    if name is None:
        return Source(_free_name(location, by_name), location)
    namesake = by_name.get(name)
    if namesake is None:
        return Source(name, location)
    if namesake.location in chosen:
        raise UsageError(
            f"the name {name!r} belongs to {namesake.location}", remedy="choose another name"
        )
    return replace(namesake, location=location)


def _free_name(location: str, taken: Mapping[str, Source]) -> str:
    folder = _NOT_IN_NAMES.sub("_", Path(location).name).strip("_.") or "root"
    if folder not in taken:
        return folder
    return f"{folder}-{sha256(location.encode())[:_HASH_DIGITS]}"
