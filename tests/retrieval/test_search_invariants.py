"""What holds for every question, filter and mode, over a small archive of our own sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnknownValue, UsageError
from corpus.records import DocumentKind, Rank
from corpus.schema import FIELDS
from corpus.search import SearchRequest, SearchResults
from retrieval.folding import fold_key, join_pieces
from retrieval.search import Searcher, SearchOptions
from tests.retrieval.passages import EMBEDDER, indexed, passage, reader_of

TODAY = "2026-11-22"
SUBJECTS = ("工资按月支付", "加班另付报酬", "休假照付工资", "工会参加调解", "平台办理保险")
REGIONS = (None, "云岭市", "澜浦市")


def archive() -> list[Any]:
    """Laws of five articles in two regions, cases, and a file that leaders alone may see."""
    made = []
    for law in range(3):
        for number, subject in enumerate(SUBJECTS):
            label = "第" + "一二三四五"[number] + "条"
            made.append(
                passage(
                    f"用工法{'甲乙丙'[law]}/{label}@2020-01-0{law + 1}",
                    f"{label} {subject}，{'甲乙丙'[law]}地另有规定的除外。",
                    region=REGIONS[law],
                    level=Rank.LOCAL_REGULATION if law else Rank.LAW,
                    valid_from="2020-05-01",
                    valid_to="2022-01-01" if law == 2 else None,
                )
            )
    for number, subject in enumerate(SUBJECTS):
        made.append(
            passage(
                f"case-{number}/1@2023-01-01",
                f"申请人请求{subject}，仲裁委予以支持。",
                kind=DocumentKind.CASE,
                groups=("public", "leaders") if number % 2 else ("leaders",),
            )
        )
    # A copy of an article in another work.
    made.append(passage("汇编/1@2021-01-01", made[0].text))
    return made


PASSAGES = archive()
TEXT_OF = {made.id: made.text for made in PASSAGES}
GROUPS_OF = {made.id: set(made.groups) for made in PASSAGES}
READER = reader_of(PASSAGES)
SEARCHER = Searcher(READER, EMBEDDER, today=lambda: TODAY)

modes = st.sampled_from(("hybrid", "keyword", "vector"))
asked = st.sampled_from(
    (*SUBJECTS, "工资", "仲裁委", "用工法甲第三条", "《用工法丙》第一条和第二条", "飞船 abc", "1")
)
some_groups = st.sampled_from(((), ("public",), ("leaders",), ("public", "leaders"), ("nobody",)))
days = st.sampled_from((None, "any", "2019-01-01", "2021-06-01", "2022-01-01", "2024-02-29"))
requests = st.builds(
    SearchRequest,
    text=asked,
    k=st.integers(1, 30),
    mode=modes,
    as_of=days,
    groups=some_groups,
    kinds=st.sampled_from(((), ("statute",), ("case",), ("statute", "case"))),
    levels=st.sampled_from(((), ("law",), ("local regulation",))),
    regions=st.sampled_from(((), ("云岭市",), ("云岭市", "澜浦市"))),
    works=st.sampled_from(((), ("用工法甲",), ("用工法丙", "case-1"))),
)


def ids(found: SearchResults) -> list[str]:
    return [result.row["id"] for result in found]


@given(requests)
def test_results_are_few_ordered_and_each_text_comes_once(request: SearchRequest) -> None:
    found = SEARCHER.search(request)
    assert len(found) <= request.k
    scores = [result.score for result in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= score <= 1.0 for score in scores)
    assert len({result.row["text_hash"] for result in found}) == len(found)
    assert (found.query, found.mode) == (request.text, request.mode)
    assert found.as_of == (request.as_of or TODAY)


@given(requests)
def test_every_filter_holds_for_every_result(request: SearchRequest) -> None:
    for result in SEARCHER.search(request):
        row = result.row
        assert set(request.groups) & set(row["groups"])
        assert not request.kinds or row["kind"] in request.kinds
        assert not request.levels or row["level"] in request.levels
        assert not request.regions or row["region"] in request.regions
        assert not request.works or row["work"] in request.works


@given(requests)
def test_parts_come_from_the_methods_that_were_asked(request: SearchRequest) -> None:
    for result in SEARCHER.search(request):
        if request.mode == "keyword":
            assert result.parts.vector is None
        if request.mode == "vector":
            assert result.parts.keyword is None
        for part in (result.parts.keyword, result.parts.vector):
            assert part is None or 0.0 <= part <= 1.0


@given(requests, st.integers(1, 30))
def test_fewer_results_are_the_first_of_more(request: SearchRequest, k: int) -> None:
    few, many = sorted((k, request.k))
    first = ids(SEARCHER.search(replace(request, k=few)))
    assert first == ids(SEARCHER.search(replace(request, k=many)))[:few]


@given(requests)
def test_the_same_question_has_the_same_answer(request: SearchRequest) -> None:
    assert SEARCHER.search(request) == SEARCHER.search(request)


@given(requests)
def test_blanks_around_a_question_change_nothing(request: SearchRequest) -> None:
    spaced = replace(request, text=f"  \n{request.text}\t ")
    assert ids(SEARCHER.search(spaced)) == ids(SEARCHER.search(request))


@given(requests)
def test_no_result_and_no_copy_is_of_a_group_that_the_reader_lacks(
    request: SearchRequest,
) -> None:
    visible = {made.source.path for made in PASSAGES if GROUPS_OF[made.id] & set(request.groups)}
    for result in SEARCHER.search(request):
        shown = {place["path"] for place in (result.row["source"], *result.row["mirrors"])}
        assert shown <= visible


@given(requests)
def test_the_document_has_every_field_of_every_result(request: SearchRequest) -> None:
    found = SEARCHER.search(request)
    document = found.as_json()
    assert [hit["rank"] for hit in document["hits"]] == list(range(1, len(found) + 1))
    for hit in document["hits"]:
        assert list(hit) == ["rank", "score", "parts", *(field.name for field in FIELDS)]
        assert hit["text"] == TEXT_OF[hit["id"]]


@pytest.mark.parametrize("made", PASSAGES, ids=[made.id for made in PASSAGES])
@pytest.mark.parametrize("mode", ["hybrid", "keyword", "vector"])
def test_every_passage_is_found_by_its_own_text(made: Any, mode: Any) -> None:
    request = SearchRequest(made.text, mode=mode, as_of="any", groups=("leaders", "public"), k=3)
    texts = [result.row["text"] for result in SEARCHER.search(request)]
    assert made.text in texts


@pytest.mark.parametrize("read", [1, 4, 6])
def test_only_the_beginning_of_a_question_is_read(read: int) -> None:
    short = Searcher(READER, EMBEDDER, SearchOptions(max_query=read), today=lambda: TODAY)
    long = SearchRequest("工资按月支付和飞船")
    whole = SearchRequest(long.text[:read])
    assert ids(short.search(long)) == ids(SEARCHER.search(whole))


KNOWN = {"regions": lambda: ["云岭市", "澜浦市"], "sources": lambda: ["laws"]}


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"regions": ("月球",)}, "unknown region '月球': choose one of 云岭市, 澜浦市"),
        ({"regions": ("云岭市", "月球")}, "unknown region '月球'"),
        ({"sources": ("none",)}, "unknown source 'none': choose one of laws"),
        ({"kinds": ("novel",)}, "unknown kind 'novel'"),
        ({"levels": ("top",)}, "unknown level 'top'"),
    ],
)
def test_a_value_that_the_archive_lacks_is_an_error(
    filters: dict[str, tuple[str, ...]], words: str
) -> None:
    searcher = Searcher(READER, EMBEDDER, known_values=KNOWN, today=lambda: TODAY)
    with pytest.raises(UnknownValue, match=words):
        searcher.search(SearchRequest("工资", **filters))  # type: ignore[arg-type]


def test_values_are_looked_up_only_where_a_filter_is_used() -> None:
    def fail() -> list[str]:
        raise AssertionError("nobody asked")

    searcher = Searcher(READER, EMBEDDER, known_values={"regions": fail}, today=lambda: TODAY)
    assert ids(searcher.search(SearchRequest("工资")))


@pytest.mark.parametrize("mode", ["hybrid", "vector"])
def test_without_a_model_only_words_can_be_asked(mode: Any) -> None:
    searcher = Searcher(READER, None, today=lambda: TODAY)
    assert ids(searcher.search(SearchRequest("工资", mode="keyword")))
    with pytest.raises(UsageError, match="no embedding model"):
        searcher.search(SearchRequest("工资", mode=mode))


# ── pieces of an article ─────────────────────────────────────────────────────────────────────

paragraphs = st.lists(st.text("工资按月。", min_size=1, max_size=6), min_size=1, max_size=5)


@given(paragraphs, st.lists(st.integers(1, 3), min_size=5, max_size=5), st.randoms())
def test_pieces_join_to_the_article_that_they_were_cut_from(
    texts: list[str],
    breaks: list[int],
    random: Any,
) -> None:
    whole = texts[0]
    starts = [100]
    for text, count in zip(texts[1:], breaks, strict=False):
        whole += "\n" * count
        starts.append(100 + len(whole))
        whole += text
    pieces = [
        indexed(passage(f"法/第一条#{number}@2020-01-01", text, start=start))
        for number, (text, start) in enumerate(zip(texts, starts, strict=True), start=1)
    ]
    random.shuffle(pieces)
    joined = join_pieces(pieces)
    assert joined["text"] == whole
    assert joined["id"] == "法/第一条#1@2020-01-01"
    span = joined["source"]["start"], joined["source"]["end"]
    assert span == (100, 100 + len(whole))
    assert len({fold_key(piece) for piece in pieces}) == 1
