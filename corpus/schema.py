"""The fields of a passage, defined once.

SQL columns, index mappings, the export, the API and the docs derive from this table. A row is a
passage as JSON values (`to_row`), with the keys of `FIELDS` in their order: null where nothing is
known, never absent. An index row adds `DERIVED`: what a filter needs flat.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from corpus.codec import from_json, to_json
from corpus.errors import HomeError
from corpus.hashing import stage_key, text_hash
from corpus.records import Passage, Status, embedded_text, status_on, tag_name, unit_of

SCHEMA_VERSION = 5
"""Raised with every change of `FIELDS` or `DERIVED` that an index made before cannot answer for."""


class FieldType(StrEnum):
    """What the values of a field are; columns and mappings are derived from it."""

    KEYWORD = "keyword"  # one exact value
    KEYWORDS = "keywords"  # a list of exact values
    TEXT = "text"  # analysed for keyword search
    DATE = "date"  # YYYY-MM-DD
    OBJECT = "object"  # nested JSON, returned and not searched


@dataclass(frozen=True, slots=True)
class Field:
    """A field.

    Attributes:
        name: Its name.
        type: What its values are.
        doc: What it says.
    """

    name: str
    type: FieldType
    doc: str


FIELDS: tuple[Field, ...] = (
    Field(
        "id",
        FieldType.KEYWORD,
        "unique and stable id: WORK/PATH[#n]@DATE",
    ),
    Field(
        "title",
        FieldType.TEXT,
        "full title of the document",
    ),
    Field(
        "work",
        FieldType.KEYWORD,
        "name of the work; all its versions share it",
    ),
    Field(
        "article",
        FieldType.KEYWORD,
        "第…条; null if the passage is not an article",
    ),
    Field(
        "kind",
        FieldType.KEYWORD,
        "kind of the document that contains the passage",
    ),
    Field(
        "level",
        FieldType.KEYWORD,
        "rank of the norm: constitution, law, administrative regulation, …",
    ),
    Field(
        "region",
        FieldType.KEYWORD,
        "region in which a local norm applies",
    ),
    Field(
        "context",
        FieldType.TEXT,
        "headings above the text: title › part › chapter",
    ),
    Field(
        "text",
        FieldType.TEXT,
        "text of the source, without the headings in `context`",
    ),
    Field(
        "promulgated",
        FieldType.DATE,
        "date of the last amendment in the text; without an amendment, date of promulgation",
    ),
    Field(
        "valid_from",
        FieldType.DATE,
        "first day in force",
    ),
    Field(
        "valid_to",
        FieldType.DATE,
        "first day after the end of force",
    ),
    Field(
        "valid_from_basis",
        FieldType.KEYWORD,
        "`valid_from` is stated, inferred or unknown",
    ),
    Field(
        "status",
        FieldType.KEYWORD,
        "status on the requested day (default: today): in force, not yet in force, superseded, "
        "repealed, expired, suspended, draft or unknown. The index stores the last known status, "
        "not today's.",
    ),
    Field(
        "document_number",
        FieldType.KEYWORD,
        "number of the document, such as 国务院令第375号",
    ),
    Field(
        "source",
        FieldType.OBJECT,
        "the file, and the position of the passage in the clean text of that file",
    ),
    Field(
        "mirrors",
        FieldType.OBJECT,
        "other files with the same text",
    ),
    Field(
        "tags",
        FieldType.OBJECT,
        "tags, each with its confidence, method and evidence",
    ),
    Field(
        "citations",
        FieldType.OBJECT,
        "references to other provisions, each with its target or the reason why it has none",
    ),
    Field(
        "groups",
        FieldType.KEYWORDS,
        "groups of users that may see the passage",
    ),
    Field(
        "text_hash",
        FieldType.KEYWORD,
        "hash of the text",
    ),
    Field(
        "jurisdiction",
        FieldType.KEYWORD,
        "whose law it is: mainland, taiwan, hong kong, macao, foreign, or null where nothing says "
        "it",
    ),
    Field(
        "cautions",
        FieldType.OBJECT,
        "what a reader has to know beside the text: open claims, a missing amended text, …, each "
        "with its code, a sentence (`words`) and the work that it comes from (`by`)",
    ),
)

DERIVED: tuple[Field, ...] = (
    Field(
        "unit",
        FieldType.KEYWORD,
        "`id` without the number of the piece (`#n`); all pieces of one article share it",
    ),
    Field(
        "sources",
        FieldType.KEYWORDS,
        "names of all sources that contain the text",
    ),
    Field(
        "categories",
        FieldType.KEYWORDS,
        "values of the tags",
    ),
    Field(
        "tag_names",
        FieldType.KEYWORDS,
        "tags as SCHEME=VALUE, for filters and facets",
    ),
    Field(
        "caution_codes",
        FieldType.KEYWORDS,
        "codes of the cautions: open_claim, …",
    ),
    Field(
        "row_hash",
        FieldType.KEYWORD,
        "hash of the row. Two rows of one generation with the same hash have the same content and "
        "the same vector.",
    ),
)

SUSPENDED = "suspended"
"""The code of the caution of a text that is suspended for a period and goes on after it."""

Row = dict[str, Any]
"""A passage as JSON values."""


def refuse_newer(versions: Iterable[int], where: str) -> None:
    """Refuse to write to what a newer version of lexops made.

    Args:
        versions: Versions of the schema that were found.
        where: Where they were found, for the message.

    Raises:
        HomeError: If one of them is newer than this version of lexops knows.
    """
    newest = max(versions, default=0)
    if newest > SCHEMA_VERSION:
        message = (
            f"{where} was made by a newer lexops (schema {newest}, this one knows {SCHEMA_VERSION})"
        )
        raise HomeError(
            message, remedy="run `pip install --upgrade lexops`, or choose another --home"
        )


def to_row(passage: Passage) -> Row:
    """Return a passage as JSON values: the form of `lexops export`.

    Args:
        passage: The passage.

    Returns:
        A row.
    """
    values = to_json(passage)
    return {field.name: values[field.name] for field in FIELDS}


def as_of(row: Row, day: str) -> Row:
    """Return a row with the status that its text has on a day.

    Args:
        row: The row.
        day: The day, in ISO form.

    Returns:
        A new row.
    """
    status = status_on(
        day,
        Status(row["status"]),
        row["valid_from"],
        row["valid_to"],
        row["promulgated"],
    )
    if status is Status.IN_FORCE and _is_suspended(row, day):
        status = Status.SUSPENDED
    return {**row, "status": status.value}


def _is_suspended(row: Row, day: str) -> bool:
    """Whether an act suspends the text for a period, and the day lies in it."""
    return any(
        caution["code"] == SUSPENDED
        and (caution.get("since") or "") <= day < (caution.get("until") or "")
        for caution in row["cautions"]
    )


def from_row(row: Mapping[str, Any]) -> Passage:
    """Return the passage that `to_row` made a row from.

    Args:
        row: The row; further keys are ignored.

    Returns:
        The passage.
    """
    # The names that a database gives may be no plain strings.
    values = {str(name): value for name, value in row.items()}
    return from_json(Passage, values)


def derived(row: Row) -> Row:
    """Return the flat columns that an index row has beside those of the row of a passage.

    Args:
        row: The row.

    Returns:
        The values of `DERIVED`.
    """
    sources = {mirror["name"] for mirror in row["mirrors"]}
    sources.add(row["source"]["name"])
    return {
        "unit": unit_of(row["id"]),
        "sources": sorted(sources),
        "categories": sorted({tag["value"] for tag in row["tags"]}),
        "tag_names": sorted({tag_name(tag["scheme"], tag["value"]) for tag in row["tags"]}),
        "caution_codes": sorted({caution["code"] for caution in row["cautions"]}),
        "row_hash": row_hash(row),
    }


_ROW_HASH = 2
"""The version of the hash.

It is not the schema's: the catalog keeps hashes of rows that no new schema changes, and a
generation is of one schema anyway.
"""


def input_hash(row: Row) -> str:
    """Return the hash of the exact text of a row that is embedded: the key of its vector.

    Args:
        row: The row.

    Returns:
        32 hex digits.
    """
    return text_hash(embedded_text(row["context"], row["text"]))


def row_hash(row: Row) -> str:
    """Return the hash of a whole row: equal hashes, equal rows of an index.

    Args:
        row: The row.

    Returns:
        32 hex digits.
    """
    return stage_key(
        "row",
        _ROW_HASH,
        row,
    )
