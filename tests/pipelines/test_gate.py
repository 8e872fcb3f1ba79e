"""The gate: bad candidates never reach readers, good ones always do; and readers can be moved back, never to text that is no more."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from configs.settings import Gate, Settings
from corpus.errors import ModelMismatch, UnknownValue, UsageError
from corpus.schema import FIELDS, Row, derived
from indexing import stores
from indexing.store import IndexRow, IndexStore, WriteReport
from pipelines.publish import publish, roll_back_delta, roll_back_to
from pipelines.reconciliation import Depth
from pipelines.session import open_session
from pipelines.stages import reconciling
from storage.catalog.deltas import Deltas
from storage.home import Home
from tests.pipelines.conftest import Run, statute

Rows = list[IndexRow]
Spoil = Callable[[Rows], Iterable[IndexRow]]
Indexed = Callable[[], dict[str, str]]


def as_written(rows: Rows) -> Rows:
    return rows


def with_row(one: IndexRow, **fields: object) -> IndexRow:
    """Another row, and columns that agree with it: nothing in the index shows that it is wrong."""
    row: Row = {name: one.row[name] for name in (field.name for field in FIELDS)} | fields
    return IndexRow(row | derived(row), one.vector)


def silently(one: IndexRow, **fields: object) -> IndexRow:
    """Another row under the hash of the right one."""
    return IndexRow({**one.row, **fields}, one.vector)


def turned(rows: Rows) -> Iterable[IndexRow]:
    vectors = [one.vector for one in rows]
    return (
        IndexRow(one.row, vector)
        for one, vector in zip(
            rows,
            vectors[1:] + vectors[:1],
            strict=True,
        )
    )


def foreign(rows: Rows) -> Iterable[IndexRow]:
    random = np.random.default_rng(5)
    for one in rows:
        vector = random.standard_normal(one.vector.shape).astype(np.float32)
        yield IndexRow(one.row, vector / np.linalg.norm(vector))


BAD: list[tuple[str, Spoil]] = [
    ("a tenth is missing", lambda rows: (one for place, one in enumerate(rows) if place % 10)),
    ("all but one are missing", lambda rows: rows[:1]),
    ("vectors of another model", foreign),
    ("vectors of the neighbours", turned),
    ("vectors of the opposite", lambda rows: (IndexRow(one.row, -one.vector) for one in rows)),
    ("one vector is another's", lambda rows: [IndexRow(rows[0].row, rows[1].vector), *rows[1:]]),
    ("texts are cut off", lambda rows: (silently(one, text=one.row["text"][:12]) for one in rows)),
    (
        "texts are cut off, and hashed so",
        lambda rows: (with_row(one, text=one.row["text"][:12]) for one in rows),
    ),
    (
        "an old text is back",
        lambda rows: [with_row(rows[0], text="第一条 用人单位可以不支付工资。"), *rows[1:]],
    ),
    ("more may see it", lambda rows: (with_row(one, groups=["public", "board"]) for one in rows)),
    ("nobody may see it", lambda rows: (with_row(one, groups=[]) for one in rows)),
    (
        "validity is invented",
        lambda rows: (
            with_row(
                one,
                valid_from="1999-01-01",
                valid_to=None,
                status="in force",
            )
            for one in rows
        ),
    ),
    ("a day was moved", lambda rows: [silently(rows[0], valid_from="1999-01-01"), *rows[1:]]),
    ("under other ids", lambda rows: (with_row(one, id=f"x{one.row['id']}") for one in rows)),
    ("one is twice there", lambda rows: [*rows, with_row(rows[0], id=f"x{rows[0].row['id']}")]),
]


@pytest.fixture
def spoil(monkeypatch: pytest.MonkeyPatch, store: IndexStore) -> dict[str, Spoil]:
    """What becomes of rows on their way to the index, under `rows`; as they are, until a test says otherwise."""
    hands: dict[str, Spoil] = {"rows": as_written}

    class Spoiled(type(store)):  # type: ignore[misc]
        def write(
            self,
            name: str,
            upserts: Iterable[IndexRow],
            deletes: Collection[str] = (),
        ) -> WriteReport:
            rows = list(upserts)
            written: WriteReport = super().write(
                name,
                hands["rows"](rows) if rows else rows,
                deletes,
            )
            return written

    monkeypatch.setattr(
        stores,
        "open_store",
        lambda kind, *place: Spoiled(*place[: 1 if kind == "lancedb" else 2]),
    )
    return hands


def drift(settings: Settings, home: Home) -> int:
    """How many rows of the live index are not what the catalog says."""
    with open_session(
        settings,
        home,
        "a test",
    ) as session:
        return reconciling.reconcile(session, Depth(None, "a test")).found.counts.total()


@pytest.mark.parametrize(
    ("kind", "hands"),
    BAD,
    ids=[kind for kind, _ in BAD],
)
def test_a_bad_first_generation_is_refused(
    run: Run,
    laws: Path,
    spoil: dict[str, Spoil],
    home: Home,
    settings: Settings,
    store: IndexStore,
    kind: str,
    hands: Spoil,
) -> None:
    """Readers have nothing rather than that; a run with whole hands then builds it."""
    spoil["rows"] = hands
    assert [one.code for one in run(laws).refused] == ["candidate_sound"], kind
    assert store.live() is None
    spoil["rows"] = as_written
    assert run(laws).refused == []
    assert drift(settings, home) == 0


@pytest.mark.parametrize(
    ("kind", "hands"),
    BAD,
    ids=[kind for kind, _ in BAD],
)
def test_a_bad_delta_is_refused(
    run: Run,
    laws: Path,
    spoil: dict[str, Spoil],
    home: Home,
    settings: Settings,
    indexed: Indexed,
    kind: str,
    hands: Spoil,
) -> None:
    """Readers keep what they had, to the last row; a run with whole hands then brings the change."""
    run(laws)
    before = indexed()
    (laws / "云岭市工时管理条例.md").write_text(
        statute("云岭市工时管理条例", say="用人单位应当如实记录工时"), encoding="utf-8"
    )
    (laws / "云岭市集体合同条例.md").unlink()
    spoil["rows"] = hands
    assert [one.code for one in run(laws).refused] == ["candidate_sound"], kind
    assert indexed() == before
    spoil["rows"] = as_written
    assert run(laws).refused == []
    assert drift(settings, home) == 0
    assert len(indexed()) == 9


class Killed(BaseException):
    """What ends a run wherever it stands: nobody catches it."""


@pytest.mark.parametrize("where", ["Deltas.doubt", "IndexStore.discard", "Deltas.forget"])
@pytest.mark.parametrize(
    "after",
    [False, True],
    ids=["before", "after"],
)
def test_killed_while_a_candidate_is_taken_back(
    run: Run,
    laws: Path,
    spoil: dict[str, Spoil],
    home: Home,
    settings: Settings,
    indexed: Indexed,
    monkeypatch: pytest.MonkeyPatch,
    store: IndexStore,
    where: str,
    after: bool,
) -> None:
    """Wherever: no row is trusted to be there that is not, and readers have what they had.

    Before it is doubted what was written still stands there, and is refused once more; then, as
    always, the next run makes all good.
    """
    run(laws)
    before = indexed()
    HARMLESS[4][1](laws)
    (laws / "云岭市集体合同条例.md").unlink()
    owner: type = {"Deltas": Deltas, "IndexStore": type(store)}[where.partition(".")[0]]
    call = getattr(owner, where.partition(".")[2])

    def killed(*arguments: object) -> None:
        if after:
            call(*arguments)
        raise Killed

    spoil["rows"] = turned
    with monkeypatch.context() as patch:
        patch.setattr(
            owner,
            call.__name__,
            killed,
        )
        with pytest.raises(Killed):
            run(laws)
    spoil["rows"] = as_written
    assert indexed() == before
    assert bool(run(laws).refused) == ((where, after) == ("Deltas.doubt", False))
    assert run(laws).refused == []
    assert drift(settings, home) == 0


def test_deletes_that_do_not_arrive_are_refused(
    run: Run,
    laws: Path,
    home: Home,
    settings: Settings,
    indexed: Indexed,
    store: IndexStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A repealed law that stays in the index is the worst that a reader can get."""
    run(laws)
    (laws / "云岭市集体合同条例.md").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(
            type(store),
            "write",
            lambda _, name, rows, deletes=(): WriteReport(len(list(rows)), 0),
        )
        assert [one.code for one in run(laws).refused] == ["candidate_sound"]
    assert len(indexed()) == 12
    assert run(laws).refused == []
    assert (len(indexed()), drift(settings, home)) == (9, 0)


def test_words_that_the_engine_reads_otherwise_are_refused(
    run: Run,
    laws: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rows are right, and nobody would find them: an engine with another analyzer than the one that asks."""
    with monkeypatch.context() as patch:
        asks = {"lancedb": "lance._reader", "opensearch": "opensearch._queries"}[
            settings.index.store
        ]
        patch.setattr(f"indexing.{asks}.question_terms", lambda text: [f"x{text}"])
        report = run(laws)
    assert "not found by their own words" in report.refused[0].detail
    assert run(laws).refused == []


def _new_law(
    laws: Path,
    name: str = "云岭市夜班津贴条例",
    text: str | None = None,
) -> None:
    (laws / f"{name}.md").write_text(text or statute(name), encoding="utf-8")


HARMLESS: list[tuple[str, Callable[[Path], object]]] = [
    ("nothing", lambda _: None),
    ("a new law", _new_law),
    ("a law is gone", lambda laws: (laws / "云岭市集体合同条例.md").unlink()),
    ("a law is moved", lambda laws: (laws / "云岭市集体合同条例.md").rename(laws / "集体合同.md")),
    (
        "every word is another",
        lambda laws: _new_law(
            laws,
            "云岭市工时管理条例",
            statute("云岭市工时管理条例", say="工作时间每日不超过八小时"),
        ),
    ),
    (
        "a law grows",
        lambda laws: _new_law(
            laws,
            "云岭市工时管理条例",
            statute("云岭市工时管理条例", articles=40),
        ),
    ),
    (
        "a law shrinks",
        lambda laws: _new_law(
            laws,
            "云岭市工时管理条例",
            statute("云岭市工时管理条例", articles=1),
        ),
    ),
    (
        "a later version",
        lambda laws: _new_law(
            laws,
            "云岭市工时管理条例(2023-01-01)",
            statute("云岭市工时管理条例", date="2023-01-01"),
        ),
    ),
    (
        "an earlier version",
        lambda laws: _new_law(
            laws,
            "云岭市工时管理条例(2011-01-01)",
            statute("云岭市工时管理条例", date="2011-01-01"),
        ),
    ),
    ("a copy", lambda laws: shutil.copy(laws / "云岭市工时管理条例.md", laws / "又一份.md")),
    (
        "all articles alike",
        lambda laws: _new_law(
            laws,
            text=statute(
                "云岭市夜班津贴条例",
                articles=30,
                say="本条自公布之日起施行",
            ),
        ),
    ),
    ("short articles", lambda laws: _new_law(laws, text=statute("云岭市夜班津贴条例", say="删去"))),
    (
        "traditional characters",
        lambda laws: _new_law(
            laws, text=statute("雲嶺市勞動條例", say="用人單位應當按月足額支付工資")
        ),
    ),
    (
        "no Chinese",
        lambda laws: _new_law(
            laws, text=statute("云岭市夜班津贴条例", say="Wages are paid monthly")
        ),
    ),
    (
        "signs",
        lambda laws: _new_law(laws, text=statute("云岭市夜班津贴条例", say="“（）”：%_*?'\";--")),
    ),
    (
        "an article in pieces",
        lambda laws: _new_law(
            laws,
            text=statute(
                "云岭市夜班津贴条例",
                articles=1,
                say="（一）夜班津贴按月支付。\n\n" * 120,
            ),
        ),
    ),
    (
        "a file that is no law",
        lambda laws: _new_law(
            laws,
            "告职工书",
            "# 告职工书\n\n各位职工：夜班津贴自下月起按新标准发放。\n",
        ),
    ),
    (
        "a file that can't be read",
        lambda laws: (laws / "坏.docx").write_bytes(b"PK\x03\x04 broken"),
    ),
    ("an empty file", lambda laws: (laws / "空.md").write_text("", encoding="utf-8")),
    ("everything at once", lambda laws: [HARMLESS[place][1](laws) for place in (1, 3, 4)]),
]


@pytest.mark.parametrize(
    ("kind", "change"),
    HARMLESS,
    ids=[kind for kind, _ in HARMLESS],
)
def test_a_harmless_change_passes(
    run: Run,
    laws: Path,
    home: Home,
    settings: Settings,
    kind: str,
    change: Callable[[Path], object],
) -> None:
    """As a delta, and as part of a generation that is built anew."""
    run(laws)
    change(laws)
    assert run(laws).refused == [], kind
    assert drift(settings, home) == 0
    with open_session(
        settings,
        home,
        "a test",
    ) as session:
        session.catalog.generations.retire("g1")
    assert run(laws).refused == [], kind
    assert drift(settings, home) == 0


def test_golden_questions_that_fall_are_refused_with_both_rankings(
    run: Run,
    laws: Path,
    settings: Settings,
    tmp_path: Path,
) -> None:
    """The question that got worse is named; within the tolerance it may."""
    questions = tmp_path / "golden.jsonl"
    text = "第一条 用人单位应当按月足额支付工资，云岭市集体合同条例第1项另有规定的除外。"
    questions.write_text(
        f'{{"id": "q1", "query": "集体合同条例怎样规定工资", "gold": [{{"name": "x", "text": "{text}"}}]}}\n',
        encoding="utf-8",
    )
    asked = replace(settings, gate=Gate(questions=(str(questions),)))
    run(laws, settings=asked)
    (laws / "云岭市集体合同条例.md").unlink()
    refused = run(laws, settings=asked).refused
    assert "R@10 of 1 golden questions fell from 1.000 to 0.000" in refused[0].detail
    assert (
        run(laws, settings=replace(settings, gate=Gate((str(questions),), tolerance=1.0))).refused
        == []
    )


@pytest.fixture
def three_deltas(
    run: Run,
    laws: Path,
    indexed: Indexed,
) -> list[dict[str, str]]:
    """What readers had after each of four publications: the first load, a changed law, a new law, a law that is gone."""
    seen = []
    for change in (
        HARMLESS[0],
        HARMLESS[4],
        HARMLESS[1],
        HARMLESS[2],
    ):
        change[1](laws)
        run(laws)
        seen.append(indexed())
    return seen


@pytest.mark.parametrize("version", [2, 3, 4])
def test_a_delta_is_undone(
    run: Run,
    laws: Path,
    home_with_dagster: Home,
    settings: Settings,
    indexed: Indexed,
    three_deltas: list[dict[str, str]],
    version: int,
) -> None:
    """Readers get exactly what they had before it; runs leave that alone and say so, until they are let through."""
    home = home_with_dagster
    report = roll_back_delta(
        settings,
        home,
        version,
    )
    assert report.refused == []
    assert indexed() == three_deltas[version - 2]
    _new_law(laws, "云岭市停工津贴条例")
    held = run(laws)
    assert [one.code for one in held.refused] == ["candidate_sound"]
    assert "lexops publish" in held.refused[0].remedy
    assert indexed() == three_deltas[version - 2]
    assert publish(settings, home).refused == []
    assert drift(settings, home) == 0
    assert len(indexed()) == len(three_deltas[-1]) + 3
    assert run(laws).refused == []


def test_an_undoing_is_undone(
    home: Home,
    settings: Settings,
    indexed: Indexed,
    three_deltas: list[dict[str, str]],
) -> None:
    """It is a publication like any other; and deeper undoing afterwards is that of the first state."""
    roll_back_delta(
        settings,
        home,
        4,
    )
    roll_back_delta(
        settings,
        home,
        5,
    )
    assert indexed() == three_deltas[-1]
    roll_back_delta(
        settings,
        home,
        2,
    )
    assert indexed() == three_deltas[0]


def test_only_a_delta_with_an_inverse_is_undone(
    home: Home,
    settings: Settings,
    three_deltas: list[dict[str, str]],
) -> None:
    """The first load has none; nor has what never was."""
    for version in (1, 9):
        with pytest.raises(UnknownValue, match="2, 3, 4"):
            roll_back_delta(
                settings,
                home,
                version,
            )


def test_an_older_generation_comes_back_without_what_is_gone(
    run: Run,
    laws: Path,
    home_with_dagster: Home,
    settings: Settings,
    indexed: Indexed,
) -> None:
    """It is reported what changed, what came and what was repealed since it was left; then it is the one that runs write to."""
    home = home_with_dagster
    run(laws)
    assert (
        publish(
            settings,
            home,
            rebuild=True,
        ).generation
        == "g2"
    )
    (laws / "云岭市集体合同条例.md").unlink()
    _new_law(laws)
    run(laws)
    now = indexed()
    assert (
        roll_back_to(
            settings,
            home,
            "g1",
        ).generation
        == "g1"
    )
    assert indexed() == now
    assert not any("集体合同条例" in one for one in indexed())
    report = run(laws)
    assert (report.generation, report.index_writes, report.refused) == ("g1", 0, [])
    assert drift(settings, home) == 0


def test_one_older_generation_is_kept(
    run: Run,
    laws: Path,
    home_with_dagster: Home,
    settings: Settings,
    store: IndexStore,
) -> None:
    """Each is as large as the live one; what is dropped is in neither catalog nor index."""
    home = home_with_dagster
    run(laws)
    for _ in range(3):
        publish(
            settings,
            home,
            rebuild=True,
        )
    assert [one.name for one in store.generations()] == ["g3", "g4"]
    with pytest.raises(UnknownValue, match="choose one of g3"):
        roll_back_to(
            settings,
            home,
            "g1",
        )


def test_a_generation_of_another_model_is_not_gone_back_to(
    run: Run,
    laws: Path,
    home_with_dagster: Home,
    settings: Settings,
) -> None:
    """Questions would be embedded by the wrong one."""
    home = home_with_dagster
    run(laws)
    publish(
        settings,
        home,
        rebuild=True,
    )
    with (
        open_session(
            settings,
            home,
            "a test",
        ) as session,
        session.catalog.generations._db.write() as connection,
    ):
        connection.exec_driver_sql(
            "UPDATE generations SET fingerprint = 'another' WHERE name = 'g1'"
        )
    with pytest.raises(ModelMismatch, match="another"):
        roll_back_to(
            settings,
            home,
            "g1",
        )


def test_nothing_is_undone_where_nothing_is(home: Home, settings: Settings) -> None:
    """One clear line."""
    with open_session(
        settings,
        home,
        "a test",
    ):
        pass
    with pytest.raises(UsageError, match="nothing is published"):
        roll_back_delta(
            settings,
            home,
            1,
        )
