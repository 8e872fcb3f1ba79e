"""A reference to a provision, as the words of a text or a question make it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.records import Span


@dataclass(frozen=True, slots=True)
class Reference:
    """One cited provision. `span` is where it stands, `text` the words there: name and article, or in a list the article alone.

    `name` is the work as written, "" where the words name none; `names` are the keys of the works that may be meant, most likely
    first. `article` is canonical: 第三十八条, 第一百二十条之一; None cites the law as a whole. `paragraph` is the 款, `item` the 项.
    `relative`: it means this very version of the citing text's own work (前款, 本法第三条). `former`: it means a law as it stood
    before the citing decision changed it.
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

    @property
    def work(self) -> str:
        """The key of the work that the words name, when nobody is asked which works there are."""
        return self.names[0]
