"""A file of several rules contains several works: each is cited, dated and weighed as if alone."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from corpus.records import ObjectState, Verdict
from pipelines.session import Session
from pipelines.stages import resolving, runner
from storage.catalog._engine import Database
from tests.faults.runs import NoPool
from tests.law.arrivals import Outcome, Step, opened, outcome, read_outcome, take


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "Pool", NoPool)


def rule(
    title: str,
    about: str,
    note: str = "",
    *,
    since: str = "2020年1月1日",
    more: str = "",
) -> str:
    """A rule of five articles; `note` is its head note."""
    head = f"{title}\n（{note}）\n" if note else f"{title}\n"
    return (
        f"{head}\n第一条 为了规范{about}，制定本规定。\n\n"
        f"第二条 {about}应当在日落前结束。\n\n"
        f"第三条 {about}的人员应当年满十八周岁。\n\n"
        f"第四条 违反本规定第二条的，由交通部门处以二百元罚款。\n\n"
        f"第五条 本规定自{since}起施行。{more}\n\n"
    )


CITY = "云岭市人民政府令第{number}号公布"
FERRY = rule("云岭市摆渡规定", "摆渡", "2001年2月3日" + CITY.format(number=1), since="2001年3月1日")
TOWING = rule(
    "云岭市纤夫规定", "拉纤", "2004年5月6日" + CITY.format(number=8), since="2004年6月1日"
)
LOCK = rule("云岭市船闸规定", "过闸", "2008年5月6日" + CITY.format(number=9), since="2008年6月1日")
OLD_TOWING = rule(
    "云岭市拉船规定",
    "拉船",
    "1990年5月6日" + CITY.format(number=3),
    since="1990年6月1日",
)
ENDING_TOWING = TOWING.replace(
    "起施行。", "起施行。1990年5月6日云岭市人民政府公布的《云岭市拉船规定》同时废止。"
)
BARE_FERRY = rule("云岭市摆渡规定", "摆渡")
BARE_TOWING = rule("云岭市纤夫规定", "拉纤")
SIGNATURE = "市长 ××\n2019年11月3日\n\n"
ORDER = f"云岭市人民政府令\n第12号\n《云岭市摆渡规定》已经市政府通过，现予公布，自2020年1月1日起施行。\n{SIGNATURE}"
ORDER_OF_TWO = f"云岭市人民政府令\n第12号\n现公布《云岭市摆渡规定》和《云岭市纤夫规定》，自2020年1月1日起施行。\n{SIGNATURE}"
NOTICE = (
    "云岭市人民政府关于印发《云岭市摆渡规定》和《云岭市纤夫规定》的通知\n"
    "云政发〔2019〕12号\n\n各区人民政府，市政府各部门：\n\n"
    "现将《云岭市摆渡规定》和《云岭市纤夫规定》印发给你们，请遵照执行。\n\n"
    "附件：1. 云岭市摆渡规定\n2. 云岭市纤夫规定\n\n云岭市人民政府\n2019年11月3日\n\n"
)
NOTICE_OF_NO_RULE = NOTICE.replace(
    "《云岭市摆渡规定》和《云岭市纤夫规定》的通知", "摆渡和拉纤两个规定的通知"
)
GAZETTE = "云岭市人民政府公报\n2009年第2期\n\n"
OTHER_CITY = (
    rule(
        "摆渡规定",
        "骑驴",
        "2011年2月3日青浦县人民政府令第4号公布",
        since="2011年3月1日",
    )
    .replace("日落", "日出")
    .replace("二百元", "三百元的罚款，并责令改正")
)
SAME_TITLE = rule("摆渡规定", "摆渡", "2001年2月3日云岭市人民政府令第1号公布", since="2001年3月1日")


def articles(found: Outcome, work: str) -> list[str]:
    """The articles of a work, in order of their text."""
    return sorted(
        row["article"] for row in found.rows.values() if row["work"] == work and row["article"]
    )


ALL = sorted(f"第{number}条" for number in "一二三四五")

WORKS: dict[str, tuple[str, dict[str, dict[str, Any]]]] = {
    "rules with head notes": (
        FERRY + TOWING + LOCK,
        {
            "云岭市摆渡规定": {"promulgated": "2001-02-03", "valid_from": "2001-03-01"},
            "云岭市纤夫规定": {"promulgated": "2004-05-06", "valid_from": "2004-06-01"},
            "云岭市船闸规定": {"promulgated": "2008-05-06", "valid_from": "2008-06-01"},
        },
    ),
    "an order and its rule": (
        ORDER + BARE_FERRY,
        {"云岭市摆渡规定": {"promulgated": "2019-11-03", "valid_from": "2020-01-01"}},
    ),
    "an order and two rules": (
        ORDER_OF_TWO + BARE_FERRY + BARE_TOWING,
        {
            "云岭市摆渡规定": {
                "promulgated": "2019-11-03",
                "valid_from": "2020-01-01",
                "document_number": "云岭市人民政府令第12号",
            },
            "云岭市纤夫规定": {
                "promulgated": "2019-11-03",
                "valid_from": "2020-01-01",
                "document_number": "云岭市人民政府令第12号",
            },
        },
    ),
    "a page of a gazette": (
        GAZETTE + FERRY + TOWING + LOCK,
        {
            "云岭市摆渡规定": {"promulgated": "2001-02-03"},
            "云岭市纤夫规定": {"promulgated": "2004-05-06"},
            "云岭市船闸规定": {"promulgated": "2008-05-06"},
        },
    ),
    "a notice with annexed rules": (
        NOTICE + "附件1\n\n" + BARE_FERRY + "附件2\n\n" + BARE_TOWING,
        {
            "云岭市摆渡规定": {"promulgated": "2019-11-03", "valid_from": "2020-01-01"},
            "云岭市纤夫规定": {"promulgated": "2019-11-03", "valid_from": "2020-01-01"},
        },
    ),
    "a notice whose title names no rule": (
        NOTICE_OF_NO_RULE + "附件1：\n\n" + BARE_FERRY + "附件2：\n\n" + BARE_TOWING,
        {
            "云岭市摆渡规定": {"promulgated": "2019-11-03", "valid_from": "2020-01-01"},
            "云岭市纤夫规定": {"promulgated": "2019-11-03", "valid_from": "2020-01-01"},
        },
    ),
    "a notice with rules below it": (
        NOTICE + BARE_FERRY + BARE_TOWING,
        {
            "云岭市摆渡规定": {"promulgated": "2019-11-03", "valid_from": "2020-01-01"},
            "云岭市纤夫规定": {"promulgated": "2019-11-03", "valid_from": "2020-01-01"},
        },
    ),
}


@pytest.mark.parametrize(("text", "expected"), WORKS.values(), ids=WORKS)
def test_each_rule_is_a_work(
    tmp_path: Path,
    text: str,
    expected: Mapping[str, Mapping[str, str]],
) -> None:
    found = outcome(tmp_path, "home", [Step({"汇编.txt": text.encode()})])
    for work, values in expected.items():
        assert articles(found, work) == ALL
        for row in found.rows.values():
            if row["work"] == work:
                assert {name: row[name] for name in values} == values
                assert row["source"]["path"] == "汇编.txt"
                if row["article"]:
                    assert row["id"].startswith(f"{work}/{row['article']}@")
    works = {row["work"] for row in found.rows.values() if row["article"]}
    assert works == set(expected)


def test_a_rule_in_a_file_joins_the_same_law_elsewhere(tmp_path: Path) -> None:
    """An older version stands alone; the second rule of the file is its newer version."""
    older = TOWING.replace("二百元", "五十元").encode()
    newer = FERRY + TOWING.replace(
        "公布）", "公布 2015年7月8日云岭市人民政府令第20号修订）"
    ).replace("自2004年6月1日", "自2015年9月1日")
    steps = [Step({"纤夫.txt": older}), Step({"汇编.txt": newer.encode()})]
    found = outcome(tmp_path, "home", steps)
    versions = {
        (row["promulgated"], row["status"])
        for row in found.rows.values()
        if row["work"] == "云岭市纤夫规定"
    }
    assert versions == {("2004-05-06", "superseded"), ("2015-07-08", "in force")}
    assert {row["work"] for row in found.rows.values()} == {"云岭市摆渡规定", "云岭市纤夫规定"}


def test_a_rule_in_a_file_is_a_copy_of_the_file_that_has_it_alone(tmp_path: Path) -> None:
    files = {"纤夫.txt": TOWING.encode(), "汇编.txt": (FERRY + TOWING).encode()}
    found = outcome(tmp_path, "home", [Step(files)])
    rows = [row for row in found.rows.values() if row["work"] == "云岭市纤夫规定"]
    assert len(rows) == len(ALL)
    assert {len(row["mirrors"]) for row in rows} == {1}


def test_two_rules_of_one_title_are_two_works(tmp_path: Path) -> None:
    found = outcome(tmp_path, "home", [Step({"汇编.txt": (SAME_TITLE + OTHER_CITY).encode()})])
    works = {row["work"] for row in found.rows.values()}
    assert len(works) == 2
    assert {len(articles(found, work)) for work in works} == {len(ALL)}
    assert {row["status"] for row in found.rows.values()} == {"in force"}


def test_one_rule_twice_in_a_file_is_one_work(tmp_path: Path) -> None:
    found = outcome(tmp_path, "home", [Step({"汇编.txt": (FERRY + TOWING + FERRY).encode()})])
    assert articles(found, "云岭市摆渡规定") == ALL
    assert articles(found, "云岭市纤夫规定") == ALL


ENDINGS = {
    "by its issuer": (FERRY + ENDING_TOWING, "repealed"),
    "by a rule of another city": (
        FERRY + ENDING_TOWING.replace("云岭市", "青浦县").replace("《青浦县", "《云岭市"),
        "in force",
    ),
    "by a rule without a head note": (
        FERRY + ENDING_TOWING.replace("（2004年5月6日云岭市人民政府令第8号公布）\n", ""),
        "in force",
    ),
}


ISSUED_ENDING = BARE_TOWING.replace(
    "起施行。", "起施行。1990年5月6日云岭市人民政府公布的《云岭市拉船规定》同时废止。"
)
ENDINGS |= {
    "by an order of its issuer": (ORDER_OF_TWO + BARE_FERRY + ISSUED_ENDING, "repealed"),
    "by an order of another city": (
        (ORDER_OF_TWO + BARE_FERRY + ISSUED_ENDING)
        .replace("云岭市", "青浦县")
        .replace("青浦县拉船", "云岭市拉船"),
        "in force",
    ),
    "by a notice of its issuer": (
        NOTICE + "附件1\n\n" + BARE_FERRY + "附件2\n\n" + ISSUED_ENDING,
        "repealed",
    ),
}


@pytest.mark.parametrize(("text", "status"), ENDINGS.values(), ids=ENDINGS)
def test_acts_of_a_rule_are_weighed_by_its_own_issuer(
    tmp_path: Path, text: str, status: str
) -> None:
    files = {"拉船.txt": OLD_TOWING.encode(), "汇编.txt": text.encode()}
    found = outcome(tmp_path, "home", [Step(files)])
    assert {row["status"] for row in found.rows.values() if row["work"] == "云岭市拉船规定"} == {
        status
    }


FILES = {
    "拉船.txt": OLD_TOWING,
    "纤夫.txt": TOWING.replace("二百元", "三百元"),
    "汇编.txt": FERRY + ENDING_TOWING + LOCK,
    "同名.txt": SAME_TITLE + OTHER_CITY,
    "令.txt": ORDER_OF_TWO + BARE_FERRY + BARE_TOWING,
}


def _bytes(names: Sequence[str]) -> dict[str, bytes]:
    return {name: FILES[name].encode() for name in names}


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    expected = outcome(tmp_path, "clean", [Step(_bytes(list(FILES)))])
    orders = random.Random(16).sample(list(permutations(FILES)), 6)
    for number, order in enumerate(orders):
        steps = [Step(_bytes([name])) for name in order]
        differences = expected.differences(outcome(tmp_path, str(number), steps))
        assert not differences, "\n".join([str(order), *differences[:20]])


@pytest.mark.parametrize("name", FILES)
def test_removing_a_file_restores_what_was(tmp_path: Path, name: str) -> None:
    others = [other for other in FILES if other != name]
    expected = outcome(tmp_path, "before", [Step(_bytes(others))])
    steps = [Step(_bytes(others)), Step(_bytes([name])), Step({}, [name])]
    assert not expected.differences(outcome(tmp_path, "after", steps))


EDITS = {
    "the first rule vanishes": TOWING + LOCK,
    "the second rule vanishes": FERRY + LOCK,
    "all but one vanish": LOCK,
    "a rule comes": FERRY
    + TOWING
    + LOCK
    + rule("云岭市渔火规定", "夜渔", "2012年5月6日" + CITY.format(number=40)),
    "they change places": LOCK + FERRY + TOWING,
    "an article changes": FERRY + TOWING.replace("二百元", "三百元") + LOCK,
    "it is no rule any more": "春游报名\n\n定于四月六日到湖边春游，请到传达室报名。\n",
}


@pytest.mark.parametrize("edited", EDITS.values(), ids=EDITS)
def test_an_edited_file_is_as_if_it_were_new(tmp_path: Path, edited: str) -> None:
    expected = outcome(tmp_path, "new", [Step({"汇编.txt": edited.encode()})])
    first = (FERRY + TOWING + LOCK).encode()
    steps = [Step({"汇编.txt": first}), Step({"汇编.txt": edited.encode()})]
    assert not expected.differences(outcome(tmp_path, "edited", steps))
    back = [*steps, Step({"汇编.txt": first})]
    whole = outcome(tmp_path, "whole", [Step({"汇编.txt": first})])
    assert not whole.differences(outcome(tmp_path, "back", back))


def _states(session: Session) -> dict[str, int]:
    (known,) = session.catalog.sources.all()
    return dict(session.catalog.objects.totals(known.id))


def test_a_file_of_several_rules_is_counted_once_and_read_once(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    with opened(tmp_path / "home") as session:
        take(session, folder, Step({"汇编.txt": (FERRY + TOWING).encode()}))
        assert _states(session) == {ObjectState.INDEXED: 1}
        take(session, folder, Step({}))
        assert _states(session) == {ObjectState.INDEXED: 1}
        take(session, folder, Step({"摆渡.md": FERRY.encode(), "纤夫.md": TOWING.encode()}))
        assert sum(_states(session).values()) == 3
        take(session, folder, Step({}, ["汇编.txt"]))
        assert _states(session) == {ObjectState.INDEXED: 2}


def test_evidence_names_the_span_of_the_rule(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    text = FERRY + TOWING
    with opened(tmp_path / "home") as session:
        take(session, folder, Step({"汇编.txt": text.encode()}))
        (known,) = session.catalog.sources.all()
        name = known.source.name
        structures = session.catalog.structures
        second = structures.of_object(name, "汇编.txt", "云岭市纤夫规定")
        first = structures.of_object(name, "汇编.txt")
        document = session.catalog.documents.of_object(name, "汇编.txt")
        assert first is not None
        assert second is not None
        assert document is not None
        assert (first.title, second.title) == ("云岭市摆渡规定", "云岭市纤夫规定")
        assert second.date_evidence is not None
        span = second.date_evidence.span
        assert span is not None
        words = document.text[span.start : span.end]
        assert second.date_evidence.words.startswith(words)
        assert words.startswith("2004")
        assert [act.verdict for act in session.catalog.claims.all([Verdict.OPEN])] == []
        assert read_outcome(session).rows


def test_a_source_that_is_removed_takes_all_rules_along(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    with opened(tmp_path / "home") as session:
        take(session, folder, Step({"汇编.txt": (FERRY + TOWING).encode()}))
        (known,) = session.catalog.sources.all()
        objects = session.catalog.objects
        files = objects.known(known.id)
        assert list(files) == ["汇编.txt"]
        objects.forget([file.id for file in files.values()])
        resolving.resolve_works(session)
        assert not read_outcome(session).rows
        assert not list(objects.outcomes())


def test_a_file_whose_rules_are_all_copies_is_a_duplicate(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    whole = (FERRY + TOWING).encode()
    with opened(tmp_path / "home") as session:
        take(session, folder, Step({"a.txt": whole, "b.txt": whole}))
        assert _states(session) == {ObjectState.INDEXED: 1, ObjectState.DUPLICATE: 1}
        take(session, folder, Step({"b.txt": (FERRY + TOWING + LOCK).encode()}))
        assert _states(session) == {ObjectState.INDEXED: 2}
        take(session, folder, Step({}, ["a.txt"]))
        assert _states(session) == {ObjectState.INDEXED: 1}
        works = {row["work"] for row in read_outcome(session).rows.values()}
        assert works == {"云岭市摆渡规定", "云岭市纤夫规定", "云岭市船闸规定"}


@pytest.mark.parametrize("committed", [False, True], ids=["before", "after"])
def test_a_run_that_is_killed_while_it_finds_rules_is_carried_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, committed: bool
) -> None:
    first = (FERRY + TOWING + LOCK).encode()
    edited = (TOWING + FERRY).encode()
    expected = outcome(tmp_path, "clean", [Step({"汇编.txt": edited})])
    folder = tmp_path / "archive"
    for at in range(16):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        with opened(tmp_path / f"killed{at}") as session:
            take(session, folder, Step({"汇编.txt": first}))
            with (
                suppress(KeyboardInterrupt),
                _killed(monkeypatch, at, committed=committed) as reached,
            ):
                take(session, folder, Step({"汇编.txt": edited}))
            take(session, folder, Step({}))
            assert not expected.differences(read_outcome(session)), at
        if len(reached) <= at:
            return


@contextmanager
def _killed(
    monkeypatch: pytest.MonkeyPatch,
    at: int,
    *,
    committed: bool,
) -> Iterator[list[int]]:
    """Kill a run at one of its transactions, before or after it is committed."""
    write = Database.write
    reached: list[int] = []

    @contextmanager
    def counted(database: Database) -> Iterator[Any]:
        reached.append(at)
        is_last = len(reached) == at + 1
        with write(database) as connection:
            yield connection
            if is_last and not committed:
                raise KeyboardInterrupt
        if is_last and committed:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Database, "write", counted)
        yield reached
