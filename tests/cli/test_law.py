"""Law as of a day, on the command line: versions, what they changed, what changes; on the sample archive's law of three versions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.main import run

LAW = "平台用工保障法"
FIRST, SECOND, THIRD = (f"{LAW}@{day}" for day in ("2016-06-25", "2019-04-26", "2022-08-30"))
Call = Callable[..., Any]


# ── show
# ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_law_shows_when_each_version_holds_why_and_what_it_changed(call: Call) -> None:
    found = call(
        "show",
        LAW,
        "--versions",
    )
    reported = [
        (
            one["id"],
            one["valid_from"],
            one["valid_to"],
            one["valid_from_basis"],
            one["status"],
        )
        for one in found["expressions"]
    ]
    assert reported == [
        (FIRST, "2016-10-01", "2019-07-01", "stated", "superseded"),
        (SECOND, "2019-07-01", "2022-11-01", "stated", "superseded"),
        (THIRD, "2022-11-01", None, "stated", "in force"),
    ]
    rules = [one["evidence"]["rule"] for one in found["expressions"]]
    assert rules == ["closing article", "amending decision", "amending decision"]
    assert [one["changes"] for one in found["expressions"]] == [
        None,
        {"added": 0, "changed": 3, "renumbered": 0, "repealed": 0, "same": 30},
        {"added": 1, "changed": 3, "renumbered": 1, "repealed": 1, "same": 28},
    ]
    assert found["findings"] == []


def test_versions_are_shown_by_any_name_of_the_law(call: Call) -> None:
    named = [
        call(
            "show",
            name,
            "--versions",
        )
        for name in (LAW, f"《中华人民共和国{LAW}》", f"{LAW}（2022年修正）")
    ]
    assert named[0] == named[1] == named[2]


def test_decisions_of_one_title_both_hold(call: Call) -> None:
    found = call(
        "show",
        f"关于修改《{LAW}》的决定",
        "--versions",
    )
    assert [
        (one["valid_from"], one["valid_to"], one["status"]) for one in found["expressions"]
    ] == [
        ("2019-07-01", None, "in force"),
        ("2022-11-01", None, "in force"),
    ]


def test_versions_are_a_table_for_people(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(
            [
                "show",
                LAW,
                "--versions",
                "--home",
                str(home),
                "--profile",
                "ci",
            ]
        )
        == 0
    )
    shown = capsys.readouterr().out
    assert all(
        words in shown
        for words in (
            "2016-06-25",
            "2019-04-26",
            "2022-08-30",
            "superseded",
            "in force",
            "3 changed",
        )
    )


# ── diff
# ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

DIFFS = [
    (
        FIRST,
        SECOND,
        [
            ("changed", "第九条", "第九条"),
            ("changed", "第十五条", "第十五条"),
            ("changed", "第三十二条", "第三十二条"),
        ],
    ),
    (
        SECOND,
        THIRD,
        [
            ("changed", "第九条", "第九条"),
            ("added", None, "第十二条之一"),
            ("changed", "第十五条", "第十五条"),
            ("changed", "第二十七条", "第二十七条"),
            ("repealed", "第三十二条", None),
            ("renumbered", "第三十三条", "第三十二条"),
        ],
    ),
    (SECOND, SECOND, []),  # with itself
]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    DIFFS,
    ids=["decision of 2019", "decision of 2022", "itself"],
)
def test_two_versions_are_compared_article_by_article(
    call: Call,
    old: str,
    new: str,
    expected: list,
) -> None:
    found = call(
        "diff",
        old,
        new,
    )
    assert (found["old"], found["new"]) == (old, new)
    assert [(one["change"], one["old"], one["new"]) for one in found["articles"]] == expected
    for change in ("added", "changed", "renumbered", "repealed"):
        assert found["counts"][change] == sum(one[0] == change for one in expected)


def test_a_change_is_shown_word_by_word(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(
            [
                "diff",
                FIRST,
                SECOND,
                "--home",
                str(home),
                "--profile",
                "ci",
            ]
        )
        == 0
    )
    assert "百分之[-五-]{+三+}十" in capsys.readouterr().out.replace("\n   ", "")


def test_a_version_that_there_is_not_is_answered_with_those_that_there_are(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run(
            [
                "diff",
                f"{LAW}@2000-01-01",
                SECOND,
                "--home",
                str(home),
                "--profile",
                "ci",
            ]
        )
        == 2
    )
    assert FIRST in capsys.readouterr().err


# ── changes
# ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def changes(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[[str, str], list[dict[str, Any]]]:
    """The feed from a day to a day."""

    def changes(since: str, until: str) -> list[dict[str, Any]]:
        capsys.readouterr()
        assert (
            run(
                [
                    "changes",
                    "--since",
                    since,
                    "--until",
                    until,
                    "--home",
                    str(home),
                    "--profile",
                    "ci",
                ]
            )
            == 0
        )
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return changes


def test_the_day_of_a_change_ends_the_old_articles_and_begins_the_new(
    changes: Callable[..., list[dict[str, Any]]],
) -> None:
    of_law = [one for one in changes("2019-07-01", "2019-07-01") if one["work"] == LAW]
    assert {one["at"] for one in of_law} == {"2019-07-01"}
    assert {one["id"] for one in of_law if one["change"] == "ends"} == {
        one["id"].replace("@2019-04-26", "@2016-06-25")
        for one in of_law
        if one["change"] == "begins"
    }
    assert sum(one["change"] == "begins" for one in of_law) == 33
    assert [one for one in changes("2019-07-02", "2022-10-31") if one["work"] == LAW] == []


def test_what_a_run_made_is_reported_on_its_day(
    changes: Callable[..., list[dict[str, Any]]],
) -> None:
    made = [one for one in changes("2026-01-01", "9999-12-31") if one["change"] == "new"]
    assert len(made) == len({one["id"] for one in made})
    assert f"{LAW}/第九条@2019-04-26" in {one["id"] for one in made}


def test_a_day_that_is_none_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(
            [
                "changes",
                "--since",
                "2019-02-30",
                "--home",
                str(home),
                "--profile",
                "ci",
            ]
        )
        == 2
    )
    assert "2019-02-30" in capsys.readouterr().err


# ── search as of a day
# ───────────────────────────────────────────────────────────────────────────────────────────────

AS_OF = [
    # the day before the law began, the first day, then a day before and the day of each change
    ("2016-09-30", "第九条", None),
    ("2016-10-01", "第九条", "2016-06-25"),
    ("2019-06-30", "第九条", "2016-06-25"),
    ("2019-07-01", "第九条", "2019-04-26"),
    ("2022-10-31", "第九条", "2019-04-26"),
    ("2022-11-01", "第九条", "2022-08-30"),
    ("2022-10-31", "第十二条之一", None),  # not there yet
    ("2022-11-01", "第十二条之一", "2022-08-30"),
    ("2022-10-31", "第三十三条", "2019-04-26"),
    ("2022-11-01", "第三十三条", None),  # not there any more
    (None, "第十五条", "2022-08-30"),  # today
]


@pytest.mark.parametrize("mode", ["hybrid", "keyword"])
@pytest.mark.parametrize(("day", "article", "version"), AS_OF)
def test_an_article_is_answered_in_the_version_of_the_day(
    call: Call,
    day: str | None,
    article: str,
    version: str | None,
    mode: str,
) -> None:
    found = call(
        "search",
        f"{LAW}{article}",
        "--mode",
        mode,
        "--k",
        "30",
        *(("--as-of", day) if day else ()),
    )
    of_law = [hit for hit in found["hits"] if hit["work"] == LAW]
    wanted = [hit["rank"] for hit in of_law if hit["article"] == article]
    assert wanted == ([1] if version else [])
    assert {hit["status"] for hit in of_law} <= {"in force"}
    assert len({hit["promulgated"] for hit in of_law}) <= 1, "a day has one version"
    assert {hit["promulgated"] for hit in of_law if hit["article"] == article} == (
        {version} if version else set()
    )


QUESTION = "永久停用从业者账号应当提前几日书面通知"
DAYS = [
    ("2016-10-01", "2016-06-25"),
    ("2019-06-30", "2016-06-25"),
    ("2019-07-01", "2019-04-26"),
    ("2022-10-31", "2019-04-26"),
    ("2022-11-01", "2022-08-30"),
]


@pytest.mark.parametrize(("day", "version"), DAYS)
def test_a_question_is_answered_by_the_law_of_the_day(
    call: Call,
    day: str,
    version: str,
) -> None:
    hits = call(
        "search",
        QUESTION,
        "--as-of",
        day,
        "--mode",
        "keyword",
    )["hits"]
    assert [hit["id"] for hit in hits if hit["work"] == LAW and hit["article"] == "第九条"] == [
        f"{LAW}/第九条@{version}"
    ]
    assert all(hit["valid_from"] is None or hit["valid_from"] <= day for hit in hits)
    assert all(hit["valid_to"] is None or day < hit["valid_to"] for hit in hits)


def test_superseded_text_comes_only_when_it_is_asked_for_and_is_marked(
    call: Call,
    home: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    hits = call(
        "search",
        f"{LAW}第九条",
        "--as-of",
        "any",
        "--mode",
        "keyword",
    )["hits"][:3]
    assert [(hit["id"].rpartition("@")[2], hit["status"]) for hit in hits] == [
        ("2022-08-30", "in force"),
        ("2019-04-26", "superseded"),
        ("2016-06-25", "superseded"),
    ]
    capsys.readouterr()
    assert (
        run(
            [
                "search",
                f"{LAW}第三十三条",
                "--as-of",
                "any",
                "--k",
                "1",
                "--home",
                str(home),
                "--profile",
                "ci",
            ]
        )
        == 0
    )
    assert "superseded: 2019-07-01 to 2022-11-01 (stated)" in capsys.readouterr().out.replace(
        "\n   ", " "
    )


DRAFT = "澜浦市特殊岗位津贴+补贴标准（征求意见稿）"


@pytest.mark.parametrize("day", ["2025-09-15", "2025-12-31", "2099-01-01", None])
def test_a_draft_is_law_on_no_day(call: Call, day: str | None) -> None:
    hits = call(
        "search",
        "特殊岗位津贴标准",
        "--k",
        "50",
        *(("--as-of", day) if day else ()),
    )["hits"]
    assert hits
    assert DRAFT not in {hit["work"] for hit in hits}


def test_a_draft_is_found_among_all_texts_and_marked(call: Call) -> None:
    hits = call(
        "search",
        "特殊岗位津贴标准",
        "--k",
        "3",
        "--as-of",
        "any",
        "--mode",
        "keyword",
    )["hits"]
    assert {(hit["work"], hit["status"]) for hit in hits} == {(DRAFT, "draft")}


@pytest.mark.parametrize("day", ["2019-02-30", "yesterday", "2019"])
def test_a_search_as_of_a_day_that_is_none_is_refused(
    home: Path,
    capsys: pytest.CaptureFixture[str],
    day: str,
) -> None:
    assert (
        run(
            [
                "search",
                "工资",
                "--as-of",
                day,
                "--home",
                str(home),
                "--profile",
                "ci",
            ]
        )
        == 2
    )
    assert "any" in capsys.readouterr().err
