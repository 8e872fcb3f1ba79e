"""What is beside the text of a page: beginnings of other texts, rankings, players, forms.

Lists of links and named boilerplate are removed before. What is left is decided by the place of the
sentences. When one element has nearly all of them, everything outside it that leads elsewhere (a
link, a picture, a button) belongs to the site. What leads nowhere may be a signature and stays. So
do titles, provisions, attachments, tables, and blocks with the same markup as the text.
"""

from __future__ import annotations

import re
from typing import Any

from ingestion.cleaning import Removals
from ingestion.parsers.html.boilerplate import Hear, bare, prose_of, text_of
from ingestion.parsers.html.removing import remove

_CONTAINERS = frozenset(
    (
        "div",
        "td",
        "article",
        "section",
        "main",
        "center",
        "form",
    )
)
_NEARLY_ALL = 0.9  # of the page's sentences
_LEAST = 200  # letters of sentences; with fewer the place of the text is uncertain
_ENDS = re.compile(r"[。！？；]")
_PROVISION = re.compile(r"(?:^|\n)[^\S\n]*第[零〇一二三四五六七八九十百千\d]{1,7}[条章节]")
_KEPT = re.compile(r"附\s*[件录表]|\.(?:docx?|wps|pdf|xlsx?|zip|rar)\b", re.IGNORECASE)
_LEADS = (
    "a",
    "img",
    "input",
    "button",
    "iframe",
    "video",
)
_HEADINGS = ("h1", "h2")


def drop_beside(
    body: Any,
    title: Any | None,
    removals: Removals,
    hear: Hear,
) -> None:
    """Remove what is beside the text of a page.

    Args:
        body: The body of the page; it is changed.
        title: The element of the page's title. It stays, and so does every element around it.
        removals: Where removals are counted.
        hear: Called with each text that is removed, since it may contain a byline.
    """
    main = _main(body)
    if main is None:
        return
    around = frozenset(() if title is None else (title, *title.iterancestors()))
    for element in _outside(main, body):
        if not _is_text(element, main, around):
            text = " ".join(text_of(element).split())
            for line in element.iter():
                hear(text_of(line))
            removals.add(
                "beside the text",
                1,
                text,
                len(bare(text)),
            )
            remove(element)


def _main(body: Any) -> Any | None:
    """Return the innermost container that has nearly all sentences of a page.

    None where that is the page itself, or where the page has too few sentences.
    """
    prose: dict[Any, int] = {}
    whole = _measure(body, prose, linked=False)
    if whole < _LEAST:
        return None
    main = found = body
    while found is not None:
        main = found if found.tag in _CONTAINERS else main
        found = next(
            (
                child
                for child in found
                if isinstance(child.tag, str) and prose[child] >= _NEARLY_ALL * whole
            ),
            None,
        )
    return None if main is body else main


def _measure(
    element: Any,
    prose: dict[Any, int],
    *,
    linked: bool,
) -> int:
    """Count the letters of an element's sentences that are in no link, bottom up."""
    linked = linked or (element.tag == "a" and bool(element.get("href")))
    count = 0 if linked else prose_of(element.text)
    for child in element:
        if isinstance(child.tag, str):
            count += _measure(child, prose, linked=linked)
        count += 0 if linked else prose_of(child.tail)
    prose[element] = count
    return count


def _outside(main: Any, body: Any) -> list[Any]:
    """The largest elements of the page that do not hold its text."""
    found: list[Any] = []
    inner = main
    while inner is not body:
        outer = inner.getparent()
        found += [child for child in outer if child is not inner and isinstance(child.tag, str)]
        inner = outer
    return found


def _is_text(
    element: Any,
    main: Any,
    around: frozenset[Any],
) -> bool:
    text = text_of(element)
    if element in around or not bare(text) or _PROVISION.search(text) or _KEPT.search(text):
        return True
    if element.getparent() is main.getparent() and (element.tag, element.get("class")) == (
        main.tag,
        main.get("class"),
    ):
        return True
    if next(element.iter(*_HEADINGS), None) is not None and not around:
        return True
    return element.tag in _HEADINGS or not any(map(_leads_elsewhere, element.iter(*_LEADS)))


def _leads_elsewhere(element: Any) -> bool:
    """Whether a link, picture or button does; a link to a place of the same page does not."""
    return element.tag != "a" or not str(element.get("href", "")).startswith("#")
