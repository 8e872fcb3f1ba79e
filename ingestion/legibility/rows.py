"""Puts the lines of a file beside the blocks that were read of them, row by row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from corpus.records import Block, Document
from ingestion.legibility.matching import NO_RECORD, Matched, MatchedLine


class RowMark(StrEnum):
    """What became of the lines of a row."""

    READ = "read"
    JOINED = "joined"  # several lines of the file are one line of the text
    REMOVED = "removed"
    HIDDEN = "hidden"  # removed because no reader sees it
    MISSING = "missing"  # in the file and not in the text, and no record says why
    ADDED = "added"  # in the text and in no line of the file: a number that Word makes
    RECOGNISED = "recognised"  # by OCR, from a picture


class Row(NamedTuple):
    """Some lines of a file beside the text that was read of them.

    Attributes:
        mark: What became of the lines.
        what: Why the lines were removed, as `Removal.what` names it; empty for what was read.
        lines: The lines of the file; none where the text has no line.
        start: Where the text begins in `Document.text`.
        end: Where it ends, exclusive. Equal to `start` where nothing was read.
        blocks: The blocks of the text.
    """

    mark: RowMark
    what: str
    lines: tuple[MatchedLine, ...]
    start: int
    end: int
    blocks: tuple[Block, ...] = ()


def build_rows(
    document: Document,
    matched: Matched,
    *,
    has_lines: bool,
) -> list[Row]:
    """Put the lines of a file beside the blocks that were read of them.

    Args:
        document: What was read.
        matched: The lines of the file, and where they are in the text.
        has_lines: Whether the lines of the file could be read at all.

    Returns:
        Rows in the order of the text. Lines of which nothing was read stand behind the row of the
        line before them.
    """
    return _Layout(document, matched, has_lines=has_lines).rows()


class _Layout:
    def __init__(
        self,
        document: Document,
        matched: Matched,
        *,
        has_lines: bool,
    ) -> None:
        self._blocks = document.blocks
        self._starts = [block.start for block in document.blocks]
        self._lines = matched.lines
        self._has_lines = has_lines
        # a group of blocks that share lines is named by its first block
        self._group = list(range(len(self._blocks)))
        self._blocks_of: list[list[int]] = [self._find_blocks(line) for line in matched.lines]
        for blocks in self._blocks_of:
            for block in blocks[1:]:
                self._join(blocks[0], block)

    def rows(self) -> list[Row]:
        members: dict[int, list[Block]] = {}
        for number, block in enumerate(self._blocks):
            members.setdefault(self._root(number), []).append(block)
        inside, behind = self._place_lines()
        found = list(self._removed_rows(behind.get(None, ()), 0))
        for group, blocks in members.items():
            found.append(self._row_of(inside.get(group, ()), blocks))
            found += self._removed_rows(behind.get(group, ()), blocks[-1].end)
        return found

    def _place_lines(
        self,
    ) -> tuple[dict[int, list[MatchedLine]], dict[int | None, list[MatchedLine]]]:
        """The lines of each group, and those that stand behind a group."""
        inside: dict[int, list[MatchedLine]] = {}
        behind: dict[int | None, list[MatchedLine]] = {}
        waiting: list[MatchedLine] = []
        last: int | None = None
        for line, blocks in zip(self._lines, self._blocks_of, strict=True):
            if not blocks:
                waiting.append(line)
                continue
            group = self._root(blocks[0])
            place = inside.setdefault(group, []) if group == last else behind.setdefault(last, [])
            place += waiting
            waiting = []
            inside.setdefault(group, []).append(line)
            last = group
        behind.setdefault(last, []).extend(waiting)
        return inside, behind

    def _row_of(
        self,
        lines: Sequence[MatchedLine],
        blocks: Sequence[Block],
    ) -> Row:
        mark = RowMark.READ
        if not lines:
            mark = RowMark.ADDED if self._has_lines else RowMark.READ
            if any(block.confidence is not None for block in blocks):
                mark = RowMark.RECOGNISED
        elif sum(1 for line in lines if line.matches) > 1:
            mark = RowMark.JOINED
        return Row(
            mark,
            "",
            tuple(lines),
            blocks[0].start,
            blocks[-1].end,
            tuple(blocks),
        )

    @staticmethod
    def _removed_rows(lines: Sequence[MatchedLine], place: int) -> Iterator[Row]:
        for line in lines:
            if not line.missing:  # only marks, and no words
                continue
            reasons = list(dict.fromkeys(part.what for part in line.missing))
            mark = RowMark.REMOVED
            if any(is_hidden(what) for what in reasons):
                mark = RowMark.HIDDEN
            elif NO_RECORD in reasons:
                mark = RowMark.MISSING
            yield Row(
                mark,
                ", ".join(reasons),
                (line,),
                place,
                place,
            )

    def _find_blocks(self, line: MatchedLine) -> list[int]:
        found: dict[int, None] = {}
        for match in line.matches:
            first = bisect_right(self._starts, match.read_start) - 1
            last = bisect_right(self._starts, match.read_end - 1) - 1
            found |= dict.fromkeys(range(max(first, 0), last + 1))
        return sorted(found)

    def _root(self, block: int) -> int:
        while self._group[block] != block:
            self._group[block] = self._group[self._group[block]]
            block = self._group[block]
        return block

    def _join(
        self,
        first: int,
        second: int,
    ) -> None:
        low, high = sorted((self._root(first), self._root(second)))
        self._group[high] = low


def is_hidden(what: str) -> bool:
    """Say whether a kind of removal means that no reader sees the text.

    Args:
        what: The kind, as `Removal.what` names it.

    Returns:
        Whether it does.
    """
    return what.startswith("hidden")
