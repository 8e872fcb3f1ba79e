"""The caption of a court's paper: court, sort of paper, case number — what stands above the
parties.

Only what stands there counts: further down a paper cites the number of the judgment appealed
against, or of the indictment, and the first number of the text would name another case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.records import CaseNumber, Located, Span
from law.structure.case_numbers import read_number
from law.structure.formulas import PARTIES

_COURT = re.compile(r"[\u4e00-\u9fff]{2,30}?(?:法院|仲裁委员会|仲裁院)")
_SPACED_COURT = re.compile(
    r"(?:[\u4e00-\u9fff]\s+){2,30}?(?:法\s*院|仲\s*裁\s*委\s*员\s*会|仲\s*裁\s*院)"
)
_PAPER = re.compile(
    r"(?:刑\s*事|民\s*事|行\s*政|[执執]\s*行|国家赔偿)?\s*(?:附带民事)?\s*(?:仲\s*裁)?\s*(?:判\s*[决決]|裁\s*定|[调調]\s*解|[决決]\s*定|裁\s*[决決])\s*[书書]"
)
_OPENING = 400
_SENTENCE_END = re.compile(r"[。；;]")


@dataclass(frozen=True, slots=True)
class Caption:
    """What a caption states, and where it ends. `paper` is as it is written, without blanks: 民事判决书."""

    court: Located | None
    paper: Located | None
    number: CaseNumber | None
    end: int

    @property
    def shown(self) -> str:
        """The caption as a title; it never holds a party's name."""
        parts = (self.court, self.paper, self.number)
        return "".join(part.value for part in parts if part)


def read_caption(text: str) -> Caption:
    """Read the caption at the head of a text."""
    end = min(
        [
            len(text),
            _OPENING,
            *(
                match.start()
                for match in (_SENTENCE_END.search(text, 0, _OPENING), _first_party(text))
                if match
            ),
        ]
    )
    court = _COURT.search(text, 0, end) or _SPACED_COURT.search(text, 0, end)
    paper = _PAPER.search(text, court.end() if court else 0, end) or _PAPER.search(text, 0, end)
    number = read_number(text, 0, end)
    ends = [mark.end() for mark in (court, paper) if mark] + ([number.span.end] if number else [])
    if (
        not number
        and (
            sign := re.compile(r"[号號]").search(
                text,
                max(ends, default=0),
                end,
            )
        )
        and sign.end() - max(ends, default=0) <= 60
    ):
        ends.append(sign.end())  # a number so broken that nothing of it can be read
    return Caption(
        court=_court(court),
        paper=_stated(paper),
        number=number,
        end=max(ends, default=0),
    )


def _first_party(text: str) -> re.Match[str] | None:
    return PARTIES.search(text, 0, _OPENING)


def _court(match: re.Match[str] | None) -> Located | None:
    """Without what is glued to it where blanks were lost: 甲某盗窃一审刑事判决书云岭市人民法院."""
    if not match:
        return None
    glued = max(match[0].rfind(mark) for mark in "书書案")
    return Located(
        re.sub(r"\s+", "", match[0][glued + 1 :]),
        Span(match.start() + glued + 1, match.end()),
    )


def _stated(match: re.Match[str] | None) -> Located | None:
    if not match:
        return None
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return Located(re.sub(r"\s+", "", match[0]), Span(start, match.end()))
