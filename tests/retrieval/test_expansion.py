"""Questions in words of laypeople find the law's own words."""

from __future__ import annotations

from pathlib import Path

import pytest
from passages import EMBEDDER, passage, reader_of

from corpus.errors import UsageError
from corpus.search import SearchMode, SearchRequest
from retrieval.expansion import AddedTerms, LayWordsOptions, add_terms
from retrieval.search import Searcher, SearchOptions

QUESTION = "老板把我炒鱿鱼了怎么办"


@pytest.mark.parametrize(
    ("mode", "options", "weight"),
    [
        ("keyword", LayWordsOptions(), 0.5),
        ("hybrid", LayWordsOptions(), 0.0),
        ("hybrid", LayWordsOptions(hybrid_weight=0.2), 0.2),
        ("keyword", LayWordsOptions(weight=0), 0.0),
        ("vector", LayWordsOptions(weight=1, hybrid_weight=1), 0.0),
    ],
)
def test_the_mode_decides_how_much_added_terms_count(
    mode: SearchMode, options: LayWordsOptions, weight: float
) -> None:
    added = add_terms(QUESTION, mode, options)
    assert added.weight == weight
    assert ("解除劳动合同" in added.text) is bool(weight)


def test_a_question_without_such_words_stays_as_it_is() -> None:
    assert add_terms("第三条", "keyword", LayWordsOptions()) == AddedTerms()


def test_a_table_of_your_own_replaces_the_table(tmp_path: Path) -> None:
    table = tmp_path / "words.jsonl"
    table.write_text('{"word": "炒鱿鱼", "term": "辞退办法"}\n')
    added = add_terms(QUESTION, "keyword", LayWordsOptions(file=str(table)))
    assert added.text == "辞退办法"


def test_a_wrong_table_is_named(tmp_path: Path) -> None:
    table = tmp_path / "words.jsonl"
    table.write_text("{}\n")
    with pytest.raises(UsageError, match=r"words\.jsonl, line 1"):
        add_terms(QUESTION, "keyword", LayWordsOptions(file=str(table)))


@pytest.mark.parametrize(("weight", "found"), [(0.5, True), (0.0, False)])
def test_keyword_search_finds_what_the_law_calls_otherwise(weight: float, found: bool) -> None:
    reader = reader_of(
        [
            passage("用工法/第九条@2020-01-01", "解除劳动合同的，应当提前三十日通知。"),
            passage("用工法/第十条@2020-01-01", "用人单位建立名册。"),
        ]
    )
    options = SearchOptions(lay_words=LayWordsOptions(weight=weight))
    searcher = Searcher(reader, EMBEDDER, options, today=lambda: "2026-11-22")
    results = searcher.search(SearchRequest("炒鱿鱼", mode="keyword")).results
    assert bool(results) is found
