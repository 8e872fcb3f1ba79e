"""The claims of a YAML file, run again: `python -m evals [FILE] [--home DIR]`.

Claims are rows and not tests: they need an archive and a model, they take minutes, and their
outcome is a figure with an interval.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
KEYS = {"claim", "command", "needs", "expect"}
BOUNDS = {"at_least", "expected"}
Verdict = Literal["holds", "fails", "not tried"]


@dataclass(frozen=True, slots=True)
class ClaimOutcome:
    """What became of one metric of one claim."""

    claim: str
    metric: str
    wanted: str
    measured: str
    verdict: Verdict


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all claims of a file and print a table.

    Args:
        arguments: The options; None for those of the command line.

    Returns:
        The exit status: 1 if a claim failed, else 0.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        default=ROOT / "evals" / "retrieval.yaml",
    )
    parser.add_argument(
        "--home", help="the home whose index is asked (default: LEXOPS_HOME, or ./.lexops)"
    )
    options = parser.parse_args(arguments)
    claims = read_claims(options.file)
    outcomes = [outcome for claim in claims for outcome in run_claim(claim, options.home)]
    show(outcomes)
    return int(any(outcome.verdict == "fails" for outcome in outcomes))


def read_claims(path: Path) -> list[dict[str, Any]]:
    """Read the claims of a file.

    Args:
        path: The YAML file.

    Returns:
        The claims.

    Raises:
        SystemExit: If a row is no claim (status 2).
    """
    claims = yaml.safe_load(path.read_text(encoding="utf-8"))
    for claim in claims:
        if set(claim) - KEYS or not {"claim", "command", "expect"} <= set(claim):
            sys.exit(
                _usage(
                    f"{path}: a claim has the keys {', '.join(sorted(KEYS))}, this one "
                    f"has {', '.join(sorted(claim))}"
                )
            )
        for metric, bounds in claim["expect"].items():
            if not bounds or set(bounds) - BOUNDS:
                sys.exit(
                    _usage(f"{path}: {metric} expects {', '.join(sorted(BOUNDS))}, not {bounds}")
                )
    return list(claims)


def _usage(message: str) -> int:
    Console(stderr=True).print(message, markup=False)
    return 2


def run_claim(claim: dict[str, Any], home: str | None) -> list[ClaimOutcome]:
    """Run one claim.

    Args:
        claim: A row of the file.
        home: The home whose index is asked; None for the default.

    Returns:
        The outcome of each metric.
    """
    wanted = {
        metric: ", ".join(f"{name} {value}" for name, value in bounds.items())
        for metric, bounds in claim["expect"].items()
    }
    if "needs" in claim and not (ROOT / claim["needs"]).exists():
        return [
            ClaimOutcome(
                claim["claim"],
                metric,
                wanted[metric],
                f"{claim['needs']} is absent",
                "not tried",
            )
            for metric in wanted
        ]
    done = measure(claim["command"], home)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return [
            ClaimOutcome(
                claim["claim"],
                metric,
                wanted[metric],
                f"exit status {done.returncode}: {last}",
                "fails",
            )
            for metric in wanted
        ]
    metrics = json.loads(done.stdout)["metrics"]
    return [
        judge(
            claim["claim"],
            metric,
            wanted[metric],
            bounds,
            metrics[metric],
        )
        for metric, bounds in claim["expect"].items()
    ]


def measure(command: str, home: str | None) -> subprocess.CompletedProcess[str]:
    """Run the command of a claim with `--json`.

    Args:
        command: The command; `lexops` is the program beside the Python that runs this.
        home: The home whose index is asked; None for the default.

    Returns:
        The finished process.
    """
    program, *rest = shlex.split(command)
    beside = Path(sys.executable).parent / program
    words = [str(beside) if beside.exists() else program, *rest, "--json"]
    environment = {**os.environ, **({"LEXOPS_HOME": home} if home else {})}
    return subprocess.run(
        words,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def judge(
    claim: str,
    metric: str,
    wanted: str,
    bounds: dict[str, float],
    score: dict[str, float],
) -> ClaimOutcome:
    """Compare a measured score with a claim.

    Args:
        claim: The sentence of the claim.
        metric: The name of the metric.
        wanted: The bounds as text.
        bounds: The bounds: `at_least`, `expected` or both.
        score: The measured value with its interval.

    Returns:
        The outcome: it holds if the value reaches `at_least` and `expected` is in the interval.
    """
    measured = f"{score['value']:.3f} ({score['low']:.3f}–{score['high']:.3f})"
    reached = score["value"] >= bounds.get("at_least", 0.0)
    unmoved = score["low"] <= bounds.get("expected", score["value"]) <= score["high"]
    return ClaimOutcome(
        claim,
        metric,
        wanted,
        measured,
        "holds" if reached and unmoved else "fails",
    )


def show(outcomes: list[ClaimOutcome]) -> None:
    """Print a table of the outcomes, one row for each metric.

    Args:
        outcomes: The outcomes.
    """
    table = Table(
        "claim",
        "metric",
        "wanted",
        "measured (95 %)",
        "verdict",
    )
    colours = {"holds": "green", "fails": "red", "not tried": "yellow"}
    for one in outcomes:
        table.add_row(
            one.claim,
            one.metric,
            one.wanted,
            one.measured,
            f"[{colours[one.verdict]}]{one.verdict}[/]",
        )
    Console().print(table)
