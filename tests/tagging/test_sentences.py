"""Passages into sentences, and proposals for sentences back to passages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Span, TagProposal
from tagging.sentences import join_proposals, sentence_spans, split_sentences
from tagging.testing import sample_scheme
from tagging.units import TextUnit


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("甲欠薪。乙起诉。", ["甲欠薪。", "乙起诉。"], id="full stops"),
        pytest.param("他说：“没有！”然后走了", ["他说：“没有！”", "然后走了"], id="a quotation"),
        pytest.param("一、支付工资；\n二、驳回。", ["一、支付工资；", "二、驳回。"], id="lines"),
        pytest.param("  甲。 \n\n 乙。  ", ["甲。", "乙。"], id="blanks around"),
        pytest.param("工资1.5万元，未付", ["工资1.5万元，未付"], id="a decimal point"),
        pytest.param(" \n ", [], id="blank"),
        pytest.param("", [], id="empty"),
    ],
)
def test_sentences_end_with_their_marks(text: str, sentences: list[str]) -> None:
    assert [text[span.start : span.end] for span in sentence_spans(text)] == sentences


@given(st.text(alphabet="甲乙。！？”\n 1a", max_size=60))
def test_no_character_is_lost_and_none_is_in_two_sentences(text: str) -> None:
    spans = sentence_spans(text)
    kept = "".join(text[span.start : span.end] for span in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(left.end <= right.start for left, right in pairwise(spans))


def test_a_sentence_knows_its_neighbours_place_and_part() -> None:
    text = "经审理查明：甲入职。乙欠薪。本院认为，应付。"
    sentences = split_sentences([TextUnit("p", text, "w", "某案"), TextUnit("q", "丙。", "w")])
    first, second, third, other = [sentence.unit for sentence in sentences]
    assert (first.before, first.after) == ("", "乙欠薪。")
    assert (second.before, second.after) == ("经审理查明：甲入职。", "本院认为，应付。")
    assert [unit.place for unit in (first, second, third)] == [0, 0.5, 1]
    assert [unit.context for unit in (first, second, third)] == [
        "某案 › 查明",
        "某案 › 查明",
        "某案 › 本院认为",
    ]
    assert (other.before, other.after, other.context) == ("", "", "")
    assert [sentence.passage for sentence in sentences] == [0, 0, 0, 1]


def test_a_passage_gets_the_surest_proposal_of_each_value() -> None:
    scheme = sample_scheme()
    sentences = split_sentences(
        [TextUnit("p", "甲。乙。丙。", "w"), TextUnit("q", "", "w"), TextUnit("r", "丁。", "w")]
    )
    joined = join_proposals(
        scheme,
        3,
        sentences,
        [
            [_proposal("contract", 0.4), _proposal("wages", 0.6, accepted=True)],
            [_proposal("wages", 0.7)],
            [_proposal("overtime", 0.5), _proposal("contract", 0.9)],
            [],
        ],
    )
    assert [[proposal.value for proposal in found] for found in joined] == [
        ["wages", "overtime", "contract"],
        [],
        [],
    ]
    wages, _, contract = joined[0]
    # what is accepted is before what is more probable: it had its own threshold
    assert (wages.probability, wages.evidence) == (0.6, Span(0, 2))
    assert (contract.probability, contract.evidence) == (0.9, Span(4, 6))


def _proposal(
    value: str,
    probability: float,
    *,
    accepted: bool = False,
) -> TagProposal:
    return TagProposal(value, probability, accepted, "model", "why", Span(0, 1))
