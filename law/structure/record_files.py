"""Files of many records: each record is a unit, cited by its number.

A record with articles is cited by those, below its number. To read such a file as one text was set
aside: a table of laws has as many first articles as it has laws.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

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

_OUTSIDE = "note"
"""The path of lines that belong to no record: those above and below a table."""

_DIVISION_DEPTH = 9
"""The depth of a chapter's heading in a record: below every depth that a parser gives."""


class _OpenHeading(NamedTuple):
    """A heading whose part of the file has not ended; `record` is None outside of records."""

    depth: int
    text: str
    record: str | None


class _RecordWriter:
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
        self._headings: list[_OpenHeading] = []
        self._taken: Counter[str] = Counter()
        self._lines: list[TextLine] = []
        self._article: str | None = None

    def add(self, line: TextLine) -> None:
        """Take the next line."""
        article: str | None = None
        if line.mark is not None and line.opens_article():
            article = line.mark.label
        depth = self._heading_depth(line)
        if self._lines:
            other_record = line.record != self._lines[0].record
            if other_record or article or depth is not None:
                self.close()
        if depth is not None:
            self._open_heading(line, depth)
            return
        if article or not self._lines:
            self._article = article
        self._lines.append(line)

    def close(self) -> None:
        """Write the unit of the lines so far."""
        if not self._lines:
            return
        pieces = cut(
            self._text,
            [Span(line.start, line.end) for line in self._lines],
            self._limit(),
        )
        path = self._path()
        context = self._context()
        for number, piece in enumerate(pieces, 1):
            unit = Unit(
                path=path,
                start=piece.start,
                end=piece.end,
                article=self._article,
                piece=number if len(pieces) > 1 else None,
                context=context,
            )
            self.out.units.append(unit)
        self._lines = []

    def _heading_depth(self, line: TextLine) -> int | None:
        """The depth of a heading; None for a line that is no heading."""
        if line.record and line.opens_division() and not line.row:
            return _DIVISION_DEPTH
        return line.heading

    def _open_heading(
        self,
        line: TextLine,
        depth: int,
    ) -> None:
        heading = unspace(line.text)
        self._headings = [
            above
            for above in self._headings
            if above.depth < depth and above.record in (None, line.record)
        ]
        self._headings.append(_OpenHeading(depth, heading, line.record))
        provision = Provision(
            level=Level.HEADING,
            label="",
            heading=heading,
            start=line.start,
            end=line.end,
        )
        self.out.provisions.append(provision)
        self.out.structural.append(StructuralSpan(Role.HEADING, line.start, line.end))

    def _path(self) -> str:
        path = self._lines[0].record or _OUTSIDE
        if self._article:
            path = f"{path}/{self._article}"
        return unused(path, self._taken)

    def _context(self) -> str:
        record = self._lines[0].record
        above = [
            heading.text
            for heading in self._headings
            if heading.record in (None, record) and heading.text != self._title
        ]
        return " › ".join([self._title, *above])

    def _limit(self) -> int:
        """How long a passage may be; a single line is a row, which is cut like an article."""
        if self._article or len(self._lines) == 1:
            return self._cutting.article
        return self._cutting.prose


def read_records(
    text: str,
    lines: Sequence[TextLine],
    title: str,
    cutting: Cutting,
) -> Provisions:
    """Read the units of a file of many records.

    Args:
        text: The clean text of the document.
        lines: Its lines; those of a record name the record.
        title: The title of the document.
        cutting: How long a passage may be.

    Returns:
        Its headings and units.
    """
    writer = _RecordWriter(text, title, cutting)
    for line in lines:
        writer.add(line)
    writer.close()
    return writer.out
