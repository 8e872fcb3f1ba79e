"""A home's disk: what the operating system says about it, as a sentence with a remedy; and a file that is replaced in one step."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import HomeError

_SAYINGS = {
    errno.ENOSPC: ("the disk is full", "free some space, then run again: nothing is lost"),
    errno.EDQUOT: (
        "your share of the disk is used up",
        "free some space, then run again: nothing is lost",
    ),
    errno.EACCES: (
        "you have no right to write there",
        "choose another --home, or change the folder's rights",
    ),
    errno.EPERM: (
        "you have no right to write there",
        "choose another --home, or change the folder's rights",
    ),
    errno.EROFS: ("the file system is read-only", "choose another --home"),
    errno.ENOENT: ("no folder can be made there", "choose another --home"),
    errno.ENOTDIR: ("there is a file where a folder should be", "choose another --home"),
    errno.EEXIST: ("there is a file where a folder should be", "choose another --home"),
}


@contextmanager
def told_by_disk(path: Path) -> Iterator[None]:
    """Raise HomeError for what a user can mend about `path`; other errors of the system stay what they are."""
    try:
        yield
    except OSError as error:
        if error.errno not in _SAYINGS:
            raise
        message, remedy = _SAYINGS[error.errno]
        raise HomeError(f"the home can't be used, {message}: {path}", remedy=remedy) from error


def replace_file(path: Path, text: str) -> None:
    """Write a file anew, in one step: whoever reads it, and whenever this is killed, finds the old text or the new one."""
    draft = path.with_name(f"{path.name}.new")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
