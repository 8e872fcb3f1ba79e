"""How OpenSearch reads a question that comes as plain text: the analyzers of every index of ours, as its settings have them.

A passage's `terms` are made here (`indexing.analysis`) and only split by the server. Who asks without lexops has no such
analyzer, so `terms` has Lucene's equal of it for questions: pairs of Chinese characters, over the same table of traditional
characters. To index the texts a second time with Lucene's was set aside: the terms are the same (docs/adr/0004-keyword-and-vector-search.md).

Two more analyzers read which provision a question cites: 劳动合同法第38条 asks for `article` 第三十八条 and for a `work` that
the words before it end with. They run at question time, over keyword fields, so they cost no index.
"""

from __future__ import annotations

from typing import Any

from corpus.notation.numerals import ArticleNumber
from corpus.notation.simplified import SIMPLIFIED, TRADITIONAL

MOST_TERMS = 1_000
"""Of a question; Lucene refuses a query of more than 1,024."""

LAST_ARTICLE = 1_300
"""The highest article number that may be cited in Arabic digits; the longest law, the Civil Code, has 1,260."""

_NUMERAL = "[一二三四五六七八九十百千零]+"
_PLACE = "第[一二三四五六七八九十百千零0-9]+条"

ANALYSIS: dict[str, Any] = {
    "char_filter": {
        "simplify": {
            "type": "mapping",
            "mappings": [f"{old}=>{new}" for old, new in zip(TRADITIONAL, SIMPLIFIED, strict=True)],
        },
        # Brackets as works have them; 《…》 around a title, and spaces around a number, say nothing.
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
        "with_sign": {
            "type": "pattern_replace",
            "pattern": "(?<![第0-9])([0-9]{1,4})条",
            "replacement": "第$1条",
        },  # 民法典1179条
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
        # Whatever the words before the article end with may be a work: backwards, every beginning, and back again.
        "cited_work": {
            "char_filter": ["simplify", "plain", "with_sign"],
            "tokenizer": "before_articles",
            "filter": ["reverse", "beginnings", "reverse"],
        },
    },
}
"""`index.analysis`."""
