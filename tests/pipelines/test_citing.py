"""Citations follow what they cite: a change looks again at exactly those that it concerns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.stages import citing
from storage.home import Home
from tests.pipelines.conftest import Run, statute

WAGES, HOURS = "云岭市工资支付条例", "云岭市工时管理条例"
CITING = f"""# 云岭市工会联络办法

（2021年3月1日云岭市总工会公布）

第一条 单位违反《{WAGES}》第二条的，工会应当督促其改正。

第二条 本办法第一条所称督促，包括依照《云岭市渡轮条例》第一条发出通知。
"""
LINK = "云岭市工会联络办法/第一条@2021-03-01"
FERRY = "云岭市工会联络办法/第二条@2021-03-01"


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """The works whose citations were looked at since the last time of asking."""
    works: list[str] = []
    cite = citing._cite

    def reported(work: str, *rest: Any) -> Any:
        works.append(work)
        return cite(work, *rest)

    monkeypatch.setattr(
        citing,
        "_cite",
        reported,
    )

    def read() -> list[str]:
        found = sorted(works)
        works.clear()
        return found

    return read


@pytest.fixture
def archive(laws: Path) -> Path:
    (laws / "云岭市工会联络办法.md").write_text(CITING, encoding="utf-8")
    return laws


def cited(home: Home, id_: str) -> list[tuple[str, str | None]]:
    """What a passage cites: the words, and the target."""
    with home.reading_catalog() as catalog:
        return [(one["text"], one["target"]) for one in catalog.passages.get([id_])[0]["citations"]]


def test_citations_are_stored_both_ways(
    run: Run,
    archive: Path,
    home: Home,
) -> None:
    """What a passage cites stands in its row, and what cites a passage is found by its id."""
    run(archive)
    target = f"{WAGES}/第二条@2020-05-01"
    assert cited(home, LINK) == [(f"《{WAGES}》第二条", target)]
    assert cited(home, FERRY) == [("本办法第一条", LINK), ("《云岭市渡轮条例》第一条", None)]
    with home.reading_catalog() as catalog:
        assert [one.passage_id for one in catalog.citations.of([target])] == [LINK]


def test_a_law_cites_what_is_in_force_when_it_begins(
    run: Run,
    archive: Path,
    home: Home,
) -> None:
    """An interpretation that is made before the law that it interprets begins, and begins with it: no version was in force on the day it was made."""
    early = CITING.replace(
        "（2021年3月1日云岭市总工会公布）",
        "（2020年4月20日云岭市总工会公布，自2020年5月1日起施行）",
    )
    (archive / "云岭市工会联络办法.md").write_text(early, encoding="utf-8")
    run(archive)
    assert cited(home, "云岭市工会联络办法/第一条@2020-04-20") == [
        (f"《{WAGES}》第二条", f"{WAGES}/第二条@2020-05-01")
    ]


def test_an_edited_law_is_looked_at_again_with_those_who_cite_it(
    run: Run,
    archive: Path,
    looked_at: Callable[[], list[str]],
) -> None:
    """Nobody else is; and nobody at all where nothing changed."""
    run(archive)
    assert len(looked_at()) == 5
    run(archive)
    assert looked_at() == []
    (archive / f"{HOURS}.md").write_text(statute(HOURS, articles=4), encoding="utf-8")
    run(archive)
    assert looked_at() == [HOURS]
    (archive / f"{WAGES}.md").write_text(statute(WAGES, articles=4), encoding="utf-8")
    run(archive)
    assert looked_at() == sorted([WAGES, "云岭市工会联络办法"])


def test_a_law_that_comes_in_is_cited_from_then_on_and_one_that_goes_no_longer(
    run: Run,
    archive: Path,
    home: Home,
    looked_at: Callable[[], list[str]],
    indexed: Callable[[], dict[str, str]],
) -> None:
    """Readers see it in the same run, and the rest of the index is left as it is."""
    run(archive)
    looked_at()
    before = indexed()
    ferry = archive / "云岭市渡轮条例.md"
    ferry.write_text(statute("云岭市渡轮条例", date="2019-01-01"), encoding="utf-8")
    run(archive)
    assert looked_at() == sorted(["云岭市工会联络办法", "云岭市渡轮条例"])
    assert cited(home, FERRY)[1] == ("《云岭市渡轮条例》第一条", "云岭市渡轮条例/第一条@2019-01-01")
    assert [id_ for id_, hash_ in before.items() if indexed()[id_] != hash_] == [FERRY]
    ferry.unlink()
    run(archive)
    assert cited(home, FERRY)[1] == ("《云岭市渡轮条例》第一条", None)
    assert indexed() == before


def test_a_passage_keeps_its_citations_when_its_work_is_resolved_again(
    run: Run,
    archive: Path,
    home: Home,
) -> None:
    """A file that moves resolves its work anew; what its passages cite is not lost in between."""
    run(archive)
    (archive / "云岭市工会联络办法.md").rename(archive / "联络办法.md")
    assert run(archive).embedded == 0
    assert cited(home, LINK) == [(f"《{WAGES}》第二条", f"{WAGES}/第二条@2020-05-01")]


def test_a_decision_that_comes_in_dates_the_version_that_it_made(
    run: Run,
    laws: Path,
    home: Home,
) -> None:
    """The closing article still dates the original; the decision's day counts from the run that brings it."""
    law = statute("云岭市渡轮条例", date="2019-01-01") + "\n第四条 本条例自2019年2月1日起施行。\n"
    (laws / "云岭市渡轮条例(2019-01-01).md").write_text(law, encoding="utf-8")
    amended = law.replace("第二条 用人单位", "第二条 渡轮公司").replace(
        "大会常务委员会通过",
        "大会常务委员会通过 2023年6月1日云岭市人民代表大会常务委员会修正",
    )
    (laws / "云岭市渡轮条例(2023-06-01).md").write_text(amended, encoding="utf-8")

    def validity() -> list[tuple[str, str | None, str]]:
        with home.reading_catalog() as catalog:
            return [
                (one["valid_from"], one["valid_to"], one["valid_from_basis"])
                for one in catalog.passages.expressions("云岭市渡轮条例")
            ]

    run(laws)
    assert validity() == [("2019-02-01", "2023-06-01", "stated"), ("2023-06-01", None, "inferred")]
    decision = "# 关于修改《云岭市渡轮条例》的决定\n\n（2023年6月1日云岭市人民代表大会常务委员会通过）\n\n一、第二条中的“用人单位”修改为“渡轮公司”。\n\n本决定自2023年9月1日起施行。\n"
    (laws / "决定.md").write_text(decision, encoding="utf-8")
    run(laws)
    assert validity() == [("2019-02-01", "2023-09-01", "stated"), ("2023-09-01", None, "stated")]
    (laws / "决定.md").unlink()
    run(laws)
    assert validity() == [("2019-02-01", "2023-06-01", "stated"), ("2023-06-01", None, "inferred")]
