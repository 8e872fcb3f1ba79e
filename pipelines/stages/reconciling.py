"""The index against the catalog, both ways: what it lacks, has otherwise, has too much, or can't have of this catalog.

A run believes what the catalog noted of the index, so that an unchanged one need not load the engine. Here it is not believed. What
differs is mended by disbelief: the catalog notes of each such row that it does not know what the index holds, and the ordinary delta
writes it, or takes it away. A writer of its own was set aside: there would be two ways to the same index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from corpus.batches import batches
from corpus.errors import ModelMismatch, Refused, UsageError
from corpus.schema import SCHEMA_VERSION, refuse_newer
from indexing.comparison import Drift, RowDifference, compare, differing_fields, examine, in_sample
from indexing.store import Generation, IndexReader, StoredRow
from pipelines.reconciliation import Depth, Reconciled, RowComparison
from pipelines.session import Session
from pipelines.stages import embedding, projecting
from storage.catalog.generations import Believed, GenerationRow

_SLICE = 5_000  # rows compared at once: some megabytes
_MARKED = 500  # rows that are disbelieved at once
_EXAMPLES = 20

_FIRST_RUN = "`lexops run` first: only then is it known what the index should hold"


def reconcile(session: Session, depth: Depth, *, repair: bool = False) -> Reconciled:
    """Compare the live generation with the catalog; mend it where `repair`, and compare again.

    Raises Refused where an update was not finished: what differs then is no drift. UsageError where there is nothing yet, HomeError
    where newer code made the index, ModelMismatch where a repair would need another model.
    """
    known = _comparable(session)
    pending = session.catalog.generations.outdated(known.name)
    if repair:
        _check_repairable(session, known, pending)
    with session.report.timed("compare"):
        found = _compare(session, known, depth, mark=repair)
    if found.same or not repair:
        return Reconciled(known.name, known.version, depth.seed, pending, found)
    _repair(session, known, found)
    now = session.catalog.generations.live()
    assert now, "a repair ends with a publication"
    after = _compare(session, now, depth, mark=False)
    return Reconciled(
        now.name, now.version, depth.seed, (0, 0), found, session.report.index_writes, after
    )


def _comparable(session: Session) -> GenerationRow:
    """The generation that readers should get, if what it should hold is known."""
    refuse_newer((one.meta.schema_version for one in session.store.generations()), "the index")
    known = session.catalog.generations.live()
    if known is None:
        raise UsageError("this catalog has published no index yet", remedy="run `lexops run PATH`")
    if known.dirty:
        raise Refused(
            f"an update of {known.name} was ended before it was published: not compared",
            remedy="`lexops run` finishes it, or says why not",
        )
    return known


def _check_repairable(session: Session, known: GenerationRow, pending: tuple[int, int]) -> None:
    """A repair writes what the catalog holds: that has to be what a run has checked, for the model that readers ask with."""
    if any(pending):
        raise Refused(
            f"{sum(pending)} passages have changed since the index was written: not repaired",
            remedy=_FIRST_RUN,
        )
    made_with = known.fingerprint, known.dimension, known.schema_version
    if made_with != (session.embedder.fingerprint, session.embedder.dimension, SCHEMA_VERSION):
        message = f"the index was made with {known.fingerprint}, the profile has {session.embedder.fingerprint}: not repaired"
        raise ModelMismatch(
            message, remedy="use the profile that made it, or `lexops run` for a new generation"
        )


def _repair(session: Session, known: GenerationRow, found: RowComparison) -> None:
    """Write what is disbelieved, and publish it. An index that is lost is made anew, of cached vectors."""
    index = next((one for one in session.store.generations() if one.name == known.name), None)
    if found.lost and index and index.version == known.version and _made_alike(index, known):
        session.catalog.generations.about_to_write(
            known.name, ()
        )  # whole, and only not what readers get
    else:
        embedding.embed_passages(session)
        projecting.write_delta(session, undoable=False)
    projecting.publish(session, mended=True)


def _lost(session: Session, known: GenerationRow) -> str | None:
    """Why what readers get is not what this catalog published; None where it is."""
    live, name = session.store.live(), known.name
    if name not in {one.name for one in session.store.generations()}:
        return f"the index has lost {name}: it was deleted behind the catalog's back"
    if live is None:
        return f"readers do not get {name}: somebody moved them by hand"
    if live.name != name:
        return f"readers get {live.name}, and not {name}: another catalog writes to this index, or somebody moved readers by hand"
    if not _made_alike(live, known):
        return f"{name} in the index was made with {live.meta.fingerprint}, not {known.fingerprint}: another catalog wrote it"
    if known.version is not None and live.version > known.version:
        return f"{name} is at version {live.version} in the index, {known.version} in the catalog: another catalog wrote to it, or this one is an older copy"
    if known.version is not None and live.version < known.version:
        return f"{name} is at version {live.version} in the index, {known.version} in the catalog: an older copy of the index was put in its place"
    return None


def _made_alike(index: Generation, known: GenerationRow) -> bool:
    meta = index.meta
    return (meta.fingerprint, meta.dimension, meta.schema_version) == (
        known.fingerprint,
        known.dimension,
        known.schema_version,
    )


def compare_rows(
    session: Session,
    known: GenerationRow,
    reader: IndexReader,
    ids: Sequence[str] | None,
    sample: int,
) -> RowComparison:
    """A view of a generation against what the catalog says that it holds: all rows, about `sample` of them whole; or whole, these ids alone."""
    looking = _Looking(session, known, reader, Depth(sample))
    return _tally(looking, looking.differences() if ids is None else looking.of(ids))


def _compare(session: Session, known: GenerationRow, depth: Depth, *, mark: bool) -> RowComparison:
    if lost := _lost(session, known):
        return RowComparison(lost=lost)
    reader = session.store.open()
    try:
        looking = _Looking(session, known, reader, depth)
        differences = looking.differences()
        return _tally(
            looking, _disbelieved(session, known.name, differences) if mark else differences
        )
    finally:
        reader.close()


class _Looking:
    """One pass over catalog and index, slice by slice; counts what it saw."""

    def __init__(
        self, session: Session, known: GenerationRow, reader: IndexReader, depth: Depth
    ) -> None:
        self._session, self._known, self._reader, self._seed = session, known, reader, depth.seed
        self._total = reader.count()
        self._share = 1.0 if depth.sample is None else depth.sample / max(self._total, 1)
        self.rows = self.examined = 0

    def differences(self) -> Iterator[RowDifference]:
        """All of them, by id in each slice."""
        believed, after = self._session.catalog.generations.believed(self._known.name, _SLICE), None
        while part := list(islice(believed, _SLICE)):
            yield from self._slice(part, after, part[-1].id)
            after = part[-1].id
        yield from self._slice([], after, None)

    def of(self, ids: Sequence[str]) -> Iterator[RowDifference]:
        """What differs under these ids, each row looked at whole."""
        for part in batches(ids, _MARKED):
            wanted = {
                one.id: one
                for one in self._session.catalog.generations.believed_of(self._known.name, part)
            }
            held = {one.id: one for one in self._reader.held(part)}
            self.rows += len(held)
            yield from (
                RowDifference(Drift.ORPHANED, one) for one in sorted(held.keys() - wanted.keys())
            )
            yield from (
                RowDifference(Drift.MISSING, one) for one in sorted(wanted.keys() - held.keys())
            )
            yield from self._examined(wanted, [one for id_, one in held.items() if id_ in wanted])

    def named(self, difference: RowDifference) -> RowDifference:
        """The difference with the fields in which the row is not the catalog's, where it can be read."""
        rows = self._session.catalog.passages.get([difference.id])
        held = self._reader.held([difference.id])
        if (
            difference.drift not in (Drift.STALE, Drift.DAMAGED)
            or not rows
            or not held
            or held[0].row is None
        ):
            return difference
        return replace(
            difference, fields=(*difference.fields, *differing_fields(rows[0], held[0].row))
        )

    def _slice(
        self, believed: Sequence[Believed], after: str | None, through: str | None
    ) -> Iterator[RowDifference]:
        entries = self._reader.entries(after, through)
        self.rows += len(entries)
        different = {one.id: one for one in compare(believed, entries)}
        held = {one.id for one in entries}
        drawn = {
            one.id: one
            for one in believed
            if one.row_hash
            and one.id in held
            and one.id not in different
            and in_sample(one.id, self._seed, self._share)
        }
        yield from different.values()
        for ids in batches(drawn, _MARKED):
            yield from self._examined(drawn, self._reader.held(ids))
        self._session.progress("compare", self.rows, self._total)

    def _examined(
        self, believed: Mapping[str, Believed], rows: Sequence[StoredRow]
    ) -> Iterator[RowDifference]:
        """Which of these rows are not what they are believed to be; they are looked at whole, with the vectors that are cached."""
        import numpy as np

        self.examined += len(rows)
        hashes = {hash_ for one in rows if (hash_ := believed[one.id].input_hash)}
        cached = self._session.catalog.embeddings.get(self._known.fingerprint, hashes)
        for held in rows:
            vector = cached.get(believed[held.id].input_hash or "")
            found = examine(
                believed[held.id], held, None if vector is None else np.frombuffer(vector, "<f4")
            )
            if found:
                yield found


def _tally(looking: _Looking, differences: Iterable[RowDifference]) -> RowComparison:
    """Count what differs, and keep the first of each kind."""
    counts: Counter[Drift] = Counter()
    examples: list[RowDifference] = []
    for one in differences:
        counts[one.drift] += 1
        examples += [looking.named(one)] if counts[one.drift] <= _EXAMPLES else []
    return RowComparison(looking.rows, looking.examined, None, counts, examples)


def _disbelieved(
    session: Session, name: str, differences: Iterable[RowDifference]
) -> Iterator[RowDifference]:
    """The differences, each when it is disbelieved."""
    for part in batches(differences, _MARKED):
        _disbelieve(session, name, part)
        yield from part


def _disbelieve(session: Session, name: str, different: Sequence[RowDifference]) -> None:
    """Note that it is not known what the index holds of these rows. Of two with one id a put may change both, so they go first."""
    session.catalog.generations.about_to_write(name, [one.id for one in different])
    if twice := [one.id for one in different if one.drift is Drift.DUPLICATE]:
        session.store.write(name, (), twice)
