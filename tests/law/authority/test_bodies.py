"""What sort of body a name means, and of which place it is."""

from __future__ import annotations

import pytest

from law.authority.bodies import BodyKind, Place, PlaceLevel, full_name, read_body
from law.authority.successors import FORMER_NAMES, SHORT_NAMES, successors

KINDS = [
    ("全国人民代表大会", BodyKind.CONGRESS, ()),
    ("全国人大", BodyKind.CONGRESS, ()),
    ("全国人民代表大会常务委员会", BodyKind.CONGRESS_COMMITTEE, ()),
    ("全国人大常委会", BodyKind.CONGRESS_COMMITTEE, ()),
    ("国务院", BodyKind.STATE_COUNCIL, ()),
    ("中华人民共和国国务院", BodyKind.STATE_COUNCIL, ()),
    ("政务院", BodyKind.STATE_COUNCIL, ()),
    ("国务院办公厅", BodyKind.DEPARTMENT, ()),
    ("最高人民法院", BodyKind.SUPREME_ORGAN, ()),
    ("最高人民检察院", BodyKind.SUPREME_ORGAN, ()),
    ("中央军事委员会", BodyKind.MILITARY_COMMISSION, ()),
    ("中华人民共和国中央军事委员会", BodyKind.MILITARY_COMMISSION, ()),
    ("人力资源社会保障部", BodyKind.DEPARTMENT, ()),
    ("中华人民共和国交通运输部", BodyKind.DEPARTMENT, ()),
    ("住房和城乡建设部", BodyKind.DEPARTMENT, ()),
    ("农业农村部", BodyKind.DEPARTMENT, ()),
    ("国家市场监督管理总局", BodyKind.DEPARTMENT, ()),
    ("国家税务总局", BodyKind.DEPARTMENT, ()),
    ("海关总署", BodyKind.DEPARTMENT, ()),
    ("中国人民银行", BodyKind.DEPARTMENT, ()),
    ("劳动部", BodyKind.DEPARTMENT, ()),
    ("原劳动部", BodyKind.DEPARTMENT, ()),
    ("人力资源社会保障部办公厅", BodyKind.DEPARTMENT, ()),
    ("云岭省人民代表大会", BodyKind.LOCAL_CONGRESS, ("云岭省",)),
    ("云岭省人民代表大会常务委员会", BodyKind.LOCAL_COMMITTEE, ("云岭省",)),
    ("云岭省人大常委会", BodyKind.LOCAL_COMMITTEE, ("云岭省",)),
    ("内蒙古自治区人民代表大会常务委员会", BodyKind.LOCAL_COMMITTEE, ("内蒙古自治区",)),
    ("北京市人民政府", BodyKind.LOCAL_GOVERNMENT, ("北京市",)),
    ("云岭省青岩市人民政府", BodyKind.LOCAL_GOVERNMENT, ("云岭省", "青岩市")),
    ("青岩市政府", BodyKind.LOCAL_GOVERNMENT, ("青岩市",)),
    ("青岩市人力资源和社会保障局", BodyKind.LOCAL_OFFICE, ("青岩市",)),
    ("云海县教育局", BodyKind.LOCAL_OFFICE, ("云海县",)),
    ("中共中央", BodyKind.PARTY, ()),
    ("中国共产党中央委员会", BodyKind.PARTY, ()),
    ("中华全国总工会", BodyKind.UNION, ()),
    ("云岭省总工会", BodyKind.UNION, ("云岭省",)),
    ("青岩市羽毛球协会", BodyKind.OTHER, ("青岩市",)),
    ("青岩市云海村村民委员会", BodyKind.OTHER, ("青岩市",)),
    ("青岩机械有限公司", BodyKind.OTHER, ()),
    ("越南社会主义共和国国会", BodyKind.OTHER, ()),
    ("小店老板老王", BodyKind.OTHER, ()),
    ("中国读书协会", BodyKind.OTHER, ()),
    ("青岩第一中学学生会", BodyKind.OTHER, ()),
]


@pytest.mark.parametrize(("name", "kind", "places"), KINDS, ids=[case[0] for case in KINDS])
def test_a_name_means_one_sort_of_body(name: str, kind: BodyKind, places: tuple[str, ...]) -> None:
    body = read_body(name)
    assert body.kind is kind
    assert body.place.names[:1] == places[:1]
    if kind is not BodyKind.OTHER:
        assert body.place.names == places


LEVELS = [
    ((), PlaceLevel.NATION),
    (("云岭省",), PlaceLevel.PROVINCE),
    (("西藏自治区",), PlaceLevel.PROVINCE),
    (("重庆市",), PlaceLevel.PROVINCE),
    (("香港特别行政区",), PlaceLevel.PROVINCE),
    (("云岭省", "青岩市"), PlaceLevel.CITY),
    (("青岩自治州",), PlaceLevel.CITY),
    (("云海县",), PlaceLevel.COUNTY),
    (("云海自治县",), PlaceLevel.COUNTY),
    (("云海镇",), PlaceLevel.TOWN),
]


@pytest.mark.parametrize(("names", "level"), LEVELS)
def test_a_place_has_a_level(names: tuple[str, ...], level: PlaceLevel) -> None:
    assert Place(names).level is level


def test_a_place_contains_only_what_is_named_below_it() -> None:
    province = Place(("云岭省",))
    city = Place(("云岭省", "青岩市"))
    assert province.contains(city)
    assert Place().contains(province)
    assert not city.contains(province)
    assert not province.contains(province)
    assert not province.contains(Place(("青岩市",)))  # nothing says where it lies
    assert city.is_same(Place(("青岩市",)))
    assert not city.is_same(Place(("南岭省", "青岩市")))
    assert not Place().is_same(province)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("人社部", "人力资源和社会保障部"),
        ("中华人民共和国人力资源和社会保障部", "人力资源和社会保障部"),
        ("国家发展改革委", "国家发展和改革委员会"),
        ("原国家工商总局", "国家工商行政管理总局"),
        ("青岩市人大", "青岩市人民代表大会"),
    ],
)
def test_short_names_are_written_in_full(name: str, full: str) -> None:
    assert full_name(name) == full


def test_successors_are_followed_to_the_end() -> None:
    assert "人力资源和社会保障部" in successors("国家劳动总局")
    assert "国家市场监督管理总局" in successors("国家标准局")
    assert successors("国务院") == {"国务院"}
    assert "劳动部" not in successors("人力资源和社会保障部")


def test_no_body_succeeds_itself() -> None:
    for former, followers in FORMER_NAMES.items():
        for follower in followers:
            assert former not in successors(follower), f"{former} and {follower} form a circle"


def test_the_table_of_successors_uses_full_names() -> None:
    names = {*FORMER_NAMES, *(name for followers in FORMER_NAMES.values() for name in followers)}
    assert not names & {short for short, full in SHORT_NAMES.items() if short != full}
