"""Turning off the libraries that report their use to the people who wrote them.

ONNX Runtime does so on Linux since 1.29, from the moment of its import, with an id of the machine
that it keeps in the user's cache. What turns it off later leaves the id, and one report
(https://github.com/microsoft/onnxruntime/pull/27379). unstructured asks `DO_NOT_TRACK`.
"""

from __future__ import annotations

import os

_OFF = {"ORT_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "true"}


def forbid_telemetry() -> None:
    """Forbid reports for this process and all that it starts; call it before the import."""
    os.environ.update(_OFF)
