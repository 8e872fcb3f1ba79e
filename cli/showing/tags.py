"""Tags of a passage with their evidence in words, and what is only suggested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cli.output import console, table
from corpus.codec import to_json
from corpus.records import SCANNED

if TYPE_CHECKING:
    from storage.catalog import Catalog


def read_tags(catalog: Catalog, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return what is proposed for the pieces of a passage.

    Args:
        catalog: The catalog.
        ids: The ids of the pieces.

    Returns:
        One entry a proposal: passage, scheme and the fields of `corpus.records.TagProposal`;
        accepted ones first within their scheme. Marks of OCR are left out.
    """
    found = catalog.tags.proposals(ids)
    return [
        {"passage": id_, "scheme": scheme, **to_json(proposal)}
        for id_ in ids
        for scheme, proposals in sorted(found.get(id_, {}).items())
        if scheme != SCANNED
        for proposal in proposals
    ]


def print_tags(entries: Sequence[Mapping[str, Any]]) -> None:
    """Print tags and suggestions with their evidence.

    Args:
        entries: As `read_tags` returns them.
    """
    cells = [
        (
            entry["scheme"],
            entry["value"],
            "tag" if entry["accepted"] else "suggestion",
            f"{entry['probability']:.2f}",
            entry["reason"],
        )
        for entry in entries
    ]
    if cells:
        columns = ("scheme", "value", "state", "confidence", "why")
        console().print(table("tags", columns, cells, right=("confidence",)))
