"""Recognises texts of a program: their signs are meant as they stand."""

from __future__ import annotations

import re

_CODE = re.compile(
    r"^[ \t]*(?:import\s+\w|from\s+\w+\s+import\b|def\s+\S+\(|class\s+\w+\s*[:({]|return\b|#include|package\s+\w|public\s+\w|"
    r"function\s+\w*\(|(?:var|let|const)\s+\w+\s*=|print\s*\(|console\.|SELECT\s.{1,200}\sFROM\s|\$\s*\w+\s*=|</?script)"
    r"|^[ \t]*[A-Za-z_][\w.]*[ \t]*\([^。\n]{0,200}\)\s*[;{][ \t]*$|^[ \t]*[A-Za-z_]\w*[ \t]*=[^。，\n]{1,200};[ \t]*$",
    re.MULTILINE,
)


def has_code(text: str) -> bool:
    r"""Say whether a text contains lines of a program.

    Args:
        text: A text of any number of lines.

    Returns:
        Whether it does.

    >>> has_code("import math\nprint(1)"), has_code("第一条 为了规范进口，制定本办法。")
    (True, False)
    """
    return _CODE.search(text) is not None
