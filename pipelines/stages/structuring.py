"""Documents to structures: what each document is in law, and how it is divided."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from law.structure import STRUCTURE_VERSION
from pipelines.session import Session
from pipelines.stages._object_results import (
    ObjectWork,
    SourceObject,
    StageTally,
    define_object_stage,
    may_try_again,
)
from pipelines.stages._tasks import StructureTask, find_structure
from pipelines.stages.definition import KeyedRow, StageRun
from pipelines.stages.runner import run_stage
from quality.promises import PROMISES_VERSION
from storage.catalog.sources import KnownSource


def find_structures(session: Session, sources: Sequence[KnownSource]) -> dict[str, StageTally]:
    """Find the structure of every document that has none under its present key.

    Args:
        session: The session of the run.
        sources: The sources whose documents are looked at.

    Returns:
        What was done, by the name of the source.
    """
    return run_stage(STRUCTURE, session, sources).state.tallies


def _prepare(session: Session) -> ObjectWork:
    structures = session.catalog.structures
    return ObjectWork(
        results=structures,
        find_outcomes=structures.outcomes,
        input_of=lambda progress: progress.document_key or "",
        task_of=lambda source_object: _task(session, source_object),
    )


def _key(run: StageRun[ObjectWork], row: SourceObject) -> str:
    """Name a structure by its document, the parser, the file name's stem, and the limits."""
    progress = row.progress
    stem = PurePosixPath(progress.path).stem
    return STRUCTURE.result_key(
        progress.document_key,
        progress.parser,
        stem,
        run.option_values,
    )


def _is_outdated(_run: StageRun[ObjectWork], keyed: KeyedRow[SourceObject]) -> bool:
    progress = keyed.row.progress
    if not progress.read:
        return False
    if (progress.held_key or progress.structure_key) != keyed.key:
        return True
    return may_try_again(progress.code, progress.attempts)


def _task(session: Session, row: SourceObject) -> StructureTask:
    key = row.progress.document_key or ""
    document = session.catalog.documents.bodies([key])[key]
    stem = PurePosixPath(row.progress.path).stem
    return StructureTask(document, stem, session.settings.passages)


STRUCTURE = define_object_stage(
    name="structure",
    reads="documents",
    writes=("structures", "objects"),
    version=(STRUCTURE_VERSION, PROMISES_VERSION),
    options=("passages.article", "passages.prose"),
    prepare=_prepare,
    key=_key,
    is_outdated=_is_outdated,
    worker=find_structure,
)
"""Documents to structures, in worker processes."""
