"""Drift between catalog and index: each kind is found, named, and mended; what is none is not called so."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import numpy as np
import pytest

from configs.loading import load
from corpus.errors import HomeError, HomeLocked, LexopsError, ModelMismatch, Refused, UsageError
from indexing.comparison import Drift
from indexing.lance.store import LanceStore
from indexing.store import IndexMeta
from pipelines._instance import open_instance
from pipelines.definitions import definitions
from pipelines.reconcile import reconcile as reconcile_by_job
from pipelines.reconciliation import Depth
from storage.home import Home
from tests.faults import runs
from tests.opensearch import sweep
from tests.pipelines.benches import ENGINES, ROWS, Bench
from tests.pipelines.tamperers import (
    Document,
    LanceTamperer,
    OpenSearchTamperer,
    Tamperer,
    altered,
    changed,
    emptied,
)


def every_vector_turned(tamperer: Tamperer) -> None:
    documents = tamperer.documents()
    turned = [{**one, "vector": np.roll(one["vector"], 1).tolist()} for one in documents]
    tamperer.replace({one["id"] for one in documents}, turned)


def twice(tamperer: Tamperer) -> None:
    tamperer.replace(set(), [tamperer.documents()[2]])


def strange(tamperer: Tamperer) -> None:
    """Also before the first id and after the last."""
    one = tamperer.documents()[2]
    ids = ("0/第一条@2020-01-01", "云岭市工时管理条例/第九条@2020-05-01", "\U0010ffff")
    tamperer.replace(set(), [{**changed(one, id=id_), "id": id_} for id_ in ids])


def everything(tamperer: Tamperer) -> None:
    documents = tamperer.documents()
    put = [
        changed(documents[1], text="第二条 改。"),
        {**documents[2], "row_hash": "0" * 32},
        {**documents[3], "groups": ["board", "public"]},
    ]
    tamperer.replace({one["id"] for one in documents[:4]}, put)
    strange(tamperer)


def vector_of_another(one: Document) -> Document:
    return {**one, "vector": np.roll(one["vector"], 7).tolist()}


MEMORY_TOO = [
    # a row is gone
    (altered(lambda _: None), {Drift.MISSING: 1}, ()),
    # its text is another, and its hash is not
    (
        altered(lambda one: changed(one, text="第三条 用人单位可以不支付工资。")),
        {Drift.DAMAGED: 1},
        ("text",),
    ),
    # a date that filters do not read
    (
        altered(lambda one: changed(one, promulgated="1999-01-01")),
        {Drift.DAMAGED: 1},
        ("promulgated",),
    ),
    # the row of another publication
    (
        altered(lambda one: {**changed(one, text="第三条 旧。"), "row_hash": "0" * 32}),
        {Drift.STALE: 1},
        ("text",),
    ),
    # more may see it than should, and fewer
    (altered(lambda one: {**one, "groups": ["board", "public"]}), {Drift.GROUPS: 1}, ()),
    (altered(lambda one: {**one, "groups": ["board"]}), {Drift.GROUPS: 1}, ()),
    # the vector of another text, the opposite one, those of another model
    (altered(vector_of_another), {Drift.VECTOR: 1}, ("vector",)),
    (
        altered(lambda one: {**one, "vector": [-value for value in one["vector"]]}),
        {Drift.VECTOR: 1},
        ("vector",),
    ),
    (every_vector_turned, {Drift.VECTOR: ROWS}, ("vector",)),
    # rows that nobody knows
    (strange, {Drift.ORPHANED: 3}, ()),
    # nothing is left
    (emptied, {Drift.MISSING: ROWS}, ()),
    # all at once
    (
        everything,
        {
            Drift.ORPHANED: 3,
            Drift.MISSING: 1,
            Drift.DAMAGED: 1,
            Drift.STALE: 1,
            Drift.GROUPS: 1,
        },
        (),
    ),
]

WITH_COLUMNS = [
    # what the keyword search reads; what a filter reads
    (altered(lambda one: {**one, "terms": "别的 文字"}), {Drift.DAMAGED: 1}, ("terms",)),
    (altered(lambda one: {**one, "work": "云岭市废止条例"}), {Drift.DAMAGED: 1}, ("work",)),
    (altered(lambda one: {**one, "valid_to": "2020-06-01"}), {Drift.DAMAGED: 1}, ("valid_to",)),
    # a row that is cut off, one that lacks fields, one that is no row
    (altered(lambda one: {**one, "row": one["row"][:40]}), {Drift.DAMAGED: 1}, ("row",)),
    (altered(lambda one: {**one, "row": '{"id": "x"}'}), {Drift.DAMAGED: 1}, ("row",)),
    (altered(lambda one: {**one, "row": "[]"}), {Drift.DAMAGED: 1}, ("row",)),
    # one id, two rows
    (twice, {Drift.DUPLICATE: 1}, ()),
]


def test_an_index_that_is_right_is_left_alone(bench: Bench) -> None:
    """No drift, nothing written, whether or not a repair was asked for."""
    before = bench.held()
    version = bench.reconcile().version
    for repair in (False, True):
        found = bench.reconcile(repair=repair)
        assert found.same
        assert (
            found.found.rows,
            found.found.examined,
            found.writes,
            found.after,
            found.version,
        ) == (ROWS, ROWS, 0, None, version)
    assert bench.held() == before
    assert found.as_json()["exit"] == 0


CASES = [
    (engine, *case)
    for engine in ENGINES
    for case in (*MEMORY_TOO, *(WITH_COLUMNS if engine != "memory" else ()))
]


@pytest.mark.parametrize(
    ("bench", "damage", "drift", "fields"),
    CASES,
    indirect=["bench"],
)
def test_drift_is_found_named_and_mended(
    bench: Bench,
    damage: Callable[[Tamperer], None],
    drift: dict[Drift, int],
    fields: tuple[str, ...],
) -> None:
    """A comparison changes nothing; a repair leaves what was there before the damage, and a run finds nothing to do."""
    before = bench.held()
    damage(bench.tamperer)
    found = bench.reconcile()
    assert found.found.counts == Counter(drift)
    assert (found.same, found.as_json()["exit"], found.writes) == (False, 1, 0)
    assert all({*fields} <= {*one.fields} for one in found.found.examples)
    mended = bench.reconcile(repair=True)
    assert mended.found.counts == Counter(drift)
    assert mended.after is not None
    assert mended.after.counts == Counter()
    assert (mended.same, mended.as_json()["exit"], mended.writes) == (True, 0, sum(drift.values()))
    assert bench.held() == before
    assert runs.run(bench.home.root).index_writes == 0
    assert bench.reconcile(repair=True).after is None


# ── an index that is not this catalog's
# ──────────────────────────────────────────────────────────────────────────────


def delete_index(bench: Bench) -> None:
    """By hand: the folder, or the index with its alias."""
    if isinstance(bench.tamperer, OpenSearchTamperer):
        sweep(bench.settings.index.location or "", bench.settings.index)
    else:
        shutil.rmtree(bench.home.index)


def move_readers(bench: Bench) -> None:
    """To an index that somebody else made: the alias by hand, or the pointer."""
    store = bench.store()
    store.create("g0", IndexMeta("other/1", 4))
    store.publish("g0")
    store.close()


def publish_elsewhere(bench: Bench) -> None:
    """Another catalog thinks that this index is its own."""
    store = bench.store()
    live = store.live()
    assert live is not None
    store.write(
        live.name,
        [],
        [bench.held()[0][0]],
    )  # type: ignore[list-item]
    store.publish(live.name)
    store.close()


LOST = [
    (delete_index, "has lost g"),
    (move_readers, "readers get g0, and not g"),
    (publish_elsewhere, "is at version 2"),
]


@pytest.mark.parametrize(("damage", "words"), LOST)
@pytest.mark.parametrize(
    "bench",
    ["lancedb", "opensearch"],
    indirect=True,
)  # a memory store has no hands to be moved by
def test_an_index_that_is_not_the_catalog_s_is_said_so_in_one_line(
    bench: Bench,
    damage: Callable[[Bench], None],
    words: str,
) -> None:
    """And built anew from cached vectors, or readers moved back."""
    before = bench.held()
    damage(bench)
    found = bench.reconcile()
    assert words in str(found.found.lost)
    assert words in found.says
    assert "\n" not in found.says
    assert (found.same, found.as_json()["exit"]) == (False, 1)
    mended = bench.reconcile(repair=True)
    assert mended.same
    assert mended.after is not None
    assert bench.held() == before
    report = runs.run(bench.home.root)
    assert (report.embedded, report.index_writes, bench.reconcile().same) == (0, 0, True)


@pytest.mark.parametrize(
    "bench",
    ["lancedb", "opensearch"],
    indirect=True,
)
def test_readers_that_were_moved_away_come_back_to_what_is_whole(bench: Bench) -> None:
    """Nothing is written a second time."""
    name = bench.reconcile().generation
    move_readers(bench)
    mended = bench.reconcile(repair=True)
    assert (mended.generation, mended.writes, mended.same) == (name, 0, True)


# ── what is no drift
# ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_update_that_is_under_way_is_waited_for(lance: Bench) -> None:
    with lance.home.writer("lexops run"), pytest.raises(HomeLocked, match="lexops run"):
        reconcile_by_job(
            lance.settings,
            lance.home,
            patience=0.2,
        )


def refused(
    bench: Bench,
    error: type[LexopsError],
    words: str,
    *,
    repair: bool,
) -> None:
    with pytest.raises(error, match=words) as raised:
        bench.reconcile(repair=repair)
    assert raised.value.remedy
    assert "\n" not in str(raised.value)


def test_an_update_that_was_ended_is_finished_first(lance: Bench) -> None:
    """What it had written and not published is no drift."""
    with lance.home.catalog() as catalog:
        catalog.generations.about_to_write("g1", ["云岭市工时管理条例/第一条@2020-05-01"])
    for repair in (False, True):
        refused(
            lance,
            Refused,
            "ended before it was published: not compared",
            repair=repair,
        )
    lance.run()
    assert lance.reconcile().same


def test_what_a_run_has_yet_to_report_is_no_drift_and_no_repair_publishes_it(lance: Bench) -> None:
    """Passages that changed in the catalog alone may be such that a check has refused."""
    with lance.home.catalog() as catalog, catalog._database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE passages SET row_hash = 'another', groups = '[\"board\"]' WHERE article = '第二条'"
        )
        connection.exec_driver_sql("DELETE FROM passages WHERE article = '第三条'")
    found = lance.reconcile()
    assert (found.same, found.pending, found.found.examined) == (True, (2, 2), ROWS)
    altered(lambda _: None)(lance.tamperer)
    assert lance.reconcile().found.counts == Counter({Drift.MISSING: 1})
    refused(
        lance,
        Refused,
        "4 passages have changed since the index was written: not repaired",
        repair=True,
    )


def test_an_index_of_newer_code_is_not_touched(lance: Bench) -> None:
    before = lance.held()
    LanceStore(lance.home.index).create("g7", IndexMeta("hashing/1", 4, schema_version=99))
    for repair in (False, True):
        refused(
            lance,
            HomeError,
            "newer lexops .schema 99",
            repair=repair,
        )
    assert lance.held() == before


def test_a_repair_for_another_model_is_refused(
    lance: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lance.home.catalog() as catalog, catalog._database.write() as connection:
        connection.exec_driver_sql("UPDATE generations SET fingerprint = 'other/1'")
    refused(
        lance,
        ModelMismatch,
        "made with other/1",
        repair=True,
    )


def test_a_home_without_an_index_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="lexops run PATH"):
        reconcile_by_job(
            load(
                "ci",
                tmp_path,
                {},
            ),
            Home(tmp_path / "nothing"),
        )
    assert not (tmp_path / "nothing").exists()
    empty = Home(tmp_path / "empty")
    empty.make()
    empty.catalog().close()
    refused(
        Bench(
            empty,
            LanceTamperer(empty.index),
            "lancedb",
        ),
        UsageError,
        "published no index yet",
        repair=False,
    )


# ── the sample
# ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_sample_is_drawn_by_its_seed(lance: Bench) -> None:
    """Few rows are looked at whole; the same seed looks at the same, and seeds together at all."""
    altered(vector_of_another)(lance.tamperer)
    finds = {seed: lance.reconcile(depth=Depth(2, seed)) for seed in map(str, range(12))}
    assert all(one.found.examined < ROWS for one in finds.values())
    assert {one.same for one in finds.values()} == {True, False}
    assert all(
        lance.reconcile(depth=Depth(2, seed)).same == one.same
        for seed, one in list(finds.items())[:3]
    )


# ── in the UI
# ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_check_shows_the_ui(lance: Bench, dagster_template: Path) -> None:
    """Red with a table of what differs, and green after the repair; the catalog's runs have no line of it."""
    shutil.copytree(
        dagster_template,
        lance.home.dagster,
        dirs_exist_ok=True,
    )
    altered(lambda one: {**one, "groups": ["board"]})(lance.tamperer)
    assert not reconcile_by_job(
        lance.settings,
        lance.home,
        sample=0,
    ).same
    assert reconcile_by_job(
        lance.settings,
        lance.home,
        sample=0,
        repair=True,
    ).same
    key = dg.AssetCheckKey(dg.AssetKey("index__live"), "index_equals_catalog")
    with open_instance(lance.home) as instance:
        config = {
            "resources": {"session": {"config": {"home": str(lance.home.root), "profile": "ci"}}}
        }
        launched = definitions.resolve_job_def("reconcile").execute_in_process(
            instance=instance, run_config=config
        )
        reported = [
            event.asset_check_evaluation_data
            for run in reversed(instance.get_runs())
            for log in instance.all_logs(
                run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION
            )
            if (event := log.dagster_event)
            and event.asset_check_evaluation_data.asset_check_key == key
        ]
    assert launched.success
    assert [one.passed for one in reported] == [False, True, True]
    assert reported[0].metadata["groups"].value == 1
    assert "| groups | 云岭市工时管理条例/第二条@2020-05-01 |" in str(
        reported[0].metadata["rows that differ"].value
    )
    assert (
        reported[1].metadata["index writes"].value,
        reported[1].metadata["differ after the repair"].value,
    ) == (1, 0)
    with lance.home.reading_catalog() as catalog:
        last = catalog.runs.last()
        assert last is not None
        assert last["report"]["sources"]["laws"]["seen"] == 2
