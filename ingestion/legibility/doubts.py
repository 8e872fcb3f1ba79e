"""What speaks against the reading of a file: from the document alone, in microseconds."""

from __future__ import annotations

from typing import NamedTuple

from corpus.records import Document
from ingestion.legibility.rows import is_hidden

_LEAST_CONFIDENCE = 0.9
_MOST_REMOVED = 0.5  # of the visible characters of a file
_DAMAGED = 0.3
_UNREAD = 0.4
_UNREAD_KINDS = {"page without text", "illegible line", "damaged part"}


class ReadingDoubt(NamedTuple):
    """How certain a reading is, and why not more.

    Attributes:
        certainty: From 0 to 1; 1 where nothing speaks against the reading.
        reasons: What speaks against it, in words.
    """

    certainty: float
    reasons: tuple[str, ...]


def doubt_of(document: Document) -> ReadingDoubt | None:
    """Find what speaks against the reading of a file.

    Args:
        document: What was read.

    Returns:
        How certain it is, with the reasons; None where nothing speaks against it.
    """
    found = [
        *_of_ocr(document),
        *_of_removals(document),
        *_of_damage(document),
    ]
    if not found:
        return None
    found.sort()
    return ReadingDoubt(found[0][0], tuple(reason for _, reason in found))


def _of_ocr(document: Document) -> list[tuple[float, str]]:
    sure = [block.confidence for block in document.blocks if block.confidence is not None]
    if not sure:
        return []
    mean = sum(sure) / len(sure)
    unsure = sum(1 for confidence in sure if confidence < _LEAST_CONFIDENCE)
    if not unsure:
        return []
    lines = f"{unsure} of {len(sure)} lines below {_LEAST_CONFIDENCE:.0%}"
    return [(mean, f"OCR is {mean:.0%} sure, {lines}")]


def _of_removals(document: Document) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    length = max(len(document.text), 1)
    removed = 0
    for removal in document.removed:
        removed += removal.characters
        if is_hidden(removal.what):
            characters = max(removal.count, removal.characters, len(removal.example))
            certainty = max(0.0, 0.8 - characters / length)
            found.append((certainty, f"{removal.what}: {removal.count} ×"))
        elif removal.what in _UNREAD_KINDS:
            found.append((_UNREAD, f"{removal.what}: {removal.count} ×"))
    share = removed / (removed + length)
    if share > _MOST_REMOVED:
        found.append((1 - share, f"{share:.0%} of its characters were removed"))
    return found


def _of_damage(document: Document) -> list[tuple[float, str]]:
    damaged = document.metadata.get("damaged_text")
    return [(_DAMAGED, f"damaged text: {damaged}")] if damaged else []
