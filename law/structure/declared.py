"""What a file declares of itself beside its text: the box of a government site, or markup.

The text itself always wins: a box is filled in by hand, and often for the page of another paper.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.records import Evidence, Stated
from law.structure.header import stated_date
from law.structure.norm_numbers import find_number

_NUMBERS = ("document_number", "number", "发文字号", "文号")
_LONGEST = 60  # characters of a number
_BOX = "information box"
_MARKUP = "markup"
_ALONE = re.compile(r"[^，。；、\s]+号")


def declared_number(metadata: Mapping[str, str]) -> Stated | None:
    """Read the document number that a file declares.

    Args:
        metadata: What the file says of itself.

    Returns:
        The number with the words that state it; None where there is none.

    >>> declared_number({"document_number": "澜政发[2019]31号", "information_box": "x"}).value
    '澜政发〔2019〕31号'
    """
    words = next((metadata[name] for name in _NUMBERS if metadata.get(name)), "")
    if not words or len(words) > _LONGEST:
        return None
    number = find_number(words)
    if number is None and _ALONE.fullmatch(words):
        number = words
    return None if number is None else Stated(number, Evidence(_rule(metadata), words))


def declared_date(metadata: Mapping[str, str]) -> tuple[str | None, Evidence | None]:
    """Read the day on which a file declares that its text was made.

    Args:
        metadata: What the file says of itself.

    Returns:
        The day in ISO form and the words that state it; None and None without one.
    """
    words = metadata.get("date_written", "")
    if metadata.get("work_uri"):  # markup has a day of the work and one of this version
        words = metadata.get("date", "")
    day = stated_date(words)
    return (day, Evidence(_rule(metadata), words)) if day else (None, None)


def _rule(metadata: Mapping[str, str]) -> str:
    if metadata.get("work_uri"):
        return _MARKUP
    return _BOX if metadata.get("information_box") else "metadata"
