"""Requests to OpenSearch as data: filters, searches, the template, mapping, bulk lines, options."""

from __future__ import annotations

import json
import re
from itertools import chain, combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import UnknownValue, UsageError
from indexing.opensearch import _bulk, _template
from indexing.opensearch._bulk import BulkAction
from indexing.opensearch._mapping import (
    CITED_WEIGHT,
    FLAT,
    index_body,
    is_pipeline,
    pipeline_body,
    pipeline_name,
)
from indexing.opensearch._queries import (
    FILTERS,
    cited_query,
    conditions,
    hybrid_body,
    keyword_query,
    publication_of,
    vector_query,
    visible,
)
from indexing.opensearch.options import ServerOptions
from indexing.store import CandidateQuery, Filter
from indexing.testing.store_rows import vector
from tests.soak import examples

SEARCHES = (keyword_query, vector_query, cited_query)


def query(text: str | None = "电车", *, with_vector: bool = True, **more: Any) -> CandidateQuery:
    return CandidateQuery(text, vector(1) if with_vector else None, more.pop("k", 10), **more)


def every_clause(value: Any, name: str) -> list[Any]:
    """All values under a key, at any depth."""
    found = []
    if isinstance(value, dict):
        found += [part for key, part in value.items() if key == name]
        found += chain.from_iterable(every_clause(part, name) for part in value.values())
    if isinstance(value, list):
        found += chain.from_iterable(every_clause(part, name) for part in value)
    return found


# ── filters


@pytest.mark.parametrize("name", FILTERS)
def test_each_restriction_reads_its_field(name: str) -> None:
    values = ("甲", "'\"")
    clauses = conditions(Filter(**{name: values}))["filter"]
    assert clauses == [
        {"terms": {"groups": ["public"]}},
        {"terms": {FILTERS[name]: list(values)}},
    ]


def test_a_reader_without_groups_gets_a_clause_that_nothing_matches() -> None:
    assert conditions(Filter(groups=()))["filter"] == [{"terms": {"groups": []}}]


def test_only_a_day_excludes_by_dates() -> None:
    assert "must_not" not in conditions(Filter())
    excluded = conditions(Filter(as_of="2024-05-01"))["must_not"]
    assert every_clause(excluded, "valid_from") == [{"gt": "2024-05-01"}]
    assert every_clause(excluded, "valid_to") == [{"lte": "2024-05-01"}]
    assert every_clause(excluded, "promulgated") == [{"gt": "2024-05-01"}]
    assert every_clause(excluded, "term") == [{"status": "draft"}]
    endings = [["superseded", "repealed", "expired", "suspended"]]
    assert every_clause(excluded, "status") == ["draft", *endings]


def test_what_a_reader_left_out_is_excluded_on_any_day() -> None:
    elsewhere = {"terms": {"jurisdiction": ["taiwan"]}}
    assert conditions(Filter(not_jurisdictions=("taiwan",)))["must_not"] == [elsewhere]
    on_a_day = conditions(Filter(not_jurisdictions=("taiwan",), as_of="2024-05-01"))["must_not"]
    without = conditions(Filter(as_of="2024-05-01"))["must_not"]
    assert on_a_day == [elsewhere, *without]


@given(publication=st.integers(1, 10**9))
@settings(max_examples=examples(20))
def test_the_publication_can_be_read_from_what_shows_it(publication: int) -> None:
    assert publication_of(visible(publication)) == publication
    shown = visible(publication, conditions(Filter(as_of="2024-05-01")))
    assert publication_of(shown) == publication


@pytest.mark.parametrize("search", SEARCHES)
def test_every_search_is_filtered_by_publication_groups_and_day(search: Any) -> None:
    where = Filter(groups=("union-7",), as_of="2024-05-01", regions=("海州市",))
    body = search(query(filter=where), 7)
    assert every_clause(body, "since") == [{"lte": 7}]
    assert every_clause(body, "until") == [{"lte": 7}]
    assert every_clause(body, "groups") == [["union-7"]]
    assert every_clause(body, "region") == [["海州市"]]
    assert every_clause(body, "valid_from") == [{"gt": "2024-05-01"}]


def test_searches_do_not_share_their_clauses() -> None:
    """A cited search adds to its filter: the other searches must not see that."""
    asked = query(filter=Filter(works=("电车条例",)))
    before = json.dumps(keyword_query(asked, 7))
    cited_query(asked, 7)
    vector_query(asked, 7)
    assert json.dumps(keyword_query(asked, 7)) == before


# ── searches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("電車", "电车", id="traditional"),
        pytest.param("加班费 AND (工资)", "加班 班费 and 工资", id="operators are words"),
        pytest.param("?!，。", None, id="no words"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="no text"),
    ],
)
def test_a_keyword_search_has_the_terms_of_the_question(
    text: str | None,
    expected: str | None,
) -> None:
    body = keyword_query(query(text), 1)
    if expected is None:
        assert body is None
    else:
        (match,) = every_clause(body, "terms")[-1:]
        assert match == {"query": expected, "analyzer": "whitespace"}


@pytest.mark.parametrize(
    ("also", "weight", "added"),
    [
        pytest.param("解除合同", 0.5, "解除 除合 合同", id="added"),
        pytest.param("加班 解除 解除", 0.25, "解除", id="those of the question are left out"),
        pytest.param("解除合同", 0.0, None, id="no weight"),
        pytest.param("？！", 0.5, None, id="no words"),
        pytest.param("", 0.5, None, id="nothing"),
    ],
)
def test_added_words_are_a_second_match_with_a_boost(
    also: str,
    weight: float,
    added: str | None,
) -> None:
    body = keyword_query(query("加班费", also=also, also_weight=weight), 1)
    matches = every_clause(body, "match")
    expected = [{"terms": {"query": "加班 班费", "analyzer": "whitespace"}}]
    if added is not None:
        second = {"query": added, "analyzer": "whitespace", "boost": weight}
        expected.append({"terms": second})
        assert every_clause(body, "minimum_should_match") == [1]
    assert matches == expected


def test_added_words_stay_within_the_terms_that_lucene_takes() -> None:
    asked = "".join(chr(0x4E00 + number) for number in range(991))
    also = "".join(chr(0x6E00 + number) for number in range(50))
    matches = every_clause(keyword_query(query(asked, also=also, also_weight=0.5), 1), "query")
    assert [len(terms.split()) for terms in matches] == [990, 10]


@pytest.mark.parametrize(
    ("k", "neighbours"),
    [(1, 50), (25, 50), (26, 52), (200, 400), (5_000, 10_000), (9_999, 10_000)],
)
def test_a_vector_search_asks_for_more_neighbours_than_are_wanted(k: int, neighbours: int) -> None:
    body = vector_query(query(k=k), 1)
    assert body is not None
    search = body["knn"]["vector"]
    assert search["k"] == neighbours
    assert np.asarray(search["vector"], np.float32).tolist() == vector(1).tolist()


@pytest.mark.parametrize(
    ("text", "with_vector", "empty"),
    [
        ("电车", True, []),
        ("电车", False, [1]),
        (None, True, [0, 2]),
        ("。", True, [0]),
    ],
)
def test_a_hybrid_query_always_has_three_searches(
    text: str | None,
    with_vector: bool,
    empty: list[int],
) -> None:
    searches = every_clause(hybrid_body(query(text, with_vector=with_vector), 3), "queries")[0]
    assert len(searches) == len(SEARCHES)
    found = [place for place, search in enumerate(searches) if search == {"match_none": {}}]
    assert found == empty


def test_a_hybrid_query_of_nothing_is_our_mistake() -> None:
    with pytest.raises(AssertionError, match="asks for a text or a vector"):
        hybrid_body(query(None, with_vector=False), 1)


# ── the template

GIVEN: dict[str, Any] = {
    "text": "电车",
    "vector": [0.5, 0.5],
    "k": 3,
    "from": 0,
    "fields": ["id"],
    "as_of": "2024-05-01",
    "any_day": True,
    "groups": ["public"],
    "kinds": ["statute", "case"],
    "works": [],
}
_SECTION = re.compile(r"\{\{([#^])([\w.]+)\}\}((?:(?!\{\{[#^]\2\}\}).)*?)\{\{/\2\}\}", re.DOTALL)


def rendered(template: str, given: dict[str, Any]) -> Any:
    """The search for some parameters, by the rules of Mustache that the template's module names."""
    text = re.sub(
        r"\{\{#toJson\}\}(\w+)\{\{/toJson\}\}", lambda m: json.dumps(given.get(m[1])), template
    )
    while match := _SECTION.search(text):
        name, _, is_size = match[2].partition(".")
        value = given.get(name)
        is_given = value is not None and value != []
        inner = match[3]
        if (match[1] == "#") != is_given:
            inner = ""
        elif match[1] == "#" and isinstance(value, list) and not is_size:
            inner = "".join(inner.replace("{{.}}", str(item)) for item in value)
        text = text[: match.start()] + inner + text[match.end() :]
    return json.loads(re.sub(r"\{\{(\w+)\}\}", lambda m: str(given[m[1]]), text))


def test_the_template_is_a_search_for_every_choice_of_parameters() -> None:
    source = _template.source()
    for names in chain.from_iterable(combinations(GIVEN, size) for size in range(len(GIVEN) + 1)):
        given = {name: GIVEN[name] for name in names}
        body = rendered(source, given)
        searches = body["query"]["hybrid"]["queries"]
        assert len(searches) == len(SEARCHES)
        assert body["size"] == given.get("k", _template.HITS)
        assert body["from"] == 0
        is_filtered = {
            "valid_from" in json.dumps(one) for one in searches if "match_none" not in one
        }
        if "text" in names or "vector" in names:
            assert is_filtered == {"any_day" not in names}
        else:
            assert searches[0] == {"give_text_or_vector": {}}


def test_the_template_filters_as_the_store_does() -> None:
    """Every restriction of a filter, and its groups, stand in each of the three searches."""
    values = {name: [f"{name} 1", f"{name} 2"] for name in FILTERS}
    body = rendered(_template.source(), GIVEN | values)
    for search in body["query"]["hybrid"]["queries"]:
        for name, field in FILTERS.items():
            found = [term[field] for term in every_clause(search, "term") if field in term]
            assert found == values[name]
        assert every_clause(search, "groups") == [["public"]]


OTHERS = ["taiwan", "hong kong", "macao", "foreign"]


@pytest.mark.parametrize(
    ("given", "excluded"),
    [
        pytest.param({}, [OTHERS], id="the mainland is meant"),
        pytest.param({"any_day": True}, [OTHERS], id="on any day too"),
        pytest.param({"jurisdictions": []}, [OTHERS], id="an empty list does not restrict"),
        pytest.param({"jurisdictions": ["taiwan"]}, [], id="asked for"),
        pytest.param({"any_jurisdiction": True}, [], id="all are meant"),
        pytest.param({"works": ["电车条例"]}, [], id="a work is named"),
        pytest.param({"kinds": ["statute"]}, [OTHERS], id="another filter"),
    ],
)
def test_the_template_leaves_out_law_of_other_jurisdictions(
    given: dict[str, Any],
    excluded: list[list[str]],
) -> None:
    asked = {"text": "电车", "vector": [1.0], "groups": ["public"]}
    body = rendered(_template.source(), asked | given)
    for search in body["query"]["hybrid"]["queries"]:
        found = list(chain.from_iterable(every_clause(search, "must_not")))
        named = [clause["terms"]["jurisdiction"] for clause in found if "terms" in clause]
        assert named == excluded


def test_without_a_day_the_template_asks_for_today_in_china() -> None:
    body = rendered(_template.source(), {"text": "电车", "groups": []})
    for name in ("valid_from", "promulgated"):
        for since in every_clause(body, name):
            assert since == {"gt": "now/d", "time_zone": "+08:00"}
    assert every_clause(body, "groups") == [[], []]


def test_the_names_of_the_server_s_parts_have_their_versions() -> None:
    assert _template.name("lexops") == "lexops-search-v2"
    assert _template.body()["script"]["lang"] == "mustache"
    assert pipeline_name("lexops", 0.6) == "lexops-hybrid-v1-0.6"


# ── mapping and pipeline


@pytest.mark.parametrize("dense_weight", [0, 0.25, 0.6, 1])
def test_the_pipeline_s_weights_are_shares_of_one(dense_weight: float) -> None:
    (weights,) = every_clause(pipeline_body(dense_weight), "weights")
    keyword, dense, cited = weights
    assert sum(weights) == pytest.approx(1)
    assert cited == CITED_WEIGHT >= keyword + dense
    assert dense == pytest.approx(dense_weight * (keyword + dense))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (pipeline_name("lexops", 0.6), True),
        (pipeline_name("lexops", 1), True),
        ("lexops-hybrid-v12-0.25", True),
        (pipeline_name("lexops-2", 0.6), False),
        (pipeline_name("lex", 0.6), False),
        ("lexops-hybrid-v1-0.6.old", False),
        ("lexops-hybrid", False),
    ],
)
def test_a_pipeline_belongs_to_one_prefix(name: str, expected: bool) -> None:
    assert is_pipeline("lexops", name) is expected


@pytest.mark.parametrize(
    ("engine", "vectors", "expected"),
    [
        ("lucene", "float32", {}),
        ("faiss", "float32", {}),
        ("faiss", "fp16", {"name": "sq", "parameters": {"type": "fp16"}}),
        ("lucene", "byte", {"name": "sq", "parameters": {"bits": 7, "confidence_interval": 1.0}}),
        ("faiss", "on_disk", {}),
    ],
)
def test_an_index_has_the_vectors_of_its_options(
    engine: Any,
    vectors: Any,
    expected: dict[str, Any],
) -> None:
    options = ServerOptions(engine=engine, vectors=vectors, shards=3, replicas=1)
    body = index_body({"lexops": {}}, 16, options, "a-pipeline")
    field = body["mappings"]["properties"]["vector"]
    assert (field["dimension"], field["method"]["engine"]) == (16, engine)
    assert field["method"]["parameters"].get("encoder", {}) == expected
    assert (field.get("mode") == "on_disk") == (vectors == "on_disk")
    index = body["settings"]["index"]
    assert (index["number_of_shards"], index["number_of_replicas"]) == (3, 1)
    assert index["search.default_pipeline"] == "a-pipeline"


def test_an_index_takes_no_field_that_the_schema_lacks() -> None:
    body = index_body({}, 16, ServerOptions(), "p")["mappings"]
    own = {"since", "until", "terms", "vector", "row"}
    assert body["dynamic"] == "strict"
    assert body["properties"].keys() == own | {field.name for field in FLAT}
    assert set(FILTERS.values()) <= body["properties"].keys()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"engine": "nmslib"}, "unknown index.engine 'nmslib'"),
        ({"vectors": "int4"}, "unknown index.vectors 'int4'"),
        ({"vectors": "fp16"}, "'fp16' needs index.engine 'faiss'"),
        ({"vectors": "byte", "engine": "faiss"}, "'byte' needs index.engine 'lucene'"),
        ({"prefix": ""}, "index.prefix"),
        ({"prefix": "Lexops"}, "index.prefix"),
        ({"prefix": "-lexops"}, "index.prefix"),
        ({"prefix": "lex*"}, "index.prefix"),
        ({"prefix": "a,b"}, "index.prefix"),
        ({"prefix": "lexops\n"}, "index.prefix"),
        ({"prefix": "法"}, "index.prefix"),
        ({"shards": 0}, "index.shards"),
        ({"shards": 1025}, "index.shards"),
        ({"replicas": -1}, "index.replicas"),
        ({"dense_weight": 1.01}, "index.dense_weight"),
        ({"dense_weight": -0.1}, "index.dense_weight"),
        ({"dense_weight": float("nan")}, "index.dense_weight"),
        ({"timeout": 0}, "index.timeout"),
    ],
)
def test_options_that_no_server_can_have_are_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        ServerOptions(**values)


def test_an_unknown_engine_lists_the_known_ones_and_no_password_is_shown() -> None:
    with pytest.raises(UnknownValue) as caught:
        ServerOptions(engine="x")  # type: ignore[arg-type]
    assert caught.value.allowed == ("lucene", "faiss")
    assert "secret" not in repr(ServerOptions(user="ann", password="secret"))


# ── bulk writes


@pytest.mark.parametrize(
    ("verb", "body", "lines"),
    [
        ("index", '{"a":"工"}', ['{"index":{"_id":"1","routing":"甲"}}', '{"a":"工"}']),
        ("delete", None, ['{"delete":{"_id":"1","routing":"甲"}}']),
        (
            "update",
            "{}",
            ['{"update":{"_id":"1","routing":"甲","retry_on_conflict":3}}', "{}"],
        ),
    ],
)
def test_a_write_is_one_or_two_lines(verb: str, body: str | None, lines: list[str]) -> None:
    text = BulkAction(verb, "甲/1", "1", "甲", body).lines()
    assert text.endswith("\n")
    assert [json.dumps(json.loads(line)) for line in text.splitlines()] == [
        json.dumps(json.loads(line)) for line in lines
    ]


@given(sizes=st.lists(st.sampled_from([0, 10, 1_200_000, 5_000_000]), max_size=12))
@settings(max_examples=examples(30))
def test_requests_have_all_writes_in_order_and_a_bounded_size(sizes: list[int]) -> None:
    bodies = {size: "x" * size for size in set(sizes)}
    actions = [
        BulkAction("index", str(place), "", "", bodies[size]) for place, size in enumerate(sizes)
    ]
    found = list(_bulk._chunks(actions))
    assert [action for chunk in found for action in chunk] == actions
    for chunk in found:
        size = sum(len(action.body or "") for action in chunk)
        assert chunk
        assert len(chunk) == 1 or size <= 4 << 20


def test_a_request_has_five_hundred_writes_at_most() -> None:
    actions = [BulkAction("delete", str(number), "", "") for number in range(1_201)]
    assert [len(chunk) for chunk in _bulk._chunks(iter(actions))] == [500, 500, 201]
