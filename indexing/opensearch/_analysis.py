"""The analyzers of every index, as the index's settings describe them.

Passages arrive with their `terms` already made (`indexing.analysis`), and the server only splits
them. A client that asks without lexops has no such analyzer, so `terms` has an equal one of Lucene
for questions: pairs of Chinese characters, over the same table of traditional characters. A second
index of the texts with Lucene's analyzer was set aside: the terms are the same
(docs/adr/0004-keyword-and-vector-search.md).

Two more analyzers read which provision a question cites: 劳动合同法第38条 asks for `article`
第三十八条 and for a `work` that the words before it end with. They run on the question, over
keyword fields, so they cost no space in the index.
"""

from __future__ import annotations

from typing import Any

from corpus.notation.numerals import ArticleNumber
from corpus.notation.simplified import SIMPLIFIED, TRADITIONAL

MOST_TERMS = 1_000
"""Terms of a question at most; Lucene refuses a query of more than 1,024."""

LAST_ARTICLE = 1_300
"""The highest article number that may be cited in Arabic digits.

The longest law, the Civil Code, has 1,260 articles."""

_NUMERAL = "[一二三四五六七八九十百千零]+"
_PLACE = "第[一二三四五六七八九十百千零0-9]+条"

ANALYSIS: dict[str, Any] = {
    "char_filter": {
        "simplify": {
            "type": "mapping",
            "mappings": [f"{old}=>{new}" for old, new in zip(TRADITIONAL, SIMPLIFIED, strict=True)],
        },
        # Brackets as works have them; 《…》 around a title and spaces around a number are removed.
        "plain": {
            "type": "mapping",
            "mappings": [
                "《=>",
                "》=>",
                "〈=>",
                "〉=>",
                "\\u0020=>",
                "\\u3000=>",
                "(=>（",
                ")=>）",
                *(f"{chr(0xFF10 + n)}=>{n}" for n in range(10)),
            ],
        },
        # 民法典1179条 becomes 民法典第1179条.
        "with_sign": {
            "type": "pattern_replace",
            "pattern": "(?<![第0-9])([0-9]{1,4})条",
            "replacement": "第$1条",
        },
        "in_chinese": {
            "type": "mapping",
            "mappings": [f"第{n}条=>{ArticleNumber(n)}" for n in range(1, LAST_ARTICLE + 1)],
        },
    },
    "tokenizer": {
        "articles": {"type": "simple_pattern", "pattern": f"第{_NUMERAL}条(之{_NUMERAL})?"},
        "before_articles": {
            "type": "pattern",
            "pattern": rf"([\p{{IsHan}}（）]{{2,40}}?)(?={_PLACE})",
            "group": 1,
        },
    },
    "filter": {
        "first": {"type": "limit", "max_token_count": MOST_TERMS},
        "beginnings": {"type": "edge_ngram", "min_gram": 2, "max_gram": 40},
    },
    "analyzer": {
        "passage": {
            "char_filter": ["simplify"],
            "tokenizer": "standard",
            "filter": ["cjk_width", "lowercase", "cjk_bigram"],
        },
        "question": {
            "char_filter": ["simplify"],
            "tokenizer": "standard",
            "filter": ["cjk_width", "lowercase", "cjk_bigram", "first"],
        },
        "cited_article": {
            "char_filter": ["simplify", "plain", "with_sign", "in_chinese"],
            "tokenizer": "articles",
        },
        # Every ending of the words before the article may be a work. The filters reverse the words,
        # take every beginning, and reverse it again.
        "cited_work": {
            "char_filter": ["simplify", "plain", "with_sign"],
            "tokenizer": "before_articles",
            "filter": ["reverse", "beginnings", "reverse"],
        },
    },
}
"""The setting `index.analysis`."""
