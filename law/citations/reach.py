"""Whose law a citation may mean: that of the text that cites, unless its words name a place.

Law of another jurisdiction never stands in for the law that is meant: 《劳动法》 in a text of the
mainland is no law of Vietnam, also where the archive has no other law of that name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.notation.references import Reference
from corpus.notation.territories import named_jurisdictions
from corpus.notation.work_keys import STATE, bare_key
from corpus.records import Jurisdiction

_BEFORE = 12  # characters before a name in which a place is looked for
_LINKS = re.compile("(?:地区|特别行政区|当局|政府)?(?:的|现行|现行的|之)?$")


@dataclass(frozen=True, slots=True)
class Reach:
    """The works that one citation may mean.

    Attributes:
        own: Whose law the citing text is.
        places: The jurisdictions that the words of the citation name.
        is_national: Whether the words name the state: 《中华人民共和国电车法》.
    """

    own: str = Jurisdiction.MAINLAND
    places: frozenset[str] = frozenset()
    is_national: bool = False

    @property
    def is_elsewhere(self) -> bool:
        """Whether law of another jurisdiction than the mainland is meant."""
        return bool(self.places) or self.own != Jurisdiction.MAINLAND

    def reaches(
        self,
        work: str,
        jurisdiction: str | None,
    ) -> bool:
        """Say whether a work may be meant.

        Args:
            work: The key of the work.
            jurisdiction: Whose law it is; a text that states none counts as one of the mainland.

        Returns:
            Whether it may.
        """
        of_work = jurisdiction or Jurisdiction.MAINLAND
        in_title = named_jurisdictions(bare_key(work))
        elsewhere = self.places - in_title
        if elsewhere:
            return of_work in elsewhere
        if of_work == self.own or of_work in in_title:
            return True
        # 香港特别行政区基本法 is law of the mainland that holds in Hong Kong.
        return of_work == Jurisdiction.MAINLAND and (self.is_national or self.own in in_title)


def reach_of(
    reference: Reference,
    text: str,
    own: str | None,
) -> Reach:
    """Find out whose law a citation may mean.

    Args:
        reference: The citation.
        text: The text that cites.
        own: Whose law that is; None where nothing says it.

    Returns:
        What the citation reaches.
    """
    before = text[max(0, reference.span.start - _BEFORE) : reference.span.start]
    return Reach(
        own or Jurisdiction.MAINLAND,
        named_jurisdictions(reference.name) | _place_at_end(before),
        STATE in reference.name,
    )


def _place_at_end(words: str) -> frozenset[Jurisdiction]:
    """The jurisdiction whose name ends some words: 根据越南 before 《劳动法》."""
    if not named_jurisdictions(words):
        return frozenset()
    head = _LINKS.sub("", words)
    shorter = head[:-1]
    return named_jurisdictions(head) - named_jurisdictions(shorter) if head else frozenset()
