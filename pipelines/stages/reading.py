"""Blobs to documents: every object whose bytes, name or way of being read are not those of its document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import PurePosixPath

from corpus.hashing import stage_key
from corpus.records import ObjectState
from ingestion.formats.record_mapping import DEFAULT_MAPPING, RecordMapping
from ingestion.parsers import parsers
from ingestion.reading import READ_VERSION
from ingestion.workers import Pool
from pipelines.session import Session
from pipelines.stages._making import Maker, StageTally, may_try_again
from pipelines.stages._tasks import ReadTask, WorkerResult, read_file
from storage.blobs import CorruptBlob
from storage.catalog.objects import ObjectProgress
from storage.catalog.sources import KnownSource

CODE_VERSION = str(READ_VERSION)


def read_documents(session: Session, sources: Sequence[KnownSource]) -> dict[str, StageTally]:
    """Read what has not been read; what that came to, by the source's name.

    A document that can't be read is a result too, and is not tried again until its key changes.
    """
    limits = session.settings.ingestion
    told = Told(session, "parse", sources)
    with (
        session.report.timed("parse"),
        Pool(read_file, processes=session.settings.processes or None, limits=limits) as pool,
    ):
        tallies = {one.source.name: _read_source(session, one, pool, told) for one in sources}
    session.report.parsed += sum(tally.made for tally in tallies.values())
    return tallies


def _read_source(
    session: Session, source: KnownSource, pool: Pool[ReadTask, WorkerResult], told: Told
) -> StageTally:
    mapping = _mapping(session, source)
    maker: Maker[ReadTask] = Maker(
        results=session.catalog.documents,
        outcomes=lambda keys: session.catalog.documents.outcomes_of(keys, _parsers()),
        pool=pool,
        key=lambda stage: document_key(session, stage, mapping),
        source=lambda stage: stage.sha256,
        task=lambda stage: _task(session, stage, mapping),
        told=told,
        noted={"parser": _all_parsers()},
    )
    return maker.make(
        stage
        for stage in session.catalog.objects.stages([source.id])
        if _is_stale(session, stage, mapping)
    )


def _mapping(session: Session, source: KnownSource) -> RecordMapping:
    options = session.settings.sources.get(source.source.name)
    return options.records if options else DEFAULT_MAPPING


def document_key(
    session: Session, stage: ObjectProgress, mapping: RecordMapping = DEFAULT_MAPPING
) -> str:
    """The key of an object's document: its bytes, its name's ending as a hint, the limits that decide, and what its source says of records."""
    limits = session.settings.ingestion
    deciding: list[object] = [
        limits.max_bytes,
        limits.max_expanded_bytes,
        limits.max_parts,
        limits.max_blocks,
        limits.max_scanned_pages,
        limits.max_pixels,
    ]
    if mapping != DEFAULT_MAPPING:
        deciding.append(asdict(mapping))
    return stage_key(
        "read", READ_VERSION, stage.sha256, PurePosixPath(stage.path).suffix.lower(), deciding
    )


def _is_stale(session: Session, stage: ObjectProgress, mapping: RecordMapping) -> bool:
    """What no parser could read is tried again when there are others, or newer ones."""
    if (
        stage.document_key != document_key(session, stage, mapping)
        or stage.parser not in _parsers()
    ):
        return True
    return may_try_again(stage.code, stage.attempts)


def _parsers() -> frozenset[str]:
    """Whose results hold: those of each parser that is installed, and failures of all of them together."""
    return frozenset((_all_parsers(), *(parser.name for parser in parsers().values())))


@cache
def _all_parsers() -> str:
    return f"all {stage_key('parsers', READ_VERSION, [[parser.name, parser.lacks or ''] for _, parser in sorted(parsers().items())])}"


def _task(session: Session, stage: ObjectProgress, mapping: RecordMapping) -> ReadTask | None:
    try:
        data = session.blobs.get(stage.sha256)
    except CorruptBlob as error:  # the source has the bytes still: the next run fetches them again
        session.blobs.discard(stage.sha256)
        session.catalog.objects.unread([stage.id], f"its kept copy is damaged: {error.message}")
        return None
    return ReadTask(
        data, PurePosixPath(stage.path).name, session.settings.ingestion, session.home.ocr, mapping
    )


class Told:
    """Counts results for whoever watches, against the objects that are pending as it begins."""

    def __init__(self, session: Session, stage: str, sources: Sequence[KnownSource]) -> None:
        self._session, self._stage, self._done = session, stage, 0
        self._total = sum(
            session.catalog.objects.totals(one.id)[ObjectState.PENDING] for one in sources
        )

    def __call__(self, more: int) -> None:
        """So many more are done."""
        self._done += more
        self._session.progress(self._stage, self._done, max(self._done, self._total))
