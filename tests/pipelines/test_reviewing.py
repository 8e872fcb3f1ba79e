"""The warning checks of identity and authority: what a person has to see is seen on the day, and nothing is held back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from configs.settings import Settings, SourceOptions
from corpus.errors import ExitStatus
from corpus.records import DocumentFacts, Rank, Verdict
from pipelines._instance import open_instance
from pipelines.stages.reviewing import find_namesakes, find_two_issuers, find_unlike_versions
from storage.catalog.claims import ClaimDecision
from storage.home import Home
from tests.pipelines.conftest import Run, statute
from tests.pipelines.test_checks import results, table_of  # noqa: F401 - a fixture

Results = Callable[[], dict[str, Any]]
NIGHT = "云岭市夜班条例"


def ending(title: str, *targets: str) -> str:
    named = "、".join(f"《{target}》" for target in targets)
    return (
        statute(title, date="2021-03-04")
        + f"\n第四条 本条例自2021年5月1日起施行。{named}同时废止。\n"
    )


@pytest.fixture
def unofficial(settings: Settings) -> Settings:
    """A source whose files change nothing: whatever its documents say is a claim."""
    return replace(settings, sources={"laws": SourceOptions(trust="unofficial")})


def shown_of_passages(home: Home) -> Any:
    """The metadata of the asset in the UI."""
    with open_instance(home) as instance:
        event = instance.get_latest_materialization_event(dg.AssetKey("core__passages"))
    assert event is not None
    return event.asset_materialization.metadata  # type: ignore[union-attr]


def decide(home: Home, verdict: Verdict) -> None:
    with home.writer("a test"), home.catalog() as catalog:
        (act,) = catalog.claims.all()
        catalog.claims.decide(
            ClaimDecision(act.id, verdict, "李工", "见公报", "2026-01-01T00:00:00+00:00", act)
        )


def test_claims_and_ended_works_are_warnings_of_the_run_in_which_they_came(
    run_job: Run,
    laws: Path,
    unofficial: Settings,
    home: Home,
    results: Results,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (laws / f"{NIGHT}.md").write_text(statute(NIGHT), encoding="utf-8")
    report = run_job(laws, settings=unofficial)
    assert report.as_json()["claims"] == {"open": 0, "applied": 0, "new_open": 0, "by_source": {}}
    assert results()["authority_reviewed"].passed
    assert results()["identity_sound"].passed

    text = ending("云岭市轮班条例", NIGHT)
    (laws / "云岭市轮班条例(2021-03-04).md").write_text(text, encoding="utf-8")
    report = run_job(settings=unofficial)
    assert (report.exit, report.refused) == (ExitStatus.DONE, [])
    assert report.as_json()["claims"] == {
        "open": 1,
        "applied": 0,
        "new_open": 1,
        "by_source": {"laws": 1},
    }
    found = results()["authority_reviewed"]
    assert (found.passed, found.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert found.metadata["open claims"].value == 1
    assert "| open claim | REPEAL 云岭市夜班条例 from 2021-05-01 | 云岭市轮班条例 |" in table_of(
        found
    )
    assert "laws: 云岭市轮班条例(2021-03-04).md" in table_of(found)
    with home.reading_catalog() as catalog:
        (act,) = catalog.claims.all()
    assert f"| {act.id} |" in table_of(found)  # `lexops claims accept` needs it
    shown = shown_of_passages(home)
    assert shown["open claims, new"].value == 1
    open_claims = str(shown["newest open claims"].value)
    assert "| REPEAL 云岭市夜班条例 from 2021-05-01 | 云岭市轮班条例 |" in open_claims
    assert "| laws | 0 | 1 |" in str(shown["open claims by source"].value)
    monkeypatch.setattr("pipelines.stages.reviewing.EXAMPLES", 0)
    assert run_job(settings=unofficial).as_json()["claims"]["new_open"] == 0
    found = results()["authority_reviewed"]
    assert not found.passed
    assert "1 of these are not in the table" in found.description
    monkeypatch.undo()

    decide(home, Verdict.ACCEPTED)
    claims = run_job(settings=unofficial).claims
    assert (claims.open, claims.applied, [act.target for act in claims.ended]) == (0, 1, [NIGHT])
    shown = shown_of_passages(home)
    assert "REPEAL 云岭市夜班条例" in str(shown["works ended in this run"].value)
    assert "| 2021 | " in str(shown["effects by year and issuer"].value)
    assert "newest open claims" not in shown
    found = results()["authority_reviewed"]
    assert (found.passed, found.metadata["works ended in this run"].value) == (False, 1)
    assert "| took effect | REPEAL 云岭市夜班条例 from 2021-05-01 |" in table_of(found)
    assert run_job(settings=unofficial).claims.ended == []
    assert results()["authority_reviewed"].passed

    decide(home, Verdict.REJECTED)
    claims = run_job(settings=unofficial).claims
    assert (claims.open, claims.applied, claims.ended) == (0, 0, [])


def test_a_source_that_adds_claims_is_seen_on_the_day(
    run_job: Run,
    laws: Path,
    unofficial: Settings,
    results: Results,  # noqa: F811
) -> None:
    run_job(laws, settings=unofficial)
    titles = [path.stem for path in laws.iterdir()]
    for number in "一二":
        text = ending(f"云岭市第{number}通知条例", *titles)
        (laws / f"{number}.md").write_text(text, encoding="utf-8")
    assert run_job(settings=unofficial).claims.open >= 5
    found = results()["identity_sound"]
    assert (found.passed, found.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert "| claims grow | laws | 0 open claims after the last run, now " in table_of(found)
    run_job(settings=unofficial)
    assert results()["identity_sound"].metadata["claims grow"].value == 0


def test_versions_of_one_work_are_compared_by_their_articles(
    run: Run, laws: Path, home: Home
) -> None:
    dates = ("2015-05-01", "2017-05-01")
    for date in dates:
        text = statute(NIGHT, date=date, articles=4)
        (laws / f"{NIGHT}({date}).md").write_text(text.replace("第4项", date), encoding="utf-8")
    run(laws)
    with home.reading_catalog() as catalog:
        articles = catalog.identities.articles()
        shared = catalog.identities.shared()
    assert list(articles) == [NIGHT]
    assert list(articles[NIGHT]) == [f"{NIGHT}@{date}" for date in dates]
    old, new = articles[NIGHT].values()
    assert (len(old), len(new), len(old & new)) == (4, 4, 3)
    assert all(text.startswith("用人单位应当") for text in old | new)  # without its label
    assert list(find_unlike_versions(articles, shared)) == []
    paths = [document.path for document in shared[NIGHT]]
    assert paths == [f"{NIGHT}({date}).md" for date in dates]


def facts(*issuers: str, path: str = "a.md") -> DocumentFacts:
    return DocumentFacts("休息法", "休息法", issuers=issuers, source="laws", path=path)


ISSUERS = {
    "one issuer": ([("云岭市人民政府",), ("云岭市人民政府",)], False),
    "two issuers": ([("云岭市人民政府",), ("澜浦市人民政府",)], True),
    "a congress and its committee": (
        [("全国人民代表大会",), ("全国人民代表大会常务委员会",)],
        False,
    ),
    "committees of two places": (
        [("云岭市人民代表大会常务委员会",), ("澜浦市人民代表大会常务委员会",)],
        True,
    ),
    "a body and its successor": ([("劳动部",), ("人力资源和社会保障部",)], False),
    "jointly and alone": ([("云岭市人民政府", "云岭市总工会"), ("云岭市总工会",)], False),
    "a former body and the one of its earlier name": (
        [("国家食品药品监督管理局",), ("国家药品监督管理局",)],
        False,
    ),
    "one that is not known": ([("云岭市人民政府",), ()], False),
    "the third": ([("甲市人民政府",), ("甲市人民政府",), ("乙市人民政府",)], True),
}


@pytest.mark.parametrize(("issuers", "expected"), ISSUERS.values(), ids=ISSUERS)
def test_works_with_two_issuers(issuers: list[tuple[str, ...]], expected: bool) -> None:
    documents = [facts(*names, path=f"{index}.md") for index, names in enumerate(issuers)]
    found = list(find_two_issuers({"休息法": documents}))
    assert bool(found) is expected
    for what, work, words in found:
        assert (what, work) == ("two issuers", "休息法")
        assert "laws: 0.md" in words


OLD = frozenset({"甲", "乙", "丙"})
VERSIONS = {
    "one article in common": ([OLD, frozenset({"丁", "戊", "丙"})], 0),
    "none in common": ([OLD, frozenset({"丁", "戊", "己"})], 1),
    "too short to say": ([OLD, frozenset({"丁"})], 0),
    "the third": ([OLD, OLD, frozenset({"丁", "戊", "己"})], 1),
    "one version": ([OLD], 0),
}


@pytest.mark.parametrize(("texts", "expected"), VERSIONS.values(), ids=VERSIONS)
def test_versions_without_common_articles(texts: list[frozenset[str]], expected: int) -> None:
    versions = {f"休息法@{2000 + index}-05-01": found for index, found in enumerate(texts)}
    assert len(list(find_unlike_versions({"休息法": versions}, {}))) == expected


NEW = frozenset({"丁", "戊", "己"})
HEAD_NOTES = {
    "the days of both versions": (("2000-04-20", "2001-05-01"), 0),
    "the day of the version alone": (("2001-05-01",), 1),
    "the day of another version": (("1990-01-01", "2001-05-01"), 1),
    "only the day of the earlier version": (("2000-05-01",), 1),
}


@pytest.mark.parametrize(("dates", "expected"), HEAD_NOTES.values(), ids=HEAD_NOTES)
def test_a_revision_whose_head_note_names_the_earlier_version_is_no_reason_to_look(
    dates: tuple[str, ...],
    expected: int,
) -> None:
    versions = {"休息法@2000-05-01": OLD, "休息法@2001-05-01": NEW}
    documents = [facts("云岭市人民政府"), replace(facts("云岭市人民政府"), dates=dates)]
    found = find_unlike_versions({"休息法": versions}, {"休息法": documents})
    assert len(list(found)) == expected


def test_texts_without_a_date_are_no_versions_of_one_another() -> None:
    versions = {"休息法@2000-05-01": OLD, "休息法@undated-0a1b2c3d": NEW}
    assert list(find_unlike_versions({"休息法": versions}, {})) == []


def test_only_punctuation_and_width_make_no_other_article() -> None:
    versions = {
        "休息法@2000-05-01": frozenset({"第（1）项，甲。", "乙", "丙"}),
        "休息法@2001-05-01": frozenset({"第(1)项 甲", "丁", "戊"}),
    }
    assert list(find_unlike_versions({"休息法": versions}, {})) == []


def test_documents_with_the_title_of_a_law_are_shown_by_law_the_highest_rank_first() -> None:
    letter = "has the title of 值班通知, but nothing shows that it is the same work"
    law = "has the title of 休息法, and another body made it"
    findings = [(f"{number}.txt", letter) for number in range(9)] + [("z.txt", law)]
    found = list(find_namesakes(findings, {"休息法": Rank.LAW}))
    assert found == [
        ("same title", "休息法", f"z.txt: {law}"),
        ("same title", "值班通知", f"0.txt、1.txt、2.txt and 6 more: {letter}"),
    ]
    assert list(find_namesakes(findings[:9], {})) == found[1:]
