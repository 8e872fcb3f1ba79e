"""Features of where a text stands: the part of a judgment, and the place in the document."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tagging.units import TextUnit

PARTS = {
    "诉称": re.compile("诉称|原告[^，]{0,20}称|请求|起诉"),
    "辩称": re.compile("辩称|答辩"),
    "查明": re.compile("查明|审理查|另查"),
    "本院认为": re.compile("本院认为|法院认为"),
    "判决": re.compile("判决如下|^[一二三四五]、|如果未按"),
}
"""How the parts of a judgment begin: claim, answer, facts, reasons, decision."""

_HEAD = 40  # characters in which the beginning of a part is looked for
_KNOTS = np.linspace(0, 1, 5)

WIDTH = len(PARTS) + 1 + len(_KNOTS)
"""The number of columns."""


def next_part(part: str, text: str) -> str:
    """Return the part of a judgment that a text belongs to. A part lasts until the next begins.

    Args:
        part: The part of the text before; empty before the first.
        text: The text.

    Returns:
        A name of `PARTS`, or the empty string.
    """
    head = text[:_HEAD]
    for name, pattern in PARTS.items():
        # Claims are asked again in the reasons; only at the beginning do they open a part.
        if pattern.search(head) and (name != "诉称" or not part):
            part = name
    return part


def place_rows(units: Sequence[TextUnit]) -> NDArray[np.float64]:
    """Describe where texts stand, each by itself.

    Args:
        units: The texts. The part is the last name of `PARTS` in the context.

    Returns:
        One row a text: which part, and the place as five overlapping triangles.
    """
    rows = np.zeros((len(units), WIDTH))
    for row, unit in zip(rows, units, strict=True):
        places = [unit.context.rfind(name) for name in PARTS]
        best = int(np.argmax(places))
        row[best + 1 if places[best] >= 0 else 0] = 1
        row[len(PARTS) + 1 :] = np.maximum(0, 1 - 4 * np.abs(unit.place - _KNOTS))
    return rows
