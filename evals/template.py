"""The stored template of OpenSearch beside `lexops search`.

`python -m evals template --home HOME QUESTIONS.jsonl... [--every N]`.

Asks every N-th question through the alias of a live index in OpenSearch: as the template does, with
other weights, depths and boosts, and as `lexops search` does. Prints the scores of each setting,
and the paired difference from the template's own with its 95 % interval. `--citations N` asks for N
articles by their citation (劳动合同法第38条) instead, and reports how many are the first result.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from rich.console import Console

from cli.invocation import Invocation
from cli.output import table
from corpus.notation.numerals import parse_article, to_chinese
from corpus.search import SearchRequest
from evals.scores import show_difference
from indexing.opensearch import _queries as queries
from indexing.opensearch import _template as template
from indexing.opensearch._mapping import pipeline_body
from indexing.opensearch._reader import fused
from indexing.opensearch.store import OpenSearchStore
from indexing.store import Filter
from retrieval.benchmarks import read_questions
from retrieval.evaluation import Evaluation, compare, evaluate
from retrieval.search import Searcher

METRIC = "R@10"
SHOWN = (
    METRIC,
    "R@100",
    "hit@10",
    "MRR@10",
    "coverage@2000",
)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a question is asked.

    Attributes:
        dense: Weight of vector search.
        depth: Candidates of each method; None leaves it to OpenSearch.
        near: Nearest vectors that are looked for.
        title: Boost of the title, beside the terms that contain it already.
        context: Boost of the context, beside the terms that contain it already.
        candidates: The methods: k for keywords, v for vectors, c for citations.
    """

    dense: float = 0.6
    depth: int | None = template.DEPTH
    near: int = queries.WIDER * template.DEPTH
    title: float = 0.0
    context: float = 0.0
    candidates: str = "kvc"

    def __str__(self) -> str:
        other = Setting()
        changed = [
            f"{name} {getattr(self, name)}"
            for name in self.__slots__
            if getattr(self, name) != getattr(other, name)
        ]
        return ", ".join(changed) or "the template's"


SETTINGS = (
    Setting(),
    *(Setting(dense=one) for one in (0.4, 0.5, 0.7)),
    *(Setting(depth=one, near=max(50, 2 * (one or 100))) for one in (None, 50, 100, 400)),
    *(Setting(title=one) for one in (0.25, 0.5, 1.0)),
    *(Setting(context=one) for one in (0.25, 0.5)),
    Setting(candidates="k"),
    Setting(candidates="v"),
)


class Asking:
    """Asks questions with one setting, in place of a `Searcher`.

    Vectors of questions are kept between settings.

    Attributes:
        seconds: The time of each question.
    """

    def __init__(
        self,
        store: OpenSearchStore,
        embed: Any,
        setting: Setting,
    ) -> None:
        self._store = store
        self._embed = embed
        self._setting = setting
        self.seconds: list[float] = []

    def search(self, question: SearchRequest) -> Any:
        """Ask a question.

        Args:
            question: The question.

        Returns:
            The search results, versions of one article not folded.
        """
        body = self._body(question)
        began = time.perf_counter()
        path = f"/{self._store._alias}/_search"  # noqa: SLF001
        answer = self._store._client.call("POST", path, body)  # noqa: SLF001 - a plain client
        self.seconds.append(time.perf_counter() - began)
        return SimpleNamespace(as_of="any", results=fused(answer))

    def _body(self, question: SearchRequest) -> dict[str, Any]:
        one = self._setting
        text = question.text.strip()[:1000]
        where: dict[str, Any] = queries.conditions(Filter())
        boosts = [
            {"match": {name: {"query": text, "boost": by}}}
            for name, by in (("title", one.title), ("context", one.context))
            if by
        ]
        vector = {"vector": self._embed(text), "k": one.near, "filter": {"bool": where}}
        cited = queries.cited(text)
        candidates = {
            "k": {
                "bool": {**where, "must": [{"match": {"terms": {"query": text}}}], "should": boosts}
            },
            "v": {"knn": {"vector": vector}},
            "c": {"bool": {"filter": [*where["filter"], *cited["filter"]], "must": cited["must"]}},
        }
        hybrid: dict[str, Any] = {
            "queries": [
                method if name in one.candidates else {"match_none": {}}
                for name, method in candidates.items()
            ]
        }
        if one.depth:
            hybrid["pagination_depth"] = one.depth
        return {
            "size": question.k,
            "_source": ["row"],
            "search_pipeline": pipeline_body(one.dense),
            "query": {"hybrid": hybrid},
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print a table for each file of questions.

    Args:
        arguments: The options; None for those of the command line.

    Returns:
        The exit status, 0.
    """
    parser = argparse.ArgumentParser(
        prog="evals/template.py", description="Scores of the search template, by its settings."
    )
    parser.add_argument("questions", type=Path, nargs="*")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--profile", default="opensearch")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--citations", type=int, default=0)
    parser.add_argument("--only", type=int, help="so many settings, the first ones")
    options = parser.parse_args(arguments)
    call = Invocation(options.home, options.profile)
    store = call.store()
    assert isinstance(store, OpenSearchStore), "this measures an index in OpenSearch"
    with call.embedder() as embedder:
        kept: dict[str, list[float]] = {}

        def embed(text: str) -> list[float]:
            if text not in kept:
                kept[text] = embedder.embed_query(text).tolist()
            return kept[text]

        if options.citations:
            _cite(store, embed, options.citations)
        for file in options.questions:
            lines = list(
                islice(
                    read_questions(file),
                    0,
                    None,
                    options.every,
                )
            )
            found = []
            plain = None
            for setting in SETTINGS[: options.only]:
                asking = Asking(store, embed, setting)
                made = evaluate(asking, lines)  # type: ignore[arg-type]
                plain = plain or made
                found.append(
                    _shown(
                        str(setting),
                        made,
                        plain,
                        asking.seconds,
                    )
                )
            reader = store.open()
            whole = evaluate(Searcher(reader, embedder, replace(call.settings.search)), lines)
            found.append(
                _shown(
                    "lexops search",
                    whole,
                    plain or whole,
                    [],
                )
            )
            reader.close()
            columns = (
                "setting",
                *SHOWN,
                f"{METRIC} against the template's",
                "gained",
                "lost",
                "p50, p95 ms",
            )
            Console(width=190).print(table(f"{file.name}, {len(lines)} questions", columns, found))
    store.close()
    return 0


def _cite(
    store: OpenSearchStore,
    embed: Any,
    count: int,
) -> None:
    """Ask the stored template for articles of laws in force, by work and number."""
    reader = store.open()
    today = dt.datetime.now(dt.UTC).date().isoformat()
    found = [
        row
        for row in reader.find(Filter(as_of=today, levels=("law",)), 100_000)
        if parse_article(row["article"] or "")
    ]
    reader.close()
    right = 0
    wrong = []
    for row in found[:: max(1, len(found) // count)]:
        number = parse_article(row["article"])
        assert number is not None
        text = f"{row['work']}第{number.number}条" + (
            f"之{to_chinese(number.inserted)}" if number.inserted else ""
        )
        given = {
            "text": text,
            "vector": embed(text),
            "groups": ["public"],
            "fields": ["id", "article", "work"],
            "k": 1,
        }
        asked = {"id": template.name(store._alias), "params": given}  # noqa: SLF001
        path = f"/{store._alias}/_search/template"  # noqa: SLF001
        answer = store._client.call("POST", path, asked)  # noqa: SLF001
        results = answer["hits"]["hits"]
        first = results[0]["_source"] if results else {}
        if (first.get("work"), first.get("article")) == (row["work"], row["article"]):
            right += 1
        else:
            wrong.append(f"{text}: {first.get('id')}")
    Console(width=190).print(
        f"{right} of {right + len(wrong)} cited articles stand first", *wrong[:20], sep="\n"
    )


def _shown(
    name: str,
    made: Evaluation,
    plain: Evaluation,
    seconds: list[float],
) -> tuple[Any, ...]:
    scores = made.metrics()
    paired = compare(plain, made, METRIC)
    if seconds:
        took = ", ".join(f"{1000 * one:.0f}" for one in np.percentile(seconds, (50, 95)))
    else:
        took = ""
    difference = show_difference(paired.differences[METRIC])
    return (
        name,
        *(f"{scores[one].value:.3f}" for one in SHOWN),
        difference,
        len(paired.gains),
        len(paired.losses),
        took,
    )
