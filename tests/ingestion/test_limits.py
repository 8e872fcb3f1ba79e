"""Each limit has a range, and its error names the setting."""

from __future__ import annotations

import dataclasses
import math
import pickle

import pytest

from corpus.errors import UsageError
from ingestion.limits import DEFAULT_LIMITS, Limits

NAMES = [field.name for field in dataclasses.fields(Limits)]
MAY_BE_NOTHING = {"max_nesting", "max_scanned_pages"}


@pytest.mark.parametrize("name", NAMES)
def test_a_negative_limit_is_refused_by_name(name: str) -> None:
    with pytest.raises(UsageError, match=rf"^ingestion\.{name} can't be -1"):
        Limits(**{name: -1})


@pytest.mark.parametrize("name", NAMES)
def test_only_nesting_and_scanned_pages_may_be_nothing(name: str) -> None:
    if name in MAY_BE_NOTHING:
        assert getattr(Limits(**{name: 0}), name) == 0
        return
    with pytest.raises(UsageError, match=rf"^ingestion\.{name} can't be 0"):
        Limits(**{name: 0})


@pytest.mark.parametrize("seconds", [math.nan, math.inf])
def test_no_limit_on_time_is_no_limit(seconds: float) -> None:
    with pytest.raises(UsageError, match=r"ingestion\.max_seconds"):
        Limits(max_seconds=seconds)


def test_limits_reach_a_worker_whole() -> None:
    assert pickle.loads(pickle.dumps(DEFAULT_LIMITS)) == Limits()
    narrow = Limits(max_bytes=5, max_seconds=0.5)
    assert pickle.loads(pickle.dumps(narrow)) == narrow
