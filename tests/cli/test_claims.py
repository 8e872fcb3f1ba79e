"""`lexops claims`: what has no effect is listed, a person decides, and the decision counts from the next run."""

from __future__ import annotations

import getpass
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy

from cli.main import run
from configs.loading import home_of, load
from corpus.notation.work_keys import loose_key
from corpus.records import (
    Act,
    Action,
    ClaimReason,
    Evidence,
    Span,
    Target,
    Verdict,
    WeighedAct,
)
from storage.catalog.claims import read_weighed
from storage.home import Home

Call = Callable[..., Any]
NIGHT = "云岭市夜班条例"

FILES = {
    f"{NIGHT}(2015-03-04).md": f"""# {NIGHT}

（2015年3月4日云岭市人民代表大会常务委员会通过）

第一条 夜班应当给予津贴。

第二条 夜班不得超过八小时。

第三条 本条例自2015年5月1日起施行。
""",
    "云岭市轮班条例(2020-03-04).md": f"""# 云岭市轮班条例

（2020年3月4日云岭市人民代表大会常务委员会通过）

第一条 轮班应当提前三日通知。

第二条 本条例自2020年5月1日起施行。《{NIGHT}》同时废止。
""",
    "云岭市假日办法(2019-03-04).md": """# 云岭市假日办法

（2019年3月4日云岭市人民政府发布）

第一条 假日照发工资。

第二条 本办法自2019年5月1日起施行。《云岭市从前没有的办法》同时废止。
""",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a rule that says that it ends another, in a source whose files change nothing.

    Made once; a test gets a copy.
    """
    folder = tmp_path_factory.mktemp("made") / "laws"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    home = folder.with_name("home")
    trust(home, "unofficial")
    assert run(["run", str(folder), *common(home)]) == 0
    return home


@pytest.fixture
def small(tmp_path: Path, made: Path) -> Path:
    """A home of its own with these files, which it shares with other tests."""
    return Path(shutil.copytree(made, tmp_path / "home"))


def common(home: Path) -> list[str]:
    return ["--home", str(home), "--profile", "ci"]


def trust(home: Path, value: str) -> None:
    home.mkdir(exist_ok=True)
    (home / "lexops.toml").write_text(f'[sources.laws]\ntrust = "{value}"\n', encoding="utf-8")


@pytest.fixture
def ask(small: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command with `--json` on that home; its document, or its error."""

    def ask(*arguments: str, status: int = 0) -> Any:
        capsys.readouterr()
        assert run([*arguments, "--json", *common(small)]) == status
        output = capsys.readouterr()
        return json.loads(output.out) if status == 0 else output.err

    return ask


@pytest.fixture
def said(small: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command on that home; what a person sees."""

    def said(*arguments: str) -> str:
        capsys.readouterr()
        assert run([*arguments, *common(small)]) == 0
        return capsys.readouterr().out

    return said


def the_claim(ask: Call) -> dict[str, Any]:
    (claim,) = ask("claims", "list")["claims"]
    return dict(claim)


def status_of(ask: Call, work: str) -> str:
    (expression,) = ask("show", work, "--versions")["expressions"]
    return str(expression["status"])


def test_a_claim_says_what_it_would_do_who_says_so_and_why_it_has_no_effect(ask: Call) -> None:
    claim = the_claim(ask)
    assert claim["what"] == f"REPEAL {NIGHT} from 2020-05-01"
    assert (claim["action"], claim["target"], claim["since"]) == ("repeal", NIGHT, "2020-05-01")
    assert (claim["by"], claim["source"]) == ("云岭市轮班条例", "laws")
    assert claim["path"] == "云岭市轮班条例(2020-03-04).md"
    assert claim["verdict"] == "open"
    assert "not_trusted" in claim["reasons"]
    assert "never change a law" in claim["note"]
    assert NIGHT in claim["sentence"]
    assert (claim["ends_work"], claim["decision"]) == (True, None)
    assert status_of(ask, NIGHT) == "in force"


def test_claims_on_works_that_are_not_stored_come_with_all(ask: Call) -> None:
    found = ask("claims", "list", "--all")
    assert found["total"] == 2
    assert {claim["target"] for claim in found["claims"]} == {NIGHT, None}
    unknown = ask("claims", "list", "--all", "--reason", "target_unknown")["claims"]
    assert [claim["what"] for claim in unknown] == ["REPEAL 云岭市从前没有的办法 from 2019-05-01"]


def test_claims_are_a_list_for_people(said: Callable[..., str]) -> None:
    shown = said("claims")
    assert f"REPEAL {NIGHT} from 2020-05-01" in shown
    assert "by: 云岭市轮班条例 (laws: 云岭市轮班条例(2020-03-04).md)" in shown
    assert "files of this source never change a law" in shown
    assert "lexops claims accept ID --why TEXT" in shown
    assert all(line == line.rstrip() for line in shown.splitlines())


def test_status_counts_open_claims_and_names_works_without_their_current_text(
    ask: Call, small: Path, said: Callable[..., str]
) -> None:
    found = ask("status")
    assert found["claims"] == {"open": 1, "applied": 0, "by_source": {"laws": 1}}
    assert found["amended_text_missing"] == []
    shown = said("status")
    assert "1 open claims on laws: `lexops claims list` shows them" in shown
    home = home_of(load("ci", small, {}), small)
    finding = f"""INSERT INTO findings (work, severity, code, "where", message, remedy)
        VALUES ('{NIGHT}', 'warning', 'amended_text_missing', 'x', '第二条 was amended', 'add it')"""
    engine = sqlalchemy.create_engine(f"sqlite:///{home.root / 'catalog.db'}")
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text(finding))
        connection.execute(sqlalchemy.text(finding))  # another article of the same work
    engine.dispose()
    (missing,) = ask("status")["amended_text_missing"]
    assert missing == {"work": NIGHT, "message": "第二条 was amended", "remedy": "add it"}
    assert f"{NIGHT}: its current text is not stored: 第二条 was amended" in said("status")


def test_a_claim_that_is_accepted_takes_effect_with_the_next_run_and_can_be_undone(
    ask: Call, said: Callable[..., str]
) -> None:
    id_ = the_claim(ask)["id"]
    answer = said("claims", "accept", id_, "--why", "见公报", "--who", "李工")
    assert answer.startswith(f"accepted: REPEAL {NIGHT} from 2020-05-01. ")
    assert "with the next run: `lexops run`" in answer
    assert status_of(ask, NIGHT) == "in force"
    report = ask("run")
    assert (report["parsed"], report["embedded"]) == (0, 0)
    assert status_of(ask, NIGHT) == "repealed"
    assert ask("claims", "list")["claims"] == []
    (applied,) = ask("claims", "list", "--applied")["claims"]
    assert (applied["id"], applied["verdict"]) == (id_, "accepted")
    decision = applied["decision"]
    assert (decision["who"], decision["why"]) == ("李工", "见公报")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", decision["at"])

    rejected = ask("claims", "reject", id_, "--why", "公报是另一年的")
    assert (rejected["decision"]["who"], rejected["before"]) == (getpass.getuser(), "accepted")
    assert ask("run")["parsed"] == 0
    assert status_of(ask, NIGHT) == "in force"
    assert ask("claims", "list", "--applied")["claims"] == []
    assert ask("claims", "list")["claims"] == []
    (decided,) = ask("claims", "list", "--decided")["claims"]
    assert (decided["id"], decided["verdict"]) == (id_, "rejected")


def test_a_decision_survives_the_removal_of_the_file_and_its_return(
    ask: Call, small: Path, made: Path, said: Callable[..., str]
) -> None:
    id_ = the_claim(ask)["id"]
    ask("claims", "accept", id_, "--why", "见公报")
    folder = shutil.copytree(made.with_name("laws"), small.with_name("moved"))
    ask("sources", "move", "laws", str(folder))
    file = folder / "云岭市轮班条例(2020-03-04).md"
    text = file.read_text(encoding="utf-8")
    file.unlink()
    ask("run")
    assert status_of(ask, NIGHT) == "in force"
    kept = ask("claims", "show", id_)
    assert (kept["stored"], kept["decision"]["why"]) == (False, "见公报")
    assert "no stored file says this at present" in said("claims", "show", id_)
    file.write_text(text.replace("提前三日", "提前五日"), encoding="utf-8")  # read anew
    ask("run")
    assert status_of(ask, NIGHT) == "repealed"


def test_a_run_says_what_waits_for_a_person(said: Callable[..., str]) -> None:
    assert "1 open claims on laws (0 new), 0 acts in effect; `lexops claims list`" in said("run")


def test_another_trust_weighs_again_and_reads_nothing_again(ask: Call, small: Path) -> None:
    trust(small, "official")
    (source,) = ask("sources", "list")["sources"]
    assert (source["trust"], source["trust_of_next_run"]) == ("unofficial", "official")
    report = ask("run")
    assert (report["parsed"], report["embedded"]) == (0, 0)
    known = ask("claims", "list")["claims"] + ask("claims", "list", "--applied")["claims"]
    assert [claim["target"] for claim in known] == [NIGHT]
    assert "not_trusted" not in known[0]["reasons"]
    (small / "lexops.toml").unlink()
    ask("run")
    (source,) = ask("sources", "list")["sources"]
    assert source["trust"] == "reprint"
    trust(small, "unofficial")
    ask("run")
    assert "not_trusted" in the_claim(ask)["reasons"]


def test_a_trust_that_there_is_not_is_refused(ask: Call, small: Path) -> None:
    trust(small, "good")
    assert "official, reprint, unofficial" in ask("sources", "list", status=2)


def test_one_claim_is_shown_with_its_sentence_and_its_place(
    ask: Call, said: Callable[..., str]
) -> None:
    claim = the_claim(ask)
    shown = ask("claims", "show", claim["id"])
    assert {key: shown[key] for key in claim} == claim
    assert (shown["stored"], shown["target_title"]) == (True, NIGHT)
    start, end = shown["span"]
    text = FILES[shown["path"]].replace("# ", "")
    assert 0 < start < end <= len(text)
    printed = said("claims", "show", claim["id"])
    assert all(
        words in printed for words in (claim["what"], "laws: 云岭市轮班条例", NIGHT, "not_trusted")
    )


REFUSED = {
    "an id that is none": (("show", "no-such-id"), "there is no claim 'no-such-id'"),
    "a decision on one that is none": (("accept", "x", "--why", "y"), "lexops claims list --all"),
    "a decision without a reason": (("reject", "{id}", "--why", " "), "needs a reason"),
    "a decision without a name": (("accept", "{id}", "--why", "y", "--who", ""), "needs a name"),
    "a decision without the option": (("accept", "{id}"), "--why"),
    "a cut id": (("show", "{cut}"), "did you mean {id}?"),
    "a misspelled id": (("reject", "{typo}", "--why", "y"), "did you mean {id}?"),
    "a reason that is none": (("list", "--reason", "bad"), "target_unknown"),
    "two lists at once": (("list", "--applied", "--decided"), "exclude each other"),
    "no claim at all": (("list", "--limit", "0"), "--limit"),
}


@pytest.mark.parametrize(("arguments", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_is_one_line_and_decides_nothing(
    ask: Call, arguments: tuple[str, ...], message: str
) -> None:
    id_ = the_claim(ask)["id"]
    names = {"id": id_, "cut": id_[:5], "typo": f"{id_[:9]}x{id_[10:]}"}
    error = ask("claims", *(part.format(**names) for part in arguments), status=2)
    assert message.format(**names) in error
    assert error.count("\n") == 1
    assert ask("claims", "list", "--decided")["claims"] == []


def test_a_decision_waits_for_no_other_writer(ask: Call, small: Path) -> None:
    id_ = the_claim(ask)["id"]
    with Home(small).writer("another run"):
        assert "another run" in ask("claims", "accept", id_, "--why", "y", status=2)
    assert ask("claims", "list", "--decided")["claims"] == []


def test_a_home_with_nothing_in_it_has_no_claims(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "empty"
    for arguments in (["list"], ["accept", "x", "--why", "y"]):
        assert run(["claims", *arguments, *common(home)]) == 2
        assert "nothing in this home yet" in capsys.readouterr().err
    assert not home.exists()


# ── many claims
# ───────────────────────────────────────────────────────────────────────────────────────────────


def stated(number: int, **other: Any) -> WeighedAct:
    """A claim of our own: the higher the number, the later it would take effect."""
    target = other.pop("target", NIGHT)
    act = Act(
        other.pop("action", Action.AMEND),
        Target(target or "无", f"《{target}》", provisions=other.pop("provisions", ())),
        other.pop("since", f"2{number:03}-01-01"),
        None,
        Evidence("test", f"第{number}句。", Span(1, 5)),
    )
    values: dict[str, Any] = {
        "verdict": Verdict.OPEN,
        "reasons": (ClaimReason.NOT_ADOPTED,),
        "note": "no body adopted the document",
    }
    return WeighedAct(
        f"id{number:04}", f"通讯{number}", "news", f"{number}.md", act, target, **(values | other)
    )


def write(small: Path, acts: list[WeighedAct]) -> None:
    home = home_of(load("ci", small, {}), small)
    with home.writer("a test"), home.catalog() as catalog:
        catalog.claims.commit({loose_key(NIGHT): ("k", acts)})


def test_what_would_end_a_law_comes_first_then_the_newest_and_the_list_is_short(
    ask: Call, small: Path, said: Callable[..., str]
) -> None:
    acts = [stated(number) for number in range(70)]
    acts += [stated(100, since=None), stated(90, action=Action.REPEAL, since="2001-01-01")]
    write(small, acts)
    found = ask("claims", "list")
    assert (len(found["claims"]), found["total"], found["more"]) == (50, 72, 22)
    assert [claim["id"] for claim in found["claims"][:3]] == ["id0090", "id0069", "id0068"]
    every = ask("claims", "list", "--limit", "100")["claims"]
    assert every[-1]["id"] == "id0100"  # without a day
    assert "… and 22 more" in said("claims")


def test_only_acts_that_end_a_whole_stored_work_are_listed_as_applied(
    ask: Call, small: Path
) -> None:
    done: dict[str, Any] = {"verdict": Verdict.APPLIED, "reasons": (), "note": "立法法"}
    acts = [
        stated(1, action=Action.REPEAL, **done),
        stated(2, action=Action.REPLACE, **done),
        stated(3, action=Action.ANNUL, **(done | {"verdict": Verdict.ACCEPTED})),
        stated(4, action=Action.REPEAL, provisions=("第二条",), **done),
        stated(5, action=Action.AMEND, **done),
        stated(6, action=Action.REPEAL, **(done | {"verdict": Verdict.REJECTED})),
        stated(7, action=Action.REPEAL),
        stated(8, action=Action.REPEAL, target=None, **done),
    ]
    write(small, acts)
    applied = ask("claims", "list", "--applied")["claims"]
    assert [claim["id"] for claim in applied] == ["id0003", "id0002", "id0001"]
    assert [claim["id"] for claim in ask("claims", "list")["claims"]] == ["id0007"]


@pytest.mark.parametrize("name", [NIGHT, f"《{NIGHT}》", f"{NIGHT}（2015年修正）"])
def test_claims_of_one_work_are_found_by_any_name_of_it(ask: Call, small: Path, name: str) -> None:
    write(small, [stated(1)])
    found = ask("claims", "list", "--work", name)["claims"]
    assert [claim["id"] for claim in found] == ["id0001"]
    assert ask("claims", "list", "--work", "云岭市假日办法")["claims"] == []


def test_a_part_and_a_limit_are_named(ask: Call, small: Path) -> None:
    write(small, [stated(1, provisions=("第二条", "第三条"))])
    (claim,) = ask("claims", "list")["claims"]
    assert claim["what"] == f"AMEND {NIGHT} 第二条 第三条 from 2001-01-01"


# ── what `show` says of them
# ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_work_and_its_articles_show_the_claims_against_them(
    ask: Call, small: Path, said: Callable[..., str]
) -> None:
    acts = [stated(1, provisions=("第二条",)), stated(2, action=Action.REPEAL)]
    acts += [
        stated(3, provisions=("第二条第一款",), verdict=Verdict.REJECTED),
        stated(4, provisions=("第二条之一",)),  # another article
    ]
    write(small, acts)
    shown = {
        name: [claim["id"] for claim in ask("show", name)["claims"]]
        for name in (NIGHT, f"{NIGHT}/第一条", f"{NIGHT}/第二条")
    }
    assert shown == {
        NIGHT: ["id0001", "id0002", "id0004", "id0003"],
        f"{NIGHT}/第一条": ["id0002"],
        f"{NIGHT}/第二条": ["id0001", "id0002", "id0003"],
    }
    printed = said("show", NIGHT)
    for words in ("claims and acts on it", "第2句。", "news: 2.md", "no body adopted the document"):
        assert words in printed


def test_many_claims_on_a_work_are_counted_and_those_in_effect_come_first(
    ask: Call, small: Path, said: Callable[..., str]
) -> None:
    acts = [stated(number) for number in range(30)]
    write(small, [*acts, stated(99, verdict=Verdict.APPLIED, reasons=(), note="立法法第十条")])
    printed = said("show", NIGHT)
    assert f"… and 11 more: `lexops claims list --work {NIGHT}`" in printed
    assert "立法法第十条" in printed
    shown = ask("show", NIGHT)
    assert (len(shown["claims"]), shown["claims_total"]) == (31, 31)


MANY = 1200


@pytest.mark.parametrize(
    ("arguments", "most"),
    [
        (("claims", "list"), 50),
        (("claims", "list", "--all", "--reason", "not_adopted", "--limit", "7"), 7),
        (("show", NIGHT), 100),
        (("show", f"{NIGHT}/第一条"), 100),
        (("show", NIGHT, "--versions"), 100),
    ],
    ids=["list", "list of one reason", "work", "article", "versions"],
)
def test_of_many_claims_only_those_that_are_shown_are_read(
    ask: Call,
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    most: int,
) -> None:
    write(small, [stated(number) for number in range(MANY)])
    read: list[Any] = []

    def counted(row: Any) -> WeighedAct:
        read.append(row.id)
        return read_weighed(row)

    monkeypatch.setattr("storage.catalog.claim_lists.read_weighed", counted)
    found = ask(*arguments)
    total = found["total"] if "total" in found else found["claims_total"]
    assert (len(found["claims"]), total) == (most, MANY)
    assert len(read) == most


def test_of_many_relations_the_first_are_shown_and_all_are_counted(
    ask: Call, small: Path, said: Callable[..., str]
) -> None:
    done: dict[str, Any] = {"verdict": Verdict.APPLIED, "reasons": (), "note": ""}
    write(small, [stated(number, action=Action.PREVAIL, **done) for number in range(130)])
    found = ask("show", NIGHT)
    assert (len(found["relations"]), found["relations_total"]) == (100, 130)
    assert "… and 110 more" in said("show", NIGHT)


def test_an_act_that_ended_a_work_is_why_it_ended(ask: Call) -> None:
    claim = the_claim(ask)
    ask("claims", "accept", claim["id"], "--why", "见公报")
    ask("run")
    (version,) = ask("show", NIGHT)["expressions"]
    (end,) = [row for row in version["provenance"] if row["of"] == "valid_to"]
    assert (end["value"], end["by"]) == ("2020-05-01", "云岭市轮班条例")
    assert (end["source"], end["path"]) == ("laws", claim["path"])
    assert (end["words"], end["span"]) == (claim["sentence"], claim["span"])
    (shown,) = ask("show", NIGHT)["claims"]
    assert shown["decision"]["why"] == "见公报"


@pytest.mark.parametrize("asked", [NIGHT, "云岭市假日办法", f"{NIGHT}/第一条"])
def test_which_text_prevails_is_shown_with_both_names_and_changes_nothing(
    ask: Call, small: Path, said: Callable[..., str], asked: str
) -> None:
    done: dict[str, Any] = {"verdict": Verdict.APPLIED, "reasons": (), "note": ""}
    act = replace(stated(1, action=Action.PREVAIL, **done), by="云岭市假日办法")
    write(small, [act])
    found = ask("show", asked)
    (relation,) = found["relations"]
    assert relation["relation"] == "prevails_where_inconsistent"
    assert (relation["prevails_title"], relation["yields_title"]) == ("云岭市假日办法", NIGHT)
    assert relation["sentence"] == "第1句。"
    assert found["claims"] == []
    printed = said("show", asked)
    assert "prevails where inconsistent" in printed
    assert ask("claims", "list", "--applied")["claims"] == []
