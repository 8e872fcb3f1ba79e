"""Keyword search in memory ranks as the stores do."""

from __future__ import annotations

import numpy as np
import pytest

from evals.keyword_ranks import KeywordRanks, discounted, measures, rank_gold
from indexing.testing._snapshot import Snapshot
from indexing.testing.store_rows import index_row, passage

TEXTS = ("开除须经会议。", "解除须经会议。", "开除解除会议，开除。", "路灯夜间开启。")


def test_scores_are_those_of_the_stores_battery() -> None:
    rows = [index_row(passage(f"{n}", text)) for n, text in enumerate(TEXTS)]
    expected = Snapshot({row.row["id"]: row for row in rows}).bm25("开除", "解除", 0.5)
    ranks = KeywordRanks(row.row for row in rows)
    scores = ranks.score("开除") + ranks.score_added("开除", "解除", 0.5)
    assert {f"电车条例/{n}@2020-01-01": scores[n] for n in range(3)} == pytest.approx(
        {id_: score for score, id_ in expected}, rel=1e-4
    )
    assert scores[3] == 0


def test_gold_is_found_inside_rows_and_ranked_by_its_best() -> None:
    ranks = KeywordRanks(index_row(passage(f"{n}", text)).row for n, text in enumerate(TEXTS))
    golds = [ranks.find("须经会议"), ranks.find("路灯夜间"), ranks.find("没有")]
    assert [found.tolist() for found in golds] == [[0, 1], [3], []]
    assert rank_gold(np.array([0.2, 0.9, 1.5, 0.0], np.float32), golds) == [2, None, None]


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [
        ([1], (1, 1, 1)),
        ([10, 11], (0.5, 1, 0.1)),
        ([100, 101, None], (0, 1 / 3, 0)),
        ([None], (0, 0, 0)),
    ],
)
def test_measures_look_at_ten_and_at_a_hundred(
    ranks: list[int | None], expected: tuple[float, float, float]
) -> None:
    assert measures(ranks) == pytest.approx(expected)


def test_a_move_at_any_depth_counts() -> None:
    assert discounted([1]) == 1
    assert discounted([None, 1]) == 0.5
    assert 0 < discounted([900]) < discounted([800])
