"""Whose law a text is: by issuer, number, calendar and place names, never by script. All texts are invented."""

from __future__ import annotations

import pytest

from corpus.records import Jurisdiction, Structure
from ingestion.reading import read
from law.structure import structure

ARTICLES = "第一条 略。\n第二条 略。\n第三条 略。\n"
TRADITIONAL = "第 1 條\n略。\n第 2 條\n略。\n"


def structure_of(text: str) -> Structure:
    """Read a file's structure."""
    return structure(read(text.encode(), "1234567.txt"), "1234567")


M, T, H, A, F = (
    Jurisdiction.MAINLAND,
    Jurisdiction.TAIWAN,
    Jurisdiction.HONG_KONG,
    Jurisdiction.MACAO,
    Jurisdiction.FOREIGN,
)
TEXTS: list[tuple[str, Jurisdiction | None]] = [
    ("中华人民共和国古井法\n" + ARTICLES, M),
    ("古井法\n（2019年11月3日第十三届全国人民代表大会常务委员会第九次会议通过）\n" + ARTICLES, M),
    ("古井条例\n（2019年11月3日中华人民共和国国务院令第812号公布）\n" + ARTICLES, M),
    ("古井水质规定\n（2019年11月3日国家水务总局令第5号公布）\n" + ARTICLES, M),
    ("云岭市古井办法\n（2019年11月3日云岭市人民政府令第5号公布）\n" + ARTICLES, M),
    (
        "最高人民法院关于认可和执行台湾地区法院判决的规定\n（2019年11月3日最高人民法院审判委员会第9次会议通过）\n"
        + ARTICLES,
        M,
    ),
    ("最高人民法院关于涉港澳古井案件的规定\n" + ARTICLES, M),
    (
        "中华人民共和国香港特别行政区基本法\n（1990年4月4日第七届全国人民代表大会第三次会议通过）\n"
        + ARTICLES,
        M,
    ),
    (
        "中华人民共和国澳门特别行政区驻军法\n（1999年6月28日第九届全国人民代表大会常务委员会第十次会议通过）\n"
        + ARTICLES,
        M,
    ),
    ("古井条例\n（2019年11月3日中華人民共和國國務院令第812號公布）\n" + ARTICLES, M),
    ("雲嶺市古井條例\n（2019年11月3日雲嶺市人民代表大會常務委員會通過）\n" + ARTICLES, M),
    ("雲嶺日報\n雲嶺市人民政府昨日發布通知，加強古井保護。\n", M),
    ("古井漏水\n清晨，工人來修井。\n", None),
    ("古井办法\n第一条 根据《中华人民共和国古井法》，制定本办法。\n第二条 略。\n第三条 略。\n", M),
    ("古井办法\n第一条 县级以上人民政府保护古井。\n第二条 略。\n第三条 略。\n", M),
    ("云岭市总工会关于慰问的通知\n各工会：\n请慰问。\n", M),
    (
        "云岭县人民法院\n民事判决书\n（2020）云0101民初5号\n原告甲某，男。\n被告乙某，女。\n本院认为，应当支持。\n判决如下：\n一、支持。\n",
        M,
    ),
    ("外国人在中国境内就业规定\n（2019年11月3日国家劳务总局令第5号公布）\n" + ARTICLES, M),
    (
        "勞動基準法\n中華民國 73 年 7 月 30 日總統（73）華總（一）義字第 14069 號令制定公布\n"
        + TRADITIONAL,
        T,
    ),
    ("劳动基准法\n民国73年7月30日公布\n" + ARTICLES, T),
    ("松溪縣攤販自治條例\n民國 95 年 3 月 6 日公布\n" + TRADITIONAL, T),
    ("古井保存法\n中華民國一百零三年六月四日公布\n" + TRADITIONAL, T),
    ("古井保存法\n民國110年5月4日立法院三讀通過\n" + TRADITIONAL, T),
    ("行政院古井審議辦法\n" + TRADITIONAL, T),
    ("高雄市古井管理自治條例\n" + TRADITIONAL, T),
    ("古井管理規則\n第 1 條\n略。\n第 2 條\n略。\n第 2-1 條\n略。\n第 3 條\n略。\n", T),
    (
        "古井保存法\n第 1 條\n為保存古井，制定本法。\n第 2 條\n本法所稱主管機關：在中央為內政部；在直轄市為直轄市政府。\n",
        T,
    ),
    ("香港法例第57B章\n古井規例\n第一条 略。\n第二条 略。\n第三条 略。\n", H),
    ("古井條例\n（第57章）\n" + ARTICLES, H),
    ("古井條例\n（由1968年第57號第2條修訂）\n" + ARTICLES, H),
    ("古井條例\n香港特別行政區立法會通過\n" + ARTICLES, H),
    ("第7/2008号法律\n古井关系法\n" + ARTICLES, A),
    ("古井关系法\n澳门特别行政区\n第7/2008号法律\n立法会根据基本法制定\n" + ARTICLES, A),
    ("古井規章\n第12/2010號行政法規\n" + ARTICLES, A),
    ("社会保险法\n2024年6月29日 越南社会主义共和国第十五届国会第七次会议通过\n" + ARTICLES, F),
    ("古井法\n2024年6月29日第十五届国会通过\n" + ARTICLES, F),
    ("日本劳动基准法\n" + ARTICLES, F),
    ("古井法\n（昭和二十二年法律第四十九号）\n" + ARTICLES, F),
    ("古井法\n令和3年5月19日公布\n" + ARTICLES, F),
    ("越南劳动法典\n" + ARTICLES, F),
    ("德国民法典\n" + ARTICLES, F),
    ("俄罗斯联邦劳动法典\n" + ARTICLES, F),
    ("古井法\n2001年12月30日国家杜马通过\n" + ARTICLES, F),
    ("大韩民国古井法\n" + ARTICLES, F),
    ("古井法\n新加坡共和国国会2019年11月3日通过\n" + ARTICLES, F),
    ("古井办法\n" + ARTICLES, None),
    ("古井保護辦法\n第一條 略。\n第二條 略。\n第三條 略。\n", None),
    ("船屋租赁合同\n甲方：甲某\n" + ARTICLES, None),
]


@pytest.mark.parametrize(
    ("text", "jurisdiction"),
    TEXTS,
    ids=[text.split("\n")[0] + str(index) for index, (text, _) in enumerate(TEXTS)],
)
def test_jurisdiction(text: str, jurisdiction: Jurisdiction | None) -> None:
    found = structure_of(text).jurisdiction
    assert (found.value if found else None) == jurisdiction
    if found is not None:
        assert found.evidence.words


def test_script_alone_says_nothing() -> None:
    traditional = structure_of("古井保護辦法\n第一條 古井應當登記。\n第二條 略。\n第三條 略。\n")
    simplified = structure_of("古井保护办法\n第一条 古井应当登记。\n第二条 略。\n第三条 略。\n")
    assert traditional.jurisdiction is None
    assert simplified.jurisdiction is None
