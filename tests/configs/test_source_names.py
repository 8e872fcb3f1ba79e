"""A source that is renamed has its settings under the new name, and all else in the file stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from configs.source_names import rename_in_file, rename_in_settings
from corpus.errors import UsageError

OLD, NEW = "news", "papers"

RENAMED = {
    "a table": ("[sources.news]\ntrust = 'official'\n", "[sources.papers]\ntrust = 'official'\n"),
    "quoted, with blanks and a comment": (
        "[ sources . \"news\" ] # news\na = 'news'\n",
        "[ sources . papers ] # news\na = 'news'\n",
    ),
    "a table below it": ("[sources.news.records]\nid = 1\n", "[sources.papers.records]\nid = 1\n"),
    "dotted keys": ("sources.news.trust = 1\n", "sources.papers.trust = 1\n"),
    "keys of one table": (
        "[sources]\n'news' = { trust = 1 }\nnews2.trust = 1\n",
        "[sources]\npapers = { trust = 1 }\nnews2.trust = 1\n",
    ),
    "lines of another system": ("[sources.news]\r\na=1\r\n", "[sources.papers]\r\na=1\r\n"),
    "the order of authorities": (
        "[duplicates]\nauthorities = [\n  'news', # best\n  \"laws\",\n]\n",
        '[duplicates]\nauthorities = [\n  "papers", # best\n  "laws",\n]\n',
    ),
    "another source": ("[sources.news2]\na = 1\n", "[sources.news2]\na = 1\n"),
    "another table": ("[index.news]\nnews = 1\n", "[index.news]\nnews = 1\n"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("text", "expected"), RENAMED.values(), ids=RENAMED)
def test_the_name_changes_and_nothing_else(text: str, expected: str) -> None:
    assert rename_in_settings(text, OLD, NEW, "lexops.toml") == expected


@pytest.mark.parametrize(
    ("new", "written"),
    [("法规", '"法规"'), ("a.b", '"a.b"'), ('a"b', '"a\\"b"'), ("a-b_1", "a-b_1")],
)
def test_a_name_is_written_as_a_key(new: str, written: str) -> None:
    found = rename_in_settings("[sources.news]\na = 1\n", OLD, new, "lexops.toml")
    assert found == f"[sources.{written}]\na = 1\n"
    assert rename_in_settings(found, new, OLD, "lexops.toml") == "[sources.news]\na = 1\n"


REFUSED = {
    "an inline table": ("sources = { news = { a = 1 } }\n", "can't rename it"),
    "a text that looks like it": (
        'note = """\n[sources.news]\n"""\n[sources.news]\n',
        "can't rename it",
    ),
    "both names": ("[sources.news]\n[sources.papers]\n", "remove one of"),
    "no settings": ("[sources.news\n", "not valid TOML"),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_what_needs_a_person_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        rename_in_settings(text, OLD, NEW, "lexops.toml")
    assert message in f"{refused.value} {refused.value.remedy}"
    assert "lexops.toml" in str(refused.value)


def test_a_file_keeps_its_rights_and_its_link(tmp_path: Path) -> None:
    stored = tmp_path / "stored.toml"
    stored.write_text("[sources.news]\na = 1\n")
    stored.chmod(0o600)
    link = tmp_path / "lexops.toml"
    link.symlink_to(stored)
    assert rename_in_file(link, OLD, NEW)
    assert link.is_symlink()
    assert stored.read_text() == "[sources.papers]\na = 1\n"
    assert stored.stat().st_mode & 0o777 == 0o600
    assert not rename_in_file(link, OLD, NEW)
    assert not rename_in_file(tmp_path / "none.toml", OLD, NEW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lexops.toml", "stored.toml"]
