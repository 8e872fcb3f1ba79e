"""Decisions outrank taggers: by the same text, then by the same place in another version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.hashing import text_hash
from corpus.records import Span, TagDecision, TagProposal
from tagging.review.decisions import REVIEWED, apply_decisions, current_values, find_audited
from tagging.schemes import Scheme, Value
from tests.tagging.review.samples import HERE, SCHEME, TEXT, decision

PROPOSED = TagProposal(
    "工资",
    0.6,
    accepted=False,
    method="rules",
    reason="rule",
    evidence=Span(9, 11),
)
ACCEPTED = TagProposal("工资", 0.97, accepted=True, method="rules", reason="rule")
LATER = "夜班法/第一条@2024-05-01"
MOVED = "轮班法/第三条@2021-01-01"
OTHER_TEXT = "第一条 夜班应当给予津贴和餐食。"


def apply(
    decisions: Sequence[TagDecision],
    proposals: Sequence[TagProposal] = (PROPOSED,),
    passage_id: str = HERE,
    text: str = TEXT,
) -> dict[str, TagProposal]:
    results = apply_decisions(SCHEME, passage_id, text_hash(text), proposals, decisions)
    return {proposal.value: proposal for proposal in results}


def test_a_yes_makes_a_tag_that_keeps_the_evidence_and_says_who_and_when() -> None:
    tag = apply([decision("yes")])["工资"]
    assert (tag.accepted, tag.probability, tag.method) == (True, 1.0, REVIEWED)
    assert tag.reason == "decided by anna on 2026-01-01"
    assert tag.evidence == Span(9, 11)


def test_a_yes_makes_a_tag_that_no_tagger_proposes() -> None:
    assert apply([decision("yes")], proposals=())["工资"].accepted


@pytest.mark.parametrize("proposal", [PROPOSED, ACCEPTED], ids=["suggestion", "tag"])
def test_a_no_removes_what_a_tagger_proposes(proposal: TagProposal) -> None:
    assert apply([decision("no")], [proposal]) == {}


def test_several_proposals_of_a_value_are_kept_and_a_tie_suggests_it_once() -> None:
    """A sentence may have two deadlines; the table of suggestions has one row a value."""
    two = [replace(ACCEPTED, evidence=Span(start, start + 2)) for start in (0, 4)]

    def spans(*decisions: TagDecision) -> list[tuple[bool, int]]:
        kept = apply_decisions(SCHEME, HERE, text_hash(TEXT), two, decisions)
        return [(tag.accepted, tag.evidence.start) for tag in kept if tag.evidence]

    no_of_ben = decision("no", reviewer="ben")
    assert spans() == [(True, 0), (True, 4)]
    assert spans(decision("yes")) == [(True, 0), (True, 4)]
    assert spans(decision("no")) == []
    assert spans(decision("yes"), no_of_ben) == [(False, 0)]


AUDITED = {
    "no decision": ([], [ACCEPTED], {}),
    "a suggestion that was confirmed": (["yes"], [PROPOSED], {}),
    "a tag that was confirmed": (["yes"], [ACCEPTED], {"工资": True}),
    "a tag that was rejected": (["no"], [ACCEPTED], {"工资": False}),
}


@pytest.mark.parametrize(("answers", "proposals", "audited"), AUDITED.values(), ids=AUDITED)
def test_what_reviewers_left_of_accepted_tags_is_known(
    answers: Sequence[str], proposals: Sequence[TagProposal], audited: dict[str, bool]
) -> None:
    kept = apply([decision(answer) for answer in answers], proposals)
    assert find_audited(proposals, kept.values()) == audited


WHERE = {
    "same passage": (HERE, TEXT, True),
    "same place, parsed anew": (f"{HERE.partition('@')[0]}#1@2020-01-01", TEXT, True),
    "same text in another law": (MOVED, TEXT, True),
    "new version, same text": (LATER, TEXT, True),
    "new version, other text": (LATER, OTHER_TEXT, True),
    "other place, other text": (MOVED, OTHER_TEXT, False),
}


@pytest.mark.parametrize(("passage_id", "text", "counts"), WHERE.values(), ids=WHERE)
def test_a_decision_counts_for_the_text_and_for_the_place(
    passage_id: str, text: str, counts: bool
) -> None:
    found = apply([decision("no")], passage_id=passage_id, text=text)
    assert found == ({} if counts else {"工资": PROPOSED})


def test_the_text_outranks_the_place() -> None:
    of_place = decision("no", passage_id=HERE, text=OTHER_TEXT, at="2026-09-09T10:00:00+00:00")
    of_text = decision("yes", passage_id=MOVED, text=TEXT)
    assert apply([of_text, of_place])["工资"].accepted


def test_text_and_place_are_weighed_value_by_value() -> None:
    leave = decision("yes", value="休假", passage_id=LATER, text=OTHER_TEXT)
    found = apply([decision("no"), leave])
    assert found.keys() == {"休假"}


@pytest.mark.parametrize("name", ["upload-1", "upload-2"])
def test_ids_without_a_date_do_not_share_a_place(name: str) -> None:
    found = apply([decision("no", passage_id="upload-1")], passage_id=name, text=OTHER_TEXT)
    assert bool(found) == (name == "upload-2")


def test_the_latest_answer_of_a_reviewer_counts_in_whatever_order_decisions_come() -> None:
    early = decision("no", at="2026-01-01T10:00:00+00:00")
    late = decision("yes", at="2026-02-01T10:00:00+00:00", passage_id=MOVED)
    for decisions in ([early, late], [late, early]):
        assert apply(decisions)["工资"].accepted


VOTES = {
    "one against one": (("yes", "no"), None),
    "two against one": (("yes", "no", "yes"), True),
    "one against two": (("yes", "no", "no"), False),
    "two against two": (("yes", "no", "no", "yes"), None),
}


@pytest.mark.parametrize("proposal", [PROPOSED, ACCEPTED, None], ids=["suggestion", "tag", "none"])
@pytest.mark.parametrize(("answers", "is_given"), VOTES.values(), ids=VOTES)
def test_the_answer_with_more_voices_counts_and_a_tie_waits(
    answers: Sequence[str], is_given: bool | None, proposal: TagProposal | None
) -> None:
    decisions = [decision(answer, reviewer=f"r{n}") for n, answer in enumerate(answers)]
    found = apply(decisions, [proposal] if proposal else [])
    if is_given is False:
        assert found == {}
        return
    assert found["工资"].accepted is bool(is_given)


def test_a_decision_about_a_replaced_value_counts_for_the_value_that_replaces_it() -> None:
    found = apply([decision("yes", value="报酬")], proposals=())
    assert found.keys() == {"工资"}


def test_a_value_that_the_scheme_no_longer_has_gives_no_tag() -> None:
    assert apply([decision("yes", value="旧")], proposals=()) == {}


def test_a_chain_of_replaced_values_ends_at_the_last_and_a_circle_ends() -> None:
    def scheme(**replaced: str) -> Scheme:
        values = tuple(Value(n, n, n, replaced_by=by) for n, by in replaced.items())
        return Scheme("s", 1, "s", "s", values)

    assert current_values(scheme(a="b", b="c", c="")) == {"a": "c", "b": "c", "c": "c"}
    assert current_values(scheme(a="b", b="a")).keys() == {"a", "b"}


@given(
    st.lists(
        st.builds(
            decision,
            answer=st.sampled_from(["yes", "no"]),
            value=st.sampled_from(["工资", "休假"]),
            reviewer=st.sampled_from(["anna", "ben", "carl"]),
            at=st.sampled_from(["2026-01-01T10:00:00+00:00", "2026-01-02T10:00:00+00:00"]),
            passage_id=st.sampled_from([HERE, LATER, MOVED]),
            text=st.sampled_from([TEXT, OTHER_TEXT]),
        ),
        max_size=6,
        unique_by=lambda d: (d.value, d.reviewer, d.passage_id),
    )
)
def test_applying_decisions_again_changes_nothing(decisions: list[TagDecision]) -> None:
    once = apply(decisions)
    assert apply(decisions, list(once.values())) == once
