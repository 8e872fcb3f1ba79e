"""Text beside a law's valid articles: earlier wording, deleted articles, comparisons, translations.

    附：已删除的条文 › 第四条 …             earlier text, up to the next annex
    修改前 | 修改后                         a comparison of old and new text
    第四条 … （根据2010年…的决定删去）      a deleted article
    Article 1 …, behind the last 第七条     a translation of the whole text

None of it is an article of the law: it is kept in passages without one, and reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.notation.numerals import NUMERAL
from corpus.records import Level
from law.structure.lines import TextLine

EARLIER = "earlier"
COMPARED = "compared"
TRANSLATION = "translation"
_LABELS = frozenset({EARLIER, COMPARED, TRANSLATION})

_WHAT = r"(?:条文|条款|规定|法条|文本|版本|条例|办法|细则|法律|内容|全文|原文)"
_REVISED = "(?:修改|修订|修正|修法|调整|变更)"
_OLD_SIDE = re.compile(
    rf"(?:{_REVISED}之?前的?{_WHAT}{{0,2}}|(?:原|旧|现行)的?{_WHAT}{{1,2}}|旧法|旧版|现行|原文)"
)
_NEW_SIDE = re.compile(
    rf"(?:{_REVISED}之?后的?{_WHAT}{{0,2}}|(?:新|现|拟修[改订])的?{_WHAT}{{1,2}}|新法|新版|拟?修改为"
    r"|(?:修[订正]|修改)?草案(?:条文)?|(?:修[订正]|修改)?征求意见稿|修[订正]稿|送审稿)"
)
_GONE = re.compile(
    rf"[^，。；]{{0,16}}?(?:删除|删去|废止|失效|取消)的?{_WHAT}|(?:历史|从前的|过去的){_WHAT}"
)
_FRAME = re.compile(
    rf"^附\s*[件录]?\s*{NUMERAL}{{0,3}}\s*[:：]?\s*|^[【〔［\[（(《]+|[】〕］\]）)》：:\s]+$"
)
_CELLS = re.compile(r"\s\|\s|\t|\s{1,}")
_EARLIER_LABEL = re.compile(rf"[（(【\[]?(?:本\S{{1,3}})?原第{NUMERAL}{{1,9}}[条條]")
_DELETED = re.compile(
    r"^[（(【\[〔](?=[^）)]{0,100}(?:删去|删除))(?![^）)]*[款项目])[^）)]{2,100}[）)】\]〕]$"
)
_ARTICLE = re.compile(rf"第({NUMERAL}{{1,9}})[条條]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_MAX_HEAD = 40
_MOST_DELETED_LINES = 12
_FEWEST_FOREIGN = 3
_WORDS = (
    "修改前", "修订前", "修正前", "修法前", "调整前", "变更前", "改之前", "订之前", "正之前", "更之前", "整之前",
    "原条", "原规", "原法", "原文", "原版", "原办", "原细", "原内", "原的", "原第", "旧条", "旧规", "旧法", "旧文", "旧版",
    "旧办", "旧细", "旧内", "旧的", "现行", "删去", "删除", "废止的", "废止条", "失效", "取消", "历史", "过去的", "从前的",
)  # fmt: skip
"""Words of which one stands in every text that is searched."""
_HINT = re.compile("[前后原旧现删废历新草修]")


@dataclass(frozen=True, slots=True)
class SetAside:
    """Consecutive lines that hold no valid article.

    Attributes:
        lines: Their indices.
        label: What they are: `EARLIER`, `COMPARED` or `TRANSLATION`.
    """

    lines: range
    label: str


def names_side(text: str) -> bool:
    """Check whether a line heads old or new text, or a table of both: 修改前：, 【新条文】, 原条文 | 新条文.

    Args:
        text: The line.

    Returns:
        True where it does.
    """
    if len(text) > _MAX_HEAD or not _HINT.search(text):
        return False
    return _is_side(_words(text)) or _is_table_head(text)


def _is_side(words: str) -> bool:
    return _OLD_SIDE.fullmatch(words) is not None or _NEW_SIDE.fullmatch(words) is not None


def is_set_aside(path: str) -> bool:
    """Check whether a unit holds text that is not the valid one.

    Args:
        path: The path of the unit.

    Returns:
        True where it does: the days and acts that it states are not those of the law.
    """
    return path.partition("~")[0] in _LABELS


def find_set_aside(
    lines: Sequence[TextLine],
    body: range,
    text: str,
) -> list[SetAside]:
    """Find the lines of a law that are none of its valid text.

    Args:
        lines: The lines of the document.
        body: The indices of its body.
        text: Its text.

    Returns:
        The ranges, ascending.
    """
    may_have = any(word in text for word in _WORDS)
    if not may_have and not (body and not _HAN.search(lines[body.stop - 1].text)):
        return []
    return _Finder(lines, body).find()


class _Finder:
    """Goes through a body, and knows the last valid article above each line."""

    def __init__(self, lines: Sequence[TextLine], body: range) -> None:
        self.lines = lines
        self.body = body
        self.last: int | None = None
        self.opened: int | None = None

    def find(self) -> list[SetAside]:
        found: list[SetAside] = []
        translation = self._translation()
        index = self.body.start
        stop = translation.lines.start if translation else self.body.stop
        while index < stop:
            aside = self._opens_at(index)
            if aside is None:
                line = self.lines[index]
                if line.mark is not None and line.opens_article():
                    self.last = line.mark.number[0]
                    self.opened = index
                index += 1
                continue
            while found and found[-1].lines.stop > aside.lines.start:
                found.pop()
            found.append(aside)
            self.opened = None
            index = max(aside.lines.stop, index + 1)
        return [*found, translation] if translation else found

    def _opens_at(self, index: int) -> SetAside | None:
        line = self.lines[index]
        text = line.text
        if len(text) <= _MAX_HEAD and _HINT.search(text) and not line.opens_article():
            if _is_table_head(text):
                return self._table(index)
            words = _words(text)
            is_plain = line.mark is None or line.mark.level is Level.ANNEX
            is_gone = is_plain and self.last is not None and _GONE.fullmatch(words) is not None
            if is_gone and self._articles_follow(index):
                return SetAside(range(index, self._end(index)), EARLIER)
            if _OLD_SIDE.fullmatch(words) and self._articles_follow(index):
                return self._old_side(index)
        if text[:1] in "（(【[〔本原":
            if _DELETED.match(text):
                return self._deleted(index)
            if _EARLIER_LABEL.match(text) and self.last is not None:
                end = self._end(index)
                has_later = any(later.opens_article() for later in self.lines[index + 1 : end])
                return None if has_later else SetAside(range(index, end), EARLIER)
        return None

    def _end(self, index: int) -> int:
        """The next annex, or the end of the body."""
        for later in range(index + 1, self.body.stop):
            mark = self.lines[later].mark
            if mark is not None and mark.level is Level.ANNEX:
                return later
        return self.body.stop

    def _articles_follow(self, index: int) -> bool:
        """Whether an article stands right below a line, or below a title or heading under it."""
        for later in range(index + 1, min(index + 4, self.body.stop)):
            line = self.lines[later]
            if _ARTICLE.match(line.text.lstrip('“”"原 ')):
                return True
            if line.text.endswith("。"):
                return False
        return False

    def _old_side(self, index: int) -> SetAside | None:
        """Old text below 修改前: up to the article that goes on with the valid text, if one does."""
        end = self._end(index)
        sides = [
            later
            for later in range(index + 1, end)
            if len(self.lines[later].text) <= _MAX_HEAD and names_side(self.lines[later].text)
        ]
        label = COMPARED if sides else EARLIER
        if self.last is None:
            return SetAside(range(index, end), label) if sides else None
        seen: set[int] = set()
        for later in range(index + 1, end):
            line = self.lines[later]
            if line.mark is None or not line.opens_article():
                continue
            number = line.mark.number[0]
            if number == self.last + 1 and seen == {self.last}:
                return SetAside(range(index, later), label)
            seen.add(number)
        return SetAside(range(index, end), label)

    def _table(self, index: int) -> SetAside:
        """A table whose head names an old and a new side, with the caption above it."""
        first = index
        if index > self.body.start:
            above = self.lines[index - 1]
            is_caption = re.search(r"对照|比对|对比", above.text) and len(above.text) <= _MAX_HEAD
            if is_caption and not above.opens_article():
                first -= 1
        stop = index + 1
        is_row = self.lines[index].row
        while stop < self.body.stop:
            line = self.lines[stop]
            goes_on = line.row if is_row else _goes_on_in_text(line)
            if not goes_on:
                break
            stop += 1
        return SetAside(range(first, stop), COMPARED)

    def _deleted(self, note: int) -> SetAside | None:
        """An article with the note below it that it was deleted."""
        first = self.opened
        if first is None or note - first > _MOST_DELETED_LINES:
            return None
        text = self.lines[note].text
        mark = self.lines[first].mark
        named = _ARTICLE.findall(re.sub(r"《[^》]*》", "", text))
        if mark is None or (named and f"第{named[-1]}条" != mark.label):
            return None
        return SetAside(range(first, note + 1), EARLIER)

    def _translation(self) -> SetAside | None:
        """The whole text again in another language, behind the last article."""
        last = self.body.stop - 1
        while last >= self.body.start and not _HAN.search(self.lines[last].text):
            last -= 1
        first = last + 1
        foreign = [line for line in self.lines[first : self.body.stop] if _LETTER.search(line.text)]
        if len(foreign) < _FEWEST_FOREIGN or last < self.body.start:
            return None
        opened = [
            index for index in range(self.body.start, first) if self.lines[index].opens_article()
        ]
        if len(opened) < 2:
            return None
        between = self.lines[opened[0] : opened[-1]]
        if any(not _HAN.search(line.text) and _LETTER.search(line.text) for line in between):
            return None
        return SetAside(range(first, self.body.stop), TRANSLATION)


def _words(text: str) -> str:
    """A line without its label of an annex, brackets and colon."""
    words = text.strip()
    while True:
        shorter = _FRAME.sub("", words)
        if shorter == words:
            return "".join(words.split())
        words = shorter


def _is_table_head(text: str) -> bool:
    cells = [_words(cell) for cell in _CELLS.split(text)]
    if len(cells) < 2:
        return False
    has_old = any(_OLD_SIDE.fullmatch(cell) for cell in cells)
    return has_old and any(_NEW_SIDE.fullmatch(cell) for cell in cells)


def _goes_on_in_text(line: TextLine) -> bool:
    """Whether a line of plain text is a row of a table: two labels of articles stand in it."""
    return len(_ARTICLE.findall(line.text)) >= 2 or not line.text.endswith("。")
