"""Colours as files state them, and whether a reader sees a text on its background."""

from __future__ import annotations

import colorsys
import re
from functools import lru_cache
from typing import NamedTuple

HIDDEN = "hidden text"
"""How removals of hidden text begin: text that a switch of the file hides."""

BLENDED = f"{HIDDEN}: colour of its background"
CLEAR = f"{HIDDEN}: transparent"
TINY = f"{HIDDEN}: tiny"
CLIPPED = f"{HIDDEN}: clipped"
OFF = f"{HIDDEN}: off the page"

_SAME = 16  # of 255, in each channel: with less between them, no reader reads a text (1.1 to 1)
_CLEAR = 0.05  # of full opacity
_FUNCTION = re.compile(r"(rgba?|hsla?)\(([^()]{1,80})\)")
_NUMBER = re.compile(r"(-?\d*\.?\d+)(%|deg)?")
_HEX = re.compile(r"#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")


class Colour(NamedTuple):
    """A colour: red, green and blue from 0 to 255, and opacity from 0 to 1."""

    red: float
    green: float
    blue: float
    opacity: float = 1.0

    @property
    def is_clear(self) -> bool:
        """Whether no reader sees what has this colour."""
        return self.opacity <= _CLEAR

    def blends(self, ground: Colour) -> bool:
        """Decide whether a text of this colour has almost the colour of a background.

        Args:
            ground: The colour of the background.

        Returns:
            True where the two are almost the same.
        """
        return (
            abs(self.red - ground.red) <= _SAME
            and abs(self.green - ground.green) <= _SAME
            and abs(self.blue - ground.blue) <= _SAME
        )


WHITE = Colour(255, 255, 255)
BLACK = Colour(0, 0, 0)


@lru_cache(maxsize=4096)
def read_colour(value: str) -> Colour | None:
    """Read a colour as style sheets and attributes write it.

    Args:
        value: A name, `#fff`, `rgb(0 0 0 / 50%)`, `hsl(0,0%,100%)` or `transparent`.

    Returns:
        The colour; None where the value is none, or names one that is defined elsewhere.

    >>> read_colour("#FFF"), read_colour("rgba(1,2,3,0)").is_clear, read_colour("inherit")
    (Colour(red=255, green=255, blue=255, opacity=1.0), True, None)
    """
    text = value.strip().lower()
    if text == "transparent":
        return Colour(0, 0, 0, 0)
    hexadecimal = _HEX.fullmatch(text)
    if hexadecimal:
        return _of_digits(hexadecimal[1])
    function = _FUNCTION.fullmatch(text)
    if function:
        return _of_function(function[1], function[2])
    return _named(text)


def _of_digits(digits: str) -> Colour:
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[at : at + 2], 16) for at in range(0, len(digits), 2)]
    opacity = channels[3] / 255 if len(channels) == 4 else 1.0
    red, green, blue = channels[:3]
    return Colour(red, green, blue, opacity)


def _of_function(name: str, arguments: str) -> Colour | None:
    found = _NUMBER.findall(arguments)
    if len(found) not in (3, 4):
        return None
    opacity = 1.0
    if len(found) == 4:
        opacity = float(found[3][0]) / (100 if found[3][1] == "%" else 1)
    values = [float(number) for number, _ in found[:3]]
    if name.startswith("hsl"):
        red, green, blue = colorsys.hls_to_rgb(
            values[0] % 360 / 360,
            min(values[2], 100) / 100,
            min(values[1], 100) / 100,
        )
        return Colour(
            red * 255,
            green * 255,
            blue * 255,
            opacity,
        )
    scaled = [
        number * 2.55 if unit == "%" else number
        for number, (_, unit) in zip(values, found, strict=False)
    ]
    red, green, blue = scaled
    return Colour(red, green, blue, opacity)


def _named(name: str) -> Colour | None:
    from PIL import ImageColor

    known = ImageColor.colormap.get(name)
    return _of_digits(known.lstrip("#").lower()) if isinstance(known, str) else None
