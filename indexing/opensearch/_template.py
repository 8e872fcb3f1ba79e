"""The stored search template: a hybrid question as a service asks it that knows an URL and an alias, and nothing of how rows lie.

It asks through the alias PREFIX, whose filter lets through what is published and nothing else, so no number of a publication stands
here (docs/adr/0010-an-alias-that-filters.md). A template and not a plugin or a proxy, because every OpenSearch runs it, and its version
is a name: `PREFIX-search-v1` means the same for good; what changes comes as v2 beside it (docs/consuming.md).

Of Mustache as the server has it: a list repeats its section, and an empty one is as good as none; a number is something, also 0, and
so is the size of an empty list.
"""

from __future__ import annotations

from typing import Any

from corpus.codec import dumps
from indexing.opensearch import _rows as rows

VERSION = 1
"""Raised with every change that a client may notice."""

DEPTH = 200
"""Candidates of each leg, as `retrieval.search` takes; so `from` + `k` may be 200 at most (evals/README.md)."""

HITS = 10
"""`k`, where a client does not say."""

HIDDEN = ("vector", "terms", "row")
"""Fields that a hit brings only where `fields` asks for them."""

_TEXT = (
    "{{text}}"  # a placeholder that stands inside quotes, where Mustache escapes what JSON needs
)


def name(prefix: str) -> str:
    """What the template is called on the server."""
    return f"{prefix}-search-v{VERSION}"


def body() -> dict[str, Any]:
    """What `PUT /_scripts/NAME` is given."""
    return {"script": {"lang": "mustache", "source": source()}}


def source() -> str:
    """The template: a search in JSON, with Mustache's sections where something may be left out."""
    keyword = _leg({"must": [{"match": {"terms": {"query": _TEXT}}}]})
    near = f'{{"knn":{{"vector":{{"vector":{_json("vector")},"k":{rows.WIDER * DEPTH},"filter":{_leg({})}}}}}}}'
    # A query that does not exist is an error that says what is missing; an empty answer would hide it.
    without_text = _choose("vector.size", '{"match_none":{}}', '{"give_text_or_vector":{}}')
    nothing = '{"match_none":{}}'  # the pipeline's weights are for three legs
    candidates = (
        _choose("text", keyword, without_text),
        _choose("vector.size", near, nothing),
        _choose("text", _leg(rows.cited(_TEXT)), nothing),
    )
    page = f'"from":{_choose("from", "{{from}}", "0")},"size":{_choose("k", "{{k}}", str(HITS))}'
    shown = _choose("fields.size", _json("fields"), dumps({"excludes": HIDDEN}))
    return f'{{{page},"_source":{shown},"query":{{"hybrid":{{"pagination_depth":{DEPTH},"queries":[{",".join(candidates)}]}}}}}}'


def _leg(clauses: dict[str, Any]) -> str:
    """A `bool` with the question's filters and these clauses."""
    chosen = "".join(
        f'{{"bool":{{"should":[{_any_of(name, field)}{{"match_none":{{}}}}]}}}},'
        for name, field in rows.FILTERS.items()
    )
    always = ",".join(
        (f'{{"terms":{{"groups":{_json("groups")}}}}}', *map(dumps, clauses.get("filter", ())))
    )
    must = f',"must":{dumps(clauses["must"])}' if "must" in clauses else ""
    return f'{{"bool":{{"filter":[{chosen}{always}],"must_not":[{_not_in_force()}]{must}}}}}'


def _any_of(name: str, field: str) -> str:
    """A clause for each value of a list, each with a comma; where there is none, everything."""
    one = f'{{"term":{{"{field}":"{{{{.}}}}"}}}}'
    every = '{"match_all":{}}'
    return f"{{{{#{name}}}}}{one},{{{{/{name}}}}}{{{{^{name}}}}}{every},{{{{/{name}}}}}"


def _not_in_force() -> str:
    """What is not in force on the day that was asked for, as `indexing.store.Filter` says it; without a day today, in China."""
    day = '"{{as_of}}"'
    today = '"now/d","time_zone":"+08:00"'
    chosen = _choose("as_of", day, today)
    begins = f'{{"range":{{"valid_from":{{"gt":{chosen}}}}}}}'
    ended = f'{{"range":{{"valid_to":{{"lte":{chosen}}}}}}}'
    draft = dumps({"term": {"status": "draft"}})
    return f"{{{{^any_day}}}}{begins},{ended},{draft}{{{{/any_day}}}}"


def _choose(parameter: str, given: str, missing: str) -> str:
    return f"{{{{#{parameter}}}}}{given}{{{{/{parameter}}}}}{{{{^{parameter}}}}}{missing}{{{{/{parameter}}}}}"


def _json(parameter: str) -> str:
    return f"{{{{#toJson}}}}{parameter}{{{{/toJson}}}}"
