"""What goes into the resolution of validity, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.records import (
    Basis,
    Caution,
    DocumentKind,
    Evidence,
    Instrument,
    Law,
    Status,
    TextStage,
)

_PAPERS = frozenset(
    {
        TextStage.EXPLANATORY,
        TextStage.PROPOSAL,
        TextStage.NO_ACT,
    }
)
"""Stages of papers that are no norms and never become norms."""


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A version of a work whose period of validity is not known yet.

    Attributes:
        id: The id of the version.
        made: The day on which the version was made (ISO), None where it is unknown.
        law: What the version states about itself.
        instrument: What sort of paper it is, and whether a body adopted it.
        kind: What sort of document it is.
        articles: The labels of its articles.
        date_evidence: The words that date it.
    """

    id: str
    made: str | None
    law: Law | None
    instrument: Instrument | None = None
    kind: DocumentKind = DocumentKind.REGULATION
    articles: frozenset[str] = frozenset()
    date_evidence: Evidence | None = None

    @property
    def stage(self) -> TextStage:
        """How far the text has come on its way to law."""
        return self.instrument.stage if self.instrument else TextStage.UNKNOWN

    @property
    def is_paper(self) -> bool:
        """Whether it is no norm: a judgment, a case, news, minutes, an explanatory note."""
        return self.law is None or self.stage in _PAPERS

    @property
    def days(self) -> tuple[str, ...]:
        """The days of its head note and of its version, sorted."""
        days = {event.date for event in self.law.events} if self.law else set()
        if self.made:
            days.add(self.made)
        return tuple(sorted(days))


@dataclass(frozen=True, slots=True)
class ArticleEnd:
    """The end of one article of a text that goes on.

    Attributes:
        day: The first day on which it is no longer in force.
        status: What it is from then on.
    """

    day: str
    status: Status


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
        end_basis: Whether the end is stated, inferred or unknown.
        end_evidence: The words that date the end.
        unset: The labels of articles whose first day is yet to be set.
        ended: By label, the end of articles that ended before the text.
        cautions: What a reader of any article has to know.
        marked: By label, what a reader of this article has to know.
    """

    valid_from: str | None = None
    valid_to: str | None = None
    basis: Basis = Basis.UNKNOWN
    status: Status = Status.UNKNOWN
    evidence: Evidence | None = None
    later: Mapping[str, str] = field(default_factory=dict)
    end_basis: Basis = Basis.UNKNOWN
    end_evidence: Evidence | None = None
    unset: frozenset[str] = frozenset()
    ended: Mapping[str, ArticleEnd] = field(default_factory=dict)
    cautions: tuple[Caution, ...] = ()
    marked: Mapping[str, tuple[Caution, ...]] = field(default_factory=dict)

    @property
    def has_exceptions(self) -> bool:
        """Whether some articles have other days or cautions than the version."""
        return bool(self.later or self.unset or self.ended or self.marked)
