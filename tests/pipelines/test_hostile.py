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
LARGEST = 300_000  # bytes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Every so many of the hostile files, the large and the endless ones aside, and one good law."""
    (tmp_path / "bait.txt").write_text(SECRET, encoding="ascii")
    place = tmp_path / "archive"
    place.mkdir()
    every = [one for one in all_files(Bait(tmp_path / "bait.txt")) if not one.slow and len(one.data) <= LARGEST]
    for one in every[::EVERY]:
        (place / one.name).write_bytes(one.data)
    (place / "云岭市工资支付条例.md").write_text(statute("云岭市工资支付条例"), encoding="utf-8")
    return place


def test_every_file_of_a_hostile_folder_ends_in_one_state(
    run: Run, folder: Path, tmp_path: Path, settings: Settings, state: Callable[[], dict[str, tuple[str, str | None]]]
) -> None:
    before = {path: what for path, what in listing(tmp_path).items() if not path.startswith("home")}
    settings = replace(settings, ingestion=Limits(max_expanded_bytes=64 * 1024**2), processes=2)
    report = run(folder, settings=settings)
    ends = state()
    assert len(ends) == len(list(folder.iterdir())) > 30
    states = Counter(what for what, _ in ends.values())
    assert states.keys() <= {"indexed", "duplicate", "quarantined", "ignored"}
    assert {code for what, code in ends.values() if what == "quarantined"} <= REASONS.keys() - {"failed", "crashed"}
    assert ends["archive/云岭市工资支付条例.md"] == ("indexed", None)
    assert report.sources["archive"].quarantined == states["quarantined"]
    assert {path: what for path, what in listing(tmp_path).items() if not path.startswith("home")} == before
    again = run(folder, settings=settings)
    assert (again.parsed, again.embedded, again.index_writes) == (0, 0, 0)
    assert state() == ends
