"""What reading noted about a document, as findings: a table from the name under which its metadata holds it to what it means.

Reading has no findings of its own, since a document is kept by its bytes alone and findings name the work that somebody should look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from corpus.records import Finding, Severity


class _Report(NamedTuple):
    severity: Severity
    message: str
    remedy: str


_REPORTS: dict[str, _Report] = {
    "pages_without_text": _Report(
        severity=Severity.WARNING,
        message="these pages hold no text that can be used or read by OCR: what stands on them is in no passage",
        remedy="look at them; scan them again, or put a file with text in its place",
    ),
    "damaged_text": _Report(
        severity=Severity.WARNING,
        message="these lines were once decoded in a wrong encoding, and bytes that would prove what they were are gone",
        remedy="fetch the file again from where it came from",
    ),
    "hijacked_title": _Report(
        severity=Severity.WARNING,
        message="the page's head has a title that is none of its text's, as intruders write it; the title in the page was taken",
        remedy="fetch the page again, and tell its site's owner",
    ),
    "articles": _Report(
        severity=Severity.INFO,
        message="so many articles stand on one page: each has passages of its own, under its own title, and none is a work of its own",
        remedy="give each a file of its own where it should be cited by its name",
    ),
}


def told_by(metadata: Mapping[str, str]) -> Iterator[Finding]:
    """The findings that a document's metadata give; `where` is what was noted."""
    for code, report in _REPORTS.items():
        if noted := metadata.get(code):
            name = "several_articles" if code == "articles" else code
            yield Finding(
                report.severity,
                name,
                noted,
                report.message,
                report.remedy,
            )
