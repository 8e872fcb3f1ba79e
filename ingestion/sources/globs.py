"""The patterns of `include` and `exclude`: those of .gitignore, as far as people use them.

`*` and `?` stay within a name, `**` crosses folders, `[ab]` is one character of a set. A pattern
without a slash is about the name, in any folder; one that ends in a slash is about all that is
below.
Upper and lower case are the same, since archives from Windows have `.DOCX` beside `.docx`.
`fnmatch` was set aside: its `*` crosses folders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_TOKEN = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]]*\]|.", re.DOTALL)
_TRANSLATIONS = {
    "**/": "(?:.*/)?",
    "**": ".*",
    "*": "[^/]*",
    "?": "[^/]",
}


def first_match(path: str, patterns: Iterable[str]) -> str | None:
    """Return the first of the patterns that a path matches.

    Args:
        path: A path relative to the root, with `/` between its parts.
        patterns: The patterns, in order.

    Returns:
        The pattern; None where none matches.

    >>> first_match("a/b/c.DOCX", ("*.md", "*.docx"))
    '*.docx'
    >>> first_match("a/b.md", ("a/*.txt", "a/**"))
    'a/**'
    >>> first_match("ab/c.md", ("a/",))
    """
    for pattern in patterns:
        if _compiled(pattern).fullmatch(path):
            return pattern
    return None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    anchored = pattern.rstrip("/")
    prefix = "" if "/" in anchored else "(?:.*/)?"
    below = "/.*" if pattern.endswith("/") else ""
    tokens = _TOKEN.findall(anchored.removeprefix("/"))
    body = "".join(_translated(token) for token in tokens)
    return re.compile(prefix + body + below, re.DOTALL | re.IGNORECASE)


def _translated(token: str) -> str:
    """Return the regular expression of one token of a pattern."""
    is_set = token.startswith("[") and len(token) > 2
    if not is_set:
        return _TRANSLATIONS.get(token, re.escape(token))
    members = token[1:-1]
    members = members.replace("\\", "\\\\")
    members = members.replace("[", "\\[")
    if members.startswith("!"):
        return f"(?!/)[^{members[1:]}]"
    members = members.replace("^", "\\^")
    return f"(?!/)[{members}]"
