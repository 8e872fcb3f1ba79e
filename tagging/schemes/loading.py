"""Reading schemes from YAML files: those of lexops, and those of a user's folder."""

from __future__ import annotations

import re
import reprlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

import yaml

from corpus.errors import UsageError
from tagging.options import TaggingOptions
from tagging.schemes.checking import check_scheme
from tagging.schemes.scheme import Rule, Scheme, Value
from tagging.schemes.writing import scheme_hash

_OWN = Path(__file__).parent

_NAMED = re.compile(r"\{([a-z_]{1,30})\}")
"""A named expression in a rule: `{worker}`."""


class SchemeError(UsageError):
    """A scheme file is wrong."""


class _UniqueKeys(yaml.SafeLoader):  # type: ignore[misc]  # PyYAML has no types
    """Refuses a field that stands twice: YAML itself would drop the first one in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for key in keys:
            if keys.count(key) > 1:
                place = node.start_mark.line + 1
                raise yaml.YAMLError(f"line {place}: the field {key!r} stands twice")
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def load_schemes(folder: Path | None = None) -> dict[str, Scheme]:
    """Read all schemes: those of lexops, then those of a folder.

    A file of the folder replaces a scheme of lexops with the same name.

    Args:
        folder: A folder with `*.yaml` files of the user; None for the schemes of lexops alone.

    Returns:
        By name, in alphabetical order.

    Raises:
        SchemeError: A file is no scheme, or two files of one folder have the same name.
    """
    schemes = dict(_own_schemes())
    if folder is not None:
        if not folder.is_dir():
            raise SchemeError(
                f"there is no folder {folder}",
                remedy="set tagging.schemes to a folder with scheme files, or leave it out",
            )
        schemes.update(_load_folder(folder))
    return dict(sorted(schemes.items()))


def configured_schemes(options: TaggingOptions) -> dict[str, Scheme]:
    """Read all schemes that a home knows, those that are switched off too.

    Args:
        options: The settings of tagging.

    Returns:
        By name, in alphabetical order.

    Raises:
        SchemeError: A scheme file is wrong.
    """
    return load_schemes(Path(options.schemes) if options.schemes else None)


def schemes_in_use(options: TaggingOptions) -> dict[str, Scheme]:
    """Read the schemes that are not switched off.

    Args:
        options: The settings of tagging.

    Returns:
        By name, in alphabetical order.

    Raises:
        SchemeError: A scheme file is wrong.
    """
    known = configured_schemes(options)
    return {name: scheme for name, scheme in known.items() if name not in options.off}


@cache
def _own_schemes() -> Mapping[str, Scheme]:
    return _load_folder(_OWN)


def _load_folder(folder: Path) -> dict[str, Scheme]:
    schemes: dict[str, Scheme] = {}
    paths = [path for path in folder.iterdir() if path.suffix in (".yaml", ".yml")]
    for path in sorted(paths):
        scheme = read_scheme(path)
        if scheme.name in schemes:
            raise SchemeError(
                f"{path}: another file of the folder has the scheme {scheme.name!r} too",
                remedy="give one of the two files another `name`",
            )
        schemes[scheme.name] = scheme
    return schemes


def read_scheme(path: Path) -> Scheme:
    """Read one scheme.

    Args:
        path: A YAML file with the fields of `Scheme`.

    Returns:
        The scheme, with its hash.

    Raises:
        SchemeError: The file can't be read, has unknown or missing fields, or contradicts itself.
    """
    try:
        data = _UniqueKeys(path.read_text(encoding="utf-8")).get_single_data()
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise SchemeError(
            f"{path} can't be read as a scheme: {error}",
            remedy="docs/tagging.md shows the form of a scheme",
        ) from error
    return scheme_from(data, str(path))


def scheme_from(data: Any, where: str) -> Scheme:
    """Make a scheme of the values in a file, and check it.

    Args:
        data: The values, as YAML gives them.
        where: What to call the file in messages.

    Returns:
        The scheme, with its hash.

    Raises:
        SchemeError: Fields are unknown, missing or of the wrong type, or the scheme contradicts
            itself.
    """
    record = _mapping(data, where)
    words = _words(record.get("words", {}), f"{where}: words")
    values = []
    for number, entry in enumerate(_list(record.get("values"), f"{where}: values"), start=1):
        place = f"{where}: value {number}"
        value = _mapping(entry, place)
        rules = [
            _rule(rule, words, f"{place}: rule")
            for rule in _list(value.get("rules", []), f"{place}: rules")
        ]
        values.append(_record(Value, {**value, "rules": rules}, place))
    rules = [
        _rule(rule, words, f"{where}: rule")
        for rule in _list(record.get("rules", []), f"{where}: rules")
    ]
    fields_ = {name: field for name, field in record.items() if name != "words"}
    scheme: Scheme = _record(Scheme, {**fields_, "values": values, "rules": rules}, where)
    problem = check_scheme(scheme)
    if problem:
        raise SchemeError(f"{where}: {problem}", remedy="mend the file; earlier tags stay")
    return replace(scheme, hash=scheme_hash(scheme))


def _words(data: Any, where: str) -> dict[str, str]:
    """Read the named expressions of a file. One may use those above it."""
    words: dict[str, str] = {}
    for name, expression in _mapping(data, where).items():
        if not isinstance(expression, str):
            raise SchemeError(
                f"{where}: {name} must be a str, and is {reprlib.repr(expression)}",
                remedy="put the value in quotation marks if it is a text",
            )
        words[name] = f"(?:{_expand(expression, words, f'{where}: {name}')})"
    return words


def _rule(data: Any, words: Mapping[str, str], where: str) -> Any:
    """Make a rule, with the named expressions in place of `{name}`."""
    record = _mapping(data, where)
    expanded = {
        field: _expand(value, words, where)
        if isinstance(value, str) and field not in ("id", "part")
        else value
        for field, value in record.items()
    }
    return _record(Rule, expanded, where)


def _expand(expression: str, words: Mapping[str, str], where: str) -> str:
    def named(found: re.Match[str]) -> str:
        name = found.group(1)
        if name not in words:
            raise SchemeError(
                f"{where}: no expression is called {name!r}",
                remedy="add it to `words` at the head of the file, above where it is used",
            )
        return words[name]

    return _NAMED.sub(named, expression)


def _mapping(data: Any, where: str) -> dict[str, Any]:
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise SchemeError(
            f"{where} must be a list of named fields",
            remedy="docs/tagging.md shows the form of a scheme",
        )
    return data


def _list(data: Any, where: str) -> list[Any]:
    if not isinstance(data, list):
        raise SchemeError(
            f"{where} must be a list",
            remedy="docs/tagging.md shows the form of a scheme",
        )
    return data


_HINTS: Mapping[Any, dict[str, Any]] = {
    kind: get_type_hints(kind) for kind in (Rule, Scheme, Value)
}
"""By record, the type of each field."""


def _record(kind: type[Any], data: Mapping[str, Any], where: str) -> Any:
    """Make a record, with lists as tuples; refuse unknown, missing and wrongly typed fields."""
    hints = _HINTS[kind]
    known = hints.keys() - {"hash"}
    unknown = sorted(set(data) - known)
    if unknown:
        raise SchemeError(
            f"{where} has the unknown field {unknown[0]!r}",
            remedy=f"the fields are {', '.join(sorted(known))}",
        )
    values = {name: _typed(value, hints[name], f"{where}: {name}") for name, value in data.items()}
    try:
        return kind(**values)
    except TypeError as error:
        missing = str(error).split("missing", 1)[-1].strip()
        raise SchemeError(
            f"{where}: missing {missing}",
            remedy="docs/tagging.md shows the form of a scheme",
        ) from error


def _typed(value: Any, hint: Any, where: str) -> Any:
    if isinstance(value, list):
        value = tuple(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    expected = tuple if getattr(hint, "__origin__", None) is tuple else hint
    wrong = not isinstance(value, expected) or (expected is int and isinstance(value, bool))
    if not wrong and hint == tuple[str, ...]:
        wrong = not all(isinstance(item, str) for item in value)
    if wrong:
        name = "list" if expected is tuple else expected.__name__
        raise SchemeError(
            f"{where} must be a {name}, and is {reprlib.repr(value)}",
            remedy="put the value in quotation marks if it is a text",
        )
    return value
