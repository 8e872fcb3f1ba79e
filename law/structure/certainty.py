"""How sure OCR is of each unit of a scanned document.

Carried from blocks to units, and reported where it is little.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from msgspec import structs

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


def with_confidence(found: Structure, document: Document) -> Structure:
    """Add the confidence of OCR to the units of a structure.

    Args:
        found: The structure.
        document: Its document; blocks that were scanned have a confidence.

    Returns:
        The structure with the confidence of its units, between 0 and 1, and a finding where some
        are below `UNSURE`. The same structure where nothing was scanned.
    """
    blocks = [block for block in document.blocks if block.confidence is not None]
    if not blocks:
        return found
    starts = [block.start for block in blocks]
    units: list[Unit] = []
    unsure: list[Unit] = []
    for unit in found.units:
        confidence = _mean_confidence(unit, blocks, starts)
        measured = structs.replace(unit, confidence=confidence)
        units.append(measured)
        if confidence is not None and confidence < UNSURE:
            unsure.append(measured)
    findings = found.findings
    if unsure:
        findings = (*findings, _unsure_finding(unsure, len(units)))
    return replace(found, units=tuple(units), findings=findings)


def _mean_confidence(
    unit: Unit,
    blocks: Sequence[Block],
    starts: Sequence[int],
) -> float | None:
    """The mean over a unit's scanned blocks, by characters; None where it has none."""
    first = max(0, bisect_right(starts, unit.start) - 1)
    last = bisect_right(starts, unit.end - 1)
    characters = 0
    weighted = 0.0
    for block in blocks[first:last]:
        if block.confidence is None or block.end <= unit.start:
            continue
        shared = min(block.end, unit.end) - max(block.start, unit.start)
        characters += shared
        weighted += block.confidence * shared
    return round(weighted / characters, 3) if characters else None


def _unsure_finding(unsure: Sequence[Unit], total: int) -> Finding:
    worst = sorted(unsure, key=lambda unit: (unit.confidence or 0.0, unit.start))[:_SHOWN]
    named = "、".join(f"{unit.path} ({unit.confidence})" for unit in worst)
    message = (
        f"{len(unsure)} of {total} passages were read by OCR with a confidence below {UNSURE},"
        f" the least sure of them {named}"
    )
    return Finding(
        Severity.WARNING,
        "uncertain_scan",
        worst[0].path,
        message,
        "compare them with the page, or scan it again",
    )
