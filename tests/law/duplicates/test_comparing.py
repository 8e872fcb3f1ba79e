"""The text that copies share, and the signatures under which copies are found."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.duplicates.comparing import comparison_text
from law.duplicates.signatures import bands, signature
from tests.soak import seeds

COPIES = [
    # layout, punctuation and widths
    ("第一条　职工享有休息的权利。", "第一条 职工享有\n休息的权利"),
    ("《云岭法》（试行）", "〈云岭法〉(试行)"),
    ("ＡＢＣ公司", "abc公司"),
    # script
    ("勞動者應當協商", "劳动者应当协商"),
    # numbers
    ("工资3,000元", "工资3000元"),
    ("工资１２，３４５，６７８元", "工资12345678元"),
    ("2023-05-06", "2023.5.6".replace(".5.6", "/05/06")),
    # what a page says about itself
    ("云岭讯：\n发布时间：2023-05-06\n来源：云岭日报\n付清工资。", "云岭讯付清工资"),
    ("付清工资。\n上一篇：甲\n下一篇：乙\n责任编辑：李明", "付清工资"),
    ("【打印】【关闭】\n付清工资。\n云ICP备2000号", "付清工资"),
    ("2023-05-06 10:30\n付清工资。", "付清工资"),
]

DIFFERENT = [
    ("工资3000元", "工资300元"),
    ("2023.5.6", "202356"),
    ("1.5倍", "15倍"),
    ("百分之五", "百分之六"),
    ("5%", "5‰"),
    ("工资12,34元", "工资1234元"),  # no thousands
    ("付清工资。\n转自何处，应当注明。" + "略" * 120, "付清工资"),  # a paragraph, and no page line
]


@pytest.mark.parametrize(("first", "second"), COPIES)
def test_copies_have_one_text(first: str, second: str) -> None:
    assert comparison_text(first) == comparison_text(second)


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_texts_that_say_something_else_stay_apart(first: str, second: str) -> None:
    assert comparison_text(first) != comparison_text(second)


def test_a_text_of_page_lines_alone_is_compared_whole() -> None:
    assert comparison_text("来源：云岭日报\n责任编辑：李明") == "来源云岭日报责任编辑李明"


WORDS = st.text("第一条工資资3,000.5%‰元。（）《》 \n-Ａab发布时间：", max_size=50)


@given(WORDS)
def test_the_text_for_comparison_has_no_layout_and_is_its_own_text(text: str) -> None:
    plain = comparison_text(text)
    assert not set(plain) & set(" \n　，。（）《》:：_-")
    assert comparison_text(plain) == plain


@given(st.text("第一条資3,000.5%‰元。（）《》 \n-Ａ", max_size=50))
def test_digits_are_neither_lost_nor_added(text: str) -> None:
    def digits(words: str) -> list[str]:
        return [character for character in words if character.isdigit()]

    assert digits(comparison_text(text)) == digits(text)


def sample_text(seed: int, length: int = 400) -> str:
    rng = random.Random(seed)
    return "".join(chr(rng.randrange(0x4E00, 0x4E00 + 1500)) for _ in range(length))


def shared_bands(first: str, second: str) -> int:
    return len(set(bands(first)) & set(bands(second)))


@pytest.mark.parametrize("text", ["", "工", "工资", "工资按月支付给职工本人"])
def test_a_text_has_forty_bands_that_a_database_can_keep(text: str) -> None:
    numbers = bands(text)
    assert len(numbers) == 40
    assert all(-(2**63) <= number < 2**63 for number in numbers)
    assert bands(text) == numbers


@pytest.mark.parametrize("seed", seeds(8))
def test_a_text_with_a_few_slips_shares_a_band_and_another_text_shares_none(seed: int) -> None:
    text = sample_text(seed)
    with_slips = text[:100] + "误" + text[101:250] + "漏漏" + text[252:]
    assert shared_bands(text, with_slips) > 0
    assert shared_bands(text, sample_text(seed + 10_000)) == 0


@given(st.text(max_size=30), st.text(max_size=30), st.integers(1, 3), st.integers(1, 3))
def test_a_signature_is_equal_for_one_text_in_one_version_only(
    first: str,
    second: str,
    version: int,
    other_version: int,
) -> None:
    equal = (first, version) == (second, other_version)
    assert (signature(first, version) == signature(second, other_version)) == equal
