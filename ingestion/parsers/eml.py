"""Mails: subject, people, time and body. Attachments are objects of their own (see `containers`).

The head of the document has names. Addresses are personal data and only in the metadata. What a
reply quotes is kept, since an archive often has no other copy. The marks before its lines are
removed and counted, so that a quoted article is at the beginning of its line.
"""

from __future__ import annotations

import re

from corpus.errors import BadInput
from corpus.records import BlockKind, Document
from ingestion.drafts import DocumentDraft
from ingestion.formats.decoding import decode
from ingestion.formats.mail import (
    Part,
    attachments,
    content_of,
    header,
    open_mail,
    people,
    sent,
    split,
)
from ingestion.formats.media_types import EML
from ingestion.limits import Limits
from ingestion.parsers._records import add_document, read_page

_QUOTED = re.compile(r"^(?:>[ ]?)+")
_NAMES = (("From", "发件人"), ("To", "收件人"), ("Cc", "抄送"))


def parse(data: bytes, limits: Limits) -> Document:
    """Read a mail.

    Args:
        data: The bytes of the mail.
        limits: How large a document may be.

    Returns:
        The document: subject, head and body.

    Raises:
        BadInput: `corrupt`, `encoding`, `encrypted`, `empty` or `too_large`.
    """
    message = open_mail(data)
    draft = DocumentDraft(limits)
    parts = split(message)
    if not parts.body and message.get_content_type() in (
        "multipart/encrypted",
        "application/pkcs7-mime",
        "application/x-pkcs7-mime",
    ):
        raise BadInput("encrypted", "a mail that only its receiver can read")
    _add_head(draft, message)
    blocks = len(parts.body)
    for part in parts.body:
        _add_body(draft, part, limits)
    for part in parts.versions:
        draft.removals.add("other version of the same text", 1, part.get_content_type())
    names = [one.name for one in attachments(message)]
    draft.add_metadata("attachments", "、".join(names))
    if not blocks and not names and not header(message, "Subject"):
        raise BadInput("empty", "a mail without subject, text and attachment")
    return draft.finish(EML, "mail/3")


def _add_head(draft: DocumentDraft, message: Part) -> None:
    subject = header(message, "Subject")
    when = sent(message)
    draft.add_metadata("title", subject)
    draft.add_metadata("sent", when)
    draft.add_metadata("message_id", header(message, "Message-ID"))
    draft.add(BlockKind.HEADING, subject, depth=1)
    shown = []
    for field, label in _NAMES:
        named = people(message, field)
        draft.add_metadata(
            field.lower(),
            "; ".join(f"{name} <{address}>" if name else address for name, address in named),
        )
        names = [name for name, _ in named if name and "@" not in name]
        shown += [(label, "、".join(names))] if names else []
    draft.add_record([*shown, ("时间", (when or "")[:16].replace("T", " "))])


def _add_body(
    draft: DocumentDraft,
    part: Part,
    limits: Limits,
) -> None:
    text = decode(content_of(part), charset=part.get_content_charset()).text
    if part.get_content_type() == "text/html":
        page = read_page(text, limits)
        if page is not None:
            add_document(draft, page)
            return
    elif (part.get_param("format") or "") == "flowed":
        text = _unflowed(text, deleted=part.get_param("delsp") == "yes")
    for line in text.splitlines():
        quoted = _QUOTED.match(line)
        if quoted:
            draft.removals.add("mark of a quotation", 1, quoted[0])
        draft.add(BlockKind.PARAGRAPH, line[quoted.end() :] if quoted else line)


def _unflowed(text: str, *, deleted: bool) -> str:
    """Join lines that end in a blank to the next line (RFC 3676), except before a signature.

    With `deleted` the blank itself is removed.
    """
    lines: list[str] = []
    open_line = False
    for line in text.split("\n"):
        plain = line.rstrip("\r").removeprefix(" ")
        if open_line and not plain.startswith(">"):
            lines[-1] = (lines[-1].removesuffix(" ") if deleted else lines[-1]) + plain
        else:
            lines.append(plain)
        open_line = plain.endswith(" ") and plain != "-- "
    return "\n".join(lines)
