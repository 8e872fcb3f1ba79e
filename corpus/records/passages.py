"""Passages, and what is attached to them: tags and citations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.records.spans import Span
from corpus.records.structure import DocumentKind
from corpus.records.works import Basis, Status


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
"""OCR's confidence below which a passage counts as uncertain. Of passages of our own scans that are at least as sure, CALIBRATION."""


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
    not held. A target with a reason falls short of what was cited, and the reason says how (`law.citations.Reason`).
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
