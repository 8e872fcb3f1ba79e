"""The texts of Word files, presentations and workbooks, as their XML has them: hidden ones too."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from ingestion.limits import Limits
from ingestion.safe_xml import safe_parser

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WORD_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
_SHEET = re.compile(r"xl/(?:worksheets/sheet(\d+)|(sharedStrings))\.xml")
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BLANKS = {f"{_W}tab": "\t", f"{_W}br": " ", f"{_W}cr": " ", f"{_A}br": " "}
_SIGNS = {f"{_W}noBreakHyphen": "-"}


def word_lines(data: bytes, limits: Limits) -> Iterator[tuple[str, str]]:
    """Give the paragraphs of a Word file: of its text, then of headers, footers and notes.

    Args:
        data: The bytes of the file.
        limits: How large a part of it may be.

    Yields:
        The place of each paragraph, and its text. Numbers that Word makes itself are not in it.
    """
    parts = dict(_parts(data, _WORD_PART, limits))
    main = parts.pop("document", None)
    if main is not None:
        yield from _numbered("paragraph", main, _W)
    for name, root in sorted(parts.items()):
        yield from _numbered(name, root, _W)


def presentation_lines(data: bytes, limits: Limits) -> Iterator[tuple[str, str]]:
    """Give the paragraphs of a presentation, slide by slide.

    Args:
        data: The bytes of the file.
        limits: How large a part of it may be.

    Yields:
        The slide of each paragraph, and its text.
    """
    slides = sorted(_parts(data, _SLIDE, limits), key=lambda slide: int(slide[0]))
    for number, root in slides:
        for text in _paragraphs(root, _A):
            yield f"slide {number}", text


def sheet_lines(data: bytes, limits: Limits) -> Iterator[tuple[str, str]]:
    """Give the texts in the cells of a workbook, cell by cell.

    Numbers and dates are left out: what a reader sees of them depends on the format of the cell.

    Args:
        data: The bytes of the file.
        limits: How large a part of it may be.

    Yields:
        The sheet and row of each cell, and its text.
    """
    parts = dict(_parts(data, _SHEET, limits))
    shared = [_string(item) for item in parts.pop("sharedStrings", ())]
    for number, root in sorted(parts.items(), key=lambda part: int(part[0])):
        for row in root.iter(f"{_S}row"):
            for cell in row.iter(f"{_S}c"):
                text = _cell_text(cell, shared)
                if text:
                    yield f"sheet {number}, row {row.get('r', '?')}", text


def _cell_text(cell: Any, shared: Sequence[str]) -> str:
    kind = cell.get("t", "n")
    value = cell.findtext(f"{_S}v") or ""
    if kind == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    if kind == "inlineStr":
        return _string(cell)
    return value if kind == "str" else ""


def _string(item: Any) -> str:
    """The text of a string, without its phonetic reading."""
    texts = (text for text in item.iter(f"{_S}t") if text.getparent().tag != f"{_S}rPh")
    return " ".join("".join(text.text or "" for text in texts).split())


def _parts(
    data: bytes,
    named: re.Pattern[str],
    limits: Limits,
) -> Iterator[tuple[str, Any]]:
    from lxml import etree  # type: ignore[import-untyped]

    parser = safe_parser(recover=True)
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        for member in container.infolist():
            match = named.fullmatch(member.filename)
            if not match or member.file_size > limits.max_expanded_bytes:
                continue
            root = etree.fromstring(container.read(member), parser)
            if root is not None:
                yield match[1] or match[2], root


def _numbered(
    name: str,
    root: Any,
    namespace: str,
) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(_paragraphs(root, namespace), 1):
        yield f"{name} {number}", text


def _paragraphs(root: Any, namespace: str) -> Iterator[str]:
    for paragraph in root.iter(f"{namespace}p"):
        if next(paragraph.iterancestors(_FALLBACK), None) is None:
            yield "".join(_texts(paragraph, namespace))


def _texts(paragraph: Any, namespace: str) -> Iterator[str]:
    """The texts of a paragraph, without those of the paragraphs of a text box in it."""
    texts = (f"{namespace}t", f"{namespace}delText")
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in (f"{namespace}p", _FALLBACK):
            continue
        if element.tag in texts:
            yield element.text or ""
        yield _BLANKS.get(element.tag, "") or _SIGNS.get(element.tag, "")
        waiting += reversed(element)
