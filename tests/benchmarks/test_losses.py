"""What the comparison counts: articles by an independent reading, repetitions, silent losses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.losses import (
    Articles,
    IndexedPassage,
    judge_articles,
    of_lexops,
    oracle,
    repeated,
    silent,
)
from evals.articles import OracleArticle, comparable

FIRST, LATER = (
    "第一条 用人单位应当按月足额支付工资，不得克扣。",
    "第二条 本条例自公布之日起施行，解释权归市人民政府。",
)
READ = {"laws/工资条例.md": [OracleArticle(1, 0, comparable(FIRST))]}
FILE = ("laws/工资条例.md",)


@pytest.mark.parametrize(
    ("passages", "expected"),
    [
        ([IndexedPassage(FILE, "第一条", FIRST)], Articles(1, 1, 0, 0, 0)),
        (
            [IndexedPassage(FILE, "第一条", f"{FIRST}\n")],
            Articles(1, 1, 0, 0, 0),
        ),  # white space is not text
        (
            [IndexedPassage(("laws/别处.md", *FILE), "第一条", FIRST)],
            Articles(1, 1, 0, 0, 0),
        ),  # the file is a mirror
        (
            [IndexedPassage(FILE, "第二条", FIRST)],
            Articles(1, 0, 1, 0, 0),
        ),  # whole, and called by another number
        (
            [IndexedPassage(FILE, "第一条", f"{FIRST}第二章 罚则")],
            Articles(1, 0, 1, 0, 0),
        ),  # a heading was taken in
        (
            [IndexedPassage(FILE, "第一条", FIRST[:22]), IndexedPassage(FILE, "", FIRST[22:])],
            Articles(1, 0, 0, 1, 0),
        ),
        (
            [
                IndexedPassage(FILE, "第一条", FIRST[:22], "u"),
                IndexedPassage(FILE, "第一条", FIRST[22:], "u"),
            ],
            Articles(1, 1, 0, 0, 0),
        ),  # pieces that know it
        ([IndexedPassage(FILE, "第二条", LATER)], Articles(1, 0, 0, 0, 1)),
        (
            [IndexedPassage(("laws/别处.md",), "第一条", FIRST)],
            Articles(1, 0, 0, 0, 1),
        ),  # another law says the same
        ([], Articles(1, 0, 0, 0, 1)),
    ],
)
def test_articles_are_exact_or_the_first_of_three_things_that_fits(
    passages: list[IndexedPassage], expected: Articles
) -> None:
    assert judge_articles(READ, passages) == expected


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["a/工资法.md"], 0),
        (["a/工资法.md", "b/中华人民共和国工资法.docx"], 1),
        (["a/工资法(2012-12-28).md", "b/工资法.docx"], 1),  # an undated copy
        (["a/工资法(2007-06-29).md", "a/工资法(2012-12-28).md"], 0),  # versions
        (["a/工资法(2007-06-29).md", "a/工资法(2012-12-28).md", "b/工资法(2012-12-28).docx"], 1),
        (["a/工资法.md", "a/工时法.md"], 0),  # other laws may say the same
    ],
)
def test_a_text_that_a_law_s_version_has_already_is_a_repetition(
    paths: list[str], expected: int
) -> None:
    assert repeated([IndexedPassage((path,), "第一条", FIRST) for path in paths]) == expected


def test_a_file_without_a_passage_is_lost_unless_it_was_reported(tmp_path: Path) -> None:
    """The same bytes count once, and what Word leaves beside an open file does not count."""
    for name, text in {
        "一.md": FIRST,
        "一 (副本).md": FIRST,
        "二.md": LATER,
        "空.md": "",
        "~$一.docx": "x",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    passages = [IndexedPassage(("一.md",), "第一条", FIRST)]
    assert [silent(tmp_path, passages, reported) for reported in (0, 1, 2)] == [2, 1, 0]


def test_the_oracle_skips_unreadable_files_and_second_copies(tmp_path: Path) -> None:
    text = f"# 工资条例\n\n{FIRST}\n\n{LATER}\n"
    for name in ("一.md", "二.md"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "坏.md").write_bytes(b"\xff\xfe\x00")
    found = oracle(tmp_path)
    assert len(found) == 1
    assert [[one.number for one in articles] for articles in found.values()] == [[1, 2]]


def test_the_export_s_pieces_of_one_article_have_one_unit() -> None:
    row = {
        "article": "第一条",
        "text": FIRST,
        "source": {"name": "laws", "path": "a.md"},
        "mirrors": [{"name": "word", "path": "a.docx"}],
    }
    rows = [json.dumps(row | {"id": f"工资法/第一条#{number}@2012-12-28"}) for number in (1, 2)]
    assert [(one.unit, one.paths) for one in of_lexops(rows)] == [
        ("工资法/第一条@2012-12-28", ("laws/a.md", "word/a.docx"))
    ] * 2
