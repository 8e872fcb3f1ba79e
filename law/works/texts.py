"""One text of a work: the files it is made of, and the version and passages it becomes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from corpus.hashing import text_hash
from corpus.notation.simplified import simplify
from corpus.records import (
    Caution,
    DocumentKind,
    EventKind,
    Expression,
    Instrument,
    Law,
    Manifestation,
    ManifestationRole,
    Passage,
    SourceRef,
    TextStage,
    TitleStrength,
    Trust,
)
from law.validity import Validity, VersionFacts
from law.works.contents import FileUnits, comparable, grams
from law.works.records import WorkFile
from law.works.slips import count_slips
from law.works.unit_texts import UnitText, group_unit_texts, make_manifestation

_STATED_ONCE = ("number", "authority", "level", "region")
_TRUSTS = tuple(Trust)
_STRENGTHS = tuple(TitleStrength)
FIGURES = re.compile(r"\d+")
_COPIED_SHARE = 0.6
"""Share of a unit's shingles that a copy must have to count as its mirror.

A slip in every tenth character leaves .65.
"""
_MOST_SLIPS = 0.01
"""Most slips in a character that leave a text the same."""
_CHANGES = frozenset({EventKind.AMENDED, EventKind.REVISED})
_LAW = frozenset(
    {
        DocumentKind.STATUTE,
        DocumentKind.REGULATION,
        DocumentKind.INTERPRETATION,
        DocumentKind.DECISION,
    }
)


class WorkText:
    """One text of a work: the files whose units together make up the text.

    Attributes:
        members: The files, the best ranked first.
        date: The date of the text, None where it is unknown.
        texts: By path, the comparable text of the unit.
        articles: The paths that are articles.
        kind: The kind of document.
        is_law: Whether the kind is a kind of law.
        unit_texts: The texts of the units and their files, once `group_units` was called.
        copies: The files that have the text only as a copy of a member.
        number: The number of a paper that is no law, "" where it has none.
        is_doubtful: Whether its date stands in file names alone.
        has_more: Whether it has articles that a complete text of its day does not have.
    """

    def __init__(self, first: FileUnits) -> None:
        self.members = [first]
        self.date = first.date
        self.texts = dict(first.texts)
        self.articles = set(first.articles)
        self.kind = first.file.structure.kind
        self.is_law = self.kind in _LAW
        self.unit_texts: list[UnitText] = []
        self.copies: list[WorkFile] = []
        self.number = _paper_number(first)
        self.is_doubtful = first.is_doubtful
        self.has_more = False

    def add_if_same(self, other: FileUnits) -> bool:
        """Add a file where it mirrors this text or is a part of it.

        Args:
            other: The units of the file.

        Returns:
            Whether the file was added.
        """
        if not self._includes(other):
            return False
        self.members.append(other)
        self.number = self.number or _paper_number(other)
        self.is_doubtful = self.is_doubtful and other.is_doubtful
        self.articles |= other.articles
        for path, text in other.texts.items():
            self.texts.setdefault(path, text)
        return True

    def _includes(self, other: FileUnits) -> bool:
        if numbers_differ(self.number, _paper_number(other)):
            return False
        shared = self.texts.keys() & other.texts.keys()
        is_same = bool(shared) and all(self.texts[path] == other.texts[path] for path in shared)
        if other.date == self.date and is_same and self.is_law and self._differs_in_more(other):
            return False
        if other.date == self.date and (is_same or self._is_part(other)):
            return True
        if not is_same or len(shared) != len(other.texts):
            return False
        # A copy without a date is still a copy. So is a copy whose other date was only read in
        # its head note, or stands in its file name alone, where the two texts are the same as a
        # whole.
        is_whole = len(shared) == len(self.texts)
        is_weak = bool(other.date_weight) or other.is_doubtful
        return other.date is None or (is_weak and is_whole)

    def _differs_in_more(self, other: FileUnits) -> bool:
        """Whether a file or a member is complete, and the other has articles beyond it."""
        return any(other.adds_to(member) or member.adds_to(other) for member in self.members)

    def _is_part(self, other: FileUnits) -> bool:
        if self.date is None or not self.is_law:
            return False
        if not self.articles or not other.articles:
            return False
        return not self.articles & other.articles

    def equal_share(self, other: FileUnits) -> float:
        """Measure which share of a file's units has the same text here.

        Args:
            other: The units of the file.

        Returns:
            The share (0–1); 0 for a file without units.
        """
        equal = sum(self.texts.get(path) == text for path, text in other.texts.items())
        return equal / max(1, len(other.texts))

    def has_slips_of(
        self,
        other: FileUnits,
        allowed: int = 0,
    ) -> bool:
        """Check whether a file has this text, but for slips of the pen or of OCR.

        Args:
            other: The units of the file.
            allowed: The number of slips that also a short text may have.

        Returns:
            Whether both have the same units, which differ in single characters here and there.
        """
        if self.texts.keys() != other.texts.keys():
            return False
        slips = 0
        length = 0
        for path, text in self.texts.items():
            length += len(text)
            if text == other.texts[path]:
                continue
            found = count_slips(text, other.texts[path])
            if found is None:
                return False
            slips += found
        return slips <= max(allowed, _MOST_SLIPS * length)

    def group_units(self) -> None:
        """Find out which files contain the text of each unit; call it when all members are in."""
        self.members.sort(key=lambda member: member.file.rank)
        self.unit_texts = group_unit_texts(self.members)
        for unit_text in self.unit_texts:
            unit_text.is_more = self.has_more

    def add_copies(self, copies: Sequence[WorkFile]) -> None:
        """Let copies mirror each unit of which they have nearly all the text.

        Args:
            copies: Files that are copies of a member.
        """
        self.copies = list(copies)
        for copy in copies:
            whole = grams(simplify(comparable(copy.text)))
            for unit_text in self.unit_texts:
                own = grams(simplify(unit_text.text))
                if len(own & whole) >= _COPIED_SHARE * len(own):
                    unit_text.copies.append(copy)

    @property
    def is_unauthorized(self) -> bool:
        """Whether the head notes of all its files report acts of bodies that may not do them."""
        return all(member.is_unauthorized for member in self.members)

    @property
    def place(self) -> str:
        """Source and path of the best ranked file, with the number of the rule in it."""
        file = self.members[0].file
        place = f"{file.source}/{file.path}"
        return f"{place}#{file.part}" if file.part else place

    @property
    def precedence(self) -> tuple[Any, ...]:
        """The sort key of conflicting texts: the first has the plain id.

        It depends on the files alone: the text of the most trusted file comes first, then the one
        whose title and date are surest (head note and file name agree), then the one of the best
        ranked file.
        """
        trust = min(_TRUSTS.index(member.file.trust) for member in self.members)
        strength = min(
            _STRENGTHS.index(member.file.structure.title_strength) for member in self.members
        )
        return (
            self.is_unauthorized,
            trust,
            self.has_more,
            all(_contradicts_itself(member.file.structure.law) for member in self.members),
            strength,
            self.is_doubtful,
            min(member.date_weight for member in self.members),
            min(member.file.rank for member in self.members),
        )

    @property
    def version(self) -> str:
        """What follows the @ of an id: the date, or a hash of the text where there is no date."""
        return self.date or f"undated-{self.hash[:8]}"

    @cached_property
    def hash(self) -> str:
        """The hash of the texts of all units; read it when all members are in."""
        lines = [f"{path}\t{text}" for path, text in sorted(self.texts.items())]
        return text_hash("\n".join(lines))

    @cached_property
    def law(self) -> Law | None:
        """What the text states about itself, merged from its files.

        One file may have the head note and another file the closing article.
        """
        laws = [member.file.structure.law for member in self.members]
        stated = [law for law in laws if law]
        if not stated:
            return None
        fullest = max(stated, key=lambda law: len(law.events))
        ordered = [fullest]
        ordered += [law for law in stated if law is not fullest]
        once: dict[str, Any] = {}
        for name in _STATED_ONCE:
            values = [getattr(law, name) for law in ordered]
            once[name] = next((value for value in values if value), None)
        commencements = [part for law in ordered for part in law.commencements]
        expiries = [expiry for law in ordered for expiry in law.expiries]
        return replace(
            fullest,
            **once,
            commencements=tuple(dict.fromkeys(commencements)),
            expiries=tuple(dict.fromkeys(expiries)),
        )

    @cached_property
    def instrument(self) -> Instrument | None:
        """What sort of paper the text is: that of the file that knows most, a draft last."""
        stated = [member.file.structure.instrument for member in self.members]
        known = [instrument for instrument in stated if instrument]
        return min(
            known,
            key=_instrument_order,
            default=None,
        )

    @property
    def jurisdiction(self) -> str | None:
        """The country or territory whose law the text is, as its best ranked file states it."""
        for member in self.members:
            stated = member.file.structure.jurisdiction
            if stated:
                return stated.value
        return None

    def facts(self, id_: str) -> VersionFacts:
        """Return what decides when the text is in force.

        Args:
            id_: The id of the version.

        Returns:
            The facts.
        """
        first = self.members[0].file.structure
        return VersionFacts(
            id=id_,
            made=self.date,
            law=self.law,
            instrument=self.instrument,
            kind=self.kind,
            articles=frozenset(self.articles),
            date_evidence=first.date_evidence,
        )

    def make_expression(
        self,
        work: str,
        id_: str,
        validity: Validity,
    ) -> Expression:
        """Make the version that this text is.

        Args:
            work: The key of the work.
            id_: The id of the version.
            validity: The period in which the version is in force.

        Returns:
            The version.
        """
        first = self.members[0].file.structure
        return Expression(
            id=id_,
            work=work,
            date=self.date,
            kind=first.kind,
            title=first.title,
            text_hash=self.hash,
            valid_from=validity.valid_from,
            valid_to=validity.valid_to,
            valid_from_basis=validity.basis,
            status=validity.status,
            evidence=validity.evidence,
            law=self.law,
            valid_to_basis=validity.end_basis,
            end_evidence=validity.end_evidence,
        )

    def make_manifestations(self, id_: str) -> list[Manifestation]:
        """Say which objects contain the version.

        Args:
            id_: The id of the version.

        Returns:
            The objects that its passages are taken from, those that mirror them, and the copies.
        """
        object_ids = {member.file.object_id for member in self.members}
        for unit_text in self.unit_texts:
            object_ids |= unit_text.object_ids
        by_object: dict[int, Manifestation] = {}
        for object_id in sorted(object_ids):
            by_object[object_id] = make_manifestation(
                id_,
                object_id,
                self.unit_texts,
            )
        manifestations = list(by_object.values())
        for copy in self.copies:
            if copy.copied:
                original = copy.copied.of
                mirrored = by_object[original].mirrors or original
                role = ManifestationRole.MIRROR
                manifestations.append(
                    Manifestation(
                        id_,
                        copy.object_id,
                        role,
                        mirrored,
                    )
                )
        return manifestations

    def make_passages(
        self,
        work: str,
        id_: str,
        validity: Validity,
    ) -> list[tuple[Passage, int]]:
        """Make the passages of the version.

        Args:
            work: The key of the work.
            id_: The id of the version.
            validity: The period in which the version is in force.

        Returns:
            Each passage with the id of the object that its text is taken from.
        """
        template = self._passage_template(
            work,
            id_,
            validity,
        )
        exceptions = validity if validity.has_exceptions else None
        passages: list[tuple[Passage, int]] = []
        for unit_text in self.unit_texts:
            passages += unit_text.make_passages(template, exceptions)
        return passages

    def _identity_cautions(self) -> tuple[Caution, ...]:
        """What a reader has to know where no evidence joins the text to the work of its title."""
        notes = {member.file.identity_note for member in self.members}
        if "" in notes:
            return ()
        return (Caution("weak_identity", min(notes)),)

    def _passage_template(
        self,
        work: str,
        id_: str,
        validity: Validity,
    ) -> Passage:
        """Make a passage with the values that all passages of the version share."""
        law = self.law or Law()
        return Passage(
            id=id_.removeprefix(f"{work}@"),
            title="",
            work=work,
            article=None,
            kind=self.kind,
            context="",
            text="",
            source=SourceRef(
                "",
                "",
                "",
                0,
                0,
            ),
            text_hash="",
            level=law.level.value if law.level else None,
            region=law.region.value if law.region else None,
            promulgated=self.date,
            valid_from=validity.valid_from,
            valid_to=validity.valid_to,
            valid_from_basis=validity.basis,
            status=validity.status,
            document_number=law.number.value if law.number else None,
            jurisdiction=self.jurisdiction,
            cautions=(*validity.cautions, *self._identity_cautions()),
        )


def _paper_number(contents: FileUnits) -> str:
    """Return the number of a paper that is no law.

    The head note of a law also has the numbers of the acts that amended it.
    """
    structure = contents.file.structure
    if structure.kind in _LAW or structure.law is None or structure.law.number is None:
        return ""
    return structure.law.number.value


def numbers_differ(first: str, second: str) -> bool:
    """Say whether two papers have different numbers.

    Papers with the same title, day and text are different papers where their numbers differ.

    Args:
        first: The number of one paper, "" where it has none.
        second: The number of the other paper.

    Returns:
        Whether both have a number and the figures in them differ.
    """
    if not first or not second:
        return False
    return FIGURES.findall(first) != FIGURES.findall(second)


def _contradicts_itself(law: Law | None) -> bool:
    """Whether the head note and the closing article of an unchanged text name two first days."""
    if law is None or any(event.act in _CHANGES for event in law.events):
        return False
    noted = {event.date for event in law.events if event.act is EventKind.EFFECTIVE}
    closing = {stated.date for stated in law.commencements if stated.date and not stated.articles}
    return bool(noted) and bool(closing) and not noted & closing


def _instrument_order(instrument: Instrument) -> tuple[bool, bool, str]:
    return (
        instrument.stage is not TextStage.ADOPTED,
        not instrument.issuers,
        instrument.evidence.words,
    )
