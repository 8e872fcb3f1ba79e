"""Official lists that values are checked against.

Tables in `data`, each headed by the name and number of its source.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Read a table of `data`.

    Args:
        name: The name of its file, as `charges.tsv`.

    Returns:
        The columns of each row. Lines that begin with # name the source of the table, and are left
        out.
    """
    package = files("law.structure")
    text = package.joinpath("data", name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(tuple(line.split("\t")) for line in lines)
