"""The lines of a file before it was read: what a person sees when the file is opened.

They share no code with the parsers, except for the decoding of bytes. So a line that a parser
loses is still there to be compared.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes
from email.policy import default as mail_policy
from itertools import islice
from typing import Any, NamedTuple

from corpus.errors import BadInput
from ingestion.formats import media_types
from ingestion.formats.decoding import decode, without_halves
from ingestion.formats.embedded_pages import unwrapped
from ingestion.legibility._office_lines import presentation_lines, sheet_lines, word_lines
from ingestion.legibility._page_lines import page_lines
from ingestion.limits import Limits
from ingestion.safe_xml import safe_parser

MOST_LINES = 10_000
"""The largest number of lines of a file that are compared."""

_LONGEST = 5_000  # characters of a line; a longer one is cut into several
_HEADERS = ("Subject", "From", "To")
_DEEPEST = 50


class OriginalLine(NamedTuple):
    """A line of a file as it stands there.

    Attributes:
        place: Where it stands: `line 12`, `page 1`, `paragraph 4`.
        text: Its text.
    """

    place: str
    text: str


class OriginalLines(NamedTuple):
    """The lines of a file.

    Attributes:
        lines: The lines, in the order of the file.
        reason: Why there are none; empty where there are lines.
        cut: Whether the file has more lines than `MOST_LINES`.
    """

    lines: tuple[OriginalLine, ...]
    reason: str = ""
    cut: bool = False


def read_original_lines(
    data: bytes,
    media_type: str,
    limits: Limits,
) -> OriginalLines:
    """Read the lines of a file as they stand there.

    Args:
        data: The bytes of the file.
        media_type: Its media type.
        limits: How large it may be.

    Returns:
        Its lines, or why they can't be shown.
    """
    page = unwrapped(data)
    read = _READERS.get(media_types.HTML if page is not None else media_type)
    if read is None:
        reason = f"the lines of {media_type} can't be shown beside the text"
        if media_type in media_types.IMAGES:
            reason = "a picture has no text of its own"
        return OriginalLines((), reason)
    content = data if page is None else page
    try:
        pieces = (
            OriginalLine(place, piece)
            for place, text in read(content, limits)
            for piece in _pieces(text)
        )
        lines = tuple(islice(pieces, MOST_LINES + 1))
    except BadInput as error:
        return OriginalLines((), f"its lines can't be shown: {error.message}")
    except Exception as error:  # noqa: BLE001  # what libraries raise on damaged files
        detail = f"{type(error).__name__}: {error}"
        return OriginalLines((), f"its lines can't be shown: {detail}")
    if not lines:
        return OriginalLines((), "the file has no text of its own")
    return OriginalLines(lines[:MOST_LINES], cut=len(lines) > MOST_LINES)


def _pieces(text: str) -> Iterator[str]:
    """The lines of a text that have anything in them; a very long one in pieces."""
    for line in without_halves(text).splitlines():
        if line.strip():
            for start in range(0, len(line), _LONGEST):
                yield line[start : start + _LONGEST]


def _text_lines(data: bytes, _limits: Limits) -> Iterator[tuple[str, str]]:
    decoded = decode(data)
    for number, line in enumerate(decoded.text.splitlines(), 1):
        yield f"line {number}", line


def _html_lines(data: bytes, _limits: Limits) -> Iterator[tuple[str, str]]:
    yield from page_lines(decode(data, markup=True).text)


def _markup_lines(data: bytes, _limits: Limits) -> Iterator[tuple[str, str]]:
    from lxml import etree  # type: ignore[import-untyped]

    parser = safe_parser(recover=True)
    root = etree.parse(io.BytesIO(data), parser).getroot()
    if root is None:
        return
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        if element.text and element.text.strip():
            yield f"line {element.sourceline} <{name}>", element.text
        for child in element:
            if child.tail and child.tail.strip():
                yield f"line {child.sourceline} <{name}>", child.tail


def _json_lines(data: bytes, _limits: Limits) -> Iterator[tuple[str, str]]:
    text = decode(data).text
    try:
        yield from _leaves(json.loads(text), "")
    except json.JSONDecodeError:
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                yield from _leaves(json.loads(line), f"line {number}")


def _leaves(
    value: Any,
    path: str,
    depth: int = 0,
) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and depth < _DEEPEST:
        for name, child in value.items():
            yield from _leaves(child, f"{path}.{name}".lstrip("."), depth + 1)
    elif isinstance(value, list) and depth < _DEEPEST:
        for number, child in enumerate(value, 1):
            yield from _leaves(child, f"{path}[{number}]", depth + 1)
    elif value is not None:
        yield path, str(value)


def _pdf_lines(data: bytes, limits: Limits) -> Iterator[tuple[str, str]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        try:
            for number in range(min(len(document), limits.max_parts)):
                page = document[number]
                text = page.get_textpage()
                for line in text.get_text_range().splitlines():
                    yield f"page {number + 1}", line
                text.close()
                page.close()
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"pdfium can't open it: {error}") from error


def _mail_lines(data: bytes, _limits: Limits) -> Iterator[tuple[str, str]]:
    message = message_from_bytes(data, policy=mail_policy)
    for name in _HEADERS:
        if message[name]:
            yield name, str(message[name])
    for number, part in enumerate(message.walk(), 1):
        kind = part.get_content_type()
        if kind not in (media_types.TEXT, media_types.HTML):
            continue
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        is_page = kind == media_types.HTML
        text = decode(content, markup=is_page, charset=part.get_content_charset()).text
        lines = page_lines(text) if is_page else enumerate(text.splitlines(), 1)
        for place, line in lines:
            yield f"part {number}, {place}" if is_page else f"part {number}, line {place}", line


_READERS: Mapping[str, Callable[[bytes, Limits], Iterator[tuple[str, str]]]] = {
    media_types.TEXT: _text_lines,
    media_types.MARKDOWN: _text_lines,
    media_types.CSV: _text_lines,
    media_types.TSV: _text_lines,
    media_types.HTML: _html_lines,
    media_types.XML: _markup_lines,
    media_types.JSON: _json_lines,
    media_types.JSONL: _json_lines,
    media_types.PDF: _pdf_lines,
    media_types.EML: _mail_lines,
    media_types.MHT: _mail_lines,
    media_types.DOCX: word_lines,
    media_types.PPTX: presentation_lines,
    media_types.XLSX: sheet_lines,
}
