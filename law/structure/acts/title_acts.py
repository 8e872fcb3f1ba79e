"""The acts that a title names and the body only points at, and the works that a decision amends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.notation.work_keys import work_key
from corpus.records import (
    Action,
    Doubt,
    Evidence,
    Span,
    Target,
)
from law.structure.acts.amendments import read_amended
from law.structure.acts.days import first_day
from law.structure.acts.doubts import find_amendment_doubts, find_doubts
from law.structure.acts.sentences import Sentence, read_sentences
from law.structure.acts.stated import ReadAct
from law.structure.lines import TextLine

_TITLE_ENDS = re.compile(
    r"关于(?:公布)?(?P<verb>废止|撤销|停止执行|宣布失效)[^《》]{0,12}《(?P<name>.+)》(?:等[^《》]{0,20})?的?(?:决定|通知|公告|命令|令|通告)"
)
_ORDER = re.compile(r"(?:令|公告)(?:第|〔|\d|（|$)|第\S{1,8}号$")
_DECISION = (
    r"《(?P<body>[\u4e00-\u9fff]{0,40}?)关于(?P<verb>废止|撤销)"
    r"[〈《](?P<name>[^〈〉《》]{2,80})[〉》]的(?:决定|决议)》"
)
_PUBLISHED = (
    re.compile(rf"现(?:予以?)?(?:公布|发布)\s*{_DECISION}"),
    re.compile(rf"{_DECISION}[，,]?(?:已|业|经|由)[^。；《》]{{4,200}}?现予(?:以)?(?:公布|发布)"),
)
_BODY_ENDS = re.compile(r"废止|撤销|停止[执施]行|失效")


def read_by_title(
    title: str,
    blanked: str,
    lines: Sequence[TextLine],
    *,
    denied: bool,
) -> Iterator[ReadAct]:
    """The end that a title names and the body only points at: 经研究，决定予以废止."""
    match = _TITLE_ENDS.search(title)
    if match is None:
        return
    action = Action.ANNUL if match["verb"] == "撤销" else Action.REPEAL
    named = [f"《{name}》" for name in re.split("》[、和及]+《", match["name"])]
    keys = {work_key(name) for name in named}
    for line in lines:
        for sentence in read_sentences(
            blanked,
            blanked,
            Span(line.start, line.end),
        ):
            verb = _BODY_ENDS.search(sentence.masked)
            if verb is None or not _names_only(sentence, keys):
                continue
            before = sentence.masked[: verb.start()]
            doubts = tuple(
                find_doubts(
                    before,
                    sentence.masked[verb.end() :],
                    sentence.masked,
                    sentence.ender,
                    None,
                )
            )
            if denied:
                doubts = (Doubt.NEGATED, *doubts)
            for name in named:
                yield ReadAct(
                    action=action,
                    target=Target(work_key(name), name),
                    evidence=sentence.evidence("title and clause", verb.start()),
                    since=first_day(sentence.masked),
                    doubts=doubts,
                )
            return


def read_promulgated(
    text: str,
    blanked: str,
    title: str,
    lines: Sequence[TextLine],
    issuers: Sequence[str],
) -> Iterator[ReadAct]:
    """The end that an order names in the title of the decision that it publishes.

    The decision itself is not in the file. Only an order or announcement of the body that the
    decision names publishes it.
    """
    if not issuers or not _ORDER.search(title):
        return
    for line in lines:
        published = [rule.search(blanked, line.start, line.end) for rule in _PUBLISHED]
        for match in [found for found in published if found][:1]:
            body = match["body"] or issuers[0]
            doubts = () if body in issuers else (Doubt.UNCLEAR,)
            words = text[match.start() : match.end()]
            yield ReadAct(
                action=Action.ANNUL if match["verb"] == "撤销" else Action.REPEAL,
                target=Target(work_key(match["name"]), f"《{match['name']}》"),
                evidence=Evidence(
                    "title of a published decision",
                    words,
                    Span(match.start(), match.end()),
                ),
                doubts=doubts,
            )


def _names_only(sentence: Sentence, keys: set[str]) -> bool:
    """Whether a sentence names no work but those of the title."""
    return all(
        work_key(sentence.text[title.start : title.end]) in keys for title in sentence.titles
    )


def read_amendments(
    text: str,
    blanked: str,
    title: str,
    lines: Sequence[TextLine],
) -> Iterator[ReadAct]:
    """The works that a decision changes, each with its articles."""
    sentences = (
        sentence
        for line in lines
        for sentence in read_sentences(
            text,
            blanked,
            Span(line.start, line.end),
        )
    )
    for amended in read_amended(title, sentences):
        doubts: tuple[Doubt, ...] = ()
        sentence = amended.sentence
        if sentence is not None:
            place = re.search("修[改正订]|删|增加", sentence.masked)
            at = place.start() if place else len(sentence.masked)
            before = sentence.masked[:at]
            doubts = tuple(find_amendment_doubts(before, sentence.ender))
        yield ReadAct(
            Action.AMEND,
            amended.whole_target(),
            amended.evidence,
            doubts=doubts,
        )
