r"""A member's name as part of a path: readable, unique in its container, and never a way out of it.

`ARCHIVE!/FOLDER/FILE` is the form; `sources.paths` writes a `!/` that a file or member brings itself as `\x21/`, so that it only ever
stands between a container and its member.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePosixPath

from ingestion.sources.paths import recorded_path

_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST = 1000  # characters of a member's name; systems allow 255 a part


class Names:
    """The names of one container's members."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def add(self, name: str) -> tuple[str, bool]:
        r"""The path of a member in its container, and whether its name is one that no honest archive has.

        >>> names = Names()
        >>> names.add("a/劳动法.txt"), names.add("a\\劳动法.txt"), names.add("../../etc/passwd")
        (('a/劳动法.txt', False), ('a/劳动法~2.txt', False), ('\\x2e\\x2e/\\x2e\\x2e/etc/passwd', True))
        """
        name = name.replace("\\", "/")
        parts = [part for part in name.split("/") if part not in ("", ".")]
        unsafe = (
            name.startswith("/")
            or bool(_DRIVE.match(name))
            or ".." in parts
            or "\x00" in name
            or len(name) > _LONGEST
        )
        path = recorded_path("/".join(parts)[:_LONGEST].replace("\x00", "")) or "unnamed"
        path = "/".join(r"\x2e\x2e" if part == ".." else part for part in path.split("/"))
        return self._unique(path), unsafe

    def _unique(self, path: str) -> str:
        """An archive may name two members alike: the second is told apart before its ending."""
        found = path
        while self._taken[found]:
            self._taken[path] += 1
            whole = PurePosixPath(path)
            found = str(whole.with_name(f"{whole.stem}~{self._taken[path]}{whole.suffix}"))
        self._taken[found] += 1
        return found
