"""What provisions a legal text cites: str and its place → list of `Reference`, offsets kept.

    《…》第N条第M款第K项 · 本法第三条 · 前条 · 前两款 · 本条第二款 · 刑法第二百六十六条、第六十七条第三款 · 以下简称“解释” · 《…》 alone

The text is read from anchor to anchor (《, 第 before a number, 前款, 本条), so that what cites nothing costs one scan. A sequence tagger
was set aside: the grammar is small and closed, its mistakes can be named and mended, and nobody has labelled data for all kinds of text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.notation import cited_names as names
from corpus.notation.cited_names import ENDINGS, NAME_END, Name
from corpus.notation.numerals import NUMERAL, parse_article, to_int
from corpus.notation.provision_lists import CitedProvision, read_list
from corpus.notation.references import Reference
from corpus.notation.work_keys import titled, work_key
from corpus.records import Span
from law.citations.meaning import Meaning
from law.citations.paragraphs import paragraph_at
from law.citations.places import CitingPlace

_ANCHOR = re.compile(
    rf"《|第\s{{0,4}}[（(]?\s{{0,4}}{NUMERAL}|(?<![以之目])前[一二两三四五六七八九]?(?:条(?![件例约款])|款(?!项)|项(?!目))"
    r"|本(?:条(?![例约款目件])|款(?!项)|项(?!目))|[同该](?:条(?![例约款目件])|款(?!项))|[“”]"
)
_BETWEEN = (
    r"(?:\s*（[^（）]{1,60}）)*\s*(?:[总分]则|[\u4e00-\u9fff]{1,6}编)?\s*(?:第\s*"
    + NUMERAL
    + r"+\s*[编章节]\s*)*(?:[中里]?的|[中里])?\s*"
)
_GAP = re.compile(_BETWEEN)
_GAP_BEFORE = re.compile(
    rf"(?:[总分]则)?\s*(?:第\s*{NUMERAL}+\s*[编章节]\s*)*\s*(?:[中里]?的|[中里])?\s*$"
)
_ENDS_NAME = re.compile(r"[法典例定则释章程范准约案见复答排知编节则）)》的中里]$")
_SELF = re.compile(
    rf"(?P<which>本|该|此|(?<!合)同|上述|前述)(?:实施|暂行|试行)?(?P<sort>{ENDINGS})$"
)
_OWN_DIVISION = re.compile(r"本[编章节]$")
_NO_WORK = re.compile(
    r"(?:合同|协议|协议书|合同书|契约|约定|保险条款|保单|承诺书|承诺|(?<!国)章程|附件|附录|附表|附则|公约|条约|议定书|协定|标准|规程|手册)的?\s*$"
)
# A contract's clause that is quoted without its name: 第五条约定了…
_AGREED = re.compile(r"\s*(?:[约載载]明?[定明]|载)")
_NOT_LAW = re.compile(
    r"(?:合同|协议|协议书|合同书|契约|保险条款|保单|承诺书|备忘录|通知书|决定书|方法|(?<!中国工会)(?<!中国共产党)章程|授权书|说明书|做法|书|表|证|报|单|函件)$"
)
_TITLE_BEGINS = re.compile(r"(?:适用|执行|实施|贯彻|施行|修改|关于|违反|〈)\s*$")
_TITLE_GOES_ON = re.compile(
    rf"》[^，。；：！？《》“”\n]{{0,40}}?(?:解释|规定|决定|意见|批复|办法|细则|条例|通知|安排)(?:（[^（）]{{1,12}}）)?\s{{0,4}}的?\s{{0,4}}第\s{{0,4}}{NUMERAL}"
)
_PRINTS = re.compile(r"\s*(?:条文)?[：:]?\s*(?:\d{1,2}[、.．])?\s*第")
_BARE_ITEM = re.compile(r"\s*(?:规定|所列|所述|情形|[、至和及或中的]|以外|之|行为|条件)")
_NEW_NUMBER = re.compile(r"(?:改为|作为|调整为|变更为)\s*$")
_MAX_TITLE = 160
_OWN_LABEL = re.compile(rf"\s*第\s*{NUMERAL}+\s*条(?:\s*之\s*{NUMERAL}+)?")

_key = lru_cache(maxsize=4096)(work_key)


def find_citations(text: str, place: CitingPlace = CitingPlace()) -> list[Reference]:  # noqa: B008 - frozen
    """The provisions that a text cites, in its order; a text that stands as an article begins with its own label, which cites nothing.

    >>> text = "第四条 违反本法第三条第二款，构成犯罪的，依照《中华人民共和国刑法》第二百六十六条、第六十七条处罚。"
    >>> [(one.work, one.article, one.paragraph) for one in find_citations(text, Place("电车法", "第四条"))]
    [('电车法', '第三条', 2), ('刑法', '第二百六十六条', None), ('刑法', '第六十七条', None)]
    """
    return _Reader(text, place).read()


class _Reader:
    """One pass over one text: what was found, and where reading stands."""

    def __init__(self, text: str, place: CitingPlace) -> None:
        self.text = text
        self.place = place
        self.meaning = Meaning(text, place)
        self.found: list[Reference] = []
        self.done = 0

    def read(self) -> list[Reference]:
        label = _OWN_LABEL.match(self.text)
        if (
            label
            and self.place.article
            and parse_article(label[0]) == parse_article(self.place.article)
        ):
            self.done = label.end()
        for anchor in _ANCHOR.finditer(self.text):
            match anchor[0][0]:
                case "“" | "”" as mark:
                    self.meaning.quote(mark)
                case _ if anchor.start() < self.done:
                    continue
                case "《":
                    self._marked(anchor.start())
                case "第":
                    self._numbered(anchor.start())
                case _:
                    self._relative(anchor)
        return self.found

    # ── names between marks ──────────────────────────────────────────────────────────────────────────────────────

    def _marked(self, start: int) -> None:
        """《…》第N条, or 《…》 alone where the title is a law's."""
        if (marked := next(titled(self.text, start, start + _MAX_TITLE), None)) is None:
            return
        end = marked.end
        begins = _TITLE_BEGINS.search(
            self.text, max(0, start - 4), start
        ) or not names.LAWLIKE.search(self.text, start + 1, end - 1)
        if begins and _TITLE_GOES_ON.match(self.text, end - 1):
            return
        written = self.text[start:end]
        title = written[1:-1]
        gap = _GAP.match(self.text, end)
        cited = self._list(gap.end() if gap else end)
        key = self.place.defined.get(title) or _key(written)
        if self.place.work and start and self.text[start - 1] == "本":  # 本《规定》
            key = self.place.work
        if _NOT_LAW.search(title) or not (cited or names.LAWLIKE.search(title)):
            self.done = cited[-1].end if cited else end
            return
        name = Name(written, (key,), start, end)
        if _PRINTS.match(self.text, end) and names.HEADS.search(
            self.text, max(0, start - 40), start
        ):
            self.meaning.heading = name
        if cited:
            self._add(name, cited)
        elif key != self.place.work:
            self.done = end
            self.meaning.name(name, end)
            self.found.append(Reference(written, Span(start, end), written, name.keys, None))

    def _list(self, start: int) -> list[CitedProvision]:
        return read_list(self.text, start) if self.text.startswith("第", start) else []

    # ── 第… ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _numbered(self, start: int) -> None:
        """A list of articles behind a name without marks, behind 本法, or behind nothing; or a paragraph or item of one known."""
        cited = read_list(self.text, start)
        if not cited:
            self._part(start)
            return
        gap = _GAP_BEFORE.search(self.text, max(0, start - 30), start)
        close = gap.start() if gap else start
        if _NO_WORK.search(self.text, max(0, close - 8), close) or _AGREED.match(
            self.text, cited[-1].end
        ):
            self.done = cited[-1].end
            return
        name = self._name_before(close, start)
        if name is None and (meant := self.meaning.bare(start, cited[0].end)):
            name = Name("", meant.keys, start, start)
        if name:
            self._add(name, cited)
        self.done = cited[-1].end

    def _name_before(self, close: int, start: int) -> Name | None:
        """The name that ends where the list begins: 本法, one that the document defines, or one without marks."""
        text = self.text
        if close <= self.done or not _ENDS_NAME.search(text, close - 1, close):
            return None
        if back := _SELF.search(text, max(self.done, close - 8), close):
            meant = self.meaning.back(back["which"], back["sort"])
            return Name(back[0], meant.keys, back.start(), back.end()) if meant else None
        for short, key in self.place.defined.items():
            if text.endswith(short, self.done, close):
                return Name(short, (key,), close - len(short), close)
        if _OWN_DIVISION.search(text, max(0, close - 2), close):
            return self.meaning.division()
        for match in NAME_END.finditer(text, max(self.done, close - 24), start + 1):
            if match.end() == close and (name := names.read_name(text, match, self.done, None)):
                return name
        return None

    def _part(self, start: int) -> None:
        """第一款, 第（二）项 without an article: of the article cited last in the sentence, else of the own one."""
        base = self._base(start)
        if base is None:
            return
        name, within = base
        cited = read_list(self.text, start, [replace(within, start=start, end=start)])
        if cited[-1].end == start:
            return
        if self._may_be_part(start, cited):
            self._add(name, cited)
        self.done = cited[-1].end

    def _base(self, start: int) -> tuple[Name, CitedProvision] | None:
        if self.meaning.own and self.meaning.has_own_parts:
            return self.meaning.own, self._here(start)
        return (
            None
            if self.found and "。" in self.text[self.found[-1].span.end : start]
            else self._latest()
        )

    def _latest(self) -> tuple[Name, CitedProvision] | None:
        """The article that was cited last, to be cited again."""
        latest = self.found[-1] if self.found and not self.meaning.quotes else None
        if latest is None or latest.article is None:
            return None
        name = Name("", latest.names, latest.span.start, latest.span.end)
        return name, CitedProvision(
            0, 0, parse_article(latest.article), latest.paragraph, latest.item
        )

    def _here(self, start: int, *, paragraph: bool = False) -> CitedProvision:
        number = paragraph_at(self.text, start, self.place.paragraph) if paragraph else None
        return CitedProvision(start, start, parse_article(self.place.article or ""), number)

    def _may_be_part(self, start: int, cited: Sequence[CitedProvision]) -> bool:
        """Not the number of a list's line, and no first project (第一项工程)."""
        before = self.meaning.before(start)
        follows = bool(_BARE_ITEM.match(self.text, cited[-1].end))
        if not before or before[-1] == "\n":
            return follows and cited[-1].end - start < 40
        return (
            cited[0].item is None
            or follows
            or "（" in self.text[start : cited[-1].end]
            or "(" in self.text[start : cited[-1].end]
        )

    # ── 前条, 前款, 本条第二款, 该条 ─────────────────────────────────────────────────────────────────────────────

    def _relative(self, anchor: re.Match[str]) -> None:
        word, start, end = anchor[0], anchor.start(), anchor.end()
        name, opened = None, []
        if word[0] in "同该":
            if latest := self._latest():
                name, last = latest
                opened = [CitedProvision(0, 0, last.article) if word[1] == "条" else last]
        elif self.meaning.has_own_parts:
            name, opened = self.meaning.own, self._opened(word, start)
        if not name or not opened:
            return
        cited = read_list(self.text, end, [replace(one, start=start, end=end) for one in opened])
        if cited[-1].end > end or word[0] == "前" or word == "本款":
            self._add(Name(word, name.keys, start, end), cited)

    def _opened(self, word: str, start: int) -> list[CitedProvision]:
        """The provisions that 前两款, 本款, 前条 mean."""
        here = self._here(start, paragraph=True)
        count = to_int(word[1:-1]) or 1 if word[0] == "前" else 0
        match word[-1]:
            case "条" if count:
                return [
                    CitedProvision(0, 0, number)
                    for label in self.place.previous[-count:]
                    if (number := parse_article(label))
                ]
            case "条":
                return [CitedProvision(0, 0, here.article)]
            case "款" if count:
                first = (here.paragraph or 0) - count
                numbers = range(first, first + count) if first >= 1 else [None]
                return [CitedProvision(0, 0, here.article, number) for number in numbers]
            case "项" if count:
                return [CitedProvision(0, 0, here.article, here.paragraph)]
            case _:
                return [here]

    # ── out ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _add(self, name: Name, cited: Sequence[CitedProvision]) -> None:
        """Write down the provisions of one list; the first has the name in its words."""
        relative = self.place.work is not None and name.keys == (self.place.work,)
        for number, one in enumerate(cited):
            start = min(name.start, one.start) if not number and name.written else one.start
            former = (
                self.place.amends in name.keys
                and not self.meaning.quotes
                and not _NEW_NUMBER.search(self.text, max(0, start - 8), start)
            )
            article = str(one.article) if one.article else None
            span = Span(start, one.end)
            self.found.append(
                Reference(
                    self.text[start : one.end],
                    span,
                    name.written,
                    name.keys,
                    article,
                    one.paragraph,
                    one.item,
                    relative,
                    former,
                )
            )
        self.done = cited[-1].end
        if name.written and not (relative and self.place.article is None):
            self.meaning.name(name, self.done)
        else:
            self.meaning.go_on(name, self.done)
