"""Whose law a citation may mean: that of the text that cites, unless its words name a place.

Law of another jurisdiction never stands in for the law that is meant: 《劳动法》 in a text of the
mainland is no law of Vietnam, also where the archive has no other law of that name.
"""

from __future__ import annotations

from corpus.notation.references import Reference
from corpus.notation.territories import Reach, named_jurisdictions, place_at_end
from corpus.notation.work_keys import STATE
from corpus.records import Jurisdiction

_BEFORE = 12  # characters before a name in which a place is looked for


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
        named_jurisdictions(reference.name) | place_at_end(before),
        STATE in reference.name,
    )
