"""Fusion and boosts against the plainest way to compute them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Rank, ScanTag
from corpus.search import ScoreParts
from indexing.store import Candidate, CandidateLists
from retrieval.boost import BoostOptions, boost_ranking
from retrieval.fusion import Fused, FusionOptions, fuse

Scores = dict[str, float]

ids = st.text("abcdefgh", min_size=1, max_size=2)
eighths = st.integers(-40, 40).map(lambda number: number / 8)
found = st.dictionaries(ids, eighths, min_size=1, max_size=9)
shares = st.integers(0, 10).map(lambda tenths: tenths / 10)


def candidates(scores: Scores) -> tuple[Candidate, ...]:
    return tuple(Candidate(score, {"id": name}) for name, score in scores.items())


def fused_scores(
    keyword: Scores,
    vector: Scores,
    options: FusionOptions,
) -> Scores:
    ranking = fuse(CandidateLists(candidates(keyword), candidates(vector)), options)
    return {entry.rows[0]["id"]: entry.score for entry in ranking}


def plain_min_max(scores: Scores, name: str) -> float:
    if name not in scores:
        return 0.0
    low = min(scores.values())
    high = max(scores.values())
    return 1.0 if high == low else (scores[name] - low) / (high - low)


def plain_rank(scores: Scores, name: str) -> int:
    """One more than the number of candidates that are better."""
    return 1 + sum(other > scores[name] for other in scores.values())


@given(found, found, shares)
def test_min_max_is_the_weighted_sum_of_both_scales(
    keyword: Scores,
    vector: Scores,
    weight: float,
) -> None:
    scores = fused_scores(keyword, vector, FusionOptions(dense_weight=weight))
    for name, score in scores.items():
        expected = (1 - weight) * plain_min_max(keyword, name)
        expected += weight * plain_min_max(vector, name)
        assert score == pytest.approx(expected)


@given(found, found, st.integers(1, 100))
def test_rrf_is_the_mean_of_both_reciprocal_ranks(
    keyword: Scores,
    vector: Scores,
    constant: int,
) -> None:
    scores = fused_scores(keyword, vector, FusionOptions("rrf", rank_constant=constant))
    for name, score in scores.items():
        expected = 0.0
        for one in (keyword, vector):
            if name in one:
                expected += (constant + 1) / (constant + plain_rank(one, name)) / 2
        assert score == pytest.approx(expected)


@given(found, st.sampled_from(("min_max", "rrf")), shares)
def test_a_single_list_keeps_its_order_whatever_its_weight(
    scores: Scores,
    method: Any,
    weight: float,
) -> None:
    options = FusionOptions(method, dense_weight=weight)
    by_score = sorted(scores, key=lambda name: (-scores[name], name))
    assert list(fused_scores(scores, {}, options)) == by_score
    assert list(fused_scores({}, scores, options)) == by_score


@given(found, found)
def test_the_weight_at_its_ends_silences_one_list(keyword: Scores, vector: Scores) -> None:
    by_words = fused_scores(keyword, vector, FusionOptions(dense_weight=0.0))
    by_vector = fused_scores(keyword, vector, FusionOptions(dense_weight=1.0))
    assert by_words == {name: pytest.approx(plain_min_max(keyword, name)) for name in by_words}
    assert by_vector == {name: pytest.approx(plain_min_max(vector, name)) for name in by_vector}


# ── boosts ───────────────────────────────────────────────────────────────────────────────────


def entry_of(
    number: int,
    score: float,
    level: Rank | None,
    region: str | None,
    scan: ScanTag | None,
) -> Fused:
    tags = [{"value": scan.value}] if scan else []
    row = {
        "id": str(number),
        "level": level.value if level else None,
        "region": region,
        "tags": tags,
    }
    return Fused(score, ScoreParts(), (row,))


regions = st.none() | st.sampled_from(("云岭市", "澜浦县", "北原自治区"))
marks = st.none() | st.sampled_from(list(ScanTag))
levels = st.none() | st.sampled_from(list(Rank))
entries = st.lists(st.tuples(shares, levels, regions, marks), max_size=8).map(
    lambda rows: [entry_of(number, *row) for number, row in enumerate(rows)]
)
options = st.builds(BoostOptions, level=shares, region=shares, scan=shares)
asked = st.sampled_from(("", "工资", "云岭工资", "云岭市和北原的工资", "澜浦县"))


def numbers(ranking: list[Fused]) -> list[int]:
    return [int(entry.rows[0]["id"]) for entry in ranking]


@given(entries, asked, options)
def test_boosts_lose_no_entry_and_keep_scores_in_range(
    ranking: list[Fused],
    question: str,
    chosen: BoostOptions,
) -> None:
    boosted = boost_ranking(ranking, question, chosen)
    assert sorted(numbers(boosted)) == numbers(ranking)
    assert all(0.0 <= entry.score <= 1.0 for entry in boosted)
    scores = [entry.score for entry in boosted]
    assert scores == sorted(scores, reverse=True)


@given(entries, asked, options)
def test_a_boost_moves_a_score_by_no_more_than_the_options_allow(
    ranking: list[Fused],
    question: str,
    chosen: BoostOptions,
) -> None:
    before = {entry.rows[0]["id"]: entry.score for entry in ranking}
    for entry in boost_ranking(ranking, question, chosen):
        moved = entry.score - before[entry.rows[0]["id"]]
        assert moved <= chosen.level + chosen.region + 1e-9
        assert moved >= -chosen.region - chosen.scan - 1e-9


WEIGHTS = {
    "constitution": 0.5,
    "law": 1.0,
    "administrative regulation": 0.8,
    "judicial interpretation": 1.0,
    "departmental rule": 0.5,
    "local regulation": 0.5,
    "local rule": 0.4,
    "normative document": 0.3,
    "policy": 0.2,
}


@given(entries, asked, options)
def test_a_boost_is_the_sum_of_what_rank_region_and_scan_give(
    ranking: list[Fused],
    question: str,
    chosen: BoostOptions,
) -> None:
    scores = {
        entry.rows[0]["id"]: entry.score for entry in boost_ranking(ranking, question, chosen)
    }
    for entry in ranking:
        row = entry.rows[0]
        expected = entry.score + chosen.level * WEIGHTS.get(row["level"], 0.0)
        if row["region"]:
            is_named = row["region"][:2] in question
            expected += chosen.region if is_named else -chosen.region
        if row["tags"] and row["tags"][0]["value"] == ScanTag.UNSURE:
            expected -= chosen.scan
        assert scores[row["id"]] == pytest.approx(min(1.0, max(0.0, expected)), abs=1e-9)


@given(entries, asked)
def test_without_boosts_only_scores_count(ranking: list[Fused], question: str) -> None:
    boosted = boost_ranking(ranking, question, BoostOptions(0.0, 0.0, 0.0))
    in_order = sorted(ranking, key=lambda entry: -entry.score)
    assert boosted == in_order


@given(entries, options)
def test_a_place_that_is_named_never_harms_its_norms(
    ranking: list[Fused], chosen: BoostOptions
) -> None:
    """Compared with the same question without the place."""
    without = {entry.rows[0]["id"]: entry.score for entry in boost_ranking(ranking, "工资", chosen)}
    for entry in boost_ranking(ranking, "云岭的工资", chosen):
        row = entry.rows[0]
        if row["region"] == "云岭市":
            assert entry.score >= without[row["id"]]
        else:
            assert entry.score == without[row["id"]]
