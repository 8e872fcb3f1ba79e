"""Reads one file: bytes and a name in, a `Document` out, or the reason why not. Pure; no path, no catalog, no clock."""

from __future__ import annotations

from dataclasses import replace

from corpus.errors import BadInput
from corpus.records import Document
from ingestion.formats.embedded_pages import unwrapped
from ingestion.formats.media_types import HTML, Detected, detect
from ingestion.formats.record_mapping import DEFAULT_MAPPING, RecordMapping
from ingestion.limits import DEFAULT_LIMITS, Limits
from ingestion.parsers import parsers

READ_VERSION = 3
"""Of everything that all parsers share: detection, decoding, cleaning. Raised, every document is read again."""

_NOTHING = b" \t\r\n\x00\xef\xbb\xbf\xfe\xff"


def read(
    data: bytes,
    name: str,
    limits: Limits = DEFAULT_LIMITS,
    mapping: RecordMapping = DEFAULT_MAPPING,
) -> Document:
    """What a file's bytes say; its name is a hint at what type it is, `mapping` says what the fields of its records are.

    Raises BadInput with any of the reasons that lie in the file itself.

    >>> read("第一条 为了保护劳动者的合法权益，制定本条例。".encode(), "条例.txt").parser
    'text/1'
    """
    if not data.strip(_NOTHING):
        raise BadInput("empty", f"{len(data)} bytes, none of them a character")
    if len(data) > limits.max_bytes:
        raise BadInput("too_large", f"{len(data)} bytes, the limit is {limits.max_bytes}")
    page = unwrapped(data) if mapping == DEFAULT_MAPPING else None
    detected = (
        detect(data, name, parsers())
        if page is None
        else Detected(HTML, "a page inside JSON, or escaped")
    )
    document = parsers()[detected.media_type].parse(data if page is None else page, limits, mapping)
    noted = {**document.metadata, "note": detected.note} if detected.note else document.metadata
    return replace(
        document, media_type=detected.media_type, metadata=noted
    )  # one parser may read several types


def read_key(media_type: str) -> tuple[str, int]:
    """What the result of reading depends on besides bytes, name and limits: for the stage's key."""
    return parsers()[media_type].name, READ_VERSION
