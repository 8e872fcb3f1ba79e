"""The catalog: everything that lexops knows, in one SQL database.

That is SQLite by default, PostgreSQL by URL.

Every method that writes is one transaction, and every key is derived from rows, never from memory.
So a process may die at any moment, and the next one carries on.
"""

from __future__ import annotations

from types import TracebackType
from typing import Literal, Self

from storage.catalog._engine import Database, connect, explained
from storage.catalog._versions import REVISIONS, copy_database, create, stored_revision, upgrade
from storage.catalog.citations import Citations
from storage.catalog.claim_lists import ClaimLists
from storage.catalog.claims import Claims
from storage.catalog.deltas import Deltas
from storage.catalog.documents import Documents, Structures
from storage.catalog.duplicates import Duplicates
from storage.catalog.embeddings import Embeddings
from storage.catalog.feed import Feed
from storage.catalog.files import Files
from storage.catalog.generations import Generations
from storage.catalog.identities import Identities
from storage.catalog.models import Models
from storage.catalog.objects import Objects
from storage.catalog.passages import Passages
from storage.catalog.runs import Runs
from storage.catalog.sources import Sources
from storage.catalog.tag_decisions import TagDecisions
from storage.catalog.tag_figures import TagFigures
from storage.catalog.tag_questions import TagQuestions
from storage.catalog.tags import Tags
from storage.catalog.works import Works

__all__ = ["Catalog", "copy_database", "explained", "open_catalog", "state_of"]


class Catalog:
    """One open catalog; use it in a `with`.

    Attributes:
        sources: Where objects come from.
        objects: What was seen there, and the one state in which each object ended.
        files: Files by what people call them.
        documents: What parsers made of bytes.
        structures: What documents are in law.
        duplicates: Which documents are copies of which.
        claims: Acts on works with their verdicts, and decisions about them.
        identities: Which work each object contains.
        works: Works, expressions and manifestations; writing their passages.
        passages: Reading passages.
        tags: Tags of passages, by scheme.
        tag_decisions: What reviewers decided about tags.
        tag_figures: How sure tags are, and which are the least certain.
        tag_questions: What reviewers of tags can be asked.
        citations: What passages cite, and what cites them.
        feed: What changed since when, for downstream caches.
        embeddings: Vectors by model and text.
        generations: What the index contains, and what it still has to get.
        deltas: What publications changed, and what readers had before.
        runs: Reports of runs.
        models: Trained models.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.sources = Sources(database)
        self.objects = Objects(database)
        self.files = Files(database)
        self.documents = Documents(database)
        self.structures = Structures(database)
        self.duplicates = Duplicates(database)
        self.claims = Claims(database)
        self.claim_lists = ClaimLists(database)
        self.identities = Identities(database)
        self.works = Works(database)
        self.passages = Passages(database)
        self.tags = Tags(database)
        self.tag_decisions = TagDecisions(database)
        self.tag_figures = TagFigures(database)
        self.tag_questions = TagQuestions(database)
        self.citations = Citations(database)
        self.feed = Feed(database)
        self.embeddings = Embeddings(database)
        self.generations = Generations(database)
        self.deltas = Deltas(database)
        self.runs = Runs(database)
        self.models = Models(database)

    def close(self) -> None:
        """Close the connections."""
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
    """Open a catalog, with its tables made or migrated where needed.

    Unless the tables are current, only the writer of the home may call this.

    Args:
        url: The URL of the database.

    Returns:
        The catalog.

    Raises:
        HomeError: If newer code wrote it, or it can't be used.
        UsageError: If the URL is wrong.
        ServiceUnreachable: If a database server does not answer.
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
    """Return what the tables of a database are to this version of lexops.

    Args:
        url: The URL of the database.

    Returns:
        "empty" where there are none, "older" where they have to be migrated.

    Raises:
        HomeError: If newer code wrote it, or it can't be used.
        UsageError: If the URL is wrong.
        ServiceUnreachable: If a database server does not answer.
    """
    engine = connect(url)
    try:
        revision = stored_revision(engine)
    finally:
        engine.dispose()
    if revision is None:
        return "empty"
    return "current" if revision == REVISIONS[-1] else "older"
