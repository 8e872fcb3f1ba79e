"""Which numbers stand where, and which names are still free: what a reader who has only one line
before him cannot know.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from corpus.records import Level
from law.structure.contents import next_from
from law.structure.lines import TextLine

NO_SEPARATORS = str.maketrans("#/@~", "＃／＠～")
"""A name in an id must not hold the marks that divide an id."""


def unused(path: str, taken: Counter[str]) -> str:
    """A path that no unit of the document has yet: itself, else with a number behind it."""
    name = path
    while taken[name]:
        taken[path] += 1
        name = f"{path}~{taken[path]}"
    taken[name] += 1
    return name


class Places:
    """Where each article number stands in a document, and where counting may begin anew: at annexes
    and at first articles.
    """

    def __init__(self, lines: Iterable[tuple[int, TextLine]]) -> None:
        self._places: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._stops: list[int] = []
        for index, line in lines:
            mark = None if line.row else line.mark
            if mark and mark.family == "条":
                self._places[mark.number].append(index)
            if mark and (
                mark.level is Level.ANNEX or (mark.family == "条" and mark.number == (1, 0))
            ):
                self._stops.append(index)

    def come_later(self, number: tuple[int, int], index: int) -> bool:
        """Whether an article of this number stands behind line `index`, before counting may begin
        anew.
        """
        place = next_from(self._places.get(number, []), index + 1)
        stop = next_from(self._stops, index + 1)
        return place is not None and (stop is None or place <= stop)
