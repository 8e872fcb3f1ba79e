"""What stands above the first text of a collection or a gazette, and says nothing itself.

澄湾市人民政府公报      banner
2019年第4期             number of the issue
目录                    table of contents
澄湾市渡船管理规定……3
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.notation.work_keys import unspace
from law.structure.lines import TextLine
from law.structure.title_words import is_banner, plain

_COLLECTION = re.compile(
    r"(?:汇编|选编|汇集|全集|文集|法规集|规章集|制度集|制度选|公报|政报|合订本|手册)"
    r"(?:[（(][^（）()]{1,24}[）)])?$"
)
_ENTRY = re.compile(r"(?:[.…·．。]{2,}|\s{2,}|[.…·．—-]{2,}\s*)[（(]?\s*\d{1,4}\s*[)）]?$")
_PAGE = re.compile(r"[.…·．。—\-\s]*[（(]?\d{0,4}[)）]?$")
_MOST_LINES = 200
_MAX_LINE = 120


def names_collection(text: str) -> bool:
    """Check whether a line is the title of a collection of texts: 航道规章汇编.

    Args:
        text: The line.

    Returns:
        True where it is.
    """
    return len(text) <= _MAX_LINE and _COLLECTION.search(plain(text)) is not None


def prelude_end(lines: Sequence[TextLine], first: int) -> int:
    """Find where the first text of a file begins, below a banner and a table of contents.

    Args:
        lines: The lines of the file.
        first: The index of the line with which its first text seems to begin.

    Returns:
        The index of that line, where all lines above it only name the collection and its texts; 0
        where one of them says something.
    """
    if not 0 < first <= _MOST_LINES:
        return 0
    later: set[str] | None = None
    is_listing = False
    for line in lines[:first]:
        if line.names_contents():
            is_listing = True
            continue
        if is_banner(line.text) or names_collection(line.text):
            continue
        if len(line.text) > _MAX_LINE or line.opens_article():
            return 0
        if _ENTRY.search(line.text):
            continue
        if not is_listing:
            return 0
        if later is None:
            later = {_title_of(below) for below in lines[first:]}
        if _title_of(line) not in later:
            return 0
    return first


def _title_of(line: TextLine) -> str:
    """A line without the number of its page."""
    return _PAGE.sub("", unspace(line.text)).strip("《》")
