"""Documents to structures, and works to passages: whatever a change of one object means for the works that it carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from corpus.batches import batches
from corpus.hashing import stage_key
from corpus.records import Document, Influence, ObjectState, Structure
from ingestion.workers import Pool
from law.structure import STRUCTURE_VERSION
from law.validity import IncomingEffect
from law.works import WORKS_VERSION, CopyOf, WorkFile, resolve
from pipelines.report import SourceReport
from pipelines.session import Session
from pipelines.stages._making import Maker, StageTally, may_try_again
from pipelines.stages._tasks import StructureTask, find_structure
from pipelines.stages.reading import Told
from quality.promises import PROMISES_VERSION, examine, spans_true
from storage.catalog.objects import ObjectProgress
from storage.catalog.sources import KnownSource
from storage.catalog.works import Changes, History, IncomingEffectRow, ResolvedWork, WorkFileRow

CODE_VERSION = f"{STRUCTURE_VERSION}.{WORKS_VERSION}.{PROMISES_VERSION}"
_WORKS = 50  # a transaction
_EXAMPLES = 20  # ids, for people


def find_structures(session: Session, sources: Sequence[KnownSource]) -> dict[str, StageTally]:
    """Structure of every document that has none under its present key; what that came to, by the source's name."""
    options = session.settings
    told = Told(session, "structure", sources)
    with (
        session.report.timed("structure"),
        Pool(find_structure, processes=options.processes or None, limits=options.ingestion) as pool,
    ):
        maker: Maker[StructureTask] = Maker(
            results=session.catalog.structures,
            outcomes=session.catalog.structures.outcomes,
            pool=pool,
            key=lambda stage: _structure_key(session, stage),
            source=lambda stage: stage.document_key or "",
            task=lambda stage: _task(session, stage),
            told=told,
        )
        stages = session.catalog.objects.stages
        return {
            one.source.name: maker.make(
                it for it in stages([one.id]) if it.read and _is_stale(session, it)
            )
            for one in sources
        }


def _is_stale(session: Session, stage: ObjectProgress) -> bool:
    return stage.structure_key != _structure_key(session, stage) or may_try_again(
        stage.code, stage.attempts
    )


def _structure_key(session: Session, stage: ObjectProgress) -> str:
    cutting = session.settings.passages
    stem = PurePosixPath(stage.path).stem
    return stage_key(
        "structure",
        STRUCTURE_VERSION,
        stage.document_key,
        stage.parser,
        stem,
        [cutting.article, cutting.prose],
    )


def _task(session: Session, stage: ObjectProgress) -> StructureTask:
    key = stage.document_key or ""
    return StructureTask(
        session.catalog.documents.bodies([key])[key],
        PurePosixPath(stage.path).stem,
        session.settings.passages,
    )


@dataclass(slots=True)
class Resolved:
    """How many works were resolved, and how many passages that changed; ids of the first of them."""

    works: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    examples: dict[str, list[str]] = field(
        default_factory=lambda: {"new": [], "changed": [], "gone": []}
    )

    def add(self, works: int, changes: Changes) -> None:
        """Count a commit in."""
        self.works += works
        for name, ids in (
            ("new", changes.new),
            ("changed", changes.changed),
            ("gone", changes.gone),
        ):
            setattr(self, name, getattr(self, name) + len(ids))
            self.examples[name] += ids[: _EXAMPLES - len(self.examples[name])]


def resolve_works(session: Session) -> Resolved:
    """Resolve every work whose carriers are not those that it was resolved from; passages that changed, by id.

    Of all sources: a law that one source gives up may be carried by another, which then has to take its place.
    """
    resolved, catalog = Resolved(), session.catalog
    with session.report.timed("resolve"):
        stale = catalog.works.stale(WORKS_VERSION, PROMISES_VERSION)
        incoming = catalog.works.incoming() if stale else {}
        done = 0
        for batch in batches(stale, _WORKS):
            resolved.add(
                len(batch),
                catalog.works.commit(
                    [*_resolve(session, {name: stale[name] for name in batch}, incoming)]
                ),
            )
            done += len(batch)
            session.progress("resolve", done, len(stale))
        catalog.objects.settle()
    session.report.passages = catalog.passages.count()
    return resolved


def settle_sources(session: Session, sources: Sequence[KnownSource]) -> dict[str, SourceReport]:
    """Where the objects of these sources ended, by the source's name; in the run's report too."""
    for one in sources:
        totals = session.catalog.objects.totals(one.id)
        report = session.report.sources.setdefault(one.source.name, SourceReport())
        for state in (
            ObjectState.INDEXED,
            ObjectState.DUPLICATE,
            ObjectState.QUARANTINED,
            ObjectState.IGNORED,
        ):
            setattr(report, state.value, totals[state])
    return {one.source.name: session.report.sources[one.source.name] for one in sources}


def _resolve(
    session: Session, stale: Mapping[str, str], incoming: Mapping[str, Sequence[IncomingEffectRow]]
) -> Iterator[ResolvedWork]:
    """A batch of works, by name with the key of the carriers that they now have."""
    catalog = session.catalog
    rows, histories = catalog.works.carriers(stale), catalog.works.histories(stale)
    structures = catalog.structures.load(
        {row.structure_key for found in rows.values() for row in found}
    )
    documents = catalog.documents.load(
        {row.document_key for found in rows.values() for row in found}
    )
    for work, key in stale.items():
        carriers = [
            _carrier(row, documents[row.document_key], structures[row.structure_key])
            for row in rows[work]
        ]
        if carriers:
            yield _resolved(
                work,
                key,
                carriers,
                histories[work],
                [_influenced(one) for one in incoming.get(work, ())],
            )
        else:
            yield ResolvedWork(work, key)


def _carrier(row: WorkFileRow, document: Document, structure: Structure) -> WorkFile:
    mirroring = row.mirroring
    copied = (
        CopyOf(mirroring.of, mirroring.likeness, mirroring.own, mirroring.example)
        if mirroring
        else None
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
    )


def _influenced(one: IncomingEffectRow) -> IncomingEffect:
    return IncomingEffect(Influence(one.influence), one.by, one.since, one.made, one.words)


def _resolved(
    work: str,
    key: str,
    carriers: Sequence[WorkFile],
    history: History,
    incoming: Sequence[IncomingEffect],
) -> ResolvedWork:
    result = resolve(
        work, carriers, assigned=history.expressions, kept=history.passages, incoming=incoming
    )
    findings = [
        *result.findings,
        *(finding for one in carriers for finding in one.structure.findings),
    ]
    findings += [
        finding
        for one in carriers
        for finding in examine(f"{one.source}: {one.path}", one.text, one.structure)
    ]
    findings += spans_true(result.passages, {(one.source, one.path): one.text for one in carriers})
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
