"""Finds the provisions that a legal text cites; offsets in the text are kept.

Forms: 《…》第N条第M款第K项 · 本法第三条 · 前条 · 前两款 · 本条第二款 · 刑法第二百六十六条、第六十七条第三款 ·
以下简称“解释” · 《…》 alone.

The text is read from anchor to anchor (《, 第 before a number, 前款, 本条). So a text that cites nothing
costs one scan. A sequence tagger was set aside: the grammar is small and closed, its mistakes can
be named and mended, and there is no labelled data for all kinds of text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.notation import cited_names as names
from corpus.notation.cited_names import NAME_END, Name
from corpus.notation.misread import read_misread
from corpus.notation.numerals import parse_article
from corpus.notation.provision_lists import CitedProvision, read_list, simplify_citations
from corpus.notation.references import Reference, ReferenceDoubt
from corpus.notation.work_keys import bare_key, titled, work_key
from corpus.records import Span
from law.citations import _patterns as patterns
from law.citations.definitions import defined_at
from law.citations.english import find_english, is_english
from law.citations.meaning import Meaning
from law.citations.places import CitingPlace
from law.citations.relative import relative_provisions
from law.citations.years import without_year, year_of_version

_GAPS = frozenset(" 　\n【")  # what ends the label of an article
_MAX_TITLE = 160  # characters of a title in 《》
_MAX_SELF = 8  # characters of 本法, 上述暂行规定
_MAX_BARE_NAME = 24  # characters before a list in which the end of a name is looked for
_MAX_LINE_PART = 40  # characters of a cited part at the beginning of a line

_cached_key = lru_cache(maxsize=4096)(work_key)
_NO_PLACE = CitingPlace()


def find_citations(text: str, place: CitingPlace = _NO_PLACE) -> list[Reference]:
    """Find the provisions that a text cites.

    A text that stands as an article begins with its own label, which cites nothing.

    Args:
        text: The text of a passage.
        place: Where the text stands.

    Returns:
        The references in the order of the text.

    >>> text = "第四条 违反本法第三条第二款的，依照《刑法》第二百六十六条、第六十七条处罚。"
    >>> place = CitingPlace("电车法", "第四条")
    >>> [(found.work, found.article) for found in find_citations(text, place)]
    [('电车法', '第三条'), ('刑法', '第二百六十六条'), ('刑法', '第六十七条')]
    """
    return find_simplified(text, simplify_citations(text), place)


def find_simplified(
    text: str,
    simplified: str,
    place: CitingPlace,
) -> list[Reference]:
    """Find the provisions that a text cites, whose simplified form is known.

    Args:
        text: The text of a passage.
        simplified: The same text in simplified characters (`simplify_citations`).
        place: Where the text stands.

    Returns:
        The references in the order of the text.
    """
    found = _CitationReader(simplified, place, text).read()
    if is_english(text):
        found += find_english(simplified, place)
        found.sort(key=lambda reference: reference.span.start)
    if simplified is text or simplified == text:
        return found
    return [
        replace(reference, text=text[reference.span.start : reference.span.end])
        for reference in found
    ]


class _CitationReader:
    """One pass over one text: the references found so far, and where reading stands."""

    def __init__(
        self,
        text: str,
        place: CitingPlace,
        written: str,
    ) -> None:
        self.text = text
        self.written = written
        self.place = place
        self.meaning = Meaning(text, place)
        self.found: list[Reference] = []
        self.done = 0

    def read(self) -> list[Reference]:
        self._skip_own_label()
        for anchor in patterns.ANCHOR.finditer(self.text):
            first = anchor[0][0]
            if first in "“”":
                self.meaning.quote(first)
            elif anchor.start() < self.done:
                continue
            elif first == "《":
                self._read_marked(anchor.start())
            elif first == "第":
                self._read_numbered(anchor.start())
            else:
                self._read_relative(anchor)
        return self.found

    def _skip_own_label(self) -> None:
        article = self.place.article
        if not article:
            return
        if self.text.startswith(article) and self.text[len(article) : len(article) + 1] in _GAPS:
            self.done = len(article)
            return
        label = patterns.OWN_LABEL.match(self.text)
        if label is None:
            return
        if parse_article(label[0]) == parse_article(article):
            self.done = label.end()

    # ── names in 《》 ─────────────────────────────────────────────────────────────────────────────

    def _read_marked(self, start: int) -> None:
        """Read 《…》第N条, or 《…》 alone where the title is a law's."""
        marked = next(
            titled(
                self.text,
                start,
                start + _MAX_TITLE,
            ),
            None,
        )
        if marked is None or self._begins_longer_title(start, marked.end):
            return
        end = marked.end
        written = self.text[start:end]
        title = written[1:-1]
        gap = patterns.GAP.match(self.text, end)
        cited = self._read_list_at(gap.end() if gap else end, is_named=True)
        is_law = bool(names.LAWLIKE.search(title))
        if patterns.NOT_LAW.search(title) or not (cited or is_law):
            self.done = cited[-1].end if cited else end
            return
        key = self._key_of_title(start, written)
        sort = patterns.BARE_SORT.fullmatch(title)
        if sort and title not in self.place.defined and key != self.place.work:
            name = self._name_of_sort(sort, start, end)
        else:
            name = self._with_year(Name(written, (key,), start, end))
        if patterns.PRINTS.match(self.text, end) and self._is_head(start):
            self.meaning.heading = name
        if cited:
            self._add(name, cited)
        elif key != self.place.work:
            self.done = end
            self.meaning.name(name, end)
            whole_work = Reference(
                text=written,
                span=Span(start, end),
                name=written,
                names=name.keys,
                article=None,
                year=name.year,
                former=name.is_former,
                doubt=_doubt_of(name, None),
            )
            self.found.append(whole_work)

    def _name_of_sort(
        self,
        sort: re.Match[str],
        start: int,
        end: int,
    ) -> Name:
        """Return the work that 《条例》 or 该《条例》 means; one without a key where none shows."""
        before = patterns.POINTS_BACK.search(self.text, max(0, start - 2), start)
        meant = self.meaning.named_sort(sort["sort"], points_back=bool(before or sort["which"]))
        written = self.text[start:end]
        if meant is None:
            return Name(written, (written,), start, end)
        return Name(written, meant.keys, start, end, meant.year, meant.is_former)

    def _with_year(self, name: Name) -> Name:
        """The name with the year of the version that its words state."""
        year, is_before = year_of_version(self.text, name.start, name.end)
        if year is None:
            return name
        shorter = [without_year(key) for key in name.keys]
        keys = tuple(dict.fromkeys((*name.keys, *shorter)))
        return replace(name, keys=keys, year=year, is_former=is_before)

    def _begins_longer_title(
        self,
        start: int,
        end: int,
    ) -> bool:
        """Say whether a title in 《》 is only part of one: 关于适用《…法》的解释第三条."""
        is_led = patterns.TITLE_BEGINS.search(
            self.text,
            max(0, start - 4),
            start,
        )
        is_law = names.LAWLIKE.search(
            self.text,
            start + 1,
            end - 1,
        )
        if is_law and not is_led:
            return False
        return bool(patterns.TITLE_GOES_ON.match(self.text, end - 1))

    def _key_of_title(
        self,
        start: int,
        written: str,
    ) -> str:
        key = self.place.defined.get(written[1:-1]) or _cached_key(written)
        work = self.place.work
        if work and self.text.endswith(
            "本",
            0,
            start,
        ):  # 本《规定》, and not 日本《公司法》
            is_japan = self.text.endswith(
                "日本",
                0,
                start,
            )
            if not is_japan or bare_key(work).endswith(key):
                return work
        if work and self.place.article and key == bare_key(work):
            return work  # a norm that writes its own title means itself, not another of that title
        return key

    def _is_head(self, start: int) -> bool:
        before = max(0, start - names.HEAD_LENGTH)
        return bool(
            names.HEADS.search(
                self.text,
                before,
                start,
            )
        )

    def _read_list_at(
        self,
        start: int,
        *,
        is_named: bool = False,
    ) -> list[CitedProvision]:
        """Read the list at a place; where its first number was misread, the likely one."""
        text = self.text
        if not text.startswith("第", start):
            return []
        cited = read_list(text, start)
        if cited:
            return cited
        misread = read_misread(text, start, is_named=is_named)
        return read_list(text, misread[0].end, misread) if misread else []

    # ── 第… ──────────────────────────────────────────────────────────────────────────────────────

    def _read_numbered(self, start: int) -> None:
        """Read a list of articles without a name in 《》, or a part of an article that is known."""
        cited = self._read_list_at(start)
        if not cited:
            self._read_part(start)
            return
        gap = patterns.GAP_BEFORE.search(
            self.text,
            max(0, start - patterns.GAP_LENGTH),
            start,
        )
        close = gap.start() if gap else start
        if not self._is_contract(close, cited[-1].end):
            name = self._name_before(close, start) or self._bare_name(start, cited[0].end)
            if name:
                self._add(name, cited)
        self.done = cited[-1].end

    def _is_contract(
        self,
        close: int,
        end: int,
    ) -> bool:
        """Say whether a list belongs to a contract or the like."""
        named = patterns.NO_WORK.search(
            self.text,
            max(0, close - 8),
            close,
        )
        return bool(named or patterns.AGREED.match(self.text, end))

    def _bare_name(
        self,
        start: int,
        end: int,
    ) -> Name | None:
        meant = self.meaning.bare(start, end)
        if meant:
            return Name(
                "",
                meant.keys,
                start,
                start,
                meant.year,
                meant.is_former,
            )
        return None

    def _name_before(
        self,
        close: int,
        start: int,
    ) -> Name | None:
        """Return the name that ends where the list begins.

        It is 本法, a name that the document defines, or a name without 《》.
        """
        text = self.text
        if close <= self.done or not patterns.ENDS_NAME.search(
            text,
            close - 1,
            close,
        ):
            return None
        self_name = patterns.SELF.search(
            text,
            max(self.done, close - _MAX_SELF),
            close,
        )
        if self.place.defined:
            defined = defined_at(text, close, self.done, self.place.defined)
            if defined:
                begin, key = defined
                return Name(text[begin:close], (key,), begin, close)
        if self_name:
            return self._name_meant(self_name)
        if patterns.OWN_DIVISION.search(
            text,
            max(0, close - 2),
            close,
        ):
            return self.meaning.division()
        for match in NAME_END.finditer(
            text,
            max(self.done, close - _MAX_BARE_NAME),
            start + 1,
        ):
            if match.end() != close:
                continue
            name = names.read_name(
                text,
                match,
                self.done,
                None,
            )
            if name:
                return self._with_year(name)
        return None

    def _name_meant(self, self_name: re.Match[str]) -> Name | None:
        """Return the work that 本法 or 该条例 means; one without a key where nothing shows it."""
        words = self_name[0]
        meant = self.meaning.back(self_name["which"], self_name["sort"])
        if meant:
            return Name(words, meant.keys, self_name.start(), self_name.end(), meant.year)
        if self_name["which"] == "本":
            return None
        return Name(words, (words,), self_name.start(), self_name.end())

    def _read_part(self, start: int) -> None:
        """Read 第一款, 第（二）项 without an article.

        It is a part of the article cited last in the sentence, else of the own article.
        """
        base = self._base(start)
        if base is None:
            return
        name, within = base
        cited = read_list(
            self.text,
            start,
            [
                replace(
                    within,
                    start=start,
                    end=start,
                )
            ],
        )
        if cited[-1].end == start:
            return
        if self._may_be_part(start, cited):
            self._add(name, cited)
        self.done = cited[-1].end

    def _base(self, start: int) -> tuple[Name, CitedProvision] | None:
        if self.meaning.own and self.meaning.has_own_parts:
            return self.meaning.own, self._here(start)
        if self.found and "。" in self.text[self.found[-1].span.end : start]:
            return None
        return self._latest()

    def _latest(self) -> tuple[Name, CitedProvision] | None:
        """Return the article that was cited last, to be cited again."""
        if not self.found or self.meaning.quotes:
            return None
        latest = self.found[-1]
        if latest.article is None:
            return None
        name = Name(
            "",
            latest.names,
            latest.span.start,
            latest.span.end,
            latest.year,
        )
        provision = CitedProvision(
            start=0,
            end=0,
            article=parse_article(latest.article),
            paragraph=latest.paragraph,
            item=latest.item,
        )
        return name, provision

    def _here(self, start: int) -> CitedProvision:
        """Return the own article."""
        article = parse_article(self.place.article or "")
        return CitedProvision(
            start,
            start,
            article,
        )

    def _may_be_part(
        self,
        start: int,
        cited: Sequence[CitedProvision],
    ) -> bool:
        """Say whether a part is cited: not the number of a list's line, no 第一项工程."""
        end = cited[-1].end
        before = self.meaning.before(start)
        follows = bool(patterns.BARE_ITEM.match(self.text, end))
        if not before or before[-1] == "\n":
            return follows and end - start < _MAX_LINE_PART
        if cited[0].item is None or follows:
            return True
        written = self.text[start:end]
        return "（" in written or "(" in written

    # ── 前条, 前款, 本条第二款, 该条 ──────────────────────────────────────────────────────────────

    def _read_relative(self, anchor: re.Match[str]) -> None:
        word = anchor[0]
        start = anchor.start()
        end = anchor.end()
        name: Name | None = None
        opened: list[CitedProvision] = []
        if word[0] in "同该":
            latest = self._latest()
            if latest:
                name, last = latest
                opened = [
                    CitedProvision(
                        0,
                        0,
                        last.article,
                    )
                    if word[1] == "条"
                    else last
                ]
        elif self.meaning.has_own_parts:
            name = self.meaning.own
            opened = relative_provisions(
                word,
                self.text,
                start,
                self.place,
                is_taiwans=self.written[end - 1] == "項",
            )
        if not name or not opened:
            return
        begun = [
            replace(
                provision,
                start=start,
                end=end,
            )
            for provision in opened
        ]
        cited = read_list(
            self.text,
            end,
            begun,
        )
        # 本条 alone cites nothing; with a part behind it, it cites the part.
        if cited[-1].end > end or word[0] == "前" or word in ("本款", "本项"):
            self._add(
                Name(
                    word,
                    name.keys,
                    start,
                    end,
                    name.year,
                    name.is_former,
                ),
                cited,
            )

    # ── results ──────────────────────────────────────────────────────────────────────────────────

    def _add(
        self,
        name: Name,
        cited: Sequence[CitedProvision],
    ) -> None:
        """Add the provisions of one list; the first has the name in its words."""
        relative = self.place.work is not None and name.keys == (self.place.work,)
        for position, provision in enumerate(cited):
            start = provision.start
            if position == 0 and name.written:
                start = min(name.start, start)
            reference = Reference(
                text=self.text[start : provision.end],
                span=Span(start, provision.end),
                name=name.written,
                names=name.keys,
                article=str(provision.article) if provision.article else None,
                paragraph=provision.paragraph,
                item=provision.item,
                relative=relative,
                former=self._is_former(name, start),
                year=name.year,
                doubt=_doubt_of(name, provision),
            )
            self.found.append(reference)
        self.done = cited[-1].end
        if name.written and not (relative and self.place.article is None):
            self.meaning.name(name, self.done)
        else:
            self.meaning.go_on(name, self.done)

    def _is_former(
        self,
        name: Name,
        start: int,
    ) -> bool:
        """Say whether the text cites a law as it stood before the citing decision changed it."""
        if name.is_former:
            return True
        if self.place.amends not in name.keys or self.meaning.quotes:
            return False
        return not patterns.NEW_NUMBER.search(
            self.text,
            max(0, start - 8),
            start,
        )


def _doubt_of(name: Name, provision: CitedProvision | None) -> ReferenceDoubt | None:
    """What of a reference is not certain: the number, or the work that 该条例 means."""
    if provision and provision.doubtful:
        return ReferenceDoubt.NUMERAL
    return ReferenceDoubt.WORK if names.is_pronoun(name.keys[0]) else None
