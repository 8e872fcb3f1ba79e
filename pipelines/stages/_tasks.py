"""What runs in a worker process; imports the one room that it needs, so that a worker is small and starts fast.

Results come back packed: what the catalog keeps are bytes, and a tree of records would have to be pickled to cross the pipe.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from corpus.codec import unpack
from corpus.records import Document
from ingestion.limits import Limits
from ingestion.structure.cutting import Cutting
from storage.packing import Packed, packed


class Reading(NamedTuple):
    """A file's bytes and its name, and the folder in which readings of scanned pages are kept."""

    data: bytes
    name: str
    limits: Limits
    ocr: Path | None = None


class Structuring(NamedTuple):
    """A document as the catalog keeps it, and its file's name without the ending."""

    document: bytes
    stem: str
    cutting: Cutting


class Made(NamedTuple):
    """A result, packed, and what is wrong with it, if anything: a code of `corpus.errors.REASONS` and a detail."""

    packed: Packed
    fault: tuple[str, str] | None = None


def read_file(task: Reading) -> Made:
    """What a file says. Raises BadInput."""
    from ingestion.ocr.keeping import kept_in
    from ingestion.reading import read

    with kept_in(task.ocr):
        return Made(packed(read(task.data, task.name, task.limits)))


def find_structure(task: Structuring) -> Made:
    """What a document is in law; one without anything to cite is kept, and at fault."""
    from ingestion.structure import structure

    found = structure(unpack(Document, task.document), task.stem, task.cutting)
    nothing = "no_passages", f"{len(found.structural)} headings and the like, and no text to cite below them"
    return Made(packed(found), None if found.units else nothing)
