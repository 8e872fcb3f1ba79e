"""What acts of other works, periods of validity and stages of a text mean for a version."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from corpus.records import (
    Act,
    Action,
    Basis,
    ClaimReason,
    Commencement,
    Doubt,
    Event,
    EventKind,
    Evidence,
    Expiry,
    Instrument,
    Law,
    Rank,
    Scope,
    Stated,
    Status,
    Target,
    TextStage,
    Verdict,
    WeighedAct,
)
from law.validity import ArticleEnd, Validity, VersionFacts, resolve_validity

SAID = Evidence("closing article", "自…起施行")
ENDS = Evidence("period of validity", "有效期至2021年6月30日")
ARTICLES = frozenset({"第一条", "第二条", "第三条", "第四条"})


def did(kind: EventKind, day: str) -> Event:
    return Event(kind, day, Evidence("head note", day))


def version(
    made: str | None,
    *stated: Event | Commencement | Expiry,
    id_: str = "",
    level: Rank | None = None,
    stage: TextStage = TextStage.ADOPTED,
    number: str | None = None,
) -> VersionFacts:
    law = Law(
        number=Stated(number, SAID) if number else None,
        level=Stated(level.value, SAID) if level else None,
        events=tuple(said for said in stated if isinstance(said, Event)),
        commencements=tuple(said for said in stated if isinstance(said, Commencement)),
        expiries=tuple(said for said in stated if isinstance(said, Expiry)),
    )
    instrument = Instrument(stage, Evidence("head note", ""))
    return VersionFacts(id_ or made or "undated", made, law, instrument, articles=ARTICLES)


def act(
    action: Action,
    since: str | None,
    *provisions: str,
    made: str | None = None,
    by: str = "缆车条例",
    verdict: Verdict = Verdict.APPLIED,
    words: str = "《电车条例》",
    dates: tuple[str, ...] = (),
    number: str | None = None,
    excepted: tuple[str, ...] = (),
    scope: Scope = Scope(),  # noqa: B008 - frozen
    doubts: tuple[Doubt, ...] = (),
) -> WeighedAct:
    target = Target(
        "电车条例",
        "《电车条例》",
        number=number,
        dates=dates,
        provisions=provisions,
        excepted=excepted,
    )
    said = Act(action, target, since, made or since, Evidence("sentence", words), scope, doubts)
    reasons = (ClaimReason.NOT_COMPETENT,) if verdict is Verdict.OPEN else ()
    id_ = f"{action}{since}{provisions}{by}{verdict}{words}{dates}"
    return WeighedAct(id_, by, "laws", f"{by}.md", said, "电车条例", verdict, reasons)


def shown(validity: Validity) -> tuple[str | None, str | None, str, str]:
    return (
        validity.valid_from,
        validity.valid_to,
        validity.basis.value,
        validity.status.value,
    )


BEGINS = Commencement("2010-01-01", SAID)
ON_PROMULGATION = Commencement(None, SAID)
UNSET = Commencement(None, SAID, unset=True)
PASSED = did(EventKind.PROMULGATED, "2009-12-01")
FIRST = version("2009-12-01", PASSED, BEGINS)
LATER = version("2015-05-01", PASSED, did(EventKind.AMENDED, "2015-05-01"), BEGINS)
IN_FORCE = ("2010-01-01", None, "stated", "in force")
FIVE_YEARS = Expiry(None, ENDS, months=60)
TRIAL = Expiry(None, ENDS, months=12, trial=True, lapses=False)

ONE = [
    ("nothing ends it", FIRST, [], IN_FORCE),
    # first days
    (
        "a head note alone says nothing",
        version("2009-12-01", PASSED),
        [],
        (None, None, "unknown", "unknown"),
    ),
    (
        "a file's date alone says nothing",
        version("2009-12-01"),
        [],
        (None, None, "unknown", "unknown"),
    ),
    (
        "自公布之日起",
        version("2009-12-01", PASSED, ON_PROMULGATION),
        [],
        ("2009-12-01", None, "stated", "in force"),
    ),
    (
        "a text that was changed was in force",
        version("2015-05-01", PASSED, did(EventKind.AMENDED, "2015-05-01")),
        [],
        ("2015-05-01", None, "inferred", "in force"),
    ),
    (
        "judicial interpretations are in force from their publication",
        version("2009-12-01", level=Rank.JUDICIAL_INTERPRETATION),
        [],
        ("2009-12-01", None, "inferred", "in force"),
    ),
    (
        "a day yet to be set",
        version("2009-12-01", PASSED, UNSET),
        [],
        (None, None, "unknown", "unknown"),
    ),
    (
        "a day yet to be set, also of an interpretation",
        version("2009-12-01", PASSED, UNSET, level=Rank.JUDICIAL_INTERPRETATION),
        [],
        (None, None, "unknown", "unknown"),
    ),
    (
        "a day that the head note sets afterwards",
        version("2009-12-01", PASSED, did(EventKind.EFFECTIVE, "2010-03-01"), UNSET),
        [],
        ("2010-03-01", None, "stated", "in force"),
    ),
    # stages
    (
        "a draft",
        version("2009-12-01", PASSED, BEGINS, stage=TextStage.DRAFT),
        [],
        (None, None, "unknown", "draft"),
    ),
    (
        "a consultation paper",
        version("2009-12-01", BEGINS, stage=TextStage.CONSULTATION),
        [],
        (None, None, "unknown", "draft"),
    ),
    (
        "adopted and not published",
        version("2009-12-01", PASSED, BEGINS, stage=TextStage.UNPUBLISHED),
        [],
        (None, None, "unknown", "unknown"),
    ),
    (
        "an explanatory note counts from its date on and is never in force",
        version("2009-12-01", BEGINS, stage=TextStage.EXPLANATORY),
        [],
        ("2009-12-01", None, "stated", "unknown"),
    ),
    (
        "so does a newsletter",
        version("2009-12-01", BEGINS, stage=TextStage.NO_ACT),
        [],
        ("2009-12-01", None, "stated", "unknown"),
    ),
    (
        "no act ends a draft",
        version("2009-12-01", BEGINS, stage=TextStage.DRAFT),
        [act(Action.REPEAL, "2012-01-01")],
        (None, None, "unknown", "draft"),
    ),
    # ends of its own
    (
        "a last day",
        version("2009-12-01", PASSED, BEGINS, Expiry("2021-06-30", ENDS)),
        [],
        ("2010-01-01", "2021-07-01", "stated", "expired"),
    ),
    (
        "five years",
        version("2009-12-01", PASSED, BEGINS, FIVE_YEARS),
        [],
        ("2010-01-01", "2015-01-01", "stated", "expired"),
    ),
    (
        "five years from the promulgation",
        version("2009-12-01", PASSED, ON_PROMULGATION, FIVE_YEARS),
        [],
        ("2009-12-01", "2014-12-01", "stated", "expired"),
    ),
    (
        "ninety days",
        version("2009-12-01", PASSED, BEGINS, Expiry(None, ENDS, days=90)),
        [],
        ("2010-01-01", "2010-04-01", "stated", "expired"),
    ),
    (
        "a period without a first day has no end",
        version("2009-12-01", PASSED, UNSET, FIVE_YEARS),
        [],
        (None, None, "unknown", "unknown"),
    ),
    (
        "a last day without a first one",
        version("2009-12-01", PASSED, Expiry("2021-06-30", ENDS)),
        [],
        (None, "2021-07-01", "unknown", "expired"),
    ),
    (
        "a last day before the first one is another's",
        version("2009-12-01", PASSED, BEGINS, Expiry("2001-06-30", ENDS)),
        [],
        IN_FORCE,
    ),
    (
        "a period of validity counts before one of trial",
        version("2009-12-01", PASSED, BEGINS, Expiry("2021-06-30", ENDS), TRIAL),
        [],
        ("2010-01-01", "2021-07-01", "stated", "expired"),
    ),
    (
        "an act extends it to a day",
        version("2009-12-01", PASSED, BEGINS, FIVE_YEARS),
        [act(Action.EXTEND, "2014-10-01", scope=Scope(until="2019-12-31"))],
        ("2010-01-01", "2020-01-01", "stated", "expired"),
    ),
    (
        "an act extends it by years",
        version("2009-12-01", PASSED, BEGINS, FIVE_YEARS),
        [act(Action.EXTEND, "2014-10-01", words="《电车条例》有效期延长三年")],
        ("2010-01-01", "2018-01-01", "stated", "expired"),
    ),
    (
        "an act extends it without a day",
        version("2009-12-01", PASSED, BEGINS, FIVE_YEARS),
        [act(Action.EXTEND, "2014-10-01", words="《电车条例》继续施行")],
        IN_FORCE,
    ),
    (
        "a claim extends nothing",
        version("2009-12-01", PASSED, BEGINS, FIVE_YEARS),
        [act(Action.EXTEND, "2014-10-01", verdict=Verdict.OPEN, scope=Scope(until="2019-12-31"))],
        ("2010-01-01", "2015-01-01", "stated", "expired"),
    ),
    # acts
    (
        "a repeal",
        FIRST,
        [act(Action.REPEAL, "2012-01-01")],
        ("2010-01-01", "2012-01-01", "stated", "repealed"),
    ),
    (
        "a replacement",
        FIRST,
        [act(Action.REPLACE, "2012-01-01")],
        ("2010-01-01", "2012-01-01", "stated", "repealed"),
    ),
    (
        "an annulment",
        FIRST,
        [act(Action.ANNUL, "2012-01-01")],
        ("2010-01-01", "2012-01-01", "stated", "repealed"),
    ),
    (
        "an act that a person accepted",
        FIRST,
        [act(Action.REPEAL, "2012-01-01", verdict=Verdict.ACCEPTED)],
        ("2010-01-01", "2012-01-01", "stated", "repealed"),
    ),
    (
        "a suspension",
        FIRST,
        [act(Action.SUSPEND, "2012-01-01")],
        ("2010-01-01", "2012-01-01", "stated", "suspended"),
    ),
    (
        "suspended, and repealed later",
        FIRST,
        [act(Action.SUSPEND, "2012-01-01"), act(Action.REPEAL, "2014-01-01")],
        ("2010-01-01", "2012-01-01", "stated", "repealed"),
    ),
    ("a claim", FIRST, [act(Action.REPEAL, "2012-01-01", verdict=Verdict.OPEN)], IN_FORCE),
    (
        "a claim that was rejected",
        FIRST,
        [act(Action.REPEAL, "2012-01-01", verdict=Verdict.REJECTED)],
        IN_FORCE,
    ),
    ("a confirmation", FIRST, [act(Action.CONFIRM, "2012-01-01")], IN_FORCE),
    ("an interpretation", FIRST, [act(Action.INTERPRET, "2012-01-01")], IN_FORCE),
    ("a law that prevails", FIRST, [act(Action.PREVAIL, "2012-01-01")], IN_FORCE),
    ("an adjustment", FIRST, [act(Action.ADJUST, "2012-01-01")], IN_FORCE),
    (
        "a suspension in a region",
        FIRST,
        [act(Action.SUSPEND, "2012-01-01", scope=Scope(region="青岩自由贸易试验区"))],
        IN_FORCE,
    ),
    (
        "a suspension for a time",
        FIRST,
        [act(Action.SUSPEND, "2012-01-01", scope=Scope(until="2013-01-01"))],
        IN_FORCE,
    ),
    (
        "a repeal for some persons",
        FIRST,
        [act(Action.REPEAL, "2012-01-01", scope=Scope(persons="学生"))],
        IN_FORCE,
    ),
    ("a repeal of an article", FIRST, [act(Action.REPEAL, "2012-01-01", "第二条")], IN_FORCE),
    (
        "a repeal but for an article",
        FIRST,
        [act(Action.REPEAL, "2012-01-01", excepted=("第二条",))],
        IN_FORCE,
    ),
    (
        "a repeal of a text without a first day",
        version("2009-12-01", PASSED),
        [act(Action.REPEAL, "2012-01-01")],
        (None, "2012-01-01", "unknown", "repealed"),
    ),
    (
        "a repeal before a text without a first day was made",
        version("2009-12-01", PASSED),
        [act(Action.REPEAL, "2008-01-01")],
        (None, None, "unknown", "unknown"),
    ),
    (
        "a repeal before its period is over",
        version("2009-12-01", PASSED, BEGINS, FIVE_YEARS),
        [act(Action.REPEAL, "2012-01-01")],
        ("2010-01-01", "2012-01-01", "stated", "repealed"),
    ),
    (
        "a repeal after its period was over",
        version("2009-12-01", PASSED, BEGINS, FIVE_YEARS),
        [act(Action.REPEAL, "2018-01-01")],
        ("2010-01-01", "2015-01-01", "stated", "expired"),
    ),
    (
        "of two repeals the earlier counts",
        FIRST,
        [act(Action.REPEAL, "2014-01-01"), act(Action.REPEAL, "2012-01-01", by="轮渡条例")],
        ("2010-01-01", "2012-01-01", "stated", "repealed"),
    ),
]


@pytest.mark.parametrize(
    ("found", "incoming", "expected"), [row[1:] for row in ONE], ids=[row[0] for row in ONE]
)
def test_one_version(
    found: VersionFacts,
    incoming: list[WeighedAct],
    expected: tuple,
) -> None:
    for order in permutations(incoming):
        validity, _ = resolve_validity([found], order)
        assert shown(validity[found.id]) == expected


SEVERAL = [
    (
        "a repeal that names the edition of 2009 ends the amended text of it, too",
        [FIRST, LATER],
        [act(Action.REPEAL, "2018-01-01", dates=("2009-12-01",))],
        ["superseded", "repealed"],
    ),
    (
        "but no edition of another day",
        [
            FIRST,
            version(
                "2015-05-01",
                did(EventKind.PROMULGATED, "2015-05-01"),
                Commencement("2016-01-01", SAID),
            ),
        ],
        [act(Action.REPEAL, "2018-01-01", dates=("2009-12-01",))],
        ["superseded", "in force"],
    ),
    (
        "a year names an edition",
        [
            FIRST,
            version(
                "2015-05-01",
                did(EventKind.PROMULGATED, "2015-05-01"),
                Commencement("2016-01-01", SAID),
            ),
        ],
        [act(Action.REPEAL, "2018-01-01", dates=("2009",))],
        ["superseded", "in force"],
    ),
    (
        "a number names an edition",
        [
            version("2009-12-01", PASSED, BEGINS, number="青岩市人民政府令第5号"),
            version(
                "2015-05-01",
                did(EventKind.PROMULGATED, "2015-05-01"),
                Commencement("2016-01-01", SAID),
                number="青岩市人民政府令第9号",
            ),
        ],
        [act(Action.REPEAL, "2018-01-01", number="青岩市人民政府令第9号")],
        ["superseded", "repealed"],
    ),
    (
        "a day that no edition has means them all",
        [FIRST, LATER],
        [act(Action.REPEAL, "2018-01-01", dates=("1999-01-01",))],
        ["superseded", "repealed"],
    ),
    (
        "a later version whose first day is yet to be set ends nothing",
        [FIRST, version("2015-05-01", did(EventKind.PROMULGATED, "2015-05-01"), UNSET)],
        [],
        ["in force", "unknown"],
    ),
    (
        "a later version of a text that began has begun",
        [FIRST, version("2015-05-01")],
        [],
        ["superseded", "in force"],
    ),
    (
        "an earlier version without a first day ends where the later one begins",
        [version("2005-05-01"), FIRST],
        [],
        ["superseded", "in force"],
    ),
    (
        "a draft of the same title ends nothing",
        [FIRST, version("2015-05-01", BEGINS, stage=TextStage.DRAFT)],
        [],
        ["in force", "draft"],
    ),
    (
        "a newsletter of the same title ends nothing",
        [FIRST, version("2015-05-01", BEGINS, stage=TextStage.NO_ACT)],
        [],
        ["in force", "unknown"],
    ),
    (
        "a text that expired before the next one began",
        [
            version("2009-12-01", PASSED, BEGINS, Expiry("2012-12-31", ENDS)),
            version("2015-05-01", BEGINS),
        ],
        [],
        ["expired", "in force"],
    ),
]


@pytest.mark.parametrize(
    ("versions", "incoming", "expected"),
    [row[1:] for row in SEVERAL],
    ids=[row[0] for row in SEVERAL],
)
def test_several_versions(
    versions: list[VersionFacts],
    incoming: list[WeighedAct],
    expected: list[str],
) -> None:
    for order in permutations(versions):
        found, _ = resolve_validity(order, incoming)
        assert [found[version.id].status.value for version in versions] == expected


# ── articles and cautions ────────────────────────────────────────────────────────────────────────


def marks(incoming: list[WeighedAct], found: VersionFacts = FIRST) -> Validity:
    validity, _ = resolve_validity([found], incoming)
    return validity[found.id]


def codes(validity: Validity) -> dict[str, list[str]]:
    """By article, the codes of its cautions; those of all articles under ""."""
    by_article = {"": [caution.code for caution in validity.cautions]}
    for label, cautions in validity.marked.items():
        by_article[label] = [caution.code for caution in cautions]
    return {label: found for label, found in by_article.items() if found}


CAUTIONS = [
    ("no act", [], {}),
    (
        "an open claim",
        [act(Action.REPEAL, "2012-01-01", verdict=Verdict.OPEN)],
        {"": ["open_claim"]},
    ),
    (
        "an open claim on two articles",
        [act(Action.REPEAL, "2012-01-01", "第二条", "第三条第一款", verdict=Verdict.OPEN)],
        {"第二条": ["open_claim"], "第三条": ["open_claim"]},
    ),
    (
        "a denial is no claim against the text",
        [act(Action.REPEAL, "2012-01-01", verdict=Verdict.OPEN, doubts=(Doubt.NEGATED,))],
        {},
    ),
    (
        "a report is",
        [act(Action.REPEAL, "2012-01-01", verdict=Verdict.OPEN, doubts=(Doubt.REPORTED,))],
        {"": ["open_claim"]},
    ),
    ("an open claim to confirm", [act(Action.CONFIRM, "2012-01-01", verdict=Verdict.OPEN)], {}),
    ("a rejected claim", [act(Action.REPEAL, "2012-01-01", verdict=Verdict.REJECTED)], {}),
    ("an applied repeal needs no caution", [act(Action.REPEAL, "2012-01-01")], {}),
    ("a relation", [act(Action.PREVAIL, "2012-01-01")], {"": ["prevails_where_inconsistent"]}),
    (
        "a limited suspension",
        [act(Action.SUSPEND, "2012-01-01", scope=Scope(region="青岩自由贸易试验区"))],
        {"": ["limited_scope"]},
    ),
    (
        "a limited suspension of an article",
        [act(Action.SUSPEND, "2012-01-01", "第二条", scope=Scope(region="青岩自由贸易试验区"))],
        {"第二条": ["limited_scope"]},
    ),
    ("an adjustment", [act(Action.ADJUST, "2012-01-01", "第二条")], {"第二条": ["limited_scope"]}),
    (
        "an amendment whose text is not stored",
        [act(Action.AMEND, "2019-08-01", "第二条", "第三条第二款", made="2019-06-07")],
        {"第二条": ["amended_text_missing"], "第三条": ["amended_text_missing"]},
    ),
    (
        "an amendment without a list",
        [act(Action.AMEND, "2019-08-01", made="2019-06-07")],
        {"": ["amended_text_missing"]},
    ),
    (
        "an amendment of a chapter",
        [act(Action.AMEND, "2019-08-01", "第二章", made="2019-06-07")],
        {"": ["amended_text_missing"]},
    ),
    (
        "an amendment that made the version",
        [act(Action.AMEND, "2010-03-01", made="2009-12-20")],
        {},
    ),
    (
        "an amendment before the version",
        [act(Action.AMEND, "2005-03-01", "第二条", made="2005-01-01")],
        {},
    ),
    (
        "an amendment that is only claimed",
        [act(Action.AMEND, "2019-08-01", "第二条", verdict=Verdict.OPEN)],
        {"第二条": ["open_claim"]},
    ),
    (
        "a repeal of a paragraph",
        [act(Action.REPEAL, "2012-01-01", "第二条第一款")],
        {"第二条": ["repealed_part"]},
    ),
    (
        "a suspension for a period",
        [act(Action.SUSPEND, "2012-01-01", scope=Scope(until="2013-01-01"))],
        {"": ["suspended"]},
    ),
    (
        "a suspension of an article for a period",
        [act(Action.SUSPEND, "2012-01-01", "第二条", scope=Scope(until="2013-01-01"))],
        {"第二条": ["suspended"]},
    ),
    (
        "a suspension of a paragraph for a period",
        [act(Action.SUSPEND, "2012-01-01", "第二条第一款", scope=Scope(until="2013-01-01"))],
        {"第二条": ["limited_scope"]},
    ),
    (
        "a suspension for a period and for some",
        [act(Action.SUSPEND, "2012-01-01", scope=Scope(persons="渔民", until="2013-01-01"))],
        {"": ["limited_scope"]},
    ),
    (
        "a repeal of something",
        [act(Action.REPEAL, "2012-01-01", "关于收费的规定")],
        {"": ["repealed_part"]},
    ),
    ("a repeal of an article ends it", [act(Action.REPEAL, "2012-01-01", "第二条")], {}),
    (
        "an act after the text was repealed",
        [act(Action.REPEAL, "2012-01-01"), act(Action.AMEND, "2019-08-01", "第二条")],
        {},
    ),
]


@pytest.mark.parametrize(
    ("incoming", "expected"), [row[1:] for row in CAUTIONS], ids=[row[0] for row in CAUTIONS]
)
def test_what_a_reader_has_to_know(
    incoming: list[WeighedAct], expected: dict[str, list[str]]
) -> None:
    for order in permutations(incoming):
        assert codes(marks(list(order))) == expected


ENDED = [
    ("an article", act(Action.REPEAL, "2012-01-01", "第二条"), {"第二条": Status.REPEALED}),
    (
        "an article, suspended",
        act(Action.SUSPEND, "2012-01-01", "第二条"),
        {"第二条": Status.SUSPENDED},
    ),
    (
        "all but one",
        act(Action.REPEAL, "2012-01-01", excepted=("第二条",)),
        {"第一条": Status.REPEALED, "第三条": Status.REPEALED, "第四条": Status.REPEALED},
    ),
    ("a paragraph", act(Action.REPEAL, "2012-01-01", "第二条第二款"), {}),
    ("a claim", act(Action.REPEAL, "2012-01-01", "第二条", verdict=Verdict.OPEN), {}),
    (
        "within limits",
        act(Action.REPEAL, "2012-01-01", "第二条", scope=Scope(region="青岩区")),
        {},
    ),
    ("before the version was made", act(Action.REPEAL, "2005-01-01", "第二条"), {}),
]


@pytest.mark.parametrize(
    ("incoming", "expected"), [row[1:] for row in ENDED], ids=[row[0] for row in ENDED]
)
def test_articles_that_end_before_the_text(
    incoming: WeighedAct, expected: dict[str, Status]
) -> None:
    ended = marks([incoming]).ended
    assert ended == {label: ArticleEnd("2012-01-01", status) for label, status in expected.items()}


def test_a_period_of_trial_asks_for_a_check() -> None:
    found = version("2009-12-01", PASSED, BEGINS, TRIAL)
    validity, findings = resolve_validity([found], [])
    trial = validity[found.id]
    assert (trial.valid_to, trial.end_basis) == ("2011-01-01", Basis.INFERRED)
    assert codes(trial) == {"": ["trial_period_over"]}
    assert [finding.code for finding in findings] == ["trial_period_over"]


def test_a_trial_that_lapses_asks_for_none() -> None:
    found = version("2009-12-01", PASSED, BEGINS, replace(TRIAL, lapses=True))
    validity, findings = resolve_validity([found], [])
    assert shown(validity[found.id]) == ("2010-01-01", "2011-01-01", "stated", "expired")
    assert validity[found.id].end_basis is Basis.STATED
    assert codes(validity[found.id]) == {}
    assert findings == []


def test_articles_whose_day_is_yet_to_be_set() -> None:
    found = version("2009-12-01", PASSED, BEGINS, Commencement(None, SAID, ("第三条",), unset=True))
    assert marks([], found).unset == {"第三条"}
    assert shown(marks([], found)) == IN_FORCE


FINDINGS = [
    (
        "two repeals on different days",
        [act(Action.REPEAL, "2012-01-01"), act(Action.REPEAL, "2014-01-01", by="轮渡条例")],
        ["contradicting_acts"],
    ),
    (
        "two repeals on one day",
        [act(Action.REPEAL, "2012-01-01"), act(Action.REPEAL, "2012-01-01", by="轮渡条例")],
        [],
    ),
    (
        "a text that is missing",
        [act(Action.AMEND, "2019-08-01", "第二条")],
        ["amended_text_missing"],
    ),
]


@pytest.mark.parametrize(
    ("incoming", "expected"), [row[1:] for row in FINDINGS], ids=[row[0] for row in FINDINGS]
)
def test_findings(incoming: list[WeighedAct], expected: list[str]) -> None:
    _, findings = resolve_validity([FIRST], incoming)
    assert [finding.code for finding in findings] == expected


def test_the_evidence_of_an_end_names_the_act() -> None:
    repealed = marks([act(Action.REPEAL, "2012-01-01", words="《电车条例》同时废止")])
    assert repealed.end_basis is Basis.STATED
    assert repealed.end_evidence
    assert repealed.end_evidence.words == "缆车条例: 《电车条例》同时废止"


def test_an_amended_version_that_is_stored_bears_no_mark() -> None:
    amended = act(Action.AMEND, "2015-08-01", "第二条", made="2015-05-01")
    found, findings = resolve_validity([FIRST, LATER], [amended])
    assert [codes(validity) for validity in found.values()] == [{}, {}]
    assert findings == []


def test_only_the_version_in_force_bears_the_mark_of_a_later_amendment() -> None:
    amended = act(Action.AMEND, "2019-08-01", "第二条", made="2019-06-07")
    found, _ = resolve_validity([FIRST, LATER], [amended])
    assert codes(found[FIRST.id]) == {}
    assert codes(found[LATER.id]) == {"第二条": ["amended_text_missing"]}


def test_claims_do_not_multiply() -> None:
    claims = [
        act(
            Action.REPEAL,
            "2012-01-01",
            verdict=Verdict.OPEN,
            by=f"博客{number}",
            words="废止" * 200,
        )
        for number in range(5000)
    ]
    validity = marks(claims)
    assert len(validity.cautions) == 4
    assert validity.cautions[-1].words.startswith("and 4997 more")
    assert max(len(caution.words) for caution in validity.cautions) <= 200
    assert marks(claims[::-1]) == validity
