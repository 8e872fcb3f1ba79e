"""How claims are written: one act as JSON values, as a line, and as a block of lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.codec import to_json
from corpus.records import WeighedAct

if TYPE_CHECKING:
    from storage.catalog.claims import ClaimDecision

_INDENT = "   "
_LONGEST = 200  # characters of a sentence in a list


def describe_act(weighed: WeighedAct) -> str:
    """Say in one line what an act does.

    Args:
        weighed: The act.

    Returns:
        The action, the work, the provisions and the day: `REPEAL 休息法 from 2026-01-01`.
    """
    act = weighed.act
    words = [act.action.value.upper(), weighed.target or act.target.name]
    words += act.target.provisions
    if act.target.excepted:
        words.append(f"(not {'、'.join(act.target.excepted)})")
    words.append(f"from {act.since}" if act.since else "(no day is known)")
    scope = act.scope.describe()
    if scope:
        words.append(f"only {scope}")
    return " ".join(words)


def describe_reason(weighed: WeighedAct) -> str:
    """Say why an act has no effect, or by which rule it has one.

    Args:
        weighed: The act.

    Returns:
        The note of the verdict, and the codes of the reasons.
    """
    codes = ", ".join(weighed.reasons)
    if not codes:
        return weighed.note
    return f"{weighed.note} ({codes})" if weighed.note else codes


def shorten(text: str) -> str:
    """Return a sentence on one line, cut where it is long.

    Args:
        text: The sentence.

    Returns:
        At most about 200 characters.
    """
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def claim_row(weighed: WeighedAct, decision: ClaimDecision | None = None) -> dict[str, Any]:
    """Return an act as JSON values.

    Args:
        weighed: The act.
        decision: What a person decided about it.

    Returns:
        The fields of `lexops claims --json`.
    """
    act = weighed.act
    return {
        "id": weighed.id,
        "what": describe_act(weighed),
        "action": act.action.value,
        "target": weighed.target,
        "named": act.target.words,
        "provisions": list(act.target.provisions),
        "excepted": list(act.target.excepted),
        "since": act.since,
        "made": act.made,
        "scope": to_json(act.scope),
        "by": weighed.by,
        "source": weighed.source,
        "path": weighed.path,
        "verdict": weighed.verdict.value,
        "reasons": [reason.value for reason in weighed.reasons],
        "note": weighed.note,
        "sentence": act.evidence.words,
        "span": to_json(act.evidence.span) if act.evidence.span else None,
        "ends_work": weighed.ends_work,
        "decision": decision_row(decision) if decision else None,
    }


def decision_row(decision: ClaimDecision) -> dict[str, str]:
    """Return a decision as JSON values, without the claim.

    Args:
        decision: The decision.

    Returns:
        Verdict, who, why and at.
    """
    return {
        "verdict": decision.verdict.value,
        "who": decision.who,
        "why": decision.why,
        "at": decision.at,
    }


def print_claims(rows: list[dict[str, Any]]) -> None:
    """Print acts, a block each: sentences are long, and columns would break them into crumbs.

    Args:
        rows: The acts, as `claim_row` makes them.
    """
    from rich.markup import escape

    from cli.output import console, wrap

    out = console()
    for row in rows:
        out.print(f"[bold]{escape(row['id'])}[/bold]  {escape(row['what'])}")
        for label, text in _lines(row):
            block = wrap(f"{label}: {text}", out.width - len(_INDENT))
            out.print("\n".join(_INDENT + line for line in block.split("\n")), markup=False)
        out.print()


def _lines(row: dict[str, Any]) -> list[tuple[str, str]]:
    because = row["note"] or ", ".join(row["reasons"])
    if row["note"] and row["reasons"]:
        because = f"{row['note']} ({', '.join(row['reasons'])})"
    has_effect = row["verdict"] in ("applied", "accepted")
    lines = [("by", f"{row['by']} ({row['source']}: {row['path']})")]
    if because:
        lines.append(("effect by" if has_effect else "no effect", because))
    lines.append(("sentence", shorten(row["sentence"])))
    if row["decision"]:
        lines.append(("decision", describe_decision(row["decision"])))
    return lines


def describe_decision(decision: dict[str, str]) -> str:
    """Say what a person decided.

    Args:
        decision: As `decision_row` makes it.

    Returns:
        One line.
    """
    verdict, who, at = decision["verdict"], decision["who"], decision["at"]
    return f"{verdict} by {who} at {at}: {decision['why']}"
