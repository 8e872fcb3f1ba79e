"""No pattern costs more than its input allows, fed with its own worst repetition."""

from __future__ import annotations

import re
import time
from itertools import islice

import pytest

from tests.patterns.worst import compiled_patterns, grown, worst_inputs
from tests.soak import FACTOR

_SIZES = (50, 200, 800)
_EACH = 12
"""Of so many patterns one is tried in `make test`; all of them are in `make soak`."""

_SEEN = 0.002
"""Seconds from which a time says something about the growth."""

_MOST_GROWTH = 24.0
"""Most that four times the input may cost: 4 is linear, 16 quadratic, 64 cubic."""

_BOUNDED = {
    "law.citations._patterns.GAP_BEFORE": "it sees the 30 characters before a list",
}
"""Patterns whose input is bounded by the caller."""


def _seconds(
    pattern: re.Pattern[str],
    text: str,
    times: int,
) -> float:
    best = float("inf")
    for _ in range(times):
        began = time.thread_time()
        pattern.match(text)
        best = min(best, time.thread_time() - began)
    return best


def _growth(
    pattern: re.Pattern[str],
    before: str,
    body: str,
) -> float:
    """The largest growth of cost from a size to four times the size; 0 where none can be seen."""
    texts = [grown(before, body, size // len(body) + 1) for size in _SIZES]
    last = _seconds(pattern, texts[0], 2)
    for text in texts[1:]:
        now = _seconds(pattern, text, 2)
        if now > _SEEN:
            # Measured again, because another process may have had the processor.
            return min(now, _seconds(pattern, text, 2)) / max(last, 1e-6)
        last = now
    return 0.0


@pytest.mark.soak
def test_no_pattern_is_worse_than_quadratic_where_it_begins() -> None:
    bad = []
    for named in islice(compiled_patterns(), 0, None, 1 if FACTOR else _EACH):
        if named.name in _BOUNDED:
            continue
        for before, body in worst_inputs(named.pattern):
            growth = _growth(named.pattern, before, body)
            if growth > _MOST_GROWTH:
                bad.append((named.name, before, body, round(growth)))
                break
    assert bad == []


@pytest.mark.parametrize(
    ("source", "is_bad"),
    [
        (r"(?:a+)+b", True),
        (r"\s*x?\s*y?\s*z?\s*第", True),
        (r"\s*+x?\s*+y?\s*+第", False),
        (r"第[一二三]+条", False),
        (r"[^条]{0,40}条", False),
    ],
    ids=["nested", "four gaps", "possessive gaps", "one repetition", "bounded"],
)
def test_the_search_for_worst_inputs_sees_them(source: str, is_bad: bool) -> None:
    pattern = re.compile(source)
    if source.startswith("(?:a+)+"):
        # Doubles with each character: a length that a machine survives.
        short = _seconds(pattern, grown("", "a", 14), 2)
        assert _seconds(pattern, grown("", "a", 20), 1) / short > _MOST_GROWTH
        return
    growths = [_growth(pattern, before, body) for before, body in worst_inputs(pattern)]
    assert (max(growths, default=0.0) > _MOST_GROWTH) == is_bad
