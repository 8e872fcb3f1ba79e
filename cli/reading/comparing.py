"""Reads a file once more, and puts its lines beside what was read.

Reading, structure and comparison run in one worker process, pictures in another one, each with the
limits of the profile. A hostile file costs these processes and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import BadInput
from corpus.records import Document, Structure
from ingestion.formats.record_mapping import RecordMapping
from ingestion.legibility import (
    Pictures,
    Row,
    RowMark,
    build_rows,
    draw_pages,
    match_lines,
    read_original_lines,
)
from ingestion.limits import Limits
from law.structure.cutting import Cutting

if TYPE_CHECKING:
    from cli.reading.choosing import ChosenFile
    from configs.settings import Settings
    from ingestion.cleaning.recording import RemovedText

METADATA = "kept as metadata"
"""The kind of a text that is no part of the text, and is kept as metadata."""

MOST_CHARACTERS = 300_000
"""The largest number of characters of a text that are compared."""


class ComparisonTask(NamedTuple):
    """A file to read and to compare.

    Attributes:
        data: Its bytes.
        name: Its name.
        limits: What reading may cost.
        mapping: What the fields of its records mean.
        cutting: How long a passage may be.
        ocr: The folder in which readings of scanned pages are kept; None where there is none.
    """

    data: bytes
    name: str
    limits: Limits
    mapping: RecordMapping
    cutting: Cutting
    ocr: Path | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a file looks like, beside what was read of it.

    Attributes:
        media_type: The media type of its bytes.
        rows: Its lines beside the text; only lines where nothing could be read.
        document: What was read; None where nothing could be.
        structure: What it is in law.
        fault: Why nothing could be read: code and detail.
        no_lines: Why its lines are not shown; empty where they are.
        cuts: What is not compared because it is too long, a sentence each.
    """

    media_type: str
    rows: tuple[Row, ...] = ()
    document: Document | None = None
    structure: Structure | None = None
    fault: tuple[str, str] | None = None
    no_lines: str = ""
    cuts: tuple[str, ...] = ()


class DrawTask(NamedTuple):
    """A file whose first pages are drawn."""

    data: bytes
    media_type: str
    limits: Limits
    pages: int


def compare_in_worker(
    file: ChosenFile,
    settings: Settings,
    ocr: Path | None,
) -> Comparison:
    """Read a file in a worker process, and compare its lines with what was read.

    Args:
        file: The file.
        settings: The settings of the profile.
        ocr: The folder in which readings of scanned pages are kept; None where there is none.

    Returns:
        The comparison. A file that can't be read has a `fault`.
    """
    from ingestion.workers import Pool

    limits = settings.ingestion
    task = ComparisonTask(
        file.data,
        file.name,
        limits,
        file.mapping,
        settings.passages,
        ocr,
    )
    with Pool(compare_file, processes=1, limits=limits) as pool:
        ((_, made),) = pool.map([(file.shown, task)])
    if isinstance(made, BadInput):
        return Comparison("unknown", fault=(made.code, made.detail))
    return made


def draw_in_worker(
    file: ChosenFile,
    media_type: str,
    settings: Settings,
    pages: int,
) -> Pictures:
    """Draw the first pages of a file in a worker process.

    Args:
        file: The file.
        media_type: Its media type.
        settings: The settings of the profile.
        pages: How many pages are drawn at most.

    Returns:
        The pictures, or why there are none.
    """
    from ingestion.workers import Pool

    limits = settings.ingestion
    task = DrawTask(file.data, media_type, limits, pages)
    with Pool(draw_file, processes=1, limits=limits) as pool:
        ((_, drawn),) = pool.map([(file.shown, task)])
    if isinstance(drawn, BadInput):
        return Pictures((), reason=f"it can't be drawn: {drawn.message}")
    return drawn


def draw_file(task: DrawTask) -> Pictures:
    """Draw the first pages of a file; this is what the worker process runs."""
    return draw_pages(task.data, task.media_type, task.limits, task.pages)


def compare_file(task: ComparisonTask) -> Comparison:
    """Read a file and compare its lines; this is what the worker process runs."""
    from ingestion.cleaning.recording import record_removed
    from ingestion.ocr.keeping import kept_in
    from ingestion.reading import read
    from law.structure import structure

    try:
        with kept_in(task.ocr), record_removed() as removed:
            document = read(
                task.data,
                task.name,
                task.limits,
                task.mapping,
            )
    except BadInput as error:
        return _unread(task, error)
    found = structure(document, Path(task.name).stem, task.cutting)
    return _compared(task, document, found, removed)


def _compared(
    task: ComparisonTask,
    document: Document,
    found: Structure,
    removed: Sequence[RemovedText],
) -> Comparison:
    from ingestion.cleaning.recording import RemovedText
    from ingestion.formats.media_types import MARKDOWN, XLSX

    stated = [RemovedText(METADATA, value) for value in document.metadata.values()]
    originals = read_original_lines(task.data, document.media_type, task.limits)
    shown = _shown_part(document)
    matched = match_lines(
        originals.lines,
        shown.text,
        [*removed, *stated],
        has_tags=document.media_type == MARKDOWN,
        is_table=document.media_type == XLSX,
    )
    rows = build_rows(shown, matched, has_lines=bool(originals.lines))
    cuts: list[str] = []
    if shown is not document:
        rest = len(document.text) - len(shown.text)
        cuts.append(f"the last {rest:,} characters of the text are not shown")
        rows = _until_last_text(rows)
    if originals.cut:
        cuts.append(f"lines behind the first {len(originals.lines):,} are not compared")
        rows = _without_added_end(rows)
    return Comparison(
        document.media_type,
        tuple(rows),
        document,
        found,
        no_lines=originals.reason,
        cuts=tuple(cuts),
    )


def _unread(task: ComparisonTask, error: BadInput) -> Comparison:
    """A file of which nothing could be read: its lines alone, where they can be shown."""
    from ingestion.formats.media_types import detect
    from ingestion.legibility.matching import Matched
    from ingestion.parsers import parsers

    fault = (error.code, error.detail)
    try:
        media_type = detect(task.data, task.name, parsers()).media_type
    except BadInput:
        return Comparison("unknown", fault=fault, no_lines="its format is not known")
    originals = read_original_lines(task.data, media_type, task.limits)
    nothing = Document("", (), media_type, "")
    matched: Matched = match_lines(originals.lines, "", ())
    rows = build_rows(nothing, matched, has_lines=True)
    return Comparison(
        media_type,
        tuple(rows),
        fault=fault,
        no_lines=originals.reason,
    )


def _shown_part(document: Document) -> Document:
    """A document as far as it is shown: whole blocks."""
    if len(document.text) <= MOST_CHARACTERS:
        return document
    blocks = tuple(block for block in document.blocks if block.end <= MOST_CHARACTERS)
    end = blocks[-1].end if blocks else 0
    return replace(document, text=document.text[:end], blocks=blocks)


def _until_last_text(rows: list[Row]) -> list[Row]:
    """Rows up to the last one that has text: the lines behind it belong to what is not shown."""
    last = max((place for place, row in enumerate(rows) if row.blocks), default=-1)
    return rows[: last + 1]


def _without_added_end(rows: list[Row]) -> list[Row]:
    """Rows without the text at the end whose lines are not compared."""
    last = max((place for place, row in enumerate(rows) if row.lines), default=-1)
    end = [row._replace(mark=RowMark.READ) for row in rows[last + 1 :]]
    return [*rows[: last + 1], *end]
