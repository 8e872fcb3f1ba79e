"""What the program of a page paints, as values. Places are points from the lower left corner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class PaintedBox(NamedTuple):
    """An upright box on the page as it is shown.

    Attributes:
        x0: The left edge.
        y0: The lower edge.
        x1: The right edge.
        y1: The upper edge.
    """

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """From the left edge to the right one."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From the lower edge to the upper one."""
        return self.y1 - self.y0

    def contains(
        self,
        x: float,
        y: float,
    ) -> bool:
        """Say whether a point lies in the box or on its edge.

        Args:
            x: From the left.
            y: From below.

        Returns:
            Whether it does.
        """
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


class PaintedGlyph(NamedTuple):
    """A character as it was painted.

    Attributes:
        text: What it says.
        box: Where it stands.
        size: The size of its type, in points.
        direction: The direction of its text: 0, 90, 180 or 270 degrees; -1 where it is slanted.
        hidden: Why a reader does not see it by itself: `invisible`, `tiny`, `white`; else empty.
        order: Its number among all that the page paints.
    """

    text: str
    box: PaintedBox
    size: float
    direction: int
    hidden: str
    order: int

    @property
    def middle_x(self) -> float:
        """Its horizontal middle."""
        return (self.box.x0 + self.box.x1) / 2

    @property
    def middle_y(self) -> float:
        """Its vertical middle."""
        return (self.box.y0 + self.box.y1) / 2


class Cover(NamedTuple):
    """A painted area or picture, which hides what was painted before it.

    Attributes:
        order: Its number among all that the page paints.
        box: Where it lies.
        is_light: Whether it is as light as paper.
    """

    order: int
    box: PaintedBox
    is_light: bool


@dataclass(slots=True)
class Painted:
    """What the program of a page paints, in its order.

    Attributes:
        glyphs: The characters.
        rules: Straight lines and the sides of frames.
        covers: Areas and pictures that hide what is below them.
        pictures: All pictures.
    """

    glyphs: list[PaintedGlyph] = field(default_factory=list)
    rules: list[PaintedBox] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    pictures: list[PaintedBox] = field(default_factory=list)
