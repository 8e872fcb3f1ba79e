"""Passages, and the citations in them."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.records.acts import Caution
from corpus.records.structure import DocumentKind
from corpus.records.tags import Tag
from corpus.records.works import Basis, Status


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where the text of a passage stands.

    Attributes:
        name: The name of the source.
        uri: The absolute address of the object.
        path: The path of the object in its source.
        start: Where the passage begins in the object's clean text.
        end: Where it ends, exclusive.
        page: The page that it begins on, from 1.
        box: Its place on the page: left, top, right, bottom, in points.
    """

    name: str
    uri: str
    path: str
    start: int
    end: int
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Mirror:
    """Another object that contains the same text.

    Attributes:
        name: The name of its source.
        path: Its path there.
    """

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference from a passage to a provision.

    Attributes:
        text: The words of the reference.
        work: The work that is cited.
        article: The article that is cited; None where the law is cited as a whole.
        paragraph: The number of the paragraph.
        item: The number of the item.
        target: The id of the passage that is cited. Where a law is cited as a whole: the id of its
            expression, or the key of the work if the version of the day is not stored.
        reason: Why there is no target, or how the target falls short of what was cited
            (`law.citations.Reason`).
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
    """What is indexed and cited: an article, a section of a case, or a piece of another document.

    Attributes:
        id: `WORK/PATH[#n]@DATE`.
        title: The full title of the document.
        work: The law as such, whatever its version.
        article: The label of the article; None where the passage is no article.
        kind: What sort of document it stands in.
        context: The header above the text: title › part › chapter.
        text: The text of the source and nothing else.
        source: Where the text stands.
        text_hash: The hash of `text`.
        level: The rank of the norm.
        region: Where a local norm applies.
        promulgated: The date of promulgation, or of the last amendment in the text.
        valid_from: The first day in force.
        valid_to: The first day no longer in force.
        valid_from_basis: How `valid_from` is known.
        status: The status at the end of what is known of its validity.
        document_number: The number of the document, as in 国务院令第375号.
        mirrors: Other objects with the same text.
        tags: Labels of all schemes.
        citations: References to other provisions.
        groups: Who may read it.
        jurisdiction: The country or territory whose law it is.
        cautions: What a reader has to know beside the text.
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
    jurisdiction: str | None = None
    cautions: tuple[Caution, ...] = ()

    @property
    def unit(self) -> str:
        """The id without its piece: search shows all pieces of an article as one result."""
        return unit_of(self.id)

    @property
    def embedded_text(self) -> str:
        """Exactly the text that an embedder gets."""
        return embedded_text(self.context, self.text)


def unit_of(id_: str) -> str:
    """Return the id of a passage without its piece.

    Args:
        id_: The id of a passage.

    Returns:
        The id of the unit that the passage is a piece of.

    >>> unit_of("休息法/第三条#2@2020-01-01")
    '休息法/第三条@2020-01-01'
    """
    head, _, date = id_.rpartition("@")
    return f"{head.split('#')[0]}@{date}"


def embedded_text(context: str, text: str) -> str:
    """Return exactly the text that an embedder gets of a passage.

    Args:
        context: The header above the text; may be empty.
        text: The text.

    Returns:
        The header and the text, joined by a newline.
    """
    return f"{context}\n{text}" if context else text
