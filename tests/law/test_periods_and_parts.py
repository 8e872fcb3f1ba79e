"""Suspensions for a period, ends of single articles, and copies with articles too many."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from cli.main import run
from corpus.schema import Row
from tests.law.test_contradictions import Home, opened

DAYS = {
    "2024-01-31": "in force",
    "2024-02-01": "suspended",
    "2025-01-31": "suspended",
    "2025-02-01": "in force",
}

RULE = """# 缆车司机培训规定

2013年8月20日 交通运输部令2013年第11号公布

2013年10月1日 施行

第一条 为了规范缆车司机培训，制定本规定。

第二条 缆车司机应当接受不少于四十学时的培训。

第三条 培训合格的，发给证书。

第四条 本规定自2013年10月1日起施行。
"""


def notice(what: str) -> str:
    return f"""# 交通运输部关于缆车司机培训的公告

交通运输部公告2024年第2号

{what}

交通运输部

2024年1月20日
"""


SUSPENDS = notice(
    "自2024年2月1日起至2025年1月31日，暂停执行《缆车司机培训规定》（交通运输部令2013年第11号）。"
)
SUSPENDS_ARTICLE = notice("自2024年2月1日起至2025年1月31日，暂停执行《缆车司机培训规定》第二条。")
REPEALS_ARTICLE = """# 交通运输部关于废止《缆车司机培训规定》第三条的决定

（2024年1月20日交通运输部令2024年第3号公布　自2024年2月1日起施行）

交通运输部决定废止《缆车司机培训规定》第三条。
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home of one empty folder of reprints."""
    with opened(tmp_path, laws="reprint") as found:
        yield found


def articles(home: Home, day: str) -> dict[str, Row]:
    """The articles of the rule on a day, by label."""
    rows = home.rows(day).values()
    return {row["article"]: row for row in rows if row["work"] == "缆车司机培训规定"}


def _statuses(found: Mapping[str, Row]) -> dict[str, str]:
    return {label: row["status"] for label, row in found.items()}


def test_a_rule_is_suspended_in_the_period_alone(home: Home) -> None:
    home.take("laws", {"rule.md": RULE, "notice.md": SUSPENDS})
    for day, expected in DAYS.items():
        found = articles(home, day)
        assert set(_statuses(found).values()) == {expected}, day
        assert {caution["code"] for caution in found["第二条"]["cautions"]} == {"suspended"}
        assert found["第二条"]["valid_to"] is None


def test_an_article_is_suspended_alone(home: Home) -> None:
    home.take("laws", {"rule.md": RULE, "notice.md": SUSPENDS_ARTICLE})
    assert _statuses(articles(home, "2024-06-01")) == {
        "第一条": "in force",
        "第二条": "suspended",
        "第三条": "in force",
        "第四条": "in force",
    }
    assert set(_statuses(articles(home, "2025-06-01")).values()) == {"in force"}


def test_a_repealed_article_is_marked_from_its_day(home: Home) -> None:
    home.take("laws", {"rule.md": RULE, "decision.md": REPEALS_ARTICLE})
    assert set(_statuses(articles(home, "2024-01-31")).values()) == {"in force"}
    found = articles(home, "2024-02-01")
    assert found["第三条"]["valid_to"] == "2024-02-01"
    assert _statuses(found) == {
        "第一条": "in force",
        "第二条": "in force",
        "第三条": "repealed",
        "第四条": "in force",
    }


@pytest.mark.parametrize("names", [("a.md", "b.md"), ("b.md", "a.md")], ids=["last", "first"])
def test_an_article_too_many_binds_nobody(home: Home, names: tuple[str, str]) -> None:
    """A copy with the same date and one article more is reported, and its article marked."""
    more = RULE.replace("\n\n第四条", "\n\n第三条之一 缆车司机应当每日升旗。\n\n第四条")
    home.take("laws", {names[0]: RULE, names[1]: more})
    found = articles(home, "2024-01-01")
    extra = found.pop("第三条之一")
    assert set(_statuses(found).values()) == {"in force"}
    assert extra["status"] != "in force"
    assert {caution["code"] for caution in extra["cautions"]} == {"conflicting_text"}
    assert "conflicting_text" in home.said()


def test_an_excerpt_is_no_complete_text(home: Home) -> None:
    """A file without some articles mirrors the whole text: nothing is in doubt."""
    excerpt = RULE.replace("第三条 培训合格的，发给证书。\n\n", "")
    home.take("laws", {"a.md": excerpt, "b.md": RULE})
    found = articles(home, "2024-01-01")
    assert set(found) == {"第一条", "第二条", "第三条", "第四条"}
    assert not any(row["cautions"] for row in found.values())
    assert "conflicting_text" not in home.said()


def test_a_suspended_rule_is_not_found_as_of_a_day_of_the_period(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "laws"
    folder.mkdir()
    (folder / "rule.md").write_text(RULE, encoding="utf-8")
    (folder / "notice.md").write_text(SUSPENDS, encoding="utf-8")
    common = ["--home", str(tmp_path / "home"), "--profile", "ci"]
    assert run(["run", str(folder), *common]) == 0
    for day, status in DAYS.items():
        capsys.readouterr()
        question = ["search", "缆车司机 培训 学时", "--as-of", day, "--mode", "keyword", "--json"]
        assert run([*question, *common]) == 0
        hits = json.loads(capsys.readouterr().out)["hits"]
        is_found = any(hit["article"] == "第二条" for hit in hits)
        assert is_found == (status == "in force"), day
