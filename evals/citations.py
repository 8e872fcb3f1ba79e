"""Citations that are found and resolved.

`python -m evals citations judgments TRUTH.jsonl FOLDER`, `… archive CATALOG`, `… sample CATALOG`.

`judgments` compares the articles of the criminal law that each judgment cites with the list of a
data set (F1 over all pairs of file and article). `archive` reads every passage of a catalog: how
many citations there are, how many resolve of those whose work is stored, why the others do not,
and the seconds it takes. `sample` reads the citations that a person judged (`citations.jsonl`), and
checks whether they still mean the same.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from corpus.codec import from_json
from corpus.notation.numerals import parse_article
from corpus.records import Citation, Law
from law.citations import (
    CitableVersion,
    CitingPassage,
    CitingText,
    MemoryWorkLookup,
    Reference,
    UnresolvedReason,
    cited_as,
    find_in_document,
    numbered_since,
    resolve_citations,
)

# ── criminal-law articles of judgments


def criminal_articles(path: Path) -> set[int]:
    """Find the articles of the criminal law that a judgment cites.

    Args:
        path: The judgment.

    Returns:
        The numbers of the articles.
    """
    from ingestion.reading import read
    from law.structure import structure

    document = read(path.read_bytes(), path.name)
    found = structure(document, path.stem)
    parts = [CitingPassage(None, document.text[unit.start : unit.end]) for unit in found.units]
    numbers: set[int] = set()
    for references in find_in_document(found.work, found.title, parts):
        for reference in references:
            if "刑法" not in reference.names or not reference.article:
                continue
            article = parse_article(reference.article)
            if article:
                numbers.add(article.number)
    return numbers


def judge_judgments(truth: Path, folder: Path) -> dict[str, Any]:
    """Compare the citations of judgments with a list.

    Args:
        truth: JSON lines with the file and the articles of the criminal law that it cites.
        folder: The folder of the judgments.

    Returns:
        Precision, recall and F1 over all pairs of file and article, and the files that differ.
    """
    right = 0
    missed = 0
    extra = 0
    differ = []
    for line in truth.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        wanted = set(row["criminal_law_articles"])
        got = criminal_articles(folder / row["file"])
        right += len(wanted & got)
        missed += len(wanted - got)
        extra += len(got - wanted)
        if wanted != got:
            differ.append(
                {"file": row["file"], "missed": sorted(wanted - got), "extra": sorted(got - wanted)}
            )
    precision = right / max(1, right + extra)
    recall = right / max(1, right + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "right": right,
        "missed": missed,
        "extra": extra,
        "differ": differ,
    }


# ── an archive


PARTS = ("article", "paragraph", "item")


class PassageRow(NamedTuple):
    """A passage of a catalog: its id, where it is cited in its document, its text."""

    id: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class CatalogExpression:
    """A version in a catalog, and its passages in the order of the text.

    Attributes:
        id: Id of the version.
        work: The work.
        since: Its own day; of law the first day on which it is in force.
        law: Whether it is or was law.
        title: Its title.
        numbered: Since which day its articles have their numbers.
        sources: The names of the sources of its passages.
        rows: Its passages.
        dated: The day of its text.
    """

    id: str
    work: str
    since: str | None
    law: bool
    title: str
    numbered: str | None
    sources: frozenset[str]
    rows: tuple[PassageRow, ...]
    dated: str | None = None


class EvaluatedCitation(NamedTuple):
    """A passage, what was found in it and what it means."""

    expression: CatalogExpression
    row: PassageRow
    references: list[Reference]
    citations: tuple[Citation, ...]


def read_catalog(path: Path) -> list[CatalogExpression]:
    """Read all versions of a catalog.

    Args:
        path: The catalog as SQLite file; it is opened read-only.

    Returns:
        The versions by id.
    """
    catalog = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    rows: dict[str, list[tuple[str, int, PassageRow]]] = defaultdict(list)
    sources: dict[str, set[str]] = defaultdict(set)
    for identity, expression, work, unit, text, source in catalog.execute(
        "SELECT id, expression_id, work, unit, text, source FROM passages"
    ):
        place = json.loads(source)
        sources[expression].add(place["name"])
        path_ = unit.rpartition("@")[0].removeprefix(f"{work}/")
        rows[expression].append((place["uri"], place["start"], PassageRow(identity, path_, text)))
    found = []
    reported = (
        "SELECT id, work, coalesce(valid_from, date), date, status != 'draft', title, law FROM "
        "expressions ORDER BY id"
    )
    for identity, work, since, dated, is_law, title, law in catalog.execute(reported).fetchall():
        passages = tuple(row for *_, row in sorted(rows[identity]))
        articles = [article for row in passages if (article := cited_as(row.path))]
        numbered = numbered_since(from_json(Law, json.loads(law)).events if law else (), articles)
        found.append(
            CatalogExpression(
                identity,
                work,
                since,
                bool(is_law),
                title,
                numbered,
                frozenset(sources[identity]),
                passages,
                dated,
            )
        )
    return found


def lookup_of(expressions: list[CatalogExpression]) -> MemoryWorkLookup:
    """Prepare the works of a catalog for resolving.

    Args:
        expressions: All versions of the catalog.

    Returns:
        A lookup of works, versions and articles.
    """
    by_id = {expression.id: expression for expression in expressions}
    versions = []
    articles = []
    for expression in expressions:
        if expression.law:
            version = CitableVersion(
                expression.id,
                expression.since,
                expression.numbered,
                expression.dated,
            )
            versions.append((expression.work, version))
        for row in expression.rows:
            article = cited_as(row.path)
            if article:
                articles.append((expression.id, article, row.id))
    return MemoryWorkLookup.of(versions, articles, lambda id_: articles_of(by_id[id_]))


def articles_of(expression: CatalogExpression) -> dict[str, str]:
    """Join the pieces of each article.

    Args:
        expression: A version.

    Returns:
        The text of each article.
    """
    found: dict[str, str] = {}
    for row in expression.rows:
        if article := cited_as(row.path):
            found[article] = f"{found.get(article, '')}{row.text}"
    return found


def cite(
    expressions: list[CatalogExpression], lookup: MemoryWorkLookup
) -> Iterator[EvaluatedCitation]:
    """Find and resolve the citations of a catalog.

    Args:
        expressions: All versions of the catalog.
        lookup: The works of the catalog.

    Yields:
        Each passage that cites something.
    """
    for one in expressions:
        parts = [
            CitingPassage(cited_as(row.path) if row.path.startswith("第") else None, row.text)
            for row in one.rows
        ]
        for row, references in zip(
            one.rows, find_in_document(one.work, one.title, parts), strict=True
        ):
            if references:
                yield EvaluatedCitation(
                    one,
                    row,
                    references,
                    resolve_citations(references, lookup, citing(one, row)),
                )


def citing(expression: CatalogExpression, row: PassageRow) -> CitingText:
    """Return a passage as the text that cites.

    Args:
        expression: The version of the passage.
        row: The passage.

    Returns:
        The citing text with its day.
    """
    return CitingText(expression.since, expression.id, row.text)


def reason_of(citation: Citation) -> str:
    """Name the reason why a citation has no target.

    Args:
        citation: A citation.

    Returns:
        The name of the reason; empty if the citation has a target.
    """
    return next(
        (reason.name for reason in UnresolvedReason if (citation.reason or "").startswith(reason)),
        "",
    )


def judge_archive(catalog: Path, source: str) -> dict[str, Any]:
    """Count the citations of a source that resolve.

    Args:
        catalog: The catalog as SQLite file.
        source: The name of the source.

    Returns:
        The counts, the shares of those whose work or version is stored, the reasons why others do
        not resolve, and the CPU-seconds for all sources.
    """
    expressions = read_catalog(catalog)
    begun = time.process_time()
    lookup = lookup_of(expressions)
    cited = list(cite(expressions, lookup))
    seconds = time.process_time() - begun
    citations = [
        citation for one in cited if source in one.expression.sources for citation in one.citations
    ]
    total = len(citations)
    resolved = sum(citation.target is not None for citation in citations)
    reasons = Counter(reason_of(citation) for citation in citations)
    undated = sum(
        citation.target is None and reason_of(citation) == UnresolvedReason.UNDATED.name
        for citation in citations
    )
    del reasons[""]
    held = total - reasons[UnresolvedReason.NO_WORK.name]
    answerable = held - reasons[UnresolvedReason.NO_VERSION.name] - undated
    return {
        "citations": total,
        "work_held": held,
        "resolved": resolved,
        "share_of_work_held": resolved / max(1, held),
        "share_of_version_held": resolved / max(1, answerable),
        "reasons": dict(reasons),
        "passages": sum(len(one.rows) for one in expressions),
        "seconds": round(seconds, 1),
    }


def judge_sample(catalog: Path, sample: Path) -> dict[str, Any]:
    """Compare the citations of now with those that a person judged.

    Args:
        catalog: The catalog as SQLite file.
        sample: JSON lines with the judged citations.

    Returns:
        For each sample: how many were judged, how many were right, and how many of the right
        and the wrong ones still resolve to the same target.
    """
    judged = [json.loads(line) for line in sample.read_text(encoding="utf-8").splitlines()]
    expressions = read_catalog(catalog)
    lookup = lookup_of(expressions)
    wanted = {row["passage"] for row in judged}
    now: dict[tuple[Any, ...], str | None] = {}
    for one in cite(expressions, lookup):
        for reference in one.references if one.row.id in wanted else ():
            (citation,) = resolve_citations([reference], lookup, citing(one.expression, one.row))
            now[
                one.row.id, *reference.span, citation.article, citation.paragraph, citation.item
            ] = citation.target
    found: dict[str, Any] = {}
    for name in dict.fromkeys(row["sample"] for row in judged):
        rows = [row for row in judged if row["sample"] == name]
        same = [
            row
            for row in rows
            if now.get((row["passage"], *row["span"], *(row[key] for key in PARTS)))
            == row["target"]
        ]
        found[name] = {
            "judged": len(rows),
            "right": sum(row["right"] for row in rows),
            "right_and_the_same_now": sum(row["right"] for row in same),
            "wrong_and_the_same_now": sum(not row["right"] for row in same),
        }
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the figures as JSON.

    Args:
        arguments: The options; None for those of the command line.

    Returns:
        The exit status, 0.
    """
    parser = argparse.ArgumentParser(
        prog="evals/citations.py", description="Measure what citations are found and resolved."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    judgments = commands.add_parser("judgments")
    judgments.add_argument("truth", type=Path)
    judgments.add_argument("folder", type=Path)
    archive = commands.add_parser("archive")
    archive.add_argument("catalog", type=Path)
    archive.add_argument("--source", default="statutes")
    sample = commands.add_parser("sample")
    sample.add_argument("catalog", type=Path)
    sample.add_argument(
        "judged",
        type=Path,
        nargs="?",
        default=Path(__file__).with_suffix(".jsonl"),
    )
    options = parser.parse_args(arguments)
    match options.command:
        case "judgments":
            measured = judge_judgments(options.truth, options.folder)
        case "archive":
            measured = judge_archive(options.catalog, options.source)
        case _:
            measured = judge_sample(options.catalog, options.judged)
    sys.stdout.write(json.dumps(measured, ensure_ascii=False, indent=1) + "\n")
    return 0
