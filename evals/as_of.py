"""Versions by day, asked by citation.

`python -m evals as_of --home HOME [--profile NAME] [--mode M] [--limit WORKS] [--articles N]`.

For every work with two or more dated versions, every article whose text the later version changed
is asked for on the last day of the old text and on the first of the new: by its citation
(劳动合同法第三十八条), and in its own words. Right is the article of the version in force at rank 1; wrong is
the other version's text of that article anywhere among the hits. The chains are looked at too: on
every day from the first beginning to the last end exactly one version holds.

An answer takes about 25 ms, and a large archive has thousands of changed articles. So only some
changed articles of each pair of versions are asked about, evenly chosen from the text;
`--articles 0` asks about all of them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from cli.invocation import Invocation
from corpus.search import SearchRequest
from retrieval.search import Searcher
from retrieval.versions import texts_by_path

K = 10
WORDS = 60
_ARTICLES = 10


@dataclass(frozen=True, slots=True)
class AsOfQuestion:
    """A changed article on a day.

    Attributes:
        work: The work.
        path: The article's path in the work.
        day: The day, as ISO date.
        right: Id of the version in force on that day.
        wrong: Id of the version that is not in force on that day.
        text: The article's text in the right version.
    """

    work: str
    path: str
    day: str
    right: str
    wrong: str
    text: str


def chains(catalog: Any) -> Iterator[list[dict[str, Any]]]:
    """Find the works that have several dated versions.

    Args:
        catalog: The catalog.

    Yields:
        The versions of each such work, by the day from which they are in force. A conflicting
        text is no version of its own.
    """
    for work in catalog.citations.keys():  # noqa: SIM118 - a method, no dictionary
        versions = [
            one
            for one in catalog.passages.expressions(work)
            if one["date"] and "~" not in one["id"] and one["kind"] != "decision"
        ]
        if len(versions) > 1:
            yield sorted(versions, key=lambda one: (one["valid_from"] or "", one["date"]))


def broken_chains(chain: list[dict[str, Any]]) -> list[str]:
    """Find the days on which a work has no version, or two.

    Args:
        chain: The versions of a work in order. A work that was repealed may have a gap.

    Returns:
        A sentence for each problem.
    """
    found = [f"{one['id']} has no beginning" for one in chain if one["valid_from"] is None]
    for earlier, later in pairwise(chain):
        if earlier["valid_to"] != later["valid_from"] and earlier["status"] != "repealed":
            found.append(
                f"{earlier['id']} holds to {earlier['valid_to']}, {later['id']} "
                f"from {later['valid_from']}"
            )
    return found


def questions(
    catalog: Any,
    chain: list[dict[str, Any]],
    most: int = 0,
) -> Iterator[AsOfQuestion]:
    """Ask about articles that a later version changed.

    Args:
        catalog: The catalog.
        chain: The versions of a work in order.
        most: How many articles of two versions, evenly chosen; 0 for all.

    Yields:
        Two questions for each article: on the last day of the old text and on the first day of the
        new one.
    """
    versions_in_force = [one for one in chain if one["valid_from"] != one["valid_to"]]
    for old, new in pairwise(versions_in_force):
        before, after = (
            texts_by_path(catalog.passages.whole_expression(one["id"])) for one in (old, new)
        )
        changed = [
            path
            for path, text in before.items()
            if after.get(path, text) != text and path.startswith("第") and "/" not in path
        ]
        for path in choose_evenly(changed, most):
            eve = (date.fromisoformat(new["valid_from"]) - timedelta(days=1)).isoformat()
            yield AsOfQuestion(
                old["work"],
                path,
                eve,
                old["id"],
                new["id"],
                before[path],
            )
            yield AsOfQuestion(
                old["work"],
                path,
                new["valid_from"],
                new["id"],
                old["id"],
                after[path],
            )


def choose_evenly(values: Sequence[str], most: int) -> list[str]:
    """Return some values, as far from each other as possible.

    Args:
        values: The values.
        most: How many; 0 for all.

    Returns:
        The chosen values in their order.

    >>> choose_evenly("abcdefghi", 3)
    ['a', 'd', 'g']
    >>> choose_evenly("ab", 3)
    ['a', 'b']
    """
    if not most or len(values) <= most:
        return list(values)
    return [values[place * len(values) // most] for place in range(most)]


def judge(
    searcher: Searcher,
    question: AsOfQuestion,
    query: str,
    mode: Any,
) -> tuple[bool, bool]:
    """Ask one question.

    Args:
        searcher: Searches the index.
        question: The article and the day.
        query: The words to search for.
        mode: The mode of the search.

    Returns:
        Whether the right version is the first result, and whether the wrong one is among the
        results.
    """
    hits = searcher.search(
        SearchRequest(
            query,
            K,
            mode,
            question.day,
        )
    ).results
    ids = [hit.row["id"] for hit in hits]
    return bool(ids) and _is(ids[0], question, question.right), any(
        _is(id_, question, question.wrong) for id_ in ids
    )


def _is(
    id_: str,
    question: AsOfQuestion,
    expression: str,
) -> bool:
    head, _, version = id_.rpartition("@")
    return (
        head.partition("#")[0] == f"{question.work}/{question.path}"
        and f"{question.work}@{version}" == expression
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask all questions and print the counts as JSON.

    Args:
        arguments: The options; None for those of the command line.

    Returns:
        The exit status: 1 if a search gave a wrong version, else 0.
    """
    parser = argparse.ArgumentParser(
        prog="evals/as_of.py", description="Ask for every changed article before and after."
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--profile")
    parser.add_argument("--mode", default="keyword")
    parser.add_argument("--limit", type=int, help="so many works at most")
    parser.add_argument(
        "--articles",
        type=int,
        default=_ARTICLES,
        help="so many changed articles of two versions; 0 for all",
    )
    options = parser.parse_args(arguments)
    call = Invocation(options.home, options.profile)
    totals = {
        name: {"asked": 0, "right_at_1": 0, "wrong_version": 0}
        for name in ("citation", "own words")
    }
    works = 0
    broken = []
    missed = []
    with (
        call.catalog() as catalog,
        call.searcher(needs_model=options.mode != "keyword") as searcher,
    ):
        for chain in islice(chains(catalog), options.limit):
            works += 1
            broken += broken_chains(chain)
            for one in questions(catalog, chain, options.articles):
                for name, query in (
                    ("citation", f"{one.work}{one.path}"),
                    ("own words", one.text[:WORDS]),
                ):
                    right, wrong = judge(
                        searcher,
                        one,
                        query,
                        options.mode,
                    )
                    totals[name]["asked"] += 1
                    totals[name]["right_at_1"] += right
                    totals[name]["wrong_version"] += wrong
                    if not right or wrong:
                        missed.append(f"{name}: {one.work}/{one.path} on {one.day}")
    sys.stdout.write(
        json.dumps(
            {
                "works": works,
                "broken_chains": broken,
                **totals,
                "missed": missed[:50],
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )
    return int(any(one["wrong_version"] for one in totals.values()))
