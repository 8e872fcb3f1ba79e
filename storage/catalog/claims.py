"""Acts of documents on other works, the verdicts on them, and what people decided.

A claim is an act without effect. Acts are stated by structures; the stage `weigh` compares them
with what is known of their targets and writes the verdicts. A person's decision has a row of its
own. It outlives the claim, so that it counts again when the file comes back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Select, delete, exists, insert, select

from corpus.codec import from_json, to_json
from corpus.notation.work_keys import loose_key
from corpus.records import Act, DocumentFacts, Verdict, WeighedAct
from storage.catalog._engine import Database, chunks, pairs
from storage.catalog._facts import read_facts
from storage.catalog._trust import Mails, read_mails
from storage.catalog._work_queries import BY_PATH
from storage.catalog.tables import (
    claim_decisions,
    claims,
    mirrors,
    objects,
    sources,
    structures,
    weighings,
)

_ROWS = 10_000  # claims that one transaction writes
_UNFINISHED = "unfinished"
"""Instead of the key of a weighing: not all of its claims are written."""


@dataclass(frozen=True, slots=True)
class StatedAct:
    """An act, and the document that states it.

    Attributes:
        by: What is known of the document.
        act: The act.
    """

    by: DocumentFacts
    act: Act


@dataclass(frozen=True, slots=True)
class ClaimDecision:
    """What a person decided about a claim.

    Attributes:
        id: The id of the claim.
        verdict: Accepted or rejected.
        who: Who decided.
        why: The reason that the person gave.
        at: When, in ISO form.
        claim: The claim as it was then.
    """

    id: str
    verdict: Verdict
    who: str
    why: str
    at: str
    claim: WeighedAct


class Claims:
    """Acts with their verdicts, and decisions about them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def stated(self) -> dict[str, list[StatedAct]]:
        """Return what documents say that they do to works.

        The acts of a mirror are those of the document that it mirrors.

        Returns:
            By the name of the target (`loose_key`), the acts by source and path.
        """
        wanted = _select_facts().where(structures.c.acts.is_not(None))
        found: dict[str, list[StatedAct]] = {}
        with self._db.read() as connection:
            mails = read_mails(self._db, connection)
            for row in connection.execute(wanted.order_by(*BY_PATH)):
                facts = _facts(row, mails)
                for act in from_json(list[Act], row.acts):
                    found.setdefault(loose_key(act.target.name), []).append(StatedAct(facts, act))
        return found

    def facts(self, names: Collection[str]) -> dict[str, list[DocumentFacts]]:
        """Return what is known of the documents with a name.

        Args:
            names: Names of works (`loose_key`).

        Returns:
            By name, the documents by source and path.
        """
        found: dict[str, list[DocumentFacts]] = {}
        wanted = _select_facts().order_by(*BY_PATH)
        with self._db.read() as connection:
            mails = read_mails(self._db, connection)
            for part in chunks(names):
                for row in connection.execute(wanted.where(structures.c.name.in_(part))):
                    found.setdefault(row.name, []).append(_facts(row, mails))
        return found

    def keys(self) -> dict[str, str]:
        """Return by the name of a target the key of what was weighed last."""
        with self._db.read() as connection:
            return pairs(connection.execute(select(weighings.c.name, weighings.c.key)))

    def commit(self, weighed: Mapping[str, tuple[str, Sequence[WeighedAct]]]) -> None:
        """Write verdicts.

        A small number of acts is written in one transaction. Many acts are written in several. If
        such a commit is interrupted, its names have a key that no weighing has, so that the next
        run weighs them again.

        Args:
            weighed: By the name of the target, the key of what was weighed and the acts with their
                verdicts; a name without acts goes.
        """
        rows = [
            _claim_row(name, act) for name, (_, acts) in weighed.items() for act in _distinct(acts)
        ]
        kept = [{"name": name, "key": key} for name, (key, acts) in weighed.items() if acts]
        gone = [name for name, (_, acts) in weighed.items() if not acts]
        first, *further = [*chunks(rows, _ROWS)] or [[]]
        unfinished = [row | {"key": _UNFINISHED} for row in kept]
        with self._db.write() as connection:
            for names in chunks(weighed):
                connection.execute(delete(claims).where(claims.c.name.in_(names)))
            for names in chunks(gone):
                connection.execute(delete(weighings).where(weighings.c.name.in_(names)))
            self._db.upsert(
                connection,
                weighings,
                unfinished if further else kept,
            )
            if first:
                connection.execute(insert(claims), first)
        for place, part in enumerate(further, 1):
            with self._db.write() as connection:
                connection.execute(insert(claims), part)
                if place == len(further):
                    self._db.upsert(
                        connection,
                        weighings,
                        kept,
                    )

    def verdicts(self, names: Collection[str]) -> dict[str, tuple[Verdict, str | None]]:
        """Return the verdicts that acts have at present.

        Args:
            names: Names of targets (`loose_key`).

        Returns:
            By the id of an act, its verdict and the work that it is directed at.
        """
        found: dict[str, tuple[Verdict, str | None]] = {}
        wanted = select(
            claims.c.id,
            claims.c.verdict,
            claims.c.target,
        )
        with self._db.read() as connection:
            for part in chunks(names):
                for row in connection.execute(wanted.where(claims.c.name.in_(part))):
                    found[row.id] = (Verdict(row.verdict), row.target)
        return found

    def incoming(self) -> dict[str, list[WeighedAct]]:
        """Return the acts that are directed at stored works, with their verdicts.

        Returns:
            By work, its acts in an order that does not depend on the files.
        """
        wanted = (
            select(claims)
            .where(claims.c.target.is_not(None))
            .order_by(
                claims.c.target,
                claims.c.since,
                claims.c.id,
            )
        )
        with self._db.read() as connection:
            rows = connection.execute(wanted).all()
        return {
            target: [read_weighed(row) for row in group]
            for target, group in groupby(rows, key=attrgetter("target"))
        }

    def all(self, verdicts: Collection[Verdict] = ()) -> Iterator[WeighedAct]:
        """Return acts with their verdicts.

        Args:
            verdicts: The verdicts that are wanted; empty for all.

        Yields:
            The acts by the name of the target, the day and the id.
        """
        wanted = select(claims).order_by(
            claims.c.name,
            claims.c.since,
            claims.c.id,
        )
        if verdicts:
            wanted = wanted.where(claims.c.verdict.in_(list(verdicts)))
        with self._db.read() as connection:
            for row in connection.execute(wanted):
                yield read_weighed(row)

    def decisions(self, ids: Collection[str] | None = None) -> dict[str, ClaimDecision]:
        """Return what people decided.

        Args:
            ids: Only decisions about these claims; None for all.

        Returns:
            The decisions, by the id of the claim.
        """
        wanted = select(claim_decisions)
        with self._db.read() as connection:
            if ids is None:
                rows = list(connection.execute(wanted))
            else:
                rows = [
                    row
                    for part in chunks(ids)
                    for row in connection.execute(wanted.where(claim_decisions.c.id.in_(part)))
                ]
        return {
            row.id: ClaimDecision(
                row.id,
                Verdict(row.verdict),
                row.who,
                row.why,
                row.at,
                from_json(WeighedAct, row.claim),
            )
            for row in rows
        }

    def decision(self, id_: str) -> ClaimDecision | None:
        """Return what a person decided about a claim.

        Args:
            id_: The id of the claim.

        Returns:
            The decision; None where no person decided.
        """
        return self.decisions([id_]).get(id_)

    def decide(self, decision: ClaimDecision) -> None:
        """Store what a person decided about a claim; a later decision replaces an earlier one.

        The next run gives the act its effect, or takes it away.

        Args:
            decision: The decision.
        """
        row = to_json(decision)
        with self._db.write() as connection:
            self._db.upsert(
                connection,
                claim_decisions,
                [row],
            )


def _select_facts() -> Select[Any]:
    is_mirror = exists().where(mirrors.c.object_id == objects.c.id)
    return (
        select(
            structures.c.name,
            structures.c.facts,
            structures.c.acts,
            objects.c.work,
            objects.c.path,
            sources.c.name.label("source"),
            sources.c.trust,
        )
        .join(structures, structures.c.key == objects.c.structure_key)
        .join(sources, sources.c.id == objects.c.source_id)
        .where(
            objects.c.work.is_not(None),
            structures.c.facts.is_not(None),
            ~is_mirror,
        )
    )


def _facts(row: Any, mails: Mails) -> DocumentFacts:
    return replace(read_facts(row, mails), work=row.work)


def _distinct(acts: Sequence[WeighedAct]) -> list[WeighedAct]:
    """The first of the acts with one id: two files may contain one sentence."""
    by_id: dict[str, WeighedAct] = {}
    for act in acts:
        by_id.setdefault(act.id, act)
    return list(by_id.values())


def _claim_row(name: str, weighed: WeighedAct) -> dict[str, Any]:
    return {
        "id": weighed.id,
        "name": name,
        "by": weighed.by,
        "source": weighed.source,
        "path": weighed.path,
        "target": weighed.target,
        "action": weighed.act.action.value,
        "since": weighed.act.since,
        "verdict": weighed.verdict.value,
        "reasons": [reason.value for reason in weighed.reasons],
        "note": weighed.note,
        "act": to_json(weighed.act),
    }


def read_weighed(row: Any) -> WeighedAct:
    """Return the record of a row of `claims`.

    Args:
        row: All columns of the row.

    Returns:
        The act with its verdict.
    """
    values = {name: getattr(row, name) for name in WeighedAct.__slots__}
    return from_json(WeighedAct, values)
