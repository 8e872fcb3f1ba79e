"""Findings of what reading noted in the metadata of a document.

Reading makes no findings of its own. It keeps a document by its bytes alone, and a finding names
the work that a person should look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from corpus.records import Finding, Severity


class _NoteMeaning(NamedTuple):
    """What a note in the metadata means for the people who maintain the archive."""

    severity: Severity
    message: str
    remedy: str


_MEANINGS: dict[str, _NoteMeaning] = {
    "pages_without_text": _NoteMeaning(
        Severity.WARNING,
        "these pages hold no text that can be used or read by OCR: their content is in no passage",
        "look at them; scan them again, or put a file with text in its place",
    ),
    "unread_parts": _NoteMeaning(
        Severity.WARNING,
        "these documents inside the file can't be read: their content is in no passage",
        "open the file in Word, save it under a new name, and put that in its place",
    ),
    "stated_invalid": _NoteMeaning(
        Severity.WARNING,
        "the information box of the page says that the paper no longer holds; what is in force"
        " follows from acts, and a box ends nothing",
        "add the act that ended it, or exclude the file",
    ),
    "damaged_text": _NoteMeaning(
        Severity.WARNING,
        "these lines were once decoded in a wrong encoding, and the bytes that would restore them"
        " are gone",
        "fetch the file again from where it came from",
    ),
    "hijacked_title": _NoteMeaning(
        Severity.WARNING,
        "the title in the page's head is not the title of its text, as intruders write it;"
        " the title in the page was taken",
        "fetch the page again, and inform the owner of its site",
    ),
    "hidden_text": _NoteMeaning(
        Severity.INFO,
        "the file holds text that no reader sees: it is in no passage, and states nothing",
        "open the file, and look at the places; if the text should count, show it in the file",
    ),
    "deleted_text": _NoteMeaning(
        Severity.INFO,
        "the file holds text that a tracked change deletes: it is in no passage",
        "accept or reject the changes in the file if the deletion was not meant",
    ),
}


def metadata_findings(metadata: Mapping[str, str]) -> Iterator[Finding]:
    """Report what reading noted about a document.

    Args:
        metadata: The metadata of the document.

    Yields:
        A finding for each known note; its `where` is what was noted.
    """
    for name, meaning in _MEANINGS.items():
        noted = metadata.get(name)
        if not noted:
            continue
        yield Finding(
            meaning.severity,
            name,
            noted,
            meaning.message,
            meaning.remedy,
        )
