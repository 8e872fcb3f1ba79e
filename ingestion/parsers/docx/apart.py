"""What is outside the body of a Word file.

Notes are read after the body. Headers, footers and comments are counted and left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from lxml import etree  # type: ignore[import-untyped]

from corpus.errors import BadInput
from corpus.records import BlockKind
from ingestion.drafts import NOTES, DocumentDraft
from ingestion.parsers._numerals import written
from ingestion.parsers.docx.body import Body, WordRow
from ingestion.parsers.docx.names import R, W, plain, value
from ingestion.parsers.docx.runs import RunContent
from ingestion.safe_xml import safe_parser

# of notes: what a reference's part is, and how its marks are written where the file doesn't say
_KINDS = {
    f"{W}footnoteReference": (RELATIONSHIP_TYPE.FOOTNOTES, f"{W}footnote", "footnotePr", "decimal"),
    f"{W}endnoteReference": (RELATIONSHIP_TYPE.ENDNOTES, f"{W}endnote", "endnotePr", "lowerRoman"),
}
_BRACKETED = (
    "decimal",
    "lowerRoman",
    "upperRoman",
    "lowerLetter",
    "upperLetter",
    "chineseCounting",
    "chineseCountingThousand",
)
_HEADERS_AND_FOOTERS = {f"{W}headerReference": "page header", f"{W}footerReference": "page footer"}


def add_notes(
    word: WordDocument,
    body: Body,
    found: RunContent,
    draft: DocumentDraft,
) -> None:
    """Add the notes that the text refers to, each with its mark.

    Args:
        word: The Word file.
        body: The reader of the file's body.
        found: What the runs of the text referred to.
        draft: The document to which the notes are added.

    Raises:
        BadInput: `corrupt`.
    """
    # a note may refer to notes, which Word does not print
    references, found.notes = found.notes, []
    roots = {
        kind: _root_of(word, relation)
        for kind, (relation, *_) in _KINDS.items()
        if any(one == kind for one, _ in references)
    }
    counts = dict.fromkeys(_KINDS, 0)
    begun = False
    for kind, note_id in references:
        counts[kind] += 1
        _, tag, settings, default = _KINDS[kind]
        root = roots[kind]
        if root is None:
            note = None
        else:
            note = next((one for one in root.iter(tag) if one.get(f"{W}id") == note_id), None)
        if note is None:
            found.removals.add("note that is not in the file")
            continue
        if not begun:
            draft.add(BlockKind.HEADING, NOTES, depth=1)
            begun = True
        form = (
            value(
                word.element.body,
                "sectPr",
                settings,
                "numFmt",
            )
            or default
        )
        mark = written(counts[kind], form)
        _add_note(
            body,
            note,
            f"[{mark}]" if form in _BRACKETED else mark,
            draft,
        )


def _add_note(
    body: Body,
    note: Any,
    mark: str,
    draft: DocumentDraft,
) -> None:
    for one in body.flow(note):
        if isinstance(one, WordRow):
            draft.add_row(one.cells, line=one.line)
        elif one.text.strip():
            draft.add(
                BlockKind.PARAGRAPH,
                f"{mark} {one.text.strip()}" if mark else one.text,
                line=one.line,
            )
            mark = ""


def count_headers_and_footers(word: WordDocument, found: RunContent) -> None:
    """Count headers and footers of pages, each part once, and comments.

    Args:
        word: The Word file.
        found: Where removals are counted.
    """
    seen = set()
    for reference in word.element.body.iter(*_HEADERS_AND_FOOTERS):
        part_id = reference.get(f"{R}id")
        if part_id in seen or part_id not in word.part.rels or word.part.rels[part_id].is_external:
            continue
        seen.add(part_id)
        if text := _text_of(_parsed(word.part.rels[part_id].target_part)):
            found.removals.add(_HEADERS_AND_FOOTERS[reference.tag], 1, text)
    comments = _root_of(word, RELATIONSHIP_TYPE.COMMENTS)
    for comment in () if comments is None else comments.iter(f"{W}comment"):
        found.removals.add("comment", 1, _text_of(comment))


def _text_of(root: Any) -> str:
    return " ".join(plain(root).split()) or next(_wordart(root), "")


def _wordart(root: Any) -> Iterator[str]:
    return (one.get("string", "") for one in root.iter("{urn:schemas-microsoft-com:vml}textpath"))


def _root_of(word: WordDocument, relation: str) -> Any:
    """The XML of the part that the main part relates to so; None where there is none."""
    part = next(
        (
            one.target_part
            for one in word.part.rels.values()
            if one.reltype == relation and not one.is_external
        ),
        None,
    )
    return None if part is None else _parsed(part)


def _parsed(part: Part) -> Any:
    root = getattr(part, "element", None)
    if root is not None:
        return root
    try:
        return etree.fromstring(part.blob, safe_parser())
    except etree.LxmlError as error:
        raise BadInput("corrupt", f"a part of the file is not well formed: {error}") from error
