"""Cited provisions to the rows of an index: 劳动合同法第38条 → every version of that article, newest first.

The index decides which work a name means: of the names that a reference allows, and of each name's usual forms, the first that
it holds with that article. Nearest names by edit distance were set aside: 合同法 is near 劳动合同法, and is another law.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.names import STATE
from corpus.schema import Row
from indexing.store import Filter, IndexReader
from retrieval.citations import Reference
from retrieval.folding import is_piece

MAX_ROWS = 1000
"""Rows that one cited article may have: all its versions, in pieces, under all forms of its name."""

# Names that everybody uses and no title has.
SHORT_NAMES = {
    "刑诉法": "刑事诉讼法",
    "民诉法": "民事诉讼法",
    "行诉法": "行政诉讼法",
    "消法": "消费者权益保护法",
    "消保法": "消费者权益保护法",
    "道交法": "道路交通安全法",
    "未保法": "未成年人保护法",
    "个税法": "个人所得税法",
    "社保法": "社会保险法",
    "治安处罚法": "治安管理处罚法",
    "劳动仲裁法": "劳动争议调解仲裁法",
    "劳动争议仲裁法": "劳动争议调解仲裁法",
    "妇女权益保护法": "妇女权益保障法",
}


def resolve(references: Sequence[Reference], reader: IndexReader, where: Filter) -> list[tuple[Row, ...]]:
    """The cited articles that the index holds and the filter lets through, in the order of citation, each version's rows together.

    Of one article the newest version comes first. A reference that the index can't answer for gives nothing; an article that is
    cited twice comes once.
    """
    units: dict[str, tuple[Row, ...]] = {}
    for reference in references:
        for rows in _versions(reference, reader, where):
            units.setdefault(rows[0]["unit"], rows)
    return list(units.values())


def forms(key: str) -> Iterator[str]:
    """The keys under which a work may stand that somebody calls `key`, the likeliest first.

    >>> list(forms("刑诉法"))[:2], "集体协商办法（试行）" in forms("集体协商办法")
    (['刑诉法', '刑事诉讼法'], True)
    """
    yield key
    if key in SHORT_NAMES:
        yield SHORT_NAMES[key]
    yield f"{key}（试行）"
    yield key.replace("〈", "《").replace("〉", "》")  # inside book-title marks, 《 becomes 〈
    yield key.replace("《", "").replace("》", "").replace("〈", "").replace("〉", "")
    for opening in "《〈":
        yield key.replace(opening + STATE, "《").replace("〉", "》")
        yield key.replace(opening, f"《{STATE}").replace("〉", "》")
    if key.startswith("最高人民检察院"):  # both courts of a joint interpretation, whose 、 a title may lack
        yield f"最高人民法院、{key}"
    if not key.startswith("最高人民法院"):
        yield f"最高人民法院{key}"


def _versions(reference: Reference, reader: IndexReader, where: Filter) -> list[tuple[Row, ...]]:
    works = list(dict.fromkeys(form for name in reference.names for form in forms(name)))
    rows = reader.find(replace(where, works=tuple(works), articles=(reference.article,)), MAX_ROWS)
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
