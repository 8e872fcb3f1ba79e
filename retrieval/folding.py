"""Mirrors and pieces to hits: one text is one hit, and an article that was cut for the index is shown whole.

Folding in the engine (OpenSearch's `collapse`) was set aside: it folds by one field, and after ranking, while a copy or a piece
that only the keyword leg found must lend its score to the one that the vector leg found. So candidates fold inside each leg, by
`fold_key`, before they are fused; what is left is to show what folded.

Versions of a law whose texts differ are different hits. Where their texts are the same, the newest is shown and names the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.hashing import text_hash
from corpus.schema import Row
from indexing.store import Filter, IndexReader
from retrieval.fusion import Fused, ScoreParts

MAX_PIECES = 1000
"""Rows that are looked through for an article's pieces: all versions of it, each in pieces."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a reader gets: a row of the index, whole, with the score of the best that folded into it."""

    score: float
    parts: ScoreParts
    row: Row


def is_piece(row: Row) -> bool:
    """Whether a row is one of several that an article was cut into. Pieces of other texts stand for themselves."""
    return row["article"] is not None and row["unit"] != row["id"]


def fold_key(row: Row) -> str:
    """Candidates with the same key are one hit: pieces of one article, or whole passages with the same text."""
    return f"unit {row['unit']}" if is_piece(row) else f"text {row['text_hash']}"


def fold(
    ranked: Iterable[Fused], reader: IndexReader, k: int, groups: tuple[str, ...]
) -> list[Hit]:
    """The first `k` hits of a ranking that was fused by `fold_key`; whoever asks sees only pieces and mirrors of their groups.

    An article is fetched whole before it is compared, because two versions may share one piece and differ in the next.
    """
    hits: dict[str, Hit] = {}
    for entry in ranked:
        full = len(hits) >= k
        if full and is_piece(
            entry.rows[0]
        ):  # could only add a mirror, and would cost a look into the index
            continue
        shown = _shown(entry, reader, groups)
        known = hits.get(shown.row["text_hash"])
        if known:
            hits[shown.row["text_hash"]] = Hit(
                known.score,
                _better(known.parts, shown.parts),
                _with_mirrors([known.row, shown.row]),
            )
        elif not full:
            hits[shown.row["text_hash"]] = shown
    return list(hits.values())


def whole_article(piece: Row, reader: IndexReader, groups: tuple[str, ...]) -> Row:
    """The row of the article that a piece belongs to: the text of all its pieces, from the first one's start to the last one's end."""
    where = Filter(groups=groups, works=(piece["work"],), articles=(piece["article"],))
    found = [row for row in reader.find(where, MAX_PIECES) if row["unit"] == piece["unit"]]
    return join_pieces(found or [piece])


def join_pieces(pieces: Sequence[Row]) -> Row:
    """One row of an article's pieces, in the order of the text; its id is the first piece's, which the index knows."""
    ordered = sorted(pieces, key=lambda row: (row["source"]["start"], row["id"]))
    first, last = ordered[0], ordered[-1]
    text, tags, citations, end = "", [], [], first["source"]["start"]
    for row in ordered:
        text += "\n" * (
            row["source"]["start"] - end
        )  # an article is cut between its paragraphs, and nothing but that stands there
        end = row["source"]["end"]
        tags += [_moved(tag, len(text)) for tag in row["tags"]]
        citations += row["citations"]
        text += row["text"]
    source = {**first["source"], "end": last["source"]["end"]}
    return {
        **first,
        "text": text,
        "text_hash": text_hash(text),
        "source": source,
        "tags": tags,
        "citations": citations,
    }


def _moved(tag: Row, by: int) -> Row:
    """A tag of a piece as a tag of the whole: its evidence is a span of the text."""
    return (
        tag
        if tag["evidence"] is None
        else {**tag, "evidence": [place + by for place in tag["evidence"]]}
    )


def _shown(entry: Fused, reader: IndexReader, groups: tuple[str, ...]) -> Hit:
    if is_piece(entry.rows[0]):
        return Hit(entry.score, entry.parts, whole_article(entry.rows[0], reader, groups))
    return Hit(entry.score, entry.parts, _with_mirrors(entry.rows))


def _with_mirrors(rows: Sequence[Row]) -> Row:
    """The row to show of several with the same text: of the best one's work the newest version, naming where else the text stands."""
    shown = max(
        (row for row in rows if row["work"] == rows[0]["work"]),
        key=lambda row: row["promulgated"] or "",
    )
    if len(rows) == 1:
        return shown
    own = (shown["source"]["name"], shown["source"]["path"])
    places = {
        (place["name"], place["path"]) for row in rows for place in (row["source"], *row["mirrors"])
    } - {own}
    return {**shown, "mirrors": [{"name": name, "path": path} for name, path in sorted(places)]}


def _better(one: ScoreParts, other: ScoreParts) -> ScoreParts:
    return ScoreParts(_larger(one.keyword, other.keyword), _larger(one.vector, other.vector))


def _larger(one: float | None, other: float | None) -> float | None:
    return one if other is None else other if one is None else max(one, other)
