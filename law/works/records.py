"""What goes into the resolution of a work, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.records import Expression, Finding, Manifestation, Passage, Structure, Trust

_TRUSTS = tuple(Trust)
_FORMATS = (
    "text/markdown",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text/html",
    "text/plain",
)


def format_rank(media_type: str, *, scanned: bool) -> int:
    """Rank a file format: structured formats come before flat ones, and scans come last.

    Of two files with the same text, the file with the lower rank says more about the text.

    Args:
        media_type: The media type of the file.
        scanned: Whether OCR read the file.

    Returns:
        The rank, 0 for the best format.
    """
    if scanned:
        return len(_FORMATS) + 1
    if media_type in _FORMATS:
        return _FORMATS.index(media_type)
    return len(_FORMATS)


@dataclass(frozen=True, slots=True)
class CopyOf:
    """States that a file is a copy of another file, which represents it (see `law.duplicates`).

    Attributes:
        of: The object id of the other file.
        likeness: How alike the two texts are (0–1).
        own: How many characters stand only in the copy.
        example: The longest stretch that stands only in the copy.
    """

    of: int
    likeness: float
    own: int = 0
    example: str = ""


@dataclass(frozen=True, slots=True)
class WorkFile:
    """A file that contains a work, with its structure and its clean text.

    Attributes:
        object_id: The id of the object in the catalog.
        source: The name of the source.
        uri: The address of the object.
        path: The path of the object in its source.
        media_type: The media type of the file.
        structure: What was read in the file; its spans count characters of `text`.
        text: The clean text.
        groups: The groups that may read the file.
        copied: Set where the file has this work only as the copy of another file.
        identity_note: Why the file did not join the work of its title; "" where it did.
        trust: What files of its source may change.
        part: The number of the rule in a file of several, from 0.
    """

    object_id: int
    source: str
    uri: str
    path: str
    media_type: str
    structure: Structure
    text: str
    groups: tuple[str, ...] = ("public",)
    copied: CopyOf | None = None
    identity_note: str = ""
    trust: Trust = Trust.REPRINT
    part: int = 0

    @property
    def rank(self) -> tuple[bool, int, int, str, str, int]:
        """The sort key of the file: of two files with the same text, the lower represents both.

        Files that everyone may read come first, then those of the most trusted sources, then
        structured formats, then source, path and place in the file.
        """
        scanned = any(unit.confidence is not None for unit in self.structure.units)
        return (
            "public" not in self.groups,
            _TRUSTS.index(self.trust),
            format_rank(self.media_type, scanned=scanned),
            self.source,
            self.path,
            self.part,
        )


@dataclass(frozen=True, slots=True)
class Resolution:
    """The result of resolving all files of one work.

    Attributes:
        expressions: The versions of the work.
        manifestations: Which object contains which version.
        passages: The passages of all versions.
        source_objects: By passage id, the object that the passage's text is taken from.
        findings: What is odd about the files or their dates.
        aliases: Ids that a better parse would have given, and the ids that stay.
    """

    expressions: tuple[Expression, ...]
    manifestations: tuple[Manifestation, ...]
    passages: tuple[Passage, ...]
    source_objects: Mapping[str, int]
    findings: tuple[Finding, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
