"""What OCR read of one line, as a line of print: its ink and the places of its characters."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ingestion.boxes import Box
from ingestion.ocr.arrays import INK, Picture, runs
from ingestion.ocr.marks import correct_marks
from ingestion.ocr.records import OcrLine, OcrText

_SPLIT = 0.12  # of a line's box: white inside its characters, as in 二
_SPECKS = 0.004  # of a line's width: a row with less ink is empty


def find_ink_box(page: Picture, box: Box) -> Box | None:
    """Find the box of the ink inside a box.

    Args:
        page: A cleaned page.
        box: The box of a line, in pixels.

    Returns:
        The smaller box, in pixels; None where there is no ink. Specks at its edges are not ink.
    """
    left, top, right, bottom = (max(0, round(value)) for value in box)
    dark = page[top:bottom, left:right] < INK
    if not dark.size:
        return None
    least_ink = max(1, _SPECKS * dark.shape[1])
    row_ink = dark.sum(axis=1)
    first, last = _line_rows(row_ink > least_ink)
    column_ink = dark[first:last].sum(axis=0)
    columns = np.flatnonzero(column_ink > 1)
    if not len(columns):
        return None
    return Box(
        x0=left + float(columns[0]),
        top=top + float(first),
        x1=left + float(columns[-1] + 1),
        bottom=top + float(last),
    )


def _line_rows(inked: NDArray[np.bool_]) -> tuple[int, int]:
    """The rows of a line's own ink: its longest run of inked rows, and runs across narrow white.

    What is beyond wider white is the ink of a neighbouring line.
    """
    inked_runs = list(runs(inked))
    if not inked_runs:
        return 0, 0
    lengths = [end - start for start, end in inked_runs]
    core = lengths.index(max(lengths))
    before = inked_runs[:core]
    after = inked_runs[core + 1 :]
    first, last = inked_runs[core]
    narrow = _SPLIT * len(inked)
    for start, end in after:
        if start - last <= narrow:
            last = end
    for start, end in reversed(before):
        if first - end <= narrow:
            first = start
    return first, last


def build_line(
    written: OcrText,
    line_box: Box,
    ink: Box,
    scale: float,
) -> OcrLine:
    """Build a line in points.

    Its size is the height of its ink, until `measure_sizes` finds a better one.

    Args:
        written: What the line says.
        line_box: The box that was read, in pixels; the characters lie along it.
        ink: The box of its ink, in pixels.
        scale: Points per pixel.

    Returns:
        The line.
    """
    middles = tuple((line_box.x0 + place * line_box.width) * scale for place in written.places)
    ink_in_points = ink.scaled(scale)
    return OcrLine(
        text=correct_marks(written.text),
        middles=middles,
        box=ink_in_points,
        size=ink_in_points.height,
        confidence=written.confidence,
    )
