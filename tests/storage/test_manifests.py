"""The manifest of a backup: what may be restored from it, and what is refused before anything is.

The home here is small, so that each case is quick. Whole homes are saved and restored in
tests/pipelines.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.codec import dumps
from corpus.errors import HomeError, LexopsError, UsageError
from storage.backup import restore, save
from storage.home import Home

Values = dict[str, Any]
SETTINGS = "[index]\nlocation = 'here'\n"


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A small home, and a backup of it."""
    folder = tmp_path_factory.mktemp("saved")
    home = Home(folder / "home")
    with home.writer("a test"):
        home.catalog().close()
        home.blobs().put(b"an original file")
        home.blobs().put(b"")
        (home.index / "g1.lance").mkdir()
        (home.index / "g1.lance" / "data").write_bytes(b"an original file")
        (home.index / ".part-1").write_bytes(b"half written")
        (home.dagster / "history.db").write_bytes(b"made anew")
        (home.root / "lexops.toml").write_text(SETTINGS, encoding="utf-8")
    save(home, folder / "backup")
    return home.root, folder / "backup"


@pytest.fixture
def backup(saved: tuple[Path, Path], tmp_path: Path) -> Path:
    """A copy of the backup, which a test may damage."""
    return shutil.copytree(saved[1], tmp_path / "backup")


def read(backup: Path) -> Values:
    values: Values = json.loads((backup / "manifest.json").read_text(encoding="utf-8"))
    return values


def write(backup: Path, values: Values) -> None:
    """Write a manifest whose digest is right."""
    values.pop("digest", None)
    digest = hashlib.sha256(dumps(values).encode()).hexdigest()
    (backup / "manifest.json").write_text(dumps({**values, "digest": digest}), encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def assert_refused(backup: Path, kind: type[LexopsError], words: str) -> None:
    """The backup is refused, and nothing is left where the home was to be."""
    target = backup.parent / "target" / "home"
    target.parent.mkdir()
    with pytest.raises(kind, match=words) as caught:
        restore(backup, target)
    assert caught.value.remedy
    assert contents(target.parent).keys() <= {".home.restoring/writer.lock"}
    assert not target.exists()


def test_a_backup_has_each_content_once_and_nothing_that_is_made_anew(
    saved: tuple[Path, Path],
) -> None:
    _, backup = saved
    files = {file["path"]: file for file in read(backup)["files"]}
    data = files["index/g1.lance/data"]
    assert list(files) == sorted(files)
    assert {path.partition("/")[0] for path in files} == {
        "blobs",
        "catalog.db",
        "index",
        "lexops.toml",
    }
    assert len(files) == 5
    assert (data["sha256"], data["size"]) == (hashlib.sha256(b"an original file").hexdigest(), 16)
    stored = [path for path in (backup / "content").rglob("*") if path.is_file()]
    assert {path.name for path in stored} == {file["sha256"] for file in files.values()}
    assert len(stored) == 4


def test_a_restored_home_has_the_files_for_its_owner_only(
    saved: tuple[Path, Path],
    tmp_path: Path,
) -> None:
    root, backup = saved
    steps: list[tuple[str, int, int | None]] = []
    manifest = restore(backup, tmp_path / "new" / "home", progress=lambda *step: steps.append(step))
    restored = contents(tmp_path / "new" / "home")
    before = contents(root)
    for file in manifest.files:
        assert (tmp_path / "new" / "home" / file.path).stat().st_mode & 0o777 == 0o600
        if file.path != "catalog.db":
            assert restored[file.path] == before[file.path]
    assert manifest.bytes == sum(file.size for file in manifest.files)
    assert manifest.home == str(root)
    assert [done for _, done, _ in steps] == list(range(1, len(manifest.files) + 1))
    assert {total for _, _, total in steps} == {len(manifest.files)}


def test_an_empty_folder_is_filled(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    restore(backup, tmp_path / "home")
    assert (tmp_path / "home" / "lexops.toml").read_text(encoding="utf-8") == SETTINGS


@pytest.mark.parametrize(
    "path",
    [
        "../outside",
        "blobs/../../outside",
        "index/..",
        "/etc/passwd",
        "",
        ".",
        "dagster/history.db",
        "writer.lock",
        "ocr/page",
        "Blobs/aa",
        "catalog.db-wal",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(backup: Path, path: str) -> None:
    values = read(backup)
    values["files"][0]["path"] = path
    write(backup, values)
    assert_refused(backup, HomeError, "manifest.json is not what it was")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda values: values | {"home": "/other"}, id="home"),
        pytest.param(lambda values: values | {"made": "2020-01-01"}, id="date"),
        pytest.param(lambda values: values | {"files": []}, id="no files"),
        pytest.param(lambda values: values | {"files": values["files"][1:]}, id="a file less"),
        pytest.param(lambda values: values | {"more": 1}, id="something more"),
        pytest.param(lambda values: values | {"digest": "0" * 64}, id="digest"),
        pytest.param(lambda values: values | {"digest": None}, id="no digest"),
    ],
)
def test_a_manifest_that_was_changed_is_refused(
    backup: Path,
    change: Callable[[Values], Values],
) -> None:
    (backup / "manifest.json").write_text(dumps(change(read(backup))), encoding="utf-8")
    assert_refused(backup, HomeError, "manifest.json is not what it was")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '"text"',
        "{}",
        '{"digest": "0"}',
        '{"lexops_backup": 1}',
        "\ud800",
    ],
    ids=["empty", "cut", "list", "null", "number", "text", "nothing", "digest", "format", "bytes"],
)
def test_a_file_that_is_no_manifest_is_refused(backup: Path, text: str) -> None:
    (backup / "manifest.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert_refused(backup, HomeError, "manifest.json can't be read")


def test_the_backup_of_a_newer_version_is_said_so(backup: Path) -> None:
    values = read(backup)
    write(backup, values | {"lexops_backup": 2})
    assert_refused(backup, HomeError, "made by a newer lexops")


@pytest.mark.parametrize("is_cut", [True, False], ids=["cut off", "missing"])
@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_damaged_content_is_named_by_its_file(backup: Path, number: int, is_cut: bool) -> None:
    file = read(backup)["files"][number]
    name = file["sha256"]
    content = backup / "content" / name[:2] / name[2:4] / name
    if is_cut:
        content.write_bytes(content.read_bytes()[:-1] or b"x")
    else:
        content.unlink()
    first_with_it = next(one["path"] for one in read(backup)["files"] if one["sha256"] == name)
    assert_refused(backup, HomeError, f"{first_with_it} is not what it was")


@pytest.mark.parametrize("name", ["", "nowhere"])
def test_a_folder_without_a_manifest_is_no_backup(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="there is no finished backup"):
        restore(tmp_path / name, tmp_path / "home")


def test_a_home_on_a_server_is_not_saved_by_halves(tmp_path: Path) -> None:
    home = Home(tmp_path / "home", catalog_url="postgresql+psycopg://lexops@127.0.0.1:1/lexops")
    with pytest.raises(UsageError, match="pg_dump"):
        save(home, tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []


def test_a_second_backup_forgets_what_the_home_has_no_more(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    with home.writer("a test"):
        home.catalog().close()
    erased = home.blobs().put(b"to be erased")
    first = save(home, tmp_path / "backup")
    home.blobs().discard(erased)
    (tmp_path / "backup" / "content" / "mine.txt").write_text("the user's own")
    second = save(home, tmp_path / "backup")
    assert f"blobs/{erased[:2]}/{erased[2:4]}/{erased}" in {f.path for f in first.manifest.files}
    stored = {path.name for path in (tmp_path / "backup" / "content").rglob("*")}
    assert erased not in stored
    assert "mine.txt" in stored
    assert second.manifest.files == tuple(
        file for file in first.manifest.files if not file.path.startswith("blobs/")
    )
