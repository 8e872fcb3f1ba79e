"""Since when a law's articles have had their numbers, so that an old citation is understood though only a newer version is held.

Who amends a law either numbers it anew or inserts 第…条之一 so that all numbers stay. A version that has inserted articles has been amended
in the second way, since it was last passed or revised (修订) as a whole: its note on who passed it when says on which day that was.
Comparing the texts of versions was set aside: it needs the very version that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_ACT = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日(?:(?!\d{4}\s*年)[^\n])*?(?P<act>通过(?!的)|修订|公布|发布)")


def numbered_since(note: str, articles: Iterable[str]) -> str | None:
    r"""The day since which the articles of a version with that head note have had their numbers (ISO), None where it can't be told.

    >>> note = "1979年7月1日 全国人民代表大会通过\n1997年3月14日 全国人民代表大会修订\n1999年12月25日 委员会通过的《刑法修正案》"
    >>> numbered_since(note, ["第一条", "第一百二十条之一"]), numbered_since(note, ["第一条"])
    ('1997-03-14', None)
    """
    if not any("之" in article for article in articles):
        return None
    acts = [(f"{int(one[1]):04}-{int(one[2]):02}-{int(one[3]):02}", one["act"]) for one in _ACT.finditer(note)]
    return max((day for day, act in acts if act == "修订"), default=min((day for day, _ in acts), default=None))
