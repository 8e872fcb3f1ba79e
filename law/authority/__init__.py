"""Decides which acts take effect: who may do what to which norm (立法法), and what is a claim.

It takes values and returns records, and reads no store. `docs/law.md` explains the rules.
"""

from __future__ import annotations

from law.authority.bodies import are_related, canonical_issuers, provinces
from law.authority.competence import COMPETENCES, Competence, find_competence
from law.authority.weighing import act_id, weigh

__all__ = [
    "AUTHORITY_VERSION",
    "COMPETENCES",
    "Competence",
    "act_id",
    "are_related",
    "canonical_issuers",
    "find_competence",
    "provinces",
    "weigh",
]

AUTHORITY_VERSION = 2
"""Part of the stage's key: raised with every change of this package that changes a result."""
