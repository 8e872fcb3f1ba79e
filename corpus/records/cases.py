"""Case files: what a paper of a court says about its case."""

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

    @classmethod
    def _missing_(cls, value: object) -> Paper | None:
        """Homes written before 0.2.0 contain this value under another name."""
        return cls.CASE_SUMMARY if value == "retold" else None


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
    """Which instance of a case a paper belongs to."""

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
    """A value in canonical form.

    Attributes:
        value: The value.
        span: The place of the words that state it.
    """

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A case number.

    Attributes:
        value: In canonical form where `problem` is empty, else as it is written.
        span: Its place in the text.
        year: The year in it.
        court: The court's code in it.
        type: The type of case in it, such as 民初.
        problem: What is wrong with it; empty where nothing is.
    """

    value: str
    span: Span
    year: int | None
    court: str
    type: str
    problem: str = ""


class Side(StrEnum):
    """What a party is in a case."""

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
    """A party to a case: personal data.

    Attributes:
        role: The role as written: 上诉人.
        side: The role in canonical form.
        name: The name as written.
        span: The place of the name.
        entry: The place of all that the head of the paper says of this party.
        kind: Whether it is a natural person; None where the text does not say.
        formerly: The role in the instance below: 原审被告.
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
    """A cause of action, or a charge.

    Attributes:
        name: As written: 贩卖毒品罪.
        span: Its place in the text.
        official: The wording of the official list: 走私、贩卖、运输、制造毒品罪.
        listed: The name of the official list that contains it; None where no list does.
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
    """A date of a case.

    Attributes:
        event: What was done on that day.
        date: The day in ISO form.
        span: Its place in the text.
    """

    event: CaseEvent
    date: str
    span: Span


@dataclass(frozen=True, slots=True)
class CaseSection:
    """A section of a case.

    Attributes:
        name: What it is: facts, reasoning, ruling. It is the path of the section's units.
        heading: Its heading as written.
        span: Its place in the text.
    """

    name: str
    heading: str
    span: Span


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money.

    Attributes:
        yuan: The sum in yuan, as a decimal.
        words: The sum as written.
        span: Its place in the text.
        section: The name of the section that it stands in.
        purpose: "fee" or "fine" where the words before say so; "quashed" in an order that
            quashes what another court had awarded.
    """

    yuan: str
    words: str
    span: Span
    section: str
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An item of a ruling.

    Attributes:
        label: Its number as written; empty where the ruling has one item only.
        span: Its place in the text.
    """

    label: str
    span: Span


_FACTUAL = ("below", "claims", "defence", "facts")
"""The names of the sections that state facts."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a paper says about its case. What it does not say is None or empty.

    Attributes:
        paper: What sort of paper it is.
        span: The case's place in the document: a collection of case summaries contains several.
        branch: The branch of procedure.
        instance: The instance.
        court: The court.
        number: The case number.
        parties: All who take part.
        causes: Causes of action, or charges.
        dates: Dates of what was done.
        sections: The sections of the paper.
        amounts: Sums of money.
        orders: The items of the ruling.
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
        """The facts from the charge or the claims up to the court's own view.

        Claims, defence and findings refer to each other (经审理查明的事实与指控一致), so that none can be
        understood alone.
        """
        spans = [section.span for section in self.sections if _plain(section.name) in _FACTUAL]
        if not spans:
            return None
        return Span(spans[0].start, spans[-1].end)

    @property
    def claimed(self) -> tuple[Amount, ...]:
        """The amounts that the claims name."""
        return tuple(amount for amount in self.amounts if _plain(amount.section) == "claims")

    @property
    def awarded(self) -> tuple[Amount, ...]:
        """The amounts that the ruling names, without fees and quashed awards."""
        ruled = [amount for amount in self.amounts if _plain(amount.section) == "ruling"]
        return tuple(amount for amount in ruled if amount.purpose not in ("fee", "quashed"))


def _plain(name: str) -> str:
    """The name of a section without its number: a paper may have two sections of one name."""
    return name.partition("~")[0]
