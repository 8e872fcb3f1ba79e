"""What stands in each row, for the terminal, the page and JSON alike."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from cli.reading.comparing import METADATA, Comparison
from cli.reading.escaping import visible
from cli.reading.labels import Label
from corpus.records import Block, Document
from ingestion.legibility import NO_RECORD, REPEATED, MatchedLine, RowMark, is_hidden


class ShownText(NamedTuple):
    """A part of a text that is shown in one way.

    Attributes:
        text: The text; every character of it can be seen.
        mark: `read`, `removed`, `hidden`, `missing` or `added`.
        what: Why it was removed; empty for what was read or added.
    """

    text: str
    mark: RowMark = RowMark.READ
    what: str = ""


class LineView(NamedTuple):
    """A line of the file.

    Attributes:
        place: Where it stands.
        pieces: Its text.
    """

    place: str
    pieces: tuple[ShownText, ...]


class TextView(NamedTuple):
    """A text that was read: a block of the document, or what stands between two labels in it.

    Attributes:
        labels: What begins with it.
        pieces: Its text.
        note: What a person should know of it: the page and the certainty of OCR.
        is_heading: Whether it looks like a heading.
    """

    labels: tuple[Label, ...]
    pieces: tuple[ShownText, ...]
    note: str = ""
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """A row: lines of the file beside what was read of them.

    Attributes:
        mark: What became of the lines.
        what: Why they were removed; empty for what was read.
        lines: The lines of the file.
        texts: What was read of them.
    """

    mark: RowMark
    what: str
    lines: tuple[LineView, ...]
    texts: tuple[TextView, ...]


def lay_out(comparison: Comparison, labels: Sequence[Label]) -> list[RowView]:
    """Lay out a comparison.

    Args:
        comparison: The comparison.
        labels: What stands where in the text, in its order.

    Returns:
        Its rows, in the same order.
    """
    offsets = [label.offset for label in labels]
    added = _added_ranges(comparison)
    views: list[RowView] = []
    for row in comparison.rows:
        texts: list[TextView] = []
        for block in row.blocks if comparison.document else ():
            first = bisect_left(offsets, block.start)
            last = bisect_right(offsets, max(block.end - 1, block.start))
            texts += _texts(comparison.document, block, labels[first:last], added)
        views.append(
            RowView(
                row.mark,
                row.what,
                tuple(_line_view(line) for line in row.lines),
                tuple(texts),
            )
        )
    return views


def _line_view(line: MatchedLine) -> LineView:
    text = line.line.text
    pieces: list[ShownText] = []
    end = 0
    for start, stop, what in line.missing:
        pieces += _read_pieces(text[end:start])
        pieces.append(ShownText(visible(text[start:stop]), _mark_of(what), what))
        end = stop
    pieces += _read_pieces(text[end:].rstrip())
    return LineView(visible(line.line.place), tuple(pieces))


def _read_pieces(text: str) -> Iterator[ShownText]:
    """A text that was read; characters that no reader sees are marked in it."""
    for is_unseen, characters in groupby(text, key=_is_unseen):
        shown = visible("".join(characters))
        if is_unseen:
            yield ShownText(shown, RowMark.HIDDEN, "invisible character")
        else:
            yield ShownText(shown)


def _is_unseen(character: str) -> bool:
    return len(visible(character)) > 1


def _mark_of(what: str) -> RowMark:
    if what == NO_RECORD:
        return RowMark.MISSING
    return RowMark.HIDDEN if is_hidden(what) else RowMark.REMOVED


def _added_ranges(comparison: Comparison) -> list[tuple[int, int]]:
    """The ranges of the text that are in no line of the file, inside of rows that have lines."""
    ranges: list[tuple[int, int]] = []
    for row in comparison.rows:
        if not any(line.matches for line in row.lines):
            continue
        matches = sorted(
            (match.read_start, match.read_end) for line in row.lines for match in line.matches
        )
        for block in row.blocks:
            ranges += _gaps(comparison, block, matches)
    return sorted(ranges)


def _gaps(
    comparison: Comparison,
    block: Block,
    matches: Sequence[tuple[int, int]],
) -> Iterator[tuple[int, int]]:
    assert comparison.document is not None
    text = comparison.document.text
    place = block.start
    for start, end in [*matches, (block.end, block.end)]:
        if end < block.start or start > block.end:
            continue
        if start > place and any(character.isalnum() for character in text[place:start]):
            yield place, start
        place = max(place, end)


def _texts(
    document: Document | None,
    block: Block,
    labels: Sequence[Label],
    added: Sequence[tuple[int, int]],
) -> Iterator[TextView]:
    """A block in parts: each begins with a label, or is what stands before the first."""
    assert document is not None
    cuts = sorted({block.start, *(label.offset for label in labels), block.end})
    note = _note_of(block)
    for start, end in pairwise(cuts):
        pieces = tuple(_pieces(document.text, start, end, added))
        own = tuple(label for label in labels if label.offset == start)
        yield TextView(own, pieces, note, block.depth is not None and block.kind.value == "heading")
        note = ""


def _pieces(
    text: str,
    start: int,
    end: int,
    added: Sequence[tuple[int, int]],
) -> Iterator[ShownText]:
    place = start
    first = max(bisect_left(added, (start, 0)) - 1, 0)
    for added_start, added_end in added[first:]:
        if added_start >= end:
            break
        begin = max(added_start, place)
        stop = min(added_end, end)
        if begin >= stop:
            continue
        if begin > place:
            yield ShownText(visible(text[place:begin]))
        yield ShownText(visible(text[begin:stop]), RowMark.ADDED)
        place = stop
    if place < end:
        yield ShownText(visible(text[place:end]))


def _note_of(block: Block) -> str:
    if block.confidence is None:
        return ""
    page = f"page {block.page}, " if block.page else ""
    return f"{page}OCR: {block.confidence:.0%}"


def describe_reason(what: str) -> str:
    """Say why a part of a line is not in the text.

    Args:
        what: The kind, as `ShownText.what` has it.

    Returns:
        A few words.
    """
    if what == NO_RECORD:
        return "missing, and no record says why"
    if what == REPEATED:
        return "the text has it once"
    return what if what == METADATA else f"removed: {visible(what)}"


def count_marks(views: Sequence[RowView]) -> dict[str, int]:
    """Count the lines of a file by what became of them.

    Args:
        views: The rows.

    Returns:
        By the name of the mark, how many lines of the file; of what has no line, how many texts.
    """
    counts: dict[str, int] = {}
    for view in views:
        size = len(view.lines) or len(view.texts)
        counts[view.mark.value] = counts.get(view.mark.value, 0) + size
    return counts


__all__ = [
    "LineView",
    "RowView",
    "ShownText",
    "TextView",
    "count_marks",
    "describe_reason",
    "lay_out",
]
