"""What a legal text says of itself: who issued it and when, and when it is in force."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.records.evidence import Evidence, Stated


class EventKind(StrEnum):
    """What was done to a text on a day."""

    ADOPTED = "adopted"  # 通过
    APPROVED = "approved"  # 批准
    PROMULGATED = "promulgated"  # 公布, 发布
    AMENDED = "amended"  # 修正: single provisions, by another text
    REVISED = "revised"  # 修订: the whole text anew
    EFFECTIVE = "effective"  # 施行


@dataclass(frozen=True, slots=True)
class Event:
    """An act in the history of a text.

    Attributes:
        act: What was done.
        date: The day.
        evidence: The words that say so.
        authority: The body that did it, as far as the words say.
    """

    act: EventKind
    date: str
    evidence: Evidence
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class Commencement:
    """What a text says of the day on which it enters into force.

    Attributes:
        date: That day; None where it is counted from the promulgation, or yet to be set.
        evidence: The words that say so.
        articles: The provisions that this is said of; empty for the text as a whole.
        days: Days after the promulgation, where `date` is None.
        months: Months after the promulgation, where `date` is None.
        unset: Whether the day is yet to be set: 施行日期另行规定.
    """

    date: str | None
    evidence: Evidence
    articles: tuple[str, ...] = ()
    days: int = 0
    months: int = 0
    unset: bool = False


@dataclass(frozen=True, slots=True)
class Expiry:
    """What a text says of the day on which it ends by itself.

    Attributes:
        last: The last day in force (ISO); None where it is counted from the first day.
        evidence: The words that say so.
        months: Months from the first day, where `last` is None.
        days: Days from the first day, where `last` is None.
        trial: Whether the period is one of trial (试行期), after which the text does not lapse unless
            `lapses`.
        lapses: Whether the words say that the text ends with the period.
    """

    last: str | None
    evidence: Evidence
    months: int = 0
    days: int = 0
    trial: bool = False
    lapses: bool = True


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


class Jurisdiction(StrEnum):
    """The country or territory whose law a text is: the values of a passage's `jurisdiction`."""

    MAINLAND = "mainland"
    TAIWAN = "taiwan"
    HONG_KONG = "hong kong"
    MACAO = "macao"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Law:
    """What a legal text says of itself. Nothing here is inferred.

    Attributes:
        number: Its document number.
        authority: Who issued it.
        level: Its rank, a value of `Rank`.
        region: The region where it applies.
        events: Its history.
        commencements: When it enters into force.
        expiries: When it ends by itself.
    """

    number: Stated | None = None
    authority: Stated | None = None
    level: Stated | None = None
    region: Stated | None = None
    events: tuple[Event, ...] = ()
    commencements: tuple[Commencement, ...] = ()
    expiries: tuple[Expiry, ...] = ()
