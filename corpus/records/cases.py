"""Case files: what a court's paper says about its case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.records.spans import Span


class Paper(StrEnum):
    """What sort of paper a case file was made from."""

    JUDGMENT = "judgment"  # 判决书
    RULING = "ruling"  # 裁定书
    MEDIATION = "mediation"  # 调解书
    DECISION = "decision"  # 决定书
    AWARD = "award"  # 裁决书
    CASE_SUMMARY = "case_summary"  # a typical or guiding case


class Branch(StrEnum):
    """Which branch of procedure a case belongs to."""

    CRIMINAL = "criminal"
    CIVIL = "civil"
    ADMINISTRATIVE = "administrative"
    ENFORCEMENT = "enforcement"
    COMPENSATION = "compensation"
    SANCTION = "sanction"
    LABOUR_ARBITRATION = "labour_arbitration"
    ARBITRATION = "arbitration"


class Instance(StrEnum):
    """At which stage of its way a case is."""

    FIRST = "first"
    SECOND = "second"
    RETRIAL = "retrial"
    REVIEW = "review"  # whether there is to be a retrial, and reviews of enforcement and sanctions
    DEATH_REVIEW = "death_review"
    COMMUTATION = "commutation"
    JURISDICTION = "jurisdiction"
    SPECIAL = "special"
    PRESERVATION = "preservation"
    BANKRUPTCY = "bankruptcy"
    LIQUIDATION = "liquidation"
    ENFORCEMENT = "enforcement"
    OBJECTION = "objection"
    RELIEF = "relief"
    ARBITRATION = "arbitration"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Located:
    """A value in canonical form, with the span of the words that state it."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A case number: canonical when `problem` is "", else as it is written, with what is wrong with it."""

    value: str
    span: Span
    year: int | None
    court: str
    type: str
    problem: str = ""


class Side(StrEnum):
    """What somebody is in a case."""

    CLAIMANT = "claimant"  # 原告, 申请人, 自诉人, 申请执行人
    RESPONDENT = "respondent"  # 被告, 被申请人, 被执行人
    APPELLANT = "appellant"  # 上诉人, 再审申请人; `Party.formerly` says what they were below
    APPELLEE = "appellee"  # 被上诉人
    BELOW = "below"  # 原审原告, who did not appeal
    PROSECUTOR = "prosecutor"  # 公诉机关, 抗诉机关
    ACCUSED = "accused"  # 被告人
    THIRD_PARTY = "third_party"
    VICTIM = "victim"
    REPRESENTATIVE = "representative"  # 法定代表人, 法定代理人, 委托诉讼代理人
    DEFENDER = "defender"


class PartyKind(StrEnum):
    """Whether a party is a natural person."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part in a case: personal data. `span` is the name's place, `entry` that of all that the head says of them.

    `role` is the role as written (上诉人), `formerly` the role below (原审被告), `kind` None where the text doesn't say.
    """

    role: str
    side: Side
    name: str
    span: Span
    entry: Span
    kind: PartyKind | None = None
    formerly: str | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause of action or a charge: `listed` names the official list that holds it, None where none does.

    `official` is the list's own wording: 贩卖毒品罪 is written, 走私、贩卖、运输、制造毒品罪 is listed.
    """

    name: str
    span: Span
    official: str | None = None
    listed: str | None = None


class CaseEvent(StrEnum):
    """What was done on a date of a case."""

    FILED = "filed"
    ACCEPTED = "accepted"
    HEARD = "heard"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class CaseDate:
    """A date of a case in ISO form."""

    event: CaseEvent
    date: str
    span: Span


@dataclass(frozen=True, slots=True)
class CaseSection:
    """A section of a case: its name (facts, reasoning, ruling; the path of its units), its heading, its place."""

    name: str
    heading: str
    span: Span


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money: `yuan` as a decimal, the words, the section. `purpose` is "fee" or "fine" where the words before say so.

    "quashed": in an order that quashes what another court had awarded.
    """

    yuan: str
    words: str
    span: Span
    section: str
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An item of a ruling: its number as written, "" where the ruling has one item only."""

    label: str
    span: Span


_TOLD = ("below", "claims", "defence", "facts")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a paper says about its case. What it doesn't say is None or empty; every value has its place in the text.

    `span` is the case's place in the document: a collection of retold cases holds several.
    """

    paper: Paper
    span: Span
    branch: Branch | None = None
    instance: Instance | None = None
    court: Located | None = None
    number: CaseNumber | None = None
    parties: tuple[Party, ...] = ()
    causes: tuple[Cause, ...] = ()
    dates: tuple[CaseDate, ...] = ()
    sections: tuple[CaseSection, ...] = ()
    amounts: tuple[Amount, ...] = ()
    orders: tuple[Order, ...] = ()

    @property
    def facts(self) -> Span | None:
        """The facts as a reader wants them: from the charge or the claims up to the court's own view.

        Claims, defence and findings refer to each other (经审理查明的事实与指控一致), so one without the others tells half.
        """
        told = [
            section.span for section in self.sections if section.name.partition("~")[0] in _TOLD
        ]
        return Span(told[0].start, told[-1].end) if told else None

    @property
    def claimed(self) -> tuple[Amount, ...]:
        """The amounts that the claims name."""
        return tuple(
            amount for amount in self.amounts if amount.section.partition("~")[0] == "claims"
        )

    @property
    def awarded(self) -> tuple[Amount, ...]:
        """The amounts that the ruling names, fees and quashed awards aside."""
        return tuple(
            amount
            for amount in self.amounts
            if amount.section.partition("~")[0] == "ruling"
            and amount.purpose not in ("fee", "quashed")
        )
