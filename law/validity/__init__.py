"""Resolves when each version of a work is in force.

It reads what a version states, the acts that changed the work, and the version that follows.
"""

from __future__ import annotations

from law.validity.chain import resolve_validity
from law.validity.records import ArticleEnd, Validity, VersionFacts
from law.validity.starting import NEAR

__all__ = ["NEAR", "ArticleEnd", "Validity", "VersionFacts", "resolve_validity"]
