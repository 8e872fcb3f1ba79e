"""The store that is a service, held to the battery against a real OpenSearch; and what only it
promises.
"""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from corpus.errors import Refused, ServiceUnfit, ServiceUnreachable, UnknownValue, UsageError
from corpus.schema import DERIVED, FIELDS
from indexing.opensearch import _client as _opensearch_client
from indexing.opensearch import _publishing as publishing
from indexing.opensearch._documents import document
from indexing.opensearch._mapping import index_body
from indexing.opensearch._queries import hybrid_body
from indexing.opensearch._reader import fused
from indexing.opensearch.options import ServerOptions
from indexing.opensearch.store import OpenSearchStore
from indexing.store import CandidateLists, CandidateQuery, Filter, IndexRow, IndexStore
from indexing.stores import find_live, open_store
from indexing.testing.store_battery import (
    META,
    StoreBattery,
    ask,
    ids,
    index_row,
    numbered,
    passage,
    publish,
    vector,
)
from retrieval.fusion import FusionOptions, fuse
from tests.line import CUT, FOREVER, Line, bad_line, refuse_every_third, refuse_last
from tests.opensearch import free_port, sweep

Place = tuple[str, ServerOptions]


@pytest.fixture
def place(opensearch: str) -> Iterator[Place]:
    """A prefix of its own on the shared server; its indices are gone after the test."""
    where = opensearch, ServerOptions(prefix=f"t{uuid.uuid4().hex[:8]}")
    yield where
    sweep(*where)


@pytest.fixture
def store(place: Place) -> Iterator[OpenSearchStore]:
    opened = OpenSearchStore(*place)
    yield opened
    opened.close()


class TestOpenSearchStore(StoreBattery):
    @pytest.fixture
    def place(self, opensearch: str) -> Iterator[Place]:
        where = opensearch, ServerOptions(prefix=f"b{uuid.uuid4().hex[:8]}")
        yield where
        sweep(*where)

    def open_at(self, place: Place) -> IndexStore:
        return open_store("opensearch", *place)


def raw(
    store: OpenSearchStore,
    method: str,
    path: str,
    body: Any = None,
    **params: Any,
) -> Any:
    """What a client without lexops would ask."""
    return store._client.call(
        method,
        path,
        body,
        params,
    )


# ── publication ──────────────────────────────────────────────────────────────────────────


def test_what_is_written_stays_unseen_though_the_server_refreshes(store: OpenSearchStore) -> None:
    """New, changed and removed rows; a restart of the server would do no more than this refresh."""
    before = numbered(4)
    publish(store, *before)
    changed = index_row(passage("第1条", "改过的条文。"))
    store.write(
        "g1",
        [changed, *numbered(6)[4:]],
        [before[1].row["id"]],
    )
    raw(
        store,
        "POST",
        f"/{store._alias}-g1/_refresh",
    )
    reader = store.open()
    assert reader.find(Filter(), 10) == sorted(
        (one.row for one in before), key=lambda row: row["id"]
    )
    assert (
        len(
            reader.candidates(
                CandidateQuery(
                    "电车",
                    vector(0),
                    10,
                )
            ).keyword
        )
        == 4
    )
    store.publish("g1")
    assert store.open().count() == 5
    assert store.open().get([changed.row["id"]]) == [changed.row]


def test_a_write_that_was_killed_half_way_is_repeated(store: OpenSearchStore) -> None:
    """Half of its rows are there, some were removed; the repeated write and the publication show
    the whole of it once.
    """
    publish(store, *numbered(10))
    rows_, gone = numbered(8, region="海州市"), [one.row["id"] for one in numbered(10)[8:]]

    def dying() -> Iterator[IndexRow]:
        yield from rows_[:5]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.write(
            "g1",
            dying(),
            gone,
        )
    store.write(
        "g1",
        rows_,
        gone,
    )
    store.publish("g1")
    assert store.open().count() == store.open().count(Filter(regions=("海州市",))) == 8


def test_rows_that_no_reader_can_ask_for_are_removed(store: OpenSearchStore) -> None:
    """A change leaves its predecessor for one publication, and no longer."""
    for n in range(4):
        publish(store, *numbered(3, region=f"区{n}"))
    raw(
        store,
        "POST",
        f"/{store._alias}-g1/_refresh",
    )
    assert (
        raw(
            store,
            "GET",
            f"/{store._alias}-g1/_count",
        )["count"]
        == 6
    )


def test_many_rows_are_changed_some_at_a_time(
    store: OpenSearchStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer has a header for each batch, and more than a hundred of them can't be read."""
    publish(store, *numbered(120))
    monkeypatch.setattr(
        publishing,
        "_BATCH",
        1,
    )
    monkeypatch.setattr(
        publishing,
        "_BY_QUERY",
        50,
    )
    store.write(
        "g1",
        numbered(120, region="海州市")[:110],
        ids(store.open().find(Filter(), 120))[110:],
    )
    store.discard("g1")
    assert (
        raw(
            store,
            "GET",
            f"/{store._alias}-g1/_count",
        )["count"]
        == 120
    )
    publish(store, *numbered(110, region="海州市"))
    publish(store, *numbered(1))
    assert (
        raw(
            store,
            "GET",
            f"/{store._alias}-g1/_count",
        )["count"]
        == 121
    )


def test_a_view_that_has_ended_says_so(store: OpenSearchStore) -> None:
    """Its keep-alive ran out, or its generation was dropped: refused, never an empty answer."""
    publish(store, *numbered(2))
    reader = store.open()
    raw(
        store,
        "DELETE",
        "/_search/point_in_time",
        {"pit_id": [reader._view]},
    )
    for act in (
        reader.count,
        lambda: reader.candidates(CandidateQuery("电车", None, 5)),
        lambda: list(reader.hashes()),
    ):
        with pytest.raises(Refused, match="new reader"):
            act()
    reader.close()


def test_of_two_homes_that_build_one_generation_one_is_refused(
    store: OpenSearchStore, place: Place
) -> None:
    """The store that began first neither writes to the other's index nor shows it."""
    other = OpenSearchStore(*place)
    store.create("g1", META)
    store.write("g1", numbered(3))
    other.create("g1", META)
    for act in (
        lambda: store.write("g1", numbered(3)),
        lambda: store.preview("g1"),
        lambda: store.publish("g1"),
    ):
        with pytest.raises(
            ServiceUnreachable, match=r"made anew by another program.*index\.prefix"
        ):
            act()
    assert store.live() is None
    other.write("g1", numbered(2))
    other.publish("g1")
    assert store.open().count() == 2
    other.close()


def test_the_live_generation_is_known_without_a_reader(
    store: OpenSearchStore, place: Place
) -> None:
    assert find_live("opensearch", *place) is None
    publish(store, *numbered(1))
    assert find_live("opensearch", *place) == ("g1", 1)


def test_a_prefix_that_begins_with_another_is_another_store(
    store: OpenSearchStore, place: Place
) -> None:
    url, options = place
    publish(store, *numbered(1))
    longer = OpenSearchStore(url, ServerOptions(prefix=f"{options.prefix}-x"))
    try:
        publish(longer, *numbered(2))
        assert (
            [one.name for one in store.generations()]
            == [one.name for one in longer.generations()]
            == ["g1"]
        )
        assert (store.open().count(), longer.open().count()) == (1, 2)
    finally:
        longer.close()
        sweep(url, longer._options)


# ── the mapping ──────────────────────────────────────────────────────────────────────────


def test_the_mapping_is_the_schema_s(store: OpenSearchStore) -> None:
    """Every flat field of the schema, nothing that is not known, and a vector whose engine is
    written.
    """
    publish(store, *numbered(1))
    mapping = raw(
        store,
        "GET",
        f"/{store._alias}-g1/_mapping",
    )[f"{store._alias}-g1"]["mappings"]
    flat = {field.name for field in (*FIELDS, *DERIVED) if field.type != "object"}
    assert set(mapping["properties"]) == flat | {"since", "until", "terms", "vector", "row"}
    assert mapping["dynamic"] == "strict"
    assert mapping["properties"]["vector"]["method"]["engine"] == "lucene"
    assert all(
        mapping["properties"][name]["type"] == "date"
        for name in ("promulgated", "valid_from", "valid_to")
    )


def test_a_row_s_id_may_be_longer_than_the_server_s(store: OpenSearchStore) -> None:
    """More than 512 bytes."""
    long = index_row(passage("第一条", work="关于" * 200 + "条例"))
    publish(store, long)
    assert ids(store.open().get([long.row["id"]])) == [long.row["id"]]


def test_rows_of_one_work_lie_on_one_shard(place: Place) -> None:
    url, options = place
    store = OpenSearchStore(url, ServerOptions(prefix=options.prefix, shards=3))
    publish(
        store,
        *numbered(20, work="甲法"),
        *numbered(20, work="乙法"),
        *numbered(20, work="丙法"),
    )
    candidates = ask(
        store,
        "电车",
        k=60,
    )
    assert len(candidates.keyword) == len(candidates.vector) == store.open().count() == 60
    for work in ("甲法", "乙法", "丙法"):
        found = raw(
            store,
            "POST",
            f"/{store._alias}/_search",
            {"size": 20, "explain": True, "query": {"term": {"work": work}}},
        )
        assert len({hit["_shard"] for hit in found["hits"]["hits"]}) == 1
    store.close()


# ── a hybrid query, as a client without lexops sends it ──────────────────────────────────

WORDS = [f"{a}{b}" for a in "工资休假合同社保仲裁" for b in "单位职工报酬期限"]


def texts(count: int) -> list[IndexRow]:
    """Rows whose words and vectors differ, so that few scores are equal."""
    rng = random.Random(5)
    return [
        index_row(
            passage(f"第{n}条", "".join(rng.choices(WORDS, k=rng.randint(20, 60)))), vector(n)
        )
        for n in range(count)
    ]


@pytest.fixture(scope="module")
def filled(opensearch: str) -> Iterator[OpenSearchStore]:
    """A generation of 400 rows, a tenth of them not for everybody, with rows of a past and of a
    coming publication in the index.
    """
    store = OpenSearchStore(opensearch, ServerOptions(prefix=f"h{uuid.uuid4().hex[:8]}"))
    everything = texts(500)
    hidden = [
        index_row(
            passage(
                f"密{n}",
                "".join(WORDS),
                groups=("board",),
            ),
            vector(n),
        )
        for n in range(40)
    ]
    publish(
        store,
        *everything[:450],
        *hidden,
    )
    publish(
        store,
        *everything[:10],
        deletes=[one.row["id"] for one in everything[400:450]],
    )
    store.write("g1", everything[450:])
    raw(
        store,
        "POST",
        f"/{store._alias}-g1/_refresh",
    )
    yield store
    store.close()
    sweep(opensearch, store._options)


def questions() -> list[CandidateQuery]:
    rng = random.Random(6)
    return [
        CandidateQuery(
            "".join(rng.choices(WORDS, k=6)),
            vector(10_000 + n),
            100,
        )
        for n in range(30)
    ]


def test_opensearch_fuses_as_we_do(filled: OpenSearchStore) -> None:
    """The first ten of 30 questions, in the same order: by a reader, and through the alias by
    nothing but the body.
    """
    reader = filled.open()
    for query in questions():
        ours = [
            one.rows[0]["id"]
            for one in fuse(reader.candidates(query), FusionOptions(dense_weight=0.6))
        ][:10]
        assert ids(reader.hybrid(query))[:10] == ours
        answer = raw(
            filled,
            "POST",
            f"/{filled._alias}/_search",
            hybrid_body(query, reader.generation.version),
        )
        assert ids(fused(answer))[:10] == ours
        assert max(hit["_score"] for hit in answer["hits"]["hits"]) <= 1


def test_a_hybrid_query_shows_what_both_searches_show(filled: OpenSearchStore) -> None:
    """Groups, filters and publication apply to both of its searches."""
    reader = filled.open()
    for query in questions()[:10]:
        candidates = reader.candidates(query)
        found = ids(reader.hybrid(query))
        assert set(found) <= {*ids(candidates.keyword), *ids(candidates.vector)}
        assert not any("密" in one for one in found)
    without_groups = CandidateQuery(
        "工资",
        vector(1),
        50,
        Filter(groups=()),
    )
    assert reader.hybrid(without_groups) == ()
    assert {
        row["id"]
        for row in (
            one.row
            for one in reader.hybrid(
                CandidateQuery(
                    "工资",
                    vector(1),
                    50,
                    Filter(groups=("board",)),
                )
            )
        )
    } <= {f"电车条例/密{n}@2020-01-01" for n in range(40)}


def test_a_hybrid_query_of_one_search_is_that_search(filled: OpenSearchStore) -> None:
    reader = filled.open()
    assert ids(reader.hybrid(CandidateQuery("工资", None, 9))) == ids(
        reader.candidates(CandidateQuery("工资", None, 9)).keyword
    )
    assert ids(
        reader.hybrid(
            CandidateQuery(
                None,
                vector(1),
                9,
            )
        )
    ) == ids(
        reader.candidates(
            CandidateQuery(
                None,
                vector(1),
                9,
            )
        ).vector
    )


def test_an_answer_that_nothing_fused_is_refused(filled: OpenSearchStore) -> None:
    """OpenSearch gives marker scores and no error where the pipeline is missing; with its default
    no client can forget it.
    """
    query = questions()[0]
    body = hybrid_body(query, filled.open().generation.version)
    unfused = raw(
        filled,
        "POST",
        f"/{filled._alias}/_search",
        body,
        search_pipeline="_none",
    )
    assert min(hit["_score"] for hit in unfused["hits"]["hits"]) < -1e9
    with pytest.raises(ServiceUnreachable, match=r"index\.search\.default_pipeline"):
        fused(unfused)


# ── faults ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def line(opensearch: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """A bad line; pauses between attempts are short."""
    monkeypatch.setattr(
        _opensearch_client,
        "_PAUSES",
        (0.01,) * 4,
    )
    with bad_line(opensearch) as line:
        yield line


@pytest.fixture
def behind(line: Line, place: Place) -> Iterator[OpenSearchStore]:
    """A store that talks through the bad line."""
    opened = OpenSearchStore(line.url, place[1])
    yield opened
    line.plan.clear()
    opened.close()


def test_a_busy_server_is_asked_again(behind: OpenSearchStore, line: Line) -> None:
    """Whole requests that are refused or cut, and single items of a bulk: everything arrives,
    once.
    """
    line.plan = {
        "_bulk": [429, CUT, refuse_every_third, 503, refuse_every_third],
        "_refresh": [502, CUT],
        "_msearch": [429, CUT],
    }
    publish(behind, *numbered(30))
    assert behind.open().count() == 30
    assert (
        len(
            ask(
                behind,
                "电车",
                k=50,
            ).keyword
        )
        == 30
    )
    assert all(not troubles for troubles in line.plan.values())


def test_what_is_asked_again_is_asked_the_same(behind: OpenSearchStore, line: Line) -> None:
    """A 404 that means something still means it, and what may take an hour may take it at every
    attempt, and next time.
    """
    line.plan = {"/nothing": [503, 503]}
    patient = {"request_timeout": 3_600}
    assert (
        behind._client.call(
            "GET",
            "/nothing",
            params=patient,
            missing="none",
        )
        == "none"
    )
    assert patient == {"request_timeout": 3_600}


def test_of_several_searches_those_are_asked_again_that_the_server_had_no_time_for(
    behind: OpenSearchStore, line: Line
) -> None:
    publish(behind, *numbered(4))
    reader = behind.open()
    query = CandidateQuery(
        "电车",
        vector(0),
        3,
    )
    expected = reader.candidates(query)
    line.plan, line.seen = {"_msearch": [refuse_last, 429]}, []
    assert reader.candidates(query) == expected
    assert line.seen == ["POST /_msearch"] * 3
    line.plan = {"_msearch": [refuse_last] * FOREVER}
    with pytest.raises(ServiceUnreachable, match="full"):
        reader.candidate_batches([query] * 3)


def test_a_question_that_no_shard_has_anything_for_is_answered(store: OpenSearchStore) -> None:
    """OpenSearch's fusion fails over the second shard of a search that can match nothing, about
    one time in six.
    """
    publish(store, *numbered(7))
    reader = store.open()
    without_groups = CandidateQuery(
        "电车",
        vector(0),
        10,
        Filter(groups=()),
    )
    assert reader.candidate_batches([without_groups] * 300) == [CandidateLists()] * 300


def test_a_server_that_stays_busy_is_unreachable(behind: OpenSearchStore, line: Line) -> None:
    """Refused requests and refused items alike, with the server's reason."""
    behind.create("g1", META)
    for trouble in (429, refuse_every_third):
        line.plan = {"_bulk": [trouble] * 9}
        with pytest.raises(ServiceUnreachable, match=r"try again|full"):
            behind.write("g1", numbered(9))


def test_a_row_that_the_server_can_t_take_is_named(store: OpenSearchStore) -> None:
    """An error of one item is never swallowed."""
    store.create("g1", META)
    broken = numbered(3)
    broken[1].row["valid_from"] = "gestern"
    with pytest.raises(ServiceUnreachable, match=rf"{broken[1].row['id']}.*gestern"):
        store.write("g1", broken)


def test_an_answer_without_a_shard_is_none(behind: OpenSearchStore, line: Line) -> None:
    """`_msearch` says 200 whatever became of its parts: a part that failed, a shard that is
    missing, a search that took too long.
    """
    publish(behind, *numbered(2))
    reader = behind.open()
    for part, error in (
        ({"error": {"type": "oops"}, "status": 400}, AssertionError),
        ({"error": {"type": "oops"}, "status": 500}, ServiceUnreachable),
        ({"_shards": {"total": 2, "failed": 1}, "hits": {"hits": []}}, ServiceUnreachable),
        (
            {"_shards": {"total": 1, "failed": 0}, "timed_out": True, "hits": {"hits": []}},
            ServiceUnreachable,
        ),
    ):
        line.plan = {"_msearch": [lambda _, part=part: json.dumps({"responses": [part]}).encode()]}
        with pytest.raises(error):
            reader.candidates(CandidateQuery("电车", None, 5))


def test_what_is_wrong_with_a_server_is_said_with_its_remedy(
    behind: OpenSearchStore, line: Line
) -> None:
    """An old version and a plugin that lacks at once, another product, a wrong password, no right
    to do it.
    """

    def says(**version: str) -> Callable[[bytes], bytes]:
        return lambda _: json.dumps(
            {"version": {"distribution": "opensearch", "number": "2.19.1", **version}}
        ).encode()

    nodes = {"a": {"name": "a", "plugins": [{"name": "opensearch-knn"}]}, "b": {"name": "b"}}
    cases: list[tuple[dict[str, Any], type[Exception], str]] = [
        (
            # an old server; and of two nodes one lacks a plugin, the other all
            {
                "/": says(number="1.3.20"),
                "/_nodes/plugins": lambda _: json.dumps({"nodes": nodes}).encode(),
            },
            ServiceUnfit,
            "1.3.20 is too old; it lacks opensearch-knn; it lacks opensearch-neural-search",
        ),
        ({"/": says(distribution="other")}, ServiceUnfit, "is no OpenSearch"),
        ({"/": 401}, ServiceUnfit, "LEXOPS_INDEX_PASSWORD"),
        ({"/": 403}, ServiceUnreachable, "refused: try again"),
    ]
    for plan, error, words in cases:
        line.plan = {path: [trouble] for path, trouble in plan.items()}
        with pytest.raises(error, match=words):
            behind.info()
    line.plan = {}
    assert behind.info()["version"] == "2.19.1"


def test_where_no_server_is_it_is_said_at_once() -> None:
    """With the command that starts one."""
    store = OpenSearchStore(f"http://127.0.0.1:{free_port()}")
    with pytest.raises(ServiceUnreachable, match="lexops opensearch up"):
        store.live()
    store.close()


@pytest.mark.parametrize(
    "url", ["/home/somebody/.lexops/index", "ftp://127.0.0.1", "127.0.0.1:9200"]
)
def test_a_location_is_a_url(url: str) -> None:
    with pytest.raises(UsageError, match=r"index\.location"):
        open_store("opensearch", url)


def test_options_that_can_t_be_are_said_so() -> None:
    with pytest.raises(UnknownValue, match="lucene, faiss"):
        ServerOptions(engine="nmslib")  # type: ignore[arg-type]
    with pytest.raises(UnknownValue, match="float32, fp16, byte, on_disk"):
        ServerOptions(vectors="int4")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"needs index\.engine 'faiss'"):
        ServerOptions(vectors="fp16")
    for wrong in (
        {"prefix": "Lex"},
        {"prefix": "*"},
        {"shards": 0},
        {"replicas": -1},
        {"dense_weight": 1.5},
    ):
        with pytest.raises(UsageError):
            ServerOptions(**wrong)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"index\.ca"):
        open_store(
            "opensearch",
            "https://127.0.0.1:9200",
            ServerOptions(ca="/nowhere.pem"),
        )
    assert "secret" not in repr(ServerOptions(password="secret"))


def test_a_name_that_an_index_can_t_have_is_refused(store: OpenSearchStore) -> None:
    """Nor is a pattern taken for a name."""
    publish(store, *numbered(1))
    for name in ("G1", "g 1", "g*", "", "_g"):
        with pytest.raises(UsageError):
            store.create(name, META)
    for act in (lambda: store.open("g*"), lambda: store.publish("*")):
        with pytest.raises(UnknownValue):
            act()
    store.drop("g*")
    assert store.open().count() == 1


HNSW = {"name": "hnsw", "space_type": "innerproduct"}
GRAPH = {"m": 16, "ef_construction": 100}


@pytest.mark.parametrize(
    ("options", "field"),
    [
        # one node, as by default
        ({}, {"method": HNSW | {"engine": "lucene", "parameters": GRAPH}}),
        # an official distribution
        ({"engine": "faiss"}, {"method": HNSW | {"engine": "faiss", "parameters": GRAPH}}),
        # half the memory; only faiss has it, and the server of these tests has no faiss
        (
            {"engine": "faiss", "vectors": "fp16"},
            {
                "method": HNSW
                | {
                    "engine": "faiss",
                    "parameters": GRAPH
                    | {"encoder": {"name": "sq", "parameters": {"type": "fp16"}}},
                }
            },
        ),
        # a quarter, with Lucene
        (
            {"vectors": "byte"},
            {
                "method": HNSW
                | {
                    "engine": "lucene",
                    "parameters": GRAPH
                    | {
                        "encoder": {
                            "name": "sq",
                            "parameters": {"bits": 7, "confidence_interval": 1.0},
                        }
                    },
                }
            },
        ),
        # a thirty-second, the rest on disk
        (
            {"engine": "faiss", "vectors": "on_disk"},
            {"mode": "on_disk", "method": HNSW | {"engine": "faiss", "parameters": GRAPH}},
        ),
    ],
)
def test_an_index_is_set_up_as_the_profile_says(
    options: dict[str, Any], field: dict[str, Any]
) -> None:
    """Vectors, shards and copies; the engine always written."""
    body = index_body(
        {},
        16,
        ServerOptions(
            shards=3,
            replicas=1,
            **options,
        ),
        "p",
    )
    assert (
        body["mappings"]["properties"]["vector"] == {"type": "knn_vector", "dimension": 16} | field
    )
    assert (
        body["settings"]["index"]["number_of_shards"],
        body["settings"]["index"]["number_of_replicas"],
    ) == (3, 1)


def test_vectors_of_bytes_find_what_whole_ones_find(place: Place) -> None:
    """Nine of the ten nearest, by the exact order; and what is held is compared whole, because
    the server keeps both.
    """
    url, options = place
    made = texts(200)
    whole = np.stack([one.vector for one in made])
    store = OpenSearchStore(url, replace(options, vectors="byte"))
    publish(store, *made)
    reader = store.open()
    found = total = 0
    for seed in range(10):
        asked = vector(1_000 + seed)
        exact = {made[place].row["id"] for place in np.argsort(-(whole @ asked))[:10]}
        found += len(
            exact
            & {
                one.row["id"]
                for one in reader.candidates(
                    CandidateQuery(
                        None,
                        asked,
                        10,
                    )
                ).vector
            }
        )
        total += len(exact)
    assert found / total >= 0.9
    (held,) = reader.stored_rows([made[0].row["id"]])
    assert held.vector is not None
    assert np.array_equal(held.vector, made[0].vector)
    assert not held.inconsistent
    reader.close()
    store.close()


def test_vectors_are_written_exactly() -> None:
    """Nine digits are what a float of 32 bits needs."""
    made = index_row(passage("1"), vector(3))
    assert np.array_equal(
        np.asarray(json.loads(document(made, 1))["vector"], np.float32), made.vector
    )
