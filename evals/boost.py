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
from evals.scores import show_difference
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
    """A reader of the index that searches once for each question."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._found: dict[str, CandidateLists] = {}

    def candidates(self, query: CandidateQuery) -> CandidateLists:
        """Find the candidates of a question, from memory if it was asked before.

        Args:
            query: The question.

        Returns:
            The candidates of keyword and vector search.
        """
        text = query.text or ""
        if text not in self._found:
            self._found[text] = self._reader.candidates(query)
        return self._found[text]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each setting and print a table for each file of questions.

    Args:
        arguments: The options; None for those of the command line.

    Returns:
        The exit status, 0.
    """
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
            named = [
                f"{scores[name].value:.3f}"
                for name in (METRIC, "hit@10", "MRR@10", "coverage@2000")
            ]
            moved = show_difference(paired.differences[METRIC])
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
