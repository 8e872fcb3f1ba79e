"""Whether a reader can see a run of text.

Word hides text by a switch. Authors hide it by white or tiny type.
"""

from __future__ import annotations

from typing import Any

from ingestion.parsers.docx.names import VAL, W, is_on, number

_TINY = 2  # half points: a reader cannot see type of one point
_WHITE = "FFFFFF"
_NO_FILL = ("AUTO", _WHITE, "")

SWITCH = "hidden text"
WHITE = "hidden text: white"
TINY = "hidden text: tiny"
"""Why text can't be seen, as it is counted. White text can be seen on a dark background."""


def is_unseen(properties: Any) -> str | None:
    """Return why text can't be seen.

    Args:
        properties: The `w:rPr` element of the text; None where it has none.

    Returns:
        `SWITCH`, `WHITE` or `TINY`; "" where a switch shows the text; None where nothing hides it.
    """
    if properties is None:
        return None
    reason = None
    for child in properties:
        if child.tag == f"{W}vanish":
            return SWITCH if is_on(child) else ""
        if child.tag == f"{W}sz":
            size = number(child.get(VAL))
            if size is not None and size <= _TINY:
                reason = TINY
        elif child.tag == f"{W}color" and reason is None:
            is_white = child.get(VAL, "").upper() == _WHITE
            if is_white and not is_shaded(properties):
                reason = WHITE
    return reason


def is_shaded(properties: Any) -> bool:
    """Decide whether white text could be read on its background.

    Args:
        properties: A `w:rPr`, `w:pPr` or `w:tcPr` element.

    Returns:
        True where the element lays a colour under the text.
    """
    highlight = properties.find(f"{W}highlight")
    if highlight is not None and highlight.get(VAL) not in ("none", "white"):
        return True
    shade = properties.find(f"{W}shd")
    return shade is not None and fill_of(shade)


def fill_of(shade: Any) -> bool:
    """Decide whether a shade has a colour.

    Args:
        shade: A `w:shd` element.

    Returns:
        True where it has a pattern, a colour of the theme, or a colour that is not white.
    """
    if shade.get(VAL, "clear") not in ("clear", "nil"):
        return True
    if shade.get(f"{W}themeFill") is not None:
        return True
    return shade.get(f"{W}fill", "auto").upper() not in _NO_FILL
