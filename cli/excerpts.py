"""The beginning of a file, for a person who asks what is wrong with it: text, else bytes."""

from __future__ import annotations

from corpus.errors import BadInput

_TEXT = 400  # characters that are shown
_BYTES = 128  # bytes that are shown of a file that is no text
_READ = 65_536  # bytes that are decoded
_LONGEST_CHARACTER = 4  # bytes
_PRINTABLE_SHARE = 0.95


def excerpt(data: bytes) -> str:
    r"""Return the beginning of a file.

    Args:
        data: The bytes of the file, or its first ones.

    Returns:
        The first characters; of a file that is no text the first bytes as a hex dump.

    >>> print(excerpt(b"PK\x03\x04\x00"))
    0000  50 4b 03 04 00                                   PK...
    """
    return _read_text(data) or hex_dump(data[:_BYTES])


def _read_text(data: bytes) -> str:
    """The first characters; empty where the bytes are no text."""
    head = data[:_READ]
    if b"\0" in head:
        return ""
    shown = _decode_head(head, is_cut=len(data) > len(head))[:_TEXT]
    printable = [character for character in shown if character.isprintable() or character.isspace()]
    return shown if len(printable) > _PRINTABLE_SHARE * len(shown) else ""


def _decode_head(head: bytes, *, is_cut: bool) -> str:
    """The text of some bytes. Where they were cut, the cut may be in the middle of a character."""
    longest_cut = _LONGEST_CHARACTER if is_cut else 1
    for cut in range(longest_cut):
        text = _decoded(head[: len(head) - cut])
        if text:
            return text
    return ""


def _decoded(data: bytes) -> str:
    from ingestion.formats.decoding import decode

    try:
        return decode(data).text
    except BadInput:  # no text, or an encoding that is not certain
        return ""


def hex_dump(data: bytes) -> str:
    """Write bytes as a hex dump.

    Args:
        data: The bytes.

    Returns:
        Sixteen bytes a line: offset, hex digits, and the characters of ASCII among them.
    """
    lines: list[str] = []
    for start in range(0, len(data), 16):
        part = data[start : start + 16]
        shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in part)
        lines.append(f"{start:04x}  {part.hex(' '):<47}  {shown}")
    return "\n".join(lines)
