"""Recognises marks of Markdown in a text whose name does not say that it is Markdown."""

from __future__ import annotations

import re

_LINK = re.compile(
    r"!?\[[^\]\[\n]{0,80}\]\((?:https?:|/|\.{1,2}/|data:|#|[\w\-]+\.(?:png|jpe?g|gif|html?))[^()\s]{0,2000}\)"
)
_BOLD_START = re.compile(r"^[ \t\u3000>\-]*\*\*(?=[^*\s])[^*\n]{2,60}\*\*", re.MULTILINE)
_BOLD = re.compile(r"(?<![^\s，。；：、（(])\*\*(?=[^*\s])[^*\n]{2,60}(?<=[^*\s])\*\*")
_HEADING = re.compile(
    r"^[ ]{0,3}#{1,6}[ \t\u3000]*(?=[\u4e00-\u9fff《【“（(])(?![^#\n]{1,40}#)", re.MULTILINE
)
_DELIMITER_ROW = re.compile(
    r"^[ ]{0,3}\|?(?:[ ]{0,9}:?-{2,}:?[ ]{0,9}\|){1,40}(?:[ ]{0,9}:?-{2,}:?[ ]{0,9})?$",
    re.MULTILINE,
)
_STAR = re.compile(
    r"[\u4e00-\u9fff]\*{1,3}(?=[\u4e00-\u9fff，、。某]|$)|(?:^|[，、。])\*{2}[\u4e00-\u9fff]{1,4}(?![*\u4e00-\u9fff])",
    re.MULTILINE,
)
"""A name that is masked by stars."""
_ENOUGH_BOLD = 3
_ENOUGH_HEADINGS = 2


def has_markdown(text: str) -> bool:
    """Say whether a text has marks of Markdown.

    Args:
        text: A text of any number of lines.

    Returns:
        Whether links, tables, headings or bold words are marked in it.

    >>> has_markdown("**第一条** 略。"), has_markdown("张**与李**各欠五千元。")
    (True, False)
    """
    if "](" in text and _LINK.search(text):
        return True
    if "--" in text and _DELIMITER_ROW.search(text):
        return True
    if "#" in text and _has_headings(text):
        return True
    if "**" not in text:
        return False
    bold = len(_BOLD.findall(text))
    return bool(_BOLD_START.search(text) or bold >= _ENOUGH_BOLD) and not _masks(text, bold)


def _has_headings(text: str) -> bool:
    headings = _HEADING.findall(text)
    ranks = {len(heading.strip()) for heading in headings}
    first = text.lstrip()
    return len(headings) >= _ENOUGH_HEADINGS or (bool(ranks) and _HEADING.match(first) is not None)


def _masks(text: str, bold: int) -> bool:
    """Whether stars stand for parts of names more often than they mark words."""
    return text.count("**") > 2 * bold and len(_STAR.findall(text)) > bold
