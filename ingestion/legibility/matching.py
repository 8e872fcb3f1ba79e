"""Finds the lines of a file in the text that was read of it.

    1. whole lines, the longest first        a menu that names a law does not take the law's words
    2. parts of lines between matched ones   a line of which a part was removed or changed
    3. what is left of a line is not there   its kind is that of the removed text that contains it;
                                             without one, it is reported as missing

No order is assumed: a parser may move a title up, and columns are read one after the other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from ingestion.cleaning.recording import RemovedText
from ingestion.legibility._folding import Folded, fold
from ingestion.legibility.original_lines import OriginalLine

NO_RECORD = "missing"
"""The kind of a text that is in the file, not in what was read, and in no record of a removal."""

REPEATED = "repeated"
"""The kind of a text that the file has more often than the text that was read of it."""

MARKS = "marks alone"
"""The kind of what has no letter and no digit: a rule under a heading, the line of a table."""

TAG = "tag"
"""The kind of a tag of HTML in a text."""

_SHORT = 5  # folded characters; a line that short is found only beside what is taken, or at an end
_TINY = 2  # … on both sides
_MOST_PLACES = 30  # where a line is looked for
_LOOK_BACK = 40  # lines, for the place where a line is expected
_MOST_FUZZY = 3_000  # folded characters between two matched lines that are compared one by one
_FUZZY_BUDGET = 40_000_000  # pairs of characters, of a whole file
_LEAST_RUN = 2  # characters of a part of a line
_LEAST_SHARE = 0.3  # of a line that must be found for its parts to count
_MOST_OF_REST = (
    0.6  # of the text between, which is then made of these lines, as a table of its cells
)
_PLACE = re.compile(r"^(?:page|slide|sheet|line|paragraph) \d+: ")
"""What parsers write before the example of a removed text."""
_ENDS_OF_BLOCKS = frozenset("\n")
_ENDS_OF_CELLS = frozenset("\n：；|")
_HTML_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>|<!--.{0,5000}?-->")
_LEAST_INSIDE = 4  # characters of a removed text that is only a part of what is missing


class MatchedPart(NamedTuple):
    """A part of a line that is in the text.

    Attributes:
        start: Where the part begins in the line.
        end: Where it ends in the line, exclusive.
        read_start: Where it begins in the text that was read.
        read_end: Where it ends there, exclusive.
    """

    start: int
    end: int
    read_start: int
    read_end: int


class MissingPart(NamedTuple):
    """A part of a line that is not in the text.

    Attributes:
        start: Where the part begins in the line.
        end: Where it ends in the line, exclusive.
        what: Why, as `Removal.what` names it; `NO_RECORD` where no record says so.
    """

    start: int
    end: int
    what: str


class MatchedLine(NamedTuple):
    """A line of a file, and what became of it.

    Attributes:
        line: The line.
        matches: Its parts that are in the text.
        missing: Its parts that are not.
    """

    line: OriginalLine
    matches: tuple[MatchedPart, ...]
    missing: tuple[MissingPart, ...]


class Matched(NamedTuple):
    """The lines of a file beside the text that was read of it.

    Attributes:
        lines: The lines.
        added: The ranges of the text that are in no line of the file.
    """

    lines: tuple[MatchedLine, ...]
    added: tuple[tuple[int, int], ...]


def match_lines(
    lines: Sequence[OriginalLine],
    text: str,
    removed: Iterable[RemovedText],
    *,
    has_tags: bool = False,
    is_table: bool = False,
) -> Matched:
    """Find the lines of a file in the text that was read of it.

    Args:
        lines: The lines of the file.
        text: The clean text of the document.
        removed: What cleaning removed.
        has_tags: Whether tags of HTML in the lines are no words, as in Markdown.
        is_table: Whether the lines are cells of records, which `：` and `；` separate in the text.

    Returns:
        What became of each line, and what of the text is in none of them.
    """
    matcher = _Matcher(lines, text, has_tags=has_tags, is_table=is_table)
    matcher.match_whole_lines()
    matcher.match_parts()
    return matcher.result(_Kinds(removed))


class _Matcher:
    """The state of one comparison. Places are those of folded texts until the end."""

    def __init__(
        self,
        lines: Sequence[OriginalLine],
        text: str,
        *,
        has_tags: bool,
        is_table: bool,
    ) -> None:
        self._lines = lines
        self._text = text
        self._folded = [fold(_blank_tags(line.text) if has_tags else line.text) for line in lines]
        self._read = fold(text)
        self._is_taken = bytearray(len(self._read.text))
        # by line: where a part begins in it, where in the text, and how long it is
        self._found: list[list[tuple[int, int, int]]] = [[] for _ in lines]
        self._ends = _block_ends(text, self._read, _ENDS_OF_CELLS if is_table else _ENDS_OF_BLOCKS)

    def match_whole_lines(self) -> None:
        """Match lines that are in the text as they are."""
        order = sorted(range(len(self._lines)), key=lambda n: (-len(self._folded[n].text), n))
        waiting = [number for number in order if self._folded[number].text]
        # A line that stands in the text several times goes to the line before it, if it can.
        for takes_any in (False, True):
            left: list[int] = []
            for number in waiting:
                words = self._folded[number].text
                place = self._place_of(number, words)
                is_sure = place is not None and (takes_any or self._is_sure(number, words, place))
                if place is not None and is_sure:
                    self._take(number, 0, place, len(words))
                else:
                    left.append(number)
            waiting = left

    def _is_sure(
        self,
        number: int,
        words: str,
        place: int,
    ) -> bool:
        """Whether a line follows the one before it here, or its words stand nowhere else."""
        if place == self._expected(number):
            return True
        first = self._read.text.find(words)
        return self._read.text.find(words, first + 1) < 0

    def match_parts(self) -> None:
        """Match parts of the lines that stand between two matched ones."""
        budget = _FUZZY_BUDGET
        run: list[int] = []
        for number in range(len(self._lines) + 1):
            is_over = number == len(self._lines) or self._found[number]
            if not is_over:
                run.append(number)
                continue
            if run:
                budget -= self._match_run(run, budget)
                run = []

    def _match_run(
        self,
        run: Sequence[int],
        budget: int,
    ) -> int:
        first = run[0] - 1
        last = run[-1] + 1
        start = (
            max((at + size for _, at, size in self._found[first]), default=0) if first >= 0 else 0
        )
        end = len(self._read.text)
        if last < len(self._lines) and self._found[last]:
            end = min(at for _, at, _ in self._found[last])
        if start >= end:
            return 0
        words = "".join(self._folded[number].text for number in run)
        free = [
            place
            for place in range(start, min(end, start + 4 * _MOST_FUZZY))
            if not self._is_taken[place]
        ]
        if not words or not free:
            return 0
        words = words[:_MOST_FUZZY]
        free = free[:_MOST_FUZZY]
        cost = len(words) * len(free)
        if cost > budget:
            return 0
        self._match_words(run, words, free)
        return cost

    def _match_words(
        self,
        run: Sequence[int],
        words: str,
        free: Sequence[int],
    ) -> None:
        """Match the words of a run of lines with the places of the text that are still free."""
        rest = "".join(self._read.text[place] for place in free)
        blocks = SequenceMatcher(None, words, rest, autojunk=False).get_matching_blocks()
        begins: list[int] = []
        length = 0
        for number in run:
            begins.append(length)
            length += len(self._folded[number].text)
        parts: dict[int, list[tuple[int, int, int]]] = {}
        for begin, other, size in blocks:
            if size < _LEAST_RUN:
                continue
            for offset in range(size):
                index = bisect_right(begins, begin + offset) - 1
                part = (begin + offset - begins[index], free[other + offset], 1)
                parts.setdefault(run[index], []).append(part)
        found = sum(map(len, parts.values()))
        for number, singles in parts.items():
            share_of_line = len(singles) / len(self._folded[number].text)
            if share_of_line >= _LEAST_SHARE or found >= _MOST_OF_REST * len(rest):
                for start, place, size in _joined(singles):
                    self._take(number, start, place, size)

    def _place_of(
        self,
        number: int,
        words: str,
    ) -> int | None:
        """The free place of a line in the text that is nearest to where it is expected."""
        expected = self._expected(number)
        best: int | None = None
        near = max(0, expected - 1)
        for begin in (near, 0):
            place = self._read.text.find(words, begin)
            tried = 0
            while place >= 0 and tried < _MOST_PLACES:
                tried += 1
                if self._is_free(place, len(words)) and self._may_be(place, len(words)):
                    is_nearer = best is None or abs(place - expected) < abs(best - expected)
                    best = place if is_nearer else best
                    if place >= expected:
                        break
                place = self._read.text.find(words, place + 1)
            if best is not None or not near:
                break
        return best

    def _expected(self, number: int) -> int:
        for before in range(number - 1, max(-1, number - _LOOK_BACK), -1):
            if self._found[before]:
                return max(at + size for _, at, size in self._found[before])
        return 0

    def _is_free(
        self,
        place: int,
        size: int,
    ) -> bool:
        return not any(self._is_taken[place : place + size])

    def _may_be(
        self,
        place: int,
        size: int,
    ) -> bool:
        """Whether a short line may stand here, and is not just a word of a sentence."""
        if size > _SHORT:
            return True
        end = place + size
        begins = place in self._ends or bool(self._is_taken[place - 1])
        ends = end in self._ends or bool(self._is_taken[end])
        return (begins and ends) if size <= _TINY else (begins or ends)

    def _take(
        self,
        number: int,
        start: int,
        place: int,
        size: int,
    ) -> None:
        self._found[number].append((start, place, size))
        self._is_taken[place : place + size] = b"\x01" * size

    def result(self, kinds: _Kinds) -> Matched:
        """Return what became of each line, in characters of the originals."""
        lines = tuple(self._matched_line(number, kinds) for number in range(len(self._lines)))
        return Matched(lines, tuple(self._added()))

    def _matched_line(
        self,
        number: int,
        kinds: _Kinds,
    ) -> MatchedLine:
        line = self._lines[number]
        folded = self._folded[number]
        matches: list[MatchedPart] = []
        missing: list[MissingPart] = []
        end_before = 0
        parts = sorted(self._found[number])
        for start, place, size in [*parts, (len(folded.text), -1, 0)]:
            if start > end_before:
                words = folded.text[end_before:start]
                first, last = _original(folded, end_before, start)
                what = self._why(words, line.text[first:last], kinds)
                if what != NO_RECORD or not parts or any(map(str.isalnum, words)):
                    missing.append(MissingPart(first, last, what))
            if size:
                first, last = _original(folded, start, start + size)
                read_first, read_last = _original(self._read, place, place + size)
                matches.append(MatchedPart(first, last, read_first, read_last))
            end_before = start + size
        return MatchedLine(line, tuple(matches), tuple(missing))

    def _why(
        self,
        words: str,
        original: str,
        kinds: _Kinds,
    ) -> str:
        """Why words of the file are not in the text."""
        what = kinds.kind_of(words)
        if what != NO_RECORD:
            return what
        if not any(map(str.isalnum, words)):
            return MARKS
        if original.isascii() and ("<" in original or original.startswith("/")):
            return TAG
        return REPEATED if len(words) > _TINY and words in self._read.text else NO_RECORD

    def _added(self) -> Iterator[tuple[int, int]]:
        place = 0
        read = self._read
        while (start := self._is_taken.find(0, place)) >= 0:
            end = self._is_taken.find(1, start)
            place = end if end >= 0 else len(self._is_taken)
            if any(character.isalnum() for character in read.text[start:place]):
                yield _original(read, start, place)


class _Kinds:
    """Looks up why a text was removed. What was hidden comes first."""

    def __init__(self, removed: Iterable[RemovedText]) -> None:
        texts: dict[str, list[str]] = {}
        for record in removed:
            words = fold(_PLACE.sub("", record.text)).text
            if words:
                texts.setdefault(record.what, []).append(words)
        ordered = sorted(texts, key=lambda what: "hidden" not in what)
        self._texts = {what: "\n".join(texts[what]) for what in ordered}
        self._whole = {words: what for what in reversed(ordered) for words in texts[what]}
        self._pieces = {
            what: {words for words in texts[what] if len(words) >= _LEAST_INSIDE}
            for what in ordered
        }

    def kind_of(self, words: str) -> str:
        """Return the kind of a removed text that contains the words, or that they contain."""
        if words in self._whole:
            return self._whole[words]
        if len(words) <= _TINY and words.isascii():
            return NO_RECORD  # the number of a page is in many a text
        for what, text in self._texts.items():
            if words in text:
                return what
        for what, pieces in self._pieces.items():
            if any(piece in words for piece in pieces):
                return what
        return NO_RECORD


def _block_ends(
    text: str,
    read: Folded,
    marks: frozenset[str],
) -> frozenset[int]:
    """The places of the folded text at which a block or a cell begins or ends."""
    ends = {0, len(read.text)}
    position = 0
    for index, offset in enumerate(read.offsets):
        if not marks.isdisjoint(text[position:offset]):
            ends.add(index)
        if text[offset] in marks:
            ends |= {index, index + 1}
        position = offset + 1
    return frozenset(ends)


def _blank_tags(text: str) -> str:
    """A text with blanks for its tags, so that places stay the same."""
    return _HTML_TAG.sub(lambda tag: " " * len(tag[0]), text)


def _original(
    folded: Folded,
    start: int,
    end: int,
) -> tuple[int, int]:
    """The range of an original text that a range of the folded one stands for."""
    return folded.offsets[start], folded.offsets[end - 1] + 1


def _joined(singles: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Join parts that follow each other in the line and in the text."""
    joined: list[tuple[int, int, int]] = []
    for start, place, size in singles:
        if joined:
            last_start, last_place, last_size = joined[-1]
            if start == last_start + last_size and place == last_place + last_size:
                joined[-1] = (last_start, last_place, last_size + size)
                continue
        joined.append((start, place, size))
    return joined
