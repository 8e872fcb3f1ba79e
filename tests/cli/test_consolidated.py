"""`lexops show --consolidated`: the text that follows from an amendment, or why there is none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.main import run

LAW = (
    "# 中华人民共和国电车法\n\n"
    "2010年3月1日 第十一届全国人民代表大会常务委员会第十三次会议通过\n\n"
    "第一条 为了管理电车，制定本法。\n\n第二条 电车应当按时发车。\n\n"
    "第三条 违反本法的，处以警告。\n\n第四条 本法自2010年5月1日起施行。\n"
)
DECISION = (
    "# 全国人民代表大会常务委员会关于修改《中华人民共和国电车法》的决定\n\n"
    "2020年3月1日 第十三届全国人民代表大会常务委员会第十六次会议通过\n\n{items}\n\n"
    "本决定自2020年7月1日起施行。\n"
)
EXACT = "一、将第二条修改为：“第二条 电车应当每十分钟发车一次。”"
VAGUE = "一、对第二条作出修改。"

Show = Callable[..., str]


@pytest.fixture
def show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Show:
    def show(items: str | None, *arguments: str, status: int = 0) -> str:
        folder = tmp_path / "laws"
        folder.mkdir()
        (folder / "电车法(2010-03-01).md").write_text(LAW, encoding="utf-8")
        if items is not None:
            decision = DECISION.format(items=items)
            (folder / "关于修改电车法的决定(2020-03-01).md").write_text(decision, encoding="utf-8")
        common = ("--home", str(tmp_path / "home"), "--profile", "ci")
        assert run(["run", str(folder), *common]) == 0
        capsys.readouterr()
        assert run(["show", "电车法", "--consolidated", *arguments, *common]) == status
        output = capsys.readouterr()
        return output.err if status else output.out

    return show


def test_an_exact_amendment_gives_the_derived_text(show: Show) -> None:
    found = json.loads(show(EXACT, "--json"))
    assert found["from"] == "电车法@2010-03-01"
    assert found["since"] == "2020-07-01"
    assert "no official text" in found["note"]
    changed = [article["label"] for article in found["articles"] if article["is_changed"]]
    assert changed == ["第二条"]
    assert "每十分钟" in found["articles"][1]["text"]
    assert len(found["articles"]) == 4


def test_the_derived_text_says_that_it_is_derived(show: Show) -> None:
    shown = show(EXACT)
    assert "no official text" in shown
    assert "* 第二条 电车应当每十分钟发车一次。" in shown


def test_what_cannot_be_applied_exactly_gives_no_text(show: Show) -> None:
    assert "cannot be derived" in show(VAGUE, status=1)


def test_a_work_without_a_missing_text_has_none(show: Show) -> None:
    assert "lacks its new text" in show(None, status=2)
