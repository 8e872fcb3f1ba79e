"""The fields of a passage, once: SQL columns, index mappings, the export, the API and the docs derive from this table.

A row is a passage as JSON values (`to_row`), with the keys of `FIELDS` in their order: null where nothing is known,
never absent. An index row adds `DERIVED`: what a filter needs flat and a reader need not see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from corpus.codec import from_json, to_json
from corpus.errors import HomeError
from corpus.hashing import stage_key, text_hash
from corpus.records import Passage, Status, embedded_text, status_on, unit_of

SCHEMA_VERSION = 3
"""Raised with every change of `FIELDS` or `DERIVED` that an index made before cannot answer for."""


class FieldType(StrEnum):
    """What a field's values are, for whoever derives columns or mappings."""

    KEYWORD = "keyword"  # one exact value
    KEYWORDS = "keywords"  # a list of exact values
    TEXT = "text"  # analysed for keyword search
    DATE = "date"  # YYYY-MM-DD
    OBJECT = "object"  # nested JSON, returned and not searched


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, type, and what it says."""

    name: str
    type: FieldType
    doc: str


FIELDS: tuple[Field, ...] = (
    Field("id", FieldType.KEYWORD, "WORK/PATH[#n]@DATE, unique and stable"),
    Field("title", FieldType.TEXT, "the document's full title"),
    Field("work", FieldType.KEYWORD, "the law as such, whatever its version"),
    Field("article", FieldType.KEYWORD, "第…条, or null where the passage is no article"),
    Field("kind", FieldType.KEYWORD, "what sort of document it stands in"),
    Field(
        "level",
        FieldType.KEYWORD,
        "rank of the norm: constitution, law, administrative regulation, …",
    ),
    Field("region", FieldType.KEYWORD, "where a local norm holds"),
    Field("context", FieldType.TEXT, "title › part › chapter above the text"),
    Field("text", FieldType.TEXT, "the source's text, without any header"),
    Field(
        "promulgated", FieldType.DATE, "date of promulgation, or of the last amendment in the text"
    ),
    Field("valid_from", FieldType.DATE, "first day in force"),
    Field("valid_to", FieldType.DATE, "first day no longer in force"),
    Field("valid_from_basis", FieldType.KEYWORD, "stated, inferred or unknown"),
    Field(
        "status",
        FieldType.KEYWORD,
        "on the day that was asked for (else today): in force, not yet in force, superseded, repealed, draft, unknown. An index keeps the one at the end of what is known of its validity",
    ),
    Field("document_number", FieldType.KEYWORD, "as in 国务院令第375号"),
    Field("source", FieldType.OBJECT, "the object and the span in its clean text"),
    Field("mirrors", FieldType.OBJECT, "other objects with the same text"),
    Field("tags", FieldType.OBJECT, "labels with confidence, method and evidence"),
    Field(
        "citations",
        FieldType.OBJECT,
        "references to other provisions, resolved or with the reason why not",
    ),
    Field("groups", FieldType.KEYWORDS, "who may see the passage"),
    Field("text_hash", FieldType.KEYWORD, "hash of the text"),
)

DERIVED: tuple[Field, ...] = (
    Field("unit", FieldType.KEYWORD, "the id without its piece: pieces of one article share it"),
    Field("sources", FieldType.KEYWORDS, "names of all sources that carry the text"),
    Field("categories", FieldType.KEYWORDS, "values of the tags"),
    Field(
        "row_hash",
        FieldType.KEYWORD,
        "hash of the row: with the generation's model it decides everything that the index holds, the vector too",
    ),
)

Row = dict[str, Any]
"""A passage as JSON values."""


def refuse_newer(versions: Iterable[int], where: str) -> None:
    """Raise HomeError where one of these versions of the schema is newer than ours: whatever we wrote there would be older than what is."""
    newest = max(versions, default=0)
    if newest > SCHEMA_VERSION:
        message = (
            f"{where} was made by a newer lexops (schema {newest}, this one knows {SCHEMA_VERSION})"
        )
        raise HomeError(
            message, remedy="run `pip install --upgrade lexops`, or choose another --home"
        )


def to_row(passage: Passage) -> Row:
    """The passage as JSON values: the shape of `lexops export`."""
    made = to_json(passage)
    return {field.name: made[field.name] for field in FIELDS}


def as_of(row: Row, day: str) -> Row:
    """The row with the status that its text has on a day."""
    return {
        **row,
        "status": status_on(day, Status(row["status"]), row["valid_from"], row["valid_to"]).value,
    }


def from_row(row: Mapping[str, Any]) -> Passage:
    """The passage that `to_row` made the row from; further keys are ignored."""
    return from_json(
        Passage, {str(name): value for name, value in row.items()}
    )  # a database's names may be no plain strings


def derived(row: Row) -> Row:
    """The flat columns that an index row has beside those of a passage's row."""
    return {
        "unit": unit_of(row["id"]),
        "sources": sorted({row["source"]["name"], *(mirror["name"] for mirror in row["mirrors"])}),
        "categories": sorted({tag["value"] for tag in row["tags"]}),
        "row_hash": row_hash(row),
    }


_ROW_HASH = 2
"""The version of the hash. Not the schema's: the catalog keeps hashes of rows that no new schema changes, and a generation is of one schema anyway."""


def input_hash(row: Row) -> str:
    """The hash of the exact text of a row that is embedded: what its vector is kept under."""
    return text_hash(embedded_text(row["context"], row["text"]))


def row_hash(row: Row) -> str:
    """The hash that `derived` gives a passage's row."""
    return stage_key("row", _ROW_HASH, row)
