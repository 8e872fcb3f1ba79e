"""Countries and territories that a text names."""

from __future__ import annotations

import pytest

from corpus.notation.territories import COUNTRIES, named_jurisdictions
from law.structure.jurisdiction import read_jurisdiction

NAMED = [
    ("台湾的加班费怎么算", "taiwan"),
    ("臺灣勞工特休假", "taiwan"),
    ("两岸婚姻怎么登记", "taiwan"),
    ("香港强积金", "hong kong"),
    ("在香港上班，法定假日几天", "hong kong"),
    ("澳門勞動關係法", "macao"),
    ("港澳居民在内地就业", "hong kong macao"),
    ("港澳台居民参加社会保险", "hong kong macao taiwan"),
    ("越南劳动法第90条", "foreign"),
    ("日本的加班上限", "foreign"),
    ("法国每周工作几小时", "foreign"),
    ("德国和法国的解雇保护", "foreign"),
    ("南非的最低工资", "foreign"),
    ("国外的法律怎么规定年假", "foreign"),
    ("台湾和越南", "foreign taiwan"),
]
NOT_NAMED = [
    "",
    "加班费怎么算",
    "勞動基準法第二十四條",  # the script says nothing
    "依法国有企业应当公开厂务",
    "违法国家赔偿",
    "司法国际协作",
    "职业道德国家标准",
    "休息日本人自愿加班",
    "节假日本单位值班",
    "每日本人签到",
    "湖南非法集资",
    "海南非公企业",
    "朝鲜族自治县条例",
    "完美国际物流公司",
    "外国人在中国就业管理规定",
    "中国劳动法",
    "全国人民代表大会",
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_a_place_is_named(text: str, expected: str) -> None:
    assert " ".join(sorted(named_jurisdictions(text))) == expected


@pytest.mark.parametrize("text", NOT_NAMED)
def test_no_place_is_named(text: str) -> None:
    assert named_jurisdictions(text) == frozenset()


@pytest.mark.parametrize("country", COUNTRIES.split("|"))
def test_a_country_is_known_to_questions_and_to_titles(country: str) -> None:
    assert named_jurisdictions(f"{country}的最低工资") == {"foreign"}
    found = read_jurisdiction(f"{country}劳动法", [])
    assert found is not None
    assert found.value == "foreign"


def test_a_country_whose_name_begins_like_another_stands_before_it() -> None:
    names = COUNTRIES.split("|")
    assert len(names) == len(set(names))
    for place, name in enumerate(names):
        assert not any(name.startswith(other) for other in names[:place])
