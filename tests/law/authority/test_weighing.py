"""Which acts take effect: instrument, sentence, competence, target and trust, one by one."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from corpus.records import (
    Act,
    Action,
    ClaimReason,
    DocumentFacts,
    Doubt,
    Evidence,
    Target,
    TextStage,
    TitleStrength,
    Trust,
    Verdict,
    WeighedAct,
)
from law.authority import act_id, weigh

COMMITTEE = "全国人民代表大会常务委员会"
LAW = DocumentFacts(
    work="电车法",
    title="中华人民共和国电车法",
    strength=TitleStrength.STRONG,
    kind="statute",
    stage=TextStage.ADOPTED,
    issuers=(COMMITTEE,),
    level="law",
    jurisdiction="mainland",
    dates=("2007-06-29", "2012-12-28"),
)
DECISION = DocumentFacts(
    work="关于废止《电车法》的决定",
    title=f"{COMMITTEE}关于废止《电车法》的决定",
    strength=TitleStrength.STRONG,
    kind="decision",
    stage=TextStage.ADOPTED,
    issuers=(COMMITTEE,),
    jurisdiction="mainland",
    dates=("2026-06-26",),
)
REPEAL = Act(
    Action.REPEAL,
    Target("电车法", "《电车法》"),
    "2026-07-01",
    "2026-06-26",
    Evidence("sentence", "废止《电车法》。"),
)


def weigh_one(
    by: DocumentFacts = DECISION,
    act: Act = REPEAL,
    *targets: DocumentFacts,
    decisions: dict[str, Verdict] | None = None,
) -> WeighedAct:
    [weighed] = weigh([(by, act)], targets or (LAW,), decisions or {})
    return weighed


def test_an_act_of_a_competent_body_is_applied_with_the_legal_source() -> None:
    weighed = weigh_one()
    assert (weighed.verdict, weighed.target, weighed.reasons) == (Verdict.APPLIED, "电车法", ())
    assert "立法法" in weighed.note


CLAIMS = [
    ("a draft", {"stage": TextStage.DRAFT}, {}, ClaimReason.NOT_ADOPTED),
    ("news", {"stage": TextStage.NO_ACT}, {}, ClaimReason.NOT_ADOPTED),
    ("nothing says who adopted it", {"stage": TextStage.UNKNOWN}, {}, ClaimReason.NOT_ADOPTED),
    ("nobody issued it", {"issuers": ()}, {}, ClaimReason.ISSUER_UNKNOWN),
    ("another body", {"issuers": ("国务院",)}, {}, ClaimReason.NOT_COMPETENT),
    ("a club", {"issuers": ("青岩市羽毛球协会",)}, {}, ClaimReason.NOT_COMPETENT),
    ("a web page", {"trust": Trust.UNOFFICIAL}, {}, ClaimReason.NOT_TRUSTED),
    ("a lone heading", {"strength": TitleStrength.WEAK}, {}, ClaimReason.WEAK_IDENTITY),
    ("another country", {"jurisdiction": "foreign"}, {}, ClaimReason.OTHER_JURISDICTION),
    ("a negated sentence", {}, {"doubts": (Doubt.NEGATED,)}, ClaimReason.NOT_OPERATIVE),
    ("a question", {}, {"doubts": (Doubt.ASKED,)}, ClaimReason.NOT_OPERATIVE),
    ("no day", {}, {"since": None, "made": None}, ClaimReason.NO_DATE),
    (
        "an earlier norm of the title",
        {},
        {"since": "1999-01-01", "made": "1998-12-01"},
        ClaimReason.OTHER_EDITION,
    ),
    (
        "another edition by day",
        {},
        {"target": Target("电车法", "《电车法》", dates=("1994-07-05",))},
        ClaimReason.OTHER_EDITION,
    ),
    (
        "another edition by year",
        {},
        {"target": Target("电车法", "《电车法》", dates=("1994",))},
        ClaimReason.OTHER_EDITION,
    ),
]


@pytest.mark.parametrize(
    ("document", "stated", "reason"),
    [case[1:] for case in CLAIMS],
    ids=[case[0] for case in CLAIMS],
)
def test_anything_missing_makes_a_claim(
    document: dict[str, object],
    stated: dict[str, object],
    reason: ClaimReason,
) -> None:
    weighed = weigh_one(replace(DECISION, **document), replace(REPEAL, **stated))
    assert weighed.verdict is Verdict.OPEN
    assert weighed.target == "电车法"
    assert reason in weighed.reasons
    assert weighed.note


EDITIONS = [
    ("the day of adoption", Target("电车法", "《电车法》", dates=("2007-06-29",))),
    ("the day of promulgation, weeks later", Target("电车法", "《电车法》", dates=("2007-08-01",))),
    ("the day of the amendment", Target("电车法", "《电车法》", dates=("2012-12-28",))),
    ("the year", Target("电车法", "《电车法》", dates=("2007",))),
]


@pytest.mark.parametrize(
    "target", [case[1] for case in EDITIONS], ids=[case[0] for case in EDITIONS]
)
def test_the_edition_may_be_named_by_any_of_its_days(target: Target) -> None:
    assert weigh_one(DECISION, replace(REPEAL, target=target)).verdict is Verdict.APPLIED


def test_a_number_names_the_edition() -> None:
    rule = replace(
        LAW,
        level="administrative regulation",
        issuers=("国务院",),
        number="国务院令第66号",
    )
    council = replace(DECISION, issuers=("国务院",))
    target = Target("电车法", "《电车法》", number="国务院令第66号", dates=("1980-01-01",))
    assert weigh_one(council, replace(REPEAL, target=target), rule).verdict is Verdict.APPLIED
    other = replace(target, number="国务院令第67号")
    assert weigh_one(council, replace(REPEAL, target=other), rule).verdict is Verdict.OPEN


def test_an_act_on_a_title_that_no_work_has_is_a_claim_without_a_target() -> None:
    [weighed] = weigh([(DECISION, REPEAL)], (), {})
    assert (weighed.target, weighed.reasons) == (None, (ClaimReason.TARGET_UNKNOWN,))


def test_a_document_does_nothing_to_its_own_work() -> None:
    assert weigh([(replace(DECISION, work="电车法"), REPEAL)], [LAW], {}) == []


def test_of_two_works_of_one_title_the_one_is_meant_that_the_issuer_made() -> None:
    city = replace(
        LAW,
        work="电车法:1a2b3c",
        issuers=("青岩市人民政府",),
        level="local rule",
    )
    assert weigh_one(DECISION, REPEAL, LAW, city).target == "电车法"
    by_city = replace(DECISION, issuers=("青岩市人民政府",))
    assert weigh_one(by_city, REPEAL, LAW, city).target == "电车法:1a2b3c"


def test_an_official_source_needs_no_head_note() -> None:
    regulation = replace(LAW, level="administrative regulation", issuers=("国务院",))
    silent = replace(
        DECISION,
        issuers=(),
        stage=TextStage.UNKNOWN,
        strength=TitleStrength.WEAK,
        level="administrative regulation",
    )
    assert weigh_one(silent, REPEAL, regulation).verdict is Verdict.OPEN
    official = replace(silent, trust=Trust.OFFICIAL)
    assert weigh_one(official, REPEAL, regulation).verdict is Verdict.APPLIED
    draft = replace(official, stage=TextStage.DRAFT)
    assert weigh_one(draft, REPEAL, regulation).verdict is Verdict.OPEN


CITY_LAW = replace(
    LAW,
    issuers=("青岩市人民代表大会常务委员会",),
    approvers=("云岭省人民代表大会常务委员会",),
    level="local regulation",
)
CITY_DECISION = replace(DECISION, issuers=CITY_LAW.issuers)


def test_a_city_needs_the_approval_of_the_province() -> None:
    weighed = weigh_one(CITY_DECISION, REPEAL, CITY_LAW)
    assert weighed.reasons == (ClaimReason.NOT_APPROVED,)
    approved = replace(CITY_DECISION, approvers=CITY_LAW.approvers)
    assert weigh_one(approved, REPEAL, CITY_LAW).verdict is Verdict.APPLIED


def test_a_city_of_the_same_name_in_another_province_is_not_competent() -> None:
    other = replace(CITY_DECISION, approvers=("南岭省人民代表大会常务委员会",))
    assert weigh_one(other, REPEAL, CITY_LAW).reasons == (ClaimReason.NOT_COMPETENT,)


def test_two_works_that_both_fit_are_a_claim() -> None:
    other = replace(LAW, work="电车法:1a2b3c")
    weighed = weigh_one(DECISION, REPEAL, LAW, other)
    assert weighed.verdict is Verdict.OPEN
    assert weighed.reasons == (ClaimReason.TARGET_AMBIGUOUS,)


def test_a_law_of_another_country_with_the_same_title_is_not_meant() -> None:
    foreign = replace(LAW, jurisdiction="foreign", issuers=("越南社会主义共和国国会",))
    assert weigh_one(DECISION, REPEAL, foreign).verdict is Verdict.OPEN


def test_a_list_of_what_stays_contradicts_a_repeal_in_the_same_document() -> None:
    confirm = replace(REPEAL, action=Action.CONFIRM)
    weighed = weigh([(DECISION, confirm), (DECISION, REPEAL)], [LAW], {})
    verdicts = {found.act.action: found.verdict for found in weighed}
    assert verdicts == {Action.CONFIRM: Verdict.APPLIED, Action.REPEAL: Verdict.OPEN}


def test_prevailing_is_a_relation_that_needs_no_competence() -> None:
    prevail = replace(REPEAL, action=Action.PREVAIL)
    city = replace(DECISION, issuers=("青岩市人民政府",))
    weighed = weigh_one(city, prevail)
    assert (weighed.verdict, weighed.target) == (Verdict.APPLIED, "电车法")


@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.REJECTED])
def test_a_decision_outranks_the_rules_and_keeps_what_they_said(verdict: Verdict) -> None:
    for by in (DECISION, replace(DECISION, issuers=())):
        decided = weigh_one(by, decisions={act_id(by, REPEAL): verdict})
        assert decided.verdict is verdict
        assert decided.note == weigh_one(by).note


def test_the_id_of_an_act_says_what_it_says_and_not_where_it_stands() -> None:
    here = replace(DECISION, source="laws", path="a/b.md", dates=())
    there = replace(DECISION, source="inbox", path="c.docx", trust=Trust.UNOFFICIAL)
    assert act_id(here, REPEAL) == act_id(there, replace(REPEAL, since="2030-01-01"))
    other = replace(REPEAL, evidence=Evidence("sentence", "废止《轮渡法》。"))
    assert act_id(here, REPEAL) != act_id(here, other)


def test_the_verdicts_do_not_depend_on_the_order_of_acts_and_documents() -> None:
    city = replace(LAW, work="电车法:1a2b3c", issuers=("青岩市人民政府",), level="local rule")
    club = replace(DECISION, work="决定", title="决定", issuers=("青岩市羽毛球协会",))
    acts = [(DECISION, REPEAL), (club, REPEAL), (club, replace(REPEAL, action=Action.AMEND))]
    results = set()
    for order in permutations(acts):
        for targets in permutations([LAW, city]):
            weighed = weigh(order, targets, {})
            results.add(tuple(sorted((act.id, act.verdict, act.target or "") for act in weighed)))
    assert len(results) == 1


SUCCESSOR = replace(LAW, work="电车运输法", title="中华人民共和国电车运输法", begins="2027-01-01")
WITH_ANOTHER = replace(REPEAL, since=None, begins_with="电车运输法")
OTHERS: dict[str, tuple[list[DocumentFacts], str | None]] = {
    "a law that says when it begins": ([SUCCESSOR], "2027-01-01"),
    "two files that agree": ([SUCCESSOR, replace(SUCCESSOR, path="b.md")], "2027-01-01"),
    "two files that do not": ([SUCCESSOR, replace(SUCCESSOR, begins="2026-12-01")], None),
    "a law without a day": ([replace(SUCCESSOR, begins=None)], None),
    "a draft": ([replace(SUCCESSOR, stage=TextStage.DRAFT)], None),
    "a page that changes no law": ([replace(SUCCESSOR, trust=Trust.UNOFFICIAL)], None),
    "a lone heading": ([replace(SUCCESSOR, strength=TitleStrength.WEAK)], None),
    "another work of that title": ([replace(SUCCESSOR, work="电车运输法:0a1b2c3d")], None),
    "nothing": ([], None),
}


@pytest.mark.parametrize(("others", "day"), OTHERS.values(), ids=OTHERS)
def test_an_act_takes_effect_with_another_work(
    others: list[DocumentFacts],
    day: str | None,
) -> None:
    [found] = weigh([(DECISION, WITH_ANOTHER)], [LAW], {}, others)
    assert found.act.since == day
    assert found.verdict is (Verdict.APPLIED if day else Verdict.OPEN)
    assert found.reasons == (() if day else (ClaimReason.NO_DATE,))
    assert found.id == act_id(DECISION, WITH_ANOTHER)


CLUB = replace(
    LAW,
    issuers=("云海电车促进会", "云海车迷会"),
    dates=("2007-06-29", "2025-01-01"),
    path="z.md",
)


@pytest.mark.parametrize("of_law", [CLUB, replace(CLUB, level=None, dates=("1990-01-01",))])
def test_who_copies_a_law_under_a_head_note_of_his_own_did_not_issue_it(
    of_law: DocumentFacts,
) -> None:
    by = replace(DECISION, issuers=CLUB.issuers)
    for targets in permutations((LAW, of_law)):
        [found] = weigh([(by, REPEAL)], targets, {})
        assert (found.verdict, found.reasons) == (Verdict.OPEN, (ClaimReason.NOT_COMPETENT,))
        [true] = weigh([(DECISION, REPEAL)], targets, {})
        assert true.verdict is Verdict.APPLIED
