"""The units of one file in a form that can be compared.

Two copies of a law rarely agree in white space, punctuation and character width.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property

from corpus.notation.numerals import parse_article
from corpus.records import Unit
from law.works.records import WorkFile

_FEWEST = 3
"""Articles of a text that can be complete."""

_SEPARATORS = re.compile(r"[\W_]+")
_FREQUENT = re.compile(r"[\s，。、；：“”（）《》]+")
"""Separators of nearly every sentence, most of them wide forms, which NFKC changes.

NFKC makes only separators of them, and composes none of them with the character behind it.
"""


class FileUnits:
    """The units of a file by path, with their texts in comparable form.

    Attributes:
        file: The file.
        date: The date of the text, None where it is unknown.
        date_weight: 0 where the date comes from the file name, which is the strongest, else 1.
        is_doubtful: Whether the date comes from the file name alone: no head note and no act names
            it. `law.works.grouping` decides this, as it knows all files.
        is_unauthorized: Whether its head note reports an act of a body that may not do it.
        units: By path, the pieces of the unit in the order of the text.
        texts: By path, the comparable text of the unit.
        articles: The paths that are articles.
    """

    def __init__(self, file: WorkFile) -> None:
        structure = file.structure
        self.file = file
        self.date = structure.date
        self.date_weight = 1
        evidence = structure.date_evidence
        if evidence and evidence.rule == "file name":
            self.date_weight = 0
        self.is_doubtful = False
        self.is_unauthorized = False
        self.units: dict[str, list[Unit]] = {}
        for unit in structure.units:
            pieces = self.units.setdefault(unit.path, [])
            pieces.append(unit)
        self.texts: dict[str, str] = {}
        self.articles: set[str] = set()
        for path, pieces in self.units.items():
            first = pieces[0]
            last = pieces[-1]
            text = file.text[first.start : last.end]
            self.texts[path] = comparable(text)
            if first.article:
                self.articles.add(path)

    @cached_property
    def is_complete(self) -> bool:
        """Whether the articles run from the first without a gap, and one says when they begin.

        An excerpt has a gap, or no closing article.
        """
        law = self.file.structure.law
        if law is None or not any(not stated.articles for stated in law.commencements):
            return False
        read = [parse_article(path) for path in self.articles]
        numbers = {label.number for label in read if label}
        is_short = len(self.articles) < _FEWEST
        return not is_short and numbers == set(range(1, len(numbers) + 1))

    def adds_to(self, other: FileUnits) -> bool:
        """Whether it has articles that are missing in a complete text.

        Args:
            other: The units of another file with the same date and otherwise the same text.
        """
        return other.is_complete and bool(self.articles - other.articles)


def comparable(text: str) -> str:
    """Remove white space, punctuation and differences of character width.

    Two copies of a law count as equal where the results are equal.

    Args:
        text: Any text.

    Returns:
        The letters, characters and digits of the text in NFKC form.

    >>> comparable("第一条　工资，按月支付。")
    '第一条工资按月支付'
    """
    # To ask whether a text is in NFKC form is far cheaper than to normalize it. Without the
    # frequent separators nearly every unit is.
    rest = _FREQUENT.sub("", text)
    if not unicodedata.is_normalized("NFKC", rest):
        rest = unicodedata.normalize("NFKC", text)
    return _SEPARATORS.sub("", rest)


def grams(text: str, size: int = 4) -> set[str]:
    """Collect the runs of characters (shingles) in a text.

    Args:
        text: Any text.
        size: The number of characters in a run.

    Returns:
        The different runs; of a text that is shorter than `size`, the text itself.

    >>> sorted(grams("按月支付工资"))
    ['按月支付', '支付工资', '月支付工']
    """
    count = max(1, len(text) - size + 1)
    return {text[start : start + size] for start in range(count)}
