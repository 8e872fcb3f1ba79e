"""Case files against a gold standard.

`python -m evals cases JUDGMENTS.jsonl FOLDER [--json]`: the facts of judgments against a gold
standard.

A row of the gold standard names a file of the folder and its facts, letter by letter: what stands
between the end of the procedure (现已审理终结) and the court's own view (本院认为) — charge, defence and
findings. That is `CaseFile.facts`. Overlap is the F1 of visible characters by their places in the
text, 2·|A∩B| / (|A|+|B|), so that text too much costs as text too little. Beside it: how many
papers give each value, the findings, and the time.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from cli.output import table
from corpus.records import CaseFile, Span
from ingestion.reading import read
from law.structure import structure

ENOUGH = 0.95


def overlap(
    text: str,
    ours: Span | None,
    gold: Span,
) -> float:
    """Compare two spans of a text.

    Args:
        text: The text.
        ours: The span that was found; None if there is none.
        gold: The span of the gold standard.

    Returns:
        F1 of the visible characters of both spans.
    """
    if ours is None:
        return 0.0
    common = Span(max(ours.start, gold.start), min(ours.end, gold.end))
    both, left, right = (
        len("".join(text[span.start : span.end].split())) for span in (common, ours, gold)
    )
    return 2 * both / (left + right)


def values(case: CaseFile) -> list[str]:
    """List the values that a case file has.

    Args:
        case: The case file.

    Returns:
        The names of the values.
    """
    found = {
        "court": case.court,
        "number, well formed": case.number and not case.number.problem,
        "branch": case.branch,
        "instance": case.instance,
        "parties": case.parties,
        "causes": case.causes,
        "causes, all listed": case.causes and all(cause.listed for cause in case.causes),
        "decided": [date for date in case.dates if date.event == "decided"],
        "filed or accepted": [date for date in case.dates if date.event in ("filed", "accepted")],
        "orders": case.orders,
    }
    return [name for name, value in found.items() if value]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the judgments of a folder and print the figures.

    Args:
        arguments: The options; None for those of the command line.

    Returns:
        The exit status: 1 if fewer than 95 % of the facts overlap enough, else 0.
    """
    parser = argparse.ArgumentParser(
        prog="evals/cases.py", description="Compare the facts of judgments with a gold standard."
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    scores: dict[str, float] = {}
    present: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    seconds: list[float] = []
    for line in options.gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = read((options.folder / row["file"]).read_bytes(), row["file"])
        start = time.perf_counter()
        found = structure(document, Path(row["file"]).stem)
        seconds.append(time.perf_counter() - start)
        at = document.text.index(row["facts"])
        facts = found.case.facts if found.case else None
        gold = Span(at, at + len(row["facts"]))
        scores[row["file"]] = overlap(document.text, facts, gold)
        present.update(values(found.case) if found.case else [])
        findings.update(finding.code for finding in found.findings)
    return report(
        scores,
        present,
        findings,
        seconds,
        as_json=options.json,
    )


def report(
    scores: dict[str, float],
    present: Counter[str],
    findings: Counter[str],
    seconds: list[float],
    *,
    as_json: bool,
) -> int:
    """Print what was measured.

    Args:
        scores: The overlap of the facts by file.
        present: How many papers give each value.
        findings: The findings by code.
        seconds: The time of each paper.
        as_json: Print one JSON document instead of tables.

    Returns:
        The exit status: 1 if fewer than 95 % of the facts overlap enough, else 0.
    """
    count = len(scores)
    share = sum(score >= ENOUGH for score in scores.values()) / max(1, count)
    low = {
        name: round(score, 3)
        for name, score in sorted(scores.items(), key=lambda item: item[1])
        if score < ENOUGH
    }
    milliseconds = {
        "mean": 1000 * sum(seconds) / max(1, count),
        "median": 1000 * sorted(seconds)[count // 2],
        "most": 1000 * max(seconds),
    }
    if as_json:
        result = {
            "judgments": count,
            "facts": share,
            "below": low,
            "values": present,
            "findings": findings,
            "milliseconds": milliseconds,
        }
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    else:
        out = Console()
        out.print(
            table(
                f"{len(low)} of {count} overlap less than {ENOUGH}",
                ("file", "F1"),
                [(name, str(score)) for name, score in low.items()],
            )
        )
        out.print(
            table(
                "values",
                ("value", "papers"),
                [(name, str(number)) for name, number in present.most_common()],
            )
        )
        out.print(
            table(
                "findings",
                ("code", "papers"),
                [(name, str(number)) for name, number in findings.most_common()],
            )
        )
        out.print(
            f"facts: F1 at least {ENOUGH} in {share:.1%} of {count}; "
            f"mean {sum(scores.values()) / max(1, count):.4f}"
        )
        out.print("  ".join(f"{name} {number:.1f} ms" for name, number in milliseconds.items()))
    return 0 if share >= ENOUGH else 1
