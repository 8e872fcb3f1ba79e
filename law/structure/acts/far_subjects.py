"""The norm of an earlier clause that a verb without a subject ends: 《甲》已不适应需要，现予废止."""

from __future__ import annotations

import re

from corpus.notation.dates import DATE
from corpus.records import Doubt, Span
from law.structure.acts.connectives import AGENT, BRACKETS, LEAD_END
from law.structure.acts.sentences import Sentence
from law.structure.acts.subjects import lead_of
from law.structure.acts.targets import Named, read_target
from law.structure.acts.verbs import last_clause

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
_OF_IT = re.compile(
    r"\s*(?!的(?:主要|全部)?(?:内容|规定)(?:已|均|都|与|不|被))(?:第|中|的|所|规定|附件|设定)"
)
_GROUND_BEFORE = re.compile(r"(?:违反|根据|依据|依照|按照|遵照|违背|超越|不符合)了?\s*$")
_BESIDE = re.compile(r"[与同和跟]\s*$")
_CONFLICTS = re.compile(r"[^，。；《》]{0,16}(?:抵触|不一致|冲突|不符|重复|矛盾|不相适应|不协调)")
_SUPERSEDES = re.compile(r"\s*(?:所|予以|全部)*(?:代替|取代|替代|涵盖|吸收|包含|覆盖|修订)")


def find_far_subject(
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
    clause = last_clause(
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
    lead = lead_of(masked[floor : first.start])
    named = read_target(
        sentence.text,
        masked,
        first,
        lead,
        until=verb.start(),
    )
    is_subject = _OPENING.fullmatch(lead.rpartition("，")[2]) or LEAD_END.search(lead)
    is_whole = by_pronoun or not _OF_IT.match(masked, named.end)
    others = [title for title in titles[1:] if title.start >= named.end]
    is_alone = len(names) == 1 or all(_is_reason(masked, title) for title in others)
    is_sure = is_alone and is_subject and is_whole
    return [named], () if is_sure else (Doubt.UNCLEAR,)


def _is_reason(masked: str, title: Span) -> bool:
    """Whether a title only says why another norm ends: 《甲》与《乙》相抵触, 《甲》已被《乙》取代."""
    before = masked[max(0, title.start - 6) : title.start]
    behind = BRACKETS.sub("", masked[title.end : title.end + 80])
    if _GROUND_BEFORE.search(before):
        return True
    if AGENT.search(before):
        return _SUPERSEDES.match(behind) is not None
    return _BESIDE.search(before) is not None and _CONFLICTS.match(behind) is not None
