"""Where two texts differ: one text with the regions replaced is the other one."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from law.duplicates.alignment import Region, regions
from tests.soak import examples, seeds

DIFFERENCES = [
    ("工资按月支付", "工资按月支付", []),
    ("工资按月支付", "工资应按周支付", [("", "应"), ("月", "周")]),
    ("工资按月支付", "工资支付", [("按月", "")]),
    ("甲方", "乙方", [("甲", "乙")]),
    ("", "第一条", [("", "第一条")]),
    ("第一条", "", [("第一条", "")]),
    ("", "", []),
    ("每月三千元", "每月三千五百元", [("", "五百")]),
]


@pytest.mark.parametrize(("first", "second", "expected"), DIFFERENCES)
def test_regions(first: str, second: str, expected: list[tuple[str, str]]) -> None:
    found = [
        (first[region.start : region.end], second[region.other_start : region.other_end])
        for region in regions(first, second)
    ]
    assert found == expected


def replaced(first: str, second: str) -> str:
    """The first text with the words of the second one in each region."""
    pieces: list[str] = []
    place = 0
    for region in regions(first, second):
        pieces += [first[place : region.start], second[region.other_start : region.other_end]]
        place = region.end
    return "".join([*pieces, first[place:]])


def assert_in_order(first: str, second: str) -> None:
    end = 0
    other_end = 0
    for region in regions(first, second):
        assert end <= region.start <= region.end <= len(first)
        assert other_end <= region.other_start <= region.other_end <= len(second)
        assert region.start - end == region.other_start - other_end
        assert 0 < region.edits <= region.size
        end = region.end
        other_end = region.other_end
    assert len(first) - end == len(second) - other_end


TEXTS = st.text("工资按月支付。", max_size=40)


@given(TEXTS, TEXTS)
def test_what_lies_between_the_regions_is_equal(first: str, second: str) -> None:
    assert replaced(first, second) == second
    assert_in_order(first, second)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert list(regions(text, text)) == []


CHARACTERS = "工资按月支付加班休息协商合同解除补偿单位职工应当可以不得第一二三条，。"


def long_text(rng: random.Random, length: int) -> str:
    return "".join(rng.choices(CHARACTERS, k=length))


def edited(rng: random.Random, text: str, count: int) -> str:
    """The text with some characters replaced, put in or taken out."""
    for _ in range(count):
        place = rng.randrange(len(text))
        new = "".join(rng.choices(CHARACTERS, k=rng.randrange(4)))
        text = text[:place] + new + text[place + rng.randrange(3) :]
    return text


@pytest.mark.parametrize("seed", seeds(6))
def test_long_texts_that_are_cut_at_shared_stretches_are_rebuilt_too(seed: int) -> None:
    rng = random.Random(seed)
    first = long_text(rng, 9_000)
    second = edited(rng, first, 25)
    assert replaced(first, second) == second
    assert_in_order(first, second)
    # the cuts cost nothing: a change stays as small as it was made
    assert max(region.size for region in regions(first, second)) < 40


@pytest.mark.parametrize("seed", seeds(3))
def test_a_long_text_with_two_parts_exchanged_is_rebuilt(seed: int) -> None:
    rng = random.Random(seed)
    first_part, second_part = long_text(rng, 4_500), long_text(rng, 4_500)
    first = first_part + second_part
    second = second_part + first_part
    assert replaced(first, second) == second


def test_long_texts_that_repeat_one_stretch_have_no_false_anchor() -> None:
    article = "第一条　职工依法享有休息休假的权利，任何单位不得侵犯。"
    first = article * 200
    second = article * 199 + "第二条　略。"
    assert replaced(first, second) == second


@settings(max_examples=examples(10))
@given(st.text("甲乙", min_size=5, max_size=12), st.text("甲乙丙", max_size=30))
def test_a_long_text_of_one_repeated_run_is_rebuilt(run: str, end: str) -> None:
    first = run * 900
    second = first + end
    assert replaced(first, second) == second


@pytest.mark.parametrize(
    ("region", "size"),
    [(Region(0, 3, 5, 6, 3), 3), (Region(4, 4, 0, 7, 7), 7), (Region(0, 0, 0, 0, 0), 0)],
)
def test_a_region_is_as_large_as_its_longer_stretch(region: Region, size: int) -> None:
    assert region.size == size
