"""Two searches become one ranking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnknownValue, UsageError
from corpus.search import ScoreParts
from indexing.store import Candidate, CandidateLists
from retrieval.fusion import FusionOptions, fuse

METHODS = [FusionOptions(), FusionOptions("rrf")]


def search(scores: dict[str, float]) -> tuple[Candidate, ...]:
    return tuple(Candidate(score, {"id": one}) for one, score in scores.items())


def fused(
    keyword,
    vector,
    options=None,
    key=None,
):
    ranking = fuse(
        CandidateLists(search(keyword), search(vector)),
        options,
        **({"key": key} if key else {}),
    )
    return [(one.rows[0]["id"], round(one.score, 3), one.parts) for one in ranking]


MIN_MAX_CASES = [
    # both searches empty
    ({}, {}, []),
    # a single candidate is the best there is
    ({"a": 7.0}, {}, [("a", 1.0, ScoreParts(1.0, None))]),
    # a search that found nothing leaves its weight to the other
    (
        {},
        {"a": 0.9, "b": 0.1},
        [("a", 1.0, ScoreParts(None, 1.0)), ("b", 0.0, ScoreParts(None, 0.0))],
    ),
    # all scores equal: all were found, none is 0; ties in the order of ids
    (
        {"b": 2.0, "a": 2.0},
        {},
        [("a", 1.0, ScoreParts(1.0, None)), ("b", 1.0, ScoreParts(1.0, None))],
    ),
    # .4 for the words, .6 for the meaning
    (
        {"a": 10.0, "b": 0.0},
        {"b": 0.8, "a": 0.2},
        [("b", 0.6, ScoreParts(0.0, 1.0)), ("a", 0.4, ScoreParts(1.0, 0.0))],
    ),
    # negative scores are as good as any
    (
        {},
        {"a": -0.125, "b": -0.625, "c": -0.5},
        [
            ("a", 1.0, ScoreParts(None, 1.0)),
            ("c", 0.25, ScoreParts(None, 0.25)),
            ("b", 0.0, ScoreParts(None, 0.0)),
        ],
    ),
]


@pytest.mark.parametrize(("keyword", "vector", "expected"), MIN_MAX_CASES)
def test_min_max(
    keyword,
    vector,
    expected,
):
    """Each search is brought to 0-1, weighted and added; a part is None where the search did not find it."""
    assert fused(keyword, vector) == expected


def test_rrf_adds_reciprocal_ranks():
    """The score is RRF's, scaled so that first in both searches is 1."""
    ranking = fused(
        {"a": 3.0, "b": 2.0},
        {"b": 0.9, "c": 0.5},
        FusionOptions("rrf"),
    )
    assert ranking == [
        ("b", round((61 / 62 + 1) / 2, 3), ScoreParts(61 / 62, 1.0)),
        ("a", 0.5, ScoreParts(1.0, None)),
        ("c", round(61 / 62 / 2, 3), ScoreParts(None, 61 / 62)),
    ]


def test_candidates_of_one_key_are_one_entry():
    """What folds together has the best score of each search, and keeps its rows, those of the keyword search first."""
    (first, second) = fuse(
        CandidateLists(search({"x1": 1.0, "y": 2.0}), search({"x2": 0.9, "y": 0.1})),
        FusionOptions(),
        key=lambda row: row["id"][0],
    )
    assert ([row["id"] for row in first.rows], first.parts) == (["x1", "x2"], ScoreParts(0.0, 1.0))
    assert [row["id"] for row in second.rows] == ["y"]


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"method": "sum"}, UnknownValue),
        ({"dense_weight": 1.1}, UsageError),
        ({"dense_weight": -0.1}, UsageError),
        ({"rank_constant": 0}, UsageError),
    ],
)
def test_wrong_options_are_refused(options, error):
    """An option that can't be is an error when it is set, not when it is used."""
    with pytest.raises(error):
        FusionOptions(**options)


ids = st.text("abcdefgh", min_size=1, max_size=2)
scores = st.integers(-50, 50).map(lambda n: n / 8)
candidates = st.dictionaries(
    ids,
    scores,
    max_size=12,
)
options = st.sampled_from(METHODS)


@given(
    candidates,
    candidates,
    options,
    st.randoms(),
)
def test_order_inside_a_search_does_not_matter(
    keyword,
    vector,
    chosen,
    random,
):
    """Engines may give candidates in any order: only scores count."""
    shuffled = (
        dict(random.sample(list(keyword.items()), len(keyword))),
        dict(random.sample(list(vector.items()), len(vector))),
    )
    assert fused(
        keyword,
        vector,
        chosen,
    ) == fused(*shuffled, chosen)


@given(
    candidates,
    candidates,
    options,
)
def test_bounds_and_completeness(
    keyword,
    vector,
    chosen,
):
    """Every candidate comes once, with a score from 0 to 1, best first, and a part for each search that found it."""
    ranking = fuse(CandidateLists(search(keyword), search(vector)), chosen)
    assert sorted(one.rows[0]["id"] for one in ranking) == sorted({*keyword, *vector})
    assert all(0 <= one.score <= 1 for one in ranking)
    assert [one.score for one in ranking] == sorted((one.score for one in ranking), reverse=True)
    for one in ranking:
        identity = one.rows[0]["id"]
        assert ((one.parts.keyword is not None), (one.parts.vector is not None)) == (
            identity in keyword,
            identity in vector,
        )


@given(
    candidates,
    candidates,
    options,
)
def test_better_in_both_searches_is_better(
    keyword,
    vector,
    chosen,
):
    """A candidate that no search puts behind another is not behind it in the end."""
    place = {
        one.rows[0]["id"]: one.score
        for one in fuse(CandidateLists(search(keyword), search(vector)), chosen)
    }
    both = [one for one in place if one in keyword and one in vector]
    for one in both:
        for other in both:
            if keyword[one] >= keyword[other] and vector[one] >= vector[other]:
                assert place[one] >= place[other]


@given(
    candidates,
    candidates,
    st.integers(1, 40),
    st.integers(-5, 5),
)
def test_min_max_has_no_scale(
    keyword,
    vector,
    factor,
    shift,
):
    """A search's scores may be scaled or shifted: BM25 of another engine ranks alike."""
    moved = {one: score * factor + shift for one, score in keyword.items()}
    before, after = (fuse(CandidateLists(search(one), search(vector))) for one in (keyword, moved))
    assert {one.rows[0]["id"]: pytest.approx(one.score) for one in before} == {
        one.rows[0]["id"]: one.score for one in after
    }
