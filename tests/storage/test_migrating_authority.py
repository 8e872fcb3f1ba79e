"""A catalog of the version before gets claims, trust and cautions, and its rows stay as they were."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

import storage
from cli.main import run
from corpus.records import Source, Trust, Verdict
from storage.catalog import Catalog, _versions, open_catalog, state_of
from storage.catalog._engine import connect
from storage.catalog.claim_filters import ClaimFilter
from storage.catalog.claims import ClaimDecision
from storage.home import Home
from tests.pipelines.conftest import statute
from tests.storage.test_claims import weighed

MIGRATIONS = Path(storage.__file__).parent / "migrations"
BEFORE = "0007"
KEY = "k" * 32
LAW = "云岭市夜班条例"


def make_older(url: str, folder: Path, scripts: Path) -> None:
    """Make a catalog of the version before, with a law that was read, structured and resolved."""
    shutil.copytree(MIGRATIONS, scripts)
    for path in (scripts / "versions").glob("0*.py"):
        if path.name[:4] > BEFORE:
            path.unlink()
    engine = connect(url)
    _versions.upgrade(engine, None, scripts)
    rows: dict[str, dict[str, Any]] = {
        "sources": {
            "id": 7,
            "name": "laws",
            "location": str(folder),
            "include": '["**"]',
            "exclude": "[]",
            "registered_at": "2026-01-01T00:00:00+00:00",
        },
        "objects": {
            "id": 3,
            "source_id": 7,
            "path": f"{LAW}.md",
            "uri": f"file://{folder}/{LAW}.md",
            "size": 1,
            "mtime_ns": 1,
            "ctime_ns": 1,
            "sha256": "a" * 64,
            "state": "indexed",
            "missing": False,
            "attempts": 0,
            "structure_key": KEY,
            "work": LAW,
        },
        "structures": {
            "key": KEY,
            "document_key": KEY,
            "kind": "statute",
            "work": LAW,
            "units": 1,
            "effects": '[{"work": "x"}]',
            "attempts": 0,
        },
        "works": {"work": LAW, "resolved_key": KEY},
        "runs": {
            "id": 1,
            "started": "2026-01-01T00:00:00+00:00",
            "finished": "2026-01-01T00:00:01+00:00",
            "report": '{"exit": 0}',
        },
    }
    with engine.begin() as connection:
        for table, values in rows.items():
            names = ", ".join(f":{name}" for name in values)
            insert = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({names})"
            connection.execute(text(insert), values)
    assert _versions.stored_revision(engine) == BEFORE
    engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "laws"
    folder.mkdir()
    (folder / f"{LAW}.md").write_text(statute(LAW), encoding="utf-8")
    return folder


@pytest.fixture
def older(url: str, folder: Path, tmp_path: Path) -> str:
    make_older(url, folder, tmp_path / "scripts")
    assert state_of(url) == "older"
    return url


def test_sources_are_reprints_and_nothing_is_claimed(older: str, folder: Path) -> None:
    with open_catalog(older) as catalog:
        (known,) = catalog.sources.all()
        assert known.source == Source("laws", str(folder), trust=Trust.REPRINT)
        assert catalog.claims.stated() == {}
        assert catalog.claims.incoming() == {}
        assert catalog.claims.decisions() == {}
        assert catalog.identities.groups() == {}
        assert catalog.claim_lists.page(ClaimFilter(stored=False), 50).total == 0
        assert catalog.runs.last_report() == {"exit": 0}
    engine = connect(older)
    with engine.connect() as connection:
        assert _versions.differences(connection) == []
        row = connection.execute(text("SELECT state, work, identity FROM objects")).one()
    engine.dispose()
    assert tuple(row) == ("indexed", LAW, None)


def decide(catalog: Catalog) -> None:
    claim = weighed("决定", LAW, verdict=Verdict.OPEN)
    catalog.claims.commit({LAW: (KEY, [claim])})
    moment = "2026-02-01T00:00:00+00:00"
    catalog.claims.decide(ClaimDecision(claim.id, Verdict.REJECTED, "李工", "误报", moment, claim))


def test_claims_and_decisions_can_be_stored(older: str) -> None:
    with open_catalog(older) as catalog:
        decide(catalog)
        catalog.sources.set_trust({"laws": Trust.OFFICIAL})
    with open_catalog(older) as catalog:
        (decision,) = catalog.claims.decisions().values()
        assert (decision.who, decision.why) == ("李工", "误报")
        assert catalog.claim_lists.totals().by_source == {"laws": 1}
        assert [known.source.trust for known in catalog.sources.all()] == [Trust.OFFICIAL]


def test_commands_work_on_a_home_of_the_version_before(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Home(tmp_path / "home")
    home.make()
    make_older(f"sqlite:///{home.root / 'catalog.db'}", folder, tmp_path / "scripts")

    def ask(*arguments: str) -> Any:
        capsys.readouterr()
        assert run([*arguments, "--json", "--home", str(home.root), "--profile", "ci"]) == 0
        return json.loads(capsys.readouterr().out)

    assert ask("claims", "list") == {"claims": [], "total": 0, "more": 0}
    (source,) = ask("sources", "list")["sources"]
    assert source["trust"] == "reprint"
    assert ask("status")["claims"] == {"open": 0, "applied": 0, "by_source": {}}
    report = ask("run")
    assert (report["parsed"], report["passages"]) == (1, 3)
    assert report["claims"] == {"open": 0, "applied": 0, "new_open": 0, "by_source": {}}
    (expression,) = ask("show", LAW)["expressions"]
    assert expression["id"] == f"{LAW}@2020-05-01"
