"""Texts that are odd by their size: each can be made small, for a test, or as large as files come.

All text is invented.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from itertools import count, takewhile

_DIGITS = "零一二三四五六七八九"
_DAY = "（2021年5月6日青岬区人民政府公布）"


def _chinese(number: int) -> str:
    """Write a number as in titles, digit by digit: 一二三."""
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _filled(size: int, make: Callable[[int], str]) -> str:
    """Join lines until they have so many characters."""
    total = 0
    lines = []
    for number in count(1):
        line = make(number)
        total += len(line)
        if total > size:
            break
        lines.append(line)
    return "".join(lines)


def _same_labels(size: int) -> str:
    return "第一条" * (size // 3)


def _labels_in_lines(size: int) -> str:
    return _filled(size, lambda number: f"第{number}条\n")


def _rising_labels(size: int) -> str:
    return _filled(size, lambda number: f"第{number}条")


def _short_articles(size: int) -> str:
    return "晾晒规定\n\n" + _filled(size, lambda number: f"第{number}条 戴帽。\n\n")


def _contents(size: int) -> str:
    return "目录\n\n" + _filled(
        size, lambda number: f"第{number}章 晾晒场{_chinese(number)}{'…' * 12}{number}\n"
    )


def _contents_of_articles(size: int) -> str:
    return "目录\n\n" + _filled(size, lambda number: f"第{number}条 晾晒场……{number}\n")


def _law_in_a_line(size: int) -> str:
    head = f"青岬区晾晒作业规定 {_DAY} "
    return head + _filled(size, lambda number: f"第{number}条 第{number}项晾晒作业由班组长安排。")


def _article_without_an_end(size: int) -> str:
    body = "晾晒前先铺网，铺网后压石，依照《青岬区渔网办法》第三条办理，"
    return f"# 青岬区晾晒作业规定\n\n{_DAY}\n\n第一条 {body * (size // len(body))}"


def _repealing(size: int) -> str:
    head = f"# 青岬区人民政府关于废止部分文件的决定\n\n{_DAY}\n\n决定废止"
    names = _filled(size, lambda number: f"《青岬区第{number}号办法》、")
    return f"{head}{names[:-1]}。\n"


def _nested(sign: str, closing: str) -> Callable[[int], str]:
    def make(size: int) -> str:
        return f"通知\n\n根据{sign * (size // 2)}晾晒规定{closing * (size // 2)}第三条办理。\n"

    return make


def _repeated(words: str) -> Callable[[int], str]:
    def make(size: int) -> str:
        return f"晾晒须知\n\n戴草帽{words * (size // len(words))}第三条\n"

    return make


LARGE_TEXTS: Mapping[str, Callable[[int], str]] = {
    "same_labels.txt": _same_labels,
    "rising_labels.txt": _rising_labels,
    "labels_in_lines.txt": _labels_in_lines,
    "short_articles.txt": _short_articles,
    "contents.txt": _contents,
    "contents_of_articles.txt": _contents_of_articles,
    "law_in_a_line.txt": _law_in_a_line,
    "article_without_an_end.md": _article_without_an_end,
    "repealing.md": _repealing,
    "nested_books.txt": _nested("《", "》"),
    "open_books.txt": _nested("《", ""),
    "closed_books.txt": _nested("", "》"),
    "nested_quotations.txt": _nested("“", "”"),
    "open_quotations.txt": _nested("“", ""),
    "nested_brackets.txt": _nested("（", "）"),
    "open_brackets.txt": _nested("（", ""),
    "nested_books.md": _nested("《", "》"),
    "nested_square_brackets.md": _nested("[", "]"),
    "blanks.txt": _repeated(" "),
    "wide_blanks.txt": _repeated("\u3000"),
    "digits.txt": _repeated("7"),
    "numerals.txt": _repeated("三"),
    "articles.txt": _repeated("条"),
    "ordinals.txt": _repeated("第"),
    "commas.txt": _repeated("、"),
    "dashes.txt": _repeated("-"),
    "dots.txt": _repeated("."),
    "colons.txt": _repeated("："),
    "letters.txt": _repeated("a"),
    "cited_names.txt": _repeated("《条法》第一条、"),
    "lists.txt": _repeated("第一条、"),
    "pronouns.txt": _repeated("本法该条例"),
    "dates.txt": _repeated("2021年3月4日"),
    "orders.txt": _repeated("人民政府令（2021年第3号）"),
    "issuers.txt": _repeated("青岬区人民政府、"),
    "repeals.txt": _repeated("同时废止"),
}
"""By the name of the file, what makes a text of about so many characters."""


def long_name(ending: str, length: int) -> str:
    """Return the name of a file with as many bytes as a file system allows, or fewer.

    Args:
        ending: The ending of the name.
        length: How many bytes the name has at most.
    """
    stem_bytes = length - len(ending.encode())
    signs = "晾晒场草帽管理办法" * stem_bytes
    sizes = takewhile(lambda end: len(signs[:end].encode()) <= stem_bytes, count())
    return signs[: max(sizes)] + ending


def decomposed(name: str) -> str:
    """Return a name as a Mac writes it: letters and their marks apart (NFD).

    Args:
        name: The name.
    """
    return unicodedata.normalize("NFD", name)
