"""Rows for the tests of index stores, and functions that write and search them.

The rows speak of an imaginary tram company, so that a store can be tried without an archive. The
tests claim of ranking only what any BM25 and any nearest-neighbour search must do; no store
promises exact scores.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from corpus.hashing import text_hash
from corpus.records import (
    Basis,
    Caution,
    Citation,
    DocumentKind,
    Mirror,
    Passage,
    SourceRef,
    Span,
    Status,
    Tag,
)
from corpus.schema import Row, derived, to_row
from indexing.store import (
    Candidate,
    CandidateLists,
    CandidateQuery,
    Filter,
    IndexMeta,
    IndexRow,
    IndexStore,
    Vector,
)

DIMENSION = 16
META = IndexMeta(fingerprint="hashing/1", dimension=DIMENSION)

ODD_VALUES = (
    "（2021）京0105民初1234号",
    "O'Neil's 办法",
    "''",
    "100%_*?",
    'say "no"',
    "back\\slash\\",
    "'; DROP TABLE g1; --",
    "') OR ('1'='1",
    "a,b|c/d#e@f:g",
    "线\n行\t制表",
    "电车🚋",
    "null",
    "𠮷野家",
)
"""Values that a query language could misread."""


def vector(seed: int) -> Vector:
    """Return a vector of length 1; every seed has another direction.

    Args:
        seed: Any number.

    Returns:
        `DIMENSION` numbers.
    """
    return unit(np.random.default_rng(seed).standard_normal(DIMENSION))


def unit(values: Any) -> Vector:
    """Return the vector of length 1 in a direction.

    Args:
        values: The numbers of the direction.

    Returns:
        The vector.
    """
    array = np.asarray(values, dtype=np.float32)
    return np.asarray(array / np.linalg.norm(array), dtype=np.float32)


def passage(
    path: str,
    text: str = "电车司机应当按时出车。",
    *,
    work: str = "电车条例",
    **changes: Any,
) -> Passage:
    """Return a passage in which all that is unknown is null.

    Args:
        path: The path in the work, such as 第一条.
        text: Its text.
        work: Its work.
        changes: Other fields of `Passage`.

    Returns:
        The passage.
    """
    source = SourceRef(
        "rules",
        f"/archive/{work}.md",
        f"{work}.md",
        0,
        len(text),
    )
    made = Passage(
        id=f"{work}/{path}@2020-01-01",
        title=work,
        work=work,
        article=path.split("#", maxsplit=1)[0],
        kind=DocumentKind.REGULATION,
        context=f"{work} › 总则",
        text=text,
        source=source,
        text_hash=text_hash(text),
    )
    return dataclasses.replace(made, **changes)


def index_row(source: Passage, vector_: Vector | None = None) -> IndexRow:
    """Return a passage as a store takes it.

    Args:
        source: The passage.
        vector_: Its vector; by default one that follows from its id.

    Returns:
        The row.
    """
    if vector_ is None:
        seed = int(text_hash(source.id)[:8], 16)
        vector_ = vector(seed)
    row = to_row(source)
    return IndexRow(row | derived(row), vector_)


def odd_passage(odd: str) -> Passage:
    """Return a passage that has a value in every field that a filter reads, and in its id.

    Args:
        odd: The value.

    Returns:
        The passage.
    """
    source = SourceRef(
        odd,
        odd,
        odd,
        0,
        1,
    )
    tags = (
        Tag(
            "s",
            odd,
            1.0,
            "rule",
        ),
    )
    made = passage(
        "1",
        work=odd,
        id=f"{odd}/reasoning#2@2021-06-01",
        article=odd,
        region=odd,
        jurisdiction=odd,
    )
    return dataclasses.replace(
        made,
        groups=(odd,),
        source=source,
        tags=tags,
    )


def full_passage() -> Passage:
    """Return a passage in which every field has a value."""
    return passage(
        "第三条#2",
        "第三条　车长的工资按月发放。",
        level="local regulation",
        region="海州市",
        promulgated="2020-01-01",
        valid_from="2020-03-01",
        valid_to="2024-03-01",
        valid_from_basis=Basis.STATED,
        status=Status.SUPERSEDED,
        document_number="海政发〔2020〕7号",
        source=SourceRef(
            "rules",
            "/a/b c%20.md",
            "b c%20.md",
            3,
            17,
            page=2,
            box=(0.5, 1.0, 2.25, 3.0),
        ),
        mirrors=(Mirror("mirror", "车/条例.docx"),),
        tags=(
            Tag(
                "union",
                "工资",
                0.97,
                "rule",
                Span(6, 8),
            ),
            Tag(
                "union",
                "工时",
                1.0,
                "model",
            ),
        ),
        citations=(
            Citation(
                "本条例第二条",
                "电车条例",
                "第二条",
                None,
                1,
                None,
                "not in the archive",
            ),
        ),
        groups=("public", "union-7"),
        jurisdiction="mainland",
        cautions=(
            Caution(
                "open_claim",
                "某报称自2023年起废止本条例。",
                "车城日报",
            ),
            Caution("trial_period_over", "试行期已满。"),
        ),
    )


def numbered(count: int, **changes: Any) -> list[IndexRow]:
    """Return rows that differ in number and vector.

    Args:
        count: How many.
        changes: Other fields of `Passage`.

    Returns:
        The rows.
    """
    return [
        index_row(
            passage(
                f"第{n}条",
                f"第{n}条　第{n}路电车每日发车。",
                **changes,
            )
        )
        for n in range(1, count + 1)
    ]


def ids(found: Sequence[Candidate] | Sequence[Row]) -> list[str]:
    """Return the ids of search results.

    Args:
        found: Candidates, or rows.

    Returns:
        Their ids, in their order.
    """
    rows = [result.row if isinstance(result, Candidate) else result for result in found]
    return [row["id"] for row in rows]


def row_ids(rows: Iterable[IndexRow]) -> list[str]:
    """Return the ids of rows that were written.

    Args:
        rows: The rows.

    Returns:
        Their ids, in their order.
    """
    return [written.row["id"] for written in rows]


def row_hashes(rows: Iterable[IndexRow]) -> list[tuple[str, str]]:
    """Return ids and hashes of rows that were written.

    Args:
        rows: The rows.

    Returns:
        Pairs of (id, row_hash), in their order.
    """
    return [(written.row["id"], written.row["row_hash"]) for written in rows]


def ask(
    store: IndexStore,
    text: str | None = "电车",
    near: Vector | None = None,
    k: int = 10,
    **where: Any,
) -> CandidateLists:
    """Run keyword and vector search in the live generation.

    Args:
        store: The store.
        text: Input of keyword search.
        near: Input of vector search; by default `vector(0)`.
        k: Largest number of candidates of each search.
        where: Fields of `Filter`.

    Returns:
        The candidates of both searches.
    """
    if near is None:
        near = vector(0)
    query = CandidateQuery(
        text,
        near,
        k,
        Filter(**where),
    )
    reader = store.open()
    try:
        return reader.candidates(query)
    finally:
        reader.close()


def publish(
    store: IndexStore,
    *rows: IndexRow,
    name: str = "g1",
    deletes: Sequence[str] = (),
) -> None:
    """Write to a generation and publish it; create it first if it does not exist.

    Args:
        store: The store.
        rows: Rows to put.
        name: Name of the generation.
        deletes: Ids of rows to remove.
    """
    if name not in {generation.name for generation in store.generations()}:
        store.create(name, META)
    store.write(
        name,
        rows,
        deletes,
    )
    store.publish(name)
