"""A folder of hostile files goes through an update like any other: each ends in one state, and nothing else is touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from configs.settings import Settings
from corpus.errors import REASONS
from ingestion.limits import Limits
from tests.hostile.files import SECRET, Bait, all_files
from tests.hostile.test_hostile import listing
from tests.pipelines.conftest import Run, statute

EVERY = 20
TRADES = (
    "港航",
    "配送",
    "建筑",
    "纺织",
    "采石",
    "制茶",
    "印染",
    "养蜂",
    "造纸",
    "渔业",
    "林业",
    "客运",
    "家政",
    "护理",
    "旅店",
    "影视",
    "快递",
    "保洁",
    "电镀",
    "制药",
)
LARGEST = 300_000  # bytes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Every so many of the hostile files, the large and the endless ones aside, and good laws enough that most passages are law.

    Where most are floods of one character the gate refuses the index, and is right: they are not found by their own words.
    """
    (tmp_path / "bait.txt").write_text(SECRET, encoding="ascii")
    place = tmp_path / "archive"
    place.mkdir()
    every = [
        one
        for one in all_files(Bait(tmp_path / "bait.txt"))
        if not one.slow and len(one.data) <= LARGEST
    ]
    for one in every[::EVERY]:
        (place / one.name).write_bytes(one.data)
    for trade in TRADES:
        (place / f"云岭市{trade}用工条例.md").write_text(
            statute(
                f"云岭市{trade}用工条例",
                articles=60,
                say=f"{trade}企业应当按月支付工资",
            ),
            encoding="utf-8",
        )
    return place


def test_every_file_of_a_hostile_folder_ends_in_one_state(
    run: Run,
    folder: Path,
    tmp_path: Path,
    settings: Settings,
    state: Callable[[], dict[str, tuple[str, str | None]]],
) -> None:
    before = {path: what for path, what in listing(tmp_path).items() if not path.startswith("home")}
    settings = replace(
        settings,
        ingestion=Limits(max_expanded_bytes=64 * 1024**2),
        processes=2,
    )
    report = run(folder, settings=settings)
    ends = state()
    assert {path.partition("!/")[0] for path in ends} == {
        f"archive/{path.name}" for path in folder.iterdir()
    }
    assert len(list(folder.iterdir())) > 30
    states = Counter(what for what, _ in ends.values())
    assert states.keys() <= {"indexed", "duplicate", "quarantined", "ignored"}
    assert {code for what, code in ends.values() if what == "quarantined"} <= REASONS.keys() - {
        "failed",
        "crashed",
    }
    assert report.refused == []
    assert all(ends[f"archive/云岭市{trade}用工条例.md"] == ("indexed", None) for trade in TRADES)
    assert report.sources["archive"].quarantined == states["quarantined"]
    assert {
        path: what for path, what in listing(tmp_path).items() if not path.startswith("home")
    } == before
    again = run(folder, settings=settings)
    assert (again.parsed, again.embedded, again.index_writes) == (0, 0, 0)
    assert state() == ends
