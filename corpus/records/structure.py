"""What a document is in law: its kind, its provision tree, its citable units."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from msgspec import Struct

from corpus.records.acts import Act, Instrument, TitleStrength
from corpus.records.cases import CaseFile
from corpus.records.evidence import Evidence, Stated
from corpus.records.findings import Finding
from corpus.records.legal_texts import Law
from corpus.records.spans import Span


class DocumentKind(StrEnum):
    """What sort of document a text is; decides how it is cut."""

    STATUTE = "statute"  # 法, 法典, 宪法: enacted by a congress
    REGULATION = "regulation"  # 条例, 规定, 办法, 细则: administrative, departmental, local
    INTERPRETATION = "interpretation"  # judicial interpretations and replies
    DECISION = "decision"  # decisions and amendments whose items change other texts
    POLICY = "policy"  # notices, opinions, plans, union papers
    JUDGMENT = "judgment"  # judgments, rulings, mediation documents of a court
    AWARD = "award"  # arbitral awards
    CASE = "case"  # typical and guiding cases: case summaries
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


class Provision(Struct, frozen=True):
    """A node of the provision tree.

    Attributes:
        level: Its place in the hierarchy.
        label: Its label in canonical form: 第三十八条, 第二章, （一）.
        heading: The words beside the label: 总则; empty where there are none.
        start: Where it begins in the text.
        end: Where it ends, exclusive.
        parent: The index of its parent in `Structure.provisions`; None at the top.
    """

    level: Level
    label: str
    heading: str
    start: int
    end: int
    parent: int | None = None


class Role(StrEnum):
    """What a span is that belongs to no passage."""

    TITLE = "title"
    HEAD_NOTE = "head_note"
    CONTENTS = "contents"
    HEADING = "heading"
    SIGNATURE = "signature"
    BLANK = "blank"


class StructuralSpan(Struct, frozen=True):
    """A range of text that carries structure and is not indexed by itself.

    Attributes:
        role: What it is.
        start: Where it begins in the text.
        end: Where it ends, exclusive.
    """

    role: Role
    start: int
    end: int


class Unit(Struct, frozen=True):
    """A citable place in a document: a passage before it is known which expression it belongs to.

    Attributes:
        path: Its path, unique in the document: 第三十八条, 附件一/第二条, reasoning, 2.
        start: Where it begins in the text.
        end: Where it ends, exclusive.
        article: The label of the article, where it is one.
        piece: The number of the piece, from 1, where one citable unit had to be cut; None for a
            whole one.
        context: The header above the text.
        page: The page that it begins on, from 1.
        box: Its place on the page: left, top, right, bottom, in points.
        confidence: How sure OCR is of its text, from 0 to 1; None where the file contains the text.
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
    """What a document is in law.

    Attributes:
        kind: What sort of document it is.
        kind_evidence: Why.
        title: Its full title.
        work: The key of its work.
        date: The date of its version.
        date_evidence: Why.
        provisions: The provision tree, parents before children.
        units: The citable units, in the order of the text.
        structural: The spans that belong to no unit.
        findings: What was noticed.
        law: What a legal text says of itself.
        cases: The cases of a court's paper, or of a collection of case summaries.
        title_evidence: Why it has this title.
        title_strength: How sure it is that the title names the norm that the document contains.
        instrument: What sort of paper it is, and whether a body adopted it.
        jurisdiction: The country or territory whose law it is.
        acts: What it says that it does to other works.
        begins: The day on which it says that it begins, in its first version.
        rules: The other rules in the same file, each as it would be alone.
        span: The range of the file's text that is this document's; None for all of it.
    """

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
    title_evidence: Evidence | None = None
    title_strength: TitleStrength = TitleStrength.WEAK
    instrument: Instrument | None = None
    jurisdiction: Stated | None = None
    acts: tuple[Act, ...] = ()
    begins: str | None = None
    rules: tuple[Structure, ...] = ()
    span: Span | None = None

    @property
    def case(self) -> CaseFile | None:
        """The case of a court's paper, and of a case summary that stands alone.

        None for a legal text and for a collection.
        """
        return self.cases[0] if len(self.cases) == 1 else None

    def own_text(self, text: str) -> str:
        """Return the text of this document.

        Args:
            text: The clean text of its file.

        Returns:
            All of it, or the range that is this rule's.
        """
        return text if self.span is None else text[self.span.start : self.span.end]
