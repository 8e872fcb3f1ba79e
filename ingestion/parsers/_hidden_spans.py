"""HTML inside Markdown that hides text: spans and blocks of a hidden style, sheets, templates.

A style is judged as in a web page. A tag that is never closed hides nothing: programs that show
Markdown close it at the end of its paragraph or not at all.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from ingestion.cleaning import Removals

_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)((?:\s[^<>]*)?)>")
_MAY_HIDE = re.compile(
    r"<(?:template|noscript|style|script)\b|<[A-Za-z][^<>]*\s(?:style|hidden|color|bgcolor|class|id)\b",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"^[ ]{0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^[ ]{0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL
)
_COMMENT = re.compile(
    r"^[ ]{0,3}\[(?://|\^_\^|_|comment|comments?[^\]\n]{0,20})\]:[ \t]*(?:#|<>|<#>)[^\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""A definition that nothing refers to, as authors write comments in Markdown."""
_VOID = frozenset(("br", "hr", "img", "input", "wbr", "meta", "link", "col", "area", "source"))
_RAW = frozenset(("style", "script", "template", "noscript"))
_ELEMENTS = 20_000  # that are looked at; a page in Markdown has hundreds


def without_hidden(text: str, removals: Removals) -> str:
    """Remove what HTML hides in a Markdown text. Lines keep their numbers.

    Args:
        text: The text.
        removals: Where removals are counted.

    Returns:
        The text without the contents of hidden elements.
    """
    if "]:" in text:
        text = _COMMENT.sub(lambda match: _count_comment(match, removals), text)
    if "<" not in text or not _MAY_HIDE.search(text):
        return text
    spans = _Elements(text).hidden(removals)
    pieces: list[str] = []
    end = 0
    for start, stop in spans:
        if start < end:
            continue
        pieces.append(text[end:start])
        pieces.append("\n" * text.count("\n", start, stop))
        end = stop
    return "".join((*pieces, text[end:]))


def _count_comment(match: re.Match[str], removals: Removals) -> str:
    removals.add("comment", 1, match[0].strip(), len("".join(match[0].split())))
    return ""


class _Elements:
    """The HTML elements of a text that are closed again, as a tree."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[Any, tuple[int, int, int]] = {}
        self._root = etree.Element("html")
        self._sheets = etree.SubElement(self._root, "head")
        self._body = etree.SubElement(self._root, "body")
        self._build()

    def _build(self) -> None:
        code = [match.span() for match in _CODE.finditer(self._text)]
        at_code = 0
        open_: list[tuple[Any, str, int]] = []
        names: dict[str, int] = {}
        for count, tag in enumerate(_TAG.finditer(self._text)):
            if count > _ELEMENTS:
                break
            while at_code < len(code) and code[at_code][1] <= tag.start():
                at_code += 1
            if at_code < len(code) and code[at_code][0] <= tag.start():
                continue
            name = tag[2].lower()
            if not tag[1]:
                if name not in _VOID and not tag[3].endswith("/"):
                    around = open_[-1][0] if open_ else self._body
                    element = _element(around, name, tag[0])
                    open_.append((element, name, tag.start()))
                    names[name] = names.get(name, 0) + 1
            elif names.get(name):
                while open_:
                    element, opened, start = open_.pop()
                    names[opened] -= 1
                    if opened == name:
                        self._places[element] = (start, tag.start(), tag.end())
                        break

    def hidden(self, removals: Removals) -> list[tuple[int, int]]:
        """Where hidden elements are, each with its tags; they are counted."""
        from ingestion.parsers.html.visibility import hidden_elements

        found: list[tuple[int, int]] = []
        line = 1
        counted = 0
        for element in self._body.iter("style"):
            start, inner, _ = self._places.get(element, (0, 0, 0))
            content = self._text[start:inner].partition(">")[2]
            etree.SubElement(self._sheets, "style").text = "".join(
                sign for sign in content if sign.isprintable() or sign.isspace()
            )
        placed = [
            (*self._places[element], why)
            for element, why in hidden_elements(self._root, self._body)
            if element in self._places
        ]
        for start, inner, stop, why in sorted(placed):
            if found and start < found[-1][1]:
                continue
            found.append((start, stop))
            content = _TAG.sub("", self._text[start:inner])
            words = " ".join(content.split())
            if words:
                line += self._text.count("\n", counted, start)
                counted = start
                removals.add(
                    why,
                    1,
                    f"line {line}: {words}",
                    len("".join(words.split())),
                )
        return found


def _element(around: Any, name: str, tag: str) -> Any:
    """An element with the attributes of a tag."""
    element = etree.SubElement(around, name)
    if " " not in tag or name in ("body", "html"):
        return element
    parsed = etree.HTML(f"<body>{tag}</body>")
    found = parsed.find(f".//{name}") if parsed is not None else None
    for key, value in found.attrib.items() if found is not None else ():
        if etree.QName(key).namespace is None:
            element.set(key, value)
    return element
