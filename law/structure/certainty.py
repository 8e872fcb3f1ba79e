"""How sure OCR is of each unit of a scanned document: carried from blocks to units, and told where
it is little.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from corpus.records import (
    UNSURE,
    Block,
    Document,
    Finding,
    Severity,
    Structure,
    Unit,
)

_SHOWN = 5  # units that a finding names


def with_confidence(made: Structure, document: Document) -> Structure:
    """The structure with the confidence of its units, and a finding where some were read with
    little; itself where nothing was scanned.
    """
    blocks = [block for block in document.blocks if block.confidence is not None]
    if not blocks:
        return made
    starts = [block.start for block in blocks]
    units = tuple(
        replace(unit, confidence=_confidence(unit, blocks, starts)) for unit in made.units
    )
    unsure = [unit for unit in units if unit.confidence is not None and unit.confidence < UNSURE]
    return replace(
        made,
        units=units,
        findings=(*made.findings, *_findings(unsure, len(units))),
    )


def _confidence(
    unit: Unit,
    blocks: Sequence[Block],
    starts: Sequence[int],
) -> float | None:
    """The mean over a unit's scanned blocks, by characters; None where it has none."""
    first = max(0, bisect_right(starts, unit.start) - 1)
    last = bisect_right(starts, unit.end - 1)
    shares = [
        (block.confidence, min(block.end, unit.end) - max(block.start, unit.start))
        for block in blocks[first:last]
        if block.confidence is not None and block.end > unit.start
    ]
    characters = sum(count for _, count in shares)
    if characters:
        return round(sum(sure * count for sure, count in shares) / characters, 3)
    return None


def _findings(unsure: Sequence[Unit], total: int) -> list[Finding]:
    if not unsure:
        return []
    worst = sorted(unsure, key=lambda unit: (unit.confidence or 0.0, unit.start))[:_SHOWN]
    named = "、".join(f"{unit.path} ({unit.confidence})" for unit in worst)
    message = f"{len(unsure)} of {total} passages were read by OCR with a confidence below {UNSURE}, the least sure of them {named}"
    return [
        Finding(
            Severity.WARNING,
            "uncertain_scan",
            worst[0].path,
            message,
            "compare them with the page, or scan it again",
        )
    ]
