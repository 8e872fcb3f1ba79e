"""From what was found in a document to its `Structure`.

The key of its work, and the spans around its body.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.hashing import text_hash
from corpus.notation.work_keys import unspace, work_key
from corpus.records import DocumentKind, Evidence, Role, StructuralSpan, Structure
from law.structure.header import Header
from law.structure.kinds import LEGAL
from law.structure.lines import TextLine
from law.structure.units import Provisions


@dataclass(frozen=True, slots=True)
class DocumentIdentity:
    """What a document is, before its provisions are put together.

    Attributes:
        kind: Its kind.
        evidence: The words that say its kind.
        title: Its title.
        work: The key of its work.
        date: The date of its version, in ISO form, None where nothing states it.
        date_evidence: The words that state the date.
        title_evidence: The rule that gave the title, and its words.
    """

    kind: DocumentKind
    evidence: Evidence
    title: str
    work: str
    date: str | None
    date_evidence: Evidence | None
    title_evidence: Evidence | None = None


def name_work(
    kind: DocumentKind,
    title: str,
    own: str,
) -> str:
    """Name the work of a document.

    Args:
        kind: The kind of the document.
        title: Its title.
        own: What sets it apart from other papers with the same title: its number, its addressee and
            date, or its text.

    Returns:
        A legal text's own name; for all else a hash, since such a title may hold a person's name,
        and many papers share one title.
    """
    if kind in LEGAL:
        return work_key(title)
    return f"{kind.value}-{text_hash(unspace(work_key(title)) + own)[:8]}"


def spans_around(
    lines: Sequence[TextLine],
    header: Header,
    contents: frozenset[int],
    end: int,
) -> list[StructuralSpan]:
    """Find what stands around the body of a document: title, note, table of contents, signature.

    Args:
        lines: The lines of the document.
        header: Its head.
        contents: Indices of the lines of its table of contents.
        end: The index of the first line of its signature.

    Returns:
        A span for each such line, in order.
    """
    spans: list[StructuralSpan] = []
    for index, line in enumerate(lines):
        role = _role_around(
            index,
            header,
            contents,
            end,
        )
        if role is not None:
            spans.append(
                StructuralSpan(
                    role,
                    line.start,
                    line.end,
                )
            )
    return spans


def _role_around(
    index: int,
    header: Header,
    contents: frozenset[int],
    end: int,
) -> Role | None:
    """The role of a line that does not belong to the body; None for a line of the body."""
    if header.order is not None and index in header.order.words:
        return None
    if index < header.body:
        return Role.TITLE if index in header.title_lines else Role.HEAD_NOTE
    if index in contents:
        return Role.CONTENTS
    if index >= end:
        return Role.SIGNATURE
    return None


def assemble(
    identity: DocumentIdentity,
    found: Provisions,
    around: Sequence[StructuralSpan],
) -> Structure:
    """Put the structure of a document together.

    Args:
        identity: What the document is.
        found: Its provisions, units, structural spans and findings.
        around: The structural spans around its body.

    Returns:
        Its structure, without what it says of itself as a norm and without its cases.
    """
    structural = sorted([*around, *found.structural], key=lambda span: span.start)
    return Structure(
        kind=identity.kind,
        kind_evidence=identity.evidence,
        title=identity.title,
        work=identity.work,
        date=identity.date,
        date_evidence=identity.date_evidence,
        provisions=tuple(found.provisions),
        units=tuple(found.units),
        structural=tuple(structural),
        findings=tuple(found.findings),
        title_evidence=identity.title_evidence,
    )
