"""Hashes, keys of stages and batches: equal inputs give equal keys, and nothing is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.batches import batches
from corpus.hashing import sha256, stage_key, text_hash

OPTIONS = st.dictionaries(
    st.text(max_size=5),
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    max_size=4,
)


@given(st.text(max_size=30))
def test_a_text_has_the_beginning_of_the_hash_of_its_bytes(text: str) -> None:
    assert sha256(text.encode()) == hashlib.sha256(text.encode()).hexdigest()
    assert text_hash(text) == sha256(text.encode())[:32]


@given(OPTIONS)
def test_the_order_of_options_does_not_change_a_key(options: dict[str, object]) -> None:
    turned = dict(reversed(options.items()))
    assert stage_key("read", 1, "input", options) == stage_key("read", 1, "input", turned)


@given(OPTIONS, OPTIONS)
def test_other_options_give_another_key(
    first: dict[str, object],
    second: dict[str, object],
) -> None:
    equal = stage_key("read", 1, first) == stage_key("read", 1, second)
    # True equals 1 in Python, and is another value in JSON
    assert equal == (sorted(map(repr, first.items())) == sorted(map(repr, second.items())))


def test_every_part_of_a_key_counts() -> None:
    keys = {
        stage_key("read", 1, "a"),
        stage_key("cite", 1, "a"),
        stage_key("read", 2, "a"),
        stage_key("read", 1, "b"),
        stage_key("read", 1),
        stage_key("read", 1, "a", None),
        stage_key("read", 1, ["a"]),
        stage_key("read", 11, "a"),
    }
    assert len(keys) == 8
    assert {len(key) for key in keys} == {32}


@given(st.lists(st.integers(), max_size=30), st.integers(1, 7))
def test_batches_have_all_items_in_order_and_one_size(items: list[int], size: int) -> None:
    made = list(batches(items, size))
    assert [item for batch in made for item in batch] == items
    assert all(len(batch) == size for batch in made[:-1])
    assert all(0 < len(batch) <= size for batch in made)


def test_a_batch_is_read_only_when_it_is_asked_for() -> None:
    read: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(10):
            read.append(number)
            yield number

    made = batches(numbers(), 3)
    assert read == []
    assert next(made) == [0, 1, 2]
    assert read == [0, 1, 2]


@pytest.mark.parametrize("size", [1, 5, 100])
def test_nothing_makes_no_batch(size: int) -> None:
    assert list(batches([], size)) == []
