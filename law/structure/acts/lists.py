"""Lists of norms under a head: 对下列文件予以废止, 继续有效的行政法规目录, 附件：废止的规章.

Each head decides what its entries undergo. A list goes on over groups of entries, and ends with a
sentence that is no entry, or with the next head.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.records import Action, Doubt
from law.structure.acts.sentences import Sentence
from law.structure.acts.verbs import VERB

_THINGS = r"(?:行政法规|地方性法规|法规|规章|规范性文件|司法解释|文件|法律|规定|办法|条例|决定|通知|制度|政策|单行条例|解释)"
_FOLLOWS = re.compile(r"下列|下表|所列|以下|如下|附后|附件|见附|目录|清单|名单")
_HEAD_LINE = re.compile(
    rf"(?:{_THINGS}[^。《》：]{{0,20}}|(?:目录|清单|名单|部分|情况)[^。《》]{{0,16}})$|[:：]\s*$"
)
_NO_HEAD = re.compile(
    r"下列[^，。：]{0,16}(?:行为|情形|情况|条件|措施|事项|人员|材料|信息|职责|机构|单位|程序)|之一|责令|罚款|停止使用|应当(?:包括|载明|具备)|违反"
)
_AMENDING = re.compile("修改|修订")
CELL = re.compile(r"\s*[|\t]\s*")
_LONGEST_HEAD = 80
_LONGEST_GROUP = 40
_LEAD = re.compile(r"^[^《》。；]*$")
_KEPT_HEAD = re.compile(
    r"^[\s　]*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])?"
    r"(?:决定|予以|拟|继续|建议)?(?:保留|修改|修订|暂不废止|不予废止|不废止|新制定|整合|合并|延续|承接|重新公布)"
)
_NEUTRAL = re.compile(
    r"^[\s　]*(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十]+条\s*)?"
    r"(?:(?:以上|上述|前述)?本?(?:决定|通知|公告|规定|办法|条例|决议|令|目录)?[^，。；《》]{0,4}[自从由于][^。；《》]{0,30}起[，,]?(?:正式|开始)?(?:施行|生效|实施|执行)"
    r"|特此(?:公告|通知|决定|通告|公布)|现予(?:以)?(?:公布|公告|发布)|(?:具体)?(?:目录|名单|清单)?(?:附后|见附件|详见附件)[^。]{0,8})$"
)
"""A sentence between a head and its list that ends no list: 本决定自公布之日起施行."""


@dataclass(frozen=True, slots=True)
class ListHead:
    """The head of a list.

    Attributes:
        action: What its entries undergo; None for a head of something else, such as amendments.
        words: Its words.
        since: The day of effect that it states.
        doubts: Why it is not operative.
        region: Where it has effect.
        kept: The names that it leaves out.
        kept_items: The numbers of the entries that it leaves out: 除第2项外.
        annexes: The numbers of the annexes whose lists it heads; empty where it names none.
    """

    action: Action | None
    words: str
    since: str | None = None
    doubts: tuple[Doubt, ...] = ()
    region: str = ""
    kept: frozenset[str] = frozenset()
    kept_items: frozenset[int] = frozenset()
    annexes: frozenset[int] = frozenset()


def head_verb(sentence: Sentence) -> re.Match[str] | None:
    """Find the verb with which a sentence heads a list.

    Args:
        sentence: The sentence.

    Returns:
        The verb; None for a sentence that heads no list.
    """
    masked = sentence.masked
    verb = next(
        (
            match
            for match in VERB.finditer(masked)
            if match.lastgroup in ("repeal", "confirm", "annul", "suspend", "extend")
        ),
        None,
    )
    if verb is None or _NO_HEAD.search(masked):
        return None
    colon = re.search("[:：]", masked[verb.end() :])
    end = verb.end() + colon.start() if colon else len(masked)
    lead = masked[:end]
    plain = re.sub(
        r"[（(][^（）()]*[)）]",
        "",
        lead,
    )
    follows = _FOLLOWS.search(plain) is not None
    named = any(title.end <= end for title in sentence.titles)
    if colon and (follows or re.search(_THINGS, plain)) and (follows or not named):
        return verb
    if follows and not named:
        return verb
    is_short = len(masked.strip()) <= _LONGEST_HEAD and sentence.ender not in (
        "。",
        "；",
        "？",
        "?",
    )
    if is_short and not named and _HEAD_LINE.search(plain.strip()):
        return verb
    return None


def is_neutral(sentence: Sentence) -> bool:
    """Check whether a sentence between a head and its list ends no list."""
    return _NEUTRAL.match(sentence.masked.strip()) is not None


def is_group(sentence: Sentence) -> bool:
    """Check whether a sentence is a group's title inside a list: （一）市政府规章.

    Args:
        sentence: A sentence that is no entry.

    Returns:
        False for a sentence that ends the list.
    """
    words = sentence.text.strip()
    if sentence.ender in ("。", "！", "？") or len(words) > _LONGEST_GROUP:
        return False
    if _KEPT_HEAD.match(words) and re.search(_THINGS, words):
        return False
    return _AMENDING.search(words) is None or not re.search(_THINGS, words)
