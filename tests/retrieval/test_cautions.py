"""What a result says that a reader has to know beside its text, and to whom it says what."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.records import Caution
from corpus.search import SearchRequest
from indexing.store import Filter
from retrieval.cautions import UNREADABLE, CautionReader
from retrieval.search import Searcher
from tests.retrieval.passages import EMBEDDER, indexed, passage, reader_of

CLAIM = Caution("open_claim", "某报：本法自2023年起废止。", "车城日报")
SECRET = Caution("open_claim", "内部纪要：本法停止执行。", "内部纪要")
OWN = Caution("trial_period_over", "试行期二年已满。")
SELF = Caution("amended_text_missing", "第二条已修改，新文本未收录。", "夜班法")
GONE = Caution("limited_scope", "试验区内不适用。", "不在库中的决定")

PASSAGES = [
    passage(
        "夜班法/第一条@2020-01-01",
        "第一条 夜班应当发放津贴。",
        cautions=(CLAIM, SECRET, OWN, SELF, GONE),
    ),
    passage(
        "夜班法/第二条#1@2020-01-01",
        "第二条 夜班不超过七小时。",
        cautions=(OWN, SELF),
        start=100,
    ),
    passage(
        "夜班法/第二条#2@2020-01-01",
        "孕期不得安排夜班。",
        cautions=(OWN, CLAIM),
        start=113,
    ),
    passage("车城日报/1@2023-01-01", "夜班法废止了。"),
    passage("内部纪要/1@2023-01-01", "夜班法停止执行。", groups=("leaders",)),
]


def hidden(caution: Caution) -> tuple[str, str, None]:
    return caution.code, UNREADABLE, None


def plain(caution: Caution) -> tuple[str, str, str | None]:
    return caution.code, caution.words, caution.by


def cautions_of(row: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    return [(caution["code"], caution["words"], caution["by"]) for caution in row["cautions"]]


@pytest.mark.parametrize("mode", ["hybrid", "keyword", "vector"])
@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        pytest.param(
            ("public",),
            [plain(CLAIM), hidden(SECRET), plain(OWN), plain(SELF), hidden(GONE)],
            id="public",
        ),
        pytest.param(
            ("public", "leaders"),
            [plain(CLAIM), plain(SECRET), plain(OWN), plain(SELF), hidden(GONE)],
            id="leaders",
        ),
    ],
)
def test_a_caution_quotes_only_what_its_reader_may_read(
    mode: str,
    groups: tuple[str, ...],
    expected: list[tuple[str, str, str | None]],
) -> None:
    """Nobody loses the caution itself, nor one that comes from the text."""
    searcher = Searcher(reader_of(PASSAGES), EMBEDDER, today=lambda: "2026-11-22")
    request = SearchRequest("夜班应当发放津贴", mode=mode, groups=groups)
    rows = [result.row for result in searcher.search(request)]
    (found,) = [row for row in rows if row["article"] == "第一条"]
    assert cautions_of(found) == expected
    shown = searcher.search(request).as_json()["hits"]
    assert found["cautions"] in [hit["cautions"] for hit in shown]


def test_a_whole_article_has_the_cautions_of_all_its_pieces_once() -> None:
    searcher = Searcher(reader_of(PASSAGES), EMBEDDER, today=lambda: "2026-11-22")
    results = searcher.search(SearchRequest("夜班法第二条"))
    first = results.results[0].row
    assert first["article"] == "第二条"
    assert cautions_of(first) == [plain(OWN), plain(SELF), plain(CLAIM)]


def test_each_document_is_asked_for_once_and_rows_are_left_alone() -> None:
    reader = reader_of(PASSAGES)
    asked: list[Filter | None] = []
    count = reader.count

    class Counting:
        def count(self, where: Filter | None = None) -> int:
            asked.append(where)
            return count(where)

    cautions = CautionReader(Counting(), ("public",))  # type: ignore[arg-type]
    row = indexed(PASSAGES[0])
    before = list(row["cautions"])
    for _ in range(3):
        cautions.shown(row)
    plain_row = indexed(PASSAGES[3])
    assert cautions.shown(plain_row) is plain_row
    assert row["cautions"] == before
    works = [where.works for where in asked if where]
    assert works == [("车城日报",), ("内部纪要",), ("不在库中的决定",)]
