"""The embedded store: LanceDB, a folder and no service. One table a generation; readers pin one of its versions.

Every write makes a version of the table that nobody looks at. `publish` brings the indexes up to date, and then tags the
version; readers open the newest tag, never the newest version. A tag is created in one step, and so is `live.json`, which
names the generation that readers get (`_lance_pointer`), so a kill at any moment leaves either the old view or the new one.

LanceDB's own full-text tokenizers were set aside for terms made by `indexing.analysis`: a question then means the same here
and in any other engine, and it finds more (docs/adr/0004-keyword-and-vector-search.md).
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, cast

import lancedb
import pyarrow as pa
from lancedb.db import DBConnection
from lancedb.index import FTS, Bitmap, BTree, IvfSq, LabelList
from lancedb.query import LanceVectorQueryBuilder, MatchQuery
from lancedb.table import Table

from corpus.batches import batches
from corpus.errors import UnknownValue, UsageError
from corpus.schema import Row
from indexing.analysis import question_terms
from indexing.lance import _pointer as lance_pointer
from indexing.lance import _rows as lance_rows
from indexing.lance._errors import explained, explaining
from indexing.store import (
    Candidate,
    CandidateLists,
    CandidateQuery,
    Filter,
    Generation,
    IndexMeta,
    IndexRow,
    RowEntry,
    StoredRow,
    Vector,
    WriteReport,
)


@dataclass(frozen=True, slots=True)
class LanceOptions:
    """When a generation's table is tidied; the figures were measured at 80,000 rows of 512 dimensions on two cores.

    `exact_below`: rows below which the vector leg reads all vectors, exact and as fast as an index there.
    `loose_rows`, `loose_fragments`: what is written is found at once by reading it, and folded into the indexes when there is
    this much of it. 100 loose fragments cost a question 10 ms; a fold rewrites the table, LanceDB has no smaller step: 1 to 5 s.
    `keep`: how long a reader may go on with a view after another was published over it; each fold within that time costs a
    table's size on disk.
    """

    exact_below: int = 10_000
    loose_rows: int = 1_000
    loose_fragments: int = 64
    keep: timedelta = timedelta(minutes=15)


_PROBES = 20  # partitions of some 8,000 vectors that a question reads at least: all of them up to 160,000 rows
_IDS_AT_ONCE = 2_000


class _Publication(NamedTuple):
    """A tag: which publication, when (seconds since the epoch), and the table's version that it pins."""

    number: int
    at: int
    version: int

    @property
    def tag(self) -> str:
        return f"v{self.number}-{self.at}"


class LanceReader:
    """A pinned version of one table."""

    def __init__(
        self,
        generation: Generation,
        table: Table,
        folder: Path,
    ) -> None:
        self.generation = generation
        self.folder = folder
        self._table = table
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="legs")

    @explaining
    def candidates(self, query: CandidateQuery) -> CandidateLists:
        """Ask both legs at once: they share nothing, and the engine leaves Python's lock while it works."""
        sql = lance_rows.where(query.filter)
        keyword = self._threads.submit(
            self._keyword,
            query.text,
            sql,
            query.k,
        )
        return CandidateLists(
            vector=self._vector(query.vector, sql, query.k), keyword=keyword.result()
        )

    def candidate_batches(self, queries: Sequence[CandidateQuery]) -> list[CandidateLists]:
        """Ask one after the other."""
        return [self.candidates(one) for one in queries]

    @explaining
    def find(self, where: Filter, limit: int) -> list[Row]:
        """Rows that pass a filter, by id."""
        found = self._table.search().where(lance_rows.where(where)).select(["id"]).to_arrow()
        return self.get(sorted(found["id"].to_pylist())[:limit])

    @explaining
    def get(self, ids: Sequence[str]) -> list[Row]:
        """Rows of these ids, in the order asked."""
        found: dict[str, str] = {}
        for chunk in batches(ids, _IDS_AT_ONCE):
            rows = (
                self._table.search()
                .where(lance_rows.one_of("id", chunk))
                .select(["id", "row"])
                .to_arrow()
            )
            found.update(zip(rows["id"].to_pylist(), rows["row"].to_pylist(), strict=True))
        return [json.loads(found[one]) for one in ids if one in found]

    @explaining
    def count(self, where: Filter | None = None) -> int:
        """How many rows pass a filter; all where there is none."""
        return int(self._table.count_rows(None if where is None else lance_rows.where(where)))

    def hashes(self) -> Iterator[tuple[str, str]]:
        """(id, row_hash) of every row, sorted by id."""
        with explained(self.folder):
            rows = self._table.search().select(["id", "row_hash"]).to_arrow().sort_by("id")
        for batch in rows.to_batches():
            yield from zip(batch["id"].to_pylist(), batch["row_hash"].to_pylist(), strict=True)

    @explaining
    def entries(self, after: str | None, through: str | None) -> list[RowEntry]:
        """Every row of a slice, by id."""
        found = (
            self._table.search()
            .where(lance_rows.between(after, through))
            .select(["id", "row_hash", "groups"])
            .to_arrow()
        )
        rows = found.sort_by("id").to_pylist()
        return [
            RowEntry(one["id"], one["row_hash"] or "", tuple(sorted({*(one["groups"] or ())})))
            for one in rows
        ]

    @explaining
    def held(self, ids: Sequence[str]) -> list[StoredRow]:
        """All that is held under these ids, in the order asked."""
        found: dict[str, StoredRow] = {}
        for chunk in batches(ids, _IDS_AT_ONCE):
            records = (
                self._table.search().where(lance_rows.one_of("id", chunk)).to_arrow().to_pylist()
            )
            found.update((one["id"], lance_rows.held(one)) for one in records)
        return [found[one] for one in ids if one in found]

    def close(self) -> None:
        """End the leg's thread."""
        self._threads.shutdown()

    def _keyword(
        self,
        text: str | None,
        sql: str,
        k: int,
    ) -> tuple[Candidate, ...]:
        asked = " ".join(question_terms(text)) if text is not None else ""
        if not asked:
            return ()
        # A MatchQuery is taken literally: no character in a question is an operator.
        question = cast("Any", MatchQuery)(asked, "terms")
        found = self._table.search(question, query_type="fts").where(sql, prefilter=True)
        return _candidates(found.select(["row", "_score"]).limit(k).to_arrow(), "_score")

    def _vector(
        self,
        vector: Vector | None,
        sql: str,
        k: int,
    ) -> tuple[Candidate, ...]:
        if vector is None:
            return ()
        self.generation.meta.check(vector)
        near = (
            cast("LanceVectorQueryBuilder", self._table.search(vector, query_type="vector"))
            .distance_type("cosine")
            .where(sql, prefilter=True)
        )
        # No upper limit of probes: a narrow filter reads on until it has k rows. Refined: ranked by the vectors themselves.
        near = near.minimum_nprobes(_PROBES).maximum_nprobes(0).refine_factor(2)
        return _candidates(near.select(["row", "_distance"]).limit(k).to_arrow(), "_distance")


class LanceStore:
    """Generations as tables of one folder. One writer at a time; any number of readers, in any process."""

    def __init__(self, path: str | Path, options: LanceOptions | None = None) -> None:
        self.folder = Path(path)
        self._options = options or LanceOptions()
        self._db: DBConnection = lancedb.connect(self.folder)

    @explaining
    def create(self, name: str, meta: IndexMeta) -> None:
        """Begin an empty generation."""
        if any(one.name == name and one.version for one in self.generations()):
            raise UsageError(
                f"generation {name!r} was published already", remedy="choose another name"
            )
        self._drop(name)
        self._db.create_table(name, schema=lance_rows.arrow_schema(meta))

    @explaining
    def write(
        self,
        name: str,
        upserts: Iterable[IndexRow],
        deletes: Collection[str] = (),
    ) -> WriteReport:
        """Remove, then put, rows; a batch at a time, each a version that nobody looks at yet."""
        table = self._table(name)
        chunks = batches(sorted(set(deletes)), _IDS_AT_ONCE)
        deleted = sum(
            cast("Any", table.delete(lance_rows.one_of("id", chunk))).num_deleted_rows
            for chunk in chunks
        )
        upserted = 0
        for batch in lance_rows.batches(upserts, table.schema):
            done = (
                table.merge_insert("id")
                .when_matched_update_all()
                .when_not_matched_insert_all()
                .execute(batch)
            )
            upserted += done.num_inserted_rows + done.num_updated_rows
        return WriteReport(upserted, deleted)

    @explaining
    def preview(self, name: str) -> LanceReader:
        """Bring the indexes up to date, and pin the newest version."""
        table = self._table(name)
        self._index(table)
        table.checkout(table.version)
        coming = _coming(_publications(table))
        return LanceReader(
            replace(self._generation(name, table), version=coming), table, self.folder
        )

    @explaining
    def discard(self, name: str) -> None:
        """Go back to the newest tag's version: as one more version, since LanceDB has no way to forget one."""
        table = self._table(name)
        if published := _publications(table):
            table.checkout(published[-1].version)
            table.restore()
        else:
            table.delete("true")

    @explaining
    def publish(self, name: str, *, mended: bool = False) -> Generation:  # noqa: ARG002 - nothing is reckoned here
        """Bring the indexes up to date, tag the version, and name the generation in `live.json`."""
        table = self._table(name)
        self._index(table)
        before = _publications(table)
        number = _coming(before)
        latest = _Publication(number, int(time.time()), table.version)
        table.tags.create(latest.tag, latest.version)
        self._retire(table, [*before, latest])
        lance_pointer.write(self.folder, name, number)
        return self._generation(name, table)

    @explaining
    def generations(self) -> list[Generation]:
        """All generations, by name."""
        return [
            self._generation(name, table)
            for name in self._names()
            if (table := self._find(name)) is not None
        ]

    @explaining
    def live(self) -> Generation | None:
        """The generation that readers get."""
        name = self._live_name()
        return None if name is None else self._generation(name, self._table(name))

    @explaining
    def open(self, name: str | None = None) -> LanceReader:
        """Pin a generation's newest tag."""
        name = self._live_name() if name is None else name
        table = None if name is None else self._table(name)
        published = _publications(table) if table is not None else []
        if name is None or table is None or not published:
            raise UsageError("there is no index yet", remedy="`lexops run PATH` builds one")
        table.checkout(published[-1].version)
        return LanceReader(self._generation(name, table, published), table, self.folder)

    @explaining
    def drop(self, name: str) -> None:
        """Remove a generation that is not live, with its files."""
        if name == self._live_name():
            raise UsageError(f"generation {name!r} is live", remedy="publish another one first")
        self._drop(name)

    def check_writable(self) -> None:
        """A folder's owner may write to it; what else may come can't be told beforehand."""

    def info(self) -> dict[str, Any]:
        """Engine, version, folder, and what is in it."""
        sizes = [file.stat().st_size for file in self.folder.rglob("*") if file.is_file()]
        return {
            "engine": "lancedb",
            "version": lancedb.__version__,
            "location": str(self.folder),
            "bytes": sum(sizes),
            "files": len(sizes),
        }

    def close(self) -> None:
        """Nothing is held open between calls."""

    def _index(self, table: Table) -> None:
        """Fold loose rows into the indexes when there are many, and make the indexes that are missing."""
        have = {index.columns[0]: index for index in table.list_indices()}
        fragments = cast("Any", table.stats())["fragment_stats"]["num_fragments"]
        loose = have["terms"].num_unindexed_rows or 0 if "terms" in have else 0
        if fragments > self._options.loose_fragments or loose >= self._options.loose_rows:
            _fold(table)
        large = table.count_rows() >= self._options.exact_below
        for column, config in _index_configs().items():
            if column not in have and (column != "vector" or large):
                table.create_index(column, config=config)

    def _retire(self, table: Table, publications: Sequence[_Publication]) -> None:
        """Give up views that were published over long ago; the next `optimize` removes their files."""
        for old, successor in pairwise(publications):
            if successor.at < time.time() - self._options.keep.total_seconds():
                table.tags.delete(old.tag)

    def _live_name(self) -> str | None:
        pointer = lance_pointer.read(self.folder)
        return pointer.generation if pointer else None

    def _generation(
        self,
        name: str,
        table: Table,
        published: Sequence[_Publication] | None = None,
    ) -> Generation:
        publications = _publications(table) if published is None else published
        version = publications[-1].number if publications else 0
        return Generation(
            name,
            lance_rows.meta_of(table.schema),
            version,
            name == self._live_name(),
        )

    def _names(self) -> list[str]:
        names: list[str] = []
        page = self._db.list_tables()
        while page.tables:
            names += page.tables
            if not page.page_token:
                break
            page = self._db.list_tables(page_token=page.page_token)
        return sorted(names)

    def _drop(self, name: str) -> None:
        if name in self._names():
            self._db.drop_table(name)

    def _table(self, name: str) -> Table:
        table = self._find(name)
        if table is None:
            raise UnknownValue("generation", name, self._names())
        return table

    def _find(self, name: str) -> Table | None:
        try:
            return self._db.open_table(name)
        except (
            ValueError
        ):  # no such table, or a folder without a version in it: its `create` was killed
            return None


def _fold(table: Table) -> None:
    """Compact the table and its indexes, then remove the versions older than every tag.

    An age is always given: LanceDB's default is a week, and it fails when a tag is older. Twice, because the age has to be
    told before the compaction, which takes unknown time, and a tagged version must not come of age meanwhile. Where the clock
    was set back since, the tags are of the future, and of no age. Their own time is asked: LanceDB's for its versions is local,
    and an hour off twice a year.
    """
    table.optimize(cleanup_older_than=timedelta(days=36_500))
    tagged = [publication.at for publication in _publications(table)]
    if tagged:
        age = max(0.0, time.time() - min(tagged))
        table.optimize(cleanup_older_than=timedelta(seconds=age, minutes=1))


def _index_configs() -> dict[str, Any]:
    # The terms come analysed: nothing is to be dropped, folded or stemmed any more.
    analysed = FTS(
        base_tokenizer="whitespace",
        stem=False,
        remove_stop_words=False,
        ascii_folding=False,
        lower_case=False,
        max_token_length=None,
    )
    exact: dict[str, Any] = {
        "id": BTree(),
        "work": BTree(),
        "article": BTree(),
        "valid_from": BTree(),
        "valid_to": BTree(),
    }
    few = {"kind": Bitmap(), "level": Bitmap(), "region": Bitmap(), "status": Bitmap()}
    lists = {name: LabelList() for name in lance_rows.MANY_VALUES}
    return {
        "terms": analysed,
        **exact,
        **few,
        **lists,
        "vector": IvfSq(distance_type="cosine"),
    }


def _publications(table: Table) -> list[_Publication]:
    """All tags of a table, oldest first."""
    tags = (
        (re.fullmatch(r"v(\d+)-(\d+)", tag), pinned["version"])
        for tag, pinned in table.tags.list().items()
    )
    return sorted(
        _Publication(int(match[1]), int(match[2]), version) for match, version in tags if match
    )


def _coming(publications: Sequence[_Publication]) -> int:
    return publications[-1].number + 1 if publications else 1


def _candidates(found: pa.Table, score: str) -> tuple[Candidate, ...]:
    scores = found[score].to_pylist()
    if score == "_distance":  # cosine distance is 1 - cosine
        scores = [1.0 - distance for distance in scores]
    return tuple(
        Candidate(one, json.loads(row))
        for one, row in zip(scores, found["row"].to_pylist(), strict=True)
    )
