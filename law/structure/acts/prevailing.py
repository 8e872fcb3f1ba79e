"""Formulas by which one norm prevails over others: a relation, and never a change of status.

此前的规定与本法不一致的，以本法为准          all that is inconsistent
《甲办法》与本办法抵触的部分失效              a named norm
新的规定与旧的规定不一致的，适用新的规定      new against old, special against general
"""

from __future__ import annotations

import re

from corpus.notation.work_keys import work_key
from corpus.records import Target
from law.structure.acts.sentences import Sentence

OWN = re.compile(
    r"[与同和跟](?:本|该)(?:法|条例|办法|规定|解释|决定|细则|规则|规程|安排|意见|通知|章程|准则|规范|标准|制度|实施细则|实施办法|暂行[\u4e00-\u9fff]{2})"
    r"(?:[（(][^（）()]{1,10}[)）])?[^，。；《》]{0,14}?(?:不一致|抵触|冲突|不符|不同|矛盾|相违背)"
)
_RESULT = re.compile(
    r"以(?:本|该)[^，。；]{1,14}为准|(?:按照?|依照?|适用|执行|依据)(?:本|该)|废止|失效|无效|不再(?:执行|适用|施行)|停止(?:执行|施行|适用|使用)|失去效力|修改|为准"
)
_GENERAL = re.compile(
    r"(?:新的规定与旧的规定|特别规定与一般规定)不一致的?[，,]适用|(?:新法优于旧法|特别法优于(?:一般法|普通法))"
    r"|本(?:法|条例|办法|规定)(?:有|另有|没有)特别规定的[，,]?(?:适用|依照|按照)本"
)
_NORM = re.compile(
    "规定|法|条例|办法|解释|文件|规章|规范|细则|规则|通知|《|意见|政策|决定|批复|标准"
)


def read_prevailing(sentence: Sentence) -> list[Target]:
    """Read over which norms a sentence says that the text prevails.

    Args:
        sentence: The sentence.

    Returns:
        The named norms; one without a name where the sentence names none; nothing where it is no
        such formula.
    """
    match = OWN.search(sentence.masked)
    if match is None:
        general = _GENERAL.search(sentence.masked)
        return [Target("", general[0])] if general else []
    if not _RESULT.search(sentence.masked, match.end()):
        return []
    before = sentence.masked[: match.start()]
    titles = [title for title in sentence.titles if title.end <= match.start()]
    if not titles:
        words = sentence.text[: match.end()].strip()
        return [Target("", words[-60:])] if _NORM.search(before) else []
    targets: list[Target] = []
    for title in titles:
        words = sentence.text[title.start : title.end]
        if re.search(r"(?:根据|依照|按照|依据)\s*$", before[max(0, title.start - 8) : title.start]):
            continue
        targets.append(Target(work_key(words), words[:120]))
    return targets
