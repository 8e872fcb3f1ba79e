"""Who may end or change a law: each input beside a small archive, and taken away again."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.law.authority_archive import Archive
from tests.law.authority_cases import Input, known_failures, merged, read_inputs

HARMLESS = read_inputs("harmless_*.yaml")
EFFECTIVE = read_inputs("effective_*.yaml")
_MAY_FAIL = known_failures()
_INDEXED = {given.name for given in (*HARMLESS[::20], *EFFECTIVE[::8])}
"""Those that are looked at in the index, too."""


def _cases(inputs: Sequence[Input]) -> list[object]:
    marks = [pytest.mark.xfail(strict=False, reason="known")]
    return [
        pytest.param(
            given,
            id=given.name,
            marks=marks if given.name in _MAY_FAIL else (),
        )
        for given in inputs
    ]


def _try(archive: Archive, given: Input) -> None:
    """Add an input's files, compare, take them away, and compare again."""
    indexed = given.name in _INDEXED
    archive.add(given)
    try:
        archive.run(index=indexed)
        wrong = archive.wrong(given, archive.rows())
        if indexed:
            wrong += archive.wrong(given, archive.indexed_rows())
        claims = archive.claims()
        unread = archive.unread()
        missed = [stated.of for stated in given.expected if stated.values and stated.of]
        silent = [of for of in missed if wrong and not archive.has_claim(of)]
    finally:
        archive.remove(given)
        archive.run()
    restored = archive.rows()
    lines = [given.about, *wrong[:6], *claims]
    if silent:
        lines.append(f"no claim names {', '.join(silent)}")
    assert not unread
    assert restored == archive.before, f"{given.name} leaves traces"
    assert not wrong, "\n".join(lines)


@pytest.mark.parametrize("given", _cases(HARMLESS))
def test_changes_nothing(archive: Archive, given: Input) -> None:
    """A file without authority changes no passage of the base."""
    _try(archive, given)


@pytest.mark.parametrize("given", _cases(EFFECTIVE))
def test_takes_effect(archive: Archive, given: Input) -> None:
    """An act of a competent body has exactly its effect."""
    _try(archive, given)


def test_harmless_inputs_together_change_nothing(archive: Archive) -> None:
    """All files without authority at once change nothing, and leave nothing behind."""
    chosen = [given for given in HARMLESS if given.name not in _MAY_FAIL]
    together = merged(chosen)
    archive.add(*chosen, folders=True)
    try:
        archive.run()
        wrong = archive.wrong(together, archive.rows())
    finally:
        archive.remove(*chosen, folders=True)
        archive.run()
    assert not wrong, "\n".join(wrong[:20])
    assert archive.rows() == archive.before


BASE = {
    "工间休息法(2010-10-28).md": ("superseded", "2011-03-01", "2018-12-29", "law"),
    "工间休息法(2018-12-29).md": ("in force", "2018-12-29", None, "law"),
    "渡运法(2004-03-14).md": ("in force", "2004-07-01", None, "law"),
    "技能鉴定法(2015-04-24).md": ("in force", "2015-10-01", None, "law"),
    "家政服务法(2012-06-30).md": ("in force", "2013-01-01", None, "law"),
    "渡口管理条例(2006-05-20).md": (
        "in force",
        "2006-07-01",
        None,
        "administrative regulation",
    ),
    "渡口值班津贴办法(2014-11-05).md": ("in force", "2015-01-01", None, "departmental rule"),
    "夜班津贴管理办法(1995-06-20).md": ("in force", "1995-08-01", None, "departmental rule"),
    "青屏省渡口安全条例(2013-05-30).md": ("in force", "2013-08-01", None, "local regulation"),
    "云岭市夜班保障条例(2016-09-29).md": ("in force", "2017-01-01", None, "local regulation"),
    "云岭市渡口值班规定(2014-03-10).md": ("in force", "2014-05-01", None, "local rule"),
    "云岭市人民政府关于规范渡口照明的通知(2022-12-10).md": (
        "in force",
        "2023-01-01",
        "2028-01-01",
        "policy",
    ),
}


@pytest.mark.parametrize("path", BASE)
def test_base_is_read_right(archive: Archive, path: str) -> None:
    """The base itself has its status, dates and rank: else no comparison means anything."""
    if f"base: {path}" in _MAY_FAIL:
        pytest.xfail("known")
    rows = [row for id_, row in archive.before.items() if archive.paths.get(id_) == path]
    assert rows
    for row in rows:
        found = (row["status"], row["valid_from"], row["valid_to"], row["level"])
        assert found == BASE[path]
