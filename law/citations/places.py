"""Where a citing text stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CitingPlace:
    """Where a citing text stands: what words like 本法, 前条, 本条第二款, 前款 and a bare 第三条 depend on.

    `work` is the key of its work (`corpus.notation.work_keys.work_key`), `article` the canonical label of the citing article, None in a text
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
