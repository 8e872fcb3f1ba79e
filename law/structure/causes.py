"""What a case is about.

Its cause of action or its charges, checked against the official lists in `data`.

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
"""The name of the list of criminal charges."""
CIVIL = "民事案件案由规定"
"""The name of the list of civil causes of action."""
ADMINISTRATIVE = "关于行政案件案由的暂行规定"
"""The name of the list of administrative causes of action."""
_NAMES = r"(?P<charges>[\u4e00-\u9fff、（），]{1,60}?罪)"
_CHARGING = re.compile(r"指控[^。]{0,400}")
_COMMITTED = re.compile(
    rf"(?:涉嫌犯?|犯有?|构成){_NAMES}(?=[^、和及与\u4e00-\u9fff]|[于向一提附暨判的]|$)"
)
_ACTION = re.compile(r"(?:一案|纠纷|争议)")
_BORDER = re.compile(r"(?<=偷越)(?:国境|边境)")
_ONE_CHARGE = re.compile(r"[^、和及与，].*?罪(?=[、和及与，]|$)")
_BEFORE_CAUSE = re.compile(r"(?:之间)?(?:因|关于|[一二两三四五六七八九十\d]+人)?")
_CASE_WORD = re.compile(r"(?:一案|案)$")
_LONGEST = 40
"""Characters that the name of a cause may have."""


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
    """Find the listed charge that a judgment's wording means.

    Args:
        name: A charge as a judgment writes it.

    Returns:
        The charge as the list writes it; None where no listed charge is meant.

    >>> official_charge("贩卖毒品罪"), official_charge("非法持有枪支罪")
    ('走私、贩卖、运输、制造毒品罪', '非法持有、私藏枪支、弹药罪')
    >>> official_charge("盗窃罪"), official_charge("拖欠工资罪")
    ('盗窃罪', None)
    """
    # A judgment says which border was crossed.
    name = _BORDER.sub("国（边）境", name)
    if name in _charges():
        return name
    letters = set(name)
    for listed in _groups():
        if letters <= set(listed) and _selects(listed, name):
            return listed
    return None


def _selects(listed: str, name: str) -> bool:
    """Whether `name` is `listed` with alternatives left out: each begins or ends at a 、."""

    @cache
    def reads(listed_at: int, name_at: int) -> bool:
        if listed_at == len(listed):
            return name_at == len(name)
        same = name_at < len(name) and listed[listed_at] == name[name_at]
        if same and reads(listed_at + 1, name_at + 1):
            return True
        for behind in range(listed_at + 1, len(listed)):
            is_alternative = listed[listed_at] == "、" or listed[behind - 1] == "、"
            if is_alternative and reads(behind, name_at):
                return True
        return False

    return reads(0, 0)


def read_charges(text: str, spans: Sequence[Span]) -> tuple[Cause, ...]:
    """Read the charges of a criminal case.

    Args:
        text: The clean text of a judgment.
        spans: Stretches of it, the surest first.

    Returns:
        The charges in the first stretch that names any. Those of its sentences that say 指控 count
        before all others.
    """
    for span in spans:
        charging = [Span(*match.span()) for match in _CHARGING.finditer(text, *span)]
        found = _charges_within(text, charging) or _charges_within(text, [span])
        if found:
            return found
    return ()


def _charges_within(text: str, spans: Sequence[Span]) -> tuple[Cause, ...]:
    """The charges that some stretches of a text name, each once."""
    found: dict[str, Cause] = {}
    for span in spans:
        for match in _COMMITTED.finditer(text, *span):
            for cause in _split_charges(match["charges"], match.start("charges")):
                found.setdefault(cause.name, cause)
    return tuple(found.values())


def _split_charges(charges: str, base: int) -> Iterator[Cause]:
    """Split the words of several charges.

    盗窃罪、诈骗罪 are two. 盗窃、诈骗罪 are two, since no list holds the group. 窝藏、包庇罪 is one.
    """
    for whole in _ONE_CHARGE.finditer(charges):
        start = base + whole.start()
        name = whole[0]
        parts = name[:-1].split("、")
        are_charges = all(official_charge(f"{part}罪") for part in parts)
        if official_charge(name) or not are_charges:
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
    """A charge that begins at `start`.

    `length` where fewer characters than its name stand in the text.
    """
    official = official_charge(name)
    end = start + (length or len(name))
    return Cause(
        name=name,
        span=Span(start, end),
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
    """Read the cause of action: in 原告甲某与被告乙某劳动争议一案 what stands between the last party and 一案.

    Args:
        text: The clean text of a judgment.
        start: The offset at which its procedure begins.
        end: The offset at which its procedure ends.
        parties: The parties of the case.
        branch: The branch of law; a civil case has no administrative cause.

    Returns:
        The cause; None where no sentence names it.
    """
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
        is_name = 0 < len(name) <= _LONGEST and not re.search(r"[，。；：]", name)
        if not is_name:
            continue
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
    begin = start
    for party in parties:
        place = text.rfind(party.name, start, stop)
        if place >= 0:
            begin = max(begin, place + len(party.name))
    for mark in "）)，,":
        place = text.rfind(mark, start, stop)
        if place < 0:
            continue
        belongs_to_name = text[max(start, place - 3) : place + 1] == "（商号）"
        if not belongs_to_name:
            begin = max(begin, place + 1)
    while begin < stop and (text[begin] in "的等之间、" or text[begin].isspace()):
        begin += 1
    joint = _BEFORE_CAUSE.match(text, begin, stop)
    return joint.end() if joint else begin


def _listed(name: str, branch: Branch | None) -> tuple[str | None, str | None]:
    """The official name of a cause and the list that holds it."""
    actions = _actions()
    candidates = (
        name,
        f"{name}纠纷",
        name.removesuffix("纠纷"),
    )
    for candidate in candidates:
        if candidate not in actions:
            continue
        listed = actions[candidate]
        if branch is Branch.CIVIL and listed == ADMINISTRATIVE:
            continue
        return candidate, listed
    return None, None


def listed_ending(title: str) -> tuple[int, Cause] | None:
    """Find the longest listed cause of action at the end of a title such as 甲某诉乙某买卖合同纠纷案.

    Args:
        title: The title of a case summary.

    Returns:
        The offset at which the cause begins, and the cause; its span counts from the start of the
        title. None where no listed cause ends the title.

    >>> listed_ending("甲某诉某商店买卖合同纠纷案")[1].official
    '买卖合同纠纷'
    """
    body = _CASE_WORD.sub("", title)
    for start in range(max(0, len(body) - _LONGEST), len(body)):
        official, listed = _listed(body[start:], Branch.CIVIL)
        if official:
            span = Span(start, len(body))
            return start, Cause(
                body[start:],
                span,
                official,
                listed,
            )
    return None
