"""Reading passages: orders, aliases, samples and the texts that wait for a vector; runs too."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update

from corpus.records import Passage, SourceRef
from corpus.schema import input_hash, row_hash
from storage.catalog import Catalog
from storage.catalog.tables import runs
from tests.storage.test_catalog import carry, passage, resolved

ARTICLES = ("第一条", "第二条", "第三条", "第四条", "第五条")


def article(number: str, **changes: object) -> Passage:
    """An article whose text is its own, and which stands where its number says."""
    place = ARTICLES.index(number)
    made = passage("休息法", "a.md", number=number, text=f"{number} 每日休息{place}时。")
    source = replace(made.source, start=place * 20, end=place * 20 + len(made.text))
    return replace(made, source=source, **changes)


@pytest.fixture
def stored(catalog: Catalog) -> list[Passage]:
    """Five articles of one work, committed in another order than that of the text."""
    carry(catalog, "休息法", "a.md")
    articles = [article(number) for number in ARTICLES]
    catalog.works.commit([resolved(catalog, "休息法", *reversed(articles))])
    return articles


def ids(rows: object) -> list[str]:
    return [row["id"] for row in rows]


def test_rows_come_by_id_and_those_of_a_work_in_the_order_of_its_text(
    catalog: Catalog,
    stored: list[Passage],
) -> None:
    in_text = [one.id for one in stored]
    assert ids(catalog.passages.rows()) == sorted(in_text) != in_text
    assert ids(catalog.passages.of_work("休息法")) == in_text
    assert ids(catalog.passages.of_expression("休息法@2020-01-01")) == in_text
    assert catalog.passages.of_work("休假法") == []
    assert catalog.passages.of_expression("休息法") == []


def test_files_come_one_after_the_other(catalog: Catalog) -> None:
    carry(catalog, "休息法", "a.md", "b.md")
    first = article("第四条")
    at_start = SourceRef("laws", "file:///laws/b.md", "b.md", 0, 9)
    second = replace(article("第二条"), source=at_start)
    catalog.works.commit([resolved(catalog, "休息法", second, first)])
    assert ids(catalog.passages.of_work("休息法")) == [first.id, second.id]


def test_hashes_are_those_of_the_rows(catalog: Catalog, stored: list[Passage]) -> None:
    expected = {row["id"]: row_hash(row) for row in catalog.passages.rows()}
    assert dict(catalog.passages.hashes()) == expected
    assert len(set(expected.values())) == catalog.passages.count() == len(stored)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param([3, 0, 4], [3, 0, 4], id="in the order asked"),
        pytest.param([1, 1], [1, 1], id="as often as asked"),
        pytest.param([], [], id="none"),
    ],
)
def test_rows_are_given_as_they_were_asked_for(
    catalog: Catalog,
    stored: list[Passage],
    asked: list[int],
    found: list[int],
) -> None:
    names = ["unknown", *(stored[number].id for number in asked)]
    assert ids(catalog.passages.get(names)) == [stored[number].id for number in found]


def test_more_ids_than_a_statement_takes_are_one_answer(
    catalog: Catalog,
    stored: list[Passage],
) -> None:
    unknown = [f"unknown/{number}" for number in range(1_100)]
    names = [stored[4].id, *unknown, stored[0].id]
    assert ids(catalog.passages.get(names)) == [stored[4].id, stored[0].id]


@pytest.mark.parametrize("size", [0, 3, 50])
def test_a_sample_is_the_same_as_long_as_the_archive_is(
    catalog: Catalog,
    stored: list[Passage],
    size: int,
) -> None:
    whole = sorted(catalog.passages.rows(), key=row_hash)
    assert catalog.passages.sample(size) == whole[:size]
    assert catalog.passages.sample(size) == catalog.passages.sample(size)


def test_regions_are_listed_once(catalog: Catalog) -> None:
    carry(catalog, "休息法", "a.md")
    regions = ["云南省", None, "北京市", "云南省", None]
    articles = [
        article(number, region=region) for number, region in zip(ARTICLES, regions, strict=True)
    ]
    catalog.works.commit([resolved(catalog, "休息法", *articles)])
    assert catalog.passages.regions() == sorted(["云南省", "北京市"])


@pytest.mark.parametrize("size", [1, 2, 512])
def test_each_text_waits_once_for_its_vector(
    catalog: Catalog,
    stored: list[Passage],
    size: int,
) -> None:
    found: dict[str, str] = {}
    for batch in catalog.passages.without_vector("m1", size):
        assert 1 <= len(batch) <= size
        assert not batch.keys() & found.keys()
        catalog.embeddings.put("m1", [(key, b"\0\0\0\0") for key in batch])
        found |= batch
    rows = list(catalog.passages.rows())
    assert found == {input_hash(row): one.embedded_text for row, one in pairs(rows, stored)}
    assert catalog.passages.count_without_vector("m1") == 0
    assert catalog.embeddings.count("m1") == len(found)
    assert catalog.embeddings.count("m2") == 0


def pairs(rows: list[dict[str, object]], stored: list[Passage]) -> list[tuple[dict, Passage]]:
    by_id = {one.id: one for one in stored}
    return [(row, by_id[row["id"]]) for row in rows]


def test_vectors_are_kept_by_model(catalog: Catalog) -> None:
    catalog.embeddings.put("m1", [("a", b"1"), ("b", b"2")])
    catalog.embeddings.put("m2", [("a", b"3")])
    catalog.embeddings.put("m1", [("b", b"4")])
    catalog.embeddings.put("m1", [])
    many = ["a", "b", *(str(number) for number in range(1_200))]
    assert catalog.embeddings.get("m1", many) == {"a": b"1", "b": b"4"}
    assert catalog.embeddings.get("m2", many) == {"a": b"3"}
    assert catalog.embeddings.get("m3", many) == catalog.embeddings.get("m1", []) == {}
    assert [catalog.embeddings.count(model) for model in ("m1", "m2", "m3")] == [2, 1, 0]


@pytest.mark.parametrize(
    ("moment", "run"),
    [
        pytest.param("2024-01-01T00:00:00+00:00", None, id="before the first"),
        pytest.param("2024-02-01T00:00:00+00:00", 1, id="as it begins"),
        pytest.param("2024-02-15T12:00:00+00:00", 1, id="between two"),
        pytest.param("2024-03-01T00:00:01+00:00", 2, id="under way"),
        pytest.param("2030-01-01T00:00:00+00:00", 2, id="long after"),
    ],
)
def test_a_moment_belongs_to_the_run_before_it(
    catalog: Catalog,
    moment: str,
    run: int | None,
) -> None:
    assert catalog.runs.last() is None
    for started in ("2024-02-01T00:00:00+00:00", "2024-03-01T00:00:00+00:00"):
        number = catalog.runs.begin()
        with catalog._database.write() as connection:
            connection.execute(update(runs).where(runs.c.id == number).values(started=started))
    assert catalog.runs.at(moment) == run


def test_a_run_that_was_killed_has_no_report_and_the_next_one_has(catalog: Catalog) -> None:
    killed, ended = catalog.runs.begin(), catalog.runs.begin()
    assert killed < ended
    last = catalog.runs.last()
    assert last is not None
    assert (last["id"], last["finished"], last["report"]) == (ended, None, None)
    catalog.runs.end(ended, {"名": [1, None, {"a": 0.5}]})
    last = catalog.runs.last()
    assert last is not None
    assert last["report"] == {"名": [1, None, {"a": 0.5}]}
    assert last["finished"] >= last["started"]
