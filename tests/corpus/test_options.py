"""A number outside its range is refused with the setting, the value and the range."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UsageError
from corpus.options import check_range

REFUSED = [
    (-1, {"at_least": 0}, "0 or more"),
    (11, {"at_most": 10}, "a number up to 10"),
    (1.5, {"at_least": 0, "at_most": 1}, "a number from 0 to 1"),
    (0, {"above": 0}, "a number above 0"),
    (0, {"above": 0, "at_most": 1}, "a number above 0, up to 1"),
    (1.01, {"above": 0, "at_most": 1}, "a number above 0, up to 1"),
    (math.nan, {"at_least": 0}, "0 or more"),
    (math.inf, {"at_least": 0}, "0 or more"),
    (-math.inf, {"at_most": 0}, "a number up to 0"),
]


@pytest.mark.parametrize(("value", "limits", "described"), REFUSED)
def test_a_value_outside_its_range_is_refused(
    value: float,
    limits: dict[str, float],
    described: str,
) -> None:
    with pytest.raises(UsageError) as caught:
        check_range("brake.share", value, **limits)
    assert str(caught.value) == f"brake.share can't be {value} — set it to {described}"


@pytest.mark.parametrize(
    ("value", "limits"),
    [
        (0, {"at_least": 0}),
        (1, {"at_most": 1}),
        (0.0, {"at_least": 0, "at_most": 0}),
        (1e-9, {"above": 0}),
        (10**400, {"at_least": 1}),  # an integer may be larger than any float
        (-5, {}),
    ],
)
def test_a_value_at_the_end_of_its_range_is_accepted(
    value: float,
    limits: dict[str, float],
) -> None:
    check_range("brake.share", value, **limits)


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(-10, 10),
    st.floats(-10, 10),
)
def test_a_range_is_closed(value: float, first: float, second: float) -> None:
    low, high = sorted((first, second))
    if low <= value <= high:
        check_range("s", value, at_least=low, at_most=high)
        return
    with pytest.raises(UsageError, match=r"^s can't be"):
        check_range("s", value, at_least=low, at_most=high)
