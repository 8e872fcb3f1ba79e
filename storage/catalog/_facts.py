"""What is known of a stored document: its facts, with where it stands and what it may change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from corpus.codec import from_json
from corpus.records import DocumentFacts
from storage.catalog._trust import Mails, trust_of


def read_facts(row: Any, mails: Mails) -> DocumentFacts:
    """Return what is known of the document of a row.

    Args:
        row: A row with `facts`, `source`, `path` and `trust`.
        mails: The mails that `read_mails` found.

    Returns:
        The facts; the work is the one of the document's title.
    """
    trust = trust_of(
        row.source,
        row.path,
        row.trust,
        mails,
    )
    return replace(
        from_json(DocumentFacts, row.facts),
        source=row.source,
        path=row.path,
        trust=trust,
    )
