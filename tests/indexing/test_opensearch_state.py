"""What an OpenSearch server says of itself: generations, version, plugins, rights; digests."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.opensearch import _preflight
from indexing.opensearch._documents import (
    EMPTY_DIGEST,
    document,
    document_id,
    routing,
    row_entry,
    stored_row,
    update_digest,
)
from indexing.opensearch._generations import META, StoredGeneration, read_state
from indexing.opensearch._queries import visible
from indexing.store import IndexMeta, IndexRow
from indexing.testing.store_rows import (
    META as META_OF_ROWS,
)
from indexing.testing.store_rows import (
    ODD_VALUES,
    full_passage,
    index_row,
    odd_passage,
    passage,
)
from tests.soak import examples

Answer = dict[str, Any]
FILTER = {"filter": visible(3)}


def index(
    name: str = "g1",
    prefix: str = "lexops",
    aliases: Answer | None = None,
    **known: Any,
) -> Answer:
    """An index of a generation, as the server describes it."""
    stored = StoredGeneration(f"{prefix}-{name}", prefix, name, META_OF_ROWS, noted=2)
    meta = stored.as_meta()
    meta["lexops"] |= known
    return {
        stored.index: {
            "aliases": aliases or {},
            "mappings": {"_meta": meta},
            "settings": {"index": {"uuid": f"uuid-{name}"}},
        }
    }


# ── generations and the alias


@pytest.mark.parametrize(
    ("answer", "live", "problem"),
    [
        pytest.param({}, None, None, id="nothing"),
        pytest.param(index(), None, None, id="not published yet"),
        pytest.param(index(aliases={"lexops": FILTER}), "g1", None, id="published"),
        pytest.param(
            index() | index("g2", aliases={"lexops": FILTER}), "g2", None, id="the newer of two"
        ),
        pytest.param(
            index(aliases={"lexops": {}}),
            None,
            "was set by hand: it is on lexops-g1",
            id="no filter",
        ),
        pytest.param(
            index(aliases={"lexops": FILTER}) | index("g2", aliases={"lexops": FILTER}),
            None,
            "it is on lexops-g1, lexops-g2",
            id="two at once",
        ),
        pytest.param(
            index(aliases={"lexops": FILTER}) | {"other": {"aliases": {"lexops": {}}}},
            None,
            "it is on lexops-g1, other",
            id="an index of another program beside ours",
        ),
        pytest.param(
            {"other": {"aliases": {"lexops": {}}}},
            None,
            "it is on other",
            id="an index of another program",
        ),
        pytest.param(
            {"lexops": {}}, None, "lexops is an index, where the alias should be", id="an index"
        ),
        pytest.param(
            index(prefix="lexops-2", aliases={"lexops-2": FILTER}), None, None, id="another prefix"
        ),
    ],
)
def test_what_is_live_is_what_the_alias_shows(
    answer: Answer,
    live: str | None,
    problem: str | None,
) -> None:
    state = read_state(answer, "lexops")
    assert (state.live and state.live.name) == live
    assert (problem or "") in (state.problem or "")
    assert (state.problem is None) == (problem is None)
    assert state.indices == frozenset(answer)


@pytest.mark.parametrize(
    ("aliases", "published"),
    [
        pytest.param({}, 2, id="no alias: what is noted"),
        pytest.param({"lexops": {}}, 2, id="an alias without a filter: what is noted"),
        pytest.param({"lexops": FILTER}, 3, id="a filter: what it shows"),
        pytest.param({"other": FILTER}, 2, id="the alias of others"),
    ],
)
def test_the_alias_is_right_about_the_publication(aliases: Answer, published: int) -> None:
    (stored,) = read_state(index(aliases=aliases), "lexops").stored
    assert (stored.published, stored.noted) == (published, 2)
    assert stored.next_publication == published + 1
    assert stored.generation.version == published
    assert stored.generation.live == stored.live == (aliases.get("lexops") == FILTER)


def test_generations_come_by_name_and_of_one_prefix() -> None:
    answer = index("g2") | index("g10") | index("g1") | index("g3", prefix="lexops-2")
    state = read_state(answer | {"lexops-hand": {"aliases": {}}}, "lexops")
    assert [stored.name for stored in state.stored] == ["g1", "g10", "g2"]
    assert [stored.uuid for stored in state.stored] == ["uuid-g1", "uuid-g10", "uuid-g2"]


def test_an_index_may_be_written_to_by_its_own_alias() -> None:
    answer = index(aliases={"lexops-g1.write": {}}) | index("g2", aliases={"lexops-g1.write": {}})
    stored = read_state(answer, "lexops").stored
    assert [(one.write_alias, one.writable) for one in stored] == [
        ("lexops-g1.write", True),
        ("lexops-g2.write", False),
    ]


def test_what_is_written_into_the_mapping_is_what_is_read() -> None:
    meta = IndexMeta("model/1", 512, 3, model="bge", instruction="问：")
    before = StoredGeneration(
        "lexops-g1",
        "lexops",
        "g1",
        meta,
        published=2,
        noted=2,
        digest="a" * 64,
        pipeline="a-pipeline",
        template="a-template",
        uuid="uuid-g1",
    )
    assert before.as_meta()["lexops"].keys() == META.keys()
    answer = index(**before.as_meta()["lexops"])
    assert read_state(answer, "lexops").stored == [before]


def test_an_index_of_an_older_version_has_no_digest_pipeline_or_template() -> None:
    answer = index(later="a key of a newer version")
    known = answer["lexops-g1"]["mappings"]["_meta"]["lexops"]
    for name in ("digest", "pipeline", "template", "model", "instruction"):
        del known[name]
    (stored,) = read_state(answer, "lexops").stored
    assert (stored.digest, stored.pipeline, stored.template) == (EMPTY_DIGEST, None, None)
    assert stored.meta == IndexMeta(META_OF_ROWS.fingerprint, META_OF_ROWS.dimension)


# ── digests and ids

pairs = st.lists(
    st.tuples(st.text("ab/", max_size=3), st.text("01", max_size=2)), max_size=6, unique=True
)


@given(first=pairs, second=pairs, data=st.data())
@settings(max_examples=examples(50))
def test_a_digest_is_of_a_set(
    first: list[tuple[str, str]],
    second: list[tuple[str, str]],
    data: st.DataObject,
) -> None:
    whole = update_digest(EMPTY_DIGEST, first + second, [])
    mixed = data.draw(st.permutations(first + second))
    assert update_digest(EMPTY_DIGEST, mixed, []) == whole
    assert update_digest(update_digest(EMPTY_DIGEST, first, []), second, []) == whole
    assert update_digest(whole, [], second) == update_digest(EMPTY_DIGEST, first, [])
    assert update_digest(whole, [], mixed) == EMPTY_DIGEST
    assert len(whole) == 64


@pytest.mark.parametrize(
    "changed",
    [
        [("a", "1")],
        [("a", "2"), ("b", "2")],
        [("a", "1"), ("b", "2"), ("c", "3")],
        [("a1", ""), ("b", "2")],
    ],
    ids=["one less", "another hash", "one more", "another cut"],
)
def test_other_rows_have_another_digest(changed: list[tuple[str, str]]) -> None:
    digest = update_digest(EMPTY_DIGEST, [("a", "1"), ("b", "2")], [])
    assert update_digest(EMPTY_DIGEST, changed, []) != digest


def test_each_publication_of_a_row_is_a_document_of_its_own() -> None:
    ids = {document_id(row_id, number) for row_id in ("甲/1", "甲/2", "1\n甲") for number in (1, 2)}
    assert len(ids) == 6
    assert {len(id_) for id_ in ids} == {40}
    assert document_id("甲/1", 1) == document_id("甲/1", 1)


@pytest.mark.parametrize(
    ("row_id", "expected"),
    [
        ("电车条例/第一条@2020-01-01", "电车条例"),
        ("电车条例/第一条#2@2020-01-01", "电车条例"),
        ("电车条例", "电车条例"),
        ("/第一条", "/第一条"),
        ("", ""),
    ],
)
def test_rows_of_a_work_are_routed_by_their_id(row_id: str, expected: str) -> None:
    assert routing(row_id) == expected


# ── documents


@pytest.mark.parametrize("odd", ODD_VALUES)
def test_a_document_gives_back_the_row_that_it_was_made_of(odd: str) -> None:
    written = index_row(odd_passage(odd))
    source = json.loads(document(written, 5))
    assert source["since"] == 5
    found = stored_row(source)
    assert (found.id, found.row, found.inconsistent) == (written.row["id"], written.row, ())
    assert found.vector is not None
    assert np.array_equal(found.vector, written.vector)


@given(
    numbers=st.lists(
        st.floats(width=32, allow_nan=False, allow_infinity=False), min_size=1, max_size=8
    )
)
@settings(max_examples=examples(60))
def test_vectors_are_written_in_enough_digits(numbers: list[float]) -> None:
    vector = np.asarray(numbers, np.float32)
    source = json.loads(document(IndexRow(index_row(passage("第一条")).row, vector), 1))
    assert np.array_equal(np.asarray(source["vector"], np.float32), vector)


@pytest.mark.parametrize(
    ("damage", "inconsistent"),
    [
        pytest.param({"groups": ["board"]}, ("groups",), id="a column"),
        pytest.param({"work": "x", "terms": "x"}, ("terms", "work"), id="two columns"),
        pytest.param({"more": 1}, ("more",), id="a column too many"),
        pytest.param({"since": 9, "until": 9}, (), id="publications are no content"),
        pytest.param({"row": "{"}, ("row",), id="a row that is cut off"),
        pytest.param({"row": "[]"}, ("row",), id="a row that is a list"),
        pytest.param({"row": None}, ("row",), id="no row"),
        pytest.param({"row": '{"id": "甲/1"}'}, ("row",), id="a row with a field only"),
    ],
)
def test_damage_is_seen_in_the_columns(damage: Answer, inconsistent: tuple[str, ...]) -> None:
    source = json.loads(document(index_row(full_passage()), 5)) | damage
    found = stored_row(source)
    assert found.inconsistent == inconsistent
    assert (found.row is None) == ("row" in damage)
    assert found.id == full_passage().id


def test_a_document_without_a_vector_has_none() -> None:
    source = json.loads(document(index_row(full_passage()), 5))
    del source["vector"]
    found = stored_row(source)
    assert (found.vector, found.inconsistent) == (None, ())
    assert found.row is not None


@pytest.mark.parametrize(
    ("fields", "row_hash", "groups"),
    [
        ({"id": ["甲/1"], "row_hash": ["h"], "groups": ["b", "a"]}, "h", ("a", "b")),
        ({"id": ["甲/1"]}, "", ()),
    ],
    ids=["whole", "columns are missing"],
)
def test_a_row_in_short_is_read_from_its_columns(
    fields: Answer,
    row_hash: str,
    groups: tuple[str, ...],
) -> None:
    entry = row_entry(fields)
    assert (entry.id, entry.row_hash, entry.groups) == ("甲/1", row_hash, groups)


# ── version, plugins, rights


@pytest.mark.parametrize(
    ("version", "fault"),
    [
        ({"number": "2.19.0", "distribution": "opensearch"}, None),
        ({"number": "3.0.0-SNAPSHOT", "distribution": "opensearch"}, None),
        ({"number": "10.1", "distribution": "opensearch"}, None),
        ({"number": "2.18.9", "distribution": "opensearch"}, "2.18.9 is too old"),
        ({"number": "1.30.0", "distribution": "opensearch"}, "1.30.0 is too old"),
        ({"number": "8.13.0"}, "it is no OpenSearch, but says 8.13.0"),
        ({}, None),
    ],
    ids=lambda value: value.get("number", "unknown") if isinstance(value, dict) else None,
)
def test_a_server_s_version_is_compared_by_numbers(version: Answer, fault: str | None) -> None:
    assert list(_preflight._version_faults(version)) == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("nodes", "plugins"),
    [
        ({}, []),
        ({"1": {"plugins": [{"name": "b"}, {"name": "a"}]}}, ["a", "b"]),
        (
            {"1": {"plugins": [{"name": "a"}, {"name": "b"}]}, "2": {"plugins": [{"name": "b"}]}},
            ["b"],
        ),
        ({"1": {"plugins": [{"name": "a"}]}, "2": {"name": "bare"}}, []),
    ],
    ids=["no nodes", "one node", "two nodes", "a node without"],
)
def test_a_plugin_has_to_be_on_every_node(nodes: Answer, plugins: list[str]) -> None:
    assert _preflight._common_plugins(nodes) == plugins


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, "r0"), (3, "r0, r1, r2"), (9, ", ".join(f"r{n}" for n in range(9)))],
)
def test_few_missing_rights_are_all_named(count: int, expected: str) -> None:
    assert _preflight._named_rights([f"r{number}" for number in range(count)]) == expected


def test_of_many_missing_rights_some_are_named_and_the_rest_counted() -> None:
    named = _preflight._named_rights([f"r{number}" for number in range(10)])
    assert named == "r0, r1, r2, and 7 more things that a publisher does"


def test_each_right_is_probed_once_and_only_of_what_does_not_exist() -> None:
    probes = list(_preflight.probes("lexops"))
    rights = [probe.right for probe in probes]
    assert len(set(rights)) == len(rights)
    for probe in probes:
        sent = probe.path + json.dumps(probe.body)
        changes = probe.right.startswith(("indices:data/write", "indices:admin"))
        assert "lexops-no.such" in sent or not changes
    with_index = list(_preflight.probes("lexops", "lexops-g1"))
    assert [probe.right for probe in with_index[len(probes) :]] == ["indices:data/write/bulk[s]"]
    assert '"if_seq_no":1099511627776' in with_index[-1].body
