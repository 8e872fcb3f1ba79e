"""Who holds the text of each unit of an expression: the object that it is taken from, those that mirror it, its passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from corpus.hashing import text_hash
from corpus.records import (
    SCANNED,
    UNSURE,
    Manifestation,
    ManifestationRole,
    Mirror,
    Passage,
    ScanTag,
    SourceRef,
    Status,
    Tag,
    Unit,
)
from law.works.contents import Contents
from law.works.records import WorkFile


@dataclass
class Holding:
    """A unit's text and who holds it; the first member stands for all. `path` is its place there, `shown` its place in ids.

    Members have the text to the letter and are for the same groups; `copies` have it with slips, or under another title.

    `beside`: for a unit of a twin, the same place in the text that has the plain id. The twin's unit takes its header from there:
    copies word their headers differently, and a text that was embedded under one header would have to be embedded again.
    """

    path: str
    shown: str
    members: list[Contents]
    beside: Holding | None = None
    copies: list[WorkFile] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The unit's text, made comparable."""
        return self.members[0].texts[self.path]

    @property
    def groups(self) -> tuple[str, ...]:
        """Who may see it. A text that lies at two places for different groups is two: neither place is named to those of the other."""
        return self.members[0].carrier.groups

    def passages(self, made: Passage, later: Mapping[str, str]) -> list[tuple[Passage, int]]:
        """The unit's passages, a piece each, with the object that they are taken from; `made` has what all of its text share.

        Where a twin has another text than the one that has the plain id, it is not known to have held on any day: its validity is empty.
        """
        first, mirrors = self.members[0].carrier, self.members[1:]
        made = replace(
            made,
            title=first.structure.title,
            kind=first.structure.kind,
            source=SourceRef(first.source, first.uri, first.path, 0, 0),
            mirrors=tuple(
                Mirror(one.source, one.path)
                for one in (*(one.carrier for one in mirrors), *self.copies)
            ),
            groups=first.groups,
        )
        if self.beside and made.valid_from:
            made = replace(made, valid_to=made.valid_from, status=Status.UNKNOWN)
        pieces = [self._piece(made, unit, later) for unit in self.units]
        if self.beside and len(self.beside.units) == len(pieces):
            pieces = [
                replace(piece, context=unit.context)
                for piece, unit in zip(pieces, self.beside.units, strict=True)
            ]
        return [(piece, first.object_id) for piece in pieces]

    @property
    def units(self) -> list[Unit]:
        """The unit's pieces in the first member's structure."""
        return self.members[0].units[self.path]

    def _piece(self, made: Passage, unit: Unit, later: Mapping[str, str]) -> Passage:
        text = self.members[0].carrier.text[unit.start : unit.end]
        return replace(
            made,
            id=f"{made.work}/{self.shown}{f'#{unit.piece}' if unit.piece else ''}@{made.id}",
            article=unit.article,
            context=unit.context,
            text=text,
            text_hash=text_hash(text),
            source=replace(
                made.source, start=unit.start, end=unit.end, page=unit.page, box=unit.box
            ),
            valid_from=later.get(unit.path, made.valid_from),
            tags=_scan_tags(unit),
        )


def _scan_tags(unit: Unit) -> tuple[Tag, ...]:
    """How sure OCR is of a scanned unit, as a tag; none where the file holds the text."""
    if unit.confidence is None:
        return ()
    value = ScanTag.UNSURE if unit.confidence < UNSURE else ScanTag.READ
    return (Tag(SCANNED, value.value, unit.confidence, "ocr"),)


def gather_holdings(members: Sequence[Contents]) -> list[Holding]:
    """Each different text of a unit with the members that hold it, in their order."""
    by_path: dict[str, list[Holding]] = {}
    taken = {path for member in members for path in member.texts}
    for member in members:
        for path, text in member.texts.items():
            holdings = by_path.setdefault(path, [])
            same = next(
                (
                    holding
                    for holding in holdings
                    if holding.text == text and holding.groups == member.carrier.groups
                ),
                None,
            )
            if same:
                same.members.append(member)
            else:  # two parts of one text each have, say, a preamble: both are kept, the second as preamble~2
                holdings.append(Holding(path, _unused(path, taken) if holdings else path, [member]))
    return [holding for holdings in by_path.values() for holding in holdings]


def _unused(path: str, taken: set[str]) -> str:
    """The first of preamble~2, preamble~3, … that no unit has; from then on it is taken."""
    name = next(name for number in count(2) if (name := f"{path}~{number}") not in taken)
    taken.add(name)
    return name


def manifestation(expression: str, object_id: int, holdings: Sequence[Holding]) -> Manifestation:
    """What an object is to an expression: a carrier where a unit's text is taken from it.

    Else it is a mirror of the object from which most of the texts that it holds are taken.
    """
    held = [
        holding.members[0].carrier.object_id
        for holding in holdings
        if object_id in {one.carrier.object_id for one in holding.members}
    ]
    if object_id in held:
        return Manifestation(expression, object_id, ManifestationRole.PRIMARY)
    most = max(sorted(set(held)), key=held.count, default=None)
    return Manifestation(expression, object_id, ManifestationRole.MIRROR, most)
