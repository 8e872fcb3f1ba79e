"""What a person reads in a file as offices keep it: title, kind, certainty, jurisdiction, work."""

from __future__ import annotations

import pytest

from corpus.records import Structure, TitleStrength
from ingestion.reading import read
from law.structure import structure
from tests.law.structure.title_inputs import PAPER_INPUTS, Paper


def structure_of(name: str, text: str) -> Structure:
    """Read a file's structure."""
    return structure(read(text.encode(), name), name.rpartition(".")[0])


@pytest.mark.parametrize("paper", PAPER_INPUTS, ids=[paper.id for paper in PAPER_INPUTS])
def test_what_a_person_reads(paper: Paper) -> None:
    found = structure_of(paper.name, paper.text)
    jurisdiction = found.jurisdiction.value if found.jurisdiction else None
    assert (
        found.title,
        found.kind,
        found.title_strength is not TitleStrength.WEAK,
        jurisdiction,
    ) == (
        paper.title,
        paper.kind,
        paper.sure,
        paper.jurisdiction,
    )
