"""How good hits are: reading gold, judging hits, summing up."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import EMBEDDER, passage, reader_of, row

from corpus.errors import UsageError
from corpus.search import SearchRequest
from retrieval.benchmarks import GoldQuestion, SkippedLine, read_questions
from retrieval.evaluation import compare, estimate, evaluate, evaluate_file
from retrieval.metrics import METRICS, coverage, matches_gold, ranks, score, stands_in
from retrieval.search import Searcher

READ = [
    (
        {
            "id": 7,
            "query": "欠薪怎么办",
            "gold": [{"name": "某法第一条", "text": "工资按月支付。", "found_in": []}],
        },
        GoldQuestion(
            "7",
            "欠薪怎么办",
            ("工资按月支付。",),
        ),
    ),
    (
        {
            "id": "a",
            "query": "谁审查",
            "file": "甲.docx",
            "passages": ["由局审查。"],
        },
        GoldQuestion(
            "a",
            "谁审查",
            ("由局审查。",),
            "甲.docx",
        ),
    ),
    (
        {"query": "没有号", "file": "甲.docx", "passages": ["一。", "一。"]},
        GoldQuestion(
            "1",
            "没有号",
            ("一。",),
            "甲.docx",
        ),
    ),
    ({"id": 1, "query": " ", "gold": [{"text": "有"}]}, SkippedLine(1, "no query")),
    ({"id": 1, "query": "问"}, SkippedLine(1, "neither gold nor passages")),
    ({"id": 1, "query": "问", "gold": []}, SkippedLine(1, "no gold")),
    (
        {"id": 1, "query": "问", "gold": [{"text": "有"}, {"name": "无"}]},
        SkippedLine(1, "a gold item without text"),
    ),
    ({"id": 1, "query": "问", "passages": ["有"]}, SkippedLine(1, "passages without a file")),
    ({"id": 1, "query": "问", "file": "甲.docx", "passages": "有"}, SkippedLine(1, "no gold")),
    (["问"], SkippedLine(1, "not an object")),
]


@pytest.mark.parametrize(("record", "expected"), READ)
def test_both_forms_are_read(
    tmp_path,
    record,
    expected,
):
    """As they stand; what is no question with gold is reported with its line."""
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    assert list(read_questions(path)) == [expected]


def test_broken_lines_do_not_end_the_file(tmp_path):
    """Half a line, or bytes of another encoding, cost themselves alone; empty lines are nothing."""
    good = json.dumps({"id": 1, "query": "问", "gold": [{"text": "有"}]}).encode()
    path = tmp_path / "gold.jsonl"
    path.write_bytes(
        b"\n".join(
            [
                good[:9],
                b"",
                "问".encode("gb18030"),
                good,
            ]
        )
    )
    read = list(read_questions(path))
    assert [one.line for one in read if isinstance(one, SkippedLine)] == [1, 3]
    assert isinstance(read[-1], GoldQuestion)


def test_a_missing_file_is_a_usage_error(tmp_path):
    """With the path in the message."""
    with pytest.raises(UsageError, match="nowhere"):
        list(read_questions(tmp_path / "nowhere.jsonl"))


MATCHES = [
    ("第三条 工资按月支付，不得拖欠。", "工资按月支付，不得拖欠。", True),  # contains it
    (
        "第三条 工资按月支付，\n\n不得拖欠",
        "工资按月支付,不得拖欠。",
        True,
    ),  # white space and punctuation aside
    ("工资按月支付不得", "工资按月支付，不得拖欠。", True),  # inside it, eight characters of ten
    ("工资按月支付", "工资按月支付，不得拖欠。", True),  # six of ten: at least 60 %
    ("工资按月支", "工资按月支付，不得拖欠。", False),  # five of ten
    ("第三条 工资按月支付", "工资按月支付，不得拖欠。", False),  # neither holds the other
    ("", "工资", False),
]


@pytest.mark.parametrize(("text", "gold", "expected"), MATCHES)
def test_when_a_result_matches_a_gold_text(
    text,
    gold,
    expected,
):
    """Containment either way, 60 % at least."""
    assert matches_gold(text, gold) is expected


words = st.text("工资按月支付，。 \n（）ab1")


@given(
    words,
    words,
    words,
)
def test_a_text_matches_what_it_contains(
    before,
    gold,
    after,
):
    """Whatever stands around it, and whatever marks and blanks are put in."""
    assert matches_gold(f"{before}{'、'.join(gold)}{after}", gold)


@pytest.mark.parametrize(
    ("path", "mirrors", "file", "expected"),
    [
        (
            "社会法/劳动法.md",
            [],
            "劳动法.md",
            True,
        ),
        (
            "社会法/劳动法.md",
            [],
            "社会法/劳动法.md",
            True,
        ),
        (
            "社会法/劳动法.md",
            [],
            "laws/社会法/劳动法.md",
            True,
        ),  # with the source's name
        (
            "社会法/新劳动法.md",
            [],
            "劳动法.md",
            False,
        ),  # whole names only
        (
            "甲.md",
            ["规章/劳动法.docx"],
            "劳动法.docx",
            True,
        ),  # a mirror
        (
            "甲.md",
            [],
            "劳动法.docx",
            False,
        ),
    ],
)
def test_files_match_by_the_end_of_a_path(
    path,
    mirrors,
    file,
    expected,
):
    """Of the hit, or of a mirror."""
    found = {
        "source": {"name": "laws", "path": path},
        "mirrors": [{"name": "laws", "path": one} for one in mirrors],
    }
    assert stands_in(found, file) is expected


def test_a_file_counts_where_the_question_names_one():
    """The same text in another file is no answer to what this file says."""
    text = "第一条 工资按月支付。"
    rows = [row("乙法/第一条@2020-01-01", text), row("甲法/第一条@2020-01-01", text)]
    assert ranks(
        GoldQuestion(
            "1",
            "问",
            (text,),
        ),
        rows,
    ) == (1,)
    assert ranks(
        GoldQuestion(
            "1",
            "问",
            (text,),
            "甲法(2020-01-01).md",
        ),
        rows,
    ) == (2,)


def test_scores_of_one_question():
    """Two gold texts of three, at ranks 2 and 4: each figure by hand."""
    rows = [
        row(f"某法/第{n}条@2020-01-01", f"第{n}条 {text}")
        for n, text in zip(
            "一二三四",
            [
                "无关文字甲乙",
                "工资按月支付",
                "无关文字丙丁",
                "加班另付报酬",
            ],
            strict=True,
        )
    ]
    scores = score(
        GoldQuestion(
            "1",
            "问",
            ("工资按月支付", "加班另付报酬", "休假照付工资"),
        ),
        rows,
    )
    ideal = sum(1 / math.log2(rank + 1) for rank in (1, 2, 3))
    assert scores == {
        "R@10": pytest.approx(2 / 3),
        "R@100": pytest.approx(2 / 3),
        "hit@10": 1.0,
        "MRR@10": 0.5,
        "nDCG@10": pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / ideal),
        "coverage@2000": pytest.approx(6 / 9),
    }


def test_ranks_beyond_ten_count_for_a_hundred_alone():
    """Rank 11 is in R@100 and nowhere else."""
    rows = [row(f"某法/{n}@2020-01-01", f"无关文字{n}") for n in range(10)] + [
        row("某法/十@2020-01-01", "工资按月支付")
    ]
    scores = score(
        GoldQuestion(
            "1",
            "问",
            ("工资按月支付",),
        ),
        rows,
    )
    assert (
        scores["R@10"],
        scores["R@100"],
        scores["hit@10"],
        scores["MRR@10"],
        scores["nDCG@10"],
    ) == (0, 1, 0, 0, 0)


def test_one_hit_may_find_several():
    """Each gold text counts once, and nDCG stays at 1."""
    rows = [row("某法/第一条@2020-01-01", "第一条 工资按月支付。加班另付报酬。")]
    scores = score(
        GoldQuestion(
            "1",
            "问",
            ("工资按月支付", "加班另付报酬"),
        ),
        rows,
    )
    assert (scores["R@10"], scores["nDCG@10"], scores["MRR@10"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("gold", "texts", "budget", "expected"),
    [
        (
            ["一二三四五"],
            ["零一二三四五六"],
            2000,
            1.0,
        ),
        (
            ["一二三四五"],
            ["一二三四"],
            2000,
            0.5,
        ),
        (
            ["一二三四五"],
            ["一二三", "四五"],
            2000,
            0.0,
        ),  # a gram does not cross hits
        (
            ["一二三四五"],
            ["九九九九", "一二三四五"],
            8,
            0.5,
        ),  # the budget ends inside the second hit
        (
            ["一二三四五"],
            ["九九九九", "一二三四五"],
            4,
            0.0,
        ),
        (
            ["一二，三四 五"],
            ["一二三四五"],
            2000,
            1.0,
        ),
        (
            ["一二"],
            ["零一二三"],
            2000,
            0.0,
        ),  # a gold text shorter than a gram is its own gram
        (
            ["一二三四", "五六七八"],
            ["五六七八"],
            2000,
            0.5,
        ),
        (
            ["一二三四"],
            [],
            2000,
            0.0,
        ),
    ],
)
def test_coverage(
    gold,
    texts,
    budget,
    expected,
):
    """Share of the gold's 4-grams in the first characters of the hits."""
    assert (
        coverage(
            gold,
            texts,
            budget,
        )
        == expected
    )


LAW = [
    passage("用工法/第一条@2020-01-01", "第一条 骑手的报酬按周支付。"),
    passage("用工法/第二条@2020-01-01", "第二条 平台应当为骑手办理保险。"),
    passage("用工法/第三条@2020-01-01", "第三条 算法不得惩罚休息。"),
]
QUESTIONS = [
    GoldQuestion(
        "1",
        "骑手保险谁办",
        ("平台应当为骑手办理保险。",),
    ),
    GoldQuestion(
        "2",
        "报酬按什么支付",
        ("骑手的报酬按周支付。", "报酬的另一条"),
    ),
    SkippedLine(3, "no gold"),
    GoldQuestion(
        "4",
        "宇宙飞船",
        ("飞船应当有舱门。",),
    ),
]


@pytest.fixture(scope="module")
def searcher():
    return Searcher(reader_of(LAW), EMBEDDER)


def test_evaluate(searcher):
    """Every question is asked at the depth of the metrics; single scores are kept, skipped lines are counted."""
    evaluation = evaluate(searcher, QUESTIONS)
    shown = evaluation.as_json()
    assert {name: shown[name] for name in ("questions", "skipped", "as_of", "mode")} == {
        "questions": 3,
        "skipped": 1,
        "as_of": "any",
        "mode": "hybrid",
    }
    assert list(shown["metrics"]) == list(METRICS)
    assert shown["metrics"]["R@10"]["value"] == pytest.approx((1 + 0.5 + 0) / 3)
    assert set(shown["metrics"]["hit@10"]) == {"value", "low", "high"}
    assert evaluation.questions[1].found == (1, None)


def test_template_says_how_to_ask(searcher):
    """Mode, filters and date are its; the report names them."""
    evaluation = evaluate(
        searcher,
        QUESTIONS,
        SearchRequest("", mode="keyword", as_of="2021-01-01"),
    )
    assert (evaluation.mode, evaluation.as_of) == ("keyword", "2021-01-01")


def test_a_file_without_questions_is_refused(searcher, tmp_path):
    """Nothing was measured, and a score of 0 would say that something was."""
    path = tmp_path / "gold.jsonl"
    path.write_text('{"query": "问"}\n')
    with pytest.raises(UsageError, match="line 1: neither gold nor passages"):
        evaluate_file(searcher, path)


def test_compare_names_gains_and_losses(searcher):
    """Question by question, with intervals of the differences."""
    old = evaluate(
        searcher,
        QUESTIONS,
        SearchRequest(
            "",
            as_of="any",
            sources=("nowhere",),
        ),
    )
    new = evaluate(searcher, QUESTIONS)
    comparison = compare(old, new)
    assert [after.id for _, after in comparison.gains] == ["1", "2"]
    assert comparison.losses == ()
    assert comparison.differences["R@10"].value == pytest.approx(0.5)
    assert [before.id for before, _ in compare(new, old).losses] == ["1", "2"]
    with pytest.raises(UsageError, match="different questions"):
        compare(old, evaluate(searcher, QUESTIONS[:1]))


@given(
    st.lists(
        st.floats(0, 1),
        min_size=1,
        max_size=40,
    )
)
def test_an_interval_repeats_and_stays_in_range(values):
    """The same scores have the same interval, inside their range."""
    one = estimate(values)
    assert one == estimate(values)
    assert min(values) - 1e-9 <= one.low <= one.high <= max(values) + 1e-9
