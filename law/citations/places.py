"""Where a citing text stands."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

_NOTHING: Mapping[str, str] = MappingProxyType({})


class CitingPlace(NamedTuple):
    """Where a citing text stands.

    Words like 本法, 前条, 本条第二款, 前款 and a bare 第三条 depend on this place.

    Attributes:
        work: The key of the work that the text belongs to (`corpus.notation.work_keys.work_key`).
        article: The canonical label of the citing article; None in a text without articles, such
            as a judgment or an item of a decision.
        previous: The labels of the articles before it in its document, the nearest last. Several
            are needed for 前两条.
        paragraph: The number of the paragraph with which the text begins: 1, unless the text is a
            later piece of an article.
        amends: The key of the work that a decision changes.
        subject: The key of the work that articles without a name belong to, where the text has no
            articles: the law named in the piece before, or in the title.
        defined: Names that the document explains (以下简称“解释”), and the keys they stand for.
        named: The works that the passages before name, the nearest last, each with the keys that
            its name may have. 该条例 may mean one of them.
    """

    work: str | None = None
    article: str | None = None
    previous: tuple[str, ...] = ()
    paragraph: int = 1
    amends: str | None = None
    subject: str | None = None
    defined: Mapping[str, str] = _NOTHING
    named: tuple[tuple[str, ...], ...] = ()
