"""`lexops show` and `diff` without dates: outline, an article through its versions, and why we say so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.main import run
from cli.showing.versions import version_on

Call = Callable[..., Any]
LAW = "平台用工保障法"
FIRST, SECOND, THIRD = (f"{LAW}@{day}" for day in ("2016-06-25", "2019-04-26", "2022-08-30"))


@pytest.fixture
def said(home: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command on the home with the sample archive; what a person sees."""

    def said(*arguments: str, status: int = 0) -> str:
        capsys.readouterr()
        assert run([*arguments, "--home", str(home), "--profile", "ci"]) == status
        output = capsys.readouterr()
        return output.err if status else output.out

    return said


def leaves(tree: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for node in tree:
        found += leaves(node["children"]) if node["id"] is None else [node]
    return found


def test_a_work_has_the_outline_of_the_version_in_force(call: Call) -> None:
    found = call("show", LAW)
    assert found["outline_of"] == THIRD
    tree = found["outline"]
    assert [(node["label"], node["heading"]) for node in tree[:3]] == [
        ("第一章", "总则"),
        ("第二章", "协议与注册"),
        ("第三章", "报酬与结算"),
    ]
    assert [node["label"] for node in tree[2]["children"][:3]] == [
        "第十二条",
        "第十二条之一",
        "第十三条",
    ]
    articles = leaves(tree)
    assert len(articles) == 33
    assert articles[0]["id"] == f"{LAW}/第一条@2022-08-30"
    assert leaves(call("show", FIRST)["outline"])[-1]["label"] == "第三十三条"


def test_an_outline_is_printed_as_a_tree_behind_the_versions(said: Callable[..., str]) -> None:
    shown = said("show", LAW)
    lines = shown.splitlines()
    first = lines.index("第一章 总则")
    assert lines[first - 1] == f"outline of {THIRD}"
    assert lines[first + 1].startswith("  第一条  为了让")
    assert "2016-06-25" in "".join(lines[:first])
    assert "why we say so" in "".join(lines[first:])


@pytest.mark.parametrize("article", ["第三十二条", "第32条", "32", "第三十二条@2022-08-30"])
@pytest.mark.parametrize("name", [LAW, f"中华人民共和国{LAW}"])
def test_an_article_without_a_date_is_that_of_the_version_in_force(
    call: Call, name: str, article: str
) -> None:
    if "@" in article:
        name = LAW
    found = call("show", f"{name}/{article}")
    assert found["passage"]["id"] == f"{LAW}/第三十二条@2022-08-30"
    assert [(entry["id"], entry["change"]) for entry in found["history"]] == [
        (f"{LAW}/第三十三条@2016-06-25", None),
        (f"{LAW}/第三十三条@2019-04-26", "same"),
        (f"{LAW}/第三十二条@2022-08-30", "renumbered"),
    ]


HISTORIES = {
    "changed twice": ("第九条", [None, "changed", "changed"]),
    "added": ("第十二条之一", ["added"]),
    "never changed": ("第一条", [None, "same", "same"]),
}


@pytest.mark.parametrize(("article", "changes"), HISTORIES.values(), ids=HISTORIES)
def test_the_history_of_an_article(call: Call, article: str, changes: list[str | None]) -> None:
    history = call("show", f"{LAW}/{article}")["history"]
    assert [entry["change"] for entry in history] == changes
    assert all(entry["text"] for entry in history)


def test_an_article_that_is_gone_is_shown_in_its_last_version(
    call: Call, said: Callable[..., str]
) -> None:
    found = call("show", f"{LAW}/第三十三条")
    assert found["passage"]["id"] == f"{LAW}/第三十三条@2019-04-26"
    assert found["history"][-1]["id"] == f"{LAW}/第三十二条@2022-08-30"
    assert "its versions" in said("show", f"{LAW}/第三十三条")


@pytest.mark.parametrize("id_", [f"{LAW}/第九十九条", "没有这部法/第一条", f"{LAW}/", "/第一条"])
def test_what_is_not_there_is_one_line(said: Callable[..., str], id_: str) -> None:
    assert f"there is no passage, version or work {id_!r}" in said("show", id_, status=2)


def test_dates_and_issuer_come_with_the_sentence_its_file_and_its_place(call: Call) -> None:
    found = call("show", FIRST)
    (version,) = found["expressions"]
    why = {row["of"]: row for row in version["provenance"]}
    begins = why["valid_from"]
    assert (begins["value"], begins["basis"]) == ("2016-10-01", "stated")
    assert begins["words"] == "自2016年10月1日起施行"
    assert (begins["source"], begins["path"]) == ("statutes", f"{LAW}(2016-06-25).md")
    start, end = begins["span"]
    assert end - start == len(begins["words"])
    assert "通过" in why["issuer"]["words"]
    passage = call("show", f"{LAW}/第一条@2016-06-25")
    assert passage["provenance"] == version["provenance"]


def test_a_date_that_a_decision_states_comes_with_the_file_of_the_decision(call: Call) -> None:
    second = call("show", LAW)["expressions"][1]
    (begins,) = [row for row in second["provenance"] if row["of"] == "valid_from"]
    assert begins["value"] == "2019-07-01"
    assert begins["path"] == f"关于修改《{LAW}》的决定(2019-04-26).md"
    assert begins["span"] is not None


def test_the_end_of_a_version_is_explained(call: Call) -> None:
    first, second, third = call("show", LAW)["expressions"]
    ends = [row for row in first["provenance"] if row["of"] == "valid_to"]
    assert [row["value"] for row in ends] == [first["valid_to"]]
    assert {"valid_to"} <= {row["of"] for row in second["provenance"]}
    assert "valid_to" not in {row["of"] for row in third["provenance"]}


def test_a_work_alone_is_compared_in_its_two_newest_versions(
    call: Call, said: Callable[..., str]
) -> None:
    assert call("diff", LAW) == call("diff", SECOND, THIRD)
    assert call("diff", f"《{LAW}》")["new"] == THIRD
    assert f"{SECOND} → {THIRD}: " in said("diff", LAW)


REFUSED = {
    "a work that is none": ("没有这部法", "there is no work"),
    "one version": ("劳动关系法典", "has one version"),
    "a version": (FIRST, "give the other version"),
}


@pytest.mark.parametrize(("work", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_compared(said: Callable[..., str], work: str, message: str) -> None:
    error = said("diff", work, status=2)
    assert message in error
    assert error.count("\n") == 1


def version(date: str, status: str, since: str | None, until: str | None) -> dict[str, Any]:
    return {
        "id": f"休息法@{date}",
        "date": date,
        "status": status,
        "valid_from": since,
        "valid_to": until,
    }


OLD = version("2010", "superseded", "2010-01-01", "2020-01-01")
NEW = version("2020", "in force", "2020-01-01", None)
COMING = version("2030", "in force", "2030-01-01", None)
DRAFT = version("2031", "draft", None, None)
ENDED = version("2020", "repealed", "2020-01-01", "2022-01-01")
TEXT = version("2020~ab", "in force", "2020-01-01", None)
UNKNOWN = version("undated-0a", "unknown", None, None)

CHOSEN = {
    "the one in force": ([OLD, NEW, COMING, DRAFT], "2026-01-01", NEW),
    "on an earlier day": ([OLD, NEW], "2015-01-01", OLD),
    "none is in force any more": ([OLD, ENDED, DRAFT], "2026-01-01", ENDED),
    "none is in force yet": ([COMING], "2026-01-01", COMING),
    "no conflicting text": ([OLD, NEW, TEXT], "2026-01-01", NEW),
    "nothing is known": ([UNKNOWN], "2026-01-01", UNKNOWN),
    "only a draft": ([DRAFT], "2026-01-01", DRAFT),
}


@pytest.mark.parametrize(("expressions", "day", "expected"), CHOSEN.values(), ids=CHOSEN)
def test_the_version_on_a_day(
    expressions: list[dict[str, Any]], day: str, expected: dict[str, Any]
) -> None:
    assert version_on(expressions, day) == expected
