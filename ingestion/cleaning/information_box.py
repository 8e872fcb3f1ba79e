"""Reads the box in which a government site states the particulars of a paper.

    索 引 号：LX0012/2019-00077        主题分类：公安、安全
    发文机关：澜溪市人民政府            成文日期：2019年5月8日
    发文字号：澜政发〔2019〕31号        发布日期：2019年5月20日

Sites set it as a table, a list of definitions, a list or blocks, and a page that was saved as text
keeps it as lines. It is no part of the paper: it goes, and its facts become metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.notation.marks import read_mark
from ingestion.cleaning.box_labels import (
    LONGEST_VALUE,
    BoxLine,
    Pair,
    find_labels,
    read_pairs,
)
from ingestion.cleaning.bylines import day

_SURE = ("index_number", "document_number", "subject", "validity", "date_written", "subject_words")
_LEAST = 3  # labels of a box that are not the same
_TAIL = 20  # characters in which a line's last mark stands
_WORDS = 1000  # characters of a box that are kept as they stand
_WITHIN = 60  # lines at either end in which a box is looked for
_BEHIND = 3  # lines that may follow a box at the end
_OPENING = 1000  # characters of a line in which a label is looked for
_NUMBERED = re.compile(r"[引取文字录錄编編][ \t\u3000\xa0]*[号號]")
"""The end of the labels of which every box has one: 索引号, 发文字号, 文号."""
_SENTENCE = re.compile(r"[。；]\s*$")
_NUMBER = re.compile(r"\d")
_TITLE = re.compile(
    r"^关于|关于.{2,80}的[\u4e00-\u9fff]{2,4}$"
    r"|(?:办法|条例|规定|规则|细则|决定|意见|通知|公告|通告|方案|准则|标准|批复|命令)(?:[（(].{1,8}[）)])?$"
)
_ENDED = re.compile(r"失效|废止|无效|终止|^否$")
_STILL = re.compile(r"[未无不没]\s*(?:有)?\s*(?:失效|废止)|部分")


@dataclass(frozen=True, slots=True)
class InformationBox:
    """The box of a page.

    Attributes:
        lines: The indices of its lines, blank ones too.
        title_line: The index of its line or row with the title of the paper; None without one.
        facts: What it states: `index_number`, `document_number`, `issuer`, `date_written`,
            `date_published`, `subject`, `subject_words`, `validity`, `valid_from`, `valid_to` and
            `title`. Days are in ISO form.
        words: The box as it stands, on one line.
    """

    lines: range
    title_line: int | None
    facts: dict[str, str]
    words: str

    @property
    def ended(self) -> str:
        """The words that say that the paper no longer holds; "" where none do."""
        validity = self.facts.get("validity", "")
        if _ENDED.search(validity) and not _STILL.search(validity):
            return validity
        return ""


def may_hold_box(texts: Sequence[str]) -> bool:
    """Say whether lines may hold a box: a cheap test, since most texts hold none.

    Args:
        texts: The texts of the lines of a page.

    Returns:
        False where there is none.
    """
    ends = (*texts[:_WITHIN], *texts[-_WITHIN:])
    return any(_NUMBERED.search(text, 0, _OPENING) for text in ends)


def find_information_box(lines: Sequence[BoxLine]) -> InformationBox | None:
    """Find the box of a page: above its text, or behind it.

    Args:
        lines: The lines of the page.

    Returns:
        The box; None where there is none. A form with empty fields, a list of papers and a sample
        of a box in the middle of a text are none.
    """
    for place in _places(lines):
        box = _box_at(lines, place)
        if box is not None:
            return box
    return None


def _places(lines: Sequence[BoxLine]) -> Iterator[int]:
    """Lines at which a box may begin: with a label, before the first sentence or at the end."""
    before = -2
    for place, line in enumerate(lines[:_WITHIN]):
        if _opens(line):
            if before != place - 1:
                yield place
            before = place
        elif _is_text(line):
            break
    first = max(len(lines) - _WITHIN, 0)
    for place in range(len(lines) - 1, first - 1, -1):
        if _is_text(lines[place]):
            first = place + 1
            break
    before = -2
    for place in range(first, len(lines)):
        if _opens(lines[place]):
            if before != place - 1:
                yield place
            before = place


def _opens(line: BoxLine) -> bool:
    texts = line.cells or line.text[: 4 * LONGEST_VALUE].split("\t")
    first = next((text for text in texts if text.strip()), "")
    return len(first) <= 4 * LONGEST_VALUE and next(find_labels(first), None) is not None


def _is_text(line: BoxLine) -> bool:
    if line.cells:
        return False
    ends_as_sentence = _SENTENCE.search(line.text[-_TAIL:]) is not None
    return ends_as_sentence or read_mark(line.text[:LONGEST_VALUE].strip()) is not None


class _BoxReader:
    """Takes the lines of a box one by one, until one is no part of it."""

    def __init__(self) -> None:
        self.pairs: list[Pair] = []
        self.title_line: int | None = None
        self._waiting: Pair | None = None  # its value may stand in the next line
        self._alternates = False  # whether labels and values have lines of their own

    def take(self, place: int, line: BoxLine) -> bool:
        """Take a line.

        Args:
            place: Its index.
            line: The line.

        Returns:
            Whether it belongs to the box.
        """
        found = read_pairs(line)
        if found is None:
            self.pairs.clear()
            return False
        if found:
            self._take_pairs(place, line, found)
            return True
        if self._waiting is None or not _may_be_value(line, self._waiting):
            return False
        if self._waiting.fact == "title":
            self.title_line = place
        self.pairs.append(self._waiting._replace(value=line.text.strip()))
        self._waiting = None
        self._alternates = True
        return True

    def finish(self) -> list[Pair]:
        """All pairs."""
        if self._waiting is not None and self.pairs:
            self.pairs.append(self._waiting)
        return self.pairs

    def _take_pairs(
        self,
        place: int,
        line: BoxLine,
        found: Sequence[Pair],
    ) -> None:
        if any(pair.fact == "title" and pair.value for pair in found):
            self.title_line = place
        if self._waiting is not None:
            self.pairs.append(self._waiting)
            self._waiting = None
        may_wait = self._alternates or not self.pairs
        *whole, last = found
        self.pairs += whole
        if last.value or line.cells or not may_wait:
            self.pairs.append(last)
        else:
            self._waiting = last


def _box_at(lines: Sequence[BoxLine], start: int) -> InformationBox | None:
    reader = _BoxReader()
    end = start
    for place in range(start, min(len(lines), start + _WITHIN)):
        line = lines[place]
        if not line.text.strip() and not any(cell.strip() for cell in line.cells):
            continue
        if not reader.take(place, line):
            break
        end = place + 1
    pairs = reader.finish()
    if not _is_box(pairs) or not _is_apart(lines, start, end):
        return None
    return InformationBox(
        lines=range(start, end),
        title_line=reader.title_line,
        facts=_facts(pairs),
        words="；".join(f"{pair.label}：{pair.value}" for pair in pairs if pair.value)[:_WORDS],
    )


def _may_be_value(line: BoxLine, waiting: Pair) -> bool:
    text = line.text.strip()
    if line.cells or len(text) > LONGEST_VALUE or _SENTENCE.search(text):
        return False
    if waiting.fact.startswith("date") or waiting.fact.startswith("valid_"):
        return bool(day(text))
    if waiting.fact in ("index_number", "document_number"):
        return _NUMBER.search(text) is not None
    if waiting.fact == "title":
        return True
    return not line.heading and _TITLE.search(text) is None


def _is_box(pairs: Sequence[Pair]) -> bool:
    """Whether pairs are those of a box: enough labels, and values that prove them."""
    facts = {pair.fact for pair in pairs if pair.fact != "other"}
    if len({pair.label for pair in pairs}) < _LEAST or not facts.intersection(_SURE):
        return False
    if len({pair.label for pair in pairs}) < len(pairs) - 2:  # a list of papers repeats its labels
        return False
    proofs = 0
    for pair in pairs:
        if pair.fact in ("index_number", "document_number"):
            proofs += _NUMBER.search(pair.value) is not None
        elif pair.fact.startswith("date"):
            proofs += bool(day(pair.value))
    named = any(
        pair.fact in ("index_number", "document_number") and _NUMBER.search(pair.value)
        for pair in pairs
    )
    return named and proofs >= 2


def _is_apart(
    lines: Sequence[BoxLine],
    start: int,
    end: int,
) -> bool:
    """Whether a box stands above all text, or behind all of it."""
    if not any(_is_text(line) for line in lines[:start]):
        return True
    behind = [line for line in lines[end:] if line.text.strip()]
    return len(behind) <= _BEHIND and not any(_is_text(line) for line in behind)


def _facts(pairs: Sequence[Pair]) -> dict[str, str]:
    facts: dict[str, str] = {}
    for pair in pairs:
        value = pair.value
        if pair.fact.startswith("date") or pair.fact.startswith("valid_"):
            value = day(value)
        elif pair.fact == "document_number" and _NUMBER.search(value):
            value = "".join(value.split())
        elif pair.fact in ("index_number", "document_number") and not _NUMBER.search(value):
            value = ""
        if value and pair.fact != "other":
            facts.setdefault(pair.fact, value)
    return facts


__all__ = ["BoxLine", "InformationBox", "find_information_box", "may_hold_box"]
