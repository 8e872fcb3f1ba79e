"""One parser for each media type, from bytes to a `Document`.

| module     | reads                                                                     |
| ---------- | ------------------------------------------------------------------------- |
| `text`     | plain text: a line is a block                                             |
| `markdown` | CommonMark with tables, read as legal texts use it                        |
| `html`     | web pages: the text, without what the site set around it                  |
| `docx`     | Word files, through python-docx                                           |
| `pdf`      | PDF files with text, through pdfminer and pdfplumber                      |

A parser's module is imported when the first file of its type comes: unstructured alone takes seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from corpus.records import Document
from ingestion.limits import Limits
from ingestion.media_types import DOCX, HTML, MARKDOWN, PDF, TEXT

Parse = Callable[[bytes, Limits], Document]


@dataclass(frozen=True, slots=True)
class Parser:
    """A parser's name with its version (`markdown/1`), and how to get at it.

    The version goes into the key of every document that the parser has read: raise it when the parser would read the same
    bytes otherwise, and exactly these documents are read again.
    """

    name: str
    module: str

    def parse(self, data: bytes, limits: Limits) -> Document:
        """Read the bytes. Raises BadInput."""
        return cast("Parse", import_module(self.module, __package__).parse)(data, limits)


PARSERS: dict[str, Parser] = {
    TEXT: Parser("text/2", ".text"),
    MARKDOWN: Parser("markdown/2", ".markdown"),
    HTML: Parser("html/2", ".html"),
    DOCX: Parser("docx/1", ".docx"),
    PDF: Parser("pdf/1", ".pdf"),
}

__all__ = ["PARSERS", "Parse", "Parser"]
