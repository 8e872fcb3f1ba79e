"""No text makes a rule look at it for long: each of these would take hours where a pattern could go back and forth."""

from contextlib import suppress

import pytest

from corpus.errors import BadInput
from ingestion.cleaning.boilerplate_lines import boilerplate_kind
from ingestion.cleaning.mojibake import damage, mend
from ingestion.cleaning.pronunciations import without_pronunciations
from ingestion.reading import read

LONG = 50_000
TEXTS = [
    "垃（ā" + "a" * LONG + "）",
    "垃（" + "ā" * LONG + "!",
    "?" * LONG,
    "é" * LONG,
    "鍔" * LONG,
    "\n" * LONG + "x",
    "首页 | " * (LONG // 10),
    "来源：" * (LONG // 10),
    "a(" + " " * LONG + "x",
    "<p>" + " " * LONG + "x</p>",
    "<style>.a{" + "overflow:hidden " * (LONG // 50) + "</style><p>甲</p>",
    "<div class='nav'>" + "<a href='/x'>甲乙丙丁戊己</a> 甲" * (LONG // 100) + "</div><p>甲。</p>",
    "<p>甲" + "\n " * LONG + "乙</p>",
]


@pytest.mark.parametrize(
    "text",
    TEXTS,
    ids=range(len(TEXTS)),
)
def test_long_texts_are_read_in_a_breath(text):
    for name in ("a.txt", "a.html", "a.md"):
        with suppress(BadInput):  # some of them are no pages
            read(text.encode(), name)
    mend(text)
    damage(text)
    without_pronunciations(text)
    boilerplate_kind(text)
