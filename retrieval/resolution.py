"""From cited provisions to rows of an index: 劳动合同法第38条 → all versions of that article.

The index decides which work a name means: of the names that a reference allows, and of the usual
forms of each name, the first that has that article in the index. Nearest names by edit distance
were set aside: 合同法 is near 劳动合同法, and is another law.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.notation.cited_names import forms
from corpus.notation.references import Reference
from corpus.notation.simplified import simplify
from corpus.notation.territories import Reach, named_jurisdictions, place_at_end
from corpus.notation.work_keys import STATE, bare_key
from corpus.schema import Row
from indexing.store import Filter, IndexReader
from retrieval.folding import is_piece

_BEFORE = 12  # characters before a name in which a place is looked for
_DISTINCT_TITLE = 7  # characters
_LOCAL_TITLE = re.compile(r"[\u4e00-\u9fff]{2,5}[县市省州乡镇](?!场)")
MAX_ROWS = 1000
"""Rows that one cited article may have: all its versions, in pieces, under all forms of its
name."""


def resolve(
    references: Sequence[Reference],
    reader: IndexReader,
    where: Filter,
    question: str = "",
) -> list[tuple[Row, ...]]:
    """Find the cited articles in an index.

    A reference that the index has no answer for gives nothing. An article that is cited twice comes
    once.

    Args:
        references: The references of a question.
        reader: The index.
        where: The filter; a citation does not get around it.
        question: The text that cites, whose words may name a place: 越南《劳动法》.

    Returns:
        The rows of each version of each article, in the order of citation; of one article the
        newest
        version comes first.
    """
    units: dict[str, tuple[Row, ...]] = {}
    for reference in references:
        for rows in _find_versions(
            reference,
            reader,
            where,
            question,
        ):
            units.setdefault(rows[0]["unit"], rows)
    return list(units.values())


def _find_versions(
    reference: Reference,
    reader: IndexReader,
    where: Filter,
    question: str,
) -> list[tuple[Row, ...]]:
    """The rows of each version of one cited article, the newest version first."""
    if not reference.article:
        return []
    reach = Reach(places=_places(reference, question), is_national=STATE in reference.name)
    works = _possible_works(reference, reach)
    if where.works:
        works = [work for work in works if work in where.works]
    is_excluded = bool(where.articles) and reference.article not in where.articles
    if not works or is_excluded:
        return []
    narrowed = replace(
        where,
        works=tuple(works),
        articles=(reference.article,),
    )
    rows = reader.find(narrowed, MAX_ROWS)
    is_elsewhere = bool(where.jurisdictions or reach.places)
    if not where.jurisdictions and (reach.places or where.not_jurisdictions):
        rows = [row for row in rows if reach.reaches(row["work"], row["jurisdiction"])]
    if not rows and is_elsewhere and not where.works:
        rows = _find_namesakes(
            works,
            reader,
            narrowed,
            reach,
        )
    if not rows and where.not_jurisdictions and not (reach.places or where.works):
        rows = _find_named_elsewhere(
            reference,
            works,
            reader,
            narrowed,
        )
    if not rows:
        return []
    meant = min((row["work"] for row in rows), key=lambda work: works.index(bare_key(work)))
    units: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row["id"]):
        if row["work"] == meant:
            units.setdefault(row["unit"], []).append(row)
    versions = [tuple(rows) for rows in units.values()]
    return sorted(
        versions,
        key=_precedence,
        reverse=True,
    )


def _find_namesakes(
    works: Sequence[str],
    reader: IndexReader,
    where: Filter,
    reach: Reach,
) -> list[Row]:
    """The rows of the only work elsewhere with one of these titles.

    Where the archive has law of the mainland with that title, too, the other work has a hash in its
    key, which no name has.
    """
    jurisdictions = where.jurisdictions or tuple(sorted(reach.places))
    elsewhere = replace(
        where,
        works=(),
        jurisdictions=jurisdictions,
    )
    rows = reader.find(elsewhere, MAX_ROWS)
    named = [row for row in rows if bare_key(row["work"]) in works]
    return named if len({row["work"] for row in named}) == 1 else []


def _find_named_elsewhere(
    reference: Reference,
    works: Sequence[str],
    reader: IndexReader,
    where: Filter,
) -> list[Row]:
    """The rows of the only work with a title that no law of the mainland has: 松嶺縣渡船自治條例.

    Short titles (民法, 劳动基准法) may be those of many countries, unless they name a county or city.
    """
    title = reference.work
    if len(title) < _DISTINCT_TITLE and not _LOCAL_TITLE.match(title):
        return []
    rows = reader.find(replace(where, not_jurisdictions=()), MAX_ROWS)
    named = [row for row in rows if bare_key(row["work"]) in works]
    return named if len({row["work"] for row in named}) == 1 else []


def _places(reference: Reference, question: str) -> frozenset[str]:
    """The jurisdictions that a citation names, or the words right before it."""
    before = question[max(0, reference.span.start - _BEFORE) : reference.span.start]
    return named_jurisdictions(reference.name) | place_at_end(before)


def _possible_works(reference: Reference, reach: Reach) -> list[str]:
    """The keys of works that a name may mean, the likeliest first.

    越南劳动法 may be the title of that law, or say whose 劳动法 is meant.
    """
    written: list[str] = []
    for name in reference.names:
        written += forms(name)
        if reach.places:
            ends = [end for end in range(1, len(name)) if place_at_end(name[:end])]
            for end in ends[-2:]:
                written += forms(name[end:])
    # 勞動合同法 is 劳动合同法, where no work has the name as it is written.
    return list(dict.fromkeys((*written, *map(simplify, written))))


def _precedence(rows: tuple[Row, ...]) -> tuple[bool, str]:
    """The article itself before that of an annex with the same number, then by date.

    No date last.
    """
    first = rows[0]
    return _stands_in_main_text(first), first["promulgated"] or ""


def _stands_in_main_text(row: Row) -> bool:
    unit = row["unit"] if is_piece(row) else row["id"]
    return str(unit).rpartition("@")[0] == f"{row['work']}/{row['article']}"
