"""Who may do what to which norm: every row of the table, and what no row allows."""

from __future__ import annotations

import pytest

from corpus.records import Act, Action, DocumentFacts, Evidence, Rank, Scope, Target
from law.authority.bodies import read_body
from law.authority.competence import COMPETENCES, find_competence
from law.authority.norms import Norm, read_norms

NPC = "全国人民代表大会"
NPCSC = "全国人民代表大会常务委员会"
COUNCIL = "国务院"
PROVINCE = "云岭省人民代表大会"
PROVINCE_COMMITTEE = "云岭省人民代表大会常务委员会"
PROVINCE_GOVERNMENT = "云岭省人民政府"
CITY_COMMITTEE = "青岩市人民代表大会常务委员会"
CITY_GOVERNMENT = "青岩市人民政府"
COURT = "最高人民法院"
PROCURATORATE = "最高人民检察院"


def norm(
    level: Rank | None,
    *issuers: str,
    approvers: tuple[str, ...] = (),
    number: str | None = None,
) -> Norm:
    [found] = read_norms(
        [
            DocumentFacts(
                work="目标",
                title="目标",
                issuers=issuers,
                approvers=approvers,
                level=level.value if level else None,
                number=number,
            )
        ]
    )
    return found


def act(
    action: Action,
    *provisions: str,
    region: str = "",
) -> Act:
    target = Target("目标", "《目标》", provisions=provisions)
    evidence = Evidence("sentence", "《目标》")
    return Act(action, target, "2026-01-01", "2025-12-01", evidence, Scope(region))


LAW_OF_CONGRESS = norm(Rank.LAW, NPC)
LAW_OF_COMMITTEE = norm(Rank.LAW, NPCSC)
LAW_UNKNOWN = norm(Rank.LAW)
ADMINISTRATIVE = norm(Rank.ADMINISTRATIVE_REGULATION, COUNCIL)
ADMINISTRATIVE_BY_TITLE = norm(Rank.ADMINISTRATIVE_REGULATION)
APPROVED_BY_COUNCIL = norm(Rank.ADMINISTRATIVE_REGULATION, "公安部")
WITH_MILITARY = norm(Rank.ADMINISTRATIVE_REGULATION, COUNCIL, "中央军事委员会")
RULE = norm(Rank.DEPARTMENTAL_RULE, "人力资源和社会保障部")
OLD_RULE = norm(Rank.DEPARTMENTAL_RULE, "劳动部")
RULE_BY_NUMBER = norm(Rank.DEPARTMENTAL_RULE, number="交通运输部令2019年第5号")
JOINT_RULE = norm(Rank.DEPARTMENTAL_RULE, "财政部", "民政部")
JUDICIAL = norm(Rank.JUDICIAL_INTERPRETATION, COURT)
JOINT_JUDICIAL = norm(Rank.JUDICIAL_INTERPRETATION, COURT, PROCURATORATE)
PROVINCIAL = norm(Rank.LOCAL_REGULATION, PROVINCE_COMMITTEE)
OF_CITY = norm(Rank.LOCAL_REGULATION, CITY_COMMITTEE, approvers=(PROVINCE_COMMITTEE,))
CITY_RULE = norm(Rank.LOCAL_RULE, CITY_GOVERNMENT)
CITY_RULE_IN_PROVINCE = norm(Rank.LOCAL_RULE, "云岭省青岩市人民政府")
CITY_PAPER = norm(Rank.NORMATIVE_DOCUMENT, CITY_GOVERNMENT)
OFFICE_PAPER = norm(Rank.NORMATIVE_DOCUMENT, "青岩市教育局")
MINISTRY_PAPER = norm(Rank.NORMATIVE_DOCUMENT, "民政部办公厅")
PARTY_PAPER = norm(None, "中共中央")
UNION_PAPER = norm(None, "中华全国总工会")
CITY_RESOLUTION = norm(Rank.NORMATIVE_DOCUMENT, "云岭省青岩市人民代表大会")

ALLOWED = [
    ("the congress repeals its law", [NPC], act(Action.REPEAL), LAW_OF_CONGRESS),
    ("the congress repeals a law of its committee", [NPC], act(Action.REPEAL), LAW_OF_COMMITTEE),
    ("the congress annuls a law of its committee", [NPC], act(Action.ANNUL), LAW_OF_COMMITTEE),
    ("the congress repeals a law of unknown owner", [NPC], act(Action.REPEAL), LAW_UNKNOWN),
    ("the committee repeals its law", [NPCSC], act(Action.REPEAL), LAW_OF_COMMITTEE),
    ("the committee amends a law of the congress", [NPCSC], act(Action.AMEND), LAW_OF_CONGRESS),
    (
        "the committee ends an article of a law of the congress",
        [NPCSC],
        act(Action.REPEAL, "第四条"),
        LAW_OF_CONGRESS,
    ),
    ("the committee interprets a law", [NPCSC], act(Action.INTERPRET), LAW_OF_CONGRESS),
    (
        "the committee adjusts a law in a zone",
        [NPCSC],
        act(Action.ADJUST, "第四条", region="自由贸易试验区"),
        LAW_OF_CONGRESS,
    ),
    ("a law ends an administrative regulation", [NPCSC], act(Action.REPEAL), ADMINISTRATIVE),
    ("a law ends a departmental rule", [NPC], act(Action.REPEAL), RULE),
    (
        "the committee annuls an administrative regulation",
        [NPCSC],
        act(Action.ANNUL),
        ADMINISTRATIVE,
    ),
    ("the committee annuls a local regulation", [NPCSC], act(Action.ANNUL), PROVINCIAL),
    ("the council repeals its regulation", [COUNCIL], act(Action.REPEAL), ADMINISTRATIVE),
    (
        "the council repeals a regulation by title",
        [COUNCIL],
        act(Action.REPEAL),
        ADMINISTRATIVE_BY_TITLE,
    ),
    ("the council repeals what it approved", [COUNCIL], act(Action.REPEAL), APPROVED_BY_COUNCIL),
    ("the council succeeds 政务院", [COUNCIL], act(Action.REPEAL), norm(None, "政务院")),
    (
        "both repeal a joint regulation",
        [COUNCIL, "中央军事委员会"],
        act(Action.REPEAL),
        WITH_MILITARY,
    ),
    ("the council annuls a departmental rule", [COUNCIL], act(Action.ANNUL), RULE),
    ("the council ends a joint rule", [COUNCIL], act(Action.REPEAL), JOINT_RULE),
    ("the council annuls a rule of a city", [COUNCIL], act(Action.ANNUL), CITY_RULE),
    ("a ministry repeals its rule", ["人力资源社会保障部"], act(Action.REPEAL), RULE),
    ("a ministry repeals a rule of its predecessor", ["人社部"], act(Action.REPEAL), OLD_RULE),
    ("a ministry is known by the number", ["交通运输部"], act(Action.REPEAL), RULE_BY_NUMBER),
    ("both ministries repeal a joint rule", ["民政部", "财政部"], act(Action.REPEAL), JOINT_RULE),
    (
        "three ministries repeal a rule of two",
        ["民政部", "财政部", "审计署"],
        act(Action.REPEAL),
        JOINT_RULE,
    ),
    ("a ministry ends a paper of its office", ["民政部"], act(Action.REPEAL), MINISTRY_PAPER),
    ("the court interprets a law", [COURT], act(Action.INTERPRET), LAW_OF_CONGRESS),
    ("the court repeals its interpretation", [COURT], act(Action.REPEAL), JUDICIAL),
    (
        "both supreme organs repeal a joint interpretation",
        [COURT, PROCURATORATE],
        act(Action.REPEAL),
        JOINT_JUDICIAL,
    ),
    ("a province repeals its regulation", [PROVINCE_COMMITTEE], act(Action.REPEAL), PROVINCIAL),
    ("a provincial congress changes its committee's", [PROVINCE], act(Action.AMEND), PROVINCIAL),
    ("a provincial congress annuls what was approved", [PROVINCE], act(Action.ANNUL), OF_CITY),
    (
        "a province approves a regulation of a city",
        [PROVINCE_COMMITTEE],
        act(Action.APPROVE),
        OF_CITY,
    ),
    ("a city repeals its regulation", [CITY_COMMITTEE], act(Action.REPEAL), OF_CITY),
    (
        "a city is the same with its province before it",
        ["云岭省青岩市人民政府"],
        act(Action.REPEAL),
        CITY_RULE,
    ),
    (
        "a city's committee annuls its government's rule",
        [CITY_COMMITTEE],
        act(Action.ANNUL),
        CITY_RULE,
    ),
    (
        "a provincial government changes a rule of its city",
        [PROVINCE_GOVERNMENT],
        act(Action.AMEND),
        CITY_RULE_IN_PROVINCE,
    ),
    ("a city ends a paper of its office", [CITY_GOVERNMENT], act(Action.REPEAL), OFFICE_PAPER),
    (
        "a provincial committee annuls a resolution of a city's congress",
        [PROVINCE_COMMITTEE],
        act(Action.ANNUL),
        CITY_RESOLUTION,
    ),
    ("the party repeals its paper", ["中国共产党中央委员会"], act(Action.REPEAL), PARTY_PAPER),
    ("the union repeals its paper", ["全国总工会"], act(Action.REPEAL), UNION_PAPER),
]

REFUSED = [
    ("the committee repeals a law of the congress", [NPCSC], act(Action.REPEAL), LAW_OF_CONGRESS),
    ("the committee repeals a law of unknown owner", [NPCSC], act(Action.REPEAL), LAW_UNKNOWN),
    ("the committee suspends a law everywhere", [NPCSC], act(Action.SUSPEND), LAW_OF_CONGRESS),
    ("the committee repeals a local regulation", [NPCSC], act(Action.REPEAL), PROVINCIAL),
    ("the congress repeals a judicial interpretation", [NPC], act(Action.REPEAL), JUDICIAL),
    ("the council repeals a law", [COUNCIL], act(Action.REPEAL), LAW_OF_COMMITTEE),
    ("the council amends a law", [COUNCIL], act(Action.AMEND), LAW_OF_COMMITTEE),
    ("the council annuls a local regulation", [COUNCIL], act(Action.ANNUL), PROVINCIAL),
    ("the council repeals a judicial interpretation", [COUNCIL], act(Action.REPEAL), JUDICIAL),
    (
        "the council alone ends what the military made too",
        [COUNCIL],
        act(Action.REPEAL),
        WITH_MILITARY,
    ),
    ("the council repeals a party paper", [COUNCIL], act(Action.REPEAL), PARTY_PAPER),
    ("a ministry repeals a law", ["民政部"], act(Action.REPEAL), LAW_OF_COMMITTEE),
    ("a ministry repeals a regulation", ["公安部"], act(Action.REPEAL), APPROVED_BY_COUNCIL),
    ("a ministry repeals another's rule", ["民政部"], act(Action.REPEAL), RULE),
    ("a predecessor repeals a successor's rule", ["劳动部"], act(Action.REPEAL), RULE),
    ("one of two ministries repeals a joint rule", ["民政部"], act(Action.REPEAL), JOINT_RULE),
    (
        "one supreme organ repeals a joint interpretation",
        [COURT],
        act(Action.REPEAL),
        JOINT_JUDICIAL,
    ),
    ("the court repeals a law", [COURT], act(Action.REPEAL), LAW_OF_COMMITTEE),
    ("a lower court interprets a law", ["云岭省高级人民法院"], act(Action.INTERPRET), LAW_UNKNOWN),
    ("the court repeals a rule", [COURT], act(Action.REPEAL), RULE),
    (
        "a lower court repeals an interpretation",
        ["云岭省高级人民法院"],
        act(Action.REPEAL),
        JUDICIAL,
    ),
    ("a province repeals a law", [PROVINCE_COMMITTEE], act(Action.REPEAL), LAW_OF_COMMITTEE),
    ("a province repeals a departmental rule", [PROVINCE_COMMITTEE], act(Action.REPEAL), RULE),
    (
        "another province repeals a regulation",
        ["南岭省人民代表大会常务委员会"],
        act(Action.REPEAL),
        PROVINCIAL,
    ),
    (
        "a provincial government repeals a provincial regulation",
        [PROVINCE_GOVERNMENT],
        act(Action.REPEAL),
        PROVINCIAL,
    ),
    (
        "a provincial committee repeals the regulation of a city",
        [PROVINCE_COMMITTEE],
        act(Action.REPEAL),
        OF_CITY,
    ),
    (
        "a provincial congress repeals what was only approved",
        [PROVINCE],
        act(Action.REPEAL),
        OF_CITY,
    ),
    (
        "a provincial government changes the rule of a city that may lie elsewhere",
        [PROVINCE_GOVERNMENT],
        act(Action.AMEND),
        CITY_RULE,
    ),
    ("a city repeals a law", [CITY_GOVERNMENT], act(Action.REPEAL), LAW_OF_COMMITTEE),
    (
        "a city's committee repeals its government's rule",
        [CITY_COMMITTEE],
        act(Action.REPEAL),
        CITY_RULE,
    ),
    ("a city's office repeals the city's paper", ["青岩市教育局"], act(Action.REPEAL), CITY_PAPER),
    ("a namesake office of another city", ["云海市教育局"], act(Action.REPEAL), OFFICE_PAPER),
    ("a club amends a law", ["青岩市羽毛球协会"], act(Action.AMEND), LAW_OF_COMMITTEE),
    ("a village repeals a city's rule", ["青岩市云海村村民委员会"], act(Action.REPEAL), CITY_RULE),
    ("the union repeals a rule", ["中华全国总工会"], act(Action.REPEAL), RULE),
    (
        "a union of a province repeals the national one's",
        ["云岭省总工会"],
        act(Action.REPEAL),
        UNION_PAPER,
    ),
    ("the party repeals a law", ["中共中央"], act(Action.REPEAL), LAW_OF_COMMITTEE),
    ("a foreign parliament", ["越南社会主义共和国国会"], act(Action.REPEAL), LAW_OF_COMMITTEE),
    ("nobody", [], act(Action.REPEAL), LAW_OF_COMMITTEE),
    ("nobody made it", [COUNCIL], act(Action.REPEAL), norm(None)),
]


@pytest.mark.parametrize(
    ("issuers", "stated", "target"),
    [case[1:] for case in ALLOWED],
    ids=[case[0] for case in ALLOWED],
)
def test_a_competent_body_may(issuers: list[str], stated: Act, target: Norm) -> None:
    row = find_competence([read_body(name) for name in issuers], stated, target)
    assert row is not None
    assert row.source


@pytest.mark.parametrize(
    ("issuers", "stated", "target"),
    [case[1:] for case in REFUSED],
    ids=[case[0] for case in REFUSED],
)
def test_no_other_body_may(issuers: list[str], stated: Act, target: Norm) -> None:
    assert find_competence([read_body(name) for name in issuers], stated, target) is None


def test_every_row_of_the_table_is_needed() -> None:
    used = set()
    for _, issuers, stated, target in ALLOWED:
        row = find_competence([read_body(name) for name in issuers], stated, target)
        used.add(row.source + row.may if row else "")
    assert {row.source + row.may for row in COMPETENCES} <= used
