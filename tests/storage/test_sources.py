"""Registered sources: found again, moved, renamed and removed, with the addresses of objects."""

from __future__ import annotations

import pytest

from corpus.errors import UnknownValue, UsageError
from corpus.records import Source
from storage.catalog import Catalog
from storage.catalog.objects import SeenObject
from tests.storage.test_catalog import carry, passage, resolved


def registered(catalog: Catalog) -> dict[str, str]:
    """Location by name, in the order of registration."""
    return {known.source.name: known.source.location for known in catalog.sources.all()}


def see(catalog: Catalog, source_id: int, uris: dict[str, str]) -> None:
    """Store quarantined objects with these addresses, by path."""
    objects = [
        SeenObject(path, uri, 1, 1, 1, code="unreadable", detail="no rights")
        for path, uri in uris.items()
    ]
    catalog.objects.see(source_id, objects)


def addresses(catalog: Catalog) -> dict[str, str]:
    return {found.path: found.uri for found in catalog.objects.quarantined()}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            Source("laws", "/elsewhere"),
            {"laws": "/elsewhere", "cases": "/cases"},
            id="a known name at another place moves",
        ),
        pytest.param(
            Source("rules", "/laws"),
            {"rules": "/laws", "cases": "/cases"},
            id="a known place under another name is renamed",
        ),
        pytest.param(
            Source("news", "/news"),
            {"laws": "/laws", "cases": "/cases", "news": "/news"},
            id="a new name and place is a new source",
        ),
    ],
)
def test_a_source_is_found_again_by_its_place_else_by_its_name(
    catalog: Catalog,
    source: Source,
    expected: dict[str, str],
) -> None:
    first = catalog.sources.register(Source("laws", "/laws"))
    catalog.sources.register(Source("cases", "/cases"))
    found = catalog.sources.register(source)
    assert (found.id == first.id) == (len(expected) == 2)
    assert found.source == source
    assert registered(catalog) == expected


def test_patterns_are_those_of_the_last_registration(catalog: Catalog) -> None:
    include, exclude = ("*.md", "法规/*"), ("draft-*",)
    catalog.sources.register(Source("laws", "/laws", include=("*",), exclude=("x",)))
    source = Source("laws", "/laws", include=include, exclude=exclude)
    catalog.sources.register(source)
    assert [known.source for known in catalog.sources.all()] == [source]


def test_named_sources_come_in_the_order_of_registration(catalog: Catalog) -> None:
    for name in ("laws", "cases", "news"):
        catalog.sources.register(Source(name, f"/{name}"))
    found = catalog.sources.named(["news", "laws", "news"])
    assert [known.source.name for known in found] == ["laws", "news"]
    assert catalog.sources.named([]) == []


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        pytest.param(
            "/laws", "/moved", "file:///laws/a.md", "file:///moved/a.md", id="in the folder"
        ),
        pytest.param(
            "/laws", "/moved", "file:///laws/x/laws/a.md", "file:///moved/x/laws/a.md", id="once"
        ),
        pytest.param(
            "/laws", "/moved", "file:///laws-2/a.md", "file:///laws-2/a.md", id="a longer name"
        ),
        pytest.param(
            "/laws", "/moved", "https://x/laws/a.md", "https://x/laws/a.md", id="a web address"
        ),
        pytest.param("/la_s", "/moved", "file:///laws/a", "file:///laws/a", id="no wildcard _"),
        pytest.param("/l%s", "/moved", "file:///laws/a", "file:///laws/a", id="no wildcard %"),
        pytest.param(
            "/laws/", "/moved/", "file:///laws/a.md", "file:///moved/a.md", id="closing slashes"
        ),
        pytest.param("/法规", "/新", "file:///法规/甲.md", "file:///新/甲.md", id="Chinese"),
        pytest.param(
            "/laws", "/it's", "file:///laws/a.md", "file:///it's/a.md", id="a quotation mark"
        ),
        pytest.param("/laws", "/moved", "file:///LAWS/a", "file:///LAWS/a", id="other letters"),
    ],
)
def test_objects_move_with_their_source(
    catalog: Catalog,
    old: str,
    new: str,
    before: str,
    after: str,
) -> None:
    source = catalog.sources.register(Source("laws", old))
    see(catalog, source.id, {"a.md": before})
    moved = catalog.sources.move("laws", new)
    assert (moved.id, moved.source.location) == (source.id, new)
    assert addresses(catalog) == {"a.md": after}
    assert registered(catalog) == {"laws": new}


def test_a_move_leaves_the_objects_of_other_sources(catalog: Catalog) -> None:
    outer = catalog.sources.register(Source("all", "/laws"))
    inner = catalog.sources.register(Source("local", "/laws/local"))
    see(catalog, outer.id, {"a.md": "file:///laws/a.md"})
    see(catalog, inner.id, {"b.md": "file:///laws/local/b.md"})
    catalog.sources.move("all", "/moved")
    expected = {"a.md": "file:///moved/a.md", "b.md": "file:///laws/local/b.md"}
    assert addresses(catalog) == expected
    catalog.sources.register(Source("local", "/here"))  # the other way to move
    assert addresses(catalog) == expected | {"b.md": "file:///here/b.md"}


def test_a_source_moves_and_is_renamed_to_what_it_is(catalog: Catalog) -> None:
    catalog.sources.register(Source("laws", "/laws"))
    assert catalog.sources.move("laws", "/laws").source == Source("laws", "/laws")
    assert catalog.sources.rename("laws", "laws").source == Source("laws", "/laws")


def test_what_another_source_has_is_refused_and_nothing_changes(catalog: Catalog) -> None:
    catalog.sources.register(Source("laws", "/laws"))
    catalog.sources.register(Source("cases", "/cases"))
    before = registered(catalog)
    with pytest.raises(UsageError, match="/cases is already source 'cases'"):
        catalog.sources.move("laws", "/cases")
    with pytest.raises(UsageError, match="the name 'cases' belongs to /cases"):
        catalog.sources.rename("laws", "cases")
    for change in (
        lambda: catalog.sources.move("unknown", "/new"),
        lambda: catalog.sources.rename("unknown", "new"),
        lambda: catalog.sources.remove("unknown"),
    ):
        with pytest.raises(UnknownValue) as caught:
            change()
        assert caught.value.allowed == ("laws", "cases")
    assert registered(catalog) == before


def test_a_removed_source_frees_its_name_and_its_place(catalog: Catalog) -> None:
    removed = catalog.sources.register(Source("laws", "/laws"))
    catalog.sources.remove("laws")
    assert registered(catalog) == {}
    with pytest.raises(UnknownValue, match="none yet"):
        catalog.sources.named(["laws"])
    again = catalog.sources.register(Source("laws", "/laws"))
    assert again.id != removed.id
    catalog.sources.remove("laws")
    catalog.sources.register(Source("new", "/laws"))
    assert registered(catalog) == {"new": "/laws"}


def test_passages_are_counted_by_the_source_that_they_are_cited_from(catalog: Catalog) -> None:
    source_id = carry(catalog, "休息法", "a.md")
    other = catalog.sources.register(Source("cases", "/cases"))
    articles = [passage("休息法", "a.md", number=number) for number in ("第一条", "第二条")]
    catalog.works.commit([resolved(catalog, "休息法", *articles)])
    assert catalog.sources.passage_count(source_id) == 2
    assert catalog.sources.passage_count(other.id) == 0
    catalog.sources.remove("laws")  # its passages stay until the next run
    assert catalog.sources.passage_count(source_id) == 2
