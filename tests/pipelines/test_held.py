"""A document that breaks a promise is held alone, and readers keep its earlier version."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.main import run as main_run
from configs.loading import home_of, load
from corpus.errors import BadInput
from corpus.records import ObjectState
from law.structure import structure
from pipelines.report import RunReport
from pipelines.stages import resolving, runner
from storage.catalog import Catalog
from tests.faults import runs
from tests.faults.runs import NoPool
from tests.pipelines.conftest import statute

ODD = "云岭市缆车管理条例"
BESIDE = "云岭市渡口管理条例"
LATER = "乘客应当凭票依次上车"

Break = Callable[[pytest.MonkeyPatch], None]


def _tear(monkeypatch: pytest.MonkeyPatch) -> None:
    """A splitter that loses an article of every text that has the later words."""

    def spoiled(document: Any, *arguments: Any) -> Any:
        from dataclasses import replace

        found = structure(document, *arguments)
        if LATER not in document.text:
            return found
        return replace(found, units=found.units[:-1])

    monkeypatch.setattr("law.structure.structure", spoiled)


def _invalid_passage(monkeypatch: pytest.MonkeyPatch) -> None:
    def rule(passage: Any) -> str | None:
        return "it is broken" if LATER in passage.text else None

    monkeypatch.setattr(resolving, "broken_rule", rule)


def _slow_structure(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(document: Any, *arguments: Any) -> Any:
        if LATER in document.text:
            raise BadInput("timeout", "not done after 1 s")
        return structure(document, *arguments)

    monkeypatch.setattr("law.structure.structure", slow)


def _slow_citations(monkeypatch: pytest.MonkeyPatch) -> None:
    from law.citations import find_in_document

    def slow(work: str, title: str, parts: Any) -> Any:
        if any(LATER in part.text for part in parts):
            raise BadInput("memory", "too much")
        return find_in_document(work, title, parts)

    monkeypatch.setattr("law.citations.find_in_document", slow)


BREAKS: dict[str, tuple[Break, str]] = {
    "a lost article": (_tear, "text_not_covered"),
    "an invalid passage": (_invalid_passage, "passage_invalid"),
    "a structure beyond the limits": (_slow_structure, "timeout"),
    "citations beyond the limits": (_slow_citations, "citations_not_read"),
}


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "Pool", NoPool)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "laws"
    folder.mkdir()
    return folder


def _write(folder: Path, title: str, say: str) -> None:
    (folder / f"{title}.md").write_text(statute(title, say=say), encoding="utf-8")


def _run(home: Path, *folders: Path) -> RunReport:
    return runs.run(home, folders)


def _texts(home: Path, work: str) -> set[str]:
    with _catalog(home) as catalog:
        return {row["text"] for row in catalog.passages.rows() if row["work"] == work}


def _catalog(home: Path) -> Any:
    settings = load("ci", home, {})
    return home_of(settings, home).catalog()


def _held(catalog: Catalog) -> list[tuple[str, str, str | None]]:
    return [
        (file.path, file.code, file.serves_earlier)
        for file in catalog.objects.quarantined()
        if file.state is ObjectState.HELD
    ]


@pytest.mark.parametrize("name", BREAKS)
def test_readers_keep_the_earlier_version_and_get_what_lies_beside(
    tmp_path: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    spoil, code = BREAKS[name]
    home = tmp_path / "home"
    _write(folder, ODD, "缆车应当每日检查")
    _run(home, folder)
    before = _texts(home, ODD)
    assert len(before) == 3

    _write(folder, ODD, LATER)
    _write(folder, BESIDE, "渡口应当备有救生衣")
    with monkeypatch.context() as spoiled:
        spoil(spoiled)
        report = _run(home, folder)
        assert (int(report.exit), report.refused) == (0, [])
        counts = report.sources["laws"]
        assert (counts.seen, counts.indexed, counts.held, counts.quarantined) == (2, 1, 1, 0)
        assert _texts(home, ODD) == before
        assert len(_texts(home, BESIDE)) == 3
        with _catalog(home) as catalog:
            assert _held(catalog) == [(f"{ODD}.md", code, f"{ODD}@2020-05-01")]
        again = _run(home)
        assert (again.parsed, again.embedded, again.index_writes) == (0, 0, 0)
        assert again.sources["laws"].held == 1

    _write(folder, ODD, "缆车每日检查两次")
    mended = _run(home)
    assert (mended.sources["laws"].indexed, mended.sources["laws"].held) == (2, 0)
    assert all("检查两次" in text for text in _texts(home, ODD))


@pytest.mark.parametrize("name", BREAKS)
def test_a_new_document_that_is_held_has_nothing_to_serve_and_comes_back_by_replay(
    tmp_path: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    spoil, code = BREAKS[name]
    home = tmp_path / "home"
    _write(folder, ODD, LATER)
    _write(folder, BESIDE, "渡口应当备有救生衣")
    with monkeypatch.context() as spoiled:
        spoil(spoiled)
        report = _run(home, folder)
        assert (report.sources["laws"].indexed, report.sources["laws"].held) == (1, 1)
        assert _texts(home, ODD) == set()
        with _catalog(home) as catalog:
            assert _held(catalog) == [(f"{ODD}.md", code, None)]
    with _catalog(home) as catalog:
        catalog.objects.retry([file.id for file in catalog.objects.quarantined()])
    _run(home)
    assert len(_texts(home, ODD)) == 3


def test_bytes_that_come_back_end_the_hold(
    tmp_path: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = tmp_path / "home"
    _write(folder, ODD, "缆车应当每日检查")
    _run(home, folder)
    before = _texts(home, ODD)
    _tear(monkeypatch)
    _write(folder, ODD, LATER)
    assert _run(home).sources["laws"].held == 1
    _write(folder, ODD, "缆车应当每日检查")
    back = _run(home)
    assert (back.sources["laws"].indexed, back.sources["laws"].held) == (1, 0)
    assert _texts(home, ODD) == before
    _write(folder, ODD, LATER)
    assert _run(home).sources["laws"].held == 1
    assert _texts(home, ODD) == before


def test_status_doctor_and_its_reading_say_that_a_document_is_held_and_why(
    tmp_path: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A held document and a quarantined one: what is it, how many, why, and which command helps."""
    home = tmp_path / "home"
    _write(folder, ODD, LATER)
    (folder / "空.md").write_text("", encoding="utf-8")
    with monkeypatch.context() as spoiled:
        _tear(spoiled)
        _run(home, folder)

    def call(*arguments: str, status: int = 0) -> str:
        capsys.readouterr()
        assert main_run([*arguments, "--home", str(home), "--profile", "ci"]) == status
        return capsys.readouterr().out

    code = BREAKS["a lost article"][1]
    (source,) = json.loads(call("status", "--json"))["sources"]
    assert source["held"] == {code: 1}
    shown = " ".join(call("status").split())
    assert "laws: 1 files are held. Readers keep what they have of them." in shown
    assert f"Why: {code} 1. `lexops quarantine list` says what to do" in shown
    found = json.loads(call("doctor", "--json"))
    (documents,) = [one for one in found["findings"] if one["what"] == "documents"]
    assert (found["ok"], documents["ok"], documents["warning"]) == (True, True, True)
    assert documents["seen"] == f"1 held ({code} 1); 1 quarantined (empty 1)"
    assert "lexops quarantine list" in documents["remedy"]
    reading = json.loads(call("show", "--reading", f"laws/{ODD}.md", "--json"))
    assert reading["state"] == "held"
    assert any("readers keep its earlier version" in note for note in reading["notes"])
    assert code in {finding["code"] for finding in reading["findings"]}
    empty = json.loads(call("show", "--reading", "laws/空.md", "--json", status=1))
    assert (empty["state"], empty["code"]) == ("quarantined", "empty")


def test_a_held_file_that_is_gone_takes_its_earlier_version_with_it(
    tmp_path: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = tmp_path / "home"
    _write(folder, ODD, "缆车应当每日检查")
    _write(folder, BESIDE, "渡口应当备有救生衣")
    _run(home, folder)
    _tear(monkeypatch)
    _write(folder, ODD, LATER)
    _run(home)
    (folder / f"{ODD}.md").unlink()
    assert _run(home).sources["laws"].seen == 1
    assert _texts(home, ODD) == set()
