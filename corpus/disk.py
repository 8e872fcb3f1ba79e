"""The disk of a home: its errors as a sentence with a remedy, and files replaced in one step."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import HomeError

_MESSAGES = {
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
def explain_disk_errors(path: Path) -> Iterator[None]:
    """Raise HomeError for what a user can mend about a path; other errors of the system stay.

    Args:
        path: The path that is named in the message.

    Raises:
        HomeError: If the disk is full or the path can't be used; it says what to do.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in _MESSAGES:
            raise
        message, remedy = _MESSAGES[error.errno]
        raise HomeError(f"the home can't be used, {message}: {path}", remedy=remedy) from error


def replace_file(path: Path, text: str) -> None:
    """Write a file anew, in one step: at any moment, readers see the old text or the new one.

    Args:
        path: The file.
        text: Its new text, written as UTF-8.
    """
    draft = path.with_name(f"{path.name}.new")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
