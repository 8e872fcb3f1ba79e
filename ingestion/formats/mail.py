"""Mails: header fields as text, the body in its best form, attachments with their names.

The module uses the standard library's `email` under its old policy. The new policy replaces GBK
without an encoding in a header (many Chinese mail clients wrote it so) by U+FFFD, and raises on
fields that are merely unusual. Header text is decoded here: words are joined before they are
decoded, because clients cut them inside a character.
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
_BODY_TYPES = ("text/plain", "text/html")
_MAIL_TYPE = "message/rfc822"


@dataclass(slots=True)
class Split:
    """The parts of a mail.

    Attributes:
        body: The texts of its body, in order.
        attached: What is attached.
        versions: Other forms of the same texts, which are not read.
    """

    body: list[Part] = field(default_factory=list)
    attached: list[Part] = field(default_factory=list)
    versions: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail.

    Attributes:
        name: Its name, which may be anything.
        part: The part of the mail.
    """

    name: str
    part: Part

    def content(self) -> bytes:
        """Return the bytes of the file.

        Raises:
            BadInput: With code `corrupt` where they were damaged on their way.
        """
        if self.part.get_content_type() == _MAIL_TYPE:
            return b"".join(mail.as_bytes() for mail in _children(self.part))
        if self.part.is_multipart():
            return self.part.as_bytes()
        return content_of(self.part)


def open_mail(data: bytes) -> Part:
    """Read a mail.

    Args:
        data: Its bytes.

    Returns:
        The mail.

    Raises:
        BadInput: With code `corrupt` where its parts are nested deeper than Python recurses.
    """
    try:
        return message_from_bytes(data)
    except RecursionError as error:
        raise BadInput("corrupt", "a mail whose parts nest too deep") from error


def is_saved_page(message: Part) -> bool:
    """Say whether a message is a web page that a browser saved with its pictures (MHTML).

    Args:
        message: A message.

    Returns:
        Whether it is no mail but such a page.
    """
    if message.get_content_type() != "multipart/related":
        return False
    if "Snapshot-Content-Location" in message or "From" not in message:
        return True
    return header(message, "From").startswith("<Saved by")


def split(message: Part) -> Split:
    """Sort the parts of a mail, in order, without recursion.

    Args:
        message: A mail.

    Returns:
        Its body, attachments and other versions.
    """
    parts = Split()
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            children = _children(part)
            if part.get_content_type() == "multipart/alternative" and len(children) > 1:
                children = _best(children, parts)
            waiting += reversed(children)
        elif _is_body(part):
            parts.body.append(part)
        else:
            parts.attached.append(part)
    return parts


def _children(part: Part) -> list[Part]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)]


def _is_body(part: Part) -> bool:
    if part.get_content_type() not in _BODY_TYPES:
        return False
    return part.get_content_disposition() != "attachment" and not part.get_filename()


def _best(children: list[Part], parts: Split) -> list[Part]:
    """Choose among several versions of one text, and note the others.

    The page is chosen, since only it keeps tables and headings; else the plain text.
    """
    chosen = _chosen_version(children)
    others = [child for child in children if child is not chosen]
    versions = [child for child in others if child.get_content_type() in _BODY_TYPES]
    parts.versions += versions
    return [child for child in children if child not in versions]


def _chosen_version(children: list[Part]) -> Part:
    for child in children:
        if any(part.get_content_type() == "text/html" for part in child.walk()):
            return child
    for child in children:
        if child.get_content_type() == "text/plain":
            return child
    return children[0]


def attachments(message: Part) -> Iterator[Attachment]:
    """List what is attached to a mail.

    Args:
        message: A mail. A saved page has no attachments: its pictures and styles are its own.

    Returns:
        The attachments, in order.
    """
    if is_saved_page(message):
        return
    for number, part in enumerate(split(message).attached, 1):
        name = _file_name(part) or f"attachment-{number}{_suffix(part)}"
        yield Attachment(name, part)


def _file_name(part: Part) -> str:
    name = _unencoded_name(part) or part.get_filename()
    if name is None and part.get_content_type() == _MAIL_TYPE:
        name = _subject_name(part)
    if name is None:
        return ""
    return text_of(name).replace("\r", "").replace("\n", "")


def _subject_name(part: Part) -> str | None:
    """Name an attached mail after its subject."""
    inner = part.get_payload()
    if not isinstance(inner, list) or not inner or not isinstance(inner[0], Message):
        return None
    subject = header(inner[0], "Subject")
    if not subject:
        return None
    safe_subject = subject[:80].replace("/", "／")
    return f"{safe_subject}.eml"


def _unencoded_name(part: Part) -> str | None:
    """Return a name in bytes that are not ASCII; `get_filename` would make them question marks."""
    for key, value in part.raw_items():
        if key.lower() not in ("content-disposition", "content-type"):
            continue
        match = _RAW_NAME.search(str(value))
        if match:
            return match[1]
    return None


def _suffix(part: Part) -> str:
    kind = part.get_content_type()
    if kind.startswith("message/"):
        return ".eml"
    return mimetypes.guess_extension(kind) or ".bin"


def content_of(part: Part) -> bytes:
    """Return the bytes of a part, with its transfer encoding undone.

    Args:
        part: A part that has no parts of its own.

    Returns:
        The bytes.

    Raises:
        BadInput: With code `corrupt` where the encoding is damaged.
    """
    payload = part.get_payload(decode=True)
    defects = [type(defect).__name__ for defect in part.defects]
    damage = [defect for defect in defects if defect in _DAMAGED]
    if damage or not isinstance(payload, bytes):
        raise BadInput("corrupt", f"its base64 is damaged: {', '.join(damage) or 'it is none'}")
    return payload


def header(message: Part, name: str) -> str:
    """Return a header field as text.

    Args:
        message: A message.
        name: The name of the field, in upper or lower case.

    Returns:
        The first field of this name; "" where there is none.
    """
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            return text_of(str(value))
    return ""


def people(message: Part, name: str) -> list[tuple[str, str]]:
    """Return the people in a header field.

    Args:
        message: A message.
        name: The name of the field.

    Returns:
        Names, "" where none is given, and addresses.

    Raises:
        BadInput: With code `corrupt` where comments are nested too deep.
    """
    raw_values = [value for key, value in message.raw_items() if key.lower() == name.lower()]
    # Encoded words are decoded behind the parsing: a comma in a name separates no addresses.
    fields = [_unfolded(str(value)) for value in raw_values]
    try:
        addresses = getaddresses(fields)
    except RecursionError as error:  # comments in comments
        raise BadInput("corrupt", f"a mail whose {name} nests too deep") from error
    named = [(text_of(shown), text_of(address)) for shown, address in addresses if shown or address]
    if named:
        return named
    # newer Pythons return nothing for a field that is unusual
    return [("", text_of(field)) for field in fields if field]


def sent(message: Part) -> str | None:
    """Return when a mail was sent.

    Args:
        message: A mail.

    Returns:
        The time in ISO 8601 with its offset; None where the mail has no valid date.
    """
    try:
        return parsedate_to_datetime(header(message, "Date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def text_of(raw: str) -> str:
    r"""Return header text as a reader sees it.

    Args:
        raw: The text of a field. Bytes that should have been encoded are lone surrogates in it.

    Returns:
        The text with encoded words decoded and folding undone.

    >>> text_of("=?gb2312?B?wM22r7rPzawg?= =?gb2312?B?zsS8/g==?=")
    '劳动合同 文件'
    >>> text_of("\udcc0\udccd\udcb6\udcaf.txt")
    '劳动.txt'
    """
    joined = _BETWEEN.sub(r"\1\2", _unfolded(raw))  # blanks between two words are part of neither
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


def _unfolded(raw: str) -> str:
    """Return a field as one line of text, its encoded words as they are."""
    if any("\udc80" <= character <= "\udcff" for character in raw):
        raw = best_name(raw.encode("utf-8", "surrogateescape"))
    return re.sub(r"\r?\n[ \t]+", " ", raw)


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
