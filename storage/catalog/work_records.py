"""What the catalog gives and takes about works: files, the resolved work, changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.records import Expression, Finding, Manifestation, Passage, Trust
from storage.catalog.duplicate_records import Mirroring


@dataclass(frozen=True, slots=True)
class WorkFileRow:
    """An object that contains a work, and where to find what was made of it.

    Attributes:
        object_id: The object's id in the catalog.
        source: The name of its source.
        path: Its path in the source.
        uri: Its absolute address.
        document_key: The key of its document.
        structure_key: The key of its structure.
        mirroring: Set where the work is that of another object, of which this one is a copy.
        identity_note: Why the object did not join the work of its title; "" where it did.
        trust: What files of its source may change.
        part: The number of the rule in a file of several, from 0.
    """

    object_id: int
    source: str
    path: str
    uri: str
    document_key: str
    structure_key: str
    mirroring: Mirroring | None = None
    identity_note: str = ""
    trust: Trust = Trust.REPRINT
    part: int = 0


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file whose passages broke a promise.

    Attributes:
        object_id: The object's id in the catalog; of a further rule, that of its own row.
        code: The reason, one of `corpus.errors.REASONS`.
        detail: What was seen.
    """

    object_id: int
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class ResolvedWork:
    """A work as it now is: everything that the catalog stores of it, to be written by difference.

    Attributes:
        work: The work's name.
        key: The key that `Works.stale` gave; "" for a work that no file contains any more.
        expressions: Its versions.
        manifestations: The files that contain them.
        passages: Its passages; their tags are the marks of scans.
        source_objects: By passage id, the object that the passage is cited from.
        findings: What was noticed about it.
        aliases: By former id, the id that stands for it now.
        held: Files that are to be held. Then nothing else is written of the work: without these
            files it is another, and has to be resolved again.
    """

    work: str
    key: str
    expressions: Sequence[Expression] = ()
    manifestations: Sequence[Manifestation] = ()
    passages: Sequence[Passage] = ()
    source_objects: Mapping[str, int] = field(default_factory=dict)
    findings: Sequence[Finding] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    held: Sequence[HeldFile] = ()


@dataclass(frozen=True, slots=True)
class History:
    """The ids that the texts of a work have had so far.

    Attributes:
        expressions: Ids of expressions, by the objects that contain them.
        passages: Ids of passages, by object and text hash. Only of objects whose bytes are still
            the same: where they changed, a text may rightly have moved.
    """

    expressions: dict[int, str] = field(default_factory=dict)
    passages: dict[tuple[int, str], str] = field(default_factory=dict)


@dataclass(slots=True)
class Changes:
    """Ids of passages that a commit changed.

    Attributes:
        new: Passages that were not there before.
        changed: Passages that are different now.
        gone: Passages that are no longer there.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
