"""How Office writes the numbers that it counts by itself: 3 as 三, ③, 丙, ３, iii.

The names are those of ECMA-376-1, 17.18.59 (`ST_NumberFormat`). Every way to count in Chinese
characters is written as laws write it (一百零一), which is also what LibreOffice does; Word writes 一百〇一
in some, and a label has one canonical form anyway. Formats of scripts that no Chinese office counts
in are written as plain digits, as LibreOffice does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from corpus.notation.numerals import to_chinese

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LARGEST_ROMAN = 5000  # a file may ask for a number of any size, and a letter is repeated as often
_LARGEST_LETTER = 780  # thirty letters in a row, where Word begins anew
_LARGEST_CHINESE = 99_999
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_SIMPLIFIED_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_TRADITIONAL_FORMAL = str.maketrans("一二三四五六七八九十百千万", "壹貳參肆伍陸柒捌玖拾佰仟萬")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_IDEOGRAPHS = str.maketrans("0123456789", "〇一二三四五六七八九")


def _roman(number: int) -> str:
    if not 0 < number < _LARGEST_ROMAN:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _letter(number: int) -> str:
    """A letter, repeated once more after each round of the alphabet: z, aa, bb."""
    if number < 1:
        return str(number)
    rounds, place = divmod((number - 1) % _LARGEST_LETTER, 26)
    return chr(ord("a") + place) * (rounds + 1)


def _chinese(number: int) -> str:
    return to_chinese(number) if 0 <= number <= _LARGEST_CHINESE else str(number)


def _formal(number: int) -> str:
    written = _chinese(number)
    return "一" + written if written.startswith("十") else written


def _ordinal(number: int) -> str:
    teens = 10 < number % 100 < 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _of(signs: Sequence[str]) -> Callable[[int], str]:
    """One of a row of signs, plain digits where the row has ended."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


FORMATS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        _chinese,
    )
    | dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _of(_CIRCLED))
    | dict.fromkeys(
        ("decimalFullWidth", "decimalFullWidth2"), lambda number: str(number).translate(_FULL_WIDTH)
    )
    | dict.fromkeys(
        ("ideographDigital", "taiwaneseDigital"), lambda number: str(number).translate(_IDEOGRAPHS)
    )
    | {
        "none": lambda _: "",
        "bullet": lambda _: "",
        "decimalZero": lambda number: f"{number:02}",
        "upperRoman": lambda number: _roman(number).upper(),
        "lowerRoman": _roman,
        "upperLetter": lambda number: _letter(number).upper(),
        "lowerLetter": _letter,
        "ordinal": _ordinal,
        "hex": lambda number: f"{number:X}",
        "numberInDash": lambda number: f"- {number} -",
        "decimalEnclosedParen": _of("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
        "decimalEnclosedFullstop": _of("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
        "ideographEnclosedCircle": _of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
        "ideographTraditional": _of(_STEMS),
        "ideographZodiac": _of(_BRANCHES),
        "ideographZodiacTraditional": _of([_STEMS[n % 10] + _BRANCHES[n % 12] for n in range(60)]),
        "chineseLegalSimplified": lambda number: _formal(number).translate(_SIMPLIFIED_FORMAL),
        "ideographLegalTraditional": lambda number: _formal(number).translate(_TRADITIONAL_FORMAL),
    }
)
"""What writes a number, by the format's name."""


def written(number: int, number_format: str) -> str:
    """Write a number in a format.

    Args:
        number: The number.
        number_format: A key of `FORMATS`, or a pattern such as `001`.

    Returns:
        The number in that format. An unknown format gives plain digits.

    >>> written(12, "chineseCountingThousand"), written(12, "decimalEnclosedCircle")
    ('十二', '⑫')
    >>> written(12, "lowerRoman"), written(12, "upperLetter"), written(12, "decimal")
    ('xii', 'L', '12')
    """
    if number_format.isdecimal():
        return str(number).zfill(len(number_format))
    return FORMATS.get(number_format, str)(number)
