"""Where the name of a cited work begins and ends, and which works it may name.

Between 《 and 》 a name is plain. Without them the end is (法, 条例, 的解释（一）, right before a number), the beginning is not: 违反 leads to
a law in 违反劳动法第44条, and belongs to the title in 违反…规定行政处分暂行规定. So all readings are kept, the likeliest first, and who
knows the titles decides: an index, or a shelf (`resolving`).
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

ENDINGS = "法典|法|条例|规定|办法|细则|解释|规则|通则|章程|准则|决定|规程|规范|标准|公约|修正案|意见|批复|解答|安排|通知|编"
LAWLIKE = re.compile(
    rf"(?:{ENDINGS}|纪要|命令|公告|复函|答复|函|条约|协定|议定书|宣言|规划|纲要|目录)(?:（[^（）]{{1,20}}）)?[〉》]?$"
)
"""The end of a title that a law, an interpretation or a document of a state's organ may have."""

HEADS = re.compile(
    r"(?:^|[\s。：:；])(?:[一二三四五六七八九十\d]{1,3}[、.．])?(?:(?:最高人民法院|最高人民检察院|公安部|司法部)、?)*$"
)
"""What stands before a name that heads the articles which are printed below it, as in a judgment's annex."""
HEAD_LENGTH = 40
"""Characters before a name in which `HEADS` is looked for."""

_REMARK = r"(?:\s{0,4}[（(][^（）()]{1,20}[）)])?"
NAME_END = re.compile(
    rf"(?P<end>》|{ENDINGS}){_REMARK}(?=\s{{0,4}}(?:[总分]则)?\s{{0,4}}(?:[中里]?的|[中里])?\s{{0,4}}(?:第|{NUMERAL}))"
)
"""The end of a name that stands before an article's number, with a remark in brackets: （试行）, （2012年修正）."""

_CHARACTER = re.compile(r"[\u3400-\u9fff〇《》〈〉（）()·、]")

# Words that end before a name begins. No title holds the first; the second may stand in titles, but lead to a name far more often.
_ASKING = re.compile(
    r".*(?:请问|想问|问问|问一下|查一下|看一下|看看|想知道|什么是|解释一下|(?<=\d)年版?的?|修[正订]后的?)(?!$)"
)
_CITING = re.compile(
    r".*(?:根据|依据|依照|按照|违反|触犯|属于|符合|构成|具有|享有|满足|所称|认定为|是指|比照|遵守|具备|计入|不影响|没有|发现有|对于|不受|(?<!关于)(?<!法律)适用(?!法)|"
    r"(?:单位|行为人|应当|可以|不得|修改后的?|修[正订]前的?)(?:实施|犯|有|依法)?|我国|现行的?|最新的?|知道|咨询|查询|说明|解读|"
    r"(?<![\u3400-\u9fff])(?:将|以?及|和(?!国|平|谐)|对(?!外|储蓄)|在(?!线|华)|由|除|有(?!线|限|色|机|关)|有无|犯|实施|因(?!特网)|依|按|但有?|凡|删去|包括|监督))(?!$)"
)
# Words of titles (关于适用…的解释, 新能源…) that now and then lead to a name.
_SOFT = re.compile(
    r"、|）|适用|实施|引用|援引|参照|国家|新|旧|原|的|是|在|对|按|查|问|看|和(?!国)|与|及|跟|或者?|用|见|版|为|将|除|由|受|后|前|有|无|犯|守|匿|虑|括|入|(?<!关)于|了|确定|结合"
)
_CONJUNCTION = re.compile(r"(?:、|以及|和|与|及|或者?|跟|同)+(?=.{2})")
_NUMBERED = re.compile(r"\s*(?:（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、)")
# A list of laws, and not a title like 关于…侵占、挪用…的解释.
_LISTED = re.compile(rf"(?:(?!关于).)*(?:》|{ENDINGS}){_REMARK}、")

_NO_LAW = re.compile(
    r"(?:方|做|想|说|看|(?<!适)用|书|(?<![预决])算|语|魔|手|加|减|乘|疗|写|玩|打|违|合|非|无|依|守|执)法$"
)
_BACKWARD = re.compile(rf"(?:本|该|此|同|上述|前述)(?:{ENDINGS})")
_NO_NAME = re.compile(
    rf"(?:按照?|依照?|照|根据|什么|哪些|有关|相关|.?[这那其有个等些的])?(?:{ENDINGS}|司法|立法)"
)
_BOOK = re.compile(r"《?(.*法典)》?.*编")


@dataclass(frozen=True, slots=True)
class Name:
    """A work's name as written, from `start` to `end`, and the keys of the works that it may name, the likeliest first."""

    written: str
    keys: tuple[str, ...]
    start: int
    end: int


def read_name(text: str, match: re.Match[str], floor: int, last: Name | None) -> Name | None:
    """The name whose end `NAME_END` matched and that begins at `floor` or later; 该法 and its like are the `last` name again.

    None where the words name no work: 解决方法, 按规定.
    """
    end = match.end()
    if match["end"] == "》":
        start = opening(text, floor, match.start())
        return (
            None
            if start is None
            else Name(text[start:end], (work_key(text[start:end]),), start, end)
        )
    start = _beginning(text, _run_start(text, match.start(), floor), match, floor)
    if _BACKWARD.fullmatch(text, start, end):
        return Name(text[start:end], last.keys, start, end) if last else None
    readings = dict.fromkeys(
        one for one in _starts(text, start, match) if _may_be_law(text[one:end])
    )
    keys = tuple(dict.fromkeys(_key(text[one:end]) for one in readings))
    start = next(iter(readings), start)
    return Name(text[start:end], keys, start, end) if keys else None


def _run_start(text: str, place: int, floor: int) -> int:
    """Where the characters that a name may hold begin, going backward."""
    start = place
    while start > max(floor, place - MAX_NAME) and _CHARACTER.match(text[start - 1]):
        start -= 1
    return start


def opening(text: str, floor: int, close: int) -> int | None:
    """Where the 《 of the 》 at `close` stands, None where none does; they may be nested."""
    depth = 0
    for place in range(close, max(floor, close - MAX_NAME) - 1, -1):
        depth += {"》": 1, "《": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return None


def _beginning(text: str, start: int, match: re.Match[str], floor: int) -> int:
    """Where a name begins at the earliest: behind what joins it to the last one, asks, or was never closed."""
    end, stem_end = match.end(), match.start()
    if numbered := _NUMBERED.match(text, start, end):
        start = numbered.end()
    if floor and start == floor and (joined := _CONJUNCTION.match(text, start, end)):
        start = joined.end()
    if listed := _LISTED.match(text, start, end):
        start = listed.end()
    if asking := _ASKING.match(
        text, max(start - 1, 0) if text[start - 1 : start].isdigit() else start, stem_end
    ):
        start = max(start, asking.end())
    while not _balanced(text[start:end]):
        start = (
            min(place for mark in "《》（）()" if (place := text.find(mark, start, end)) >= 0) + 1
        )
    return start


def _balanced(run: str) -> bool:
    opened, closed = run.count("（") + run.count("("), run.count("）") + run.count(")")
    return run.count("《") == run.count("》") and opened == closed


def _starts(text: str, start: int, match: re.Match[str]) -> Iterator[int]:
    """Where the name may begin, the likeliest first: behind the last word that cites, at the earliest, behind words of titles."""
    end, stem_end = match.end(), match.start()
    if citing := _CITING.match(text, start, stem_end):
        yield citing.end()
    yield start
    yield from (
        lead.end()
        for lead in _SOFT.finditer(text, start, stem_end)
        if lead.end() < stem_end and _balanced(text[lead.end() : end])
    )


def _key(written: str) -> str:
    """The work's key; for a book of a code the code's, because 民法典合同编's articles are numbered, and indexed, as the code's."""
    book = _BOOK.fullmatch(work_key(written))
    return work_key(book[1]) if book else work_key(written)


def _may_be_law(written: str) -> bool:
    base = re.sub(r"（[^（）]*）$", "", work_key(written))
    return not _NO_NAME.fullmatch(base) and not _NO_LAW.search(base)


def forms(key: str) -> Iterator[str]:
    """The keys under which a work may stand that somebody calls `key`, the likeliest first.

    >>> list(forms("刑诉法"))[:2], "集体协商办法（试行）" in forms("集体协商办法")
    (['刑诉法', '刑事诉讼法'], True)
    """
    yield key
    if key in SHORT_NAMES:
        yield SHORT_NAMES[key]
    yield f"{key}（试行）"
    yield key.replace("〈", "《").replace("〉", "》")  # inside book-title marks, 《 becomes 〈
    yield key.replace("《", "").replace("》", "").replace("〈", "").replace("〉", "")
    for opening in "《〈":
        yield key.replace(opening + STATE, "《").replace("〉", "》")
        yield key.replace(opening, f"《{STATE}").replace("〉", "》")
    if key.startswith(
        "最高人民检察院"
    ):  # both courts of a joint interpretation, whose 、 a title may lack
        yield f"最高人民法院、{key}"
    if not key.startswith("最高人民法院"):
        yield f"最高人民法院{key}"
