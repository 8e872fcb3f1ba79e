"""Which document represents its copies: by authority, for the same groups, in any order."""

from __future__ import annotations

from itertools import permutations

import pytest

from corpus.records import DocumentKind
from law.duplicates import ComparedPair, CopyCandidate, Outline, choose_representatives

PLAIN = Outline(
    DocumentKind.DOCUMENT,
    "document-1",
    900,
)


def member(
    number: int,
    outline: Outline = PLAIN,
    source: str = "s",
    **more: object,
) -> CopyCandidate:
    return CopyCandidate(
        number,
        source,
        f"{number}.md",
        outline,
        **more,
    )  # type: ignore[arg-type]


def change(**values: object) -> Outline:
    defaults = {"kind": DocumentKind.DOCUMENT, "work": "document-1", "size": 900}
    return Outline(**{**defaults, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "better", "worse"),
    [
        (
            "a source's authority",
            member(2, authority=0),
            member(
                1,
                change(number="云工发〔2023〕7号"),
                authority=1,
            ),
        ),
        (
            "a number",
            member(2, change(number="云工发〔2023〕7号")),
            member(1, change(date="2023-01-01")),
        ),
        (
            "a date of its own",
            member(2, change(date="2023-05-06")),
            member(1, change(shown="2023-01-01")),
        ),
        ("its kind", member(2, change(kind=DocumentKind.POLICY)), member(1)),
        (
            "the earlier day",
            member(2, change(shown="2023-05-06")),
            member(1, change(shown="2023-05-07")),
        ),
        ("the better format", member(2, change(format=0)), member(1, change(format=3))),
        ("the longer text", member(2, change(size=901)), member(1)),
        ("its place, when all else is equal", member(1), member(2)),
    ],
)
def test_who_stands_for_the_other(
    what: str,
    better: CopyCandidate,
    worse: CopyCandidate,
) -> None:
    assert choose_representatives([worse, better], [ComparedPair(1, 2, 0.9)]) == {
        worse.object_id: better.object_id
    }


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_does_not_matter(order: tuple[int, ...]) -> None:
    members = [
        member(1),
        member(2, change(size=950)),
        member(3, change(size=940)),
        member(4),
    ]
    pairs = [ComparedPair(1, 2, 0.9), ComparedPair(1, 3, 0.95), ComparedPair(3, 4, 0.9)]
    found = choose_representatives(
        [members[i] for i in order],
        [
            ComparedPair(
                b,
                a,
                c,
            )
            for a, b, c in reversed(pairs)
        ],
    )
    assert found == choose_representatives(members, pairs) == {1: 3, 4: 3}


def test_a_copy_of_a_copy_stands_for_itself() -> None:
    """1 and 3 are not copies of each other: small steps may lead away from the first text."""
    found = choose_representatives(
        [member(1, change(size=950)), member(2), member(3)],
        [ComparedPair(1, 2, 0.85), ComparedPair(2, 3, 0.85)],
    )
    assert found == {2: 1}


def test_nobody_stands_for_a_document_that_others_may_see() -> None:
    """Neither hides the other, and no reader sees the other; within the same groups it goes on."""
    public, again = member(1), member(2)
    secret, copy = (
        member(
            3,
            change(size=950),
            groups=("legal",),
        ),
        member(4, groups=("legal",)),
    )
    pairs = [
        ComparedPair(
            entry,
            other,
            1.0,
        )
        for entry in range(1, 5)
        for other in range(entry + 1, 5)
    ]
    assert choose_representatives([public, again, secret, copy], pairs) == {2: 1, 4: 3}
    assert (
        choose_representatives(
            [public, member(5, groups=("public", "legal"))], [ComparedPair(1, 5, 1.0)]
        )
        == {}
    )
