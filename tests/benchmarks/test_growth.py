"""A cost that grows faster than its input is seen, also where the start hides it at first."""

from __future__ import annotations

import pytest

from benchmarks.growth import MOST_GROWTH, Measured, growths


@pytest.mark.parametrize(
    ("seconds", "is_linear"),
    [
        ((1.0, 4.0, 16.0), True),
        ((3.0, 6.0, 18.0), True),
        ((1.0, 16.0, 256.0), False),
        ((9.0, 10.0, 80.0), False),
    ],
    ids=["linear", "linear after a start", "quadratic", "quadratic behind a start"],
)
def test_growth_of_the_cost_of_one_unit(
    seconds: tuple[float, float, float],
    is_linear: bool,
) -> None:
    measured = [
        Measured("rows", times, 10 * times, {"parse": spent})
        for times, spent in zip((1, 4, 16), seconds, strict=True)
    ]
    assert (growths(measured)["rows"] <= MOST_GROWTH) == is_linear
