"""Units without a word: lines to fill in, ruled lines, rows of marks. They are no passages."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from msgspec import structs

from corpus.records import Role, StructuralSpan, Structure, Unit

_WORD = re.compile(r"\w")


def without_blanks(text: str, found: Structure) -> Structure:
    """Make structural spans of the units that have neither a letter nor a digit.

    A dotted line of a form says nothing that could be found or cited. The other pieces of a unit
    that was cut are counted anew.

    Args:
        text: The clean text of the document.
        found: Its structure.

    Returns:
        The structure, in which every unit has a word.
    """
    blanks = [
        unit
        for unit in found.units
        if not _WORD.search(
            text,
            unit.start,
            unit.end,
        )
    ]
    if not blanks:
        return found
    spans = [StructuralSpan(Role.BLANK, unit.start, unit.end) for unit in blanks]
    gone = {id(unit) for unit in blanks}
    kept = [unit for unit in found.units if id(unit) not in gone]
    return replace(
        found,
        units=tuple(_counted_anew(kept)),
        structural=tuple(sorted([*found.structural, *spans], key=lambda span: span.start)),
    )


def _counted_anew(units: list[Unit]) -> list[Unit]:
    pieces = Counter(unit.path for unit in units if unit.piece is not None)
    counted: Counter[str] = Counter()
    result: list[Unit] = []
    for unit in units:
        if unit.piece is None:
            result.append(unit)
            continue
        counted[unit.path] += 1
        piece = counted[unit.path] if pieces[unit.path] > 1 else None
        result.append(structs.replace(unit, piece=piece))
    return result
