"""The index as services see it: through a plain client of OpenSearch, and through the client of lexops."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import threading
import uuid
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from opensearchpy.exceptions import RequestError

from corpus.errors import ModelMismatch, ModelUnavailable, Refused, UsageError
from corpus.records import Caution, Status
from corpus.schema import SCHEMA_VERSION
from corpus.search import SearchRequest
from indexing.analysis import terms
from indexing.hashing_embedder import HashingEmbedder
from indexing.opensearch import _analysis as _opensearch_analysis
from indexing.opensearch import _mapping as _opensearch_mapping
from indexing.opensearch import _template as _opensearch_template
from indexing.opensearch._reader import fused
from indexing.opensearch.options import ServerOptions
from indexing.opensearch.store import OpenSearchStore
from indexing.store import CandidateQuery, Filter, IndexMeta, IndexRow
from indexing.testing.memory_store import MemoryStore
from indexing.testing.store_battery import ids, index_row, passage
from retrieval.client import IndexClient, connect
from retrieval.search import Searcher
from tests.corpus.test_calendar import ClockAtNight
from tests.opensearch import sweep

EMBEDDER = HashingEmbedder()
META = IndexMeta(
    EMBEDDER.fingerprint,
    EMBEDDER.dimension,
    model=EMBEDDER.name,
)


def row(path: str, text: str, **changes: Any) -> IndexRow:
    """A passage with the vector that its text has."""
    one = passage(
        path,
        text,
        **changes,
    )
    return index_row(one, EMBEDDER.embed_passages([f"{one.context}\n{one.text}"])[0])


LABOUR = "劳动合同法"
ROWS = [
    row(
        "第三十八条",
        "单位没有按时足额付工资的，职工可以解除合同。",
        work=LABOUR,
        title=f"中华人民共和国{LABOUR}",
    ),
    row(
        "第三十八条之一",
        "职工解除合同，不必等单位同意。",
        work=LABOUR,
        title=f"中华人民共和国{LABOUR}",
    ),
    row(
        "第三十九条",
        "职工严重违反规章的，单位可以解除合同。",
        work=LABOUR,
        title=f"中华人民共和国{LABOUR}",
    ),
    row(
        "第三十八条",
        "当事人可以约定合同的附加条款。",
        work="合同法",
        title="中华人民共和国合同法",
        valid_from="1999-10-01",
        valid_to="2021-01-01",
        status=Status.REPEALED,
    ),
    row(
        "第一千一百七十九条",
        "伤人的，应当赔偿医药费和误工费。",
        work="民法典",
        title="中华人民共和国民法典",
        valid_from="2021-01-01",
    ),
    row(
        "第五条",
        "车长每月的工资在十日以前发放。",
        region="海州市",
        level="local regulation",
    ),
    row(
        "第六条",
        "车长的工资由董事会另行决定。",
        groups=("board",),
    ),
    *(
        row(
            f"第{n}条",
            f"第{n}路电车每日从{n}点起发车。",
            work="行车规则",
        )
        for n in range(1, 40)
    ),
    *(
        row(
            f"第{n}条",
            f"第{n}路电车的通知：几点发车另行决定。",
            work="行车通知",
            promulgated=made,
        )
        for n, made in ((41, "2022-05-01"), (42, "2022-05-02"))
    ),
]


@pytest.fixture
def store(opensearch: str) -> Iterator[OpenSearchStore]:
    opened = OpenSearchStore(opensearch, ServerOptions(prefix=f"c{uuid.uuid4().hex[:8]}"))
    yield opened
    opened.close()
    sweep(opensearch, opened._options)


@pytest.fixture(scope="module")
def filled(opensearch: str) -> Iterator[OpenSearchStore]:
    """A live generation in which some rows are of the past, and some of a publication to come."""
    opened = OpenSearchStore(opensearch, ServerOptions(prefix=f"f{uuid.uuid4().hex[:8]}"))
    publish(
        opened,
        *(
            row(
                "第三十八条",
                "旧的条文，工资。",
                work=LABOUR,
            ),
            row("第九条", "废除的条文，工资。"),
        ),
    )
    publish(
        opened,
        *ROWS,
        deletes=["电车条例/第九条@2020-01-01"],
    )
    opened.write(
        "g1",
        [
            row(
                "第三十八条",
                "还没有公布的条文，工资。",
                work=LABOUR,
            ),
            row("第十条", "还没有公布的工资条文。"),
        ],
    )
    opened._client.call("POST", f"/{opened._alias}-g1/_refresh")
    yield opened
    opened.close()
    sweep(opensearch, opened._options)


def publish(
    store: OpenSearchStore,
    *rows: IndexRow,
    name: str = "g1",
    deletes: Any = (),
    meta: IndexMeta = META,
) -> None:
    if name not in {one.name for one in store.generations()}:
        store.create(name, meta)
    store.write(
        name,
        rows,
        deletes,
    )
    store.publish(name)


def plain(
    store: OpenSearchStore,
    text: str | None = None,
    *,
    embed: bool = True,
    **params: Any,
) -> list[str]:
    """Ids that a client without lexops gets from the template."""
    given = {"groups": ["public"], **params, **({"text": text} if text else {})}
    if text and embed:
        given["vector"] = EMBEDDER.embed_query(text).tolist()
    body = {"id": f"{store._alias}-search-v2", "params": given}
    answer = store._client.call(
        "POST",
        f"/{store._alias}/_search/template",
        body,
    )
    return [hit["_source"]["id"].partition("@")[0] for hit in answer["hits"]["hits"]]


def whole(ids_: list[str]) -> list[str]:
    return [one.partition("@")[0] for one in ids_]


# ── one publication
# ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_template_answers_as_the_store_does(filled: OpenSearchStore) -> None:
    """The same hits in the same order with the same scores, with filters and without, though rows of other publications lie beside them."""
    reader = filled.open()
    for where in (
        Filter(),
        Filter(groups=("public", "board")),
        Filter(regions=("海州市",)),
        Filter(as_of="2022-05-01"),
        Filter(works=(LABOUR,)),
        Filter(jurisdictions=("mainland",)),
    ):
        for text in (
            "不发工资",
            "解除合同",
            "劳动合同法第38条",
            "几点发车",
        ):
            vector = EMBEDDER.embed_query(text)
            own = [
                (one.row["id"], one.score)
                for one in reader.hybrid(
                    CandidateQuery(
                        text,
                        vector,
                        200,
                        where,
                    )
                )
            ]
            given = {
                "groups": where.groups,
                "regions": where.regions,
                "works": where.works,
                "jurisdictions": where.jurisdictions,
                "fields": ["row"],
                "k": 200,
            }
            given |= {"as_of": where.as_of} if where.as_of else {"any_day": True}
            body = {
                "id": f"{filled._alias}-search-v2",
                "params": {"text": text, "vector": vector.tolist(), **given},
            }
            found = fused(
                filled._client.call(
                    "POST",
                    f"/{filled._alias}/_search/template",
                    body,
                )
            )
            assert [(one.row["id"], one.score) for one in found] == own


@pytest.mark.parametrize(
    "query",
    [
        {"match_all": {}},
        {"match": {"text": "工资条文"}},
        {"terms": {"work": [LABOUR, "电车条例"]}},
        {"knn": {"vector": {"vector": EMBEDDER.embed_query("工资条文").tolist(), "k": 60}}},
        {"hybrid": {"queries": [{"match": {"text": "工资条文"}}, {"knn": {"vector": {"vector": EMBEDDER.embed_query("工资条文").tolist(), "k": 60}}}, {"match_none": {}}]}},
    ],
    ids=lambda query: next(iter(query)),
)  # fmt: skip
def test_any_query_through_the_alias_sees_one_publication(
    filled: OpenSearchStore, query: Any
) -> None:
    """Also in a point in time, and when it counts or aggregates: nothing of before, nothing of what is to come."""
    shown = {one.row["id"] for one in ROWS}
    body = {
        "size": 100,
        "_source": ["id", "text"],
        "query": query,
        "aggs": {"ids": {"terms": {"field": "id", "size": 100}}},
    }
    view = filled._client.call(
        "POST",
        f"/{filled._alias}/_search/point_in_time",
        params={"keep_alive": "1m"},
    )["pit_id"]
    pipeline = filled._client.call(
        "GET", "/_search/pipeline/" + _opensearch_mapping.pipeline_name(filled._alias, 0.6)
    )
    for path, more, params in (
        (f"/{filled._alias}/_search", {}, {}),
        ("/_search", {"pit": {"id": view}}, {"search_pipeline": next(iter(pipeline))}),
    ):
        answer = filled._client.call(
            "POST",
            path,
            {**body, **more},
            params,
        )
        found = [hit["_source"] for hit in answer["hits"]["hits"]]
        assert found
        assert {one["id"] for one in found} <= shown
        assert {one["key"] for one in answer["aggregations"]["ids"]["buckets"]} <= shown
        assert not any(
            "公布" in one["text"] or "旧的" in one["text"] or "废除" in one["text"] for one in found
        )
    filled._client.call(
        "DELETE",
        "/_search/point_in_time",
        {"pit_id": [view]},
    )
    assert filled._client.call("GET", f"/{filled._alias}/_count")["count"] == len(ROWS)


def test_a_plain_client_sees_one_publication_whole_while_they_change(
    store: OpenSearchStore,
) -> None:
    """Every row changes in each of ten publications and two generations; no answer is empty, mixes two, or has a row twice."""

    def turn(n: int) -> list[IndexRow]:
        return [
            row(
                f"第{i}条",
                f"第{i}路电车的车票价是{n}元。",
                document_number=str(n),
            )
            for i in range(30)
        ]

    publish(store, *turn(0))
    seen: list[set[str]] = []
    wrong: list[Any] = []
    done = threading.Event()

    def asking() -> None:
        vector = EMBEDDER.embed_query("车票价").tolist()
        client = OpenSearchStore(store._client.url, store._options)._client
        params = {
            "text": "车票价",
            "vector": vector,
            "groups": ["public"],
            "k": 100,
            "fields": ["id", "document_number"],
        }
        while not done.is_set():
            answer = client.call(
                "POST",
                f"/{store._alias}/_search/template",
                {"id": f"{store._alias}-search-v2", "params": params},
            )
            found = [hit["_source"] for hit in answer["hits"]["hits"]]
            turns = {one["document_number"] for one in found}
            if len(found) != 30 or len({one["id"] for one in found}) != 30 or len(turns) != 1:
                wrong.append((len(found), turns))
            seen.append(turns)
        client.close()

    threads = [threading.Thread(target=asking) for _ in range(2)]
    for one in threads:
        one.start()
    for n in range(1, 11):
        publish(
            store,
            *turn(n),
            name="g1" if n < 6 else "g2",
        )
    done.set()
    for one in threads:
        one.join()
    assert not wrong
    assert len({frozenset(one) for one in seen}) > 3


def test_a_publication_that_died_before_it_was_noted_is_noted_by_the_next(
    store: OpenSearchStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The alias has moved, the number in `_meta` has not: own and plain readers see the new one, and it is not forgotten when the alias moves on."""
    publish(store, *ROWS[:3])

    def dying(_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(
            store._publisher,
            "note",
            dying,
        )
        with pytest.raises(KeyboardInterrupt):
            publish(
                store,
                ROWS[3],
                deletes=[ROWS[0].row["id"]],
            )
    assert store.live() is not None
    assert (store.live().version, store.open().count()) == (2, 3)  # type: ignore[union-attr]
    assert (
        len(
            plain(
                store,
                "合同",
                any_day=True,
            )
        )
        == 3
    )
    publish(
        store,
        *ROWS[:1],
        name="g2",
    )
    (first, second) = store._indices.stored()
    assert (
        first.noted,
        first.published,
        first.aliased,
        second.aliased,
    ) == (2, 2, False, True)
    assert first.digest == digest_of(store.open("g1").hashes())


def digest_of(pairs: Any) -> str:
    """The digest as docs/consuming.md has it."""
    total = sum(
        int(hashlib.sha256(f"{id_}\n{row_hash}".encode()).hexdigest(), 16)
        for id_, row_hash in pairs
    )
    return f"{total % 2**256:064x}"


def test_the_digest_is_that_of_the_rows_that_are_shown(store: OpenSearchStore) -> None:
    """However they came there: added, changed, removed, put back, taken back before it was published."""
    changed = row("第五条", "改了。")
    for rows, deletes in (
        (ROWS, []),
        ([changed], [ROWS[0].row["id"]]),
        ([ROWS[5]], []),
        ([], [ROWS[1].row["id"], "never@1"]),
        ([], []),
    ):
        publish(
            store,
            *rows,
            deletes=deletes,
        )
        (stored,) = store._indices.stored()
        assert stored.digest == digest_of(store.open().hashes())
    before = store._indices.stored()[0].digest
    store.write("g1", [row("第七条", "撤回的条文。"), changed])
    store.discard("g1")
    publish(store)
    assert store._indices.stored()[0].digest == before


# ── what the index says of itself
# ────────────────────────────────────────────────────────────────────────────────────


def test_meta_says_how_to_ask(filled: OpenSearchStore) -> None:
    """Through the alias, by nothing but HTTP."""
    (found,) = filled._client.call("GET", f"/{filled._alias}/_mapping").values()
    meta = found["mappings"]["_meta"]["lexops"]
    assert meta.pop("digest") == digest_of((one.row["id"], one.row["row_hash"]) for one in ROWS)
    assert meta == {
        "prefix": filled._alias,
        "name": "g1",
        "published": 2,
        "pipeline": f"{filled._alias}-hybrid-v1-0.6",
        "template": f"{filled._alias}-search-v2",
        "fingerprint": EMBEDDER.fingerprint,
        "dimension": EMBEDDER.dimension,
        "schema_version": SCHEMA_VERSION,
        "model": "hashing",
        "instruction": "",
    }


def test_search_pipelines_go_with_the_last_index_that_uses_them(store: OpenSearchStore) -> None:
    """A generation with another weight has a pipeline of its own, and does not change how the live one is fused."""
    publish(store, *ROWS[:2])
    other = OpenSearchStore(
        store._client.url, dataclasses.replace(store._options, dense_weight=0.25)
    )
    publish(
        other,
        *ROWS[:2],
        name="g2",
    )
    names = [_opensearch_mapping.pipeline_name(store._alias, weight) for weight in (0.25, 0.6)]
    assert sorted(store._client.call("GET", f"/_search/pipeline/{store._alias}-*")) == names
    settings = store._client.call("GET", f"/{store._alias}/_settings")[f"{store._alias}-g2"][
        "settings"
    ]["index"]
    assert settings["search"]["default_pipeline"] == names[0]
    store.drop("g1")
    assert sorted(store._client.call("GET", f"/_search/pipeline/{store._alias}-*")) == names[:1]
    other.close()


def test_what_a_version_means_does_not_change() -> None:
    """Who changes the template, the pipeline or the analyzers raises its version and pins it here anew: clients rely on it."""

    def pin(value: Any) -> str:
        return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]

    assert (_opensearch_template.VERSION, pin(_opensearch_template.body())) == (2, "9a75b7dedf62")
    assert (_opensearch_mapping.PIPELINE_VERSION, pin(_opensearch_mapping.pipeline_body(0.6))) == (
        1,
        "836f17794a3a",
    )
    assert (SCHEMA_VERSION, pin(_opensearch_analysis.ANALYSIS)) == (5, "b2931d4b4b8e")


# ── the template
# ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("劳动合同法第38条", f"{LABOUR}/第三十八条"),
        ("《劳动合同法》第三十八条说了什么", f"{LABOUR}/第三十八条"),
        ("根据中华人民共和国劳动合同法 第 38 条，我可以走吗", f"{LABOUR}/第三十八条"),
        ("劳动合同法第三十八条之一", f"{LABOUR}/第三十八条之一"),  # inserted between two
        ("勞動合同法第３９條", f"{LABOUR}/第三十九条"),  # traditional, full width
        ("民法典1179条", "民法典/第一千一百七十九条"),  # without 第, beyond a thousand
        ("合同法第38条", "合同法/第三十八条"),  # the name of one law ends like another's
    ],
)
def test_a_cited_article_stands_first(
    filled: OpenSearchStore,
    question: str,
    first: str,
) -> None:
    """Whatever else the words resemble; and with the keyword search alone."""
    assert (
        plain(
            filled,
            question,
            any_day=True,
        )[0]
        == first
    )
    assert (
        plain(
            filled,
            question,
            any_day=True,
            embed=False,
        )[0]
        == first
    )


@pytest.mark.parametrize(
    "question",
    [
        "第38条",
        "公司违反第三十八条",
        "劳动合同法",
        "行车规则第38章",
    ],
)
def test_what_cites_no_article_moves_none(filled: OpenSearchStore, question: str) -> None:
    """No score of half a point and more, which only a cited article has."""
    body = {"id": f"{filled._alias}-search-v2", "params": {"text": question, "groups": ["public"]}}
    answer = filled._client.call(
        "POST",
        f"/{filled._alias}/_search/template",
        body,
    )
    assert max(hit["_score"] for hit in answer["hits"]["hits"]) < 0.5


ELSEWHERE = [
    row("第四条", "夜班的津贴。", work="夜班法", jurisdiction="mainland"),
    row(
        "第四条",
        "夜班的津贴另行规定。",
        work="厂规",
        cautions=(
            Caution("open_claim", "某报：厂规停止执行。", "夜班法"),
            Caution("trial_period_over", "试行期已满。"),
        ),
    ),
    row("第四条", "夜班之津贴。", work="夜班基準法", jurisdiction="taiwan"),
    row("第四条", "夜班津贴。", work="夜班法:1a2b3c4d", jurisdiction="foreign"),
    row("第五条", "夜班津贴草案。", work="夜班法", status=Status.DRAFT),
    row("第六条", "夜班津贴停发。", work="夜班法", status=Status.SUSPENDED, valid_to="2022-01-01"),
    row("第七条", "夜班津贴期满。", work="夜班法", status=Status.EXPIRED, valid_to="2022-01-01"),
    row("第八条", "夜班津贴废止。", work="夜班法", status=Status.REPEALED),
]


@pytest.fixture(scope="module")
def elsewhere(opensearch: str) -> Iterator[OpenSearchStore]:
    """A live generation with law of several jurisdictions, and with texts that are no law now."""
    opened = OpenSearchStore(opensearch, ServerOptions(prefix=f"j{uuid.uuid4().hex[:8]}"))
    publish(opened, *ELSEWHERE)
    yield opened
    opened.close()
    sweep(opensearch, opened._options)


@pytest.mark.parametrize(
    ("text", "asked", "params", "expected"),
    [
        ("夜班津贴", {}, {}, "夜班法4 厂规4"),
        (
            "夜班津贴",
            {"as_of": "2021-05-01"},
            {"as_of": "2021-05-01"},
            "夜班法4 厂规4 夜班法6 夜班法7",
        ),
        (
            "夜班津贴",
            {"as_of": "any"},
            {"any_day": True},
            "夜班法4 厂规4 夜班法5 夜班法6 夜班法7 夜班法8",
        ),
        (
            "夜班津贴",
            {"jurisdictions": ["taiwan", "foreign"]},
            {"jurisdictions": ["taiwan", "foreign"]},
            "夜班基準法4 夜班法:1a2b3c4d4",
        ),
        ("夜班津贴", {"jurisdictions": ["mainland"]}, {"jurisdictions": ["mainland"]}, "夜班法4"),
        (
            "夜班津贴",
            {"jurisdictions": ["any"]},
            {"any_jurisdiction": True},
            "夜班法4 厂规4 夜班基準法4 夜班法:1a2b3c4d4",
        ),
        ("夜班津贴", {"works": ["夜班基準法"]}, {"works": ["夜班基準法"]}, "夜班基準法4"),
        ("夜班法第四条", {}, {}, "夜班法4 厂规4"),
    ],
)
def test_every_door_shows_law_of_the_same_jurisdictions(
    elsewhere: OpenSearchStore,
    text: str,
    asked: dict[str, Any],
    params: dict[str, Any],
    expected: str,
) -> None:
    """The client, the embedded search and the template, with the same filters."""
    numbers = {"第四条": "4", "第五条": "5", "第六条": "6", "第七条": "7", "第八条": "8"}

    def short(id_: str) -> str:
        work, _, path = id_.partition("@")[0].partition("/")
        return work + numbers[path]

    options = ServerOptions(prefix=elsewhere._alias)
    wanted = sorted(expected.split())
    with connect(elsewhere._client.url, options, EMBEDDER) as client:
        found = [result.row["id"] for result in client.search(text, **asked)]
    memory = MemoryStore()
    memory.create("g1", META)
    memory.write("g1", ELSEWHERE)
    memory.publish("g1")
    searcher = Searcher(memory.open(), EMBEDDER)
    request = SearchRequest.from_parameters({"text": text, **asked})
    embedded = [result.row["id"] for result in searcher.search(request)]
    assert sorted(map(short, found)) == wanted
    assert sorted(map(short, embedded)) == wanted
    for embed in (True, False):
        assert sorted(map(short, plain(elsewhere, text, embed=embed, **params))) == wanted
    if "第四条" in text:
        assert short(found[0]) == short(embedded[0]) == "夜班法4"
        assert short(plain(elsewhere, text)[0]) == "夜班法4"


def test_cautions_come_with_the_row_and_their_codes_beside_it(elsewhere: OpenSearchStore) -> None:
    """Who reads no `row` sees that there are some, and can count them."""
    query = {"query": {"terms": {"caution_codes": ["open_claim"]}}, "search_pipeline": "_none"}
    (hit,) = elsewhere._client.call("POST", f"/{elsewhere._alias}/_search", query)["hits"]["hits"]
    assert hit["_source"]["caution_codes"] == ["open_claim", "trial_period_over"]
    row_ = json.loads(hit["_source"]["row"])
    assert row_["cautions"] == [
        {
            "code": "open_claim",
            "words": "某报：厂规停止执行。",
            "by": "夜班法",
            "since": None,
            "until": None,
        },
        {
            "code": "trial_period_over",
            "words": "试行期已满。",
            "by": None,
            "since": None,
            "until": None,
        },
    ]
    options = ServerOptions(prefix=elsewhere._alias)
    with connect(elsewhere._client.url, options, EMBEDDER) as client:
        rows = [result.row for result in client.search("夜班津贴")]
    (found,) = [row for row in rows if row["work"] == "厂规"]
    assert found["cautions"] == row_["cautions"]


def test_a_question_in_traditional_characters_finds_simplified_text(
    filled: OpenSearchStore,
) -> None:
    """And the other way round: the keyword search knows one script."""
    assert plain(
        filled,
        "車長的工資發放",
        embed=False,
    ) == plain(
        filled,
        "车长的工资发放",
        embed=False,
    )


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, {"电车条例/第五条", f"{LABOUR}/第三十八条"}),
        ({"groups": ["board"]}, {"电车条例/第六条"}),
        ({"groups": []}, set()),  # who belongs to no group sees nothing
        ({"regions": ["海州市"]}, {"电车条例/第五条"}),
        ({"levels": ["local regulation"], "kinds": ["regulation"]}, {"电车条例/第五条"}),
        ({"kinds": ["case"]}, set()),
        ({"works": [LABOUR], "articles": ["第三十八条"]}, {f"{LABOUR}/第三十八条"}),
        (
            {"sources": ["rules"], "regions": []},
            {"电车条例/第五条", f"{LABOUR}/第三十八条"},
        ),  # an empty list does not restrict
    ],
)
def test_filters_hold(
    filled: OpenSearchStore,
    params: dict[str, Any],
    expected: set[str],
) -> None:
    assert (
        set(
            plain(
                filled,
                "工资",
                embed=False,
                **params,
            )
        )
        == expected
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ({"as_of": "2020-12-31"}, {"合同法/第三十八条"}),
        (
            {"as_of": "2021-01-01"},
            {"民法典/第一千一百七十九条"},
        ),  # the first day of the one, the first without the other
        ({}, {"民法典/第一千一百七十九条"}),  # today
        ({"any_day": True}, {"合同法/第三十八条", "民法典/第一千一百七十九条"}),
    ],
)
def test_a_day_chooses_what_is_in_force(
    filled: OpenSearchStore,
    day: dict[str, Any],
    expected: set[str],
) -> None:
    assert (
        set(
            plain(
                filled,
                "赔偿 附加条款",
                works=["合同法", "民法典"],
                **day,
            )
        )
        == expected
    )


def test_pages_follow_one_another(filled: OpenSearchStore) -> None:
    """`from` and `k` cut one ranking."""
    everything = plain(
        filled,
        "电车发车",
        k=30,
    )
    assert (
        plain(
            filled,
            "电车发车",
            k=10,
        )
        == everything[:10]
        == plain(filled, "电车发车")
    )
    assert (
        plain(
            filled,
            "电车发车",
            k=10,
            **{"from": 10},
        )
        == everything[10:20]
    )
    assert (
        plain(
            filled,
            "电车发车",
            k=10,
            **{"from": 0},
        )
        == everything[:10]
    )


def test_one_search_alone_is_asked_by_leaving_the_other_out(filled: OpenSearchStore) -> None:
    vector = EMBEDDER.embed_query("几点发车")
    reader = filled.open()
    assert plain(
        filled,
        "几点发车",
        embed=False,
        k=40,
    ) == whole(ids(reader.candidates(CandidateQuery("几点发车", None, 40)).keyword))
    assert set(
        plain(
            filled,
            vector=vector.tolist(),
            k=5,
        )
    ) == set(
        whole(
            ids(
                reader.candidates(
                    CandidateQuery(
                        None,
                        vector,
                        5,
                    )
                ).vector
            )
        )
    )
    sparse = np.zeros(EMBEDDER.dimension)
    sparse[-1] = 1  # a vector whose first number is 0 is one
    assert plain(filled, vector=sparse.tolist())


def test_a_hit_brings_the_fields_that_are_asked_for(filled: OpenSearchStore) -> None:
    """By default everything flat, and neither vector nor terms."""

    def fields(**params: Any) -> set[str]:
        body = {
            "id": f"{filled._alias}-search-v2",
            "params": {"text": "海州市车长的工资", "groups": ["public"], **params},
        }
        (first, *_) = filled._client.call(
            "POST",
            f"/{filled._alias}/_search/template",
            body,
        )["hits"]["hits"]
        return set(first["_source"])

    assert fields(fields=["id", "text"]) == {"id", "text"}
    assert {"id", "title", "context", "text", "valid_from", "groups", "status"} <= fields()
    assert not {"vector", "terms", "row"} & fields()


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"groups": ["public"]}, "give_text_or_vector"),
        ({"text": "工资"}, "filter"),  # groups must be given
        ({"text": "工资", "groups": ["public"], "as_of": "yesterday"}, "yesterday"),
        ({"vector": [0.5, 0.5], "groups": ["public"]}, "dimension"),
    ],
)
def test_what_can_t_be_asked_is_an_error(
    filled: OpenSearchStore,
    params: dict[str, Any],
    words: str,
) -> None:
    """Never an empty answer."""
    with pytest.raises(RequestError) as caught:
        filled._client.call(
            "POST",
            f"/{filled._alias}/_search/template",
            {"id": f"{filled._alias}-search-v2", "params": params},
        )
    assert words in str(caught.value.info)


@pytest.mark.parametrize(
    "text",
    [
        'he said "工资"',
        "back\\slash 工资",
        "{{#toJson}}groups{{/toJson}} 工资",
        "工资\n\t}]}",
        "工资 OR *:* AND -x",
    ],
)
def test_a_question_is_text_and_nothing_else(filled: OpenSearchStore, text: str) -> None:
    """No character is syntax, neither of JSON nor of Mustache nor of a query language."""
    assert f"{LABOUR}/第三十八条" in plain(filled, text)
    assert "电车条例/第六条" not in plain(filled, text)


def test_a_question_may_be_of_any_length(filled: OpenSearchStore) -> None:
    """More than 1,024 terms, at which Lucene gives up."""
    assert plain(
        filled,
        "工资" + "".join(map(chr, range(0x4E00, 0x4E00 + 3000))),
        embed=False,
    )


@pytest.mark.parametrize(
    "text",
    [
        "第十五条 ＡＢＣ公司，2021年支付1,000.50元。",
        "（一）don't 停工留薪；①第二项",
        "勞動者解除勞動合同，著作权",
        "工伤保险条例 › 第三章　待遇",
    ],
)
def test_the_server_reads_a_question_as_we_do(filled: OpenSearchStore, text: str) -> None:
    """Its analyzer gives the terms that `indexing.analysis` gives."""
    for analyzer in ("question", "passage"):
        tokens = filled._client.call(
            "POST",
            f"/{filled._alias}-g1/_analyze",
            {"analyzer": analyzer, "text": text},
        )["tokens"]
        assert [one["token"] for one in tokens] == terms(text)


# ── the client
# ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def client(filled: OpenSearchStore) -> Iterator[IndexClient]:
    with connect(filled._client.url, filled._options) as opened:
        yield opened


@pytest.mark.parametrize(
    "parameters",
    [
        {"text": "解除合同"},
        {"text": "不发工资", "k": 3, "as_of": "2022-05-01"},
        {"text": "几点发车", "mode": "keyword", "k": 20},
        {"text": "几点发车", "mode": "vector", "k": 20},
        {"text": "劳动合同法第38条", "works": [LABOUR], "as_of": "any"},
        {"text": "工资", "regions": ["海州市"], "groups": ["public", "board"]},
    ],
)
def test_the_client_ranks_as_lexops_search_does(
    client: IndexClient,
    filled: OpenSearchStore,
    parameters: dict[str, Any],
) -> None:
    """The same results with the same scores, and the same JSON: the code is the same."""
    reader = filled.open()
    answer = Searcher(reader, EMBEDDER).search(SearchRequest.from_parameters(parameters))
    reader.close()
    assert len(answer) > 0
    assert client.search(**parameters).as_json() == answer.as_json()


def test_a_result_is_a_whole_row_with_the_status_of_the_day(client: IndexClient) -> None:
    results = client.search(
        "合同法第38条",
        groups=["public"],
        as_of="any",
    ).results
    contract = next(one.row for one in ROWS if one.row["work"] == "合同法")
    assert results[0].row == {**contract, "status": "repealed"}
    on_that_day = client.search(
        "合同法第38条",
        as_of="2020-12-31",
        works=["合同法"],
    )
    assert {result.row["status"] for result in on_that_day} == {"in force"}
    assert client.generation.name == "g1"
    assert len(client.search("工资", groups=[])) == 0


def test_the_client_takes_today_from_its_time_zone(
    filled: OpenSearchStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """30 June in UTC is already 1 July in China."""
    monkeypatch.setattr("corpus.calendar.dt.datetime", ClockAtNight)
    for timezone, day in (("Asia/Shanghai", "2024-07-01"), ("UTC", "2024-06-30")):
        with connect(
            filled._client.url,
            filled._options,
            timezone=timezone,
        ) as opened:
            assert opened.search("合同").as_of == day


def test_the_old_import_works_with_a_warning(filled: OpenSearchStore) -> None:
    """And what was returned can still be iterated over; `any_day` is still understood."""
    with pytest.warns(DeprecationWarning, match=r"import connect from retrieval\.client"):
        from indexing.client import connect as old_connect
    with old_connect(filled._client.url, filled._options) as opened:
        with pytest.warns(DeprecationWarning, match="as_of"):
            results = opened.search(
                "合同法第38条",
                groups=["public"],
                any_day=True,
            )
        assert next(iter(results)).row["work"] == "合同法"
    with pytest.raises(ImportError):
        from indexing.client import nothing  # type: ignore[attr-defined] # noqa: F401


def test_the_client_says_what_can_t_be_asked(client: IndexClient) -> None:
    for wrong, words in (
        ({"text": "？"}, "the question is empty"),
        ({"k": 0}, "1 to 1000"),
        ({"k": 1001}, "1 to 1000"),
        ({"as_of": "1.7.2024"}, "is no date"),
        ({"colours": ["red"]}, "unknown parameter 'colours': choose one of text, k, mode"),
        ({"regions": ["云州"]}, "unknown region '云州': choose one of 海州市$"),
        ({"sources": ["nowhere"]}, "unknown source 'nowhere': choose one of rules$"),
        ({"categories": ["加班"]}, "unknown category '加班'"),
        ({"levels": ["novel"]}, "unknown level 'novel'"),
    ):
        with pytest.raises(UsageError, match=words):
            client.search(**{"text": "工资", "groups": ["public"], **wrong})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("meta", "error", "words"),
    [
        (
            IndexMeta(
                "other-1",
                EMBEDDER.dimension,
                model="hashing",
            ),
            ModelMismatch,
            "was made with other-1",
        ),
        (
            IndexMeta(
                EMBEDDER.fingerprint,
                EMBEDDER.dimension,
                99,
                model="hashing",
            ),
            ModelMismatch,
            "has schema 99",
        ),
        (
            IndexMeta(
                "giant-1",
                EMBEDDER.dimension,
                model="giant",
            ),
            ModelUnavailable,
            "was made with giant, which is not known here",
        ),
    ],
)
def test_an_index_that_is_not_known_is_refused(
    store: OpenSearchStore,
    meta: IndexMeta,
    error: type[Exception],
    words: str,
) -> None:
    """By one line, before anything is asked."""
    publish(
        store,
        *ROWS[:1],
        meta=meta,
    )
    with pytest.raises(error, match=words):
        connect(store._client.url, store._options)


def test_where_nothing_is_published_it_is_said(store: OpenSearchStore) -> None:
    """And where the alias shows more than one publication, because a hand moved it."""
    with pytest.raises(UsageError, match="nothing is published"):
        connect(store._client.url, store._options)
    store.create("g1", META)
    with pytest.raises(UsageError, match="nothing is published"):
        connect(store._client.url, store._options)
    publish(store, *ROWS[:1])
    by_hand = {"actions": [{"add": {"index": f"{store._alias}-g1", "alias": store._alias}}]}
    store._client.call(
        "POST",
        "/_aliases",
        by_hand,
    )
    with pytest.raises(Refused, match="not as lexops sets it"):
        connect(store._client.url, store._options)
    publish(store)
    with connect(store._client.url, store._options) as mended:
        assert len(mended.search("合同", groups=["public"])) == 1


def test_the_client_notices_that_another_generation_is_live(store: OpenSearchStore) -> None:
    """One of its model is asked at once; one of another model is refused, even where the vectors are as long."""
    publish(store, *ROWS[:1])
    with connect(store._client.url, store._options) as client:
        assert len(client.search("合同", groups=["public"])) == 1
        publish(
            store,
            *ROWS[:3],
            name="g2",
        )
        assert len(client.search("合同", groups=["public"])) == 3
        assert client.generation.name == "g2"
        publish(
            store,
            *ROWS[:3],
            name="g3",
            meta=dataclasses.replace(META, fingerprint="other-1"),
        )
        for question in ("合同", "劳动合同法第38条"):
            with pytest.raises(ModelMismatch, match="other-1"):
                client.search(question, groups=["public"])


def test_a_client_whose_generation_is_gone_asks_the_next_with_its_vectors(
    store: OpenSearchStore,
) -> None:
    """A model of another length: the server's error is reported as what it is."""
    publish(store, *ROWS[:1])
    small = HashingEmbedder(64)
    with connect(
        store._client.url,
        store._options,
        EMBEDDER,
    ) as client:
        one = passage("第一条", "电车。")
        made = IndexMeta(
            small.fingerprint,
            64,
            model="hashing",
        )
        publish(
            store,
            index_row(one, small.embed_passages([one.text])[0]),
            name="g2",
            meta=made,
        )
        store.drop("g1")
        with pytest.raises(ModelMismatch, match="64 dimensions"):
            client.search("电车", groups=["public"])
