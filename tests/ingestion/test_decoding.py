"""The encoding of a file is decided by evidence, or it is set aside."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadInput
from ingestion.formats.decoding import decode

SIMPLIFIED = (
    "第一条 为了保障职工的合法权益，促进劳动关系和谐稳定，根据有关法律，结合本市实际，制定本办法。"
)
TRADITIONAL = (
    "第一條 為了保障職工的合法權益，促進勞動關係和諧穩定，根據有關法律，結合本市實際，制定本辦法。"
)
SHORT = "用人单位应当与工会协商。"


@pytest.mark.parametrize(
    "text",
    [
        SIMPLIFIED,
        SIMPLIFIED * 50,
        SHORT,
        f"关于\n{SHORT}\r\n1. A & B",
    ],
)
@pytest.mark.parametrize(
    "codec",
    [
        "utf-8",
        "gbk",
        "gb18030",
        "utf-16-le",
        "utf-16-be",
        "utf-16",
        "utf-8-sig",
        "utf-32",
    ],
)
def test_simplified_text_is_read_in_every_encoding(text, codec):
    assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize(
    "codec",
    [
        "utf-8",
        "big5",
        "cp950",
        "big5hkscs",
        "gb18030",
        "utf-16-le",
        "utf-16-be",
    ],
)
def test_traditional_text_is_read_in_every_encoding(codec):
    decoded = decode(TRADITIONAL.encode(codec))
    assert decoded.text == TRADITIONAL
    assert decoded.encoding == {"cp950": "big5", "big5hkscs": "big5"}.get(codec, codec)


SENTENCES = (
    "职工有权参加工会。", "用人单位不得克扣工资。", "工会应当维护职工权益。", "劳动合同应当以书面形式订立。", "本办法自二〇二四年一月一日起施行。",
    "申请人请求支付加班费。", "仲裁委员会应当在五日内作出决定。", "女职工享受产假。", "经济补偿按工作年限计算。", "（一）姓名、住所；",
)  # fmt: skip


@given(
    st.lists(
        st.sampled_from(SENTENCES),
        min_size=2,
        max_size=12,
    ),
    st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be"]),
)
def test_any_run_of_legal_sentences_comes_back(sentences, codec):
    text = "\n".join(sentences)
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, codec)


@given(
    st.permutations(
        (
            "職工有權參加工會。",
            "用人單位不得剋扣工資。",
            "勞動合同應當以書面形式訂立。",
            "仲裁委員會應當在五日內作出決定。",
        )
    )
)
def test_any_run_of_traditional_sentences_comes_back_from_big5(sentences):
    text = "\n".join(sentences)
    assert decode(text.encode("big5")).text == text


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (f'<meta charset="gb2312"><p>{SHORT}</p>'.encode("gbk"), "gb18030"),
        (f'<meta charset="big5"><p>{TRADITIONAL}</p>'.encode("big5"), "big5"),
        (f'<meta charset="gb2312"><p>{SHORT}</p>'.encode(), "utf-8"),  # a wrong declaration
        (f'<meta charset="iso-8859-1"><p>{SHORT}</p>'.encode("gbk"), "gb18030"),
        (
            f'<meta charset="undefined"><p>{SHORT}</p>'.encode("gbk"),
            "gb18030",
        ),  # the name of a codec that is none
        (f'<meta charset="no-such"><p>{SHORT}</p>'.encode("gbk"), "gb18030"),
        (
            f'<meta http-equiv="Content-Type" content="text/html; charset=GBK"><p>{SHORT}</p>'.encode(
                "gbk"
            ),
            "gb18030",
        ),
    ],
)
def test_a_declared_charset_counts_when_the_text_bears_it_out(page, expected):
    decoded = decode(page, markup=True)
    assert decoded.encoding == expected
    assert "第一條" in decoded.text or SHORT in decoded.text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (SIMPLIFIED.encode()[:-1], "corrupt"),  # cut inside the last character
        (SIMPLIFIED.encode("gb18030")[:-1], "corrupt"),
        (SIMPLIFIED.encode()[:60] + b"\xff" + SIMPLIFIED.encode()[60:], "corrupt"),
        (codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le")[:-1], "corrupt"),
        (bytes(range(256)) * 8, "encoding"),
        (b"\x00\x01\x02\x03" * 100, "encoding"),
        ("Законодательство о профсоюзах".encode("koi8-r"), "encoding"),
    ],
)
def test_what_can_not_be_read_for_certain_is_set_aside(data, code):
    with pytest.raises(BadInput) as caught:
        decode(data)
    assert caught.value.code == code


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_are_read_whole_or_refused(data):
    try:
        decoded = decode(data)
    except BadInput as error:
        assert error.code in ("encoding", "corrupt")  # noqa: PT017  # either way is right
    else:
        assert (
            "\ufffd" not in decoded.text
            or "\ufffd".encode() in data
            or b"\xff\xfd" in data
            or b"\xfd\xff" in data
            or b"\x84\x31\xa4\x37" in data
        )
