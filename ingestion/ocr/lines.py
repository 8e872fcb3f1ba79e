"""What OCR read of one line, as a line of print: its ink and the places of its characters."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ingestion.ocr.arrays import INK, Picture, runs
from ingestion.ocr.marks import mended
from ingestion.ocr.records import Box, OcrLine, OcrText

_SPLIT = 0.12  # of a line's box: white inside its characters, as in 二


def ink_box(page: Picture, box: Box) -> Box | None:
    """The box of the ink inside a box, in pixels; None where there is none. Specks at its edges are no ink."""
    left, top, right, bottom = (max(0, round(value)) for value in box)
    dark = page[top:bottom, left:right] < INK
    if not dark.size:
        return None
    first, last = _band(dark.sum(axis=1) > max(1, 0.004 * dark.shape[1]))
    columns = np.flatnonzero(dark[first:last].sum(axis=0) > 1)
    if not len(columns):
        return None
    return (
        left + float(columns[0]),
        top + float(first),
        left + float(columns[-1] + 1),
        top + float(last),
    )


def _band(inked: NDArray[np.bool_]) -> tuple[int, int]:
    """The rows of a line's own ink: from the longest run of inked rows on, across white that is narrow. What is beyond is a neighbour's."""
    found = list(runs(inked))
    if not found:
        return 0, 0
    core = max(range(len(found)), key=lambda index: found[index][1] - found[index][0])
    first, last = found[core]
    for start, end in found[core + 1 :]:
        last = end if start - last <= _SPLIT * len(inked) else last
    for start, end in reversed(found[:core]):
        first = start if first - end <= _SPLIT * len(inked) else first
    return first, last


def line_of(written: OcrText, crop: Box, ink: Box, scale: float) -> OcrLine:
    """A line in points, of a size that `sized` will find. `crop` and `ink` are in pixels, `scale` points to the pixel; characters lie along `crop`."""
    left, _, right, _ = crop
    middles = tuple((left + place * (right - left)) * scale for place in written.places)
    x0, top, x1, bottom = (value * scale for value in ink)
    return OcrLine(
        mended(written.text), middles, (x0, top, x1, bottom), bottom - top, written.confidence
    )
