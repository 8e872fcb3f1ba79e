"""The stored search template: a hybrid question for clients that know only a URL and an alias.

The template asks through the alias PREFIX, whose filter lets through only what is published, so it
holds no number of a publication (docs/adr/0010-an-alias-that-filters.md). It is a template and not
a plugin or a proxy, because every OpenSearch can run it. Its name has its version:
`PREFIX-search-v2` always means the same, and a change comes as v3 beside it (docs/consuming.md).

Rules of Mustache in OpenSearch: a list repeats its section, and an empty list counts as absent; a
number counts as present, also 0 and also the size of an empty list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from corpus.codec import dumps
from corpus.notation.territories import OTHER_JURISDICTIONS
from indexing.opensearch._queries import (
    FILTERS,
    HAS_ENDED_ONCE,
    HAS_FIRST_DAY,
    IS_DRAFT,
    MOST_VALUES,
    TAG_FIELD,
    WIDER,
    cited,
)

VERSION = 2
"""Raise it with every change that a client may notice."""

DEPTH = 200
"""Candidates of each search, as in `retrieval.search`.

So `from` + `k` may be 200 at most (evals/README.md)."""

HITS = 10
"""`k`, where a client does not give it."""

HIDDEN = (
    "vector",
    "terms",
    "row",
)
"""Fields that a result has only where `fields` asks for them."""

# A placeholder inside quotes, where Mustache escapes what JSON needs.
_TEXT = "{{text}}"

_MATCH_ALL = dumps({"match_all": {}})
_MATCH_NONE = dumps({"match_none": {}})

# No such query exists: OpenSearch answers with an error that names it. An empty answer would hide
# that both parameters are missing.
_NO_INPUT = dumps({"give_text_or_vector": {}})

_TODAY_IN_CHINA = '"now/d","time_zone":"+08:00"'


def name(prefix: str) -> str:
    """Return the template's name on the server."""
    return f"{prefix}-search-v{VERSION}"


def body() -> dict[str, Any]:
    """Return the body of `PUT /_scripts/NAME`."""
    return {"script": {"lang": "mustache", "source": source()}}


def source() -> str:
    """Return the template: a search in JSON, with Mustache's sections around optional parts."""
    hybrid = _object({"pagination_depth": str(DEPTH), "queries": _array(_searches())})
    return _object(
        {
            "from": _choose(
                "from",
                "{{from}}",
                "0",
            ),
            "size": _choose(
                "k",
                "{{k}}",
                str(HITS),
            ),
            "_source": _choose(
                "fields.size",
                _json("fields"),
                dumps({"excludes": HIDDEN}),
            ),
            "aggs": _choose(
                "facets",
                dumps({"tags": {"terms": {"field": TAG_FIELD, "size": MOST_VALUES}}}),
                "{}",
            ),
            "query": _object({"hybrid": hybrid}),
        }
    )


def _searches() -> list[str]:
    """Keyword, vector and cited search; always three, because the pipeline has three weights."""
    keyword = _filtered({"must": [{"match": {"terms": {"query": _TEXT}}}]})
    without_text = _choose(
        "vector.size",
        _MATCH_NONE,
        _NO_INPUT,
    )
    neighbours = _object(
        {
            "vector": _json("vector"),
            "k": str(WIDER * DEPTH),
            "filter": _filtered({}),
        }
    )
    vector = _object({"knn": _object({"vector": neighbours})})
    return [
        _choose(
            "text",
            keyword,
            without_text,
        ),
        _choose(
            "vector.size",
            vector,
            _MATCH_NONE,
        ),
        _choose(
            "text",
            _filtered(cited(_TEXT)),
            _MATCH_NONE,
        ),
    ]


def _filtered(clauses: Mapping[str, Any]) -> str:
    """Return a `bool` with the question's filters and these clauses."""
    restrictions = [_restriction(parameter, field) for parameter, field in FILTERS.items()]
    groups = _object({"terms": _object({"groups": _json("groups")})})
    others = map(dumps, clauses.get("filter", ()))
    members = {
        "filter": _array(
            [
                *restrictions,
                _all_tags(),
                groups,
                *others,
            ]
        ),
        "must_not": f"[{_not_in_force()}{_of_elsewhere()}{_MATCH_NONE}]",
    }
    if "must" in clauses:
        members["must"] = dumps(clauses["must"])
    return _object({"bool": _object(members)})


def _restriction(parameter: str, field: str) -> str:
    """Return a filter: the field has one of the parameter's values, or the parameter is absent."""
    # Each value of the list adds a clause with a comma, so one more clause must follow.
    value = dumps({"term": {field: "{{.}}"}})
    each_value = f"{{{{#{parameter}}}}}{value},{{{{/{parameter}}}}}"
    without = f"{{{{^{parameter}}}}}{_MATCH_ALL},{{{{/{parameter}}}}}"
    should = f"[{each_value}{without}{_MATCH_NONE}]"
    return _object({"bool": _object({"should": should})})


def _all_tags() -> str:
    """Return a filter: the row has every tag that the parameter names.

    `Filter.tags` takes the values of one scheme as alternatives. Mustache can't compare texts.
    """
    each_tag = f"{{{{#tags}}}}{dumps({'term': {TAG_FIELD: '{{.}}'}})},{{{{/tags}}}}"
    return _object({"bool": _object({"filter": f"[{each_tag}{_MATCH_ALL}]"})})


def _not_in_force() -> str:
    """Return clauses for what is not in force on the day, as `indexing.store.Filter` defines it.

    Without `as_of` the day is today in China.
    """
    day = _choose(
        "as_of",
        '"{{as_of}}"',
        _TODAY_IN_CHINA,
    )
    begins_later = _object({"range": _object({"valid_from": _object({"gt": day})})})
    made_later = _object({"range": _object({"promulgated": _object({"gt": day})})})
    not_made = _object(
        {
            "bool": _object(
                {
                    "filter": _array([made_later]),
                    "must_not": dumps([HAS_FIRST_DAY]),
                }
            )
        }
    )
    has_ended = _object({"range": _object({"valid_to": _object({"lte": day})})})
    never = f"{dumps(IS_DRAFT)},{dumps(HAS_ENDED_ONCE)}"
    return f"{{{{^any_day}}}}{begins_later},{not_made},{has_ended},{never},{{{{/any_day}}}}"


def _of_elsewhere() -> str:
    """Return a clause for law of other jurisdictions, unless a parameter asks for it or a work."""
    clause = dumps({"terms": {"jurisdiction": OTHER_JURISDICTIONS}}) + ","
    for parameter in ("any_jurisdiction", "jurisdictions", "works"):
        clause = f"{{{{^{parameter}}}}}{clause}{{{{/{parameter}}}}}"
    return clause


def _choose(
    parameter: str,
    given: str,
    missing: str,
) -> str:
    """Return one text where a parameter is given, and another where it is missing."""
    if_given = f"{{{{#{parameter}}}}}{given}{{{{/{parameter}}}}}"
    if_missing = f"{{{{^{parameter}}}}}{missing}{{{{/{parameter}}}}}"
    return if_given + if_missing


def _json(parameter: str) -> str:
    return f"{{{{#toJson}}}}{parameter}{{{{/toJson}}}}"


def _object(members: Mapping[str, str]) -> str:
    """Return a JSON object whose values are templates."""
    return "{" + ",".join(f'"{key}":{value}' for key, value in members.items()) + "}"


def _array(items: Iterable[str]) -> str:
    """Return a JSON array whose items are templates."""
    return "[" + ",".join(items) + "]"
