"""A trained model in a run: it tags sentences, it is replaced, it is refused, and it goes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cli.main import run as lexops
from configs.settings import Settings
from corpus.records import TagProposal
from pipelines.report import RunReport
from pipelines.session import open_session
from pipelines.stages.tagging import MODEL_UNUSABLE, tag_passages
from storage.home import Home
from tests.pipelines.conftest import Run

_SENTENCES = (
    ("原告诉称，被告拖欠工资{n}千元，至今未付。", ["LB4"]),
    ("请求判令被告支付经济补偿金{n}万元。", ["LB3"]),
    ("被告辩称，双方签订了{n}年的劳动合同。", ["LB7"]),
    ("本院依法由审判员{n}人独任审理。", []),
)

_JUDGMENT = """云岭市河东区人民法院

民事判决书

（2021）沪0199民初{number}号

原告：甲某，女，1990年3月4日出生，住云岭市河东区。

被告：云岭市大江印染厂，住所地云岭市河西区。

原告甲某与被告云岭市大江印染厂劳动争议一案，本院于2021年3月4日立案受理后，公开开庭进行了审理。本案现已审理终结。

甲某向本院提出诉讼请求：被告拖欠工资{number}千元，至今未付。请求判令被告支付经济补偿金{number}万元。

印染厂辩称，双方签订了{number}年的劳动合同。

经审理查明：甲某2019年入职，月工资4500元。

本院认为，印染厂应当按时足额支付工资。判决如下：

一、驳回原告甲某的诉讼请求。

审判员　戊某

二〇二一年四月六日
"""


@pytest.fixture
def judgments(tmp_path: Path) -> Path:
    folder = tmp_path / "judgments"
    folder.mkdir()
    for number in (3, 4):
        (folder / f"{number}.txt").write_text(_JUDGMENT.format(number=number), "utf-8")
    return folder


@pytest.fixture
def train(tmp_path: Path, home: Home) -> Callable[..., None]:
    """Train on so many documents of our own sentences."""

    def do(documents: int, *options: str) -> None:
        path = tmp_path / "lines.jsonl"
        lines = [
            [{"sentence": text.format(n=n), "labels": labels} for text, labels in _SENTENCES]
            for n in range(1, documents + 1)
        ]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        assert _tags(home, "train", str(path), *options) == 0

    return do


@pytest.fixture
def tag(settings: Settings, home: Home) -> Callable[..., RunReport]:
    """Tag what is out of date."""

    def do(settings: Settings = settings) -> RunReport:
        with open_session(settings, home, "a test") as session:
            tag_passages(session)
            return session.report

    return do


def _tags(home: Home, command: str, *arguments: str) -> int:
    places = ("--home", str(home.root), "--profile", "ci")
    return lexops(["tags", command, "--scheme", "labour-elements", *arguments, *places])


def _proposals(home: Home) -> dict[str, list[TagProposal]]:
    """What is proposed in the scheme, by the sentence that is its evidence."""
    found: dict[str, list[TagProposal]] = {}
    with home.reading_catalog() as catalog:
        rows = {row["id"]: row["text"] for row in catalog.passages.rows()}
        for id_, schemes in catalog.tags.proposals(list(rows)).items():
            for proposal in schemes.get("labour-elements", ()):
                assert proposal.evidence is not None
                span = proposal.evidence
                found.setdefault(rows[id_][span.start : span.end], []).append(proposal)
    return found


def test_a_model_tags_sentences_is_explained_and_falls_back_to_rules(
    run: Run,
    tag: Callable[..., RunReport],
    train: Callable[..., None],
    judgments: Path,
    home: Home,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(judgments)
    tag()
    by_rules = _proposals(home)
    assert {proposal.method for found in by_rules.values() for proposal in found} == {"rules"}

    train(20)
    first = tag()
    assert (first.parsed, first.refused) == (0, [])
    assert first.tagged > 0
    assert first.embedded > 0
    by_model = _proposals(home)
    asked = next(sentence for sentence in by_model if "请求判令被告支付经济补偿金3万元" in sentence)
    assert "拖欠" not in asked
    best = by_model[asked][0]
    assert (best.value, best.method) == ("LB3", "model")
    assert best.probability > 0.5
    assert best.reason
    assert tag().tagged == 0

    with home.reading_catalog() as catalog:
        rows = {row["id"]: row["text"] for row in catalog.passages.rows()}
    capsys.readouterr()
    id_ = next(id_ for id_, text in rows.items() if asked in text)
    assert lexops(["show", id_, "--home", str(home.root), "--profile", "ci", "--json"]) == 0
    shown = capsys.readouterr().out
    assert best.reason in json.dumps(json.loads(shown), ensure_ascii=False)

    train(24, "--promote")
    again = tag()
    assert (again.parsed, again.embedded) == (0, 0)
    assert again.tagged == first.tagged

    assert _tags(home, "retire") == 0
    fallen = tag()
    assert (fallen.parsed, fallen.embedded) == (0, 0)
    assert _proposals(home) == by_rules


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        pytest.param({"version": 2}, "was made for version 2", id="another version"),
        pytest.param({"embedder": "another-1"}, "vectors of another-1", id="another embedder"),
        pytest.param(
            {"sha256": "0" * 64, "fingerprint": "x"},
            "missing or were changed",
            id="bytes are missing",
        ),
    ],
)
def test_a_model_that_cannot_be_used_is_a_finding_and_earlier_tags_stay(
    run: Run,
    tag: Callable[..., RunReport],
    train: Callable[..., None],
    judgments: Path,
    home: Home,
    changed: Mapping[str, Any],
    says: str,
) -> None:
    run(judgments)
    train(20)
    tag()
    earlier = _proposals(home)
    assert earlier
    with home.writer("a test"), home.catalog() as catalog:
        live = catalog.models.live("tags.labour-elements")
        assert live is not None
        catalog.models.promote(catalog.models.add(replace(live.model, **changed)))
    report = tag()
    assert [refusal.code for refusal in report.refused] == [MODEL_UNUSABLE]
    assert says in report.refused[0].detail
    assert "lexops tags train" in report.refused[0].remedy
    assert _proposals(home) == earlier
