"""The norm that an act is directed at, as its stored documents describe it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.records import DocumentFacts, Rank, TitleStrength, Trust
from law.authority.bodies import BodyKind, IssuingBody, are_related, read_body

_ORDER = re.compile(r"^(?:中华人民共和国)?(.+?)(?:令|公告)")
_TRUSTS = tuple(Trust)
_MAINLAND = frozenset({None, "mainland"})


@dataclass(frozen=True, slots=True)
class Norm:
    """A stored work, as an act sees it.

    Attributes:
        work: The key of the work.
        rank: Its rank; None where nothing says it.
        issuers: The bodies that made it together; empty where nothing says it.
        approvers: The bodies that approved it.
        dates: The days of all its documents, sorted.
        numbers: The document numbers of all its documents.
        jurisdictions: The jurisdictions that its documents state; None for a document that states
            none.
    """

    work: str
    rank: Rank | None
    issuers: tuple[IssuingBody, ...]
    approvers: tuple[IssuingBody, ...]
    dates: tuple[str, ...]
    numbers: frozenset[str]
    jurisdictions: frozenset[str | None]

    @property
    def is_mainland(self) -> bool:
        """Whether no document says that the norm is of another country or territory."""
        return self.jurisdictions <= _MAINLAND

    def is_made_by(self, *kinds: BodyKind) -> bool:
        """Whether bodies of some kinds alone made the norm.

        Args:
            *kinds: The kinds.

        Returns:
            Whether the issuers are known, and all of them are of these kinds.
        """
        return bool(self.issuers) and all(owner.kind in kinds for owner in self.issuers)


def read_norms(documents: Iterable[DocumentFacts]) -> list[Norm]:
    """Describe the works that documents contain.

    Args:
        documents: What is known of documents.

    Returns:
        A norm for each work, by the key of the work.
    """
    by_work: dict[str, list[DocumentFacts]] = {}
    for facts in documents:
        by_work.setdefault(facts.work, []).append(facts)
    return [_read_norm(work, members) for work, members in sorted(by_work.items())]


def _read_norm(work: str, members: Sequence[DocumentFacts]) -> Norm:
    own = _by_makers(members)
    ranks = [Rank(facts.level) for facts in own if facts.level]
    rank = ranks[0] if ranks else None
    named = max(
        (facts.issuers for facts in own),
        key=len,
        default=(),
    )
    numbers = sorted({facts.number for facts in members if facts.number})
    dates = sorted({day for facts in members for day in facts.dates})
    approvers = sorted({name for facts in own for name in facts.approvers})
    return Norm(
        work=work,
        rank=rank,
        issuers=_issuers(
            rank,
            [read_body(name) for name in named],
            numbers,
        ),
        approvers=tuple(read_body(name) for name in approvers),
        dates=tuple(dates),
        numbers=frozenset(numbers),
        jurisdictions=frozenset(facts.jurisdiction for facts in members),
    )


def _by_makers(members: Sequence[DocumentFacts]) -> list[DocumentFacts]:
    """Leave out documents that name other bodies than those that made the norm.

    Anybody may copy a law under a head note of his own. What the congress made is a law; else the
    first document counts, and those of related bodies. A document that names no body stays.
    """
    ordered = sorted(members, key=_precedence)
    named = [facts for facts in ordered if facts.issuers]
    if not named:
        return ordered
    of_congress = [facts for facts in named if _is_law_of_congress(facts)]
    first = of_congress[0] if of_congress else named[0]
    return [
        facts for facts in ordered if not facts.issuers or are_related(facts.issuers, first.issuers)
    ]


def _precedence(facts: DocumentFacts) -> tuple[int, bool, bool, str, str, str]:
    return (
        _TRUSTS.index(facts.trust),
        facts.strength is TitleStrength.WEAK,
        facts.level is None,
        facts.dates[0] if facts.dates else "9999",
        facts.source,
        facts.path,
    )


def _is_law_of_congress(facts: DocumentFacts) -> bool:
    kinds = (BodyKind.CONGRESS, BodyKind.CONGRESS_COMMITTEE)
    is_law = facts.level in (Rank.LAW, Rank.CONSTITUTION)
    return is_law and any(read_body(name).kind in kinds for name in facts.issuers)


def _issuers(
    rank: Rank | None,
    named: Sequence[IssuingBody],
    numbers: Sequence[str],
) -> tuple[IssuingBody, ...]:
    """The issuers of a norm: those that are named, or that its rank or number implies.

    An administrative regulation is the State Council's, also where a department published it with
    the State Council's approval (行政法规制定程序条例).
    """
    if rank is Rank.ADMINISTRATIVE_REGULATION:
        joint = [body for body in named if body.kind is BodyKind.MILITARY_COMMISSION]
        return (read_body("国务院"), *joint)
    if named:
        return tuple(named)
    for number in numbers:
        order = _ORDER.match(number)
        if order:
            return tuple(read_body(name) for name in order[1].split("、"))
    return ()
