"""`lexops doctor`: what is missing, and what to do about it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import typer

from cli.commands.status import refused_in_last_run
from cli.invocation import Invocation, command
from cli.object_counts import by_reason
from cli.output import console, print_json, table
from corpus.errors import ExitStatus, LexopsError
from corpus.records import ObjectState

if TYPE_CHECKING:
    from rich.text import Text


class DoctorFinding(NamedTuple):
    """One thing looked at: whether it is well, what was seen, and what to do.

    A warning is well enough for a run, and a person should look at it all the same.
    """

    what: str
    ok: bool
    seen: str
    remedy: str | None = None
    warning: bool = False


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The application.
    """
    command(app)(doctor)


def doctor(ctx: Invocation) -> int:
    """Check everything that a run needs. The exit status is 1 if something is missing."""
    findings = list(_look(ctx))
    if ctx.as_json:
        print_json(
            {"ok": all(one.ok for one in findings), "findings": [one._asdict() for one in findings]}
        )
    else:
        rows = [
            (
                _sign(one),
                one.what,
                one.seen,
                one.remedy,
            )
            for one in findings
        ]
        console().print(
            table(
                "",
                (
                    "",
                    "what",
                    "seen",
                    "what to do",
                ),
                rows,
            )
        )
    return ExitStatus.DONE if all(one.ok for one in findings) else ExitStatus.REFUSED


def _look(ctx: Invocation) -> Iterator[DoctorFinding]:
    yield DoctorFinding(
        "python",
        sys.version_info >= (3, 11),
        ".".join(map(str, sys.version_info[:3])),
        "install Python 3.11 or newer",
    )
    checks: tuple[tuple[str, Callable[[Invocation], str]], ...] = (
        ("home", _home),
        ("catalog", _catalog),
        ("settings of sources", _source_settings),
        ("last run", _last_run),
        ("embedding model", _model),
        ("index", _index),
        ("parsers", _parsers),
    )
    for what, check in checks:
        try:
            yield DoctorFinding(
                what,
                ok=True,
                seen=check(ctx),
            )
        except LexopsError as error:
            yield DoctorFinding(
                what,
                ok=False,
                seen=error.message,
                remedy=error.remedy,
            )
    documents = _documents(ctx)
    if documents is not None:
        yield documents


def _sign(finding: DoctorFinding) -> Text:
    from rich.text import Text

    if not finding.ok:
        return Text("✗", "red")
    return Text("!", "yellow") if finding.warning else Text("✓", "green")


def _documents(ctx: Invocation) -> DoctorFinding | None:
    """How many documents are held or quarantined, and why; None where there is no catalog.

    They stop no run, and readers do not get them: so it is a warning.
    """
    try:
        catalog = ctx.catalog()
    except LexopsError:  # the check of the catalog says so
        return None
    with catalog:
        held = catalog.objects.reasons(state=ObjectState.HELD)
        quarantined = catalog.objects.reasons()
    parts = [
        f"{counts.total()} {state} ({by_reason(counts)})"
        for state, counts in (("held", held), ("quarantined", quarantined))
        if counts
    ]
    if not parts:
        return DoctorFinding("documents", ok=True, seen="none is held or quarantined")
    return DoctorFinding(
        "documents",
        ok=True,
        seen="; ".join(parts),
        remedy="`lexops quarantine list` says why and what to do; "
        "`lexops show --reading FILE` shows how one was read",
        warning=True,
    )


def _home(ctx: Invocation) -> str:
    writer = ctx.home.current_writer()
    return f"{ctx.home.root}{f', being written by {writer}' if writer else ''}"


def _catalog(ctx: Invocation) -> str:
    with ctx.catalog() as catalog:
        return f"{len(catalog.sources.all())} sources, {catalog.passages.count()} passages"


def _source_settings(ctx: Invocation) -> str:
    """Refuse a table `[sources.NAME]` of no source: a misspelt name would have no effect."""
    with ctx.catalog() as catalog:
        registered = {known.source.name for known in catalog.sources.all()}
    named = set(ctx.settings.sources)
    unknown = sorted(named - registered)
    if registered and unknown:
        raise LexopsError(
            f"no source is called {', '.join(map(repr, unknown))}, so its settings have no effect",
            remedy=f"use the name of a source in `[sources.NAME]`: {', '.join(sorted(registered))}",
        )
    return f"{len(named)} of {len(registered)} sources have settings of their own"


def _last_run(ctx: Invocation) -> str:
    with ctx.catalog() as catalog:
        last = catalog.runs.last()
    if last is None:
        return "none yet"
    refused = refused_in_last_run(last)
    if refused:
        raise LexopsError(
            "; ".join(refusal["detail"] for refusal in refused),
            remedy="; ".join({refusal["remedy"]: "" for refusal in refused}),
        )
    return f"{last['started']} – {last['finished'] or 'not finished'}, nothing was refused"


def _model(ctx: Invocation) -> str:
    from indexing.models import MODELS, installed, verify

    name = ctx.settings.embedding.model
    if name not in MODELS:
        return f"{name} needs no files"
    model = installed(name, ctx.models)
    if model is None:
        raise LexopsError(f"{name} is not installed", remedy=f"lexops models fetch {name}")
    verify(model)
    return f"{name} in {model.folder}, checksums right"


def _index(ctx: Invocation) -> str:
    store = ctx.store()
    info = store.info()
    live = store.live()
    engine = f"{info['engine']} {info['version']} at {info['location']}"
    store.close()
    if live is None:
        return f"{engine}: nothing yet, `lexops run PATH` builds it"
    with ctx.searcher(needs_model=True):
        return f"{engine}: generation {live.name}, version {live.version}"


def _parsers(ctx: Invocation) -> str:  # noqa: ARG001 - one shape of check
    from ingestion.parsers import parsers

    return ", ".join(
        sorted(
            {
                f"{one.name} (no {one.lacks})" if one.lacks else one.name
                for one in parsers().values()
            }
        )
    )
