"""Word files: the body in reading order, through python-docx, on the XML below its objects.

unstructured reads Word files too, at an eighth of the speed, and calls what it can't class a title. Word's automatic
numbers are not in the text of a file; `numbered_paragraphs` in the metadata says how many paragraphs would show one.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.exceptions import PythonDocxError
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml.etree import LxmlError  # type: ignore[import-untyped]

from corpus.errors import BadInput
from corpus.records import BlockKind, Document
from ingestion.drafts import Draft
from ingestion.limits import Limits
from ingestion.media_types import DOCX

from ._word_styles import heading_depths, numbered_styles

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VAL = f"{_W}val"
_SIGNS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}ptab": " ", f"{_W}noBreakHyphen": "-"}
_TEXT = frozenset((f"{_W}t", f"{_M}t"))
# deleted or moved away by a tracked change; the reading aid above a ruby base; the same drawing again for older programs
_NOT_READ = {
    f"{_W}del": "deleted text",
    f"{_W}moveFrom": "moved text",
    f"{_W}rt": "ruby",
    f"{_MC}Fallback": "",
    f"{_W}pPr": "",
    f"{_W}rPr": "",
}
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, AttributeError, IndexError, PythonDocxError, LxmlError)
"""What python-docx raises on files that are not whole."""
_MAX_DEPTH = 200  # of nested elements; Word itself writes fewer than 60


def parse(data: bytes, limits: Limits) -> Document:
    """Read a Word file. Raises BadInput `expansion`, `corrupt`, `encrypted`, `empty`, `too_large`."""
    refuse_bombs(data, limits)
    word = _open(data)
    draft = Draft(limits)
    try:
        _add_properties(word, draft)
        reader = _Body(word, draft)
    except _BROKEN as error:  # two lists of properties, styles that lie on a server
        raise BadInput("corrupt", f"not a whole Word file: {type(error).__name__}: {error}") from error
    reader.add_blocks(word.element.body)
    if reader.numbered:
        draft.add_metadata("numbered_paragraphs", str(reader.numbered))
    return draft.finish(DOCX, "docx/1")


def refuse_bombs(data: bytes, limits: Limits) -> None:
    """Raise BadInput `expansion` where an archive would unpack to more than the limits, before anything is unpacked.

    Sizes are those that the archive's directory states; a directory that lies is found out by zipfile, which never
    unpacks more of a part than is stated.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        raise BadInput("corrupt", f"an archive that can't be opened: {error}") from error
    expanded = sum(part.file_size for part in parts)
    if expanded > limits.max_expanded_bytes:
        raise BadInput("expansion", f"{len(data)} bytes unpack to {expanded}, the limit is {limits.max_expanded_bytes}")
    if len(parts) > limits.max_parts:
        raise BadInput("expansion", f"{len(parts)} parts, the limit is {limits.max_parts}")
    if any(part.flag_bits & 1 for part in parts):
        raise BadInput("encrypted", "an archive with a password")


def _open(data: bytes) -> WordDocument:
    try:
        word = docx.Document(io.BytesIO(data))
        word.element.body.tag  # noqa: B018  # a main part without a body is found out here
    except _BROKEN as error:
        raise BadInput("corrupt", f"not a whole Word file: {type(error).__name__}: {error}") from error
    return word


def _add_properties(word: WordDocument, draft: Draft) -> None:
    if not any(rel.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for rel in word.part.package.rels.values()):
        return  # python-docx would invent some
    properties = word.core_properties
    draft.add_metadata("title", properties.title)
    draft.add_metadata("author", properties.author)
    for name in ("created", "modified"):
        moment = getattr(properties, name)
        draft.add_metadata(name, moment.isoformat() if moment else None)


class _Body:
    """Walks the body; knows the styles, and counts paragraphs as Word does."""

    def __init__(self, word: WordDocument, draft: Draft) -> None:
        self.numbered = 0
        self._draft = draft
        self._depths = heading_depths(word.styles.element)
        self._numbered_styles = numbered_styles(word.styles.element)
        self._paragraph = 0

    def add_blocks(self, parent: Any, depth: int = 0) -> None:
        """Add everything that stands in a body, a cell, a text box or a content control."""
        if depth > _MAX_DEPTH:
            raise BadInput("corrupt", f"elements nested more than {_MAX_DEPTH} deep")
        for child in parent:
            if child.tag == f"{_W}p":
                self._add_paragraph(child, depth)
            elif child.tag == f"{_W}tbl":
                self._add_table(child, depth)
            elif len(child) and not self._note_unread(child):  # a content control, a tracked insertion
                self.add_blocks(child, depth + 1)

    def _add_paragraph(self, paragraph: Any, depth: int) -> None:
        self._paragraph += 1
        boxes: list[Any] = []
        text = "".join(self._runs(paragraph, boxes))
        level = self._heading_depth(paragraph)
        kind = BlockKind.PARAGRAPH if level is None else BlockKind.HEADING
        if self._is_numbered(paragraph) and text.strip():
            self.numbered += 1
            kind = BlockKind.LIST_ITEM if level is None else kind
        self._draft.add(kind, text, depth=level, line=self._paragraph)
        for box in boxes:
            self.add_blocks(box, depth + 1)

    def _runs(self, element: Any, boxes: list[Any], depth: int = 0) -> Iterator[str]:
        """The pieces of text in an element; text boxes are put aside into `boxes`, as they are blocks of their own."""
        if depth > _MAX_DEPTH:
            raise BadInput("corrupt", f"elements nested more than {_MAX_DEPTH} deep")
        for child in element:
            tag = child.tag
            if tag in _TEXT:
                yield child.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag == f"{_W}txbxContent":
                boxes.append(child)
            elif not self._note_unread(child) and len(child):
                yield from self._runs(child, boxes, depth + 1)

    def _add_table(self, table: Any, depth: int) -> None:
        rows = [list(_cells(row)) for row in _children(table, "tr")]
        if all(len(cells) <= 1 for cells in rows):  # a frame around text, not a table of values
            for cell in (cell for cells in rows for cell in cells):
                self.add_blocks(cell, depth + 1)
            return
        for cells in rows:
            first = self._paragraph + 1
            self._draft.add_row([self._cell_text(cell, depth + 1) for cell in cells], line=first)

    def _cell_text(self, cell: Any, depth: int) -> str:
        """A cell's lines; a table inside it gives a line a row. The lower parts of a merged cell are empty."""
        if depth > _MAX_DEPTH:
            raise BadInput("corrupt", f"tables nested more than {_MAX_DEPTH} deep")
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        continued = merge is not None and merge.get(_VAL, "continue") == "continue"
        lines: list[str] = []
        for child in _flattened(cell):
            if child.tag == f"{_W}p":
                self._paragraph += 1
                boxes: list[Any] = []
                lines.append("".join(self._runs(child, boxes)))
                lines += [self._cell_text(box, depth + 1) for box in boxes]
            else:
                lines += [" ".join(self._cell_text(inner, depth + 1) for inner in _cells(row)) for row in _children(child, "tr")]
        text = "\n".join(lines)
        if continued and text.strip():
            self._draft.removals.add("text under a merged cell", 1, text)
        return "" if continued else text

    def _heading_depth(self, paragraph: Any) -> int | None:
        outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        if outline is not None and outline.get(_VAL, "9").isdecimal():
            level = int(outline.get(_VAL, "9"))
            return level + 1 if level < 9 else None  # 9 is Word's "body text"
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return None if style is None else self._depths.get(style.get(_VAL))

    def _is_numbered(self, paragraph: Any) -> bool:
        number = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if number is not None:
            return bool(number.get(_VAL, "0") != "0")  # 0 takes the style's number away
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return style is not None and style.get(_VAL) in self._numbered_styles

    def _note_unread(self, element: Any) -> bool:
        """Whether an element is none of the text that a reader sees; what it holds is counted as taken away."""
        tag = element.tag
        if tag == f"{_W}footnoteReference":
            self._draft.removals.add("footnote")
        elif tag == f"{_W}sym":
            self._draft.removals.add("symbol", 1, f"{element.get(f'{_W}font')} {element.get(f'{_W}char')}")
        elif tag in _NOT_READ or _is_hidden(element):
            what = _NOT_READ.get(tag, "hidden text")
            if what and (text := _plain(element)):
                self._draft.removals.add(what, 1, text)
        else:
            return False
        return True


def _is_hidden(element: Any) -> bool:
    vanish = element.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(_VAL, "true") not in ("0", "false")


def _plain(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(f"{_W}t", f"{_W}delText"))


def _cells(row: Any) -> Iterator[Any]:
    return _children(row, "tc")


def _children(parent: Any, name: str) -> Iterator[Any]:
    """Children of a name, those in content controls and insertions too."""
    for child in parent:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _children(child, name)


def _flattened(cell: Any) -> Iterator[Any]:
    """Paragraphs and tables of a cell, those in content controls too."""
    for child in cell:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml"):
            yield from _flattened(child)
