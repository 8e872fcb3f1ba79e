"""How far two reviewers agree, and where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from corpus.records import Answer, TagDecision
from tagging.schemes import Scheme

Answers = tuple[bool, bool]
"""Whether the first and the second reviewer said yes."""


@dataclass(frozen=True, slots=True)
class ValueAgreement:
    """The agreement of two reviewers about one value.

    Attributes:
        value: The value; empty for all values of the scheme together.
        decided: How many texts both decided.
        agreed: On how many of them they gave the same answer.
        kappa: Cohen's kappa: 1 is full agreement, 0 what chance alone gives. None where it is not
            defined: nothing was decided by both, or both gave one and the same answer throughout.
    """

    value: str
    decided: int
    agreed: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value of a text on which two reviewers differ.

    Attributes:
        value: The value.
        yes: The decision that the text has it.
        no: The decision that it has not.
    """

    value: str
    yes: TagDecision
    no: TagDecision


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of two reviewers.

    Attributes:
        reviewers: Their names, in alphabetical order.
        total: Over all values.
        by_value: By value, in the order of the scheme; only values that both decided somewhere.
        conflicts: Where they differ, by value and passage.
    """

    reviewers: tuple[str, str]
    total: ValueAgreement
    by_value: tuple[ValueAgreement, ...]
    conflicts: tuple[Conflict, ...]


def measure_agreement(scheme: Scheme, decisions: Iterable[TagDecision]) -> list[Agreement]:
    """Compare the reviewers of a scheme, two by two.

    Decisions are compared where they are about the same text and the same value. Of a reviewer's
    several decisions about one text the latest counts.

    Args:
        scheme: The scheme.
        decisions: Its decisions.

    Returns:
        One entry for each two reviewers who decided at least one value of one text both, by name.
    """
    by_reviewer: dict[str, dict[tuple[str, str], TagDecision]] = defaultdict(dict)
    for decision in sorted(decisions, key=lambda decision: (decision.at, decision.passage_id)):
        by_reviewer[decision.reviewer][decision.value, decision.text_hash] = decision
    found = []
    for first, second in combinations(sorted(by_reviewer), 2):
        agreement = _compare(scheme, (first, second), by_reviewer[first], by_reviewer[second])
        if agreement.total.decided:
            found.append(agreement)
    return found


def cohens_kappa(answers: Sequence[Answers]) -> float | None:
    """Return Cohen's kappa of two reviewers.

    Args:
        answers: Their answers, text by text.

    Returns:
        Kappa; None where it is not defined.

    >>> cohens_kappa([(True, True), (False, False), (True, False), (False, False)])
    0.5
    """
    if not answers:
        return None
    count = len(answers)
    observed = sum(first == second for first, second in answers) / count
    first_yes = sum(first for first, _ in answers) / count
    second_yes = sum(second for _, second in answers) / count
    by_chance = first_yes * second_yes + (1 - first_yes) * (1 - second_yes)
    if by_chance == 1:
        return None
    return (observed - by_chance) / (1 - by_chance)


def _compare(
    scheme: Scheme,
    reviewers: tuple[str, str],
    first: dict[tuple[str, str], TagDecision],
    second: dict[tuple[str, str], TagDecision],
) -> Agreement:
    answers: dict[str, list[Answers]] = defaultdict(list)
    conflicts = []
    for key in sorted(first.keys() & second.keys()):
        pair = (first[key], second[key])
        says_yes = tuple(decision.answer is Answer.YES for decision in pair)
        answers[key[0]].append((says_yes[0], says_yes[1]))
        if says_yes[0] != says_yes[1]:
            yes, no = pair if says_yes[0] else pair[::-1]
            conflicts.append(Conflict(key[0], yes, no))
    order = [value.value for value in scheme.values]
    values = [value for value in order if value in answers]
    values += sorted(answers.keys() - set(order))  # of an earlier version of the scheme
    rank = {value: position for position, value in enumerate(values)}
    conflicts.sort(key=lambda conflict: (rank[conflict.value], conflict.yes.passage_id))
    together = [answer for value in values for answer in answers[value]]
    return Agreement(
        reviewers,
        _of_value("", together),
        tuple(_of_value(value, answers[value]) for value in values),
        tuple(conflicts),
    )


def _of_value(value: str, answers: Sequence[Answers]) -> ValueAgreement:
    agreed = sum(first == second for first, second in answers)
    return ValueAgreement(value, len(answers), agreed, cohens_kappa(answers))
