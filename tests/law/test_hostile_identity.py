"""Files that were made to pass for a law, or to break identity: nothing changes without a word."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

import pytest

from corpus.schema import Row
from law.works.identity import identify
from tests.law.authority_archive import COMPARED, Archive
from tests.law.authority_cases import Input, base_files
from tests.law.test_identity import TITLE, TitledDocument, document

LAW = base_files()["渡运法(2004-03-14).md"]
FALSE = LAW.replace("不得超过核定的人数", "可以超过核定的人数")

REPEAL = """# 全国人民代表大会关于废止《中华人民共和国渡运法》的决定

（{year}年3月14日第十四届全国人民代表大会第二次会议通过）

第十四届全国人民代表大会第二次会议决定，废止《中华人民共和国渡运法》。

本决定自{year}年7月1日起施行。
"""
KEEP = (
    REPEAL.replace("关于废止", "关于继续施行")
    .replace("决定，废止《", "决定，继续施行《")
    .format(year=2025)
)
REPEAL_OF_REPEAL = """# 全国人民代表大会关于废止《全国人民代表大会关于废止〈中华人民共和国渡运法〉的决定》的决定

（2025年3月14日第十四届全国人民代表大会第三次会议通过）

第十四届全国人民代表大会第三次会议决定，废止《全国人民代表大会关于废止〈中华人民共和国渡运法〉的决定》。

本决定自2025年7月1日起施行。
"""
RULE = """# {title}

（2020年3月1日云岭市人民政府令第3号公布）

第一条 为了让渡船慢行，制定本规定。

第二条 渡船应当慢行。

第三条 本规定自2020年4月1日起施行。
"""
SUCCESSOR = """# 中华人民共和国{own}

（2023年3月14日第十四届全国人民代表大会常务委员会第二次会议通过）

第一条 为了保障夜班劳动者的休息，制定本法。

第二条 夜班之间应当休息十二小时。

第三条 本法自2023年7月1日起施行，《中华人民共和国{other}》同时废止。
"""


def _articles(count: int) -> str:
    return "\n\n".join(f"第{number}条 渡工应当遵守第{number}号规程。" for number in range(1, count))


def _added(archive: Archive, files: Mapping[str, str]) -> tuple[dict[str, Row], set[str]]:
    """Add files, read the rows and the codes of findings and claims, and take the files away."""
    given = Input("hostile", "", {path: text.encode() for path, text in files.items()})
    archive.add(given)
    try:
        archive.run()
        rows = archive.rows()
        said = archive.findings() | {claim.partition(":")[0] for claim in archive.claims()}
    finally:
        archive.remove(given)
        archive.run()
    assert archive.rows() == archive.before
    return rows, said


def _changed(archive: Archive, rows: Mapping[str, Row]) -> set[str]:
    return {
        name
        for id_, old in archive.before.items()
        for name in COMPARED
        if id_ not in rows or rows[id_][name] != old[name]
    }


HARMLESS: dict[str, tuple[dict[str, str], str]] = {
    "a larger text with a lone heading": (
        {"渡运法.txt": f"中华人民共和国渡运法\n\n{_articles(60)}"},
        "weak_identity",
    ),
    "one article changed, and a day far in the future in the file name": (
        {"渡运法(2099-12-31).md": FALSE},
        "conflicting_text",
    ),
    "one article changed, and a later day in the file name": (
        {"渡运法(2020-12-31).md": FALSE},
        "conflicting_text",
    ),
    "one article changed, and a day between adoption and effect in the file name": (
        {"渡运法(2004-05-01).md": FALSE},
        "conflicting_text",
    ),
    "a repeal before the law itself": (
        {"a.md": REPEAL.format(year=1999)},
        "open(other_edition)",
    ),
    "a repeal of a decision that is not stored": (
        {"b.md": REPEAL_OF_REPEAL},
        "open(target_unknown)",
    ),
    "a repeal of a law that does not exist": (
        {"a.md": REPEAL.format(year=2024).replace("渡运法", "飞毯法")},
        "open(target_unknown)",
    ),
    "a circle of two laws that end each other on their first day": (
        {
            "甲夜班法(2023-03-14).md": SUCCESSOR.format(own="甲夜班法", other="乙夜班法"),
            "乙夜班法(2023-03-14).md": SUCCESSOR.format(own="乙夜班法", other="甲夜班法"),
        },
        "contradicting_acts",
    ),
}


@pytest.mark.parametrize(("files", "said"), HARMLESS.values(), ids=HARMLESS)
def test_a_file_changes_no_law_and_is_reported(
    archive: Archive,
    files: Mapping[str, str],
    said: str,
) -> None:
    """The laws stay as they are, and a finding or a claim says what the file is."""
    rows, reported = _added(archive, files)
    assert not _changed(archive, rows)
    assert said in reported


REPORTED: dict[str, tuple[dict[str, str], str]] = {
    "a text with other articles and a day in its file name alone": (
        {"渡运法(2020-12-31).md": f"{LAW.partition('第一条')[0]}{_articles(8)}"},
        "version_unconfirmed",
    ),
    "two texts of one day": ({"x/渡运法(2004-03-14).md": FALSE}, "conflicting_text"),
    "a repeal, and an act that says later that the law stays": (
        {"a.md": REPEAL.format(year=2024), "c.md": KEEP},
        "contradicting_acts",
    ),
    "two repeals on different days": (
        {
            "a.md": REPEAL.format(year=2024),
            "b.md": REPEAL.format(year=2023).replace("关于废止", "关于停止施行"),
        },
        "contradicting_acts",
    ),
    "a repeal of a repeal": (
        {"a.md": REPEAL.format(year=2024), "b.md": REPEAL_OF_REPEAL},
        "applied",
    ),
}


@pytest.mark.parametrize(("files", "said"), REPORTED.values(), ids=REPORTED)
def test_what_contradicts_itself_is_reported(
    archive: Archive,
    files: Mapping[str, str],
    said: str,
) -> None:
    """Acts and texts of competent bodies that contradict each other are findings."""
    _, reported = _added(archive, files)
    assert said in reported


def test_a_repealed_repeal_does_not_bring_the_law_back(archive: Archive) -> None:
    """Only an act that says so puts a law in force again (立法法 knows no revival by repeal)."""
    rows, _ = _added(archive, {"a.md": REPEAL.format(year=2024), "b.md": REPEAL_OF_REPEAL})
    laws = [row for row in rows.values() if row["work"] == "渡运法"]
    assert {(row["status"], row["valid_to"]) for row in laws} == {("repealed", "2024-07-01")}


TITLES = {
    "slash": "渡船/慢行规定",
    "at": "渡船@2020-01-01规定",
    "hash": "渡船#3规定",
    "colon": "渡船:慢行规定",
    "tilde": "渡船~abc规定",
    "control characters": "渡船\x01\x02\x1f慢行规定",
    "direction marks": "渡\u200b船\u202e慢行规定",
    "percent": "渡船%2F..%2F规定",
    "path": "../../etc/规定",
    "quotes": "渡船\"'规定",
    "marks alone": "//@@##",
    "5,000 characters": "关于渡船" * 1250 + "的规定",
    "empty": "",
    "blanks": "   ",
}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_title_never_breaks_an_id(archive: Archive, title: str) -> None:
    """Ids have one path and one date, whatever the title has, and the text is found."""
    rows, _ = _added(archive, {"t.md": RULE.format(title=title)})
    assert not _changed(archive, rows)
    new = {id_: row for id_, row in rows.items() if id_ not in archive.before}
    assert any("渡船应当慢行" in row["text"] for row in new.values())
    for id_, row in new.items():
        assert id_.count("@") == id_.count("/") == 1
        assert id_.startswith(f"{row['work']}/")
        assert len(id_) < 200
        assert id_.isprintable()


def _weak(count: int, article: Callable[[random.Random], str]) -> list[TitledDocument]:
    chance = random.Random(3)
    return [
        document(number, [article(chance) for _ in range(3)], strong=False)
        for number in range(count)
    ]


def test_many_files_of_one_title_stay_apart() -> None:
    """Files of one title with texts of their own are works of their own."""
    count = 1000
    found = identify(TITLE, _weak(count, lambda chance: f"第{chance.getrandbits(200)}号"))
    assert len({identity.work for identity in found.values()}) == count
    assert sum(bool(identity.note) for identity in found.values()) == count - 1


def test_long_articles_that_repeat_themselves_are_compared_at_once() -> None:
    """Characters that repeat make a comparison letter by letter quadratic: it would take minutes."""
    first = document(1, ["甲乙" * 100_000], strong=False)
    second = document(2, ["乙甲" * 100_000 + "丙"], strong=False)
    found = identify(TITLE, [first, second])
    assert len({identity.work for identity in found.values()}) == 1
