"""Clauses that state acts: a verb such as 废止 or 继续有效 with the norms that it is said of.

《甲》继续有效，《乙》同时废止。      the titles before the verb, back to the verb before
现决定废止《甲》和《乙》。            the titles right behind it
废止青岩市电车管理办法。              a name without marks
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from corpus.notation.dates import DATE, find_dates
from corpus.records import Action, Doubt, Span
from law.structure.acts.sentences import Sentence
from law.structure.acts.targets import EDITION_LEAD, NAME, Named, read_target
from law.structure.sentences import label_length

VERB = re.compile(
    r"(?P<suspend>(?:暂停|暂时停止|暂缓|暂不|中止)(?:执行|施行|实施|适用))"
    r"|(?P<adjust>(?:暂时)?调整(?:适用|实施)|(?:暂时)?变通适用)"
    r"|(?P<extend>延长|延续|延期至|继续(?:有效|执行|施行|实施|适用)(?=[^，。；]{0,4}[至到])|(?:执行|施行|实施|有效期限?)截?[至到](?=\s*(?:19|20|二)))"
    r"|(?P<confirm>继续(?:有效|执行|施行|实施|适用)|现行有效|仍然有效)"
    r"|(?P<repeal>废止|失去效力|失效|[停终]止(?:执行|施行|实施|使用|适用)|不再(?:执行|适用|施行|有效)|作废)"
    r"|(?P<annul>撤销)"
    r"|(?P<approve>批准(?!的))"
    r"|(?P<replace>代替|取代|替代)"
    r"|(?P<correct>更正)"
)
"""The verbs of acts; the name of a group is an `Action`."""

_NOUN_BEHIND = re.compile(
    r"\s*(?:[的之](?!$)|后|前|以后|以前|时|日期|程序|情况|工作|情形|目录|清单|决定|通知|条件|理由|依据|原因|或者?|与否|、|和(?!《)|及其)"
)
_NOUN_FIRST = re.compile(r"(?:修改|修订|制定|解释|[、和或及与])\s*$")
_SPOKEN_OF = re.compile(
    r"\s*(?:的|一事的?|之)(?=[^，。]{0,6}(?:说法|消息|传言|传闻|信息|谣言|报道|建议|提议|告示|声明))"
)
_LEAD = re.compile(
    r"(?:了|下列|以下)?[:：]?\s*(?P<lead>(?:[^《》，。；：:\s后前时]|(?<=[以])前){0,60}?|[^《》。；：]{0,90}?(?:布|发|定|准|订|正|号|令|行|过|施行)的?)(?=《)"
)
_LEAD_END = re.compile(
    r"(?:^|原|现行的?|(?:公布|颁布|发布|颁发|下发|印发|批转|转发|制定|批准|修订|修正|通过|施行|试行|执行|实行)的?|[令号院府部局会委署厅办司行日]|所发)\s*$|(?:19|20)\d{2}年(?:版|的)?$"
)
_OBJECT_END = re.compile(
    r"\s*(?:$|\.\s*$|[，,；。、：:）)（(|]|等|共|[\d一二三四五六七八九十百两这]+\s*[件部项个种]|自|从|于|同时|一并|和|及|以及|与|或|并|而|的?(?:决定|通知|命令|公告|令)\s*(?:$|[，,。；）)])|■|其|停止|已|■)"
)
"""What follows the last norm that a verb ends; other words make a noun of it: 对废止《甲》提出意见."""
_FROM_BEFORE = re.compile(r"[自从于在]\s*$")
_AGENT = re.compile(r"[被由]\s*$")
_ITS_DAY = re.compile(
    r"\s*(?:正式|开始)?(?:施行|实施|生效|公布|颁布|发布|执行)(?:之日|的?当日|之时|时|[之以]?后)"
)
_NO_SUBJECT = re.compile(
    r"\s*(?:(?:经[\u4e00-\u9fff]{1,12})?[\u4e00-\u9fff]{0,16}决定|现|特|故|因此|为此)[：:]?"
    r"(?:将其|对其|现|予以|予|给予|宣布|自DATE起|一律|全部|即行|并)*\s*|(?:予以|给予)"
)
"""A clause before a verb that has no subject, and what the issuer decides."""
_ITS_PERIOD = re.compile(
    r"\s*(?:现|并|决定|将)*(?:其|该[\u4e00-\u9fff]{1,4}的?)?(?:有效期限?|试行期限?|施行期限|执行期限|实施期限|期限)(?:均|相应|自DATE起)*\s*"
)
"""A clause before 延长 that names the period alone: 《甲》继续执行，有效期延长至."""
_PRONOUN = re.compile(
    r"\s*(?:自DATE起)?(?:该|此|上述)(?:条例|办法|规定|法|决定|通知|解释|规则|细则|文件|规章|法规)"
    r"(?:自DATE起|同时|即行|予以|现|即|正式|全部)*\s*"
)
_OPENING = re.compile(r"\s*(?:鉴于|因|由于|考虑到|原|现行)?\s*")
_OF_IT = re.compile(r"\s*(?!的(?:主要|全部)?(?:内容|规定)(?:已|均|都|与|不|被))(?:第|中|的|所|规定|附件|设定)")
_REPLACED = re.compile(r"\s*(?:$|[，,])")
_SOMETHING_OF_IT = re.compile(r"\s*(?:规定)?(?:的|所|中)")
_PERIOD_OF_IT = re.compile(r"^\s*的?(?:有效期限?|试行期限?|施行期限|实施期限|执行期限|授权期限)")
_WORDS_OF_IT = re.compile(r"^\s*(?:中的?|的)?(?:“■*”[、和及]?)+")
_GROUND_BEFORE = re.compile(r"(?:违反|根据|依据|依照|按照|遵照|违背|超越|不符合)了?\s*$")
_BESIDE = re.compile(r"[与同和跟]\s*$")
_CONFLICTS = re.compile(r"[^，。；《》]{0,16}(?:抵触|不一致|冲突|不符|重复|矛盾|不相适应|不协调)")
_SUPERSEDES = re.compile(r"\s*(?:所|予以|全部)*(?:代替|取代|替代|涵盖|吸收|包含|覆盖|修订)")
_APPROVES = re.compile(r"(?:[，,：:、.．]|决定|现|同意)\s*$|^\s*$")
_BRACKETS = re.compile(r"[（(][^（）()]*(?:[（(][^（）()]*[)）][^（）()]*)*[)）]")
_JOIN = re.compile(
    r"\s*(?:等[\u4e00-\u9fff\d]{0,14})?[、，,；\s]*(?:以及|和|及|与|或者?|并|同时)?\s*(?P<lead>[^《》。；]*)$"
)
_BASIS = re.compile(
    r"(?:根据|依照|按照|依据|违反|参照|执行|适用|遵守|符合|因|由于|对照|贯彻)(?:原)?\s*$"
)
_SAID_OF_ANOTHER = re.compile(
    r"保留|签订|取得|订立|规定[，的]|核发|作出|提出|办理|提起|处理|吊销|解除"
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
_MOST_VERBS = 40
_MOST_BEFORE = 3000
"""Bounds of a sentence, so that a text of nothing but verbs costs what any other text costs."""
_UNCLEAR_FILLER = 12
_LEAD_START = re.compile(r"(?:施行|实施|废止|决定|执行|生效|起|规定|外|如下)[，,：:]")
_GENERAL_NAME = re.compile(
    r"(?:原有?|现行|本|该|此|其|各|有关|相关|上述|下列|以下|以上|所有|一切|此前|以前|以往|之前|过去|旧|新|地方|国家|其他|其它|前述|这些?|那些?|任何|部分|同类|配套|部门|依照|按照|根据|违反|对|凡|与|由|经|将|使|如|若)"
)
_NO_NAME = re.compile(
    r"违反|规定的|本(?:法|条例|办法|规定|决定|细则)|上述|依法|法规规定|法律、|刑法、|规章规定|的行为|^[、，]|^除|决定机关"
    r"|(?:违|合|非|依|执|司|立|守|犯|枉|方|作|做|用|看|说|想)法$"
)
_NO_NORM = re.compile(
    r"(?:证|证书|证明|执照|批件|许可|通知书|决定书|意见书|报告书|申请书|批准书|合同|协议|手册|发票|凭证|清单|登记表|申请表|表)》?$"
)
_OF_A_PAPER = re.compile(
    r"(?:决定|通知|意见|解释|批复|解答|安排|公告|函|命令|标准|规范|制度|方案|规划)$"
)
"""The end of names that have 关于 in them: 市人民政府决定 is no name."""
_END_DAY = re.compile(
    r"\s*(?:之日)?起(?!(?:施行|实施|执行|试行)的)"
    r"|\s*[^《》]{0,6}$"
)
_FROM_DAY = re.compile(rf"[（(，,]?\s*自\s*(?:{DATE.pattern})\s*起\s*(?:废止|失效|停止|执行)?")
_FROM = re.compile(r"\s*(?:之日)?起(?!(?:施行|实施|执行|试行)的)")
_ON_ISSUE = re.compile(
    r"自?(?:本[\u4e00-\u9fff]{1,8}?)?(?:公布|发布|印发|颁布|通过|发文|下发)之日起|即日起(?!至)"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with one norm that it is said of.

    Attributes:
        action: What it does.
        named: The norm.
        verb: The place of the verb in the sentence.
        before: The words before the verb that belong to it, with titles blanked.
        after: The words behind it.
        since: The day of effect that the clause states.
        on_issue: Whether it is the day of the document itself.
        doubts: Doubts that the grammar of the clause raises.
    """

    action: Action
    named: Named
    verb: Span
    before: str
    after: str
    since: str | None
    on_issue: bool
    doubts: tuple[Doubt, ...] = ()


def read_clauses(sentence: Sentence) -> Iterator[Clause]:
    """Read the clauses of a sentence that state acts.

    Args:
        sentence: The sentence.

    Yields:
        A clause for each norm, in the order of the verbs.
    """
    masked = sentence.masked
    floor = label_length(sentence.text)
    verbs = list(islice(VERB.finditer(masked, floor), _MOST_VERBS))
    for index, verb in enumerate(verbs):
        stop = verbs[index + 1].start() if index + 1 < len(verbs) else len(masked)
        said_of = _norms_of(
            sentence,
            verb,
            stop,
            floor,
        )
        if said_of is None:
            continue
        found, doubts, floor_of_next = said_of
        before = masked[max(floor, verb.start() - _MOST_BEFORE) : verb.start()]
        since = _end_day(before)
        behind = masked[verb.end() : min(stop, verb.end() + _MOST_BEFORE)]
        if since is None and (stated := _FROM_DAY.search(behind)):
            since = next((iso for iso, _ in find_dates(stated[0])), None)
        on_issue = since is None and _ON_ISSUE.search(before) is not None
        for named in found:
            yield Clause(
                action=Action(verb.lastgroup or ""),
                named=_without_day(named, since),
                verb=Span(*verb.span()),
                before=before,
                after=masked[verb.end() : verb.end() + 60],
                since=since,
                on_issue=on_issue,
                doubts=doubts,
            )
        if found:
            floor = floor_of_next


def _norms_of(
    sentence: Sentence,
    verb: re.Match[str],
    stop: int,
    floor: int,
) -> tuple[list[Named], tuple[Doubt, ...], int] | None:
    """The norms that a verb is said of, doubts about them, and where the next clause may begin.

    None where the verb states no act.
    """
    masked = sentence.masked
    action = Action(verb.lastgroup or "")
    if action is Action.APPROVE:
        near = max(0, verb.start() - 8)
        if not _APPROVES.search(
            masked,
            near,
            verb.start(),
        ):
            return None
    objects = list(
        _objects(
            sentence,
            verb,
            stop,
        )
    )
    found = [named for named in objects if is_norm(named.target.words)]
    if found:
        ends = action in (Action.REPEAL, Action.ANNUL)
        is_noun = ends and not _OBJECT_END.match(masked, objects[-1].end)
        return found, (Doubt.UNCLEAR,) if is_noun else (), found[-1].end
    is_bare = action is Action.REPLACE and not _REPLACED.match(masked, verb.end())
    if action is Action.APPROVE or is_bare or _is_noun(masked, verb):
        return None
    found, doubts = _subjects(
        sentence,
        verb,
        floor,
    )
    if not found:
        found, doubts = _far_subject(
            sentence,
            verb,
            label_length(sentence.text),
        )
    found = [named for named in found if is_norm(named.target.words)]
    return found, doubts, verb.end()


def _without_day(named: Named, since: str | None) -> Named:
    """The day of effect is no day of the norm."""
    dates = tuple(date for date in named.target.dates if date != since)
    return replace(named, target=replace(named.target, dates=dates))


def _is_noun(masked: str, verb: re.Match[str]) -> bool:
    """Whether the verb is spoken of and not said: 废止后, 废止的程序, 修改和废止."""
    if _SPOKEN_OF.match(masked, verb.end()):
        return False
    if _NOUN_FIRST.search(
        masked,
        max(0, verb.start() - 4),
        verb.start(),
    ):
        return True
    return _NOUN_BEHIND.match(masked, verb.end()) is not None


def _objects(
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
    if not _LEAD_END.search(lead["lead"]):
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
            join = _JOIN.match(_BRACKETS.sub("", between))
            if join is None or not _joins(between, join["lead"]):
                return
            if "，" in between and not _OBJECT_END.match(sentence.masked, title.end):
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


def _joins(between: str, lead: str) -> bool:
    """Whether the words between two titles make one list of them."""
    if not lead:
        return bool(re.match(r"\s*(?:$|[、，,；]|和|及|以及|与|或|并|等)", between))
    lead = re.sub(
        r"^(?:[一二三四五六七八九十]+、|[（(]?\d{1,3}[)）.．、]|[（(][一二三四五六七八九十]+[)）])\s*",
        "",
        lead,
    )
    if _SAID_OF_ANOTHER.search(lead) or re.search("施行[，,]|自.*起|根据|依照|废止|违反", lead):
        return False
    return _LEAD_END.search(lead) is not None


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


def is_name(words: str) -> bool:
    """Check whether words without title marks can be the name of one norm.

    Args:
        words: The words, which end as names of norms do.

    Returns:
        False for 有关规定, 上述文件 and the like.
    """
    if _GENERAL_NAME.match(words) or len(words) < 5:
        return False
    if _NO_NAME.search(words):
        return False
    if "关于" in words:
        return True
    return "的" not in words and _OF_A_PAPER.search(words) is None


def is_norm(title: str) -> bool:
    """Check whether a title in 《》 can be that of a norm, and not of a licence or a contract."""
    return _NO_NORM.search(title) is None


def _subjects(
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
        agent = _AGENT.search(
            sentence.masked,
            max(0, title.start - 2),
            title.start,
        )
        if verb.lastgroup == "replace" and agent and not found:
            doubts = (*doubts, Doubt.UNCLEAR)  # 《甲》已被《乙》取代
            end = agent.start()
            continue
        lead = _lead_of(sentence.masked[begin : title.start])
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


def _far_subject(
    sentence: Sentence,
    verb: re.Match[str],
    floor: int,
) -> tuple[list[Named], tuple[Doubt, ...]]:
    """The norm of an earlier clause: 《甲》已不适应需要，现予废止. 《甲》……，该办法废止.

    Where the sentence names several, or something of the norm, it is in doubt.
    """
    masked = sentence.masked
    titles = [title for title in sentence.titles if floor <= title.start < verb.start()]
    if not titles or verb.lastgroup not in ("repeal", "annul", "extend"):
        return [], ()
    clause = _last_clause(
        masked,
        floor,
        verb.start(),
    )
    words = DATE.sub("DATE", clause)
    by_pronoun = _PRONOUN.fullmatch(words) is not None
    no_subject = _ITS_PERIOD if verb.lastgroup == "extend" else _NO_SUBJECT
    if not by_pronoun and not no_subject.fullmatch(words):
        return [], ()
    first = titles[0]
    names = {sentence.text[title.start : title.end] for title in titles}
    lead = _lead_of(masked[floor : first.start])
    named = read_target(
        sentence.text,
        masked,
        first,
        lead,
        until=verb.start(),
    )
    is_subject = _OPENING.fullmatch(lead.rpartition("，")[2]) or _LEAD_END.search(lead)
    is_whole = by_pronoun or not _OF_IT.match(masked, named.end)
    others = [title for title in titles[1:] if title.start >= named.end]
    is_alone = len(names) == 1 or all(_is_reason(masked, title) for title in others)
    is_sure = is_alone and is_subject and is_whole
    return [named], () if is_sure else (Doubt.UNCLEAR,)


def _is_reason(masked: str, title: Span) -> bool:
    """Whether a title only tells why another norm ends: 《甲》与《乙》相抵触, 《甲》已被《乙》取代."""
    before = masked[max(0, title.start - 6) : title.start]
    behind = _BRACKETS.sub("", masked[title.end : title.end + 80])
    if _GROUND_BEFORE.search(before):
        return True
    if _AGENT.search(before):
        return _SUPERSEDES.match(behind) is not None
    return _BESIDE.search(before) is not None and _CONFLICTS.match(behind) is not None


def _behind_title(between: str, verb: re.Match[str]) -> str:
    """The words between a title and its verb, without what belongs to the title."""
    if verb.lastgroup == "extend":
        return _PERIOD_OF_IT.sub("", between)
    if verb.lastgroup == "correct":
        return _WORDS_OF_IT.sub("", between)
    return between


def _join_doubt(between: str) -> tuple[Doubt, ...] | None:
    """No doubt where the words between two titles make one list of them; else None."""
    join = _JOIN.match(_BRACKETS.sub("", between))
    return () if join is not None and _joins(between, join["lead"]) else None


def _filler_doubt(between: str) -> tuple[Doubt, ...] | None:
    """Whether the words between a title and the verb let the title be its subject.

    None where it is not; a doubt where the words are not known.
    """
    if len(between) > _LONGEST_BETWEEN:
        return None
    words = DATE.sub("DATE", _BRACKETS.sub("", between))
    words = re.sub(
        "^除[^除，。；]{1,40}外",
        "",
        words,
    )
    if _FILLER.fullmatch(words):
        return ()
    if _SAID_OF_ANOTHER.search(words) or re.search("[的中]", words.replace("之日", "")):
        return None
    rest = _FILLER.sub("", words)
    return (Doubt.UNCLEAR,) if len(rest) <= _UNCLEAR_FILLER and "，" not in words else None


def _lead_of(words: str) -> str:
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
    clause = _last_clause(
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


def _last_clause(
    masked: str,
    floor: int,
    end: int,
) -> str:
    """The words of the clause in which a verb stands; a comma in brackets ends none."""
    words = masked[floor:end]
    plain = _BRACKETS.sub(lambda match: "□" * len(match[0]), words)
    place = max(plain.rfind(mark) for mark in "，,：:")
    return words[place + 1 :]


def _end_day(before: str) -> str | None:
    """The day of effect, of the words before the verb: 自2020年1月1日起废止."""
    day: str | None = None
    for iso, span in find_dates(before):
        is_last_day = before[: span.start].rstrip().endswith(("至", "到", "止"))
        if not is_last_day and _END_DAY.match(before[span.end :]):
            day = iso
    return day


def first_day(words: str) -> str | None:
    """Find the day of effect that some words state: 自2026年6月1日起停止执行.

    Args:
        words: A sentence or a part of one.

    Returns:
        The last such day in ISO form; None where the words state none.
    """
    day: str | None = None
    for iso, span in find_dates(words):
        is_from = words[: span.start].rstrip().endswith(("自", "从", "于"))
        if is_from and _FROM.match(words, span.end):
            day = iso
    return day
