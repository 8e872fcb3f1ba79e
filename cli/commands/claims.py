"""`lexops claims`: what documents say about works without effect, and what people decide on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cli.claim_rendering import claim_row, describe_act, print_claims
from cli.invocation import Invocation, command
from cli.output import console, print_json
from cli.people import name_of
from corpus.errors import UnknownValue, UsageError
from corpus.records import ClaimReason, Verdict, WeighedAct

if TYPE_CHECKING:
    from storage.catalog import Catalog
    from storage.catalog.claim_filters import ClaimFilter
    from storage.catalog.claims import ClaimDecision

_NEXT_RUN = "It takes effect with the next run: `lexops run`"

_Id = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="The id of a claim or act.",
        show_default=False,
    ),
]
_Why = Annotated[str, typer.Option(metavar="TEXT", help="The reason for the decision.")]
_Who = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Who decides.",
        show_default="your user name",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands.

    Args:
        app: The application.
    """
    group = typer.Typer(help="List claims on laws that have no effect, and decide on them.")
    command(
        group,
        "list",
        default=True,
    )(list_claims)
    command(group, "show")(show)
    command(group, "accept")(accept)
    command(group, "reject")(reject)
    app.add_typer(group, name="claims")


def list_claims(
    ctx: Invocation,
    applied: Annotated[
        bool, typer.Option("--applied", help="Acts in effect that end a whole work.")
    ] = False,
    decided: Annotated[
        bool, typer.Option("--decided", help="What people accepted or rejected.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Also those on works that are not stored.")
    ] = False,
    work: Annotated[
        str | None,
        typer.Option(
            metavar="WORK",
            help="Only those on this work.",
            show_default=False,
        ),
    ] = None,
    reason: Annotated[
        str | None,
        typer.Option(
            metavar="REASON",
            help="Only those without effect for this reason.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many are shown.")] = 50,
) -> None:
    """List claims: what a document says that it does to a law, and what has no effect.

    Those that would end a whole law come first, then the newest. A claim waits until a person
    accepts or rejects it. `--applied` lists the repeals that did take effect; `claims reject`
    undoes one.
    """
    if applied and decided:
        raise UsageError(
            "--applied and --decided exclude each other", remedy="run the command twice"
        )
    if work is not None:
        from corpus.notation.work_keys import work_key

        work = work_key(work)
    with ctx.catalog() as catalog:
        if decided:
            decisions = _decided(catalog, work)
            total = len(decisions)
            rows = [claim_row(_as_decided(one), one) for one in decisions[:limit]]
        else:
            wanted = _wanted(
                applied=applied,
                every=every,
                work=work,
                reason=reason,
            )
            page = catalog.claim_lists.page(wanted, limit)
            total = page.total
            known = catalog.claims.decisions([act.id for act in page.acts])
            rows = [claim_row(act, known.get(act.id)) for act in page.acts]
    if ctx.as_json:
        print_json(
            {
                "claims": rows,
                "total": total,
                "more": total - len(rows),
            }
        )
        return
    print_claims(rows)
    out = console()
    if not rows:
        out.print(
            _nothing(
                applied=applied,
                decided=decided,
                every=every,
            )
        )
    elif total > len(rows):
        out.print(f"… and {total - len(rows)} more: --limit shows more of them", markup=False)
    if rows and not decided:
        out.print(
            "`lexops claims show ID` shows one, `lexops claims accept ID --why TEXT` and "
            "`lexops claims reject ID --why TEXT` decide",
            markup=False,
        )


def show(ctx: Invocation, id: _Id) -> None:  # noqa: A002
    """Show one claim: the sentence, its file, why it has no effect, and what was decided."""
    from cli.showing.claims import title_of

    with ctx.catalog() as catalog:
        weighed, decision = _find(catalog, id)
        is_stored = catalog.claim_lists.find(id) is not None
        title = title_of(catalog, weighed.target)
    row = claim_row(weighed, decision) | {"target_title": title, "stored": is_stored}
    if ctx.as_json:
        print_json(row)
        return
    from cli.claim_rendering import describe_decision
    from cli.output import table

    facts = [
        ("what", row["what"]),
        ("verdict", row["verdict"]),
        ("because", row["note"]),
        ("reasons", ", ".join(row["reasons"])),
        ("stated by", row["by"]),
        ("file", f"{row['source']}: {row['path']}"),
        ("characters", "–".join(map(str, row["span"] or ()))),
        ("names", row["named"]),
        ("work", f"{row['target']} ({title})" if row["target"] else "no stored work"),
        ("made on", row["made"] or ""),
        ("decision", describe_decision(row["decision"]) if decision else ""),
    ]
    if not is_stored:
        facts.append(("file now", "no stored file says this at present"))
    out = console()
    out.print(
        table(
            "",
            ("", ""),
            [fact for fact in facts if fact[1]],
        )
    )
    out.print(row["sentence"], markup=False)


def accept(
    ctx: Invocation,
    id: _Id,  # noqa: A002
    why: _Why,
    who: _Who = None,
) -> None:
    """Give a claim its effect. The decision is kept, and outranks the rules.

    It survives further runs, a new reading of the file, and its removal.
    """
    _decide(
        ctx,
        id,
        Verdict.ACCEPTED,
        why,
        who,
    )


def reject(
    ctx: Invocation,
    id: _Id,  # noqa: A002
    why: _Why,
    who: _Who = None,
) -> None:
    """Say that a claim is wrong, or take away the effect of an act. The decision is kept.

    It survives further runs, a new reading of the file, and its removal. `lexops claims list
    --applied` lists the acts that ended a law.
    """
    _decide(
        ctx,
        id,
        Verdict.REJECTED,
        why,
        who,
    )


def _decide(
    ctx: Invocation,
    id_: str,
    verdict: Verdict,
    why: str,
    who: str | None,
) -> None:
    from storage.catalog.claims import ClaimDecision

    reason = why.strip()
    if not reason:
        raise UsageError("a decision needs a reason", remedy="give it with --why TEXT")
    name = name_of(who, "--who")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    verb = "accept" if verdict is Verdict.ACCEPTED else "reject"
    with ctx.writing(f"lexops claims {verb}") as catalog:
        weighed, earlier = _find(catalog, id_)
        decision = ClaimDecision(
            id_,
            verdict,
            name,
            reason,
            now,
            weighed,
        )
        catalog.claims.decide(decision)
    row = claim_row(weighed, decision)
    if ctx.as_json:
        print_json(row | {"before": earlier.verdict.value if earlier else None})
        return
    out = console()
    out.print(f"{verdict.value}: {describe_act(weighed)}. {_NEXT_RUN}", markup=False)
    if weighed.target is None:
        out.print("No stored work has this title, so it changes nothing until one has.")


def _find(catalog: Catalog, id_: str) -> tuple[WeighedAct, ClaimDecision | None]:
    """The act with an id, as it is now, else as it was when a person decided."""
    decision = catalog.claims.decision(id_)
    weighed = catalog.claim_lists.find(id_)
    if weighed:
        return weighed, decision
    if decision:
        return decision.claim, decision
    near = catalog.claim_lists.near(id_)
    remedy = "`lexops claims list --all` lists them"
    if near:
        remedy = f"did you mean {', '.join(near)}? {remedy}"
    raise UsageError(f"there is no claim {id_!r}", remedy=remedy)


def _wanted(
    *,
    applied: bool,
    every: bool,
    work: str | None,
    reason: str | None,
) -> ClaimFilter:
    from storage.catalog.claim_filters import ClaimFilter

    allowed = [known.value for known in ClaimReason]
    if reason is not None and reason not in allowed:
        raise UnknownValue(
            "reason",
            reason,
            allowed,
        )
    wanted = ClaimFilter(
        stored=not every,
        work=work,
        reason=ClaimReason(reason) if reason else None,
    )
    if applied:
        in_effect = [verdict for verdict in Verdict if verdict.has_effect]
        return replace(
            wanted,
            verdicts=in_effect,
            stored=True,
            ending=True,
        )
    return wanted


def _decided(catalog: Catalog, work: str | None) -> list[ClaimDecision]:
    """Decisions, the newest first."""
    known = catalog.claims.decisions().values()
    wanted = [
        decision
        for decision in known
        if work
        in (
            None,
            decision.claim.target,
            decision.claim.act.target.name,
        )
    ]
    return sorted(
        wanted,
        key=lambda decision: (decision.at, decision.id),
        reverse=True,
    )


def _as_decided(decision: ClaimDecision) -> WeighedAct:
    return replace(decision.claim, verdict=decision.verdict)


def _nothing(
    *,
    applied: bool,
    decided: bool,
    every: bool,
) -> str:
    if applied:
        return "no act has ended a whole work"
    if decided:
        return "nobody has decided on a claim"
    if every:
        return "there are no claims"
    return "no claim on a stored work is open"
