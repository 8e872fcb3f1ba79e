"""`lexops eval`: how well the index answers questions whose answers are known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.commands.search import Mode
from cli.invocation import Invocation, command
from cli.output import complain, console, print_json, table
from corpus.codec import dumps, to_json
from corpus.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "eval")(evaluate)


def evaluate(
    ctx: Invocation,
    questions: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.jsonl",
            help="Questions with gold, one JSON object a line.",
            show_default=False,
        ),
    ],
    mode: Annotated[Mode, typer.Option(help="Which legs to ask.")] = Mode.HYBRID,
    as_of: Annotated[
        str, typer.Option(metavar="DATE|any", help="The day whose law counts.")
    ] = "any",
    source: Annotated[
        list[str] | None, typer.Option(help="Only passages that this source carries.")
    ] = None,
    details: Annotated[
        Path | None,
        typer.Option(help="Write each question's scores to this file, for comparing two runs."),
    ] = None,
) -> None:
    """Score retrieval on questions with gold; every figure with its 95 % interval (bootstrap over questions)."""
    from corpus.search import SearchRequest
    from retrieval.evaluation import evaluate_file

    if not questions.is_file():
        raise UsageError(f"there is no file {questions}")
    template = SearchRequest("", mode=mode.value, as_of=as_of, sources=tuple(source or ()))
    with ctx.searcher(needs_model=mode is not Mode.KEYWORD) as searcher:
        result = evaluate_file(searcher, questions, template)
    if details is not None:
        details.write_text(
            "".join(f"{dumps(to_json(one))}\n" for one in result.questions), encoding="utf-8"
        )
    for line in result.skipped:
        complain(f"{questions}, line {line.line}: {line.reason}")
    found = result.as_json()
    if ctx.as_json:
        print_json(found)
        return
    rows = [
        (name, f"{one['value']:.3f}", f"{one['low']:.3f} – {one['high']:.3f}")
        for name, one in found["metrics"].items()
    ]
    title = f"{found['questions']} questions, {found['skipped']} skipped, as of {found['as_of']}, {found['mode']}"
    console().print(table(title, ("metric", "value", "95 %"), rows, right=("value",)))
