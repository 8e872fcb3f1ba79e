"""`[NAME=]PATH` arguments, of which the folder may be missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.catalog.sources import KnownSource


@dataclass(frozen=True, slots=True)
class SourceArgument:
    """One argument of `lexops run`.

    Attributes:
        text: The argument as it was given.
        name: The name before the `=`, if there is one.
        path: The path as it was given.
        exists: Whether the path is a folder.
        problem: Why it is no folder, as the end of a sentence.
        known: The registered source at that location, if there is one.
    """

    text: str
    name: str | None
    path: str
    exists: bool
    problem: str
    known: KnownSource | None


def read_argument(text: str, by_location: Mapping[str, KnownSource]) -> SourceArgument:
    """Read an argument without an error where its folder is missing.

    Args:
        text: `PATH` or `NAME=PATH`.
        by_location: The registered sources by their location.

    Returns:
        What the argument means.
    """
    name: str | None = None
    path = text
    # The name of a folder may contain a `=`, and so may that of a source that is missing now.
    is_path = Path(text).is_dir() or _location(text) in by_location
    if "=" in text and not is_path:
        name, _, path = text.partition("=")
    folder = Path(path).expanduser()
    problem = "is not a folder" if folder.exists() else "does not exist"
    known = by_location.get(_location(path))
    return SourceArgument(
        text,
        name,
        path,
        folder.is_dir(),
        problem,
        known,
    )


def _location(path: str) -> str:
    return str(Path(path).expanduser().resolve())
