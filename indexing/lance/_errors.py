"""Errors of LanceDB's files, as errors that a user can act on.

LanceDB raises RuntimeErrors whose text has the system's error number. A damaged table is reported
and not repaired here: a run that rebuilds whatever it cannot read would hide a failing disk or a
wrong mount.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from corpus.disk import explain_disk_errors
from corpus.errors import HomeError

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class HasFolder(Protocol):
    """An object whose tables lie in a folder."""

    folder: Path


Owner = TypeVar("Owner", bound=HasFolder)


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Raise HomeError for a full or unwritable disk, and for damaged tables in `folder`."""
    with explain_disk_errors(folder):
        try:
            yield
        except RuntimeError as error:
            if "lance error" not in str(error):
                raise
            if match := re.search(r"\(os error (\d+)\)", str(error)):
                number = int(match[1])
                raise OSError(number, os.strerror(number)) from error
            raise HomeError(
                f"the index is damaged: {folder}",
                remedy="remove this folder, then run again: it is built anew from the catalog",
            ) from error


def explaining(
    method: Callable[Concatenate[Owner, Arguments], Result],
) -> Callable[Concatenate[Owner, Arguments], Result]:
    """Return the method with its errors explained."""

    @wraps(method)
    def call(self: Owner, /, *arguments: Arguments.args, **options: Arguments.kwargs) -> Result:
        with explained(self.folder):
            return method(self, *arguments, **options)

    return call
