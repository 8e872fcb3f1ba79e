"""The table from words of laypeople to terms of law."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UsageError
from corpus.notation.lay_words import (
    LayWord,
    LayWords,
    own_lay_words,
    parse_lay_words,
    read_lay_words,
)

TABLE = LayWords(
    (
        LayWord("炒鱿鱼", "解除劳动合同"),
        LayWord("鱿鱼", "水产品"),
        LayWord("工钱", "劳动报酬"),
        LayWord("工钱", "工资"),
        LayWord("薪水", "工资"),
    )
)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("今天天气如何", []),
        ("厂里欠我工钱", ["劳动报酬", "工资"]),
        ("工钱和薪水", ["劳动报酬", "工资"]),
        ("薪水就是工资吗", []),
        ("被炒鱿鱼了", ["解除劳动合同", "水产品"]),
        ("鱿鱼", ["水产品"]),
    ],
    ids=["empty", "none", "two terms", "each once", "already there", "inside a word", "short"],
)
def test_a_text_gets_the_terms_of_its_words(text: str, terms: list[str]) -> None:
    assert TABLE.terms(text) == terms


@given(st.text(alphabet="炒鱿鱼工钱薪水资解除劳动报酬合同", max_size=12))
def test_terms_are_those_of_a_search_pair_by_pair(text: str) -> None:
    expected = [pair.term for pair in TABLE.pairs if pair.word in text and pair.term not in text]
    assert TABLE.terms(text) == list(dict.fromkeys(expected))


def test_the_own_table_is_large_and_has_no_idle_pair() -> None:
    """A term that stands in its word can never be added."""
    pairs = own_lay_words().pairs
    written = {pair.word for pair in pairs if pair.origin == "written"}
    assert len(written) >= 250
    assert [pair for pair in pairs if pair.term in pair.word] == []


def test_a_proposed_pair_of_the_own_table_gained_on_questions_that_did_not_propose_it() -> None:
    for pair in own_lay_words().pairs:
        if pair.origin != "written":
            assert pair.gain is not None, pair
            assert pair.gain > 0, pair
            assert pair.questions >= 2, pair


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "line 2 is not JSON"),
        ("[]", "line 2 is no object"),
        ('{"word": "工钱"}', "line 2 has no term"),
        ('{"word": " ", "term": "工资"}', "line 2 has no word"),
        ('{"word": "工钱", "term": 3}', "line 2 has no term"),
        ('{"word": "工钱", "term": "工资", "weight": 1}', "line 2 has the unknown field 'weight'"),
        ('{"word": "工钱", "term": "工资", "origin": "web"}', "unknown origin 'web'"),
        ('{"word": "薪水", "term": "工资"}', "line 2: 薪水 and 工资 come twice"),
    ],
)
def test_a_wrong_line_is_named(line: str, problem: str) -> None:
    with pytest.raises(UsageError, match="line 2") as caught:
        parse_lay_words(['{"word": "薪水", "term": "工资"}', line], "table")
    assert problem in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no\.jsonl"):
        read_lay_words(tmp_path / "no.jsonl")
