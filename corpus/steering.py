"""Characters that steer a terminal or turn a line around, written so that one sees them.

A name of a file may hold any of them. What a program prints, logs or shows in a page holds none.
"""

from __future__ import annotations

import re

_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ud800-\udfff\ufeff\uffa0\ufff9-\uffff\U000e0000-\U000e007f]"
)
_LINE_ENDS = re.compile("[\t\n]")


def escape_steering(text: str, *, one_line: bool = False) -> str:
    r"""Write the characters of a text that no reader sees as escapes.

    Args:
        text: Any text, such as the name of a file.
        one_line: Also line ends and tabs, so that a name makes no line of its own.

    Returns:
        The text; line ends and tabs stay where it may have several lines.

    >>> print(escape_steering("a\x1b[2Jb\u202egpj.exe"))
    a\x1b[2Jb\u202egpj.exe
    """
    if text.isascii() and text.isprintable():
        return text
    text = _STEERING.sub(_escape, text)
    return _LINE_ENDS.sub(_escape, text) if one_line else text


def has_steering(text: str) -> bool:
    """Decide whether a text has any such character.

    Args:
        text: Any text.

    Returns:
        True where `escape_steering` would change it.
    """
    return _STEERING.search(text) is not None


def escape_json(document: str) -> str:
    r"""Write such characters of a JSON document as escapes of JSON.

    Args:
        document: The document. It has them in its texts only.

    Returns:
        A document of the same value.

    >>> print(escape_json('{"name": "b\u202egpj.exe"}'))
    {"name": "b\u202egpj.exe"}
    """
    return _STEERING.sub(_escape_in_json, document)


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(sign) or _number(ord(sign))


def _number(code: int) -> str:
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _escape_in_json(match: re.Match[str]) -> str:
    sign = match[0]
    if sign == "\r":  # between the lines of a document
        return sign
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{int.from_bytes(units[at : at + 2]):04x}" for at in range(0, len(units), 2))
