"""Upright boxes on a page, for the layout of PDF pages (in points) and for OCR (in pixels)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Box(NamedTuple):
    """An upright box. Places count from the upper left corner of the page.

    Attributes:
        x0: The left edge.
        top: The upper edge.
        x1: The right edge.
        bottom: The lower edge.
    """

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """From the left edge to the right one."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From the upper edge to the lower one."""
        return self.bottom - self.top

    @property
    def middle_x(self) -> float:
        """The horizontal middle."""
        return (self.x0 + self.x1) / 2

    @property
    def middle_y(self) -> float:
        """The vertical middle."""
        return (self.top + self.bottom) / 2

    def contains(
        self,
        x: float,
        y: float,
    ) -> bool:
        """Say whether a point lies in the box or on its edge.

        Args:
            x: From the left.
            y: From the top.

        Returns:
            Whether it does.
        """
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def shared_width(self, other: Box) -> float:
        """Measure by how much two boxes overlap from left to right.

        Args:
            other: The other box.

        Returns:
            The shared width; negative where there is white between them.
        """
        return min(self.x1, other.x1) - max(self.x0, other.x0)

    def shared_height(self, other: Box) -> float:
        """Measure by how much two boxes overlap from top to bottom.

        Args:
            other: The other box.

        Returns:
            The shared height; negative where there is white between them.
        """
        return min(self.bottom, other.bottom) - max(self.top, other.top)

    def shared_area(self, other: Box) -> float:
        """Measure the area that two boxes share.

        Args:
            other: The other box.

        Returns:
            The shared area; 0.0 where they do not overlap.
        """
        width = self.shared_width(other)
        height = self.shared_height(other)
        return max(0.0, width) * max(0.0, height)

    def scaled(self, factor: float) -> Box:
        """Convert the box to another unit.

        Args:
            factor: How many new units make one old unit.

        Returns:
            The box in the new unit.
        """
        return Box(
            self.x0 * factor,
            self.top * factor,
            self.x1 * factor,
            self.bottom * factor,
        )

    def widened(self, margin: float) -> Box:
        """Move all four edges outwards.

        Args:
            margin: By how much.

        Returns:
            The larger box.
        """
        return Box(
            self.x0 - margin,
            self.top - margin,
            self.x1 + margin,
            self.bottom + margin,
        )

    def clipped(
        self,
        width: float,
        height: float,
    ) -> Box:
        """Cut off what lies outside a page.

        Args:
            width: The width of the page.
            height: The height of the page.

        Returns:
            The part of the box on the page.
        """
        return Box(
            max(0.0, self.x0),
            max(0.0, self.top),
            min(width, self.x1),
            min(height, self.bottom),
        )


def union(boxes: Iterable[Box]) -> Box:
    """Draw the smallest box around several.

    Args:
        boxes: One box or more.

    Returns:
        The box around all of them.

    >>> union([Box(0, 5, 10, 15), Box(5, 0, 20, 10)])
    Box(x0=0, top=0, x1=20, bottom=15)
    """
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(
        min(lefts),
        min(tops),
        max(rights),
        max(bottoms),
    )
