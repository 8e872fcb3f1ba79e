"""Tests of every index store: keyword and vector search."""

from __future__ import annotations

import numpy as np
import pytest

from indexing.store import (
    CandidateLists,
    CandidateQuery,
    IndexStore,
)
from indexing.testing._store_fixtures import StoreFixtures
from indexing.testing.store_rows import (
    DIMENSION,
    ask,
    ids,
    index_row,
    numbered,
    passage,
    publish,
    unit,
    vector,
)


class SearchTests(StoreFixtures):
    """Tests of keyword and vector search."""

    def test_many_questions_are_answered_as_each_alone(self, store: IndexStore) -> None:
        """In their order: with both inputs, with one, with none, and repeated."""
        rows = numbered(6)
        publish(store, *rows)
        reader = store.open()
        near = rows[2].vector
        questions = [
            CandidateQuery(
                "电车",
                near,
                3,
            ),
            CandidateQuery(
                None,
                near,
                2,
            ),
            CandidateQuery(
                "第2路",
                None,
                9,
            ),
            CandidateQuery(
                None,
                None,
                5,
            ),
        ] * 20
        assert reader.candidate_batches(questions) == [
            reader.candidates(question) for question in questions
        ]
        assert reader.candidate_batches([]) == []

    def test_a_search_without_its_input_is_not_run(self, store: IndexStore) -> None:
        """No text, no keyword search; no vector, no vector search."""
        publish(store, *numbered(3))
        reader = store.open()
        assert (
            reader.candidates(
                CandidateQuery(
                    None,
                    vector(1),
                    5,
                )
            ).keyword
            == ()
        )
        assert (
            len(
                reader.candidates(
                    CandidateQuery(
                        None,
                        vector(1),
                        5,
                    )
                ).vector
            )
            == 3
        )
        assert (
            reader.candidates(
                CandidateQuery(
                    "电车",
                    None,
                    5,
                )
            ).vector
            == ()
        )
        assert (
            reader.candidates(
                CandidateQuery(
                    None,
                    None,
                    5,
                )
            )
            == CandidateLists()
        )

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "  \n",
            "？！，。",
            "*",
            '"',
            "()[]{}~^",
            "🚋",
            "AND",
            "NOT 电车 OR",
            "+电车 -电车",
            "text:电车",
            "电车~2",
            "电*",
            "\\",
            "电车 " * 2_000,
        ],
    )
    def test_text_is_taken_literally(
        self,
        store: IndexStore,
        text: str,
    ) -> None:
        """No character is an operator: a text with 电车 matches, a text without a term does not."""
        publish(store, *numbered(3))
        expected = 3 if "电车" in text else 0
        assert len(ask(store, text).keyword) == expected

    def test_k_is_the_depth_of_each_search(self, store: IndexStore) -> None:
        """At most k come back, or all rows; a smaller k gives the same first candidates."""
        publish(store, *numbered(12))
        ten = ask(
            store,
            "12路电车",
            vector(3),
            10,
        )
        every = ask(
            store,
            "12路电车",
            vector(3),
            1_000,
        )
        assert len(ten.keyword) == len(ten.vector) == 10
        assert len(every.keyword) == len(every.vector) == 12
        assert ids(ten.vector) == ids(every.vector)[:10]

    def test_scores_descend(self, store: IndexStore) -> None:
        """Best first, bigger is better, in both searches."""
        texts = {n: "电车" * n + "公司规定" * (20 - n) for n in range(1, 20)}
        publish(store, *(index_row(passage(f"第{n}条", text)) for n, text in texts.items()))
        lists = ask(
            store,
            "电车公司",
            k=19,
        )
        for candidates in (lists.keyword, lists.vector):
            scores = [candidate.score for candidate in candidates]
            assert len(scores) == 19
            assert scores == sorted(scores, reverse=True)
            assert scores[0] > scores[-1]

    @pytest.mark.parametrize(
        ("asked", "best"),
        [
            ("夜间津贴", "津贴"),
            ("车长", "车长"),
            ("第十五条", "十五"),
            ("ABC公司", "abc"),
            ("ａｂｃ", "abc"),
            ("2021年12月", "年月"),
            ("海州市轨道办法", "title"),
            ("夜間津貼", "津贴"),
            ("调动工资", "調動"),
            ("調動工資", "調動"),
        ],
    )
    def test_the_row_with_the_words_is_first(
        self,
        store: IndexStore,
        asked: str,
        best: str,
    ) -> None:
        """Pairs of characters, words, numbers, width, case, both scripts; header and text count."""
        texts = {
            "津贴": "夜间津贴按次计算。",
            "车长": "车长应当佩戴标志。",
            "十五": "依照第十五条处理。",
            "abc": "由 ABC 公司承担。",
            "年月": "自2021年12月起施行。",
            "车夜": "车辆夜里停放，长期不用的另行登记。",
            "十条": "依照第五十条处理，十分重要。",
            "調動": "調動職務者，工資不得減少。",
        }
        rows = [index_row(passage(name, text)) for name, text in texts.items()]
        rows.append(
            index_row(
                passage(
                    "title",
                    "本办法自公布之日起施行。",
                    context="海州市轨道办法 › 附则",
                )
            )
        )
        publish(store, *rows)
        assert ids(ask(store, asked).keyword)[0] == f"电车条例/{best}@2020-01-01"

    @pytest.mark.parametrize(
        ("weight", "order"),
        [
            (0.0, ["asked"]),
            (0.3, ["both", "asked", "added"]),
            (3.0, ["both", "added", "asked"]),
        ],
        ids=["off", "less", "more"],
    )
    def test_added_words_count_by_their_weight(
        self,
        store: IndexStore,
        weight: float,
        order: list[str],
    ) -> None:
        """They find rows that the question does not, and raise rows that it does."""
        texts = {
            "asked": "开除须经会议。",
            "added": "解除须经会议。",
            "both": "开除解除会议。",
            "none": "路灯夜间开启。",
        }
        if not weight:
            texts["both"] = "罚款须经会议。"
        publish(store, *(index_row(passage(name, text)) for name, text in texts.items()))
        query = CandidateQuery("开除", None, 9, also="解除 开除", also_weight=weight)
        found = store.open().candidates(query).keyword
        assert ids(found) == [f"电车条例/{name}@2020-01-01" for name in order]

    def test_added_words_alone_ask_nothing(self, store: IndexStore) -> None:
        """A question without a word finds nothing, whatever is added."""
        publish(store, index_row(passage("1", "解除须经会议。")))
        query = CandidateQuery("？", None, 9, also="解除", also_weight=1.0)
        assert store.open().candidates(query).keyword == ()

    def test_added_words_score_as_in_bm25(self, store: IndexStore) -> None:
        """The score is the sum of both parts, the second times its weight."""
        texts = ["开除须经会议。", "解除须经会议。", "开除解除会议。", "路灯夜间开启。"]
        publish(store, *(index_row(passage(f"{n}", text)) for n, text in enumerate(texts)))
        reader = store.open()

        def score_of(query: CandidateQuery) -> float:
            found = reader.candidates(query).keyword
            return next(entry.score for entry in found if entry.row["article"] == "2")

        asked = score_of(CandidateQuery("开除", None, 9))
        added = score_of(CandidateQuery("解除", None, 9))
        both = score_of(CandidateQuery("开除", None, 9, also="解除", also_weight=0.25))
        assert both == pytest.approx(asked + 0.25 * added, rel=1e-4)

    def test_words_that_stand_apart_match_nothing(self, store: IndexStore) -> None:
        """Characters that stand apart are not a pair."""
        publish(store, index_row(passage("1", "车辆夜里停放，长期不用。")))
        assert ask(store, "车长夜停").keyword == ()

    def test_the_nearest_rows_come_first(self, store: IndexStore) -> None:
        """Recall of the ten nearest of 2,000 is at least .95; no row is nearer than a vector's own.

        The vectors have a low rank, as those of texts do.
        """
        rng = np.random.default_rng(7)
        base = rng.standard_normal((5, DIMENSION))
        low_rank = rng.standard_normal((2_000, 5)) @ base
        noise = 0.1 * rng.standard_normal((2_000, DIMENSION))
        vectors = [unit(values) for values in low_rank + noise]
        rows = [index_row(passage(f"第{n}条"), near) for n, near in enumerate(vectors)]
        publish(store, *rows)
        reader = store.open()
        matrix = np.stack(vectors)
        found = 0
        for probe in range(
            0,
            2_000,
            50,
        ):
            nearest = np.argsort(-(matrix @ vectors[probe]))[:10]
            candidates = reader.candidates(
                CandidateQuery(
                    None,
                    vectors[probe],
                    10,
                )
            ).vector
            assert candidates[0].row["article"] == f"第{probe}条"
            expected = {f"电车条例/第{n}条@2020-01-01" for n in nearest}
            found += len(expected.intersection(ids(candidates)))
        assert found / 400 >= 0.95

    def test_small_updates_are_found_at_once(self, store: IndexStore) -> None:
        """After each of 40 publications of one row, both searches return it, and no row is lost."""
        publish(store, *numbered(300))
        for n in range(40):
            new = passage(
                f"新{n}",
                f"第{n}号补充规定：线路{n}改道。",
                region=f"区{n}",
            )
            row = index_row(new, vector(10_000 + n))
            publish(
                store,
                row,
                deletes=[f"电车条例/第{n + 1}条@2020-01-01"],
            )
            assert ids(
                ask(
                    store,
                    f"{n}号补充规定",
                    k=1,
                ).keyword
            ) == [row.row["id"]]
            assert ids(
                ask(
                    store,
                    near=row.vector,
                    k=1,
                ).vector
            ) == [row.row["id"]]
            assert store.open().count() == 300
        assert (
            len(
                ask(
                    store,
                    "补充规定",
                    k=100,
                ).keyword
            )
            == 40
        )
        assert ids(
            ask(
                store,
                "补充规定",
                regions=("区7",),
            ).keyword
        ) == ["电车条例/新7@2020-01-01"]
