"""The gate: what was written, judged as readers would get it, before they do.

It asks three questions. Is the candidate what the catalog says, row by row? Is what it contains
found, by its own words and by its own vector? Are the golden questions answered as well as before?

A candidate that fails is taken back, and readers keep what they have; the next run writes and asks
again. To publish first and undo afterwards was set aside: both engines can show a candidate to us
alone, and so no reader ever gets a bad one (docs/adr/0011-gate-before-readers.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from heapq import nsmallest
from itertools import pairwise
from pathlib import Path

from corpus.hashing import text_hash
from corpus.schema import Row, input_hash
from indexing.store import Candidate, CandidateQuery, Filter, IndexReader
from pipelines.session import Session
from pipelines.stages import projecting, reconciling
from quality.verdict import CheckVerdict
from retrieval.benchmarks import GoldQuestion, SkippedLine, read_questions
from retrieval.evaluation import EvaluationComparison, compare, evaluate
from retrieval.search import Searcher
from storage.catalog.generations import GenerationRow

PROBES = 40
"""Passages that are looked for in a candidate.

Of so many, a tenth that is lost is missed once in seventy times (0.9⁴⁰).
"""

FOUND = 0.9
"""Share of probes that must find themselves.

An approximate index misses one now and then, and so do the words of a short article.
"""

_ALIKE_WORDS = 0.8
"""Share of a probe's pairs of characters that make a result as good as the probe itself."""

_ALIKE_VECTORS = 0.99
"""Cosine from which a result is as good as the probe itself."""

_WORD = re.compile(r"\w+")
_NEAR = 10  # results among which a probe must find itself
_WORDS = 60  # characters of a passage that are asked for
_WHOLE = 1_000  # rows of a new generation that are looked at whole; of a delta all are
_EXAMPLES = 10
_MEND = (
    "check the index and its settings, then run again; "
    "`lexops publish --rebuild` repairs rows that were changed by hand"
)
_METRICS = ("R@10", "nDCG@10")


@dataclass(slots=True)
class _Judged:
    """What was found wrong, in sentences, with lines for the table and figures."""

    wrong: list[str] = field(default_factory=list)
    rows: list[Sequence[object]] = field(default_factory=list)
    figures: dict[str, int | float | str] = field(default_factory=dict)


def candidate_sound(session: Session) -> CheckVerdict:
    """What is to be published is what the catalog says, is found, and answers as before.

    It is found by its own words and vectors; the golden questions are answered as before. Refuses
    where that is not so, and takes the candidate back: readers keep what they have.
    """
    target = projecting.candidate(session)
    if target is None:
        return CheckVerdict("candidate_sound", "readers have all that there is")
    if target.held:
        return _refused(
            f"{target.name} is held: {target.held}", "`lexops publish` lets updates through again"
        )
    judged = _judge(session, target)
    if not judged.wrong:
        return CheckVerdict(
            "candidate_sound",
            f"{target.name} is what the catalog says, and is found",
            figures=judged.figures,
        )
    projecting.take_back(session, target)
    said = f"{target.name} was taken back before readers got it: {'; '.join(judged.wrong)}"
    return _refused(
        said,
        _MEND,
        judged,
    )


def _refused(
    says: str,
    remedy: str,
    judged: _Judged | None = None,
) -> CheckVerdict:
    judged = judged or _Judged()
    return CheckVerdict(
        "candidate_sound",
        says,
        passed=False,
        refuses=True,
        remedy=remedy,
        figures=judged.figures,
        columns=("what", "where", "live", "candidate"),
        rows=judged.rows,
    )


def _judge(session: Session, target: GenerationRow) -> _Judged:
    judged = _Judged()
    candidate = session.store.preview(target.name)
    try:
        with projecting.readers_view(session, target) as had:
            if had:
                touched = session.catalog.deltas.touched(target.name, candidate.generation.version)
            else:
                touched = None
            _is_complete(
                session,
                target,
                candidate,
                touched,
                judged,
            )
            if not judged.wrong:  # what is not there can't be found
                _finds_itself(
                    session,
                    target,
                    candidate,
                    touched,
                    judged,
                )
                _answers_as_before(
                    session,
                    candidate,
                    judged,
                )
    finally:
        candidate.close()
    return judged


# ── is it what the catalog says ──────────────────────────────────────────────────────────────


def _is_complete(
    session: Session,
    target: GenerationRow,
    candidate: IndexReader,
    touched: Sequence[str] | None,
    judged: _Judged,
) -> None:
    """Compare the candidate with the catalog.

    Of a generation every row by hash and groups, some of them whole; of a delta the total, and
    every row that it touches whole.
    """
    expected = session.catalog.passages.count()
    found = candidate.count()
    judged.figures |= {"passages": expected, "rows of the candidate": found}
    if found != expected:
        judged.wrong.append(f"it has {found} rows, the catalog {expected} passages")
    compared = reconciling.compare_rows(
        session,
        target,
        candidate,
        touched,
        _WHOLE,
    )
    judged.figures["looked at whole"] = compared.examined
    for drift, count in sorted(compared.counts.items()):
        judged.wrong.append(f"{count} rows are {drift}")
    judged.rows += [
        (
            one.drift,
            one.id,
            "",
            ", ".join(one.fields),
        )
        for one in compared.examples[:_EXAMPLES]
    ]


# ── is it found ──────────────────────────────────────────────────────────────────────────────


def _finds_itself(
    session: Session,
    target: GenerationRow,
    candidate: IndexReader,
    touched: Sequence[str] | None,
    judged: _Judged,
) -> None:
    """Ask for passages by their own words, within their work, and by their own vector.

    New passages come first, then any.
    """
    import numpy as np

    rows = _probes(session, touched)
    vectors = session.catalog.embeddings.get(target.fingerprint, {input_hash(row) for row in rows})
    by_words = [
        CandidateQuery(
            _words_of(row),
            None,
            _NEAR,
            Filter(tuple(row["groups"]), works=(row["work"],)),
        )
        for row in rows
    ]
    by_vector = [
        CandidateQuery(
            None,
            np.frombuffer(vectors[input_hash(row)], "<f4"),
            _NEAR,
            Filter(tuple(row["groups"])),
        )
        for row in rows
    ]
    found = {
        "words": [candidates.keyword for candidates in candidate.candidate_batches(by_words)],
        "vector": [candidates.vector for candidates in candidate.candidate_batches(by_vector)],
    }
    is_as_near: Mapping[str, Callable[[Row, Sequence[Candidate]], bool]] = {
        "words": _are_words_near,
        "vector": partial(
            _is_vector_near,
            session,
            target.fingerprint,
        ),
    }
    judged.figures["probes"] = len(rows)
    for method, results in found.items():
        missed = [
            row
            for row, near in zip(
                rows,
                results,
                strict=True,
            )
            if not any(_is_same_text(row, candidate_) for candidate_ in near)
            and not is_as_near[method](row, near)
        ]
        judged.figures[f"found by their {method}"] = len(rows) - len(missed)
        # One document never blocks the others: a fault of the index shows in several.
        works = {row["work"] for row in rows}
        missed_works = {row["work"] for row in missed}
        is_one_of_several = len(missed_works) == 1 and len(works) > 1
        if len(rows) - len(missed) < FOUND * len(rows) and not is_one_of_several:
            judged.wrong.append(
                f"{len(missed)} of {len(rows)} passages are not found by their own {method}"
            )
            judged.rows += [
                (
                    f"not found by its {method}",
                    row["id"],
                    "",
                    row["text"][:_WORDS],
                )
                for row in missed[:_EXAMPLES]
            ]


def _probes(session: Session, touched: Sequence[str] | None) -> list[Row]:
    """Passages to look for, the same ones for the same archive.

    Half of them are new passages, where there are so many.
    """
    passages = session.catalog.passages
    new = passages.get(
        nsmallest(
            PROBES // 2,
            touched or (),
            key=text_hash,
        )
    )
    others = passages.sample(PROBES - len(new))
    return list({row["id"]: row for row in (*new, *others)}.values())


def _are_words_near(row: Row, near: Sequence[Candidate]) -> bool:
    """Whether some result has nearly all the words that were asked for.

    The rows of a table differ by a number: then others stand before the one that was asked for, and
    the search is right all the same. A search that is broken returns nothing, or other words.
    """
    wanted = _pairs(_words_of(row))
    return any(
        len(wanted & _pairs(found.row["text"])) >= _ALIKE_WORDS * len(wanted) for found in near
    )


def _words_of(row: Row) -> str:
    """The first words of a passage, without the marks between them: a form begins with dots."""
    return " ".join(_WORD.findall(row["text"]))[:_WORDS]


def _pairs(text: str) -> set[str]:
    """The pairs of characters that follow each other, white space left out."""
    visible = "".join(text.split())
    return {first + second for first, second in pairwise(visible)} or {visible}


def _is_vector_near(
    session: Session,
    fingerprint: str,
    row: Row,
    near: Sequence[Candidate],
) -> bool:
    """Whether the catalog's vector of some result is nearly that which was asked for."""
    import numpy as np

    own = input_hash(row)
    hashes = {input_hash(found.row) for found in near}
    vectors = session.catalog.embeddings.get(fingerprint, {own, *hashes})
    wanted = np.frombuffer(vectors[own], "<f4")
    for hash_ in hashes & vectors.keys():
        other = np.frombuffer(vectors[hash_], "<f4")
        length = float(np.linalg.norm(wanted) * np.linalg.norm(other))
        if length and float(wanted @ other) >= _ALIKE_VECTORS * length:
            return True
    return False


def _is_same_text(row: Row, found: Candidate) -> bool:
    """Whether a candidate is the passage, or says the same: of copies any will do."""
    return bool(found.row["id"] == row["id"] or found.row["text_hash"] == row["text_hash"])


# ── does it answer as before ─────────────────────────────────────────────────────────────────


def _answers_as_before(
    session: Session,
    candidate: IndexReader,
    judged: _Judged,
) -> None:
    """Ask golden questions of what readers have and of the candidate.

    The comparison is paired, so that a single question that got worse is named.
    """
    options = session.settings.gate
    live = session.store.live()
    # A question is embedded by one model. Where the live index has another model, there is
    # nothing to compare the candidate with.
    if not options.questions or live is None or live.meta != candidate.generation.meta:
        return
    questions = list(_golden(options.questions))
    now = session.store.open()
    try:
        had, has = (
            evaluate(
                Searcher(
                    one,
                    session.embedder,
                    session.settings.search,
                ),
                questions,
            )
            for one in (now, candidate)
        )
    finally:
        now.close()
    compared = compare(had, has)
    for metric in _METRICS:
        before = had.metrics()[metric].value
        after = has.metrics()[metric].value
        judged.figures[metric] = f"{before:.3f} → {after:.3f}"
        if before - after > options.tolerance:
            judged.wrong.append(
                f"{metric} of {len(has.questions)} golden questions fell "
                f"from {before:.3f} to {after:.3f}"
            )
    if judged.wrong:
        judged.rows += _worse(compared)


def _golden(files: Sequence[str]) -> Iterator[GoldQuestion | SkippedLine]:
    for file in files:
        yield from read_questions(Path(file))


def _worse(compared: EvaluationComparison) -> Iterator[Sequence[object]]:
    for before, after in compared.losses[:_EXAMPLES]:
        yield f"{compared.metric} fell", before.query, "\n".join(before.hits), "\n".join(after.hits)
