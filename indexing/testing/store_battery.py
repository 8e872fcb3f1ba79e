"""What every index store must do, as tests: inherit `StoreBattery`, give it a `place` and an `open`, and pytest runs them all.

The rows are made here and speak of an imaginary tram company, so that a store can be tried where no archive is. Every claim
about ranking is one that any BM25 and any nearest-neighbour search must meet; exact scores are nobody's promise.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from corpus.errors import ModelMismatch, UnknownValue, UsageError
from corpus.hashing import text_hash
from corpus.records import (
    Basis,
    Citation,
    DocumentKind,
    Mirror,
    Passage,
    SourceRef,
    Span,
    Status,
    Tag,
)
from corpus.schema import Row, derived, to_row
from indexing.store import (
    Candidate,
    CandidateLists,
    CandidateQuery,
    Filter,
    IndexMeta,
    IndexRow,
    IndexStore,
    Vector,
)

DIMENSION = 16
META = IndexMeta(fingerprint="hashing/1", dimension=DIMENSION)

ODD_VALUES = (
    "（2021）京0105民初1234号",
    "O'Neil's 办法",
    "''",
    "100%_*?",
    'say "no"',
    "back\\slash\\",
    "'; DROP TABLE g1; --",
    "') OR ('1'='1",
    "a,b|c/d#e@f:g",
    "线\n行\t制表",
    "电车🚋",
    "null",
    "𠮷野家",
)
"""Values that a query language could take for something else."""


def vector(seed: int) -> Vector:
    """A direction of its own for every seed."""
    return unit(np.random.default_rng(seed).standard_normal(DIMENSION))


def unit(values: Any) -> Vector:
    """The vector of length 1 in that direction."""
    array = np.asarray(values, dtype=np.float32)
    return np.asarray(array / np.linalg.norm(array), dtype=np.float32)


def passage(
    path: str, text: str = "电车司机应当按时出车。", *, work: str = "电车条例", **changes: Any
) -> Passage:
    """A passage with all that is unknown null; `changes` are fields of `Passage`."""
    source = SourceRef(
        "rules",
        f"/archive/{work}.md",
        f"{work}.md",
        0,
        len(text),
    )
    made = Passage(
        id=f"{work}/{path}@2020-01-01",
        title=work,
        work=work,
        article=path.split("#", maxsplit=1)[0],
        kind=DocumentKind.REGULATION,
        context=f"{work} › 总则",
        text=text,
        source=source,
        text_hash=text_hash(text),
    )
    return dataclasses.replace(made, **changes)


def index_row(one: Passage, vector_: Vector | None = None) -> IndexRow:
    """The passage as a store takes it; its vector is told by its id where none is given."""
    made = vector(int(text_hash(one.id)[:8], 16)) if vector_ is None else vector_
    row = to_row(one)
    return IndexRow(row | derived(row), made)


def odd_passage(odd: str) -> Passage:
    """A passage that has the value wherever a filter or an id may."""
    source = SourceRef(
        odd,
        odd,
        odd,
        0,
        1,
    )
    tags = (
        Tag(
            "s",
            odd,
            1.0,
            "rule",
        ),
    )
    made = passage(
        "1",
        work=odd,
        id=f"{odd}/reasoning#2@2021-06-01",
        article=odd,
        region=odd,
    )
    return dataclasses.replace(
        made,
        groups=(odd,),
        source=source,
        tags=tags,
    )


def full_passage() -> Passage:
    """A passage in which every field that may hold something does."""
    return passage(
        "第三条#2",
        "第三条　车长的工资按月发放。",
        level="local regulation",
        region="海州市",
        promulgated="2020-01-01",
        valid_from="2020-03-01",
        valid_to="2024-03-01",
        valid_from_basis=Basis.STATED,
        status=Status.SUPERSEDED,
        document_number="海政发〔2020〕7号",
        source=SourceRef(
            "rules",
            "/a/b c%20.md",
            "b c%20.md",
            3,
            17,
            page=2,
            box=(0.5, 1.0, 2.25, 3.0),
        ),
        mirrors=(Mirror("mirror", "车/条例.docx"),),
        tags=(
            Tag(
                "union",
                "工资",
                0.97,
                "rule",
                Span(6, 8),
            ),
            Tag(
                "union",
                "工时",
                1.0,
                "model",
            ),
        ),
        citations=(
            Citation(
                "本条例第二条",
                "电车条例",
                "第二条",
                None,
                1,
                None,
                "not in the archive",
            ),
        ),
        groups=("public", "union-7"),
    )


def numbered(count: int, **changes: Any) -> list[IndexRow]:
    """Rows that differ in number and vector."""
    return [
        index_row(passage(f"第{n}条", f"第{n}条　第{n}路电车每日发车。", **changes))
        for n in range(1, count + 1)
    ]


def ids(found: Sequence[Candidate] | Sequence[Row]) -> list[str]:
    """The ids of candidates or rows, in order."""
    return [one.row["id"] if isinstance(one, Candidate) else one["id"] for one in found]


def ask(
    store: IndexStore,
    text: str | None = "电车",
    near: Vector | None = None,
    k: int = 10,
    **where: Any,
) -> CandidateLists:
    """Both legs of the live generation."""
    reader = store.open()
    try:
        return reader.candidates(
            CandidateQuery(
                text,
                vector(0) if near is None else near,
                k,
                Filter(**where),
            )
        )
    finally:
        reader.close()


def publish(
    store: IndexStore, *rows: IndexRow, name: str = "g1", deletes: Sequence[str] = ()
) -> None:
    """Write to a generation, made if it is missing, and publish it."""
    if name not in {one.name for one in store.generations()}:
        store.create(name, META)
    store.write(name, rows, deletes)
    store.publish(name)


class StoreBattery:
    """Inherit it and give `place` (a fixture: an empty location of its own for each test) and `open_at`."""

    @pytest.fixture
    def place(self) -> Any:
        """An empty place."""
        raise NotImplementedError

    def open_at(self, place: Any) -> IndexStore:
        """A store over a place; called twice in some tests."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, place: Any) -> Iterator[IndexStore]:
        """The store under test."""
        opened = self.open_at(place)
        yield opened
        opened.close()

    # ── generations ──────────────────────────────────────────────────────────────────────────────────────────────

    def test_a_new_store_has_nothing(self, store: IndexStore) -> None:
        """Nothing is live, nothing can be opened, and that is said plainly."""
        assert store.generations() == []
        assert store.live() is None
        with pytest.raises(UsageError):
            store.open()

    def test_a_generation_remembers_what_it_was_made_with(
        self, store: IndexStore, place: Any
    ) -> None:
        """Fingerprint, dimension and schema version survive a second store over the same place."""
        meta = IndexMeta("bge/小'模型", 7, 3)
        store.create("g1", meta)
        (one,) = self.open_at(place).generations()
        assert (one.name, one.meta, one.version, one.live) == ("g1", meta, 0, False)

    def test_an_unpublished_generation_is_replaced(self, store: IndexStore) -> None:
        """What a build that died left behind is not in the way of the next."""
        store.create("g1", META)
        store.write("g1", numbered(3))
        store.create("g1", dataclasses.replace(META, fingerprint="other"))
        assert store.generations()[0].meta.fingerprint == "other"
        store.publish("g1")
        assert store.open().count() == 0

    def test_a_published_generation_is_not_replaced(self, store: IndexStore) -> None:
        """Its name is taken for good, even when it is no longer live."""
        publish(store, *numbered(2))
        publish(store, *numbered(1), name="g2")
        for name in ("g1", "g2"):
            with pytest.raises(UsageError):
                store.create(name, META)
        assert store.open("g1").count() == 2

    def test_publications_are_counted(self, store: IndexStore) -> None:
        """`publish` answers with the generation as readers get it."""
        store.create("g1", META)
        assert [store.publish("g1").version for _ in range(3)] == [1, 2, 3]
        assert store.live() == store.generations()[0] == store.open().generation
        assert store.open().generation.live

    def test_publishing_another_generation_moves_readers(self, store: IndexStore) -> None:
        """And publishing the older one again moves them back."""
        publish(store, *numbered(2))
        store.create("g2", META)
        store.write("g2", numbered(5))
        assert store.open().count() == 2
        store.publish("g2")
        assert (store.open().count(), store.open("g1").count()) == (5, 2)
        assert [(one.name, one.live) for one in store.generations()] == [
            ("g1", False),
            ("g2", True),
        ]
        store.publish("g1")
        assert store.open().generation.name == "g1"

    def test_an_unpublished_generation_is_not_opened(self, store: IndexStore) -> None:
        """Not even by name."""
        publish(store, *numbered(1))
        store.create("g2", META)
        store.write("g2", numbered(1))
        with pytest.raises(UsageError):
            store.open("g2")

    def test_an_unknown_generation_is_named_with_the_known(self, store: IndexStore) -> None:
        """Write, publish and open say which names would have been right."""
        publish(store, *numbered(1))
        for act in (
            lambda: store.write("g9", []),
            lambda: store.publish("g9"),
            lambda: store.open("g9"),
        ):
            with pytest.raises(UnknownValue, match="g1"):
                act()

    def test_only_a_generation_that_is_not_live_is_dropped(self, store: IndexStore) -> None:
        """The live one is refused; an unknown one is no matter."""
        publish(store, *numbered(1))
        publish(store, *numbered(2), name="g2")
        with pytest.raises(UsageError):
            store.drop("g2")
        store.drop("g1")
        store.drop("g1")
        store.drop("never")
        assert [one.name for one in store.generations()] == ["g2"]
        assert store.open().count() == 2

    def test_a_second_store_sees_what_the_first_published(
        self, store: IndexStore, place: Any
    ) -> None:
        """State is in the place, not in the process."""
        publish(store, *numbered(3))
        other = self.open_at(place)
        assert other.live() == store.live()
        assert other.open().count() == 3
        publish(store, *numbered(4))
        assert other.open().count() == 4

    def test_what_a_store_is(self, store: IndexStore) -> None:
        """For `doctor`: the engine is named, and a size is a number where it can be told."""
        publish(store, *numbered(1))
        info = store.info()
        assert info["engine"]
        assert info["bytes"] is None or info["bytes"] > 0

    # ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────

    def test_rows_come_back_as_they_were_written(self, store: IndexStore) -> None:
        """Nulls are null, numbers keep their type, lists their order, nested objects their shape."""
        rows = [index_row(full_passage()), index_row(passage("第一条", context="", article=None))]
        publish(store, *rows)
        found = store.open().get([one.row["id"] for one in rows])
        assert found == [one.row for one in rows]
        assert [list(one) for one in found] == [list(one.row) for one in rows]
        assert repr(found) == repr([one.row for one in rows])
        assert ids(ask(store, "车长的工资", groups=("public",)).keyword)[0] == rows[0].row["id"]
        assert all(
            "vector" not in one.row
            for leg in (ask(store).keyword, ask(store).vector)
            for one in leg
        )

    def test_no_value_is_taken_for_something_else(self, store: IndexStore) -> None:
        """Ids, works, articles, regions, groups, sources and tags with odd characters are found, filtered and deleted exactly."""
        strange = {odd: odd_passage(odd) for odd in ODD_VALUES}
        publish(store, *map(index_row, strange.values()), *numbered(3))
        reader = store.open()
        for odd, one in strange.items():
            values = (odd,)
            everyone = ("public", *ODD_VALUES)
            wheres = (
                Filter(values),
                Filter(everyone, works=values),
                Filter(everyone, articles=values),
                Filter(everyone, regions=values),
                Filter(everyone, sources=values),
                Filter(everyone, categories=values),
                Filter(
                    values,
                    works=values,
                    articles=values,
                    regions=values,
                    sources=values,
                    categories=values,
                ),
            )
            for where in wheres:
                candidates = reader.candidates(
                    CandidateQuery(
                        "电车",
                        vector(0),
                        5,
                        where,
                    )
                )
                assert ids(candidates.keyword) == ids(candidates.vector) == [one.id], where
            assert ids(reader.get([one.id, odd])) == [one.id]
        assert store.write(
            "g1", [], [one.id for one in strange.values()] + list(ODD_VALUES)
        ).deleted == len(ODD_VALUES)
        store.publish("g1")
        assert store.open().count() == 3

    def test_a_write_is_invisible_until_published(self, store: IndexStore) -> None:
        """For new readers as for open ones."""
        publish(store, *numbered(2))
        store.write("g1", numbered(5), [numbered(1)[0].row["id"]])
        assert store.open().count() == 2

    def test_a_preview_shows_what_publishing_would(self, store: IndexStore) -> None:
        """Row by row and in both legs, while readers have what they had; of a first publication, too."""
        rows = numbered(5)
        store.create("g1", META)
        store.write("g1", rows[:4])
        assert list(store.preview("g1").hashes()) == [
            (one.row["id"], one.row["row_hash"]) for one in rows[:4]
        ]
        store.publish("g1")
        store.write("g1", [rows[4]], [rows[0].row["id"]])
        preview = store.preview("g1")
        found = preview.candidates(CandidateQuery("电车", rows[4].vector, 10))
        assert {*ids(found.keyword)} == {*ids(found.vector)} == {one.row["id"] for one in rows[1:]}
        assert ids(found.vector)[0] == rows[4].row["id"]
        assert preview.generation.version == 2
        assert [one["id"] for one in store.open().find(Filter(), 10)] == [
            one.row["id"] for one in rows[:4]
        ]
        assert store.publish("g1").version == preview.generation.version
        assert list(store.open().hashes()) == list(preview.hashes())

    def test_what_is_discarded_never_was(self, store: IndexStore) -> None:
        """Rows put, changed and removed since the last publication; what is written afterwards is published alone."""
        rows = numbered(4)
        publish(store, *rows[:3])
        before = list(store.open().hashes())
        changed = index_row(passage("第一条", "车票二元。"), vector(7))
        store.write("g1", [rows[3], changed], [rows[1].row["id"]])
        store.discard("g1")
        assert list(store.preview("g1").hashes()) == before
        publish(store, rows[3])
        assert [one for one, _ in store.open().hashes()] == sorted(one.row["id"] for one in rows)
        assert ids(ask(store, "二元").keyword) == []
        assert ids(ask(store, near=rows[1].vector, k=1).vector) == [rows[1].row["id"]]

    def test_discarding_is_safe_to_repeat(self, store: IndexStore) -> None:
        """And where nothing was written, and where nothing was published."""
        store.create("g1", META)
        store.write("g1", numbered(2))
        for _ in range(2):
            store.discard("g1")
        assert list(store.preview("g1").hashes()) == []
        publish(store, *numbered(3))
        store.discard("g1")
        assert store.preview("g1").count() == store.open().count() == 3

    def test_an_upsert_changes_a_row(self, store: IndexStore) -> None:
        """Text, filter values and vector are those of the last write; the old ones find nothing."""
        before = index_row(passage("第一条", "车票一元。", region="海州市"), vector(1))
        after = index_row(passage("第一条", "月票三十元。", region="江州市"), vector(2))
        publish(store, before, *numbered(3, work="别的条例"))
        publish(store, after)
        assert store.open().get([before.row["id"]]) == [after.row]
        assert store.open().count() == 4
        assert ask(store, "车票一元").keyword == ()
        assert ids(ask(store, "月票", regions=("江州市",)).keyword) == [after.row["id"]]
        assert ids(ask(store, near=vector(2), k=1).vector) == [after.row["id"]]
        own, former = (
            ask(
                store,
                near=vector(seed),
                k=1,
                regions=("江州市",),
            )
            .vector[0]
            .score
            for seed in (2, 1)
        )
        assert own > former
        assert store.open().count(Filter(regions=("海州市",))) == 0

    def test_many_questions_are_answered_as_each_alone(self, store: IndexStore) -> None:
        """In their order: with both inputs, with one, with none, and twice the same."""
        rows = numbered(6)
        publish(store, *rows)
        reader = store.open()
        near = rows[2].vector
        questions = [
            CandidateQuery("电车", near, 3),
            CandidateQuery(None, near, 2),
            CandidateQuery("第2路", None, 9),
            CandidateQuery(None, None, 5),
        ] * 20
        assert reader.candidate_batches(questions) == [reader.candidates(one) for one in questions]
        assert reader.candidate_batches([]) == []

    def test_deleted_rows_are_gone_from_both_legs(self, store: IndexStore) -> None:
        """Deleting what is not there is no error, and is not counted."""
        rows = numbered(5)
        publish(store, *rows)
        gone = rows[2].row["id"]
        assert store.write("g1", [], [gone, "never/1@2020-01-01"]).deleted == 1
        store.publish("g1")
        candidates = ask(store, near=rows[2].vector)
        assert gone not in ids(candidates.keyword) + ids(candidates.vector)
        assert (len(candidates.keyword), len(candidates.vector), store.open().count()) == (4, 4, 4)
        assert store.open().get([gone]) == []

    def test_a_write_reports_what_it_did(self, store: IndexStore) -> None:
        """Rows put and rows removed."""
        store.create("g1", META)
        rows = numbered(4)
        assert dataclasses.astuple(store.write("g1", iter(rows))) == (4, 0)
        assert dataclasses.astuple(
            store.write("g1", rows[:1], [rows[1].row["id"], rows[2].row["id"]])
        ) == (1, 2)
        assert dataclasses.astuple(store.write("g1", [], [])) == (0, 0)

    def test_a_repeated_write_changes_nothing(self, store: IndexStore) -> None:
        """What a crash makes the caller do."""
        rows = numbered(6)
        publish(store, *rows)
        before = list(store.open().hashes())
        for _ in range(2):
            store.write("g1", rows[:4], [])
        store.publish("g1")
        assert list(store.open().hashes()) == before

    def test_an_id_that_is_deleted_and_put_is_put(self, store: IndexStore) -> None:
        """A passage that moves from one document to another in one delta must not be lost."""
        rows = numbered(2)
        publish(store, *rows)
        publish(store, rows[0], deletes=[rows[0].row["id"]])
        assert store.open().count() == 2

    def test_the_later_of_two_rows_with_one_id_stays(self, store: IndexStore) -> None:
        """Also when both come in one write."""
        first, second = (
            index_row(passage("第一条", text)) for text in ("车票一元。", "车票二元。")
        )
        publish(store, first, second)
        assert store.open().get([first.row["id"]]) == [second.row]
        assert store.open().count() == 1

    def test_a_vector_of_another_model_is_refused(self, store: IndexStore) -> None:
        """On writing and on asking; nothing of it shows."""
        publish(store, *numbered(2))
        stranger = unit(np.ones(DIMENSION + 1))
        with pytest.raises(ModelMismatch):
            store.write("g1", [IndexRow(numbered(3)[2].row, stranger)])
        with pytest.raises(ModelMismatch):
            ask(store, near=stranger)
        assert store.open().count() == 2

    @pytest.mark.parametrize(
        "broken",
        [
            np.zeros(DIMENSION, np.float32),
            np.full(DIMENSION, np.nan, np.float32),
            np.ones(DIMENSION, np.float32),
        ],
    )
    def test_a_vector_has_length_one(self, store: IndexStore, broken: Vector) -> None:
        """A broken promise of an embedder is loud."""
        store.create("g1", META)
        with pytest.raises(AssertionError, match="length"):
            store.write("g1", [IndexRow(numbered(1)[0].row, broken)])

    def test_a_big_write_streams(self, store: IndexStore) -> None:
        """5,000 rows from a generator, all there, all found."""
        rows = (index_row(passage(f"第{n}条", f"第{n}条　{n}路电车。")) for n in range(5_000))
        publish(store, *())
        assert store.write("g1", rows).upserted == 5_000
        store.publish("g1")
        reader = store.open()
        hashes = list(reader.hashes())
        assert len(hashes) == reader.count() == 5_000
        assert [one for one, _ in hashes] == sorted(one for one, _ in hashes)
        assert ids(ask(store, "4321路", k=1).keyword) == ["电车条例/第4321条@2020-01-01"]

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

    def test_a_reader_keeps_its_view(self, store: IndexStore) -> None:
        """While rows are put, changed and removed, published, and another generation goes live; a new reader sees all of it."""
        rows = numbered(20)
        publish(store, *rows[:10])
        reader = store.open()
        query = CandidateQuery("电车", rows[0].vector, 50)
        before = reader.candidates(query)
        hashes = list(reader.hashes())
        for step in range(3):
            changed = [
                index_row(passage(f"第{n}条", f"第{n}条　改为夜间电车{step}。"))
                for n in range(1, 6)
            ]
            publish(
                store,
                *changed,
                *rows[10:],
                deletes=[one.row["id"] for one in rows[5:10]],
            )
            assert reader.candidates(query) == before
        publish(store, *rows[:1], name="g2")
        assert reader.candidates(query) == before
        assert (list(reader.hashes()), reader.count()) == (hashes, 10)
        assert reader.get([rows[9].row["id"]]) == [rows[9].row]
        assert reader.generation.version == 1
        assert store.open("g1").count() == 15
        reader.close()

    def test_an_empty_index_answers_with_nothing(self, store: IndexStore) -> None:
        """Empty is an answer, not an error."""
        publish(store)
        reader = store.open()
        assert reader.candidates(CandidateQuery("电车", vector(1), 10)) == CandidateLists()
        assert (
            reader.count(),
            reader.count(Filter()),
            list(reader.hashes()),
            reader.find(Filter(), 5),
            reader.get(["x"]),
        ) == (
            0,
            0,
            [],
            [],
            [],
        )

    def test_an_index_that_was_emptied_answers_with_nothing(self, store: IndexStore) -> None:
        """And can be filled again."""
        rows = numbered(5)
        publish(store, *rows)
        publish(store, deletes=[one.row["id"] for one in rows])
        assert ask(store) == CandidateLists()
        publish(store, *rows)
        assert len(ask(store).keyword) == len(ask(store).vector) == 5

    def test_a_leg_without_its_input_is_not_asked(self, store: IndexStore) -> None:
        """No text, no keyword leg; no vector, no vector leg."""
        publish(store, *numbered(3))
        reader = store.open()
        assert reader.candidates(CandidateQuery(None, vector(1), 5)).keyword == ()
        assert len(reader.candidates(CandidateQuery(None, vector(1), 5)).vector) == 3
        assert reader.candidates(CandidateQuery("电车", None, 5)).vector == ()
        assert reader.candidates(CandidateQuery(None, None, 5)) == CandidateLists()

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
    def test_text_is_taken_literally(self, store: IndexStore, text: str) -> None:
        """No character is an operator: what holds 电车 finds it, what holds no term finds nothing."""
        publish(store, *numbered(3))
        assert len(ask(store, text).keyword) == (3 if "电车" in text else 0)

    def test_k_is_the_depth_of_each_leg(self, store: IndexStore) -> None:
        """At most k come back, all of them when k is larger than the index, and a smaller k gives the same beginning."""
        publish(store, *numbered(12))
        ten = ask(
            store,
            "12路电车",
            vector(3),
            10,
        )
        all_of_them = ask(
            store,
            "12路电车",
            vector(3),
            1_000,
        )
        assert (
            len(ten.keyword),
            len(ten.vector),
            len(all_of_them.keyword),
            len(all_of_them.vector),
        ) == (10, 10, 12, 12)
        assert ids(ten.vector) == ids(all_of_them.vector)[:10]

    def test_scores_descend(self, store: IndexStore) -> None:
        """Best first, bigger is better, on both legs."""
        publish(
            store,
            *(
                index_row(passage(f"第{n}条", "电车" * n + "公司规定" * (20 - n)))
                for n in range(1, 20)
            ),
        )
        candidates = ask(store, "电车公司", k=19)
        for leg in (candidates.keyword, candidates.vector):
            scores = [one.score for one in leg]
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
    def test_the_row_that_holds_the_words_is_first(
        self,
        store: IndexStore,
        asked: str,
        best: str,
    ) -> None:
        """Pairs of characters, words, numbers, width and case, either script; the header counts as well as the text."""
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
            index_row(passage("title", "本办法自公布之日起施行。", context="海州市轨道办法 › 附则"))
        )
        publish(store, *rows)
        assert ids(ask(store, asked).keyword)[0] == f"电车条例/{best}@2020-01-01"

    def test_words_that_nobody_wrote_find_nothing(self, store: IndexStore) -> None:
        """Characters that stand apart are no pair."""
        publish(store, index_row(passage("1", "车辆夜里停放，长期不用。")))
        assert ask(store, "车长夜停").keyword == ()

    def test_the_nearest_rows_come_first(self, store: IndexStore) -> None:
        """On 2,000 vectors of low rank, recall of the ten nearest is at least .95, and no row is nearer to a vector than its own."""
        rng = np.random.default_rng(7)
        base = rng.standard_normal((5, DIMENSION))
        vectors = [
            unit(values)
            for values in rng.standard_normal((2_000, 5)) @ base
            + 0.1 * rng.standard_normal((2_000, DIMENSION))
        ]
        publish(store, *(index_row(passage(f"第{n}条"), one) for n, one in enumerate(vectors)))
        reader = store.open()
        matrix = np.stack(vectors)
        found = 0
        for probe in range(0, 2_000, 50):
            nearest = np.argsort(-(matrix @ vectors[probe]))[:10]
            leg = reader.candidates(CandidateQuery(None, vectors[probe], 10)).vector
            assert leg[0].row["article"] == f"第{probe}条"
            found += len({f"电车条例/第{n}条@2020-01-01" for n in nearest} & set(ids(leg)))
        assert found / 400 >= 0.95

    def test_rows_are_got_in_the_order_asked(self, store: IndexStore) -> None:
        """Unknown ids are left out; groups are the caller's business."""
        secret = index_row(passage("密", groups=("board",)))
        rows = [*numbered(5), secret]
        publish(store, *rows)
        asked = [rows[n].row["id"] for n in (4, 0, 5, 2)]
        assert ids(store.open().get([asked[0], "never", *asked[1:]])) == asked
        assert store.open().get([]) == []

    def test_every_row_is_told_in_slices(self, store: IndexStore) -> None:
        """In the order of Python's strings, each once, with the groups that the filter reads; bounds need not be ids."""
        rows = [
            *map(index_row, map(odd_passage, ODD_VALUES)),
            index_row(full_passage()),
            index_row(passage("众", groups=("b", "a", "b"))),
        ]
        publish(store, *rows)
        reader = store.open()
        expected = sorted(
            (one.row["id"], one.row["row_hash"], tuple(sorted({*one.row["groups"]})))
            for one in rows
        )
        assert list(map(dataclasses.astuple, reader.entries(None, None))) == expected
        for bound in [one[0] for one in expected] + ["", "'", "车", "\U0010ffff"]:
            below = list(map(dataclasses.astuple, reader.entries(None, bound)))
            above = list(map(dataclasses.astuple, reader.entries(bound, None)))
            assert below == [one for one in expected if one[0] <= bound]
            assert below + above == expected
        assert [one.id for one in reader.entries(expected[1][0], expected[3][0])] == [
            expected[2][0],
            expected[3][0],
        ]

    def test_what_is_held_is_what_was_written(self, store: IndexStore) -> None:
        """Row and vector as they were, in the order asked; of the published version."""
        rows = [
            index_row(full_passage()),
            *numbered(3),
            *map(index_row, map(odd_passage, ODD_VALUES)),
        ]
        publish(store, *rows)
        store.write("g1", [index_row(passage("第1条", "还没有公布。"))])
        asked = [one.row["id"] for one in reversed(rows)]
        held = store.open().stored_rows(["never", *asked])
        assert [one.id for one in held] == asked
        for one, written in zip(held, reversed(rows), strict=True):
            assert one.row == written.row
            assert one.vector is not None
            assert np.array_equal(one.vector, written.vector)
            assert one.inconsistent == ()
        assert store.open().stored_rows([]) == []

    def test_rows_are_found_by_filter(self, store: IndexStore) -> None:
        """Sorted by id, at most `limit`, and only what the asker may see."""
        rows = [*numbered(5), index_row(passage("密", groups=("board",)))]
        publish(store, *rows)
        expected = sorted(one.row["id"] for one in rows[:5])
        assert ids(store.open().find(Filter(), 100)) == expected
        assert ids(store.open().find(Filter(), 2)) == expected[:2]
        assert ids(store.open().find(Filter(articles=("第3条",)), 9)) == [rows[2].row["id"]]

    def test_counting(self, store: IndexStore) -> None:
        """Every row without a filter, whoever may see it; else those that pass."""
        publish(store, *numbered(4), index_row(passage("密", groups=("board",))))
        reader = store.open()
        assert (
            reader.count(),
            reader.count(Filter()),
            reader.count(Filter(groups=("board", "public"))),
        ) == (5, 4, 5)

    # ── filters ──────────────────────────────────────────────────────────────────────────────────────────────────

    @pytest.mark.parametrize(
        ("where", "expected"),
        [
            ({}, "abcde"),
            ({"kinds": ("statute",)}, "a"),
            ({"kinds": ("statute", "policy")}, "ab"),
            ({"levels": ("law",)}, "a"),
            ({"regions": ("海州市",)}, "bc"),
            ({"regions": ("海州市", "江州市")}, "bcd"),
            ({"works": ("甲法", "乙规")}, "ab"),
            ({"articles": ("第一条",)}, "ac"),
            ({"sources": ("docs",)}, "b"),
            ({"sources": ("mirror", "docs")}, "be"),
            ({"categories": ("工资",)}, "cd"),
            ({"categories": ("工时", "休假")}, "de"),
            ({"regions": ("海州市",), "articles": ("第一条",)}, "c"),
            ({"categories": ("工资",), "regions": ("江州市",), "kinds": ("regulation",)}, "d"),
            ({"categories": ("工资",), "kinds": ("statute",)}, ""),
            ({"works": ("甲",)}, ""),
            ({"groups": ("public", "board")}, "abcdefg"),
            ({"groups": ("board",)}, "fg"),
            ({"groups": ("audit",)}, "g"),
            ({"groups": ("pub",)}, ""),
            ({"groups": ()}, ""),
        ],
    )
    def test_each_filter_holds_on_both_legs(
        self,
        store: IndexStore,
        where: dict[str, Any],
        expected: str,
    ) -> None:
        """Values of one field are alternatives, fields must all hold, null matches no value, a group is matched whole."""

        def tags(*values: str) -> tuple[Tag, ...]:
            return tuple(
                Tag(
                    "union",
                    value,
                    1.0,
                    "rule",
                )
                for value in values
            )

        rows = {
            "a": passage(
                "a",
                work="甲法",
                article="第一条",
                kind=DocumentKind.STATUTE,
                level="law",
            ),
            "b": passage(
                "b",
                work="乙规",
                kind=DocumentKind.POLICY,
                region="海州市",
                source=SourceRef(
                    "docs",
                    "u",
                    "p",
                    0,
                    1,
                ),
            ),
            "c": passage(
                "c",
                article="第一条",
                region="海州市",
                tags=tags("工资"),
            ),
            "d": passage("d", region="江州市", tags=tags("工资", "工时")),
            "e": passage(
                "e",
                article=None,
                tags=tags("休假"),
                mirrors=(Mirror("mirror", "p"),),
            ),
            "f": passage("f", groups=("board",)),
            "g": passage("g", groups=("board", "audit")),
        }
        publish(store, *map(index_row, rows.values()))
        wanted = {rows[name].id for name in expected}
        candidates = ask(store, **where)
        assert set(ids(candidates.keyword)) == set(ids(candidates.vector)) == wanted
        assert ids(store.open().find(Filter(**where), 10)) == sorted(wanted)
        assert store.open().count(Filter(**where)) == len(wanted)

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("2019-12-31", "ac"),
            ("2020-01-01", "abcd"),
            ("2021-05-31", "abcd"),
            ("2021-06-01", "ab"),
            (None, "abcde"),
        ],
    )
    def test_as_of_keeps_what_is_in_force(
        self,
        store: IndexStore,
        day: str | None,
        expected: str,
    ) -> None:
        """From the first day, up to and without the last; an unknown bound does not exclude, and a draft is never law."""
        begins = {"valid_from": "2020-01-01"}
        ends = {"valid_to": "2021-06-01"}
        bounds: dict[str, dict[str, Any]] = {
            "a": {},
            "b": begins,
            "c": ends,
            "d": begins | ends,
            "e": {"status": Status.DRAFT},
        }
        publish(store, *(index_row(passage(name, **bound)) for name, bound in bounds.items()))
        candidates = ask(store, as_of=day)
        assert ids(store.open().find(Filter(as_of=day), 9)) == [
            f"电车条例/{name}@2020-01-01" for name in expected
        ]
        assert (
            sorted(ids(candidates.keyword))
            == sorted(ids(candidates.vector))
            == ids(store.open().find(Filter(as_of=day), 9))
        )

    def test_filters_hold_before_ranking(self, store: IndexStore) -> None:
        """One row of 500 passes, is the worst on both legs, and is found with k = 1."""
        near = vector(1)
        crowd = [
            index_row(passage(f"第{n}条", "夜间电车夜间电车"), unit(near + 0.01 * vector(n + 10)))
            for n in range(499)
        ]
        lone = index_row(
            passage(
                "孤",
                "此外还有许多别的事情要说，最后才说到夜间。",
                region="海州市",
                groups=("board",),
            ),
            unit(-near),
        )
        publish(
            store,
            *crowd[:250],
            lone,
            *crowd[250:],
        )
        for where in (
            {"groups": ("board",)},
            {"groups": ("public", "board"), "regions": ("海州市",)},
            {"groups": ("board",), "articles": ("孤",)},
        ):
            candidates = ask(
                store,
                "夜间",
                near,
                1,
                **where,
            )
            assert ids(candidates.keyword) == ids(candidates.vector) == [lone.row["id"]], where

    def test_k_candidates_come_back_whenever_k_exist(self, store: IndexStore) -> None:
        """Also when those that pass a filter are far from the question and few among many."""
        near = vector(1)
        rows = [
            index_row(
                passage(f"第{n}条", region="海州市" if n % 50 == 0 else None),
                unit(near * (-1 if n % 50 == 0 else 1) + 0.2 * vector(n)),
            )
            for n in range(1_000)
        ]
        publish(store, *rows)
        candidates = ask(
            store,
            "电车",
            near,
            20,
            regions=("海州市",),
        )
        assert len(candidates.keyword) == len(candidates.vector) == 20

    def test_small_updates_are_found_at_once(self, store: IndexStore) -> None:
        """After each of 40 publications of one row, both legs find it, and rows of before are still there."""
        publish(store, *numbered(300))
        for n in range(40):
            row = index_row(
                passage(f"新{n}", f"第{n}号补充规定：线路{n}改道。", region=f"区{n}"),
                vector(10_000 + n),
            )
            publish(store, row, deletes=[f"电车条例/第{n + 1}条@2020-01-01"])
            assert ids(ask(store, f"{n}号补充规定", k=1).keyword) == [row.row["id"]]
            assert ids(ask(store, near=row.vector, k=1).vector) == [row.row["id"]]
            assert store.open().count() == 300
        assert len(ask(store, "补充规定", k=100).keyword) == 40
        assert ids(ask(store, "补充规定", regions=("区7",)).keyword) == ["电车条例/新7@2020-01-01"]
