"""CSV and TSV: rows become records as those of a spreadsheet do.

The delimiter is found in the content. `csv.Sniffer` was set aside: Chinese punctuation misleads it,
and so does one cell with a comma.
"""

from __future__ import annotations

import csv
import io
from collections import Counter

from corpus.errors import BadInput
from corpus.records import BlockKind, Document
from ingestion.drafts import DocumentDraft
from ingestion.formats.decoding import decode
from ingestion.formats.media_types import CSV
from ingestion.formats.record_mapping import DEFAULT_MAPPING, RecordMapping
from ingestion.limits import Limits
from ingestion.parsers._grid import Grid, add_grid

_DELIMITERS = (
    ",",
    "\t",
    ";",
    "|",
    "，",
)
_SAMPLE = 200  # rows that are looked at


def parse(
    data: bytes,
    limits: Limits,
    mapping: RecordMapping = DEFAULT_MAPPING,
) -> Document:
    """Read a table of separated values.

    Args:
        data: The bytes of the file.
        limits: How large a document may be.
        mapping: Which columns are left out.

    Returns:
        The document, with a record for each row.

    Raises:
        BadInput: `encoding`, `corrupt`, `empty` or `too_large`.
    """
    draft = DocumentDraft(limits)
    decoded = decode(data)
    draft.add_metadata("encoding", decoded.encoding)
    rows = _rows(decoded.text.replace("\x00", ""), limits)
    if rows is None:  # no column is to be seen: lines
        for number, line in enumerate(decoded.text.splitlines(), 1):
            draft.add(BlockKind.PARAGRAPH, line, line=number)
    else:
        add_grid(
            draft,
            Grid(rows),
            "",
            mapping,
        )
    return draft.finish(CSV, "table/3")


def _rows(text: str, limits: Limits) -> list[list[str]] | None:
    """Return the cells, row by row; None where no delimiter gives two cells in most rows.

    The delimiter is the one that gives most rows the same number of cells.
    """
    csv.field_size_limit(limits.max_bytes)
    best: tuple[float, int, str] = (0.0, 0, "")
    for delimiter in _DELIMITERS:
        lengths = Counter(len(row) for row in _read(text, delimiter, _SAMPLE) if row)
        if not lengths:
            continue
        columns, count = max(lengths.items(), key=lambda one: (one[1], one[0]))
        best = max(best, (count / lengths.total() if columns > 1 else 0.0, columns, delimiter))
    return _read(text, best[2], limits.max_blocks) if best[2] else None


def _read(
    text: str,
    delimiter: str,
    most: int,
) -> list[list[str]]:
    """Rows with quoted cells; where quotes don't close, they are characters like others."""
    # not `splitlines`: a vertical tab or U+2028 that Office left in a cell ends no row
    lines = list(io.StringIO(text, newline=""))
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        rows: list[list[str]] = []
        try:
            for row in csv.reader(
                lines,
                delimiter=delimiter,
                quoting=quoting,
                strict=quoting == csv.QUOTE_MINIMAL,
            ):
                rows.append(row)
                if len(rows) >= most:
                    return rows
        except csv.Error:
            continue
        return rows
    raise BadInput("corrupt", "a table of which no row can be told from the next")
