"""The norms before a verb that are its subject: 《甲》、《乙》同时废止; 青岩市电车管理办法同时废止."""

from __future__ import annotations

import re

from corpus.notation.dates import DATE
from corpus.records import Doubt, Span
from law.structure.acts.connectives import AGENT, BRACKETS, JOIN, SAID_OF_ANOTHER
from law.structure.acts.names import is_name
from law.structure.acts.objects import joins
from law.structure.acts.sentences import Sentence
from law.structure.acts.targets import EDITION_LEAD, NAME, Named, read_target
from law.structure.acts.verbs import last_clause

_FROM_BEFORE = re.compile(r"[自从于在]\s*$")
_ITS_DAY = re.compile(
    r"\s*(?:正式|开始)?(?:施行|实施|生效|公布|颁布|发布|执行)(?:之日|的?当日|之时|时|[之以]?后)"
)
_PERIOD_OF_IT = re.compile(r"^\s*的?(?:有效期限?|试行期限?|施行期限|实施期限|执行期限|授权期限)")
_WORDS_OF_IT = re.compile(r"^\s*(?:中的?|的)?(?:“■*”[、和及]?)+")
_BASIS = re.compile(
    r"(?:根据|依照|按照|依据|违反|参照|执行|适用|遵守|符合|因|由于|对照|贯彻)(?:原)?\s*$"
)
_FILLER = re.compile(
    r"(?>[，,、\s]|由本(?:法|条例|办法|规定|标准|规则|解释|决定)|同时|同日|即日|即行|自行|即|均|都|一律|一并|随之|相应|全部|整体|正式|予以|予|给予|宣布|现|经|已|早已|业已|曾|于|自|从|在"
    r"|由|起|止|至|到|以后|后|之日|当日|之时|DATE|(?:19|20)\d{2}年(?:\d{1,2}月)?|年初|年底"
    r"|本[\u4e00-\u9fff（）]{1,10}?(?:生效|施行|公布|发布|实施|执行|印发|通过|颁布)(?:之日|后)?"
    r"|将|要|会|拟|应当|应|可以|可|需要|需|必须|尚|并未|未|被|没有|并不|不|因此|而|从未|是否|有没有|会不会|何时|何日|什么时候|也|则|届时|到期|当时"
    r"|暂时|暂|决定|依法|尽快|逐步|其中|有效期限|有效期|有效|期限|再|为止|今日|今|目前|原则上|原|的效力|效力|明令|公布|施行|发布"
    r"|等[\d一二三四五六七八九十百两]*(?:件|部|个|项)?(?:市政府|政府|行政|地方性|规范性|司法)?(?:文件|规章|法规|法律|规定|办法|条例|通知|解释)?)*+"
)
_LONGEST_BETWEEN = 200
_UNCLEAR_FILLER = 12
_LEAD_START = re.compile(r"(?:施行|实施|废止|决定|执行|生效|起|规定|外|如下)[，,：:]")


def read_subjects(
    sentence: Sentence,
    verb: re.Match[str],
    floor: int,
) -> tuple[list[Named], tuple[Doubt, ...]]:
    """Of the titles before a verb those that are its subject, and doubts about them.

    违反《甲》签订的合同失效 ends no work.
    """
    titles = [
        title for title in sentence.titles if floor <= title.start and title.end <= verb.start()
    ]
    if not titles:
        return _subject_name(
            sentence,
            verb,
            floor,
        ), ()
    found: list[Named] = []
    doubts: tuple[Doubt, ...] = ()
    end = verb.start()
    for index in range(
        len(titles) - 1,
        -1,
        -1,
    ):
        title = titles[index]
        begin = titles[index - 1].end if index else floor
        if _is_day_of(sentence.masked, title):
            doubts = (*doubts, Doubt.CONDITIONAL)
            end = len(_FROM_BEFORE.sub("", sentence.masked[: title.start]))
            continue
        agent = AGENT.search(
            sentence.masked,
            max(0, title.start - 2),
            title.start,
        )
        if verb.lastgroup == "replace" and agent and not found:
            doubts = (*doubts, Doubt.UNCLEAR)  # 《甲》已被《乙》取代
            end = agent.start()
            continue
        lead = lead_of(sentence.masked[begin : title.start])
        named = read_target(
            sentence.text,
            sentence.masked,
            title,
            lead,
            until=end,
        )
        between = sentence.masked[named.end : end]
        doubt = _filler_doubt(_behind_title(between, verb)) if not found else _join_doubt(between)
        if doubt is None:
            break
        doubts = (*doubts, *doubt)
        if not _BASIS.search(sentence.masked[max(0, title.start - 8) : title.start]):
            found.insert(0, named)
        elif not found:
            break
        end = title.start
    last = found[-1].target if found else None
    if last is not None and len(found) > 1 and any(name[0] != "第" for name in last.provisions):
        doubts = (*doubts, Doubt.UNCLEAR)  # 《甲》和《乙》中有关收费的规定: of one, or of both
    return found, tuple(dict.fromkeys(doubts))


def _is_day_of(masked: str, title: Span) -> bool:
    """Whether a title only says from when: 自《乙法》施行之日起."""
    is_from = _FROM_BEFORE.search(
        masked,
        max(0, title.start - 2),
        title.start,
    )
    return is_from is not None and _ITS_DAY.match(masked, title.end) is not None


def _behind_title(between: str, verb: re.Match[str]) -> str:
    """The words between a title and its verb, without what belongs to the title."""
    if verb.lastgroup == "extend":
        return _PERIOD_OF_IT.sub("", between)
    if verb.lastgroup == "correct":
        return _WORDS_OF_IT.sub("", between)
    return between


def _join_doubt(between: str) -> tuple[Doubt, ...] | None:
    """No doubt where the words between two titles make one list of them; else None."""
    join = JOIN.match(BRACKETS.sub("", between))
    return () if join is not None and joins(between, join["lead"]) else None


def _filler_doubt(between: str) -> tuple[Doubt, ...] | None:
    """Whether the words between a title and the verb let the title be its subject.

    None where it is not; a doubt where the words are not known.
    """
    if len(between) > _LONGEST_BETWEEN:
        return None
    words = DATE.sub("DATE", BRACKETS.sub("", between))
    words = re.sub(
        "^除[^除，。；]{1,40}外",
        "",
        words,
    )
    if _FILLER.fullmatch(words):
        return ()
    if SAID_OF_ANOTHER.search(words) or re.search("[的中]", words.replace("之日", "")):
        return None
    rest = _FILLER.sub("", words)
    return (Doubt.UNCLEAR,) if len(rest) <= _UNCLEAR_FILLER and "，" not in words else None


def lead_of(words: str) -> str:
    """The words before a title that may name its edition."""
    words = words[-120:]
    cuts = list(_LEAD_START.finditer(words))
    return words[cuts[-1].end() :] if cuts else words


def _subject_name(
    sentence: Sentence,
    verb: re.Match[str],
    floor: int,
) -> list[Named]:
    """A norm without title marks before the verb: 青岩市电车管理办法同时废止."""
    if verb.lastgroup not in ("repeal", "confirm"):
        return []
    clause = last_clause(
        sentence.masked,
        floor,
        verb.start(),
    )
    begin = verb.start() - len(clause)
    opening = re.match(r"\s*(?:原(?!有)|现行的?|自[^，]{1,20}起)?", clause)
    place = begin + (opening.end() if opening else 0)
    edition = EDITION_LEAD.match(sentence.masked, place, verb.start())
    lead = edition[0] if edition else ""
    place += len(lead)
    name = NAME.match(
        sentence.masked,
        place,
        verb.start(),
    )
    if name is None or not is_name(name[0]):
        return []
    span = Span(*name.span())
    named = read_target(
        sentence.text,
        sentence.masked,
        span,
        lead,
        until=verb.start(),
        marked=False,
    )
    if _filler_doubt(sentence.masked[named.end : verb.start()]) != ():
        return []
    return [named]
