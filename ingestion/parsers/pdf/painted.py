"""What the program of a page paints, as values. Places are points from the lower left corner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ingestion.colours import Colour


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

    def meet(self, other: PaintedBox) -> PaintedBox:
        """Return what two boxes share.

        Args:
            other: The other box.

        Returns:
            The box; it is empty where they share nothing.
        """
        x0 = max(self.x0, other.x0)
        y0 = max(self.y0, other.y0)
        return PaintedBox(
            x0,
            y0,
            max(min(self.x1, other.x1), x0),
            max(min(self.y1, other.y1), y0),
        )

    def touches(self, other: PaintedBox) -> bool:
        """Say whether two boxes share a point.

        Args:
            other: The other box.

        Returns:
            Whether they do.
        """
        return (
            self.x0 <= other.x1
            and other.x0 <= self.x1
            and self.y0 <= other.y1
            and other.y0 <= self.y1
        )

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
        hidden: Why a reader does not see it by itself, as `invisible`; else empty.
        order: Its number among all that the page paints.
        colour: Its colour; None where that is not known, as of a pattern.
    """

    text: str
    box: PaintedBox
    size: float
    direction: int
    hidden: str
    order: int
    colour: Colour | None = None

    @property
    def middle_x(self) -> float:
        """Its horizontal middle."""
        return (self.box.x0 + self.box.x1) / 2

    @property
    def middle_y(self) -> float:
        """Its vertical middle."""
        return (self.box.y0 + self.box.y1) / 2


class Cover(NamedTuple):
    """A painted area or picture, which may hide what was painted before it.

    Attributes:
        order: Its number among all that the page paints.
        box: Where it lies.
        colour: Its colour; None of a picture, a pattern, and what is painted half through.
        hides: Whether nothing shows through.
        outline: The corners of its parts, where it is no upright box.
        is_even_odd: Whether a part inside a part is a hole.
    """

    order: int
    box: PaintedBox
    colour: Colour | None = None
    hides: bool = True
    outline: tuple[tuple[tuple[float, float], ...], ...] = ()
    is_even_odd: bool = False

    def contains(
        self,
        x: float,
        y: float,
    ) -> bool:
        """Say whether a point lies in the area.

        Args:
            x: From the left.
            y: From below.

        Returns:
            Whether it does.
        """
        if not self.box.contains(x, y):
            return False
        if not self.outline:
            return True
        turns = sum(_turns(corners, x, y) for corners in self.outline)
        return turns % 2 == 1 if self.is_even_odd else turns != 0


def _turns(
    corners: tuple[tuple[float, float], ...],
    x: float,
    y: float,
) -> int:
    """How often a line around the corners goes around a point."""
    turns = 0
    before_x, before_y = corners[-1]
    for corner_x, corner_y in corners:
        if (before_y <= y) != (corner_y <= y):
            crossing = before_x + (y - before_y) / (corner_y - before_y) * (corner_x - before_x)
            if crossing > x:
                turns += 1 if corner_y > before_y else -1
        before_x, before_y = corner_x, corner_y
    return turns


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
