"""Whether labels without a blank behind them open articles (第三条用人单位应当…).

One line alone does not say whether such a label opens an article or cites one. A document that
writes most of its labels without a blank, with ascending numbers, means articles. A label whose
number comes again in a surer place is a citation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.notation.marks import Mark, Strength
from corpus.records import Document, Level
from law.structure.lines import TextLine, read_lines

MAX_GAP = 20
"""Articles that may be missing in a row before a number counts as a citation: scans and web copies
lose some.
"""

_FEWEST_FROM_ONE = 2
_FEWEST_FROM_ELSEWHERE = 3  # a file that holds one part of a code begins at any number
_SENTENCE_ENDS = tuple("。！？；：”’）)】》…!?;:.")
_ENGLISH_BEGINS = tuple("ASs§")
_SPEAKS = re.compile(r"[，。；：、]")
_COUNTED = re.compile(
    "微博|消息|短信|新闻|评论|留言|弹幕|热搜|视频|帖子|线路|路线|线索|热线|生产线|建议|意见|经验|理由"
)
"""Nouns that are counted with 条, as in 第一条微博: such a line is a list of things, not an article."""


@dataclass(frozen=True, slots=True)
class _LineLabel:
    """The label of an article at the start of a line, with the index of the line."""

    line: int
    mark: Mark

    @property
    def is_weak(self) -> bool:
        return self.mark.strength is Strength.WEAK


def read_labelled_lines(document: Document) -> list[TextLine]:
    """Read the lines of a document, with the labels of its articles settled.

    Args:
        document: The document.

    Returns:
        Its lines, in order.
    """
    lines = _without_translated_labels(read_lines(document))
    has_weak_label = any(label.is_weak for labels in _bodies(lines) for label in labels)
    if not has_weak_label:
        return lines
    settled = settle_labels(lines)
    split = _without_translated_labels(read_lines(document, without_blank=True))
    if len(split) == len(lines):
        return settled
    # Where most labels have no blank, articles of one paragraph are parted too, but only by labels
    # that became sure.
    split_settled = settle_labels(split)
    starts = {line.start for line in lines}
    added = [line for line in split_settled if line.start not in starts]
    all_sure = all(
        line.mark is not None and line.mark.strength is Strength.STRONG for line in added
    )
    return split_settled if all_sure else settled


def _without_translated_labels(lines: Sequence[TextLine]) -> list[TextLine]:
    """Let no label in English open an article where the text has Chinese ones.

    In a text in two languages, Article 3 stands below 第三条 and is its translation.
    """
    labels = [line for line in lines if line.mark is not None and line.mark.level is Level.ARTICLE]
    english = [line for line in labels if line.mark and line.mark.label.startswith(_ENGLISH_BEGINS)]
    if len(english) in (0, len(labels)):
        return list(lines)
    translated = {line.start for line in english}
    return [
        replace(line, mark=None) if line.start in translated and not line.row else line
        for line in lines
    ]


def settle_labels(lines: Sequence[TextLine]) -> list[TextLine]:
    """Settle which labels without a blank open articles, and which only cite one.

    Args:
        lines: The lines of a document, with what each could open.

    Returns:
        The same lines. Some marks are `STRONG` that were `WEAK`; marks of lines that only cite are
        None.
    """
    settled = list(lines)
    for labels in _bodies(lines):
        if not any(label.is_weak for label in labels):
            continue
        sequence, citations = _in_sequence(lines, labels)
        for label in citations:
            settled[label.line] = replace(lines[label.line], mark=None)
        if not _writes_without_blank(lines, sequence):
            continue
        for label in sequence:
            sure = replace(label.mark, strength=Strength.STRONG)
            settled[label.line] = replace(lines[label.line], mark=sure)
    return settled


def _bodies(lines: Sequence[TextLine]) -> list[list[_LineLabel]]:
    """The labels of a document, body by body: each 第一条 and each annex begins another body."""
    bodies: list[list[_LineLabel]] = [[]]
    for index, line in enumerate(lines):
        mark = line.mark
        if mark is None or line.row:
            continue
        if mark.level is Level.ANNEX:
            bodies.append([])
        if mark.level is not Level.ARTICLE:
            continue
        if mark.number == (1, 0):
            bodies.append([])
        bodies[-1].append(_LineLabel(index, mark))
    return [body for body in bodies if body]


def _in_sequence(
    lines: Sequence[TextLine], labels: Sequence[_LineLabel]
) -> tuple[list[_LineLabel], list[_LineLabel]]:
    """The labels of one body whose numbers ascend, and the labels that cite an article."""
    sequence: list[_LineLabel] = []
    citations: list[_LineLabel] = []
    for position, label in enumerate(labels):
        later = labels[position + 1 :]
        if _cites(lines, label, later):
            citations.append(label)
        elif not sequence or _follows(
            sequence[-1].mark.number,
            label.mark.number,
            later,
        ):
            sequence.append(label)
    return sequence, citations


def _cites(
    lines: Sequence[TextLine],
    label: _LineLabel,
    later: Sequence[_LineLabel],
) -> bool:
    """Whether a label without a blank cites an article: its number comes again in a surer place."""
    if not label.is_weak:
        return False
    same = [other for other in later if other.mark.number == label.mark.number]
    if any(not other.is_weak for other in same):
        return True
    return bool(same) and _is_unfinished(lines, label.line - 1)


def _is_unfinished(lines: Sequence[TextLine], index: int) -> bool:
    """Whether the sentence of a line goes on in the next line, as where a file breaks its lines."""
    if index < 0:
        return False
    line = lines[index]
    if line.row or line.heading is not None or line.opens_division():
        return False
    is_article = line.mark is not None and line.mark.level is Level.ARTICLE
    says_something = is_article or _SPEAKS.search(line.text) is not None
    return says_something and not line.text.endswith(_SENTENCE_ENDS)


def _follows(
    last: tuple[int, int],
    number: tuple[int, int],
    later: Sequence[_LineLabel],
) -> bool:
    """Whether a number is the next one, or the next of those that the file has."""
    if number in ((last[0] + 1, 0), (last[0], last[1] + 1)):
        return True
    if number <= last or number[0] - last[0] > MAX_GAP:
        return False
    return all(other.mark.number != (last[0] + 1, 0) for other in later)


def _writes_without_blank(lines: Sequence[TextLine], sequence: Sequence[_LineLabel]) -> bool:
    """Whether most labels of a body have no blank behind them."""
    if not sequence:
        return False
    from_one = sequence[0].mark.number == (1, 0)
    fewest = _FEWEST_FROM_ONE if from_one else _FEWEST_FROM_ELSEWHERE
    weak = [label for label in sequence if label.is_weak]
    if len(sequence) < fewest or 2 * len(weak) <= len(sequence):
        return False
    counting = [
        label for label in weak if _COUNTED.match(lines[label.line].text, label.mark.length)
    ]
    return 2 * len(counting) <= len(weak)
