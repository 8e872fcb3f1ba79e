"""The home: one folder with everything that lexops writes, and the functions that open its parts.

    HOME/catalog.db   HOME/blobs/   HOME/index/   HOME/dagster/   HOME/ocr/   HOME/writer.lock

Only its owner may enter: an archive holds case files. While a run takes archives apart, their
members lie in HOME/unpacking.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.disk import explain_disk_errors
from corpus.errors import HomeError
from storage.lock import WriterLock, current_writer, writer_lock

if TYPE_CHECKING:  # SQLAlchemy and fsspec cost 0.3 s to import
    from storage.blobs import Blobs
    from storage.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Home:
    """A home.

    Attributes:
        root: Its folder.
        catalog_url: The URL of a PostgreSQL database, where the catalog is not in the folder.
        blobs_url: The URL of an object store, where the original bytes are not in the folder.
    """

    root: Path
    catalog_url: str | None = None
    blobs_url: str | None = None

    @property
    def index(self) -> Path:
        """The folder of an embedded index."""
        return self.root / "index"

    @property
    def ocr(self) -> Path:
        """The cache of what OCR read, by the picture of the page; it may be deleted."""
        return self.root / "ocr"

    @property
    def dagster(self) -> Path:
        """The folder where Dagster keeps its runs and events."""
        return self.root / "dagster"

    @property
    def lock(self) -> Path:
        """The file of the writer's lock."""
        return self.root / "writer.lock"

    def make(self) -> None:
        """Make the folders of the home where there are none.

        Raises:
            HomeError: If that can't be done.
        """
        with explain_disk_errors(self.root):
            for folder in (self.root, self.index, self.dagster):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def writer(
        self,
        command: str,
        patience: float = 0,
    ) -> AbstractContextManager[WriterLock]:
        """Take the lock of the home's one writer, and make its folders where there are none.

        Args:
            command: What this process does, for the messages of others.
            patience: How many seconds to wait for another writer.

        Returns:
            A context manager that keeps the lock.

        Raises:
            HomeLocked: If another process is still the writer after `patience` seconds.
            HomeError: If the folder can't be used.
        """
        self.make()
        return writer_lock(self.lock, command, patience)

    def current_writer(self) -> WriterLock | None:
        """Return who writes to this home at the moment; None where no process does."""
        return current_writer(self.lock)

    def catalog(self) -> Catalog:
        """Open the catalog for the writer, with its tables made or migrated where needed.

        Returns:
            The catalog.

        Raises:
            HomeError: If it can't be used, or newer code wrote it.
            UsageError: If its URL is wrong.
            ServiceUnreachable: If a database server does not answer.
        """
        from storage.catalog import open_catalog

        return open_catalog(self._catalog_url)

    def reading_catalog(self) -> Catalog:
        """Open the catalog for reading. Older tables are migrated under the writer's lock.

        Returns:
            The catalog.

        Raises:
            HomeError: If nothing was ever written, and where `catalog` raises it.
            UsageError: If its URL is wrong.
            ServiceUnreachable: If a database server does not answer.
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
        """Open the store of original bytes.

        Returns:
            The store.

        Raises:
            UsageError: If its URL is wrong.
            ServiceUnreachable: If an object store does not answer.
        """
        from storage.blobs import open_blobs

        return open_blobs(self.blobs_url or str(self.root / "blobs"))

    @property
    def _catalog_url(self) -> str:
        if self.catalog_url is not None:
            return self.catalog_url
        from sqlalchemy import URL

        url = URL.create("sqlite", database=str(self.root / "catalog.db"))
        return url.render_as_string(hide_password=False)
