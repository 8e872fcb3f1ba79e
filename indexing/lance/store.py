"""The embedded store: LanceDB, a folder and no service.

A generation is a table; readers pin one of its versions. Every write makes a version of the table
that no reader uses. `publish` brings the indexes up to date, and then tags the version; readers
open the newest tag, never the newest version. A tag is created in one step, and so is `live.json`,
which names the generation that readers get (`_pointer`). So a kill at any moment leaves either the
old view or the new one.

LanceDB's own full-text tokenizers were set aside for terms made by `indexing.analysis`: a question
then means the same here and in any other engine, and finds more
(docs/adr/0004-keyword-and-vector-search.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import lancedb
from lancedb.db import DBConnection
from lancedb.table import Table

from corpus.batches import batches
from corpus.errors import UnknownValue, UsageError
from indexing.lance import _pointer as lance_pointer
from indexing.lance import _rows as lance_rows
from indexing.lance._errors import explaining
from indexing.lance._indexes import update_indexes
from indexing.lance._publications import (
    LancePublication,
    add_publication,
    next_number,
    publications_of,
)
from indexing.lance._reader import IDS_AT_ONCE, LanceReader
from indexing.lance.options import LanceOptions
from indexing.store import Generation, IndexMeta, IndexRow, WriteReport

__all__ = [
    "LanceOptions",
    "LanceReader",
    "LanceStore",
]


class LanceStore:
    """Generations as tables of one folder.

    One writer at a time; any number of readers, in any process.
    """

    def __init__(
        self,
        path: str | Path,
        options: LanceOptions | None = None,
    ) -> None:
        self.folder = Path(path)
        self._options = options or LanceOptions()
        self._db: DBConnection = lancedb.connect(self.folder)

    @explaining
    def create(
        self,
        name: str,
        meta: IndexMeta,
    ) -> None:
        """Begin an empty generation; an unpublished one of that name is replaced.

        Args:
            name: Name of the generation.
            meta: What it is made with.

        Raises:
            UsageError: A generation of that name was published.
        """
        for generation in self.generations():
            if generation.name == name and generation.version:
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
        """Remove, then put, rows; a batch at a time, each a version that no reader uses yet.

        Args:
            name: Name of the generation.
            upserts: Rows to put.
            deletes: Ids of rows to remove.

        Returns:
            How many rows were put and removed.
        """
        table = self._table(name)
        deleted = 0
        for chunk in batches(sorted(set(deletes)), IDS_AT_ONCE):
            result = cast("Any", table.delete(lance_rows.one_of("id", chunk)))
            deleted += result.num_deleted_rows
        upserted = 0
        for batch in lance_rows.batches(upserts, table.schema):
            merge = table.merge_insert("id").when_matched_update_all()
            done = merge.when_not_matched_insert_all().execute(batch)
            upserted += done.num_inserted_rows + done.num_updated_rows
        return WriteReport(upserted, deleted)

    @explaining
    def preview(self, name: str) -> LanceReader:
        """Bring the indexes up to date, and open a view of the newest version.

        Args:
            name: Name of the generation.

        Returns:
            A reader of what `publish` would show.
        """
        table = self._table(name)
        update_indexes(table, self._options)
        table.checkout(table.version)
        version = next_number(publications_of(table))
        coming = replace(self._generation(name, table), version=version)
        return LanceReader(
            coming,
            table,
            self.folder,
        )

    @explaining
    def discard(self, name: str) -> None:
        """Go back to the newest tag's version.

        This makes one more version, because LanceDB cannot remove a single one.

        Args:
            name: Name of the generation.
        """
        table = self._table(name)
        publications = publications_of(table)
        if publications:
            table.checkout(publications[-1].version)
            table.restore()
        else:
            table.delete("true")

    @explaining
    def publish(
        self,
        name: str,
        *,
        mended: bool = False,  # noqa: ARG002 - no digest
    ) -> Generation:
        """Bring the indexes up to date, tag the version, and name the generation in `live.json`.

        Args:
            name: Name of the generation.
            mended: Not used: this store calculates nothing from earlier publications.

        Returns:
            The generation as readers get it.
        """
        table = self._table(name)
        update_indexes(table, self._options)
        publication = add_publication(table, self._options.keep)
        lance_pointer.write(
            self.folder,
            name,
            publication.number,
        )
        return self._generation(name, table)

    @explaining
    def generations(self) -> list[Generation]:
        """Return all generations, by name."""
        generations = []
        for name in self._names():
            table = self._find(name)
            if table is not None:
                generations.append(self._generation(name, table))
        return generations

    @explaining
    def live(self) -> Generation | None:
        """Return the generation that readers get."""
        name = self._live_name()
        if name is None:
            return None
        return self._generation(name, self._table(name))

    @explaining
    def open(self, name: str | None = None) -> LanceReader:
        """Open a view of a generation's newest tag.

        Args:
            name: Name of the generation; None is the live one.

        Returns:
            A reader of the last publication.

        Raises:
            UsageError: Nothing was published.
        """
        if name is None:
            name = self._live_name()
        if name is not None:
            table = self._table(name)
            publications = publications_of(table)
            if publications:
                table.checkout(publications[-1].version)
                generation = self._generation(
                    name,
                    table,
                    publications,
                )
                return LanceReader(
                    generation,
                    table,
                    self.folder,
                )
        raise UsageError("there is no index yet", remedy="`lexops run PATH` builds one")

    @explaining
    def drop(self, name: str) -> None:
        """Remove a generation that is not live, with its files.

        Args:
            name: Name of the generation; an unknown one is ignored.

        Raises:
            UsageError: The generation is live.
        """
        if name == self._live_name():
            raise UsageError(f"generation {name!r} is live", remedy="publish another one first")
        self._drop(name)

    def check_writable(self) -> None:
        """Do nothing: a folder's owner may write, and a full disk cannot be foreseen."""

    def info(self) -> dict[str, Any]:
        """Return engine, version, folder, size in bytes and number of files."""
        sizes = [file.stat().st_size for file in self.folder.rglob("*") if file.is_file()]
        return {
            "engine": "lancedb",
            "version": lancedb.__version__,
            "location": str(self.folder),
            "bytes": sum(sizes),
            "files": len(sizes),
        }

    def close(self) -> None:
        """Do nothing: no file stays open between calls."""

    def _live_name(self) -> str | None:
        pointer = lance_pointer.read(self.folder)
        if pointer is None:
            return None
        return pointer.generation

    def _generation(
        self,
        name: str,
        table: Table,
        publications: Sequence[LancePublication] | None = None,
    ) -> Generation:
        if publications is None:
            publications = publications_of(table)
        return Generation(
            name=name,
            meta=lance_rows.meta_of(table.schema),
            version=publications[-1].number if publications else 0,
            live=name == self._live_name(),
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
            raise UnknownValue(
                "generation",
                name,
                self._names(),
            )
        return table

    def _find(self, name: str) -> Table | None:
        """Return the table; None where there is none, or only the folder of a killed `create`."""
        try:
            return self._db.open_table(name)
        except ValueError:
            return None
