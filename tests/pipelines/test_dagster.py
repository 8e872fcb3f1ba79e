"""The Dagster side: the graph, one run for any choice of sources, runs that the UI launches."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

from configs.settings import Settings
from corpus.errors import ExitStatus, HomeError, HomeLocked
from pipelines._instance import open_instance
from pipelines.definitions import definitions
from storage.home import Home
from tests.pipelines.conftest import Run

GRAPH = """
raw__objects        raw    file       ←
core__documents     core   python     ← raw__objects
core__passages      core   python     ← core__documents
core__citations     core   python     ← core__passages
index__embeddings   index  embeddings ← core__citations
core__tags          core   python     ← index__embeddings
index__candidate    index  index      ← core__tags
index__live         index  index      ← index__candidate
"""

CHECKS = """
core__citations  citations_resolved    blocking
core__citations  documents_held        -
core__documents  documents_readable    -
core__passages   articles_exact        -
core__passages   authority_reviewed    -
core__passages   identity_sound        -
core__passages   nothing_lost          blocking
core__passages   passages_valid        blocking
core__passages   text_covered          -
core__tags       tags_measured         -
index__candidate candidate_sound       blocking
index__live      index_equals_catalog  -
index__live      nothing_refused       blocking
raw__objects     deletes_held          -
"""


def test_the_graph_is_this() -> None:
    """A change of assets, groups, kinds or dependencies shows here. No asset has partitions."""
    graph = definitions.resolve_asset_graph()
    lines = []
    for key in graph.toposorted_asset_keys:
        node = graph.get(key)
        assert node.partitions_def is None
        kinds = ",".join(
            sorted(
                tag.removeprefix("dagster/kind/")
                for tag in node.tags
                if tag.startswith("dagster/kind/")
            )
        )
        parents = ", ".join(sorted(parent.to_user_string() for parent in node.parent_keys))
        lines.append(
            f"{key.to_user_string():<20}{node.group_name:<7}{kinds:<11}← {parents}".rstrip()
        )
    assert "\n".join(lines) == GRAPH.strip("\n")


def test_the_checks_are_these_and_an_update_has_all_but_one() -> None:
    """A change of checks shows here. What reads the whole index is no part of an update."""
    graph = definitions.resolve_asset_graph()
    keys = sorted(graph.asset_check_keys, key=str)
    lines = [
        f"{key.asset_key.to_user_string():<17}{key.name:<22}{'blocking' if graph.get(key).blocking else '-'}".rstrip()
        for key in keys
    ]
    assert "\n".join(lines) == CHECKS.strip("\n")
    jobs = {
        name: definitions.resolve_job_def(name).asset_layer.asset_graph.asset_check_keys
        for name in ("update", "reconcile")
    }
    (whole,) = jobs["reconcile"]
    assert whole.name == "index_equals_catalog"
    assert set(jobs["update"]) == {*keys} - {whole}


def folders(tmp_path: Path, *names: str) -> list[Path]:
    made = [tmp_path / name for name in names]
    for folder in made:
        folder.mkdir()
        (folder / "a.txt").write_text(
            f"{folder.name} 的说明：工会会员可以在服务站免费咨询。", encoding="utf-8"
        )
    return made


def materialized(home: Home) -> list[tuple[str, int]]:
    """Runs, oldest first: status, and how often `raw__objects` was materialized."""
    with open_instance(home) as instance:
        found = []
        for run in reversed(instance.get_runs()):
            events = instance.all_logs(
                run.run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION
            )
            keys = [event.dagster_event.asset_key for event in events if event.dagster_event]
            found.append((run.status.value, keys.count(dg.AssetKey("raw__objects"))))
        return found


def test_a_run_over_some_sources_is_one_run(
    run_job: Run,
    home: Home,
    tmp_path: Path,
) -> None:
    a, b, c = folders(
        tmp_path,
        "a",
        "b",
        "c",
    )
    run_job(
        a,
        b,
        c,
    )
    report = run_job(a, c)
    assert list(report.sources) == ["a", "c"]
    assert materialized(home) == [("SUCCESS", 1), ("SUCCESS", 1)]


def test_the_timeline_has_the_runs_of_the_command_line(
    run_job: Run,
    home: Home,
    laws: Path,
) -> None:
    run_job(laws)
    here = {".dagster/repository": "__repository__@pipelines.definitions"}
    with open_instance(home) as instance:
        (made,) = instance.get_runs(filters=dg.RunsFilter(job_name="update", tags=here))
    assert made.remote_job_origin is not None


def test_a_materialization_shows_counts_changes_and_a_preview(
    run_job: Run,
    home: Home,
    laws: Path,
) -> None:
    run_job(laws)
    with open_instance(home) as instance:
        objects, passages = (
            instance.get_latest_materialization_event(dg.AssetKey(key))
            for key in ("raw__objects", "core__passages")
        )
    assert objects is not None
    assert passages is not None
    seen = objects.asset_materialization.metadata  # type: ignore[union-attr]
    assert (seen["seen"].value, seen["new"].value) == (4, 4)
    assert "云岭市工资支付条例.md" in str(seen["what changed"].value)
    shown = passages.asset_materialization.metadata  # type: ignore[union-attr]
    assert (shown["indexed"].value, shown["passages"].value) == (4, 12)
    assert "| new | 云岭市工资支付条例/第一条@2020-05-01 | 第一条 " in str(
        shown["passages that changed"].value
    )
    assert "seconds to resolve" in shown


def test_a_materialization_counts_what_is_set_aside_run_after_run(
    run_job: Run,
    home: Home,
    laws: Path,
) -> None:
    (laws / "空.md").write_text("")
    for _ in range(2):
        run_job(laws)
        with open_instance(home) as instance:
            event = instance.get_latest_materialization_event(dg.AssetKey("core__documents"))
        assert event is not None
        reported = event.asset_materialization.metadata  # type: ignore[union-attr]
        assert reported["set aside"].value == 1
        assert "| laws | 空.md | empty | 0 bytes" in str(reported["set aside, file by file"].value)


def launch(
    home: Home,
    settings: Settings,
    *sources: str,
    job: str = "update",
) -> dg.ExecuteInProcessResult:
    """As the UI does: the job, with the resource that opens the home by itself."""
    config = {
        "resources": {"session": {"config": {"home": str(home.root), "profile": settings.profile}}},
        "ops": {"raw__objects": {"config": {"sources": list(sources)}}},
    }
    with open_instance(home) as instance:
        return definitions.resolve_job_def(job).execute_in_process(
            run_config=config,
            instance=instance,
            raise_on_error=False,
        )


def test_a_run_from_the_ui_updates_its_sources_under_the_same_lock(
    run_job: Run,
    home: Home,
    settings: Settings,
    tmp_path: Path,
) -> None:
    a, b = folders(tmp_path, "a", "b")
    run_job(a, b)
    (a / "b.txt").write_text("仲裁申请的时效为一年。", encoding="utf-8")
    with home.writer("somebody else"):
        refused = launch(home, settings)
    assert not refused.success
    assert launch(home, settings, "b").success
    assert indexed_in_last_run(home) == {"b": 1}
    assert launch(home, settings).success
    assert indexed_in_last_run(home) == {"a": 2, "b": 1}


def indexed_in_last_run(home: Home) -> dict[str, int]:
    with home.reading_catalog() as catalog:
        last = catalog.runs.last()
    assert last is not None
    return {name: report["indexed"] for name, report in last["report"]["sources"].items()}


def test_a_run_from_the_ui_names_a_source_that_does_not_exist(
    run_job: Run,
    home: Home,
    settings: Settings,
    tmp_path: Path,
) -> None:
    (a,) = folders(tmp_path, "a")
    run_job(a)
    failed = launch(home, settings, "z")
    assert not failed.success
    (failure,) = [event for event in failed.all_events if event.is_step_failure]
    assert "unknown source 'z': choose one of a" in str(failure.step_failure_data.error)


def test_the_click_on_materialize_all_is_one_run_in_one_process(
    run_job: Run,
    home: Home,
    settings: Settings,
    tmp_path: Path,
) -> None:
    a, b = folders(tmp_path, "a", "b")
    run_job(a, b)
    (b / "b.txt").write_text("仲裁申请的时效为一年。", encoding="utf-8")
    (implicit,) = definitions.get_repository_def().get_implicit_asset_job_names()
    job = definitions.resolve_job_def(implicit)
    assert job.executor_def is dg.in_process_executor
    assert launch(home, settings, job=implicit).success
    assert indexed_in_last_run(home) == {"a": 1, "b": 2}


def test_the_schedules_are_off() -> None:
    nightly, weekly = definitions.schedules or ()
    assert isinstance(nightly, dg.ScheduleDefinition)
    assert isinstance(weekly, dg.ScheduleDefinition)
    assert nightly.default_status is weekly.default_status is dg.DefaultScheduleStatus.STOPPED
    assert (nightly.job_name, nightly.cron_schedule) == ("update", "0 3 * * *")
    assert (weekly.job_name, weekly.cron_schedule) == ("reconcile", "0 5 * * 0")


def test_trouble_with_the_home_in_the_middle_of_a_run_is_reported_as_such(
    run_job: Run,
    laws: Path,
    home: Home,
) -> None:
    home.root.joinpath("blobs").write_text("a file in the way")
    with pytest.raises(HomeError, match="file where a folder should be"):
        run_job(laws)
    home.root.joinpath("blobs").unlink()
    assert run_job(laws).sources["laws"].indexed == 4


def test_a_second_writer_is_refused_before_dagster_starts(
    run_job: Run,
    laws: Path,
    home: Home,
) -> None:
    with home.writer("somebody else"), pytest.raises(HomeLocked, match="somebody else"):
        run_job(laws)
    assert materialized(home) == []


def test_the_job_and_the_stages_come_to_the_same(
    run_job: Run,
    run: Run,
    laws: Path,
) -> None:
    (laws / "空.md").write_text("")
    first = run_job(laws)
    assert (first.sources["laws"].indexed, first.sources["laws"].quarantined, first.embedded) == (
        4,
        1,
        12,
    )
    second = run(laws)
    assert (second.parsed, second.embedded, second.index_writes) == (0, 0, 0)
    assert second.sources["laws"].indexed == 4


def test_the_job_lets_deletes_through_when_reported_to(run_job: Run, laws: Path) -> None:
    run_job(laws)
    shutil.rmtree(laws)
    assert run_job().exit is ExitStatus.REFUSED
    assert run_job(allow_deletes=True).sources["laws"].gone == 4


def test_the_delete_brake_fails_the_run_when_all_the_rest_is_published(
    run_job: Run,
    home: Home,
    settings: Settings,
    tmp_path: Path,
) -> None:
    a, b = folders(tmp_path, "a", "b")
    run_job(a, b)
    shutil.rmtree(a)
    (b / "b.txt").write_text("仲裁申请的时效为一年。", encoding="utf-8")
    for failed in (launch(home, settings), launch(home, settings)):
        assert not failed.success
        assert checks_of(failed) == {
            "deletes_held": (False, "ERROR", "a: 1 of 1 files are not found, readers keep them"),
            "nothing_refused": (False, "ERROR", f"source 'a': {a}: No such file or directory"),
        }
        assert failed.get_failed_step_keys() == {"index__live"}
        assert indexed_in_last_run(home) == {"a": 1, "b": 2}
    report = run_job(allow_deletes=True)
    assert (report.exit, report.sources["a"].gone) == (ExitStatus.DONE, 1)
    assert materialized(home)[-1][0] == "SUCCESS"


def checks_of(run: dg.ExecuteInProcessResult) -> dict[str, tuple[bool, str, str | None]]:
    """The checks of a run that did not pass: whether, how bad, and in which words."""
    return {
        result.check_name: (result.passed, result.severity.value, result.description)
        for result in run.get_asset_check_evaluations()
        if not result.passed
    }


UNCHANGED = """
import sys
from pathlib import Path
from configs.loading import home_of, load
from pipelines.run import update

root = Path(sys.argv[1])
settings = load("ci", root, {})
assert update(settings, home_of(settings, root)).index_writes == 0
print(*sorted({"lancedb", "great_expectations", "pandas", "onnxruntime", "unstructured", "docx", "spacy"} & set(sys.modules)))
"""


def test_an_unchanged_run_loads_neither_engine_nor_parser(
    run_job: Run,
    laws: Path,
    home: Home,
) -> None:
    run_job(laws)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            UNCHANGED,
            str(home.root),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == ""
