"""Pieces cover what was cut, keep to the limit, and leave no stub."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Span
from law.structure.cutting import cut


def spans_of(paragraphs: list[str]) -> tuple[str, list[Span]]:
    spans, start = [], 0
    for paragraph in paragraphs:
        spans.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 1
    return "\n".join(paragraphs), spans


@given(
    st.lists(
        st.text(alphabet="甲乙丙。；，", min_size=1, max_size=120),
        min_size=1,
        max_size=20,
    ),
    st.integers(10, 200),
)
def test_pieces_cover_the_spans_in_order_within_the_limit(
    paragraphs: list[str], limit: int
) -> None:
    text, spans = spans_of(paragraphs)
    pieces = cut(
        text,
        spans,
        limit,
    )
    assert "".join(text[piece.start : piece.end] for piece in pieces).replace(
        "\n", ""
    ) == text.replace("\n", "")
    assert all(0 < piece.end - piece.start <= limit for piece in pieces)


def test_no_stub_is_left_at_the_end() -> None:
    text, spans = spans_of(["用人单位应当支付工资。" * 9] * 11 + ["按月结清。"])
    lengths = [
        piece.end - piece.start
        for piece in cut(
            text,
            spans,
            1000,
        )
    ]
    assert len(lengths) == 2
    assert min(lengths) > 450


def test_what_fits_is_one_piece() -> None:
    text, spans = spans_of(["甲。", "乙。"])
    assert cut(
        text,
        spans,
        5,
    ) == [Span(0, 5)]


def test_long_paragraphs_behind_a_short_one_are_a_piece_each() -> None:
    """One piece more than the fewest was tried, with fewer paragraphs left than pieces: an index out of range."""
    text, spans = spans_of(
        [
            "甲",
            "乙" * 9,
            "丙" * 9,
            "丁" * 9,
        ]
    )
    assert (
        cut(
            text,
            spans,
            10,
        )
        == spans
    )
