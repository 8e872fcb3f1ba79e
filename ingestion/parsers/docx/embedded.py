"""Documents of other formats inside a Word file (`altChunk`), which Word shows as its own text.

Programs that write Word files from a database do so: the body is one element that names a part of
the package, and the part is a page, a saved page, RTF, plain text or another Word file.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from corpus.errors import BadInput
from corpus.records import Document
from ingestion.cleaning import Removals
from ingestion.formats import media_types
from ingestion.formats.leading_bytes import find_beginning
from ingestion.formats.media_types import detect
from ingestion.limits import Limits
from ingestion.parsers import parsers

EMBEDDED = "/aFChunk"
"""What the type of the relation to an embedded document ends with."""
_READ = frozenset(
    (
        media_types.HTML,
        media_types.MHT,
        media_types.RTF,
        media_types.TEXT,
        media_types.XML,
        media_types.DOCX,
        media_types.DOC,
    )
)
"""The formats that Word reads as such a part."""
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "message/rfc822": ".mht",
    "multipart/related": ".mht",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "text/plain": ".txt",
}


class EmbeddedDocuments:
    """Reads the documents inside one Word file, each at most once.

    Attributes:
        unread: Names and reasons of those that can't be read.
        metadata: What those that were read say of themselves.
    """

    def __init__(
        self,
        part: Any,
        limits: Limits,
        removals: Removals,
    ) -> None:
        """Prepare to read the documents of a file.

        Args:
            part: The main part of the package.
            limits: How deep documents may be inside each other, and what each may cost.
            removals: Where that which cleaning took away is counted.
        """
        self._part = part
        self._limits = limits
        self._removals = removals
        self._read: set[str] = set()
        self.unread: list[str] = []
        self.metadata: dict[str, str] = {}

    def read(self, relation: str) -> Document | None:
        """Read the document to which a relation of the main part leads.

        Args:
            relation: The id of the relation.

        Returns:
            The document; None where it can't be read or was read before.
        """
        if relation in self._read:
            self._removals.add("embedded document that is repeated", 1, relation)
            return None
        self._read.add(relation)
        try:
            document = self._parsed(relation)
        except BadInput as error:
            self.unread.append(f"{self._name(relation)}: {error.code}")
            self._removals.add("embedded document that can't be read", 1, str(error))
            return None
        self._removals.update(document.removed)
        for name, value in document.metadata.items():
            self.metadata.setdefault(name, value)
        return document

    def _parsed(self, relation: str) -> Document:
        found = self._part.rels.get(relation)
        if found is None or found.is_external:
            raise BadInput("corrupt", "an embedded document that is not in the file")
        if self._limits.max_nesting < 1:
            raise BadInput("expansion", "documents inside documents, deeper than the limit")
        part = found.target_part
        data = part.blob
        suffix = _SUFFIXES.get(
            part.content_type.partition(";")[0].strip().lower(),
            PurePosixPath(str(part.partname)).suffix.lower(),
        )
        content = data[find_beginning(data, suffix) :]
        detected = detect(content, f"part{suffix}", parsers())
        if detected.media_type not in _READ:
            raise BadInput("unsupported", f"{detected.media_type} inside a Word file")
        limits = replace(self._limits, max_nesting=self._limits.max_nesting - 1)
        return parsers()[detected.media_type].parse(content, limits)

    def _name(self, relation: str) -> str:
        found = self._part.rels.get(relation)
        if found is None or found.is_external:
            return relation
        return str(found.target_part.partname)
