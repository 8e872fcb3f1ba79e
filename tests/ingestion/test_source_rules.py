"""Which files of a source are wanted, and how sources and members of archives are named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UsageError
from corpus.records import Source
from ingestion.containers.names import Names
from ingestion.sources.globs import first_match
from ingestion.sources.ignoring import built_in_rule, ignored_by, pattern_rule
from ingestion.sources.names import check_name, folder_location, name_sources, parse_source
from ingestion.sources.paths import raw_path

MATCHES = [
    # upper and lower case are the same, in patterns too
    ("A/B.DOCX", "a/*.docx", True),
    ("a.md", "*.MD", True),
    # a star stays within a name
    ("a/b/c.md", "a/*.md", False),
    ("a/b/c.md", "a/**.md", True),
    ("a/b.md", "**/b.md", True),
    ("b.md", "**/b.md", True),
    ("ab.md", "**/b.md", False),
    ("a/b/c", "a/**/c", True),
    ("a/c", "a/**/c", True),
    ("a/xc", "a/**/c", False),
    # one character, and never a slash
    ("a/b", "a?b", False),
    ("a\nb.md", "a?b.md", True),
    ("法.md", "?.md", True),
    # sets
    ("b.md", "[a-c].md", True),
    ("d.md", "[a-c].md", False),
    ("^.md", "[^a].md", True),  # ^ has no meaning of its own in .gitignore
    ("b.md", "[^a].md", False),
    ("].md", "[]].md", True),
    ("a/b", "a[!x]b", False),  # no set has a slash
    ("a[.md", "a[.md", True),
    ("[].md", "[].md", True),  # an empty set is two characters
    # folders
    ("x/a", "x/", True),
    ("y/x/a", "x/", True),
    ("x", "x/", False),
    ("y/x/a", "/x/", False),  # a slash in front holds a pattern to the root
    # what regular expressions read in another way
    ("a.md", "a+.md", False),
    ("a+.md", "a+.md", True),
    ("(甲|乙).md", "(甲|乙).md", True),
    ("甲.md", "(甲|乙).md", False),
    ("a.md", "a.md$", False),
    (r"a\d.md", r"a\d.md", True),
]


@pytest.mark.parametrize(("path", "pattern", "is_match"), MATCHES)
def test_a_pattern_matches_whole_paths(path: str, pattern: str, is_match: bool) -> None:
    assert first_match(path, [pattern]) == (pattern if is_match else None)


def test_the_first_pattern_that_matches_is_named() -> None:
    assert first_match("a/b.md", ["*.txt", "a/**", "*.md"]) == "a/**"
    assert first_match("a/b.md", []) is None


NAMES = st.text("ab.-_法 ", min_size=1, max_size=6)


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_a_path_matches_itself_and_its_own_folders(parts: list[str]) -> None:
    path = "/".join(parts)
    assert first_match(path, [path]) == path
    assert first_match(path, ["**"]) == "**"
    if len(parts) > 1:
        assert first_match(path, [f"{parts[0]}/**"])
        assert first_match(path, [f"{parts[0]}/"])


@given(st.text("ab/*?[]!^.\\(+$", max_size=12), st.text("ab/.", max_size=8))
def test_any_text_is_a_pattern(pattern: str, path: str) -> None:
    assert first_match(path, [pattern]) in (pattern, None)


BUILT_IN = [
    (".git", "hidden"),
    (".", "hidden"),
    ("~$合同.docx", "office lock file"),
    ("THUMBS.DB", "system file"),
    ("__MACOSX", "system file"),
    ("System Volume Information", "system file"),
    ("thumbs.db.md", None),
    ("~合同.docx", None),
    ("a.git", None),
]


@pytest.mark.parametrize(("name", "rule"), BUILT_IN)
def test_built_in_rules_are_about_one_name(name: str, rule: str | None) -> None:
    assert built_in_rule(name) == rule


SOURCE = Source("s", "/laws", include=("*.md", "*.zip"), exclude=("draft/**", "*~*"))

RULES = [
    ("a.md", None),
    ("draft/a.md", "draft/**"),  # what is excluded is not included again
    ("a~2.md", "*~*"),
    ("a.txt", "not included"),
]


@pytest.mark.parametrize(("path", "rule"), RULES)
def test_the_patterns_of_a_source(path: str, rule: str | None) -> None:
    assert pattern_rule(SOURCE, path) == rule


MEMBERS = [
    ("a.zip!/b.md", None),
    ("a.zip!/.hidden/b.md", "hidden"),
    ("a.zip!/__MACOSX/b.md", "system file"),
    ("a.zip!/c.zip!/~$b.md", "office lock file"),
    ("a.zip!/b.txt", "not included"),
    ("draft/a.zip!/b.md", "draft/**"),
]


@pytest.mark.parametrize(("member", "rule"), MEMBERS)
def test_a_member_is_ignored_as_a_file_would_be(member: str, rule: str | None) -> None:
    assert ignored_by(SOURCE, member) == rule


FOLDERS = [
    ("law", "law"),
    ("劳动 法规", "劳动_法规"),
    ("a=b", "a_b"),
    ("a,b", "a_b"),
    (".hidden", "hidden"),
    ("a..b", "a_b"),
    ("...", "root"),
    (" ", "root"),
]


@pytest.mark.parametrize(("folder", "name"), FOLDERS)
def test_a_source_is_named_after_its_folder(tmp_path: Path, folder: str, name: str) -> None:
    (tmp_path / folder).mkdir()
    [source] = name_sources([f"{tmp_path}/{folder}"])
    assert source == Source(name, f"{tmp_path}/{folder}")
    check_name(source.name)  # and so it can be chosen as well


def test_the_home_of_a_user_is_understood(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "law").mkdir()
    assert folder_location("~/law") == f"{tmp_path}/law"
    assert parse_source("laws=~/law") == ("laws", f"{tmp_path}/law")


def test_the_path_of_a_source_must_be_text(tmp_path: Path) -> None:
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/2012\xc4\xea")
    Path(odd).mkdir()
    with pytest.raises(UsageError, match=r"is not UTF-8.*rename the folder"):
        folder_location(odd)


NO_NAMES = [
    "\u3000",  # an ideographic blank is a blank
    "a\nb",
    "a\\b",
    "法 规",
    "x" * 81,
]


@pytest.mark.parametrize("name", NO_NAMES, ids=range(len(NO_NAMES)))
def test_a_name_with_a_blank_or_a_separator_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="cannot be the name of a source") as caught:
        check_name(name)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("name", ["a", "法规", "x" * 80, "a.b~c#d", "-"])
def test_any_other_text_is_a_name(name: str) -> None:
    check_name(name)


MEMBER_NAMES = [
    ("a/b.txt", "a/b.txt", False),
    ("a\\b.txt", "a/b.txt", False),
    ("./a//b.txt", "a/b.txt", False),
    ("", "unnamed", False),
    ("/", "unnamed", True),
    ("/etc/passwd", "etc/passwd", True),
    ("C:\\a.txt", "C:/a.txt", True),
    ("a/../../b", r"a/\x2e\x2e/\x2e\x2e/b", True),
    ("a..b/...", "a..b/...", False),
    ("a\x00b", "ab", True),
    ("a.zip!/b", r"a.zip\x21/b", False),
    ("x" * 1001, "x" * 1000, True),
    ("x" * 999 + "/y", "x" * 999, True),  # cut behind a slash
    ("\x00/a", "a", True),
    ("a/\x00.", "a", True),
    (".\x00./a", r"\x2e\x2e/a", True),
]


@pytest.mark.parametrize(("name", "path", "is_unsafe"), MEMBER_NAMES, ids=range(len(MEMBER_NAMES)))
def test_the_path_of_a_member(name: str, path: str, is_unsafe: bool) -> None:
    assert Names().add(name) == (path, is_unsafe)


def test_members_of_one_name_are_numbered() -> None:
    names = Names()
    given_names = ["a.txt", "a.txt", "a~2.txt", "a.txt", "b/a.txt", "b/a.txt", "c", "c"]
    assert [names.add(name)[0] for name in given_names] == [
        "a.txt", "a~2.txt", "a~2~2.txt", "a~3.txt", "b/a.txt", "b/a~2.txt", "c", "c~2",
    ]  # fmt: skip


def test_a_number_that_another_member_has_is_passed_over() -> None:
    names = Names()
    given_names = ["a.txt", "a~2.txt", "a~3.txt", "a.txt", "a.txt"]
    assert [names.add(name)[0] for name in given_names] == [
        "a.txt", "a~2.txt", "a~3.txt", "a~4.txt", "a~5.txt",
    ]  # fmt: skip


@given(st.lists(st.text("ab./\\~2!:\x00法", max_size=8), max_size=12))
def test_no_two_members_share_a_path_and_none_leads_out(given_names: list[str]) -> None:
    names = Names()
    paths = [names.add(name)[0] for name in given_names]
    assert len(set(paths)) == len(paths)
    for path in paths:
        assert path
        assert not path.startswith("/")
        assert not {"", ".", ".."} & set(path.split("/"))
        assert "!/" not in path
        assert "\x00" not in raw_path(path)
