"""The structures of the rules of a file, as the structure of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.notation.work_keys import work_key
from corpus.records import (
    Finding,
    Role,
    Severity,
    Span,
    StructuralSpan,
    Structure,
    TextStage,
)
from law.structure.moving import shifted
from law.structure.ranks import read_level
from law.structure.rule_parts import RulePart

_TITLES_SHOWN = 10


def join_rules(
    parts: Sequence[tuple[RulePart, Structure]],
    notice: Structure | None = None,
    code: str = "several_rules",
) -> Structure:
    """Join the structures of the rules of a file.

    Args:
        parts: The rules, each with its structure.
        notice: The structure of the notice above the first rule, where it issues them.
        code: The code of the finding that says so.

    Returns:
        The structure of the first rule, with the others in `rules`. Offsets count in the text of
        the file.
    """
    placed: list[Structure] = []
    for part, found in parts:
        for rule in _placed(part, found):
            issuing = notice or (placed[0] if placed else None)
            own = rule
            if issuing is not None and work_key(rule.title) in part.named:
                own = _issued_by(rule, issuing)
                own = _with_order(own, placed[0]) if placed else own
            placed.append(own)
    first, *rules = placed
    titles = "、".join(f"《{rule.title}》" for rule in placed[:_TITLES_SHOWN])
    titles += "…" if len(placed) > _TITLES_SHOWN else ""
    noted = Finding(
        Severity.INFO,
        code,
        first.title,
        f"one file holds {len(placed)} documents: {titles}",
        "",
    )
    return replace(
        first,
        findings=(*first.findings, noted),
        rules=tuple(rules),
    )


def _placed(part: RulePart, found: Structure) -> list[Structure]:
    """The rules of a part as they stand in the file; nearly always it is one."""
    every = [shifted(rule, part.start) for rule in (replace(found, rules=()), *found.rules)]
    bounds = [part.span.start, *(rule.span.start for rule in every[1:] if rule.span)]
    ends = [*bounds[1:], part.span.end]
    placed = [
        replace(rule, span=Span(start, end))
        for rule, start, end in zip(
            every,
            bounds,
            ends,
            strict=True,
        )
    ]
    if part.start > part.span.start:
        label = StructuralSpan(Role.HEADING, part.span.start, part.start)
        placed[0] = replace(placed[0], structural=(label, *placed[0].structural))
    return placed


def _issued_by(rule: Structure, issuing: Structure) -> Structure:
    """A rule with the issuers of the order or notice that issues it, where it names none."""
    own = rule.instrument
    if own is not None and (own.issuers or own.stage is not TextStage.UNKNOWN):
        return rule
    return replace(rule, instrument=issuing.instrument)


def _with_order(rule: Structure, order: Structure) -> Structure:
    """A rule with number and days of the order that promulgates it, where it has no head note.

    An order may promulgate several rules at once.
    """
    law = rule.law
    given = order.law
    if law is None or given is None or law.number or law.events:
        return rule
    authority = law.authority or given.authority
    jurisdiction = rule.jurisdiction or order.jurisdiction
    level = read_level(
        rule.kind,
        rule.title,
        given.number,
        authority,
        law.region,
        given.events,
        jurisdiction.value if jurisdiction else None,
    )
    law = replace(
        law,
        number=given.number,
        authority=authority,
        level=level or law.level,
        events=given.events,
    )
    return replace(
        rule,
        law=law,
        date=rule.date or order.date,
        date_evidence=rule.date_evidence or order.date_evidence,
        title_strength=order.title_strength,
        jurisdiction=jurisdiction,
    )
