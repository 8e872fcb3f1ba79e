"""What a case is about: its cause of action or its charges, checked against the official lists in
`data`.

A cause that no list holds is kept as it is written and stays unchecked: the nearest listed one
would be a guess. Charges are listed as groups of alternatives (走私、贩卖、运输、制造毒品罪) of which a judgment
writes those that apply (贩卖毒品罪).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from corpus.records import (
    Branch,
    Cause,
    Party,
    Span,
)
from law.structure.lists import rows

CHARGES = "罪名"
CIVIL = "民事案件案由规定"
ADMINISTRATIVE = "关于行政案件案由的暂行规定"
_NAMES = r"(?P<charges>[\u4e00-\u9fff、（），]{1,60}?罪)"
_CHARGING = re.compile(r"指控[^。]{0,400}")
_COMMITTED = re.compile(
    rf"(?:涉嫌犯?|犯有?|构成){_NAMES}(?=[^、和及与\u4e00-\u9fff]|[于向一提附暨判的]|$)"
)
_ACTION = re.compile(r"(?:一案|纠纷|争议)")
_LONGEST = 40


@cache
def _charges() -> frozenset[str]:
    return frozenset(name for name, *_ in rows("charges.tsv"))


@cache
def _groups() -> tuple[str, ...]:
    return tuple(name for name in sorted(_charges()) if "、" in name)


@cache
def _actions() -> dict[str, str]:
    civil = rows("civil_causes.tsv")
    administrative = rows("administrative_causes.tsv")
    return {name: ADMINISTRATIVE for name, _ in administrative} | {name: CIVIL for name, _ in civil}


@lru_cache(4096)
def official_charge(name: str) -> str | None:
    """The listed charge that a judgment's wording means, None where none does.

    >>> official_charge("贩卖毒品罪"), official_charge("非法持有枪支罪"), official_charge("盗窃罪"), official_charge("拖欠工资罪")
    ('走私、贩卖、运输、制造毒品罪', '非法持有、私藏枪支、弹药罪', '盗窃罪', None)
    """
    name = re.sub(
        r"(?<=偷越)(?:国境|边境)",
        "国（边）境",
        name,
    )  # a judgment says which border was crossed
    if name in _charges():
        return name
    letters = set(name)
    return next(
        (listed for listed in _groups() if letters <= set(listed) and _selects(listed, name)),
        None,
    )


def _selects(listed: str, name: str) -> bool:
    """Whether `name` is `listed` with alternatives left out: what is left out begins or ends at a
    、.
    """

    @cache
    def reads(i: int, j: int) -> bool:
        if i == len(listed):
            return j == len(name)
        if j < len(name) and listed[i] == name[j] and reads(i + 1, j + 1):
            return True
        return any(
            (listed[i] == "、" or listed[k - 1] == "、") and reads(k, j)
            for k in range(i + 1, len(listed))
        )

    return reads(0, 0)


def read_charges(text: str, spans: Sequence[Span]) -> tuple[Cause, ...]:
    """The charges in the first of some stretches that names any: those of the sentences that say
    指控, else all.
    """
    for span in spans:
        for within in ([Span(*match.span()) for match in _CHARGING.finditer(text, *span)], [span]):
            found: dict[str, Cause] = {}
            for match in (
                match for stretch in within for match in _COMMITTED.finditer(text, *stretch)
            ):
                for cause in _split(match["charges"], match.start("charges")):
                    found.setdefault(cause.name, cause)
            if found:
                return tuple(found.values())
    return ()


def _split(charges: str, base: int) -> Iterator[Cause]:
    """盗窃罪、诈骗罪 are two, 盗窃、诈骗罪 too since no list holds the group, 窝藏、包庇罪 is one."""
    for whole in re.finditer(r"[^、和及与，].*?罪(?=[、和及与，]|$)", charges):
        start = base + whole.start()
        name = whole[0]
        parts = name[:-1].split("、")
        if official_charge(name) or not all(official_charge(f"{part}罪") for part in parts):
            yield _charge(name, start)
            continue
        for part in parts:
            yield _charge(f"{part}罪", start, len(part))
            start += len(part) + 1


def _charge(
    name: str,
    start: int,
    length: int | None = None,
) -> Cause:
    official = official_charge(name)
    return Cause(
        name=name,
        span=Span(start, start + (length or len(name))),
        official=official,
        listed=CHARGES if official else None,
    )


def read_action(
    text: str,
    start: int,
    end: int,
    parties: Sequence[Party],
    branch: Branch | None,
) -> Cause | None:
    """The cause of action in 原告甲某与被告乙某劳动争议一案: what stands between the last party and 一案."""
    for match in _ACTION.finditer(text, start, end):
        stop = match.start() if match[0] == "一案" else match.end()
        sentence = max(text.rfind(mark, start, stop) for mark in "。；\n") + 1 or start
        begin = _behind_parties(
            text,
            sentence,
            stop,
            parties,
        )
        name = text[begin:stop]
        if name and len(name) <= _LONGEST and not re.search(r"[，。；：]", name):
            official, listed = _listed(name, branch)
            return Cause(
                name=name,
                span=Span(begin, stop),
                official=official,
                listed=listed,
            )
    return None


def _behind_parties(
    text: str,
    start: int,
    stop: int,
    parties: Sequence[Party],
) -> int:
    """Where the last name, or the bracket that shortens it, ends."""
    ends = [start]
    ends += [
        at + len(party.name)
        for party in parties
        if (at := text.rfind(party.name, start, stop)) >= 0
    ]
    ends += [
        at + 1
        for mark in "）)，,"
        if (at := text.rfind(mark, start, stop)) >= 0
        and text[max(start, at - 3) : at + 1] != "（商号）"
    ]
    begin = max(ends)
    while begin < stop and (text[begin] in "的等之间、" or text[begin].isspace()):
        begin += 1
    skipped = re.compile(r"(?:之间)?(?:因|关于|[一二两三四五六七八九十\d]+人)?").match(
        text,
        begin,
        stop,
    )
    return skipped.end() if skipped else begin


def _listed(name: str, branch: Branch | None) -> tuple[str | None, str | None]:
    actions = _actions()
    for candidate in (name, f"{name}纠纷", name.removesuffix("纠纷")):
        if candidate in actions and not (
            branch is Branch.CIVIL and actions[candidate] == ADMINISTRATIVE
        ):
            return candidate, actions[candidate]
    return None, None


def listed_ending(title: str) -> tuple[int, Cause] | None:
    """Where the longest listed cause of action begins at the end of 甲某诉乙某买卖合同纠纷案; its span counts
    from the title's start.

    >>> listed_ending("甲某诉某商店买卖合同纠纷案")[1].official
    '买卖合同纠纷'
    """
    body = re.sub(r"(?:一案|案)$", "", title)
    for at in range(max(0, len(body) - _LONGEST), len(body)):
        official, listed = _listed(body[at:], Branch.CIVIL)
        if official:
            return at, Cause(
                name=body[at:],
                span=Span(at, len(body)),
                official=official,
                listed=listed,
            )
    return None
