"""The patterns of `include` and `exclude`: those of .gitignore, as far as people use them.

`*` and `?` stay within a name, `**` crosses folders, `[ab]` is one of a set. A pattern without a slash is about the name,
in any folder; one that ends in a slash is about all that is below. Upper and lower case are the same, since archives from
Windows hold `.DOCX` beside `.docx`. `fnmatch` was set aside: its `*` crosses folders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_TOKEN = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]]*\]|.", re.DOTALL)


def first_match(path: str, patterns: Iterable[str]) -> str | None:
    """The first of the patterns that a path (posix, relative to the root) matches.

    >>> first_match("a/b/c.DOCX", ("*.md", "*.docx")), first_match("a/b.md", ("a/*.txt", "a/**")), first_match("ab/c.md", ("a/",))
    ('*.docx', 'a/**', None)
    """
    return next((pattern for pattern in patterns if _compiled(pattern).fullmatch(path)), None)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    anchored = pattern.rstrip("/")
    prefix = "" if "/" in anchored else "(?:.*/)?"
    below = "/.*" if pattern.endswith("/") else ""
    body = "".join(map(_translated, _TOKEN.findall(anchored.removeprefix("/"))))
    return re.compile(prefix + body + below, re.DOTALL | re.IGNORECASE)


def _translated(token: str) -> str:
    if token.startswith("[") and len(token) > 2:
        members = token[1:-1].replace("\\", "\\\\").replace("[", "\\[")
        return f"(?!/)[{'^' + members[1:] if members.startswith('!') else members.replace('^', chr(92) + '^')}]"
    return {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(token, re.escape(token))
