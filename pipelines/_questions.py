"""Questions of `stages` as checks of Dagster: what the UI shows of them, and what they stop."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence

import dagster as dg

from corpus.steering import escape_steering
from pipelines._metadata import Metadata
from pipelines.session import Session
from pipelines.stages import auditing, checking, reviewing
from quality.verdict import CheckVerdict

Ask = Callable[[Session], CheckVerdict]
"""A question about the catalog; its name is that of the check, its docstring the promise."""

CONTINUED: tuple[Ask, ...] = (
    checking.deletes_held,
    checking.documents_readable,
    checking.documents_held,
    checking.text_covered,
    checking.articles_exact,
    reviewing.authority_reviewed,
    reviewing.identity_sound,
    auditing.tags_measured,
)
"""Questions about single documents and sources: whatever the answer, the others are published."""


def specs_of(asset: dg.AssetsDefinition | str, questions: Sequence[Ask]) -> list[dg.AssetCheckSpec]:
    """Describe the checks of an asset.

    Args:
        asset: The asset, or its key.
        questions: The questions.

    Returns:
        A specification for each of them.
    """
    return [
        dg.AssetCheckSpec(
            question.__name__,
            asset=asset,
            description=inspect.getdoc(question),
            blocking=question not in CONTINUED,
        )
        for question in questions
    ]


def result_of(verdict: CheckVerdict) -> dg.AssetCheckResult:
    """Make the result of a check.

    Args:
        verdict: The answer to the question.

    Returns:
        The result: red where it refuses, a warning where a person should look.
    """
    metadata: Metadata = {
        name: escape_steering(value) if isinstance(value, str) else value
        for name, value in verdict.figures.items()
    }
    if verdict.remedy:
        metadata["what to do"] = escape_steering(verdict.remedy)
    if verdict.rows:
        metadata["what was found"] = dg.MetadataValue.md(verdict.as_markdown())
    severity = dg.AssetCheckSeverity.WARN
    if verdict.refuses:
        severity = dg.AssetCheckSeverity.ERROR
    return dg.AssetCheckResult(
        passed=verdict.passed,
        check_name=verdict.check,
        severity=severity,
        description=escape_steering(verdict.says),
        metadata=metadata,
    )
