"""Files of many records: each is a unit of its own, cited by its number; one that holds articles is
cited by those, below its number.

To read such a file as one text was set aside: a table of laws has as many first articles as it has
laws.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus.notation.work_keys import unspace
from corpus.records import (
    Level,
    Provision,
    Role,
    Span,
    StructuralSpan,
    Unit,
)
from law.structure.cutting import Cutting, cut
from law.structure.lines import TextLine
from law.structure.numbering import unused
from law.structure.units import Provisions

_BESIDE = "note"
"""What a line is called that belongs to no record: what stands above and below a table."""
_DIVISION = 9
"""The depth of a chapter's heading in a record: below all that a parser calls one."""


class _Writer:
    """Writes units line by line; a unit ends where its record does, or where an article begins."""

    def __init__(
        self,
        text: str,
        title: str,
        cutting: Cutting,
    ) -> None:
        self.out = Provisions()
        self._text = text
        self._title = title
        self._cutting = cutting
        self._headings: list[tuple[int, str, str | None]] = []
        self._taken: Counter[str] = Counter()
        self._lines: list[TextLine] = []
        self._article: str | None = None

    def add(self, line: TextLine) -> None:
        """Take the next line."""
        if line.mark and line.mark.level is Level.ARTICLE and not line.row:
            article = line.mark.label
        else:
            article = None
        if line.record and line.opens_division() and not line.row:
            depth = _DIVISION
        else:
            depth = line.heading
        if self._lines and (line.record != self._lines[0].record or article or depth is not None):
            self.close()
        if depth is not None:
            self._open(line, depth)
            return
        self._article = article or (self._article if self._lines else None)
        self._lines.append(line)

    def _open(self, line: TextLine, depth: int) -> None:
        self._headings = [
            one for one in self._headings if one[0] < depth and one[2] in (None, line.record)
        ]
        self._headings.append((depth, unspace(line.text), line.record))
        self.out.provisions.append(
            Provision(
                level=Level.HEADING,
                label="",
                heading=unspace(line.text),
                start=line.start,
                end=line.end,
            )
        )
        self.out.structural.append(
            StructuralSpan(role=Role.HEADING, start=line.start, end=line.end)
        )

    def close(self) -> None:
        """Write the unit whose lines are all in."""
        if not self._lines:
            return
        record = self._lines[0].record
        number = record or _BESIDE
        path = unused(
            f"{number}/{self._article}" if self._article else number,
            self._taken,
        )
        above = [
            heading
            for _, heading, of in self._headings
            if of in (None, record) and heading != self._title
        ]
        if self._article or len(self._lines) == 1:
            limit = self._cutting.article
        else:
            limit = self._cutting.prose
        pieces = cut(
            self._text,
            [Span(line.start, line.end) for line in self._lines],
            limit,
        )
        context = " › ".join([self._title, *above])
        for place, piece in enumerate(pieces, 1):
            self.out.units.append(
                Unit(
                    path=path,
                    start=piece.start,
                    end=piece.end,
                    article=self._article,
                    piece=place if len(pieces) > 1 else None,
                    context=context,
                )
            )
        self._lines = []


def read_records(
    text: str,
    lines: Sequence[TextLine],
    title: str,
    cutting: Cutting,
) -> Provisions:
    """The units of a text of which lines belong to records."""
    writer = _Writer(text, title, cutting)
    for line in lines:
        writer.add(line)
    writer.close()
    return writer.out
