"""The arithmetic of the comparison with the sample of laws that was read by eye."""

import pytest

from corpus.records import Rank
from evals import law_metadata

DATES = ("adopted", "approved", "promulgated", "amended")
NOTHING = {
    **{name: [] for name in DATES},
    "version": None,
    "number": None,
    "level": None,
    "authority": None,
    "effective": None,
}


def judge(gold, given):
    """The result of one text."""
    result = law_metadata.MetadataScore()
    result.judge(
        {**NOTHING, "path": "电车.md", "known": {}, **gold},
        {**NOTHING, "basis": "unknown", **given},
    )
    return result


@pytest.mark.parametrize(
    ("field", "gold", "given", "counts"),  # counts: given, right, said, found
    [
        (
            "adopted",
            {"adopted": ["2020-01-01", "2021-01-01"]},
            {"adopted": ["2020-01-01", "2022-01-01"]},
            (2, 1, 2, 1),
        ),
        ("number", {"number": "国务院令第1号"}, {}, (0, 0, 1, 0)),
        ("level", {}, {"level": "law"}, (1, 0, 0, 0)),
        (
            "level",
            {"known": {"level": "law"}},
            {"level": "law"},
            (1, 1, 0, 0),
        ),  # no text says it, and it is true
        (
            "effective, stated",
            {"effective": "2020-01-01"},
            {"effective": "2020-01-01", "basis": "stated"},
            (1, 1, 1, 1),
        ),
        # right by chance: that the text states it is wrong all the same
        (
            "effective, stated",
            {"known": {"effective": "2020-01-01"}},
            {"effective": "2020-01-01", "basis": "stated"},
            (1, 0, 0, 0),
        ),
        (
            "effective, stated",
            {"effective": "2020-01-01"},
            {"effective": "2020-01-01", "basis": "inferred"},
            (0, 0, 1, 0),
        ),
        (
            "effective, inferred",
            {"known": {"effective": "2020-01-01"}},
            {"effective": "2020-02-01", "basis": "inferred"},
            (1, 0, 0, 0),
        ),
        (
            "effective, inferred",
            {},
            {"effective": "2020-02-01", "basis": "inferred"},
            (0, 0, 0, 0),
        ),  # it cannot be judged
    ],
)
def test_scores(field, gold, given, counts):
    """Precision counts given values, recall said ones; a stated day must be said."""
    score = judge(gold, given).scores[field]
    assert (score.given, score.right, score.said, score.found) == counts


def test_every_difference_is_named():
    """With file, field, and both values; what is equal is not."""
    result = judge(
        {"number": "国务院令第1号", "version": "2020-01-01"},
        {"number": "国务院令第2号", "version": "2020-01-01"},
    )
    assert [(one.field, one.gold, one.lexops) for one in result.differences] == [
        ("number", "国务院令第1号", "国务院令第2号")
    ]


def test_the_sample():
    """Two draws of files, each file once, with the keys that are compared and ranks that there are."""
    rows = law_metadata.read_gold()
    assert len({row["path"] for row in rows}) == len(rows) == 220
    assert all(set(row) == {*NOTHING, "path", "draw", "known", "effective_said_by"} for row in rows)
    assert {row["level"] for row in rows} - {None} <= {rank.value for rank in Rank}
    assert all((row["effective"] is None) == (row["effective_said_by"] == "nobody") for row in rows)


@pytest.mark.parametrize(
    ("given", "chosen"),
    [
        ({"甲.md"}, ["甲.md", "乙.md"]),  # 乙.md is missing, and must be reported
        ({"丙.docx"}, ["丙.docx"]),
        ({"甲.md", "丙.docx"}, ["甲.md", "乙.md", "丙.docx"]),
        (set(), []),
    ],
)
def test_rows_of_kinds_that_were_not_given_are_left_out(given, chosen):
    """One folder can be measured alone; a single missing file stays an error."""
    gold = [{"path": path} for path in ("甲.md", "乙.md", "丙.docx")]
    assert [row["path"] for row in law_metadata.rows_of(gold, given)] == chosen
