"""Containers: what they hold is seen, read, changed and lost like any file, and nothing else of a run changes."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from configs.settings import Settings, SourceOptions
from corpus.errors import BadInput
from corpus.records import MEMBER
from ingestion.formats.record_mapping import RecordMapping
from ingestion.limits import MIB, Limits
from ingestion.sources import FolderSource
from pipelines.report import RunReport
from pipelines.stages import collecting, unpacking
from storage.catalog.objects import Objects, SeenObject
from storage.home import Home
from tests.faults.runs import NoPool
from tests.pipelines.conftest import Run, statute

State = Callable[[], dict[str, tuple[str, str | None]]]
TITLES = ("云岭市工资支付条例", "云岭市工时管理条例", "云岭市休假保障条例")
LAWS = {f"{title}.md": statute(title).encode() for title in TITLES}


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker process takes half a second to start; one test below has it."""
    monkeypatch.setattr(
        unpacking,
        "Pool",
        NoPool,
    )


def zipped(members: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(
        stream,
        "w",
        zipfile.ZIP_DEFLATED,
    ) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w:gz") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def mailed(attached: Mapping[str, bytes], text: str = "各位同事：现将条例转去，请查收。") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "李工 <li@example.invalid>",
        "office@example.invalid",
        "关于条例的来信",
    )
    mail["Date"] = "Tue, 05 Mar 2024 10:00:00 +0800"
    mail.set_content(text)
    for name, data in attached.items():
        mail.add_attachment(
            data,
            maintype="application",
            subtype="octet-stream",
            filename=name,
        )
    return mail.as_bytes()


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """A source of its own."""
    folder = tmp_path / "box"
    folder.mkdir()
    return folder


def totals(report: RunReport) -> tuple[int, int, int, int, int]:
    """Seen, indexed, duplicate, quarantined, ignored; what was seen ended somewhere."""
    one = report.sources["box"]
    assert (
        one.seen
        == one.indexed + one.duplicate + one.quarantined + one.ignored
        == one.new + one.changed + one.unchanged
    )
    return one.seen, one.indexed, one.duplicate, one.quarantined, one.ignored


def test_each_member_is_an_object_and_the_container_says_what_it_is(
    run: Run,
    box: Path,
    state: State,
    home: Home,
) -> None:
    """An archive in an archive, a copy of a file, what the system left behind, and a file that nobody can read."""
    inner = zipped({"c.md": LAWS["云岭市休假保障条例.md"]})
    members = {
        "法规/a.md": LAWS["云岭市工资支付条例.md"],
        "b.zip": inner,
        "__MACOSX/x": b"x",
        "照片.png": b"\x89PNG\r\n\x1a\n" + bytes(9),
    }
    (box / "档案.zip").write_bytes(zipped(members))
    (box / "a.md").write_bytes(LAWS["云岭市工资支付条例.md"])
    assert totals(run(box)) == (7, 2, 1, 1, 3)
    assert state() == {
        "box/a.md": ("indexed", None),
        "box/档案.zip": ("ignored", None),
        "box/档案.zip!/__MACOSX/x": ("ignored", None),
        "box/档案.zip!/b.zip": ("ignored", None),
        "box/档案.zip!/b.zip!/c.md": ("indexed", None),
        "box/档案.zip!/法规/a.md": ("duplicate", None),
        "box/档案.zip!/照片.png": ("quarantined", "corrupt"),
    }
    with home.reading_catalog() as catalog:
        known = catalog.objects.known(1)
    assert known["档案.zip"].rule == "container: 4 members"
    assert known["档案.zip!/__MACOSX/x"].rule == "system file"
    assert not (home.root / "unpacking").exists()


def test_an_unchanged_container_costs_a_look(
    run: Run,
    box: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (box / "a.zip").write_bytes(zipped(LAWS))
    first = totals(run(box))
    (box / "a.zip").touch()
    monkeypatch.setattr(
        collecting,
        "unpacked",
        lambda *_: pytest.fail("taken apart again"),
    )
    for _ in range(2):
        report = run(box)
        assert totals(report) == first
        assert (report.sources["box"].unchanged, report.parsed, report.index_writes) == (4, 0, 0)


def test_a_changed_container_changes_only_what_changed_in_it(
    run: Run,
    box: Path,
    state: State,
    indexed: Callable,
) -> None:
    (box / "a.zip").write_bytes(zipped(LAWS))
    run(box)
    before = indexed()
    changed = LAWS["云岭市工资支付条例.md"].replace("足额".encode(), "全额".encode())
    (box / "a.zip").write_bytes(
        zipped(
            {
                "云岭市工资支付条例.md": changed,
                "云岭市工时管理条例.md": LAWS["云岭市工时管理条例.md"],
            }
        )
    )
    report = run(box)
    one = report.sources["box"]
    assert (
        one.seen,
        one.changed,
        one.unchanged,
        one.gone,
        report.parsed,
        report.embedded,
    ) == (
        3,
        2,
        1,
        1,
        1,
        3,
    )
    assert f"box/a.zip{MEMBER}云岭市休假保障条例.md" not in state()
    assert len(before) == 9
    assert len(indexed()) == 6


def test_a_container_that_is_gone_takes_its_members_along_and_one_that_moved_keeps_them(
    run: Run,
    box: Path,
    indexed: Callable,
) -> None:
    (box / "a.tar.gz").write_bytes(tarred(LAWS))
    run(box)
    (box / "a.tar.gz").rename(box / "b.tar.gz")
    report = run(box)
    assert (
        report.parsed,
        report.embedded,
        report.sources["box"].gone,
        len(indexed()),
    ) == (
        0,
        0,
        4,
        9,
    )
    (box / "b.tar.gz").unlink()
    (box / "rest.md").write_text(statute("云岭市集体合同条例"), encoding="utf-8")
    run(box)
    assert len(indexed()) == 3


def test_files_that_were_packed_have_moved(
    run: Run,
    box: Path,
    state: State,
) -> None:
    """Of a source that holds nothing but an archive now, nothing is missed that lies in it."""
    for name, data in LAWS.items():
        (box / name).write_bytes(data)
    run(box)
    (box / "a.zip").write_bytes(zipped(LAWS))
    for name in LAWS:
        (box / name).unlink()
    report = run(box)
    assert (
        report.refused,
        report.parsed,
        report.embedded,
        totals(report),
    ) == (
        [],
        0,
        0,
        (4, 3, 0, 0, 1),
    )
    assert set(state()) == {"box/a.zip", *(f"box/a.zip!/{name}" for name in LAWS)}


def test_the_brake_counts_members_and_holds_them_until_they_are_let_go(
    run: Run,
    box: Path,
    state: State,
) -> None:
    """Twelve laws in an archive that is replaced by one that holds a single law."""
    laws = {
        f"{number}.md": statute(f"云岭市第{number}号条例", articles=1).encode()
        for number in range(12)
    }
    (box / "a.zip").write_bytes(zipped(laws))
    run(box)
    (box / "a.zip").write_bytes(zipped({"0.md": laws["0.md"]}))
    for _ in range(2):  # the second run finds the archive unchanged
        assert [one.code for one in run(box).refused] == ["deletes_held"]
        assert len(state()) == 13
    report = run(box, allow_deletes=True)
    assert (report.refused, report.sources["box"].gone, len(state())) == ([], 11, 2)


def test_a_container_that_can_t_be_read_for_now_loses_nothing(
    run: Run,
    box: Path,
    state: State,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (box / "a.zip").write_bytes(zipped(LAWS))
    run(box)
    was = state()

    def locked(*_: object) -> bytes:
        raise BadInput("unreadable", "somebody else has it open")

    (box / "a.zip").write_bytes(zipped(LAWS | {"d.md": b"x"}))
    with monkeypatch.context() as patch:
        patch.setattr(FolderSource, "open", locked)
        run(box)
    assert state() == was | {"box/a.zip": ("quarantined", "unreadable")}
    (box / "a.zip").write_bytes(zipped(LAWS))
    run(box)
    assert state() == was


def test_a_mail_is_read_and_so_is_what_came_with_it(
    run: Run,
    box: Path,
    state: State,
) -> None:
    (box / "信.eml").write_bytes(
        mailed(
            {
                "云岭市工资支付条例.md": LAWS["云岭市工资支付条例.md"],
                "卷.zip": zipped({"a/b.txt": "所附名单中的人员自下月起补发工资。".encode()}),
            }
        )
    )
    assert totals(run(box)) == (4, 3, 0, 0, 1)
    assert set(state()) == {
        "box/信.eml",
        "box/信.eml!/云岭市工资支付条例.md",
        "box/信.eml!/卷.zip",
        "box/信.eml!/卷.zip!/a/b.txt",
    }


def test_what_failed_is_taken_apart_again_under_other_limits_and_on_request(
    run: Run,
    box: Path,
    state: State,
    settings: Settings,
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (box / "a.zip").write_bytes(zipped(LAWS))
    narrow = replace(settings, ingestion=Limits(max_parts=2))
    run(box, settings=narrow)
    assert state() == {"box/a.zip": ("quarantined", "expansion")}
    with monkeypatch.context() as patch:
        patch.setattr(
            collecting,
            "unpacked",
            lambda *_: pytest.fail("tried again"),
        )
        run(box, settings=narrow)
    with home.reading_catalog() as catalog:
        (one,) = catalog.objects.quarantined()
    run(
        box,
        settings=narrow,
        retry=[one.id],
    )
    assert state() == {"box/a.zip": ("quarantined", "expansion")}
    assert totals(run(box)) == (4, 3, 0, 0, 1)


def test_the_process_that_takes_an_archive_apart_may_die(
    run: Run,
    box: Path,
    state: State,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With real workers: one bomb of text inflates beyond the limit, a law beside it is read."""
    monkeypatch.undo()
    (box / "a.zip").write_bytes(zipped({"bomb.txt": b"0" * (20 * MIB)}))
    (box / "b.zip").write_bytes(zipped(dict([next(iter(LAWS.items()))])))
    run(box, settings=replace(settings, ingestion=Limits(max_expanded_bytes=8 * MIB)))
    assert state()["box/a.zip"] == ("quarantined", "expansion")
    assert state()["box/b.zip!/云岭市工资支付条例.md"] == ("indexed", None)


def test_what_a_source_says_of_its_records_is_heeded_and_a_change_of_it_reads_them_again(
    run: Run,
    box: Path,
    settings: Settings,
    indexed: Callable,
) -> None:
    (box / "热线.jsonl").write_text(
        '{"问": "何时支付工资？", "答": "用人单位应当按月支付。"}\n{"问": "加班？", "答": "应当支付加班费。"}\n'
    )
    run(box)
    assert run(box).parsed == 0
    reported = replace(
        settings, sources={"box": SourceOptions(RecordMapping(title=("问",), text=("答",)))}
    )
    assert run(box, settings=reported).parsed == 1
    assert run(box, settings=reported).parsed == 0
    assert len(indexed()) == 2


def test_a_run_that_ends_while_members_come_in_is_finished_by_the_next(
    run: Run,
    box: Path,
    state: State,
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The container is never known without its members: killed before they are written down, both are new to the next run."""
    (box / "a.zip").write_bytes(zipped(LAWS))
    (box / "b.zip").write_bytes(zipped({"d.md": statute("云岭市集体合同条例").encode()}))
    see = Objects.see

    def dies(
        objects: Objects,
        source_id: int,
        seen: Sequence[SeenObject],
    ) -> None:
        if any(one.path == "b.zip" for one in seen):
            raise KeyboardInterrupt
        see(
            objects,
            source_id,
            seen,
        )

    with monkeypatch.context() as patch:
        patch.setattr(
            Objects,
            "see",
            dies,
        )
        with pytest.raises(KeyboardInterrupt):
            run(box)
    assert "box/b.zip" not in state()
    (home.root / "unpacking" / "0").mkdir(parents=True)  # as a kill would leave it
    report = run(box)
    assert totals(report) == (6, 4, 0, 0, 2)
    assert report.sources["box"].new == 2
    assert not (home.root / "unpacking").exists()


def test_a_kept_member_that_was_damaged_is_had_again_from_its_archive(
    run: Run,
    box: Path,
    state: State,
    home: Home,
) -> None:
    (box / "a.zip").write_bytes(zipped(LAWS))
    run(box)
    with home.catalog() as catalog:
        one = catalog.objects.known(1)[f"a.zip{MEMBER}云岭市工资支付条例.md"]
        home.blobs().discard(one.sha256 or "")
        catalog.objects.unread([one.id], "its kept copy is damaged")
    was = state()
    assert was["box/a.zip!/云岭市工资支付条例.md"] == ("quarantined", "unreadable")
    run(box)
    assert state()["box/a.zip!/云岭市工资支付条例.md"] == ("indexed", None)
    assert home.blobs().has(one.sha256 or "")
