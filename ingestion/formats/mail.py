"""Mails taken apart: header fields as text, the body in its best form, attachments with their names and bytes.

On the standard library's `email`, under its old policy: the new one replaces GBK that stands unencoded in a header (many a Chinese mail
client wrote it so) by U+FFFD, and raises on fields that are merely odd. Header text is decoded here: words are joined before they
are decoded, because clients cut them inside a character.
"""

from __future__ import annotations

import base64
import codecs
import mimetypes
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from itertools import groupby

from corpus.errors import BadInput
from ingestion.formats.decoding import best_name, without_halves

Part = Message

_WORD = re.compile(r"=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(=\?)")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "x-gbk": "gb18030"}
_RAW_NAME = re.compile(
    r"""(?:^|[;\s])(?:file)?name\s*=\s*"?([^";\r\n]*[\udc80-\udcff][^";\r\n]*)""", re.IGNORECASE
)
_DAMAGED = (
    "InvalidBase64CharactersDefect",
    "InvalidBase64LengthDefect",
    "InvalidBase64PaddingDefect",
)


@dataclass(slots=True)
class Split:
    """A mail's parts: texts of its body in order, what is attached, and other versions of the same text, which nobody needs."""

    body: list[Part] = field(default_factory=list)
    attached: list[Part] = field(default_factory=list)
    versions: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail."""

    name: str
    part: Part

    def content(self) -> bytes:
        """Its bytes. Raises BadInput `corrupt` where they were damaged on their way."""
        if self.part.get_content_type() == "message/rfc822":
            return b"".join(
                one.as_bytes() for one in self.part.get_payload() if isinstance(one, Message)
            )
        if self.part.is_multipart():
            return self.part.as_bytes()
        return content_of(self.part)


def open_mail(data: bytes) -> Part:
    """The mail that bytes are. Raises BadInput `corrupt` where its parts nest deeper than anybody's do."""
    try:
        return message_from_bytes(data)
    except RecursionError as error:
        raise BadInput("corrupt", "a mail whose parts nest too deep") from error


def is_saved_page(message: Part) -> bool:
    """Whether it is no mail but a web page that a browser saved with its pictures (MHTML)."""
    return message.get_content_type() == "multipart/related" and (
        "Snapshot-Content-Location" in message
        or header(message, "From").startswith("<Saved by")
        or "From" not in message
    )


def split(message: Part) -> Split:
    """Sort the parts of a mail, in order, without recursion."""
    found = Split()
    waiting = [message]
    while waiting:
        part = waiting.pop()
        kind = part.get_content_type()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            children = [one for one in part.get_payload() if isinstance(one, Message)]
            if kind == "multipart/alternative" and len(children) > 1:
                children = _best(children, found)
            waiting += reversed(children)
        elif (
            kind in ("text/plain", "text/html")
            and part.get_content_disposition() != "attachment"
            and not part.get_filename()
        ):
            found.body.append(part)
        else:
            found.attached.append(part)
    return found


def _best(children: list[Part], found: Split) -> list[Part]:
    """Of several versions of one text the page, which alone keeps tables and headings; other texts are set aside."""
    page = next(
        (one for one in children if any(it.get_content_type() == "text/html" for it in one.walk())),
        None,
    )
    chosen = page or next(
        (one for one in children if one.get_content_type() == "text/plain"), children[0]
    )
    others = [one for one in children if one is not chosen]
    found.versions += [
        one for one in others if one.get_content_type() in ("text/plain", "text/html")
    ]
    return [one for one in children if one is chosen or one not in found.versions]


def attachments(message: Part) -> Iterator[Attachment]:
    """What a mail carries besides its text; of a saved page nothing, since its pictures and styles are the page's own."""
    if is_saved_page(message):
        return
    for number, part in enumerate(split(message).attached, 1):
        yield Attachment(_file_name(part) or f"attachment-{number}{_ending(part)}", part)


def _file_name(part: Part) -> str:
    name = _unencoded_name(part) or part.get_filename()
    if name is None and part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            subject = header(inner[0], "Subject")
        else:
            subject = ""
        name = f"{subject[:80].replace('/', '／')}.eml" if subject else None
    return "" if name is None else text_of(name).replace("\r", "").replace("\n", "")


def _unencoded_name(part: Part) -> str | None:
    """A name in bytes that are no ASCII, of which `get_filename` would leave question marks."""
    for key, value in part.raw_items():
        if key.lower() in ("content-disposition", "content-type") and (
            match := _RAW_NAME.search(str(value))
        ):
            return match[1]
    return None


def _ending(part: Part) -> str:
    kind = part.get_content_type()
    return ".eml" if kind.startswith("message/") else mimetypes.guess_extension(kind) or ".bin"


def content_of(part: Part) -> bytes:
    """A part's bytes, its transfer encoding undone. Raises BadInput `corrupt` where it can't be."""
    payload = part.get_payload(decode=True)
    damaged = [
        type(defect).__name__ for defect in part.defects if type(defect).__name__ in _DAMAGED
    ]
    if damaged or not isinstance(payload, bytes):
        raise BadInput("corrupt", f"its base64 is damaged: {', '.join(damaged) or 'it is none'}")
    return payload


def header(message: Part, name: str) -> str:
    """A header field as text, "" where there is none."""
    return next(
        (text_of(str(value)) for key, value in message.raw_items() if key.lower() == name.lower()),
        "",
    )


def people(message: Part, name: str) -> list[tuple[str, str]]:
    """The people that a header field names: names, "" where none is given, and addresses. Raises BadInput `corrupt` where they nest too deep."""
    fields = [
        text_of(str(value)) for key, value in message.raw_items() if key.lower() == name.lower()
    ]
    try:
        found = [
            (shown.strip(), address) for shown, address in getaddresses(fields) if shown or address
        ]
    except RecursionError as error:  # comments in comments
        raise BadInput("corrupt", f"a mail whose {name} nests too deep") from error
    return found or [
        ("", field) for field in fields if field
    ]  # newer Pythons give nothing for a field that is odd


def sent(message: Part) -> str | None:
    """When a mail was sent, ISO 8601 with its offset; None where it does not say so well."""
    try:
        return parsedate_to_datetime(header(message, "Date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def text_of(raw: str) -> str:
    r"""Header text as a reader sees it: encoded words decoded, folding undone, bytes that should have been encoded read all the same.

    >>> text_of("=?gb2312?B?wM22r7rPzawg?= =?gb2312?B?zsS8/g==?="), text_of("\udcc0\udccd\udcb6\udcaf.txt")
    ('劳动合同 文件', '劳动.txt')
    """
    if any("\udc80" <= character <= "\udcff" for character in raw):
        raw = best_name(raw.encode("utf-8", "surrogateescape"))
    unfolded = re.sub(r"\r?\n[ \t]+", " ", raw)
    joined = _BETWEEN.sub(r"\1\2", unfolded)  # blanks between two encoded words are part of neither
    pieces: list[str] = []
    end = 0
    for charset, words in groupby(_WORD.finditer(joined), key=lambda word: word[1].lower()):
        run: list[bytes] = []
        for word in words:
            if word.start() != end:
                pieces += [_decoded(b"".join(run), charset), joined[end : word.start()]]
                run = []
            run.append(_bytes_of(word[2], word[3]))
            end = word.end()
        pieces.append(_decoded(b"".join(run), charset))
    return without_halves("".join([*pieces, joined[end:]]).strip())


def _bytes_of(encoding: str, word: str) -> bytes:
    if encoding in "qQ":
        return quopri.decodestring(word.replace("_", " ").encode("utf-8"), header=False)
    try:
        return base64.b64decode(word + "=" * (-len(word) % 4), validate=True)
    except ValueError:  # no base64, or no ASCII
        return word.encode("utf-8")


def _decoded(data: bytes, charset: str) -> str:
    try:
        return data.decode(codecs.lookup(_WIDER.get(charset, charset)).name)
    except (LookupError, ValueError):  # a charset may be called anything
        return best_name(data)
