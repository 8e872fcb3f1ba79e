"""Which documents of one title contain one work, and which contain others.

A title alone joins nothing: many bodies make a 安全生产管理规定, and a newsletter may be called like a
law. A document joins another of its title where they have the same issuer or number, where the
head note of one names the other's version, or where half of the articles agree. The others get
works of their own, and no effect on one another (docs/law.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from corpus.hashing import stage_key
from corpus.records import (
    DocumentFacts,
    EventKind,
    Rank,
    Structure,
    TextStage,
    TitleStrength,
)
from law.authority import canonical_issuers, provinces
from law.authority.bodies import BodyKind, read_body
from law.works.contents import comparable, grams

IDENTITY_VERSION = 3
"""Part of the key of the stage `identify`: raised with every change that changes a result."""

_AGREEING = 0.5
"""Least share of the shorter text's articles that are equal or nearly equal in one work."""

_NEARLY = 0.9
"""Least likeness of two articles that count as nearly equal."""

_FEWEST_UNITS = 3
"""Units of a text that is more than a mention of its title."""

_MOST_OWNERS = 8
"""Works that one article is looked up in: a form has the same article in thousands of letters."""

_MOST_COMPARED = 60
"""Articles of a document that are compared letter by letter with those of one other."""

_LONGEST_MATCHED = 1000
"""Characters of two articles that are compared letter by letter, together."""

_SHARED_GRAMS = 0.65
"""Least share of shingles that nearly equal articles have in common.

A slip in every tenth character leaves .65 of them (`law.works.texts`).
"""

_MOST_NAMED = 3
"""Issuers that a note names."""

_LAWS = frozenset({Rank.LAW.value, Rank.CONSTITUTION.value})
_NATIONAL = _LAWS | {Rank.ADMINISTRATIVE_REGULATION.value}
_CONGRESS = frozenset({BodyKind.CONGRESS, BodyKind.CONGRESS_COMMITTEE})
_RANKS = {rank.value: place for place, rank in enumerate(Rank)}


@dataclass(frozen=True, slots=True)
class WorkIdentity:
    """The work that a document contains.

    Attributes:
        work: The key of the work.
        note: Why the document did not join the work of its title; "" where it did, or where it is
            known to be another work.
    """

    work: str
    note: str = ""


@dataclass(frozen=True)
class TitledDocument:
    """A document among others of its title.

    Attributes:
        id: The number of its object.
        facts: What is known of it.
        structure: Its structure.
        text: Its clean text.
    """

    id: int
    facts: DocumentFacts
    structure: Structure
    text: str

    @cached_property
    def articles(self) -> dict[str, str]:
        """By path, the comparable text of each article; of all units where there is no article."""
        units = [unit for unit in self.structure.units if unit.article]
        found: dict[str, str] = {}
        for unit in units or self.structure.units:
            words = comparable(self.text[unit.start : unit.end])
            found[unit.path] = found.get(unit.path, "") + words
        return found

    @property
    def is_strong(self) -> bool:
        """Whether it is sure that the title names the norm that the document contains."""
        return self.facts.strength is not TitleStrength.WEAK

    @property
    def territory(self) -> str:
        """The jurisdiction; a document that states none counts as one of the mainland."""
        return self.facts.jurisdiction or "mainland"

    @cached_property
    def provinces(self) -> frozenset[str]:
        """The provinces of the bodies that issued or approved the text, as far as it says them."""
        return provinces((*self.facts.issuers, *self.facts.approvers))

    def is_apart_from(self, other: TitledDocument) -> bool:
        """Whether two documents cannot contain one work, however alike they are.

        Args:
            other: The other document.

        Returns:
            Whether they are of two jurisdictions, or of two provinces.
        """
        if self.territory != other.territory:
            return True
        if not self.provinces or not other.provinces:
            return False
        return not self.provinces & other.provinces

    @property
    def order(self) -> tuple[bool, str, str, str]:
        """A sort key that does not depend on the order of arrival."""
        first = self.facts.dates[0] if self.facts.dates else "9999"
        return (
            not self.is_strong,
            first,
            self.facts.source,
            self.facts.path,
        )


@dataclass
class _Group:
    """Documents that contain one work."""

    members: list[TitledDocument] = field(default_factory=list)

    @property
    def is_strong(self) -> bool:
        return any(member.is_strong for member in self.members)

    @property
    def is_national(self) -> bool:
        """Whether the work is a law or an administrative regulation of the mainland."""
        levels = {member.facts.level for member in self.members}
        return self.members[0].territory == "mainland" and bool(levels & _NATIONAL)

    @property
    def is_by_others(self) -> bool:
        """Whether it is called a law, and bodies that make no laws are known to have made it."""
        facts = [member.facts for member in self.members]
        issuers = [read_body(name) for fact in facts for name in fact.issuers]
        is_law = any(fact.level in _LAWS for fact in facts)
        return is_law and bool(issuers) and not any(body.kind in _CONGRESS for body in issuers)

    @property
    def precedence(self) -> tuple[bool, bool, bool, int, bool, int, str, str]:
        """The sort key by which one work gets the plain name of the title.

        A norm of the mainland before others, a law of the congress before one that others call so,
        a sure title before a lone heading, a higher rank before a lower one, a norm before a draft,
        a long text before a short one.
        """
        facts = [member.facts for member in self.members]
        ranks = [_RANKS[fact.level] for fact in facts if fact.level]
        dates = sorted(day for fact in facts for day in fact.dates)
        return (
            any(member.territory != "mainland" for member in self.members),
            self.is_by_others,
            not self.is_strong,
            min(ranks, default=len(_RANKS)),
            all(fact.stage is not TextStage.ADOPTED for fact in facts),
            -max(len(member.articles) for member in self.members),
            dates[0] if dates else "9999",
            self.digest,
        )

    @cached_property
    def digest(self) -> str:
        """Names the work by who made it and when, else by its text."""
        facts = [member.facts for member in self.members]
        issuers = sorted({name for fact in facts for name in canonical_issuers(fact.issuers)})
        dates = sorted(fact.dates[0] for fact in facts if fact.dates)
        if self.is_strong and issuers and dates:
            return _digest(
                "made",
                self.members[0].territory,
                issuers,
                dates[0],
            )
        numbers = sorted({fact.number for fact in facts if fact.number})
        if numbers:
            return _digest("number", numbers[0])
        return _digest("text", min(_text_digest(member) for member in self.members))


def identify(name: str, documents: Iterable[TitledDocument]) -> dict[int, WorkIdentity]:
    """Decide which work each document of a title contains.

    The result depends on the documents alone, and not on their order.

    Args:
        name: The key of the title.
        documents: All legal texts with this title that stand for themselves.

    Returns:
        By object, the work. One work has the plain name; the others add a hash to it.
    """
    ordered = sorted(documents, key=lambda document: document.order)
    groups = sorted(_group(ordered), key=lambda group: group.precedence)
    found: dict[int, WorkIdentity] = {}
    for place, group in enumerate(groups):
        work = name if place == 0 else f"{name}:{group.digest}"
        note = "" if place == 0 else _note(name, group, groups[0])
        for member in group.members:
            found[member.id] = WorkIdentity(work, note)
    return found


def _note(
    name: str,
    group: _Group,
    first: _Group,
) -> str:
    """Say why documents are not the work of their title; "" for one of many works of a title."""
    if not group.is_strong:
        return (
            f"has the title of {name}, but no issuer, number, head note or articles that show that "
            "it is the same work; it has no effect on it"
        )
    if not first.is_national:
        return ""
    territory = group.members[0].territory
    issuers = sorted({issuer for member in group.members for issuer in member.facts.issuers})
    if territory != first.members[0].territory:
        what = f"is law of another jurisdiction ({territory})"
    elif issuers:
        what = f"{'、'.join(issuers[:_MOST_NAMED])} made it"
    else:
        what = "nothing says who made it"
    return f"has the title of {name}, and {what}: it is another work, and has no effect on it"


def _group(documents: Sequence[TitledDocument]) -> list[_Group]:
    """Join documents that have evidence in common, step by step from the strongest evidence."""
    joined = _Joined(len(documents))
    with_evidence: dict[tuple[str, ...], list[int]] = {}
    for place, document in enumerate(documents):
        for evidence in _evidence(document):
            with_evidence.setdefault(evidence, []).append(place)
    for places in with_evidence.values():
        _join_of_one_province(
            documents,
            places,
            joined,
        )
    _join_by_days(documents, joined)
    _join_by_articles(documents, joined)
    groups: dict[int, _Group] = {}
    for place, document in enumerate(documents):
        groups.setdefault(joined.root(place), _Group()).members.append(document)
    return list(groups.values())


def _join_of_one_province(
    documents: Sequence[TitledDocument],
    places: Sequence[int],
    joined: _Joined,
) -> None:
    """Join documents with one piece of evidence.

    Two cities of one name lie in two provinces. A document that does not say its province joins
    only where the others say one province, or none.
    """
    stated = {province for place in places for province in documents[place].provinces}
    first_of: dict[frozenset[str], int] = {}
    for place in places:
        province = documents[place].provinces if len(stated) > 1 else frozenset()
        joined.join(first_of.setdefault(province, place), place)


def _evidence(document: TitledDocument) -> Iterator[tuple[str, ...]]:
    """What a document shares with the others of its work, beside its articles."""
    facts = document.facts
    if not document.is_strong and not _names_its_issuers(document):
        return
    territory = document.territory
    for issuer in canonical_issuers(facts.issuers):
        yield "issuer", territory, issuer
    if facts.number:
        yield "number", territory, facts.number


def _chain(document: TitledDocument) -> set[str]:
    """The days of the acts that made the text and its earlier versions."""
    law = document.structure.law
    return (
        {event.date for event in law.events if event.act is not EventKind.EFFECTIVE}
        if law
        else set()
    )


def _names_its_issuers(document: TitledDocument) -> bool:
    """Whether the title begins with the issuers, and a dated file has a text of articles or items.

    Judicial interpretations of some years come without a head note: the title alone says who made
    them, and the name of the file says when.
    """
    structure = document.structure
    evidence = structure.date_evidence
    is_dated = evidence is not None and evidence.rule == "file name"
    issuers = document.facts.issuers
    is_named = bool(issuers) and all(name in structure.title for name in issuers)
    is_adopted = document.facts.stage is TextStage.ADOPTED
    return is_dated and is_named and is_adopted and len(structure.units) >= _FEWEST_UNITS


def _join_by_days(documents: Sequence[TitledDocument], joined: _Joined) -> None:
    """Join a document whose issuer is not known with one that was made on a day of its head note.

    Where both issuers are known, the day decides nothing: two cities may act on one day.
    """
    first_on: dict[tuple[str, str], int] = {}
    for place, document in enumerate(documents):
        if document.is_strong and document.facts.issuers:
            for day in _chain(document):
                first_on.setdefault((document.territory, day), place)
    for place, document in enumerate(documents):
        if document.is_strong and not document.facts.issuers:
            for day in sorted(_chain(document)):
                joined.join(first_on.setdefault((document.territory, day), place), place)


def _join_by_articles(documents: Sequence[TitledDocument], joined: _Joined) -> None:
    """Join documents of which half of the shorter one's articles agree."""
    owners: dict[str, list[int]] = {}
    firsts: list[int] = []
    for place, document in enumerate(documents):
        shared: Counter[int] = Counter()
        for words in set(document.articles.values()):
            for owner in owners.get(words, ()):
                shared[owner] += 1
        candidates = [owner for owner, _ in shared.most_common(_MOST_OWNERS)]
        for owner in dict.fromkeys([*candidates, *firsts]):
            other = documents[owner]
            is_apart = joined.root(owner) != joined.root(place)
            if is_apart and not document.is_apart_from(other) and _agree(document, other):
                joined.join(owner, place)
        for words in set(document.articles.values()):
            known = owners.setdefault(words, [])
            if len(known) < _MOST_OWNERS:
                known.append(place)
        if joined.root(place) == place and len(firsts) < _MOST_OWNERS:
            firsts.append(place)


def _agree(document: TitledDocument, other: TitledDocument) -> bool:
    """Whether half of the articles of the shorter text are equal or nearly equal in the other."""
    shorter, longer = sorted((document.articles, other.articles), key=len)
    if not shorter:
        return False
    wanted = _AGREEING * len(shorter)
    texts = set(longer.values())
    equal = [path for path, words in shorter.items() if words in texts]
    if len(equal) >= wanted:
        return True
    agreeing = len(equal)
    known = set(equal)
    rest = [path for path in shorter if path not in known and path in longer][:_MOST_COMPARED]
    for place, path in enumerate(rest):
        if agreeing + len(rest) - place < wanted:
            return False
        agreeing += _is_nearly(shorter[path], longer[path])
        if agreeing >= wanted:
            return True
    return False


def _is_nearly(words: str, other: str) -> bool:
    """Whether two articles are equal but for a tenth of their characters.

    The time of `ratio` grows with the product of the lengths where characters repeat. So long
    articles are compared by their shingles.
    """
    matcher = SequenceMatcher(
        None,
        words,
        other,
        autojunk=False,
    )
    if matcher.real_quick_ratio() < _NEARLY or matcher.quick_ratio() < _NEARLY:
        return False
    if len(words) + len(other) <= _LONGEST_MATCHED:
        return matcher.ratio() >= _NEARLY
    own, others = sorted((grams(words), grams(other)), key=len)
    return len(own & others) >= _SHARED_GRAMS * len(others)


def _text_digest(document: TitledDocument) -> str:
    return stage_key(
        "text of a work",
        1,
        sorted(document.articles.values()),
    )


def _digest(*parts: object) -> str:
    return stage_key(
        "work",
        1,
        *parts,
    )[:8]


class _Joined:
    """Sets of places that are joined pair by pair; the lowest place of a set is its root."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def root(self, place: int) -> int:
        while self._above[place] != place:
            self._above[place] = self._above[self._above[place]]
            place = self._above[place]
        return place

    def join(
        self,
        place: int,
        other: int,
    ) -> None:
        low, high = sorted((self.root(place), self.root(other)))
        self._above[high] = low
