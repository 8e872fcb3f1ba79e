"""The style sheets of a page: which declarations hold for an element.

Only what may hide a text or show it again is read. Sheets that lie beside the page are not
fetched, so a page that names some has classes of unknown meaning.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from ingestion.parsers.html.selectors import Selector, read_selector, split_group

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_TOKEN = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[{};]""")
_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;]+)", re.IGNORECASE)
_VARIABLE = re.compile(r"(--[\w-]{1,60})\s*:\s*([^;{}]{1,200})")
_USED = re.compile(r"var\(\s*(--[\w-]{1,60})\s*(?:,([^()]{0,100}))?\)")
_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)
_WIDTH = re.compile(r"\((min|max)-width\s*:\s*(\d+)(?:\.\d+)?(px|em|rem)\)")
_SCREEN = 1280  # pixels: the width of the window for which a page is read
_RELEVANT = frozenset(
    ("display", "visibility", "content-visibility", "opacity", "filter", "color", "-webkit-text-fill-color", "background", "background-color",
     "background-image", "background-clip", "-webkit-background-clip", "text-shadow", "font", "font-size", "text-indent", "position", "left", "top",
     "right", "bottom", "margin", "margin-left", "margin-top", "clip", "clip-path", "overflow", "overflow-x", "overflow-y", "height", "max-height",
     "width", "max-width", "transform", "zoom")
)  # fmt: skip

Declarations = Mapping[str, tuple[str, bool]]
"""Values by property, each with whether it is important."""


class StyleRule(NamedTuple):
    """A rule for one selector, with its place in the sheets."""

    selector: Selector
    order: int
    declared: Declarations


@lru_cache(maxsize=4096)
def read_declarations(text: str) -> Declarations:
    """Read the declarations of a rule or of a `style` attribute.

    Args:
        text: The declarations.

    Returns:
        The values in lower case of the properties that may hide a text.
    """
    declared: dict[str, tuple[str, bool]] = {}
    for name, value in _DECLARATION.findall(text):
        lower = name.lower()
        if lower in _RELEVANT:
            plain = _IMPORTANT.sub("", value)
            declared[lower] = (plain.strip().lower(), len(plain) != len(value))
    return declared


def with_variables(css: str) -> str:
    """Put the values of variables in their places.

    Args:
        css: A sheet.

    Returns:
        The sheet. A variable keeps the value that the sheet gives it first.
    """
    if "var(" not in css:
        return css
    values: dict[str, str] = {}
    for name, value in _VARIABLE.findall(css):
        values.setdefault(name, value.strip())
    return _USED.sub(lambda used: values.get(used[1], used[2] or used[0]), css)


class StyleSheets:
    """The rules that a page contains.

    Attributes:
        rules: All rules that may hide a text or show it again.
        classes: All classes for which the sheets have a rule of any kind that is read.
        has_external: Whether the page names sheets that lie beside it.
        index: The rules that hold without an act of the reader, for `matching`.
    """

    def __init__(self, root: Any) -> None:
        self.rules: list[StyleRule] = []
        self.has_external = any(
            "stylesheet" in link.get("rel", "").lower() for link in root.iter("link")
        )
        for style in root.iter("style"):
            css = style.text or ""
            self.has_external = self.has_external or "@import" in css
            if css and _applies(style.get("media", "")):
                self.add(with_variables(css))
        self.classes = {name for rule in self.rules for name in rule.selector.last.classes}
        self.index = index_rules(self.rules)

    def add(self, css: str) -> None:
        """Read a sheet.

        Args:
            css: Its text.
        """
        for group, text in _blocks(_COMMENT.sub("", css)):
            declared = read_declarations(text)
            if not declared:
                continue
            for part in split_group(group):
                selector = read_selector(part)
                if selector is not None:
                    self.rules.append(StyleRule(selector, len(self.rules), declared))


def index_rules(rules: list[StyleRule]) -> dict[str, list[StyleRule]]:
    """Order rules by the rarest name of their last element, for `matching`.

    Args:
        rules: The rules.

    Returns:
        The rules by `#id`, `.class`, tag, or `*`.
    """
    index: dict[str, list[StyleRule]] = defaultdict(list)
    for rule in rules:
        if not rule.selector.is_acted:
            index[_key(rule.selector)].append(rule)
    return index


def matching(element: Any, index: Mapping[str, list[StyleRule]]) -> Iterator[StyleRule]:
    """Find the rules of an index that are about an element.

    Args:
        element: An element of a page.
        index: Rules, as `index_rules` orders them.

    Yields:
        Each rule.
    """
    keys = ["*", element.tag]
    id_ = element.get("id")
    if id_:
        keys.append(f"#{id_}")
    names = element.get("class")
    if names:
        keys += [f".{name}" for name in set(names.split())]
    for key in keys:
        for rule in index.get(key, ()):
            if rule.selector.matches(element):
                yield rule


def _key(selector: Selector) -> str:
    last = selector.last
    if last.id:
        return f"#{last.id}"
    if last.classes:
        return f".{min(last.classes)}"
    return last.tag or "*"


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """The selectors and declarations of each rule that holds on a screen."""
    around: list[bool] = []
    group: str | None = None
    start = 0
    for token in _TOKEN.finditer(css):
        mark = token[0]
        if mark == "{" and group is None:
            before = css[start : token.start()].strip()
            start = token.end()
            if before.startswith("@"):
                around.append(_holds(before))
            else:
                group = before
        elif mark == ";" and group is None:
            start = token.end()
        elif mark == "}":
            if group is not None:
                if all(around):
                    yield group, css[start : token.start()]
                group = None
            elif around:
                around.pop()
            start = token.end()


def _holds(at_rule: str) -> bool:
    """Whether the rules inside an at-rule hold for a reader at a screen."""
    name, _, condition = at_rule[1:].partition(" ")
    if name.lower().startswith("media"):
        return _applies(at_rule[6:])
    return name.lower() in ("supports", "layer") and "not" not in condition.split()


def _applies(media: str) -> bool:
    return not media.strip() or any(_is_screen(query) for query in media.lower().split(","))


def _is_screen(query: str) -> bool:
    rest = query
    for bound, number, unit in _WIDTH.findall(query):
        pixels = int(number) * (1 if unit == "px" else 16)
        if (pixels > _SCREEN) if bound == "min" else (pixels < _SCREEN):
            return False
    rest = _WIDTH.sub("", rest)
    words = set(rest.split()) - {"only", "and"}
    return words <= {"screen", "all"}
