"""Blobs to documents: every object whose bytes, name or reading rules changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import PurePosixPath

from corpus.hashing import stage_key
from ingestion.formats.record_mapping import DEFAULT_MAPPING, RecordMapping
from ingestion.parsers import parsers
from ingestion.reading import READ_VERSION
from pipelines.session import Session
from pipelines.stages._object_results import (
    ObjectWork,
    SourceObject,
    StageTally,
    define_object_stage,
    may_try_again,
)
from pipelines.stages._tasks import ReadTask, read_file
from pipelines.stages.definition import KeyedRow, StageRun
from pipelines.stages.runner import run_stage
from storage.blobs import CorruptBlob
from storage.catalog.sources import KnownSource


def read_documents(session: Session, sources: Sequence[KnownSource]) -> dict[str, StageTally]:
    """Read the objects that have not been read.

    A document that cannot be read is a result too. It is not tried again until its key changes.

    Args:
        session: The session of the run.
        sources: The sources whose objects are read.

    Returns:
        What was done, by the name of the source.
    """
    run = run_stage(READ, session, sources)
    tallies = run.state.tallies
    session.report.parsed += sum(tally.made for tally in tallies.values())
    return tallies


def _prepare(session: Session) -> ObjectWork:
    documents = session.catalog.documents
    return ObjectWork(
        results=documents,
        find_outcomes=lambda keys: documents.outcomes_of(keys, _parsers()),
        input_of=lambda progress: progress.sha256,
        task_of=lambda source_object: _task(session, source_object),
        notes={"parser": _all_parsers()},
    )


def _mapping(session: Session, source: KnownSource) -> RecordMapping:
    options = session.settings.sources.get(source.source.name)
    return options.records if options else DEFAULT_MAPPING


def _key(run: StageRun[ObjectWork], row: SourceObject) -> str:
    """Name a document by bytes, the ending of the file name, limits, and the record mapping.

    The ending is a hint for the parsers. The mapping counts only where a source sets one.
    """
    deciding: list[object] = list(run.option_values)
    mapping = _mapping(run.session, row.source)
    if mapping != DEFAULT_MAPPING:
        deciding.append(asdict(mapping))
    suffix = PurePosixPath(row.progress.path).suffix.lower()
    return READ.result_key(row.progress.sha256, suffix, deciding)


def _is_outdated(_run: StageRun[ObjectWork], keyed: KeyedRow[SourceObject]) -> bool:
    """What no parser could read is tried again when there are other parsers, or newer ones."""
    progress = keyed.row.progress
    if progress.document_key != keyed.key or progress.parser not in _parsers():
        return True
    return may_try_again(progress.code, progress.attempts)


def _parsers() -> frozenset[str]:
    """Whose results hold: those of each installed parser, and failures of all of them together."""
    return frozenset((_all_parsers(), *(parser.name for parser in parsers().values())))


@cache
def _all_parsers() -> str:
    installed = [[parser.name, parser.lacks or ""] for _, parser in sorted(parsers().items())]
    return f"all {stage_key('parsers', READ_VERSION, installed)}"


def _task(session: Session, row: SourceObject) -> ReadTask | None:
    progress = row.progress
    try:
        data = session.blobs.get(progress.sha256)
    except CorruptBlob as error:
        # The source still has the bytes: the next run fetches them again.
        session.blobs.discard(progress.sha256)
        detail = f"its kept copy is damaged: {error.message}"
        session.catalog.objects.unread([progress.id], detail)
        return None
    return ReadTask(
        data,
        PurePosixPath(progress.path).name,
        session.settings.ingestion,
        session.home.ocr,
        _mapping(session, row.source),
    )


READ = define_object_stage(
    name="read",
    reported_as="parse",
    reads="objects",
    writes=("documents", "objects"),
    version=(READ_VERSION,),
    options=(
        "ingestion.max_bytes",
        "ingestion.max_expanded_bytes",
        "ingestion.max_parts",
        "ingestion.max_blocks",
        "ingestion.max_scanned_pages",
        "ingestion.max_pixels",
    ),
    prepare=_prepare,
    key=_key,
    is_outdated=_is_outdated,
    worker=read_file,
)
"""Objects to documents, in worker processes."""
