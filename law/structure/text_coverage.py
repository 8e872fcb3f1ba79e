"""How much of a text its structure holds."""

from __future__ import annotations

from corpus.records import Span, Structure

_FREE = 0
_STRUCTURAL = 1
_CITED = 2


def coverage(text: str, found: Structure) -> tuple[float, float]:
    """Measure how much of a text its structure holds. Promise 2 wants 1.0 and at least 0.999.

    Args:
        text: The clean text of a document.
        found: Its structure.

    Returns:
        Two shares between 0 and 1. First: of all characters that are no white space, those in units
        or structural spans.
        Second: of the characters that are in no structural span, those in units.
    """
    owner = bytearray(len(text))
    for span in found.structural:
        owner[span.start : span.end] = bytes([_STRUCTURAL]) * (span.end - span.start)
    for unit in found.units:
        owner[unit.start : unit.end] = bytes([_CITED]) * (unit.end - unit.start)
    own = found.span or Span(0, len(text))
    owned = zip(
        owner[own.start : own.end],
        found.own_text(text),
        strict=True,
    )
    visible = [mark for mark, character in owned if not character.isspace()]
    not_structural = len(visible) - visible.count(_STRUCTURAL)
    covered = 1.0
    cited = 1.0
    if visible:
        covered = 1 - visible.count(_FREE) / len(visible)
    if not_structural:
        cited = visible.count(_CITED) / not_structural
    return covered, cited
