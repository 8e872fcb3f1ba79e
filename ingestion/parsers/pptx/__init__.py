"""Presentations, slide by slide as an audience sees them. The page of a block is its slide.

The notes of the speaker follow all slides under a heading of their own: they are no text of a
slide, and must not be mixed with law that is. unstructured reads presentations too, but in the
order in which shapes were drawn, and without automatic numbers.
"""

from __future__ import annotations

import io

from lxml.etree import LxmlError  # type: ignore[import-untyped]
from pptx.exc import PythonPptxError
from pptx.opc.package import PartFactory
from pptx.package import Package
from pptx.parts.presentation import PresentationPart
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from corpus.errors import BadInput
from corpus.records import BlockKind, Document
from ingestion.drafts import DocumentDraft
from ingestion.formats.media_types import PPTX, SLIDE_PARTS
from ingestion.limits import Limits
from ingestion.parsers._package import DAMAGED, refuse_bombs
from ingestion.parsers.pptx.shapes import Reader, title_of
from ingestion.parsers.pptx.text import paragraphs

PARSER = "pptx/2"
PartFactory.part_type_for.update(dict.fromkeys(SLIDE_PARTS, PresentationPart))
SPOKEN = "附：备注"
"""The heading under which the speaker's notes of all slides stand, after them, as an annex."""


def parse(data: bytes, limits: Limits) -> Document:
    """Read a presentation.

    Args:
        data: The bytes of the file.
        limits: How large a file and its document may be.

    Returns:
        The document. The page of a block is its slide.

    Raises:
        BadInput: `expansion`, `corrupt`, `encrypted`, `empty` or `too_large`.
    """
    refuse_bombs(data, limits)
    draft = DocumentDraft(limits)
    try:
        main = Package.open(io.BytesIO(data)).main_document_part
        deck: Deck = main.presentation
        _add_properties(deck, draft)
        _add_slides(deck, draft)
    except (
        *DAMAGED,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        PythonPptxError,
        LxmlError,
    ) as error:
        raise BadInput(
            "corrupt", f"not a whole presentation: {type(error).__name__}: {error}"
        ) from error
    return draft.finish(PPTX, PARSER)


def _add_slides(deck: Deck, draft: DocumentDraft) -> None:
    spoken: list[tuple[int, str]] = []
    title_before = ""
    for number, slide in enumerate(deck.slides, 1):
        if slide.element.get("show") in ("0", "false"):
            draft.removals.add("hidden slide", 1, f"slide {number}: {_text_of(slide)}")
            continue
        title = title_of(slide)
        if title and title == title_before:
            draft.removals.add("repeated title", 1, f"slide {number}: {title}")
        elif title:
            draft.add(
                BlockKind.HEADING,
                title,
                depth=1 if number == 1 else 2,
                page=number,
            )
        title_before = title
        Reader(
            deck,
            slide,
            number,
            draft,
        ).add_shapes()
        if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None:
            spoken += [
                (number, text)
                for _, text in paragraphs(frame._txBody, draft.removals)  # noqa: SLF001
                if text.strip()
            ]
    if spoken:
        draft.add(BlockKind.HEADING, SPOKEN, depth=1)
    for number, text in spoken:
        draft.add(BlockKind.PARAGRAPH, text, page=number)


def _text_of(slide: Slide) -> str:
    return " ".join("".join(node.text or "" for node in slide.element.iter("{*}t")).split())


def _add_properties(deck: Deck, draft: DocumentDraft) -> None:
    properties = deck.core_properties
    draft.add_metadata("title", properties.title)
    draft.add_metadata("author", properties.author)
    for name in ("created", "modified"):
        moment = getattr(properties, name)
        draft.add_metadata(name, moment.isoformat() if moment else None)
    draft.add_metadata("slides", str(len(deck.slides)))


__all__ = ["PARSER", "SPOKEN", "parse"]
