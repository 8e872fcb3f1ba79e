r"""Removes what tools leave in a text: escaped line breaks, tags of a page, and its own marks.

A program that takes texts out of records or pages often forgets to resolve them: 条例。\n第二条,
条例<br>第二条. Each is resolved only where the text proves that it is a remain: a break that is
spelled out stands behind a sentence, at the end of a line or beside another one; a tag is closed or
stands at the edge of a line. A text that speaks of such signs (用\n表示换行) keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingestion.cleaning.characters import Removals

NumberedLine = tuple[int, str]
"""The number of a line in its file, from 1, and its text. One line may become several."""

_SPELLED_BREAK = r"\\{1,3}(?:r\\{1,3}n|n|r)"
_SPELLED = r"\\{1,3}(?:r\\{1,3}n|n|r|t|u3000|u00a0|xa0|u200b)"
_PROOF = re.compile(
    rf"(?:^|[。；！？…”」）\])}}]|{_SPELLED})[ \u3000]*{_SPELLED_BREAK}(?![a-z\"'])"
    rf"|(?<![\\:A-Za-z]){_SPELLED_BREAK}(?:[ \u3000]*(?:$|{_SPELLED}|第[零〇一二三四五六七八九十百千\d]))",
    re.MULTILINE,
)
_BREAK = re.compile(rf"(?<![\\:]){_SPELLED_BREAK}(?![a-z]|[\"']\s*[),;+%])")
_BLANK = re.compile(r"(?<![\\:])\\{1,3}(?:t(?![a-z])|u3000|u00a0|xa0|u200b)")

_NAMES = (
    r"(?:p|div|span|br|hr|font|strong|b|em|i|u|a|li|ul|ol|dl|dt|dd|h[1-6]|img|center|section|article|body|html|head|"
    r"main|header|footer|table|tr|td|th|tbody|thead|tfoot|blockquote|o:p|sup|sub|pre|label|input|button)"
)
_TAG = re.compile(rf"<(/?)({_NAMES})(?:\s[^<>\n]*)?/?>", re.IGNORECASE)
_CLOSED = re.compile(rf"</{_NAMES}\s*>", re.IGNORECASE)
_TAG_BREAK = re.compile(
    r"^[ \t]*<br\b|<br\s*/?>[ \t]*(?:<br|$)|[。；！？：][ \t]*<br\b|<br\s*/?>[ \t]*第[零〇一二三四五六七八九十百千\d]",
    re.IGNORECASE | re.MULTILINE,
)
_ENDS_LINE = frozenset(
    (
        "p", "div", "br", "hr", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "center", "section",
        "article", "main", "header", "footer", "table", "tr", "blockquote", "pre",
    )
)  # fmt: skip
_NEXT_CELL = re.compile(r"</t[dh]\s*>\s*<t[dh]\b[^<>\n]*>", re.IGNORECASE)


def resolve_breaks(lines: Sequence[NumberedLine], removals: Removals) -> list[NumberedLine]:
    """Resolve line breaks and blanks that are spelled out.

    Args:
        lines: The lines of a text.
        removals: Where they are counted.

    Returns:
        The lines.
    """
    if not any("\\" in line for _, line in lines):
        return list(lines)
    if _PROOF.search("\n".join(line for _, line in lines)) is None:
        return list(lines)
    resolved: list[NumberedLine] = []
    for number, line in lines:
        if "\\" not in line:
            resolved.append((number, line))
            continue
        plain, breaks = _BREAK.subn("\n", line)
        plain, blanks = _BLANK.subn(" ", plain)
        if breaks + blanks:
            removals.add("escaped blank or line break", breaks + blanks, line.strip())
        resolved += [(number, part) for part in plain.split("\n")]
    return resolved


def drop_tags(lines: Sequence[NumberedLine], removals: Removals) -> list[NumberedLine]:
    """Drop the tags of a page; the words between them stay.

    Args:
        lines: The lines of a text.
        removals: Where they are counted.

    Returns:
        The lines: the end of a block is the end of a line.
    """
    if not any("<" in line for _, line in lines):
        return list(lines)
    text = "\n".join(line for _, line in lines)
    if not (_CLOSED.search(text) or _TAG_BREAK.search(text)):
        return list(lines)

    def plain(match: re.Match[str]) -> str:
        return "\n" if match[2].lower() in _ENDS_LINE else ""

    kept: list[NumberedLine] = []
    for number, line in lines:
        tags = len(_TAG.findall(line)) if "<" in line else 0
        if not tags:
            kept.append((number, line))
            continue
        removals.add("tag", tags, line.strip())
        rest = _TAG.sub(plain, _NEXT_CELL.sub(" | ", line))
        kept += [(number, part) for part in rest.split("\n")]
    return kept
