"""Texts in the words of laypeople get the tags of what they mean."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.notation.lay_words import LayWord, LayWords
from corpus.records import TagProposal
from tagging.lay_text import LayTextTagger
from tagging.scheme_tagger import SchemeTagger
from tagging.schemes.loading import load_schemes, scheme_from
from tagging.units import TextUnit
from tagging.untrained import UntrainedTagger

SENTENCES = Path(__file__).parent / "cases" / "lay_sentences.jsonl"

SCHEME = scheme_from(
    {
        "name": "plain",
        "version": 1,
        "title": "plain",
        "description": "one value",
        "accept": "rules",
        "values": [
            {
                "value": "合同",
                "name": "合同",
                "definition": "contracts",
                "rules": [{"id": "contract", "pattern": "解除劳动合同", "weight": 0.9}],
            }
        ],
    },
    "plain",
)
WORDS = LayWords((LayWord("炒鱿鱼", "解除劳动合同"), LayWord("走人", "劳动合同")))


def _propose(tagger: SchemeTagger, text: str) -> list[TagProposal]:
    return tagger.propose([TextUnit("1", text, "1", kind="document")])[0]


def _lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]


def _f1(tagger: SchemeTagger) -> float:
    """Micro F1 of everything that is proposed with a probability of one half."""
    right = wrong = missing = 0
    for line in _lines():
        proposals = _propose(tagger, line["text"])
        found = {proposal.value for proposal in proposals if proposal.probability >= 0.5}
        wanted = set(line["labels"])
        right += len(found & wanted)
        wrong += len(found - wanted)
        missing += len(wanted - found)
    return 2 * right / (2 * right + wrong + missing)


def test_labour_questions_get_their_subjects() -> None:
    """Forty sentences of our own; without the table rules find few of them."""
    plain = UntrainedTagger(load_schemes()["union"])
    assert len(_lines()) == 40
    assert _f1(LayTextTagger(plain)) >= 0.8
    assert _f1(plain) <= 0.5


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("昨天被炒鱿鱼了", "炒鱿鱼"),
        ("解除劳动合同算不算炒鱿鱼", "解除劳动合同"),
        ("让我走人", None),
        ("今天下雨", None),
    ],
    ids=["word", "term itself", "another term", "nothing"],
)
def test_evidence_is_a_span_of_the_text_itself(text: str, evidence: str | None) -> None:
    proposals = _propose(LayTextTagger(UntrainedTagger(SCHEME), WORDS), text)
    shown = [
        text[proposal.evidence.start : proposal.evidence.end]
        for proposal in proposals
        if proposal.evidence is not None
    ]
    assert shown == ([] if evidence is None else [evidence])


def test_the_reason_names_the_word_and_its_term() -> None:
    (proposal,) = _propose(LayTextTagger(UntrainedTagger(SCHEME), WORDS), "昨天被炒鱿鱼了")
    assert proposal.reason.startswith("“炒鱿鱼” stands for 解除劳动合同; rule contract")


def test_another_table_is_another_tagger() -> None:
    tagger = UntrainedTagger(SCHEME)
    fingerprints = {
        tagger.fingerprint,
        LayTextTagger(tagger, WORDS).fingerprint,
        LayTextTagger(tagger, LayWords(WORDS.pairs[:1])).fingerprint,
    }
    assert len(fingerprints) == 3
