"""Rows, filters and questions in OpenSearch's terms: one mapping made of the schema, documents, and the query language of a `Filter`.

Publication is part of the documents. Each carries the number of the publication that brings it (`since`) and, once it is
removed or replaced, of the one that takes it away (`until`); `visible` is what a reader of one number may see. Refreshes were
set aside as the means of publication: a node that restarts shows what was never refreshed (docs/adr/0004-keyword-and-vector-search.md).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from corpus.codec import dumps
from corpus.records import Status
from corpus.schema import DERIVED, FIELDS, FieldType
from indexing._holding import differing, whole_row
from indexing.analysis import question_terms, row_terms
from indexing.opensearch._analysis import ANALYSIS
from indexing.opensearch.options import ServerOptions
from indexing.store import CandidateQuery, Filter, IndexRow, RowEntry, StoredRow, Vector

Json = dict[str, Any]

NEIGHBOURS = 50
"""The least that the vector leg looks for: with a filter Lucene finds .84 of the ten nearest at 10, all of them at 50."""

WIDER = 2
"""How many times as many as asked the vector leg looks for. Of the 100 and 200 nearest it finds .981 and .963 at once the number,
.991 and .983 at twice, for 10 ms more (76,926 rows of 512 dimensions in 13 segments, 100 questions, a busy machine)."""

PIPELINE_VERSION = 1
"""Raised with every change of `pipeline_body`: a live generation is never fused otherwise than when it was judged."""

CITED = 0.5
"""The cited leg's weight. Half, so that a cited article stands before whatever the other two legs find: they share the rest."""

FILTERS = {
    "kinds": "kind",
    "levels": "level",
    "regions": "region",
    "categories": "categories",
    "sources": "sources",
    "works": "work",
    "articles": "article",
}
"""Restrictions of `Filter`, and of the search template, and the fields whose value must be among theirs; `groups` is another, and always holds."""

_FORMS: dict[str, tuple[Json | None, Json]] = {
    "float32": (None, {}),
    "fp16": ({"name": "sq", "parameters": {"type": "fp16"}}, {}),
    # nothing cut off: a few dimensions of a model are large everywhere (evals/README.md)
    "byte": ({"name": "sq", "parameters": {"bits": 7, "confidence_interval": 1.0}}, {}),
    "on_disk": (None, {"mode": "on_disk"}),
}
"""Of `ServerOptions.vectors`: the method's encoder, and what the field says besides. `on_disk` searches one bit a number, and ranks anew what it found."""

NOTHING = "0" * 64
"""The digest of no rows."""

_MOST_NEIGHBOURS = 10_000  # the engine's limit, and that of an answer

_TYPES: dict[FieldType, Json] = {
    FieldType.KEYWORD: {"type": "keyword"},
    FieldType.KEYWORDS: {"type": "keyword"},
    FieldType.DATE: {"type": "date", "format": "strict_date"},
    FieldType.TEXT: {"type": "text", "analyzer": "passage", "search_analyzer": "question"},
}
FLAT = tuple(field for field in (*FIELDS, *DERIVED) if field.type in _TYPES)
"""The fields that other clients filter by, aggregate, and read. Objects are in `row` alone."""


def index_body(
    meta: Json,
    dimension: int,
    options: ServerOptions,
    pipeline: str,
) -> Json:
    """What creates an index: settings and mapping. `meta` is kept in the mapping's `_meta`.

    The engine is always written: left out, the server's default is taken, and a node without that library dies of it. Vectors have
    length 1, so their inner product ranks as the cosine does, for a third of the arithmetic.
    """
    settings = {
        "knn": True,
        "number_of_shards": options.shards,
        "number_of_replicas": options.replicas,
        "refresh_interval": "-1",
        "search.default_pipeline": pipeline,
        "analysis": ANALYSIS,
    }
    properties = {
        **{field.name: _TYPES[field.type] for field in FLAT},
        "since": {"type": "integer"},
        "until": {"type": "integer"},
        "terms": {"type": "text", "analyzer": "whitespace", "search_analyzer": "question"},
        "vector": {"type": "knn_vector", "dimension": dimension, **_vectors(options)},
        # A string, because of an object only the values come back as they were, its keys in any order.
        "row": {"type": "keyword", "index": False, "doc_values": False},
    }
    mappings = {
        "dynamic": "strict",
        "_meta": meta,
        "_routing": {"required": True},
        "properties": properties,
    }
    return {"settings": {"index": settings}, "mappings": mappings}


def _vectors(options: ServerOptions) -> Json:
    """How the server keeps and searches vectors, which it quantises itself.

    Vectors that come as bytes were set aside: every client would have to know of it, and what is held could not be compared with what should be.
    """
    encoder, more = _FORMS[options.vectors]
    parameters = {"m": 16, "ef_construction": 100, **({"encoder": encoder} if encoder else {})}
    return {
        **more,
        "method": {
            "name": "hnsw",
            "engine": options.engine,
            "space_type": "innerproduct",
            "parameters": parameters,
        },
    }


def pipeline_name(prefix: str, dense_weight: float) -> str:
    """What the search pipeline is called: one name never means two ways to fuse."""
    return f"{prefix}-hybrid-v{PIPELINE_VERSION}-{dense_weight:g}"


def is_pipeline(prefix: str, name: str) -> bool:
    """Whether a search pipeline is one of ours, of whatever version: another prefix may begin with ours."""
    return re.fullmatch(rf"{prefix}-hybrid-v\d+-[\d.]+", name) is not None


def pipeline_body(dense_weight: float) -> Json:
    """The search pipeline that fuses a hybrid query's three legs as `retrieval` does: min-max, weighted mean, cited articles first."""
    shares = (1 - dense_weight, dense_weight)
    weights = {"weights": [*(round(share * (1 - CITED), 6) for share in shares), CITED]}
    fused = {
        "normalization": {"technique": "min_max"},
        "combination": {"technique": "arithmetic_mean", "parameters": weights},
    }
    return {
        "description": "lexops: min-max, weighted",
        "phase_results_processors": [{"normalization-processor": fused}],
    }


def digest(before: str, came: Iterable[tuple[str, str]], went: Iterable[tuple[str, str]]) -> str:
    """What the digest of a set of (id, row hash) becomes when some come and others go: the sum of their SHA-256, modulo 2^256.

    A sum because it does not ask for an order: it changes by what changed, and whoever reads all rows can make it anew.

    >>> digest(digest(NOTHING, [("a", "1"), ("b", "2")], []), [], [("b", "2")]) == digest(NOTHING, [("a", "1")], [])
    True
    """
    total = int(before, 16) + sum(map(_number, came)) - sum(map(_number, went))
    return f"{total % 2**256:064x}"


def _number(pair: tuple[str, str]) -> int:
    return int.from_bytes(hashlib.sha256("\n".join(pair).encode()).digest(), "big")


def document_id(row_id: str, publication: int) -> str:
    """`_id` of a row as one publication brings it. A hash: a row's id may be longer than the 512 bytes that are allowed."""
    return hashlib.sha256(f"{publication}\n{row_id}".encode()).hexdigest()[:40]


def routing(row_id: str) -> str:
    """What keeps a work's rows on one shard: the id's first part, its work. From the id, so that a delete knows it too."""
    return row_id.partition("/")[0] or row_id


def document(one: IndexRow, publication: int) -> str:
    """The row as JSON text: `row` whole as one string, the flat fields again for filters, our terms, and the vector in nine digits, which are exact."""
    flat = {field.name: one.row[field.name] for field in FLAT}
    found = dumps(
        {**flat, "since": publication, "terms": " ".join(row_terms(one.row)), "row": dumps(one.row)}
    )
    return f'{found[:-1]},"vector":[{",".join(map("%.9g".__mod__, one.vector.tolist()))}]}}'


def entry(fields: Json) -> RowEntry:
    """A row in short, of its doc values."""
    (row_hash,) = fields.get("row_hash", [""])
    return RowEntry(fields["id"][0], row_hash, tuple(sorted(fields.get("groups", ()))))


def held(source: Json) -> StoredRow:
    """A document as what it should be: a row, its vector, and fields that follow from these two."""
    vector = np.asarray(source["vector"], np.float32) if "vector" in source else None
    row = whole_row(source.get("row"))
    if row is None or vector is None:
        return StoredRow(
            source["id"],
            row,
            vector,
            ("row",) if row is None else (),
        )
    expected = json.loads(document(IndexRow(row, vector), source.get("since", 0)))
    return StoredRow(
        source["id"],
        row,
        vector,
        differing(expected, source, but=("row", "vector", "since", "until")),
    )


def publication_of(filter_: Json) -> int:
    """The publication that `visible` was given: an alias says by its filter which one readers get."""
    return int(filter_["bool"]["filter"][0]["range"]["since"]["lte"])


def visible(publication: int, conditions: Json | None = None) -> Json:
    """The query for what a reader of this publication may see, and that passes `conditions`, too."""
    found = conditions or {}
    since = {"range": {"since": {"lte": publication}}}
    ended = {"range": {"until": {"lte": publication}}}
    return {
        "bool": {
            "filter": [since, *found.get("filter", ())],
            "must_not": [ended, *found.get("must_not", ())],
        }
    }


def conditions(where: Filter) -> Json:
    """The filter as clauses of a `bool`. Unknown dates pass because it is asked what must not be: a null is in no range."""
    # `groups` always: who belongs to no group sees nothing, and `terms` of nothing matches nothing.
    clauses = [_one_of("groups", where.groups)]
    clauses += [
        _one_of(field, values)
        for name, field in FILTERS.items()
        if (values := getattr(where, name))
    ]
    if where.as_of is None:
        return {"filter": clauses}
    begins = {"range": {"valid_from": {"gt": where.as_of}}}
    ended = {"range": {"valid_to": {"lte": where.as_of}}}
    return {"filter": clauses, "must_not": [begins, ended, {"term": {"status": Status.DRAFT}}]}


def with_ids(ids: Sequence[str]) -> Json:
    """Clauses: the row has one of these ids."""
    return {"filter": [_one_of("id", ids)]}


def keyword_query(query: CandidateQuery, publication: int) -> Json | None:
    """The keyword leg; None where there is nothing to ask. A `match` takes text literally: no character is an operator."""
    asked = question_terms(query.text) if query.text is not None else []
    if not asked:
        return None
    found: Json = visible(publication, conditions(query.filter))
    found["bool"]["must"] = [
        {"match": {"terms": {"query": " ".join(asked), "analyzer": "whitespace"}}}
    ]
    return found


def cited(text: str) -> Json:
    """Clauses: the row is an article that the text cites. Of two works that the words before it end with, the longer title scores more."""
    article = {"match": {"article": {"query": text, "analyzer": "cited_article"}}}
    work = {"match": {"work": {"query": text, "analyzer": "cited_work"}}}
    return {"filter": [article, work], "must": [{"match": {"title": {"query": text}}}]}


def cited_query(query: CandidateQuery, publication: int) -> Json | None:
    """The articles that a question cites; None where there is no text."""
    if query.text is None:
        return None
    asked = cited(query.text)
    found: Json = visible(publication, conditions(query.filter))
    found["bool"]["filter"] += asked["filter"]
    found["bool"]["must"] = asked["must"]
    return found


def vector_query(query: CandidateQuery, publication: int) -> Json | None:
    """The vector leg; None where there is no vector. The filter stands inside, where it holds before ranking."""
    if query.vector is None:
        return None
    near_enough = min(max(WIDER * query.k, NEIGHBOURS), _MOST_NEIGHBOURS)
    near = {
        "vector": _floats(query.vector),
        "k": near_enough,
        "filter": visible(publication, conditions(query.filter)),
    }
    return {"knn": {"vector": near}}


def hybrid_body(query: CandidateQuery, publication: int) -> Json:
    """A search that OpenSearch fuses itself, by the search pipeline that every generation has as its default.

    What the stored template (`indexing.opensearch._template`) asks through the alias, for a publication that is named. The hybrid query
    stands at the top: inside a `bool` it is answered, and wrongly. Filters stand in each leg: above the legs 2.x does not know them.
    Raises AssertionError where neither text nor vector can be asked for.
    """
    candidates = [ask(query, publication) for ask in (keyword_query, vector_query, cited_query)]
    assert any(candidates[:2]), "a hybrid query asks for a text or a vector"
    # The pipeline's weights are for three legs.
    return {
        "size": query.k,
        "_source": ["row"],
        "query": {"hybrid": {"queries": [leg or {"match_none": {}} for leg in candidates]}},
    }


def _one_of(name: str, values: Sequence[str]) -> Json:
    return {"terms": {name: list(values)}}


def _floats(vector: Vector) -> list[float]:
    return [float(one) for one in vector]
