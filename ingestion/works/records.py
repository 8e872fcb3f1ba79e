"""What goes into the resolution of a work, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.records import Expression, Finding, Manifestation, Passage, Structure

_FORMATS = ("text/markdown", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "text/html", "text/plain")


@dataclass(frozen=True, slots=True)
class Carrier:
    """An object with what was read in it: its structure and the clean text that the structure's spans count in."""

    object_id: int
    source: str
    uri: str
    path: str
    media_type: str
    structure: Structure
    text: str
    groups: tuple[str, ...] = ("public",)

    @property
    def rank(self) -> tuple[int, str, str]:
        """Of two carriers of the same text, the lower rank stands for both: structured formats before flat ones, scans last."""
        known = self.media_type in _FORMATS
        scanned = any(unit.confidence is not None for unit in self.structure.units)
        return _FORMATS.index(self.media_type) if known else len(_FORMATS) + scanned, self.source, self.path


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
