"""Notes at the foot of a page: small type below all other text, which begins with a mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingestion.parsers.pdf.fragments import Fragment

_SMALL = 0.9  # of the body's type
_DEFAULT_SIZE = 10.0  # points; of a document without text
_NOTE_MARK = re.compile(
    r"\s*(?:[①-⑳]|[\[［〔]\d{1,3}[\]］〕]|[（(]\d{1,3}[)）]|"
    r"\d{1,3}(?=[\s.、．\u4e00-\u9fff《“])|[*†‡]|注[：:\d])"
)


def body_size(pages: Iterable[Sequence[Fragment]]) -> float:
    """Find the size of the type in which most of a document is set.

    Args:
        pages: The fragments of each page.

    Returns:
        The size in points, rounded to half points.
    """
    sizes: Counter[float] = Counter()
    for page in pages:
        for fragment in page:
            half_points = round(fragment.size * 2)
            sizes[half_points / 2] += len(fragment.text)
    for size, _ in sizes.most_common(1):
        return size
    return _DEFAULT_SIZE


def take_notes(page: Sequence[Fragment], body: float) -> tuple[list[Fragment], list[Fragment]]:
    """Separate the notes of a page from its text.

    Args:
        page: The fragments of the page.
        body: The size of the document's type, in points.

    Returns:
        The fragments of the text, and those of the notes.

    >>> body = Fragment("正文", 0, 0, 20, 10, 10)
    >>> note = Fragment("① 见《工会法》。", 0, 90, 60, 98, 8)
    >>> take_notes([body, note], 10)[1] == [note]
    True
    """
    others = [fragment for fragment in page if fragment.size >= _SMALL * body]
    if not others:
        return list(page), []
    notes = _find_notes(
        page,
        others,
        _SMALL * body,
    )
    taken = {id(note) for note in notes}
    text = [fragment for fragment in page if id(fragment) not in taken]
    return text, notes


def _find_notes(
    page: Sequence[Fragment],
    others: Sequence[Fragment],
    limit: float,
) -> list[Fragment]:
    """The fragments below a size at the foot of a page, from the first mark of a note on."""
    small = [fragment for fragment in page if fragment.size < limit]
    small.sort(key=lambda fragment: fragment.top)
    at_foot = [fragment for fragment in small if _is_below_all(fragment, others)]
    for fragment in at_foot:
        if begins_note(fragment.text):
            begin = fragment.top - 0.5 * fragment.size
            return [other for other in at_foot if other.top >= begin]
    return []


def begins_note(text: str) -> bool:
    """Say whether a line begins with the mark of a note.

    Args:
        text: The line.

    Returns:
        Whether it does.
    """
    return bool(_NOTE_MARK.match(text))


def _is_below_all(fragment: Fragment, others: Iterable[Fragment]) -> bool:
    """Whether no other text of the same column stands below a fragment or beside it."""
    for other in others:
        is_above = other.bottom <= fragment.top + 1
        if not is_above and _share_width(fragment, other):
            return False
    return True


def _share_width(first: Fragment, second: Fragment) -> bool:
    return first.x0 < second.x1 and second.x0 < first.x1
