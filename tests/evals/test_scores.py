"""The counts that all measurements share, and what they print."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from corpus.records import Block, BlockKind, Document, Unit
from evals.bare_texts import bare, read_unit_texts, without_merge_marks
from evals.scores import Tally, print_scores, seed_options, show_difference
from retrieval.evaluation import Estimate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一条　甲\n乙", "第一条甲乙"),
        (" \t\r\n", ""),
        ("甲", "甲"),
    ],
)
def test_a_bare_text_has_no_blanks(text: str, expected: str) -> None:
    assert bare(text) == expected


def test_a_merged_cell_is_empty_to_a_reader() -> None:
    rows = (("甲", "<"), ("^", "乙"))
    assert without_merge_marks(rows) == (("甲", ""), ("", "乙"))


def test_the_pieces_of_a_unit_are_joined() -> None:
    document = Document("甲 乙\n丙", (), "text/plain", "text")
    units = [Unit("a", 0, 3), Unit("b", 4, 5), Unit("a", 4, 5)]
    assert read_unit_texts(document, units) == {"a": "甲乙丙", "b": "丙"}


def test_a_share_of_nothing_is_one() -> None:
    assert Tally().share("articles") == 1.0
    assert Tally().cell_f1 == 1.0


@pytest.mark.parametrize(
    ("found", "share", "failures"),
    [
        ({"第一条": "甲", "第二条": "乙"}, 1.0, 0),
        ({"第一条": "甲", "第二条": "丙"}, 0.5, 1),  # another text
        ({"第一条": "甲"}, 0.5, 1),  # a missing article
        ({}, 0.0, 2),
        ({"第一条": "甲", "第二条": "乙", "第三条": "丙"}, 1.0, 0),  # more than there is
    ],
)
def test_articles_are_exact_or_failures(found: dict[str, str], share: float, failures: int) -> None:
    tally = Tally()
    tally.judge_articles("law.pdf", {"第一条": "甲", "第二条": "乙"}, found)
    assert (tally.share("articles"), len(tally.failures)) == (share, failures)


@pytest.mark.parametrize(
    ("have", "kept", "clean"),
    [
        ("甲乙丙丁", 1.0, 1.0),
        ("甲乙", 0.5, 1.0),
        ("甲乙丙丁戊己庚辛", 1.0, 0.5),
        ("", 0.0, 1.0),
    ],
)
def test_lost_and_extra_characters_are_counted_apart(have: str, kept: float, clean: float) -> None:
    tally = Tally()
    tally.judge_characters(Counter("甲乙丙丁"), Counter(have))
    assert (tally.share("kept"), tally.share("clean")) == (kept, clean)


def test_cells_have_an_f1() -> None:
    block = Block(BlockKind.ROW, 0, 3, cells=("甲", "乙", ""))
    document = Document("甲 乙", (block,), "text/csv", "csv")
    tally = Tally()
    found = tally.judge_cells(Counter(["甲", "丙"]), document)
    assert found == Counter(["甲", "乙"])
    assert tally.cell_f1 == 0.5


def test_scores_are_one_json_document(capsys: pytest.CaptureFixture[str]) -> None:
    print_scores({"kept": 0.5}, ["law.pdf lost 甲"], as_json=True, more=["a line"], seed=2)
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {
        "seed": 2,
        "metrics": {"kept": {"value": 0.5, "low": 0.5, "high": 0.5}},
    }
    assert printed.err == "law.pdf lost 甲\n"


def test_scores_are_lines_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    print_scores({"kept": 0.5}, [], as_json=False, more=["a line"])
    assert capsys.readouterr().out == f"{'kept':22} 0.5000\na line\n"


def test_the_options_of_a_seed_have_defaults() -> None:
    options = seed_options("a measurement", 7).parse_args(["--seed", "3"])
    assert (options.seed, options.files, options.failures, options.json) == (3, 7, 0, False)


def test_a_difference_shows_its_sign_and_interval() -> None:
    assert show_difference(Estimate(0.0021, -0.0022, 0.0062)) == "+0.0021 (-0.0022 – +0.0062)"
