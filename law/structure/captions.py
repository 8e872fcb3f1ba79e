"""The caption of a court's paper.

Court, sort of paper, case number — what stands above the parties.

Only what stands there counts. Further down a paper cites the number of the judgment appealed
against, or of the indictment, and the first number of the text would name another case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.records import CaseNumber, Located, Span
from law.structure.case_numbers import read_number
from law.structure.formulas import PARTIES

_COURT = re.compile(
    r"[\u4e00-\u9fff]{2,30}?"
    r"(?:法院|仲裁委员会|仲裁院)"
)
_SPACED_COURT = re.compile(
    r"(?:[\u4e00-\u9fff]\s+){2,30}?"
    r"(?:法\s*院|仲\s*裁\s*委\s*员\s*会|仲\s*裁\s*院)"
)
_PAPER = re.compile(
    r"(?:刑\s*+事|民\s*+事|行\s*+政|[执執]\s*+行|国家赔偿)?\s*+"
    r"(?:附带民事)?\s*+"
    r"(?:仲\s*+裁)?\s*+"
    r"(?:判\s*[决決]|裁\s*定|[调調]\s*解|[决決]\s*定|裁\s*[决決])\s*"
    r"[书書]"
)
_NUMBER_SIGN = re.compile(r"[号號]")
_SENTENCE_END = re.compile(r"[。；;]")
_OPENING = 400
"""A caption lies in so many characters at the head of a text."""
_LONGEST_NUMBER = 60


@dataclass(frozen=True, slots=True)
class Caption:
    """What a caption states.

    Attributes:
        court: The court or commission.
        paper: The sort of paper as it is written, without blanks: 民事判决书.
        number: The case number.
        end: The offset in the text at which the caption ends.
    """

    court: Located | None
    paper: Located | None
    number: CaseNumber | None
    end: int

    @property
    def shown(self) -> str:
        """The caption as a title; it never holds a party's name."""
        parts = (self.court, self.paper, self.number)
        return "".join(part.value for part in parts if part)


def read_caption(text: str, start: int = 0) -> Caption:
    """Read the caption at the head of a text.

    Args:
        text: The clean text of a court's paper.
        start: The offset at which it begins, behind a head note.

    Returns:
        What it states; its `end` is `start` where the text has no caption.
    """
    limit = _caption_limit(text, start)
    court = _COURT.search(text, start, limit) or _SPACED_COURT.search(text, start, limit)
    court_end = court.end() if court else start
    paper = _PAPER.search(text, court_end, limit) or _PAPER.search(text, start, limit)
    number = read_number(text, start, limit)
    end = court_end
    if paper:
        end = max(end, paper.end())
    if number:
        end = max(end, number.span.end)
    else:
        # A number may be so broken that nothing of it can be read.
        sign = _NUMBER_SIGN.search(text, end, limit)
        if sign and sign.end() - end <= _LONGEST_NUMBER:
            end = sign.end()
    return Caption(
        court=_read_court(court),
        paper=_read_paper(paper),
        number=number,
        end=end,
    )


def _caption_limit(text: str, start: int) -> int:
    """Where a caption must have ended: at the first party, or at the end of a sentence."""
    limits = [len(text), start + _OPENING]
    for pattern in (_SENTENCE_END, PARTIES):
        match = pattern.search(text, start, start + _OPENING)
        if match:
            limits.append(match.start())
    return min(limits)


def _read_court(match: re.Match[str] | None) -> Located | None:
    """The court, without the words before it where blanks were lost: 甲某盗窃一审刑事判决书云岭市人民法院."""
    if not match:
        return None
    words_before = max(match[0].rfind(mark) for mark in "书書案") + 1
    name = re.sub(r"\s+", "", match[0][words_before:])
    return Located(name, Span(match.start() + words_before, match.end()))


def _read_paper(match: re.Match[str] | None) -> Located | None:
    """The sort of paper, without the white space around and inside it."""
    if not match:
        return None
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return Located(re.sub(r"\s+", "", match[0]), Span(start, match.end()))
