"""What a scan decides: counts that add up whatever happens to a folder, and what is unpacked again."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configs.loading import home_of
from configs.settings import Brake, Settings
from corpus.errors import REASONS
from corpus.records import ObjectState
from ingestion.limits import Limits
from pipelines.session import Session, open_session
from pipelines.stages import collecting
from pipelines.stages._object_results import ATTEMPTS, TRANSIENT, may_try_again
from pipelines.stages.unpacking import could_not_be_unpacked, is_due, unpack_key
from storage.catalog.objects import KnownObject
from storage.home import Home

Files = dict[str, str]

NAMES = ("甲.md", "乙.txt", "a/丙.md", "a/b/丁.html", "戊.md")
TEXTS = ("第一条 工资按月支付。", "第一条 休假照付工资。", "")


@pytest.fixture
def session(settings: Settings, home: Home) -> Iterator[Session]:
    careless = replace(settings, brake=Brake(share=1.0, objects=1000))
    with open_session(careless, home_of(careless, home.root), "a test") as opened:
        yield opened


def write(folder: Path, files: Files) -> None:
    """Make the folder hold exactly these files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def next_files(draw: random.Random, files: Files) -> Files:
    """The files after somebody added, changed and removed some; never none."""
    after = dict(files)
    for name in NAMES:
        what = draw.choice(("keep", "keep", "write", "remove"))
        if what == "write":
            after[name] = draw.choice(TEXTS)
        elif what == "remove":
            after.pop(name, None)
    return after or {NAMES[0]: TEXTS[0]}


@pytest.mark.parametrize("seed", range(6))
def test_counts_say_what_somebody_did_to_the_folder(
    session: Session,
    tmp_path: Path,
    seed: int,
) -> None:
    draw = random.Random(seed)
    folder = tmp_path / "laws"
    before: Files = {}
    files: Files = {NAMES[0]: TEXTS[0]}
    write(folder, files)
    (source,) = session.register([str(folder)])
    session.begin()
    for _ in range(8):
        write(folder, files)
        found = collecting.collect(session, [source])["laws"]
        report = found.report
        kept = files.keys() & before.keys()
        assert report.seen == len(files) == report.new + report.changed + report.unchanged
        assert set(found.new) == files.keys() - before.keys()
        assert set(found.changed) == {name for name in kept if files[name] != before[name]}
        assert set(found.gone) == before.keys() - files.keys()
        assert report.gone == len(found.gone)
        known = session.catalog.objects.known(source.id)
        assert known.keys() == files.keys()
        assert found.held == []
        assert found.refusal is None
        before = files
        files = next_files(draw, files)


def test_a_file_that_comes_back_is_new_again(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "laws"
    both = {NAMES[0]: TEXTS[0], NAMES[1]: TEXTS[1]}
    write(folder, both)
    (source,) = session.register([str(folder)])
    session.begin()
    collecting.collect(session, [source])
    (folder / NAMES[1]).unlink()
    assert collecting.collect(session, [source])["laws"].gone == [NAMES[1]]
    write(folder, both)
    assert collecting.collect(session, [source])["laws"].new == [NAMES[1]]


# ── the brake ────────────────────────────────────────────────────────────────────────────────

BRAKES = [
    (10, 50, False),  # a fifth is allowed
    (11, 50, True),
    (9, 10, False),  # fewer than ten files are never held
    (10, 10, True),
    (0, 0, False),
    (10, 49, True),
    (100, 1000, False),
]


@pytest.mark.parametrize(("lost", "had", "holds"), BRAKES)
def test_the_brake_holds_more_than_a_fifth_and_at_least_ten(
    lost: int,
    had: int,
    holds: bool,
) -> None:
    assert Brake().holds(lost, had) is holds


@given(
    st.integers(0, 10).map(lambda tenths: tenths / 10),
    st.integers(0, 20),
    st.integers(0, 50),
    st.integers(0, 50),
)
def test_a_brake_that_holds_some_deletes_holds_more(
    share: float,
    objects: int,
    lost: int,
    more: int,
) -> None:
    brake = Brake(share, objects)
    had = lost + more
    if brake.holds(lost, had):
        assert brake.holds(lost + 1, had + 1)
        assert Brake(0.0, objects).holds(lost, had)
        assert Brake(share, 0).holds(lost, had)
    assert not Brake(1.0, objects).holds(lost, had)


# ── another try ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", [None, *REASONS])
def test_only_what_circumstances_may_have_caused_is_tried_again(code: str | None) -> None:
    tries = [may_try_again(code, attempts) for attempts in range(ATTEMPTS + 2)]
    expected = code in TRANSIENT
    assert tries == [expected] * ATTEMPTS + [False, False]


def container(session: Session, **changes: Any) -> KnownObject:
    """An archive that was taken apart under the present rules."""
    values: dict[str, Any] = dict.fromkeys(KnownObject.__dataclass_fields__)
    values |= {
        "id": 1,
        "path": "案卷.zip",
        "state": ObjectState.IGNORED,
        "sha256": "ab" * 32,
        "attempts": 0,
        "missing": False,
        "unpacked_key": unpack_key(session, "ab" * 32),
    }
    return KnownObject(**(values | changes))


FAILED = {"state": ObjectState.QUARANTINED, "code": "timeout", "attempts": 1}

DUE: list[tuple[dict[str, Any], bool]] = [
    ({}, False),
    ({"unpacked_key": None}, False),
    ({"sha256": None}, False),
    ({"unpacked_key": "made by older rules"}, True),
    ({"unpacked_key": ""}, True),
    ({"unpacked_key": "old", "path": "案卷.zip!/b.zip"}, False),
    (FAILED, True),
    (FAILED | {"attempts": ATTEMPTS}, False),
    (FAILED | {"code": "corrupt"}, False),
    (FAILED | {"document_key": "a mail that was read"}, False),
    (FAILED | {"unpacked_key": None}, False),
    (FAILED | {"code": "corrupt", "unpacked_key": "old"}, True),
]


@pytest.mark.parametrize(("changes", "due"), DUE, ids=[str(changes) for changes, _ in DUE])
def test_when_a_container_is_taken_apart_again(
    session: Session,
    changes: dict[str, Any],
    due: bool,
) -> None:
    assert is_due(session, container(session, **changes)) is due


def test_a_container_failed_where_it_is_set_aside_and_was_never_read(session: Session) -> None:
    assert could_not_be_unpacked(container(session, **FAILED))
    assert not could_not_be_unpacked(container(session))
    assert not could_not_be_unpacked(container(session, **FAILED, document_key="read"))


DECIDING = {"max_bytes", "max_expanded_bytes", "max_parts", "max_nesting", "max_expansion"}


@pytest.mark.parametrize("limit", [field.name for field in fields(Limits)])
def test_a_limit_takes_containers_apart_again_where_it_decides(
    session: Session, limit: str
) -> None:
    before = unpack_key(session, "ab")
    assert unpack_key(session, "cd") != before
    limits = session.settings.ingestion
    changed = replace(limits, **{limit: getattr(limits, limit) + 1})
    session.settings = replace(session.settings, ingestion=changed)
    assert (unpack_key(session, "ab") != before) is (limit in DECIDING)
