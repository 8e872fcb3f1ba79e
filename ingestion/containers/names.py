r"""A member's name as part of a path: readable, unique in its container, and never a way out of it.

`ARCHIVE!/FOLDER/FILE` is the form. `sources.paths` writes a `!/` in the name of a file or member as
`\x21/`, so that `!/` only ever stands between a container and its member.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePosixPath

from ingestion.sources.paths import recorded_path

_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST = 1000  # characters of a member's name; systems allow 255 for each part
_PARENT = ".."
_ESCAPED_PARENT = r"\x2e\x2e"


class Names:
    """The names of one container's members."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def add(self, name: str) -> tuple[str, bool]:
        r"""Give a member its path.

        Args:
            name: The name that the container gives it.

        Returns:
            The path of the member in its container, and whether the name is unsafe: no honest
            archive has it.

        >>> names = Names()
        >>> names.add("a/劳动法.txt"), names.add("a\\劳动法.txt")
        (('a/劳动法.txt', False), ('a/劳动法~2.txt', False))
        >>> names.add("../../etc/passwd")
        ('\\x2e\\x2e/\\x2e\\x2e/etc/passwd', True)
        """
        name = name.replace("\\", "/")
        parts = _parts(name.replace("\x00", ""))
        shortened = "/".join(parts)[:_LONGEST]
        whole = "/".join(_parts(shortened))  # the cut may have left a part empty
        path = recorded_path(whole) or "unnamed"
        safe_parts = [_ESCAPED_PARENT if part == _PARENT else part for part in path.split("/")]
        return self._unique("/".join(safe_parts)), _is_unsafe(name, parts)

    def _unique(self, path: str) -> str:
        """Return a path of its own: an archive may give two members one name."""
        unique = path
        while self._taken[unique]:
            self._taken[path] += 1
            whole = PurePosixPath(path)
            unique = str(whole.with_name(f"{whole.stem}~{self._taken[path]}{whole.suffix}"))
        self._taken[unique] += 1
        return unique


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part not in ("", ".")]


def _is_unsafe(name: str, parts: list[str]) -> bool:
    if name.startswith("/") or _DRIVE.match(name):
        return True
    return _PARENT in parts or "\x00" in name or len(name) > _LONGEST
