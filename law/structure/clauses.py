"""The clauses of a standard: 5 试验, 5.1 通则, 5.1.2 渡船应当….

A clause opens with a number of several levels and a blank. A sentence that begins with the number
of another clause (5.2的试验适用于木船) has no blank there, and belongs to the clause that it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.notation.marks import is_heading_text
from law.structure.lines import TextLine

_CLAUSE = re.compile(
    r"(?P<number>(?:\d{1,3}|[A-Z](?=\.\d))(?:\.\d{1,3}){0,5})\s+(?P<words>\S.*)$", re.DOTALL
)
_CITES = re.compile(r"[的和与及至或、，。]|规定|(?:中|条|款|项|节)[^a-zA-Z]?(?:的|规定|要求)")
_UNITS = re.compile(
    r"(?:mm|cm|km|m|kg|g|h|min|s|℃|°|%|％|[万亿元]|公里|千克|kW|V|A|Pa|kPa|MPa|Hz|L|mL|kN|N|t)"
    r"(?![a-zA-Z])"
)
"""What a number in the middle of a broken sentence may count."""
_ANNEXES = 1000
_FEWEST = 2  # numbers of several levels that make a text one of clauses
_DEPTH = 2  # of a clause of one level, below the text's own headings

STANDARD_NUMBER = re.compile(
    r"(?:GB|DB\d{0,6}|T|Q|[A-Z]{2,5})(?:/[A-Z]{1,8})?\s{0,2}[A-Z]{0,4}\s{0,2}\d{1,6}(?:\.\d{1,3})?\s?[-—–－]{1,2}\s?(?:19|20)\d{2}"
)
"""The number of a standard: GB/T 123—2021, DB99/T 77.2—2020."""


class StandardClause(NamedTuple):
    """What a line opens in a standard.

    Attributes:
        number: The number of the clause.
        depth: Its depth as a heading.
        names: Whether the line only names the clause; else it is its text.
    """

    number: str
    depth: int
    names: bool


def read_clauses(lines: Sequence[TextLine], body: range) -> dict[int, StandardClause]:
    """Find the lines of a text that open clauses.

    Args:
        lines: The lines of the document.
        body: Indices of the lines of its body.

    Returns:
        The clauses by the index of their lines; none where the text is not made of clauses.
    """
    found: dict[int, StandardClause] = {}
    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()
    for index in body:
        clause = _read_clause(lines[index])
        if clause is None:
            continue
        number = _ordering(clause.number)
        if found and number == first:  # what came before was a table of contents
            found.clear()
        elif number <= last:
            continue
        first = first if found else number
        last = number
        found[index] = clause
    levels = sum("." in clause.number for clause in found.values())
    return found if levels >= _FEWEST else {}


def _ordering(number: str) -> tuple[int, ...]:
    """The numbers of a clause in order; those of the annexes A, B, … come last."""
    parts = number.split(".")
    return tuple(int(part) if part.isdecimal() else _ANNEXES + ord(part) for part in parts)


def _read_clause(line: TextLine) -> StandardClause | None:
    if line.row or not line.text[:1].isascii():
        return None
    match = _CLAUSE.match(line.text)
    if match is None or _CITES.match(match["words"]) or _UNITS.match(match["words"]):
        return None
    words = match["words"].strip()
    names = is_heading_text(words) and "，" not in words
    number = match["number"]
    if "." not in number and not names:
        return None
    return StandardClause(number, _DEPTH + number.count("."), names)
