"""Lists of norms under a head: 对下列文件予以废止, 继续有效的行政法规目录, 附件：废止的规章.

Each head decides what its entries undergo. A list goes on over groups of entries, and ends with a
sentence that is no entry, or with the next head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.notation.cited_names import LAWLIKE
from corpus.notation.dates import DATE, find_dates
from corpus.notation.numerals import NUMERAL, to_int
from corpus.notation.work_keys import work_key
from corpus.records import Action, Doubt, Span
from law.structure.acts.clauses import VERB, chain, is_name, is_norm
from law.structure.acts.sentences import Sentence
from law.structure.acts.targets import EDITION_LEAD, NAME, Named, read_target

_THINGS = r"(?:行政法规|地方性法规|法规|规章|规范性文件|司法解释|文件|法律|规定|办法|条例|决定|通知|制度|政策|单行条例|解释)"
_FOLLOWS = re.compile(r"下列|以下|如下|附后|附件|见附|目录|清单|名单")
_HEAD_LINE = re.compile(
    rf"(?:{_THINGS}[^。《》：]{{0,20}}|(?:目录|清单|名单|部分|情况)[^。《》]{{0,16}})$|[:：]\s*$"
)
_LABEL = re.compile(
    rf"^[\s　]*(?:[-*•·]\s*)?(?:第\s*{NUMERAL}+\s*[条、]|[（(]?\s*{NUMERAL}{{1,4}}\s*[)）.．、]|[（(][一二三四五六七八九十百]+[)）]"
    r"|[①-⑳]|\d{1,4}\s*[|\t ])[\s　.．、|]*"
)
_NO_HEAD = re.compile(
    r"下列[^，。：]{0,16}(?:行为|情形|情况|条件|措施|事项|人员|材料|信息|职责|机构|单位|程序)|之一|责令|罚款|停止使用|应当(?:包括|载明|具备)|违反"
)
_PART_OF_SPEECH = re.compile(r"\s*(?:规定)?的(?!$)|\s*规定")
_AMENDING = re.compile("修改|修订")
_CELL = re.compile(r"\s*[|\t]\s*")
_HEADER_CELL = re.compile(
    r"^(?:序号|编号|名称|文件名称|规章名称|法规名称|文号|发文字号|发布日期|发布机关|备注|处理意见|清理结果|制定机关)$"
)
_MOST_ITEMS = 500
_LONGEST_HEAD = 80
_LONGEST_GROUP = 40
_FIRST_TITLE_WITHIN = 40
_BETWEEN_NAMES = re.compile(
    r"\s*(?:[（(][^（）()]*[)）]\s*)?"
    r"(?:[、，,]\s*(?:以及|和|及)?|以及|和|及|(?:等\s*[\d一二三四五六七八九十百]{0,4}[件部项个]?[\u4e00-\u9fff]{0,8})?\s*$)\s*"
)
_LEAD = re.compile(r"^[^《》。；]*$")
_NUMBER_FIRST = re.compile(
    rf"(?:[\u4e00-\u9fff、]{{0,30}}?(?:令|公告|[（(〔\[［]\s*\d{{4}}\s*[)）〕\]］])(?:\d{{4}}年)?\s*第?\s*{NUMERAL}{{1,6}}\s*号"
    rf"|{DATE.pattern})(?:\s*[（(][^（）()《》]{{1,40}}[)）])?[\s　|，,：:]+(?=[\u4e00-\u9fff])"
)
"""What stands before the name of an entry in lists whose first column is the number or the day."""
_INNER = re.compile(
    r"(?:关于|转发|印发|批转|执行|贯彻|实施|适用|修改|(?:发布|公布)(?!的)|对)[^《》]{0,20}$"
)
_OWN_DAY = re.compile(
    r"自[^，。；）)]{0,24}起(?:废止|失效|停止|不再)|(?:废止|失效)(?:日期|时间)[:：]"
)
_ITEM_NUMBERS = re.compile(rf"第?\s*(?P<number>{NUMERAL}{{1,4}})\s*(?=[、，,和及至与项件号个])")
_OF_ITEMS = re.compile(rf"第?\s*{NUMERAL}+[^，。；]{{0,30}}[项件号]")
_STAYS = re.compile(
    r"(?:下列|以下|如下|附件|附表|目录|清单)[^。；《》]{0,24}(?:除外|不在此列|不在此限|不包括|例外|不予废止|不废止)"
    r"|除(?:下列|以下|附件|附表|本[^，。]{0,6}所列|目录|清单)[^。；《》]{0,30}外"
)
"""Words of a head whose list is of exceptions: 但下列规定除外."""
_KEPT_HEAD = re.compile(
    r"^[\s　]*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])?"
    r"(?:决定|予以|拟|继续|建议)?(?:保留|修改|修订|暂不废止|不予废止|不废止|新制定|整合|合并|延续|承接|重新公布)"
)
_ANNEX_LINE = re.compile(rf"^[\s　]*附\s*[件表]?\s*(?P<number>{NUMERAL}{{1,3}})\s*(?:[：:.．、]|$|[\s　])")
_OTHER_FATE = re.compile("修改|修订|保留|继续有效|执行|适用")
_ANNEX_NAMED = re.compile(rf"附\s*[件表]\s*(?P<number>{NUMERAL}{{1,3}})")
_NEUTRAL = re.compile(
    r"^[\s　]*(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十]+条\s*)?"
    r"(?:(?:以上|上述|前述)?本?(?:决定|通知|公告|规定|办法|条例|决议|令|目录)?[^，。；《》]{0,4}[自从由于][^。；《》]{0,30}起[，,]?(?:正式|开始)?(?:施行|生效|实施|执行)"
    r"|特此(?:公告|通知|决定|通告|公布)|现予(?:以)?(?:公布|公告|发布)|(?:具体)?(?:目录|名单|清单)?(?:附后|见附件|详见附件)[^。]{0,8})$"
)
"""A sentence between a head and its list that ends no list: 本决定自公布之日起施行."""
_ITEM_EXCEPT = re.compile(r"除(?P<what>[^除。；]{1,120}?)(?:以|之)?外")


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


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list.

    Attributes:
        named: The norm.
        action: What it undergoes.
        since: The day that the entry itself states.
    """

    named: Named
    action: Action
    since: str | None


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


def kept_names(sentence: Sentence) -> frozenset[str]:
    """Return the names that the head of a list leaves out: 除《乙》外."""
    found: set[str] = set()
    for match in _ITEM_EXCEPT.finditer(sentence.masked):
        for title in sentence.titles:
            if match.start() <= title.start < match.end():
                found.add(work_key(sentence.text[title.start : title.end]))
    return frozenset(found)


def read_entries(
    sentence: Sentence,
    first: int,
    head: ListHead,
    *,
    row: bool,
) -> Iterator[Entry]:
    """Read the entries that a sentence holds under a head.

    Args:
        sentence: The sentence.
        first: Where the words behind the head begin in it.
        head: The head.
        row: Whether it is a row of a table.

    Yields:
        The entries; nothing for a sentence that is no entry.
    """
    action = head.action
    text = sentence.text
    cells = _CELL.split(text[first:]) if row else []
    if row:
        action = _action_of(cells) or action
    if action is None:
        return
    label = _LABEL.match(text[first:])
    begin = first + (label.end() if label else 0)
    if head.kept_items and _number_of(label, cells) in {None, *head.kept_items}:
        return
    for named in _named(
        sentence,
        begin,
        labelled=label is not None,
        row=row,
    ):
        if named.target.name in head.kept or not is_norm(named.target.words):
            continue
        if not row and _PART_OF_SPEECH.match(sentence.masked, named.end):
            continue
        yield Entry(
            named,
            action,
            _own_day(text[begin:]),
        )


def kept_items(sentence: Sentence) -> frozenset[int]:
    """Return the numbers of the entries that the head of a list leaves out: 除第3、5项外."""
    found: set[int] = set()
    for match in _ITEM_EXCEPT.finditer(sentence.masked):
        if not _OF_ITEMS.search(match["what"]):
            continue
        numbers = [to_int(number["number"]) for number in _ITEM_NUMBERS.finditer(match["what"])]
        known = [number for number in numbers if number is not None]
        if "至" in match["what"] and len(known) == 2:
            known = list(range(known[0], min(known[1], known[0] + _MOST_ITEMS) + 1))
        found.update(known)
    return frozenset(found)


def annexes_of(sentence: Sentence, verb: re.Match[str]) -> frozenset[int]:
    """Return the numbers of the annexes whose norms a head ends: 废止附件2所列规章.

    Args:
        sentence: The head.
        verb: Its verb.

    Returns:
        The annexes of the clause of the verb; where it also speaks of what is kept or amended, the
        one that stands next to the verb.
    """
    masked = sentence.masked
    first = max(masked.rfind(mark, 0, verb.start()) for mark in "，,：:") + 1
    last = re.compile("[，,：:]").search(masked, verb.end())
    clause = masked[first : last.start() if last else len(masked)]
    named = list(_ANNEX_NAMED.finditer(clause))
    at = verb.start() - first
    if len(named) > 1 and _OTHER_FATE.search(clause):
        named = [min(named, key=lambda match: abs(match.start() - at))]
    numbers = (to_int(match["number"]) for match in named)
    return frozenset(number for number in numbers if number is not None)


def annex_number(sentence: Sentence) -> int | None:
    """Return the number of the annex that a line opens; None for another line."""
    match = _ANNEX_LINE.match(sentence.text)
    return to_int(match["number"]) if match else None


def lists_exceptions(words: str) -> bool:
    """Check whether a head's list is of what is left out, or of what stays."""
    return _STAYS.search(words) is not None


def is_neutral(sentence: Sentence) -> bool:
    """Check whether a sentence between a head and its list ends no list."""
    return _NEUTRAL.match(sentence.masked.strip()) is not None


def _number_of(label: re.Match[str] | None, cells: Sequence[str]) -> int | None:
    """The number of an entry, of its label or of the first cell of its row."""
    words = cells[0] if cells else label[0] if label else ""
    number = re.search(rf"{NUMERAL}+", words)
    return to_int(number[0]) if number else None


def _action_of(cells: list[str]) -> Action | None:
    """What a cell of a row says: 废止, 继续有效."""
    for cell in cells:
        verb = VERB.match(cell.removeprefix("宣布").removeprefix("予以").removeprefix("拟"))
        if (
            verb
            and len(cell) <= verb.end() + 4
            and verb.lastgroup in ("repeal", "confirm", "annul")
        ):
            return Action(verb.lastgroup)
    return None


def row_action(sentence: Sentence) -> Action | None:
    """Return what a cell of a row says that its norm undergoes."""
    return _action_of(_CELL.split(sentence.text))


def is_amended_row(sentence: Sentence) -> bool:
    """Check whether a cell of a row says that its norm is only amended or kept."""
    cells = _CELL.split(sentence.text)
    return any(
        re.fullmatch(r"(?:拟)?(?:修改|修订|保留|拟[^|]{1,6})", cell.strip()) for cell in cells
    )


def _named(
    sentence: Sentence,
    begin: int,
    *,
    labelled: bool,
    row: bool,
) -> Iterator[Named]:
    text = sentence.text
    masked = sentence.masked
    edition = "" if row else _edition_first(masked, begin)
    begin += len(edition)
    title = next((title for title in sentence.titles if title.start >= begin), None)
    name = None if row else NAME.match(masked, begin)
    is_inner = title is not None and _INNER.search(masked[begin : title.start])
    if title is not None and not is_inner:
        lead = masked[begin : title.start]
        if len(lead) <= _FIRST_TITLE_WITHIN and (labelled or row or _is_lead(lead)):
            yield from chain(
                sentence,
                title.start,
                len(text),
                lead,
            )
        return
    if row:
        yield from _named_in_row(sentence, begin)
        return
    if name is None:
        return
    end = name.end()
    names = _names_in_a_row(masked, begin)
    if len(names) > 1:
        for span in names:
            if LAWLIKE.search(text[span.start : span.end]):
                yield read_target(
                    text,
                    masked,
                    span,
                    "",
                    until=len(text),
                    marked=False,
                )
        return
    is_entry = labelled or _is_alone(masked, end)
    words = text[begin:end]
    if is_entry and LAWLIKE.search(words) and is_entry_name(words):
        beside = "" if masked[end : end + 1] in ("（", "(") else text[end:]
        beside = f"{edition}，{beside}" if edition else beside
        yield read_target(
            text,
            masked,
            Span(begin, end),
            beside,
            until=len(text),
            marked=False,
        )


def _edition_first(masked: str, begin: int) -> str:
    """Number or day that stands before the name of an entry: 国务院令第15号（1988年9月12日）　甲规定."""
    match = EDITION_LEAD.match(masked, begin) or _NUMBER_FIRST.match(masked, begin)
    return match[0] if match else ""


def _is_lead(lead: str) -> bool:
    return not lead.strip() or bool(re.search(r"(?:\d|的|令|号|布|发|原|院|部|局|府|会)\s*$", lead))


def _names_in_a_row(masked: str, begin: int) -> list[Span]:
    """The names of a list in one paragraph: 甲办法、乙规定（…）和丙条例.

    Returns:
        Their places; nothing where other words stand between or behind them.
    """
    found: list[Span] = []
    place = begin
    while True:
        name = NAME.match(masked, place)
        if name is None or not is_entry_name(name[0]):
            return []
        found.append(Span(*name.span()))
        mark = _BETWEEN_NAMES.match(masked, name.end())
        if mark is None:
            return []
        place = mark.end()
        if place >= len(masked):
            return found


def _is_alone(masked: str, end: int) -> bool:
    """Whether only brackets follow a name on its line."""
    rest = re.sub(
        r"[（(][^（）()]*[)）]",
        "",
        masked[end:],
    )
    return not rest.strip(" 、，。；")


def is_entry_name(words: str) -> bool:
    """Check whether an entry without marks names a norm; 关于…的 is usual in such names."""
    return is_name(words) or (len(words) > 5 and "关于" in words)


def _named_in_row(sentence: Sentence, begin: int) -> Iterator[Named]:
    """The name in the cells of a row: the first cell that ends as names of norms do."""
    text = sentence.text
    place = begin
    for cell in re.split(r"[|\t]", text[begin:]):
        words = cell.strip()
        start = place + cell.find(words) if words else place
        place += len(cell) + 1
        if len(words) < 5 or _HEADER_CELL.match(words):
            continue
        name = NAME.match(
            sentence.masked,
            start,
            start + len(words),
        )
        if name and LAWLIKE.search(name[0]):
            rest = text[name.end() :]
            yield _with_cells(
                sentence,
                Span(*name.span()),
                rest,
            )
            return


def _with_cells(
    sentence: Sentence,
    span: Span,
    rest: str,
) -> Named:
    """A norm of a row, with number and days of the other cells."""
    cells = re.sub(
        r"[|\t]",
        "，",
        rest,
    )
    lead = f"{cells}"
    return read_target(
        sentence.text,
        sentence.masked,
        span,
        lead,
        until=len(sentence.text),
        marked=False,
    )


def _own_day(words: str) -> str | None:
    """The day of effect that an entry itself states."""
    match = _OWN_DAY.search(words)
    if match is None:
        return None
    found = find_dates(words[match.start() :])
    return found[0][0] if found else None


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
