"""The tagger of rules: words of the scheme that speak for a value or against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from corpus.records import Span
from tagging.schemes import Rule, Scheme
from tagging.taggers.tagger import Evidence
from tagging.units import Labels, Scores, TextUnit

_NEGATION = re.compile(r"(?:不|未|无|没有|没|并非|非|从未|尚未)[^，,、]{0,4}$")
_FLAGS = re.IGNORECASE
_MOST_MATCHES = 50
"""How many places of one rule are looked at in a text: the time stays linear in it."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: Rule
    pattern: re.Pattern[str]
    also: re.Pattern[str] | None
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Hit:
    """A rule that holds. `span` is None where its words stand in the context."""

    rule: Rule
    words: str
    span: Span | None


class RuleTagger:
    """Scores a value by its rules: 1 - ∏(1 - weight), lowered by the rules against it."""

    name = "rules"
    needs_training = False

    def __init__(self, scheme: Scheme) -> None:
        """Compile the rules of a scheme.

        Args:
            scheme: The scheme.
        """
        self.scheme = scheme
        self._rules = {
            value.value: tuple(_compile(rule) for rule in value.rules) for value in scheme.values
        }

    def fit(self, units: Sequence[TextUnit], labels: Labels) -> None:
        """Learn nothing: rules are data of the scheme.

        Args:
            units: Not used.
            labels: Not used.
        """

    def score(self, units: Sequence[TextUnit]) -> Scores:
        """Score texts by the rules that hold in them.

        Args:
            units: The texts.

        Returns:
            One row a text, one column a value, each from 0 to 1.
        """
        scores = np.zeros((len(units), len(self._rules)))
        for row, unit in enumerate(units):
            for column, rules in enumerate(self._rules.values()):
                scores[row, column] = _combine(_hits(rules, unit))
        return scores

    def explain(self, unit: TextUnit, value: str) -> Evidence | None:
        """Name the rule that speaks most for a value.

        Args:
            unit: The text.
            value: The value.

        Returns:
            The rule, the words that it found, and where they stand; None where no rule holds.
        """
        hits = [hit for hit in _hits(self._rules[value], unit) if hit.rule.weight > 0]
        if not hits:
            return None
        # A rule that points into the text says more to a reader than one about the title.
        best = max(hits, key=lambda hit: (hit.span is not None, hit.rule.weight))
        place = "in the text" if best.span else "in the title or heading"
        return Evidence(f"rule {best.rule.id}: “{best.words}” {place}", best.span)

    def state(self) -> dict[str, Any]:
        """Return the state: nothing is learned."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Take the state: there is nothing to take.

        Args:
            state: Not used.
        """


def _compile(rule: Rule) -> _Compiled:
    return _Compiled(
        rule,
        re.compile(rule.pattern, _FLAGS),
        re.compile(rule.also, _FLAGS) if rule.also else None,
        re.compile(rule.unless, _FLAGS) if rule.unless else None,
    )


def _combine(hits: Iterator[_Hit]) -> float:
    """Combine the weights of rules: independent reasons for, and independent reasons against."""
    unlikely = 1.0
    remaining = 1.0
    for hit in hits:
        if hit.rule.weight > 0:
            unlikely *= 1 - hit.rule.weight
        else:
            remaining *= 1 + hit.rule.weight
    return (1 - unlikely) * remaining


def _hits(rules: Sequence[_Compiled], unit: TextUnit) -> Iterator[_Hit]:
    """Yield each rule that holds, once."""
    for compiled in rules:
        hit = _find(compiled, unit)
        if hit is not None:
            yield hit


def _find(compiled: _Compiled, unit: TextUnit) -> _Hit | None:
    rule = compiled.rule
    also = compiled.also
    if also is not None and not (also.search(unit.text) or also.search(unit.context)):
        return None
    if rule.part != "context":
        hit = _find_in_text(compiled, unit.text)
        if hit is not None:
            return hit
    if rule.part != "text":
        found = compiled.pattern.search(unit.context)
        excluded = compiled.unless is not None and compiled.unless.search(unit.context)
        if found and not excluded:
            return _Hit(rule, found.group(), None)
    return None


def _find_in_text(compiled: _Compiled, text: str) -> _Hit | None:
    for found in islice(compiled.pattern.finditer(text), _MOST_MATCHES):
        if not found.group():
            continue
        clause, start = _clause_at(text, found.start())
        if compiled.unless is not None and compiled.unless.search(clause):
            continue
        if compiled.rule.negatable and _NEGATION.search(clause[: found.start() - start]):
            continue
        return _Hit(compiled.rule, found.group(), Span(found.start(), found.end()))
    return None


def _clause_at(text: str, position: int) -> tuple[str, int]:
    """Return the clause around a place, and where it begins."""
    start = max(text.rfind(mark, 0, position) for mark in "。；;！!？?\n") + 1
    ends = [text.find(mark, position) for mark in "。；;！!？?\n"]
    end = min((place for place in ends if place >= 0), default=len(text))
    return text[start:end], start
