"""A reference to a provision, as a text or a question writes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.records import Span


class ReferenceDoubt(StrEnum):
    """What of a reference cannot be read with certainty."""

    NUMERAL = "numeral"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Reference:
    """One cited provision.

    Attributes:
        text: The words: name and article, or in a list the article alone.
        span: Where the words stand.
        name: The work as written, "" where the words name none.
        names: The keys of the works that may be meant, the likeliest first.
        article: The canonical label (第三十八条, 第一百二十条之一); None cites the law as a whole.
        paragraph: The number of the paragraph (款).
        item: The number of the item (项).
        relative: Whether it means this version of the citing text's own work (前款, 本法第三条).
        former: Whether it means a law as it stood before the citing decision changed it.
        year: The year of the version that the words name: 2018年修订的《电车法》.
        doubt: What cannot be read with certainty: a misread numeral (第三卜条), or the work that
            该条例 means. None where all is plain.
    """

    text: str
    span: Span
    name: str
    names: tuple[str, ...]
    article: str | None
    paragraph: int | None = None
    item: int | None = None
    relative: bool = False
    former: bool = False
    year: int | None = None
    doubt: ReferenceDoubt | None = None

    @property
    def work(self) -> str:
        """The key of the work that the words name, as far as the words alone show it."""
        return self.names[0]
