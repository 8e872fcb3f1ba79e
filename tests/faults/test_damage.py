"""Parts of a home that somebody deletes, damages, or puts an older copy of: the next run makes it whole, from what is left."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import ExitStatus
from pipelines.stages import reading
from storage.home import Home
from tests.faults.digests import Digest, digest
from tests.faults.runs import At, kill_at
from tests.pipelines.conftest import Run, statute
from tests.pipelines.test_dagster import materialized

Damage = Callable[[Home], None]


def found(root: Path) -> tuple[object, ...]:
    """What a home holds for readers, whatever its generation is called."""
    one: Digest = digest(root)
    return one.catalog, one.index, one.keyword, one.vector, one.objects


def lose_index(home: Home) -> None:
    shutil.rmtree(home.index)


def lose_pointer(home: Home) -> None:
    (home.index / "live.json").unlink()


def lose_table(home: Home) -> None:
    shutil.rmtree(home.index / "g1.lance")


def lose_versions(home: Home) -> None:
    """What a full disk, or a copy that was broken off, may leave of a table: its rows, and no list of them."""
    shutil.rmtree(home.index / "g1.lance" / "_versions")


@pytest.mark.parametrize(
    ("damage", "written", "generation"),
    [
        (lose_index, 12, "g2"),
        (lose_table, 12, "g2"),
        (lose_versions, 12, "g2"),
        (lose_pointer, 0, "g1"),
    ],  # the last is whole, and published again
)
def test_an_unchanged_run_notices_that_the_index_is_gone_and_builds_it_from_the_catalog(
    run: Run,
    laws: Path,
    home: Home,
    damage: Damage,
    written: int,
    generation: str,
) -> None:
    run(laws)
    before = found(home.root)
    damage(home)
    report = run(laws)
    assert (
        report.exit,
        report.parsed,
        report.embedded,
        report.index_writes,
        report.generation,
    ) == (
        ExitStatus.DONE,
        0,
        0,
        written,
        generation,
    )
    assert found(home.root) == before
    assert run(laws).index_writes == 0


def test_an_unchanged_run_loads_no_engine(
    run: Run,
    laws: Path,
    home: Home,
) -> None:
    run(laws)
    program = """
import sys
from pathlib import Path
from tests.faults.runs import open_session, collecting, projecting, load, home_of
home = Path(sys.argv[1])
for name in [name for name in sys.modules if name.partition('.')[0] == 'lancedb']:
    del sys.modules[name]
settings = load('ci', home, {})
with open_session(settings, home_of(settings, home), 'a test') as session:
    session.begin()
    collecting.collect(session, session.register([]))
    projecting.write_delta(session)
    assert projecting.publish(session) == 'g1'
print('lancedb' in sys.modules)
"""
    assert (
        subprocess.run(
            [
                sys.executable,
                "-c",
                program,
                str(home.root),
            ],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        == "False\n"
    )


def test_an_index_that_is_lost_while_its_first_generation_is_built(
    run: Run,
    laws: Path,
    home: Home,
) -> None:
    assert kill_at(
        home.root,
        [laws],
        At("before index publish"),
        processes=0,
    )
    lose_index(home)
    assert run(laws).index_writes == 12
    assert len(digest(home.root).index) == 12


def test_rubbish_in_the_place_of_a_table_that_is_to_be_made(
    run: Run,
    laws: Path,
    home: Home,
) -> None:
    (home.index / "g1.lance" / "data").mkdir(parents=True)
    (home.index / "g1.lance" / "data" / "half.lance").write_bytes(b"half a file")
    run(laws)
    assert len(digest(home.root).index) == 12


@pytest.mark.parametrize("part", ["index", "catalog"])
def test_an_older_copy_that_is_put_in_place_is_noticed(
    run: Run,
    laws: Path,
    home: Home,
    tmp_path: Path,
    part: str,
) -> None:
    run(laws)
    shutil.copytree(home.root, tmp_path / "older")
    (laws / "云岭市新业态条例.md").write_text(statute("云岭市新业态条例"), encoding="utf-8")
    (laws / "云岭市工时管理条例.md").unlink()
    run(laws)
    (laws / "云岭市新业态条例.md").unlink()  # known to what is newer only
    if part == "index":
        shutil.rmtree(home.index)
        shutil.copytree(tmp_path / "older" / "index", home.index)
    else:
        for file in home.root.glob("catalog.db*"):
            file.unlink()
        shutil.copy(tmp_path / "older" / "catalog.db", home.root)
    assert run(laws).generation == "g2"
    after = found(home.root)
    for folder in ("index", "blobs"):
        shutil.rmtree(home.root / folder)
    for file in home.root.glob("catalog.db*"):
        file.unlink()
    run(laws)
    assert found(home.root) == after


def test_a_catalog_that_is_deleted_is_made_again_beside_the_old_index(
    run: Run,
    laws: Path,
    home: Home,
) -> None:
    run(laws)
    before = found(home.root)
    for file in home.root.glob("catalog.db*"):
        file.unlink()
    assert run(laws).exit is ExitStatus.DONE
    assert found(home.root) == before


@pytest.mark.parametrize("content", [None, b"other bytes", b""])
def test_a_kept_copy_that_is_gone_or_damaged_is_fetched_again(
    run: Run,
    laws: Path,
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes | None,
) -> None:
    run(laws)
    before = found(home.root)
    for blob in (path for path in (home.root / "blobs").rglob("*") if path.is_file()):
        blob.unlink()
        if content is not None:
            blob.write_bytes(content)
    assert run(laws).sources["laws"].indexed == 4  # nothing asks for it
    monkeypatch.setattr(
        reading,
        "READ",
        replace(reading.READ, version=(99,)),
    )
    run(laws)
    assert len(digest(home.root).index) == 12, "what readers have stays meanwhile"
    assert run(laws).sources["laws"].indexed == 4
    assert found(home.root) == before


def test_dagster_s_records_may_be_deleted(
    run_job: Run,
    laws: Path,
    home: Home,
) -> None:
    run_job(laws)
    shutil.rmtree(home.dagster)
    report = run_job()
    assert (
        report.exit,
        report.parsed,
        report.index_writes,
        report.sources["laws"].indexed,
    ) == (
        ExitStatus.DONE,
        0,
        0,
        4,
    )
    assert [status for status, _ in materialized(home)] == ["SUCCESS"]
