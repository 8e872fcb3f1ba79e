"""What the catalog gives and takes about objects."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from corpus.records import ObjectState

UNREAD = ("unreadable", "vanished", "changing")
"""Why an object's bytes could not be read.

They are no verdict on the object: what was read of it before stays in the index.
"""


@dataclass(frozen=True, slots=True)
class KnownObject:
    """What the last runs knew of an object.

    Attributes:
        id: Its id in the catalog.
        path: Its path in the source.
        size: Its size in bytes.
        mtime_ns: When its content was changed, as the file system says, in nanoseconds.
        ctime_ns: When its entry was changed, as the file system says, in nanoseconds.
        read_ns: When its bytes were last read.
        sha256: The hash of its bytes; None where they were never read.
        state: The state in which it ended.
        code: Why it is quarantined.
        attempts: How often it was tried.
        rule: The rule that ignores it.
        missing: Whether it is gone from the source, but the delete brake keeps it.
        document_key: The key of its document.
        unpacked_key: Of a container: by which rules it was last taken apart.
    """

    id: int
    path: str
    size: int
    mtime_ns: int
    ctime_ns: int
    read_ns: int | None
    sha256: str | None
    state: ObjectState
    code: str | None
    attempts: int
    rule: str | None
    missing: bool
    document_key: str | None
    unpacked_key: str | None


@dataclass(frozen=True, slots=True)
class SeenObject:
    """An object as a scan found it: its bytes are stored, or a code or a rule says why not.

    A container that was taken apart has an `unpacked_key`. One that could not be has its bytes and
    a `code`; one without text of its own has its bytes and a `rule`.

    Attributes:
        path: Its path in the source.
        uri: Its absolute address.
        size: Its size in bytes.
        mtime_ns: When its content was changed, as the file system says, in nanoseconds.
        ctime_ns: When its entry was changed, as the file system says, in nanoseconds.
        read_ns: When its bytes were read.
        sha256: The hash of its bytes, where they are stored.
        code: Why it is quarantined.
        detail: What was seen.
        attempts: How often it was tried.
        rule: The rule that ignores it.
        unpacked_key: By which rules it was taken apart.
    """

    path: str
    uri: str
    size: int
    mtime_ns: int
    ctime_ns: int
    read_ns: int | None = None
    sha256: str | None = None
    code: str | None = None
    detail: str | None = None
    attempts: int = 0
    rule: str | None = None
    unpacked_key: str | None = None


@dataclass(frozen=True, slots=True)
class ObjectProgress:
    """An object with the keys of what was made of it so far.

    Attributes:
        id: Its id in the catalog.
        path: Its path in the source.
        sha256: The hash of its bytes.
        document_key: The key of its document.
        read: Whether there is a document.
        parser: The parser that read it, or all that there were when none could.
        structure_key: The key of its structure.
        held_key: The key of the structure that broke a promise; None where none did.
        code: Why it is quarantined.
        attempts: How often it was tried.
    """

    id: int
    path: str
    sha256: str
    document_key: str | None
    read: bool
    parser: str | None
    structure_key: str | None
    held_key: str | None
    code: str | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An object that is in quarantine or held: where it is, why, and how often it was tried.

    Attributes:
        id: Its id in the catalog.
        source: The name of its source.
        location: The location of its source.
        path: Its path there.
        uri: Its absolute address.
        code: Why it is quarantined.
        detail: What was seen.
        attempts: How often it was tried.
        size: Its size in bytes.
        sha256: The hash of its bytes; None where they were never read.
        read_ns: When its bytes were last read, or asked for.
        state: `quarantined` or `held`.
        serves_earlier: The version that readers keep of it; None where they have none.
    """

    id: int
    source: str
    location: str
    path: str
    uri: str
    code: str
    detail: str
    attempts: int
    size: int
    sha256: str | None
    read_ns: int | None
    state: ObjectState = ObjectState.QUARANTINED
    serves_earlier: str | None = None


class WithdrawnObject(NamedTuple):
    """An object that can't be read any more, while readers have passages of it.

    Attributes:
        id: Its id in the catalog.
        path: Its path in the source.
        code: Why it can't be read.
    """

    id: int
    path: str
    code: str


class ReaderTotals(NamedTuple):
    """How many objects of a source are in which state for readers.

    Attributes:
        states: Objects by state, those that the delete brake keeps included, held ones left out.
        missing: How many of them are gone from the source, and kept by the delete brake.
        held: Objects of which readers keep what they have, because their new bytes broke a promise
            or can't be read.
    """

    states: Counter[ObjectState]
    missing: int
    held: int
