"""Works, expressions, manifestations: which files carry which version of which text, and what each citable unit is called.

All carriers of one work are resolved together, whatever sources they come from. Same date: files with disjoint articles are
parts of one expression, files with the same text are mirrors, a different text is a twin. Nothing here depends on the order
in which files were found: carriers are ranked by format, source and path. A twin that already has an id keeps it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.hashing import text_hash
from corpus.records import (
    DocumentKind,
    Expression,
    Finding,
    Manifestation,
    ManifestationRole,
    Mirror,
    Passage,
    Severity,
    SourceRef,
    Structure,
    Unit,
)

WORKS_VERSION = 1
"""Part of the stage's key: raised with every change of this module that changes a result."""

_FORMATS = ("text/markdown", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "text/html", "text/plain")
_LAW = frozenset({DocumentKind.STATUTE, DocumentKind.REGULATION, DocumentKind.INTERPRETATION, DocumentKind.DECISION})
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
    assigned: Mapping[str, str] | None = None,
    kept: Mapping[tuple[int, str], str] | None = None,
) -> Resolution:
    """Resolve all carriers of one work.

    `assigned`: text hash of an expression → the id that it has had so far. `kept`: (object id, text hash) → the id that a
    passage has had so far, for objects whose bytes did not change while the way of reading them did.
    """
    ranked = sorted((_Contents(carrier) for carrier in carriers), key=lambda contents: contents.carrier.rank)
    variants: list[_Variant] = []
    findings: list[Finding] = []
    # dated carriers first: an undated copy of a dated text is its mirror, not the other way round
    for contents in sorted(ranked, key=lambda one: (one.date is None, one.date_weight)):
        if not any(variant.take(contents) for variant in variants):
            findings += [_twin(variant, contents) for variant in variants if variant.date == contents.date is not None][:1]
            variants.append(_Variant(contents))
    ids = _expression_ids(work, variants, assigned or {})
    results = [variant.build(work, id_) for variant, id_ in zip(variants, ids, strict=True)]
    passages, owners, aliases = _keep_ids([pair for _, _, pairs in results for pair in pairs], kept or {})
    return Resolution(
        tuple(expression for expression, _, _ in results),
        tuple(one for _, manifestations, _ in results for one in manifestations),
        tuple(passages),
        owners,
        tuple(findings),
        aliases,
    )


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
        self.dated_by_name = first.date_weight == 0
        self.texts = dict(first.texts)
        self.articles = set(first.articles)
        self.is_law = first.carrier.structure.kind in _LAW

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

    def _is_part(self, other: _Contents) -> bool:
        return self.date is not None and self.is_law and bool(self.articles) and bool(other.articles) and not self.articles & other.articles

    def _add(self, other: _Contents) -> None:
        self.members.append(other)
        self.articles |= other.articles
        for path, text in other.texts.items():
            self.texts.setdefault(path, text)

    @property
    def hash(self) -> str:
        return text_hash("\n".join(f"{path}\t{text}" for path, text in sorted(self.texts.items())))

    def build(self, work: str, id_: str) -> tuple[Expression, list[Manifestation], list[tuple[Passage, int]]]:
        """The expression, its manifestations, and its passages with the objects that they are taken from."""
        members = sorted(self.members, key=lambda member: member.carrier.rank)
        holders: dict[str, list[_Contents]] = {}
        passages: list[tuple[Passage, int]] = []
        for member in members:
            for path, text in member.texts.items():
                taken = holders.get(path)
                if taken is None:
                    holders[path] = [member]
                elif taken[0].texts[path] == text:
                    taken.append(member)
                else:  # two parts of one text each have, say, a preamble: both are kept
                    holders[f"{path}~{member.carrier.object_id}"] = [member]
        for path, holding in holders.items():
            name = path if path in holding[0].units else path.rpartition("~")[0]
            shown = path if path == name else _free(f"{name}~", holders)
            passages += [(passage, holding[0].carrier.object_id) for passage in _passages(work, id_, self.date, name, shown, holding)]
        first = members[0].carrier.structure
        owners = {path: holding[0].carrier.object_id for path, holding in holders.items()}
        expression = Expression(id_, work, self.date, first.kind, first.title, self.hash)
        return expression, [_manifestation(id_, member, owners) for member in members], passages


def comparable(text: str) -> str:
    """A text without white space, punctuation and differences of width: what two copies of a law must share to be one."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))


def _free(stem: str, holders: Mapping[str, object]) -> str:
    return next(f"{stem}{number}" for number in range(2, len(holders) + 3) if f"{stem}{number}" not in holders)


def _passages(work: str, expression: str, date: str | None, path: str, shown: str, holding: Sequence[_Contents]) -> list[Passage]:
    member, mirrors = holding[0], holding[1:]
    carrier, found = member.carrier, member.carrier.structure
    version = expression.removeprefix(f"{work}@")
    groups = tuple(sorted({group for one in holding for group in one.carrier.groups}))
    passages = []
    for unit in member.units[path]:
        text = carrier.text[unit.start : unit.end]
        piece = f"#{unit.piece}" if unit.piece else ""
        passages.append(
            Passage(
                id=f"{work}/{shown}{piece}@{version}",
                title=found.title,
                work=work,
                article=unit.article,
                kind=found.kind,
                context=unit.context,
                text=text,
                source=SourceRef(carrier.source, carrier.uri, carrier.path, unit.start, unit.end, unit.page, unit.box),
                text_hash=text_hash(text),
                promulgated=date,
                mirrors=tuple(Mirror(one.carrier.source, one.carrier.path) for one in mirrors),
                groups=groups,
            )
        )
    return passages


def _manifestation(expression: str, member: _Contents, owners: Mapping[str, int]) -> Manifestation:
    object_id = member.carrier.object_id
    if object_id in owners.values():
        return Manifestation(expression, object_id, ManifestationRole.CARRIER)
    others = [owners[path] for path in member.texts if path in owners]
    return Manifestation(
        expression, object_id, ManifestationRole.MIRROR, max(set(others), key=lambda one: (others.count(one), -one), default=None)
    )


def _expression_ids(work: str, variants: Sequence[_Variant], assigned: Mapping[str, str]) -> list[str]:
    """`WORK@DATE` for the first text of a date, the same with a suffix for its twins; a text that has an id keeps it."""
    hashes = [variant.hash for variant in variants]
    taken = {assigned[one] for one, variant in zip(hashes, variants, strict=True) if _may_keep(work, variant, assigned.get(one))}
    ids = []
    for variant, hash_ in zip(variants, hashes, strict=True):
        known = assigned.get(hash_)
        if known is not None and _may_keep(work, variant, known):
            ids.append(known)
            continue
        plain = f"{work}@{variant.date or f'undated-{hash_[:8]}'}"
        ids.append(plain if plain not in taken else f"{plain}~{hash_[:6]}")
        taken.add(ids[-1])
    return ids


def _may_keep(work: str, variant: _Variant, known: str | None) -> bool:
    """An id is kept as long as it still says the text's date."""
    return known is not None and known.split("~")[0] == f"{work}@{variant.date or f'undated-{variant.hash[:8]}'}"


def _keep_ids(
    found: Sequence[tuple[Passage, int]], kept: Mapping[tuple[int, str], str]
) -> tuple[list[Passage], dict[str, int], dict[str, str]]:
    """Give each passage the id that it has had so far, unless another passage now bears it."""
    ids = {passage.id for passage, _ in found}
    passages, owners, aliases = [], {}, {}
    for passage, owner in found:
        old = kept.get((owner, passage.text_hash))
        if old is not None and old not in ids:
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
