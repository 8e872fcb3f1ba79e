"""What is handed in and out: where a citing text stands, and the references that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.records import Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where a citing text stands: what words like 本法, 前条, 本条第二款, 前款 and a bare 第三条 depend on.

    `work` is the key of its work (`corpus.names.work_key`), `article` the canonical label of the citing article, None in a text
    that has no articles (a judgment, a decision's item). `previous` are the labels of the articles before it in its document, the
    nearest last (前两条 needs two). `paragraph` is the number of the paragraph with which the text begins: 1, unless it is a later piece.
    `amends` is the key of the work that a decision changes; `subject` the one that articles without a name belong to where the
    text has none itself: the law named in the piece before, or in the title. `defined` are the names that the document
    explains (以下简称“解释”) and the keys that they stand for.
    """

    work: str | None = None
    article: str | None = None
    previous: tuple[str, ...] = ()
    paragraph: int = 1
    amends: str | None = None
    subject: str | None = None
    defined: Mapping[str, str] = field(default_factory=dict)


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
