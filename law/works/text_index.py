"""Finds the texts of a work that a file may belong to, without comparing it with each of them.

A work may have thousands of texts, such as the letters of one form. Only texts that have a unit,
all paths or the date in common with a file are compared with it, and of those only some. What is
found depends on the order of the texts, which the files decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from heapq import nsmallest

from law.works.contents import FileUnits
from law.works.texts import WorkText

_MOST_TEXTS = 40
"""Texts that are looked up by one unit, one date or one set of paths."""

_MOST_COMPARED = 8
"""Texts that are compared with a file because they share most of its units."""


class TextIndex:
    """The texts of a work in their order, by what a further file may share with them.

    Attributes:
        texts: The texts.
    """

    def __init__(self) -> None:
        self.texts: list[WorkText] = []
        self._places: dict[Hashable, list[int]] = {}

    def add(
        self,
        text: WorkText,
        units: FileUnits,
    ) -> None:
        """Add a text.

        Args:
            text: The text.
            units: Its only file.
        """
        self.texts.append(text)
        self._register(units, len(self.texts) - 1)

    def extend(
        self,
        place: int,
        units: FileUnits,
    ) -> None:
        """Note a file that joined a text.

        Args:
            place: The place of the text.
            units: The file.
        """
        self._register(units, place)

    def redate(self, place: int) -> None:
        """Note that a text got another date.

        Args:
            place: The place of the text.
        """
        self._note(("date", self.texts[place].date), place)

    def first_of(self, date: str) -> WorkText | None:
        """Return the first text of a date.

        Args:
            date: The date.

        Returns:
            The text; None where there is none.
        """
        for place in self._places.get(("date", date), ()):
            if self.texts[place].date == date:
                return self.texts[place]
        return None

    def containing(self, units: FileUnits) -> list[int]:
        """Return the places of texts of which a file may be a mirror or a part.

        Args:
            units: The file.

        Returns:
            The places in their order.
        """
        found = {
            *self._places.get(("whole", _whole(units)), ()),
            *self._places.get(("date", units.date), ()),
        }
        rarest: list[int] | None = None
        for unit in units.texts.items():
            places = self._places.get(unit, [])
            if rarest is None or len(places) < len(rarest):
                rarest = places
        found.update(rarest or ())
        return sorted(found)

    def similar(self, units: FileUnits) -> list[int]:
        """Return the places of the texts that share most units with a file.

        Args:
            units: The file.

        Returns:
            The places in their order.
        """
        shared: Counter[int] = Counter()
        for unit in units.texts.items():
            shared.update(self._places.get(unit, ()))
        best = nsmallest(
            _MOST_COMPARED,
            shared,
            key=lambda place: (-shared[place], place),
        )
        alike = self._places.get(("paths", frozenset(units.texts)), [])
        return sorted({*best, *alike[:_MOST_COMPARED]})

    def _register(
        self,
        units: FileUnits,
        place: int,
    ) -> None:
        keys: Iterable[Hashable] = (
            *units.texts.items(),
            ("whole", _whole(units)),
            ("paths", frozenset(units.texts)),
            ("date", self.texts[place].date),
        )
        for key in keys:
            self._note(key, place)

    def _note(
        self,
        key: Hashable,
        place: int,
    ) -> None:
        places = self._places.setdefault(key, [])
        if len(places) < _MOST_TEXTS and place not in places:
            places.append(place)


def _whole(units: FileUnits) -> int:
    return hash(frozenset(units.texts.items()))
