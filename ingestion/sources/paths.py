r"""Paths as they are recorded: readable text, never percent-encoded, and still good for opening.

A Linux file name is any bytes. Those that are not UTF-8 reach Python as lone surrogates, which
neither SQLite nor JSON takes. They are recorded as `\xNN`, and a backslash that would read as one
is recorded as `\x5c`, so that two files never share a path. A `!/` stands between a container and
its member; one that a file's own path has is recorded as `\x21/`. Everything else stays as it is:
blanks, newlines, the form of accents.
"""

from __future__ import annotations

import os
import re

from corpus.records import MEMBER

_UNDECODABLE = re.compile(r"[\udc80-\udcff]|\\(?=x[0-9a-f]{2})")
_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")


def recorded_path(raw: str) -> str:
    r"""Return the path to record for one that the operating system gave.

    Args:
        raw: A path, its undecodable bytes as lone surrogates.

    Returns:
        The path as text.

    >>> recorded_path("2012\udcc4\udcea.txt"), recorded_path("a b=c.txt")
    ('2012\\xc4\\xea.txt', 'a b=c.txt')
    >>> recorded_path(r"a\xff.txt"), recorded_path("a.zip!/b")
    ('a\\x5cxff.txt', 'a.zip\\x21/b')
    """
    escaped = _UNDECODABLE.sub(_escape, raw)
    return escaped.replace(MEMBER, r"\x21/")


def raw_path(recorded: str) -> str:
    r"""Return the path to open for one that was recorded; undoes `recorded_path`.

    Args:
        recorded: A recorded path.

    Returns:
        The path as the operating system takes it.

    >>> raw_path(r"2012\xc4\xea.txt"), raw_path("劳动法.txt")
    ('2012\udcc4\udcea.txt', '劳动法.txt')
    """
    return os.fsdecode(_ESCAPED.sub(_unescape, os.fsencode(recorded)))


def _escape(match: re.Match[str]) -> str:
    return f"\\x{ord(match[0]) & 0xFF:02x}"


def _unescape(match: re.Match[bytes]) -> bytes:
    return bytes.fromhex(match[1].decode())
