"""Expressions of a work, when they are in force, and the files that contain them."""

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
    EXPIRED = "expired"  # its own period is over
    SUSPENDED = "suspended"  # 停止执行 until further notice
    DRAFT = "draft"  # 征求意见稿: was never law
    UNKNOWN = "unknown"


def status_on(
    day: str,
    status: Status,
    valid_from: str | None,
    valid_to: str | None,
    made: str | None = None,
) -> Status:
    """Return the status that a text has on a day.

    Args:
        day: The day, in ISO form.
        status: The stored status: the one at the end of what is known of its validity.
        valid_from: The first day in force, None where it is unknown.
        valid_to: The first day no longer in force, None where no end is known.
        made: The day on which the text was made. It counts where the first day is unknown.

    Returns:
        The status on that day. A text of which nothing says that it began is never in force, and
        what was not made yet is not yet in force.

    >>> status_on("2020-01-01", Status.SUPERSEDED, "2008-01-01", "2013-07-01").value
    'superseded'
    >>> status_on("2010-01-01", Status.SUPERSEDED, "2008-01-01", "2013-07-01").value
    'in force'
    >>> status_on("2010-01-01", Status.REPEALED, None, "2013-07-01").value
    'unknown'
    >>> status_on("2010-01-01", Status.UNKNOWN, None, None, "2013-05-01").value
    'not yet in force'
    """
    if status is Status.DRAFT:
        return status
    if valid_from is None and made is not None and day < made:
        return Status.NOT_YET
    if status is Status.UNKNOWN:
        return status
    if valid_from is not None and day < valid_from:
        return Status.NOT_YET
    if valid_to is not None and day >= valid_to:
        return status
    return Status.UNKNOWN if valid_from is None else Status.IN_FORCE


@dataclass(frozen=True, slots=True)
class Expression:
    """The text of a work as of a date.

    Attributes:
        id: `WORK@DATE`.
        work: The work.
        date: The date.
        kind: What sort of document it is.
        title: Its full title.
        text_hash: The hash of the texts of its units, without punctuation.
        valid_from: The first day in force.
        valid_to: The first day no longer in force.
        valid_from_basis: How `valid_from` is known.
        status: The status at the end of what is known of its validity.
        evidence: The words that date its beginning.
        law: What it says of itself.
        valid_to_basis: How `valid_to` is known.
        end_evidence: The words that date its end.
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
    valid_to_basis: Basis = Basis.UNKNOWN
    end_evidence: Evidence | None = None


class ManifestationRole(StrEnum):
    """What an object is to the expression that it contains."""

    PRIMARY = "primary"  # passages are taken from it
    MIRROR = "mirror"  # all that it holds is taken from others


@dataclass(frozen=True, slots=True)
class Manifestation:
    """An object that contains an expression.

    Attributes:
        expression: The id of the expression.
        object_id: The object.
        role: What the object is to the expression.
        mirrors: Of a mirror: the object whose text stands for its own.
    """

    expression: str
    object_id: int
    role: ManifestationRole
    mirrors: int | None = None
