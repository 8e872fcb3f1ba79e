"""The catalog, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.errors import UnknownValue
from corpus.hashing import text_hash
from corpus.records import (
    Block,
    BlockKind,
    Document,
    DocumentKind,
    Evidence,
    Expression,
    Finding,
    Manifestation,
    Mirror,
    ObjectState,
    Passage,
    Severity,
    Source,
    SourceRef,
    Structure,
    Unit,
)
from corpus.records import ManifestationRole as Role
from corpus.schema import FIELDS, to_row
from storage.catalog import Catalog
from storage.catalog.documents import Failure, StageResult
from storage.catalog.generations import GenerationState
from storage.catalog.objects import SeenObject
from storage.catalog.works import ResolvedWork
from storage.packing import packed

TEXT = "第一条 休息是劳动者的权利。"
DOCUMENT = Document(
    TEXT,
    (
        Block(
            BlockKind.PARAGRAPH,
            0,
            len(TEXT),
            line=1,
        ),
    ),
    "text/plain",
    "text/1",
    {"encoding": "utf-8"},
)


def structure(work: str, *, units: bool = True) -> Structure:
    found = (
        (
            Unit(
                "第一条",
                0,
                len(TEXT),
                "第一条",
            ),
        )
        if units
        else ()
    )
    return Structure(
        DocumentKind.STATUTE,
        Evidence("title", work),
        work,
        work,
        "2020-01-01",
        None,
        (),
        found,
        (),
    )


def passage(
    work: str,
    path: str,
    *,
    text: str = TEXT,
    mirrors: tuple[Mirror, ...] = (),
    number: str = "第一条",
) -> Passage:
    ref = SourceRef(
        "laws",
        f"file:///laws/{path}",
        path,
        0,
        len(text),
    )
    return Passage(
        f"{work}/{number}@2020-01-01",
        work,
        work,
        number,
        DocumentKind.STATUTE,
        work,
        text,
        ref,
        text_hash(text),
        mirrors=mirrors,
    )


def seen(path: str, sha: str = "a", **more: object) -> SeenObject:
    values: dict[str, object] = {"read_ns": 30, "sha256": sha * 64, **more}
    return SeenObject(
        path,
        f"file:///laws/{path}",
        10,
        20,
        21,
        **values,
    )  # type: ignore[arg-type]


def resolved(catalog: Catalog, work: str, *passages: Passage) -> ResolvedWork:
    """As the resolution of a work would be, every file a manifestation of one expression."""
    files = catalog.works.files([work])[work]
    first = files[0].object_id if files else 0
    expression = Expression(
        f"{work}@2020-01-01",
        work,
        "2020-01-01",
        DocumentKind.STATUTE,
        work,
        text_hash(TEXT),
    )
    key = catalog.works.stale("v1").get(work, "unchanged")
    held = [
        Manifestation(
            expression.id,
            one.object_id,
            Role.PRIMARY,
        )
        if one.object_id == first and passages
        else Manifestation(
            expression.id,
            one.object_id,
            Role.MIRROR,
            first if passages else None,
        )
        for one in files
    ]
    return ResolvedWork(
        work,
        key,
        [expression],
        held,
        passages,
        {one.id: first for one in passages},
    )


def carry(catalog: Catalog, work: str, *paths: str) -> int:
    """Objects of one source, up to carrying a work."""
    known = catalog.sources.register(Source("laws", "/laws"))
    catalog.objects.see(known.id, [seen(path, f"{index:x}") for index, path in enumerate(paths)])
    stages = [one for one in catalog.objects.stages([known.id]) if one.path in paths]
    catalog.documents.commit(
        [
            StageResult(
                f"d-{one.path}",
                one.sha256,
                packed(DOCUMENT),
            )
            for one in stages
        ],
        {one.id: (f"d-{one.path}", None) for one in stages},
    )
    results = [
        StageResult(
            f"s-{one.path}",
            f"d-{one.path}",
            packed(structure(work)),
        )
        for one in stages
    ]
    catalog.structures.commit(results, {one.id: (f"s-{one.path}", None) for one in stages})
    return known.id


def test_a_source_is_its_location(catalog: Catalog) -> None:
    first = catalog.sources.register(Source("laws", "/laws"))
    again = catalog.sources.register(
        Source(
            "laws",
            "/laws",
            include=("*.md",),
        )
    )
    other = catalog.sources.register(Source("laws-2", "/other/laws"))
    assert first.id == again.id != other.id
    assert [one.source.include for one in catalog.sources.all()] == [("*.md",), ("**",)]


def test_an_unknown_source_is_answered_with_those_that_there_are(catalog: Catalog) -> None:
    catalog.sources.register(Source("laws", "/laws"))
    with pytest.raises(UnknownValue, match="laws"):
        catalog.sources.named(["cases"])


def test_every_object_is_in_exactly_one_state_and_totals_add_up(catalog: Catalog) -> None:
    known = catalog.sources.register(Source("laws", "/laws"))
    bare = {"size": 1, "mtime_ns": 1, "ctime_ns": 1}
    catalog.objects.see(
        known.id,
        [
            seen("a.md"),
            SeenObject(
                "b.tmp",
                "file:///laws/b.tmp",
                **bare,
                rule="*.tmp",
            ),
            SeenObject(
                "c.md",
                "file:///laws/c.md",
                **bare,
                code="unreadable",
                detail="no rights",
                attempts=1,
            ),
        ],
    )
    expected = {ObjectState.PENDING: 1, ObjectState.IGNORED: 1, ObjectState.QUARANTINED: 1}
    assert catalog.objects.totals(known.id) == expected
    assert [(one.path, one.code) for one in catalog.objects.quarantined()] == [
        ("c.md", "unreadable")
    ]


def test_a_file_that_cannot_be_read_keeps_what_was_read_of_it_before(catalog: Catalog) -> None:
    source = carry(
        catalog,
        "休息法",
        "a.md",
    )
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                passage("休息法", "a.md"),
            )
        ]
    )
    catalog.objects.see(
        source,
        [
            SeenObject(
                "a.md",
                "file:///laws/a.md",
                1,
                2,
                3,
                code="unreadable",
                detail="no rights",
                attempts=1,
            )
        ],
    )
    assert not catalog.works.stale("v1")
    assert catalog.passages.count() == 1
    assert catalog.objects.totals(source) == {ObjectState.QUARANTINED: 1}
    catalog.objects.see(source, [seen("a.md", "0")])
    catalog.objects.settle()
    assert catalog.objects.totals(source) == {ObjectState.INDEXED: 1}


def test_documents_and_structures_come_back_as_they_were(catalog: Catalog) -> None:
    carry(
        catalog,
        "休息法",
        "a.md",
    )
    assert catalog.documents.load(["d-a.md", "unknown"]) == {"d-a.md": DOCUMENT}
    assert catalog.structures.load(["s-a.md"]) == {"s-a.md": structure("休息法")}


def test_a_failure_is_a_result_and_takes_away_what_the_object_carried(catalog: Catalog) -> None:
    source = carry(
        catalog,
        "休息法",
        "a.md",
    )
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                passage("休息法", "a.md"),
            )
        ]
    )
    (one,) = catalog.objects.stages([source])
    failure = Failure("corrupt", "it ends too early")
    catalog.documents.commit(
        [
            StageResult(
                "d2",
                "b" * 64,
                None,
                failure,
            )
        ],
        {one.id: ("d2", failure)},
    )
    assert catalog.documents.outcomes(["d2", "d-a.md", "never"]) == {"d2": failure, "d-a.md": None}
    assert catalog.works.stale("v1") == {"休息法": ""}
    changes = catalog.works.commit([ResolvedWork("休息法", "")])
    assert changes.gone == ["休息法/第一条@2020-01-01"]
    assert catalog.passages.count() == 0
    assert catalog.objects.totals(source) == {ObjectState.QUARANTINED: 1}


def test_a_work_is_stale_until_it_was_resolved_from_the_files_that_it_has(
    catalog: Catalog,
) -> None:
    source = carry(
        catalog,
        "休息法",
        "a.md",
        "b.md",
    )
    assert list(catalog.works.stale("v1")) == ["休息法"]
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                passage(
                    "休息法",
                    "a.md",
                    mirrors=(Mirror("laws", "b.md"),),
                ),
            )
        ]
    )
    assert not catalog.works.stale("v1")
    assert list(catalog.works.stale("v2")) == ["休息法"]
    catalog.objects.forget(
        [known.id for path, known in catalog.objects.known(source).items() if path == "b.md"]
    )
    assert list(catalog.works.stale("v1")) == ["休息法"]


def test_a_mirror_is_a_duplicate_of_the_object_that_passages_are_cited_from(
    catalog: Catalog,
) -> None:
    source = carry(
        catalog,
        "休息法",
        "a.md",
        "b.md",
    )
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                passage(
                    "休息法",
                    "a.md",
                    mirrors=(Mirror("laws", "b.md"),),
                ),
            )
        ]
    )
    assert catalog.objects.totals(source) == {ObjectState.INDEXED: 1, ObjectState.DUPLICATE: 1}
    assert [one.role for one in catalog.passages.manifestations("休息法@2020-01-01")] == [
        "primary",
        "mirror",
    ]


def test_a_work_that_yields_no_passage_quarantines_its_files(catalog: Catalog) -> None:
    source = carry(
        catalog,
        "休息法",
        "a.md",
    )
    catalog.works.commit([resolved(catalog, "休息法")])
    assert [one.code for one in catalog.objects.quarantined()] == ["no_passages"]
    assert catalog.objects.totals(source) == {ObjectState.QUARANTINED: 1}


def test_a_commit_writes_only_the_difference(catalog: Catalog) -> None:
    carry(
        catalog,
        "休息法",
        "a.md",
    )
    first, second = passage("休息法", "a.md"), passage("休息法", "a.md", number="第二条")
    new = catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                first,
                second,
            )
        ]
    )
    assert (new.new, new.changed, new.gone) == ([first.id, second.id], [], [])
    longer = passage(
        "休息法",
        "a.md",
        text=TEXT + "不得侵犯。",
    )
    changed = catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                longer,
            )
        ]
    )
    assert (changed.new, changed.changed, changed.gone) == ([], [first.id], [second.id])


def test_an_id_that_another_work_has_is_reported_and_not_taken(catalog: Catalog) -> None:
    carry(
        catalog,
        "休息法",
        "a.md",
    )
    carry(
        catalog,
        "休假法",
        "b.md",
    )
    first = passage("休息法", "a.md")
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                first,
            )
        ]
    )
    thief = replace(first, work="休假法")
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休假法",
                thief,
            )
        ]
    )
    assert [row["work"] for row in catalog.passages.rows()] == ["休息法"]
    assert [found["code"] for found in catalog.passages.findings("休假法")] == ["id_taken"]


def test_findings_are_those_of_the_last_resolution(catalog: Catalog) -> None:
    carry(
        catalog,
        "休息法",
        "a.md",
    )
    one = resolved(
        catalog,
        "休息法",
        passage("休息法", "a.md"),
    )
    reported = Finding(
        Severity.WARNING,
        "twin",
        "a.md",
        "two texts of one date",
    )
    catalog.works.commit([replace(one, findings=[reported])])
    assert [found["code"] for found in catalog.passages.findings()] == ["twin"]
    catalog.works.commit([one])
    assert catalog.passages.findings() == []


def test_a_row_has_the_fields_of_the_schema_in_their_order(catalog: Catalog) -> None:
    carry(
        catalog,
        "休息法",
        "a.md",
    )
    one = passage(
        "休息法",
        "a.md",
        mirrors=(Mirror("other", "x.md"),),
    )
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                one,
            )
        ]
    )
    (row,) = catalog.passages.rows()
    assert list(row) == [field.name for field in FIELDS]
    assert row == to_row(one)
    assert list(catalog.passages.rows("laws")) == [row]
    assert list(catalog.passages.rows("elsewhere")) == []


def test_passages_are_found_by_id_alias_and_unit(catalog: Catalog) -> None:
    carry(
        catalog,
        "休息法",
        "a.md",
    )
    one = resolved(
        catalog,
        "休息法",
        passage("休息法", "a.md"),
    )
    old = "休息法/1@2020-01-01"
    aliased = replace(one, aliases={old: "休息法/第一条@2020-01-01"})
    catalog.works.commit([aliased])
    found = catalog.passages.get([old, "unknown", "休息法/第一条@2020-01-01"])
    assert [row["article"] for row in found] == ["第一条", "第一条"]
    assert len(catalog.passages.of_unit("休息法/第一条@2020-01-01")) == 1


def test_a_text_is_embedded_once_a_model_however_often_it_stands_in_the_archive(
    catalog: Catalog,
) -> None:
    carry(
        catalog,
        "休息法",
        "a.md",
    )
    twice = passage("休息法", "a.md"), passage("休息法", "a.md", number="第二条")
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                *twice,
            )
        ]
    )
    assert catalog.passages.count_without_vector("m1") == 1
    (((key, text),),) = [batch.items() for batch in catalog.passages.without_vector("m1")]
    assert text == twice[0].embedded_text
    catalog.embeddings.put("m1", [(key, b"\x00\x00\x80\x3f")])
    assert list(catalog.passages.without_vector("m1")) == []
    assert catalog.passages.count_without_vector("m2") == 1
    assert catalog.embeddings.get("m1", [key, "unknown"]) == {key: b"\x00\x00\x80\x3f"}


def test_a_generation_learns_what_it_lacks_and_what_is_no_more(catalog: Catalog) -> None:
    carry(
        catalog,
        "休息法",
        "a.md",
    )
    first, second = passage("休息法", "a.md"), passage("休息法", "a.md", number="第二条")
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                first,
                second,
            )
        ]
    )
    generation = catalog.generations.plan("m1", 4, 1)
    assert (generation.name, generation.state) == ("g1", GenerationState.PLANNED)
    catalog.generations.begun("g1")
    upserts = list(catalog.generations.upserts("g1"))
    assert [one.row["id"] for one in upserts] == sorted([first.id, second.id])
    catalog.generations.written(
        "g1",
        {one.row["id"]: one.row_hash for one in upserts},
        [],
    )
    assert catalog.generations.outdated("g1") == (0, 0)
    catalog.generations.promoted("g1", 1)
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                passage("休息法", "a.md", text="第一条 改。"),
            )
        ]
    )
    assert catalog.generations.outdated("g1") == (1, 1)
    assert catalog.generations.deletes("g1") == [second.id]
    found = catalog.generations.matching("m1", 4, 1)
    assert found is not None
    assert (found.state, found.version) == (GenerationState.LIVE, 1)


def test_what_was_about_to_be_written_is_unknown_until_it_is_written(catalog: Catalog) -> None:
    """A run is killed while it writes to the index: the next one writes all of these ids again."""
    carry(
        catalog,
        "休息法",
        "a.md",
    )
    kept, changed, gone = (
        passage(
            "休息法",
            "a.md",
            number=number,
        )
        for number in ("第一条", "第二条", "第三条")
    )
    new = passage("休息法", "a.md", number="第四条")
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                kept,
                changed,
                gone,
            )
        ]
    )
    catalog.generations.plan("m1", 4, 1)
    catalog.generations.begun("g1")
    catalog.generations.written(
        "g1",
        {one.row["id"]: one.row_hash for one in catalog.generations.upserts("g1")},
        [],
    )
    catalog.generations.about_to_write("g1", [changed.id, gone.id, new.id])
    assert [one.row["id"] for one in catalog.generations.upserts("g1")] == sorted(
        [changed.id, gone.id]
    )
    assert catalog.generations.deletes("g1") == [new.id]


def test_another_model_or_schema_gets_a_generation_of_its_own(catalog: Catalog) -> None:
    for wanted, name in (("m1", "g1"), ("m2", "g2")):
        assert (
            catalog.generations.matching(
                wanted,
                4,
                1,
            )
            is None
        )
        assert (
            catalog.generations.plan(
                wanted,
                4,
                1,
            ).name
            == name
        )
    catalog.generations.promoted("g1", 1)
    catalog.generations.promoted("g2", 1)
    assert [one.state for one in catalog.generations.all()] == [
        GenerationState.RETIRED,
        GenerationState.LIVE,
    ]
    assert catalog.generations.matching("m1", 4, 1) is None
    assert catalog.generations.plan("m1", 4, 1).name == "g3"


def test_a_new_generation_takes_no_name_that_the_index_has(catalog: Catalog) -> None:
    assert (
        catalog.generations.plan(
            "m1",
            4,
            1,
            taken=["g1", "g3", "other"],
        ).name
        == "g4"
    )


def test_a_run_keeps_its_report(catalog: Catalog) -> None:
    number = catalog.runs.begin()
    catalog.runs.end(number, {"exit": 0})
    last = catalog.runs.last()
    assert last is not None
    assert last["report"] == {"exit": 0}


def test_rows_come_in_pages_without_loss(catalog: Catalog) -> None:
    known = catalog.sources.register(Source("laws", "/laws"))
    catalog.objects.see(known.id, [seen(f"{number}.md") for number in range(2500)])
    assert len({one.path for one in catalog.objects.stages([known.id])}) == 2500
    assert len(catalog.objects.known(known.id)) == 2500


def test_ids_are_remembered_as_long_as_the_bytes_are_the_same(catalog: Catalog) -> None:
    source = carry(
        catalog,
        "休息法",
        "a.md",
    )
    one = passage("休息法", "a.md")
    catalog.works.commit(
        [
            resolved(
                catalog,
                "休息法",
                one,
            )
        ]
    )
    (file,) = catalog.works.files(["休息法"])["休息法"]
    history = catalog.works.histories(["休息法"])["休息法"]
    assert history.expressions == {file.object_id: "休息法@2020-01-01"}
    assert history.passages == {(file.object_id, one.text_hash): one.id}
    catalog.objects.see(source, [seen("a.md", "f")])
    assert catalog.works.histories(["休息法"])["休息法"].passages == {}
