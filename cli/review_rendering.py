"""Reviews of tags as JSON and as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from cli.output import console, printable, table, wrap

if TYPE_CHECKING:
    from cli.review_terminal import Outcome
    from corpus.records import TagDecision
    from tagging.review.agreement import Agreement, ValueAgreement
    from tagging.review.exchange import FileFinding
    from tagging.review.waiting import WaitingQuestion

_SHOWN = 60  # characters of a text in a list
_CONFLICTS = 20
_INDENT = "  "


def waiting_row(waiting: WaitingQuestion) -> dict[str, Any]:
    """Return a question as JSON has it.

    Args:
        waiting: The question.

    Returns:
        The line of the export, with its place in the queue.
    """
    from tagging.review.lines import question_row

    item = waiting.item
    return question_row(waiting.question) | {
        "benefit": round(item.benefit, 4),
        "seconds": round(item.seconds, 1),
        "copies": item.copies,
        "similar": item.similar,
        "audit": item.audit,
    }


def decision_row(decision: TagDecision) -> dict[str, Any]:
    """Return a decision as JSON has it.

    Args:
        decision: The decision.

    Returns:
        The line of the export.
    """
    from tagging.review import lines

    return lines.decision_row(decision)


def agreement_row(agreement: Agreement) -> dict[str, Any]:
    """Return the agreement of two reviewers as JSON has it.

    Args:
        agreement: The agreement.

    Returns:
        The object.
    """
    return {
        "reviewers": list(agreement.reviewers),
        **_figures(agreement.total),
        "values": [{"value": found.value, **_figures(found)} for found in agreement.by_value],
        "conflicts": [
            {
                "value": conflict.value,
                "id": conflict.yes.passage_id,
                "context": conflict.yes.context,
                "text": conflict.yes.text,
                "yes": conflict.yes.reviewer,
                "no": conflict.no.reviewer,
                "why_yes": conflict.yes.why,
                "why_no": conflict.no.why,
            }
            for conflict in agreement.conflicts
        ],
    }


def print_outcome(outcome: Outcome, waiting: int) -> None:
    """Say what was done in a sitting.

    Args:
        outcome: What was done.
        waiting: How many questions wait now.
    """
    out = console()
    words = f"{len(outcome.decided)} decided, {outcome.skipped} skipped, {waiting} wait"
    out.print(words, markup=False)
    if outcome.audited:
        out.print(f"{outcome.audited} of them were tags: {outcome.wrong} were wrong", markup=False)


def print_decisions(decisions: Sequence[TagDecision], total: int) -> None:
    """Print decisions, a block each.

    Args:
        decisions: Those that are shown.
        total: How many there are.
    """
    out = console()
    for decision in decisions:
        by = f"by {decision.reviewer} at {decision.at}"
        out.print(f"{decision.answer.value:3} {decision.value}  {by}", markup=False)
        _print_block(out.width, decision.passage_id)
        _print_block(out.width, _short(decision.text))
        if decision.why:
            _print_block(out.width, f"why: {decision.why}")
    if not decisions:
        out.print("no reviewer has decided on a tag of this scheme", markup=False)
    elif total > len(decisions):
        out.print(f"… and {total - len(decisions)} more: --limit shows more of them", markup=False)


def print_findings(findings: Iterable[FileFinding]) -> None:
    """Print what does not count in a file, a line each.

    Args:
        findings: What does not count.
    """
    out = console()
    for finding in findings:
        words = f"{finding.place}: {finding.code.replace('_', ' ')}: {finding.detail}"
        out.print(printable(words), markup=False, soft_wrap=True)


def print_agreements(agreements: Iterable[Agreement]) -> None:
    """Print how far reviewers agree, and where they differ.

    Args:
        agreements: Two reviewers each.
    """
    out = console()
    for agreement in agreements:
        first, second = agreement.reviewers
        rows = [
            (found.value or "all", found.decided, found.agreed, *_shares(found))
            for found in (*agreement.by_value, agreement.total)
        ]
        columns = ("value", "both decided", "agree", "share", "kappa")
        out.print(table(f"{first} and {second}", columns, rows, right=columns[1:]))
        for conflict in agreement.conflicts[:_CONFLICTS]:
            yes, no = conflict.yes, conflict.no
            out.print(f"{conflict.value}: {yes.reviewer} yes, {no.reviewer} no", markup=False)
            _print_block(out.width, yes.passage_id)
            _print_block(out.width, _short(yes.text))
            for decision in (yes, no):
                if decision.why:
                    _print_block(out.width, f"{decision.reviewer}: {decision.why}")
        more = len(agreement.conflicts) - _CONFLICTS
        if more > 0:
            out.print(f"… and {more} more conflicts: --json lists all", markup=False)


def _figures(found: ValueAgreement) -> dict[str, Any]:
    share = found.agreed / found.decided if found.decided else None
    return {
        "decided": found.decided,
        "agreed": found.agreed,
        "share": None if share is None else round(share, 4),
        "kappa": None if found.kappa is None else round(found.kappa, 4),
    }


def _shares(found: ValueAgreement) -> tuple[str, str]:
    share = f"{found.agreed / found.decided:.2f}"
    return share, "–" if found.kappa is None else f"{found.kappa:.2f}"


def _short(text: str) -> str:
    """The beginning of a text on one line, without control characters."""
    line = text.replace("\n", " ")
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _print_block(width: int, text: str) -> None:
    block = wrap(printable(text), width - len(_INDENT))
    console().print("\n".join(_INDENT + line for line in block.split("\n")), markup=False)
