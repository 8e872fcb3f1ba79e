"""Words of laypeople: grows the table, and measures it on questions that did not grow it.

`python -m evals lay_words --home HOME QUESTIONS.jsonl [--grow TABLE.jsonl] [--pool N]`.

Keyword search over the whole archive, all times, in memory. The questions are split into five folds
that share no article. For each fold the table is grown on the other four (which judge each other's
proposals in the same way), and measured on the fold. `--grow` writes the table that all questions
grow. `--pool N` also measures hybrid search with the model of the profile: over the gold articles,
the first N results of keyword search for each question, and 1,500 other passages. `--table` only
measures a table that is already grown: on questions that had no part in it.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from cli.invocation import Invocation
from cli.output import table
from corpus.notation.lay_words import LayWord, LayWords, own_lay_words, read_lay_words
from evals.keyword_ranks import KeywordRanks, Scores, discounted, measures, rank_gold
from evals.scores import show_difference
from retrieval.benchmarks import GoldQuestion, SkippedLine, read_questions
from retrieval.evaluation import estimate
from retrieval.fusion import FusionOptions
from retrieval.lay_growth import (
    Judged,
    TermStatistics,
    TextPair,
    fold_questions,
    grams,
    judge,
)
from tagging.schemes.loading import load_schemes

WEIGHT = 0.5
BEFORE_CITATION = 80
"""Characters before a citation that propose words."""

SEED = 17
OTHERS = 1_500
DEPTH = 200

_COLUMNS = (
    "table",
    "expanded",
    "R@10",
    "R@100",
    "MRR@10",
    "R@10 moved",
    "R@100 moved",
    "MRR@10 moved",
)

Table = Sequence[LayWord]


class AskedArchive:
    """Questions over an archive, with what is computed once."""

    def __init__(self, rows: list[dict[str, Any]], questions: list[GoldQuestion]) -> None:
        self.ranks = KeywordRanks(rows)
        self.questions = questions
        texts = {gold for question in questions for gold in question.gold}
        self.found = {gold: self.ranks.find(gold) for gold in texts}
        self._plain: dict[str, Scores] = {}
        self._gains: dict[tuple[str, str], float] = {}

    def golds(self, question: GoldQuestion) -> list[NDArray[np.int64]]:
        """Return the texts that match each gold text of a question."""
        return [self.found[gold] for gold in question.gold]

    def plain(self, question: GoldQuestion) -> Scores:
        """Return the scores of the question as it is."""
        if question.query not in self._plain:
            self._plain[question.query] = self.ranks.score(question.query)
        return self._plain[question.query]

    def scores(
        self,
        question: GoldQuestion,
        pairs: Table,
        weight: float = WEIGHT,
    ) -> Scores:
        """Return the scores of the question with the terms of a table."""
        added = " ".join(LayWords(tuple(pairs)).terms(question.query))
        plain = self.plain(question)
        if not added:
            return plain
        return plain + self.ranks.score_added(question.query, added, weight)

    def gain(self, question: GoldQuestion, term: str) -> float:
        """Return what one term adds to the place of a question's articles."""
        key = (question.id, term)
        if key not in self._gains:
            plain = self.plain(question)
            added = plain + self.ranks.score_added(question.query, term, WEIGHT)
            golds = self.golds(question)
            before = discounted(rank_gold(plain, golds))
            self._gains[key] = discounted(rank_gold(added, golds)) - before
        return self._gains[key]


def main(arguments: Sequence[str] | None = None) -> int:
    """Grow, measure and print tables.

    Args:
        arguments: The options; None for those of the command line.

    Returns:
        The exit status, 0.
    """
    parser = argparse.ArgumentParser(prog="python -m evals lay_words", description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--profile")
    parser.add_argument("--grow", type=Path)
    parser.add_argument("--pool", type=int)
    parser.add_argument("--table", type=Path)
    options = parser.parse_args(arguments)
    call = Invocation(options.home, options.profile)
    lines = read_questions(options.questions)
    questions = [line for line in lines if not isinstance(line, SkippedLine)]
    with call.catalog() as catalog:
        rows = list(catalog.passages.rows())
        reviewed = list(_pairs_of_reviews(catalog))
    archive = AskedArchive(rows, questions)
    if options.table:
        pairs_given = read_lay_words(options.table).pairs
        Console(width=160).print(_measure(archive, pairs_given, options.questions.name))
        return 0
    cited = list(_pairs_of_citations(rows, archive))
    asked = [
        TextPair(question.query, gold, "golden") for question in questions for gold in question.gold
    ]
    pairs = [*asked, *reviewed, *cited]
    terms = _terms_of(rows, pairs)
    written = [pair for pair in own_lay_words().pairs if pair.origin == "written"]
    folds = fold_questions(questions)
    judged = judge(questions, folds, pairs, terms, written, archive.gain)
    Console(width=160).print(_summary(judged, asked, reviewed, cited, terms))
    tables = _cross_fit(archive, folds, pairs, terms, written)
    Console(width=160).print(_compare(archive, tables, folds, options.questions.name))
    if options.pool:
        print_hybrid(call, archive, tables, folds, options.pool)
    if options.grow:
        _write(options.grow, judged.kept)
    return 0


def _terms_of(rows: Sequence[Mapping[str, Any]], pairs: Sequence[TextPair]) -> set[str]:
    """Return the terms in the legal texts of the pairs, by how they stand in the archive."""
    counts: dict[str, int] = {}
    for text in {pair.legal for pair in pairs}:
        for gram in grams(text, 2, 5):
            counts[gram] = counts.get(gram, 0) + 1
    statistics = TermStatistics([gram for gram, count in counts.items() if count >= 3])
    statistics.read(sorted({row["text"][:600] for row in rows})[::2])
    return statistics.terms()


def _pairs_of_citations(
    rows: Sequence[Mapping[str, Any]],
    archive: AskedArchive,
) -> Iterator[TextPair]:
    """What a judgment or a case says before it cites an article, with the article."""
    texts = {row["id"]: row["text"] for row in rows}
    gold_of = {int(number): gold for gold, numbers in archive.found.items() for number in numbers}
    number_of = dict(
        zip((row["id"] for row in archive.ranks.rows), archive.ranks.texts, strict=True)
    )
    for row in rows:
        if row["kind"] not in ("case", "judgment"):
            continue
        for citation in row["citations"]:
            place = row["text"].find(citation["text"])
            target = citation["target"]
            if place <= 0 or target not in texts:
                continue
            # A gold article is named by its gold text: so its own fold never sees the pair.
            legal = gold_of.get(int(number_of.get(target, -1)), texts[target])
            yield TextPair(row["text"][max(0, place - BEFORE_CITATION) : place], legal, "citation")


def _pairs_of_reviews(catalog: Any) -> Iterator[TextPair]:
    """What a reviewer gave a tag, with the tag's definition and examples."""
    for scheme in load_schemes().values():
        values = {value.value: value for value in scheme.values}
        for decision in catalog.tag_decisions.all(scheme.name):
            value = values.get(decision.value)
            if decision.answer == "yes" and value is not None:
                legal = "。".join((value.name, value.definition, *value.examples))
                yield TextPair(decision.text, legal, "review")


def _cross_fit(
    archive: AskedArchive,
    folds: Sequence[int],
    pairs: Sequence[TextPair],
    terms: set[str],
    written: Table,
) -> dict[int, Judged]:
    """For each fold, the pairs as the questions of the other folds judge them."""
    tables = {}
    for fold in sorted(set(folds)):
        inside = [
            (question, its)
            for question, its in zip(archive.questions, folds, strict=True)
            if its != fold
        ]
        held_out = {
            gold
            for question, its in zip(archive.questions, folds, strict=True)
            if its == fold
            for gold in question.gold
        }
        others = [pair for pair in pairs if pair.legal not in held_out]
        questions = [question for question, _ in inside]
        tables[fold] = judge(
            questions, [its for _, its in inside], others, terms, written, archive.gain
        )
    return tables


def _variants(judged: Judged) -> dict[str, Table]:
    written = [judgement.pair for judgement in judged.written]
    kept = judged.kept
    grown = [pair for pair in kept if pair.origin != "written"]
    return {
        "as it is": [],
        "written": written,
        "written, without harm": [pair for pair in kept if pair.origin == "written"],
        "all that was proposed": [judgement.pair for judgement in judged.grown],
        "grown": grown,
        "the table: both": kept,
    }


def _compare(
    archive: AskedArchive,
    tables: Mapping[int, Judged],
    folds: Sequence[int],
    name: str,
) -> Any:
    """Compare the variants on questions of folds that did not grow them."""
    variants = {fold: _variants(judged) for fold, judged in tables.items()}
    rows = []
    plain: list[tuple[float, float, float]] = []
    for variant in _variants(Judged((), ())):
        found = []
        expanded = 0
        for question, fold in zip(archive.questions, folds, strict=True):
            scores = archive.scores(question, variants[fold][variant])
            expanded += scores is not archive.plain(question)
            found.append(measures(rank_gold(scores, archive.golds(question))))
        plain = plain or found
        rows.append((variant, expanded, *_differences(plain, found)))
    title = f"{name}, keyword, {len(archive.questions)} questions, {len(archive.ranks.rows)} rows"
    return table(title, _COLUMNS, rows)


def _measure(archive: AskedArchive, pairs: Table, name: str) -> Any:
    """Measure a table as it stands."""
    rows = []
    plain: list[tuple[float, float, float]] = []
    for variant, given in (("as it is", ()), ("the table", pairs)):
        found = []
        expanded = 0
        for question in archive.questions:
            scores = archive.scores(question, given)
            expanded += scores is not archive.plain(question)
            found.append(measures(rank_gold(scores, archive.golds(question))))
        plain = plain or found
        rows.append((variant, expanded, *_differences(plain, found)))
    return table(f"{name}, keyword, {len(archive.questions)} questions", _COLUMNS, rows)


def _differences(
    plain: Sequence[tuple[float, ...]],
    found: Sequence[tuple[float, ...]],
) -> list[str]:
    """Return the means, and the paired differences with their intervals."""
    means = [f"{mean:.3f}" for mean in np.mean(found, axis=0)]
    moved = np.array(found) - np.array(plain)
    return [*means, *(show_difference(estimate(list(column))) for column in moved.T)]


def _summary(
    judged: Judged,
    asked: Sequence[TextPair],
    reviewed: Sequence[TextPair],
    cited: Sequence[TextPair],
    terms: set[str],
) -> Any:
    kept = judged.kept
    rows = [
        ("texts of questions, reviews, citations", f"{len(asked)}, {len(reviewed)}, {len(cited)}"),
        ("terms", len(terms)),
        ("proposed pairs that a question judged", len(judged.grown)),
        *(
            (f"kept, origin {origin}", sum(pair.origin == origin for pair in kept))
            for origin in ("golden", "review", "citation")
        ),
        ("written", len(judged.written)),
        ("written, measured", sum(each.pair.questions > 0 for each in judged.written)),
        ("written, left out", sum(each.harms for each in judged.written)),
    ]
    return table("growth", ("what", "count"), rows)


def print_hybrid(
    call: Invocation,
    archive: AskedArchive,
    tables: Mapping[int, Judged],
    folds: Sequence[int],
    depth: int,
) -> None:
    """Measure hybrid search over a pool of passages.

    Args:
        call: Gives the model.
        archive: Questions and rows.
        tables: For each fold the pairs that the others judged.
        folds: The fold of each question.
        depth: Results of keyword search in the pool, for each question.
    """
    pool = _pool(archive, depth)
    first = {
        int(number): row
        for row, number in zip(
            reversed(archive.ranks.rows), reversed(archive.ranks.texts), strict=True
        )
    }
    embedder = call.embedder()
    vectors = embedder.embed_passages(
        [f"{first[number]['context'] or ''}\n{first[number]['text']}" for number in pool]
    )
    asked = [embedder.embed_query(question.query) for question in archive.questions]
    embedder.close()
    dense = FusionOptions().dense_weight
    rows = []
    plain: list[tuple[float, float, float]] = []
    for weight, variant in (
        (0.0, "as it is"),
        *((weight, name) for weight in (0.2, 0.5) for name in ("written", "the table: both")),
    ):
        found = []
        for question, fold, vector in zip(archive.questions, folds, asked, strict=True):
            scores = archive.scores(question, _variants(tables[fold])[variant], weight)
            fused = np.zeros(len(scores), np.float32)
            fused[pool] += (1 - dense) * _min_max(scores[pool])
            fused[pool] += dense * _min_max(vectors @ vector)
            found.append(measures(rank_gold(fused, archive.golds(question))))
        plain = plain or found
        rows.append((variant, weight, *_differences(plain, found)))
    columns = (
        "table",
        "weight",
        "R@10",
        "R@100",
        "MRR@10",
        "R@10 moved",
        "R@100 moved",
        "MRR@10 moved",
    )
    Console(width=160).print(table(f"hybrid, pool of {len(pool)} texts", columns, rows))


def _pool(archive: AskedArchive, depth: int) -> NDArray[np.int64]:
    numbers = {int(number) for found in archive.found.values() for number in found[:2]}
    for question in archive.questions:
        numbers.update(np.argsort(-archive.plain(question))[:depth].tolist())
    everything = sorted(set(archive.ranks.texts.tolist()))
    numbers.update(random.Random(SEED).sample(everything, OTHERS))  # noqa: S311
    return np.array(sorted(numbers))


def _min_max(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Bring the best scores to 0–1, as fusion does; the others get 0."""
    lowest = max(np.sort(scores)[-DEPTH], 0.0)
    highest = scores.max()
    spread = highest - lowest or 1.0
    scaled: NDArray[np.float32] = np.clip((scores - lowest) / spread, 0, None)
    return scaled


def _write(path: Path, pairs: Table) -> None:
    lines = []
    for pair in pairs:
        record: dict[str, Any] = {"word": pair.word, "term": pair.term, "origin": pair.origin}
        if pair.gain is not None:
            record |= {"gain": pair.gain, "questions": pair.questions}
        lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    path.write_text("".join(lines), encoding="utf-8")
