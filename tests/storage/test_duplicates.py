"""Fingerprints and mirrors in the catalog, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from corpus.records import ObjectState
from storage.catalog import Catalog
from storage.catalog.duplicates import Fingerprint, Likeness, Mirroring
from tests.storage.test_catalog import carry, passage, resolved

VERSION, BIG = 1, 2**63 - 1


def marked(catalog: Catalog, *signatures: int) -> dict[str, int]:
    """Two laws, each in a file, with these signatures; their objects by path."""
    source = carry(
        catalog,
        "休息法",
        "a.md",
    )
    carry(
        catalog,
        "假期法",
        "b.md",
    )
    todo = catalog.duplicates.unmarked(VERSION)
    marks = [
        Fingerprint(
            one.structure_key,
            number,
            {"n": number},
            [number, BIG],
        )
        for one, number in zip(
            todo,
            signatures,
            strict=True,
        )
    ]
    catalog.duplicates.commit(
        VERSION,
        marks,
        [Likeness(*sorted(signatures), {"likeness": 0.9})],
    )
    return {path: known.id for path, known in catalog.objects.known(source).items()}


def test_a_structure_is_marked_once_a_version(catalog: Catalog) -> None:
    marked(
        catalog,
        -5,
        7,
    )
    assert catalog.duplicates.unmarked(VERSION) == []
    assert len(catalog.duplicates.unmarked(VERSION + 1)) == 2
    assert catalog.duplicates.forget(VERSION) == 0
    assert catalog.duplicates.forget(VERSION + 1) == 2
    assert (catalog.duplicates.known([-5, 7]), catalog.duplicates.likenesses()) == (set(), [])


def test_texts_find_each_other_by_their_bands(catalog: Catalog) -> None:
    marked(
        catalog,
        -5,
        7,
    )
    assert catalog.duplicates.known([-5, 7, 8]) == {-5, 7}
    assert {
        value: sorted(found) for value, found in catalog.duplicates.sharing([BIG, 7, 8], 2).items()
    } == {BIG: [-5, 7], 7: [7]}
    assert catalog.duplicates.sharing([BIG, 7, 8], 1) == {7: [7]}
    assert {one: sorted(found) for one, found in catalog.duplicates.bands([-5]).items()} == {
        -5: [-5, BIG]
    }
    assert catalog.duplicates.outlines([7]) == {7: [{"n": 7}]}
    assert catalog.duplicates.places([-5, 7]).keys() == {-5, 7}


def test_copies_are_those_that_are_alike_and_those_with_one_text(catalog: Catalog) -> None:
    marked(
        catalog,
        4,
        4,
    )
    assert [(one.path, one.signature) for one in catalog.duplicates.copies()] == [
        ("a.md", 4),
        ("b.md", 4),
    ]


def test_a_mirror_carries_the_work_of_another_until_it_is_none(catalog: Catalog) -> None:
    ids = marked(
        catalog,
        -5,
        7,
    )
    stale = catalog.works.stale("v1")
    mirroring = Mirroring(
        ids["a.md"],
        0.9,
        3,
        "多三字",
    )
    assert catalog.duplicates.appoint({ids["b.md"]: mirroring}) == 1
    assert catalog.duplicates.appoint({ids["b.md"]: mirroring}) == 0
    assert catalog.works.stale("v1").keys() == {"休息法"}
    assert catalog.works.stale("v1")["休息法"] != stale["休息法"]
    assert [(one.path, one.mirroring) for one in catalog.works.files(["休息法"])["休息法"]] == [
        ("a.md", None),
        ("b.md", mirroring),
    ]
    assert catalog.duplicates.mirrored("假期法") == [
        {
            "source": "laws",
            "path": "b.md",
            "likeness": 0.9,
            "own": 3,
            "example": "多三字",
            "work": "休息法",
        }
    ]
    assert catalog.duplicates.mirrors() == {ids["b.md"]: ids["a.md"]}
    assert catalog.duplicates.appoint({}) == 1
    assert catalog.works.stale("v1") == stale


def test_a_mirror_is_settled_though_its_own_passages_went_later(catalog: Catalog) -> None:
    """The work that it joins is written before the one that it leaves, which still has passages."""
    ids = marked(
        catalog,
        -5,
        7,
    )
    catalog.works.commit(
        [
            resolved(
                catalog,
                "假期法",
                passage("假期法", "b.md"),
            ),
            resolved(
                catalog,
                "休息法",
                passage("休息法", "a.md"),
            ),
        ]
    )
    catalog.duplicates.appoint({ids["b.md"]: Mirroring(ids["a.md"], 0.9)})
    stale = catalog.works.stale("v1")
    assert (stale["假期法"], stale["休息法"] != "") == ("", True)
    manifested = resolved(
        catalog,
        "休息法",
        passage("休息法", "a.md"),
    )
    catalog.works.commit([manifested])
    catalog.works.commit([type(manifested)("假期法", "")])
    catalog.objects.settle()
    (source,) = catalog.sources.all()
    assert catalog.objects.totals(source.id) == {ObjectState.INDEXED: 1, ObjectState.DUPLICATE: 1}
    assert catalog.duplicates.count(source.id) == 1
