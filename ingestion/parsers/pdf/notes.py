"""Notes at the foot of a page: told by small type below all else, and by the mark with which the first one begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingestion.parsers.pdf.fragments import Fragment

_SMALL = 0.9  # of the body's type
_BEGINS = re.compile(
    r"\s*(?:[①-⑳]|[\[［〔]\d{1,3}[\]］〕]|[（(]\d{1,3}[)）]|\d{1,3}(?=[\s.、．\u4e00-\u9fff《“])|[*†‡]|注[：:\d])"
)


def body_size(pages: Iterable[Sequence[Fragment]]) -> float:
    """The size of the type in which most of a document is set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for one in page:
            sizes[round(one.size * 2) / 2] += len(one.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def take_notes(page: Sequence[Fragment], body: float) -> tuple[list[Fragment], list[Fragment]]:
    """A page's text and its notes.

    >>> body = Fragment("正文", 0, 0, 20, 10, 10)
    >>> note = Fragment("① 见《工会法》。", 0, 90, 60, 98, 8)
    >>> take_notes([body, note], 10)[1] == [note]
    True
    """
    small = sorted((one for one in page if one.size < _SMALL * body), key=lambda one: one.top)
    others = [one for one in page if one.size >= _SMALL * body]
    at_foot = [
        one
        for one in small
        if all(other.bottom <= one.top + 1 or not _share_width(one, other) for other in others)
    ]
    first = next((one for one in at_foot if _BEGINS.match(one.text)), None)
    if first is None or not others:
        return list(page), []
    notes = [one for one in at_foot if one.top >= first.top - 0.5 * first.size]
    taken = {id(one) for one in notes}
    return [one for one in page if id(one) not in taken], notes


def begins_note(text: str) -> bool:
    """Whether a line begins with a note's mark."""
    return bool(_BEGINS.match(text))


def _share_width(one: Fragment, other: Fragment) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1
