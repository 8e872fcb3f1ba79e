"""What `[NAME=]PATH` means: an equals sign may belong to the folder's own name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.records import Source
from pipelines._arguments import read_argument
from storage.catalog.sources import KnownSource


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The present folder, with a source, a folder with an equals sign, and a file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "laws").mkdir()
    (tmp_path / "year=2020").mkdir()
    (tmp_path / "file.txt").write_text("")
    return tmp_path


CASES = [
    ("laws", None, "laws", True),
    ("./laws/", None, "./laws/", True),
    ("rules=laws", "rules", "laws", True),
    ("year=2020", None, "year=2020", True),
    ("rules=year=2020", "rules", "year=2020", True),
    ("=laws", "", "laws", True),
    ("rules=", "rules", "", True),
    ("rules=nowhere", "rules", "nowhere", False),
    ("nowhere", None, "nowhere", False),
    ("file.txt", None, "file.txt", False),
    ("rules=file.txt", "rules", "file.txt", False),
]


@pytest.mark.parametrize(("text", "name", "path", "exists"), CASES, ids=[row[0] for row in CASES])
@pytest.mark.usefixtures("here")
def test_a_name_is_what_stands_before_the_first_equals_sign(
    text: str,
    name: str | None,
    path: str,
    exists: bool,
) -> None:
    found = read_argument(text, {})
    assert (found.text, found.name, found.path, found.exists) == (text, name, path, exists)
    assert found.known is None


@pytest.mark.parametrize(
    ("text", "problem"), [("file.txt", "is not a folder"), ("nowhere", "does not exist")]
)
@pytest.mark.usefixtures("here")
def test_why_an_argument_is_no_folder(text: str, problem: str) -> None:
    assert read_argument(text, {}).problem == problem


@pytest.mark.parametrize("text", ["laws", "laws/../laws", "./laws", "rules=laws", "link"])
def test_a_registered_source_is_known_by_its_place(here: Path, text: str) -> None:
    (here / "link").symlink_to(here / "laws")
    known = KnownSource(1, Source("laws", str(here / "laws")))
    assert read_argument(text, {known.source.location: known}).known is known


def test_a_missing_source_with_an_equals_sign_keeps_its_name(here: Path) -> None:
    location = str(here / "month=05")
    known = KnownSource(1, Source("may", location))
    found = read_argument("month=05", {location: known})
    assert (found.name, found.path, found.exists, found.known) == (None, "month=05", False, known)


def test_a_path_may_begin_at_the_user_s_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(here))
    assert read_argument("~/laws", {}).exists
    assert read_argument("rules=~/laws", {}).exists


words = st.text("abc工资=", min_size=1, max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words)
def test_name_and_path_make_the_argument_again(here: Path, text: str) -> None:
    found = read_argument(text, {})
    again = found.path if found.name is None else f"{found.name}={found.path}"
    assert again == text
    if found.name is not None:
        assert "=" not in found.name
    assert found.exists is (here / found.path).is_dir()
