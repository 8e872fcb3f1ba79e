"""Libraries that report their use to their makers, told not to.

ONNX Runtime does so on Linux since 1.29, from the moment of its import, with an id of the machine that it keeps in the user's cache; what
turns it off later leaves the id, and one report (https://github.com/microsoft/onnxruntime/pull/27379). unstructured asks `DO_NOT_TRACK`.
"""

from __future__ import annotations

import os

_OFF = {"ORT_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "true"}


def forbid_telemetry() -> None:
    """Say so for this process and all that it starts: before such a library is imported."""
    os.environ.update(_OFF)
