"""Cited provisions to the rows of an index: 劳动合同法第38条 → every version of that article, newest first.

The index decides which work a name means: of the names that a reference allows, and of each name's usual forms, the first that
it holds with that article. Nearest names by edit distance were set aside: 合同法 is near 劳动合同法, and is another law.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.notation.cited_names import forms
from corpus.notation.references import Reference
from corpus.notation.simplified import simplify
from corpus.schema import Row
from indexing.store import Filter, IndexReader
from retrieval.folding import is_piece

MAX_ROWS = 1000
"""Rows that one cited article may have: all its versions, in pieces, under all forms of its name."""


def resolve(
    references: Sequence[Reference], reader: IndexReader, where: Filter
) -> list[tuple[Row, ...]]:
    """The cited articles that the index holds and the filter lets through, in the order of citation, each version's rows together.

    Of one article the newest version comes first. A reference that the index can't answer for gives nothing; an article that is
    cited twice comes once.
    """
    units: dict[str, tuple[Row, ...]] = {}
    for reference in references:
        for rows in _versions(reference, reader, where):
            units.setdefault(rows[0]["unit"], rows)
    return list(units.values())


def _versions(reference: Reference, reader: IndexReader, where: Filter) -> list[tuple[Row, ...]]:
    written = [form for name in reference.names for form in forms(name)]
    works = list(
        dict.fromkeys((*written, *map(simplify, written)))
    )  # 勞動合同法 is 劳动合同法, where no work has the name as it is written
    articles = (reference.article,) if reference.article else ()
    rows = (
        reader.find(replace(where, works=tuple(works), articles=articles), MAX_ROWS)
        if articles
        else []
    )
    if not rows:
        return []
    meant = min((row["work"] for row in rows), key=works.index)
    units: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row["id"]):
        if row["work"] == meant:
            units.setdefault(row["unit"], []).append(row)
    return sorted(map(tuple, units.values()), key=_rank, reverse=True)


def _rank(rows: tuple[Row, ...]) -> tuple[bool, str]:
    """The article itself before an annex's of the same number, then by date, unknown dates last."""
    first = rows[0]
    return _stands_alone(first), first["promulgated"] or ""


def _stands_alone(row: Row) -> bool:
    unit = row["unit"] if is_piece(row) else row["id"]
    return str(unit).rpartition("@")[0] == f"{row['work']}/{row['article']}"
