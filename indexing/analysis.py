"""Splits text into terms for keyword search.

Every engine uses this analyzer, so that a question means the same in each. Runs of Chinese become
overlapping pairs of characters; words and numbers of other scripts stay whole. That is what
Lucene's `standard + cjk_width + lowercase + cjk_bigram` gives. Word segmentation was set aside: it
needs a dictionary, cuts a question and a law differently, and found less (on 60,727 articles and
1,543 lay questions pairs reach R@10 .450, jieba words .444).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from corpus.notation.simplified import simplify

_MOST_TERMS = 1_000

# Ideographs with 々 〇 and the Suzhou numerals, kana, Hangul: the scripts that Lucene pairs.
_CJK = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3131-\u318e\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\U00020000-\U0003ffff"
)
# Circled and bracketed numbers (①, ⑴, ㈠) are signs of a list and no words, but \w matches them.
_SIGNS = (
    "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209c\u2150-\u215f\u2189\u2460-\u249b\u24ea-\u24ff"
    "\u2776-\u2793\u3192-\u3195\u3220-\u33ff"
)
_LETTER = rf"[^\W\d_{_CJK}{_SIGNS}]"
_WORD = rf"[^\W{_CJK}{_SIGNS}]+"
# A point or comma inside a number, and a point or apostrophe inside a word, belong to it: 1,000.50
# and don't are one term each.
_TERM = re.compile(
    rf"[{_CJK}]+|{_WORD}(?:(?:(?<=\d)[.,](?=\d)|(?<={_LETTER})['’.](?={_LETTER})){_WORD})*"
)
_OTHER_WIDTH = re.compile("[Ａ-Ｚａ-ｚ０-９．ｦ-ﾟ]+")
_CJK_START = re.compile(f"[{_CJK}]")


def terms(text: str) -> list[str]:
    """Split a text into terms.

    >>> terms("第十五条 ＡＢＣ公司，2021年")
    ['第十', '十五', '五条', 'abc', '公司', '2021', '年']
    >>> terms("勞動合同")
    ['劳动', '动合', '合同']

    Args:
        text: Any text.

    Returns:
        The terms in the order of the text, with repeats; empty where it has no word or number.
    """
    folded = _OTHER_WIDTH.sub(_fold_width, simplify(text)).lower()
    found: list[str] = []
    for run in _TERM.findall(folded):
        if len(run) == 1 or not _CJK_START.match(run):
            found.append(run)
        else:
            found += map("".join, pairwise(run))
    return found


def question_terms(text: str) -> list[str]:
    """Return the first 1,000 terms of a question: Lucene refuses a query of more than 1,024.

    Args:
        text: The question.

    Returns:
        Its terms.
    """
    return terms(text)[:_MOST_TERMS]


def added_terms(text: str, also: str) -> list[str]:
    """Return the terms that more words add to those of a question.

    Args:
        text: The question.
        also: More words.

    Returns:
        The terms of `also` that the question does not have, each once; together with the
        question's no more than Lucene takes.
    """
    asked = question_terms(text)
    left = _MOST_TERMS - len(asked)
    new = dict.fromkeys(term for term in terms(also) if term not in set(asked))
    return list(new)[:left]


def row_terms(row: Mapping[str, Any]) -> list[str]:
    """Return the terms by which keyword search finds a row.

    Args:
        row: A row of the index.

    Returns:
        The terms of its header (title › part › chapter, or only the title) and of its text.
    """
    header = row["context"] or row["title"]
    return terms(header) + terms(row["text"])


def _fold_width(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])
