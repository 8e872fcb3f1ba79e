"""What LanceDB says of its files, as what a user can do about it.

It raises RuntimeErrors whose text holds the system's number. That a table is damaged is told and not mended here: a run that
builds anew whatever it can't read would hide a failing disk, and a wrong mount.
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
    """Something whose tables lie in a folder."""

    folder: Path


Owner = TypeVar("Owner", bound=HasFolder)


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Raise HomeError for a full or unwritable disk, and where the tables of `folder` are damaged."""
    with explain_disk_errors(folder):
        try:
            yield
        except RuntimeError as error:
            if "lance error" not in str(error):
                raise
            if number := re.search(r"\(os error (\d+)\)", str(error)):
                raise OSError(int(number[1]), os.strerror(int(number[1]))) from error
            remedy = "remove this folder, then run again: it is built anew from the catalog"
            raise HomeError(f"the index is damaged: {folder}", remedy=remedy) from error


def explaining(
    method: Callable[Concatenate[Owner, Arguments], Result],
) -> Callable[Concatenate[Owner, Arguments], Result]:
    """The method, under `explained`."""

    @wraps(method)
    def call(self: Owner, /, *arguments: Arguments.args, **options: Arguments.kwargs) -> Result:
        with explained(self.folder):
            return method(self, *arguments, **options)

    return call
