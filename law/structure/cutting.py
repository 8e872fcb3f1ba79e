"""Cutting what is too long for one passage, where a reader would pause.

Fixed windows with overlap were set aside: they tear sentences, count text twice, and no two
versions of a text share one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.options import check_range
from corpus.records import Span


@dataclass(frozen=True, slots=True)
class Cutting:
    """How long a passage may be, in characters.

    Attributes:
        article: lexops does not split an article of up to this many characters.
        prose: lexops joins sections of cases, policies and other texts into passages of up to this
            many characters. The embedder reads 512 tokens, which is about as many characters.
    """

    article: int = 1000
    prose: int = 500

    def __post_init__(self) -> None:
        check_range("passages.article", self.article, at_least=1)
        check_range("passages.prose", self.prose, at_least=1)


_PAUSES = (
    re.compile(r"[。！？!?]+[”’」』）)]*"),
    re.compile(r"[；;]+"),
    re.compile(r"[，,：:、]|\s"),
)


def cut(
    text: str,
    spans: Sequence[Span],
    limit: int,
) -> list[Span]:
    """Gather consecutive spans into pieces, and cut the spans that are longer than a piece may be.

    Args:
        text: The clean text of a document.
        spans: Consecutive spans of it: paragraphs or items.
        limit: The greatest length of a piece, in characters.

    Returns:
        The pieces in order. They cover every character of the spans, and are balanced: no stub is
        left at the end.
    """
    atoms: list[Span] = []
    for span in spans:
        atoms += _atoms(text, span, limit)
    if not atoms:
        return []
    fewest = _filled(atoms, limit)
    for count in (len(fewest), len(fewest) + 1):
        pieces = _balanced(atoms, count)
        if all(piece.end - piece.start <= limit for piece in pieces):
            return pieces
    return fewest


def _filled(atoms: Sequence[Span], limit: int) -> list[Span]:
    """The fewest pieces that there can be: each takes what it can."""
    pieces = [atoms[0]]
    for atom in atoms[1:]:
        start = pieces[-1].start
        if atom.end - start <= limit:
            pieces[-1] = Span(start, atom.end)
        else:
            pieces.append(atom)
    return pieces


def _balanced(atoms: Sequence[Span], count: int) -> list[Span]:
    """About `count` pieces of about one length, cut at the ends of atoms.

    They may be longer than a limit.
    """
    ends = [atom.end for atom in atoms]
    start = atoms[0].start
    length = ends[-1] - start
    final = len(atoms) - 1
    pieces: list[Span] = []
    first = 0
    for number in range(1, count + 1):
        # A few long atoms reached beyond the last goals.
        if first == len(atoms):
            break
        last = final
        if number < count:
            goal = start + length * number / count
            last = _nearest_end(ends, goal, first)
        if last >= first:
            pieces.append(Span(atoms[first].start, ends[last]))
        first = last + 1
    return pieces


def _nearest_end(
    ends: Sequence[int],
    goal: float,
    first: int,
) -> int:
    """The index of the end that is nearest to a goal, not before `first`."""
    last = bisect_left(
        ends,
        goal,
        first,
        len(ends) - 1,
    )
    if last > first and goal - ends[last - 1] < ends[last] - goal:
        return last - 1
    return last


def _atoms(
    text: str,
    span: Span,
    limit: int,
    pauses: Sequence[re.Pattern[str]] = _PAUSES,
) -> Iterable[Span]:
    """A span as parts that are no longer than `limit`.

    Cut at sentences, else at clauses, else anywhere.
    """
    if span.end - span.start <= limit:
        yield span
        return
    if not pauses:
        for start in range(span.start, span.end, limit):
            yield Span(start, min(start + limit, span.end))
        return
    for part in split_at(text, span, pauses[0]):
        yield from _atoms(
            text,
            part,
            limit,
            pauses[1:],
        )


def split_at(
    text: str,
    span: Span,
    pause: re.Pattern[str],
) -> list[Span]:
    """Cut a span behind every match of a pattern.

    Args:
        text: The clean text of a document.
        span: The span.
        pause: The pattern.

    Returns:
        The parts in order; together they cover the span.
    """
    ends = [match.end() for match in pause.finditer(text, span.start, span.end)]
    bounds = sorted({span.start, *ends, span.end})
    return [Span(start, end) for start, end in pairwise(bounds)]
