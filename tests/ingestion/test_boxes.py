"""Boxes on a page: what they share, where they end, and the runs of ink in a row of pixels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.boxes import Box, union
from ingestion.ocr.arrays import runs
from ingestion.ocr.boxes import boxes_around, crop, separate_boxes

EDGES = st.integers(-50, 150)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x0, x1 = sorted((draw(EDGES), draw(EDGES)))
    top, bottom = sorted((draw(EDGES), draw(EDGES)))
    return Box(x0, top, x1, bottom)


def area(box: Box) -> float:
    return box.width * box.height


SHARED = [
    (Box(5, 5, 15, 15), (5, 5, 25)),
    (Box(2, 2, 4, 8), (2, 6, 12)),  # inside
    (Box(10, 0, 20, 10), (0, 10, 0)),  # side by side: an edge has no area
    (Box(13, 2, 20, 8), (-3, 6, 0)),  # white between them
    (Box(13, 14, 20, 20), (-3, -4, 0)),  # two negative sides give no area either
]


@pytest.mark.parametrize(("other", "shared"), SHARED)
def test_what_two_boxes_share(other: Box, shared: tuple[float, float, float]) -> None:
    box = Box(0, 0, 10, 10)
    assert (box.shared_width(other), box.shared_height(other), box.shared_area(other)) == shared


@given(boxes(), boxes())
def test_sharing_is_mutual_and_never_more_than_a_box_has(first: Box, second: Box) -> None:
    shared = first.shared_area(second)
    assert shared == second.shared_area(first)
    assert 0 <= shared <= min(area(first), area(second))
    assert first.shared_area(first) == area(first)


@given(st.lists(boxes(), min_size=1, max_size=6))
def test_a_union_is_the_smallest_box_around_all(several: list[Box]) -> None:
    whole = union(several)
    for box in several:
        assert whole.contains(box.x0, box.top)
        assert whole.contains(box.x1, box.bottom)
    assert whole.x0 in {box.x0 for box in several}
    assert whole.bottom in {box.bottom for box in several}
    assert union([whole, *several]) == whole


def test_there_is_no_union_of_nothing() -> None:
    with pytest.raises(ValueError, match="not enough values"):
        union([])


@given(boxes())
def test_the_middle_lies_inside_and_as_far_from_both_edges(box: Box) -> None:
    assert box.contains(box.middle_x, box.middle_y)
    assert box.middle_x - box.x0 == box.x1 - box.middle_x
    assert box.middle_y - box.top == box.bottom - box.middle_y


@given(boxes(), st.sampled_from([0.25, 0.5, 2.0, 8.0]), st.integers(0, 20))
def test_scaling_and_widening_are_undone(box: Box, factor: float, margin: int) -> None:
    assert box.scaled(factor).scaled(1 / factor) == box
    assert box.widened(margin).widened(-margin) == box
    assert box.widened(margin).width == box.width + 2 * margin


@given(boxes())
def test_a_clipped_box_lies_on_the_page(box: Box) -> None:
    page = Box(0, 0, 100, 80)
    clipped = box.clipped(page.width, page.height)
    assert clipped.clipped(page.width, page.height) == clipped
    if box.shared_area(page):
        assert area(clipped) == box.shared_area(page)


ROWS = [
    ([], []),
    ([0, 0], []),
    ([1], [(0, 1)]),
    ([1, 1, 0, 1], [(0, 2), (3, 4)]),
    ([0, 1, 1], [(1, 3)]),
    ([True, False, True], [(0, 1), (2, 3)]),
]


@pytest.mark.parametrize(("row", "found"), ROWS, ids=range(len(ROWS)))
def test_runs(row: list[int], found: list[tuple[int, int]]) -> None:
    assert list(runs(np.array(row))) == found


@given(st.lists(st.booleans(), max_size=40))
def test_a_row_is_rebuilt_from_its_runs(row: list[bool]) -> None:
    rebuilt = [False] * len(row)
    last = -1
    for start, end in runs(np.array(row, dtype=bool)):
        assert last < start < end  # two runs never touch
        last = end
        rebuilt[start:end] = [True] * (end - start)
    assert rebuilt == row


PAGE = np.full((80, 100), 255, np.uint8)


def quads(*corners: list[tuple[float, float]]) -> np.ndarray:
    return np.array(corners, dtype=np.float32).reshape(-1, 4, 2)


QUADS = [
    ([(10, 20), (60, 20), (60, 40), (10, 40)], [Box(10, 20, 60, 40)]),
    # the order of the corners does not matter
    ([(60, 40), (10, 40), (10, 20), (60, 20)], [Box(10, 20, 60, 40)]),
    # a line that slopes is not higher for it
    ([(10, 20), (60, 24), (60, 44), (10, 40)], [Box(10, 22, 60, 42)]),
    ([(-5, -5), (120, -5), (120, 90), (-5, 90)], [Box(0, 0, 100, 80)]),
    ([(10, 20), (60, 20), (60, 23), (10, 23)], []),  # lower than any character
    ([(200, 20), (260, 20), (260, 40), (200, 40)], []),  # beside the page
]


@pytest.mark.parametrize(("corners", "found"), QUADS, ids=range(len(QUADS)))
def test_boxes_around_quadrangles(corners: list[tuple[float, float]], found: list[Box]) -> None:
    assert boxes_around(quads(corners), PAGE) == found


def test_there_are_no_boxes_around_nothing() -> None:
    assert boxes_around(quads(), PAGE) == []


def test_a_part_of_a_page_has_the_size_of_its_box() -> None:
    page = np.arange(80 * 100, dtype=np.int64).reshape(80, 100)
    part = crop(page, Box(10.4, 20.4, 29.6, 25.0))
    assert part.shape == (5, 20)
    assert part[0, 0] == page[20, 10]


def test_boxes_of_different_rows_may_overlap() -> None:
    upper, lower = Box(0, 0, 50, 20), Box(30, 15, 90, 35)
    assert separate_boxes([lower, upper], PAGE) == [upper, lower]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(10, 40)), min_size=1, max_size=4))
def test_separated_boxes_keep_their_number_and_outer_ends(places: list[tuple[int, int]]) -> None:
    row = [Box(float(x), 10.0, float(x + width), 30.0) for x, width in places]
    separated = separate_boxes(row, PAGE)
    assert len(separated) == len(row)
    assert union(separated) == union(row)
    for box in separated:
        assert box.width >= 4
