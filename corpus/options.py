"""Checking numbers that a user sets: the message names setting, value and range."""

from __future__ import annotations

import math

from corpus.errors import UsageError


def check_range(
    setting: str,
    value: float,
    *,
    at_least: float | None = None,
    at_most: float | None = None,
    above: float | None = None,
) -> None:
    """Check that the value of a setting lies in its range; NaN and infinity never do.

    Args:
        setting: The setting's name, as in `lexops.toml`: `brake.share`.
        value: Its value.
        at_least: The lowest value that is allowed.
        at_most: The highest value that is allowed.
        above: The number that the value has to be greater than.

    Raises:
        UsageError: If the value lies outside; it names setting, value and range.

    >>> check_range("brake.share", 0.2, at_least=0, at_most=1)
    >>> check_range("brake.share", 1.5, at_least=0, at_most=1)
    Traceback (most recent call last):
    corpus.errors.UsageError: brake.share can't be 1.5 — set it to a number from 0 to 1
    """
    too_low = at_least is not None and value < at_least
    too_high = at_most is not None and value > at_most
    not_above = above is not None and value <= above
    is_number = isinstance(value, int) or math.isfinite(value)
    if not is_number or too_low or too_high or not_above:
        raise UsageError(
            f"{setting} can't be {value}",
            remedy=f"set it to {_describe_range(at_least, at_most, above)}",
        )


def _describe_range(
    at_least: float | None,
    at_most: float | None,
    above: float | None,
) -> str:
    """The range in words."""
    if at_least is not None and at_most is not None:
        return f"a number from {at_least} to {at_most}"
    if above is not None and at_most is not None:
        return f"a number above {above}, up to {at_most}"
    if above is not None:
        return f"a number above {above}"
    if at_least is not None:
        return f"{at_least} or more"
    return f"a number up to {at_most}"
