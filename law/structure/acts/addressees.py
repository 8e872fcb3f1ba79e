"""The body that a decision addresses: a province that writes 你市 to a city says that it is its own.

青屏省人民政府关于撤销《…》的决定 / 云岭市人民政府： / …决定撤销你市…公布的《…》
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.records import Target
from law.structure.lines import TextLine

_ADDRESSEE = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{2,20}(?:人民政府|人民代表大会(?:常务委员会)?))[：:]$"
)
_YOUR = re.compile(r"你[省市州县区旗盟](?![^，。；《》]{0,2}(?:人民法院|同志))")
_PROVINCE = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:省|自治区)(?=人民)")
_FIRST_LINES = 4


def read_addressee(lines: Sequence[TextLine], issuers: Sequence[str]) -> str:
    """Find the only body that a province's paper addresses.

    Args:
        lines: The lines of the body of the paper.
        issuers: The bodies that issued it.

    Returns:
        Its name behind that of the province; empty where the paper addresses none, or several.
    """
    province = _PROVINCE.match(issuers[0]) if len(issuers) == 1 else None
    if province is None:
        return ""
    for line in lines[:_FIRST_LINES]:
        match = _ADDRESSEE.fullmatch(line.text.strip())
        if match:
            return province[0] + match["body"].removeprefix(province[0])
    return ""


def name_addressee(
    target: Target,
    words: str,
    addressee: str,
) -> Target:
    """Add the addressee to a norm that a sentence calls the addressee's own.

    Args:
        target: The norm.
        words: The sentence.
        addressee: The body; empty for none.

    Returns:
        The norm with its issuer; as it was where the words name another, or none.
    """
    if not addressee or target.issuers or not _YOUR.search(words):
        return target
    return replace(target, issuers=(addressee,))
