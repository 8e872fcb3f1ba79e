"""What a document is in law: its kind, its provision tree, its citable units."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.records.cases import CaseFile
from corpus.records.evidence import Evidence
from corpus.records.findings import Finding
from corpus.records.legal_texts import Law


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
    HEADING = (
        "heading"  # a titled part of a text that is no law: a case's section, a policy's chapter
    )


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
