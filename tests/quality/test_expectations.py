"""The suite on passages: right ones keep every rule, and each way of being wrong breaks the rule that speaks of it, and no other."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from corpus.hashing import text_hash
from corpus.records import DocumentKind, Passage, SourceRef
from corpus.schema import Row, to_row
from quality.expectations import Examined, examine_passages


def row(number: int = 1, **changes: Any) -> Row:
    text = changes.pop("text", f"第{number}条 用人单位应当按月支付工资。")
    source = SourceRef(
        "laws",
        "file:///laws/a.md",
        "a.md",
        7,
        7 + len(text),
    )
    made = Passage(
        id=f"工资条例/第{number}条@2020-01-01",
        title="云岭市工资条例",
        work="工资条例",
        article="第一条",
        kind=DocumentKind.REGULATION,
        context="云岭市工资条例 › 第一章",
        text=text,
        source=source,
        text_hash=text_hash(text),
        promulgated="2020-01-01",
    )
    return to_row(made) | changes


def examined(*rows: Row, **options: Any) -> Examined:
    return examine_passages(rows, **({"longest": 1000} | options))


def failed(found: Examined) -> list[str]:
    return [one.says for one in (*found.broken, *found.odd)]


def source(
    start: int,
    end: int,
    path: str = "a.md",
) -> dict[str, Any]:
    return {
        "name": "laws",
        "uri": "file:///laws/a.md",
        "path": path,
        "start": start,
        "end": end,
        "page": None,
        "box": None,
    }


def test_right_passages_keep_every_rule() -> None:
    undated = row(
        3,
        id="policy-7f3a9c21/2#1@undated-0b1c2d3e",
        article=None,
        promulgated=None,
    )
    never = {
        "valid_from": "2020-05-01",
        "valid_to": "2020-05-01",
    }  # superseded before it came into force
    found = examined(
        undated,
        row(1),
        row(
            2,
            id="工资条例/第2条#12@2020-01-01~a1b2c3",
            article="第一千一百七十九条之一",
            **never,
        ),
    )
    assert (found.passages, failed(found)) == (3, [])
    assert all(one.checked == 3 for one in found.rules)


WRONG: list[tuple[dict[str, Any], set[str]]] = [
    ({"id": "工资条例第二条"}, {"id is WORK/PATH[#n]@DATE"}),
    ({"id": "工资条例/第一条@2020"}, {"id is WORK/PATH[#n]@DATE"}),
    ({"title": None}, {"title is there"}),
    (
        {"kind": "novel"},
        {
            "kind is one of statute, regulation, interpretation, decision, policy, judgment, award, case, document"
        },
    ),
    (
        {"status": ""},
        {
            (
                "status is one of in force, not yet in force, superseded, repealed, expired, "
                "suspended, draft, unknown"
            )
        },
    ),
    ({"valid_from_basis": "guessed"}, {"valid_from_basis is one of stated, inferred, unknown"}),
    ({"promulgated": "2020-13-01"}, {"promulgated, where it is known, is a date"}),
    ({"promulgated": "1 May 2020"}, {"promulgated, where it is known, is a date"}),
    (
        {"valid_from": "2020-05-01", "valid_to": "2019-05-01"},
        {"valid_to, where it is known, is not before valid_from"},
    ),
    ({"article": "第38条"}, {"article, where there is one, is 第…条 or Article …"}),
    ({"text_hash": "0" * 32}, {"text_hash is that of its text"}),
    ({"groups": []}, {"groups name somebody who may see it"}),
    ({"source": source(9, 7)}, {"span ends behind its beginning", "span is as long as its text"}),
    ({"source": source(7, 24, path="")}, {"source is a file"}),
    ({"text": "第一条\u200b 用人单位"}, {"text has no control or zero-width characters"}),
    ({"text": "第一条\x07 用人单位"}, {"text has no control or zero-width characters"}),
    ({"text": "\n　"}, {"text says something"}),
    ({"text": "工" * 1001}, {"text has at most 1000 characters"}),
]


@pytest.mark.parametrize(
    ("changes", "rules"),
    WRONG,
    ids=[f"{changes}"[:50] for changes, _ in WRONG],
)
def test_a_wrong_passage_breaks_the_rule_that_speaks_of_it(
    changes: dict[str, Any], rules: set[str]
) -> None:
    wrong = row(2, **changes)
    found = examined(row(1), wrong)
    assert set(failed(found)) == rules
    assert all(
        one.failed == 1 and one.examples == [wrong["id"]] for one in (*found.broken, *found.odd)
    )


@pytest.mark.parametrize("batch", [1, 2, 10])
def test_an_id_that_stands_twice_is_found_within_a_batch_and_across(batch: int) -> None:
    found = examined(
        row(1),
        row(2),
        row(2),
        row(3),
        batch=batch,
    )
    assert "id comes behind the one before, so that none stands twice in the catalog" in failed(
        found
    )
    assert found.passages == 4


def test_lengths_and_characters_are_for_somebody_to_look_at_and_no_more() -> None:
    found = examined(row(1, text="\u200b工" * 600))
    assert (found.broken, len(found.odd)) == ([], 2)


def test_examples_are_few_and_counts_are_whole() -> None:
    found = examined(*(row(number, groups=[]) for number in range(10, 40)), batch=7)
    (rule,) = found.broken
    assert (rule.checked, rule.failed, len(rule.examples)) == (30, 30, 5)


def test_the_table_has_what_failed_first() -> None:
    lines = (
        examined(
            row(
                1,
                groups=[],
                text="\u200b工",
            )
        )
        .as_markdown()
        .splitlines()
    )
    assert lines[0] == "| result | every passage's … | passages | failed | for example |"
    assert [line.split(" | ")[0] for line in lines[2:5]] == ["| broken", "| look", "| kept"]


LAZY = """
import sys
from quality.expectations import examine_passages
assert examine_passages([], longest=1000).passages == 0
print(*sorted({"great_expectations", "pandas"} & set(sys.modules)))
"""


def test_nothing_to_look_at_loads_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LAZY],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == ""


def test_nothing_is_written_or_reported(capfd: pytest.CaptureFixture[str]) -> None:
    """Neither bars on stderr nor analytics: the context is ephemeral."""
    examined(row(1))
    assert capfd.readouterr() == ("", "")
