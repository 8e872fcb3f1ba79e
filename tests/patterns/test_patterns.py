"""No pattern costs more than its input allows, fed with its own worst repetition."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from types import FrameType

import pytest

from corpus.errors import BadInput
from ingestion.reading import read
from law.citations import CitingPassage, find_in_document
from law.structure import structure
from quality.promises import broken_promise
from tests.patterns.worst import compiled_patterns, grown, worst_inputs
from tests.soak import FACTOR

_SIZES = (50, 200, 800)
_EACH = 12
"""Of so many patterns one is tried in `make test`; all of them are in `make soak`."""

_TEXT_SIZES = (4_000, 16_000, 64_000)
_TEXTS_EACH = 150
"""Of so many worst inputs one is read as a text in `make test`; all of them are in `make soak`."""

_SEEN = 0.002
"""Seconds from which the time of a pattern says something about the growth."""

_SEEN_IN_A_TEXT = 0.05
"""The same of a text."""

_MOST_GROWTH = 24.0
"""Most that four times the input may cost a search: 4 is linear, 16 quadratic, 64 cubic."""

_MOST_GROWTH_OF_A_TEXT = 9.0
"""Most that a text of four times the size may cost: it has to be linear."""

_FOR_EVER = 5.0
"""Seconds of the processor after which a search is given up: its cost doubles with each sign."""

_BOUNDED = {
    "corpus.notation.provision_lists._MEMBER": "it sees one list of at most 41 numbers",
    "law.citations._patterns.GAP_BEFORE": "it sees the 30 characters before a list",
    "law.citations.meaning._PRINTED": "it sees the 6 characters before a label",
    "law.structure.acts.amendments._BY_TITLE": "it sees a title",
    "law.structure.instruments._ORDER_HEAD": "it sees a line without its blanks",
    "law.structure.instruments._STAGES": "it sees a title",
}
"""Patterns whose input is bounded by the caller."""

_TEXT = (
    "青岬区晾晒办法\n\n（2021年5月6日青岬区人民政府公布）\n\n第一条 决定废止《草帽办法》%s。\n\n"
    "第二条 %s第三条\n\n第三条 戴草帽。\n"
)


class TooLongError(Exception):
    """A search does not end."""


@contextmanager
def _given_up_after(seconds: float) -> Iterator[None]:
    """Raise `TooLongError` where the processor works for longer: a search sees signals too."""

    def give_up(signal_number: int, frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _search(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass


def _seconds(work: Callable[[], None], times: int) -> float:
    best = float("inf")
    for _ in range(times):
        began = time.thread_time()
        with _given_up_after(_FOR_EVER):
            work()
        best = min(best, time.thread_time() - began)
    return best


def _growth(
    pattern: re.Pattern[str],
    before: str,
    body: str,
) -> float:
    """The largest growth of cost from a size to four times the size; 0 where none can be seen."""
    texts = [grown(before, body, size // len(body) + 1) for size in _SIZES]
    last = float("inf")
    for text in texts:
        try:
            now = _seconds(lambda: _search(pattern, text), 1)  # noqa: B023 - called at once
            if now > _SEEN and last < float("inf"):
                # Measured again, because another process may have had the processor.
                now = min(now, _seconds(lambda: _search(pattern, text), 1))  # noqa: B023
                return now / max(last, 1e-6)
        except TooLongError:
            return float("inf")
        last = now
    return 0.0


@pytest.mark.soak
def test_no_pattern_is_worse_than_quadratic_where_it_searches() -> None:
    """A search that is linear where it begins is quadratic where it may begin at every place."""
    bad = []
    for named in islice(compiled_patterns(), 0, None, 1 if FACTOR else _EACH):
        if named.name in _BOUNDED:
            continue
        for before, body in worst_inputs(named.pattern):
            growth = _growth(named.pattern, before, body)
            if growth > _MOST_GROWTH:
                bad.append((named.name, before, body, growth))
                break
    assert bad == []


def _work_through(text: str) -> None:
    """Read a text and all that it says: bytes, structure, promises and citations."""
    try:
        document = read(text.encode(errors="replace"), "晾晒.txt")
    except BadInput:
        return
    found = structure(document, "晾晒")
    broken_promise(document.text, found)
    parts = [CitingPassage(None, document.text[unit.start : unit.end]) for unit in found.units]
    find_in_document("晾晒办法", "晾晒办法", parts)


def _text_growth(before: str, body: str) -> float:
    """The growth of cost that two steps in size both show; else that of the first step."""
    last = float("inf")
    growth = 0.0
    for size in _TEXT_SIZES:
        repeated = grown(before, body, size // len(body) + 1)
        text = _TEXT % (repeated, repeated)
        try:
            now = _seconds(lambda: _work_through(text), 1)  # noqa: B023 - called at once
        except TooLongError:
            return float("inf")
        growth = now / last if now > _SEEN_IN_A_TEXT else 0.0
        if last < float("inf") and growth <= _MOST_GROWTH_OF_A_TEXT:
            break
        last = now
    return growth


@pytest.mark.soak
def test_a_text_of_the_worst_repetition_of_any_pattern_costs_what_its_length_allows() -> None:
    worst = {
        (before, body)
        for named in compiled_patterns()
        for before, body in worst_inputs(named.pattern)
    }
    bad = []
    for before, body in islice(sorted(worst), 0, None, 1 if FACTOR else _TEXTS_EACH):
        growth = _text_growth(before, body)
        if growth > _MOST_GROWTH_OF_A_TEXT:
            bad.append((before, body, growth))
    assert bad == []


@pytest.mark.parametrize(
    "body", ["1977 - ", "1 - ", "（一） 、 ", "第 一 、 第 二 、 ", "1、 2 和 3 "]
)
def test_rows_of_numbers_are_no_list_that_is_tried_in_every_way(body: str) -> None:
    assert _text_growth("", body) <= _MOST_GROWTH_OF_A_TEXT


@pytest.mark.parametrize(
    ("source", "is_bad"),
    [
        (r"(?:a+)+b", True),
        (r"\s*x?\s*第", True),
        (r"\s*+x?\s*+第", False),
        (r"第[一二三]+条", False),
        (r"[^条]{0,40}条", False),
    ],
    ids=["nested", "two gaps", "possessive gaps", "one repetition", "bounded"],
)
def test_the_search_for_worst_inputs_sees_them(source: str, is_bad: bool) -> None:
    pattern = re.compile(source)
    if source.startswith("(?:a+)+"):
        # Doubles with each character: a length that a machine survives.
        short = _seconds(lambda: _search(pattern, grown("", "a", 14)), 2)
        longer = _seconds(lambda: _search(pattern, grown("", "a", 20)), 1)
        assert longer / short > _MOST_GROWTH
        return
    growths = [_growth(pattern, before, body) for before, body in worst_inputs(pattern)]
    assert (max(growths, default=0.0) > _MOST_GROWTH) == is_bad
