"""Which annex a head of a list names, and which annex a line opens."""

from __future__ import annotations

import re

from corpus.notation.numerals import NUMERAL, to_int
from law.structure.acts.sentences import Sentence

_ANNEX_LINE = re.compile(
    rf"^[\s　]*附\s*[件表]?\s*(?P<number>{NUMERAL}{{1,3}})\s*(?:[：:.．、]|$|[\s　])"
)
_OTHER_FATE = re.compile("修改|修订|保留|继续有效|执行|适用")
_CLAUSE_END = re.compile("[，,：:]")
_ANNEX_NAMED = re.compile(rf"附\s*[件表]\s*(?P<number>{NUMERAL}{{1,3}})")


def annexes_of(sentence: Sentence, verb: re.Match[str]) -> frozenset[int]:
    """Return the numbers of the annexes whose norms a head ends: 废止附件2所列规章.

    Args:
        sentence: The head.
        verb: Its verb.

    Returns:
        The annexes of the clause of the verb; where it also speaks of what is kept or amended, the
        one that stands next to the verb.
    """
    masked = sentence.masked
    begin = max(masked.rfind(mark, 0, verb.start()) for mark in "，,：:") + 1
    following = _CLAUSE_END.search(masked, verb.end())
    end = following.start() if following else len(masked)
    clause = masked[begin:end]
    named = list(_ANNEX_NAMED.finditer(clause))
    if len(named) > 1 and _OTHER_FATE.search(clause):
        place = verb.start() - begin
        named = [min(named, key=lambda match: abs(match.start() - place))]
    numbers = (to_int(match["number"]) for match in named)
    return frozenset(number for number in numbers if number is not None)


def annex_number(sentence: Sentence) -> int | None:
    """Return the number of the annex that a line opens; None for another line."""
    match = _ANNEX_LINE.match(sentence.text)
    return to_int(match["number"]) if match else None
