"""What the catalog gives and takes about generations of the index."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.schema import Row


class GenerationState(StrEnum):
    """The state of a generation."""

    PLANNED = "planned"  # the index may not know of it yet
    BUILDING = "building"
    LIVE = "live"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class GenerationRow:
    """A generation as the catalog knows it.

    Attributes:
        name: Its name: g and its number.
        number: Its number, from 1.
        fingerprint: The fingerprint of the model that embeds for it.
        dimension: The length of its vectors.
        schema_version: The version of the schema of its rows.
        state: Its state.
        dirty: Whether it was written to since it was last published.
        version: The index's own count of publications, when it was last published.
        created_at: When it was planned (ISO, UTC).
        promoted_at: When it was last published (ISO, UTC).
        held: Why no run may write to it, where a person moved readers back; else None.
    """

    name: str
    number: int
    fingerprint: str
    dimension: int
    schema_version: int
    state: GenerationState
    dirty: bool
    version: int | None
    created_at: str
    promoted_at: str | None
    held: str | None = None


@dataclass(frozen=True, slots=True)
class Upsert:
    """A passage that has to be written to the index.

    Attributes:
        row: Its row.
        row_hash: The hash of the row.
        input_hash: The hash of the text whose vector goes with it.
    """

    row: Row
    row_hash: str
    input_hash: str


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """A row that the index contains, as far as the catalog knows.

    Attributes:
        id: The id of the passage.
        row_hash: The hash of the row; empty where it is not known what the index contains.
        groups: Who may read it. None where the passage has changed since.
        input_hash: The hash of its embedded text. None where the passage has changed since.
    """

    id: str
    row_hash: str
    groups: tuple[str, ...] | None
    input_hash: str | None
