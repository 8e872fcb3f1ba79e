"""What runs in a worker process; imports the one room that it needs, so that a worker is small and starts fast."""

from __future__ import annotations

from typing import NamedTuple

from corpus.records import Document, Structure
from ingestion.limits import Limits
from ingestion.structure.cutting import Cutting


class Reading(NamedTuple):
    """A file's bytes and its name."""

    data: bytes
    name: str
    limits: Limits


class Structuring(NamedTuple):
    """A document and its file's name without the ending."""

    document: Document
    stem: str
    cutting: Cutting


def read_file(task: Reading) -> Document:
    """What a file says. Raises BadInput."""
    from ingestion.reading import read

    return read(task.data, task.name, task.limits)


def find_structure(task: Structuring) -> Structure:
    """What a document is in law."""
    from ingestion.structure import structure

    return structure(task.document, task.stem, task.cutting)
