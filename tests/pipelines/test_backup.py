"""A home that is saved and restored: the same to runs and readers, or said clearly why not."""

from __future__ import annotations

import hashlib
import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.main import run as lexops
from corpus.codec import dumps
from corpus.errors import HomeError, HomeLocked, UsageError
from corpus.search import SearchRequest
from indexing.embedders import open_embedder
from retrieval.search import Searcher
from storage.backup import _digest, restore, save
from storage.blobs import open_blobs
from storage.home import Home
from tests.faults import runs
from tests.pipelines.benches import Bench
from tests.pipelines.conftest import statute
from tests.pipelines.tamperers import LanceTamperer
from tests.pipelines.test_reconcile import delete_index


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backup"


def restored(
    of: Bench,
    folder: Path,
    root: Path,
) -> Bench:
    restore(folder, root)
    home = Home(root)
    return Bench(
        home,
        LanceTamperer(home.index) if of.name == "lancedb" else of.tamperer,
        of.name,
    )


def answers(one: Bench) -> list[tuple[str, float]]:
    """Ids and scores of what a question finds."""
    store = one.store()
    reader = store.open()
    with open_embedder("hashing") as embedder:
        found = (
            Searcher(reader, embedder)
            .search(SearchRequest("按月足额支付工资", as_of="any"))
            .results
        )
    reader.close()
    store.close()
    return [(hit.row["id"], hit.score) for hit in found]


def nothing_to_do(one: Bench) -> bool:
    report = runs.run(one.home.root)
    return (report.parsed, report.embedded, report.index_writes) == (
        0,
        0,
        0,
    ) and one.reconcile().same


@pytest.mark.parametrize(
    "bench",
    ["lancedb", "opensearch"],
    indirect=True,
)
def test_a_restored_home_is_the_home(
    bench: Bench,
    folder: Path,
    tmp_path: Path,
) -> None:
    """A run finds nothing to do, reconcile no drift, a question the same; settings came along."""
    before, found = bench.held(), answers(bench)
    save(bench.home, folder)
    again = restored(
        bench,
        folder,
        tmp_path / "again",
    )
    assert again.settings == bench.settings
    assert (again.held(), answers(again)) == (before, found)
    assert len(found) == 6
    assert nothing_to_do(again)


@pytest.mark.parametrize(
    "bench",
    ["opensearch"],
    indirect=True,
)
def test_an_index_on_a_server_is_made_again_of_cached_vectors(
    bench: Bench,
    folder: Path,
    tmp_path: Path,
) -> None:
    """Where it was lost with the home: nothing is parsed and nothing embedded."""
    before = bench.held()
    saved = save(bench.home, folder)
    assert not [one for one in saved.manifest.files if one.path.startswith("index/")]
    delete_index(bench)
    again = restored(
        bench,
        folder,
        tmp_path / "again",
    )
    report = runs.run(again.home.root)
    assert (report.parsed, report.embedded, report.index_writes) == (0, 0, 6)
    assert again.held() == before
    assert nothing_to_do(again)


def names(folder: Path) -> dict[str, int]:
    """What a backup keeps: when each content was written."""
    return {
        path.name: path.stat().st_mtime_ns
        for path in (folder / "content").rglob("*")
        if path.is_file()
    }


def test_a_second_backup_copies_what_is_new(
    lance: Bench,
    folder: Path,
    tmp_path: Path,
) -> None:
    """What is there stays as it was written; what no file has any more goes."""
    first = save(lance.home, folder)
    assert first.copied == len(names(folder)) == len({one.sha256 for one in first.manifest.files})
    written = names(folder)
    again = save(lance.home, folder)
    assert again.copied <= 1, "the catalog at most: SQLite counts who opened it"
    (laws,) = {Path(one.source.location) for one in _sources(lance)}
    copy = tmp_path / "laws"
    shutil.copytree(laws, copy)
    (copy / "云岭市新业态条例.md").write_text(statute("云岭市新业态条例"), encoding="utf-8")
    runs.run(lance.home.root, [copy])
    third = save(lance.home, folder)
    originals = [one for one in third.manifest.files if one.path.startswith("blobs/")]
    assert len(originals) == 3
    kept = names(folder)
    assert {
        name: when
        for name, when in kept.items()
        if name in written and name in {one.sha256 for one in originals}
    }.items() <= written.items()
    assert third.copied < len(third.manifest.files)
    assert {*kept} == {one.sha256 for one in third.manifest.files}
    assert nothing_to_do(
        restored(
            lance,
            folder,
            tmp_path / "again",
        )
    )


def _sources(one: Bench) -> list[Any]:
    with one.home.reading_catalog() as catalog:
        return catalog.sources.all()


def test_readers_go_on_while_a_home_is_saved(
    lance: Bench,
    folder: Path,
    tmp_path: Path,
) -> None:
    store = lance.store()
    reader = store.open()
    with lance.home.reading_catalog() as catalog:
        rows = catalog.passages.rows()
        first = next(rows)
        save(lance.home, folder)
        assert len([first, *rows]) == reader.count() == 6
    reader.close()
    assert nothing_to_do(
        restored(
            lance,
            folder,
            tmp_path / "again",
        )
    )


def test_a_kept_original_that_is_damaged_is_left_out_and_reported(
    lance: Bench,
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """All else is saved, and exit status 1 says that somebody should look."""
    blob = next(path for path in (lance.home.root / "blobs").rglob("*") if path.is_file())
    blob.chmod(0o600)
    blob.write_bytes(b"something else")
    common = [
        "--home",
        str(lance.home.root),
        "--profile",
        "ci",
        "--json",
    ]
    assert lexops(["backup", str(folder), *common]) == 1
    reported = capsys.readouterr()
    assert json.loads(reported.out)["damaged"] == [blob.name]
    assert blob.name in reported.err
    assert reported.err.count("\n") == 1
    assert nothing_to_do(
        restored(
            lance,
            folder,
            tmp_path / "again",
        )
    )


# ── a backup that is no good
# ─────────────────────────────────────────────────────────────────────────────────────────


def rewrite(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Another manifest, with a digest that is right."""
    reported = json.loads((folder / "manifest.json").read_text())
    reported.pop("digest")
    change(reported)
    (folder / "manifest.json").write_text(dumps({**reported, "digest": _digest(reported)}))


def content(folder: Path, path: str) -> Path:
    """Where the content of a home's file lies."""
    (sha256,) = (
        one["sha256"]
        for one in json.loads((folder / "manifest.json").read_text())["files"]
        if one["path"] == path
    )
    return folder / "content" / sha256[:2] / sha256[2:4] / sha256


def flip(folder: Path) -> None:
    file = content(folder, "catalog.db")
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def cut(folder: Path) -> None:
    file = folder / "manifest.json"
    file.write_text(file.read_text()[:-20])


def alter(folder: Path) -> None:
    file = folder / "manifest.json"
    file.write_text(file.read_text().replace("catalog.db", "catalog.dc"))


DAMAGES: list[tuple[Callable[[Path], object], type[Exception], str]] = [
    # one bit of the catalog; a file cut off; a file gone
    (flip, HomeError, "is damaged: catalog.db is not what it was"),
    (
        lambda folder: content(folder, "index/live.json").write_bytes(b""),
        HomeError,
        "is damaged: index/live.json is not what it was",
    ),
    (
        lambda folder: content(folder, "index/live.json").unlink(),
        HomeError,
        "is damaged: index/live.json is not what it was",
    ),
    # the list itself: cut off, altered, no list, of a program to come, with a path that leads out
    (cut, HomeError, "manifest.json can't be read"),
    (alter, HomeError, "manifest.json is not what it was"),
    (
        lambda folder: (folder / "manifest.json").write_text("[]"),
        HomeError,
        "manifest.json can't be read",
    ),
    (
        lambda folder: rewrite(folder, lambda reported: reported.update(lexops_backup=9)),
        HomeError,
        "made by a newer lexops",
    ),
    (
        lambda folder: rewrite(
            folder, lambda reported: reported["files"][0].update(path="index/../../x")
        ),
        HomeError,
        "is not what it was",
    ),
    (lambda folder: (folder / "manifest.json").unlink(), UsageError, "there is no finished backup"),
    (shutil.rmtree, UsageError, "there is no finished backup"),
]


@pytest.mark.parametrize(("damage", "error", "words"), DAMAGES)
def test_a_damaged_backup_is_one_clear_line_and_no_home(
    lance: Bench,
    folder: Path,
    tmp_path: Path,
    damage: Callable[[Path], object],
    error: type[Exception],
    words: str,
) -> None:
    save(lance.home, folder)
    damage(folder)
    root = tmp_path / "elsewhere" / "again"
    root.parent.mkdir()
    with pytest.raises(error, match=words) as raised:
        restore(folder, root)
    assert "\n" not in str(raised.value)
    assert list(root.parent.iterdir()) == []


@pytest.mark.parametrize(
    "newer",
    [
        "UPDATE alembic_version SET version_num = '9999'",
        "UPDATE generations SET schema_version = 99",
    ],
)
def test_a_backup_of_newer_code_is_said_so_before_anything_is_there(
    lance: Bench,
    folder: Path,
    tmp_path: Path,
    newer: str,
) -> None:
    """A home of a lexops to come is not restored by this one, be its tables newer or its index."""
    save(lance.home, folder)
    copy = tmp_path / "catalog.db"
    shutil.copy(content(folder, "catalog.db"), copy)
    database = sqlite3.connect(copy)
    database.execute(newer)
    database.commit()
    database.close()
    sha256, _ = open_blobs(str(folder / "content")).put_file(copy)
    rewrite(
        folder,
        lambda reported: next(
            one for one in reported["files"] if one["path"] == "catalog.db"
        ).update(sha256=sha256),
    )
    (tmp_path / "elsewhere").mkdir()
    with pytest.raises(HomeError, match="newer lexops"):
        restore(folder, tmp_path / "elsewhere" / "again")
    assert list((tmp_path / "elsewhere").iterdir()) == []


# ── where nothing may be overwritten
# ─────────────────────────────────────────────────────────────────────────────────


def test_a_home_is_never_restored_over_something(
    lance: Bench,
    folder: Path,
    tmp_path: Path,
) -> None:
    """Neither over a home nor over a file; an empty folder is nothing."""
    save(lance.home, folder)
    before = digest_of(lance.home.root)
    for root in (lance.home.root, file_at(tmp_path / "file")):
        with pytest.raises(UsageError, match="something at"):
            restore(folder, root)
    assert digest_of(lance.home.root) == before
    (tmp_path / "empty").mkdir()
    assert nothing_to_do(
        restored(
            lance,
            folder,
            tmp_path / "empty",
        )
    )


def file_at(path: Path) -> Path:
    path.write_text("x")
    return path


def digest_of(folder: Path) -> dict[str, str]:
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_backup_goes_nowhere_where_it_could_do_harm(
    lance: Bench,
    folder: Path,
    tmp_path: Path,
) -> None:
    """Into the home, among other things, over another home's backup; nor is a catalog that is a service's taken for saved."""
    with pytest.raises(UsageError, match="in the home itself"):
        save(lance.home, lance.home.root / "backup")
    (tmp_path / "documents" / "content").mkdir(parents=True)
    for place in (tmp_path / "documents", file_at(tmp_path / "file")):
        with pytest.raises(UsageError, match="other things at"):
            save(lance.home, place)
    save(lance.home, folder)
    other = restored(
        lance,
        folder,
        tmp_path / "other",
    )
    with pytest.raises(UsageError, match="backup of another home"):
        save(other.home, folder)
    with pytest.raises(UsageError, match="pg_dump"):
        save(Home(lance.home.root, "postgresql+psycopg://127.0.0.1/none"), folder)
    with pytest.raises(HomeError, match="nothing in this home"):
        save(Home(tmp_path / "nowhere"), tmp_path / "new")
    with lance.home.writer("lexops run"), pytest.raises(HomeLocked, match="lexops run"):
        save(
            lance.home,
            folder,
            patience=0.1,
        )


# ── killed half way
# ──────────────────────────────────────────────────────────────────────────────────────────────────

DYING = """
import os, signal, sys
from pathlib import Path
from storage import backup, blobs
from storage.blobs import open_blobs
from storage.home import Home

what, at, folder, root = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
done = 0

def dying(method):
    def counted(*arguments):
        global done
        done += 1
        if done == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return method(*arguments)
    return counted

for name in ("put_file", "copy"):
    setattr(blobs.Blobs, name, dying(getattr(blobs.Blobs, name)))
backup._write_manifest = dying(backup._write_manifest)
backup.save(Home(root), folder) if what == "save" else backup.restore(folder, root)
"""


def killed(
    what: str,
    at: int,
    folder: Path,
    root: Path,
) -> bool:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            DYING,
            what,
            str(at),
            str(folder),
            str(root),
        ],
        check=False,
        capture_output=True,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def test_a_backup_that_is_killed_leaves_the_one_before(
    lance: Bench,
    folder: Path,
    tmp_path: Path,
) -> None:
    """The first leaves none, and none is found; the next one finishes it, and leaves no rubbish."""
    assert killed(
        "save",
        5,
        folder,
        lance.home.root,
    )
    with pytest.raises(UsageError, match="no finished backup"):
        restore(folder, tmp_path / "none")
    save(lance.home, folder)
    before = lance.held()
    (laws,) = {Path(one.source.location) for one in _sources(lance)}
    copy = tmp_path / "laws"
    shutil.copytree(laws, copy)
    (copy / "云岭市新业态条例.md").write_text(statute("云岭市新业态条例"), encoding="utf-8")
    runs.run(lance.home.root, [copy])
    moments = 0
    while killed(
        "save",
        1 + 4 * moments,
        folder,
        lance.home.root,
    ):
        again = restored(
            lance,
            folder,
            tmp_path / f"again{moments}",
        )
        assert again.held() == before
        moments += 1
    assert moments > 2
    assert (
        restored(
            lance,
            folder,
            tmp_path / "whole",
        ).held()
        == lance.held()
        != before
    )
    assert {*names(folder)} == {
        one["sha256"] for one in json.loads((folder / "manifest.json").read_text())["files"]
    }
    assert not list(folder.glob(".part-*"))


def test_a_restore_that_is_killed_leaves_no_half_home(
    lance: Bench,
    folder: Path,
    tmp_path: Path,
) -> None:
    save(lance.home, folder)
    root = tmp_path / "again"
    for at in (1, 2, 20):
        assert killed(
            "restore",
            at,
            folder,
            root,
        )
        assert not root.exists()
    again = restored(
        lance,
        folder,
        root,
    )
    assert again.held() == lance.held()
    assert nothing_to_do(again)
    assert [path.name for path in tmp_path.iterdir() if "restoring" in path.name] == []
    assert {path.name for path in root.iterdir()} >= {"catalog.db", "blobs", "index", "dagster"}
    assert again.home.current_writer() is None


def test_the_command_line_saves_and_restores(
    lance: Bench,
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With a line for a person, and one JSON document for a program; a refusal is one line and status 2."""
    common = [
        "--home",
        str(lance.home.root),
        "--profile",
        "ci",
    ]
    assert lexops(["backup", str(folder), *common]) == 0
    assert "copied" in capsys.readouterr().out
    assert (
        lexops(
            [
                "backup",
                str(folder),
                *common,
                "--json",
            ]
        )
        == 0
    )
    reported = json.loads(capsys.readouterr().out)
    assert (
        reported["exit"],
        reported["index"],
        reported["originals"],
        reported["damaged"],
    ) == (
        0,
        True,
        True,
        [],
    )
    root = str(tmp_path / "again")
    assert (
        lexops(
            [
                "restore",
                str(folder),
                "--home",
                root,
                "--profile",
                "ci",
                "--json",
            ]
        )
        == 0
    )
    assert json.loads(capsys.readouterr().out)["of"] == str(lance.home.root)
    assert (
        lexops(
            [
                "restore",
                str(folder),
                "--home",
                root,
                "--profile",
                "ci",
            ]
        )
        == 2
    )
    error = capsys.readouterr().err
    assert "something at" in error
    assert error.count("\n") == 1
