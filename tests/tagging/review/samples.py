"""A scheme and decisions of our own, for the tests of the review."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from corpus.hashing import text_hash
from corpus.records import Answer, TagDecision
from tagging.schemes import Scheme, Value

SCHEME = Scheme(
    "subjects",
    1,
    "Subjects",
    "For tests.",
    (
        Value("工资", "wages", "The passage says how wages are paid.", related=("休假",)),
        Value("休假", "leave", "The passage grants leave."),
        Value("报酬", "pay", "The old name of wages.", replaced_by="工资"),
    ),
)

HERE = "夜班法/第一条@2020-01-01"
TEXT = "第一条 夜班应当给予津贴。"


def decision(answer: str = "yes", **other: Any) -> TagDecision:
    """A decision of anna about wages in the first article, with what the test changes."""
    made = TagDecision(
        SCHEME.name,
        "工资",
        Answer(answer),
        "anna",
        "2026-01-01T10:00:00+00:00",
        "",
        HERE,
        text_hash(other.get("text", TEXT)),
        "夜班法",
        TEXT,
    )
    return replace(made, **other)
