"""Which work the words of one text mean that name none: 本法, 该条例, a bare 第三条, a quotation's 本解释.

What has been named is remembered while the text is read. Looking the work up by its article number alone was set aside: every law
has a 第三条.
"""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.notation.cited_names import Name
from law.citations.places import CitingPlace

_PRINTED = re.compile(r"(?:[。\n…]|[^，、]\s)\s*(?:\d{1,2}[、.．])?\s*$")
_LABEL_END = re.compile(r"[\s　：:【（(]|$")
# 依照刑法第三百六十四条定罪处罚：⏎（一）数量达到第一条规定的标准…: the item goes back to the own articles
_BREAK = re.compile(r"[。\n]")
_SENTENCE = 1000  # characters of the longest sentence that lists provisions


class Meaning:
    """What one text has named so far, and whether reading stands inside a quotation.

    `own` is the text's work; `subject` the one that articles without a name belong to where the text has none itself
    (`has_articles`); `heading` the one that heads printed articles.
    """

    def __init__(self, text: str, place: CitingPlace) -> None:
        self.text = text
        self.amends = place.amends is not None
        self.has_articles = place.article is not None and not self.amends
        self.own = Name("", (place.work,), 0, 0) if place.work else None
        subject = place.amends or place.subject
        self.subject = Name("", (subject,), 0, 0) if subject else None
        self.heading = None if self.amends else self.subject
        self.named: list[Name] = []
        self.quotes = 0
        self._outside = 0

    @property
    def last(self) -> Name | None:
        """The work named last."""
        return self.named[-1] if self.named else None

    @property
    def has_own_parts(self) -> bool:
        """Whether 前款 and 第二款 mean something here: in an article, outside quotations."""
        return self.has_articles and self.own is not None and not self.quotes

    def quote(self, mark: str) -> None:
        """Go into a quotation, or out of it: what a decision's new text cites is not what the decision goes on with."""
        if mark == "“":
            self._outside = self._outside if self.quotes else len(self.named)
            self.quotes += 1
            return
        self.quotes = max(0, self.quotes - 1)
        if not self.quotes and self.amends:
            del self.named[self._outside :]

    def name(self, name: Name, end: int) -> None:
        """Remember what was named, and that its provisions ended at `end`."""
        self.named.append(replace(name, end=end))

    def go_on(self, name: Name, end: int) -> None:
        """Remember that the work named last was meant again, up to `end`."""
        if self.last and name.keys == self.last.keys:
            self.named[-1] = replace(self.last, end=end)

    def back(self, which: str, sort: str) -> Name | None:
        """The work that 本法, 该条例 mean (`which` 本, 该; `sort` 法, 条例); inside a quotation the one that is quoted."""
        if which != "本":
            fitting = [one for one in reversed(self.named) if _is_of_sort(one.keys[0], sort)]
            return next(iter(fitting), self.last or self.subject or self.own)
        if not self.quotes and (
            self.has_articles or (self.own and _is_of_sort(self.own.keys[0], sort))
        ):
            return self.own
        fitting = [
            one
            for one in (self.subject, *reversed(self.named))
            if one and _is_of_sort(one.keys[0], sort)
        ]
        return next(iter(fitting), None if self.quotes else self.own)

    def division(self) -> Name | None:
        """The work that 本章 belongs to."""
        return (self.subject or self.last) if self.quotes or self.amends else self.own

    def bare(self, start: int, end: int) -> Name | None:
        """The work of an article at `start` that has no name: the one named before it in the sentence, the own one, or the subject.

        None where the article is printed as a law's own and not cited, or where nothing tells.
        """
        if (
            self.heading
            and not self.has_articles
            and not self.quotes
            and _PRINTED.search(self.text, max(0, start - 6), start)
        ):
            return self.heading
        last = self.last
        between = self.text[last.end : min(start, last.end + _SENTENCE)] if last else ""
        if last and between.count("）") > between.count(
            "（"
        ):  # （《刑法修正案（九）》第三十三条）: said in passing
            last = None
        elif last and len(between) < _SENTENCE and not _BREAK.search(between):
            return None if self.has_articles and self._is_label(start, end) else last
        if (self.quotes or self.has_articles) and self._is_label(start, end):
            return None
        if self.quotes:
            return self.subject or last
        return self.own if self.has_articles else last or self.subject

    def _is_label(self, start: int, end: int) -> bool:
        """An article that is quoted or printed: 第三条 at a line's start, followed by its text."""
        before = self.before(start)
        return (not before or before[-1] in "\n“") and bool(_LABEL_END.match(self.text, end))

    def before(self, start: int) -> str:
        """The last characters before a place, blanks aside; "" at the text's beginning."""
        return self.text[max(0, start - 20) : start].rstrip(" 　")


def _is_of_sort(key: str, sort: str) -> bool:
    """Whether a work may call itself 本法, 本条例: its title ends so."""
    title = re.sub(r"（[^（）]*）$", "", key)
    return title.endswith((sort, f"{sort}典"))
