"""What a scheme must fulfil before it may tag anything."""

from __future__ import annotations

import re
from collections import Counter

from tagging.schemes.scheme import Rule, Scheme

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_PARTS = ("text", "context", "any")
_CHOICES = {
    "unit": ("passage", "sentence"),
    "method": ("topics", "quantities"),
    "accept": ("measured", "rules"),
}
_UNBOUNDED = re.compile(r"(?<!\\)(?:[*+]|\{\d*,\})")
"""A repetition without an upper bound: the time of a rule would not be linear in the text."""

_REPEATED_GROUP = re.compile(r"\)\s*(?:\?\?)?(?:[*+]|\{)")
_LONGEST = 60
"""The largest number in `{m,n}` of a rule, in characters."""


def check_scheme(scheme: Scheme) -> str:
    """Find the first problem of a scheme.

    Args:
        scheme: The scheme.

    Returns:
        The problem as a sentence without a full stop; empty where there is none.
    """
    if not _NAME.fullmatch(scheme.name):
        return f"the name {scheme.name!r} must have lower-case letters, digits and hyphens"
    if scheme.version < 1:
        return "the version must be 1 or more"
    if not scheme.values:
        return "there is no value"
    if not 0 < scheme.target_precision < 1:
        return "target_precision must lie between 0 and 1"
    for field, choices in _CHOICES.items():
        if getattr(scheme, field) not in choices:
            return f"{field} is {getattr(scheme, field)!r} and must be one of {', '.join(choices)}"
    return _check_values(scheme) or _check_relations(scheme) or _check_rules(scheme)


def _check_values(scheme: Scheme) -> str:
    counts = Counter(value.value for value in scheme.values)
    for value, count in counts.items():
        if count > 1:
            return f"the value {value!r} stands {count} times"
        if not value.strip() or value != value.strip() or "=" in value:
            return f"the value {value!r} must not be empty, begin or end with a blank, or contain ="
    return ""


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
        problem = _check_expression(expression)
        if problem:
            return problem
    if not rule.pattern:
        return "the pattern is empty"
    return ""


def _check_expression(expression: str) -> str:
    """Refuse what is no regular expression, or could take more than linear time."""
    try:
        re.compile(expression)
    except re.error as error:
        return f"{expression!r} is no regular expression: {error}"
    if _UNBOUNDED.search(expression):
        return f"{expression!r} repeats without a bound; write {{0,20}} in place of *"
    if _REPEATED_GROUP.search(expression):
        return f"{expression!r} repeats a group; write the alternatives without a repetition"
    for bound in re.findall(r"\{\d*,?(\d+)\}", expression):
        if int(bound) > _LONGEST:
            return f"{expression!r} repeats more than {_LONGEST} times"
    return ""
