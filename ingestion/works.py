"""Works, expressions, manifestations: which files carry which version of which text, and what each citable unit is called.

All carriers of one work are resolved together, whatever sources they come from. Same date: files with disjoint articles are
parts of one expression, files with the same text are mirrors, a different text is a twin. Nothing here depends on the order
in which files were found: carriers are ranked by format, source and path. A twin that already has an id keeps it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from typing import Any

from corpus.hashing import text_hash
from corpus.records import (
    Basis,
    DocumentKind,
    Expression,
    Finding,
    Law,
    Manifestation,
    ManifestationRole,
    Mirror,
    Passage,
    Severity,
    SourceRef,
    Status,
    Structure,
    Unit,
)
from ingestion.validity import Influenced, Validity, Version, resolve_validity

WORKS_VERSION = 3
"""Part of the stage's key: raised with every change of this module that changes a result."""

_FORMATS = ("text/markdown", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "text/html", "text/plain")
_TOLD_ONCE = ("number", "authority", "level", "region", "draft")
_LAW = frozenset({DocumentKind.STATUTE, DocumentKind.REGULATION, DocumentKind.INTERPRETATION, DocumentKind.DECISION})
_ALIKE = 0.95
"""An undated text with this share of its units in a dated one is a copy of it with slips, not a version of its own."""
_SEPARATORS = re.compile(r"[\W_]+")


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
        """Of two carriers of the same text, the lower rank stands for both: structured formats before flat ones."""
        known = self.media_type in _FORMATS
        return _FORMATS.index(self.media_type) if known else len(_FORMATS), self.source, self.path


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


def resolve(
    work: str,
    carriers: Iterable[Carrier],
    *,
    assigned: Mapping[int, str] | None = None,
    kept: Mapping[tuple[int, str], str] | None = None,
    acting: Sequence[Influenced] = (),
) -> Resolution:
    """Resolve all carriers of one work.

    `assigned`: object id → the expression that the object has carried so far. `kept`: (object id, text hash) → the id that a
    passage has had so far, for objects whose bytes did not change while the way of reading them did. `acting`: what other works do
    to this one.
    """
    variants, findings = _variants(carriers)
    named = _named(work, variants, assigned or {})
    _share(named)
    validity, doubts = _validity(named, acting)
    found = [pair for id_, variant in named for pair in variant.passages(work, id_, validity[id_])]
    passages, owners, aliases = _keep_ids(found, kept or {}, _renamed(named, assigned or {}))
    return Resolution(
        tuple(variant.expression(work, id_, validity[id_]) for id_, variant in named),
        tuple(one for id_, variant in named for one in variant.manifestations(id_)),
        tuple(passages),
        owners,
        (*findings, *doubts),
        aliases,
    )


def _validity(named: Sequence[tuple[str, _Variant]], acting: Sequence[Influenced]) -> tuple[dict[str, Validity], list[Finding]]:
    """When each version holds. A twin holds when the text does that has the plain id, in what it alone has.

    Decisions that change other works are no versions of one another, even where their titles are the same: each stands for itself.
    """
    versions = {id_: Version(id_, variant.date, variant.law) for id_, variant in named if "~" not in id_}
    alone = all(variant.kind is DocumentKind.DECISION for _, variant in named)
    found: dict[str, Validity] = {}
    findings: list[Finding] = []
    for group in [[one] for one in versions.values()] if alone else [list(versions.values())]:
        validity, doubts = resolve_validity(group, acting)
        found |= validity
        findings += doubts
    return {id_: found[id_.partition("~")[0]] for id_, _ in named}, findings


def _variants(carriers: Iterable[Carrier]) -> tuple[list[_Variant], list[Finding]]:
    """The different texts of a work, and what is odd about them."""
    ranked = sorted((_Contents(carrier) for carrier in carriers), key=lambda contents: contents.carrier.rank)
    variants: list[_Variant] = []
    findings: list[Finding] = []
    # dated carriers first: an undated copy of a dated text is its mirror, not the other way round
    for contents in sorted(ranked, key=lambda one: (one.date is None, one.date_weight)):
        if not any(variant.take(contents) for variant in variants):
            contents.date = _date_of_the_like(contents, variants) or contents.date
            twins = [variant for variant in variants if contents.date is not None and variant.date == contents.date]
            findings += [_twin(variant, contents) for variant in twins[:1]]
            variants.append(_Variant(contents))
    for variant in variants:
        variant.gather()
    return variants, findings


def _date_of_the_like(contents: _Contents, variants: Sequence[_Variant]) -> str | None:
    """The date of the version of which a text is a copy with a few differences; None where there is none.

    A dated text is one, too, when both say that they hold since the same day: one file is dated by adoption, the other by promulgation.
    """
    candidates = [variant for variant in variants if variant.date and (contents.date is None or _holds_since(contents, variant))]
    alike = max(((variant.likeness(contents), variant.date) for variant in candidates), default=(0.0, None))
    return alike[1] if alike[0] >= _ALIKE else None


def _holds_since(contents: _Contents, variant: _Variant) -> bool:
    stated = [resolve_validity([Version("", one.date, one.carrier.structure.law)], ())[0][""] for one in (contents, variant.members[0])]
    return stated[0].basis is Basis.STATED is stated[1].basis and stated[0].valid_from == stated[1].valid_from


def _named(work: str, variants: Sequence[_Variant], assigned: Mapping[int, str]) -> list[tuple[str, _Variant]]:
    """Each variant with its expression's id: `WORK@DATE`, and a suffix for the twins of the one that has it.

    The plain id goes to the variant of an object that has carried it so far, else to the best ranked. A suffix is made of the
    path of the file, so that an edit does not change it.
    """
    named: list[tuple[str, _Variant]] = []
    for plain in dict.fromkeys(f"{work}@{variant.version}" for variant in variants):
        twins = [variant for variant in variants if f"{work}@{variant.version}" == plain]
        had = [variant for variant in twins if any(assigned.get(one.carrier.object_id) == plain for one in variant.members)]
        first = (had or twins)[0]
        named.append((plain, first))
        named += [(f"{plain}~{text_hash(variant.place)[:6]}", variant) for variant in twins if variant is not first]
    return named


def _share(named: Sequence[tuple[str, _Variant]]) -> None:
    """Leave in each twin only the units in which it differs: it mirrors the others, so that no text stands twice in an index."""
    texts: dict[tuple[str, str], list[_Holding]] = {}
    for _, variant in named:
        if variant.date is None:
            continue
        own = []
        for holding in variant.holdings:
            hosts = texts.setdefault((variant.date, holding.path), [])
            host = next((one for one in hosts if one.text == holding.text), None)
            if host:
                host.members += holding.members
                continue
            holding.beside = hosts[0] if hosts else None
            hosts.append(holding)
            own.append(holding)
        variant.holdings = own


class _Contents:
    """A carrier's units by path, with their texts made comparable."""

    def __init__(self, carrier: Carrier) -> None:
        self.carrier = carrier
        self.date = carrier.structure.date
        evidence = carrier.structure.date_evidence
        self.date_weight = 0 if evidence and evidence.rule == "file name" else 1
        self.units: dict[str, list[Unit]] = {}
        for unit in carrier.structure.units:
            self.units.setdefault(unit.path, []).append(unit)
        self.texts = {path: comparable(carrier.text[units[0].start : units[-1].end]) for path, units in self.units.items()}
        self.articles = {path for path, units in self.units.items() if units[0].article}


class _Variant:
    """One text of a work: the carriers whose units, taken together, it is made of."""

    def __init__(self, first: _Contents) -> None:
        self.members = [first]
        self.date = first.date
        self.texts = dict(first.texts)
        self.articles = set(first.articles)
        self.kind = first.carrier.structure.kind
        self.is_law = self.kind in _LAW
        self.holdings: list[_Holding] = []

    def take(self, other: _Contents) -> bool:
        """Take a carrier in where it is a mirror or a part of this text."""
        shared = self.texts.keys() & other.texts.keys()
        same = bool(shared) and all(self.texts[path] == other.texts[path] for path in shared)
        contained = same and len(shared) == len(other.texts)
        if other.date == self.date and (same or self._is_part(other)):
            self._add(other)
            return True
        # a copy with no date, or with another that was only read in its head note, is still a copy
        if contained and (other.date is None or (other.date_weight and len(shared) == len(self.texts))):
            self._add(other)
            return True
        return False

    def likeness(self, other: _Contents) -> float:
        """The share of a carrier's units that stand here with the same text."""
        return sum(self.texts.get(path) == text for path, text in other.texts.items()) / max(1, len(other.texts))

    def _is_part(self, other: _Contents) -> bool:
        return self.date is not None and self.is_law and bool(self.articles) and bool(other.articles) and not self.articles & other.articles

    def _add(self, other: _Contents) -> None:
        self.members.append(other)
        self.articles |= other.articles
        for path, text in other.texts.items():
            self.texts.setdefault(path, text)

    def gather(self) -> None:
        """Find out who holds each unit's text; to be called when all members are in."""
        self.members.sort(key=lambda member: member.carrier.rank)
        by_path: dict[str, list[_Holding]] = {}
        taken = {path for member in self.members for path in member.texts}
        for member in self.members:
            for path, text in member.texts.items():
                holdings = by_path.setdefault(path, [])
                same = next((holding for holding in holdings if holding.text == text), None)
                if same:
                    same.members.append(member)
                else:  # two parts of one text each have, say, a preamble: both are kept, the second as preamble~2
                    holdings.append(_Holding(path, _unused(path, taken) if holdings else path, [member]))
        self.holdings = [holding for holdings in by_path.values() for holding in holdings]

    @property
    def place(self) -> str:
        """Where the variant's best ranked file lies."""
        return f"{self.members[0].carrier.source}/{self.members[0].carrier.path}"

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
        told = [member.carrier.structure.law for member in self.members if member.carrier.structure.law]
        if not told:
            return None
        fullest = max(told, key=lambda law: len(law.events))
        others = [fullest, *(law for law in told if law is not fullest)]
        once: dict[str, Any] = {name: next((getattr(law, name) for law in others if getattr(law, name)), None) for name in _TOLD_ONCE}
        commencements = tuple(dict.fromkeys(one for law in others for one in law.commencements))
        effects = tuple(dict.fromkeys(one for law in others for one in law.effects))
        return replace(fullest, **once, commencements=commencements, effects=effects)

    def expression(self, work: str, id_: str, validity: Validity) -> Expression:
        """The expression that the variant is."""
        first = self.members[0].carrier.structure
        when = validity.valid_from, validity.valid_to, validity.basis, validity.status, validity.evidence
        return Expression(id_, work, self.date, first.kind, first.title, self.hash, *when, law=self.law)

    def manifestations(self, id_: str) -> list[Manifestation]:
        """The objects that carry the expression: those whose text its passages are taken from, and those that mirror them."""
        holders = {one.carrier.object_id: one for holding in self.holdings for one in holding.members}
        members = {one.carrier.object_id: one for one in self.members} | holders
        return [_manifestation(id_, object_id, self.holdings) for object_id in sorted(members)]

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
        return [pair for holding in self.holdings for pair in holding.passages(made, validity.later)]


@dataclass
class _Holding:
    """A unit's text and who holds it; the first member stands for all. `path` is its place there, `shown` its place in ids.

    `beside`: for a unit of a twin, the same place in the text that has the plain id. The twin's unit takes its header from there:
    copies word their headers differently, and a text that was embedded under one header would have to be embedded again.
    """

    path: str
    shown: str
    members: list[_Contents]
    beside: _Holding | None = None

    @property
    def text(self) -> str:
        """The unit's text, made comparable."""
        return self.members[0].texts[self.path]

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
            mirrors=tuple(Mirror(one.carrier.source, one.carrier.path) for one in mirrors),
            groups=tuple(sorted({group for one in self.members for group in one.carrier.groups})),
        )
        if self.beside and made.valid_from:
            made = replace(made, valid_to=made.valid_from, status=Status.UNKNOWN)
        pieces = [self._piece(made, unit, later) for unit in self.units]
        if self.beside and len(self.beside.units) == len(pieces):
            pieces = [replace(piece, context=unit.context) for piece, unit in zip(pieces, self.beside.units, strict=True)]
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
            source=replace(made.source, start=unit.start, end=unit.end, page=unit.page, box=unit.box),
            valid_from=later.get(unit.path, made.valid_from),
        )


def _unused(path: str, taken: set[str]) -> str:
    """The first of preamble~2, preamble~3, … that no unit has; from then on it is taken."""
    name = next(name for number in count(2) if (name := f"{path}~{number}") not in taken)
    taken.add(name)
    return name


def comparable(text: str) -> str:
    """A text without white space, punctuation and differences of width: what two copies of a law must share to be one."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))


def _manifestation(expression: str, object_id: int, holdings: Sequence[_Holding]) -> Manifestation:
    held = [holding.members[0].carrier.object_id for holding in holdings if object_id in {one.carrier.object_id for one in holding.members}]
    if object_id in held:
        return Manifestation(expression, object_id, ManifestationRole.CARRIER)
    most = max(sorted(set(held)), key=held.count, default=None)
    return Manifestation(expression, object_id, ManifestationRole.MIRROR, most)


def _renamed(named: Sequence[tuple[str, _Variant]], assigned: Mapping[int, str]) -> set[int]:
    """The objects whose expression lost its suffix, because its twin is gone, or got one."""
    carried = [(one.carrier.object_id, id_) for id_, variant in named for one in variant.members]
    return {one for one, id_ in carried if (old := assigned.get(one, id_)) != id_ and old.partition("~")[0] == id_.partition("~")[0]}


def _keep_ids(
    found: Sequence[tuple[Passage, int]], kept: Mapping[tuple[int, str], str], renamed: Collection[int]
) -> tuple[list[Passage], dict[str, int], dict[str, str]]:
    """Give each passage the id that it has had so far, unless another passage now bears it.

    Those of a `renamed` expression follow it: a suffix that nobody needs any more remains an alias.
    """
    ids = {passage.id for passage, _ in found}
    passages, owners, aliases = [], {}, {}
    for passage, owner in found:
        old = kept.get((owner, passage.text_hash))
        if old is not None and old not in ids and owner in renamed:
            aliases[old] = passage.id
        elif old is not None and old not in ids:
            ids.add(old)
            aliases[passage.id] = old
            passage = replace(passage, id=old)  # noqa: PLW2901 - the same passage under its first name
        passages.append(passage)
        owners[passage.id] = owner
    return passages, owners, aliases


def _twin(variant: _Variant, other: _Contents) -> Finding:
    differing = sorted(path for path in variant.texts.keys() & other.texts.keys() if variant.texts[path] != other.texts[path])
    return Finding(
        Severity.WARNING,
        "twin_text",
        other.carrier.path,
        f"same work and date ({other.date}) as {variant.members[0].carrier.path}, but another text in {len(differing)} units: "
        + "、".join(differing[:5]),
        "keep the authoritative file; exclude the other, or give it its own date",
    )
