"""The recipe "Add a stage" of CONTRIBUTING.md, executed: one declaration, one function, one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import pytest

from configs.loading import home_of
from configs.settings import Settings
from pipelines.session import Session, open_session
from pipelines.stages.citing import CITE
from pipelines.stages.comparing import COMPARE
from pipelines.stages.definition import KeyedRow, StageDefinition, StageRun
from pipelines.stages.embedding import EMBED
from pipelines.stages.reading import READ
from pipelines.stages.resolving import RESOLVE
from pipelines.stages.runner import run_stage
from pipelines.stages.structuring import STRUCTURE
from storage.catalog.tables import metadata
from storage.home import Home

STAGES = (READ, STRUCTURE, COMPARE, RESOLVE, CITE, EMBED)


class Note(NamedTuple):
    """An input row: its id, and the key of its content."""

    id: str
    text: str


class Length(NamedTuple):
    """A result with the key that it was made under."""

    id: str
    key: str
    characters: int


@dataclass
class LengthTable:
    """The table of the toy stage, with the input beside it; it stands for the catalog."""

    notes: dict[str, str]
    lengths: dict[str, Length] = field(default_factory=dict)
    transactions: list[list[str]] = field(default_factory=list)
    worked_on: list[str] = field(default_factory=list)
    commits_before_kill: int | None = None

    def commit(self, lengths: Sequence[Length]) -> None:
        """Write results in one transaction, unless the process is killed before."""
        if self.commits_before_kill == len(self.transactions):
            raise KeyboardInterrupt
        self.lengths |= {length.id: length for length in lengths}
        self.transactions.append([length.id for length in lengths])


Stage = StageDefinition[LengthTable, Note, Length]


def declare(table: LengthTable, version: int = 1) -> Stage:
    """The declaration: what the stage reads, its key, its version, and its functions."""

    def prepare(_session: Session) -> LengthTable:
        return table

    def find_notes(run: StageRun[LengthTable]) -> Iterator[Note]:
        for id_, text in run.state.notes.items():
            yield Note(id_, text)

    def key(run: StageRun[LengthTable], note: Note) -> str:
        return stage.result_key(note.text, run.option_values)

    def is_outdated(run: StageRun[LengthTable], keyed: KeyedRow[Note]) -> bool:
        stored = run.state.lengths.get(keyed.row.id)
        return stored is None or stored.key != keyed.key

    def commit(run: StageRun[LengthTable], lengths: Sequence[Length]) -> None:
        run.state.commit(lengths)

    stage = StageDefinition(
        name="measure",
        reads="notes",
        writes=("lengths",),
        version=(version,),
        options=("passages.article",),
        batch_size=3,
        prepare=prepare,
        find_rows=find_notes,
        key=key,
        is_outdated=is_outdated,
        work=measure_lengths,
        commit=commit,
    )
    return stage


def measure_lengths(
    run: StageRun[LengthTable], batch: Sequence[KeyedRow[Note]]
) -> Iterator[Length]:
    """The work function: results of one bounded batch."""
    for key, note in batch:
        run.state.worked_on.append(note.id)
        yield Length(
            note.id,
            key,
            len(note.text),
        )


@pytest.fixture
def table() -> LengthTable:
    return LengthTable({f"n{number}": "字" * number for number in range(8)})


@pytest.fixture
def session(settings: Settings, home: Home) -> Iterator[Session]:
    with open_session(
        settings,
        home_of(settings, home.root),
        "a test",
    ) as opened:
        yield opened


def test_outdated_rows_are_worked_on_in_batches(session: Session, table: LengthTable) -> None:
    run = run_stage(declare(table), session)
    assert run.rows == 8
    assert table.transactions == [["n0", "n1", "n2"], ["n3", "n4", "n5"], ["n6", "n7"]]
    assert table.lengths["n5"].characters == 5


def test_an_unchanged_run_does_nothing(session: Session, table: LengthTable) -> None:
    run_stage(declare(table), session)
    table.worked_on.clear()
    table.transactions.clear()
    assert run_stage(declare(table), session).rows == 0
    assert (table.worked_on, table.transactions) == ([], [])


def test_only_a_changed_row_is_worked_on_again(session: Session, table: LengthTable) -> None:
    run_stage(declare(table), session)
    table.worked_on.clear()
    table.notes["n4"] = "改"
    run_stage(declare(table), session)
    assert table.worked_on == ["n4"]
    assert table.lengths["n4"].characters == 1


def test_a_raised_version_makes_every_result_anew(session: Session, table: LengthTable) -> None:
    run_stage(declare(table), session)
    table.worked_on.clear()
    run_stage(declare(table, version=2), session)
    assert table.worked_on == list(table.notes)


def test_a_changed_option_makes_every_result_anew(session: Session, table: LengthTable) -> None:
    run_stage(declare(table), session)
    table.worked_on.clear()
    passages = replace(session.settings.passages, article=777)
    session.settings = replace(session.settings, passages=passages)
    run_stage(declare(table), session)
    assert table.worked_on == list(table.notes)


def test_a_run_that_is_killed_between_batches_is_continued(
    session: Session, table: LengthTable
) -> None:
    table.commits_before_kill = 1
    with pytest.raises(KeyboardInterrupt):
        run_stage(declare(table), session)
    assert list(table.lengths) == ["n0", "n1", "n2"]
    table.commits_before_kill = None
    table.worked_on.clear()
    run_stage(declare(table), session)
    assert table.worked_on == ["n3", "n4", "n5", "n6", "n7"]
    assert list(table.lengths) == list(table.notes)


def test_large_results_are_committed_before_the_batch_ends(
    session: Session, table: LengthTable
) -> None:
    stage = replace(
        declare(table),
        batch_size=8,
        size_of=lambda length: length.characters,
        commit_bytes=9,
    )
    run_stage(stage, session)
    assert [len(ids) for ids in table.transactions] == [5, 2, 1]
    limited = replace(
        declare(table, version=2),
        batch_size=8,
        commit_size=6,
    )
    table.transactions.clear()
    run_stage(limited, session)
    assert [len(ids) for ids in table.transactions] == [6, 2]


def test_seconds_and_progress_are_reported(
    settings: Settings,
    home: Home,
    table: LengthTable,
) -> None:
    reported: list[tuple[str, int, int | None]] = []

    def note(
        stage: str,
        done: int,
        total: int | None,
    ) -> None:
        reported.append((stage, done, total))

    stage = replace(declare(table), count_rows=lambda run: len(run.state.notes))
    with open_session(
        settings,
        home_of(settings, home.root),
        "a test",
        note,
    ) as session:
        run_stage(stage, session)
    assert reported[-1] == ("measure", 8, 8)
    counts = [done for _, done, _ in reported]
    assert counts == sorted(counts)
    assert session.report.seconds["measure"] > 0
    assert "measure" in session.report.cpu_seconds


def test_an_option_that_does_not_exist_is_an_error(session: Session, table: LengthTable) -> None:
    with pytest.raises(AttributeError, match="no_such_option"):
        run_stage(replace(declare(table), options=("passages.no_such_option",)), session)


@pytest.mark.parametrize(
    "stage",
    STAGES,
    ids=lambda stage: stage.name,
)
def test_a_declared_stage_reads_options_and_tables_that_exist(
    stage: StageDefinition[object, object, object], settings: Settings
) -> None:
    assert len(stage.read_options(settings)) == len(stage.options)
    assert set(stage.writes) <= set(metadata.tables)
    assert stage.reads in metadata.tables
    assert stage.version
