"""Reading back what an engine holds of a row, however damaged: what every store's `held` shares.

A plain `get` trusts its engine, and breaks on a row that is no JSON. Here nothing is trusted.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from corpus.schema import DERIVED, FIELDS, Row, derived
from indexing.analysis import row_terms

_NAMES = {field.name for field in (*FIELDS, *DERIVED)}


def whole_row(text: str | None) -> Row | None:
    """The row that an engine keeps as JSON text, if it is one: with all fields, from which all columns can be made; None else."""
    try:
        row: Row = json.loads(text or "")
        return row if {*row} == _NAMES and derived(row) and row_terms(row) else None
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
    ):  # cut off, or not of the shape that a row has
        return None


def differing(
    expected: Mapping[str, Any], found: Mapping[str, Any], but: Collection[str]
) -> tuple[str, ...]:
    """Names under which two records have different values, or only one has any."""
    names = (expected.keys() | found.keys()) - {*but}
    return tuple(sorted(name for name in names if expected.get(name) != found.get(name)))
