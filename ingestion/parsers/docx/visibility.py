"""Whether a reader can see a run of text.

Word hides text by a switch. Authors hide it by the colour of what is behind it, by tiny type, or by
a place where no page is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from ingestion.colours import (
    BLENDED,
    CLEAR,
    CLIPPED,
    HIDDEN,
    OFF,
    TINY,
    WHITE,
    Colour,
    read_colour,
)
from ingestion.parsers._theme import Theme
from ingestion.parsers.docx.names import VAL, W14, WP, A, W, is_on, number

_TINY = frozenset(("0", "1", "2"))  # half points: a reader cannot see type of one point
_NARROW = 5  # per cent of the usual width of letters
_LOW = 40  # twips; a line or row of exactly two points shows no letter
_FAR = 10_000  # twips to the left of or above the text: beyond any margin
_FAR_RIGHT = 20_000  # twips; a page across is shorter
_FAR_DRAWN = 7_000_000  # English metric units, as drawings are placed: 19 cm
_SPACING = f"{W}spacing"
_INDENT = f"{W}ind"
_LARGE = 2_700_000  # English metric units: 7.5 cm; a letterhead is lower
_SWITCHES = frozenset((f"{W}vanish", f"{W}webHidden", f"{W}specVanish"))
_SIZE = f"{W}sz"
_WIDTH = f"{W}w"
_COLOUR = f"{W}color"
_HIGHLIGHT = f"{W}highlight"
_SHADE = f"{W}shd"
_FILL = f"{W14}textFill"
_STYLE = f"{W}rStyle"
_READ = _SWITCHES | {
    _STYLE,
    _SIZE,
    _WIDTH,
    _COLOUR,
    _HIGHLIGHT,
    _SHADE,
    _FILL,
}
_HIGHLIGHTS = {
    "green": "lime", "darkBlue": "navy", "darkCyan": "teal", "darkGreen": "green", "darkMagenta": "purple", "darkRed": "maroon",
    "darkYellow": "olive", "darkGray": "gray", "lightGray": "silver",
}  # fmt: skip
_THEME_NAMES = {
    "background1": "lt1", "light1": "lt1", "bg1": "lt1", "text1": "dk1", "dark1": "dk1", "tx1": "dk1", "background2": "lt2", "light2": "lt2",
    "bg2": "lt2", "text2": "dk2", "dark2": "dk2", "tx2": "dk2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip

PLACING = frozenset((_SPACING, _INDENT, f"{W}framePr", _SHADE))
"""The properties of a paragraph that may place it where no reader sees it, and its shade."""

UNKNOWN = "unknown"
"""What is behind a text where a pattern, a style or a picture decides."""

AUTOMATIC = "automatic"
"""A colour that Word chooses so that the text can be read."""

Ground = Colour | str | None
"""A colour, `UNKNOWN`, or None where nothing of its own is behind the text."""


class Look(NamedTuple):
    """How a run looks, as far as properties say. None where they say nothing.

    Attributes:
        is_off: Whether a switch hides it.
        colour: Its colour, or `AUTOMATIC`.
        is_tiny: Whether its type is too small or too narrow.
        is_clear: Whether it is painted with no ink.
        ground: What is behind it.
    """

    is_off: bool | None = None
    colour: Colour | str | None = None
    is_tiny: bool | None = None
    is_clear: bool | None = None
    ground: Ground = None

    def why_unseen(self, ground: Ground) -> str | None:
        """Return why a run can't be seen.

        Args:
            ground: What is behind the paragraph.

        Returns:
            The kind of removal; None where a reader sees the run.
        """
        if self.is_off:
            return HIDDEN
        if self.is_tiny:
            return TINY
        if self.is_clear:
            return CLEAR
        behind = self.ground or ground or WHITE
        if isinstance(self.colour, Colour) and isinstance(behind, Colour):
            return BLENDED if self.colour.blends(behind) else None
        return None


NO_LOOK = Look()


def read_look(
    properties: Any,
    theme: Theme,
    below: Look = NO_LOOK,
    styled: Callable[[str | None, Look], Look] | None = None,
) -> Look:
    """Read how a run looks.

    Args:
        properties: The `w:rPr` element; None where there is none.
        theme: The colours of the theme.
        below: What the run inherits.
        styled: Adds a style of runs to what the run inherits; None inside a style.

    Returns:
        The look; `below` itself where the properties change nothing that hides or shows a text.
    """
    if properties is None:
        return below
    look = below
    switch: bool | None = None
    for child in properties:
        tag = child.tag
        if tag not in _READ:
            continue
        if tag == _SIZE:
            is_tiny = child.get(VAL) in _TINY
            if is_tiny or look.is_tiny:
                look = look._replace(is_tiny=is_tiny)
        elif tag in _SWITCHES:
            switch = is_on(child) or bool(switch)
        elif tag == _STYLE:  # always the first
            look = look if styled is None else styled(child.get(VAL), look)
        else:
            look = _with_paint(look, child, theme)
    if switch is not None and switch is not look.is_off:
        look = look._replace(is_off=switch)
    return look


def _with_paint(
    look: Look,
    element: Any,
    theme: Theme,
) -> Look:
    """A look with the colour, the ground or the width that an element of a run says."""
    if element.tag == _COLOUR:
        colour = _colour(element, theme)
        return look if colour == look.colour else _coloured(look, colour)
    if element.tag == _FILL:
        return look._replace(is_clear=_is_clear(element))
    if element.tag == _WIDTH:
        width = number((element.get(VAL) or "").rstrip("%"))
        is_narrow = width is not None and width <= _NARROW
        return look._replace(is_tiny=True) if is_narrow else look
    ground = _run_ground(element, theme)
    return look if ground is None else look._replace(ground=ground)


@lru_cache(maxsize=1024)
def _coloured(look: Look, colour: Colour | str) -> Look:
    return look._replace(colour=colour)


def _run_ground(element: Any, theme: Theme) -> Ground:
    if element.tag != _HIGHLIGHT:
        return ground_of(element, theme)
    name = element.get(VAL, "none")
    return read_colour(_HIGHLIGHTS.get(name, name))


def ground_of(shade: Any, theme: Theme) -> Ground:
    """Read what a shade lays behind a text.

    Args:
        shade: A `w:shd` element; None where there is none.
        theme: The colours of the theme.

    Returns:
        The colour; `UNKNOWN` of a pattern; None where the shade lays nothing.
    """
    if shade is None:
        return None
    pattern = shade.get(VAL, "clear")
    if pattern not in ("clear", "nil"):
        return read_colour(shade.get(f"{W}color", "")) if pattern == "solid" else UNKNOWN
    named = shade.get(f"{W}themeFill")
    if named is not None:
        found = _of_theme(
            named,
            theme,
            shade.get(f"{W}themeFillShade"),
            shade.get(f"{W}themeFillTint"),
        )
        return found or UNKNOWN
    fill = shade.get(f"{W}fill", "auto")
    return None if fill.lower() in ("auto", "") else read_colour(fill) or UNKNOWN


def _colour(element: Any, theme: Theme) -> Colour | str:
    named = element.get(f"{W}themeColor")
    if named is not None and named != "none":
        found = _of_theme(
            named,
            theme,
            element.get(f"{W}themeShade"),
            element.get(f"{W}themeTint"),
        )
        if found is not None:
            return found
    return read_colour(element.get(VAL, "auto")) or AUTOMATIC


def _of_theme(
    name: str,
    theme: Theme,
    shade: str | None,
    tint: str | None,
) -> Colour | None:
    base = theme.get(_THEME_NAMES.get(name, name))
    if base is None:
        return None
    channels = list(base[:3])
    try:
        if shade is not None:
            channels = [channel * int(shade, 16) / 255 for channel in channels]
        if tint is not None:
            part = int(tint, 16) / 255
            channels = [channel * part + 255 * (1 - part) for channel in channels]
    except ValueError:
        return None
    return Colour(*channels)


def _is_clear(fill: Any) -> bool:
    if fill.find(f"{W14}noFill") is not None:
        return True
    alpha = fill.find(f"{W14}solidFill/*/{W14}alpha")
    opaque = 95_000  # of 100,000, in which Word counts how much shows through
    return alpha is not None and (number(alpha.get(f"{W14}val")) or 0) >= opaque


def why_misplaced(element: Any) -> str | None:
    """Return why no line of a paragraph can be seen.

    Args:
        element: One of the `PLACING` elements of its properties, but for its shade.

    Returns:
        The kind of removal; None where the element leaves the paragraph on its page.
    """
    name = element.tag
    if name == _SPACING:
        if element.get(f"{W}lineRule") != "exact":
            return None
        line = _signed(element.get(f"{W}line"))
        return CLIPPED if line is not None and 0 < line <= _LOW else None
    if name == _INDENT:
        left = _signed(element.get(f"{W}left") or element.get(f"{W}start")) or 0
        first = _signed(element.get(f"{W}firstLine")) or 0
        return OFF if left + first <= -_FAR or left >= _FAR_RIGHT else None
    places = [_signed(element.get(f"{W}{side}")) or 0 for side in ("x", "y")]
    return OFF if min(places) <= -_FAR or max(places) >= 2 * _FAR_RIGHT else None


def is_low(row_properties: Any) -> bool:
    """Decide whether a row of a table is too low to show a letter.

    Args:
        row_properties: The `w:trPr` element; None where there is none.

    Returns:
        True where it is.
    """
    height = None if row_properties is None else row_properties.find(f"{W}trHeight")
    if height is None or height.get(f"{W}hRule") != "exact":
        return False
    value = number(height.get(VAL))
    return value is not None and value <= _LOW


def is_off_page(anchor: Any) -> bool:
    """Decide whether a drawing is placed where no page is.

    Args:
        anchor: A `wp:anchor` element.

    Returns:
        True where it lies far to the left of or above its page.
    """
    offsets = (
        anchor.iterfind("{*}positionH/{*}posOffset"),
        anchor.iterfind("{*}positionV/{*}posOffset"),
    )
    return any((_signed(offset.text) or 0) <= -_FAR_DRAWN for found in offsets for offset in found)


def has_backdrop(element: Any) -> bool:
    """Decide whether a large drawing lies behind the text of a document.

    Args:
        element: Any element of the document.

    Returns:
        True where one does, on any page.
    """
    for anchor in element.getroottree().iter(f"{WP}anchor"):
        extent = anchor.find(f"{WP}extent")
        if anchor.get("behindDoc") in ("1", "true") and extent is not None:
            sides = [number(extent.get(name)) or 0 for name in ("cx", "cy")]
            if min(sides) >= _LARGE:
                return True
    return False


def shape_ground(box: Any, theme: Theme, around: Ground) -> Ground:
    """Find what is behind the text of a text box.

    Args:
        box: A `w:txbxContent` element.
        theme: The colours of the theme.
        around: What is behind a shape without a fill.

    Returns:
        The fill of its shape; `UNKNOWN` where a style or a picture decides.
    """
    shape = next((parent for parent in box.iterancestors() if parent.tag.endswith("}wsp")), None)
    properties = None if shape is None else shape.find("{*}spPr")
    if properties is None:
        return UNKNOWN
    if properties.find(f"{A}noFill") is not None:
        return around
    colour = properties.find(f"{A}solidFill/{A}srgbClr")
    if colour is not None and not len(colour):
        return read_colour(colour.get("val", "")) or UNKNOWN
    named = properties.find(f"{A}solidFill/{A}schemeClr")
    if named is not None and not len(named):
        return theme.get(_THEME_NAMES.get(named.get("val", ""), named.get("val", "")), UNKNOWN)
    return UNKNOWN


def paper_ground(document: Any, theme: Theme) -> Ground:
    """Find what is behind the body of a document.

    Args:
        document: The `w:document` element.
        theme: The colours of the theme.

    Returns:
        The colour of the pages; None of white paper.
    """
    page = document.find(f"{W}background")
    if page is None:
        return None
    named = page.get(f"{W}themeColor")
    if named:
        return theme.get(_THEME_NAMES.get(named, named), UNKNOWN)
    return read_colour(page.get(f"{W}color", ""))


def _signed(text: str | None) -> int | None:
    digits = (text or "").strip()
    value = number(digits.removeprefix("-"))
    return None if value is None else -value if digits.startswith("-") else value
