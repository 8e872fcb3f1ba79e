"""Which work a text means where it names none: 本法, 该条例, a bare 第三条, 本解释 in a quotation.

The names are remembered while the text is read. Looking the work up by its article number alone was
set aside, because every law has a 第三条.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from corpus.notation.cited_names import Name
from corpus.notation.work_keys import bare_key
from law.citations.places import CitingPlace

_PRINTED = re.compile(r"(?:[。\n…]|[^，、]\s)\s*(?:\d{1,2}[、.．])?\s*$")
_LABEL_END = re.compile(r"[\s　：:【（(]|$")
# 依照刑法第三百六十四条定罪处罚：⏎（一）数量达到第一条规定的标准…: the item cites the own articles again.
_BREAK = re.compile(r"[。\n]")
_LONGEST_SENTENCE = 1000  # characters of a sentence that lists provisions
_REMEMBERED = 50  # names among which 该条例 is looked for; a bad text may have thousands
_COURTS = ("最高人民法院", "最高人民检察院")
_TITLE_REMARK = re.compile(r"（[^（）]*）$")


class Meaning:
    """The works that one text has named so far, and whether reading stands inside a quotation.

    Attributes:
        text: The text.
        amends: Whether the text belongs to a decision that changes another work.
        has_articles: Whether the text has articles itself.
        own: The work of the text.
        subject: The work that articles without a name belong to, where the text has no articles.
        heading: The work that heads printed articles.
        before_text: The keys of the works that the passages before named, the nearest last.
        named: The works named so far.
        quotes: How many quotations are open.
    """

    def __init__(
        self,
        text: str,
        place: CitingPlace,
    ) -> None:
        self.text = text
        self.amends = place.amends is not None
        self.has_articles = place.article is not None and not self.amends
        self.own = _nameless(place.work)
        self.subject = _nameless(place.amends or place.subject)
        self.heading = None if self.amends else self.subject
        self.before_text = place.named
        self.named: list[Name] = []
        self.quotes = 0
        self._named_outside = 0
        self._own_end: int | None = None

    @property
    def last(self) -> Name | None:
        """The work named last."""
        return self.named[-1] if self.named else None

    @property
    def has_own_parts(self) -> bool:
        """Whether 前款 and 第二款 mean something here: in an article, outside quotations."""
        return self.has_articles and self.own is not None and not self.quotes

    def quote(self, mark: str) -> None:
        """Go into a quotation, or out of it.

        What the new text in a decision cites is not what the decision itself goes on with.

        Args:
            mark: The quotation mark, “ or ”.
        """
        if mark == "“":
            if not self.quotes:
                self._named_outside = len(self.named)
            self.quotes += 1
            return
        self.quotes = max(0, self.quotes - 1)
        if not self.quotes and self.amends:
            del self.named[self._named_outside :]

    def name(
        self,
        name: Name,
        end: int,
    ) -> None:
        """Remember a work that was named.

        Args:
            name: The work.
            end: Where its provisions ended.
        """
        self.named.append(replace(name, end=end))

    def go_on(
        self,
        name: Name,
        end: int,
    ) -> None:
        """Remember that the work named last was meant again.

        Args:
            name: The work that was meant.
            end: Where its provisions ended.
        """
        if self.own and name.keys == self.own.keys:
            self._own_end = end
        if self.last and name.keys == self.last.keys:
            self.named[-1] = replace(self.last, end=end)

    def back(
        self,
        which: str,
        sort: str,
    ) -> Name | None:
        """Find the work that 本法 or 该条例 means; inside a quotation, the quoted work.

        Args:
            which: The first word: 本, 该.
            sort: The kind of work: 法, 条例.

        Returns:
            The work, None where nothing shows it.
        """
        if which != "本":
            return self._last_of_sort(sort) or self._other_of_sort(sort)
        own_fits = self.own is not None and _is_of_sort(self.own, sort)
        if not self.quotes and (self.has_articles or own_fits):
            return self.own
        if self.subject and _is_of_sort(self.subject, sort):
            return self.subject
        fitting = self._last_of_sort(sort)
        if fitting:
            return fitting
        return None if self.quotes else self.own

    def named_sort(
        self,
        sort: str,
        *,
        points_back: bool,
    ) -> Name | None:
        """Find the work that 《条例》 means where no short name of that kind was defined.

        Args:
            sort: The kind of work: 条例.
            points_back: Whether 该 or 上述 stands with it, so that the own work is not meant.

        Returns:
            The work; None where nothing shows it, and where the own work may be meant as well.
        """
        if not points_back and self.own and _is_of_sort(self.own, sort):
            return None
        return self._last_of_sort(sort) or self._other_of_sort(sort)

    def _last_of_sort(self, sort: str) -> Name | None:
        for name in reversed(self.named[-_REMEMBERED:]):
            if _is_of_sort(name, sort):
                return name
        return None

    def _other_of_sort(self, sort: str) -> Name | None:
        """Find what 该条例 means where the text itself has named no work of that sort.

        It is a work that a passage before named, or the one that the text is about; in a text that
        has no articles, also the text's own work. Another sort of work is never meant.
        """
        for keys in reversed(self.before_text):
            named = Name("", keys, 0, 0)
            if _is_of_sort(named, sort):
                return named
        if self.subject and _is_of_sort(self.subject, sort):
            return self.subject
        if self.own and not self.has_articles and _is_of_sort(self.own, sort):
            return self.own
        return None

    def division(self) -> Name | None:
        """Find the work that 本章 belongs to.

        Returns:
            The work, None where nothing shows it.
        """
        if self.quotes or self.amends:
            return self.subject or self.last
        return self.own

    def bare(
        self,
        start: int,
        end: int,
    ) -> Name | None:
        """Find the work of an article that has no name.

        It is the work named before it in the sentence, the own work, or the subject.

        Args:
            start: Where the article's label begins.
            end: Where it ends.

        Returns:
            The work; None where the article is printed as a law's own and not cited, or where
            nothing shows the work.
        """
        if self.heading and self._is_printed(start):
            return self.heading
        last = self.last
        if self._own_goes_on(start):
            return self.own
        if last:
            between = self.text[last.end : min(start, last.end + _LONGEST_SENTENCE)]
            # （《刑法修正案（九）》第三十三条）: that work is named only in passing.
            if between.count("）") > between.count("（"):
                last = None
            elif len(between) < _LONGEST_SENTENCE and not _BREAK.search(between):
                is_own_label = self.has_articles and self._is_label(start, end)
                return None if is_own_label else last
        if (self.quotes or self.has_articles) and self._is_label(start, end):
            return None
        if self.quotes:
            return self.subject or last
        if self.has_articles:
            return self.own
        return last or self.subject

    def _own_goes_on(self, start: int) -> bool:
        """Say whether the own work was the last that the sentence named: 本安排第一条…，第二条."""
        if self._own_end is None or self.quotes or (self.last and self.last.end > self._own_end):
            return False
        between = self.text[self._own_end : min(start, self._own_end + _LONGEST_SENTENCE)]
        return len(between) < _LONGEST_SENTENCE and not _BREAK.search(between)

    def _is_printed(self, start: int) -> bool:
        if self.has_articles or self.quotes:
            return False
        return bool(
            _PRINTED.search(
                self.text,
                max(0, start - 6),
                start,
            )
        )

    def _is_label(
        self,
        start: int,
        end: int,
    ) -> bool:
        """Say whether an article is quoted or printed: 第三条 at a line's start, before its text."""
        before = self.before(start)
        if before and before[-1] not in "\n“":
            return False
        return bool(_LABEL_END.match(self.text, end))

    def before(self, start: int) -> str:
        """Return the last characters before a place, without blanks at their end.

        Args:
            start: The place.

        Returns:
            At most 20 characters; "" at the beginning of the text.
        """
        return self.text[max(0, start - 20) : start].rstrip(" 　")


@lru_cache(maxsize=1024)  # a name for each of millions of passages costs seconds
def _nameless(key: str | None) -> Name | None:
    """Make a name of a work that the text does not write."""
    if key:
        return Name(
            "",
            (key,),
            0,
            0,
        )
    return None


def _is_of_sort(name: Name, sort: str) -> bool:
    """Say whether a work may call itself 本法, 本条例: its title ends so."""
    title = _TITLE_REMARK.sub("", bare_key(name.keys[0]))
    if sort.startswith("司法"):
        return title.startswith(_COURTS) or title.endswith(sort.removeprefix("司法"))
    return title.endswith((sort, f"{sort}典"))
