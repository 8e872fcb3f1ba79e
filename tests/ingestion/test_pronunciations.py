"""Readings in brackets go, other brackets stay."""

import pytest

from ingestion.cleaning import clean
from ingestion.cleaning.pronunciations import without_pronunciations

TABLE = [
    ("轉(zhuǎn)移", "轉移", 1),
    ("垃（lā）圾（jī）分类", "垃圾分类", 2),
    ("龟兹（qiū cí）", "龟兹", 1),
    ("豆腐（dòu fu）渣工程", "豆腐渣工程", 1),
    ("朱熹(Zhū Xī)", "朱熹", 1),
    ("乇（ㄊㄨㄛ）", "乇", 1),
    ("滇（音diān）池", "滇池", 1),
    ("绿 (lǜ) 化", "绿 化", 1),
    ("字（zì）（zì）", "字", 2),
    # what is no reading
    ("贷款市场报价利率（LPR）", None, 0),
    ("协会（société）", None, 0),
    ("甲(a)乙(ba)", None, 0),
    ("公司（以下简称甲）", None, 0),
    ("（zhuǎn）", None, 0),
    ("第一条（一）", None, 0),
]


@pytest.mark.parametrize(("text", "expected", "count"), TABLE)
def test_readings_go(
    text,
    expected,
    count,
):
    assert clean(text)[0] == (expected or text)
    found = [one for one in clean(text)[1] if one.what == "reading in brackets"]
    assert sum(one.count for one in found) == count


def test_what_went_is_reported():
    assert without_pronunciations("转(zhuǎn)让")[1] == ["(zhuǎn)"]
