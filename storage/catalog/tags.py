"""Tags of passages: the tables `tags` and `tag_results`, and everything that writes to them.

A scheme is tagged by itself. Its tags are replaced, passage by passage, and those of others stay.
`tag_results` holds the key of each result, also where a passage got no tag: so the stage sees what
it has already done. What is not sure enough to be a tag is a suggestion, in `tag_suggestions`. The
tags of the scheme `scan` (how a scanned page was read) are written in the commit that writes the
passages.

The key of a result has two halves: what tags (the scheme, its taggers and models), and what is
tagged (context and text). The database compares both halves itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from corpus.codec import from_json, to_json
from corpus.records import SCANNED, Quantity, Span, Tag, TagProposal, tag_name
from corpus.schema import row_hash
from storage.catalog._engine import Database, chunks, pairs
from storage.catalog._rows import NO_SPAN, read_rows, stored_tags, tag_of
from storage.catalog.tables import passages, tag_results, tag_suggestions, tags

TagResults = Mapping[str, Sequence[TagProposal]]
"""By passage id, what is proposed for the passage in one scheme."""

_HALF = 16  # characters of a key
_DIGITS = 3
"""Digits of a probability that are kept: a change behind them writes no row of an index."""


class TaggableRow(NamedTuple):
    """What a tagger needs of a stored passage."""

    id: str
    work: str
    kind: str
    context: str
    text: str
    text_hash: str
    input_hash: str


@dataclass(frozen=True, slots=True)
class SchemeCounts:
    """How much a scheme has tagged.

    Attributes:
        results: How many passages were looked at.
        tagged: How many of them have a tag.
        by_value: By value, how many passages have it as a tag.
        suggested: By value, for how many passages it is suggested.
    """

    results: int
    tagged: int
    by_value: Mapping[str, int]
    suggested: Mapping[str, int]


_NEW_HASH = (
    update(passages)
    .where(passages.c.id == bindparam("changed_id"))
    .values(row_hash=bindparam("new_hash"))
)


class Tags:
    """The tags of all passages, scheme by scheme."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def keys(self, scheme: str) -> dict[str, str]:
        """Return which passages a scheme has been applied to.

        Args:
            scheme: The name of the scheme.

        Returns:
            By passage id, the key of the result that is stored.
        """
        wanted = select(tag_results.c.passage_id, tag_results.c.key)
        with self._db.read() as connection:
            return pairs(connection.execute(wanted.where(tag_results.c.scheme == scheme)))

    def count_outdated(self, scheme: str, tagged_by: str) -> int:
        """Return how many passages have no result of a scheme, or one that is out of date.

        Args:
            scheme: The name of the scheme.
            tagged_by: The key of what tags.

        Returns:
            The number of passages.
        """
        wanted = _outdated(select(func.count()), scheme, tagged_by)
        with self._db.read() as connection:
            return connection.scalar(wanted) or 0

    def outdated(
        self,
        scheme: str,
        tagged_by: str,
    ) -> Iterator[TaggableRow]:
        """Return the passages that have no result of a scheme, or one that is out of date.

        Args:
            scheme: The name of the scheme.
            tagged_by: The key of what tags.

        Returns:
            The passages, by id.
        """
        columns = (
            passages.c.id,
            passages.c.work,
            passages.c.kind,
            passages.c.context,
            passages.c.text,
            passages.c.text_hash,
            passages.c.input_hash,
        )
        wanted = _outdated(select(*columns), scheme, tagged_by)
        for row in self._db.pages(wanted, passages.c.id):
            yield TaggableRow._make(row)

    def proposals(self, ids: Collection[str]) -> dict[str, dict[str, list[TagProposal]]]:
        """Return what is proposed for passages: their tags and suggestions, with the evidence.

        Args:
            ids: Ids of passages; unknown ones are left out.

        Returns:
            By passage id and scheme, the proposals: accepted ones first, then by probability.
        """
        found: dict[str, dict[str, list[TagProposal]]] = {}
        with self._db.read() as connection:
            for part in chunks(ids):
                for table, accepted in ((tags, True), (tag_suggestions, False)):
                    rows = connection.execute(select(table).where(table.c.passage_id.in_(part)))
                    for row in rows:
                        schemes = found.setdefault(row.passage_id, {})
                        proposal = _proposal(row, accepted=accepted)
                        schemes.setdefault(row.scheme, []).append(proposal)
        for schemes in found.values():
            for proposals in schemes.values():
                proposals.sort(key=lambda proposal: (not proposal.accepted, -proposal.probability))
        return found

    def suggestions(self, scheme: str) -> Iterator[tuple[str, TagProposal]]:
        """Return the suggestions of a scheme, the most probable first.

        Args:
            scheme: The name of the scheme.

        Returns:
            Pairs of the id of a passage and a proposal that is not accepted.
        """
        wanted = (
            select(tag_suggestions)
            .where(tag_suggestions.c.scheme == scheme)
            .order_by(
                tag_suggestions.c.probability.desc(),
                tag_suggestions.c.passage_id,
                tag_suggestions.c.value,
            )
        )
        with self._db.read() as connection:
            for row in connection.execute(wanted):
                yield row.passage_id, _proposal(row, accepted=False)

    def counts(self) -> dict[str, SchemeCounts]:
        """Count results, tags and suggestions.

        Returns:
            By scheme, the counts.
        """
        with self._db.read() as connection:
            tagged = pairs(
                connection.execute(
                    select(tag_results.c.scheme, func.count()).group_by(tag_results.c.scheme)
                )
            )
            by_value: dict[str, dict[str, int]] = {}
            suggested: dict[str, dict[str, int]] = {}
            for table, counts in ((tags, by_value), (tag_suggestions, suggested)):
                passages_of = func.count(table.c.passage_id.distinct())
                grouped = select(table.c.scheme, table.c.value, passages_of)
                for scheme, value, count in connection.execute(
                    grouped.group_by(table.c.scheme, table.c.value)
                ):
                    counts.setdefault(scheme, {})[value] = count
            wanted = select(tags.c.scheme, func.count(tags.c.passage_id.distinct()))
            with_tags = pairs(connection.execute(wanted.group_by(tags.c.scheme)))
        return {
            scheme: SchemeCounts(
                count,
                with_tags.get(scheme, 0),
                by_value.get(scheme, {}),
                suggested.get(scheme, {}),
            )
            for scheme, count in sorted(tagged.items())
        }

    def values(self) -> list[str]:
        """Return the values of all tags, sorted: the categories that a filter may have."""
        with self._db.read() as connection:
            return sorted(connection.scalars(select(tags.c.value).distinct()))

    def names(self) -> list[str]:
        """Return all tags as `SCHEME=VALUE`, sorted: what a filter may name."""
        with self._db.read() as connection:
            found = connection.execute(select(tags.c.scheme, tags.c.value).distinct())
            return sorted(tag_name(scheme, value) for scheme, value in found)

    def of(self, ids: Collection[str]) -> dict[str, tuple[Tag, ...]]:
        """Return the tags of passages.

        Args:
            ids: Ids of passages; unknown ones are left out.

        Returns:
            By passage id, the tags of all schemes, ordered by scheme, value and place; only of
            passages that have some.
        """
        with self._db.read() as connection:
            found = stored_tags(connection, ids)
        return {id_: tuple(tag_of(value) for value in values) for id_, values in found.items()}

    def commit(
        self,
        scheme: str,
        tagged_by: str,
        results: TagResults,
    ) -> int:
        """Replace the tags and suggestions that passages have in a scheme, in one transaction.

        Those of other schemes stay. A passage that has gone meanwhile is left out. Vectors stay:
        they depend on the text alone.

        Args:
            scheme: The name of the scheme.
            tagged_by: The key of what tags.
            results: By passage id, what is proposed for the passage.

        Returns:
            How many passages have other tags than before, and so another `row_hash`.
        """
        changed = 0
        with self._db.write() as connection:
            for part in chunks(results):
                columns = (passages.c.id, passages.c.row_hash, passages.c.input_hash)
                rows = connection.execute(select(*columns).where(passages.c.id.in_(part))).all()
                there = {row.id: results[row.id] for row in rows}
                hashes = {row.id: row.row_hash for row in rows}
                before = stored_tags(connection, there, scheme)
                _replace(connection, scheme, there)
                keys = [
                    {
                        "passage_id": row.id,
                        "scheme": scheme,
                        "key": result_key(tagged_by, row.input_hash),
                    }
                    for row in rows
                ]
                self._db.upsert(connection, tag_results, keys)
                after = stored_tags(connection, there, scheme)
                other = {id_ for id_ in there if before.get(id_) != after.get(id_)}
                renewed = {id_: hashes[id_] for id_ in other}
                changed += _renew_hashes(connection, renewed)
        return changed

    def forget_except(self, schemes: Collection[str]) -> int:
        """Delete the tags of schemes that are no longer in use.

        Args:
            schemes: The names of the schemes in use. The scheme `scan` always stays.

        Returns:
            How many passages have other tags than before.
        """
        keep = [*schemes, SCANNED]
        if not self._has_others(keep):  # an unchanged run writes nothing
            return 0
        changed = 0
        with self._db.write() as connection:
            wanted = select(tags.c.passage_id).where(tags.c.scheme.not_in(keep)).distinct()
            ids = list(connection.scalars(wanted))
            for table in (tags, tag_suggestions, tag_results):
                connection.execute(delete(table).where(table.c.scheme.not_in(keep)))
            for part in chunks(ids):
                known = select(passages.c.id, passages.c.row_hash).where(passages.c.id.in_(part))
                changed += _renew_hashes(connection, pairs(connection.execute(known)))
        return changed

    def _has_others(self, schemes: Collection[str]) -> bool:
        """Whether a table has rows of schemes other than these."""
        with self._db.read() as connection:
            for table in (tags, tag_suggestions, tag_results):
                found = connection.scalars(select(table.c.scheme).distinct())
                if not set(found) <= set(schemes):
                    return True
        return False


def result_key(tagged_by: str, input_hash: str) -> str:
    """Return the key of a result.

    Args:
        tagged_by: The key of what tags.
        input_hash: The hash of context and text of the passage.

    Returns:
        32 hex digits.
    """
    return tagged_by[:_HALF] + input_hash[:_HALF]


def _outdated(
    columns: Select[Any],
    scheme: str,
    tagged_by: str,
) -> Select[Any]:
    """Restrict a query to passages without a current result of a scheme."""
    of_scheme = and_(tag_results.c.passage_id == passages.c.id, tag_results.c.scheme == scheme)
    current = literal(tagged_by[:_HALF]) + func.substr(passages.c.input_hash, 1, _HALF)
    joined = columns.select_from(passages.outerjoin(tag_results, of_scheme))
    return joined.where(or_(tag_results.c.key.is_(None), tag_results.c.key != current))


def _replace(
    connection: Connection,
    scheme: str,
    results: TagResults,
) -> None:
    """Replace the tags and suggestions of stored passages in a scheme."""
    _delete_tags(connection, scheme, results)
    for part in chunks(results):
        of_scheme = tag_suggestions.c.scheme == scheme
        connection.execute(
            delete(tag_suggestions).where(of_scheme, tag_suggestions.c.passage_id.in_(part))
        )
    given = []
    suggested = []
    for passage_id, proposals in results.items():
        for proposal in proposals:
            row = {
                "passage_id": passage_id,
                "scheme": scheme,
                "value": proposal.value,
                **_span_columns(proposal.evidence),
                "method": proposal.method,
                "reason": proposal.reason,
            }
            probability = round(proposal.probability, _DIGITS)
            if proposal.accepted:
                quantity = None if proposal.quantity is None else to_json(proposal.quantity)
                given.append({**row, "confidence": probability, "quantity": quantity})
            else:
                suggested.append({**row, "probability": probability})
    if given:
        connection.execute(insert(tags), given)
    if suggested:
        connection.execute(insert(tag_suggestions), suggested)


def _proposal(row: Any, *, accepted: bool) -> TagProposal:
    """A row of `tags` or `tag_suggestions` as a proposal."""
    return TagProposal(
        row.value,
        row.confidence if accepted else row.probability,
        accepted,
        row.method,
        row.reason,
        None if row.span_end is None else Span(row.span_start, row.span_end),
        from_json(Quantity, row.quantity) if accepted and row.quantity else None,
    )


def replace_scan_tags(
    database: Database,
    connection: Connection,
    works: Collection[str],
    known: Collection[str],
    marks: Mapping[str, Sequence[Tag]],
) -> None:
    """Replace the tags of the scheme `scan`, in the commit that writes the passages.

    The key of such a result is the `core_hash` of its passage. The database copies it there itself,
    because every passage has one, and few passages come from scans.

    Args:
        database: The catalog's database.
        connection: The transaction; the passages are written.
        works: The works whose passages were written.
        known: The ids of passages that were stored before and have changed.
        marks: By passage id, the tags of those passages that changed or are new, and have some.
    """
    _delete_tags(
        connection,
        SCANNED,
        known,
    )
    _insert_tags(
        connection,
        SCANNED,
        marks,
    )
    keys = select(passages.c.id, literal(SCANNED), passages.c.core_hash)
    database.upsert_selected(
        connection,
        tag_results,
        ("passage_id", "scheme", "key"),
        keys.where(passages.c.work.in_(works)),
    )


def _delete_tags(
    connection: Connection,
    scheme: str,
    ids: Collection[str],
) -> None:
    """Delete the tags that passages have in a scheme."""
    for part in chunks(ids):
        connection.execute(delete(tags).where(tags.c.scheme == scheme, tags.c.passage_id.in_(part)))


def _insert_tags(
    connection: Connection,
    scheme: str,
    found: Mapping[str, Sequence[Tag]],
) -> None:
    """Insert the tags of passages that have none in a scheme, by passage id."""
    rows = [
        _tag_row(passage_id, scheme, tag)
        for passage_id, passage_tags in found.items()
        for tag in passage_tags
    ]
    if rows:
        connection.execute(insert(tags), rows)


def _tag_row(
    passage_id: str,
    scheme: str,
    tag: Tag,
) -> dict[str, Any]:
    """A tag as a row of the table."""
    assert tag.scheme == scheme, f"{tag.scheme} is written as {scheme}"
    return {
        "passage_id": passage_id,
        "scheme": scheme,
        "value": tag.value,
        **_span_columns(tag.evidence),
        "confidence": tag.confidence,
        "method": tag.method,
    }


def _span_columns(evidence: Span | None) -> dict[str, int | None]:
    """The columns of the words that say so."""
    if evidence is None:
        return {"span_start": NO_SPAN, "span_end": None}
    return {"span_start": evidence.start, "span_end": evidence.end}


def _renew_hashes(connection: Connection, hashes: Mapping[str, str]) -> int:
    """Set `row_hash` where tags changed; `hashes` are the ones from before. How many changed."""
    changed = []
    for row in read_rows(connection, passages.c.id.in_(list(hashes))):
        new_hash = row_hash(row)
        if new_hash != hashes[row["id"]]:
            changed.append({"changed_id": row["id"], "new_hash": new_hash})
    if changed:
        connection.execute(_NEW_HASH, changed)
    return len(changed)
