"""What a stage is: a value that says what it reads, what it writes, and how it works on a batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from corpus.hashing import stage_key

if TYPE_CHECKING:
    from configs.settings import Settings
    from ingestion.workers import Pool
    from pipelines.session import Session
    from storage.catalog import Catalog
    from storage.catalog.sources import KnownSource

State = TypeVar("State")
Row = TypeVar("Row")
Result = TypeVar("Result")


class KeyedRow(NamedTuple, Generic[Row]):
    """An input row with the key that its result gets.

    Attributes:
        key: Changes when the input, the version of the stage or an option of the stage changes.
        row: The input, as the catalog gives it.
    """

    key: str
    row: Row


@dataclass(slots=True)
class StageRun(Generic[State]):
    """One execution of a stage: what the functions of its definition receive.

    Attributes:
        session: The session of the run: settings, catalog, blobs, embedder and index store.
        sources: The sources that this execution is about; empty where a stage works on all.
        state: What the stage's `prepare` returned: counts, and what all batches share.
        option_values: The values of the options that the stage reads, in their declared order.
        pool: The worker processes, where the stage declares a `worker`.
        rows: How many out-of-date rows were worked on so far.
        total: How many rows there are to work on, as far as it is known.
    """

    session: Session
    sources: Sequence[KnownSource]
    state: State
    option_values: list[Any] = field(default_factory=list)
    pool: Pool[Any, Any] | None = None
    rows: int = 0
    total: int = 0

    @property
    def catalog(self) -> Catalog:
        """The catalog of the home."""
        return self.session.catalog

    @property
    def settings(self) -> Settings:
        """The settings of the run."""
        return self.session.settings


@dataclass(frozen=True, slots=True)
class StageDefinition(Generic[State, Row, Result]):
    """One stage of the pipeline, declared.

    The stage runner (`pipelines.stages.runner`) executes it. A row is worked on when
    `is_outdated` says so. Where a stage has no `is_outdated`, `find_rows` already returns
    the out-of-date rows alone, because the catalog answers that question in SQL.

    Attributes:
        name: The name in keys of results, as `read`.
        reads: The records that are the input, as `objects`.
        writes: The tables that `commit` writes to.
        version: The versions of the rules. A raised version makes every result out of date.
        options: The settings that change results, as dotted names: `ingestion.max_bytes`.
        batch_size: How many rows one call of `work` gets.
        prepare: Makes the state of one execution. Called once, before `find_rows`.
        find_rows: The rows that may be out of date. They are read as they are needed.
        key: The key of a row's result under the present version and options.
        work: Makes the results of one batch. It yields them one by one.
        commit: Writes results in one transaction. A killed run loses at most one such list.
        reported_as: The name in reports and progress, where it differs from `name`.
        is_outdated: Whether a row has to be worked on.
        count_rows: How many rows there will be, for the progress display.
        finish: Called once after the last batch, also where there was no batch.
        worker: A function for worker processes. The runner opens a pool for it.
        commit_size: How many results a transaction holds at most. None: those of a batch.
        size_of: The size of a result in bytes, for `commit_bytes`.
        commit_bytes: A transaction with more bytes than this is committed at once.
    """

    name: str
    reads: str
    writes: tuple[str, ...]
    version: tuple[int, ...]
    options: tuple[str, ...]
    batch_size: int
    prepare: Callable[[Session], State]
    find_rows: Callable[[StageRun[State]], Iterable[Row]]
    key: Callable[[StageRun[State], Row], str]
    work: Callable[[StageRun[State], Sequence[KeyedRow[Row]]], Iterable[Result]]
    commit: Callable[[StageRun[State], Sequence[Result]], None]
    reported_as: str = ""
    is_outdated: Callable[[StageRun[State], KeyedRow[Row]], bool] | None = None
    count_rows: Callable[[StageRun[State]], int] | None = None
    finish: Callable[[StageRun[State]], None] | None = None
    worker: Callable[[Any], Any] | None = None
    commit_size: int | None = None
    size_of: Callable[[Result], int] | None = None
    commit_bytes: int | None = None

    @property
    def label(self) -> str:
        """The name under which reports and progress know the stage."""
        return self.reported_as or self.name

    @property
    def code_version(self) -> str:
        """The versions of the rules as Dagster shows them: `3.1`."""
        return ".".join(str(number) for number in self.version)

    def result_key(self, *inputs: Any) -> str:
        """Name a result by everything that decides it.

        Args:
            inputs: The key of the input and the values of the options, as JSON values.

        Returns:
            A key that is equal where, and only where, all of this and the version are equal.
        """
        first, *rest = self.version
        return stage_key(
            self.name,
            first,
            *rest,
            *inputs,
        )

    def read_options(self, settings: Settings) -> list[Any]:
        """Look up the options that the stage reads.

        Args:
            settings: The settings of the run.

        Returns:
            Their values, in the order in which `options` names them.

        Raises:
            AttributeError: An option is declared that the settings do not have.
        """
        return [reduce(getattr, name.split("."), settings) for name in self.options]
