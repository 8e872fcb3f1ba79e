"""The records of lexops, as frozen dataclasses: what one package hands to the next.

    bytes ─read→ Document ─structure→ Structure ─resolve→ Expression, Passage ─→ index

All offsets count characters (code points) of `Document.text` and are half open: a span means
`text[span.start:span.end]`. Dates are ISO strings: catalog, index and JSON contain the same ten
characters, and they sort.
"""

from corpus.records.cases import (
    Amount,
    Branch,
    CaseDate,
    CaseEvent,
    CaseFile,
    CaseNumber,
    CaseSection,
    Cause,
    Instance,
    Located,
    Order,
    Paper,
    Party,
    PartyKind,
    Side,
)
from corpus.records.documents import Block, BlockKind, Document, Removal
from corpus.records.evidence import Evidence, Stated
from corpus.records.findings import Finding, Severity
from corpus.records.legal_texts import Act, Commencement, Effect, Event, Influence, Law, Rank
from corpus.records.objects import MEMBER, ObjectState, Source
from corpus.records.passages import (
    SCANNED,
    UNSURE,
    Citation,
    Mirror,
    Passage,
    ScanTag,
    SourceRef,
    Tag,
    embedded_text,
    unit_of,
)
from corpus.records.spans import Span
from corpus.records.structure import (
    DocumentKind,
    Level,
    Provision,
    Role,
    StructuralSpan,
    Structure,
    Unit,
)
from corpus.records.works import (
    Basis,
    Expression,
    Manifestation,
    ManifestationRole,
    Status,
    status_on,
)

__all__ = [
    "MEMBER",
    "SCANNED",
    "UNSURE",
    "Act",
    "Amount",
    "Basis",
    "Block",
    "BlockKind",
    "Branch",
    "CaseDate",
    "CaseEvent",
    "CaseFile",
    "CaseNumber",
    "CaseSection",
    "Cause",
    "Citation",
    "Commencement",
    "Document",
    "DocumentKind",
    "Effect",
    "Event",
    "Evidence",
    "Expression",
    "Finding",
    "Influence",
    "Instance",
    "Law",
    "Level",
    "Located",
    "Manifestation",
    "ManifestationRole",
    "Mirror",
    "ObjectState",
    "Order",
    "Paper",
    "Party",
    "PartyKind",
    "Passage",
    "Provision",
    "Rank",
    "Removal",
    "Role",
    "ScanTag",
    "Severity",
    "Side",
    "Source",
    "SourceRef",
    "Span",
    "Stated",
    "Status",
    "StructuralSpan",
    "Structure",
    "Tag",
    "Unit",
    "embedded_text",
    "status_on",
    "unit_of",
]
