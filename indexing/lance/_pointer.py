"""`live.json`: which generation of a folder of tables readers get. Read without LanceDB, whose import takes a second."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from corpus.disk import replace_file


class Pointer(NamedTuple):
    """A generation that readers get, and the number of its last publication; None where an older lexops did not write it down."""

    generation: str
    version: int | None


def read(folder: Path) -> Pointer | None:
    """What readers of this folder get; None before the first publication, and where the table is no longer there."""
    try:
        said = json.loads((folder / "live.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    pointer = Pointer(said["generation"], said.get("version"))
    versions = (folder / f"{pointer.generation}.lance" / "_versions").glob("*.manifest")
    return pointer if any(versions) else None


def write(folder: Path, generation: str, version: int) -> None:
    """Point readers at a generation, in one step."""
    replace_file(
        folder / "live.json",
        json.dumps({"generation": generation, "version": version}, ensure_ascii=False),
    )
