"""Whether an audience can see a text of a slide: its size, its colour, and what is behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.parts.slide import SlideLayoutPart, SlideMasterPart
from pptx.slide import Slide, SlideLayout

from ingestion.colours import BLENDED, CLEAR, TINY, WHITE, Colour, read_colour
from ingestion.parsers._theme import Theme, theme_of

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TINY = 100  # hundredths of a point: a reader cannot see type of one point
_DEFAULT_SIZE = "1800"  # hundredths of a point
_CLEAR = 5_000  # of 100,000
_PLAIN_FILL = 1001  # the number of a theme's first background: the colour alone
_NAMES = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_FILLS = frozenset(
    f"{_A}{name}" for name in ("solidFill", "gradFill", "blipFill", "pattFill", "grpFill", "noFill")
)

UNKNOWN = "unknown"
"""What is behind a text where a style, a picture or another shape decides."""

Ground = Colour | str

Place = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Scene:
    """What is behind a text.

    Attributes:
        number: The number of the slide.
        ground: The colour, or `UNKNOWN`.
        theme: The colours of the theme, under the names that the slide uses.
    """

    number: int
    ground: Ground
    theme: Theme


def why_unseen(properties: Any, scene: Scene | None) -> str | None:
    """Return why a run can't be seen.

    Args:
        properties: Its `a:rPr` element; None where it has none.
        scene: What is behind it; None where that is not known.

    Returns:
        The kind of removal; None where an audience sees the run.
    """
    if properties is None:
        return None
    size = int(properties.get("sz", _DEFAULT_SIZE))
    if 0 < size <= _TINY:
        return TINY
    if properties.find(f"{_A}noFill") is not None:
        outline = properties.find(f"{_A}ln")
        return CLEAR if outline is None else None
    fill = properties.find(f"{_A}solidFill")
    if fill is None or scene is None:
        return None
    colour = solid_colour(fill, scene.theme)
    if colour is None:
        return None
    if colour.is_clear:
        return CLEAR
    if isinstance(scene.ground, Colour) and colour.blends(scene.ground):
        return BLENDED
    return None


def solid_colour(fill: Any, theme: Theme) -> Colour | None:
    """Read the colour of a fill.

    Args:
        fill: An `a:solidFill` element, or another one with a colour inside.
        theme: The colours of the theme.

    Returns:
        The colour; None where it is changed in a way that is not followed here.
    """
    for colour in fill:
        base = theme.get(colour.get("val", ""))
        if colour.tag in (f"{_A}srgbClr", f"{_A}prstClr"):
            base = read_colour(colour.get("val", ""))
        elif colour.tag == f"{_A}sysClr":
            base = read_colour(colour.get("lastClr", ""))
        if base is None:
            return None
        for change in colour:
            if change.tag != f"{_A}alpha":
                return None
            value = change.get("val", "100000")
            opacity = int(value) if value.isdecimal() else 100_000
            base = base._replace(opacity=0.0 if opacity <= _CLEAR else 1.0)
        return base
    return None


class Grounds:
    """What is behind the texts of a slide."""

    def __init__(
        self,
        slide: Slide,
        number: int,
    ) -> None:
        self._slide = slide
        self._number = number
        self._layout = _layout_of(slide)

    def scene(self, shape: Any, place: Place | None) -> Scene:
        """Find what is behind the text of a shape.

        Args:
            shape: The shape.
            place: Its place on the slide; None inside a group.

        Returns:
            What is behind its text.
        """
        ground: Ground = UNKNOWN
        fill = _fill_of(shape)
        if fill is not None and fill.tag == f"{_A}solidFill":
            found = solid_colour(fill, self._theme)
            ground = UNKNOWN if found is None or found.opacity < 1 else found
        elif (
            (fill is None or fill.tag == f"{_A}noFill")
            and place
            and not self._is_below(shape, place)
        ):
            ground = self._background
        return self._scene(ground)

    def cell(self, cell: Any) -> Scene:
        """Find what is behind the text of a cell.

        Args:
            cell: The `a:tc` element.

        Returns:
            What is behind its text.
        """
        fill = cell.find(f"{_A}tcPr/{_A}solidFill")
        found = None if fill is None else solid_colour(fill, self._theme)
        return self._scene(UNKNOWN if found is None else found)

    def _scene(self, ground: Ground) -> Scene:
        return Scene(
            self._number,
            ground,
            self._theme,
        )

    @cached_property
    def _theme(self) -> Theme:
        if self._layout is None:
            return {}
        master = self._layout.slide_master
        theme = dict(theme_of(master.part))
        mapped = master.element.find("{*}clrMap")
        for name, usual in _NAMES.items():
            target = usual if mapped is None else mapped.get(name, usual)
            if target in theme:
                theme[name] = theme[target]
        return theme

    @cached_property
    def _background(self) -> Ground:
        layout = self._layout
        if layout is None:
            return UNKNOWN
        for level in (self._slide, layout, layout.slide_master):
            background = level.element.find("{*}cSld/{*}bg")
            if background is None:
                continue
            fill = background.find(f"{{*}}bgPr/{_A}solidFill")
            if fill is not None:
                return solid_colour(fill, self._theme) or UNKNOWN
            named = background.find("{*}bgRef")
            if named is not None and named.get("idx") == str(_PLAIN_FILL):
                return solid_colour(named, self._theme) or UNKNOWN
            return UNKNOWN
        return WHITE

    def _is_below(self, shape: Any, place: Place) -> bool:
        """Whether a picture or a filled shape may lie below a shape."""
        return any(
            other is not shape._element  # noqa: SLF001
            and left < place[2]
            and place[0] < right
            and top < place[3]
            and place[1] < bottom
            for other, (left, top, right, bottom) in self._filled
        )

    @cached_property
    def _filled(self) -> list[tuple[Any, Place]]:
        if self._layout is None:
            return []
        return [
            *_filled(self._slide.shapes, with_placeholders=True),
            *_filled(self._layout.shapes, with_placeholders=False),
            *_filled(self._layout.slide_master.shapes, with_placeholders=False),
        ]


def _layout_of(slide: Slide) -> SlideLayout | None:
    """The layout of a slide; None where a damaged file names something else as layout or master."""
    part = _related(slide.part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
    if not isinstance(part, SlideLayoutPart):
        return None
    master = _related(part, RELATIONSHIP_TYPE.SLIDE_MASTER)
    return part.slide_layout if isinstance(master, SlideMasterPart) else None


def _related(part: Any, kind: str) -> Any:
    """The part that another one names under a kind of relationship; None where it names none."""
    try:
        return part.part_related_by(kind)
    except (KeyError, ValueError):  # none; several
        return None


def _filled(shapes: Any, *, with_placeholders: bool) -> Iterator[tuple[Any, Place]]:
    for shape in shapes:
        if shape.is_placeholder and not with_placeholders:
            continue
        fill = _fill_of(shape)
        is_text = getattr(shape, "has_text_frame", False)
        if fill is not None and fill.tag == f"{_A}noFill":
            continue
        if fill is None and is_text:
            continue
        left = shape.left or 0
        top = shape.top or 0
        yield (
            shape._element,  # noqa: SLF001
            (
                left,
                top,
                left + (shape.width or 0),
                top + (shape.height or 0),
            ),
        )


def _fill_of(shape: Any) -> Any:
    """The element of a shape's fill, its own or that of its style or layout; None where none is."""
    for level in (shape, getattr(shape, "_base_placeholder", None)):
        element = getattr(level, "_element", None)
        if element is None:
            continue
        properties = element.find("{*}spPr")
        for child in () if properties is None else properties:
            if child.tag in _FILLS:
                return child
        style = element.find(f"{{*}}style/{_A}fillRef")
        if style is not None and style.get("idx") != "0":
            return style
    return None
