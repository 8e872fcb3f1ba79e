"""Parsers: from the bytes of a file to a `Document`, one parser for each media type.

A package that reads another format names a `Parser` in the entry point group `lexops.parsers`. If
it reads a media type of ours, it takes the place of our parser. The module of a parser is imported
when the first file of its type arrives, because unstructured alone takes seconds to import.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from corpus.errors import BadInput, UsageError
from corpus.records import Document
from ingestion.formats.record_mapping import DEFAULT_MAPPING, RecordMapping
from ingestion.limits import Limits

GROUP = "lexops.parsers"
"""The entry point group."""

Parse = Callable[[bytes, Limits], Document]
MappedParse = Callable[[bytes, Limits, RecordMapping], Document]


@dataclass(frozen=True, slots=True)
class Parser:
    """A parser's name with its version (`markdown/1`), what it reads, and how to get at it.

    The version goes into the key of every document that the parser has read: raise it when the
    parser would read the same bytes otherwise, and exactly these documents are read again. `module`
    has a function `parse` (see `Parse`).

    Of a format that `ingestion.formats.media_types` doesn't know, `starts` are the bytes that its
    files begin with, and `suffixes` what their names end with. `programs` are those of which one
    must be installed. Of a format of records, `mapped` says that `parse` also takes which field is
    what.
    """

    name: str
    media_type: str
    module: str
    starts: tuple[bytes, ...] = ()
    suffixes: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    mapped: bool = False

    @property
    def lacks(self) -> str | None:
        """The programs that would have to be installed; None where nothing lacks."""
        if not self.programs or any(map(shutil.which, self.programs)):
            return None
        return " or ".join(self.programs)

    def parse(
        self,
        data: bytes,
        limits: Limits,
        mapping: RecordMapping = DEFAULT_MAPPING,
    ) -> Document:
        """Read the bytes of a file.

        Args:
            data: The bytes.
            limits: How large a file and its document may be.
            mapping: Which fields of the source's records are title, text and date.

        Returns:
            The document.

        Raises:
            BadInput: The file can't be read.
        """
        if self.lacks:
            raise BadInput("no_program", f"{self.media_type} is read through {self.lacks}")
        parse = import_module(self.module).parse
        if self.mapped:
            return cast("MappedParse", parse)(data, limits, mapping)
        return cast("Parse", parse)(data, limits)


@cache
def parsers() -> Mapping[str, Parser]:
    """Every parser that is installed, by its media type.

    Raises UsageError where two packages bring one for the same media type, or where what an entry
    point names is no `Parser`.
    """
    found: dict[str, tuple[Parser, str]] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda one: (not _is_ours(one), one.value)):
        parser = _loaded(point)
        package = "" if _is_ours(point) else point.value.partition(".")[0].partition(":")[0]
        _, before = found.get(parser.media_type, (None, ""))
        if before:
            message = f"{before} and {package} both bring a parser for {parser.media_type}"
            raise UsageError(message, remedy="uninstall one of them")
        found[parser.media_type] = parser, package
    return {media_type: parser for media_type, (parser, _) in found.items()}


def _is_ours(point: EntryPoint) -> bool:
    return point.dist is not None and point.dist.name == "lexops"


def _loaded(point: EntryPoint) -> Parser:
    try:
        parser = point.load()
    except (ImportError, AttributeError) as error:
        raise UsageError(
            f"the parser {point.name} of {point.value} can't be loaded: {error}",
            remedy="install its package anew",
        ) from error
    if not isinstance(parser, Parser):
        raise UsageError(
            f"the parser {point.name} is no `ingestion.parsers.Parser`: {point.value}",
            remedy="uninstall its package",
        )
    return parser


__all__ = ["GROUP", "Parse", "Parser", "parsers"]
