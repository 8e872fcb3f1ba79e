"""The catalog: everything that lexops knows, in one SQL database. SQLite by default, PostgreSQL by URL.

| attribute     | what it answers for                                                          |
| ------------- | ---------------------------------------------------------------------------- |
| `sources`     | where objects come from                                                      |
| `objects`     | what was seen there, and the one state in which each object ended            |
| `documents`   | what parsers made of bytes                                                   |
| `structures`  | what documents are in law                                                    |
| `duplicates`  | which documents are copies of which                                          |
| `works`       | works, expressions, manifestations, and the passages that they consist of    |
| `passages`    | reading passages                                                             |
| `tags`           | tags of passages, by scheme                                                   |
| `citations`      | what passages cite, and what cites them                                       |
| `feed`        | what changed since when, for downstream caches                                |
| `embeddings`  | vectors by model and text                                                    |
| `generations` | what the index holds, and what it has yet to be told                         |
| `deltas`      | what publications changed, and what readers had before                       |
| `runs`        | reports of runs                                                              |

Every method that writes is one transaction and every key is derived from rows, never from memory, so that a process may die
at any moment and the next one carries on.
"""

from __future__ import annotations

from types import TracebackType
from typing import Literal, Self

from storage.catalog._engine import Database, connect, explained
from storage.catalog._versions import REVISIONS, copy_database, create, stored_revision, upgrade
from storage.catalog.citations import Citations
from storage.catalog.deltas import Deltas
from storage.catalog.documents import Documents, Structures
from storage.catalog.duplicates import Duplicates
from storage.catalog.embeddings import Embeddings
from storage.catalog.feed import Feed
from storage.catalog.generations import Generations
from storage.catalog.objects import Objects
from storage.catalog.passages import Passages
from storage.catalog.runs import Runs
from storage.catalog.sources import Sources
from storage.catalog.tags import Tags
from storage.catalog.works import Works

__all__ = ["Catalog", "copy_database", "explained", "open_catalog", "state_of"]


class Catalog:
    """One open catalog; use it in a `with`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.sources = Sources(database)
        self.objects = Objects(database)
        self.documents = Documents(database)
        self.structures = Structures(database)
        self.duplicates = Duplicates(database)
        self.works = Works(database)
        self.passages = Passages(database)
        self.tags = Tags(database)
        self.citations = Citations(database)
        self.feed = Feed(database)
        self.embeddings = Embeddings(database)
        self.generations = Generations(database)
        self.deltas = Deltas(database)
        self.runs = Runs(database)

    def close(self) -> None:
        """Let go of the connections."""
        self._database.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def open_catalog(url: str) -> Catalog:
    """The catalog at `url`, with its tables made or migrated where needed: unless they are current, only its writer may call this.

    Raises HomeError where newer code wrote it or it can't be used, UsageError for a wrong URL, ServiceUnreachable.
    """
    engine = connect(url)
    try:
        revision = stored_revision(engine)
        if revision is None:
            create(engine)
        elif revision != REVISIONS[-1]:
            upgrade(engine, revision)
    except BaseException:
        engine.dispose()
        raise
    return Catalog(Database(engine))


def state_of(url: str) -> Literal["empty", "older", "current"]:
    """What the tables at `url` are to this version of lexops. Raises what `open_catalog` raises."""
    engine = connect(url)
    try:
        revision = stored_revision(engine)
    finally:
        engine.dispose()
    return "empty" if revision is None else "current" if revision == REVISIONS[-1] else "older"
