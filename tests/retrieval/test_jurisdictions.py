"""Whose law a search shows: that of the mainland, unless the request or the question says else."""

from __future__ import annotations

import pytest

from corpus.errors import UnknownValue
from corpus.search import SearchRequest
from indexing.store import Filter
from retrieval.citations import find_references
from retrieval.resolution import resolve
from retrieval.search import Searcher
from tests.retrieval.passages import EMBEDDER, passage, reader_of

OVERTIME = "加班的，雇主应当支付加班工资。"
LAW = [
    passage("用工法/第四条@2020-01-01", f"第四条 {OVERTIME}", jurisdiction="mainland"),
    passage("厂规/第四条@2020-01-01", f"第四条 本厂{OVERTIME}"),
    passage("用工基准法/第四条@2020-01-01", f"第四條 {OVERTIME}", jurisdiction="taiwan"),
    passage("雇佣条例/第四条@2020-01-01", f"第四条 凡{OVERTIME}", jurisdiction="hong kong"),
    passage("用工法:1a2b3c4d/第四条@2019-01-01", f"第四条 一切{OVERTIME}", jurisdiction="foreign"),
    passage("用工法:1a2b3c4d/第五条@2019-01-01", f"第五条 夜间{OVERTIME}", jurisdiction="foreign"),
    passage("航海法/第九条@2019-01-01", f"第九条 船上{OVERTIME}", jurisdiction="foreign"),
]
DEFAULT = {"用工法", "厂规"}
EVERY = {row.work for row in LAW}


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return Searcher(reader_of(LAW), EMBEDDER, today=lambda: "2026-11-22")


def works(searcher: Searcher, text: str, **fields: object) -> list[str]:
    parameters = {"text": text, **fields}
    found = searcher.search(SearchRequest.from_parameters(parameters))
    return [result.row["work"] for result in found]


@pytest.mark.parametrize("mode", ["hybrid", "keyword", "vector"])
@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        ("加班工资", {}, DEFAULT),
        ("加班工资", {"as_of": "any"}, DEFAULT),
        ("加班工資", {}, DEFAULT),
        ("加班工资", {"jurisdictions": []}, DEFAULT),
        ("加班工资", {"jurisdictions": ["mainland"]}, {"用工法"}),
        ("加班工资", {"jurisdictions": ["taiwan"]}, {"用工基准法"}),
        ("加班工资", {"jurisdictions": ["taiwan", "hong kong"]}, {"用工基准法", "雇佣条例"}),
        ("加班工资", {"jurisdictions": ["macao"]}, set()),
        ("加班工资", {"jurisdictions": ["any"]}, EVERY),
        ("加班工资", {"jurisdictions": ["any", "macao"]}, EVERY),
        ("加班工资", {"works": ["用工基准法"]}, {"用工基准法"}),
        ("台湾的加班工资", {}, DEFAULT | {"用工基准法"}),
        ("臺灣的加班工資", {}, DEFAULT | {"用工基准法"}),
        ("香港的加班工资", {}, DEFAULT | {"雇佣条例"}),
        ("越南的加班工资", {}, DEFAULT | {"用工法:1a2b3c4d", "航海法"}),
        ("台湾的加班工资", {"jurisdictions": ["mainland"]}, {"用工法"}),
    ],
)
def test_law_of_elsewhere_needs_a_word(
    searcher: Searcher,
    mode: str,
    text: str,
    fields: dict[str, object],
    expected: set[str],
) -> None:
    assert set(works(searcher, text, mode=mode, **fields)) == expected


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("用工法第四条", "用工法"),
        ("用工法第4条", "用工法"),
        ("中华人民共和国用工法第四条", "用工法"),
        ("越南用工法第四条", "用工法:1a2b3c4d"),
        ("越南的用工法第四条", "用工法:1a2b3c4d"),
        ("越南《用工法》第五条", "用工法:1a2b3c4d"),
        ("越南航海法第九条", "航海法"),
        ("臺灣用工基準法第四條", "用工基准法"),
        ("《用工法》第四条", "用工法"),
    ],
)
def test_a_bare_name_means_the_work_of_that_name(
    searcher: Searcher,
    text: str,
    first: str,
) -> None:
    """A work of the same title has a hash in its key, which no name has."""
    assert works(searcher, text)[0] == first


@pytest.mark.parametrize("text", ["用工法第五条", "航海法第九条", "用工基準法第四條"])
def test_no_law_of_elsewhere_stands_in_for_a_missing_one(searcher: Searcher, text: str) -> None:
    """Also where the archive has no other law of that name."""
    assert set(works(searcher, text)) <= DEFAULT


@pytest.mark.parametrize(
    ("text", "jurisdiction", "first"),
    [
        ("用工法第四条", "foreign", "用工法:1a2b3c4d"),
        ("用工法第四条", "mainland", "用工法"),
        ("用工基準法第四條", "taiwan", "用工基准法"),
        ("航海法第九条", "any", "航海法"),
        ("用工法第四条", "any", "用工法"),
    ],
)
def test_a_citation_is_found_in_the_jurisdiction_that_was_asked_for(
    searcher: Searcher,
    text: str,
    jurisdiction: str,
    first: str,
) -> None:
    answer = searcher.search(SearchRequest(text, jurisdictions=(jurisdiction,)))
    assert answer.results[0].row["work"] == first
    cited = resolve(
        find_references(text), searcher._reader, Filter(jurisdictions=_asked(jurisdiction)), text
    )
    assert [rows[0]["work"] for rows in cited] == [first]


def _asked(jurisdiction: str) -> tuple[str, ...]:
    return () if jurisdiction == "any" else (jurisdiction,)


@pytest.mark.parametrize("text", ["越南《厂规》第四条", "香港用工法第四条", "香港《用工法》第四条"])
def test_no_law_of_the_mainland_stands_in_for_that_of_a_place(
    searcher: Searcher,
    text: str,
) -> None:
    """It may be found by its words, and is no cited article."""
    answer = searcher.search(SearchRequest(text, mode="keyword"))
    assert find_references(text)
    assert resolve(find_references(text), searcher._reader, Filter(), text) == []
    assert {result.row["work"] for result in answer} >= DEFAULT


def test_an_unknown_jurisdiction_lists_the_allowed_ones() -> None:
    with pytest.raises(UnknownValue, match="mainland, taiwan") as error:
        SearchRequest.from_parameters({"text": "工资", "jurisdictions": ["moon"]})
    assert "unknown jurisdiction 'moon'" in str(error.value)


LOCAL = [
    passage("松岭县渡船自治条例/第二条之一@2020-05-01", "第 2-1 條\n檢驗每年一次。", jurisdiction="taiwan"),
    passage("松岭县渡船自治条例/第二条@2020-05-01", "第 2 條\n渡船應經檢驗。", jurisdiction="taiwan"),
    passage("松岭市渡船条例/第二条@2020-05-01", "第二條 渡船應經檢驗。"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("松嶺縣渡船自治條例第2-1條", "松岭县渡船自治条例/第二条之一@2020-05-01"),
        ("松嶺縣渡船自治條例第 2-1 條", "松岭县渡船自治条例/第二条之一@2020-05-01"),
        ("松嶺縣渡船自治條例第二條之一", "松岭县渡船自治条例/第二条之一@2020-05-01"),
        ("松岭县渡船自治条例第二条之一", "松岭县渡船自治条例/第二条之一@2020-05-01"),
        ("松岭县渡船自治条例第2-1条怎么说", "松岭县渡船自治条例/第二条之一@2020-05-01"),
        ("《松嶺縣渡船自治條例》第二條", "松岭县渡船自治条例/第二条@2020-05-01"),
        ("松岭县渡船自治条例第2条", "松岭县渡船自治条例/第二条@2020-05-01"),
        ("松嶺市渡船條例第二條", "松岭市渡船条例/第二条@2020-05-01"),
        ("松岭市渡船条例第2条", "松岭市渡船条例/第二条@2020-05-01"),
    ],
)
def test_a_local_rule_is_found_by_its_whole_name_in_either_script(
    question: str, first: str
) -> None:
    searcher = Searcher(reader_of(LOCAL), EMBEDDER, today=lambda: "2026-11-22")
    found = searcher.search(SearchRequest.from_parameters({"text": question}))
    assert [result.row["id"] for result in found][:1] == [first]


@pytest.mark.parametrize("question", ["渡船應經檢驗", "渡船应经检验"])
def test_words_in_either_script_find_a_text_in_traditional_characters(question: str) -> None:
    searcher = Searcher(reader_of(LOCAL), EMBEDDER, today=lambda: "2026-11-22")
    found = searcher.search(SearchRequest.from_parameters({"text": question}))
    assert [result.row["work"] for result in found] == ["松岭市渡船条例"]
