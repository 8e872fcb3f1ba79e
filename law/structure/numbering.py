"""Which article numbers stand where in a document, and which paths are still free."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from corpus.records import Level
from law.structure.contents import next_from
from law.structure.lines import TextLine

NO_SEPARATORS = str.maketrans(
    {
        "#": "＃",
        "/": "／",
        "@": "＠",
        "~": "～",
    }
)
"""A name in an id must not hold the marks that divide an id."""


def unused(path: str, taken: Counter[str]) -> str:
    """Find a path that no unit of the document has yet, and take it.

    Args:
        path: The path that a unit should have.
        taken: How often each path was taken; this call is counted too.

    Returns:
        The path itself, else the path with ~ and a number behind it.
    """
    name = path
    while taken[name]:
        taken[path] += 1
        name = f"{path}~{taken[path]}"
    taken[name] += 1
    return name


class Places:
    """Where each article number stands, and where counting may begin again.

    At annexes and at first articles.
    """

    def __init__(self, lines: Iterable[tuple[int, TextLine]]) -> None:
        self._places: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._stops: list[int] = []
        for index, line in lines:
            mark = line.mark
            if mark is None or line.row:
                continue
            is_article = mark.family == "条"
            if is_article:
                self._places[mark.number].append(index)
            is_first = is_article and mark.number == (1, 0)
            if is_first or mark.level is Level.ANNEX:
                self._stops.append(index)

    def come_later(
        self,
        number: tuple[int, int],
        index: int,
    ) -> bool:
        """Check whether an article stands behind a line, before counting may begin again.

        Args:
            number: The number of the article, and of an inserted article the second number, else 0.
            index: The index of the line.

        Returns:
            True where it does.
        """
        place = next_from(self._places.get(number, []), index + 1)
        if place is None:
            return False
        stop = next_from(self._stops, index + 1)
        return stop is None or place <= stop

    def stands_once(self, number: tuple[int, int]) -> bool:
        """Check whether an article number stands at the start of one line alone.

        Args:
            number: The number of the article.

        Returns:
            True where no other line begins with it.
        """
        return len(self._places.get(number, ())) == 1

    def has(self, number: tuple[int, int]) -> bool:
        """Check whether an article number stands at the start of a line.

        Args:
            number: The number of the article.

        Returns:
            True where a line begins with it.
        """
        return number in self._places

    def go_on_before(
        self,
        number: tuple[int, int],
        earlier: tuple[int, int],
        index: int,
    ) -> bool:
        """Check whether articles go on behind a line before an earlier one is printed.

        Args:
            number: The number of the article of the line.
            earlier: A number that should have come before it, and stands behind the line.
            index: The index of the line.

        Returns:
            True where the next number stands between the line and the earlier one, as where a
            repealed article is printed at the end.
        """
        printed = next_from(self._places.get(earlier, []), index + 1)
        following = next_from(self._places.get((number[0] + 1, 0), []), index + 1)
        return following is not None and (printed is None or following < printed)
