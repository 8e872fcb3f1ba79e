"""Structures to works: versions, passages, and what a change of one object means for its work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.records import ObjectState, Passage, Structure, WeighedAct
from law.works import WORKS_VERSION, CopyOf, WorkFile, resolve
from pipelines.report import SourceReport
from pipelines.session import Session
from pipelines.stages.definition import KeyedRow, StageDefinition, StageRun
from pipelines.stages.runner import run_stage
from quality.passage_rules import broken_rule
from quality.promises import PROMISES_VERSION, examine_order, untrue_span
from storage.catalog.documents import CleanText
from storage.catalog.sources import KnownSource
from storage.catalog.works import Changes, HeldFile, History, ResolvedWork, WorkFileRow

_WORKS = 50  # a transaction
_EXAMPLES = 20  # ids, for people


@dataclass(slots=True)
class Resolved:
    """What was resolved in a run.

    Attributes:
        works: How many works were resolved.
        new: How many passages are new.
        changed: How many passages changed.
        gone: How many passages are gone.
        held: How many files are held because a passage of theirs broke a rule. Their works have to
            be resolved again.
        examples: The first ids of new, changed and gone passages.
    """

    works: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    held: int = 0
    examples: dict[str, list[str]] = field(
        default_factory=lambda: {
            "new": [],
            "changed": [],
            "gone": [],
        }
    )

    def add(self, changes: Changes) -> None:
        """Count the passages of one commit.

        Args:
            changes: The ids of passages that the commit added, changed or removed.
        """
        self.new += len(changes.new)
        self.changed += len(changes.changed)
        self.gone += len(changes.gone)
        self._add_examples("new", changes.new)
        self._add_examples("changed", changes.changed)
        self._add_examples("gone", changes.gone)

    def merge(self, other: Resolved) -> None:
        """Add the counts of another round.

        Args:
            other: What was resolved in it.
        """
        self.works += other.works
        self.new += other.new
        self.changed += other.changed
        self.gone += other.gone
        self.held += other.held
        for name, ids in other.examples.items():
            self._add_examples(name, ids)

    def _add_examples(
        self,
        name: str,
        ids: Sequence[str],
    ) -> None:
        missing = _EXAMPLES - len(self.examples[name])
        self.examples[name] += ids[:missing]


@dataclass(slots=True)
class _Resolving:
    """The state of the stage: out-of-date works with their keys, acts on them, and counts."""

    outdated: dict[str, str]
    incoming: Mapping[str, Sequence[WeighedAct]]
    done: Resolved = field(default_factory=Resolved)


def resolve_works(session: Session) -> Resolved:
    """Resolve every work whose files are not those that it was resolved from.

    Works of all sources are looked at: when one source gives up a file of a law, a file of
    another source has to take its place.

    Args:
        session: The session of the run.

    Returns:
        How many works were resolved, and which passages changed.
    """
    run = run_stage(RESOLVE, session)
    session.report.passages = session.catalog.passages.count()
    return run.state.done


def settle_sources(session: Session, sources: Sequence[KnownSource]) -> None:
    """Write into the run's report in which state the objects of sources ended.

    Args:
        session: The session of the run.
        sources: The sources to report on.
    """
    for source in sources:
        report = session.report.sources.setdefault(source.source.name, SourceReport())
        count_states(session, source, report)


def settle_reported(session: Session) -> None:
    """Write the states of the sources of this run again, after a later step moved some.

    Args:
        session: The session of the run.
    """
    reported = session.report.sources
    every = session.catalog.sources.all()
    settle_sources(session, [source for source in every if source.source.name in reported])


def count_states(
    session: Session,
    source: KnownSource,
    report: SourceReport,
) -> None:
    """Write into a report in which state the objects of its source are.

    Objects that the delete brake keeps are counted with the others, because readers still have
    their passages; `deletes_held` says how many they are.

    Args:
        session: The session of the run.
        source: The source.
        report: The report of the source.
    """
    totals = session.catalog.objects.totals_for_readers(source.id)
    report.indexed = totals.states[ObjectState.INDEXED]
    report.duplicate = totals.states[ObjectState.DUPLICATE]
    report.quarantined = totals.states[ObjectState.QUARANTINED]
    report.held = totals.held
    report.ignored = totals.states[ObjectState.IGNORED]
    report.deletes_held = totals.missing


def _prepare(session: Session) -> _Resolving:
    incoming = session.catalog.claims.incoming()
    outdated = session.catalog.works.stale(*RESOLVE.version, incoming=incoming)
    return _Resolving(outdated, incoming)


def _find_works(run: StageRun[_Resolving]) -> Iterator[str]:
    return iter(run.state.outdated)


def _key(run: StageRun[_Resolving], work: str) -> str:
    """The catalog computes the key in SQL, from the files of the work and the versions."""
    return run.state.outdated[work]


def _count_works(run: StageRun[_Resolving]) -> int:
    return len(run.state.outdated)


def _finish(run: StageRun[_Resolving]) -> None:
    run.catalog.objects.settle()


def _commit(run: StageRun[_Resolving], resolved: Sequence[ResolvedWork]) -> None:
    run.state.done.add(run.catalog.works.commit(resolved))
    run.state.done.works += len(resolved)
    run.state.done.held += sum(len(work.held) for work in resolved)


def _resolve_batch(
    run: StageRun[_Resolving], batch: Sequence[KeyedRow[str]]
) -> Iterator[ResolvedWork]:
    """Resolve a batch of works from the files that they now have."""
    catalog = run.catalog
    names = [keyed.row for keyed in batch]
    files = catalog.works.files(names)
    histories = catalog.works.histories(names)
    structure_keys: set[str] = set()
    document_keys: set[str] = set()
    for rows in files.values():
        structure_keys.update(row.structure_key for row in rows)
        document_keys.update(row.document_key for row in rows)
    structures = catalog.structures.load(structure_keys)
    documents = catalog.documents.texts(document_keys)
    for key, work in batch:
        work_files = [
            _work_file(
                row,
                documents[row.document_key],
                structures[row.structure_key],
            )
            for row in files[work]
        ]
        if not work_files:
            yield ResolvedWork(work, key)
            continue
        yield _resolved(
            work,
            key,
            work_files,
            histories[work],
            run.state.incoming.get(work, ()),
        )


def _work_file(
    row: WorkFileRow,
    document: CleanText,
    structure: Structure,
) -> WorkFile:
    copied = None
    mirroring = row.mirroring
    if mirroring:
        copied = CopyOf(
            mirroring.of,
            mirroring.likeness,
            mirroring.own,
            mirroring.example,
        )
    return WorkFile(
        row.object_id,
        row.source,
        row.uri,
        row.path,
        document.media_type,
        structure,
        document.text,
        copied=copied,
        identity_note=row.identity_note,
        trust=row.trust,
        part=row.part,
    )


def _resolved(
    work: str,
    key: str,
    files: Sequence[WorkFile],
    history: History,
    incoming: Sequence[WeighedAct],
) -> ResolvedWork:
    result = resolve(
        work,
        files,
        assigned=history.expressions,
        kept=history.passages,
        incoming=incoming,
    )
    findings = list(result.findings)
    for file in files:
        findings += file.structure.findings
    for file in files:
        findings += examine_order(f"{file.source}: {file.path}", file.structure)
    texts = {(file.source, file.path): file.text for file in files}
    held = _broken_files(
        result.passages,
        result.source_objects,
        texts,
    )
    if held:
        return ResolvedWork(
            work,
            key,
            held=held,
        )
    return ResolvedWork(
        work,
        key,
        result.expressions,
        result.manifestations,
        result.passages,
        result.source_objects,
        findings,
        result.aliases,
    )


def _broken_files(
    passages: Sequence[Passage],
    source_objects: Mapping[str, int],
    texts: Mapping[tuple[str, str], str],
) -> list[HeldFile]:
    """The files of which a passage would corrupt the index, each with the first reason."""
    held: dict[int, HeldFile] = {}
    for passage in passages:
        rule = broken_rule(passage) or untrue_span(passage, texts)
        if rule is None:
            continue
        object_id = source_objects[passage.id]
        held.setdefault(object_id, HeldFile(object_id, "passage_invalid", rule))
    return list(held.values())


RESOLVE: StageDefinition[_Resolving, str, ResolvedWork] = StageDefinition(
    name="resolve",
    reads="structures",
    writes=("works", "expressions", "manifestations", "passages", "findings"),
    version=(WORKS_VERSION, PROMISES_VERSION),
    options=(),
    batch_size=_WORKS,
    prepare=_prepare,
    find_rows=_find_works,
    count_rows=_count_works,
    key=_key,
    work=_resolve_batch,
    commit=_commit,
    finish=_finish,
)
"""Structures to works, versions and passages."""
