"""Homes whose index lies in each of the engines, and somebody to damage it."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from configs.loading import load
from configs.settings import Index, Settings
from indexing import stores
from indexing.store import IndexStore
from indexing.testing.memory_store import MemoryDisk, MemoryStore
from pipelines.reconciliation import Depth, Reconciled
from pipelines.session import open_session
from pipelines.stages import reconciling
from storage.home import Home
from tests.faults import runs
from tests.opensearch import sweep
from tests.pipelines.tamperers import LanceTamperer, MemoryTamperer, OpenSearchTamperer, Tamperer

ENGINES = ("memory", "lancedb", "opensearch")
ROWS = 6
WHOLE = Depth(sample=None, seed="a test")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two laws of three articles each, made once."""
    from tests.pipelines.conftest import statute  # which imports these fixtures

    folder = tmp_path_factory.mktemp("reconcile")
    (folder / "laws").mkdir()
    for title in ("云岭市工资支付条例", "云岭市工时管理条例"):
        (folder / "laws" / f"{title}.md").write_text(statute(title), encoding="utf-8")
    runs.run(folder / "home", [folder / "laws"])
    return folder / "home"


@dataclass
class Bench:
    """A home whose index lies in one of the engines, and somebody who damages it."""

    home: Home
    tamperer: Tamperer
    name: str

    @property
    def settings(self) -> Settings:
        return load(
            "ci",
            self.home.root,
            {},
        )

    def run(self) -> None:
        runs.run(self.home.root)

    def store(self) -> IndexStore:
        return stores.open_store(
            self.settings.index.store,
            self.settings.index.location or str(self.home.index),
            self.settings.index,
        )

    def reconcile(
        self,
        *,
        repair: bool = False,
        depth: Depth = WHOLE,
    ) -> Reconciled:
        with open_session(
            self.settings,
            self.home,
            "a test",
        ) as session:
            return reconciling.reconcile(
                session,
                depth,
                repair=repair,
            )

    def held(self) -> list[tuple[object, ...]]:
        """All that readers could see, to the last digit."""
        store = self.store()
        reader = store.open()
        held = reader.stored_rows([one for one, _ in reader.hashes()])
        reader.close()
        store.close()
        return [
            (
                one.id,
                one.row,
                None if one.vector is None else one.vector.tobytes(),
                one.inconsistent,
            )
            for one in held
        ]


@pytest.fixture(params=ENGINES)
def bench(
    request: pytest.FixtureRequest,
    template: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Bench]:
    """The template's home in each engine."""
    home = Home(tmp_path / "home")
    shutil.copytree(template, home.root)
    if request.param == "lancedb":
        yield Bench(
            home,
            LanceTamperer(home.index),
            request.param,
        )
        return
    shutil.rmtree(home.index)
    if request.param == "memory":
        disk = MemoryDisk()
        monkeypatch.setattr(
            stores,
            "open_store",
            lambda *_: MemoryStore(disk),
        )
        monkeypatch.setattr(
            stores,
            "find_live",
            lambda *_: (live := MemoryStore(disk).live()) and stores.Live(live.name, live.version),
        )
        made = Bench(
            home,
            MemoryTamperer(disk),
            request.param,
        )
        made.run()
        yield made
        return
    index = Index(
        store="opensearch",
        location=request.getfixturevalue("opensearch"),
        prefix=f"r{uuid.uuid4().hex[:8]}",
    )
    (home.root / "lexops.toml").write_text(
        f'[index]\nstore = "opensearch"\nlocation = "{index.location}"\nprefix = "{index.prefix}"\n'
    )
    made = Bench(
        home,
        OpenSearchTamperer(index),
        request.param,
    )
    made.run()
    yield made
    sweep(index.location or "", index)


@pytest.fixture
def lance(template: Path, tmp_path: Path) -> Bench:
    """The template's home, in LanceDB."""
    home = Home(tmp_path / "home")
    shutil.copytree(template, home.root)
    return Bench(
        home,
        LanceTamperer(home.index),
        "lancedb",
    )
