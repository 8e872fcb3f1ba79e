"""What goes into the resolution of a work, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.records import Expression, Finding, Manifestation, Passage, Structure

_FORMATS = (
    "text/markdown",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text/html",
    "text/plain",
)


def format_rank(media_type: str, *, scanned: bool) -> int:
    """Structured formats before flat ones, scans last: of two files with the same text the one with the lower rank tells more of it."""
    return (
        _FORMATS.index(media_type)
        if media_type in _FORMATS and not scanned
        else len(_FORMATS) + scanned
    )


@dataclass(frozen=True, slots=True)
class CopyOf:
    """That a carrier is a copy of another one, which stands for it (`law.duplicates`).

    `of` is the other's object, `likeness` how alike they are (0–1), `own` how many characters only the copy has, `example` the longest
    stretch of them.
    """

    of: int
    likeness: float
    own: int = 0
    example: str = ""


@dataclass(frozen=True, slots=True)
class WorkFile:
    """An object with what was read in it: its structure and the clean text that the structure's spans count in.

    `copied` is set where it carries this work only as the copy of another carrier.
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

    @property
    def rank(self) -> tuple[bool, int, str, str]:
        """Of two carriers of the same text, the lower rank stands for both: what all may see, then structured formats before flat ones."""
        scanned = any(unit.confidence is not None for unit in self.structure.units)
        return (
            "public" not in self.groups,
            format_rank(self.media_type, scanned=scanned),
            self.source,
            self.path,
        )


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the carriers of one work come to.

    `carriers` names the object that each passage's text is taken from, by passage id; `aliases` maps ids that a better parse
    would have given to the ids that stay.
    """

    expressions: tuple[Expression, ...]
    manifestations: tuple[Manifestation, ...]
    passages: tuple[Passage, ...]
    carriers: Mapping[str, int]
    findings: tuple[Finding, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
