"""What sets a paper apart from others of its title, and its own date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.hashing import text_hash
from corpus.records import Document, DocumentKind, Evidence
from law.structure.declared import declared_date, declared_number
from law.structure.header import Header, head_note_date, note_lines, stated_date
from law.structure.kinds import LEGAL
from law.structure.lines import TextLine
from law.structure.norm_numbers import read_number
from law.structure.signatures import dateline, read_addressee, signature_date, signing_body
from law.structure.title_words import names_issuer

_TO_ALL = re.compile("各|全体|广大|有关|相关|所有")


def own_mark(
    document: Document,
    lines: Sequence[TextLine],
    header: Header,
    end: int,
) -> str:
    """Find what sets a paper apart from others of its title.

    Args:
        document: The document.
        lines: Its lines.
        header: Its head.
        end: The index of the first line of its signature.

    Returns:
        Its number, else its addressee or issuer with its date, else a hash of its text.
    """
    head = [
        *note_lines(
            lines,
            header.body,
            header.order,
        ),
        *lines[end:],
    ]
    number = read_number(head, header.title) or declared_number(document.metadata)
    if number is not None:
        return number.value
    date = head_note_date(head) or signature_date(lines, end)[0]
    date = date or declared_date(document.metadata)[0]
    issuer = names_issuer(header.title)
    named = read_addressee(lines, header.body) or issuer
    if named and date:
        # 各用户 are those of every waterworks: such a paper is known by who signs it
        signed = signing_body(lines, end) if _TO_ALL.match(named) and not issuer else ""
        return f"{named}{signed}{date}"
    return text_hash(document.text)


def find_date(
    document: Document,
    lines: Sequence[TextLine],
    header: Header,
    end: int,
    kind: DocumentKind,
) -> tuple[str | None, Evidence | None]:
    """Find the date of the head, else of the signature, else of the metadata.

    A law is not made on the day on which a mail brings it, so the date of a mail counts only for
    other kinds.

    Args:
        document: The document.
        lines: Its lines.
        header: Its head.
        end: The index of the first line of its signature.
        kind: Its kind.

    Returns:
        The date in ISO form and the words that state it; None and None without a date.
    """
    if header.date:
        return header.date, header.date_evidence
    date, evidence = signature_date(lines, end)
    if date is None:
        # A notice is signed before the regulation that it publishes.
        date, evidence = signature_date(lines, header.body)
    if date is not None:
        return date, evidence
    date, evidence = declared_date(document.metadata)
    if date is not None:
        return date, evidence
    sent = "" if kind in LEGAL else document.metadata.get("sent", "")
    if kind not in LEGAL:
        date, evidence = dateline(lines, header.body)
        if date is not None:
            return date, evidence
    stated = stated_date(document.metadata.get("date", sent))
    if stated:
        return stated, Evidence("metadata", stated)
    return None, None
