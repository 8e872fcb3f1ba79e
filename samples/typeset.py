"""Sets texts of our own as PDF files, in as many ways as offices do.

There are columns, heads, feet, notes, tables, turned pages and hidden text. What stands on which
line of which page is known: `Printed` holds the file and that truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from samples.newspaper import newspaper
from samples.press import Press
from samples.printed import SONG, Part, Printed, Stroke, Style

__all__ = ["SONG", "Part", "Printed", "Stroke", "Style", "newspaper", "typeset"]

PLAIN = Style()
"""One column, without head and foot."""


def typeset(parts: Sequence[Part], style: Style = PLAIN) -> Printed:
    """Set the parts of a text one after the other.

    Args:
        parts: The parts.
        style: The layout.

    Returns:
        The file, and what stands on its pages.

    >>> typeset([Part("paragraph", "为了保护骑手，制定本办法。")]).data[:5]
    b'%PDF-'
    """
    pages = 0
    if "{pages}" in style.foot:
        pages = len(typeset(parts, replace(style, foot="x")).pages)
    press = Press(style, pages)
    for part in parts:
        press.part(part)
    return press.finish()
