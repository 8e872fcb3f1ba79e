"""Forms of vectors, compared on the same questions.

`python -m evals vectors --home HOME QUESTIONS.jsonl... [--every N]`.

The vectors that HOME's catalog keeps, in each form of `index.vectors`, and the nearest to each
question in exact order: what the form alone costs, without a graph, which costs besides. The 100
nearest, all times, vector search alone, unfolded.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from sqlalchemy import text

from cli.invocation import Invocation
from cli.output import table
from corpus.batches import batches
from corpus.search import SearchRequest
from evals.scores import show_difference
from retrieval.benchmarks import read_questions
from retrieval.evaluation import compare, evaluate
from retrieval.metrics import DEPTH

Vectors = NDArray[np.float32]
OVERSAMPLING = 3  # what OpenSearch takes for on_disk and looks at whole


def halves(vectors: Vectors) -> Vectors:
    """Round to numbers of 16 bits.

    Args:
        vectors: One vector a row.

    Returns:
        The rounded vectors, as 32 bits again.
    """
    return vectors.astype(np.float16).astype(np.float32)


def bytes_(vectors: Vectors, confidence: float = 1.0) -> Vectors:
    """Round to 128 steps between the outermost values, as Lucene's quantizer does.

    Args:
        vectors: One vector a row.
        confidence: The share of values between the outermost steps; values outside are cut off.

    Returns:
        The rounded vectors.
    """
    low, high = np.quantile(
        vectors[:: max(1, len(vectors) // 5_000)], ((1 - confidence) / 2, (1 + confidence) / 2)
    )
    step = (high - low) / 127
    steps = np.round((np.clip(vectors, low, high) - low) / step)
    rounded: Vectors = (steps * step + low).astype(np.float32)
    return rounded


def cut(vectors: Vectors) -> Vectors:
    """Round to bytes with Lucene's default confidence, 1 - 1 / (dimension + 1).

    Args:
        vectors: One vector a row.

    Returns:
        The rounded vectors.
    """
    return bytes_(vectors, 1 - 1 / (vectors.shape[1] + 1))


FORMS: dict[str, Callable[[Vectors], Vectors]] = {
    "float32": lambda same: same,
    "fp16": halves,
    "byte": bytes_,
    "byte, by default": cut,
    "on_disk": np.sign,
}


class Nearest:
    """Finds the nearest vectors in exact order, in place of a `Searcher`."""

    def __init__(
        self,
        form: str,
        rows: list[Any],
        whole: Vectors,
        embed: Callable[[str], Vectors],
    ) -> None:
        self._rows = rows
        self._whole = whole
        self._embed = embed
        self._form = form
        self._kept = FORMS[form](whole)

    def search(self, question: SearchRequest) -> Any:
        """Find the passages nearest to a question.

        Args:
            question: The question.

        Returns:
            The search results, nearest first.
        """
        asked = self._embed(question.text)
        scores = self._kept @ asked
        found = np.argsort(-scores)[: DEPTH * (OVERSAMPLING if self._form == "on_disk" else 1)]
        if self._form == "on_disk":  # ranked anew, whole
            found = found[np.argsort(-(self._whole[found] @ asked))][:DEPTH]
        return SimpleNamespace(
            as_of="any", results=[SimpleNamespace(row=self._rows[one]) for one in found]
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print a table for each file of questions.

    Args:
        arguments: The options; None for those of the command line.

    Returns:
        The exit status, 0.
    """
    parser = argparse.ArgumentParser(
        prog="python -m evals vectors",
        description="What does it cost to search in smaller vectors?",
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument(
        "--every",
        type=int,
        default=1,
        help="ask every N-th question",
    )
    parser.add_argument("files", type=Path, nargs="+")
    given = parser.parse_args(arguments)
    invocation = Invocation(home_option=given.home)
    embedder = invocation.embedder()
    rows, whole = _load(invocation, embedder.fingerprint)
    for file in given.files:
        lines = list(
            islice(
                read_questions(file),
                0,
                None,
                given.every,
            )
        )
        known: dict[str, Vectors] = {}

        def embed(asked: str, known: dict[str, Vectors] = known) -> Vectors:
            if asked not in known:
                known[asked] = embedder.embed_query(asked)
            return known[asked]

        made = {
            form: evaluate(
                Nearest(
                    form,
                    rows,
                    whole,
                    embed,
                ),  # type: ignore[arg-type]
                lines,
            )
            for form in FORMS
        }
        plain = made["float32"]
        found = []
        for form, one in made.items():
            same = np.mean(
                [
                    len({*a.hits} & {*b.hits}) / len(a.hits)
                    for a, b in zip(plain.questions, one.questions, strict=True)
                ]
            )
            scores = one.metrics()
            difference = show_difference(compare(plain, one).differences["R@10"])
            found.append(
                (
                    form,
                    f"{scores['R@10'].value:.4f}",
                    f"{scores['R@100'].value:.4f}",
                    f"{same:.4f}",
                    difference,
                )
            )
        columns = (
            "form",
            "R@10",
            "R@100",
            "of float32's first ten",
            "R@10 against float32",
        )
        Console(width=150).print(
            table(
                f"{file.name}, {len(plain.questions)} questions, {len(rows)} passages",
                columns,
                found,
            )
        )
    embedder.close()
    return 0


def _load(invocation: Invocation, fingerprint: str) -> tuple[list[Any], Vectors]:
    """Every passage that has a vector, and the vectors."""
    rows = []
    vectors = []
    with invocation.catalog() as catalog:
        # the catalog has no method that gives passages with their vectors
        with catalog.embeddings._db.read() as connection:  # noqa: SLF001
            inputs = {
                row.id: row.input_hash
                for row in connection.execute(text("SELECT id, input_hash FROM passages"))
            }
        for batch in batches(catalog.passages.rows(), 2_000):
            known = catalog.embeddings.get(fingerprint, {inputs[row["id"]] for row in batch})
            for row in batch:
                if (raw := known.get(inputs[row["id"]])) is not None:
                    rows.append({name: row[name] for name in ("id", "text")})
                    vectors.append(np.frombuffer(raw, "<f4"))
    return rows, np.stack(vectors)
