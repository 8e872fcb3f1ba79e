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

    `article`: an article up to this length is never split (design: 1,000). `prose`: sections of
    cases, policies and other texts are gathered up to this length; the embedder's window of 512
    tokens holds about as many characters.
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
    """Gather consecutive spans (paragraphs, items) into pieces of at most `limit` characters; cut
    the spans that are longer.

    The pieces keep order, cover every character of the spans, and are balanced so that no stub is
    left at the end.
    """
    atoms = [atom for span in spans for atom in _atoms(text, span, limit)]
    if not atoms:
        return []
    fewest = _filled(atoms, limit)
    for pieces in (_balanced(atoms, len(fewest)), _balanced(atoms, len(fewest) + 1)):
        if all(piece.end - piece.start <= limit for piece in pieces):
            return pieces
    return fewest


def _filled(atoms: Sequence[Span], limit: int) -> list[Span]:
    """As few pieces as there can be: each takes what it can."""
    pieces = [atoms[0]]
    for atom in atoms[1:]:
        if atom.end - pieces[-1].start <= limit:
            pieces[-1] = Span(pieces[-1].start, atom.end)
        else:
            pieces.append(atom)
    return pieces


def _balanced(atoms: Sequence[Span], count: int) -> list[Span]:
    """About `count` pieces of about one length, cut at the ends of atoms; they may be longer than a
    limit.
    """
    ends = [atom.end for atom in atoms]
    start = atoms[0].start
    whole = atoms[-1].end - atoms[0].start
    pieces = []
    first = 0
    for number in range(1, count + 1):
        if first == len(atoms):  # a few long atoms reached beyond the last goals
            break
        goal = start + whole * number / count
        last = (
            len(atoms) - 1
            if number == count
            else bisect_left(
                ends,
                goal,
                first,
                len(ends) - 1,
            )
        )
        if last > first and number < count and goal - ends[last - 1] < ends[last] - goal:
            last -= 1
        if last >= first:
            pieces.append(Span(atoms[first].start, atoms[last].end))
        first = last + 1
    return pieces


def _atoms(
    text: str,
    span: Span,
    limit: int,
    pauses: Sequence[re.Pattern[str]] = _PAUSES,
) -> Iterable[Span]:
    """A span as parts that are no longer than `limit`: at sentences, else at clauses, else
    anywhere.
    """
    if span.end - span.start <= limit:
        yield span
        return
    if not pauses:
        for start in range(span.start, span.end, limit):
            yield Span(start, min(start + limit, span.end))
        return
    for part in split_at(text, span, pauses[0]):
        yield from _atoms(text, part, limit, pauses[1:])


def split_at(
    text: str,
    span: Span,
    pause: re.Pattern[str],
) -> list[Span]:
    """A span cut behind every match of `pause`; the parts cover it."""
    ends = [match.end() for match in pause.finditer(text, span.start, span.end)]
    bounds = sorted(
        {
            span.start,
            *ends,
            span.end,
        }
    )
    return [Span(start, end) for start, end in pairwise(bounds)]
