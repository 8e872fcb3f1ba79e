"""Acts: what a document says that it does to other works, and whether that takes effect."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.records.evidence import Evidence


class Action(StrEnum):
    """What an act does to its target."""

    PROMULGATE = "promulgate"  # 公布
    APPROVE = "approve"  # 批准
    AMEND = "amend"  # 修改, 修正, 修订
    SUPPLEMENT = "supplement"  # 补充规定
    INTERPRET = "interpret"  # 解释
    REPEAL = "repeal"  # 废止, 失效
    REPLACE = "replace"  # 以本办法代替
    ANNUL = "annul"  # 撤销
    SUSPEND = "suspend"  # 暂停执行, 停止执行
    ADJUST = "adjust"  # 暂时调整适用
    EXTEND = "extend"  # 延长有效期, 继续施行
    CORRECT = "correct"  # 更正
    CONFIRM = "confirm"  # 继续有效
    PREVAIL = "prevail"  # 与本法不一致的，以本法为准: a relation, and never a change of status


class Doubt(StrEnum):
    """Why a sentence is not operative, or is not known to be."""

    NEGATED = "negated"  # 并未废止
    CONDITIONAL = "conditional"  # 如果……, ……的，废止
    ASKED = "asked"  # 是否已经废止？
    RECOMMENDED = "recommended"  # 建议废止
    QUOTED = "quoted"  # “……自……起废止”
    REPORTED = "reported"  # 据报道……, 网传……
    HISTORICAL = "historical"  # 曾于2001年废止
    UNCLEAR = "unclear"  # the sentence can be read in two ways


class TextStage(StrEnum):
    """How far a text has come on its way to law, or why it never can be law."""

    ADOPTED = "adopted"  # a body adopted or issued it
    DRAFT = "draft"  # 草案, 送审稿, 讨论稿
    CONSULTATION = "consultation"  # 征求意见稿
    EXPLANATORY = "explanatory note"  # 关于《……草案》的说明
    UNPUBLISHED = "adopted, not published"  # passed, and the promulgation is to come
    PROPOSAL = "proposal"  # 议案, 建议, 提案
    NO_ACT = "no act"  # news, commentary, minutes, letter, contract, question, translation
    UNKNOWN = "unknown"  # nothing says that a body adopted it


@dataclass(frozen=True, slots=True)
class Instrument:
    """What sort of paper a document is, and whether a body adopted it.

    Attributes:
        stage: How far the text has come.
        evidence: The words that say so.
        issuers: The bodies that adopted or issued it, with full names, each by itself.
    """

    stage: TextStage
    evidence: Evidence
    issuers: tuple[str, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Whether the text was never law, because it is a draft."""
        return self.stage in (TextStage.DRAFT, TextStage.CONSULTATION)


@dataclass(frozen=True, slots=True)
class Target:
    """The norm that an act is directed at.

    Attributes:
        name: The key of the work, as the words give it (`corpus.notation.work_keys.work_key`).
        words: The words that name it.
        number: The document number that the words give, as in 国务院令第375号.
        dates: The days that the words give with the title: of adoption, promulgation or change.
        issuers: The bodies that the words give with the title.
        provisions: The articles and parts that are meant, as 第四条 or 第四条第二款; empty for the
            whole text.
        excepted: The articles that the words leave out.
    """

    name: str
    words: str
    number: str | None = None
    dates: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether the whole text is meant."""
        return not self.provisions and not self.excepted


@dataclass(frozen=True, slots=True)
class Scope:
    """Where, for whom and how long an act has effect; empty values for no limit.

    Attributes:
        region: A region or zone: 自由贸易试验区.
        persons: A group of persons.
        until: The last day (ISO), where the words limit the period.
    """

    region: str = ""
    persons: str = ""
    until: str | None = None

    @property
    def is_limited(self) -> bool:
        """Whether the act has effect only somewhere, for some persons, or for some time."""
        return bool(self.region or self.persons or self.until)

    def describe(self) -> str:
        """Return the limits in words; empty where there are none."""
        until = f"until {self.until}" if self.until else ""
        return ", ".join(limit for limit in (self.region, self.persons, until) if limit)


@dataclass(frozen=True, slots=True)
class Act:
    """What a document says that it does to another work.

    Attributes:
        action: What it does.
        target: The norm that it is directed at.
        since: The day of effect (ISO); None where it is unknown.
        made: The day of the act (ISO); None where it is unknown.
        evidence: The sentence that says so.
        scope: Where, for whom and how long.
        doubts: Why the sentence is not operative; empty for an operative sentence.
        begins_with: The key of another work with whose first day the act takes effect
            (自《甲法》施行之日起); then `since` is that day, and None where it is not known.
    """

    action: Action
    target: Target
    since: str | None
    made: str | None
    evidence: Evidence
    scope: Scope = Scope()
    doubts: tuple[Doubt, ...] = ()
    begins_with: str | None = None


class TitleStrength(StrEnum):
    """How sure it is that a title names the norm that a document contains; see `docs/law.md`."""

    DECLARED = "declared"  # metadata of an official source, or a number with its issuer
    STRONG = "strong"  # followed by a head note, or the file name "title(date)" agrees
    WEAK = "weak"  # a lone heading, a banner, a page's title, a file name


class Trust(StrEnum):
    """What a source's files may change; see `docs/law.md`."""

    OFFICIAL = "official"  # the issuing body's own publication
    REPRINT = "reprint"  # copies of official texts
    UNOFFICIAL = "unofficial"  # web pages, feeds, mail: they never change a law


class Verdict(StrEnum):
    """Whether an act takes effect."""

    APPLIED = "applied"  # by the rules
    OPEN = "open"  # a claim: a person has to decide
    ACCEPTED = "accepted"  # by a person
    REJECTED = "rejected"  # by a person

    @property
    def has_effect(self) -> bool:
        """Whether an act with this verdict takes effect."""
        return self in (Verdict.APPLIED, Verdict.ACCEPTED)


class ClaimReason(StrEnum):
    """Why an act is a claim without effect."""

    NOT_ADOPTED = "not_adopted"
    NOT_APPROVED = "not_approved"
    NOT_OPERATIVE = "not_operative"
    NOT_COMPETENT = "not_competent"
    ISSUER_UNKNOWN = "issuer_unknown"
    TARGET_UNKNOWN = "target_unknown"
    TARGET_AMBIGUOUS = "target_ambiguous"
    OTHER_EDITION = "other_edition"
    OTHER_JURISDICTION = "other_jurisdiction"
    NOT_TRUSTED = "not_trusted"
    WEAK_IDENTITY = "weak_identity"
    NO_DATE = "no_date"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Caution:
    """What a reader has to know beside the text of a passage.

    Attributes:
        code: What it is: `open_claim`, `amended_text_missing`, `trial_period_over`,
            `limited_scope`, `prevails_where_inconsistent`, `weak_identity`, `repealed_part`,
            `conflicting_text`, `version_unauthorized`, `suspended`.
        words: A sentence that explains it, with the evidence.
        by: The work that it comes from; None where it is the text itself.
        since: The first day (ISO) of the period that it is about; None where it is about none.
        until: The first day after this period.
    """

    code: str
    words: str
    by: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What identity and authority need to know of a document, without its text.

    Attributes:
        work: The work that its object contains.
        title: Its title.
        strength: How sure the title is.
        kind: What sort of document it is, a value of `DocumentKind`.
        stage: How far its text has come.
        issuers: The bodies that adopted or issued it, with full names.
        approvers: The bodies that approved it, as a province approves a city's regulation.
        number: Its document number.
        level: Its rank, a value of `Rank`.
        region: The region where it applies.
        jurisdiction: The country or territory whose law it is.
        dates: The days of its head note and of its version, sorted.
        begins: The day on which it says that it begins.
        source: The name of its source.
        path: Its path there.
        trust: What its source's files may change.
    """

    work: str
    title: str
    strength: TitleStrength = TitleStrength.WEAK
    kind: str = ""
    stage: TextStage = TextStage.UNKNOWN
    issuers: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    number: str | None = None
    level: str | None = None
    region: str | None = None
    jurisdiction: str | None = None
    dates: tuple[str, ...] = ()
    begins: str | None = None
    source: str = ""
    path: str = ""
    trust: Trust = Trust.REPRINT


@dataclass(frozen=True, slots=True)
class WeighedAct:
    """An act with the verdict whether it takes effect.

    Attributes:
        id: A hash of what the act says: the same after the document is read anew, or comes back.
        by: The work that contains it.
        source: The name of the source of the document.
        path: The path of the document there.
        act: The act.
        target: The work that it is directed at; None where no stored work is meant.
        verdict: Whether it takes effect.
        reasons: Why it is a claim; empty for an act that the rules apply.
        note: A sentence that explains the verdict, with the legal source of the rule.
    """

    id: str
    by: str
    source: str
    path: str
    act: Act
    target: str | None
    verdict: Verdict
    reasons: tuple[ClaimReason, ...] = ()
    note: str = ""

    @property
    def ends_work(self) -> bool:
        """Whether the act ends all of a stored work, in whatever verdict."""
        ends = self.act.action in (
            Action.REPEAL,
            Action.REPLACE,
            Action.ANNUL,
        )
        return ends and self.target is not None and self.act.target.is_whole
