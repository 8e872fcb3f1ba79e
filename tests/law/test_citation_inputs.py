"""Texts that cite as real files do: what each citation means in an archive, or why it has no target."""

from __future__ import annotations

import pytest

from tests.law.citation_inputs.archive import CitationInput, cited_by, shown
from tests.law.citation_inputs.first_batch import FIRST_BATCH
from tests.law.citation_inputs.second_batch import SECOND_BATCH
from tests.law.citation_inputs.third_batch import THIRD_BATCH

_INPUTS = [*FIRST_BATCH, *SECOND_BATCH, *THIRD_BATCH]


@pytest.mark.parametrize("text", _INPUTS, ids=[text.name for text in _INPUTS])
def test_what_a_text_cites(text: CitationInput) -> None:
    assert tuple(shown(citation) for citation in cited_by(text)) == text.expected
