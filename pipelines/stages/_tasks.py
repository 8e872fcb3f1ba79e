"""What runs in a worker process.

Each task imports the one package that it needs, so that a worker is small and starts fast. Results
come back packed: the catalog keeps bytes, and a tree of records would have to be pickled to cross
the pipe.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus.codec import unpack
from corpus.records import Document, Structure
from ingestion.formats.record_mapping import DEFAULT_MAPPING, RecordMapping
from ingestion.limits import Limits
from law.structure.cutting import Cutting
from storage.packing import Packed, packed

if TYPE_CHECKING:
    from ingestion.containers import Unpacked
    from ingestion.legibility.doubts import ReadingDoubt
    from law.citations import CitingPassage, Reference


class ReadTask(NamedTuple):
    """A file to read.

    Attributes:
        data: The bytes of the file.
        name: The name of the file.
        limits: The limits of reading.
        ocr: The folder in which readings of scanned pages are kept.
        mapping: What the fields of the source's records mean.
    """

    data: bytes
    name: str
    limits: Limits
    ocr: Path | None = None
    mapping: RecordMapping = DEFAULT_MAPPING


class StructureTask(NamedTuple):
    """A document as the catalog keeps it, and the name of its file without the ending."""

    document: bytes
    stem: str
    cutting: Cutting


class CiteTask(NamedTuple):
    """A version of a work whose citations are to be found.

    Attributes:
        work: The key of the work.
        title: Its title.
        parts: Its passages in the order of the text.
    """

    work: str
    title: str
    parts: tuple[CitingPassage, ...]


class UnpackTask(NamedTuple):
    """A container's bytes and name, and the empty folder that takes its members."""

    data: bytes
    name: str
    folder: Path
    limits: Limits


class WorkerResult(NamedTuple):
    """A result, packed, and what is wrong with it.

    Attributes:
        packed: The result.
        fault: A code of `corpus.errors.REASONS` and a detail; None where nothing is wrong.
        doubt: Of a reading: how certain it is, and why not more; None where nothing is doubtful.
    """

    packed: Packed
    fault: tuple[str, str] | None = None
    doubt: ReadingDoubt | None = None


def read_file(task: ReadTask) -> WorkerResult:
    """Read a file.

    Raises:
        BadInput: The file cannot be read.
    """
    from ingestion.legibility.doubts import doubt_of
    from ingestion.ocr.keeping import kept_in
    from ingestion.reading import read

    with kept_in(task.ocr):
        document = read(
            task.data,
            task.name,
            task.limits,
            task.mapping,
        )
    return WorkerResult(packed(document), doubt=doubt_of(document))


def unpack_file(task: UnpackTask) -> Unpacked | None:
    """Unpack a container; its members' bytes go into the task's folder.

    Returns:
        What the container contains; None where the file is no container.

    Raises:
        BadInput: The container cannot be unpacked.
    """
    from ingestion.containers import unpack

    return unpack(
        task.data,
        task.name,
        task.folder,
        task.limits,
    )


def find_structure(task: StructureTask) -> WorkerResult:
    """Find what a document is in law.

    One without anything to cite is kept, and at fault. So is one that breaks a promise.
    """
    from law.structure import structure

    document = unpack(Document, task.document)
    found = structure(document, task.stem, task.cutting)
    return WorkerResult(packed(found), _fault_of(document.text, found))


def find_references(task: CiteTask) -> list[list[Reference]]:
    """Find what each passage of a version cites."""
    from law.citations import find_in_document

    return find_in_document(
        task.work,
        task.title,
        task.parts,
    )


def _fault_of(text: str, found: Structure) -> tuple[str, str] | None:
    """Why readers must not have this structure; None where they may."""
    from quality.promises import broken_promise

    if not found.units:
        return (
            "no_passages",
            f"{len(found.structural)} headings and the like, and no text to cite below them",
        )
    for rule in (found, *found.rules):
        broken = broken_promise(text, rule)
        if broken is not None:
            return broken
    return None
