"""Acts that take effect with another work: 自《甲法》施行之日起废止.

The document does not say the day. `law.authority` looks it up where the other work is stored.
"""

from __future__ import annotations

import re

from corpus.notation.work_keys import work_key

_BEGINS = r"\s*(?:正式|开始)?(?:施行|实施|生效)(?:之日|的?当日|之时)"
_NORM = r"(?:法|条例|规定|办法|细则|规则|决定)"
_WITH = re.compile(
    rf"(?:《(?P<title>[^《》]{{2,80}})》(?:（[^（）]{{1,20}}）)?"
    rf"|[自从](?P<name>(?![本该此其新原])[\u4e00-\u9fff（）]{{1,40}}?{_NORM})){_BEGINS}起?"
)
_OWN = re.compile(
    r"本(?:法|条例|规定|办法|细则|规则|决定|命令|公告|通知)\s*(?:自|从|与|于|在)\s*"
    rf"(?P<other>《[^《》]{{2,80}}》|[\u4e00-\u9fff]{{2,40}}?{_NORM})"
    rf"(?:{_BEGINS}起?[，,]?(?:同时)?|\s*(?:同时|同日))(?:施行|实施|生效)"
)


def begins_with(words: str, own: str) -> str | None:
    """Find the work with whose first day the act of a sentence takes effect.

    Args:
        words: The sentence.
        own: The key of the document's own work.

    Returns:
        The key of the other work; None where the sentence names none, or several.
    """
    named = {work_key(match["title"] or match["name"]) for match in _WITH.finditer(words)}
    named.discard(own)
    return named.pop() if len(named) == 1 else None


def without_day(words: str) -> str:
    """Take the day of effect out of a sentence, to see what else it makes the act depend on.

    Args:
        words: The sentence.

    Returns:
        The other words.
    """
    return _WITH.sub("", words)


def document_begins_with(text: str, own: str) -> str | None:
    """Find the work with whose first day a whole document takes effect.

    Args:
        text: The text of the document.
        own: The key of its work.

    Returns:
        The key of the other work: 本决定自《甲法》施行之日起施行; None where it says nothing of the sort.
    """
    match = _OWN.search(text)
    if match is None:
        return None
    other = work_key(match["other"].strip("《》"))
    return other if other != own else None
