"""What a scheme must fulfil before it may tag anything."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from corpus.records import DocumentKind
from tagging.schemes.expressions import check_expression
from tagging.schemes.scheme import Rule, Scheme, Value

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_PARTS = ("text", "context", "any")
_CHOICES = {
    "unit": ("passage", "sentence"),
    "method": ("topics", "quantities"),
    "accept": ("measured", "rules"),
}
_RESERVED = ("scan",)
"""Schemes whose tags other stages write."""

_QUANTITIES = ("deadline", "duration", "amount", "rate", "age")
"""The values that the method `quantities` knows."""


def check_scheme(scheme: Scheme) -> str:
    """Find the first problem of a scheme.

    Args:
        scheme: The scheme.

    Returns:
        The problem as a sentence without a full stop; empty where there is none.
    """
    if not _NAME.fullmatch(scheme.name):
        return f"the name {scheme.name!r} must have lower-case letters, digits and hyphens"
    if scheme.name in _RESERVED:
        return f"the name {scheme.name!r} is reserved; give the scheme another name"
    if scheme.version < 1:
        return "the version must be 1 or more"
    if not scheme.values:
        return "there is no value"
    if not 0 < scheme.target_precision < 1:
        return "target_precision must lie between 0 and 1"
    for field, choices in _CHOICES.items():
        if getattr(scheme, field) not in choices:
            return f"{field} is {getattr(scheme, field)!r} and must be one of {', '.join(choices)}"
    unknown = sorted(set(scheme.kinds) - set(DocumentKind))
    if unknown:
        return f"kinds has {unknown[0]!r} and may have {', '.join(DocumentKind)}"
    return _check_values(scheme) or _check_relations(scheme) or _check_rules(scheme)


def _check_values(scheme: Scheme) -> str:
    counts = Counter(value.value for value in scheme.values)
    seen: dict[str, str] = {}
    for value, count in counts.items():
        if count > 1:
            return f"the value {value!r} stands {count} times"
        if not value.strip() or value != value.strip() or "=" in value:
            return f"the value {value!r} must not be empty, begin or end with a blank, or contain ="
        if any(unicodedata.category(sign) == "Cc" for sign in value):
            return f"the value {value!r} must stand on one line, without control characters"
        same = seen.setdefault(unicodedata.normalize("NFKC", value).casefold(), value)
        if same != value:
            return f"the values {same!r} and {value!r} differ only in width or case"
    for entry in scheme.values:
        problem = _check_value(entry)
        if problem:
            return f"the value {entry.value!r}: {problem}"
    if scheme.method == "quantities":
        unknown = sorted(set(counts) - set(_QUANTITIES))
        if unknown:
            known = ", ".join(_QUANTITIES)
            return f"the method quantities does not know {unknown[0]!r}; it knows {known}"
    return ""


def _check_value(value: Value) -> str:
    lists = {
        "examples": value.examples,
        "counter_examples": value.counter_examples,
        "alternatives": value.alternatives,
        "related": value.related,
    }
    for field, texts in lists.items():
        twice = _first_repeated(texts)
        if twice:
            return f"{field} has {twice!r} twice"
    both = sorted(set(value.examples) & set(value.counter_examples))
    if both:
        return f"{both[0]!r} is an example and a counter-example"
    return ""


def _first_repeated(texts: Sequence[str]) -> str:
    return next((text for text, count in Counter(texts).items() if count > 1), "")


def _check_relations(scheme: Scheme) -> str:
    known = {value.value for value in scheme.values}
    for value in scheme.values:
        relations = (value.broader, value.replaced_by, *value.related)
        for other in relations:
            if other and other not in known:
                return f"the value {value.value!r} names {other!r}, which is no value of the scheme"
    broader = {value.value: value.broader for value in scheme.values}
    replaced = {value.value: value.replaced_by for value in scheme.values}
    for name, links in (("broader", broader), ("replaced_by", replaced)):
        circle = _find_circle(links)
        if circle:
            return f"the values {' → '.join(circle)} form a circle of `{name}`"
    return ""


def _find_circle(links: dict[str, str]) -> list[str]:
    """Return the values of a circle, the first one again at the end; empty where there is none."""
    finished: set[str] = set()
    for start in links:
        path: list[str] = []
        current = start
        while current and current not in finished:
            if current in path:
                return [*path[path.index(current) :], current]
            path.append(current)
            current = links[current]
        finished.update(path)
    return []


def _check_rules(scheme: Scheme) -> str:
    ids = Counter(rule.id for value in scheme.values for rule in value.rules)
    ids.update(rule.id for rule in scheme.rules)
    for id_, count in ids.items():
        if count > 1:
            return f"the rule {id_!r} stands {count} times"
    for value in scheme.values:
        for rule in value.rules:
            problem = _check_rule(rule)
            if problem:
                return f"the rule {rule.id!r} of {value.value!r}: {problem}"
    for rule in scheme.rules:
        problem = _check_rule(rule)
        if not problem and rule.weight > 0:
            problem = "a rule of the scheme speaks against all values; its weight must be negative"
        if problem:
            return f"the rule {rule.id!r} of the scheme: {problem}"
    return ""


def _check_rule(rule: Rule) -> str:
    if rule.part not in _PARTS:
        return f"the part {rule.part!r} must be one of {', '.join(_PARTS)}"
    if not -1 <= rule.weight <= 1 or rule.weight == 0:
        return "the weight must lie between -1 and 1 and must not be 0"
    if rule.least < 1:
        return "least must be 1 or more"
    if rule.least > 1 and rule.part != "text":
        return "least counts places in the text; the part must be text"
    for expression in (rule.pattern, rule.within, rule.also, rule.absent, rule.unless):
        problem = check_expression(expression)
        if problem:
            return problem
    if not rule.pattern:
        return "the pattern is empty"
    return ""
