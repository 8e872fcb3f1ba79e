"""The home: one folder with everything that lexops writes, and the doors to it.

    HOME/catalog.db   HOME/blobs/   HOME/index/   HOME/dagster/   HOME/ocr/   HOME/writer.lock

Only its owner may enter: an archive holds case files. While a run takes archives apart, their members lie in HOME/unpacking.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.disk import told_by_disk
from corpus.errors import HomeError
from storage.lock import WriterLock, current_writer, writer_lock

if TYPE_CHECKING:  # SQLAlchemy and fsspec cost 0.3 s to import
    from storage.blobs import Blobs
    from storage.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Home:
    """A home at `root`. `catalog_url` and `blobs_url` put these two elsewhere: a PostgreSQL database, an object store."""

    root: Path
    catalog_url: str | None = None
    blobs_url: str | None = None

    @property
    def index(self) -> Path:
        """Where an embedded index lies."""
        return self.root / "index"

    @property
    def ocr(self) -> Path:
        """Where readings of scanned pages are kept, by the page's picture. May be deleted; then they are made again."""
        return self.root / "ocr"

    @property
    def dagster(self) -> Path:
        """Where Dagster keeps its runs and events."""
        return self.root / "dagster"

    @property
    def lock(self) -> Path:
        """The writer's lock."""
        return self.root / "writer.lock"

    def make(self) -> None:
        """Make the home's folders where there are none. Raises HomeError where that can't be done."""
        with told_by_disk(self.root):
            for folder in (self.root, self.index, self.dagster):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def writer(self, command: str, patience: float = 0) -> AbstractContextManager[WriterLock]:
        """Be this home's one writer, and make its folders where there are none.

        Raises HomeLocked where another process is the writer, and still is after `patience` seconds; HomeError where the folder can't be used.
        """
        self.make()
        return writer_lock(self.lock, command, patience)

    def current_writer(self) -> WriterLock | None:
        """Who writes to this home at the moment, as far as it says so."""
        return current_writer(self.lock)

    def catalog(self) -> Catalog:
        """The catalog, with its tables made or migrated where needed: for the writer.

        Raises HomeError where it can't be used or newer code wrote it, UsageError for a wrong URL, ServiceUnreachable.
        """
        from storage.catalog import open_catalog

        return open_catalog(self._catalog_url)

    def reading_catalog(self) -> Catalog:
        """The catalog for somebody who only reads. Older tables are migrated under the writer's lock.

        Raises what `catalog` raises, and HomeError where nothing was ever written.
        """
        from storage.catalog import open_catalog, state_of

        nothing = HomeError(
            f"there is nothing in this home yet: {self.root}", remedy="run `lexops run PATH`"
        )
        if self.catalog_url is None and not (self.root / "catalog.db").exists():
            raise nothing
        state = state_of(self._catalog_url)
        if state == "empty":
            raise nothing
        if state == "older":
            with self.writer("lexops: migration of the catalog"):
                return open_catalog(self._catalog_url)
        return open_catalog(self._catalog_url)

    def blobs(self) -> Blobs:
        """The original bytes. Raises HomeError, UsageError, ServiceUnreachable."""
        from storage.blobs import open_blobs

        return open_blobs(self.blobs_url or str(self.root / "blobs"))

    @property
    def _catalog_url(self) -> str:
        if self.catalog_url is not None:
            return self.catalog_url
        from sqlalchemy import URL

        return URL.create("sqlite", database=str(self.root / "catalog.db")).render_as_string(
            hide_password=False
        )
