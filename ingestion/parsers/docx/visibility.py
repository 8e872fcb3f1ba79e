"""Whether a reader can see a run: Word hides text by a switch, and people hide it by white or tiny type."""

from __future__ import annotations

from typing import Any

from ingestion.parsers.docx.names import VAL, W, is_on, number

_TINY = 2  # half points: type of one point is a speck
_WHITE = "FFFFFF"
_NO_FILL = ("auto", _WHITE, "")

SWITCH = "hidden text"
WHITE = "hidden text: white"
TINY = "hidden text: tiny"
"""Why text can't be seen, as it is counted. White text can be seen on a dark ground."""


def is_unseen(properties: Any) -> str | None:
    """Why text with these `w:rPr` can't be seen; None where nothing in them hides it, or there are none."""
    if properties is None:
        return None
    why = None
    for one in properties:
        tag = one.tag
        if tag == f"{W}vanish":
            return SWITCH if is_on(one) else ""
        if tag == f"{W}sz" and (size := number(one.get(VAL))) is not None and size <= _TINY:
            why = TINY
        elif (
            tag == f"{W}color" and one.get(VAL, "").upper() == _WHITE and not is_shaded(properties)
        ):
            why = why or WHITE
    return why


def is_shaded(properties: Any) -> bool:
    """Whether `w:rPr`, `w:pPr` or `w:tcPr` lay a ground under the text on which white can be read."""
    marked = properties.find(f"{W}highlight")
    shade = properties.find(f"{W}shd")
    return (marked is not None and marked.get(VAL) not in ("none", "white")) or (
        shade is not None and fill_of(shade)
    )


def fill_of(shade: Any) -> bool:
    """Whether a `w:shd` has a colour."""
    pattern = shade.get(VAL, "clear")
    theme = shade.get(f"{W}themeFill")
    return (
        pattern not in ("clear", "nil")
        or theme is not None
        or shade.get(f"{W}fill", "auto").upper() not in (f.upper() for f in _NO_FILL)
    )
