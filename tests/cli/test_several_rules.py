"""A file of several rules: each is shown by its own title, with its own place in the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from cli.main import run

FERRY = """云岭市摆渡规定
（2001年2月3日云岭市人民政府令第1号公布）

第一条 为了规范摆渡，制定本规定。

第二条 渡船应当在日落前靠岸。

第三条 本规定自2001年3月1日起施行。

"""
TOWING = """云岭市纤夫规定
（2004年5月6日云岭市人民政府令第8号公布）

第一条 为了保护纤夫，制定本规定。

第二条 纤夫每日拉纤不得超过六小时。

第三条 本规定自2004年6月1日起施行。

"""
CHANGE = """云岭市人民政府关于修改《云岭市纤夫规定》的决定
（2019年11月3日云岭市人民政府令第12号公布）

一、将第二条修改为：“纤夫每日拉纤不得超过四小时。”

本决定自2020年1月1日起施行。

"""

Call = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "laws"
    place.mkdir()
    return place


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    def ask(*arguments: str) -> Any:
        capsys.readouterr()
        common = ["--json", "--home", str(tmp_path / "h"), "--profile", "ci"]
        assert run([*arguments, *common]) == 0
        return json.loads(capsys.readouterr().out)

    return ask


def _places(reasons: list[Mapping[str, Any]]) -> dict[str, tuple[str, int, int]]:
    return {
        reason["of"]: (reason["path"], reason["start"], reason["end"])
        for reason in reasons
        if reason["start"] is not None
    }


def test_each_rule_is_found_and_shown_with_its_place(call: Call, folder: Path) -> None:
    (folder / "汇编.txt").write_text(FERRY + TOWING, encoding="utf-8")
    report = call("run", str(folder))
    assert report["passages"] == 6
    assert report["sources"]["laws"]["indexed"] == 1
    (hit,) = [
        hit
        for hit in call("search", "纤夫每日拉纤", "--mode", "keyword")["hits"]
        if hit["article"] == "第二条"
    ]
    assert hit["id"] == "云岭市纤夫规定/第二条@2004-05-06"
    assert hit["source"]["path"] == "汇编.txt"
    text = call("inspect", str(folder / "汇编.txt"))["document"]["text"]
    places = _places(hit["evidence"])
    title = places["title"]
    assert text[title[1] : title[2]] == "云岭市纤夫规定"
    assert all(path == "汇编.txt" for path, _, _ in places.values())
    assert text[: title[1]].endswith("起施行。\n")
    shown = json.dumps(call("show", "云岭市纤夫规定"), ensure_ascii=False)
    assert "云岭市纤夫规定/第三条@2004-05-06" in shown
    assert "摆渡" not in shown


def test_an_unchanged_file_costs_nothing_and_its_removal_leaves_nothing(
    call: Call, folder: Path
) -> None:
    (folder / "通知.txt").write_text("春游报名\n\n定于四月六日到湖边春游。\n", encoding="utf-8")
    call("run", str(folder))
    before = call("status")["passages"]
    (folder / "汇编.txt").write_text(FERRY + TOWING, encoding="utf-8")
    call("run", str(folder))
    again = call("run", str(folder))
    assert (again["parsed"], again["embedded"], again["index_writes"]) == (0, 0, 0)
    (folder / "汇编.txt").rename(folder / "合编.txt")
    moved = call("run", str(folder))
    assert (moved["parsed"], moved["embedded"]) == (0, 0)
    (folder / "合编.txt").unlink()
    gone = call("run", str(folder))
    assert gone["sources"]["laws"]["indexed"] == 1
    assert gone["passages"] == before


def test_a_damaged_file_takes_all_its_rules_along(call: Call, folder: Path) -> None:
    (folder / "通知.txt").write_text("春游报名\n\n定于四月六日到湖边春游。\n", encoding="utf-8")
    (folder / "汇编.txt").write_text(FERRY + TOWING, encoding="utf-8")
    call("run", str(folder))
    (folder / "汇编.txt").write_bytes(b"")
    call("run", str(folder))
    assert "云岭市纤夫规定" not in json.dumps(call("export"), ensure_ascii=False)


def test_a_decision_and_the_text_that_it_changed_are_consolidated(call: Call, folder: Path) -> None:
    """The decision is the first document of the file, and the rule that it changed the second."""
    (folder / "决定.txt").write_text(CHANGE + TOWING, encoding="utf-8")
    call("run", str(folder))
    shown = call("show", "云岭市纤夫规定", "--consolidated")
    texts = [article["text"] for article in shown["articles"]]
    assert any("四小时" in text for text in texts)
