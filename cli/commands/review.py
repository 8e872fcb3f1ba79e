"""`lexops review`: people decide on tags, in the terminal or in files."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.invocation import Invocation, command
from cli.output import console, print_json
from cli.people import name_of
from cli.review_rendering import (
    agreement_row,
    decision_row,
    print_agreements,
    print_decisions,
    print_findings,
    print_outcome,
    waiting_row,
)
from cli.schemes import scheme_named
from corpus.errors import ExitStatus, UnknownValue, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cli.review_terminal import Outcome
    from corpus.records import TagDecision
    from storage.catalog import Catalog
    from tagging.review.exchange import SeenPassage
    from tagging.review.waiting import WaitingQuestion
    from tagging.schemes import Scheme

_NEXT_RUN = "Tags change with the next run: `lexops run`"
_LINES = "lines"
_LABEL_STUDIO = "label-studio"
_FORMATS = (_LINES, _LABEL_STUDIO)

_SchemeName = Annotated[
    str | None,
    typer.Option(
        "--scheme",
        metavar="NAME",
        help="The scheme of the tags.",
        show_default="the only one",
    ),
]
_Reviewer = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Who decides.",
        show_default="your user name",
    ),
]
_OnlyBy = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Only decisions of this reviewer.",
        show_default=False,
    ),
]
_Values = Annotated[
    list[str] | None,
    typer.Option(
        "--value",
        metavar="VALUE",
        help="Only this value; may be repeated.",
        show_default=False,
    ),
]
_Second = Annotated[
    bool,
    typer.Option("--second", help="What others decided and you have not, without their answers."),
]


def register(app: typer.Typer) -> None:
    """Add the commands.

    Args:
        app: The application.
    """
    group = typer.Typer(help="Review tags: the most useful questions first, a key an answer.")
    command(
        group,
        "start",
        default=True,
        group_options=True,
    )(start)
    command(group, "list")(list_decisions)
    command(group, "undo")(undo)
    command(group, "export")(export)
    command(group, "import")(import_)
    command(group, "agreement")(agreement)
    app.add_typer(group, name="review")


def start(
    ctx: Invocation,
    scheme: _SchemeName = None,
    reviewer: _Reviewer = None,
    value: _Values = None,
    second: _Second = False,
    limit: Annotated[int, typer.Option(min=1, help="How many questions are asked.")] = 50,
) -> None:
    """Review tags in the terminal. Each answer is stored at once.

    The questions whose answers help most per second of your time come first. Some tags are among
    them, to watch their precision. With `--json` the questions are listed and none is asked.
    """
    chosen = scheme_named(ctx.settings, scheme)
    name = name_of(reviewer, "--reviewer")
    if not ctx.as_json and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "the review asks questions and needs a terminal",
            remedy="`lexops review export FILE.jsonl` writes them to a file, "
            "`lexops review import FILE.jsonl` reads the answers",
        )
    with ctx.catalog() as catalog:
        waiting = _waiting(catalog, chosen, name, value, second=second)
    if ctx.as_json:
        shown = [waiting_row(entry) for entry in waiting[:limit]]
        print_json({"scheme": chosen.name, "questions": shown, "total": len(waiting)})
        return
    if not waiting:
        console().print(_nothing_waits(chosen, second=second), markup=False)
        return
    outcome = _ask(ctx, chosen, name, waiting[:limit])
    print_outcome(outcome, len(waiting) - len(outcome.decided))
    if outcome.decided:
        console().print(_NEXT_RUN, markup=False)


def list_decisions(
    ctx: Invocation,
    scheme: _SchemeName = None,
    reviewer: _OnlyBy = None,
    value: _Values = None,
    limit: Annotated[int, typer.Option(min=1, help="How many are shown.")] = 50,
) -> None:
    """List the decisions about tags, the newest first."""
    chosen = scheme_named(ctx.settings, scheme)
    _check_values(chosen, value)
    with ctx.catalog() as catalog:
        found = catalog.tag_decisions.all(chosen.name)
    found = [
        decision
        for decision in reversed(found)
        if reviewer in (None, decision.reviewer) and (not value or decision.value in value)
    ]
    if ctx.as_json:
        rows = [decision_row(decision) for decision in found[:limit]]
        print_json({"scheme": chosen.name, "decisions": rows, "total": len(found)})
        return
    print_decisions(found[:limit], len(found))


def undo(
    ctx: Invocation,
    id: Annotated[  # noqa: A002
        str | None,
        typer.Argument(
            metavar="ID",
            help="The id of a passage.",
            show_default="the one that you decided last",
        ),
    ] = None,
    scheme: _SchemeName = None,
    reviewer: _Reviewer = None,
    value: _Values = None,
) -> None:
    """Take back your last decision, or your decisions about one passage."""
    chosen = scheme_named(ctx.settings, scheme)
    _check_values(chosen, value)
    name = name_of(reviewer, "--reviewer")
    with ctx.writing("lexops review undo") as catalog:
        own = [
            decision
            for decision in catalog.tag_decisions.all(chosen.name)
            if decision.reviewer == name
            and id in (None, decision.passage_id)
            and (not value or decision.value in value)
        ]
        taken = own if id is not None else own[-1:]
        if not taken:
            raise UsageError(
                f"{name} has no such decision in the scheme {chosen.name}",
                remedy="`lexops review list` shows all decisions",
            )
        catalog.tag_decisions.remove(taken)
    if ctx.as_json:
        print_json({"undone": [decision_row(decision) for decision in taken]})
        return
    out = console()
    for decision in taken:
        words = f"taken back: {decision.answer.value} for {decision.value}, {decision.passage_id}"
        out.print(words, markup=False)
    out.print(_NEXT_RUN, markup=False)


def export(
    ctx: Invocation,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="The file to write.",
            show_default=False,
        ),
    ],
    scheme: _SchemeName = None,
    reviewer: _Reviewer = None,
    value: _Values = None,
    format: Annotated[  # noqa: A002
        str,
        typer.Option(metavar="FORMAT", help="The form of the file: lines or label-studio."),
    ] = _LINES,
    second: _Second = False,
    decided: Annotated[
        bool, typer.Option("--decided", help="The decisions in place of the questions.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many questions are written.")] = 300,
) -> None:
    """Write the questions to a file: JSON lines, or tasks of Label Studio.

    In JSON lines set `answer` to yes or no. For Label Studio a labelling configuration is written
    beside the tasks, with the ending .xml.
    """
    from tagging.review import label_studio, lines

    if format not in _FORMATS:
        raise UnknownValue("format", format, _FORMATS)
    if decided and (second or format != _LINES):
        raise UsageError(
            "--decided goes with neither --second nor Label Studio",
            remedy="leave one of them out",
        )
    chosen = scheme_named(ctx.settings, scheme)
    name = name_of(reviewer, "--reviewer")
    with ctx.catalog() as catalog:
        if decided:
            _check_values(chosen, value)
            kept = catalog.tag_decisions.all(chosen.name)
            rows = [lines.decision_row(d) for d in kept if not value or d.value in value]
        else:
            waiting = _waiting(catalog, chosen, name, value, second=second)[:limit]
            questions = [entry.question for entry in waiting]
            rows = [lines.question_row(question) for question in questions]
    config = None
    if format == _LABEL_STUDIO:
        config = label_studio.write_tasks(questions, chosen, file)
    else:
        lines.write_lines(rows, file)
    if ctx.as_json:
        written = {"file": str(file), "config": str(config) if config else None}
        print_json({"scheme": chosen.name, "written": len(rows), **written})
        return
    out = console()
    what = "decisions" if decided else "questions"
    out.print(f"{len(rows)} {what} of the scheme {chosen.name} in {file}", markup=False)
    if config:
        out.print(f"labelling configuration of the project: {config}", markup=False)
    if not decided:
        out.print(f"`lexops review import {file}` reads the answers", markup=False)


def import_(
    ctx: Invocation,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="JSON lines, or the tasks that Label Studio exports as JSON.",
            show_default=False,
        ),
    ],
    scheme: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Only answers of this scheme count.",
            show_default="any",
        ),
    ] = None,
    reviewer: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Who decided, where the file does not say.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Read answers from a file. What is wrong in it is listed line by line, and the rest counts.

    The exit status is 1 where every answer of the file is wrong.
    """
    from tagging.review import label_studio, lines
    from tagging.review.exchange import AnswerRules, check_answers
    from tagging.schemes.loading import schemes_in_use

    schemes = schemes_in_use(ctx.settings.tagging)
    if scheme is not None:
        schemes = {scheme: scheme_named(ctx.settings, scheme)}
    name = "" if reviewer is None else name_of(reviewer, "--reviewer")
    read = label_studio.read_tasks if label_studio.is_task_file(file) else lines.read_lines
    answers, unreadable = read(file)
    with ctx.writing("lexops review import") as catalog:

        def find(ids: list[str]) -> Mapping[str, SeenPassage]:
            return _passages(catalog, ids)

        rules = AnswerRules(schemes, find, name, datetime.now(UTC))
        checked = check_answers(answers, rules)
        if checked.decisions:
            catalog.tag_decisions.put(checked.decisions)
    findings = [*unreadable, *checked.findings]
    count = len(checked.decisions)
    if ctx.as_json:
        rows = [
            {"place": finding.place, "code": finding.code, "detail": finding.detail}
            for finding in findings
        ]
        print_json({"imported": count, "open": checked.open, "findings": rows})
    else:
        print_findings(findings)
        words = f"{count} decisions imported, {checked.open} left open, {len(findings)} findings"
        console().print(words, markup=False)
        if count:
            console().print(_NEXT_RUN, markup=False)
    return ExitStatus.REFUSED if findings and not count and not checked.open else ExitStatus.DONE


def agreement(ctx: Invocation, scheme: _SchemeName = None) -> None:
    """Compare reviewers: how often they agree, Cohen's kappa, and where they differ."""
    from tagging.review.agreement import measure_agreement

    chosen = scheme_named(ctx.settings, scheme)
    with ctx.catalog() as catalog:
        decisions = catalog.tag_decisions.all(chosen.name)
    found = measure_agreement(chosen, decisions)
    if ctx.as_json:
        print_json({"scheme": chosen.name, "pairs": [agreement_row(pair) for pair in found]})
        return
    if not found:
        words = (
            "no passage was decided by two reviewers; `lexops review --second` asks a second one"
        )
        console().print(words, markup=False)
        return
    print_agreements(found)


def _waiting(
    catalog: Catalog,
    scheme: Scheme,
    reviewer: str,
    values: list[str] | None,
    *,
    second: bool,
) -> list[WaitingQuestion]:
    from tagging.review.waiting import second_questions, waiting_questions

    _check_values(scheme, values)
    find = second_questions if second else waiting_questions
    return find(catalog, scheme, reviewer, values=values or ())


def _check_values(scheme: Scheme, values: list[str] | None) -> None:
    known = [value.value for value in scheme.values]
    for value in values or ():
        if value not in known:
            raise UnknownValue("value", value, known)


def _nothing_waits(scheme: Scheme, *, second: bool) -> str:
    if second:
        return f"no decision of another reviewer waits for you in the scheme {scheme.name}"
    return f"nothing waits in the scheme {scheme.name}; `lexops run` tags new passages"


def _ask(
    ctx: Invocation,
    scheme: Scheme,
    reviewer: str,
    waiting: list[WaitingQuestion],
) -> Outcome:
    """Work through questions. The home is locked for each answer alone, so that runs can go on."""
    from cli.review_terminal import Review, Terminal

    def keep(decision: TagDecision) -> None:
        with ctx.writing("lexops review") as catalog:
            catalog.tag_decisions.put([decision])

    def take_back(decision: TagDecision) -> None:
        with ctx.writing("lexops review") as catalog:
            catalog.tag_decisions.remove([decision])

    terminal = Terminal(console(), typer.getchar, input, keep, take_back)
    return Review(terminal, scheme, reviewer, waiting).work()


def _passages(catalog: Catalog, ids: list[str]) -> dict[str, SeenPassage]:
    """Stored passages by the id that was asked for, which may be an alias."""
    from tagging.review.exchange import SeenPassage

    found = {}
    for id_ in ids:
        for row in catalog.passages.get([id_]):
            found[id_] = SeenPassage(row["id"], row["context"], row["text"])
    return found
