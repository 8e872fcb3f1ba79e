"""`live.json`: the generation of a folder that readers get.

It is read without LanceDB, whose import takes a second.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from corpus.disk import replace_file


class Pointer(NamedTuple):
    """The generation that readers get, and the number of its last publication.

    The number is None where an older lexops did not write it.
    """

    generation: str
    version: int | None


def read(folder: Path) -> Pointer | None:
    """Return what readers of this folder get.

    None before the first publication, and where the table no longer exists.
    """
    try:
        content = json.loads((folder / "live.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    pointer = Pointer(content["generation"], content.get("version"))
    versions = folder / f"{pointer.generation}.lance" / "_versions"
    if not any(versions.glob("*.manifest")):
        return None
    return pointer


def write(
    folder: Path,
    generation: str,
    version: int,
) -> None:
    """Point readers at a generation, in one step."""
    content = {"generation": generation, "version": version}
    replace_file(folder / "live.json", json.dumps(content, ensure_ascii=False))
