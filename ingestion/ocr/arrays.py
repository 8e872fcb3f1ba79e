"""Pictures and shapes as numpy holds them. Apart from `records`, which those import who may never see a picture."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[Any]
"""Height × width (grey), or height × width × 3 (red, green, blue), a byte a value; OpenCV's own types know no more than an array."""

Quads = NDArray[np.float32]
"""Any number of quadrangles: n × 4 corners × (x, y), from the upper left corner of each clockwise."""
