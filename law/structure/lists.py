"""Official lists that values are checked against: tables in `data`, each headed by the name and
number of its source.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table in `data`; lines that begin with # say where it comes from."""
    text = files("law.structure").joinpath("data", name).read_text(encoding="utf-8")
    return tuple(
        tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#")
    )
