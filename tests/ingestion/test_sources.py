"""A directory is listed whole and in order, and its files are read as they were at one moment."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadInput, SourceMissing, UsageError
from corpus.records import Source
from ingestion.sources import (
    SourceAdapter,
    SourceEntry,
    name_sources,
    open_source,
    parse_source,
    version_token,
)
from ingestion.sources.globs import first_match
from ingestion.sources.names import check_name
from ingestion.sources.paths import raw_path, recorded_path

MIB = 1024 * 1024


def source(root, **options):
    return Source(
        "s",
        str(root),
        **options,
    )


def adapter(root, **options) -> SourceAdapter:
    return open_source(source(root, **options))


def write(root, *paths, content="第一条 内容。"):
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")


def found(root, **options):
    return {entry.path: entry.ignored_by for entry in adapter(root, **options).list()}


def test_files_are_listed_in_order_with_their_facts(tmp_path):
    write(
        tmp_path,
        "b.md",
        "a/z.md",
        "a/b/c.md",
        "路径 空格%20.md",
    )
    entries = list(adapter(tmp_path).list())
    assert [entry.path for entry in entries] == ["a/b/c.md", "a/z.md", "b.md", "路径 空格%20.md"]
    last, status = entries[-1], (tmp_path / "路径 空格%20.md").stat()
    assert last == SourceEntry(
        path=last.path,
        uri=f"file://{tmp_path}/路径 空格%20.md",
        size=status.st_size,
        mtime_ns=status.st_mtime_ns,
        ctime_ns=status.st_ctime_ns,
        inode=status.st_ino,
        version=version_token(
            status.st_size,
            status.st_mtime_ns,
            status.st_ctime_ns,
        ),
        cursor=last.path,
    )


def test_built_in_rules_are_named(tmp_path):
    write(
        tmp_path,
        ".git/config",
        ".hidden.md",
        "~$条例.docx",
        "Thumbs.db",
        "a.md",
    )
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as unix:
        here = Path.cwd()
        os.chdir(tmp_path)  # a socket's path is short
        try:
            unix.bind("sock")
        finally:
            os.chdir(here)
        assert found(tmp_path) == {
            ".git": "hidden", ".hidden.md": "hidden", "Thumbs.db": "system file", "a.md": None,
            "pipe": "not a regular file", "sock": "not a regular file", "~$条例.docx": "office lock file",
        }  # fmt: skip


def test_globs_decide_and_are_named(tmp_path):
    write(
        tmp_path,
        "a.md",
        "b.DOCX",
        "draft/c.md",
        "x/draft/d.md",
        "e.txt",
    )
    assert found(tmp_path, include=("*.md", "*.docx"), exclude=("draft/**",)) == {
        "a.md": None, "b.DOCX": None, "draft/c.md": "draft/**", "e.txt": "not included", "x/draft/d.md": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        ("**", ("a", "a/b", "a/b/c"), ()),
        ("*.md", ("a.md", "x/a.md"), ("a.md.txt",)),
        ("x/*.md", ("x/a.md",), ("a.md", "x/y/a.md")),
        ("**/x/*", ("x/a", "y/x/a"), ("x/y/a",)),
        ("x/**/a.md", ("x/a.md", "x/y/z/a.md"), ("a.md",)),
        ("x/", ("x/a", "x/y/a"), ("xa", "y/z")),
        ("/a.md", ("a.md",), ()),
        ("a?c", ("abc", "x/a法c"), ("ac",)),
        ("[ab].md", ("a.md",), ("c.md",)),
        ("[!ab].md", ("c.md",), ("a.md",)),
        ("a(1)+.md", ("a(1)+.md",), ("a1.md",)),
        ("工会[法.md", ("工会[法.md",), ("工会法.md",)),
    ],
)
def test_patterns_match_as_in_gitignore(
    pattern,
    matching,
    other,
):
    assert all(first_match(path, [pattern]) == pattern for path in matching)
    assert not any(first_match(path, [pattern]) for path in other)


def test_links_lead_nowhere_outside_the_root(tmp_path):
    root, outside = tmp_path / "root", tmp_path / "outside"
    write(root, "real/a.md")
    write(outside, "secret.md")
    for name, target in {
        "file-in": "real/a.md", "file-out": outside / "secret.md", "dir-out": outside, "broken": "nothing", "loop": ".",
        "self": "self", "again-1": "real", "again-2": "real", "real/up": "..", "almost": f"{root}-not",
    }.items():  # fmt: skip
        (root / name).symlink_to(target)
    (tmp_path / "root-not").mkdir()
    assert found(root) == {
        "again-1/a.md": None, "again-1/up": "symlink loop", "again-2": "symlink to a folder that another link leads to",
        "almost": "symlink out of root", "broken": "broken symlink", "dir-out": "symlink out of root", "file-in": None,
        "file-out": "symlink out of root", "loop": "symlink loop", "real/a.md": None, "real/up": "symlink loop", "self": "broken symlink",
    }  # fmt: skip


def test_a_link_that_is_turned_outside_after_the_scan_is_not_followed(tmp_path):
    root = tmp_path / "root"
    write(
        root,
        "a.md",
        "b.md",
    )
    write(tmp_path, "secret.md")
    (root / "link").symlink_to("a.md")
    entry = next(entry for entry in adapter(root).list() if entry.path == "link")
    (root / "link").unlink()
    (root / "link").symlink_to(tmp_path / "secret.md")
    with pytest.raises(BadInput, match="unreadable"):
        adapter(root).open(entry, MIB)


def test_odd_names_are_recorded_printably_and_opened(tmp_path):
    names = [
        b"2012\xc4\xea.txt",
        rb"a\xc4.txt",
        b"new\nline.txt",
        b'quote"s.txt',
        b"a\\b.txt",
        "é.txt".encode(),
        "e\u0301.txt".encode(),
        b"%41.txt",
        b"-rf.txt",
    ]
    for name in names:
        with (tmp_path / os.fsdecode(name)).open("wb") as file:
            file.write(name)
    entries = list(adapter(tmp_path).list())
    assert len({entry.path for entry in entries}) == len(names)
    assert json.loads(json.dumps([entry.uri for entry in entries]).encode()) == [
        entry.uri for entry in entries
    ]
    assert {adapter(tmp_path).open(entry, MIB) for entry in entries} == set(names)
    assert "new\nline.txt" in {entry.path for entry in entries}


@given(
    st.binary(min_size=1, max_size=20).filter(lambda name: b"\x00" not in name),
    st.binary(max_size=20).filter(lambda name: b"\x00" not in name),
)
def test_a_recorded_path_stands_for_one_file_name(one, other):
    recorded = recorded_path(os.fsdecode(one))
    recorded.encode()
    assert os.fsencode(raw_path(recorded)) == one
    assert (recorded == recorded_path(os.fsdecode(other))) == (one == other)


def test_deep_folders_are_listed(tmp_path):
    here = os.open(tmp_path, os.O_RDONLY)
    try:
        for _ in range(1200):
            os.mkdir("d", dir_fd=here)
            deeper = os.open(
                "d",
                os.O_RDONLY,
                dir_fd=here,
            )
            os.close(here)
            here = deeper
        os.close(
            os.open(
                "a.md",
                os.O_CREAT | os.O_WRONLY,
                dir_fd=here,
            )
        )
        assert [entry.path.count("/") for entry in adapter(tmp_path).list()] == [1200]
    finally:
        os.close(here)
        subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)  # Python's own rmtree recurses


def test_a_missing_root_is_not_an_empty_one(tmp_path):
    with pytest.raises(SourceMissing, match="No such file"):
        list(adapter(tmp_path / "gone").list())
    write(tmp_path, "file.md")
    with pytest.raises(SourceMissing, match="Not a directory"):
        list(adapter(tmp_path / "file.md").list())
    (tmp_path / "empty").mkdir()
    assert list(adapter(tmp_path / "empty").list()) == []


@pytest.fixture
def unprivileged():
    """A folder of somebody whom permissions bind, root or not."""
    root = Path(tempfile.mkdtemp(dir="/tmp"))
    root.chmod(0o755)
    privileged = os.geteuid() == 0
    if privileged:
        os.chown(
            root,
            65534,
            65534,
        )
        os.seteuid(65534)
    yield root
    if privileged:
        os.seteuid(0)
    for path in root.rglob("*"):
        path.chmod(0o755)
    shutil.rmtree(root)


def test_what_can_not_be_looked_at_is_reported_and_the_rest_is_listed(unprivileged):
    write(
        unprivileged,
        "a.md",
        "closed/b.md",
        "c.md",
    )
    (unprivileged / "closed").chmod(0)
    (unprivileged / "c.md").chmod(0)
    first, closed, last = sorted(
        adapter(unprivileged).list(), key=lambda entry: entry.path not in ("a.md", "closed")
    )
    assert (first.error, last.error) == (None, None)
    assert (closed.path, closed.directory, closed.error.code) == ("closed", True, "unreadable")
    with pytest.raises(BadInput, match="Permission denied"):
        adapter(unprivileged).open(last, MIB)
    with pytest.raises(BadInput, match="unreadable"):
        adapter(unprivileged).open(closed, MIB)


def test_a_file_is_fetched_whole_up_to_the_limit(tmp_path):
    write(
        tmp_path,
        "a.md",
        content="12345",
    )
    (entry,) = adapter(tmp_path).list()
    assert adapter(tmp_path).open(entry, 5) == b"12345"
    with pytest.raises(BadInput, match="too_large: 5 bytes, the limit is 4"):
        adapter(tmp_path).open(entry, 4)


def test_a_file_that_went_away_has_vanished(tmp_path):
    write(
        tmp_path,
        "a.md",
        "b/c.md",
        "d.md",
    )
    entries = list(adapter(tmp_path).list())
    shutil.rmtree(tmp_path / "b")
    for name in ("a.md", "d.md"):
        (tmp_path / name).unlink()
    os.mkfifo(tmp_path / "d.md")
    codes = []
    for entry in entries:
        with pytest.raises(BadInput) as caught:
            adapter(tmp_path).open(entry, MIB)
        codes.append(caught.value.code)
    assert codes == ["vanished", "vanished", "unreadable"]


def test_a_file_that_is_written_to_all_the_time_is_changing(tmp_path, monkeypatch):
    write(
        tmp_path,
        "a.md",
        content="1",
    )
    (entry,) = adapter(tmp_path).list()
    read = os.read

    def read_while_it_grows(descriptor, size):
        with (tmp_path / "a.md").open("a") as file:
            file.write("1")
        return read(descriptor, size) if size < 5 * MIB else b""

    monkeypatch.setattr(
        os,
        "read",
        lambda descriptor, size: read_while_it_grows(descriptor, min(size, 1)),
    )
    with pytest.raises(BadInput) as caught:
        adapter(tmp_path).open(entry, 50)
    assert caught.value.code in ("changing", "too_large")


def test_a_file_that_changes_once_is_read_as_it_is_afterwards(tmp_path, monkeypatch):
    write(
        tmp_path,
        "a.md",
        content="old",
    )
    (entry,) = adapter(tmp_path).list()
    read, changed = os.read, threading.Event()

    def read_and_change_once(descriptor, size):
        data = read(descriptor, size)
        if not changed.is_set():
            changed.set()
            (tmp_path / "a.md").write_text("a new text")
        return data

    monkeypatch.setattr(
        os,
        "read",
        read_and_change_once,
    )
    assert adapter(tmp_path).open(entry, MIB) == b"a new text"


def test_a_source_is_its_location_and_is_named_after_its_folder(tmp_path):
    for folder in ("law", "x/law", "a=b"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "link").symlink_to("law")
    law, second, odd = name_sources(
        [
            f"{tmp_path}/law/",
            f"{tmp_path}/link",
            f"{tmp_path}/x/../x/law",
            f"{tmp_path}/a=b",
        ]
    )
    assert (law.name, law.location) == ("law", f"{tmp_path}/law")
    assert second.location == f"{tmp_path}/x/law"
    assert second.name.startswith("law-")
    assert len(second.name) == len("law-") + 6
    assert (odd.name, odd.location) == ("a_b", f"{tmp_path}/a=b")


def test_a_name_can_be_chosen_and_is_kept(tmp_path):
    (tmp_path / "law").mkdir()
    (tmp_path / "other").mkdir()
    assert parse_source(f"法规={tmp_path}/law") == ("法规", f"{tmp_path}/law")
    (chosen,) = name_sources([f"法规={tmp_path}/law"])
    assert name_sources([f"{tmp_path}/law"], [chosen]) == [chosen]
    with pytest.raises(UsageError, match="already source '法规'"):
        name_sources([f"laws={tmp_path}/law"], [chosen])


def test_a_registered_name_with_another_location_moves_the_source(tmp_path):
    for folder in ("law", "other", "third"):
        (tmp_path / folder).mkdir()
    registered = Source(
        "法规",
        f"{tmp_path}/law",
        include=("*.md",),
    )
    (moved,) = name_sources([f"法规={tmp_path}/other"], [registered])
    assert moved == Source(
        "法规",
        f"{tmp_path}/other",
        include=("*.md",),
    )
    for earlier in ("law", "third"):  # one name cannot be two folders in one command
        arguments = [f"法规={tmp_path}/{earlier}", f"法规={tmp_path}/other"]
        with pytest.raises(UsageError, match="belongs to"):
            name_sources(arguments, [registered])


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a b",
        "a=b",
        "a/b",
        "a,b",
        "x" * 81,
    ],
)
def test_a_text_that_cannot_be_a_name_is_refused(name):
    with pytest.raises(UsageError, match="cannot be the name"):
        check_name(name)


@pytest.mark.parametrize("argument", ["{}/nothing", "name={}/nothing", "{}/file"])
def test_a_source_that_is_no_folder_is_a_wrong_use(tmp_path, argument):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=r"does not exist|is not a folder"):
        parse_source(argument.format(tmp_path))
