"""What the head of a list leaves out: 除《乙》外, 除第3、5项外, 但下列规定除外."""

from __future__ import annotations

import re

from corpus.notation.numerals import NUMERAL, to_int
from corpus.notation.work_keys import work_key
from law.structure.acts.sentences import Sentence

_MOST_ITEMS = 500
_ITEM_NUMBERS = re.compile(rf"第?\s*(?P<number>{NUMERAL}{{1,4}})\s*(?=[、，,和及至与项件号个])")
_OF_ITEMS = re.compile(rf"第?\s*+{NUMERAL}++[^，。；]{{0,30}}[项件号]")
_STAYS = re.compile(
    r"(?:下列|以下|如下|附件|附表|目录|清单)[^。；《》]{0,24}(?:除外|不在此列|不在此限|不包括|例外|不予废止|不废止)"
    r"|除(?:下列|以下|附件|附表|本[^，。]{0,6}所列|目录|清单)[^。；《》]{0,30}外"
)
"""Words of a head whose list is of exceptions: 但下列规定除外."""
_ITEM_EXCEPT = re.compile(r"除(?P<what>[^除。；]{1,120}?)(?:以|之)?外")


def kept_names(sentence: Sentence) -> frozenset[str]:
    """Return the names that the head of a list leaves out: 除《乙》外."""
    found: set[str] = set()
    for match in _ITEM_EXCEPT.finditer(sentence.masked):
        for title in sentence.titles:
            if match.start() <= title.start < match.end():
                found.add(work_key(sentence.text[title.start : title.end]))
    return frozenset(found)


def kept_items(sentence: Sentence) -> frozenset[int]:
    """Return the numbers of the entries that the head of a list leaves out: 除第3、5项外."""
    found: set[int] = set()
    for match in _ITEM_EXCEPT.finditer(sentence.masked):
        if not _OF_ITEMS.search(match["what"]):
            continue
        numbers = [to_int(number["number"]) for number in _ITEM_NUMBERS.finditer(match["what"])]
        known = [number for number in numbers if number is not None]
        if "至" in match["what"] and len(known) == 2:
            known = list(range(known[0], min(known[1], known[0] + _MOST_ITEMS) + 1))
        found.update(known)
    return frozenset(found)


def lists_exceptions(words: str) -> bool:
    """Check whether a head's list is of what is left out, or of what stays."""
    return _STAYS.search(words) is not None
