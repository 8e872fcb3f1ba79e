"""The promises of a run: nothing lost, a change costs what changed, deletes arrive, the index equals the catalog."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from cli.main import run as run_command
from configs.loading import home_of
from configs.settings import Settings, Storage
from corpus import schema
from corpus.errors import ExitStatus, HomeError, HomeLocked, ModelUnavailable, UsageError
from corpus.schema import SCHEMA_VERSION
from indexing.lance.store import LanceStore
from indexing.store import Generation
from ingestion.limits import Limits
from ingestion.sources import FolderSource, SourceEntry
from pipelines.session import open_session
from pipelines.stages import projecting, reading
from storage.catalog import _versions
from storage.home import Home
from tests.pipelines.conftest import Run, statute

Indexed = Callable[[], dict[str, str]]
State = Callable[[], dict[str, tuple[str, str | None]]]
COUNTS = ("indexed", "duplicate", "quarantined", "held", "ignored")


def assert_nothing_done(report: object) -> None:
    assert (report.parsed, report.embedded, report.index_writes) == (0, 0, 0)  # type: ignore[attr-defined]


def test_a_first_run_indexes_everything_and_its_totals_add_up(
    run: Run,
    laws: Path,
    indexed: Indexed,
) -> None:
    (laws / "空.md").write_text("")
    (laws / "图.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)
    (laws / ".hidden").write_text("x")
    shutil.copy(laws / "云岭市工时管理条例.md", laws / "云岭市工时管理条例 (副本).md")
    report = run(laws)
    one = report.sources["laws"]
    assert one.seen == sum(getattr(one, name) for name in COUNTS) == 8
    assert (
        one.indexed,
        one.duplicate,
        one.quarantined,
        one.ignored,
    ) == (4, 1, 2, 1)
    assert one.seen == one.new + one.changed + one.unchanged
    assert (report.exit, report.generation, report.passages) == (ExitStatus.DONE, "g1", 12)
    assert len(indexed()) == 12


def test_the_report_has_the_shape_of_the_command_line(run: Run, laws: Path) -> None:
    report = run(laws).as_json()
    assert list(report) == [
        "exit",
        "sources",
        "parsed",
        "passages",
        "embedded",
        "tagged",
        "index_writes",
        "generation",
        "seconds",
        "cpu_seconds",
        "refused",
        "claims",
        "tags",
    ]
    assert list(report["sources"]["laws"]) == [
        "seen",
        "new",
        "changed",
        "unchanged",
        "gone",
        *COUNTS,
        "deletes_held",
    ]


def test_an_unchanged_run_does_nothing(run: Run, laws: Path) -> None:
    run(laws)
    report = run()
    assert_nothing_done(report)
    assert (
        report.sources["laws"].unchanged,
        report.sources["laws"].indexed,
        report.generation,
    ) == (4, 4, "g1")


def test_one_changed_article_is_one_embedding(
    run: Run,
    laws: Path,
    indexed: Indexed,
) -> None:
    run(laws)
    before = indexed()
    file = laws / "云岭市工资支付条例.md"
    file.write_text(
        file.read_text().replace("第2项另有规定", "第2项、第3项另有规定"), encoding="utf-8"
    )
    report = run(laws)
    assert (report.parsed, report.embedded) == (1, 1)
    assert report.sources["laws"].changed == 1
    after = indexed()
    assert [id_ for id_ in after if before.get(id_) != after[id_] and "第二条" in id_]
    assert report.index_writes == sum(before.get(id_) != value for id_, value in after.items())


def test_a_file_that_was_only_touched_is_not_parsed_again(run: Run, laws: Path) -> None:
    run(laws)
    os.utime(laws / "云岭市工资支付条例.md")
    report = run(laws)
    assert_nothing_done(report)
    assert report.sources["laws"].unchanged == 4


def test_a_deleted_file_is_gone_from_the_index_in_the_same_run(
    run: Run,
    laws: Path,
    indexed: Indexed,
) -> None:
    run(laws)
    (laws / "云岭市工资支付条例.md").unlink()
    report = run(laws)
    assert (report.sources["laws"].gone, report.sources["laws"].seen, report.embedded) == (1, 3, 0)
    assert not [id_ for id_ in indexed() if id_.startswith("云岭市工资支付条例")]


def test_a_renamed_file_is_neither_parsed_nor_embedded(
    run: Run,
    laws: Path,
    home: Home,
) -> None:
    run(laws)
    (laws / "云岭市工资支付条例.md").rename(laws / "工资(2020-05-01).md")
    report = run(laws)
    assert (report.parsed, report.embedded, report.exit) == (0, 0, ExitStatus.DONE)
    with home.reading_catalog() as catalog:
        assert {
            row["source"]["path"] for row in catalog.passages.of_work("云岭市工资支付条例")
        } == {"工资(2020-05-01).md"}


def test_a_file_that_moved_to_another_source_is_neither_parsed_nor_embedded(
    run: Run,
    laws: Path,
    tmp_path: Path,
    state: State,
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    run(laws, other)
    (laws / "云岭市工资支付条例.md").rename(other / "云岭市工资支付条例.md")
    report = run(laws, other)
    assert (report.parsed, report.embedded, report.exit) == (0, 0, ExitStatus.DONE)
    assert state()["other/云岭市工资支付条例.md"] == ("indexed", None)


def test_when_a_law_goes_its_copy_in_another_source_takes_its_place(
    run: Run,
    laws: Path,
    tmp_path: Path,
    state: State,
    indexed: Indexed,
) -> None:
    other = tmp_path / "other"
    shutil.copytree(laws, other)
    run(laws, other)
    before = indexed()
    assert state()["other/云岭市工资支付条例.md"] == ("duplicate", None)
    (laws / "云岭市工资支付条例.md").unlink()
    report = run(laws)
    assert (report.parsed, report.embedded) == (0, 0)
    assert state()["other/云岭市工资支付条例.md"] == ("indexed", None)
    assert indexed().keys() == before.keys()


def test_a_source_that_is_not_named_is_not_touched(
    run: Run,
    laws: Path,
    tmp_path: Path,
    indexed: Indexed,
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "云岭市仲裁条例.md").write_text(statute("云岭市仲裁条例"), encoding="utf-8")
    run(laws, other)
    (other / "云岭市仲裁条例.md").unlink()
    report = run(laws)
    assert list(report.sources) == ["laws"]
    assert [id_ for id_ in indexed() if id_.startswith("云岭市仲裁条例")]


def test_two_folders_of_one_name_are_two_sources(
    run: Run,
    laws: Path,
    tmp_path: Path,
) -> None:
    other = tmp_path / "elsewhere" / "laws"
    shutil.copytree(laws, other)
    report = run(laws, other)
    first, second = report.sources
    assert first == "laws"
    assert second.startswith("laws-")
    assert (report.sources[first].indexed, report.sources[second].duplicate) == (4, 4)


def test_a_chosen_name_is_the_sources_name(run: Run, laws: Path) -> None:
    assert list(run(f"法规={laws}").sources) == ["法规"]
    assert list(run(laws).sources) == ["法规"]


# ── the brake on deletes
# ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number}.md").write_text(
            statute(f"云岭市第{'一二三四五六七八九十'[number % 10]}{'甲乙'[number // 10]}号条例"),
            encoding="utf-8",
        )
    return folder


def test_many_deletes_at_once_are_held_until_they_are_allowed(
    run: Run,
    many: Path,
    indexed: Indexed,
) -> None:
    run(many)
    before = indexed()
    for number in range(10):
        (many / f"{number}.md").unlink()
    report = run(many)
    assert (report.exit, report.sources["many"].gone, report.sources["many"].seen) == (
        ExitStatus.REFUSED,
        0,
        10,
    )
    assert (report.sources["many"].indexed, report.sources["many"].deletes_held) == (20, 10)
    assert [one.code for one in report.refused] == ["deletes_held"]
    assert "--allow-deletes" in report.refused[0].remedy
    assert indexed() == before
    assert run(many).exit is ExitStatus.REFUSED
    allowed = run(many, allow_deletes=True)
    assert (allowed.exit, allowed.sources["many"].gone) == (ExitStatus.DONE, 10)
    assert len(indexed()) == len(before) // 2


def test_a_source_whose_folder_is_missing_reports_what_readers_still_have(
    run: Run,
    laws: Path,
    tmp_path: Path,
    home: Home,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(laws)
    laws.rename(tmp_path / "away")
    report = run(laws).sources["laws"]
    assert (report.seen, report.indexed, report.deletes_held) == (0, 4, 4)
    assert (
        run_command(
            [
                "status",
                "--home",
                str(home.root),
                "--profile",
                "ci",
                "--json",
            ]
        )
        == 0
    )
    (source,) = json.loads(capsys.readouterr().out)["sources"]
    assert (source["objects"]["indexed"], source["deletes_held"]) == (4, 4)


def test_a_missing_folder_does_not_stop_the_other_sources(
    run: Run,
    laws: Path,
    tmp_path: Path,
    state: State,
) -> None:
    report = run(f"first={tmp_path / 'missing'}", f"second={laws}")
    assert list(report.sources) == ["second"]
    assert report.sources["second"].indexed == 4
    assert report.exit is ExitStatus.USAGE
    (refusal,) = report.refused
    assert (refusal.code, refusal.source) == ("source_missing", "first")
    assert "missing' does not exist" in refusal.detail


def test_a_registered_source_that_is_missing_is_found_under_its_name(
    run: Run,
    laws: Path,
    tmp_path: Path,
) -> None:
    run(f"law={laws}")
    laws.rename(tmp_path / "away")
    report = run(f"law={laws}")
    assert [refusal.code for refusal in report.refused] == ["deletes_held"]
    assert report.exit is ExitStatus.REFUSED


def test_sources_of_which_all_are_missing_are_a_usage_error(run: Run, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        run(f"first={tmp_path / 'missing'}")


def test_a_model_without_a_fingerprint_is_refused_before_anything_is_read(
    home: Home, settings: Settings
) -> None:
    class NamelessModel:
        fingerprint = ""

    with open_session(
        settings,
        home_of(settings, home.root),
        "a test",
    ) as session:
        session.__dict__["embedder"] = NamelessModel()
        with pytest.raises(ModelUnavailable, match="no fingerprint") as raised:
            session.begin()
        assert raised.value.remedy
        assert session.catalog.runs.last() is None


def test_fewer_than_ten_deletes_are_not_held(run: Run, many: Path) -> None:
    run(many)
    for number in range(9):
        (many / f"{number}.md").unlink()
    assert run(many).exit is ExitStatus.DONE


def test_files_that_come_back_are_as_they_were(
    run: Run,
    many: Path,
    tmp_path: Path,
) -> None:
    run(many)
    many.rename(tmp_path / "away")
    many.mkdir()
    assert run(many).exit is ExitStatus.REFUSED
    many.rmdir()
    (tmp_path / "away").rename(many)
    report = run(many)
    assert report.exit is ExitStatus.DONE
    assert_nothing_done(report)
    assert report.sources["many"].indexed == 20


@pytest.mark.parametrize("empty", [True, False])
def test_a_root_that_is_missing_or_empty_loses_nothing(
    run: Run,
    laws: Path,
    indexed: Indexed,
    *,
    empty: bool,
) -> None:
    run(laws)
    before = indexed()
    shutil.rmtree(laws)
    if empty:
        laws.mkdir()
    for report in (run(), run(laws)):
        assert report.exit is ExitStatus.REFUSED
        assert indexed() == before
    assert run(allow_deletes=True).sources["laws"].gone == 4
    assert indexed() == {}


def test_a_folder_that_was_renamed_as_a_whole_is_no_delete(run: Run, many: Path) -> None:
    run(many)
    (many / "2024").mkdir()
    for file in many.glob("*.md"):
        file.rename(many / "2024" / file.name)
    report = run(many)
    assert (report.exit, report.parsed, report.embedded) == (ExitStatus.DONE, 0, 0)
    assert report.sources["many"].indexed == 20


# ── bad input
# ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_that_vanishes_while_it_is_read_is_quarantined(
    run: Run,
    laws: Path,
    state: State,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = FolderSource.open

    def unlink_first(adapter: FolderSource, entry: SourceEntry, max_bytes: int) -> bytes:
        (laws / "云岭市工资支付条例.md").unlink(missing_ok=True)
        return read(adapter, entry, max_bytes)

    monkeypatch.setattr(FolderSource, "open", unlink_first)
    report = run(laws)
    assert (report.exit, report.sources["laws"].quarantined, report.sources["laws"].seen) == (
        ExitStatus.DONE,
        1,
        4,
    )
    assert state()["laws/云岭市工资支付条例.md"] == ("quarantined", "vanished")
    monkeypatch.undo()
    assert run(laws).sources["laws"].gone == 1


def test_a_file_that_becomes_bad_takes_its_passages_along(
    run: Run,
    laws: Path,
    indexed: Indexed,
    state: State,
) -> None:
    run(laws)
    (laws / "云岭市工资支付条例.md").write_bytes(b"")
    assert run(laws).sources["laws"].quarantined == 1
    assert state()["laws/云岭市工资支付条例.md"] == ("quarantined", "empty")
    assert not [id_ for id_ in indexed() if id_.startswith("云岭市工资支付条例")]


def test_a_bad_file_is_tried_once(
    run: Run,
    laws: Path,
    state: State,
) -> None:
    (laws / "坏.docx").write_bytes(b"PK\x03\x04 cut off")
    run(laws)
    assert state()["laws/坏.docx"][0] == "quarantined"
    assert_nothing_done(run(laws))


def test_a_failure_that_may_pass_is_tried_three_times(
    run: Run,
    laws: Path,
    settings: Settings,
    home: Home,
) -> None:
    (laws / "长.md").write_text(statute("云岭市长条例", articles=20_000), encoding="utf-8")
    hasty = replace(settings, ingestion=Limits(max_seconds=0.01))
    attempts = []
    for _ in range(4):
        run(laws, settings=hasty)
        with home.reading_catalog() as catalog:
            attempts.append({(one.code, one.attempts) for one in catalog.objects.quarantined()})
    assert attempts == [
        {("timeout", 1)},
        {("timeout", 2)},
        {("timeout", 3)},
        {("timeout", 3)},
    ]


def test_a_larger_limit_lets_a_file_in(
    run: Run,
    laws: Path,
    settings: Settings,
    state: State,
) -> None:
    small = replace(settings, ingestion=Limits(max_bytes=64))
    assert run(laws, settings=small).sources["laws"].quarantined == 4
    assert set(state().values()) == {("quarantined", "too_large")}
    assert run(laws).sources["laws"].indexed == 4


def test_a_damaged_blob_is_reported_and_fetched_again(
    run: Run,
    laws: Path,
    home: Home,
    state: State,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run(laws)
    (damaged,) = [path for path in (home.root / "blobs").rglob("*") if path.is_file()][:1]
    damaged.write_bytes(b"other bytes")
    monkeypatch.setattr(
        reading,
        "READ",
        replace(reading.READ, version=(99,)),
    )
    assert run(laws).sources["laws"].quarantined == 1
    assert ("quarantined", "unreadable") in state().values()
    assert run(laws).sources["laws"].indexed == 4


# ── the home
# ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_second_writer_is_refused_before_anything_happens(
    run: Run,
    laws: Path,
    home: Home,
) -> None:
    with home.writer("somebody else"), pytest.raises(HomeLocked, match="somebody else"):
        run(laws)


def test_a_home_of_a_newer_version_is_refused(
    run: Run,
    laws: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run(laws)
    monkeypatch.setattr(
        _versions,
        "REVISIONS",
        ("0000",),
    )
    with pytest.raises(HomeError, match="newer lexops"):
        run(laws)


@pytest.mark.parametrize(
    ("sources", "words"), [((), "no source is registered"), (("no/such/folder",), "does not exist")]
)
def test_a_wrong_source_is_a_usage_error(
    run: Run,
    sources: tuple[str, ...],
    words: str,
) -> None:
    with pytest.raises(UsageError, match=words):
        run(*sources)


def test_a_run_is_written_down_with_its_report(
    run: Run,
    laws: Path,
    home: Home,
) -> None:
    report = run(laws)
    with home.reading_catalog() as catalog:
        last = catalog.runs.last()
    assert last is not None
    assert last["report"] == report.as_json()


def test_a_new_schema_builds_a_new_generation_and_embeds_nothing(
    run: Run,
    laws: Path,
    indexed: Indexed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run(laws)
    for place in (projecting, schema):
        monkeypatch.setattr(
            place,
            "SCHEMA_VERSION",
            SCHEMA_VERSION + 1,
        )
    report = run(laws)
    assert (report.generation, report.embedded, report.index_writes) == ("g2", 0, 12)
    assert len(indexed()) == 12
    assert run(laws).index_writes == 0


def test_readers_keep_the_old_generation_until_the_new_one_is_whole(
    run: Run,
    laws: Path,
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A view that was open before the schema changed shows the same rows while and after."""
    run(laws)
    with ExitStack() as stack:
        store = LanceStore(home.index)
        stack.callback(store.close)
        view = store.open()
        stack.callback(view.close)
        before = list(view.hashes())
        for place in (projecting, schema):
            monkeypatch.setattr(place, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
        live_while_written = []
        publish = LanceStore.publish

        def looking(self: LanceStore, name: str, *, mended: bool = False) -> Generation:
            live = self.live()
            live_while_written.append(live.name if live else None)
            return publish(self, name, mended=mended)

        monkeypatch.setattr(LanceStore, "publish", looking)
        run(laws)
        live = store.live()
        assert live is not None
        assert (live_while_written, live.name) == (["g1"], "g2")
        assert list(view.hashes()) == before
        assert view.generation.meta.schema_version == SCHEMA_VERSION


def test_a_catalog_may_be_kept_in_postgresql(
    run: Run,
    laws: Path,
    settings: Settings,
    postgres: str,
    indexed: Indexed,
) -> None:
    elsewhere = replace(settings, storage=Storage(catalog=f"{postgres}/postgres"))
    first = run(laws, settings=elsewhere)
    assert (first.sources["laws"].indexed, first.embedded) == (4, 12)
    assert_nothing_done(run(settings=elsewhere))
    home = home_of(elsewhere, laws.parent / "home")
    with home.reading_catalog() as catalog:
        assert dict(catalog.passages.hashes()) == indexed()
    assert not (home.root / "catalog.db").exists()
