"""`lexops eval`: how well the index answers questions with known answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from cli.commands.search import Mode
from cli.invocation import Invocation, command
from cli.output import complain, console, print_json, table
from corpus.codec import dumps, to_json
from corpus.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The application.
    """
    command(app, "eval")(evaluate)


def evaluate(
    ctx: Invocation,
    questions: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.jsonl",
            help="File of questions with their gold, one JSON object per line.",
            show_default=False,
        ),
    ],
    mode: Annotated[Mode, typer.Option(help="Which retrieval methods to use.")] = Mode.HYBRID,
    as_of: Annotated[
        str,
        typer.Option(
            metavar="DATE|any", help="Only law in force on this day; `any` means all versions."
        ),
    ] = "any",
    source: Annotated[
        list[str] | None,
        typer.Option(help="Only passages that this source contains."),
    ] = None,
    details: Annotated[
        Path | None,
        typer.Option(help="Write the scores of each question to this file, to compare two runs."),
    ] = None,
) -> None:
    """Measure retrieval with questions whose right answers (gold) are known.

    Each figure has a 95 % interval, computed by bootstrap over the questions.
    """
    from corpus.search import SearchRequest
    from retrieval.evaluation import evaluate_file

    if not questions.is_file():
        raise UsageError(f"there is no file {questions}")
    template = SearchRequest(
        "",
        mode=mode.value,
        as_of=as_of,
        sources=tuple(source or ()),
    )
    with ctx.searcher(needs_model=mode is not Mode.KEYWORD) as searcher:
        evaluation = evaluate_file(
            searcher,
            questions,
            template,
        )
    if details is not None:
        lines = [f"{dumps(to_json(question))}\n" for question in evaluation.questions]
        details.write_text("".join(lines), encoding="utf-8")
    for line in evaluation.skipped:
        complain(f"{questions}, line {line.line}: {line.reason}")
    report = evaluation.as_json()
    if ctx.as_json:
        print_json(report)
    else:
        _print_metrics(report)


def _print_metrics(report: dict[str, Any]) -> None:
    rows: list[tuple[str, str, str]] = []
    for name, metric in report["metrics"].items():
        interval = f"{metric['low']:.3f} – {metric['high']:.3f}"
        rows.append(
            (
                name,
                f"{metric['value']:.3f}",
                interval,
            )
        )
    title = (
        f"{report['questions']} questions, {report['skipped']} skipped, "
        f"as of {report['as_of']}, {report['mode']}"
    )
    console().print(
        table(
            title,
            (
                "metric",
                "value",
                "95 %",
            ),
            rows,
            right=("value",),
        )
    )
