"""Slips between two copies of one text: single characters that a typist or OCR got wrong."""

from __future__ import annotations

_AGREE = 3
"""Characters that have to agree behind a slip: a slip is never beside another."""


def count_slips(text: str, other: str) -> int | None:
    """Count the slips by which two texts differ.

    A slip replaces, adds or leaves out one character. The time is linear in the length.

    Args:
        text: A text.
        other: Another text.

    Returns:
        The number of slips; None where the texts differ in more than slips.

    >>> count_slips("工资按月支付给劳动者本人", "工资按用支付给劳动者本人")
    1
    >>> count_slips("工资按月支付给劳动者本人", "工资按季度支付给劳动者本人") is None
    True
    """
    slips = 0
    place = 0
    other_place = 0
    while place < len(text) and other_place < len(other):
        if text[place] == other[other_place]:
            place += 1
            other_place += 1
            continue
        slips += 1
        for step, other_step in (
            (1, 1),
            (1, 0),
            (0, 1),
        ):
            if _agree(
                text,
                place + step,
                other,
                other_place + other_step,
            ):
                place += step
                other_place += other_step
                break
        else:
            return None
    rest = len(text) - place + len(other) - other_place
    return slips + rest if rest <= 1 else None


def _agree(
    text: str,
    place: int,
    other: str,
    other_place: int,
) -> bool:
    """Whether two texts agree from two places on, for some characters or up to their ends."""
    words = text[place : place + _AGREE]
    others = other[other_place : other_place + _AGREE]
    if len(words) < _AGREE or len(others) < _AGREE:
        is_end = len(text) - place == len(other) - other_place
        return is_end and words == others
    return words == others
