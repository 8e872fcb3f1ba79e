"""Every setting, found from the records: wrong types, unknown keys, and what a home overrides."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configs.loading import _merge as merge
from configs.loading import load, profile_names
from configs.settings import Settings
from configs.typed import build
from corpus.errors import ExitStatus, UnknownValue, UsageError

Leaf = tuple[str, Any]


def without_none(hint: Any) -> Any:
    if typing.get_origin(hint) not in (typing.Union, types.UnionType):
        return hint
    (inner,) = (part for part in typing.get_args(hint) if part is not types.NoneType)
    return inner


def settings_of(cls: Any, prefix: str = "") -> Iterator[Leaf]:
    """Every setting with its type, by its dotted name."""
    hints = typing.get_type_hints(cls)
    for field in dataclasses.fields(cls):
        hint = without_none(hints[field.name])
        if dataclasses.is_dataclass(hint):
            yield from settings_of(hint, f"{prefix}{field.name}.")
        elif typing.get_origin(hint) is Mapping:
            inner = typing.get_args(hint)[1]
            yield from settings_of(inner, f"{prefix}{field.name}.hotline.")
        elif field.name != "profile":
            yield f"{prefix}{field.name}", hint


def sections_of(cls: Any, prefix: str = "") -> Iterator[str]:
    """The dotted names of all tables."""
    names = {name.rpartition(".")[0] for name, _ in settings_of(cls, prefix)}
    yield from sorted(names - {""})


SETTINGS = dict(settings_of(Settings))
SECTIONS = list(sections_of(Settings))

# A value of a type that the setting can't have, as TOML writes it.
WRONG_VALUES = {
    int: ('"3"', "1.5", "true", "[1]"),
    float: ('"0.5"', "true", "[0.5]"),
    str: ("3", "true", '["a"]', "2020-01-01"),
    tuple: ('"a"', "3", "[1]", "[[]]"),
}


def kind_of(hint: Any) -> Any:
    origin = typing.get_origin(hint)
    if origin is typing.Literal:
        return str
    return origin or hint


WRONG = [(name, value) for name, hint in SETTINGS.items() for value in WRONG_VALUES[kind_of(hint)]]


def load_text(home: Path, text: str) -> Settings:
    (home / "lexops.toml").write_text(text, encoding="utf-8")
    return load("ci", home, {})


def line(setting: str, value: str) -> str:
    """A file of settings with this one."""
    table, _, key = setting.rpartition(".")
    return (f"[{table}]\n" if table else "") + f"{key} = {value}\n"


@pytest.mark.parametrize(("setting", "value"), WRONG)
def test_a_value_of_a_wrong_type_is_an_error_that_names_the_setting(
    tmp_path: Path,
    setting: str,
    value: str,
) -> None:
    with pytest.raises(UsageError) as caught:
        load_text(tmp_path, line(setting, value))
    message = str(caught.value)
    assert setting in message
    assert "\n" not in message
    assert caught.value.status is ExitStatus.USAGE


@pytest.mark.parametrize("section", ["", *SECTIONS])
def test_an_unknown_key_lists_the_keys_of_its_table(tmp_path: Path, section: str) -> None:
    name = f"{section}.wage" if section else "wage"
    with pytest.raises(UnknownValue) as caught:
        load_text(tmp_path, line(name, "1"))
    expected = {
        setting.removeprefix(f"{section}.").partition(".")[0]
        for setting in SETTINGS
        if not section or setting.startswith(f"{section}.")
    }
    assert expected <= set(caught.value.allowed)
    assert "wage" in str(caught.value)
    if section:
        assert f"[{section}]" in str(caught.value)


TABLES = [section for section in SECTIONS if ".hotline" not in section]


@pytest.mark.parametrize("section", TABLES)
@pytest.mark.parametrize("value", ["3", '"text"', "[]", "true"])
def test_a_table_that_is_a_value_is_an_error(
    tmp_path: Path,
    section: str,
    value: str,
) -> None:
    with pytest.raises(UsageError, match=f"{section} must be a table"):
        load_text(tmp_path, line(section, value))


@pytest.mark.parametrize("profile", profile_names())
def test_an_empty_file_changes_nothing(tmp_path: Path, profile: str) -> None:
    before = load(profile, tmp_path, {})
    (tmp_path / "lexops.toml").write_text("# nothing yet\n")
    assert load(profile, tmp_path, {}) == before
    assert before.profile == profile


@pytest.mark.parametrize("profile", profile_names())
def test_a_profile_sets_only_what_differs_from_the_defaults(tmp_path: Path, profile: str) -> None:
    """All but model and index are the same everywhere."""
    made = load(profile, tmp_path, {})
    default = Settings(profile)
    same = dataclasses.replace(made, embedding=default.embedding, index=default.index)
    assert same == default


@pytest.mark.parametrize("key", ["profile", "Profile"])
def test_a_profile_is_not_chosen_in_a_file(tmp_path: Path, key: str) -> None:
    with pytest.raises(UsageError):
        load_text(tmp_path, f'{key} = "local"\n')


def test_settings_do_not_change(tmp_path: Path) -> None:
    made = load("ci", tmp_path, {})
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.processes = 3  # type: ignore[misc]


@pytest.mark.parametrize("content", [b"\xff\xfe", "工资 = ".encode("gb18030")])
def test_a_file_that_is_no_text_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "lexops.toml").write_bytes(content)
    with pytest.raises(UsageError, match=r"lexops\.toml can't be read"):
        load("ci", tmp_path, {})


def test_a_home_that_is_a_file_has_no_settings(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("")
    assert load("ci", home, {}) == load("ci", tmp_path, {})


# ── tables over tables ───────────────────────────────────────────────────────────────────────

keys = st.sampled_from("abc")
tables: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.dictionaries(keys, st.integers(0, 9), max_size=3),
    lambda inner: st.dictionaries(keys, st.integers(0, 9) | inner, max_size=3),
    max_leaves=6,
)


def leaves(table: Mapping[str, Any], prefix: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    """Values by their path; a table without values is a value."""
    found: dict[tuple[str, ...], Any] = {}
    for key, value in table.items():
        if isinstance(value, dict) and value:
            found |= leaves(value, (*prefix, key))
        else:
            found[(*prefix, key)] = value
    return found


@given(tables, tables)
def test_the_upper_table_has_the_last_word(under: dict[str, Any], over: dict[str, Any]) -> None:
    merged = leaves(merge(under, over))
    upper = {path: value for path, value in leaves(over).items() if value != {}}
    assert merged.items() >= upper.items()
    for path, value in merged.items():
        assert value == {} or upper.get(path) == value or leaves(under).get(path) == value


@given(tables)
def test_nothing_over_a_table_leaves_it_as_it_is(table: dict[str, Any]) -> None:
    assert merge(table, {}) == merge({}, table) == merge(table, table) == table


@dataclasses.dataclass(frozen=True)
class Rules:
    """A record with one field of each type that settings have."""

    count: int = 1
    share: float = 0.5
    name: str = ""
    active: bool = False
    names: tuple[str, ...] = ()


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "count": st.integers(),
            "share": st.floats(allow_nan=False) | st.integers(-1000, 1000),
            "name": st.text(),
            "active": st.booleans(),
            "names": st.lists(st.text(), max_size=3),
        },
    )
)
def test_a_table_becomes_the_record_that_it_describes(table: dict[str, Any]) -> None:
    made = build(Rules, table)
    for field in dataclasses.fields(Rules):
        value = getattr(made, field.name)
        expected = table.get(field.name, field.default)
        assert value == (tuple(expected) if isinstance(expected, list) else expected)
        assert type(value) is type(field.default)
