"""Removes blanks inside Chinese words, which converters leave where a line ended or a word did.

    住客和经 营者的合法权益，根据有关法律，结 合本市    lines of one width, joined by blanks
    禾川市 总工会 日前 为 外卖 骑手 举办 培训        a blank behind each word

Authors set blanks too: behind the label of an article, between names, in tables and headlines. So
nothing is removed unless the text is so throughout: its blanks stand at one distance, as the ends
of lines do, or behind nearly every word of nearly every sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.notation.marks import read_mark
from ingestion.cleaning.joining import line_extent

_WIDE = "\u3001-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—…"
_INSIDE = re.compile(
    rf"(?<=[{_WIDE}]) {{1,3}}(?=[{_WIDE}])|(?<=[{_WIDE}]) (?=\d)|(?<=\d) (?=[{_WIDE}])"
)
_HAN_BLANK = re.compile(r"(?<=[\u4e00-\u9fff，、；：。]) {1,3}(?=[\u4e00-\u9fff，、；。《“（])")
_BETWEEN_HAN = re.compile(r"[\u4e00-\u9fff] {1,3}[\u4e00-\u9fff]")
_SENTENCE = re.compile(r"[。；：！？]$")
_GAP = re.compile(r"[ \u3000\t]{2,}|\u3000|\t")
_LEAST_LINES = 3  # that are broken so
_LABEL_LENGTH = 10  # characters at the head of a line, where the blank behind a label stands
_EVERY_FEW = 3  # blanks in a line, at least, where each word has one behind it
_EVERY_WORD = 4.0  # characters between blanks, at most, where each word has one behind it
_SHARE = 0.7  # of the sentences
_NARROWEST = 12
_WIDEST = 60
_SAME = 2  # characters by which the pieces of a line differ in length


def find_broken_words(lines: Sequence[str]) -> dict[int, str]:
    """Find the lines whose words are broken by blanks.

    Args:
        lines: The lines of a text.

    Returns:
        The whole lines, by their index.
    """
    suspects = [
        number
        for number, line in enumerate(lines)
        if _BETWEEN_HAN.search(line, _LABEL_LENGTH) or line.count(" ") >= _EVERY_FEW
    ]
    if len(suspects) < _LEAST_LINES:
        return {}
    # wide blanks are columns, unless they stand inside a sentence
    suspects = [
        number
        for number in suspects
        if _SENTENCE.search(lines[number].rstrip()) or not _GAP.search(lines[number].strip())
    ]
    sentences = [number for number, line in enumerate(lines) if _SENTENCE.search(line.rstrip())]
    return _spaced(lines, suspects, sentences) or _wrapped(lines, suspects)


def _spaced(
    lines: Sequence[str],
    suspects: Sequence[int],
    sentences: Sequence[int],
) -> dict[int, str]:
    """Lines in which a blank stands behind each word."""
    spaced = [number for number in suspects if _piece_length(lines[number]) <= _EVERY_WORD]
    of_sentences = set(sentences) & set(spaced)
    if len(of_sentences) < max(_LEAST_LINES, _SHARE * len(sentences)):
        return {}
    return {number: _whole(lines[number]) for number in spaced}


def _piece_length(line: str) -> float:
    pieces = line.split()
    return sum(len(piece) for piece in pieces) / len(pieces)


def _wrapped(lines: Sequence[str], suspects: Sequence[int]) -> dict[int, str]:
    """Sentences that are several lines of one width, joined by blanks.

    Lines without a full stop are no sentences: of a list of fees, both columns have one width.
    """
    suspects = [number for number in suspects if _SENTENCE.search(lines[number].rstrip())]
    pieces = {
        number: _HAN_BLANK.split(lines[number].strip()[_label_end(lines[number].strip()) :])
        for number in suspects
    }
    widths = [
        line_extent(piece)
        for number, parts in pieces.items()
        for piece in parts[1:-1]  # the first has the label, the last ends where it ends
    ]
    firsts = {number: _first_width(lines[number], parts) for number, parts in pieces.items()}
    widths += [firsts[number] for number, parts in pieces.items() if len(parts) > 1]
    if len(widths) < _LEAST_LINES:
        return {}
    width = sorted(widths)[len(widths) // 2]
    if not _NARROWEST <= width <= _WIDEST:
        return {}
    wrapped = {}
    for number, parts in pieces.items():
        inner = [firsts[number], *(line_extent(piece) for piece in parts[1:-1])]
        fills = all(abs(length - width) <= _SAME for length in inner)
        if len(parts) > 1 and fills and line_extent(parts[-1]) <= width + _SAME:
            wrapped[number] = _whole(lines[number])
    if len(wrapped) < max(_LEAST_LINES, _SHARE * len(suspects)):
        return {}
    return wrapped


def _first_width(line: str, parts: Sequence[str]) -> float:
    """The width of the first piece with the label before it."""
    text = line.strip()
    return line_extent(text[: _label_end(text)] + parts[0])


def _label_end(line: str) -> int:
    """Where the words behind the label of an article or item begin."""
    mark = read_mark(line)
    if mark is None:
        return 0
    end = mark.length
    while end < len(line) and line[end] == " ":
        end += 1
    return end


def _whole(line: str) -> str:
    text = line.strip()
    end = _label_end(text)
    return text[:end] + _INSIDE.sub("", text[end:])
