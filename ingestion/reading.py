"""Reads one file: bytes and a name in, a `Document` out, or the reason why not.

It is pure: it uses no path, no catalog and no clock.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from corpus.errors import BadInput
from corpus.records import Document
from ingestion.formats.embedded_pages import unwrapped
from ingestion.formats.leading_bytes import find_beginning
from ingestion.formats.media_types import HTML, Detected, detect
from ingestion.formats.record_mapping import DEFAULT_MAPPING, RecordMapping
from ingestion.limits import DEFAULT_LIMITS, Limits
from ingestion.parsers import parsers

READ_VERSION = 3
"""The version of what all parsers share: detection, decoding, cleaning.

Raise it to read all again.
"""

_NOTHING = b" \t\r\n\x00\xef\xbb\xbf\xfe\xff"


def read(
    data: bytes,
    name: str,
    limits: Limits = DEFAULT_LIMITS,
    mapping: RecordMapping = DEFAULT_MAPPING,
) -> Document:
    """Read a file.

    Args:
        data: Its bytes.
        name: Its name, which is a hint at its media type.
        limits: What it may cost.
        mapping: Which fields of its records mean what, where it has records.

    Returns:
        The document.

    Raises:
        BadInput: With any of the codes whose reason lies in the file itself.

    >>> read("第一条 为了保护劳动者的合法权益，制定本条例。".encode(), "条例.txt").media_type
    'text/plain'
    """
    if not data.strip(_NOTHING):
        raise BadInput("empty", f"{len(data)} bytes, none of them a character")
    if len(data) > limits.max_bytes:
        raise BadInput("too_large", f"{len(data)} bytes, the limit is {limits.max_bytes}")
    # A mapping that a person chose says that the file has records, and no pages.
    page = unwrapped(data) if mapping == DEFAULT_MAPPING else None
    if page is None:
        content = data[find_beginning(data, PurePosixPath(name).suffix.lower()) :]
        detected = detect(content, name, parsers())
    else:
        content = page
        detected = Detected(HTML, "a page inside JSON, or escaped")
    parser = parsers()[detected.media_type]
    document = parser.parse(content, limits, mapping)
    metadata = document.metadata
    if detected.note:
        metadata = {**metadata, "note": detected.note}
    if page is None and len(content) < len(data):
        metadata = {**metadata, "bytes_in_front": str(len(data) - len(content))}
    # one parser may read several media types
    return replace(document, media_type=detected.media_type, metadata=metadata)


def read_key(media_type: str) -> tuple[str, int]:
    """Return what the result of reading depends on besides bytes, name and limits.

    Args:
        media_type: The media type of a file.

    Returns:
        The name of its parser with its version, and `READ_VERSION`.
    """
    return parsers()[media_type].name, READ_VERSION
