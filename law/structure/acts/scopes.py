"""Where, for whom and how long an act has effect, as its sentence says it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from corpus.notation.dates import DATE, find_dates
from corpus.notation.numerals import NUMERAL, to_int
from corpus.records import Scope

_REGION = re.compile(
    r"(?:在|(?<!关)于)(?P<region>[\u4e00-\u9fff（）()、]{1,40}?"
    r"(?:试验区|自贸区|自由贸易港|特区|新区|示范区|合作区|开发区|地区|省|市|县|区|州|旗|岛|本店|单位|公司|学校|村|镇|乡|街道))"
    r"(?=行政区域|辖区|区域|范围|境内|内|等|[，,]|暂|停|废|予|调|不|中|对)"
)
_GROUPS = (
    "人员|职工|企业|劳动者|农民工|单位|居民|学生|公民|军人|教师|工人|用户|机构|组织|船员|司机|个人"
)
_PERSONS = re.compile(
    rf"对(?P<persons>[\u4e00-\u9fff]{{1,24}}?(?:{_GROUPS}))(?=[，,]|暂|停|不再|调)"
    rf"|(?:^|[，,：:；、]|决定)(?!各|所有|全体|全部|有关|相关|本|一切|上述|国家|用人)(?P<who>[\u4e00-\u9fff]{{0,20}}?(?:{_GROUPS}))"
    r"(?:一律|均|全部)?(?=(?:停止|暂停|暂缓|暂时停止|不再|中止)适用)"
    r"|(?:^|[，,：:；、。]|决定)对(?!下列|以下|本|上述|附件|前述|全国|所有|各)(?P<anyone>[\u4e00-\u9fff]{2,24})[，,]"
    r"(?=[^。；]{0,40}?(?:暂停|暂缓|暂时|中止))"
)
_UNTIL = re.compile(rf"(?:至|到|截至|截止)\s*(?P<day>{DATE.pattern})")
_PERIOD = re.compile(
    rf"(?:期限|试点期|试行期|为期|期间)[^，。；\d{NUMERAL[1:-1]}]{{0,6}}(?P<count>{NUMERAL}{{1,3}})\s*(?:个)?(?P<unit>年|月)"
)
_MONTHS = {"年": 12, "月": 1}


def read_scope(words: str) -> Scope:
    """Read the limits that a sentence sets to its act.

    Args:
        words: The sentence, with titles and quotations blanked.

    Returns:
        The scope; empty values for no limit.
    """
    region = _REGION.search(words)
    persons = _PERSONS.search(words)
    until = _UNTIL.search(words)
    last = None
    if until:
        last = next((iso for iso, _ in find_dates(until["day"])), None)
    return Scope(
        region=region["region"] if region else "",
        persons=(persons["persons"] or persons["who"] or persons["anyone"]) if persons else "",
        until=last,
    )


def read_until(words: str, since: str | None) -> str | None:
    """Count the last day of a period: 试点期限为三年.

    Args:
        words: The sentence.
        since: The first day (ISO); None where it is unknown.

    Returns:
        The last day in ISO form; None where the words state no period.
    """
    match = _PERIOD.search(words)
    if match is None or since is None:
        return None
    count = (to_int(match["count"]) or 0) * _MONTHS[match["unit"]]
    first = date.fromisoformat(since)
    months = first.month - 1 + count
    year = first.year + months // 12
    month = months % 12 + 1
    try:
        behind = date(
            year,
            month,
            first.day,
        )
    except ValueError:  # 31 April, or a year beyond the calendar
        return None
    return (behind - timedelta(days=1)).isoformat()
