"""The types of pictures and quadrangles in numpy, and the runs of ink in a row of pixels.

They are apart from `records`, which modules import that may never see a picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[Any]
"""Height × width (grey), or height × width × 3 (red, green, blue), a byte per value.

OpenCV's own types say no more than that it is an array.
"""

Quads = NDArray[np.float32]
"""Quadrangles: n × 4 corners × (x, y), from the upper left corner of each clockwise."""

INK = 128
"""The grey value of a cleaned page below which a pixel is ink."""


def runs(inked: NDArray[Any]) -> Iterator[tuple[int, int]]:
    """Find the runs of set flags in a row.

    Args:
        inked: A row of flags.

    Returns:
        The first index of each run, and the index after its last.

    >>> list(runs(np.array([1, 1, 0, 1])))
    [(0, 2), (3, 4)]
    """
    padded = np.concatenate([[0], inked, [0]])
    steps = np.diff(padded.astype(np.int8))
    edges = np.flatnonzero(steps)
    starts = edges[::2].tolist()
    ends = edges[1::2].tolist()
    yield from zip(
        starts,
        ends,
        strict=True,
    )
