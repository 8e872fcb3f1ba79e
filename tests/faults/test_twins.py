"""Conflicting texts and mirrors: an update gives what a clean build of the same files gives."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.home import Home
from tests.faults.digests import difference, digest
from tests.faults.runs import run as run_at
from tests.pipelines.conftest import Run, statute

State = Callable[[], dict[str, tuple[str, str | None]]]
WORK = "云岭市工资支付条例"
ONE, OTHER = statute(WORK), statute(WORK, say="用人单位应当按周足额支付工资")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "twins"
    folder.mkdir()
    return folder


def put(folder: Path, **texts: str | None) -> None:
    """Files by name; None deletes one."""
    for name, text in texts.items():
        file = folder / f"{name}.md"
        file.unlink() if text is None else file.write_text(text, encoding="utf-8")


def says(home: Home) -> dict[str, str]:
    """What the plain id and the suffixed one say of pay: by the month, or by the week."""
    with home.reading_catalog() as catalog:
        rows = catalog.passages.of_work(WORK)
    return {
        "twin" if "~" in row["id"] else "plain": "月" if "按月" in row["text"] else "周"
        for row in rows
    }


def clean(folder: Path, tmp_path: Path) -> Home:
    """A home that was built of the folder as it is now."""
    shutil.rmtree(tmp_path / "clean", ignore_errors=True)
    run_at(tmp_path / "clean", [folder])
    return Home(tmp_path / "clean")


def test_a_conflicting_text_that_comes_later_gives_the_same_as_a_clean_build(
    run: Run,
    home: Home,
    folder: Path,
    tmp_path: Path,
) -> None:
    """The plain id goes to the file whose name comes first, whichever came first."""
    put(folder, b=ONE)
    run(folder)
    put(folder, a=OTHER)
    run(folder)
    assert says(home) == {"plain": "周", "twin": "月"}
    assert not difference(digest(clean(folder, tmp_path).root), digest(home.root))


def test_when_the_conflicting_text_of_an_id_is_deleted_an_update_is_a_clean_build_again(
    run: Run,
    home: Home,
    folder: Path,
    tmp_path: Path,
) -> None:
    put(folder, b=ONE)
    run(folder)
    put(folder, a=OTHER)
    run(folder)
    put(folder, a=None)
    run(folder)
    assert not difference(digest(clean(folder, tmp_path).root), digest(home.root))


@pytest.mark.parametrize("gone", ["a", "b"])
def test_of_conflicting_texts_that_came_together_either_may_go(
    run: Run,
    home: Home,
    folder: Path,
    tmp_path: Path,
    gone: str,
) -> None:
    put(
        folder,
        a=ONE,
        b=OTHER,
    )
    run(folder)
    before = {one[0] for one in digest(home.root).index}
    put(folder, **{gone: None})
    run(folder)
    assert not difference(digest(clean(folder, tmp_path).root), digest(home.root))
    with home.reading_catalog() as catalog:
        assert len(catalog.passages.get(before)) == (6 if gone == "a" else 3), (
            "a suffix that is not needed any more remains an alias"
        )


def test_a_conflicting_text_that_comes_back_is_not_taken_for_an_alias(
    run: Run,
    home: Home,
    folder: Path,
    tmp_path: Path,
) -> None:
    put(
        folder,
        a=ONE,
        b=OTHER,
    )
    for text in (None, ONE):
        run(folder)
        put(folder, a=text)
    run(folder)
    with home.reading_catalog() as catalog:
        every = {row["id"]: row["text"] for row in catalog.passages.of_work(WORK)}
        assert {row["id"]: row["text"] for row in catalog.passages.get(every)} == every
    assert says(home) == {"plain": "月", "twin": "周"}
    assert not difference(digest(clean(folder, tmp_path).root), digest(home.root))


def test_a_file_that_is_renamed_gives_the_same_as_a_clean_build(
    run: Run,
    home: Home,
    folder: Path,
    tmp_path: Path,
) -> None:
    put(
        folder,
        a=ONE,
        b=OTHER,
    )
    run(folder)
    assert says(home) == {"plain": "月", "twin": "周"}
    (folder / "a.md").rename(folder / "c.md")
    run(folder)
    assert says(home) == {"plain": "周", "twin": "月"}
    assert not difference(digest(clean(folder, tmp_path).root), digest(home.root))


@pytest.mark.parametrize("name", ["a", "b"])
def test_an_edit_of_a_conflicting_text_changes_no_id(
    run: Run,
    home: Home,
    folder: Path,
    tmp_path: Path,
    name: str,
) -> None:
    put(
        folder,
        a=ONE,
        b=OTHER,
    )
    run(folder)
    before = {one[0] for one in digest(home.root).index}
    file = folder / f"{name}.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("另有规定的除外", "另有规定的从其规定"),
        encoding="utf-8",
    )
    run(folder)
    assert {one[0] for one in digest(home.root).index} == before
    assert not difference(digest(clean(folder, tmp_path).root), digest(home.root))


# ── mirrors
# ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "gone",
    [
        ["a"],
        ["a", "b"],
        ["b"],
        ["c"],
    ],
)
def test_whoever_of_three_mirrors_goes_the_first_that_is_left_carries_the_text(
    run: Run,
    home: Home,
    folder: Path,
    state: State,
    tmp_path: Path,
    gone: list[str],
) -> None:
    put(
        folder,
        a=ONE,
        b=ONE,
        c=ONE,
    )
    run(folder)
    assert [what for what, _ in state().values()] == ["indexed", "duplicate", "duplicate"]
    before = {one[0] for one in digest(home.root).index}
    put(folder, **dict.fromkeys(gone))
    report = run(folder)
    assert (report.parsed, report.embedded) == (0, 0)
    assert sorted(what for what, _ in state().values()) == ["duplicate"] * (2 - len(gone)) + [
        "indexed"
    ]
    assert {one[0] for one in digest(home.root).index} == before
    assert not difference(digest(clean(folder, tmp_path).root), digest(home.root))


def test_a_work_file_that_becomes_unreadable_hands_over_to_its_mirror(
    run: Run,
    home: Home,
    folder: Path,
    state: State,
    tmp_path: Path,
) -> None:
    put(
        folder,
        a=ONE,
        b=ONE,
    )
    run(folder)
    put(folder, a="")
    run(folder)
    assert state() == {"twins/a.md": ("quarantined", "empty"), "twins/b.md": ("indexed", None)}
    assert not difference(digest(clean(folder, tmp_path).root), digest(home.root))


def test_a_work_file_that_is_edited_leaves_its_old_text_to_its_mirror_as_a_conflicting_text(
    run: Run,
    home: Home,
    folder: Path,
    tmp_path: Path,
) -> None:
    put(
        folder,
        a=ONE,
        b=ONE,
    )
    run(folder)
    put(folder, a=OTHER)
    run(folder)
    assert says(home) == {"plain": "周", "twin": "月"}
    assert not difference(digest(clean(folder, tmp_path).root), digest(home.root))


def test_a_mirror_that_is_edited_becomes_a_conflicting_text(
    run: Run,
    home: Home,
    folder: Path,
    tmp_path: Path,
) -> None:
    put(
        folder,
        a=ONE,
        b=ONE,
    )
    run(folder)
    put(folder, b=OTHER)
    run(folder)
    assert says(home) == {"plain": "月", "twin": "周"}
    assert not difference(digest(clean(folder, tmp_path).root), digest(home.root))
