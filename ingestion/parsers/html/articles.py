"""Where the texts of a page begin: the titles of the page and its articles become headings.

A page has several articles in two cases. Several `article` elements have a heading each. Or several
top-level headings have text below them, and none of them is the name of the site, a chapter (第一章)
or a section of a case (基本案情).
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from corpus.notation.case_headings import CASE_HEADINGS
from corpus.notation.marks import read_mark
from ingestion.formats.embedded_pages import RECORD
from ingestion.parsers.html.boilerplate import bare, is_site_name, text_of
from ingestion.parsers.html.facts import Title

_HEADINGS = ("h1", "h2", "h3", "h4")
_LEAST_TEXT = 60  # characters below a heading that make an article of it
_LEAST_HEADING = 6  # characters of an article's heading; 背景 and 结论 are parts of one
_PLAIN = re.compile(r"^[（(【]|[。；]$")


def mark_titles(body: Any, title: Title) -> list[str]:
    """Make top-level headings of the title of a page and of the titles of its articles.

    Args:
        body: The body of the page; it is changed.
        title: The title of the page.

    Returns:
        The titles of the articles where the page has several; else an empty list.
    """
    several = _by_element(body) or _by_rank(body)
    chosen = frozenset(several)
    for heading in several:
        heading.tag = "h1"
    if several:
        for other in list(body.iter("h1")):
            if other not in chosen and any(
                parent.tag == "article" for parent in other.iterancestors()
            ):
                other.tag = "h2"
        return [" ".join(text_of(heading).split()) for heading in several]
    if (
        title.element is not None
        and title.element.tag != "h1"
        and title.element.getparent() is not None
    ):
        _make_heading(title.element)
    return []


def _by_element(body: Any) -> list[Any]:
    """The first heading of each outermost article element, where there are several with a text."""
    articles = [
        one
        for one in body.iter("article")
        if not any(parent.tag == "article" for parent in one.iterancestors())
    ]
    long = [
        one for one in articles if RECORD in one.attrib or len(bare(text_of(one))) >= _LEAST_TEXT
    ]
    found = [heading for one in long if (heading := next(one.iter(*_HEADINGS), None)) is not None]
    return found if len(found) >= 2 else []


def _by_rank(body: Any) -> list[Any]:
    headings = [one for one in body.iter("h1") if not is_site_name(one)]
    if len(headings) < 2:
        return []
    texts = _below(body, headings)
    found = [
        one
        for one, length in zip(headings, texts, strict=True)
        if length >= _LEAST_TEXT and _may_title(bare(text_of(one)))
    ]
    return found if len(found) >= 2 and len(found) >= len(headings) - 1 else []


def _may_title(text: str) -> bool:
    return (
        len(text) >= _LEAST_HEADING
        and read_mark(text, heading=True) is None
        and not CASE_HEADINGS.match(text)
        and not _PLAIN.search(text)
    )


def _below(body: Any, headings: list[Any]) -> list[int]:
    """How many characters stand between each heading and the next."""
    place = {heading: number for number, heading in enumerate(headings)}
    lengths = [0] * len(headings)
    current = -1
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start" and element in place:
            current = place[element]
        text = element.text if event == "start" else element.tail
        if current >= 0:
            lengths[current] += len(bare(text or ""))
    return lengths


def _make_heading(element: Any) -> None:
    """Make one heading of all that an element holds; the element stays, as it may be a cell."""
    heading = etree.Element("h1")
    heading.text = text_of(element)
    for child in list(element):
        element.remove(child)
    element.text = None
    element.append(heading)
