"""The index against the catalog, both ways: rows that are missing, different, unexpected or lost.

A run trusts what the catalog noted of the index, so that an unchanged run need not load the
engine. A comparison does not trust it. A repair notes in the catalog that it does not know what
the index has of each row that differs; the ordinary delta then writes or deletes the row. A
separate writer for repairs was set aside: there would be two ways to the same index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.batches import batches
from corpus.errors import ModelMismatch, Refused, UsageError
from corpus.schema import SCHEMA_VERSION, refuse_newer
from indexing.comparison import Drift, RowDifference, compare, differing_fields, examine, in_sample
from indexing.store import Generation, IndexReader, StoredRow
from pipelines.reconciliation import Depth, Reconciled, RowComparison
from pipelines.session import Session
from pipelines.stages import embedding, projecting
from storage.catalog.generations import GenerationRow, RecordedRow

_SLICE = 5_000  # rows compared at once: some megabytes
_MARKED = 500  # rows that are marked as unknown at once
_EXAMPLES = 20  # of each kind of drift

_FIRST_RUN = "`lexops run` first: only then is it known what the index should have"


def reconcile(
    session: Session,
    depth: Depth,
    *,
    repair: bool = False,
) -> Reconciled:
    """Compare the live generation with the catalog; repair it where asked, and compare again.

    Args:
        session: The session of the run.
        depth: How many rows are compared whole.
        repair: Whether to repair what differs.

    Returns:
        What was found, and what the repair came to.

    Raises:
        Refused: An update was not finished; what differs then is no drift.
        UsageError: Nothing is published yet.
        HomeError: A newer lexops made the index.
        ModelMismatch: A repair would need another model.
    """
    known = _comparable(session)
    pending = session.catalog.generations.outdated(known.name)
    if repair:
        _check_repairable(session, known, pending)
    with session.report.timed("compare"):
        found = _compare(
            session,
            known,
            depth,
            mark=repair,
        )
    if found.same or not repair:
        return Reconciled(
            known.name,
            known.version,
            depth.seed,
            pending,
            found,
        )
    _repair(session, known, found)
    now = session.catalog.generations.live()
    assert now, "a repair ends with a publication"
    after = _compare(
        session,
        now,
        depth,
        mark=False,
    )
    return Reconciled(
        now.name,
        now.version,
        depth.seed,
        (0, 0),
        found,
        session.report.index_writes,
        after,
    )


def _comparable(session: Session) -> GenerationRow:
    """The generation that readers should get, if what it should have is known."""
    versions = (generation.meta.schema_version for generation in session.store.generations())
    refuse_newer(versions, "the index")
    known = session.catalog.generations.live()
    if known is None:
        raise UsageError("this catalog has published no index yet", remedy="run `lexops run PATH`")
    if known.dirty:
        raise Refused(
            f"an update of {known.name} was ended before it was published: not compared",
            remedy="`lexops run` finishes it, or says why not",
        )
    return known


def _check_repairable(
    session: Session,
    known: GenerationRow,
    pending: tuple[int, int],
) -> None:
    """Refuse a repair unless a run has checked the catalog, for the model that readers use."""
    if any(pending):
        raise Refused(
            f"{sum(pending)} passages have changed since the index was written: not repaired",
            remedy=_FIRST_RUN,
        )
    embedder = session.embedder
    made_with = (known.fingerprint, known.dimension, known.schema_version)
    if made_with != (embedder.fingerprint, embedder.dimension, SCHEMA_VERSION):
        raise ModelMismatch(
            f"the index was made with {known.fingerprint}, "
            f"the profile has {embedder.fingerprint}: not repaired",
            remedy="use the profile that made it, or `lexops run` for a new generation",
        )


def _repair(
    session: Session,
    known: GenerationRow,
    found: RowComparison,
) -> None:
    """Write what is marked as unknown, and publish it.

    An index that is lost is made anew, from cached vectors. One that is whole and only not what
    readers get is published again.
    """
    index = _find(session, known.name)
    is_same = index is not None and index.version == known.version and _made_alike(index, known)
    if found.lost and is_same:
        session.catalog.generations.about_to_write(known.name, ())
    else:
        embedding.embed_passages(session)
        projecting.write_delta(session, undoable=False)
    projecting.publish(session, mended=True)


def _find(session: Session, name: str) -> Generation | None:
    for generation in session.store.generations():
        if generation.name == name:
            return generation
    return None


def _lost(session: Session, known: GenerationRow) -> str | None:
    """Why what readers get is not what this catalog published; None where it is."""
    live = session.store.live()
    name = known.name
    if _find(session, name) is None:
        return f"the index has lost {name}: it was deleted behind the catalog's back"
    if live is None:
        return f"readers do not get {name}: somebody moved them by hand"
    if live.name != name:
        return (
            f"readers get {live.name}, and not {name}: another catalog writes to this index, "
            "or somebody moved readers by hand"
        )
    if not _made_alike(live, known):
        return (
            f"{name} in the index was made with {live.meta.fingerprint}, "
            f"not {known.fingerprint}: another catalog wrote it"
        )
    if known.version is None or live.version == known.version:
        return None
    versions = f"{name} is at version {live.version} in the index, {known.version} in the catalog"
    if live.version > known.version:
        return f"{versions}: another catalog wrote to it, or this one is an older copy"
    return f"{versions}: an older copy of the index was put in its place"


def _made_alike(index: Generation, known: GenerationRow) -> bool:
    meta = index.meta
    if meta.fingerprint != known.fingerprint or meta.dimension != known.dimension:
        return False
    return meta.schema_version == known.schema_version


def compare_rows(
    session: Session,
    known: GenerationRow,
    reader: IndexReader,
    ids: Sequence[str] | None,
    sample: int,
) -> RowComparison:
    """Compare a view of a generation with what the catalog says that it has.

    Args:
        session: The session of the run.
        known: The generation, as the catalog knows it.
        reader: The view.
        ids: The rows to compare whole; None for all rows.
        sample: About how many of all rows are compared whole.

    Returns:
        What differs.
    """
    comparing = _Comparison(
        session,
        known,
        reader,
        Depth(sample),
    )
    if ids is None:
        return _tally(comparing, comparing.differences())
    return _tally(comparing, comparing.differences_of(ids))


def _compare(
    session: Session,
    known: GenerationRow,
    depth: Depth,
    *,
    mark: bool,
) -> RowComparison:
    lost = _lost(session, known)
    if lost:
        return RowComparison(lost=lost)
    reader = session.store.open()
    try:
        comparing = _Comparison(
            session,
            known,
            reader,
            depth,
        )
        differences = comparing.differences()
        if mark:
            differences = _marked(session, known.name, differences)
        return _tally(comparing, differences)
    finally:
        reader.close()


class _Comparison:
    """One pass over catalog and index, slice by slice; counts what it compared."""

    def __init__(
        self,
        session: Session,
        known: GenerationRow,
        reader: IndexReader,
        depth: Depth,
    ) -> None:
        self._session = session
        self._known = known
        self._reader = reader
        self._seed = depth.seed
        self._total = reader.count()
        self._share = 1.0
        if depth.sample is not None:
            self._share = depth.sample / max(self._total, 1)
        self.rows = 0
        self.examined = 0

    def differences(self) -> Iterator[RowDifference]:
        """All differences, by id in each slice."""
        expected = self._session.catalog.generations.recorded_rows(self._known.name, _SLICE)
        after: str | None = None
        for part in batches(expected, _SLICE):
            yield from self._compare_slice(part, after, part[-1].id)
            after = part[-1].id
        yield from self._compare_slice([], after, None)

    def differences_of(self, ids: Sequence[str]) -> Iterator[RowDifference]:
        """What differs under these ids; each row is compared whole."""
        generations = self._session.catalog.generations
        for part in batches(ids, _MARKED):
            expected = {row.id: row for row in generations.recorded_rows_of(self._known.name, part)}
            stored = {row.id: row for row in self._reader.stored_rows(part)}
            self.rows += len(stored)
            for id_ in sorted(stored.keys() - expected.keys()):
                yield RowDifference(Drift.ORPHANED, id_)
            for id_ in sorted(expected.keys() - stored.keys()):
                yield RowDifference(Drift.MISSING, id_)
            both = [row for id_, row in stored.items() if id_ in expected]
            yield from self._examine(expected, both)

    def with_fields(self, difference: RowDifference) -> RowDifference:
        """Add the names of the fields that differ, where the row can be read."""
        if difference.drift not in (Drift.STALE, Drift.DAMAGED):
            return difference
        rows = self._session.catalog.passages.get([difference.id])
        stored = self._reader.stored_rows([difference.id])
        if not rows or not stored or stored[0].row is None:
            return difference
        fields = differing_fields(rows[0], stored[0].row)
        return replace(difference, fields=(*difference.fields, *fields))

    def _compare_slice(
        self,
        expected: Sequence[RecordedRow],
        after: str | None,
        through: str | None,
    ) -> Iterator[RowDifference]:
        entries = self._reader.entries(after, through)
        self.rows += len(entries)
        different = {difference.id: difference for difference in compare(expected, entries)}
        stored = {entry.id for entry in entries}
        drawn: dict[str, RecordedRow] = {}
        for row in expected:
            is_comparable = row.row_hash and row.id in stored and row.id not in different
            if is_comparable and in_sample(row.id, self._seed, self._share):
                drawn[row.id] = row
        yield from different.values()
        for ids in batches(drawn, _MARKED):
            yield from self._examine(drawn, self._reader.stored_rows(ids))
        self._session.progress("compare", self.rows, self._total)

    def _examine(
        self,
        expected: Mapping[str, RecordedRow],
        rows: Sequence[StoredRow],
    ) -> Iterator[RowDifference]:
        """Compare these rows whole, with the vectors that are cached."""
        import numpy as np

        self.examined += len(rows)
        hashes: set[str] = set()
        for row in rows:
            input_hash = expected[row.id].input_hash
            if input_hash:
                hashes.add(input_hash)
        cached = self._session.catalog.embeddings.get(self._known.fingerprint, hashes)
        for row in rows:
            packed = cached.get(expected[row.id].input_hash or "")
            vector = None if packed is None else np.frombuffer(packed, "<f4")
            found = examine(expected[row.id], row, vector)
            if found:
                yield found


def _tally(comparison: _Comparison, differences: Iterable[RowDifference]) -> RowComparison:
    """Count what differs, and keep the first of each kind."""
    counts: Counter[Drift] = Counter()
    examples: list[RowDifference] = []
    for difference in differences:
        counts[difference.drift] += 1
        if counts[difference.drift] <= _EXAMPLES:
            examples.append(comparison.with_fields(difference))
    return RowComparison(
        comparison.rows,
        comparison.examined,
        None,
        counts,
        examples,
    )


def _marked(
    session: Session,
    name: str,
    differences: Iterable[RowDifference],
) -> Iterator[RowDifference]:
    """The differences, each after it was marked as unknown in the catalog."""
    for part in batches(differences, _MARKED):
        _mark(session, name, part)
        yield from part


def _mark(
    session: Session,
    name: str,
    different: Sequence[RowDifference],
) -> None:
    """Note that it is not known what the index has of these rows.

    Rows that the index has twice are deleted first, because a write may change both.
    """
    ids = [difference.id for difference in different]
    session.catalog.generations.about_to_write(name, ids)
    twice = [difference.id for difference in different if difference.drift is Drift.DUPLICATE]
    if twice:
        session.store.write(name, (), twice)
