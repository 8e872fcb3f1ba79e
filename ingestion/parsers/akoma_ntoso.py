"""Akoma Ntoso (LegalDocML): laws whose numbers, headings and dates stand in markup.

The markup says what a number is: `<section><num>2A.</num><heading>Scope</heading>` is read as
`Section 2A. Scope`, since a number alone on a line is no label of an article. What the markup says
of the work (FRBR) becomes metadata: its date, the date of this version, its author, its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.records import BlockKind
from ingestion.drafts import NOTES, DocumentDraft
from ingestion.parsers._xml_tree import elements, has_own_text, name_of, strings

ROOT = "akomaNtoso"
"""The name of the root element, in every version of the format."""
_UNITS = ("article", "section")
"""Elements that may be the articles of a text; those that contain others of them are divisions."""
_NO_TEXT = frozenset(("meta", "toc", "components", "componentRef", "coverPage"))
_ASIDE = ("authorialNote", "quotedStructure", "embeddedStructure")
"""What stands inside a paragraph and is no part of its sentence."""
_HEADS = ("num", "heading", "subheading")
_NUMBER = re.compile(r"(\d{1,4})([A-Za-z]{0,3})(?:[-.](\d{1,3}))?")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_LANGUAGES = ("zh", "zho", "chi", "cmn")
_SAMPLE = 2000  # characters of a text that say whether it is Chinese
_DOCUMENT_KINDS = frozenset(
    (
        "act",
        "bill",
        "doc",
        "statement",
        "amendment",
        "judgment",
        "officialGazette",
        "documentCollection",
        "debate",
        "debateReport",
        "amendmentList",
        "portion",
    )
)


def is_akoma_ntoso(root: Any) -> bool:
    """Say whether a tree is a document of this format.

    Args:
        root: The root element.

    Returns:
        Whether it is.
    """
    return name_of(root.tag) == ROOT


def add_akoma_ntoso(root: Any, draft: DocumentDraft) -> None:
    """Add the text of a document, and what its markup says of it.

    Args:
        root: The root element.
        draft: The document that gets the blocks and the metadata.
    """
    document = next(
        (child for child in elements(root) if name_of(child.tag) in _DOCUMENT_KINDS),
        root,
    )
    _add_metadata(document, draft)
    reader = _Reader(document, draft)
    title = draft.metadata.get("title")
    if title and next(document.iter("{*}docTitle"), None) is None:
        draft.add(BlockKind.HEADING, title, depth=1)
    for child in elements(root):
        reader.read(child)
    reader.add_notes()


def _add_metadata(document: Any, draft: DocumentDraft) -> None:
    draft.add_metadata("document_type", name_of(document.tag))
    draft.add_metadata("title", _title(document))
    number = next(document.iter("{*}docNumber"), None)
    if number is not None:
        draft.add_metadata("document_number", "".join(strings(number)))
    meta = next(document.iterchildren("{*}meta"), None)
    if meta is None:
        return
    names = {
        one.get("eId") or one.get("id", ""): one.get("showAs", "") for one in meta.iter("{*}*")
    }
    work = next(meta.iter("{*}FRBRWork"), None)
    expression = next(meta.iter("{*}FRBRExpression"), None)
    if work is not None:
        author = _attribute(work, "FRBRauthor", "href").lstrip("#")
        draft.add_metadata("work_uri", _attribute(work, "FRBRuri", "value"))
        draft.add_metadata("issuer", names.get(author))
        draft.add_metadata("country", _attribute(work, "FRBRcountry", "value"))
        draft.add_metadata("date_written", _attribute(work, "FRBRdate", "date"))
        draft.add_metadata("number_in_series", _attribute(work, "FRBRnumber", "value"))
    if expression is not None:
        draft.add_metadata("expression_uri", _attribute(expression, "FRBRuri", "value"))
        draft.add_metadata("language", _attribute(expression, "FRBRlanguage", "language"))
        draft.add_metadata("date", _attribute(expression, "FRBRdate", "date"))
    draft.add_metadata("date", draft.metadata.get("date_written"))
    draft.add_metadata("date_published", _attribute(meta, "publication", "date"))
    ended = [one.get("date", "") for one in meta.iter("{*}eventRef") if one.get("type") == "repeal"]
    draft.add_metadata("stated_invalid", f"repeal {ended[-1]}" if ended else None)


def _title(document: Any) -> str:
    for name in ("docTitle", "shortTitle"):
        found = next(document.iter(f"{{*}}{name}"), None)
        if found is not None:
            return "".join(strings(found))
    for name in ("FRBRname", "FRBRalias"):
        found = next(document.iter(f"{{*}}{name}"), None)
        if found is not None and found.get("value"):
            return str(found.get("value"))
    return ""


def _attribute(
    parent: Any,
    name: str,
    attribute: str,
) -> str:
    found = next(parent.iter(f"{{*}}{name}"), None)
    return "" if found is None else found.get(attribute, "")


class _Reader:
    """Adds the elements of a document in reading order."""

    def __init__(
        self,
        document: Any,
        draft: DocumentDraft,
    ) -> None:
        self._draft = draft
        self._notes: list[str] = []
        self._label = ""  # that the next paragraph begins with
        self._is_chinese = _is_chinese(document, draft.metadata.get("language", ""))

    def read(self, element: Any) -> None:
        """Add an element with all that stands in it."""
        name = name_of(element.tag)
        if name in _NO_TEXT:
            text = " ".join("".join(strings(element)).split())
            if text:
                self._draft.removals.add("markup beside the text", 1, text)
        elif name == "docTitle":
            self._add_line(element, BlockKind.HEADING, depth=1)
        elif name == "p" and next(element.iter("{*}docTitle"), None) is not None:
            self._add_title(element)
        elif name == "table":
            self._flush()
            self._add_table(element)
        elif name == "p" or has_own_text(element):
            self._add_line(element, BlockKind.PARAGRAPH)
        elif any(name_of(child.tag) in _HEADS for child in elements(element)):
            self._read_numbered(element, name)
        else:
            for child in elements(element):
                self.read(child)

    def add_notes(self) -> None:
        """Add the notes of all paragraphs, behind the text."""
        self._flush()
        if self._notes:
            self._draft.add(BlockKind.HEADING, NOTES, depth=1)
        for note in self._notes:
            self._draft.add(BlockKind.PARAGRAPH, note)

    def _read_numbered(
        self,
        element: Any,
        name: str,
    ) -> None:
        self._flush()
        heads = {
            name_of(child.tag): " ".join("".join(strings(child, _ASIDE)).split())
            for child in elements(element)
            if name_of(child.tag) in _HEADS
        }
        number = heads.get("num", "")
        heading = " ".join(heads[head] for head in ("heading", "subheading") if heads.get(head))
        if _is_unit(element, name):
            label = self._label_of(number, name)
            if heading:
                self._draft.add(BlockKind.PARAGRAPH, f"{label} {heading}".strip())
            else:
                self._label = label
        elif any(_is_unit(inner, name_of(inner.tag)) for inner in element.iter("{*}*")):
            word = "" if _CHINESE.search(number) or not number[:1].isdigit() else name.capitalize()
            text = " ".join(part for part in (word, number, heading) if part)
            self._draft.add(BlockKind.HEADING, text, depth=2)
        elif heading:
            self._draft.add(BlockKind.PARAGRAPH, f"{number} {heading}".strip())
        else:
            self._label = number
        for child in elements(element):
            if name_of(child.tag) not in _HEADS:
                self.read(child)
        self._flush()

    def _label_of(
        self,
        number: str,
        name: str,
    ) -> str:
        """The label of an article: its number with the word for what it is."""
        bare = number.strip().rstrip(".:")
        match = _NUMBER.fullmatch(bare)
        if match is None:
            return number
        if not self._is_chinese:
            return f"{name.capitalize()} {bare}."
        inserted = f"之{match[3]}" if match[3] else ""
        return f"第{match[1]}条{inserted}{match[2]}"

    def _add_line(
        self,
        element: Any,
        kind: BlockKind,
        *,
        depth: int | None = None,
    ) -> None:
        text = " ".join("".join(strings(element, _ASIDE)).split())
        if text:
            self._draft.add(
                kind,
                f"{self._label} {text}".strip(),
                depth=depth,
            )
            self._label = ""
        for aside in _outermost(element, _ASIDE):
            if name_of(aside.tag) == "authorialNote":
                self._notes.append(" ".join("".join(strings(aside)).split()))
            else:
                self._add_quoted(aside)

    def _add_title(self, paragraph: Any) -> None:
        """Add a title, and what stands beside it in its paragraph as a line below."""
        for title in paragraph.iter("{*}docTitle"):
            self._add_line(title, BlockKind.HEADING, depth=1)
        beside = " ".join("".join(strings(paragraph, ("docTitle", *_ASIDE))).split())
        self._draft.add(BlockKind.PARAGRAPH, beside)

    def _add_quoted(self, element: Any) -> None:
        """Add the text that an amendment puts into another work: quoted, and no text of its own."""
        parts = [" ".join("".join(strings(part)).split()) for part in _lines(element)]
        lines = [part for part in parts if part]
        if lines:
            lines[0] = f"“{lines[0]}"
            lines[-1] = f"{lines[-1]}”"
        for line in lines:
            self._draft.add(BlockKind.PARAGRAPH, line)

    def _add_table(self, table: Any) -> None:
        for row in table.iter("{*}tr"):
            self._draft.add_row(
                [
                    "\n".join("".join(strings(part)) for part in _lines(cell))
                    for cell in elements(row)
                ]
            )

    def _flush(self) -> None:
        """Add a label that no paragraph followed."""
        if self._label:
            self._draft.add(BlockKind.PARAGRAPH, self._label)
            self._label = ""


def _is_unit(element: Any, name: str) -> bool:
    """Whether an element is an article: it contains no element that could be one."""
    if name not in _UNITS:
        return False
    return not any(
        inner is not element and not _is_quoted(inner)
        for unit in _UNITS
        for inner in element.iter(f"{{*}}{unit}")
    )


def _is_quoted(element: Any) -> bool:
    return any(name_of(above.tag) in _ASIDE for above in element.iterancestors())


def _outermost(element: Any, names: tuple[str, ...]) -> Iterator[Any]:
    for child in elements(element):
        if name_of(child.tag) in names:
            yield child
        else:
            yield from _outermost(child, names)


def _lines(element: Any) -> Iterator[Any]:
    """The innermost elements with text of their own."""
    if has_own_text(element):
        yield element
        return
    for child in elements(element):
        yield from _lines(child)


def _is_chinese(document: Any, language: str) -> bool:
    if language:
        return language.lower().partition("-")[0] in _LANGUAGES
    sample = ""
    for text in document.itertext():
        sample += text
        if len(sample) > _SAMPLE:
            break
    return len(_CHINESE.findall(sample)) > len(sample) / 4
