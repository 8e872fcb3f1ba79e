"""Sentences of a document that may state acts, with quoted words and titles blanked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.notation.work_keys import titled
from corpus.records import Evidence, Span

QUOTED = "■"
"""What stands for each character of a blanked quotation."""
TITLE = "□"
"""What stands for each character of a blanked title, between its marks."""

_QUOTATION = re.compile(
    r"“(?P<long>[^“”]{0,6000})”|「(?P<corner>[^「」\n]{0,600})」|\"(?P<plain>[^\"\n]{0,300})\""
)
_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_NEW_WORDING = re.compile(
    r"(?:修改为|改为|作为第[^“”]{1,20}|[条款项句]|增加|内容为|如下)[:：]?\s*$"
)
"""Words before the new text of an amended article."""
_LONGEST_EVIDENCE = 200
_BEFORE_TITLE = 60
_LONGEST = 20_000
"""Characters of a sentence: a text without any mark of a sentence states nothing readable."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document.

    Attributes:
        start: Its offset in the text.
        text: Its words.
        masked: The same with quotations and the insides of titles blanked.
        titles: The places of the titles in it.
        ender: The mark behind it.
        quoted: Whether it stands in quotation marks.
    """

    start: int
    text: str
    masked: str
    titles: tuple[Span, ...]
    ender: str
    quoted: bool = False

    def evidence(
        self,
        rule: str,
        place: int,
    ) -> Evidence:
        """Return the sentence as evidence.

        Args:
            rule: The rule that read it.
            place: The offset in it that must be in the evidence where the sentence is too long.

        Returns:
            The evidence with its place in the text.
        """
        first = len(self.text) - len(self.text.lstrip())
        last = len(self.text.rstrip())
        if last - first > _LONGEST_EVIDENCE:
            latest = last - _LONGEST_EVIDENCE
            first = max(first, min(place - _BEFORE_TITLE, latest))
            last = first + _LONGEST_EVIDENCE
        return Evidence(
            rule,
            self.text[first:last],
            Span(self.start + first, self.start + last),
        )


def blank_quotations(text: str) -> tuple[str, list[Span]]:
    """Blank what a text quotes.

    Args:
        text: The clean text of a document.

    Returns:
        A text of the same length, and the places of quotations that are not the new wording of an
        amended article.
    """
    quotations: list[Span] = []

    def blank(match: re.Match[str]) -> str:
        words = match[0]
        inside = Span(match.start() + 1, match.end() - 1)
        before = text[max(0, match.start() - 30) : match.start()]
        if not _NEW_WORDING.search(before):
            quotations.append(inside)
        return words[0] + QUOTED * (len(words) - 2) + words[-1]

    return _QUOTATION.sub(blank, text), quotations


def read_sentences(
    text: str,
    blanked: str,
    span: Span,
    *,
    quoted: bool = False,
) -> Iterator[Sentence]:
    """Read the sentences of a part of a text.

    Args:
        text: The clean text of a document.
        blanked: The same with quotations blanked.
        span: The part: a line, or the inside of a quotation.
        quoted: Whether the part is a quotation.

    Yields:
        The sentences. A title that has the end of a sentence in it stays whole.
    """
    part = blanked[span.start : span.end]
    masked = _mask_titles(part)
    for match in _SENTENCE.finditer(masked):
        start = span.start + match.start()
        end = span.start + match.end()
        words = text[start:end]
        if match.end() - match.start() > _LONGEST or not words.strip():
            continue
        yield Sentence(
            start=start,
            text=words,
            masked=match[0],
            titles=tuple(titled(match[0])),
            ender=blanked[end : end + 1],
            quoted=quoted,
        )


def _mask_titles(part: str) -> str:
    """Blank the insides of the titles of a part, and keep their marks."""
    if "《" not in part:
        return part
    pieces: list[str] = []
    place = 0
    for title in titled(part):
        pieces.append(part[place : title.start + 1])
        pieces.append(TITLE * (title.end - title.start - 2))
        place = title.end - 1
    pieces.append(part[place:])
    return "".join(pieces)
