"""What the boost for rank and region gains.

`python -m evals boost --home HOME QUESTIONS.jsonl... [--profile NAME] [--mode M]`.

Asks every question once and ranks what the searches found with each setting of `search.boost`.
Prints each setting's scores, and the paired difference from no preference with its 95 % interval.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console

from cli.invocation import Invocation
from cli.output import table
from corpus.search import SearchRequest
from indexing.store import CandidateLists, CandidateQuery
from retrieval.boost import BoostOptions
from retrieval.evaluation import compare, evaluate_file
from retrieval.search import Searcher

SETTINGS = tuple(
    BoostOptions(level, region)
    for level, region in (
        (0, 0),
        (0, 0.05),
        (0, 0.1),
        (0.02, 0),
        (0.05, 0),
        (0.1, 0),
        (0.05, 0.05),
    )
)
METRIC = "R@10"


class Remembering:
    """A reader that asks the legs once for each question."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._found: dict[str, CandidateLists] = {}

    def candidates(self, query: CandidateQuery) -> CandidateLists:
        """The legs of a question, from memory where it was asked before."""
        return self._found.setdefault(
            query.text or "", self._found.get(query.text or "") or self._reader.candidates(query)
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print a table for each file of questions."""
    parser = argparse.ArgumentParser(
        prog="evals/boost.py", description="Scores by preference for rank and region."
    )
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--profile")
    parser.add_argument("--mode", default="keyword")
    options = parser.parse_args(arguments)
    call = Invocation(options.home, options.profile)
    store = call.store()
    for file in options.questions:
        reader = Remembering(store.open())
        embedder = None if options.mode == "keyword" else call.embedder().__enter__()
        rows = []
        plain = None
        for setting in SETTINGS:
            searcher = Searcher(reader, embedder, replace(call.settings.search, boost=setting))
            found = evaluate_file(searcher, file, SearchRequest("", as_of="any", mode=options.mode))
            plain = plain or found
            scores = found.metrics()
            paired = compare(plain, found, METRIC)
            gained = paired.differences[METRIC]
            named = [
                f"{scores[name].value:.3f}"
                for name in (METRIC, "hit@10", "MRR@10", "coverage@2000")
            ]
            moved = f"{gained.value:+.4f} ({gained.low:+.4f} – {gained.high:+.4f})"
            rows.append(
                (
                    setting.level,
                    setting.region,
                    *named,
                    moved,
                    len(paired.gains),
                    len(paired.losses),
                )
            )
        columns = (
            "level",
            "region",
            METRIC,
            "hit@10",
            "MRR@10",
            "coverage@2000",
            f"{METRIC} against none",
            "gained",
            "lost",
        )
        Console(width=140).print(table(f"{file.name}, {options.mode}", columns, rows))
        reader.close()
    return 0
