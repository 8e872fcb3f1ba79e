"""What contradicts itself, or means nothing: a finding or a claim each, and nothing changes silently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from configs.loading import home_of, load
from configs.settings import SourceOptions
from corpus.records import Verdict
from corpus.schema import Row, as_of
from pipelines.session import Session, open_session
from pipelines.stages.reviewing import authority_reviewed
from storage.catalog.claims import ClaimDecision
from tests.law.authority_archive import settle
from tests.law.authority_cases import TODAY, base_files

BASE = base_files()
LAW = BASE["渡运法(2004-03-14).md"]
SKILLS = BASE["技能鉴定法(2015-04-24).md"]
COMMITTEE = "第十四届全国人民代表大会常务委员会"


def decision(
    what: str,
    sentence: str,
    *,
    day: str = "2025年3月14日",
    begins: str = "2025年7月1日",
) -> str:
    """A decision of the standing committee."""
    return f"""# 全国人民代表大会常务委员会关于{what}的决定

（{day}{COMMITTEE}第十五次会议通过）

{COMMITTEE}第十五次会议决定：

{sentence}

本决定自{begins}起施行。
"""


def law(
    title: str,
    closing: str,
    day: str = "2025年3月14日",
) -> str:
    """A law of the standing committee with a closing article."""
    return f"""# 中华人民共和国{title}

（{day}{COMMITTEE}第十五次会议通过）

第一条 为了保障{title[:2]}的安全，制定本法。

第二条 从事{title[:2]}的人员应当受过训练。

第三条 {closing}
"""


@dataclass
class Home:
    """A home with several sources, and what it says of them."""

    session: Session
    folder: Path

    def take(self, source: str, files: Mapping[str, str | None]) -> None:
        """Write files into a source, or remove them, and run the stages."""
        for path, text in files.items():
            file = self.folder / source / path
            if text is None:
                file.unlink()
            else:
                file.write_text(text, encoding="utf-8")
        folders = sorted(str(folder) for folder in self.folder.iterdir())
        chosen = self.session.register(folders)
        self.session.begin()
        settle(self.session, chosen)

    def rows(self, day: str = TODAY) -> dict[str, Row]:
        """The rows by id, on a day."""
        return {row["id"]: as_of(row, day) for row in self.session.catalog.passages.rows()}

    def said(self) -> set[str]:
        """The codes of findings, and verdicts and reasons of acts on stored works."""
        findings = {finding["code"] for finding in self.session.catalog.passages.findings()}
        acts = self.session.catalog.claims.all()
        return findings | {
            " ".join([act.verdict.value, *act.reasons]) for act in acts if act.target is not None
        }


@contextmanager
def opened(place: Path, **trusts: str) -> Iterator[Home]:
    """Open a home whose sources have these trusts."""
    sources = {name: SourceOptions(trust=trust) for name, trust in trusts.items()}
    home = place / "home"
    settings = replace(load("ci", home, {}), processes=1, sources=sources)
    for name in trusts:
        (place / "archive" / name).mkdir(parents=True)
    with open_session(settings, home_of(settings, home), "a test") as session:
        yield Home(session, place / "archive")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home of two laws in a folder of reprints."""
    with opened(tmp_path, laws="reprint") as found:
        found.take("laws", {"渡运法(2004-03-14).md": LAW, "技能鉴定法(2015-04-24).md": SKILLS})
        yield found


AMENDS = "对《中华人民共和国渡运法》作如下修改：\n\n将第三条修改为：“{words}”"

SAID: dict[str, tuple[dict[str, str], str, bool]] = {
    "two decisions of one day that amend one article differently": (
        {
            "a.md": decision("修改《中华人民共和国渡运法》", AMENDS.format(words="八级以上停航。")),
            "b.md": decision(
                "再次修改《中华人民共和国渡运法》", AMENDS.format(words="九级以上停航。")
            ),
        },
        "amended_text_missing",
        False,
    ),
    "an amendment before the law itself": (
        {
            "a.md": decision(
                "修改《中华人民共和国渡运法》",
                AMENDS.format(words="八级以上停航。"),
                day="1999年3月14日",
                begins="1999年7月1日",
            )
        },
        "open other_edition",
        False,
    ),
    "a law that ends with a law that is not stored": (
        {
            "a.md": decision(
                "废止一部法律",
                "自《中华人民共和国飞毯法》施行之日起，废止《中华人民共和国技能鉴定法》。",
            )
        },
        "open no_date",
        False,
    ),
    "two laws that begin with each other, and end a third": (
        {
            "甲技法(2025-03-14).md": law(
                "甲技法",
                "本法自《中华人民共和国乙技法》施行之日起施行，《中华人民共和国技能鉴定法》同时废止。",
            ),
            "乙技法(2025-03-14).md": law(
                "乙技法", "本法自《中华人民共和国甲技法》施行之日起施行。"
            ),
        },
        "open no_date",
        False,
    ),
    "claims of a paper that contradict each other": (
        {
            "a.txt": "渡口杂谈\n\n《中华人民共和国渡运法》自2024年1月1日起废止。\n",
            "b.txt": "渡口闲话\n\n《中华人民共和国渡运法》自2025年1月1日起废止。\n",
        },
        "open",
        False,
    ),
    "a repeal on two days in one document": (
        {
            "a.md": decision(
                "废止《中华人民共和国技能鉴定法》",
                "《中华人民共和国技能鉴定法》自2025年5月1日起废止。\n\n"
                "《中华人民共和国技能鉴定法》自2025年9月1日起废止。",
            )
        },
        "contradicting_acts",
        True,
    ),
}


@pytest.mark.parametrize(("files", "said", "changes"), SAID.values(), ids=SAID)
def test_a_contradiction_is_a_finding_or_a_claim(
    home: Home,
    files: Mapping[str, str],
    said: str,
    changes: bool,
) -> None:
    before = home.rows()
    home.take("laws", files)
    after = home.rows()
    assert any(found.startswith(said) for found in home.said()), home.said()
    validity = ("status", "valid_from", "valid_to", "text")
    changed = {
        id_
        for id_, row in before.items()
        if [row[name] for name in validity] != [after[id_][name] for name in validity]
    }
    assert bool(changed) is changes
    home.take("laws", dict.fromkeys(files))
    assert home.rows() == before


def test_a_circle_of_amendments_ends_and_is_reported(home: Home) -> None:
    """Of two decisions that amend each other, the later amends; what the earlier says is a claim."""
    name = "全国人民代表大会常务委员会关于修改{}决定的决定"
    change = "对《{}》作如下修改：\n\n将第一条修改为：“照旧。”"
    titles = [name.format(what) for what in ("部分", "若干")]
    files = {
        "1.md": decision(
            "修改部分决定", change.format(titles[1]), day="2024年3月14日", begins="2024年7月1日"
        ),
        "2.md": decision("修改若干决定", change.format(titles[0])),
    }
    before = home.rows()
    home.take("laws", files)
    acts = home.session.catalog.claims.all()
    assert {(act.by, act.target) for act in acts} == {
        (titles[0], titles[1]),
        (titles[1], titles[0]),
    }
    assert {"amended_text_missing", "applied", "open other_edition"} <= home.said()
    assert "repealed" not in {row["status"] for row in home.rows().values()}
    home.take("laws", dict.fromkeys(files))
    assert home.rows() == before


SINCE = "自《中华人民共和国技能法》施行之日起，废止《中华人民共和国技能鉴定法》。"


def test_an_act_takes_effect_with_another_law_once_that_is_stored(home: Home) -> None:
    """The day follows the other law: unknown, known, changed, unknown again."""

    def ended() -> set[str | None]:
        return {row["valid_to"] for row in home.rows().values() if row["work"] == "技能鉴定法"}

    def skills(day: str) -> str:
        return law("技能法", f"本法自{day}起施行。")

    text = decision("废止一部法律", SINCE)
    home.take("laws", {"a.md": text})
    assert (ended(), "open no_date" in home.said()) == ({None}, True)
    home.take("laws", {"技能法(2025-03-14).md": skills("2026年8月1日")})
    assert (ended(), "applied" in home.said()) == ({"2026-08-01"}, True)
    home.take("laws", {"技能法(2025-03-14).md": skills("2027年1月1日")})
    assert ended() == {"2027-01-01"}
    home.take("laws", {"技能法(2025-03-14).md": None})
    assert (ended(), "open no_date" in home.said()) == ({None}, True)


def test_a_decision_about_a_document_that_is_gone_waits_for_it(home: Home) -> None:
    """The effect goes with the document, and the decision stays on the list."""
    before = home.rows()
    claim = {"a.txt": "渡口杂谈\n\n《中华人民共和国渡运法》自2024年1月1日起废止。\n"}
    home.take("laws", claim)
    [act] = home.session.catalog.claims.all([Verdict.OPEN])
    home.session.catalog.claims.decide(
        ClaimDecision(act.id, Verdict.ACCEPTED, "李工", "见公报", f"{TODAY}T00:00:00+00:00", act)
    )
    home.take("laws", {})
    ended = {row["valid_to"] for row in home.rows().values() if row["work"] == "渡运法"}
    assert ended == {"2024-01-01"}
    home.take("laws", {"a.txt": None})
    assert home.rows() == before
    assert list(home.session.catalog.claims.decisions()) == [act.id]
    reviewed = authority_reviewed(home.session)
    assert (reviewed.passed, reviewed.figures["accepted, document gone"]) == (False, 1)
    assert [row[0] for row in reviewed.rows] == ["document gone"]
    home.take("laws", claim)
    ended = {row["valid_to"] for row in home.rows().values() if row["work"] == "渡运法"}
    assert ended == {"2024-01-01"}
    assert authority_reviewed(home.session).figures["accepted, document gone"] == 0


def test_two_official_sources_with_two_texts_of_one_day(tmp_path: Path) -> None:
    """Both texts stay findable, and the readers of each learn of the other."""
    with opened(tmp_path, laws="official", gazette="official") as home:
        name = "渡运法(2004-03-14).md"
        home.take("laws", {name: LAW})
        home.take("gazette", {name: LAW.replace("六级", "八级")})
        assert "conflicting_text" in home.said()
        shown = [row for row in home.rows().values() if row["article"] == "第三条"]
        words = {
            row["source"]["name"]: [caution["words"] for caution in row["cautions"]]
            for row in shown
        }
        assert len(shown) == 2
        assert "laws: " in words["gazette"][0]
        assert "gazette: " in words["laws"][0]
        in_force = [row for row in shown if row["status"] == "in force"]
        assert len(in_force) == 1


def test_two_official_sources_with_two_days_of_an_end(tmp_path: Path) -> None:
    """The earliest end counts, and a finding names both acts."""
    with opened(tmp_path, laws="official", gazette="official") as home:
        home.take("laws", {"技能鉴定法(2015-04-24).md": SKILLS})
        ends = "废止《中华人民共和国技能鉴定法》"
        home.take("laws", {"a.md": decision(ends, f"{ends}。", begins="2025年7月1日")})
        home.take("gazette", {"a.md": decision(ends, f"{ends}。", begins="2025年9月1日")})
        assert {"contradicting_acts", "conflicting_text"} & home.said()
        ended = {row["valid_to"] for row in home.rows().values() if row["work"] == "技能鉴定法"}
        assert ended in ({"2025-07-01"}, {"2025-09-01"})
