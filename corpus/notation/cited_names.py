"""Where the name of a cited work begins and ends, and which works it may name.

Between 《 and 》 a name is plain. Without them, the end of the name is plain (法, 条例, 的解释（一） right
before a number), and the beginning is not. 违反 leads to a law in 违反劳动法第44条, and belongs to the
title in 违反…规定行政处分暂行规定. So all readings are kept, the likeliest first. An index or a
`law.citations.WorkLookup`, which knows the titles, decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.notation.numerals import NUMERAL
from corpus.notation.short_names import SHORT_NAMES
from corpus.notation.work_keys import STATE, work_key

MAX_NAME = 90
"""Characters of a name: the longest titles of interpretations have about eighty."""

ENDINGS = (
    "法典|法|条例|规定|办法|细则|解释|规则|通则|章程|准则|决定|规程|规范|标准|公约"
    "|修正案|意见|批复|解答|安排|通知|编"
)
"""The words with which the name of a law ends, as a regular expression."""

LAWLIKE = re.compile(
    rf"(?:{ENDINGS}|纪要|命令|公告|复函|答复|函|条约|协定|议定书|宣言|规划|纲要|目录)"
    r"(?:（[^（）]{1,20}）)?[〉》]?$"
)
"""The end of a title that a law, an interpretation or a document of a state organ may have."""

HEADS = re.compile(
    r"(?:^|[\s。：:；])(?:[一二三四五六七八九十\d]{1,3}[、.．])?"
    r"(?:(?:最高人民法院|最高人民检察院|公安部|司法部)、?)*$"
)
"""What stands before a name that heads printed articles, as in the annex of a judgment."""

HEAD_LENGTH = 40
"""Characters before a name in which `HEADS` is looked for."""

_REMARK = r"(?:\s{0,4}[（(][^（）()]{1,20}[）)])?"
NAME_END = re.compile(
    rf"(?P<end>》|{ENDINGS}){_REMARK}"
    rf"(?=\s{{0,4}}(?:[总分]则)?\s{{0,4}}(?:[中里]?的|[中里])?\s{{0,4}}(?:第|{NUMERAL}))"
)
"""The end of a name before the number of an article.

It may have a remark in brackets: （试行）, （2012年修正）.
"""

_CHARACTER = re.compile(r"[\u3400-\u9fff〇《》〈〉（）()·、]")

# Words that end before a name begins; no title has them.
_ASKING = re.compile(
    r".*(?:请问|想问|问问|问一下|查一下|看一下|看看|想知道|什么是|解释一下|(?<=\d)年版?的?|修[正订]后的?)(?!$)"
)
# Words that titles may have, but that lead to a name far more often.
_CITING = re.compile(
    r".*(?:根据|依据|依照|按照|违反|触犯|属于|符合|构成|具有|享有|满足|所称|认定为|是指|比照|遵守|具备"
    r"|计入|不影响|没有|发现有|对于|不受|(?<!关于)(?<!法律)适用(?!法)"
    r"|(?:单位|行为人|应当|可以|不得|修改后的?|修[正订]前的?)(?:实施|犯|有|依法)?"
    r"|我国|现行的?|最新的?|知道|咨询|查询|说明|解读"
    r"|(?<![\u3400-\u9fff])(?:将|以?及|和(?!国|平|谐)|对(?!外|储蓄)|在(?!线|华)|由|除"
    r"|有(?!线|限|色|机|关)|有无|犯|实施|因(?!特网)|依|按|但有?|凡|删去|包括|监督))(?!$)"
)
# Words of titles (关于适用…的解释, 新能源…) that sometimes lead to a name.
_SOFT = re.compile(
    r"、|）|适用|实施|引用|援引|参照|国家|(?<![创高革])新|旧|(?<![草平中高])原|的|是|在|对|按|查|问|看"
    r"|和(?!国)|与|及|跟|或者?|(?<![民军农商公专征占])用|见|版"
    r"|为|将|除|由|受|后|前|(?<![国公所])有|无|犯|守|匿|虑|括|入|(?<!关)于|了|确定|结合"
)
_CONJUNCTION = re.compile(r"(?:、|以及|和|与|及|或者?|跟|同)+(?=.{2})")
_NUMBERED = re.compile(r"\s*(?:（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、)")
# A list of laws, and not a title like 关于…侵占、挪用…的解释.
_LISTED = re.compile(rf"(?:(?!关于).)*(?:》|{ENDINGS}){_REMARK}、")

_NO_LAW = re.compile(
    r"(?:方|做|想|说|看|(?<!适)用|书|(?<![预决])算|语|魔|手|加|减|乘|疗|写|玩|打|违|合|非|无|依|守|执)法$"
)
_BACKWARD = re.compile(
    rf"(?:本|该|此|同|上述|前述)(?:实施|暂行|试行|若干|补充|司法|监督管理|管理)?(?:{ENDINGS})"
)
_FIRST_OF_PRONOUN = frozenset("本该此同上前《")
_BARE_TITLE = re.compile(rf"《[该此]?(?:实施|暂行|试行|若干|补充|司法|管理)?(?:{ENDINGS})》")
_NO_NAME = re.compile(
    r"(?:按照?|依照?|照|根据|什么|哪些|有关|相关|.?[这那其有个等些的])?"
    rf"(?:{ENDINGS}|司法|立法)"
)
_BOOK = re.compile(r"《?((?>.*法典))》?.*编")
_LAST_REMARK = re.compile(r"（[^（）]*）$")
_DEPTH_CHANGE = {"》": 1, "《": -1}  # going backward


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a work in a text.

    Attributes:
        written: The name as written.
        keys: The keys of the works that it may name, the likeliest first.
        start: Where it begins.
        end: Where it ends.
        year: The year of the version that the words name, None where they name none.
        is_former: Whether the version before the change of that year is meant.
    """

    written: str
    keys: tuple[str, ...]
    start: int
    end: int
    year: int | None = None
    is_former: bool = False


def read_name(
    text: str,
    match: re.Match[str],
    floor: int,
    last: Name | None,
) -> Name | None:
    """Read the name that ends at a match.

    Args:
        text: The text.
        match: A match of `NAME_END`.
        floor: Where the name may begin at the earliest.
        last: The name before it, which 该法 and similar words mean.

    Returns:
        The name; None where the words name no work: 解决方法, 按规定.
    """
    end = match.end()
    if match["end"] == "》":
        opened = opening(text, floor, match.start())
        if opened is None:
            return None
        written = text[opened:end]
        return Name(
            written,
            (work_key(written),),
            opened,
            end,
        )
    run = _run_start(text, match.start(), floor)
    start = _beginning(
        text,
        run,
        match,
        floor,
    )
    if _BACKWARD.fullmatch(text, start, end):
        if last is None:
            return None
        return Name(
            text[start:end],
            last.keys,
            start,
            end,
        )
    readings: list[int] = []
    keys: list[str] = []
    for reading in _starts(text, start, match):
        written = text[reading:end]
        if _may_be_law(written):
            readings.append(reading)
            keys.append(_key(written))
    if not readings:
        return None
    likeliest = readings[0]
    different = tuple(dict.fromkeys(keys))
    return Name(
        text[likeliest:end],
        different,
        likeliest,
        end,
    )


def is_pronoun(words: str) -> bool:
    """Say whether words only point to a work: 该条例, 上述办法.

    Args:
        words: The name of a work.

    Returns:
        Whether they name none.
    """
    if words[0] not in _FIRST_OF_PRONOUN:
        return False
    return bool(_BACKWARD.fullmatch(words) or _BARE_TITLE.fullmatch(words))


def _run_start(
    text: str,
    place: int,
    floor: int,
) -> int:
    """Go backward to where the characters begin that a name may have."""
    start = place
    earliest = max(floor, place - MAX_NAME)
    while start > earliest and _CHARACTER.match(text[start - 1]):
        start -= 1
    return start


def opening(
    text: str,
    floor: int,
    close: int,
) -> int | None:
    """Find the 《 that a 》 closes; titles may stand inside titles.

    Args:
        text: The text.
        floor: Where the title may begin at the earliest.
        close: Where the 》 stands.

    Returns:
        Where the 《 stands; None where there is none.

    >>> opening("依照《关于适用《电车法》的解释》", 0, 15)
    2
    """
    depth = 0
    earliest = max(floor, close - MAX_NAME)
    for place in range(close, earliest - 1, -1):
        depth += _DEPTH_CHANGE.get(text[place], 0)
        if depth == 0:
            return place
    return None


def _beginning(
    text: str,
    start: int,
    match: re.Match[str],
    floor: int,
) -> int:
    """Return where a name begins at the earliest.

    It begins behind what joins it to the name before, what asks, and what was never closed.
    """
    end = match.end()
    numbered = _NUMBERED.match(text, start, end)
    if numbered:
        start = numbered.end()
    if floor and start == floor:
        joined = _CONJUNCTION.match(text, start, end)
        start = joined.end() if joined else start
    listed = _LISTED.match(text, start, end)
    if listed:
        start = listed.end()
    # 2012年劳动合同法: the digit before the run shows that 年 belongs to a year.
    follows_digit = text[start - 1 : start].isdigit()
    asking_start = max(start - 1, 0) if follows_digit else start
    asking = _ASKING.match(text, asking_start, match.start())
    if asking:
        start = max(start, asking.end())
    while not _is_balanced(text[start:end]):
        marks = [text.find(mark, start, end) for mark in "《》（）()"]
        start = min(place for place in marks if place >= 0) + 1
    return start


def _is_balanced(run: str) -> bool:
    """Say whether every bracket and title mark that opens in a run closes in it."""
    opened = run.count("（") + run.count("(")
    closed = run.count("）") + run.count(")")
    return opened == closed and run.count("《") == run.count("》")


def _starts(
    text: str,
    start: int,
    match: re.Match[str],
) -> Iterator[int]:
    """Yield where the name may begin, the likeliest first.

    It may begin behind the last word that cites, at the earliest place, and behind words of titles.
    """
    end = match.end()
    stem_end = match.start()
    citing = _CITING.match(text, start, stem_end)
    if citing:
        yield citing.end()
    yield start
    for lead in _SOFT.finditer(text, start, stem_end):
        begin = lead.end()
        if begin < stem_end and _is_balanced(text[begin:end]):
            yield begin


def _key(written: str) -> str:
    """Return the key of the work; for a book of a code, that of the code.

    The articles of 民法典合同编 are numbered, and indexed, as those of the code.
    """
    key = work_key(written)
    book = _BOOK.fullmatch(key)
    return work_key(book[1]) if book else key


def _may_be_law(written: str) -> bool:
    base = _LAST_REMARK.sub("", work_key(written))
    return not _NO_NAME.fullmatch(base) and not _NO_LAW.search(base)


def forms(key: str) -> Iterator[str]:
    """List the keys that a work may have which people call by another key.

    Args:
        key: The key that people use.

    Yields:
        The keys, the likeliest first.

    >>> list(forms("刑诉法"))[:2], "集体协商办法（试行）" in forms("集体协商办法")
    (['刑诉法', '刑事诉讼法'], True)
    """
    yield key
    if key in SHORT_NAMES:
        yield SHORT_NAMES[key]
    yield f"{key}（试行）"
    # Inside title marks, 《 becomes 〈.
    yield key.replace("〈", "《").replace("〉", "》")
    yield re.sub("[《》〈〉]", "", key)
    for mark in "《〈":
        yield key.replace(mark + STATE, "《").replace("〉", "》")
        yield key.replace(mark, f"《{STATE}").replace("〉", "》")
    # A joint interpretation of both courts has 、 between them, which a title may lack.
    if key.startswith("最高人民检察院"):
        yield f"最高人民法院、{key}"
    if not key.startswith("最高人民法院"):
        yield f"最高人民法院{key}"
