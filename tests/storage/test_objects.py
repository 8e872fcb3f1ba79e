"""Objects in the catalog: what is seen, missing, gone or set aside, and what starts them over."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus.records import ObjectState, Source
from storage.catalog import Catalog
from storage.catalog.documents import Failure, StageResult
from storage.catalog.object_records import WithdrawnObject
from storage.catalog.objects import UNREAD, KnownObject, SeenObject
from storage.packing import packed
from tests.storage.test_catalog import DOCUMENT, carry, passage, resolved, seen

PENDING, INDEXED = ObjectState.PENDING, ObjectState.INDEXED
QUARANTINED, IGNORED = ObjectState.QUARANTINED, ObjectState.IGNORED


def known(catalog: Catalog, source_id: int, path: str = "a.md") -> KnownObject:
    return catalog.objects.known(source_id)[path]


def indexed(catalog: Catalog) -> int:
    """A source with the one object a.md, which is indexed; the source's id."""
    source_id = carry(catalog, "休息法", "a.md")
    catalog.works.commit([resolved(catalog, "休息法", passage("休息法", "a.md"))])
    assert known(catalog, source_id).state is INDEXED
    return source_id


def fail(catalog: Catalog, object_id: int, key: str, code: str) -> None:
    """Let the reading of an object fail."""
    failure = Failure(code, "what was seen", 2)
    catalog.documents.commit(
        [StageResult(key, "f" * 64, None, failure)], {object_id: (key, failure)}
    )


@pytest.fixture
def source_id(catalog: Catalog) -> int:
    return catalog.sources.register(Source("laws", "/laws")).id


@pytest.mark.parametrize(
    ("more", "state", "kept"),
    [
        pytest.param({}, PENDING, "1", id="read"),
        pytest.param({"rule": "*.md"}, IGNORED, "1", id="ignored by a rule"),
        pytest.param({"code": "too_large", "sha256": None}, QUARANTINED, None, id="refused"),
        pytest.param({"code": "encrypted"}, QUARANTINED, "1", id="a container that is locked"),
        *(
            pytest.param({"code": code, "sha256": None}, QUARANTINED, "a", id=code)
            for code in UNREAD
        ),
    ],
)
def test_what_is_seen_of_a_known_object_decides_what_stays(
    catalog: Catalog,
    source_id: int,
    more: dict[str, str],
    state: ObjectState,
    kept: str | None,
) -> None:
    catalog.objects.see(source_id, [seen("a.md", "a")])
    before = known(catalog, source_id)
    catalog.objects.see(source_id, [seen("a.md", "1", **more)])
    after = known(catalog, source_id)
    assert (after.id, after.state) == (before.id, state)
    assert after.sha256 == (kept and kept * 64)
    assert (after.code, after.rule) == (more.get("code"), more.get("rule"))


def test_objects_are_known_by_source_and_path(catalog: Catalog, source_id: int) -> None:
    other = catalog.sources.register(Source("cases", "/cases")).id
    catalog.objects.see(source_id, [seen("a.md", "a"), seen("b.md", "b")])
    catalog.objects.see(other, [seen("a.md", "c")])
    assert sorted(catalog.objects.known(source_id)) == ["a.md", "b.md"]
    assert known(catalog, other).sha256 == "c" * 64
    paths = [progress.path for progress in catalog.objects.stages([source_id, other])]
    assert sorted(paths) == ["a.md", "a.md", "b.md"]
    assert list(catalog.objects.stages([])) == []


def test_an_object_that_was_touched_keeps_what_was_made_of_it(catalog: Catalog) -> None:
    source_id = indexed(catalog)
    before = known(catalog, source_id)
    again = SeenObject("a.md", "file:///elsewhere/a.md", 10, 200, 210, 300, unpacked_key="rules")
    catalog.objects.touch({before.id: again})
    after = known(catalog, source_id)
    assert (after.mtime_ns, after.ctime_ns, after.read_ns) == (200, 210, 300)
    assert after.unpacked_key == "rules"
    kept = "id", "state", "sha256", "document_key", "code", "attempts"
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    catalog.objects.touch({})
    assert known(catalog, source_id) == after


def test_a_forgotten_object_is_gone_and_contributes_nothing(catalog: Catalog) -> None:
    source_id = indexed(catalog)
    gone = known(catalog, source_id)
    catalog.objects.forget([gone.id])
    assert catalog.objects.known(source_id) == {}
    assert catalog.objects.state([gone.id]) == {gone.id: (ObjectState.GONE, None, None)}
    assert catalog.objects.totals(source_id) == Counter()
    assert list(catalog.objects.outcomes()) == []
    assert list(catalog.objects.stages([source_id])) == []
    assert catalog.works.stale("v1") == {"休息法": ""}
    catalog.objects.see(source_id, [seen("a.md", "0")])
    assert known(catalog, source_id).id == gone.id


def test_a_missing_object_is_counted_for_readers_and_not_for_the_scan(catalog: Catalog) -> None:
    source_id = indexed(catalog)
    kept = known(catalog, source_id)
    catalog.objects.see(source_id, [seen("b.md", "b")])
    catalog.objects.hold([kept.id], missing=True)
    assert known(catalog, source_id).missing
    assert catalog.objects.totals(source_id) == {PENDING: 1}
    assert catalog.objects.totals_for_readers(source_id) == ({INDEXED: 1, PENDING: 1}, 1, 0)
    assert catalog.objects.present([kept.sha256 or ""]) == set()
    catalog.objects.hold([kept.id], missing=False)
    assert catalog.objects.totals_for_readers(source_id) == ({INDEXED: 1, PENDING: 1}, 0, 0)
    assert catalog.objects.present([kept.sha256 or ""]) == {kept.sha256}


def test_bytes_are_present_as_long_as_one_object_has_them(catalog: Catalog, source_id: int) -> None:
    names = {"a.md": "a", "copy.md": "a", "ignored.md": "b", "gone.md": "c", "bad.md": "d"}
    objects = [seen(path, sha) for path, sha in names.items() if sha not in "bd"]
    objects += [seen("ignored.md", "b", rule="i*"), seen("bad.md", "d", code="encrypted")]
    catalog.objects.see(source_id, objects)
    ids = {path: found.id for path, found in catalog.objects.known(source_id).items()}
    catalog.objects.forget([ids["gone.md"], ids["copy.md"]])
    every = {sha * 64 for sha in "abcde"}
    assert catalog.objects.present(every) == {"a" * 64, "d" * 64}
    catalog.objects.forget([ids["a.md"]])
    assert catalog.objects.present(every) == {"d" * 64}
    assert catalog.objects.present([]) == set()


def test_damaged_bytes_set_an_object_aside_until_they_are_fetched_again(catalog: Catalog) -> None:
    source_id = indexed(catalog)
    object_id = known(catalog, source_id).id
    catalog.objects.unread([object_id], "its hash is another one")
    outcome = (QUARANTINED, "unreadable", "its hash is another one")
    assert catalog.objects.state([object_id, 99_999]) == {object_id: outcome}
    assert list(catalog.objects.stages([source_id])) == []
    assert catalog.works.stale("v1") == {}  # readers keep its passages
    catalog.objects.settle()
    catalog.works.commit([resolved(catalog, "休息法", passage("休息法", "a.md"))])
    assert catalog.objects.state([object_id]) == {object_id: outcome}


def test_objects_that_lose_their_passages_are_known_before_they_do(catalog: Catalog) -> None:
    source_id = indexed(catalog)
    assert catalog.objects.withdrawn(source_id) == (1, [])
    fail(catalog, known(catalog, source_id).id, "d2", "corrupt")
    assert catalog.objects.withdrawn(source_id) == (
        1,
        [WithdrawnObject(known(catalog, source_id).id, "a.md", "corrupt")],
    )
    assert catalog.objects.withdrawn(source_id + 1) == (0, [])
    catalog.works.commit([resolved(catalog, "休息法")])
    assert catalog.objects.withdrawn(source_id) == (0, [])


def test_reasons_are_counted_by_source(catalog: Catalog, source_id: int) -> None:
    other = catalog.sources.register(Source("cases", "/cases")).id
    catalog.objects.see(
        source_id,
        [seen("a.md", code="encrypted"), seen("b.md", code="too_large"), seen("c.md")],
    )
    catalog.objects.see(other, [seen("d.md", code="encrypted")])
    assert catalog.objects.reasons() == {"encrypted": 2, "too_large": 1}
    assert catalog.objects.reasons(other) == {"encrypted": 1}
    places = [(found.source, found.path) for found in catalog.objects.quarantined()]
    assert places == [("cases", "d.md"), ("laws", "a.md"), ("laws", "b.md")]
    outcomes = [(source, path, code) for source, path, _, code in catalog.objects.outcomes()]
    assert outcomes == [
        ("cases", "d.md", "encrypted"),
        ("laws", "a.md", "encrypted"),
        ("laws", "b.md", "too_large"),
        ("laws", "c.md", None),
    ]


def test_a_retry_starts_over_all_objects_with_these_bytes(catalog: Catalog, source_id: int) -> None:
    objects = [seen("a.md", "a"), seen("copy.md", "a"), seen("other.md", "b")]
    catalog.objects.see(source_id, objects)
    by_path = catalog.objects.known(source_id)
    for path, key in (("a.md", "da"), ("copy.md", "da"), ("other.md", "db")):
        fail(catalog, by_path[path].id, key, "corrupt")
    catalog.objects.retry([by_path["a.md"].id])
    after = catalog.objects.known(source_id)
    states = {path: (found.state, found.code, found.attempts) for path, found in after.items()}
    assert states == {
        "a.md": (PENDING, None, 0),
        "copy.md": (PENDING, None, 0),
        "other.md": (QUARANTINED, "corrupt", 2),
    }
    assert [after[path].document_key for path in sorted(after)] == [None, None, "db"]
    assert list(catalog.documents.outcomes(["da", "db"])) == ["db"]


@pytest.mark.parametrize("code", UNREAD)
def test_a_retry_leaves_what_could_not_be_read(
    catalog: Catalog,
    source_id: int,
    code: str,
) -> None:
    catalog.objects.see(source_id, [seen("a.md", "a")])
    catalog.objects.see(source_id, [seen("a.md", "a", code=code, attempts=3)])
    before = known(catalog, source_id)
    catalog.objects.retry([before.id])
    assert known(catalog, source_id) == before


def test_a_retry_keeps_a_document_whose_structure_failed(catalog: Catalog, source_id: int) -> None:
    catalog.objects.see(source_id, [seen("a.md", "a")])
    object_id = known(catalog, source_id).id
    document = StageResult("d1", "a" * 64, packed(DOCUMENT))
    catalog.documents.commit([document], {object_id: ("d1", None)})
    failure = Failure("no_passages", "nothing citable", 1)
    catalog.structures.commit(
        [StageResult("s1", "d1", None, failure)], {object_id: ("s1", failure)}
    )
    catalog.objects.retry([object_id])
    after = known(catalog, source_id)
    assert (after.state, after.document_key) == (PENDING, "d1")
    assert catalog.structures.outcomes(["s1"]) == {}
    assert catalog.documents.load(["d1"]) == {"d1": DOCUMENT}


def test_a_retried_member_has_its_outermost_container_taken_apart_again(
    catalog: Catalog,
    source_id: int,
) -> None:
    container = seen("all.zip", "c", rule="container", unpacked_key="rules")
    member = seen("all.zip!/inner.zip", "d", code="encrypted", unpacked_key="rules")
    catalog.objects.see(source_id, [container, member, seen("other.zip", "e", unpacked_key="r")])
    by_path = catalog.objects.known(source_id)
    catalog.objects.retry([by_path["all.zip!/inner.zip"].id])
    after = catalog.objects.known(source_id)
    assert (after["all.zip"].read_ns, after["all.zip"].unpacked_key) == (None, "")
    assert after["all.zip!/inner.zip"] == by_path["all.zip!/inner.zip"]
    assert after["other.zip"] == by_path["other.zip"]


def test_nothing_is_asked_or_changed_for_no_ids(catalog: Catalog) -> None:
    source_id = indexed(catalog)
    before = catalog.objects.known(source_id)
    catalog.objects.forget([])
    catalog.objects.retry([])
    catalog.objects.unread([], "")
    catalog.objects.see(source_id, [])
    assert catalog.objects.known(source_id) == before
    assert catalog.objects.state([]) == {}
