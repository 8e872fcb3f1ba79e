"""Pictures and shapes as numpy holds them, and where they hold ink. Apart from `records`, which those import who may never see a picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[Any]
"""Height × width (grey), or height × width × 3 (red, green, blue), a byte a value; OpenCV's own types know no more than an array."""

Quads = NDArray[np.float32]
"""Any number of quadrangles: n × 4 corners × (x, y), from the upper left corner of each clockwise."""

INK = 128
"""Of an evened page: what is darker is ink."""


def runs(inked: NDArray[Any]) -> Iterator[tuple[int, int]]:
    """Where a row of flags is set: each run's first place, and the place behind its last.

    >>> list(runs(np.array([1, 1, 0, 1])))
    [(0, 2), (3, 4)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[0], inked, [0]]).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
