"""What goes into the resolution of validity, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.records import Basis, Evidence, Instrument, Law, Status


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A version of a work whose period of validity is not known yet.

    Attributes:
        id: The id of the version.
        made: The day on which the version was made (ISO), None where it is unknown.
        law: What the version states about itself.
        instrument: What sort of paper it is, and whether a body adopted it.
    """

    id: str
    made: str | None
    law: Law | None
    instrument: Instrument | None = None


@dataclass(frozen=True, slots=True)
class Validity:
    """The period in which a version is in force.

    Attributes:
        valid_from: The first day (ISO), None where it is unknown.
        valid_to: The day after the last (exclusive), None where there is no end.
        basis: Whether the first day is stated, inferred or unknown.
        status: The status at the end of the period.
        evidence: The words that date the first day.
        later: By label, the first day of articles that are in force later than the rest.
    """

    valid_from: str | None = None
    valid_to: str | None = None
    basis: Basis = Basis.UNKNOWN
    status: Status = Status.UNKNOWN
    evidence: Evidence | None = None
    later: Mapping[str, str] = field(default_factory=dict)
