"""Decisions of reviewers as training examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from corpus.records import TagDecision
from tagging.review.decisions import current_values, voted
from tagging.schemes import Scheme
from tagging.units import Labels, TextUnit


def examples(
    decisions: Iterable[TagDecision],
    scheme: Scheme,
) -> tuple[list[TextUnit], Labels, Labels]:
    """Make training examples of decisions.

    A text is one example, however many passages have it. A value on which reviewers differ, and a
    value that the scheme no longer has, is not decided.

    Args:
        decisions: The decisions of the scheme.
        scheme: The scheme.

    Returns:
        The texts that have at least one decided value, ordered by the id of their first passage;
        which values they have; and which values are decided. A label without its decision in the
        third array means nothing.
    """
    current = current_values(scheme)
    by_text: dict[str, dict[str, list[TagDecision]]] = defaultdict(lambda: defaultdict(list))
    for decision in decisions:
        value = current.get(decision.value)
        if value is not None:
            by_text[decision.text_hash][value].append(decision)
    column = scheme.columns
    rows = []
    for by_value in by_text.values():
        answers = {value: voted(about) for value, about in by_value.items()}
        decided = {column[value]: answer for value, answer in answers.items() if answer is not None}
        if not decided:
            continue
        about = [decision for found in by_value.values() for decision in found]
        first = min(about, key=lambda decision: (decision.passage_id, decision.at))
        unit = TextUnit(first.passage_id, first.text, _work_of(first.passage_id), first.context)
        rows.append((unit, decided))
    rows.sort(key=lambda row: row[0].id)
    labels = np.zeros((len(rows), len(scheme.values)), dtype=np.bool_)
    mask = np.zeros_like(labels)
    for row, (_, decided) in enumerate(rows):
        for position, answer in decided.items():
            labels[row, position] = answer
            mask[row, position] = True
    return [unit for unit, _ in rows], labels, mask


def _work_of(passage_id: str) -> str:
    """The work of a passage, `WORK/PATH[#n]@DATE`: examples are split by it."""
    return passage_id.partition("/")[0]
