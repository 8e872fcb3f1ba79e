"""Selectors of style sheets: which elements of a page a rule is about.

lxml needs the package cssselect for this, which turns each selector into a search of the whole
page. A page has thousands of rules, of which few hide anything, so each element is compared with
those few.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

_PIECE = re.compile(
    r"""\s*(?P<combinator>[>+~])\s*
    |(?P<blank>\s+)
    |(?P<tag>\*|[a-zA-Z][\w-]*)
    |\#(?P<id>(?:[\w-]|\\.)+)
    |\.(?P<class>(?:[\w-]|\\.)+)
    |\[\s*(?P<attribute>[\w-]+)\s*(?:(?P<relation>[~|^$*]?=)\s*(?P<value>"[^"]*"|'[^']*'|[\w-]+)\s*[is]?\s*)?\]
    |(?P<pseudo>::?[\w-]+)(?:\((?P<argument>[^()]*)\))?""",
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\(.)")
_MOST_PIECES = 40  # of a selector; authors write a few
_ACTED = frozenset(
    (":hover", ":focus", ":active", ":target", ":checked", ":focus-within", ":focus-visible")
)
"""What is so while a reader points at something, or after they chose it."""
_IGNORED = frozenset((":root", ":link", ":any-link", ":scope"))
_STEP = re.compile(r"([+-]?\d*)n\s*([+-]\s*\d+)?")

Test = Callable[[Any], bool]


@dataclass(slots=True)
class Compound:
    """The part of a selector that is about one element.

    Attributes:
        tag: The name of the element; empty for any.
        id: Its id; empty for any.
        classes: Its classes.
        tests: What else must be so.
        is_acted: Whether it holds only after a reader did something.
    """

    tag: str = ""
    id: str = ""
    classes: set[str] = field(default_factory=set)
    tests: list[Test] = field(default_factory=list)
    is_acted: bool = False

    def matches(self, element: Any) -> bool:
        """Decide whether it is about an element.

        Args:
            element: An element of a page.

        Returns:
            True where it is.
        """
        if self.tag and element.tag != self.tag:
            return False
        if self.id and element.get("id") != self.id:
            return False
        if self.classes and not self.classes.issubset(element.get("class", "").split()):
            return False
        return all(test(element) for test in self.tests)


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector: the compounds from the last to the first, with what is between them.

    Attributes:
        last: The compound of the element that is styled.
        before: A combinator and a compound each, from right to left.
        weight: How much the selector weighs: ids, classes, names.
    """

    last: Compound
    before: tuple[tuple[str, Compound], ...]
    weight: tuple[int, int, int]

    @property
    def is_acted(self) -> bool:
        """Whether it holds only after a reader did something."""
        return self.last.is_acted or any(compound.is_acted for _, compound in self.before)

    def matches(self, element: Any) -> bool:
        """Decide whether the selector is about an element.

        Args:
            element: An element of a page.

        Returns:
            True where it is.
        """
        if not self.last.matches(element):
            return False
        places = [element]
        for combinator, compound in self.before:
            places = [
                place
                for found in places
                for place in _places(found, combinator)
                if compound.matches(place)
            ]
            if not places:
                return False
            if combinator in (" ", "~"):
                places = list(dict.fromkeys(places))
        return True


def _places(element: Any, combinator: str) -> Iterator[Any]:
    if combinator == " ":
        yield from element.iterancestors()
    elif combinator == ">":
        parent = element.getparent()
        if parent is not None:
            yield parent
    elif combinator == "~":
        yield from element.itersiblings(preceding=True)
    else:
        before = element.getprevious()
        if before is not None:
            yield before


def split_group(group: str) -> list[str]:
    """Split a group of selectors at its commas, not at those in brackets.

    Args:
        group: What stands before the declarations of a rule.

    Returns:
        The selectors.
    """
    if "(" not in group and "[" not in group:
        return group.split(",")
    parts: list[str] = []
    depth = 0
    start = 0
    for at, mark in enumerate(group):
        if mark in "([":
            depth += 1
        elif mark in ")]":
            depth -= 1
        elif mark == "," and depth <= 0:
            parts.append(group[start:at])
            start = at + 1
    parts.append(group[start:])
    return parts


def read_selector(text: str) -> Selector | None:
    """Read one selector.

    Args:
        text: The selector.

    Returns:
        The selector; None where it is about no element, or asks for what is not known here.
    """
    compounds = [Compound()]
    combinators: list[str] = []
    counts = [0, 0, 0]
    at = 0
    text = text.strip()
    for _ in range(_MOST_PIECES):
        if at == len(text):
            break
        piece = _PIECE.match(text, at)
        if piece is None:
            return None
        at = piece.end()
        if piece["combinator"] or piece["blank"]:
            combinators.append(piece["combinator"] or " ")
            compounds.append(Compound())
        elif not _take(compounds[-1], piece, counts):
            return None
    if at != len(text) or not text:
        return None
    last = compounds.pop()
    before = tuple(zip(reversed(combinators), reversed(compounds), strict=True))
    return Selector(last, before, (counts[0], counts[1], counts[2]))


def _take(
    compound: Compound,
    piece: re.Match[str],
    counts: list[int],
) -> bool:
    """Add a piece to a compound; False where it is not known."""
    if piece["tag"]:
        compound.tag = "" if piece["tag"] == "*" else piece["tag"].lower()
        counts[2] += bool(compound.tag)
    elif piece["id"]:
        compound.id = _ESCAPED.sub(r"\1", piece["id"])
        counts[0] += 1
    elif piece["class"]:
        compound.classes.add(_ESCAPED.sub(r"\1", piece["class"]))
        counts[1] += 1
    elif piece["attribute"]:
        counts[1] += 1
        value = (piece["value"] or "").strip("\"'")
        compound.tests.append(_attribute_test(piece["attribute"].lower(), piece["relation"], value))
        compound.is_acted = compound.is_acted or piece["attribute"].lower() in (
            "open",
            "aria-expanded",
        )
    else:
        counts[1] += 1
        return _take_pseudo(compound, piece["pseudo"].lower(), piece["argument"])
    return True


def _take_pseudo(
    compound: Compound,
    name: str,
    argument: str | None,
) -> bool:
    if name in _IGNORED:
        return True
    if name in _ACTED:
        compound.is_acted = True
        compound.tests.append(lambda _: False)
        return True
    if name == ":not" and argument:
        inner = read_selector(argument)
        if inner is None or inner.before:
            return False
        excluded = inner.last
        compound.tests.append(lambda element: not excluded.matches(element))
        return True
    test = _place_test(name, argument or "")
    if test is not None:
        compound.tests.append(test)
    return test is not None


def _attribute_test(
    name: str,
    relation: str | None,
    value: str,
) -> Test:
    if relation is None:
        return lambda element: name in element.attrib
    if relation == "=":
        return lambda element: element.get(name) == value
    if relation == "~=":
        return lambda element: value in element.get(name, "").split()
    if relation == "^=":
        return lambda element: bool(value) and element.get(name, "").startswith(value)
    if relation == "$=":
        return lambda element: bool(value) and element.get(name, "").endswith(value)
    if relation == "*=":
        return lambda element: bool(value) and value in element.get(name, "")
    return lambda element: element.get(name, "").split("-")[0] == value


def _place_test(name: str, argument: str) -> Test | None:
    """A test for the place among the children of the parent."""
    places = {
        ":first-child": (False, False, (0, 1)),
        ":last-child": (False, True, (0, 1)),
        ":first-of-type": (True, False, (0, 1)),
        ":last-of-type": (True, True, (0, 1)),
    }
    counted = {
        ":nth-child": (False, False),
        ":nth-last-child": (False, True),
        ":nth-of-type": (True, False),
        ":nth-last-of-type": (True, True),
    }
    if name in places:
        of_type, from_end, step = places[name]
    elif name in counted:
        of_type, from_end = counted[name]
        found = _read_step(argument)
        if found is None:
            return None
        step = found
    else:
        return None

    def is_there(element: Any) -> bool:
        names = (element.tag,) if of_type else ("*",)
        before = sum(1 for _ in element.itersiblings(*names, preceding=not from_end))
        every, first = step
        at = before + 1 - first
        return at == 0 if every == 0 else at % every == 0 and at // every >= 0

    return is_there


def _read_step(argument: str) -> tuple[int, int] | None:
    text = argument.strip().lower()
    known = {"odd": (2, 1), "even": (2, 0)}.get(text)
    if known:
        return known
    if text.isdecimal():
        return 0, int(text)
    step = _STEP.fullmatch(text)
    if step is None:
        return None
    every = {"": 1, "+": 1, "-": -1}.get(step[1])
    return int(step[1]) if every is None else every, int((step[2] or "0").replace(" ", ""))
