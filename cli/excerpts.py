"""The beginning of a file for somebody who asks what is wrong with it: as text where it is text, else its bytes."""

from __future__ import annotations

from corpus.errors import BadInput

_TEXT, _BYTES, _LOOKED_AT = 400, 128, 65_536


def excerpt(data: bytes) -> str:
    r"""The first characters of a file, or the first bytes as a hex dump where it is no text.

    >>> print(excerpt(b"PK\x03\x04\x00"))
    0000  50 4b 03 04 00                                   PK...
    """
    return _as_text(data) or hex_dump(data[:_BYTES])


def _as_text(data: bytes) -> str:
    head = data[:_LOOKED_AT]
    if b"\0" in head:
        return ""
    # where the head ends in the middle of a character, one that is some bytes shorter does not
    readings = (
        _decoded(head[: len(head) - cut]) for cut in range(4 if len(data) > len(head) else 1)
    )
    shown = next((text for text in readings if text), "")[:_TEXT]
    return (
        shown
        if sum(one.isprintable() or one.isspace() for one in shown) > 0.95 * len(shown)
        else ""
    )


def _decoded(data: bytes) -> str:
    from ingestion.formats.decoding import decode

    try:
        return decode(data).text
    except BadInput:  # no text, or none that can be told with confidence
        return ""


def hex_dump(data: bytes) -> str:
    """Sixteen bytes a line: offset, hex digits, and the characters of ASCII among them."""
    lines = []
    for start in range(0, len(data), 16):
        part = data[start : start + 16]
        shown = "".join(chr(one) if 32 <= one < 127 else "." for one in part)
        lines.append(f"{start:04x}  {part.hex(' '):<47}  {shown}")
    return "\n".join(lines)
