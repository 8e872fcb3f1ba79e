"""Tags in a run: what the UI shows of them, what the check warns of, and what an unchanged run does."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from configs.settings import Settings
from corpus.hashing import text_hash
from corpus.records import Answer, TagDecision
from pipelines._instance import open_instance
from pipelines.report import RunReport, SchemeReport
from pipelines.stages.auditing import tags_measured
from storage.catalog import Catalog
from storage.catalog.models import NewModel
from storage.home import Home
from tagging.model_figures import AcceptanceRow, CurvePoint, model_task
from tests.pipelines.conftest import Run
from tests.pipelines.test_checks import results  # noqa: F401 - a fixture

Results = Callable[[], dict[str, Any]]
SCHEME = """\
name: pay
version: 1
title: Pay
description: Pay and its time.
accept: rules
values:
  - value: wages
    name: Wages
    definition: Wages.
    rules:
      - {{id: pay-wages, pattern: '{pattern}', weight: {weight}}}
  - value: {other}
    name: Hours
    definition: Hours of work.
    rules:
      - {{id: pay-hours, pattern: '工时', part: any, weight: 0.3}}
"""
LACKING = "the scheme pay no longer has the value 'hours'"


def write(folder: Path, **changes: str) -> None:
    words = {"pattern": "工资", "weight": "0.9", "other": "hours", **changes}
    (folder / "pay.yaml").write_text(SCHEME.format(**words), encoding="utf-8")


@pytest.fixture
def schemes(tmp_path: Path) -> Path:
    """The folder with the scheme of a user."""
    folder = tmp_path / "schemes"
    folder.mkdir()
    write(folder)
    return folder


@pytest.fixture
def settings(settings: Settings, schemes: Path) -> Settings:
    """That scheme, and of those of lexops the one of union subjects."""
    from tagging.schemes.loading import load_schemes

    off = tuple(name for name in load_schemes() if name != "union")
    options = replace(settings.tagging, schemes=str(schemes), off=off)
    return replace(settings, tagging=options)


def shown(home: Home) -> dict[str, str]:
    """The metadata of the asset in the UI."""
    with open_instance(home) as instance:
        event = instance.get_latest_materialization_event(dg.AssetKey("core__tags"))
    assert event is not None
    assert event.asset_materialization is not None
    return {name: str(value.value) for name, value in event.asset_materialization.metadata.items()}


def test_the_ui_shows_values_changes_confidence_and_doubts(
    run_job: Run,
    laws: Path,
    schemes: Path,
    home: Home,
    results: Results,  # noqa: F811
) -> None:
    report = run_job(laws)
    found = shown(home)
    assert (report.passages, found["tagged in this run"]) == (12, "24")
    assert "| pay | 12 | 100.0% | 3 | 12 |" in found["schemes"]
    assert "| wages | Wages | 12 |  | 0 |" in found["pay: values"]
    assert "| hours | Hours | 0 |  | 3 |" in found["pay: values"]
    uncertain = found["pay: least certain"].splitlines()
    assert "| hours | 0.30 | suggestion | rule pay-hours: “工时” in " in uncertain[2]
    assert "`lexops show ID`" in uncertain[-1]
    assert "| 0.9 – 1.0 | 12 | 0 |" in found["pay: confidence"]
    assert found["pay: confidence"].startswith("![Bars of tags")
    assert "data:image/svg+xml;base64," in found["pay: confidence"]
    assert "| 工资与工时 | 工资与工时 | from " in found["union: accepted without a person"]
    check = results()["tags_measured"]
    assert check.passed
    assert check.metadata["schemes without a measured precision"].value == 1

    write(schemes, pattern="工资(?=，[^。]{0,20}第2项)")
    report = run_job()
    assert (report.parsed, report.embedded) == (0, 0)
    assert report.tagged == 12
    assert report.index_writes == 12 - report.tags["pay"].tagged > 0
    found = shown(home)
    change = report.tags["pay"].by_value["wages"] - 12
    assert f"| wages | Wages | {12 + change} | {change} | 0 |" in found["pay: values"]
    assert report.tags["union"].by_value
    assert "| +0 |" in found["union: values"]


@pytest.mark.parametrize("broken", ["values: []", "- a", "{"])
def test_a_wrong_scheme_stops_the_run_and_earlier_tags_stay(
    run: Run, laws: Path, schemes: Path, home: Home, broken: str
) -> None:
    from tagging.schemes.loading import SchemeError

    run(laws)
    (schemes / "pay.yaml").write_text(broken)
    with pytest.raises(SchemeError, match=r"pay\.yaml"):
        run()
    with home.reading_catalog() as catalog:
        assert catalog.tags.counts()["pay"].by_value == {"wages": 12}


def test_an_unchanged_run_loads_neither_scikit_learn_nor_a_model(
    run: Run, laws: Path, settings: Settings, home: Home
) -> None:
    report = run(laws)
    assert report.tagged == 24
    before = [report.tags, run().tags]
    program = (
        "import json, sys\n"
        "from dataclasses import replace\n"
        "from pathlib import Path\n"
        "from configs.loading import home_of, load\n"
        "from pipelines.session import open_session\n"
        "from storage.blobs import Blobs\n"
        "from tests.faults import runs\n"
        "root, schemes, off = Path(sys.argv[1]), sys.argv[2], tuple(json.loads(sys.argv[3]))\n"
        "made = load('ci', root, {})\n"
        "options = replace(made.tagging, schemes=schemes, off=off)\n"
        "made = replace(made, processes=1, tagging=options)\n"
        "with open_session(made, home_of(made, root), 'a test') as session:\n"
        "    session.begin()\n"
        "    chosen = session.register([])\n"
        "    runs.work_through(session, chosen)\n"
        "heavy = [name for name in ('sklearn', 'skops', 'scipy', 'rdflib') if name in sys.modules]\n"
        "print(json.dumps([session.report.tagged, session.report.index_writes, heavy]))\n"
    )
    options = settings.tagging
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            program,
            str(home.root),
            options.schemes,
            json.dumps(list(options.off)),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout.splitlines()[-1]) == [0, 0, []]
    assert before[0] == before[1]


def decide(home: Home, answers: dict[str, Answer]) -> None:
    """Decide about the wages of passages."""
    with home.writer("a test"), home.catalog() as catalog:
        rows = {row["id"]: row for row in catalog.passages.rows()}
        decisions = [
            TagDecision(
                "pay",
                "wages",
                answer,
                "anna",
                "2026-01-01T10:00:00+00:00",
                "",
                id_,
                text_hash(rows[id_]["text"]),
                rows[id_]["context"],
                rows[id_]["text"],
            )
            for id_, answer in answers.items()
        ]
        catalog.tag_decisions.put(decisions)


def test_rejected_tags_are_counted_over_runs_and_reported(run: Run, laws: Path, home: Home) -> None:
    run(laws)
    with home.reading_catalog() as catalog:
        ids = [row["id"] for row in catalog.passages.rows()]
    decide(home, {ids[0]: Answer.NO})
    report = run()
    assert (report.tags["pay"].confirmed, report.tags["pay"].rejected) == (0, 1)
    decide(home, {ids[1]: Answer.NO, ids[2]: Answer.YES})
    report = run()
    assert (report.tags["pay"].confirmed, report.tags["pay"].rejected) == (1, 2)
    assert report.tags["pay"].tagged == 10
    assert run().tags == report.tags


class CheckSession:
    """A session for the check: settings, the catalog, and a report that may be empty."""

    def __init__(self, settings: Settings, catalog: Catalog, tags: dict[str, SchemeReport]) -> None:
        self.settings = settings
        self.catalog = catalog
        self.report = RunReport(tags=tags)


AUDITS = {
    "none": (SchemeReport(), []),
    "one error is chance": (SchemeReport(confirmed=9, rejected=1), []),
    "as promised": (SchemeReport(confirmed=92, rejected=8), []),
    "too many": (SchemeReport(confirmed=80, rejected=20), ["rejected tags"]),
    "all of five": (SchemeReport(rejected=5), ["rejected tags"]),
    "other documents": (SchemeReport(drift="mean length, 30 documents"), ["other documents"]),
}


@pytest.mark.parametrize(("report", "found"), AUDITS.values(), ids=AUDITS)
def test_what_reviewers_reject_and_other_documents_are_warnings(
    run: Run,
    laws: Path,
    home: Home,
    settings: Settings,
    report: SchemeReport,
    found: list[str],
) -> None:
    run(laws)
    with home.reading_catalog() as catalog:
        session: Any = CheckSession(settings, catalog, {"pay": report})
        verdict = tags_measured(session)
    assert [row[1] for row in verdict.rows if row[1] != "accepted"] == found
    assert (verdict.passed, verdict.refuses) == (not found, False)


def test_decisions_without_a_value_and_models_of_another_version_are_warnings(
    run_job: Run,
    laws: Path,
    schemes: Path,
    home: Home,
    results: Results,  # noqa: F811
) -> None:
    run_job(laws)
    with home.writer("a test"), home.catalog() as catalog:
        id_ = next(iter(catalog.passages.rows()))["id"]
        answer = (Answer.YES, "anna", "2026-01-01T10:00:00+00:00", "", id_, "0" * 32, "", "x")
        catalog.tag_decisions.put([TagDecision("pay", "hours", *answer)])
        model = NewModel("m", "0" * 64, "f", "d", 3, "", {}, "2026-01-01")
        catalog.models.promote(catalog.models.add(replace(model, task=model_task("pay"))))
    write(schemes, other="shifts")
    run_job()
    check = results()["tags_measured"]
    assert not check.passed
    assert check.severity is dg.AssetCheckSeverity.WARN
    assert check.description == "1 × model of another version; 1 × unknown value"
    table = str(check.metadata["what was found"].value)
    assert LACKING in table
    assert "made for version 3, and the scheme has version 1" in table


def test_the_figures_of_the_live_model_are_shown(run_job: Run, laws: Path, home: Home) -> None:
    values = [
        AcceptanceRow("wages", 40, 0.9, 0.8, 0.85, 0.7, "value", 0.93, 61, 20),
        AcceptanceRow("hours", 3, 0.0, 0.0, 0.0, None, "none", 0.0, 0, 0),
    ]
    from dataclasses import asdict

    metrics = {
        "micro_f1": 0.75,
        "values": [asdict(row) for row in values],
        "reliability": [[0.1, 0.12, 30], [0.9, 0.8, 31]],
        "confusion": [[30, 2, 1], [0, 5, 0], [4, 0, 0]],
        "learning_curve": [asdict(CurvePoint(10, 0.5, 0.4)), asdict(CurvePoint(40, 0.75, 0.7))],
    }
    with home.writer("a test"), home.catalog() as catalog:
        model = NewModel(model_task("pay"), "0" * 64, "f", "d", 1, "", metrics, "2026-01-01")
        catalog.models.promote(catalog.models.add(model))
    run_job(laws)
    found = shown(home)
    assert "| micro F1 | 0.750 |" in found["pay: trained model"].replace("f1", "F1")
    accepted = found["pay: accepted without a person"]
    assert "| from 0.70, by value | 0.930 (61 decisions, 20 documents) |" in accepted
    assert "| hours | 3 | 0.000 | 0.000 | 0.000 | never: a suggestion |  |" in accepted
    reliability = found["pay: reliability"]
    assert "![Share that is right by mean probability: 0.10 → 0.12, 0.90 → 0.80]" in reliability
    assert "| 0.900 | 0.800 | 31 |" in reliability
    assert "| 40 | 0.750 | 0.700 |" in found["pay: learning curve"]
    errors = found["pay: taken for another"].splitlines()
    assert errors[0].startswith("35 values are predicted rightly")
    assert errors[4:] == [
        "| none | wages | 4 |",
        "| wages | hours | 2 |",
        "| wages | none | 1 |",
    ]
