"""The search contract: parameters, their checks, and the JSON of an answer."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import ExitStatus, UnknownValue, UsageError
from corpus.records import DocumentKind, Passage, Rank, SourceRef
from corpus.schema import FIELDS, to_row
from corpus.search import (
    ANY_DATE,
    MAX_RESULTS,
    ScoreParts,
    SearchRequest,
    SearchResult,
    SearchResults,
    check_values,
    parameter_names,
)


def test_parameters_become_a_request() -> None:
    request = SearchRequest.from_parameters(
        {
            "text": "加班费",
            "k": 3,
            "regions": ["上海市", "云州"],
            "as_of": None,
        }
    )
    assert request == SearchRequest(
        "加班费",
        k=3,
        regions=("上海市", "云州"),
    )


@pytest.mark.parametrize("name", ["region", "query", "any_day", "Text", "limit", "top_k"])
def test_an_unknown_parameter_is_an_error_that_lists_the_allowed_ones(name: str) -> None:
    with pytest.raises(UnknownValue) as caught:
        SearchRequest.from_parameters({"text": "加班费", name: 1})
    assert caught.value.status is ExitStatus.USAGE
    assert caught.value.allowed == parameter_names()
    assert repr(name) in str(caught.value)


@pytest.mark.parametrize(
    ("parameters", "error", "words"),
    [
        ({}, UsageError, "the question is empty"),
        ({"text": "？！"}, UsageError, "the question is empty"),
        ({"text": 5}, UsageError, "the question is empty"),
        ({"text": "工资", "k": 0}, UsageError, "1 to 1000"),
        ({"text": "工资", "k": 1001}, UsageError, "1 to 1000"),
        ({"text": "工资", "k": "many"}, UsageError, "1 to 1000"),
        ({"text": "工资", "k": True}, UsageError, "1 to 1000"),
        ({"text": "工资", "mode": "fuzzy"}, UnknownValue, "hybrid, keyword, vector"),
        ({"text": "工资", "as_of": "1.7.2024"}, UsageError, "2024-07-01"),
        ({"text": "工资", "as_of": 20240701}, UsageError, "2024-07-01"),
        ({"text": "工资", "kinds": ["novel"]}, UnknownValue, "unknown kind 'novel'"),
        ({"text": "工资", "levels": ["novel"]}, UnknownValue, "unknown level 'novel'"),
        ({"text": "工资", "kinds": "statute"}, UsageError, "list of texts"),
        ({"text": "工资", "groups": {"public": 1}}, UsageError, "list of texts"),
        ({"text": "工资", "regions": [1]}, UsageError, "list of texts"),
        ({"text": ""}, UsageError, "the question is empty"),
        ({"text": " \n　"}, UsageError, "the question is empty"),
        ({"text": None}, UsageError, "the question is empty"),
        ({"text": ["工资"]}, UsageError, "the question is empty"),
        ({"text": "工资", "k": -1}, UsageError, "k can't be -1"),
        ({"text": "工资", "k": 10.0}, UsageError, "1 to 1000"),
        ({"text": "工资", "k": "10"}, UsageError, "1 to 1000"),
        ({"text": "工资", "mode": "Hybrid"}, UnknownValue, "unknown mode 'Hybrid'"),
        ({"text": "工资", "mode": ["hybrid"]}, UnknownValue, "unknown mode"),
        ({"text": "工资", "as_of": ""}, UsageError, "is no date"),
        ({"text": "工资", "as_of": "today"}, UsageError, "is no date"),
        ({"text": "工资", "as_of": "2023-02-29"}, UsageError, "is no date"),
        ({"text": "工资", "as_of": "2024-07-01T00:00"}, UsageError, "is no date"),
        ({"text": "工资", "as_of": "ANY"}, UsageError, "is no date"),
        ({"text": "工资", "kinds": ["statute", "Statute"]}, UnknownValue, "kind 'Statute'"),
        ({"text": "工资", "articles": "第三条"}, UsageError, "articles can't be '第三条'"),
        ({"text": "工资", "works": b"x"}, UsageError, "list of texts"),
        ({"text": "工资", "works": b""}, UsageError, "list of texts"),
        ({"text": "工资", "works": ""}, UsageError, "list of texts"),
        ({"text": "工资", "sources": 5}, UsageError, "list of texts"),
        ({"text": "工资", "categories": [None]}, UsageError, "list of texts"),
        ({"text": "工资", "levels": [["law"]]}, UsageError, "list of texts"),
    ],
)
def test_a_wrong_value_is_an_error(
    parameters: dict[str, Any],
    error: type[Exception],
    words: str,
) -> None:
    with pytest.raises(error, match=words):
        SearchRequest.from_parameters(parameters)


@pytest.mark.parametrize(
    ("as_of", "day"),
    [
        (None, "2026-11-22"),
        ("any", None),
        ("2024-07-01", "2024-07-01"),
        ("2024-7-1", "2024-07-01"),
    ],
)
def test_the_day_of_a_request(as_of: str | None, day: str | None) -> None:
    assert SearchRequest("工资", as_of=as_of).day("2026-11-22") == day


def test_at_most_twenty_allowed_values_are_listed() -> None:
    regions = [f"地方{number:02}" for number in range(25)]
    check_values(
        "regions",
        ["地方24"],
        regions,
    )
    with pytest.raises(UnknownValue, match=r"地方19, … \(5 more\)") as caught:
        check_values(
            "regions",
            ["别处"],
            regions,
        )
    assert "地方20" not in str(caught.value)


RIGHT_VALUES: list[tuple[str, Any, Any]] = [
    ("k", 1, 1),
    ("k", MAX_RESULTS, MAX_RESULTS),
    ("mode", "keyword", "keyword"),
    ("mode", "vector", "vector"),
    ("as_of", ANY_DATE, "any"),
    ("as_of", "2024-02-29", "2024-02-29"),
    ("kinds", [kind.value for kind in DocumentKind], tuple(DocumentKind)),
    ("levels", [rank.value for rank in Rank], tuple(Rank)),
    ("groups", [], ()),
    ("groups", ["staff", "public"], ("staff", "public")),
    ("sources", ("laws",), ("laws",)),
    ("works", {"云岭法": 1}.keys(), ("云岭法",)),
    ("articles", ["第三条", "第三条"], ("第三条", "第三条")),
]


@pytest.mark.parametrize(("name", "value", "kept"), RIGHT_VALUES)
def test_a_right_value_is_kept(name: str, value: Any, kept: Any) -> None:
    request = SearchRequest.from_parameters({"text": "加班费", name: value})
    assert getattr(request, name) == kept


@pytest.mark.parametrize("name", [name for name in parameter_names() if name != "text"])
def test_a_parameter_that_is_none_has_its_default(name: str) -> None:
    assert SearchRequest.from_parameters({"text": "加班费", name: None}) == SearchRequest("加班费")


@pytest.mark.parametrize("text", ["工", "7", "a", "《劳动法》", "？第38条"])
def test_one_letter_or_digit_is_a_question(text: str) -> None:
    assert SearchRequest.from_parameters({"text": text}).text == text


def test_the_parameters_are_not_changed() -> None:
    parameters = {"text": "加班费", "regions": ["云州"], "as_of": None}
    SearchRequest.from_parameters(parameters)
    assert parameters == {"text": "加班费", "regions": ["云州"], "as_of": None}


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_the_day_of_a_request_is_a_day_in_iso_form(day: dt.date) -> None:
    written = day.isoformat()
    assert SearchRequest("工资", as_of=written).day("2000-01-01") == written
    short = f"{day.year}-{day.month}-{day.day}"
    assert SearchRequest("工资", as_of=short).day("2000-01-01") == written


VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.just(ANY_DATE)
PARAMETERS = st.dictionaries(
    st.sampled_from(parameter_names()) | st.text(max_size=5),
    VALUES | st.lists(VALUES, max_size=2) | st.sampled_from([*DocumentKind, *Rank]),
    max_size=4,
)


@given(PARAMETERS)
def test_parameters_give_a_request_that_passes_its_check_or_a_usage_error(
    parameters: dict[str, Any],
) -> None:
    with contextlib.suppress(UsageError):
        request = SearchRequest.from_parameters({"text": "工资", **parameters})
        request.check()
        assert set(parameters) <= set(parameter_names())


PASSAGE = Passage(
    id="云岭法/第三条@2020-01-01",
    title="云岭法",
    work="云岭法",
    article="第三条",
    kind=DocumentKind.STATUTE,
    context="云岭法",
    text="职工享有休息的权利。",
    source=SourceRef("laws", "file:///laws/a.txt", "a.txt", 0, 10),
    text_hash="0",
)


def results(*scores: float) -> SearchResults:
    row = {**to_row(PASSAGE), "row_hash": "derived"}
    return SearchResults(
        query="休息",
        as_of="2024-07-01",
        mode="hybrid",
        generation="g1",
        results=tuple(SearchResult(score, ScoreParts(keyword=0.5), row) for score in scores),
    )


def test_an_answer_is_a_sequence_of_its_results() -> None:
    answer = results(0.9, 0.4)
    assert len(answer) == 2
    assert [result.score for result in answer] == [0.9, 0.4]
    assert list(results()) == []


def test_the_json_of_an_answer_has_rank_score_parts_and_the_fields_of_the_schema() -> None:
    document = json.loads(json.dumps(results(0.9, 0.4).as_json()))
    assert list(document) == ["query", "as_of", "mode", "generation", "hits"]
    assert [hit["rank"] for hit in document["hits"]] == [1, 2]
    first = document["hits"][0]
    assert first["parts"] == {"keyword": 0.5, "vector": None}
    assert list(first) == ["rank", "score", "parts", *(field.name for field in FIELDS)]
    assert first["text"] == PASSAGE.text
