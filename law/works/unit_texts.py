"""The different texts of each unit, the files that contain them, and the passages they become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from corpus.hashing import text_hash
from corpus.records import (
    SCANNED,
    UNSURE,
    Basis,
    Caution,
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
from law.validity import Validity
from law.works.contents import FileUnits
from law.works.records import WorkFile

_MOST_NAMED = 3
"""Files that a caution names."""


@dataclass
class UnitText:
    """The text of one unit and the files that contain it; the first member represents all.

    Attributes:
        path: The place of the unit in its members.
        shown: The place of the unit in ids.
        members: The files that have this text exactly and are for the same groups.
        beside: For a unit of a conflicting text, the same place in the text with the plain id.
            The passage takes its context from there. Copies word their headers differently, and
            a text that was embedded under one header would have to be embedded again.
        copies: The files that have the text with slips, or under another title.
        others: Units of other texts of the same version that a reader should compare: those with
            another text at this place, or with no text there.
        is_more: Whether its text has articles that a complete text of the same day does not have.
    """

    path: str
    shown: str
    members: list[FileUnits]
    beside: UnitText | None = None
    copies: list[WorkFile] = field(default_factory=list)
    others: list[FileUnits] = field(default_factory=list)
    is_more: bool = False

    @property
    def text(self) -> str:
        """The text of the unit in comparable form."""
        return self.members[0].texts[self.path]

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that may read the unit.

        A text that lies at two places for different groups counts as two texts. So neither place
        is shown to readers of the other.
        """
        return self.members[0].file.groups

    @property
    def units(self) -> list[Unit]:
        """The pieces of the unit in the structure of the first member."""
        return self.members[0].units[self.path]

    @property
    def object_ids(self) -> set[int]:
        """The objects of all members."""
        return {member.file.object_id for member in self.members}

    def make_passages(
        self,
        template: Passage,
        exceptions: Validity | None = None,
    ) -> list[tuple[Passage, int]]:
        """Make the passages of the unit, one for each piece.

        Where a conflicting text differs from the text with the plain id, we do not know that it
        was in force on any day. Its period of validity is empty.

        Args:
            template: A passage with the values that all units of the version share.
            exceptions: The validity of the version, where it differs for some units.

        Returns:
            Each passage with the id of the object that it is taken from.
        """
        if (self.beside or (self.is_more and self.others)) and template.valid_from:
            template = replace(
                template,
                valid_to=template.valid_from,
                status=Status.UNKNOWN,
            )
        elif exceptions:
            template = _of_unit(
                template,
                self.path,
                exceptions,
            )
        if self.others:
            template = replace(template, cautions=(*template.cautions, self._conflict()))
        object_id = self.members[0].file.object_id
        mirrors = self._mirrors()
        units = self.units
        headed = units
        if self.beside and len(self.beside.units) == len(units):
            headed = self.beside.units
        return [
            (
                self._make_passage(
                    template,
                    unit,
                    head.context,
                    mirrors,
                ),
                object_id,
            )
            for unit, head in zip(
                units,
                headed,
                strict=True,
            )
        ]

    def _conflict(self) -> Caution:
        """Name the files that have another text, as far as readers of this one may know them."""
        open_to_all = [
            other.file for other in self.others if other.file.groups in (self.groups, ("public",))
        ]
        named = sorted({f"{file.source}: {file.path}" for file in open_to_all})
        shown = "、".join(named[:_MOST_NAMED]) or "a file that is not open to all"
        more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
        has_text = any(self.path in other.texts for other in self.others)
        what = "has another text here" if has_text else "has no text here"
        return Caution(
            "conflicting_text",
            f"Another file of the same version {what}: {shown}{more}; compare both",
        )

    def _mirrors(self) -> tuple[Mirror, ...]:
        files = [member.file for member in self.members[1:]]
        files += self.copies
        return tuple(Mirror(file.source, file.path) for file in files)

    def _make_passage(
        self,
        template: Passage,
        unit: Unit,
        context: str,
        mirrors: tuple[Mirror, ...],
    ) -> Passage:
        # Every field is named: `dataclasses.replace` costs as much as all the rest here.
        file = self.members[0].file
        text = file.text[unit.start : unit.end]
        piece = f"#{unit.piece}" if unit.piece else ""
        return Passage(
            id=f"{template.work}/{self.shown}{piece}@{template.id}",
            title=file.structure.title,
            work=template.work,
            article=unit.article,
            kind=file.structure.kind,
            context=context,
            text=text,
            source=SourceRef(
                file.source,
                file.uri,
                file.path,
                unit.start,
                unit.end,
                unit.page,
                unit.box,
            ),
            text_hash=text_hash(text),
            level=template.level,
            region=template.region,
            promulgated=template.promulgated,
            valid_from=template.valid_from,
            valid_to=template.valid_to,
            valid_from_basis=template.valid_from_basis,
            status=template.status,
            document_number=template.document_number,
            mirrors=mirrors,
            tags=_scan_tags(unit),
            groups=file.groups,
            jurisdiction=template.jurisdiction,
            cautions=template.cautions,
        )


def _of_unit(
    template: Passage,
    path: str,
    validity: Validity,
) -> Passage:
    """Give a unit the days and cautions that differ from those of its version."""
    marked = validity.marked.get(path)
    if marked:
        template = replace(template, cautions=(*template.cautions, *marked))
    if path in validity.unset:
        return replace(
            template,
            valid_from=None,
            valid_from_basis=Basis.UNKNOWN,
            status=Status.UNKNOWN,
        )
    if path in validity.later:
        template = replace(template, valid_from=validity.later[path])
    end = validity.ended.get(path)
    if end is None or (template.valid_to is not None and template.valid_to <= end.day):
        return template
    if template.valid_from is not None and end.day <= template.valid_from:
        return template
    return replace(
        template,
        valid_to=end.day,
        status=end.status,
    )


def _scan_tags(unit: Unit) -> tuple[Tag, ...]:
    """Say by a tag how sure OCR is of a scanned unit; no tag where the file contains the text."""
    if unit.confidence is None:
        return ()
    value = ScanTag.UNSURE if unit.confidence < UNSURE else ScanTag.READ
    return (
        Tag(
            SCANNED,
            value.value,
            unit.confidence,
            "ocr",
        ),
    )


def group_unit_texts(members: Sequence[FileUnits]) -> list[UnitText]:
    """Group the units of several files by path and text.

    Args:
        members: The files of one text of a work, the best ranked first.

    Returns:
        Each different text of each unit, with the members that contain it in their order.
    """
    by_path: dict[str, list[UnitText]] = {}
    taken: set[str] = set()
    for member in members:
        taken.update(member.texts)
    for member in members:
        for path, text in member.texts.items():
            known = by_path.setdefault(path, [])
            same = _find_same(
                known,
                text,
                member.file.groups,
            )
            if same:
                same.members.append(member)
                continue
            # Two parts of one text may each have a preamble. Both are kept, the second as
            # preamble~2.
            shown = _unused_path(path, taken) if known else path
            known.append(
                UnitText(
                    path,
                    shown,
                    [member],
                )
            )
    grouped: list[UnitText] = []
    for unit_texts in by_path.values():
        grouped += unit_texts
    return grouped


def _find_same(
    known: Sequence[UnitText],
    text: str,
    groups: tuple[str, ...],
) -> UnitText | None:
    for unit_text in known:
        if unit_text.text == text and unit_text.groups == groups:
            return unit_text
    return None


def _unused_path(path: str, taken: set[str]) -> str:
    """Take the first of preamble~2, preamble~3, … that no unit has."""
    for number in count(2):
        name = f"{path}~{number}"
        if name not in taken:
            break
    taken.add(name)
    return name


def make_manifestation(
    expression: str,
    object_id: int,
    unit_texts: Sequence[UnitText],
) -> Manifestation:
    """Say how an object relates to a version of a work.

    The object carries the version where the text of at least one unit is taken from it.
    Otherwise it mirrors the object from which most of its units are taken.

    Args:
        expression: The id of the version.
        object_id: The object.
        unit_texts: The unit texts of the version.

    Returns:
        The manifestation.
    """
    origins = [
        unit_text.members[0].file.object_id
        for unit_text in unit_texts
        if object_id in unit_text.object_ids
    ]
    if object_id in origins:
        return Manifestation(
            expression,
            object_id,
            ManifestationRole.PRIMARY,
        )
    candidates = sorted(set(origins))
    most_frequent = max(
        candidates,
        key=origins.count,
        default=None,
    )
    return Manifestation(
        expression,
        object_id,
        ManifestationRole.MIRROR,
        most_frequent,
    )
