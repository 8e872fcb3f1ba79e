"""The bodies that make norms: what sort of body a name means, and of which place it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from law.authority.successors import KNOWN_NAMES, SHORT_NAMES, successors

_STATE = "中华人民共和国"


class BodyKind(StrEnum):
    """What sort of body makes a norm."""

    CONGRESS = "national congress"  # 全国人民代表大会
    CONGRESS_COMMITTEE = "its standing committee"  # 全国人民代表大会常务委员会
    STATE_COUNCIL = "state council"  # 国务院
    DEPARTMENT = "department of the state council"  # 部, 委员会, 总局, 署, 办公厅 of a ministry
    MILITARY_COMMISSION = "central military commission"
    SUPREME_ORGAN = "supreme court or procuratorate"
    LOCAL_CONGRESS = "local congress"
    LOCAL_COMMITTEE = "standing committee of a local congress"
    LOCAL_GOVERNMENT = "local government"
    LOCAL_OFFICE = "office of a local government"
    PARTY = "party"
    UNION = "trade union"
    OTHER = "other"


class PlaceLevel(StrEnum):
    """The level of a place in the administrative division (宪法第三十条)."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"


@dataclass(frozen=True, slots=True)
class Place:
    """A place, as the names of local bodies say it.

    Attributes:
        names: The names from the largest to the smallest: 云岭省, 青岩市; empty for the nation.
    """

    names: tuple[str, ...] = ()

    @property
    def level(self) -> PlaceLevel:
        """The level of the smallest of the names."""
        return _level(self.names[-1]) if self.names else PlaceLevel.NATION

    def contains(self, other: Place) -> bool:
        """Whether another place is known to lie in this one, and is not this one.

        Args:
            other: The other place. The name of a city alone does not say its province.

        Returns:
            Whether the names of the other place begin with those of this one.
        """
        if len(other.names) <= len(self.names):
            return False
        return other.names[: len(self.names)] == self.names

    def is_same(self, other: Place) -> bool:
        """Whether two places are one; 云岭省青岩市 and 青岩市 are.

        Args:
            other: The other place.

        Returns:
            Whether the smallest names are equal and the larger ones do not contradict.
        """
        if not self.names or not other.names:
            return self.names == other.names
        shorter = min(len(self.names), len(other.names))
        return self.names[-shorter:] == other.names[-shorter:]


@dataclass(frozen=True, slots=True)
class IssuingBody:
    """A body that makes norms.

    Attributes:
        name: Its name in full, without the name of the state.
        kind: What sort of body it is.
        place: Where it is competent; the nation for a central body.
    """

    name: str
    kind: BodyKind
    place: Place = Place()


_MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})
_PLACE = re.compile(
    r"(?!国家|全国|中国|中华|国务院|最高|本)"
    r"(?:[\u4e00-\u9fff]{2,7}?(?:省|自治区|特别行政区|自治州|自治县|自治旗)"
    r"|[\u4e00-\u9fff]{2,6}?(?:市(?!场|政)|地区|盟|县|(?<![社小园城])区|旗|镇|(?<!城)乡))"
    r"(?=[\u4e00-\u9fff])"
)
_LOCAL = (
    (re.compile(r"人民代表大会常务委员会$"), BodyKind.LOCAL_COMMITTEE),
    (re.compile(r"人民代表大会$"), BodyKind.LOCAL_CONGRESS),
    (re.compile(r"人民政府$"), BodyKind.LOCAL_GOVERNMENT),
    (
        re.compile(r"(?:局|委员会|办公厅|办公室|厅|委|站|中心)$"),
        BodyKind.LOCAL_OFFICE,
    ),
)
_CENTRAL = (
    (re.compile(r"^全国人民代表大会$"), BodyKind.CONGRESS),
    (re.compile(r"^全国人民代表大会常务委员会$"), BodyKind.CONGRESS_COMMITTEE),
    (re.compile(r"^(?:国务院|政务院|中央人民政府)$"), BodyKind.STATE_COUNCIL),
    (re.compile(r"^(?:最高人民法院|最高人民检察院|国家监察委员会)$"), BodyKind.SUPREME_ORGAN),
    (re.compile(r"中央军事委员会$"), BodyKind.MILITARY_COMMISSION),
    (re.compile(r"^(?:中国共产党|中共)"), BodyKind.PARTY),
    (re.compile(r"总工会"), BodyKind.UNION),
)
_DEPARTMENT = re.compile(
    r"^(?:国务院|国家|中国)[\u4e00-\u9fff]{0,18}(?:部|委员会|总局|局|署|总行|银行|办公厅|办公室)$"
    r"|^[\u4e00-\u9fff]{2,10}(?:部|部办公厅)$"
    r"|^(?:海关|审计)总?署$"
)
_NO_DEPARTMENT = re.compile(
    "村|居民|业主|协会|学会|公司|俱乐部|社区|集团|筹备|仲裁|工作组|支部|项目部|厂|学校|大学|医院"
)


@lru_cache(maxsize=4096)
def read_body(name: str) -> IssuingBody:
    """Find what sort of body a name means.

    Args:
        name: The name of a body, in full or in a usual short form.

    Returns:
        The body under its full name; a former body keeps its former name.

    >>> read_body("全国人大常委会").kind.value
    'its standing committee'
    >>> read_body("云岭省青岩市人民政府").place.names
    ('云岭省', '青岩市')
    """
    full = full_name(name)
    for pattern, kind in _CENTRAL:
        if pattern.search(full):
            return IssuingBody(
                full,
                kind,
                _place(full) if kind is BodyKind.UNION else Place(),
            )
    place = _place(full)
    if place.names:
        for pattern, kind in _LOCAL:
            if pattern.search(full) and not _NO_DEPARTMENT.search(full):
                return IssuingBody(
                    full,
                    kind,
                    place,
                )
        return IssuingBody(
            full,
            BodyKind.OTHER,
            place,
        )
    if full in KNOWN_NAMES or (_DEPARTMENT.match(full) and not _NO_DEPARTMENT.search(full)):
        return IssuingBody(full, BodyKind.DEPARTMENT)
    return IssuingBody(full, BodyKind.OTHER)


def full_name(name: str) -> str:
    """Write the name of a body in full, without the name of the state.

    Args:
        name: The name, in full or in a usual short form.

    Returns:
        The full name.

    >>> full_name("中华人民共和国人力资源社会保障部")
    '人力资源和社会保障部'
    """
    bare = re.sub(
        r"\s",
        "",
        name,
    ).removeprefix(_STATE)
    bare = re.sub(
        r"^原(?=[\u4e00-\u9fff]{3})",
        "",
        bare,
    )
    for short, full in _SHORT_TAILS:
        if bare.endswith(short):
            bare = bare.removesuffix(short) + full
            break
    return SHORT_NAMES.get(bare, bare)


def provinces(names: Iterable[str]) -> frozenset[str]:
    """Collect the provinces that the names of bodies name.

    Args:
        names: The names of bodies: of those that issued a norm, and of those that approved it.

    Returns:
        The provinces; empty where the names say none.

    >>> sorted(provinces(["云岭省人民代表大会常务委员会", "青岩市人民政府"]))
    ['云岭省']
    """
    places = [Place(body.place.names[:1]) for body in map(read_body, names)]
    return frozenset(place.names[0] for place in places if place.level is PlaceLevel.PROVINCE)


def canonical_issuers(names: Iterable[str]) -> tuple[str, ...]:
    """Name the bodies that stand for issuers today, so that a body and its successor compare equal.

    Args:
        names: The names of bodies.

    Returns:
        The names of the last successors, sorted, none twice.

    >>> canonical_issuers(["劳动部"]) == canonical_issuers(["人社部"])
    True
    """
    found: set[str] = set()
    for name in names:
        full = full_name(name)
        last = [body for body in successors(full) if successors(body) == {body}]
        found.add(min(last, default=full))
    return tuple(sorted(found))


def are_related(first: Iterable[str], second: Iterable[str]) -> bool:
    """Check whether one body of each group took over the functions of the other, or of its own.

    A congress and its standing committee count as one: both amend what either made.

    Args:
        first: The names of bodies.
        second: The names of other bodies.

    Returns:
        Whether a body of the one group and a body of the other have a successor in common.

    >>> are_related(["国家食品药品监督管理局"], ["国家药监局"])
    True
    >>> are_related(["教育部"], ["商务部"])
    False
    """
    others = {body for name in second for body in _successors_of(name)}
    return any(_successors_of(name) & others for name in first)


def _successors_of(name: str) -> frozenset[str]:
    return successors(full_name(name).removesuffix("常务委员会"))


_SHORT_TAILS = (
    ("人大常委会", "人民代表大会常务委员会"),
    ("人大", "人民代表大会"),
    ("中央军委", "中央军事委员会"),
    ("省政府", "省人民政府"),
    ("市政府", "市人民政府"),
)


def _place(name: str) -> Place:
    """The places with which the name of a body begins, the largest first."""
    names: list[str] = []
    position = 0
    while match := _PLACE.match(name, position):
        names.append(match[0])
        position = match.end()
    return Place(tuple(names))


def _level(name: str) -> PlaceLevel:
    if name in _MUNICIPALITIES or name.endswith(("省", "特别行政区")):
        return PlaceLevel.PROVINCE
    if name.endswith("自治区"):
        return PlaceLevel.PROVINCE
    if name.endswith(("市", "州", "盟", "地区")):
        return PlaceLevel.CITY
    if name.endswith(("镇", "乡")):
        return PlaceLevel.TOWN
    return PlaceLevel.COUNTY
