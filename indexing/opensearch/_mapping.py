"""What creates an index: its settings, its mapping made from the schema, and its search pipeline.

The mapping has one field for each flat field of the schema, so that other clients can filter and
aggregate. The whole row is one string beside them.
"""

from __future__ import annotations

import re
from typing import Any

from corpus.schema import DERIVED, FIELDS, FieldType
from indexing.opensearch._analysis import ANALYSIS
from indexing.opensearch.options import ServerOptions

Json = dict[str, Any]

PIPELINE_VERSION = 1
"""Raise it with every change of `pipeline_body`.

A live generation must be fused as it was when the gate judged it."""

CITED_WEIGHT = 0.5
"""Weight of the search for cited articles.

Half, so that a cited article ranks before all results of the other two searches, which share the
other half."""

_FORMS: dict[str, tuple[Json | None, Json]] = {
    "float32": (None, {}),
    "fp16": ({"name": "sq", "parameters": {"type": "fp16"}}, {}),
    # An interval of 1.0 cuts no value off: a few dimensions of a model are large in every vector
    # (evals/README.md).
    "byte": ({"name": "sq", "parameters": {"bits": 7, "confidence_interval": 1.0}}, {}),
    # Searches one bit of each number, then ranks the candidates by the original vectors.
    "on_disk": (None, {"mode": "on_disk"}),
}
"""For each form of vectors: the method's encoder, and other settings of the field."""

_TYPES: dict[FieldType, Json] = {
    FieldType.KEYWORD: {"type": "keyword"},
    FieldType.KEYWORDS: {"type": "keyword"},
    FieldType.DATE: {"type": "date", "format": "strict_date"},
    FieldType.TEXT: {
        "type": "text",
        "analyzer": "passage",
        "search_analyzer": "question",
    },
}

FLAT = tuple(field for field in (*FIELDS, *DERIVED) if field.type in _TYPES)
"""The fields that other clients filter by, aggregate and read. Objects are only in `row`."""


def index_body(
    meta: Json,
    dimension: int,
    options: ServerOptions,
    pipeline: str,
) -> Json:
    """Return the body that creates an index: settings and mapping.

    `meta` is kept in the mapping's `_meta`. The vector engine is always written: without it the
    server takes its default, and a node that lacks that library dies.
    """
    settings = {
        "knn": True,
        "number_of_shards": options.shards,
        "number_of_replicas": options.replicas,
        "refresh_interval": "-1",
        "search.default_pipeline": pipeline,
        "analysis": ANALYSIS,
    }
    properties: Json = {field.name: _TYPES[field.type] for field in FLAT}
    properties["since"] = {"type": "integer"}
    properties["until"] = {"type": "integer"}
    properties["terms"] = {
        "type": "text",
        "analyzer": "whitespace",
        "search_analyzer": "question",
    }
    properties["vector"] = _vector_field(dimension, options)
    # A string: an object would come back with its keys in any order.
    properties["row"] = {
        "type": "keyword",
        "index": False,
        "doc_values": False,
    }
    mappings = {
        "dynamic": "strict",
        "_meta": meta,
        "_routing": {"required": True},
        "properties": properties,
    }
    return {"settings": {"index": settings}, "mappings": mappings}


def _vector_field(dimension: int, options: ServerOptions) -> Json:
    """Return the field of vectors, which the server quantises itself.

    Clients that send bytes were set aside: every client would have to know of it, and reconcile
    could not compare what is stored with what should be. Vectors have length 1, so their inner
    product ranks as the cosine does, for a third of the arithmetic.
    """
    encoder, settings = _FORMS[options.vectors]
    parameters: Json = {"m": 16, "ef_construction": 100}
    if encoder:
        parameters["encoder"] = encoder
    method = {
        "name": "hnsw",
        "engine": options.engine,
        "space_type": "innerproduct",
        "parameters": parameters,
    }
    return {
        "type": "knn_vector",
        "dimension": dimension,
        **settings,
        "method": method,
    }


def pipeline_name(prefix: str, dense_weight: float) -> str:
    """Name the search pipeline: one name never means two ways to fuse."""
    return f"{prefix}-hybrid-v{PIPELINE_VERSION}-{dense_weight:g}"


def is_pipeline(prefix: str, name: str) -> bool:
    """Whether a search pipeline belongs to this prefix, in any version.

    Another prefix may begin with the same letters.
    """
    return re.fullmatch(rf"{prefix}-hybrid-v\d+-[\d.]+", name) is not None


def pipeline_body(dense_weight: float) -> Json:
    """Return the pipeline that fuses a hybrid query's three searches as `retrieval` does.

    Min-max normalization, then a weighted mean in which cited articles come first.
    """
    rest = 1 - CITED_WEIGHT
    keyword_weight = round((1 - dense_weight) * rest, 6)
    vector_weight = round(dense_weight * rest, 6)
    combination = {
        "technique": "arithmetic_mean",
        "parameters": {
            "weights": [
                keyword_weight,
                vector_weight,
                CITED_WEIGHT,
            ]
        },
    }
    processor = {"normalization": {"technique": "min_max"}, "combination": combination}
    return {
        "description": "lexops: min-max, weighted",
        "phase_results_processors": [{"normalization-processor": processor}],
    }
