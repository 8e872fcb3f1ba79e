"""Remove from a page the text that no reader sees, by the page's own styles.

Switches, places and clips hide an element with all that it contains. Colour, size of type and
`visibility` are inherited, and a part may show itself again, so they are followed text by text.

A switch hides nothing that a reader can open (see `openable`), and no page that is hidden until
its script has run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from ingestion.cleaning import Removals
from ingestion.colours import BLENDED, CLEAR, HIDDEN, TINY, WHITE, Colour
from ingestion.parsers.html.openable import Openers
from ingestion.parsers.html.removing import remove
from ingestion.parsers.html.stylesheets import (
    StyleRule,
    StyleSheets,
    index_rules,
    matching,
    read_declarations,
)
from ingestion.parsers.html.styling import (
    UNKNOWN,
    Style,
    ground_colour,
    is_folded,
    is_tiny,
    may_hide,
    text_colour,
    visibility_of,
    why_lost,
)

NEVER = f"{HIDDEN}: never shown"
"""The contents of `template` and `noscript`."""

_FRAMEWORKS = frozenset(
    ("d-none", "visually-hidden", "sr-only", "is-hidden", "uk-hidden", "u-hidden", "layui-hide", "hidden", "element-invisible",
     "screen-reader-text", "screen-reader-only", "is-sr-only")
)  # fmt: skip
"""What these classes mean in the sheets of the common frameworks, which lie beside a page."""
_WITH_ARIA = _FRAMEWORKS | {"hide", "none", "dn", "invisible"}
_WIDER = re.compile(
    r"(?:^|\s)(?:d-(?:sm|md|lg|xl|xxl)-(?!none)|(?:sm|md|lg|xl|2xl):(?!hidden))\w"
)  # shown in a wider window
_COLOURED = re.compile(
    r"dark|black|night|inverse|bg|back|banner|head|hero|nav|blue|red|navy|primary|theme|cover|mask",
    re.IGNORECASE,
)
"""In names of what usually has a background of its own."""
_HALF = 0.5  # of the page's characters
_SENTENCE = re.compile(r"[。；！？]")
_UNSEEN = ("template", "noscript")
_STYLING = ("style", "color", "bgcolor", "hidden")


@dataclass(frozen=True, slots=True)
class _TextState:
    """What texts inherit: whether they are switched on, large enough, and their colours."""

    is_on: bool = True
    is_tiny: bool = False
    colour: Colour | str = UNKNOWN
    ground: Colour | str = UNKNOWN

    def why_hidden(self) -> str | None:
        """Why a text in this state cannot be seen."""
        if not self.is_on:
            return HIDDEN
        if self.is_tiny:
            return TINY
        if isinstance(self.colour, Colour):
            if self.colour.is_clear:
                return CLEAR
            if isinstance(self.ground, Colour) and self.colour.blends(self.ground):
                return BLENDED
        return None


def drop_hidden(
    root: Any,
    body: Any,
    title: Any | None,
    removals: Removals,
) -> None:
    """Remove what no reader of a page sees, and count it by how it is hidden.

    Args:
        root: The root element of the page.
        body: Its body, which is changed.
        title: The element of the page's title; None where it has none.
        removals: Where removals are counted.
    """
    step = _HiddenText(
        root,
        body,
        title,
        removals,
    )
    step.run()


def hidden_elements(root: Any, body: Any) -> Iterator[tuple[Any, str]]:
    """Find the elements of a page whose own text no reader sees, from their styles alone.

    Args:
        root: The root element of the page.
        body: Its body.

    Yields:
        Each element, and the kind of removal.
    """
    return _HiddenText(
        root,
        body,
        None,
        Removals(),
    ).find()


class _HiddenText:
    def __init__(
        self,
        root: Any,
        body: Any,
        title: Any | None,
        removals: Removals,
    ) -> None:
        self._body = body
        self._title = title
        self._removals = removals
        self._sheets = StyleSheets(root)
        self._openers = Openers(root, self._sheets)
        self._styles: dict[Any, Style] = {}

    def run(self) -> None:
        """Remove what is hidden."""
        for element in list(self._body.iter(*_UNSEEN)):
            self._drop(element, NEVER)
        suspects = self._suspects()
        if not suspects:
            return
        whole = _length(self._body)
        for element in suspects:
            if element is not self._body and not self._is_inside(element):
                continue
            style = self._style(element)
            why = self._why_off(element) or why_lost(style)
            if why and element is not self._body:
                if not self._stays(element, style, why, whole):
                    self._drop(element, why)
                continue
            state = self._state_around(element, style)
            if state.why_hidden():
                self._follow(element, state, whole)

    def find(self) -> Iterator[tuple[Any, str]]:
        """Find hidden elements, and remove none."""
        for element in self._body.iter("template", "noscript", "style", "script"):
            yield element, NEVER if element.tag in _UNSEEN else element.tag
        for element in self._suspects():
            style = self._style(element)
            why = self._why_off(element) or why_lost(style)
            if why and self._stays_at_first(element, style, why):
                continue
            why = why or self._state_around(element, style).why_hidden()
            if why:
                yield element, why

    def _is_inside(self, element: Any) -> bool:
        """Whether an element was not removed with another one."""
        return any(parent is self._body for parent in element.iterancestors())

    # ── which elements are looked at ─────────────────────────────────────────────────────────────

    def _suspects(self) -> list[Any]:
        """The elements whose own style may hide them, or whose colours may."""
        styled = self._styled()
        styled.append((self._body, self._own(self._body)))
        by_rule = [
            (rule, {name: value for name, (value, _) in rule.declared.items()})
            for rule in self._sheets.rules
        ]
        distinct = {tuple(style.items()): style for _, style in styled}
        is_colour_bad = _colour_test([*distinct.values(), *(style for _, style in by_rule)])
        hiding = {key for key, style in distinct.items() if may_hide(style) or is_colour_bad(style)}
        found = {element for element, style in styled if tuple(style.items()) in hiding}
        index = index_rules(
            [rule for rule, style in by_rule if may_hide(style) or is_colour_bad(style)]
        )
        if not index and not found:
            return []
        return [
            element
            for element in self._body.iter(etree.Element)
            if element in found or (index and next(matching(element, index), None) is not None)
        ]

    def _styled(self) -> list[tuple[Any, Style]]:
        """The elements with a style of their own, and those that a framework hides."""
        styled: list[tuple[Any, Style]] = []
        for element in self._body.iterdescendants(etree.Element):
            attributes = element.attrib
            if not attributes:
                continue
            if "class" in attributes and self._is_named_hidden(element):
                styled.append((element, {"display": "none"}))
            elif any(name in attributes for name in _STYLING):
                styled.append((element, self._own(element)))
        return styled

    def _is_named_hidden(self, element: Any) -> bool:
        """Whether the sheets of a framework, which lie beside the page, hide an element."""
        if not self._sheets.has_external:
            return False
        names = element.get("class", "")
        known = _WITH_ARIA if element.get("aria-hidden") == "true" else _FRAMEWORKS
        hiding = known.intersection(names.split()) - self._sheets.classes
        return bool(hiding) and not _WIDER.search(names) and element is not self._title

    def _why_off(self, element: Any) -> str | None:
        return HIDDEN if self._is_named_hidden(element) else None

    # ── the style of an element ──────────────────────────────────────────────────────────────────

    def _own(self, element: Any) -> Style:
        """What the attributes of an element say."""
        attributes = element.attrib
        values: dict[str, str] = {}
        colour = attributes.get("color") or (
            attributes.get("text") if element.tag == "body" else None
        )
        if colour:
            values["color"] = colour.strip().lower()
        if "bgcolor" in attributes:
            values["background-color"] = attributes["bgcolor"].strip().lower()
        if "background" in attributes:
            values["background-image"] = "url(x)"
        if "hidden" in attributes and attributes["hidden"] != "until-found":
            values["display"] = "none"
        if "style" in attributes:
            declared = read_declarations(attributes["style"])
            values.update((name, value) for name, (value, _) in declared.items())
        return values

    def _style(self, element: Any) -> Style:
        """All values that hold for an element, the weightiest last."""
        known = self._styles.get(element)
        if known is not None:
            return known
        found = list(matching(element, self._sheets.index)) if self._sheets.rules else []
        if not found:
            style = self._own(element)
        else:
            style = self._cascade(element, found)
        self._styles[element] = style
        return style

    def _cascade(self, element: Any, found: list[StyleRule]) -> Style:
        found.sort(key=lambda rule: (rule.selector.weight, rule.order))
        inline = read_declarations(element.get("style", ""))
        values = {name: value for name, value in self._own(element).items() if name not in inline}
        layers = [rule.declared for rule in found]
        for is_important in (False, True):
            for declared in (*layers, inline):
                for name, (value, important) in declared.items():
                    if important is is_important:
                        _set(values, name, value)
        return values

    def _state_around(self, element: Any, style: Style) -> _TextState:
        """What holds for the texts of an element, by itself and the elements around it."""
        state = self._with(_TextState(), style)
        has_size = is_tiny(style) is not None
        has_colour = text_colour(style) is not None
        has_ground = ground_colour(style) is not None
        is_on = visibility_of(style)
        unknown = self._is_unknown(element)
        for parent in element.iterancestors():
            if not isinstance(parent.tag, str) or (has_size and has_colour and has_ground):
                break
            around = self._style(parent)
            if not has_size and is_tiny(around) is not None:
                has_size = True
                state = replace(state, is_tiny=bool(is_tiny(around)))
            if not has_colour and text_colour(around) is not None:
                has_colour = True
                state = replace(state, colour=text_colour(around) or UNKNOWN)
            if not has_ground:
                ground = ground_colour(around)
                if ground is not None:
                    has_ground = True
                    state = replace(state, ground=UNKNOWN if unknown else ground)
                unknown = unknown or self._is_unknown(parent)
            if is_on is None:
                is_on = visibility_of(around)
        if not has_ground:
            state = replace(state, ground=UNKNOWN if unknown else WHITE)
        return replace(state, is_on=is_on is not False)

    def _is_unknown(self, element: Any) -> bool:
        """Whether a sheet beside the page may colour what is behind an element."""
        unknown = set(element.get("class", "").split()) - self._sheets.classes
        if not self._sheets.has_external:  # as of a page that was saved without its sheets
            return any(_COLOURED.search(name) for name in unknown)
        return bool(unknown) or (element.get("id") is not None and element.tag != "body")

    def _with(self, state: _TextState, style: Style) -> _TextState:
        """The state of the texts of an element inside another one."""
        is_on = visibility_of(style)
        tiny = is_tiny(style)
        colour = text_colour(style)
        ground = ground_colour(style)
        return _TextState(
            state.is_on if is_on is None else is_on,
            state.is_tiny if tiny is None else tiny,
            state.colour if colour is None else colour,
            state.ground if ground is None else ground,
        )

    # ── what is removed ──────────────────────────────────────────────────────────────────────────

    def _stays(
        self,
        element: Any,
        style: Style,
        why: str,
        whole: int,
    ) -> bool:
        """Whether a switch hides an element only at first."""
        if self._stays_at_first(element, style, why):
            return True
        return (why in (HIDDEN, CLEAR) or is_folded(style)) and self._is_page(element, whole)

    def _stays_at_first(
        self,
        element: Any,
        style: Style,
        why: str,
    ) -> bool:
        """Whether an element is the page's title, or a reader can open it."""
        if why not in (HIDDEN, CLEAR) and not is_folded(style):
            return False
        if element is self._title or element in self._around_title():
            return True
        return self._openers.can_open(element)

    def _around_title(self) -> set[Any]:
        return set() if self._title is None else set(self._title.iterancestors())

    def _is_page(self, element: Any, whole: int) -> bool:
        """Whether an element is all that a page has to say: a script shows it.

        What is left is no text: names of a menu, without any sentence.
        """
        if _length(element) <= _HALF * whole:
            return False
        around = "".join(self._body.itertext())
        inside = "".join(element.itertext())
        return not _SENTENCE.search(around.replace(inside, "", 1))

    def _follow(
        self,
        element: Any,
        state: _TextState,
        whole: int,
    ) -> None:
        """Remove the texts of an element and of its parts that cannot be seen."""
        taken: dict[str, list[str]] = {}
        is_switch = not state.is_on
        if is_switch and element is not self._body and self._stays(element, {}, HIDDEN, whole):
            return
        if element is self._body and (is_switch or state.is_tiny):
            return
        waiting = [(element, state)]
        while waiting:
            part, around = waiting.pop()
            why = around.why_hidden()
            if why and (part.text or "").strip():
                taken.setdefault(why, []).append(part.text)
                part.text = None
            for child in part:
                if isinstance(child.tag, str):
                    inner = self._with(around, self._style(child))
                    if inner.ground is around.ground and self._is_unknown(child):
                        inner = replace(inner, ground=UNKNOWN)
                    waiting.append((child, inner))
                if why and (child.tail or "").strip():
                    taken.setdefault(why, []).append(child.tail)
                    child.tail = " "
        for why, texts in taken.items():
            self._count(element, why, " ".join("".join(texts).split()))

    def _drop(self, element: Any, why: str) -> None:
        text = " ".join("".join(element.itertext()).split())
        self._count(element, why, text)
        remove(element)

    def _count(
        self,
        element: Any,
        why: str,
        text: str,
    ) -> None:
        if text:
            place = f"line {element.sourceline}: " if element.sourceline else ""
            self._removals.add(
                why,
                1,
                place + text,
                len("".join(text.split())),
            )


def _colour_test(styles: Sequence[Style]) -> Callable[[Style], bool]:
    """A test for styles whose colours come close to others of the page."""
    texts = {colour for colour in map(text_colour, styles) if isinstance(colour, Colour)}
    grounds = {colour for colour in map(ground_colour, styles) if isinstance(colour, Colour)}
    grounds.add(WHITE)
    bad: set[Colour | str | None] = {
        text for text in texts if text.is_clear or any(map(text.blends, grounds))
    }
    bad_grounds: set[Colour | str | None] = {
        ground for ground in grounds if any(text.blends(ground) for text in texts)
    }
    return lambda style: text_colour(style) in bad or ground_colour(style) in bad_grounds


def _set(
    values: dict[str, str],
    name: str,
    value: str,
) -> None:
    """Set a value; a shorthand also resets what it stands for."""
    if name == "background":
        values.pop("background-color", None)
        values.pop("background-image", None)
    elif name == "font":
        values.pop("font-size", None)
    elif name == "background-color" and "background" in values and "(" not in values["background"]:
        values.pop("background")
    values[name] = value


def _length(element: Any) -> int:
    return len("".join("".join(element.itertext()).split()))
