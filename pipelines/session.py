"""What the stages of one run share: settings, the home under its writer's lock, catalog, blobs, embedder, index store.

Blobs, embedder and store are opened when first used: a run that finds nothing changed opens none of the engines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import UsageError
from indexing.embedders import open_embedder
from ingestion.sources import name_sources
from pipelines.report import RunReport

if TYPE_CHECKING:
    from configs.settings import Settings
    from indexing.embedder import Embedder
    from indexing.store import IndexStore
    from indexing.stores import Live
    from pipelines.stages.reconciling import Reconciled
    from storage.blobs import Blobs
    from storage.catalog import Catalog
    from storage.catalog.sources import KnownSource
    from storage.home import Home

Progress = Callable[[str, int, int | None], None]
"""Called with a stage, how many are done, and how many there are, where that is known."""


class Session:
    """One run's hands on a home. Made by `open_session`."""

    def __init__(
        self,
        settings: Settings,
        home: Home,
        catalog: Catalog,
        stack: ExitStack,
        progress: Progress | None,
    ) -> None:
        self.settings = settings
        self.home = home
        self.catalog = catalog
        self.report = RunReport()
        self.allow_deletes = False
        self.reconciled: Reconciled | None = None
        self._stack = stack
        self._progress = progress
        self._run: int | None = None

    @cached_property
    def blobs(self) -> Blobs:
        """The original bytes."""
        return self.home.blobs()

    @cached_property
    def embedder(self) -> Embedder:
        """The profile's model; its weights are loaded with the first text. Raises ModelUnavailable."""
        options = self.settings.embedding
        root = Path(options.models) if options.models else None
        return self._stack.enter_context(
            open_embedder(options.model, root=root, processes=options.processes)
        )

    @cached_property
    def store(self) -> IndexStore:
        """The profile's index store."""
        from indexing.stores import open_store

        store = open_store(self.settings.index.store, self._index, self.settings.index)
        self._stack.callback(store.close)
        return store

    def live_in_index(self) -> Live | None:
        """What readers of the index get, without loading the engine where that can be told without it."""
        from indexing.stores import find_live

        return find_live(self.settings.index.store, self._index, self.settings.index)

    def begin(self) -> None:
        """Note in the catalog that a run begins. Raises ModelUnavailable and ServiceUnreachable now, not after an hour of parsing."""
        assert self.embedder.fingerprint, "every model has one"
        self.live_in_index()
        self._run = self.catalog.runs.begin()

    def end(self) -> None:
        """Write down the report of the run, if one was begun."""
        if self._run is not None:
            self.catalog.runs.end(self._run, self.report.as_json())

    @property
    def _index(self) -> str:
        return self.settings.index.location or str(self.home.index)

    def progress(self, stage: str, done: int, total: int | None = None) -> None:
        """Tell whoever watches how far a stage is."""
        if self._progress:
            self._progress(stage, done, total)

    def register(self, arguments: Sequence[str]) -> list[KnownSource]:
        """The sources that `[NAME=]PATH` arguments mean, new ones made known; without arguments all that are registered.

        A registered folder that is missing is found by its location, so that the delete brake can speak. Raises UsageError.
        """
        every = self.catalog.sources.all()
        if not arguments and not every:
            raise UsageError("no source is registered yet", remedy="run `lexops run PATH`")
        known = {one.source.location: one.source for one in every}
        lost = {
            argument: known[where]
            for argument in arguments
            if (where := _location(argument)) in known and not Path(where).is_dir()
        }
        named = name_sources(
            [argument for argument in arguments if argument not in lost], known.values()
        )
        chosen = [self.catalog.sources.register(source) for source in named]
        chosen += [one for one in every if one.source in lost.values()]
        return chosen or every


def _location(argument: str) -> str:
    return str(Path(argument).expanduser().resolve())


@contextmanager
def open_session(
    settings: Settings,
    home: Home,
    command: str,
    progress: Progress | None = None,
    *,
    patience: float = 0,
) -> Iterator[Session]:
    """Be the home's writer, with its catalog open, until the block ends. Another writer is waited for, `patience` seconds.

    Raises HomeLocked, HomeError, UsageError, ServiceUnreachable.
    """
    with ExitStack() as stack:
        stack.enter_context(home.writer(command, patience))
        catalog = stack.enter_context(home.catalog())
        session = Session(settings, home, catalog, stack, progress)
        yield session
        session.end()
