"""Expressions of a work, when they hold, and the files that contain them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.records.evidence import Evidence
from corpus.records.legal_texts import Law
from corpus.records.structure import DocumentKind


class Basis(StrEnum):
    """How a date of validity is known."""

    STATED = "stated"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Whether a text is law on a day."""

    IN_FORCE = "in force"
    NOT_YET = "not yet in force"
    SUPERSEDED = "superseded"
    REPEALED = "repealed"
    DRAFT = "draft"  # 征求意见稿: was never law
    UNKNOWN = "unknown"


def status_on(day: str, status: Status, valid_from: str | None, valid_to: str | None) -> Status:
    """The status on a day of a text that is kept with `status`: the one that it has at the end of what is known of its validity.

    >>> status_on("2020-01-01", Status.SUPERSEDED, "2008-01-01", "2013-07-01").value
    'superseded'
    >>> status_on("2010-01-01", Status.SUPERSEDED, "2008-01-01", "2013-07-01").value
    'in force'
    """
    if status in (Status.UNKNOWN, Status.DRAFT):
        return status
    if valid_from is not None and day < valid_from:
        return Status.NOT_YET
    return Status.IN_FORCE if valid_to is None or day < valid_to else status


@dataclass(frozen=True, slots=True)
class Expression:
    """A work's text as of a date. `id` is `WORK@DATE`; `text_hash` is the hash of its units' texts, punctuation aside.

    `valid_from` and `valid_to` (exclusive) are when it holds, `status` what it is at the end of that, `evidence` the words that
    date its beginning, `law` what it says of itself.
    """

    id: str
    work: str
    date: str | None
    kind: DocumentKind
    title: str
    text_hash: str
    valid_from: str | None = None
    valid_to: str | None = None
    valid_from_basis: Basis = Basis.UNKNOWN
    status: Status = Status.UNKNOWN
    evidence: Evidence | None = None
    law: Law | None = None


class ManifestationRole(StrEnum):
    """What an object is to the expression that it carries."""

    PRIMARY = "primary"  # passages are taken from it
    MIRROR = "mirror"  # all that it holds is taken from others


@dataclass(frozen=True, slots=True)
class Manifestation:
    """An object that carries an expression; `mirrors` is the object whose text stands for a mirror's."""

    expression: str
    object_id: int
    role: ManifestationRole
    mirrors: int | None = None
