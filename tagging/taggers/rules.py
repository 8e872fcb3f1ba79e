"""The tagger of rules: words of the scheme that speak for a value or against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any

import numpy as np

from corpus.records import Span
from tagging.schemes import Rule, Scheme
from tagging.taggers.tagger import TagEvidence
from tagging.units import Labels, Scores, TextUnit

_NEGATION = re.compile(r"(?:不|未|无|没有|没|并非|非|从未|尚未)[^，,、]{0,4}$")
_FLAGS = re.IGNORECASE
_CONTEXTS = 4096
"""For how many contexts the rules that may hold are kept."""

_MOST_MATCHES = 50
"""How many places of one rule are looked at in a text: the time stays linear in it."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: Rule
    pattern: re.Pattern[str]
    within: re.Pattern[str] | None
    also: re.Pattern[str] | None
    absent: re.Pattern[str] | None
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A rule that may hold under a context. `words` are those that it found in the context."""

    compiled: _Compiled
    words: str


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
        """Take the rules of a scheme. They are compiled when a first text is scored.

        Args:
            scheme: The scheme.
        """
        self.scheme = scheme
        # Passages of a chapter share their context: its rules are looked up once.
        self._under = lru_cache(maxsize=_CONTEXTS)(self._candidates)

    @cached_property
    def _rules(self) -> dict[str, tuple[_Compiled, ...]]:
        """By value, the rules for it."""
        return {value.value: _compile_all(value.rules) for value in self.scheme.values}

    @cached_property
    def _against(self) -> tuple[_Compiled, ...]:
        """The rules against all values."""
        return _compile_all(self.scheme.rules)

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
            by_value, against = self._under(unit.context)
            for column, candidates in enumerate(by_value.values()):
                scores[row, column] = _combine(_hits(candidates, unit))
            if scores[row].any():
                scores[row] *= _remaining(_hits(against, unit))
        return scores

    def explain(self, unit: TextUnit, value: str) -> TagEvidence | None:
        """Name the rule that speaks most for a value.

        Args:
            unit: The text.
            value: The value.

        Returns:
            The rule, the words that it found, and where they stand; None where no rule holds.
        """
        by_value, _ = self._under(unit.context)
        hits = [hit for hit in _hits(by_value[value], unit) if hit.rule.weight > 0]
        if not hits:
            return None
        # A rule that points into the text says more to a reader than one about the title.
        best = max(hits, key=lambda hit: (hit.span is not None, hit.rule.weight))
        place = "in the text" if best.span else "in the title or heading"
        return TagEvidence(f"rule {best.rule.id}: “{best.words}” {place}", best.span)

    def _candidates(
        self,
        context: str,
    ) -> tuple[dict[str, tuple[_Candidate, ...]], tuple[_Candidate, ...]]:
        """Return what may hold under a context: by value, and against all values."""
        by_value = {value: _under(rules, context) for value, rules in self._rules.items()}
        return by_value, _under(self._against, context)

    def state(self) -> dict[str, Any]:
        """Return the state: nothing is learned."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Take the state: there is nothing to take.

        Args:
            state: Not used.
        """


def _compile_all(rules: Iterable[Rule]) -> tuple[_Compiled, ...]:
    return tuple(_compile(rule) for rule in rules)


def _compile(rule: Rule) -> _Compiled:
    return _Compiled(
        rule,
        re.compile(rule.pattern, _FLAGS),
        _optional(rule.within),
        _optional(rule.also),
        _optional(rule.absent),
        _optional(rule.unless),
    )


def _optional(expression: str) -> re.Pattern[str] | None:
    return re.compile(expression, _FLAGS) if expression else None


def _under(rules: Sequence[_Compiled], context: str) -> tuple[_Candidate, ...]:
    """Return the rules that may hold under a context."""
    candidates = []
    for compiled in rules:
        if compiled.within is not None and not compiled.within.search(context):
            continue
        words = ""
        if compiled.rule.part != "text":
            found = compiled.pattern.search(context)
            excluded = compiled.unless is not None and compiled.unless.search(context)
            words = found.group() if found and not excluded else ""
        if words or compiled.rule.part != "context":
            candidates.append(_Candidate(compiled, words))
    return tuple(candidates)


def _combine(hits: Iterable[_Hit]) -> float:
    """Combine the weights of rules: independent reasons for, and independent reasons against."""
    unlikely = 1.0
    remaining = 1.0
    for hit in hits:
        if hit.rule.weight > 0:
            unlikely *= 1 - hit.rule.weight
        else:
            remaining *= 1 + hit.rule.weight
    return (1 - unlikely) * remaining


def _remaining(hits: Iterable[_Hit]) -> float:
    """Return what is left of a score after reasons against all values."""
    remaining = 1.0
    for hit in hits:
        remaining *= 1 + hit.rule.weight
    return remaining


def _hits(candidates: Sequence[_Candidate], unit: TextUnit) -> Iterator[_Hit]:
    """Yield each rule that holds, once."""
    for candidate in candidates:
        hit = _find(candidate, unit)
        if hit is not None:
            yield hit


def _find(candidate: _Candidate, unit: TextUnit) -> _Hit | None:
    compiled = candidate.compiled
    rule = compiled.rule
    hit = None
    if rule.part != "context":
        hit = _find_in_text(compiled, unit.text)
    if hit is None and candidate.words:
        hit = _Hit(rule, candidate.words, None)
    if hit is None:
        return None
    if compiled.also is not None and not _stands_in(compiled.also, unit):
        return None
    if compiled.absent is not None and _stands_in(compiled.absent, unit):
        return None
    return hit


def _stands_in(expression: re.Pattern[str], unit: TextUnit) -> bool:
    return bool(expression.search(unit.text) or expression.search(unit.context))


def _find_in_text(compiled: _Compiled, text: str) -> _Hit | None:
    """Find the first place where a rule holds; None where it holds in fewer than `least`."""
    places = 0
    first: Span | None = None
    for found in islice(compiled.pattern.finditer(text), _MOST_MATCHES):
        if not found.group():
            continue
        clause, start = _clause_at(text, found.start())
        if compiled.unless is not None and compiled.unless.search(clause):
            continue
        if compiled.rule.negatable and _NEGATION.search(clause[: found.start() - start]):
            continue
        places += 1
        first = first or Span(found.start(), found.end())
        if places == compiled.rule.least:
            return _Hit(compiled.rule, text[first.start : first.end], first)
    return None


def _clause_at(text: str, position: int) -> tuple[str, int]:
    """Return the clause around a place, and where it begins."""
    start = max(text.rfind(mark, 0, position) for mark in "。；;！!？?\n") + 1
    ends = [text.find(mark, position) for mark in "。；;！!？?\n"]
    end = min((place for place in ends if place >= 0), default=len(text))
    return text[start:end], start
