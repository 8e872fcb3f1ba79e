"""Questions and filters in OpenSearch's query language."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.records import Status
from indexing.analysis import added_terms, question_terms
from indexing.opensearch._mapping import Json
from indexing.store import ENDED, CandidateQuery, Filter, Vector

NEIGHBOURS = 50
"""The smallest number of neighbours that the vector search asks for.

With a filter Lucene returns .84 of the ten nearest when asked for 10, and all of them at 50."""

WIDER = 2
"""How many times the wanted number of neighbours the vector search asks for.

Of the 100 and 200 nearest it returns .981 and .963 at the wanted number, .991 and .983 at twice
the number, for 10 ms more (76,926 rows of 512 dimensions in 13 segments, 100 questions, a busy
machine)."""

FILTERS = {
    "kinds": "kind",
    "levels": "level",
    "regions": "region",
    "jurisdictions": "jurisdiction",
    "categories": "categories",
    "sources": "sources",
    "works": "work",
    "articles": "article",
}
"""Restrictions of `Filter` and of the search template, and the field that each one reads.

The field's value must be among the values of the restriction. `groups` is not here: it always
applies."""

TAG_FIELD = "tag_names"
"""The field that `Filter.tags` and the facets read."""

MOST_VALUES = 10_000
"""Values of a field that are listed or counted: there are fewer regions and tags than that."""

IS_DRAFT: Json = {"term": {"status": Status.DRAFT.value}}
"""A query for drafts."""

HAS_FIRST_DAY: Json = {"exists": {"field": "valid_from"}}
"""A query for what has a known first day; other texts count from the day they were made."""

HAS_ENDED_ONCE: Json = {
    "bool": {
        "filter": [{"terms": {"status": [status.value for status in ENDED]}}],
        "must_not": [{"exists": {"field": "valid_to"}}],
    }
}
"""A query for what ended on an unknown day."""

_MOST_NEIGHBOURS = 10_000  # the engine's limit, and the limit of an answer


def publication_of(filter_: Json) -> int:
    """Return the publication that `visible` was given; the alias's filter says which is shown."""
    return int(filter_["bool"]["filter"][0]["range"]["since"]["lte"])


def visible(publication: int, conditions: Json | None = None) -> Json:
    """Return the query for the rows that a reader of this publication may see.

    `conditions` are clauses of a `bool` that the rows must satisfy too.
    """
    clauses = conditions or {}
    since = {"range": {"since": {"lte": publication}}}
    ended = {"range": {"until": {"lte": publication}}}
    return {
        "bool": {
            "filter": [since, *clauses.get("filter", ())],
            "must_not": [ended, *clauses.get("must_not", ())],
        }
    }


def conditions(where: Filter) -> Json:
    """Return the filter as clauses of a `bool`.

    Dates are excluded by `must_not`, so that unknown dates pass: a null is in no range.
    """
    # `groups` always: a user without groups sees nothing, and `terms` of nothing matches nothing.
    clauses = [_one_of("groups", where.groups)]
    for name, field in FILTERS.items():
        values = getattr(where, name)
        if values:
            clauses.append(_one_of(field, values))
    clauses += [_one_of(TAG_FIELD, names) for names in where.tags_by_scheme()]
    excluded: list[Json] = []
    if where.not_jurisdictions:
        excluded.append(_one_of("jurisdiction", where.not_jurisdictions))
    if where.as_of is not None:
        excluded += [
            {"range": {"valid_from": {"gt": where.as_of}}},
            {"range": {"valid_to": {"lte": where.as_of}}},
            {
                "bool": {
                    "filter": [{"range": {"promulgated": {"gt": where.as_of}}}],
                    "must_not": [HAS_FIRST_DAY],
                }
            },
            IS_DRAFT,
            HAS_ENDED_ONCE,
        ]
    return {"filter": clauses, "must_not": excluded} if excluded else {"filter": clauses}


def with_ids(ids: Sequence[str]) -> Json:
    """Return clauses: the row has one of these ids."""
    return {"filter": [_one_of("id", ids)]}


def keyword_query(query: CandidateQuery, publication: int) -> Json | None:
    """Return the keyword search; None where the question has no terms.

    A `match` takes text literally: no character is an operator.
    """
    if query.text is None:
        return None
    terms = question_terms(query.text)
    if not terms:
        return None
    body = visible(publication, conditions(query.filter))
    match = _match_terms(terms)
    added = added_terms(query.text, query.also)
    if added and query.also_weight:
        more = _match_terms(added)
        more["match"]["terms"]["boost"] = query.also_weight
        match = {"bool": {"should": [match, more], "minimum_should_match": 1}}
    body["bool"]["must"] = [match]
    return body


def _match_terms(terms: Sequence[str]) -> Json:
    return {"match": {"terms": {"query": " ".join(terms), "analyzer": "whitespace"}}}


def cited(text: str) -> Json:
    """Return clauses: the row is an article that the text cites.

    Where the words before the article end with two works, the longer title scores more.
    """
    article = {"match": {"article": {"query": text, "analyzer": "cited_article"}}}
    work = {"match": {"work": {"query": text, "analyzer": "cited_work"}}}
    title = {"match": {"title": {"query": text}}}
    return {"filter": [article, work], "must": [title]}


def cited_query(query: CandidateQuery, publication: int) -> Json | None:
    """Return the search for the articles that a question cites; None where there is no text."""
    if query.text is None:
        return None
    clauses = cited(query.text)
    body = visible(publication, conditions(query.filter))
    body["bool"]["filter"] += clauses["filter"]
    body["bool"]["must"] = clauses["must"]
    return body


def vector_query(query: CandidateQuery, publication: int) -> Json | None:
    """Return the vector search; None where there is no vector.

    The filter stands inside the search, where it is applied before ranking.
    """
    if query.vector is None:
        return None
    neighbours = max(WIDER * query.k, NEIGHBOURS)
    search = {
        "vector": _numbers(query.vector),
        "k": min(neighbours, _MOST_NEIGHBOURS),
        "filter": visible(publication, conditions(query.filter)),
    }
    return {"knn": {"vector": search}}


def hybrid_body(query: CandidateQuery, publication: int) -> Json:
    """Return a search that OpenSearch fuses itself, by the index's default search pipeline.

    The stored template (`indexing.opensearch._template`) asks the same through the alias. The
    hybrid query stands at the top: inside a `bool` OpenSearch answers it wrongly. Filters stand in
    each search: OpenSearch 2.x does not know filters above them.

    Raises:
        AssertionError: The question has neither text nor vector.
    """
    keyword = keyword_query(query, publication)
    vector = vector_query(query, publication)
    cited_articles = cited_query(query, publication)
    assert keyword or vector, "a hybrid query asks for a text or a vector"
    # The pipeline has three weights, so there are always three searches.
    searches = [
        search or {"match_none": {}}
        for search in (
            keyword,
            vector,
            cited_articles,
        )
    ]
    return {
        "size": query.k,
        "_source": ["row"],
        "query": {"hybrid": {"queries": searches}},
    }


def _one_of(name: str, values: Sequence[str]) -> Json:
    return {"terms": {name: list(values)}}


def _numbers(vector: Vector) -> list[float]:
    return [float(number) for number in vector]
