"""Countries and territories that a text names: whose law its writer may mean.

A name lifts a restriction to the law of the mainland; it never says whose law a text is, which
`law.structure` reads from issuer, number and calendar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.notation.simplified import simplify
from corpus.notation.work_keys import bare_key
from corpus.records import Jurisdiction

MAINLAND = frozenset({None, Jurisdiction.MAINLAND})
"""The jurisdictions whose texts count as law of the mainland: a text that states none does."""

OTHER_JURISDICTIONS = tuple(place for place in Jurisdiction if place is not Jurisdiction.MAINLAND)
"""Those that are never meant unless words name them."""

COUNTRIES = (
    "印度尼西亚|乌兹别克斯坦|沙特阿拉伯|哈萨克斯坦|马来西亚|斯里兰卡|巴基斯坦|澳大利亚|尼日利亚|孟加拉国|欧洲联盟"
    "|蒙古国|新加坡|柬埔寨|菲律宾|尼泊尔|孟加拉|阿富汗|伊拉克|以色列|土耳其|俄罗斯|乌克兰|白俄罗斯|匈牙利|意大利|西班牙|葡萄牙"
    "|比利时|奥地利|爱尔兰|加拿大|墨西哥|阿根廷|新西兰|肯尼亚|美国|英国|法国|德国|韩国|泰国|日本|朝鲜|越南|印度|缅甸|老挝"
    "|文莱|伊朗|沙特|苏联|波兰|捷克|荷兰|瑞士|瑞典|挪威|丹麦|芬兰|希腊|欧盟|巴西|智利|秘鲁|古巴|埃及|南非"
)
"""Names of countries and unions of states as alternatives of a pattern, long names first."""

# 国 in 法国有企业, 司法国际合作 and 完美国家 begins another word.
_STATE = "国(?!际|有|家|企|营|务|库|资|防)"
_IN_WORDS = {
    "美国": f"美{_STATE}",
    "英国": f"英{_STATE}",
    "韩国": f"韩{_STATE}",
    "泰国": f"泰{_STATE}",
    "法国": f"(?<![依宪司立执守违合本该按])法{_STATE}",
    "德国": f"(?<!道)德{_STATE}",
    "日本": "(?<![节假末息作日工生每今当次])日本",
    "朝鲜": "朝鲜(?!族)",
    "南非": "(?<![湖海云河])南非(?!法|常|公)",
}
"""How a name is found between other words, where its characters are also parts of other words."""

_COUNTRIES = "|".join(_IN_WORDS.get(name, name) for name in COUNTRIES.split("|"))
_ABROAD = "(?:外国|国外|境外)的?(?:法|劳动法|立法|规定)"
_LINKS = re.compile("(?:地区|特别行政区|当局|政府)?(?:的|现行|现行的|之)?$")
_REMEMBERED = 16_384  # texts: names of laws, and the words before them, come again and again
_NAMED: tuple[tuple[Jurisdiction, re.Pattern[str]], ...] = (
    (Jurisdiction.TAIWAN, re.compile("台湾|台北|高雄|中华民国|两岸|港澳台")),
    (Jurisdiction.HONG_KONG, re.compile("香港|港澳")),
    (Jurisdiction.MACAO, re.compile("澳门|港澳")),
    (Jurisdiction.FOREIGN, re.compile(f"{_COUNTRIES}|{_ABROAD}")),
)


@lru_cache(maxsize=_REMEMBERED)
def named_jurisdictions(text: str) -> frozenset[Jurisdiction]:
    """Find the jurisdictions beside the mainland that a text names.

    Args:
        text: A question, or the name of a law, in simplified or traditional characters.

    Returns:
        The jurisdictions.

    >>> sorted(named_jurisdictions("臺灣和越南的加班費怎麼算"))
    [<Jurisdiction.FOREIGN: 'foreign'>, <Jurisdiction.TAIWAN: 'taiwan'>]
    >>> named_jurisdictions("休息日本人加班，依法国有企业怎么付")
    frozenset()
    """
    simplified = simplify(text)
    return frozenset(place for place, names in _NAMED if names.search(simplified))


def place_at_end(words: str) -> frozenset[Jurisdiction]:
    """Find the jurisdiction whose name ends some words: 根据越南 before 《劳动法》.

    Args:
        words: The words before a name.

    Returns:
        The jurisdiction; none where the words end otherwise.
    """
    if not named_jurisdictions(words):
        return frozenset()
    head = _LINKS.sub("", words)
    shorter = head[:-1]
    return named_jurisdictions(head) - named_jurisdictions(shorter) if head else frozenset()


@dataclass(frozen=True, slots=True)
class Reach:
    """The works that one citation may mean.

    Attributes:
        own: Whose law the citing text is.
        places: The jurisdictions that the words of the citation name.
        is_national: Whether the words name the state: 《中华人民共和国电车法》.
    """

    own: str = Jurisdiction.MAINLAND
    places: frozenset[str] = frozenset()
    is_national: bool = False

    @property
    def is_elsewhere(self) -> bool:
        """Whether law of another jurisdiction than the mainland is meant."""
        return bool(self.places) or self.own != Jurisdiction.MAINLAND

    def reaches(
        self,
        work: str,
        jurisdiction: str | None,
    ) -> bool:
        """Say whether a work may be meant.

        Args:
            work: The key of the work.
            jurisdiction: Whose law it is; a text that states none counts as one of the mainland.

        Returns:
            Whether it may.
        """
        of_work = jurisdiction or Jurisdiction.MAINLAND
        in_title = named_jurisdictions(bare_key(work))
        elsewhere = self.places - in_title
        if elsewhere:
            return of_work in elsewhere
        if of_work == self.own or of_work in in_title:
            return True
        # 香港特别行政区基本法 is law of the mainland that holds in Hong Kong.
        return of_work == Jurisdiction.MAINLAND and (self.is_national or self.own in in_title)
