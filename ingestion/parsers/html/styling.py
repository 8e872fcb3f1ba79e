"""What the declarations of an element say about whether its text can be seen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from ingestion.colours import CLEAR, CLIPPED, HIDDEN, OFF, TINY, Colour, read_colour

Style = Mapping[str, str]
"""The values of an element by property, in lower case."""

UNKNOWN = "unknown"
"""A colour that a variable, a picture or a sheet beside the page decides."""

_LENGTH = re.compile(r"([+-]?\d*\.?\d+)(px|pt|em|rem|ex|ch|%|vw|vh|cm|mm|in|pc)?(?![\w.])")
_PIXELS = {
    "px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "%": 0.16, "vw": 12.8,
    "vh": 8.0, "cm": 37.8, "mm": 3.78, "in": 96.0, "pc": 16.0,
}  # fmt: skip
_TINY = 1.34  # pixels: one point
_FAR = 500  # pixels to the left of or above the page, where no element is seen
_FAR_MARGIN = 2000  # pixels; a smaller negative margin centres a box
_FAR_RIGHT = 5000  # pixels; a wide page is shorter
_FLAT = 1.0  # pixels
_OPACITY = re.compile(r"(\d*\.?\d+)(%?)")
_FONT_SIZE = re.compile(r"(?:^|\s)(\d*\.?\d+(?:px|pt|em|rem|ex|%)?)(?=\s*/|\s+\S|$)", re.IGNORECASE)
_UNITS_END = re.compile(r"[a-z%]$")
_MOVES = re.compile(r"(?:translate(?:x|y|3d)?|scale(?:x|y|3d)?)\([^()]*\)")
_SHAPE = re.compile(r"(inset|circle|ellipse|polygon|rect)\(([^()]*)\)")
_COLOUR = re.compile(r"(?:rgba?|hsla?)\([^()]*\)|#[0-9a-f]{3,8}|[a-z]{3,24}")
_BACKGROUNDS = ("background", "background-color", "background-image")
_NO_COLOURS = frozenset(("none", "inherit", "initial", "unset", "revert", "auto"))


@lru_cache(maxsize=4096)
def pixels(value: str) -> float | None:
    """Read a length.

    Args:
        value: The value of a property.

    Returns:
        The length in pixels; None where it is none.
    """
    match = _LENGTH.match(value)
    if match is None:
        return None
    unit = match[2] or "px"
    return float(match[1]) * _PIXELS[unit]


def is_switched_off(style: Style) -> bool:
    """Decide whether an element is taken out of the page with all that it contains."""
    return style.get("display") == "none" or style.get("content-visibility") == "hidden"


def visibility_of(style: Style) -> bool | None:
    """Whether texts are switched on; None where the style does not say."""
    value = style.get("visibility")
    if value in ("hidden", "collapse"):
        return False
    return True if value == "visible" else None


def is_tiny(style: Style) -> bool | None:
    """Whether type is too small to be seen; None where the style does not say."""
    value = style.get("font-size")
    if value is None and "font" in style:
        sizes = _FONT_SIZE.findall(style["font"])
        sized = [size for size in sizes if _UNITS_END.search(size) or float(size) == 0]
        value = sized[0] if sized else None
    size = pixels(value) if value else None
    return None if size is None else size <= _TINY


def text_colour(style: Style) -> Colour | str | None:
    """The colour of texts; `UNKNOWN`, or None where it is that of the element around."""
    value = style.get("-webkit-text-fill-color") or style.get("color")
    if value is None or value in ("inherit", "currentcolor"):
        return None
    colour = read_colour(value) or UNKNOWN
    if isinstance(colour, Colour) and colour.is_clear:
        shows = "text" in (style.get("background-clip") or style.get("-webkit-background-clip", ""))
        if shows or style.get("text-shadow", "none") != "none":
            return UNKNOWN  # letters cut out of a gradient, or seen by their shadow
    return colour


def ground_colour(style: Style) -> Colour | str | None:
    """The colour behind texts; `UNKNOWN`, or None where it is that of the element around."""
    if not any(name in style for name in _BACKGROUNDS):
        return None
    values = [style.get(name, "") for name in ("background", "background-color")]
    if any(
        "(" in style.get(name, "") and not _is_plain(style[name])
        for name in style
        if name.startswith("background")
    ):
        return UNKNOWN
    for value in reversed(values):
        for word in _COLOUR.findall(value):
            if word in _NO_COLOURS:
                continue
            colour = read_colour(word)
            if colour is not None:
                return None if colour.is_clear else _opaque(colour)
        if "var" in value:
            return UNKNOWN
    return None


def _is_plain(value: str) -> bool:
    return not any(name in value for name in ("url(", "gradient(", "image", "element(", "var("))


def _opaque(colour: Colour) -> Colour | str:
    return colour if colour.opacity > 0.9 else UNKNOWN


def why_lost(style: Style) -> str | None:
    """Return why an element is not seen with all that it contains, whatever its parts say.

    Args:
        style: The values of the element.

    Returns:
        The kind of removal; None where nothing hides it.
    """
    if is_switched_off(style):
        return HIDDEN
    if _is_clear(style):
        return CLEAR
    if _is_clipped(style) or is_folded(style):
        return CLIPPED
    return _why_moved(style)


def _is_clear(style: Style) -> bool:
    value = style.get("opacity", "")
    if "opacity(" in style.get("filter", ""):
        value = style["filter"].partition("opacity(")[2]
    match = _OPACITY.match(value)
    return match is not None and float(match[1]) / (100 if match[2] else 1) <= 0.05


def is_folded(style: Style) -> bool:
    """Decide whether a box is folded to nothing, as a script or a reader can open it again."""
    hides = any(
        style.get(name, "").split(" ")[0] in ("hidden", "clip")
        for name in ("overflow", "overflow-x", "overflow-y")
    )
    if not hides:
        return False
    for name in ("height", "max-height", "width", "max-width"):
        size = pixels(style.get(name, ""))
        if size is not None and size <= _FLAT:
            return True
    return False


def _is_clipped(style: Style) -> bool:
    clip = _SHAPE.match(style.get("clip", ""))
    if clip and style.get("position") in ("absolute", "fixed"):
        sides = [pixels(side) for side in clip[2].replace(",", " ").split()]
        if len(sides) == 4:
            top, right, bottom, left = sides
            low = top is not None and bottom is not None and bottom - top <= _FLAT
            thin = left is not None and right is not None and right - left <= _FLAT
            return low or thin
    shape = _SHAPE.match(style.get("clip-path", ""))
    return shape is not None and _is_empty(shape[1], shape[2])


def _is_empty(shape: str, arguments: str) -> bool:
    """Whether a shape of `clip-path` shows nothing."""
    inner = arguments.partition("round")[0].partition(" at ")[0]
    if shape == "polygon":
        return len({" ".join(point.split()) for point in inner.split(",")}) < 3
    lengths = _LENGTH.findall(inner)
    values = [float(number) for number, _ in lengths]
    if not values:
        return False
    if shape in ("circle", "ellipse"):
        return min(values) <= 0
    if shape != "inset":
        return False
    if any(unit != "%" and value for value, (_, unit) in zip(values, lengths, strict=True)):
        return False
    top, right, bottom, left = (
        (values * 4)[:4] if len(values) in (1, 2) else (*values, values[1])[:4]
    )
    return top + bottom >= 100 or left + right >= 100


def _why_moved(style: Style) -> str | None:
    zoom = _OPACITY.match(style.get("zoom", ""))
    if zoom and float(zoom[1]) / (100 if zoom[2] else 1) <= 0.05:
        return TINY
    for move in _MOVES.findall(style.get("transform", "")):
        name, _, arguments = move.partition("(")
        values = [pixels(value.strip()) for value in arguments.rstrip(")").split(",")]
        known = [value for value in values if value is not None]
        if name.startswith("scale") and known and min(map(abs, known)) <= 0.05:
            return TINY
        if name.startswith("translate") and any(abs(value) >= _FAR for value in known):
            return OFF
    indent = pixels(style.get("text-indent", ""))
    if indent is not None and indent <= -_FAR:
        return OFF
    position = style.get("position")
    if position in ("absolute", "fixed", "relative"):
        for name in ("left", "top", "right", "bottom"):
            place = pixels(style.get(name, ""))
            if place is not None and (
                place <= -_FAR or (place >= _FAR_RIGHT and position != "relative")
            ):
                return OFF
    margins = [
        style.get("margin-left", ""),
        style.get("margin-top", ""),
        *style.get("margin", "").split(),
    ]
    if any((pixels(margin) or 0) <= -_FAR_MARGIN for margin in margins):
        return OFF
    return None


def may_hide(style: Style) -> bool:
    """Decide, without the elements around, whether declarations may hide a text, colours apart.

    Args:
        style: The values of a rule or of an element. Another rule may complete them.

    Returns:
        True where they may.
    """
    if visibility_of(style) is False or is_tiny(style) or why_lost(style):
        return True
    folds = ("height", "max-height", "width", "max-width")
    if any(
        (pixels(style[name]) or 0) <= _FLAT
        for name in folds
        if name in style and style[name][:1] in "01."
    ):
        return True
    return "clip" in style or any(
        (pixels(style[name]) or 0) <= -_FAR
        for name in ("left", "top", "right", "bottom")
        if name in style
    )
