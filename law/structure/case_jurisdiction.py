"""Whose law a case summary reports: by the courts that decide, the places, and the laws it cites.

The script says nothing. A mainland case may name a court of Taiwan whose judgment is to be
recognised, and a case of Hong Kong may name one of the mainland: the court that decides last
counts, as it is the one whose case is reported. Without a court, the body that is sued, an
arbitral commission or the cited laws say it, where nothing names another jurisdiction.
"""

from __future__ import annotations

import re

from corpus.notation.simplified import simplify
from corpus.notation.territories import COUNTRIES
from corpus.records import Evidence, Jurisdiction, Span, Stated
from law.structure.issuers import mask_titles
from law.structure.jurisdiction import PROVINCES

_FOREIGN = (
    rf"(?:{COUNTRIES})(?:(?!人民法院)[\u4e00-\u9fff]){{0,16}}?"
    r"(?:法院|法庭|裁判所|巡回法院|上诉庭)"
    rf"|(?:{COUNTRIES})(?:最高)?人民法院"
    r"|[\u4e00-\u9fff]{1,6}(?:地方|高等|家庭|简易)裁判所|最高裁判所|欧洲(?:联盟|人权)?法院|联邦(?:最高|巡回|地区|上诉|宪法)法院"
    r"|(?:Supreme|District|Federal|High|Appeals?) Court"
)
_COURTS: tuple[tuple[Jurisdiction, str], ...] = (
    (
        Jurisdiction.TAIWAN,
        (
            r"台湾(?:地区)?[\u4e00-\u9fff]{0,4}(?:地方|高等|最高|少年及家事)法院(?:[\u4e00-\u9fff]{2}分院)?"
            r"|(?:台北|新北|士林|桃园|新竹|台中|彰化|台南|高雄|屏东|花莲|基隆)(?:地方|高等|高等行政)法院"
            r"|最高行政法院|[\u4e00-\u9fff]{2,4}高等行政法院|智慧财产(?:及商业)?法院"
        ),
    ),
    (
        Jurisdiction.HONG_KONG,
        (
            r"香港[\u4e00-\u9fff]{0,7}(?:法院|法庭|裁判(?:法院|署)|审裁处)|(?:原讼|上诉)法庭|劳资审裁处|小额钱债审裁处"
            r"|\bHK(?:CFA|CFI|CA|DC)\b"
        ),
    ),
    (Jurisdiction.MACAO, r"澳门[\u4e00-\u9fff]{0,7}(?:法院|法庭)"),
    (Jurisdiction.FOREIGN, _FOREIGN),
    (
        Jurisdiction.MAINLAND,
        (
            r"(?:(?:最高|高级|中级|基层)?人民法院|(?:知识产权|互联网|金融|海事|铁路运输)法院"
            r"|劳动(?:人事)?(?:争议)?仲裁(?:委员会|院)|人事争议仲裁委员会)"
        ),
    ),
)
_COURT = re.compile(
    "|".join(f"(?P<{jurisdiction.name}>{pattern})" for jurisdiction, pattern in _COURTS)
)
_DECIDES = re.compile(
    r"[^。；\n]{0,60}?(?:认为|判决|裁定|审理|宣判|立案|受理|驳回|裁决|撤销|维持|判令|判处|调解|支持|作出)"
)
_ONLY_NAMED = re.compile(
    r"^[^。；，\n]{0,12}?(?:此前|先前|所作|作出的|(?:的|民事|行政)判决书?(?:予以)?(?:认可|承认))"
)
_SUED = re.compile(
    rf"(?:诉|与|申请)[^，。\n]{{0,20}}?(?:{PROVINCES})(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区)?"
    r"[^，。\n]{0,24}?(?:局|委员会|人民政府|政府|办事处|办公室|厅|管理处|街道办|大队|支队)"
)
_STATE_LAW = re.compile(
    r"(?:《|根据|依照|依据)中华人民共和国[\u4e00-\u9fff]{1,24}(?:法|条例|法典)》?|《最高人民(?:法院|检察院)[^》]{2,60}》"
)
_NAMES = re.compile(
    r"民法典|(?<!劳动)合同法|劳动合同法|劳动法|侵权责任法|婚姻法|物权法|民法总则|民法通则|消费者权益保护法|食品安全法|产品质量法"
    r"|劳动争议调解仲裁法|社会保险法|工伤保险条例|道路交通安全法|著作权法|反不正当竞争法|人力资源社会保障|原卫生部|市场监管(?:部门|局)"
)
_FEWEST_NAMES = 2
"""Names of laws or offices that say it together; 民法典 alone may be that of Macao or Germany."""
_OTHERS = re.compile(
    rf"台湾|香港|澳门|民国|(?:{COUNTRIES})|终审法院|初级法院|[\u4e00-\u9fff]裁判所|劳动基准法|雇佣条例"
)
"""What names another jurisdiction, in a text without a court."""


def read_case_jurisdiction(text: str) -> Stated | None:
    """Find whose law a case summary reports.

    Args:
        text: The clean text of the document.

    Returns:
        The jurisdiction with the words that say so; None where nothing does, or where the text
        speaks of several.
    """
    words = simplify(text)
    # 《最高人民法院关于审理…的解释》 is cited, and decides nothing
    return _of_courts(mask_titles(words)) or _of_bodies(words) or _of_laws(words)


def _of_courts(words: str) -> Stated | None:
    """The jurisdiction of the court that decides last, else of the only courts that are named."""
    decided: Stated | None = None
    named: dict[str, Stated] = {}
    for match in _COURT.finditer(words):
        jurisdiction = Jurisdiction[match.lastgroup or ""]
        found = _stated(jurisdiction, "court", match)
        named.setdefault(jurisdiction.value, found)
        if _DECIDES.match(words, match.end()) and not _ONLY_NAMED.match(words[match.end() :][:20]):
            is_first = decided is None or decided.value != jurisdiction.value
            decided = _stated(jurisdiction, "deciding court", match) if is_first else decided
    if decided is not None:
        return decided
    return next(iter(named.values())) if len(named) == 1 else None


def _of_bodies(words: str) -> Stated | None:
    """The mainland, where an office of one of its provinces is sued."""
    match = _SUED.search(words)
    return _stated(Jurisdiction.MAINLAND, "party", match) if match else None


def _of_laws(words: str) -> Stated | None:
    """The mainland, where its laws are cited and nothing names another jurisdiction."""
    if _OTHERS.search(words):
        return None
    match = _STATE_LAW.search(words)
    if match is not None:
        return _stated(Jurisdiction.MAINLAND, "cited law", match)
    names: dict[str, re.Match[str]] = {}
    for match in _NAMES.finditer(words):
        names.setdefault(match[0], match)
    if len(names) < _FEWEST_NAMES:
        return None
    return _stated(Jurisdiction.MAINLAND, "cited laws", next(iter(names.values())))


def _stated(
    jurisdiction: Jurisdiction,
    rule: str,
    match: re.Match[str],
) -> Stated:
    evidence = Evidence(
        rule,
        match[0],
        Span(*match.span()),
    )
    return Stated(jurisdiction.value, evidence)
