"""Hands that damage a published index behind the catalog's back: in each engine, without its store."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import lancedb
import numpy as np
import pyarrow as pa

from configs.settings import Index
from indexing.opensearch.store import OpenSearchStore
from indexing.store import IndexRow
from indexing.testing._snapshot import Snapshot
from indexing.testing.memory_store import MemoryDisk

Document = dict[str, Any]
"""A row as an engine keeps it: `id`, `row_hash`, `groups`, `row` (JSON text), `vector`, and what else the engine has."""


class Tamperer(Protocol):
    """One engine's."""

    def documents(self) -> list[Document]:
        """All that readers see, by id."""

    def replace(
        self,
        gone: set[str],
        put: list[Document],
    ) -> None:
        """Let readers see these documents, and none of those ids but them; no publication shows."""


def changed(document: Document, **fields: Any) -> Document:
    """The document with other values in its row, hash and columns as they were."""
    return {
        **document,
        "row": json.dumps({**json.loads(document["row"]), **fields}, ensure_ascii=False),
    }


class MemoryTamperer:
    """Rows are all that a memory store has: its columns are the row's fields."""

    def __init__(self, disk: MemoryDisk) -> None:
        self._disk = disk

    @property
    def _generation(self) -> Any:
        return self._disk.generations[self._disk.live or ""]

    def documents(self) -> list[Document]:
        rows = self._generation.published.rows.values()
        return [
            {
                **one.row,
                "row": json.dumps(one.row, ensure_ascii=False),
                "vector": one.vector.tolist(),
            }
            for one in rows
        ]

    def replace(
        self,
        gone: set[str],
        put: list[Document],
    ) -> None:
        rows = {id_: one for id_, one in self._generation.published.rows.items() if id_ not in gone}
        for one in put:
            row = json.loads(one["row"]) | {
                name: one[name] for name in ("id", "row_hash", "groups")
            }
            rows[one["id"]] = IndexRow(row, np.asarray(one["vector"], np.float32))
        self._generation.published, self._generation.written = Snapshot(rows), dict(rows)


class LanceTamperer:
    """Writes to the table, and moves the tag that readers pin to what it wrote."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _table(self) -> Any:
        live = json.loads((self._folder / "live.json").read_text())["generation"]
        return lancedb.connect(self._folder).open_table(live)

    def documents(self) -> list[Document]:
        return sorted(self._table().search().to_arrow().to_pylist(), key=lambda one: str(one["id"]))

    def replace(
        self,
        gone: set[str],
        put: list[Document],
    ) -> None:
        table = self._table()
        for id_ in gone:
            table.delete(f"id = '{id_}'")
        if put:
            table.add(pa.Table.from_pylist(put, schema=table.schema))
        latest = max(table.tags.list(), key=lambda tag: int(tag[1:].partition("-")[0]))
        table.tags.update(latest, table.version)


class OpenSearchTamperer:
    """A client with every right, and its own ideas."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def _call(self, *request: Any) -> Any:
        store = OpenSearchStore(self._index.location or "", self._index)
        try:
            return store._client.call(*request)
        finally:
            store.close()

    def documents(self) -> list[Document]:
        return [hit["_source"] for hit in self._hits()]

    def _hits(self) -> list[Any]:
        found: list[Any] = self._call(
            "POST",
            f"/{self._index.prefix}/_search",
            {"size": 1_000, "sort": ["id"]},
        )["hits"]["hits"]
        return found

    def replace(
        self,
        gone: set[str],
        put: list[Document],
    ) -> None:
        index = next(iter(self._call("GET", f"/_alias/{self._index.prefix}")))
        doomed = [hit["_id"] for hit in self._hits() if hit["_source"]["id"] in gone]
        self._call(
            "POST",
            f"/{index}/_delete_by_query",
            {"query": {"ids": {"values": doomed}}},
            {"refresh": "true"},
        )
        for one in put:
            self._call(
                "POST",
                f"/{index}/_doc",
                one,
                {"routing": "hand"},
            )
        self._call("POST", f"/{index}/_refresh")


def emptied(tamperer: Tamperer) -> None:
    """Take every row away."""
    tamperer.replace({one["id"] for one in tamperer.documents()}, [])


def altered(alter: Callable[[Document], Document | None]) -> Callable[[Tamperer], None]:
    """A deed: the third row is another now, or none."""

    def deed(tamperer: Tamperer) -> None:
        one = tamperer.documents()[2]
        new = alter(one)
        tamperer.replace({one["id"]}, [new] if new else [])

    return deed
