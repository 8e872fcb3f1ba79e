"""Why a passage has its title and dates: the words, and where they stand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.evidence import EvidenceReader, describe_reason
from cli.main import run
from configs.loading import home_of, load

LAW = """# 云岭市索道条例

（2019年1月10日云岭市第三届人民代表大会常务委员会第四次会议通过）

第一条 为了保障索道职工的休息，制定本条例。

第二条 索道职工每日工作不超过八小时。

第三条 本条例自2019年3月1日起施行。
"""
KEYS = {"of", "value", "basis", "rule", "words", "source", "path", "start", "end"}
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evidence") / "laws"
    folder.mkdir()
    (folder / "索道.md").write_text(LAW, encoding="utf-8")
    (folder / "通知.md").write_text("# 值班安排\n\n索道本周由张三值班。\n", encoding="utf-8")
    assert run(["run", str(folder), "--home", str(folder.parent / "h"), "--profile", "ci"]) == 0
    return folder


@pytest.fixture
def ask(laws: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    def call(*arguments: str) -> Any:
        capsys.readouterr()
        common = ["--json", "--home", str(laws.parent / "h"), "--profile", "ci"]
        assert run([*arguments, *common]) == 0
        return json.loads(capsys.readouterr().out)

    return call


def test_the_words_stand_where_the_evidence_says(ask: Ask, laws: Path) -> None:
    """In the clean text of the file, in `show` as in each result of a search."""
    (hit,) = [
        hit
        for hit in ask("search", "索道职工每日工作", "--mode", "keyword")["hits"]
        if hit["article"] == "第二条"
    ]
    shown = ask("show", hit["id"])
    assert shown["evidence"] == hit["evidence"]
    text = ask("inspect", str(laws / "索道.md"))["document"]["text"]
    reasons = {reason["of"]: reason for reason in hit["evidence"]}
    assert {"kind", "promulgated", "valid_from"} <= reasons.keys()
    for reason in reasons.values():
        assert reason.keys() == KEYS
        assert (reason["source"], reason["path"]) == ("laws", "索道.md")
        if reason["start"] is not None:
            # Of a long sentence the span may have the part that decides.
            assert text[reason["start"] : reason["end"]] in reason["words"]
    begins = reasons["valid_from"]
    assert (begins["value"], begins["basis"]) == ("2019-03-01", "stated")
    assert "2019年3月1日" in begins["words"]
    assert text[begins["start"] : begins["end"]] == begins["words"]
    assert "2019年1月10日" in reasons["promulgated"]["words"]


def test_a_paper_without_dates_has_no_reasons_for_them(ask: Ask) -> None:
    hits = ask("search", "张三值班", "--mode", "keyword")["hits"]
    (hit,) = [hit for hit in hits if hit["source"]["path"] == "通知.md"]
    assert {"valid_from", "valid_to", "promulgated"}.isdisjoint(
        reason["of"] for reason in hit["evidence"]
    )


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "valid from 2019-03-01, stated: “自三月起施行” (closing article, laws: a.md 3–9)"),
        (
            {"basis": None, "start": None, "end": None},
            "valid from 2019-03-01: “自三月起施行” (closing article, laws: a.md)",
        ),
        (
            {"words": "", "source": None, "path": None},
            "valid from 2019-03-01, stated: no words (closing article)",
        ),
    ],
)
def test_a_reason_is_one_line(changes: dict[str, Any], line: str) -> None:
    reason = {
        "of": "valid_from",
        "value": "2019-03-01",
        "basis": "stated",
        "rule": "closing article",
        "words": "自三月起施行",
        "source": "laws",
        "path": "a.md",
        "start": 3,
        "end": 9,
    }
    assert describe_reason(reason | changes) == line


@pytest.mark.parametrize(
    ("rule", "words", "is_shown", "has_file"),
    [
        ("closing article", "自2019年3月1日起施行", True, True),
        ("closing article", "自2019年3月1日起施行; 2019年1月10日云岭市", True, True),
        ("amending decision", "某决定: 本决定自2019年3月1日起施行", False, False),
        ("closing article", "自2019年3月1日起施行; 2019年2月1日公布", False, False),
        ("inferred", "nobody says otherwise", True, False),
    ],
)
def test_words_of_another_document_are_for_who_keeps_the_archive(
    laws: Path,
    rule: str,
    words: str,
    is_shown: bool,
    has_file: bool,
) -> None:
    """A search leaves them out, because nobody knows who may read them; `show` has them."""
    home = home_of(load("ci", laws.parent / "h"), laws.parent / "h")
    with home.reading_catalog() as catalog:
        (row,) = [row for row in catalog.passages.rows() if row["article"] == "第二条"]
        (expression,) = catalog.passages.expressions(row["work"])
        reader = EvidenceReader(catalog)
        reader.of(row)
        evidence = {"rule": rule, "words": words, "span": None}
        reader._expressions[row["work"]] = {expression["id"]: expression | {"evidence": evidence}}
        shown = [reason for reason in reader.of(row, own_only=True) if reason["of"] == "valid_from"]
        (kept,) = [reason for reason in reader.of(row) if reason["of"] == "valid_from"]
    assert bool(shown) == is_shown
    assert kept["words"] == words
    assert (kept["path"] is not None) == has_file


@pytest.mark.parametrize("own_only", [True, False])
@pytest.mark.parametrize("of", ["valid_from", "valid_to"])
def test_the_first_and_the_last_day_have_words_of_their_own(
    laws: Path,
    of: str,
    own_only: bool,
) -> None:
    home = home_of(load("ci", laws.parent / "h"), laws.parent / "h")
    own = {"rule": "closing article", "words": "自2019年3月1日起施行", "span": [70, 82]}
    other = {"rule": "repeal", "words": "另一决定自2022年起废止", "span": [0, 4]}
    with home.reading_catalog() as catalog:
        (row,) = [row for row in catalog.passages.rows() if row["article"] == "第二条"]
        (expression,) = catalog.passages.expressions(row["work"])
        reader = EvidenceReader(catalog)
        reader.of(row)
        dated = {"evidence": own, "end_evidence": other, "valid_to_basis": "stated"}
        reader._expressions[row["work"]] = {expression["id"]: expression | dated}
        ended = row | {"valid_to": "2022-01-01"}
        found = [reason for reason in reader.of(ended, own_only=own_only) if reason["of"] == of]
        without_end = reader.of(row)
    assert "valid_to" not in {reason["of"] for reason in without_end}
    if of == "valid_to" and own_only:
        assert found == []
        return
    (reason,) = found
    expected = other if of == "valid_to" else own
    assert (reason["words"], reason["basis"], reason["value"]) == (
        expected["words"],
        "stated",
        ended[of],
    )
    assert (reason["start"], reason["end"]) == ((None, None) if of == "valid_to" else (70, 82))
