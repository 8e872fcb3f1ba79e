"""The verbs with which sentences state acts, and whether one is said or only spoken of."""

from __future__ import annotations

import re

from law.structure.acts.connectives import BRACKETS

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


def is_noun(masked: str, verb: re.Match[str]) -> bool:
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


def last_clause(
    masked: str,
    floor: int,
    end: int,
) -> str:
    """The words of the clause in which a verb stands; a comma in brackets ends none."""
    words = masked[floor:end]
    plain = BRACKETS.sub(lambda match: "□" * len(match[0]), words)
    place = max(plain.rfind(mark) for mark in "，,：:")
    return words[place + 1 :]
