"""Words that can be the name of a norm, with and without title marks."""

from __future__ import annotations

import re

_GENERAL_NAME = re.compile(
    r"(?:原有?|现行|本|该|此|其|各|有关|相关|上述|下列|以下|以上|所有|一切|此前|以前|以往|之前|过去|旧|新|地方|国家|其他|其它|前述|这些?|那些?|任何|部分|同类|配套|部门|依照|按照|根据|违反|对|凡|与|由|经|将|使|如|若)"
)
_NO_NAME = re.compile(
    r"违反|规定的|本(?:法|条例|办法|规定|决定|细则)|上述|依法|法规规定|法律、|刑法、|规章规定|的行为|^[、，]|^除|决定机关"
    r"|(?:违|合|非|依|执|司|立|守|犯|枉|方|作|做|用|看|说|想)法$"
)
_NO_NORM = re.compile(
    r"(?:证|证书|证明|执照|批件|许可|通知书|决定书|意见书|报告书|申请书|批准书|合同|协议|手册|发票|凭证|清单|登记表|申请表|表)》?$"
)
_OF_A_PAPER = re.compile(
    r"(?:决定|通知|意见|解释|批复|解答|安排|公告|函|命令|标准|规范|制度|方案|规划)$"
)
"""The end of names that have 关于 in them: 市人民政府决定 is no name."""


def is_name(words: str) -> bool:
    """Check whether words without title marks can be the name of one norm.

    Args:
        words: The words, which end as names of norms do.

    Returns:
        False for 有关规定, 上述文件 and the like.
    """
    if _GENERAL_NAME.match(words) or len(words) < 5:
        return False
    if _NO_NAME.search(words):
        return False
    if "关于" in words:
        return True
    return "的" not in words and _OF_A_PAPER.search(words) is None


def is_norm(title: str) -> bool:
    """Check whether a title in 《》 can be that of a norm, and not of a licence or a contract."""
    return _NO_NORM.search(title) is None
