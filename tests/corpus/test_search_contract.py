"""The search contract: parameters, their checks, and the JSON of an answer."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.errors import ExitStatus, UnknownValue, UsageError
from corpus.search import SearchRequest, check_values, parameter_names


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
