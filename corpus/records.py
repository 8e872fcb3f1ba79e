"""The nouns of lexops, as frozen dataclasses: what one room hands to the next.

    bytes ─read→ Document ─structure→ Structure ─resolve→ Expression, Passage ─→ index

All offsets are counted in characters (code points) of `Document.text`, half open, so that `text[span.start:span.end]`
is what a span means. Dates are ISO strings: catalog, index and JSON hold the same ten characters, and they sort.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of characters of a document's clean text."""

    start: int
    end: int


# ── objects ──────────────────────────────────────────────────────────────────────────────────────────────────────


class ObjectState(StrEnum):
    """Where an object ended; every object that a run saw is in exactly one state."""

    PENDING = "pending"
    INDEXED = "indexed"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    IGNORED = "ignored"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Source:
    """Where objects come from. Its identity is `location` (absolute); `name` is what people call it."""

    name: str
    location: str
    include: tuple[str, ...] = ("**",)
    exclude: tuple[str, ...] = ()


# ── documents ────────────────────────────────────────────────────────────────────────────────────────────────────


class BlockKind(StrEnum):
    """What a reader sees a block as, before anyone asks what it means in law."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a document's clean text: a heading, a paragraph, a list item, or a row of a table.

    `depth` is a heading's level (1 = topmost). `cells` are a row's cells; the block's text joins them with " | ".
    `line` is where the block begins in the decoded original (1-based line, or paragraph of a Word file). `confidence` (0 to 1) is
    how sure OCR is of the text; None where the file holds it.
    """

    kind: BlockKind
    start: int
    end: int
    depth: int | None = None
    cells: tuple[str, ...] = ()
    line: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """Something that cleaning took away: what sort, how often, and the beginning of an example."""

    what: str
    count: int
    example: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What a parser makes of an object's bytes: clean text, and the blocks that it is made of.

    `text` is the blocks' texts joined by one newline, nothing else, so blocks never overlap and cover it.
    `metadata` holds what the file says about itself (title, date, author, encoding), as strings.
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    parser: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    removed: tuple[Removal, ...] = ()


# ── structure ────────────────────────────────────────────────────────────────────────────────────────────────────


class DocumentKind(StrEnum):
    """What sort of document a text is; decides how it is cut."""

    STATUTE = "statute"  # 法, 法典, 宪法: enacted by a congress
    REGULATION = "regulation"  # 条例, 规定, 办法, 细则: administrative, departmental, local
    INTERPRETATION = "interpretation"  # judicial interpretations and replies
    DECISION = "decision"  # decisions and amendments whose items change other texts
    POLICY = "policy"  # notices, opinions, plans, union papers
    JUDGMENT = "judgment"  # judgments, rulings, mediation documents of a court
    AWARD = "award"  # arbitral awards
    CASE = "case"  # typical and guiding cases, retold
    DOCUMENT = "document"  # anything else: web pages, news


class Level(StrEnum):
    """A provision's place in the hierarchy of a legal text."""

    PART = "part"  # 编
    SUBPART = "subpart"  # 分编
    CHAPTER = "chapter"  # 章
    SECTION = "section"  # 节
    ARTICLE = "article"  # 条
    PARAGRAPH = "paragraph"  # 款
    ITEM = "item"  # 项, and the numbered units of decisions: 一、
    SUBITEM = "subitem"  # 目
    PREAMBLE = "preamble"
    ANNEX = "annex"
    TABLE = "table"
    HEADING = "heading"  # a titled part of a text that is no law: a case's section, a policy's chapter


@dataclass(frozen=True, slots=True)
class Provision:
    """A node of the provision tree. `parent` is an index into `Structure.provisions`, None at the top.

    `label` is canonical (第三十八条, 第二章, （一）); `heading` is the words beside it (总则), "" where there are none.
    """

    level: Level
    label: str
    heading: str
    start: int
    end: int
    parent: int | None = None


class Role(StrEnum):
    """What a span is that is no passage."""

    TITLE = "title"
    HEAD_NOTE = "head_note"
    CONTENTS = "contents"
    HEADING = "heading"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class StructuralSpan:
    """A stretch of text that carries structure and is not indexed by itself."""

    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a value is what it is: the rule that spoke, and the words that it saw (a span, or where else they stand)."""

    rule: str
    words: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage before it knows which expression it belongs to: a place in a document that can be cited by `path`.

    `path` is unique in its document: 第三十八条, 附件一/第二条, reasoning, 2. `piece` counts from 1 where one citable
    unit had to be cut (`None`: whole). `confidence` is how sure OCR is of it; None where the file holds its text.
    """

    path: str
    start: int
    end: int
    article: str | None = None
    piece: int | None = None
    context: str = ""
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    confidence: float | None = None


# ── law: who made a text when, and what it says about when it holds ──────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that a text states, with the words that say so."""

    value: str
    evidence: Evidence


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


class Severity(StrEnum):
    """How bad a finding is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a document that somebody should look at; never stops anything by itself."""

    severity: Severity
    code: str
    where: str
    message: str
    remedy: str = ""


# ── case files ───────────────────────────────────────────────────────────────────────────────────────────────────


class Paper(StrEnum):
    """What sort of paper a case file was made from."""

    JUDGMENT = "judgment"  # 判决书
    RULING = "ruling"  # 裁定书
    MEDIATION = "mediation"  # 调解书
    DECISION = "decision"  # 决定书
    AWARD = "award"  # 裁决书
    RETOLD = "retold"  # a typical or guiding case


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
        told = [section.span for section in self.sections if section.name.partition("~")[0] in _TOLD]
        return Span(told[0].start, told[-1].end) if told else None

    @property
    def claimed(self) -> tuple[Amount, ...]:
        """The amounts that the claims name."""
        return tuple(amount for amount in self.amounts if amount.section.partition("~")[0] == "claims")

    @property
    def awarded(self) -> tuple[Amount, ...]:
        """The amounts that the ruling names, fees and quashed awards aside."""
        return tuple(
            amount for amount in self.amounts if amount.section.partition("~")[0] == "ruling" and amount.purpose not in ("fee", "quashed")
        )


@dataclass(frozen=True, slots=True)
class Structure:
    """What a document is in law: its kind, its work and date, its provision tree, its citable units, its cases."""

    kind: DocumentKind
    kind_evidence: Evidence
    title: str
    work: str
    date: str | None
    date_evidence: Evidence | None
    provisions: tuple[Provision, ...]
    units: tuple[Unit, ...]
    structural: tuple[StructuralSpan, ...]
    findings: tuple[Finding, ...] = ()
    law: Law | None = None
    cases: tuple[CaseFile, ...] = ()

    @property
    def case(self) -> CaseFile | None:
        """The case of a court's paper, and of a retold case that stands alone; None for a text of law and for a collection."""
        return self.cases[0] if len(self.cases) == 1 else None


# ── validity ─────────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── expressions and manifestations ───────────────────────────────────────────────────────────────────────────────


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

    CARRIER = "carrier"  # passages are taken from it
    MIRROR = "mirror"  # all that it holds is taken from others


@dataclass(frozen=True, slots=True)
class Manifestation:
    """An object that carries an expression; `mirrors` is the object whose text stands for a mirror's."""

    expression: str
    object_id: int
    role: ManifestationRole
    mirrors: int | None = None


# ── passages ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where a passage's text stands: the object, and the span in its clean text."""

    name: str
    uri: str
    path: str
    start: int
    end: int
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Mirror:
    """Another object that carries the same text."""

    name: str
    path: str


SCANNED = "scan"
"""The scheme of the tags that say how a scanned passage was read."""

UNSURE = 0.9
"""OCR's confidence below which a passage counts as uncertain; pages that were read to the letter have .98 and more."""


class ScanTag(StrEnum):
    """Values of the scheme `scan`: a passage whose text OCR has read, with confidence or without."""

    READ = "scanned"
    UNSURE = "scanned, uncertain"


@dataclass(frozen=True, slots=True)
class Tag:
    """A label of a scheme, with how sure we are, how we know, and the words that say so (span in the passage's text)."""

    scheme: str
    value: str
    confidence: float
    method: str
    evidence: Span | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference from a passage to a provision; `target` is a passage's id, or None with the `reason` why not.

    Where a law is cited as a whole (`article` None) the target is its expression's id, or the work's key if the version of the day is
    not held. A target with a reason falls short of what was cited, and the reason says how (`ingestion.citations.Reason`).
    """

    text: str
    work: str | None
    article: str | None
    paragraph: int | None
    item: int | None
    target: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and cited: one article, one section of a case, or one coherent piece of another document.

    `text` is the source's text and nothing else; `context` is the header above it (title › part › chapter).
    `id` is `WORK/PATH[#n]@DATE`. `text_hash` is the hash of `text`.
    """

    id: str
    title: str
    work: str
    article: str | None
    kind: DocumentKind
    context: str
    text: str
    source: SourceRef
    text_hash: str
    level: str | None = None
    region: str | None = None
    promulgated: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    valid_from_basis: Basis = Basis.UNKNOWN
    status: Status = Status.UNKNOWN
    document_number: str | None = None
    mirrors: tuple[Mirror, ...] = ()
    tags: tuple[Tag, ...] = ()
    citations: tuple[Citation, ...] = ()
    groups: tuple[str, ...] = ("public",)

    @property
    def unit(self) -> str:
        """The id without its piece: all pieces of one article share it, and search folds them into one hit."""
        return unit_of(self.id)

    @property
    def embedded_text(self) -> str:
        """Exactly what an embedder is given."""
        return embedded_text(self.context, self.text)


def unit_of(id_: str) -> str:
    """A passage's id without its piece.

    >>> unit_of("休息法/第三条#2@2020-01-01")
    '休息法/第三条@2020-01-01'
    """
    head, _, date = id_.rpartition("@")
    return f"{head.split('#')[0]}@{date}"


def embedded_text(context: str, text: str) -> str:
    """Exactly what an embedder is given of a passage: the context header, then the text."""
    return f"{context}\n{text}" if context else text
