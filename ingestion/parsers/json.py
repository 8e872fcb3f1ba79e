"""JSON and JSON Lines: records with the names of their fields.

Numbers and repeated keys stay as they are written. If one record of a file can't be read, the
whole file is quarantined, with the line: half of a collection must not pass for all of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from corpus.errors import BadInput
from corpus.records import Document
from ingestion.drafts import DocumentDraft
from ingestion.formats.decoding import decode, without_halves
from ingestion.formats.media_types import JSON
from ingestion.formats.record_mapping import DEFAULT_MAPPING, RecordMapping
from ingestion.limits import Limits
from ingestion.parsers._records import Fields, add_records, sort_fields

_DEEPEST = 200  # of nested values
_LONGEST_VALUE = 40  # characters
_WITHIN = 3  # how deep a list of records is looked for


class _Pairs(list[tuple[str, Any]]):
    """An object as it is written: keys in order, twice where they stand twice."""


def parse(
    data: bytes,
    limits: Limits,
    mapping: RecordMapping = DEFAULT_MAPPING,
) -> Document:
    """Read JSON.

    Args:
        data: The bytes of the file.
        limits: How large a document may be.
        mapping: Which fields of a record are title, text and date.

    Returns:
        The document, with a record for each object.

    Raises:
        BadInput: `encoding`, `corrupt`, `empty` or `too_large`.
    """
    draft = DocumentDraft(limits)
    decoded = decode(data)
    draft.add_metadata("encoding", decoded.encoding)
    value = _loaded(decoded.text)
    records, around = _records(value, mapping)
    if around:
        draft.add_record(around)
    add_records(
        draft,
        [(str(number), _flat(one)) for number, one in enumerate(records, 1)],
        mapping,
        limits,
    )
    return draft.finish(JSON, "json/3")


def _loaded(text: str) -> Any:
    try:
        return _one(text)
    except json.JSONDecodeError as error:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) < 2 or lines[0][1].strip() in ("{", "["):
            raise BadInput(
                "corrupt", f"no JSON from line {error.lineno}, character {error.colno}: {error.msg}"
            ) from error
    values = []
    for number, line in lines:
        try:
            values.append(_one(line))
        except json.JSONDecodeError as error:
            raise BadInput("corrupt", f"line {number} is no JSON: {error.msg}") from error
    return values


def _one(text: str) -> Any:
    try:
        return json.loads(
            text,
            object_pairs_hook=_Pairs,
            parse_int=str,
            parse_float=str,
            parse_constant=str,
        )
    except RecursionError as error:
        raise BadInput("corrupt", "values nested too deep") from error


def _records(value: Any, mapping: RecordMapping) -> tuple[list[Any], Fields]:
    """The records of a file, and the fields that stand around them."""
    if mapping.records:
        found = value
        for key in mapping.records.split("."):
            if isinstance(found, _Pairs):
                found = next((inner for name, inner in found if name == key), None)
            else:
                found = None
        if not _is_list(found):
            raise BadInput("corrupt", f"there is no list of records at {mapping.records!r}")
        return list(found), []
    if _is_list(value):
        return list(value), []
    if isinstance(value, _Pairs) and sort_fields(_flat(value), mapping).text:
        return [value], []
    chosen = max(_lists(value), key=len, default=None)
    if chosen is None:
        return [value], []
    return list(chosen), _flat(value, without=chosen)


def _lists(value: Any, depth: int = 0) -> Iterator[list[Any]]:
    """Lists of objects inside objects."""
    for _, inner in value if isinstance(value, _Pairs) and depth < _WITHIN else ():
        if _is_list(inner) and inner and all(isinstance(one, _Pairs) for one in inner):
            yield inner
        yield from _lists(inner, depth + 1)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and not isinstance(value, _Pairs)


def _flat(
    value: Any,
    name: str = "",
    depth: int = 0,
    without: Any = None,
) -> Fields:
    """Return the fields of a value.

    The name of a nested field has dots, and members of a list have their number. A plain list is
    one field.
    """
    if depth > _DEEPEST:
        raise BadInput("corrupt", f"values nested more than {_DEEPEST} deep")
    if value is without and without is not None:
        return []
    if isinstance(value, _Pairs):
        return [
            field
            for key, inner in value
            for field in _flat(
                inner,
                without_halves(f"{name}.{key}" if name else key),
                depth + 1,
                without,
            )
        ]
    if isinstance(value, list):
        if not any(isinstance(one, list) for one in value):
            if any(isinstance(one, str) and _is_line(one) for one in value):
                separator = "\n"
            else:
                separator = "、"
            return [(name, separator.join(map(_shown, value)))]
        return [
            field
            for number, one in enumerate(value, 1)
            for field in _flat(
                one,
                f"{name}.{number}".strip("."),
                depth + 1,
                without,
            )
        ]
    return [(name, _shown(value))]


def _is_line(text: str) -> bool:
    """Whether a member of a list is a line of a text, and no name or value."""
    return len(text) > _LONGEST_VALUE or text.rstrip().endswith(("。", "；"))


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return without_halves(str(value))
