"""What the stages of one run share: settings, the home under its writer's lock, and its stores.

Blobs, embedder and index store are opened when they are first used. So a run that finds nothing
changed opens none of the engines. Stages pass no results through the session: each reads its
input from the catalog.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ModelUnavailable, UsageError
from indexing.embedders import open_embedder
from ingestion.sources import name_sources
from pipelines._arguments import SourceArgument, read_argument
from pipelines.report import SOURCE_MISSING, Refusal, RunReport

if TYPE_CHECKING:
    from configs.settings import Settings
    from indexing.embedder import Embedder
    from indexing.store import IndexStore
    from indexing.stores import Live
    from storage.blobs import Blobs
    from storage.catalog import Catalog
    from storage.catalog.sources import KnownSource
    from storage.home import Home

Progress = Callable[
    [
        str,
        int,
        int | None,
    ],
    None,
]
"""Called with a stage, how many are done, and how many there are, where that is known."""


class Session:
    """The settings, stores and report of one run on a home. `open_session` makes it.

    Attributes:
        settings: The settings of the run.
        home: The home, locked for this process.
        catalog: The catalog of the home.
        report: What the run did so far.
    """

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
        self._stack = stack
        self._progress = progress
        self._run: int | None = None
        self._chosen: list[KnownSource] | None = None

    @cached_property
    def blobs(self) -> Blobs:
        """The original bytes."""
        return self.home.blobs()

    @cached_property
    def embedder(self) -> Embedder:
        """The profile's model; its weights are loaded with the first text.

        Raises:
            ModelUnavailable: The model's files are missing or damaged.
        """
        options = self.settings.embedding
        root = Path(options.models) if options.models else None
        embedder = open_embedder(
            options.model,
            root=root,
            processes=options.processes,
        )
        return self._stack.enter_context(embedder)

    @cached_property
    def store(self) -> IndexStore:
        """The profile's index store."""
        from indexing.stores import open_store

        store = open_store(
            self.settings.index.store,
            self._index,
            self.settings.index,
        )
        self._stack.callback(store.close)
        return store

    def live_in_index(self) -> Live | None:
        """Find what readers of the index get, without loading the engine where that is possible.

        Returns:
            The live generation; None where there is none.
        """
        from indexing.stores import find_live

        return find_live(
            self.settings.index.store,
            self._index,
            self.settings.index,
        )

    def begin(self) -> None:
        """Note in the catalog that a run begins, after a check of model and index.

        The check comes first, so that a missing model is reported now, and not after an hour of
        parsing.

        Raises:
            ModelUnavailable: The profile's model is missing, damaged, or has no fingerprint.
            ServiceUnreachable: The index does not answer.
        """
        if not self.embedder.fingerprint:
            model = self.settings.embedding.model
            raise ModelUnavailable(
                f"the embedding model {model!r} has no fingerprint, so its vectors cannot be kept",
                remedy="set embedding.model to a model that `lexops doctor` lists, and run again",
            )
        self.live_in_index()
        self._set_trust()
        self._run = self.catalog.runs.begin()

    def end(self) -> None:
        """Write down the report of the run, if one was begun."""
        if self._run is not None:
            self.catalog.runs.end(self._run, self.report.as_json())

    def _set_trust(self) -> None:
        """Give each source the trust that the settings say, in the catalog."""
        trusts = {
            known.source.name: self.settings.trust_of(known.source.name)
            for known in self.catalog.sources.all()
        }
        self.catalog.sources.set_trust(trusts)

    def choose(self, names: Sequence[str]) -> None:
        """Limit this run to some sources.

        Args:
            names: The names of the sources; none for all registered sources.

        Raises:
            UnknownValue: There is no source of a name.
        """
        self._chosen = self.catalog.sources.named(names) if names else None

    def sources(self) -> list[KnownSource]:
        """The sources that this run updates, in the order of registration."""
        if self._chosen is not None:
            return self._chosen
        return self.catalog.sources.all()

    @property
    def _index(self) -> str:
        return self.settings.index.location or str(self.home.index)

    def progress(
        self,
        stage: str,
        done: int,
        total: int | None = None,
    ) -> None:
        """Report how far a stage is.

        Args:
            stage: The name of the stage in the report.
            done: How many inputs are done.
            total: How many there are; None where it is not known.
        """
        if self._progress:
            self._progress(
                stage,
                done,
                total,
            )

    def register(self, arguments: Sequence[str]) -> list[KnownSource]:
        """Find the sources that `[NAME=]PATH` arguments mean, and register new ones.

        A registered source whose folder is missing is found by its location, so that the delete
        brake decides. A folder that is missing and was never registered is put into the report,
        and the other sources are updated all the same.

        Args:
            arguments: The arguments; none for all registered sources.

        Returns:
            The sources to update.

        Raises:
            UsageError: No source is left to update, or an argument is wrong in another way.
        """
        registered = self.catalog.sources.all()
        if not arguments:
            if not registered:
                raise UsageError("no source is registered yet", remedy="run `lexops run PATH`")
            return registered
        by_location = {known.source.location: known for known in registered}
        read = [read_argument(argument, by_location) for argument in arguments]
        present = [argument.text for argument in read if argument.exists]
        known_sources = [known.source for known in registered]
        named = name_sources(present, known_sources)
        missing = [argument for argument in read if not argument.exists and not argument.known]
        if missing and len(missing) == len(read):
            name_sources([argument.text for argument in missing], known_sources)
        chosen = [self.catalog.sources.register(source) for source in named]
        for argument in read:
            if argument.known and not argument.exists and argument.known not in chosen:
                chosen.append(argument.known)
        self.report.refused += [_missing(argument) for argument in missing]
        return chosen


def _missing(argument: SourceArgument) -> Refusal:
    return Refusal(
        SOURCE_MISSING,
        argument.name,
        f"source {argument.path!r} {argument.problem}, so it was not updated",
        "give a folder, as PATH or NAME=PATH",
    )


@contextmanager
def open_session(
    settings: Settings,
    home: Home,
    command: str,
    progress: Progress | None = None,
    *,
    patience: float = 0,
) -> Iterator[Session]:
    """Lock the home for writing and open its catalog, until the block ends.

    Args:
        settings: The settings of the run.
        home: The home to write to.
        command: What other processes are shown as the writer: `lexops run`.
        progress: Called as stages proceed.
        patience: Seconds to wait for another writer.

    Yields:
        The session.

    Raises:
        HomeLocked: Another process is writing.
        HomeError: The home cannot be used.
        UsageError: A setting does not fit the home.
        ServiceUnreachable: The catalog's server does not answer.
    """
    with ExitStack() as stack:
        stack.enter_context(home.writer(command, patience))
        catalog = stack.enter_context(home.catalog())
        session = Session(
            settings,
            home,
            catalog,
            stack,
            progress,
        )
        yield session
        session.end()
