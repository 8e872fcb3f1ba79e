"""The norms right behind a verb: 废止《甲》、《乙》; 废止青岩市电车管理办法."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.records import Span
from law.structure.acts.connectives import BRACKETS, JOIN, LEAD_END, OBJECT_END, SAID_OF_ANOTHER
from law.structure.acts.names import is_name
from law.structure.acts.sentences import Sentence
from law.structure.acts.targets import NAME, Named, read_target

_LEAD = re.compile(
    r"(?:了|下列|以下)?[:：]?\s*+(?P<lead>(?:[^《》，。；：:\s后前时]|(?<=[以])前){0,60}?|[^《》。；：]{0,90}?(?:布|发|定|准|订|正|号|令|行|过|施行)的?)(?=《)"
)
_SOMETHING_OF_IT = re.compile(r"\s*(?:规定)?(?:的|所|中)")


def read_objects(
    sentence: Sentence,
    verb: re.Match[str],
    stop: int,
) -> Iterator[Named]:
    """The norms right behind a verb: 废止《甲》、《乙》."""
    lead = _LEAD.match(
        sentence.masked,
        verb.end(),
        stop,
    )
    if lead is None:
        yield from _object_name(
            sentence,
            verb,
            stop,
        )
        return
    if not LEAD_END.search(lead["lead"]):
        return
    found = list(
        chain(
            sentence,
            lead.end(),
            stop,
            lead["lead"],
        )
    )
    last = found[-1] if found else None
    is_whole = last is not None and not last.target.provisions
    if last is None or (is_whole and _SOMETHING_OF_IT.match(sentence.masked, last.end)):
        return
    yield from found


def chain(
    sentence: Sentence,
    start: int,
    stop: int,
    lead: str,
) -> Iterator[Named]:
    """Read titles that follow each other: 《甲》（…令第2号）、2001年发布的《乙》和《丙》.

    Args:
        sentence: The sentence.
        start: Where the first title begins.
        stop: Where the last may end.
        lead: The words before the first that may name its edition.

    Yields:
        The norms.
    """
    place = start
    titles = [title for title in sentence.titles if start <= title.start < stop]
    for index, title in enumerate(titles):
        if index:
            between = sentence.masked[place : title.start]
            join = JOIN.match(BRACKETS.sub("", between))
            if join is None or not joins(between, join["lead"]):
                return
            if "，" in between and not OBJECT_END.match(sentence.masked, title.end):
                return  # 废止《甲》，《乙》继续有效
            lead = join["lead"]
        until = titles[index + 1].start if index + 1 < len(titles) else stop
        named = read_target(
            sentence.text,
            sentence.masked,
            title,
            lead,
            until=until,
        )
        place = named.end
        yield named


def joins(between: str, lead: str) -> bool:
    """Whether the words between two titles make one list of them."""
    if not lead:
        return bool(re.match(r"\s*(?:$|[、，,；]|和|及|以及|与|或|并|等)", between))
    lead = re.sub(
        r"^(?:[一二三四五六七八九十]+、|[（(]?\d{1,3}[)）.．、]|[（(][一二三四五六七八九十]+[)）])\s*",
        "",
        lead,
    )
    if SAID_OF_ANOTHER.search(lead) or re.search("施行[，,]|自.*起|根据|依照|废止|违反", lead):
        return False
    return LEAD_END.search(lead) is not None


def _object_name(
    sentence: Sentence,
    verb: re.Match[str],
    stop: int,
) -> Iterator[Named]:
    """A norm without title marks right behind the verb."""
    if verb.lastgroup not in ("repeal", "annul") or verb[0] == "停止使用":
        return
    masked = sentence.masked
    if masked[: verb.start()].endswith("的"):
        return
    name = NAME.match(
        masked,
        verb.end(),
        stop,
    )
    if name is None or (name.end() < stop and masked[name.end()] not in "（(，,。；、 \u3000"):
        return
    if not is_name(name[0]):
        return
    span = Span(*name.span())
    yield read_target(
        sentence.text,
        masked,
        span,
        "",
        until=stop,
        marked=False,
    )
