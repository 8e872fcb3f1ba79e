"""Whether a reader can open what a page shows folded: a tab, an accordion, a text behind a link.

Such a text is there to be read, and stays. What nothing on the page can open is hidden.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from ingestion.parsers.html.selectors import Selector
from ingestion.parsers.html.stylesheets import StyleSheets

_REFERENCES = (
    "href", "data-target", "data-bs-target", "aria-controls", "for", "data-tab", "data-href", "data-id", "data-toggle-target",
    "aria-owns", "data-show", "rel",
)  # fmt: skip
_NAMES = re.compile(
    r"(?:^|[-_\s])(?:tab|tabs|pane|accordion|collapse|collapsible|fold|folded|foldable|unfold|expand|expandable|toggle|slide|slides|swiper|carousel)(?:$|[-_\s\d])|tab(?:s|con|box|content|pane|panel|item)|Tab|qiehuan|zhankai|xuanxiangka",
)
_QUOTED = re.compile(r"""["'`]\s*([.#]?[\w.#\s-]{1,60}?)\s*["'`]""")
_WORDS = re.compile(r"[\w-]+")
_NUMBERED = re.compile(r"\d+$")
_BOXES = ("div", "ul", "ol", "section", "dd", "table", "article")


class Openers:
    """What on a page opens something.

    Args:
        root: The root element of the page.
        sheets: The style sheets of the page.
    """

    def __init__(self, root: Any, sheets: StyleSheets) -> None:
        self._root = root
        self._sheets = sheets

    def can_open(self, element: Any) -> bool:
        """Decide whether a reader can open an element that is not shown at first.

        Args:
            element: The element that a switch hides.

        Returns:
            True where the page has a link, a button, a script or a rule that shows it, or where it
            is one of several panes.
        """
        if element.get("role") == "tabpanel" or element.get("hidden") == "until-found":
            return True
        id_ = element.get("id", "")
        classes = element.get("class", "").split()
        if id_ and (id_ in self._referenced or id_ in self._scripted):
            return True
        if any(name in self._scripted for name in classes):
            return True
        if (classes or id_) and self._is_shown_by_act(element):
            return True
        return self._is_pane(element, classes, id_) or _follows_switch(element)

    @cached_property
    def _referenced(self) -> set[str]:
        found: set[str] = set()
        for element in self._root.iter():
            if not isinstance(element.tag, str):
                continue
            for name in _REFERENCES:
                value = element.get(name)
                if value and len(value) < 200:
                    found.update(part.lstrip("#.") for part in value.split() if part[:1] != "/")
        return found

    @cached_property
    def _scripted(self) -> set[str]:
        """Words in quotation marks in the scripts of the page: ids and classes that they change."""
        found: set[str] = set()
        for element in self._root.iter():
            if not isinstance(element.tag, str):
                continue
            texts = [value for name, value in element.attrib.items() if name.startswith("on")]
            if element.tag == "script" and element.text:
                texts.append(element.text)
            for text in texts:
                for quoted in _QUOTED.findall(text):
                    found.update(_WORDS.findall(quoted))
        return found

    @cached_property
    def _has_scripts(self) -> bool:
        return next(self._root.iter("script"), None) is not None

    def _is_shown_by_act(self, element: Any) -> bool:
        """Whether a rule shows the element after an act, or in company of another class."""
        for rule in self._sheets.rules:
            if not _shows(rule.declared):
                continue
            if self._may_become(rule.selector, element):
                return True
        return False

    def _may_become(self, selector: Selector, element: Any) -> bool:
        last = selector.last
        classes = set(element.get("class", "").split())
        if last.tag and last.tag != element.tag:
            return False
        if last.id and last.id != element.get("id"):
            return False
        if not last.id and not (last.classes & classes):
            return False
        if selector.is_acted:
            return True
        added = last.classes - classes
        around = {name for _, compound in selector.before for name in compound.classes}
        # `.pane.on{display:block}`, `.open .pane{…}`: a script adds the class
        return bool(added or (around and not selector.matches(element)))

    def _is_pane(
        self,
        element: Any,
        classes: list[str],
        id_: str,
    ) -> bool:
        if element.tag not in _BOXES:
            return False
        if _NAMES.search(f"{' '.join(classes)} {id_}"):
            return True
        if not self._has_scripts:
            return False
        stem = _NUMBERED.sub("", id_)
        for sibling in (*element.itersiblings(), *element.itersiblings(preceding=True)):
            if sibling.tag != element.tag or "none" in sibling.get("style", ""):
                continue
            same_class = classes and sibling.get("class", "").split()[:1] == classes[:1]
            same_stem = stem != id_ and _NUMBERED.sub("", sibling.get("id", "")) == stem
            if same_class or same_stem:
                return True
        return False


def _shows(declared: Any) -> bool:
    display = declared.get("display", ("", False))[0]
    visibility = declared.get("visibility", ("", False))[0]
    opacity = declared.get("opacity", ("", False))[0]
    height = declared.get("max-height", ("0", False))[0] + declared.get("height", ("0", False))[0]
    return (
        (display not in ("", "none"))
        or visibility == "visible"
        or opacity == "1"
        or height.strip("0px") != ""
    )


def _follows_switch(element: Any) -> bool:
    """Whether the element before it, or its own frame, is there to be clicked."""
    before = element.getprevious()
    while before is not None and not isinstance(before.tag, str):
        before = before.getprevious()
    if before is None:
        return False
    return any(
        part.tag in ("button", "summary")
        or part.get("onclick") is not None
        or part.get("role") == "button"
        or part.get("aria-expanded") is not None
        or part.get("href", "").startswith(("javascript", "#"))
        for part in before.iter()
        if isinstance(part.tag, str)
    )
