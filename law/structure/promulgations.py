"""The words of the order or notice above a rule, as a unit of their own."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from corpus.records import Level, Provision, Span, Unit
from law.structure.cutting import Cutting, cut
from law.structure.header import Header
from law.structure.lines import TextLine
from law.structure.units import Provisions

PROMULGATION = "promulgation"
"""The path of the unit that holds the words of an order or notice."""


def add_promulgation(
    found: Provisions,
    text: str,
    lines: Sequence[TextLine],
    header: Header,
    cutting: Cutting,
) -> None:
    """Add the words by which an order promulgates the rule below it, before the rule's own units.

    Args:
        found: The provisions of the rule; the unit is added to them.
        text: The clean text of the document.
        lines: Its lines.
        header: Its head.
        cutting: How long a passage may be.
    """
    if header.order is None or not header.order.words:
        return
    said = [lines[index] for index in header.order.words]
    start = said[0].start
    end = said[-1].end
    moved: list[Provision] = []
    for provision in found.provisions:
        parent = provision.parent
        moved.append(provision if parent is None else replace(provision, parent=parent + 1))
    node = Provision(
        Level.PREAMBLE,
        PROMULGATION,
        header.order.head,
        start,
        end,
    )
    found.provisions[:] = [node, *moved]
    pieces = [Span(start, end)]
    if end - start > cutting.article:
        pieces = cut(
            text,
            [Span(line.start, line.end) for line in said],
            cutting.prose,
        )
    context = f"{header.title} › {header.order.head}"
    units: list[Unit] = []
    for number, piece in enumerate(pieces, 1):
        first = max(
            (line for line in said if line.start <= piece.start), key=lambda line: line.start
        )
        units.append(
            Unit(
                path=PROMULGATION,
                start=piece.start,
                end=piece.end,
                piece=number if len(pieces) > 1 else None,
                context=context,
                page=first.page,
                box=first.box,
            )
        )
    found.units[:0] = units
