"""Short names of laws that no title has, and names that a law had before it was renamed.

The titles of an archive come first. This table answers only what they do not. Deriving short names
from titles (first and last characters) was set aside: 民诉法 would also be the 民用航空…法.

A name belongs here under two conditions. Courts, law schools or the law itself use it (…以下简称…法),
and it can mean one law only. 合同法, 婚姻法 and similar names are laws of their own, which the Civil
Code repealed.
"""

from __future__ import annotations

SHORT_NAMES = {
    "刑诉法": "刑事诉讼法",
    "民诉法": "民事诉讼法",
    "行诉法": "行政诉讼法",
    "消法": "消费者权益保护法",
    "消保法": "消费者权益保护法",
    "道交法": "道路交通安全法",
    "未保法": "未成年人保护法",
    "个税法": "个人所得税法",
    "社保法": "社会保险法",
    "治安处罚法": "治安管理处罚法",
    "劳动仲裁法": "劳动争议调解仲裁法",
    "劳动争议仲裁法": "劳动争议调解仲裁法",
    "妇女权益保护法": "妇女权益保障法",
    "海诉法": "海事诉讼特别程序法",
    # The short names of the two organic laws and the two electoral laws in their own decisions.
    "选举法": "全国人民代表大会和地方各级人民代表大会选举法",
    "代表法": "全国人民代表大会和地方各级人民代表大会代表法",
    "地方组织法": "地方各级人民代表大会和地方各级人民政府组织法",
    "监督法": "各级人民代表大会常务委员会监督法",
    "香港基本法": "香港特别行政区基本法",
    "澳门基本法": "澳门特别行政区基本法",
    # Renamed by the decision of 2000-12-28 that amended it.
    "中国人民解放军现役军官服役条例": "现役军官法",
    # So called in their own implementing rules and in interpretations.
    "税收征管法": "税收征收管理法",
    "涉外民事关系法": "涉外民事关系法律适用法",
}
"""By short name, the key of the work."""
