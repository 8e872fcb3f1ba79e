"""Word files, as a reader sees them: opened by python-docx, read on the XML below its objects.

| module       | what it does                                                              |
| ------------ | ------------------------------------------------------------------------- |
| `names`      | the names of WordprocessingML                                             |
| `styles`     | what a style says: heading, number, hidden                                |
| `numbering`  | the numbers that Word counts by itself                                    |
| `visibility` | whether a run can be seen                                                 |
| `symbols`    | signs of symbol fonts                                                     |
| `runs`       | a paragraph's text: tracked changes, fields, drawings                     |
| `tables`     | values or layout; merged cells                                            |
| `embedded`   | documents of other formats inside the file                                |
| `body`       | everything in reading order                                               |
| `apart`      | notes; heads, feet and comments counted                                   |

unstructured reads Word files too, at an eighth of the speed, and calls what it can't class a title.
Neither it nor python-docx gives the numbers that Word counts, and a law whose articles are numbered
by style has no article without them.
"""

from __future__ import annotations

import io

from docx.document import Document as WordDocument
from docx.exceptions import PythonDocxError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part, PartFactory
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml.etree import LxmlError  # type: ignore[import-untyped]

from corpus.errors import BadInput
from corpus.records import Document
from ingestion.cleaning import Removals
from ingestion.drafts import DocumentDraft
from ingestion.formats.media_types import DOCX, WORD_PARTS
from ingestion.limits import Limits
from ingestion.parsers._package import DAMAGED, refuse_bombs, without_damaged_pictures
from ingestion.parsers._theme import theme_of
from ingestion.parsers.docx.apart import add_notes, count_headers_and_footers
from ingestion.parsers.docx.body import Body
from ingestion.parsers.docx.embedded import EMBEDDED, EmbeddedDocuments
from ingestion.parsers.docx.numbering import Numbering
from ingestion.parsers.docx.runs import RunContent
from ingestion.parsers.docx.styles import Styles
from ingestion.parsers.docx.visibility import paper_ground

PARSER = "docx/4"
_BROKEN = (
    *DAMAGED,
    KeyError,
    AttributeError,
    IndexError,
    PythonDocxError,
    LxmlError,
)
"""What python-docx raises on files that are not whole."""
_part_class = PartFactory.part_class_selector


def _class_of_part(content_type: str, relation_type: str) -> type[Part] | None:
    """The class of a part; an embedded Word file has the type of a main part, and is none."""
    if relation_type.endswith(EMBEDDED):
        return Part
    return _part_class(content_type, relation_type) if _part_class is not None else None


PartFactory.part_class_selector = staticmethod(_class_of_part)
PartFactory.part_type_for.update(
    dict.fromkeys(WORD_PARTS, DocumentPart)
)  # templates and files with macros hold text like any other


def parse(data: bytes, limits: Limits) -> Document:
    """Read a Word file.

    The metadata has what the file says of itself, and `insertions`: the number of tracked
    insertions, which are read as if they were accepted.

    Args:
        data: The bytes of the file.
        limits: How large a file and its document may be.

    Returns:
        The document.

    Raises:
        BadInput: `expansion`, `corrupt`, `encrypted`, `empty` or `too_large`.
    """
    refuse_bombs(data, limits)
    draft = DocumentDraft(limits)
    word = _open(data, draft.removals)
    found = RunContent(draft.removals)
    try:
        _add_properties(word, draft)
        theme = theme_of(word.part)
        found.paper = paper_ground(word.element, theme)
        styles = Styles(word.styles.element, theme)
        embedded = EmbeddedDocuments(
            word.part,
            limits,
            draft.removals,
        )
        body = Body(
            styles,
            Numbering(_numbering_of(word), styles),
            found,
            embedded.read,
        )
    except _BROKEN as error:  # two lists of properties, styles that lie on a server
        raise BadInput(
            "corrupt", f"not a whole Word file: {type(error).__name__}: {error}"
        ) from error
    body.add_blocks(word.element.body, draft)
    add_notes(
        word,
        body,
        found,
        draft,
    )
    count_headers_and_footers(word, found)
    for name, value in embedded.metadata.items():
        draft.add_metadata(name, value)
    draft.add_metadata("unread_parts", "; ".join(embedded.unread))
    if found.insertions:
        draft.add_metadata("insertions", str(found.insertions))
    return draft.finish(DOCX, PARSER)


def _open(data: bytes, removals: Removals) -> WordDocument:
    """Open the file; damaged or missing pictures are removed from it and counted."""
    try:
        return _opened(data)
    except BadInput:
        whole, lost = without_damaged_pictures(data)
        if not lost:
            raise
    word = _opened(whole)
    removals.add("damaged part", len(lost), ", ".join(lost))
    return word


def _opened(data: bytes) -> WordDocument:
    try:
        word: WordDocument = Package.open(io.BytesIO(data)).main_document_part.document
        _ = (
            word.element.body.tag,
            word.styles.element,
        )  # a main part without a body, a part for styles that is none are found out here
    except _BROKEN as error:
        raise BadInput(
            "corrupt", f"not a whole Word file: {type(error).__name__}: {error}"
        ) from error
    return word


def _numbering_of(word: WordDocument) -> object:
    """Return the XML of the numberings.

    None where the file has none: python-docx would take those of its own template.
    """
    relations = word.part.rels.values()
    part = next(
        (
            one.target_part
            for one in relations
            if one.reltype == RELATIONSHIP_TYPE.NUMBERING and not one.is_external
        ),
        None,
    )
    return getattr(part, "element", None)


def _add_properties(word: WordDocument, draft: DocumentDraft) -> None:
    if not any(
        rel.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for rel in word.part.package.rels.values()
    ):
        return  # python-docx would invent some
    properties = word.core_properties
    draft.add_metadata("title", properties.title)
    draft.add_metadata("author", properties.author)
    for name in ("created", "modified"):
        moment = getattr(properties, name)
        draft.add_metadata(name, moment.isoformat() if moment else None)


__all__ = ["PARSER", "parse"]
