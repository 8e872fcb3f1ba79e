"""Reading what an engine stores of a row, however damaged: shared by the stores' `stored_rows`.

A plain `get` trusts its engine, and fails on a row that is not JSON. Here nothing is trusted.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from corpus.schema import DERIVED, FIELDS, Row, derived
from indexing.analysis import row_terms

_NAMES = {field.name for field in (*FIELDS, *DERIVED)}


def parse_row(text: str | None) -> Row | None:
    """Return the row that an engine stores as JSON text; None where it is no complete row.

    A complete row has all fields, and every column can be made from it.
    """
    try:
        row: Row = json.loads(text or "")
        is_complete = set(row) == _NAMES and derived(row) and row_terms(row)
    # The text is cut off, or does not have the shape of a row.
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
    ):
        return None
    if is_complete:
        return row
    return None


def differing_names(
    expected: Mapping[str, Any],
    stored: Mapping[str, Any],
    ignore: Collection[str],
) -> tuple[str, ...]:
    """Return the names whose values differ, or that only one of the two records has."""
    names = expected.keys() | stored.keys()
    compared = names.difference(ignore)
    return tuple(sorted(name for name in compared if expected.get(name) != stored.get(name)))
