"""The worst inputs of a regular expression, made from the expression itself.

A repetition costs most where its own body stands many times and what must follow it never comes. So
every repetition of a pattern gives inputs: what stands before it once, its body many times, and an
end that nothing matches.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any, NamedTuple

PACKAGES = (
    "corpus",
    "ingestion",
    "law",
    "tagging",
    "quality",
    "indexing",
    "retrieval",
    "storage",
    "configs",
    "pipelines",
    "cli",
    "serving",
)
_MANY = 3
"""Repetitions that allow as many are grown. Those of 40 are no better than endless ones: several that
share a text in every possible way double the cost with each repetition."""

_NEVER = "\U0001f9ff"
"""The end of an input: a character that no pattern names."""

_OF_CATEGORY = {
    codes.CATEGORY_DIGIT: "7",
    codes.CATEGORY_NOT_DIGIT: "条",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_NOT_SPACE: "条",
    codes.CATEGORY_WORD: "条",
    codes.CATEGORY_NOT_WORD: "。",
}
_CANDIDATES = ("条", "第", "一", "a", "A", "7", " ", "。", "《", "|", "-", "\n", "(", "<")


class NamedPattern(NamedTuple):
    """A compiled pattern, and the module and name under which it stands."""

    name: str
    pattern: re.Pattern[str]


def compiled_patterns() -> list[NamedPattern]:
    """Return every pattern of strings that is an attribute of a module of ours, each once.

    Lists, tuples, mappings and the fields of named tuples and classes are looked into.
    """
    found: dict[tuple[str, int], NamedPattern] = {}
    for module in _modules():
        for name, value in vars(module).items():
            for pattern in _patterns_in(value, 3):
                if isinstance(pattern.pattern, str):
                    key = (pattern.pattern, pattern.flags)
                    found.setdefault(key, NamedPattern(f"{module.__name__}.{name}", pattern))
    return sorted(found.values(), key=lambda named: (named.name, named.pattern.pattern))


def _modules() -> Iterator[ModuleType]:
    for package_name in PACKAGES:
        try:
            package = importlib.import_module(package_name)
        except ModuleNotFoundError:
            continue
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{package_name}."):
            if found.name.rpartition(".")[2] in ("__main__", "env") or ".migrations." in found.name:
                continue
            try:
                yield importlib.import_module(found.name)
            except ImportError:
                # An optional program or package that is not installed here.
                continue


def _patterns_in(value: object, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
        return
    ours = type(value).__module__.partition(".")[0] in (*PACKAGES, "builtins", "types")
    if not depth or not ours or isinstance(value, str | bytes | ModuleType):
        return
    inside: Sequence[object] = ()
    if isinstance(value, Mapping):
        inside = [*value.keys(), *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        inside = list(value)
    elif isinstance(value, type):
        inside = [own for own in vars(value).values() if isinstance(own, re.Pattern)]
    elif hasattr(type(value), "__dataclass_fields__"):
        inside = [getattr(value, name, None) for name in type(value).__dataclass_fields__]
    for item in inside:
        yield from _patterns_in(item, depth - 1)


def worst_inputs(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Return what to repeat for each unbounded repetition of a pattern.

    Args:
        pattern: The pattern.

    Yields:
        What stands before the repetition, and what is repeated.
    """
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    seen: set[tuple[str, str]] = set()
    for before, body in _repetitions(tree, ""):
        for text in _bodies(body):
            if text and (before, text) not in seen:
                seen.add((before, text))
                yield before, text
        # The whole of what came so far may begin again at every place, too.
        once = before + _sample(body)
        if before and ("", once) not in seen:
            seen.add(("", once))
            yield "", once


def grown(before: str, body: str, times: int) -> str:
    """Return an input in which a body is repeated."""
    return before + body * times + _NEVER


def _repetitions(tree: Any, before: str) -> Iterator[tuple[str, Any]]:
    for operation, argument in tree:
        if operation in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            _, most, body = argument
            if most >= _MANY:
                yield before, body
            yield from _repetitions(body, before)
        elif operation is codes.SUBPATTERN:
            yield from _repetitions(argument[-1], before)
        elif operation is codes.BRANCH:
            for branch in argument[1]:
                yield from _repetitions(branch, before)
        elif operation in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _repetitions(argument[1], before)
        elif operation is codes.ATOMIC_GROUP:
            yield from _repetitions(argument, before)
        before += _sample([(operation, argument)])


def _bodies(body: Any) -> Iterator[str]:
    """Texts that the body of a repetition matches: a sample of it, and of each branch."""
    yield _sample(body)
    for operation, argument in body:
        branches: Sequence[Any] = ()
        if operation is codes.BRANCH:
            branches = argument[1]
        elif operation is codes.SUBPATTERN and argument[-1] and argument[-1][0][0] is codes.BRANCH:
            branches = argument[-1][0][1][1]
        for branch in branches:
            yield _sample(branch)
        if operation is codes.IN and argument[0][0] is not codes.NEGATE:
            for item in argument[:6]:
                yield _of_class([item])


def _sample(tree: Any) -> str:
    """A text that a tree matches; lookarounds are left out."""
    text = ""
    for operation, argument in tree:
        if operation is codes.LITERAL:
            text += chr(argument)
        elif operation is codes.NOT_LITERAL:
            text += next(sign for sign in _CANDIDATES if ord(sign) != argument)
        elif operation is codes.ANY:
            text += "条"
        elif operation is codes.IN:
            text += _of_class(argument)
        elif operation is codes.BRANCH:
            text += _sample(argument[1][0])
        elif operation is codes.SUBPATTERN:
            text += _sample(argument[-1])
        elif operation is codes.ATOMIC_GROUP:
            text += _sample(argument)
        elif operation in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            text += _sample(argument[2]) * max(1, argument[0])
    return text


def _of_class(items: Any) -> str:
    if items and items[0][0] is codes.NEGATE:
        excluded = re.compile(_class_source(items[1:]))
        return next((sign for sign in _CANDIDATES if not excluded.match(sign)), "")
    for operation, argument in items:
        if operation is codes.LITERAL:
            return chr(argument)
        if operation is codes.RANGE:
            return chr(argument[0])
        if operation is codes.CATEGORY:
            return _OF_CATEGORY.get(argument, "条")
    return ""


def _class_source(items: Any) -> str:
    parts = []
    for operation, argument in items:
        if operation is codes.LITERAL:
            parts.append(re.escape(chr(argument)))
        elif operation is codes.RANGE:
            parts.append(f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}")
        elif operation is codes.CATEGORY:
            escapes = {
                codes.CATEGORY_DIGIT: r"\d",
                codes.CATEGORY_NOT_DIGIT: r"\D",
                codes.CATEGORY_SPACE: r"\s",
                codes.CATEGORY_NOT_SPACE: r"\S",
                codes.CATEGORY_WORD: r"\w",
                codes.CATEGORY_NOT_WORD: r"\W",
            }
            parts.append(escapes[argument])
    return f"[{''.join(parts)}]"
