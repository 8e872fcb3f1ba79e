"""The smallest value of the reader: one character as it stands on the upright page."""

from __future__ import annotations

from typing import NamedTuple

from ingestion.boxes import Box


class Glyph(NamedTuple):
    """A character on the upright page. Places are points from the upper left corner.

    Attributes:
        text: What it says.
        x0: Its left edge.
        top: Its upper edge.
        x1: Its right edge.
        bottom: Its lower edge.
        size: The size of its type.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def height(self) -> float:
        """From its upper edge to its lower one."""
        return self.bottom - self.top

    @property
    def middle_x(self) -> float:
        """Its horizontal middle."""
        return (self.x0 + self.x1) / 2

    @property
    def middle_y(self) -> float:
        """Its vertical middle."""
        return (self.top + self.bottom) / 2

    @property
    def box(self) -> Box:
        """Its box."""
        return Box(
            self.x0,
            self.top,
            self.x1,
            self.bottom,
        )
