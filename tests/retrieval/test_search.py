"""A question becomes hits."""

from dataclasses import replace

import pytest
from passages import EMBEDDER, passage, reader_of

from corpus.errors import ModelMismatch, UnknownValue, UsageError
from corpus.records import Caution, DocumentKind, Status
from corpus.schema import FIELDS
from corpus.search import SearchRequest
from indexing.hashing_embedder import HashingEmbedder
from indexing.store import Filter, Generation, IndexMeta
from retrieval.citations import find_references
from retrieval.fusion import FusionOptions
from retrieval.resolution import resolve
from retrieval.search import Searcher, SearchOptions

LEAVE = "第三十八条 用人单位拖欠工资的，劳动者可以离开单位。"
LAW = [
    passage(
        "平台用工法/第三十八条@2016-06-25",
        "第三十八条 平台拖欠报酬的，骑手可以停止接单。",
        valid_from="2016-07-01",
        valid_to="2022-09-01",
    ),
    passage(
        "平台用工法/第三十八条@2022-08-30",
        "第三十八条 平台拖欠报酬的，骑手可以停止接单，并要求赔偿。",
        valid_from="2022-09-01",
    ),
    passage(
        "平台用工法/第三十九条@2022-08-30",
        "第三十九条 平台应当为骑手办理保险。",
        valid_from="2022-09-01",
    ),
    passage("平台用工法/第一百二十条之一@2022-08-30", "第一百二十条之一 平台不得以算法惩罚休息。"),
    passage("用工法/第三十八条@2010-01-01", LEAVE),
    passage(
        "集体协商办法（试行）/第三十八条@2019-11-05",
        "第三十八条 协商代表由工会推选。",
        kind=DocumentKind.REGULATION,
        region="云州",
    ),
    passage("附件规定/附件一/第二条@2020-01-01", "第二条 附件的第二条。"),
    passage("附件规定/第二条@2020-01-01", "第二条 正文的第二条。"),
    passage(
        "内部办法/第一条@2020-01-01",
        "第一条 骑手名册只给负责人看。",
        groups=("leaders",),
    ),
    passage(
        "关于适用《用工法》的解释（一）/第三条@2021-03-18",
        "第三条 拖欠包括少付。",
        kind=DocumentKind.INTERPRETATION,
    ),
]


@pytest.fixture(scope="module")
def reader():
    return reader_of(LAW)


@pytest.fixture(scope="module")
def searcher(reader):
    return Searcher(
        reader,
        EMBEDDER,
        today=lambda: "2026-11-22",
    )


def ids(searcher, text, **fields):
    return [hit.row["id"] for hit in searcher.search(SearchRequest(text, **fields)).results]


@pytest.mark.parametrize("mode", ["hybrid", "keyword", "vector"])
def test_every_mode_finds_the_article(searcher, mode):
    """The article whose words the question uses comes first, whichever searches are asked."""
    assert (
        ids(
            searcher,
            "平台要给骑手办理什么保险",
            mode=mode,
        )[0]
        == "平台用工法/第三十九条@2022-08-30"
    )


def test_parts_report_which_search_found_a_hit(searcher):
    """A search that was not asked, or did not find the hit, gives None."""
    assert (
        searcher.search(SearchRequest("骑手保险", mode="keyword")).results[0].parts.vector is None
    )
    assert (
        searcher.search(SearchRequest("骑手保险", mode="vector")).results[0].parts.keyword is None
    )
    parts = searcher.search(SearchRequest("骑手保险")).results[0].parts
    assert parts.keyword is not None
    assert parts.vector is not None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("平台用工法第38条", ["平台用工法/第三十八条@2022-08-30"]),
        (
            "请问《中华人民共和国平台用工法》第三十八条怎么规定？",
            ["平台用工法/第三十八条@2022-08-30"],
        ),
        (
            "新平台用工法第38、39条",
            ["平台用工法/第三十八条@2022-08-30", "平台用工法/第三十九条@2022-08-30"],
        ),
        ("請問《平臺用工法》第三十八條怎麼規定？", ["平台用工法/第三十八条@2022-08-30"]),
        ("平台用工法120条之一", ["平台用工法/第一百二十条之一@2022-08-30"]),
        ("用工法第38条", ["用工法/第三十八条@2010-01-01"]),  # not 平台用工法, whose name ends alike
        ("集体协商办法第38条", ["集体协商办法（试行）/第三十八条@2019-11-05"]),
        ("附件规定第二条", ["附件规定/第二条@2020-01-01"]),  # the annex has a second article too
        (
            "关于适用《用工法》的解释(一)第三条",
            ["关于适用《用工法》的解释（一）/第三条@2021-03-18"],
        ),
        (
            "《关于适用〈用工法〉的解释（一）》第三条",
            ["关于适用《用工法》的解释（一）/第三条@2021-03-18"],
        ),
        (
            "关于适用《中华人民共和国用工法》的解释（一）第三条",
            ["关于适用《用工法》的解释（一）/第三条@2021-03-18"],
        ),
    ],
)
def test_a_cited_article_comes_first(
    searcher,
    question,
    expected,
):
    """Before the ordinary ranking, in the order of citation, each once."""
    found = ids(searcher, question)
    assert found[: len(expected)] == expected
    assert len(found) == len(set(found)) > len(expected)


def test_versions_of_a_cited_article_stand_together_newest_first(searcher):
    """With `any` date all versions come before everything else."""
    found = ids(
        searcher,
        "平台用工法第38条",
        as_of="any",
    )
    assert found[:2] == ["平台用工法/第三十八条@2022-08-30", "平台用工法/第三十八条@2016-06-25"]


def test_an_unknown_citation_is_an_ordinary_question(searcher, reader):
    """A law that the index does not hold moves nothing to the top, least of all another law."""
    question = "航天员法第三十八条"
    assert find_references(question)
    assert (
        resolve(
            find_references(question),
            reader,
            Filter(),
        )
        == []
    )
    scores = [hit.score for hit in searcher.search(SearchRequest(question)).results]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2020-01-01", "2016-06-25"),
        ("2022-08-31", "2016-06-25"),
        ("2022-09-01", "2022-08-30"),
        (None, "2022-08-30"),
    ],
)
def test_as_of_gives_the_version_in_force(
    searcher,
    as_of,
    expected,
):
    """The end of validity is the first day without it; no date means today."""
    result = searcher.search(SearchRequest("平台用工法第38条", as_of=as_of))
    assert [
        hit.row["promulgated"]
        for hit in result.results
        if hit.row["work"] == "平台用工法" and hit.row["article"] == "第三十八条"
    ] == [expected]
    assert result.as_of == (as_of or "2026-11-22")


@pytest.mark.parametrize(
    ("fields", "works"),
    [
        ({"kinds": ("regulation",)}, {"集体协商办法（试行）"}),
        ({"regions": ("云州",)}, {"集体协商办法（试行）"}),
        ({"groups": ("leaders",)}, {"内部办法"}),
        ({"groups": ()}, set()),
        ({"sources": ("laws",), "kinds": ("interpretation",)}, {"关于适用《用工法》的解释（一）"}),
    ],
)
def test_filters_hold_for_searches_and_citations(
    searcher,
    fields,
    works,
):
    """A citation is no way around a filter."""
    result = searcher.search(SearchRequest("平台用工法第三十八条 骑手名册", **fields))
    assert {hit.row["work"] for hit in result.results} == works


def test_json_has_the_documented_shape(searcher):
    """Head, then hits: rank, score, parts and every field of an export row; no field is absent."""
    shown = searcher.search(SearchRequest("骑手保险", k=2)).as_json()
    assert list(shown) == ["query", "as_of", "mode", "generation", "hits"]
    assert [hit["rank"] for hit in shown["hits"]] == [1, 2]
    assert list(shown["hits"][0]) == [
        "rank",
        "score",
        "parts",
        *(one.name for one in FIELDS),
    ]
    assert set(shown["hits"][0]["parts"]) == {"keyword", "vector"}


@pytest.mark.parametrize(
    ("fields", "error", "words"),
    [
        ({"text": "  "}, UsageError, "empty"),
        ({"text": "？！"}, UsageError, "empty"),
        ({"mode": "fuzzy"}, UnknownValue, "hybrid, keyword, vector"),
        ({"kinds": ("law",)}, UnknownValue, "statute"),
        ({"sources": ("laws", "nowhere")}, UnknownValue, "choose one of laws"),
        ({"as_of": "yesterday"}, UsageError, "2024-07-01"),
        ({"as_of": "2024-02-30"}, UsageError, "any"),
        ({"k": 0}, UsageError, "1000"),
        ({"k": 1001}, UsageError, "1000"),
    ],
)
def test_a_wrong_question_is_refused(
    reader,
    fields,
    error,
    words,
):
    """With what would have been right."""
    searcher = Searcher(
        reader,
        EMBEDDER,
        known_values={"sources": lambda: ["laws"]},
    )
    with pytest.raises(error, match=words):
        searcher.search(replace(SearchRequest("工资"), **fields))


def test_a_very_long_question_is_bounded(searcher):
    """Only its beginning is read, so that neither search chokes; the answer quotes it whole."""
    question = "骑手办理保险" + "，还有别的事情要说" * 1200
    result = searcher.search(SearchRequest(question))
    assert result.results[0].row["article"] == "第三十九条"
    assert result.query == question


def test_another_model_is_refused(reader):
    """Vectors of two models are never compared; the message names both and says what to do."""
    other = HashingEmbedder(dimension=64)
    with pytest.raises(ModelMismatch) as caught:
        Searcher(reader, other)
    assert EMBEDDER.fingerprint in str(caught.value)
    assert other.fingerprint in str(caught.value)
    assert "lexops run" in str(caught.value)


def test_keyword_mode_needs_no_model(reader):
    """And the other modes say that they do."""
    searcher = Searcher(reader, None)
    assert ids(
        searcher,
        "骑手保险",
        mode="keyword",
    )
    with pytest.raises(UsageError, match="--mode keyword"):
        searcher.search(SearchRequest("骑手保险"))


class OldSchema:
    """A view whose generation was made before a field was added."""

    generation = Generation(
        "g1",
        IndexMeta(
            EMBEDDER.fingerprint,
            EMBEDDER.dimension,
            schema_version=0,
        ),
        1,
        live=True,
    )


def test_another_schema_is_refused():
    """Also in keyword mode: what the fields mean has changed."""
    with pytest.raises(ModelMismatch, match="schema 0"):
        Searcher(OldSchema(), None)


@pytest.mark.parametrize("method", ["min_max", "rrf"])
def test_fusion_is_a_setting(reader, method):
    """Either way the right article comes first."""
    searcher = Searcher(
        reader,
        EMBEDDER,
        SearchOptions(fusion=FusionOptions(method)),
    )
    assert ids(searcher, "平台要给骑手办理什么保险")[0] == "平台用工法/第三十九条@2022-08-30"


@pytest.mark.parametrize("mode", ["hybrid", "keyword"])
def test_what_the_end_of_a_long_question_cites_comes_first(searcher, mode):
    """Neither search reads so much, but the citation is found all the same."""
    question = "我是骑手，想问一问。" * 150 + "请问平台用工法第三十九条怎么规定？"
    found = ids(
        searcher,
        question,
        mode=mode,
        k=1,
    )
    assert found == ["平台用工法/第三十九条@2022-08-30"]


@pytest.mark.parametrize("options", [{"depth": 0}, {"max_query": 0}])
def test_wrong_settings_are_refused(options):
    """When they are set, not at the first question."""
    with pytest.raises(UsageError):
        SearchOptions(**options)


def test_a_suspended_text_takes_no_place_of_another_result():
    """As of a day of its period it is not found, and the next text is shown instead."""
    pause = Caution(
        "suspended",
        "暂停执行",
        since="2024-02-01",
        until="2025-02-01",
    )
    searcher = Searcher(
        reader_of(
            [
                passage(
                    "索道规定/第二条@2013-08-20",
                    "第二条 索道司机应当接受培训。",
                    status=Status.IN_FORCE,
                    valid_from="2013-10-01",
                    cautions=(pause,),
                ),
                passage(
                    "索道规定/第三条@2013-08-20",
                    "第三条 索道司机培训不得收费，费用由单位承担。",
                    valid_from="2013-10-01",
                ),
            ]
        ),
        EMBEDDER,
    )
    found = {
        day: ids(
            searcher,
            "索道司机应当接受培训",
            mode="keyword",
            k=1,
            as_of=day,
        )
        for day in ("2024-01-31", "2024-06-01", "2025-02-01")
    }
    assert found == {
        "2024-01-31": ["索道规定/第二条@2013-08-20"],
        "2024-06-01": ["索道规定/第三条@2013-08-20"],
        "2025-02-01": ["索道规定/第二条@2013-08-20"],
    }
