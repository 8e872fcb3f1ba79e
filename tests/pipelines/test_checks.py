"""The asset checks: what would corrupt the index is refused and readers keep what they had; a bad document holds back itself alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
import sqlalchemy

from cli.main import run as run_command
from configs.settings import Brake, Settings
from corpus.errors import ExitStatus
from corpus.records import Passage
from ingestion.limits import Limits
from pipelines._instance import open_instance
from pipelines.definitions import definitions
from pipelines.stages import resolving
from storage.home import Home
from tests.pipelines.conftest import Run, statute

Indexed = Callable[[], dict[str, str]]
Results = Callable[[], dict[str, Any]]


@pytest.fixture
def results(home: Home) -> Results:
    """The last result of each check, by its name, as Dagster has it."""

    def read() -> dict[str, Any]:
        with open_instance(home) as instance:
            keys = definitions.resolve_asset_graph().asset_check_keys
            records = {
                key.name: instance.event_log_storage.get_asset_check_execution_history(key, limit=1)
                for key in keys
            }
        return {
            name: found[0].event.dagster_event.event_specific_data
            for name, found in records.items()
            if found
        }  # type: ignore[union-attr]

    return read


def change_catalog(home: Home, statement: str) -> None:
    engine = sqlalchemy.create_engine(f"sqlite:///{home.root / 'catalog.db'}")
    with engine.begin() as connection:
        assert connection.execute(sqlalchemy.text(statement)).rowcount
    engine.dispose()


def shown_status(
    home: Home,
    capsys: pytest.CaptureFixture[str],
    *options: str,
) -> str:
    capsys.readouterr()
    assert run_command(["status", "--home", str(home.root), "--profile", "ci", *options]) == 0
    return capsys.readouterr().out


def status_of(home: Home, capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(shown_status(home, capsys, "--json"))


def table_of(result: Any) -> str:
    return str(result.metadata["what was found"].value)


def test_every_check_says_what_it_saw(
    run_job: Run,
    laws: Path,
    results: Results,
) -> None:
    (laws / "空.md").write_text("")
    assert run_job(laws).exit is ExitStatus.DONE
    found = results()
    assert {name: one.passed for name, one in found.items()} == dict.fromkeys(found, True)
    assert len(found) == 13
    assert found["nothing_lost"].metadata["seen"].value == 5
    assert "| laws | 5 | 4 | 0 | 1 | 0 | 0 |" in table_of(found["nothing_lost"])
    assert "| empty | 1 |" in table_of(found["documents_readable"])
    assert found["passages_valid"].metadata["looked at"].value == 12
    assert "| kept | id is its own | 12 | 0 |" in table_of(found["passages_valid"])


def test_where_nothing_changed_the_check_says_since_when(
    run_job: Run,
    laws: Path,
    results: Results,
) -> None:
    run_job(laws)
    run_job()
    last = results()["passages_valid"]
    assert last.passed
    assert last.description.startswith("unchanged since ")
    assert (last.metadata["looked at"].value, last.metadata["passages"].value) == (0, 12)


IMPOSSIBLE = {
    "a hash that is not that of the text": (
        "UPDATE passages SET text_hash = '0123456789abcdef0123456789abcdef'",
        "text_hash is that of its text",
    ),
    "nobody who may see it": ("UPDATE passages SET groups = '[]'", "groups name somebody"),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_an_impossible_passage_is_refused_until_it_is_mended(
    run_job: Run,
    laws: Path,
    home: Home,
    indexed: Indexed,
    results: Results,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    statement, rule = IMPOSSIBLE[name]
    run_job(laws)
    before = indexed()
    (laws / "新.md").write_text(statute("云岭市新业态条例"), encoding="utf-8")
    resolve_works = resolving.resolve_works

    def resolve_and_spoil(session: Any) -> Any:
        resolved = resolve_works(session)
        change_catalog(home, f"{statement} WHERE work = '云岭市新业态条例' AND article = '第二条'")
        return resolved

    monkeypatch.setattr(
        resolving,
        "resolve_works",
        resolve_and_spoil,
    )
    report = run_job(laws)
    monkeypatch.undo()
    assert (
        report.exit,
        report.embedded,
        report.index_writes,
        report.generation,
    ) == (
        ExitStatus.REFUSED,
        0,
        0,
        "g1",
    )
    assert [one.code for one in report.refused] == ["passages_valid"]
    assert rule in report.refused[0].detail
    assert report.sources["laws"].indexed == 5
    failed = results()["passages_valid"]
    assert (failed.passed, failed.severity) == (False, dg.AssetCheckSeverity.ERROR)
    assert "云岭市新业态条例/第二条@2020-05-01" in table_of(failed)
    assert indexed() == before

    assert run_job().exit is ExitStatus.REFUSED  # nothing changed, and nothing is forgotten
    assert indexed() == before
    (laws / "新.md").write_text(
        statute("云岭市新业态条例", say="平台应当按月足额支付报酬"), encoding="utf-8"
    )
    assert run_job(laws).exit is ExitStatus.DONE
    assert len(indexed()) == len(before) + 3


def test_a_lost_object_is_refused(
    run_job: Run,
    laws: Path,
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settle = resolving.settle_sources

    def lose_one(*arguments: Any) -> Any:
        change_catalog(
            home, "UPDATE objects SET state = 'pending' WHERE path = '云岭市工资支付条例.md'"
        )
        return settle(*arguments)

    monkeypatch.setattr(
        resolving,
        "settle_sources",
        lose_one,
    )
    report = run_job(laws)
    assert (report.exit, [one.code for one in report.refused]) == (
        ExitStatus.REFUSED,
        ["nothing_lost"],
    )
    assert "4 objects were seen, and 3 ended somewhere" in report.refused[0].detail


def rule_broken_by(stem: str) -> Callable[[Passage], str | None]:
    def broken_rule(passage: Passage) -> str | None:
        return f"{passage.id} is broken" if stem in passage.title else None

    return broken_rule


def test_a_document_that_breaks_a_promise_is_held_and_holds_back_nobody(
    run_job: Run,
    laws: Path,
    indexed: Indexed,
    results: Results,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(resolving, "broken_rule", rule_broken_by("工时"))
    report = run_job(laws)
    assert (report.exit, report.refused) == (ExitStatus.DONE, [])
    assert (report.sources["laws"].indexed, report.sources["laws"].held) == (3, 1)
    assert len(indexed()) == 9
    reported = results()["documents_held"]
    assert (reported.passed, reported.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert reported.description.startswith("1 documents are held")
    assert "laws: 云岭市工时管理条例.md" in table_of(reported)


def test_a_source_of_which_nearly_all_is_held_fails_and_others_are_published(
    run_job: Run,
    laws: Path,
    tmp_path: Path,
    settings: Settings,
    results: Results,
    indexed: Indexed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    text = statute("青岬区晾晒作业条例", say="晾晒场应当设遮阳棚")
    (other / "晾晒.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr(resolving, "broken_rule", rule_broken_by("云岭市"))
    strict = replace(settings, brake=Brake(objects=3))
    report = run_job(laws, other, settings=strict)
    refused = [(refusal.code, refusal.source) for refusal in report.refused]
    assert (report.exit, refused) == (ExitStatus.REFUSED, [("documents_held", "laws")])
    assert results()["documents_held"].severity == dg.AssetCheckSeverity.ERROR
    assert {id_.partition("/")[0] for id_ in indexed()} == {"青岬区晾晒作业条例"}


def test_what_readers_have_is_not_given_up_because_it_cannot_be_read(
    run_job: Run,
    laws: Path,
    settings: Settings,
    home: Home,
    indexed: Indexed,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run_job(laws)
    before = indexed()
    (laws / "空.md").write_text("")  # never read: readers keep nothing of it
    small = replace(
        settings,
        ingestion=Limits(max_bytes=64),
        brake=Brake(objects=3),
    )
    for _ in range(2):
        report = run_job(settings=small)
        assert (report.exit, [one.code for one in report.refused]) == (
            ExitStatus.REFUSED,
            ["documents_readable"],
        )
        assert (
            "4 of 4 files that readers have can't be read any more (too_large × 4)"
            in report.refused[0].detail
        )
        counted = report.sources["laws"]
        assert (counted.indexed, counted.held, counted.quarantined) == (0, 4, 1)
        assert counted.seen == counted.held + counted.quarantined
        assert indexed() == before
    (source,) = status_of(home, capsys)["sources"]
    assert source["objects"] == {
        "indexed": 0,
        "duplicate": 0,
        "quarantined": 1,
        "ignored": 0,
        "pending": 0,
        "held": 4,
    }
    assert "laws: 4 files are held. Readers keep" in shown_status(home, capsys)
    allowed = run_job(settings=small, allow_deletes=True)
    assert allowed.exit is ExitStatus.DONE
    assert (allowed.sources["laws"].held, allowed.sources["laws"].quarantined) == (0, 5)
    (source,) = status_of(home, capsys)["sources"]
    assert (source["objects"]["held"], source["objects"]["quarantined"]) == (0, 5)
    assert "are held" not in shown_status(home, capsys)
    assert indexed() == {}


def test_checks_that_are_run_by_themselves_look_at_every_passage(
    run_job: Run,
    laws: Path,
    home: Home,
    settings: Settings,
    results: Results,
) -> None:
    run_job(laws)
    key = dg.AssetCheckKey(dg.AssetKey("core__passages"), "passages_valid")
    keys = {
        one
        for one in definitions.resolve_asset_graph().asset_check_keys
        if one.asset_key == key.asset_key
    }
    config = {
        "resources": {"session": {"config": {"home": str(home.root), "profile": settings.profile}}}
    }
    job = definitions.resolve_implicit_global_asset_job_def()
    with open_instance(home) as instance:
        subset = job.get_subset(asset_selection=set(), asset_check_selection=keys)
        assert subset.execute_in_process(run_config=config, instance=instance).success
    assert results()["passages_valid"].metadata["looked at"].value == 12
