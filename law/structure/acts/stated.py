"""An act as a sentence states it, before the days of its document are added."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.records import (
    Action,
    DocumentKind,
    Doubt,
    Evidence,
    Scope,
    Target,
)

_ANYWHERE = Scope()


@dataclass(frozen=True, slots=True)
class ReadAct:
    """An act as a sentence states it; the days of the document are to be added."""

    action: Action
    target: Target
    evidence: Evidence
    since: str | None = None
    on_issue: bool = False
    scope: Scope = _ANYWHERE
    doubts: tuple[Doubt, ...] = ()


NORMS = frozenset(
    {
        DocumentKind.STATUTE,
        DocumentKind.REGULATION,
        DocumentKind.INTERPRETATION,
        DocumentKind.DECISION,
    }
)
