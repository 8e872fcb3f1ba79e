"""What a terminal shows of cautions and jurisdictions."""

from __future__ import annotations

from typing import Any

import pytest

from cli.commands.search import _show_result
from cli.rendering import describe_cautions
from indexing.testing.store_rows import full_passage, index_row

CLAIM = {"code": "open_claim", "words": "某报称[本条例]已废止。", "by": "车城日报"}
OWN = {"code": "trial_period_over", "words": "试行期已满。", "by": None}


@pytest.mark.parametrize(
    ("cautions", "lines"),
    [
        ([], []),
        ([OWN], ["! trial period over: 试行期已满。"]),
        (
            [CLAIM, OWN],
            [
                "! open claim: 某报称[本条例]已废止。 (车城日报)",
                "! trial period over: 试行期已满。",
            ],
        ),
    ],
)
def test_each_caution_is_a_line(cautions: list[dict[str, Any]], lines: list[str]) -> None:
    assert describe_cautions({"cautions": cautions}) == lines


def test_a_result_shows_its_cautions_under_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    row = index_row(full_passage()).row | {"cautions": [CLAIM, OWN]}
    _show_result({"rank": 1, "score": 0.5, **row})
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    place = lines.index("! open claim: 某报称[本条例]已废止。 (车城日报)")
    assert lines[place + 1] == "! trial period over: 试行期已满。"
    assert lines[place - 1] == row["text"]


def test_a_result_without_cautions_has_no_line_for_them(capsys: pytest.CaptureFixture[str]) -> None:
    row = index_row(full_passage()).row | {"cautions": []}
    _show_result({"rank": 1, "score": 0.5, **row})
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[lines.index(row["text"]) + 1].startswith("version of 2020-01-01")
