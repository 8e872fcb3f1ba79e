"""The numbers that Office counts by itself, format by format."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.notation.numerals import to_int
from ingestion.parsers._numerals import FORMATS, written

WRITTEN = [
    ("decimal", 12, "12"),
    ("chineseCounting", 101, "一百零一"),
    ("chineseCountingThousand", 10, "十"),
    ("taiwaneseCountingThousand", 100_000, "100000"),
    ("chineseLegalSimplified", 12, "壹拾贰"),
    ("chineseLegalSimplified", 112, "壹佰壹拾贰"),
    ("ideographLegalTraditional", 23, "貳拾參"),
    ("ideographDigital", 2024, "二〇二四"),
    ("decimalFullWidth", 205, "２０５"),
    ("decimalEnclosedCircle", 1, "①"),
    ("decimalEnclosedCircle", 50, "㊿"),
    ("decimalEnclosedCircle", 51, "51"),
    ("decimalEnclosedCircle", 0, "0"),
    ("decimalEnclosedParen", 20, "⒇"),
    ("decimalEnclosedFullstop", 3, "⒊"),
    ("ideographEnclosedCircle", 10, "㊉"),
    ("ideographTraditional", 3, "丙"),
    ("ideographTraditional", 11, "11"),
    ("ideographZodiac", 12, "亥"),
    ("ideographZodiacTraditional", 1, "甲子"),
    ("ideographZodiacTraditional", 60, "癸亥"),
    ("ideographZodiacTraditional", 61, "61"),
    ("lowerRoman", 1994, "mcmxciv"),
    ("upperRoman", 9, "IX"),
    ("upperRoman", 5000, "5000"),
    ("lowerRoman", 0, "0"),
    ("upperLetter", 26, "Z"),
    ("upperLetter", 27, "AA"),
    ("lowerLetter", 53, "aaa"),
    ("lowerLetter", 780, "z" * 30),
    ("lowerLetter", 781, "a"),  # thirty letters in a row are the most
    ("lowerLetter", 0, "0"),
    ("ordinal", 1, "1st"),
    ("ordinal", 11, "11th"),
    ("ordinal", 112, "112th"),
    ("ordinal", 122, "122nd"),
    ("ordinal", 23, "23rd"),
    ("decimalZero", 7, "07"),
    ("decimalZero", 107, "107"),
    ("hex", 255, "FF"),
    ("numberInDash", 3, "- 3 -"),
    ("bullet", 3, ""),
    ("none", 3, ""),
    ("001", 7, "007"),
    ("001", 1234, "1234"),
    ("hebrew1", 7, "7"),  # a script that no Chinese office counts in
    ("", 7, "7"),
]


@pytest.mark.parametrize(("number_format", "number", "expected"), WRITTEN)
def test_written(number_format: str, number: int, expected: str) -> None:
    assert written(number, number_format) == expected


@pytest.mark.parametrize("number_format", FORMATS)
@given(number=st.integers(-5, 2**31))
def test_a_number_of_any_size_is_written_shortly(number_format: str, number: int) -> None:
    assert len(written(number, number_format)) <= 35


@given(st.integers(1, 99_999))
def test_a_formal_numeral_is_read_again(number: int) -> None:
    assert to_int(written(number, "chineseLegalSimplified")) == number
    assert to_int(written(number, "chineseCounting")) == number


ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@given(st.integers(1, 4999))
def test_a_roman_numeral_is_its_sum(number: int) -> None:
    values = [ROMAN[letter] for letter in written(number, "lowerRoman")]
    followed = zip(values, [*values[1:], 0], strict=True)
    assert sum(-value if value < after else value for value, after in followed) == number
