"""Text that was decoded wrongly is mended where its bytes prove what it was, and reported where they are gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.cleaning.mojibake import damage, mend
from ingestion.reading import read
from law.structure import structure

LINE = "第三十八条 用人单位未及时足额支付劳动报酬的，劳动者可以解除劳动合同"
WAYS = [
    ("utf-8", "latin-1"),
    ("utf-8", "cp1252"),
    ("gb18030", "latin-1"),
    ("gb18030", "cp1252"),
    ("utf-8", "gb18030"),
]


@pytest.mark.parametrize(("wrote", "read_as"), WAYS)
def test_what_lost_no_byte_is_mended(wrote, read_as):
    damaged = 0
    for end in range(6, len(LINE) + 1):
        line = LINE[:end].replace(" ", "") if read_as == "gb18030" else LINE[:end]
        try:
            wrong = line.encode(wrote).decode(read_as)
        except (
            UnicodeDecodeError
        ):  # bytes that the wrong encoding does not have: nobody could have read them so
            continue
        damaged += 1
        assert mend(wrong) == (line, [wrong])
    assert damaged > 5 or read_as == "cp1252"


def test_big5_read_as_gb18030_is_mended_in_a_text_of_such_lines():
    lines = "勞動者可以解除勞動合同，並應當支付工資\n雇主不得預扣勞工工資作為違約金或者賠償費用\n女工夜間工作應經工會同意並提供必要設施"
    wrong = lines.encode("cp950").decode("gb18030")
    assert mend(wrong)[0] == lines


def test_only_the_wrong_lines_are_touched():
    wrong = LINE.encode().decode("latin-1")
    assert mend(f"好的一行\n{wrong}\n上海 Société Générale 分行") == (
        f"好的一行\n{LINE}\n上海 Société Générale 分行",
        [wrong],
    )


def test_a_lone_pair_beside_proven_lines_is_mended():
    wrong = f"{LINE}\n第\n二章".encode("gb18030").decode("latin-1")
    assert mend(wrong)[0] == f"{LINE}\n第\n二章"


RIGHT = [
    # half of it is no everyday character
    "垃(lā)圾(jī)分(fēn)类(lèi)箱(xiāng)由(yóu)物(wù)业(yè)管(guǎn)理(lǐ)并(bìng)消(xiāo)毒(dú)",
    "囍龘靐齉爨癵籱麤鱻灪驫厵",
    "溴化物、镉、铬和淼淼公司",
    "鍔冲",
    "Ångström café naïve",
    "甲·乙 3×4 §5 20℃ ±1",
    "勞動基準法第二十四條",
    "转(zhuǎn)",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_stays(text):
    assert mend(text) == (text, [])


@given(st.text(alphabet="用人单位应当依法支付劳动报酬第一二三条，。；《》（）ABC123 ", max_size=60))
def test_everyday_text_is_never_touched(text):
    assert mend(text) == (text, [])
    assert damage(text) == (0, "")


DAMAGED = [
    ("第一条 为了锟斤拷护职工", "锟斤拷护职工"),
    ("工\ufffd会", "\ufffd会"),
    ("第一条 ????保护职工", "????保护职工"),
    (LINE[:-1].encode().decode("gbk", "ignore"), LINE[:-1].encode().decode("gbk", "ignore")[:30]),
]


@pytest.mark.parametrize(("line", "example"), DAMAGED)
def test_what_is_lost_is_reported(line, example):
    assert damage(f"好的一行\n{line}\n好的一行") == (1, example)


def test_damage_is_a_finding_with_an_example():
    document = read(
        "第一条 为了锟斤拷护职工，制定本条例。\n第二条 本条例适用于本市。\n第三条 甲。".encode(),
        "工会条例.txt",
    )
    (finding,) = [
        one for one in structure(document, "工会条例").findings if one.code == "damaged_text"
    ]
    assert "锟斤拷" in finding.where
    assert finding.remedy


def test_a_repair_is_counted():
    wrong = LINE.encode("gb18030").decode("latin-1")
    document = read(f"工资条例\n{wrong}".encode(), "a.txt")
    assert LINE in document.text
    assert [(one.what, one.count) for one in document.removed if one.what == "mojibake"] == [
        ("mojibake", 1)
    ]
