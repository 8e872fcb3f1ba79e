"""From copies and pieces to results: one text is one result, and a cut article is shown whole.

Folding in the engine (`collapse` of OpenSearch) was set aside. It folds by one field, and after
ranking. But a copy or a piece that only keyword search found must lend its score to the one that
vector search found. So candidates fold inside each list, by `fold_key`, before they are fused.
This module then shows what folded.

Versions of a law whose texts differ are different results. Where their texts are the same, the
newest version is shown and names the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from corpus.hashing import text_hash
from corpus.schema import Row
from corpus.search import ScoreParts, SearchResult
from indexing.store import Filter, IndexReader
from retrieval.fusion import Fused

MAX_PIECES = 1000
"""Rows that are read to find the pieces of an article: all its versions, each in pieces."""


def is_piece(row: Row) -> bool:
    """Say whether a row is one of several pieces of an article.

    Pieces of other texts stand for themselves.

    Args:
        row: A row of the index.

    Returns:
        Whether the row is a piece of an article.
    """
    return row["article"] is not None and row["unit"] != row["id"]


def fold_key(row: Row) -> str:
    """Return the key under which candidates become one result.

    Args:
        row: A row of the index.

    Returns:
        The unit for a piece of an article, the hash of the text for a whole passage.
    """
    if is_piece(row):
        return f"unit {row['unit']}"
    return f"text {row['text_hash']}"


def fold(
    ranked: Iterable[Fused],
    reader: IndexReader,
    k: int,
    groups: tuple[str, ...],
) -> list[SearchResult]:
    """Make results of a ranking that was fused by `fold_key`.

    An article is read whole before it is compared with others, because two versions may share one
    piece and differ in the next.

    Args:
        ranked: The entries, best first.
        reader: Where the pieces of articles are read.
        k: How many results are wanted.
        groups: The groups of the reader: pieces and copies of other groups are not shown.

    Returns:
        The first `k` results, best first.
    """
    results: dict[str, SearchResult] = {}
    for entry in ranked:
        is_full = len(results) >= k
        if is_full and is_piece(entry.rows[0]):
            # It could only add a copy to a result, and would cost a read of the index.
            continue
        shown = _show(
            entry,
            reader,
            groups,
        )
        text = shown.row["text_hash"]
        known = results.get(text)
        if known is not None:
            results[text] = _merge(known, shown)
        elif not is_full:
            results[text] = shown
    return list(results.values())


def whole_article(
    piece: Row,
    reader: IndexReader,
    groups: tuple[str, ...],
) -> Row:
    """Return the row of the article that a piece belongs to.

    Args:
        piece: A piece of an article.
        reader: Where the other pieces are read.
        groups: The groups of the reader.

    Returns:
        One row with the text of all pieces, from the start of the first to the end of the last.
    """
    where = Filter(
        groups=groups,
        works=(piece["work"],),
        articles=(piece["article"],),
    )
    rows = reader.find(where, MAX_PIECES)
    pieces = [row for row in rows if row["unit"] == piece["unit"]]
    return join_pieces(pieces or [piece])


def join_pieces(pieces: Sequence[Row]) -> Row:
    """Join the pieces of an article to one row.

    Args:
        pieces: The rows, at least one, in any order.

    Returns:
        One row. Its id is that of the first piece, which the index knows.
    """
    ordered = sorted(pieces, key=lambda row: (row["source"]["start"], row["id"]))
    first = ordered[0]
    text = ""
    tags: list[Any] = []
    citations: list[Any] = []
    cautions: list[Any] = []
    end = first["source"]["start"]
    for row in ordered:
        # An article is cut between its paragraphs, and only line breaks stand there.
        text += "\n" * (row["source"]["start"] - end)
        end = row["source"]["end"]
        tags += [_move_tag(tag, len(text)) for tag in row["tags"]]
        citations += row["citations"]
        cautions += [caution for caution in row["cautions"] if caution not in cautions]
        text += row["text"]
    return {
        **first,
        "text": text,
        "text_hash": text_hash(text),
        "source": {**first["source"], "end": ordered[-1]["source"]["end"]},
        "tags": tags,
        "citations": citations,
        "cautions": cautions,
    }


def _move_tag(tag: Row, distance: int) -> Row:
    """A tag of a piece as a tag of the whole: its evidence is a span of the text."""
    if tag["evidence"] is None:
        return tag
    return {**tag, "evidence": [place + distance for place in tag["evidence"]]}


def _show(
    entry: Fused,
    reader: IndexReader,
    groups: tuple[str, ...],
) -> SearchResult:
    """The result of one entry: the article whole, or the passage with its copies."""
    row = entry.rows[0]
    if is_piece(row):
        shown = whole_article(
            row,
            reader,
            groups,
        )
    else:
        shown = _with_copies(entry.rows)
    return SearchResult(
        entry.score,
        entry.parts,
        shown,
    )


def _merge(better: SearchResult, other: SearchResult) -> SearchResult:
    """Two results with the same text as one."""
    parts = ScoreParts(
        _larger(better.parts.keyword, other.parts.keyword),
        _larger(better.parts.vector, other.parts.vector),
    )
    return replace(
        better,
        parts=parts,
        row=_with_copies([better.row, other.row]),
    )


def _with_copies(rows: Sequence[Row]) -> Row:
    """The row to show of several with the same text.

    It is the newest version of the best row's work, and names where else the text stands.
    """
    of_work = [row for row in rows if row["work"] == rows[0]["work"]]
    shown = max(of_work, key=lambda row: row["promulgated"] or "")
    if len(rows) == 1:
        return shown
    places: set[tuple[str, str]] = set()
    for row in rows:
        for place in (row["source"], *row["mirrors"]):
            places.add((place["name"], place["path"]))
    places.discard((shown["source"]["name"], shown["source"]["path"]))
    copies = [{"name": name, "path": path} for name, path in sorted(places)]
    return {**shown, "mirrors": copies}


def _larger(score: float | None, other: float | None) -> float | None:
    if score is None:
        return other
    if other is None:
        return score
    return max(score, other)
