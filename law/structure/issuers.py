"""Who issued a text: the bodies that a note names, and the body that a title begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.notation.numerals import NUMERAL
from corpus.notation.work_keys import STATE
from corpus.records import (
    Event,
    EventKind,
    Evidence,
    Stated,
)

_QUOTED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|<[^<>]*>|〈[^〈〉]*〉")
MASK = "□"
"""What stands for each character of a blanked title."""
_MEETING = re.compile(
    rf"(?:\d{{4}}年(?:度)?)?第?{NUMERAL}+次[\u4e00-\u9fff]{{0,12}}?会议"
    rf"|第{NUMERAL}+届"
    r"|[部局署委行院室会]务会议"
    r"|(?:[部局署行院]长|主任)?(?:常务|办公|主席|主任)会议"
    r"|审判委员会|检察委员会"
)
_ORGAN = re.compile(
    r"^[\u4e00-\u9fff、]{1,150}"
    r"(?:院|会|部|局|委|署|办公室|厅|府|行|总局|司|大会|组|社|关|所|军|公司|联合会|办)$"
)
_VERB = re.compile(
    "审议|讨论|通过|批准|核准|公布|发布|颁布|颁行|印发"
    "|签发|公告|修正|修订|修改|施行|实施|制定|令|第"
)
_IN_TITLE = re.compile(
    r"((?:最高人民法院|最高人民检察院|国务院办公厅|国务院"
    r"|全国人民代表大会(?:常务委员会)?|中央军(?:事委员会|委)|中共中央|公安部|司法部|、)+)"
    r"(?=关于|人民法院|人民检察院|[\u4e00-\u9fff]{0,20}(?:规定|解释|决定|批复))"
)
_SHORT = {
    "中央军委": "中央军事委员会",
    "全国人大常委会": "全国人民代表大会常务委员会",
    "全国人大": "全国人民代表大会",
    "人大常委会": "人民代表大会常务委员会",
}
_ONE_BELOW_THE_OTHER = re.compile(
    r"(?<=[院会部局委署厅府行社])\s*\n\s*"
    r"(?=[\u4e00-\u9fff]{2,}(?:[院会部局委署厅府行社]|$))"
)
# 自治区 and 基本建设委员会 are names.
_TAIL = re.compile(r"[（(]?(?:自(?!治)|起|本(?=[法条规办决解细修])).*$")
_BEFORE_NAME = re.compile(r"^(?:经|由|业经|已经|根据|自|起|之日|，|、|\s)+")
_JOINT_DISTANCE = 40
"""Characters between the dates of two bodies that acted together."""


def mask_titles(text: str) -> str:
    """Blank the titles in 《》: what they say was done is not said of this text.

    Args:
        text: Some words of a note.

    Returns:
        A text of the same length.
    """
    return _QUOTED.sub(lambda match: MASK * len(match[0]), text)


def name_body(words: str) -> str | None:
    """Find the body whose act some words report.

    Args:
        words: The words behind a date, with titles blanked.

    Returns:
        Its full name: 第十届全国人民代表大会常务委员会第二十八次会议通过 gives 全国人民代表大会常务委员会. None where the words
        name no body.
    """
    joined = _ONE_BELOW_THE_OTHER.sub("、", words.replace(STATE, ""))
    name = _BEFORE_NAME.sub(
        "",
        re.sub(
            r"\s+",
            "",
            joined,
        ),
    )
    if not _VERB.search(name[:2]):
        name = _TAIL.sub("", name)
    name = _MEETING.sub("", name)
    verb = _VERB.search(name)
    if verb:
        name = name[: verb.start()]
    name = name.strip("，。、（）() " + MASK)
    return full_name(name) if _ORGAN.match(name) else None


def full_name(name: str) -> str:
    """Write the short names of supreme bodies in full.

    Args:
        name: One name or several.

    Returns:
        The same with 全国人大 as 全国人民代表大会, and the like.
    """
    for short, full in _SHORT.items():
        name = name.replace(short, full)
    return name


def read_issuer(events: Sequence[Event], title: str) -> Stated | None:
    """Find the body that issued a text.

    Args:
        events: The acts of its note.
        title: Its title.

    Returns:
        The body whose adoption is reported first, else whose promulgation, else the body with which
        the title begins. Bodies that acted together (both supreme courts in one line) are all
        named, with 、 between them. None where nothing says it.
    """
    for act in (
        EventKind.ADOPTED,
        EventKind.PROMULGATED,
        EventKind.REVISED,
    ):
        of_act = [event for event in events if event.act is act and event.authority]
        if not of_act:
            continue
        first = of_act[0]
        names = [event.authority or "" for event in of_act if _acted_together(first, event)]
        value = "、".join(dict.fromkeys(names))
        return Stated(value, replace(first.evidence, rule="head note: maker"))
    titled = _IN_TITLE.match(
        re.sub(
            r"\s+",
            "",
            title,
        ).removeprefix(STATE)
    )
    if titled is None:
        return None
    return Stated(full_name(titled[1]), Evidence("title: maker", titled[1]))


def _acted_together(first: Event, other: Event) -> bool:
    """Whether two acts are one, reported with a date for each body."""
    first_span = first.evidence.span
    other_span = other.evidence.span
    if first_span is None or other_span is None:
        return False
    if first is other:
        return True
    is_near = 0 < other_span.start - first_span.end < _JOINT_DISTANCE
    words = first.evidence.words.partition(other.date[:4])[0]
    return is_near and not re.search("通过|公布|发布", words)


_SPLIT = re.compile(
    r"[、，,\s\u3000]+|(?<=[院会部局委署厅府行社办])(?:和|与|及)(?=[\u4e00-\u9fff]{2,})"
)
_MINISTRIES = (
    "全国人民代表大会常务委员会",
    "最高人民法院",
    "最高人民检察院",
    "国务院办公厅",
    "国务院",
    "人力资源和社会保障部",
    "人力资源社会保障部",
    "劳动和社会保障部",
    "劳动人事部",
    "劳动部",
    "人事部",
    "财政部",
    "公安部",
    "国家安全部",
    "司法部",
    "民政部",
    "教育部",
    "科学技术部",
    "科技部",
    "工业和信息化部",
    "自然资源部",
    "生态环境部",
    "住房和城乡建设部",
    "住房城乡建设部",
    "建设部",
    "交通运输部",
    "水利部",
    "农业农村部",
    "农业部",
    "商务部",
    "文化和旅游部",
    "国家卫生健康委员会",
    "国家卫生健康委",
    "卫生部",
    "应急管理部",
    "中国人民银行",
    "审计署",
    "海关总署",
    "国家税务总局",
    "国家市场监督管理总局",
    "国家发展和改革委员会",
    "国家发展改革委",
    "国家医疗保障局",
    "国家医保局",
    "国家统计局",
    "国家知识产权局",
    "国家林业和草原局",
    "中华全国总工会",
    "全国总工会",
    "中国企业联合会",
    "中国企业家协会",
    "中华全国工商业联合会",
    "全国工商联",
)
"""Bodies that titles join without a mark between them; only to separate them."""
_WITHOUT_OFFICE = re.compile(
    rf"(?P<body>{'|'.join(_MINISTRIES)})(?P<office>办公厅)?(?={'|'.join(_MINISTRIES)}|$)"
)
_LOCAL_GOVERNMENT = re.compile(r"(?<=[省市县区州旗乡镇])政府$")


def split_bodies(names: str) -> list[str]:
    """Separate bodies that acted together.

    Args:
        names: The names with 、, 和 or a blank between them, or with nothing.

    Returns:
        The full name of each.

    >>> split_bodies("人力资源社会保障部财政部")
    ['人力资源社会保障部', '财政部']
    >>> split_bodies("青岩市人大常委会、青岩市总工会")
    ['青岩市人民代表大会常务委员会', '青岩市总工会']
    """
    found: list[str] = []
    for piece in _SPLIT.split(names.replace(STATE, "").strip()):
        if not piece:
            continue
        joined = list(_WITHOUT_OFFICE.finditer(piece))
        if len(joined) > 1 and sum(len(match[0]) for match in joined) == len(piece):
            found += [match[0] for match in joined]
        else:
            found.append(piece)
    named = [full_name(_LOCAL_GOVERNMENT.sub("人民政府", name)) for name in found]
    return list(dict.fromkeys(named))
