"""The recipe "Add a stage" of CONTRIBUTING.md, executed: one declaration, one function, one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configs.loading import home_of
from configs.settings import Settings
from pipelines.report import RunReport
from pipelines.session import Session, open_session
from pipelines.stages.citing import CITE
from pipelines.stages.comparing import COMPARE
from pipelines.stages.definition import KeyedRow, StageDefinition, StageRun
from pipelines.stages.embedding import EMBED
from pipelines.stages.reading import READ
from pipelines.stages.resolving import RESOLVE
from pipelines.stages.runner import run_stage
from pipelines.stages.structuring import STRUCTURE
from pipelines.stages.tagging import tag_stage
from storage.catalog.tables import metadata
from storage.home import Home
from tagging.testing import sample_scheme
from tagging.untrained import UntrainedTagger

TAG = tag_stage(UntrainedTagger(sample_scheme()))
STAGES = (READ, STRUCTURE, COMPARE, RESOLVE, CITE, EMBED, TAG)


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


class NoCatalogSession:
    """A session for a stage that asks neither catalog nor stores: settings, report and progress."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.report = RunReport()
        self.reported: list[tuple[str, int, int | None]] = []

    def progress(
        self,
        stage: str,
        done: int,
        total: int | None = None,
    ) -> None:
        self.reported.append((stage, done, total))


edits = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from("abcdefg"), st.text("工资", max_size=3), max_size=7),
        st.none() | st.integers(0, 3),
    ),
    min_size=1,
    max_size=5,
)


@given(edits, st.integers(1, 4), st.none() | st.integers(1, 3), st.none() | st.integers(0, 4))
def test_whatever_is_edited_and_killed_the_last_run_equals_a_clean_one(
    steps: list[tuple[dict[str, str], int | None]],
    batch_size: int,
    commit_size: int | None,
    commit_bytes: int | None,
) -> None:
    session = NoCatalogSession(Settings("ci"))
    table = LengthTable({})
    sized = {"size_of": lambda length: length.characters} if commit_bytes is not None else {}
    stage = replace(
        declare(table),
        batch_size=batch_size,
        commit_size=commit_size,
        commit_bytes=commit_bytes,
        **sized,
    )
    for notes, kill_at in steps:
        table.notes.update(notes)
        table.transactions.clear()
        table.commits_before_kill = kill_at
        with suppress(KeyboardInterrupt):
            run_stage(stage, session)  # type: ignore[arg-type]
    before = dict(table.lengths)
    table.commits_before_kill = None
    table.transactions.clear()
    table.worked_on.clear()
    run = run_stage(stage, session)  # type: ignore[arg-type]
    assert {id_: one.characters for id_, one in table.lengths.items()} == {
        id_: len(text) for id_, text in table.notes.items()
    }
    # What an earlier run committed is not made again, and nothing is made twice.
    assert sorted(table.worked_on) == sorted(
        id_ for id_, one in table.lengths.items() if before.get(id_) != one
    )
    assert run.rows == len(table.worked_on)
    sizes = [len(ids) for ids in table.transactions]
    assert all(0 < size <= min(batch_size, commit_size or batch_size) for size in sizes)
    assert [id_ for ids in table.transactions for id_ in ids] == table.worked_on


values = st.recursive(
    st.none() | st.integers(-3, 3) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)


@given(values, values, st.integers(1, 3), st.integers(1, 3))
def test_keys_are_equal_where_and_only_where_input_and_version_are(
    left: object,
    right: object,
    left_version: int,
    right_version: int,
) -> None:
    first = declare(LengthTable({}), left_version).result_key(left)
    second = declare(LengthTable({}), right_version).result_key(right)
    assert (first == second) is (left == right and left_version == right_version)


@pytest.mark.parametrize(
    ("version", "shown"), [((1,), "1"), ((3, 1), "3.1"), ((1, 20, 3), "1.20.3")]
)
def test_the_version_is_shown_with_dots(version: tuple[int, ...], shown: str) -> None:
    assert replace(declare(LengthTable({})), version=version).code_version == shown


@pytest.mark.parametrize(("reported_as", "label"), [("", "measure"), ("count", "count")])
def test_a_stage_is_reported_under_its_label(reported_as: str, label: str) -> None:
    session = NoCatalogSession(Settings("ci"))
    table = LengthTable({"a": "工资"})
    run_stage(replace(declare(table), reported_as=reported_as), session)  # type: ignore[arg-type]
    assert list(session.report.seconds) == [label]
    assert {stage for stage, _, _ in session.reported} == {label}
    assert session.reported[-1] == (label, 1, 1)


def test_no_two_stages_share_a_name_or_a_label() -> None:
    assert len({stage.name for stage in STAGES}) == len(STAGES)
    assert len({stage.label for stage in STAGES}) == len(STAGES)
