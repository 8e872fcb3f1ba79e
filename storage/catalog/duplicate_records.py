"""What the catalog gives and takes about copies of documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.records import Trust


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A structure without a fingerprint.

    Attributes:
        structure_key: Its key.
        document_key: The key of the document that it was made from.
    """

    structure_key: str
    document_key: str


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a text stands.

    Attributes:
        document_key: The key of its document.
        start: Where it begins there; None for all of the document.
        end: Where it ends, exclusive.
    """

    document_key: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The fingerprint of a structure.

    Attributes:
        structure_key: The key of the structure.
        signature: The hash of the text as copies share it.
        outline: What the document says of itself, in short, as JSON values.
        bands: The bands of a signature that had none; else empty.
    """

    structure_key: str
    signature: int
    outline: Any
    bands: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two texts that are alike.

    Attributes:
        one: The lower signature.
        other: The higher signature.
        comparison: How they compare, as JSON values.
    """

    one: int
    other: int
    comparison: Any


@dataclass(frozen=True, slots=True)
class Copy:
    """An object whose text others have too, or nearly.

    Attributes:
        object_id: The object.
        source: The name of its source.
        path: Its path there.
        signature: The signature of its text.
        outline: What the document says of itself, as JSON values.
        trust: What the object may change.
    """

    object_id: int
    source: str
    path: str
    signature: int
    outline: Any
    trust: Trust = Trust.REPRINT


@dataclass(frozen=True, slots=True)
class Mirroring:
    """That an object is a mirror of another.

    Attributes:
        of: The object that stands for it.
        likeness: How alike the texts are, from 0 to 1.
        own: How many characters only the mirror has.
        example: The longest stretch of them.
    """

    of: int
    likeness: float
    own: int = 0
    example: str = ""
