"""The different texts of one work: which carriers are mirrors or parts of one text, which are twins, and what each text becomes.

Dated carriers come first, then those of a better rank, so that nothing depends on the order in which files were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from corpus.hashing import text_hash
from corpus.notation.simplified import simplify
from corpus.records import (
    Basis,
    DocumentKind,
    Expression,
    Finding,
    Law,
    Manifestation,
    ManifestationRole,
    Passage,
    Severity,
    SourceRef,
)
from law.validity import Validity, VersionFacts, resolve_validity
from law.works.contents import Contents, comparable, grams
from law.works.holdings import Holding, gather_holdings, manifestation
from law.works.records import WorkFile

_TOLD_ONCE = ("number", "authority", "level", "region", "draft")
_FIGURES = re.compile(r"\d+")
_HELD = 0.6
"""Share of a unit's shingles that a copy must have to be named with it: a slip in every tenth character leaves .65."""
_LAW = frozenset(
    {
        DocumentKind.STATUTE,
        DocumentKind.REGULATION,
        DocumentKind.INTERPRETATION,
        DocumentKind.DECISION,
    }
)
_ALIKE = 0.95
"""An undated text with this share of its units in a dated one is a copy of it with slips, not a version of its own."""


def find_variants(carriers: Iterable[WorkFile]) -> tuple[list[Variant], list[Finding]]:
    """The different texts of a work, and what is odd about them. Copies add no text: they mirror the variant of which they are copies."""
    every = list(carriers)
    there = {one.object_id for one in every if not one.copied}
    copies = sorted(
        (one for one in every if one.copied and one.copied.of in there), key=lambda one: one.rank
    )
    originals = [one for one in every if one not in copies]
    ranked = sorted(
        (Contents(carrier) for carrier in originals), key=lambda contents: contents.carrier.rank
    )
    variants: list[Variant] = []
    findings: list[Finding] = []
    # dated carriers first: an undated copy of a dated text is its mirror, not the other way round
    for contents in sorted(ranked, key=lambda one: (one.date is None, one.date_weight)):
        if not any(variant.take(contents) for variant in variants):
            contents.date = _date_of_the_like(contents, variants) or contents.date
            twins = [
                variant
                for variant in variants
                if contents.date is not None and variant.date == contents.date
            ]
            findings += [_twin(variant, contents) for variant in twins[:1]]
            variants.append(Variant(contents))
    for variant in variants:
        variant.gather()
        own = {member.carrier.object_id for member in variant.members}
        variant.add_copies([one for one in copies if one.copied and one.copied.of in own])
    return variants, [*findings, *map(_told, copies)]


def _told(copy: WorkFile) -> Finding:
    """What only a copy has, so that nothing is left out of an index without a word."""
    copied = copy.copied
    assert copied
    differs = (
        f"; {copied.own} characters stand only there, as “{copied.example}”" if copied.own else ""
    )
    remedy = "`duplicates.authorities` says whose file stands for its copies" if copied.own else ""
    return Finding(
        Severity.INFO,
        "mirror",
        copy.path,
        f"a copy, {copied.likeness:.1%} alike, not indexed by itself{differs}",
        remedy,
    )


def _date_of_the_like(contents: Contents, variants: Sequence[Variant]) -> str | None:
    """The date of the version of which a text is a copy with a few differences; None where there is none.

    A dated text is one, too, when both say that they hold since the same day: one file is dated by adoption, the other by promulgation.
    """
    candidates = [
        variant
        for variant in variants
        if variant.date and (contents.date is None or _holds_since(contents, variant))
    ]
    alike = max(
        ((variant.likeness(contents), variant.date) for variant in candidates), default=(0.0, None)
    )
    return alike[1] if alike[0] >= _ALIKE else None


def _holds_since(contents: Contents, variant: Variant) -> bool:
    stated = [
        resolve_validity([VersionFacts("", one.date, one.carrier.structure.law)], ())[0][""]
        for one in (contents, variant.members[0])
    ]
    return (
        stated[0].basis is Basis.STATED is stated[1].basis
        and stated[0].valid_from == stated[1].valid_from
    )


def _twin(variant: Variant, other: Contents) -> Finding:
    differing = sorted(
        path
        for path in variant.texts.keys() & other.texts.keys()
        if variant.texts[path] != other.texts[path]
    )
    return Finding(
        Severity.WARNING,
        "twin_text",
        other.carrier.path,
        f"same work and date ({other.date}) as {variant.members[0].carrier.path}, but "
        + (
            f"another text in {len(differing)} units: " + "、".join(differing[:5])
            if differing
            else "another number or other units"
        ),
        "keep the authoritative file; exclude the other, or give it its own date",
    )


def _paper_number(contents: Contents) -> str:
    """The number of a paper that is no law. A law's head note has the numbers of all that amended it, too."""
    found = contents.carrier.structure
    return (
        found.law.number.value if found.kind not in _LAW and found.law and found.law.number else ""
    )


def _other_numbers(one: str, other: str) -> bool:
    """Whether two papers have numbers that differ: one title, one day and one text do not make them one."""
    return bool(one and other) and _FIGURES.findall(one) != _FIGURES.findall(other)


def share_texts(named: Sequence[tuple[str, Variant]]) -> None:
    """Leave in each twin only the units in which it differs: it mirrors the others, so that no text stands twice in an index."""
    texts: dict[tuple[str, str], list[tuple[str, Holding]]] = {}
    for _, variant in named:
        if variant.date is None:
            continue
        own = []
        for holding in variant.holdings:
            hosts = texts.setdefault((variant.date, holding.path), [])
            alike = [one for number, one in hosts if not _other_numbers(number, variant.number)]
            host = next(
                (one for one in alike if one.text == holding.text and one.groups == holding.groups),
                None,
            )
            if host:
                host.members += holding.members
                host.copies += holding.copies
                continue
            holding.beside = hosts[0][1] if hosts else None
            hosts.append((variant.number, holding))
            own.append(holding)
        variant.holdings = own


class Variant:
    """One text of a work: the carriers whose units, taken together, it is made of."""

    def __init__(self, first: Contents) -> None:
        self.members = [first]
        self.date = first.date
        self.texts = dict(first.texts)
        self.articles = set(first.articles)
        self.kind = first.carrier.structure.kind
        self.is_law = self.kind in _LAW
        self.holdings: list[Holding] = []
        self.copies: list[WorkFile] = []

    def take(self, other: Contents) -> bool:
        """Take a carrier in where it is a mirror or a part of this text."""
        if _other_numbers(self.number, _paper_number(other)):
            return False
        shared = self.texts.keys() & other.texts.keys()
        same = bool(shared) and all(self.texts[path] == other.texts[path] for path in shared)
        contained = same and len(shared) == len(other.texts)
        if other.date == self.date and (same or self._is_part(other)):
            self._add(other)
            return True
        # a copy with no date, or with another that was only read in its head note, is still a copy
        if contained and (
            other.date is None or (other.date_weight and len(shared) == len(self.texts))
        ):
            self._add(other)
            return True
        return False

    def likeness(self, other: Contents) -> float:
        """The share of a carrier's units that stand here with the same text."""
        return sum(self.texts.get(path) == text for path, text in other.texts.items()) / max(
            1, len(other.texts)
        )

    def _is_part(self, other: Contents) -> bool:
        return (
            self.date is not None
            and self.is_law
            and bool(self.articles)
            and bool(other.articles)
            and not self.articles & other.articles
        )

    def _add(self, other: Contents) -> None:
        self.members.append(other)
        self.articles |= other.articles
        for path, text in other.texts.items():
            self.texts.setdefault(path, text)

    def gather(self) -> None:
        """Find out who holds each unit's text; to be called when all members are in."""
        self.members.sort(key=lambda member: member.carrier.rank)
        self.holdings = gather_holdings(self.members)

    def add_copies(self, copies: Sequence[WorkFile]) -> None:
        """Let copies mirror each unit whose text they have, to nearly all of it."""
        self.copies = list(copies)
        for copy in copies:
            whole = grams(simplify(comparable(copy.text)))
            for holding in self.holdings:
                own = grams(simplify(holding.text))
                if len(own & whole) >= _HELD * len(own):
                    holding.copies.append(copy)

    @property
    def place(self) -> str:
        """Where the variant's best ranked file lies."""
        return f"{self.members[0].carrier.source}/{self.members[0].carrier.path}"

    @property
    def number(self) -> str:
        """The number of a paper that is no law, "" where it has none."""
        return next((number for member in self.members if (number := _paper_number(member))), "")

    @property
    def version(self) -> str:
        """What follows the @ of an id: the date, or a hash of the text where there is none."""
        return self.date or f"undated-{self.hash[:8]}"

    @cached_property
    def hash(self) -> str:
        """Hash of all units' texts; to be asked when all members are in."""
        return text_hash("\n".join(f"{path}\t{text}" for path, text in sorted(self.texts.items())))

    @cached_property
    def law(self) -> Law | None:
        """What the text says of itself, by whichever of its files says it: one has the head note, another the closing article."""
        told = [
            member.carrier.structure.law for member in self.members if member.carrier.structure.law
        ]
        if not told:
            return None
        fullest = max(told, key=lambda law: len(law.events))
        others = [fullest, *(law for law in told if law is not fullest)]
        once: dict[str, Any] = {
            name: next((getattr(law, name) for law in others if getattr(law, name)), None)
            for name in _TOLD_ONCE
        }
        commencements = tuple(dict.fromkeys(one for law in others for one in law.commencements))
        effects = tuple(dict.fromkeys(one for law in others for one in law.effects))
        return replace(fullest, **once, commencements=commencements, effects=effects)

    def expression(self, work: str, id_: str, validity: Validity) -> Expression:
        """The expression that the variant is."""
        first = self.members[0].carrier.structure
        when = (
            validity.valid_from,
            validity.valid_to,
            validity.basis,
            validity.status,
            validity.evidence,
        )
        return Expression(
            id_, work, self.date, first.kind, first.title, self.hash, *when, law=self.law
        )

    def manifestations(self, id_: str) -> list[Manifestation]:
        """The objects that carry the expression: those whose text its passages are taken from, and those that mirror them."""
        holders = {
            one.carrier.object_id: one for holding in self.holdings for one in holding.members
        }
        members = {one.carrier.object_id: one for one in self.members} | holders
        carried = {
            object_id: manifestation(id_, object_id, self.holdings) for object_id in sorted(members)
        }
        copied = [
            (one.object_id, carried[one.copied.of].mirrors or one.copied.of)
            for one in self.copies
            if one.copied
        ]
        return [
            *carried.values(),
            *(Manifestation(id_, one, ManifestationRole.MIRROR, of) for one, of in copied),
        ]

    def passages(self, work: str, id_: str, validity: Validity) -> list[tuple[Passage, int]]:
        """The expression's passages, each with the object that its text is taken from."""
        told = self.law or Law()
        made = Passage(
            id=id_.removeprefix(f"{work}@"),
            title="",
            work=work,
            article=None,
            kind=self.kind,
            context="",
            text="",
            source=SourceRef("", "", "", 0, 0),
            text_hash="",
            level=told.level.value if told.level else None,
            region=told.region.value if told.region else None,
            promulgated=self.date,
            valid_from=validity.valid_from,
            valid_to=validity.valid_to,
            valid_from_basis=validity.basis,
            status=validity.status,
            document_number=told.number.value if told.number else None,
        )
        return [
            pair for holding in self.holdings for pair in holding.passages(made, validity.later)
        ]
