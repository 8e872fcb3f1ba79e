"""What one carrier holds, made comparable: two copies of a law rarely agree in white space, punctuation and width."""

from __future__ import annotations

import re
import unicodedata

from corpus.records import Unit
from law.works.records import WorkFile

_SEPARATORS = re.compile(r"[\W_]+")


class Contents:
    """A carrier's units by path, with their texts made comparable."""

    def __init__(self, carrier: WorkFile) -> None:
        self.carrier = carrier
        self.date = carrier.structure.date
        evidence = carrier.structure.date_evidence
        self.date_weight = 0 if evidence and evidence.rule == "file name" else 1
        self.units: dict[str, list[Unit]] = {}
        for unit in carrier.structure.units:
            self.units.setdefault(unit.path, []).append(unit)
        self.texts = {
            path: comparable(carrier.text[units[0].start : units[-1].end])
            for path, units in self.units.items()
        }
        self.articles = {path for path, units in self.units.items() if units[0].article}


def comparable(text: str) -> str:
    """A text without white space, punctuation and differences of width: what two copies of a law must share to be one."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))


def grams(text: str, size: int = 4) -> set[str]:
    """The runs of `size` characters in a text; of a shorter one itself."""
    return {text[start : start + size] for start in range(max(1, len(text) - size + 1))}
