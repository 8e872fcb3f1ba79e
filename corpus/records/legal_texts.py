"""What a legal text says of itself: who made it when, and when it holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.records.evidence import Evidence, Stated


class Act(StrEnum):
    """What was done to a text on a day."""

    ADOPTED = "adopted"  # 通过
    APPROVED = "approved"  # 批准
    PROMULGATED = "promulgated"  # 公布, 发布
    AMENDED = "amended"  # 修正: single provisions, by another text
    REVISED = "revised"  # 修订: the whole text anew
    EFFECTIVE = "effective"  # 施行


@dataclass(frozen=True, slots=True)
class Event:
    """An act of a text's history. `authority` is whose act it was, as far as the words say."""

    act: Act
    date: str
    evidence: Evidence
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class Commencement:
    """What a text says of when it begins to hold: on `date`, or `days` and `months` after its promulgation where `date` is None.

    `articles` names the provisions that it is said of; empty: the text as a whole.
    """

    date: str | None
    evidence: Evidence
    articles: tuple[str, ...] = ()
    days: int = 0
    months: int = 0


class Influence(StrEnum):
    """What a text does to another work."""

    REPEALS = "repeals"
    AMENDS = "amends"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a text does to another work: `since` the day on which it does (None: unknown), by an act `made` on a day.

    `name` is the work's key as the words give it; `version` the date of the version that is meant, where they say which.
    """

    influence: Influence
    name: str
    since: str | None
    made: str | None
    evidence: Evidence
    version: str | None = None


class Rank(StrEnum):
    """The place of a norm in the order of law (立法法): the values of a passage's `level`."""

    CONSTITUTION = "constitution"
    LAW = "law"
    ADMINISTRATIVE_REGULATION = "administrative regulation"
    JUDICIAL_INTERPRETATION = "judicial interpretation"
    DEPARTMENTAL_RULE = "departmental rule"
    LOCAL_REGULATION = "local regulation"
    LOCAL_RULE = "local rule"
    NORMATIVE_DOCUMENT = "normative document"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Law:
    """What a legal text says of itself: its rank, number, makers, history, and when it begins to hold. Nothing here is inferred."""

    number: Stated | None = None
    authority: Stated | None = None
    level: Stated | None = None
    region: Stated | None = None
    events: tuple[Event, ...] = ()
    commencements: tuple[Commencement, ...] = ()
    effects: tuple[Effect, ...] = ()
    draft: Evidence | None = None
