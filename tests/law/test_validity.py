"""When each version of a work is in force: stated, stated by a decision, inferred, contradictory."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import (
    Act,
    Action,
    Basis,
    Commencement,
    Event,
    EventKind,
    Evidence,
    Instrument,
    Law,
    Passage,
    Status,
    Target,
    TextStage,
    Verdict,
    WeighedAct,
    status_on,
)
from ingestion.reading import read
from law.structure import structure
from law.validity import Validity, VersionFacts, resolve_validity
from law.works import Resolution, WorkFile, resolve

SAID = Evidence("closing article", "自…起施行")
DRAFT = Instrument(TextStage.DRAFT, Evidence("title", "征求意见稿"))


def version(
    made: str | None,
    *stated: Event | Commencement,
    id_: str = "",
    draft: bool = False,
) -> VersionFacts:
    """A version made on a day, with the acts of its head note and the days of its closing article."""
    events = tuple(finding for finding in stated if isinstance(finding, Event))
    begins = tuple(finding for finding in stated if isinstance(finding, Commencement))
    return VersionFacts(
        id_ or made or "undated",
        made,
        Law(
            events=events,
            commencements=begins,
        ),
        DRAFT if draft else None,
    )


def did(
    act: EventKind,
    day: str,
    authority: str | None = None,
) -> Event:
    return Event(
        act,
        day,
        Evidence("head note", f"{day}{act.value}"),
        authority,
    )


def begins(
    day: str | None,
    *articles: str,
    days: int = 0,
    months: int = 0,
) -> Commencement:
    return Commencement(
        day,
        SAID,
        articles,
        days,
        months,
    )


def amends(
    made: str,
    since: str | None,
    by: str = "关于修改《电车法》的决定",
) -> WeighedAct:
    return _incoming(Action.AMEND, by, since, made)


def repeals(since: str | None, made: str | None = None) -> WeighedAct:
    return _incoming(Action.REPEAL, "轨道交通法", since, made)


def _incoming(
    action: Action,
    by: str,
    since: str | None,
    made: str | None,
) -> WeighedAct:
    act = Act(
        action, Target("电车法", "《电车法》"), since, made, Evidence("sentence", "《电车法》")
    )
    return WeighedAct(
        id=f"{action} {by} {since} {made}",
        by=by,
        source="laws",
        path=f"{by}.md",
        act=act,
        target="电车法",
        verdict=Verdict.APPLIED,
    )


ADOPTED, AMENDED = did(EventKind.ADOPTED, "2007-06-29"), did(EventKind.AMENDED, "2012-12-28")
CLOSING = begins("2008-01-01")
FIRST = version(
    "2007-06-29",
    ADOPTED,
    CLOSING,
)

CHAINS = [
    (
        "the closing article dates the first version",
        [FIRST],
        [],
        [("2008-01-01", None, "stated", "in force")],
    ),
    (
        "not the amended version, where it still stands: the decision that made it dates that one",
        [
            FIRST,
            version(
                "2012-12-28",
                ADOPTED,
                AMENDED,
                CLOSING,
            ),
        ],
        [amends("2012-12-28", "2013-07-01")],
        [
            ("2008-01-01", "2013-07-01", "stated", "superseded"),
            ("2013-07-01", None, "stated", "in force"),
        ],
    ),
    (
        "the same where files bring no head note, and only their names say when they were made",
        [version("2007-06-29", CLOSING), version("2012-12-28", CLOSING)],
        [amends("2012-12-28", "2013-07-01")],
        [
            ("2008-01-01", "2013-07-01", "stated", "superseded"),
            ("2013-07-01", None, "stated", "in force"),
        ],
    ),
    (
        "without the decision it is inferred: in force since it was made",
        [
            FIRST,
            version(
                "2012-12-28",
                ADOPTED,
                AMENDED,
                CLOSING,
            ),
        ],
        [],
        [
            ("2008-01-01", "2012-12-28", "stated", "superseded"),
            ("2012-12-28", None, "inferred", "in force"),
        ],
    ),
    (
        "a decision of other years says nothing of this version",
        [
            version(
                "2012-12-28",
                ADOPTED,
                AMENDED,
                CLOSING,
            )
        ],
        [amends("2009-08-27", "2009-08-27")],
        [("2012-12-28", None, "inferred", "in force")],
    ),
    (
        "a decision that is dated by its promulgation, some days later, is the same decision",
        [
            version(
                "2012-12-28",
                ADOPTED,
                AMENDED,
                CLOSING,
            )
        ],
        [amends("2013-01-15", "2013-07-01")],
        [("2013-07-01", None, "stated", "in force")],
    ),
    (
        "of two decisions the nearer made the version",
        [
            version(
                "2012-12-28",
                ADOPTED,
                AMENDED,
                CLOSING,
            )
        ],
        [amends("2013-01-15", "2014-01-01"), amends("2012-12-28", "2013-07-01")],
        [("2013-07-01", None, "stated", "in force")],
    ),
    (
        "three versions, each ended by the next",
        [
            version("2001-01-01", begins("2001-03-01")),
            version("2005-01-01", begins("2005-03-01")),
            version("2009-01-01", begins("2009-03-01")),
        ],
        [],
        [
            ("2001-03-01", "2005-03-01", "stated", "superseded"),
            ("2005-03-01", "2009-03-01", "stated", "superseded"),
            ("2009-03-01", None, "stated", "in force"),
        ],
    ),
    (
        "an inferred day yields to the day that the version before states: it cannot begin earlier",
        [
            version(
                "2007-06-29",
                ADOPTED,
                CLOSING,
            ),
            version(
                "2007-10-01",
                ADOPTED,
                did(EventKind.AMENDED, "2007-10-01"),
            ),
        ],
        [],
        [
            ("2008-01-01", "2008-01-01", "stated", "superseded"),
            ("2008-01-01", None, "inferred", "in force"),
        ],
    ),
    (
        "of two that begin on one day the later one made holds, and the other on no day",
        [version("2010-01-01", begins("2011-01-01")), version("2010-06-01", begins("2011-01-01"))],
        [],
        [
            ("2011-01-01", "2011-01-01", "stated", "superseded"),
            ("2011-01-01", None, "stated", "in force"),
        ],
    ),
    (
        "a day of the head note",
        [
            version(
                "2007-06-29",
                ADOPTED,
                did(EventKind.EFFECTIVE, "2007-09-01"),
            )
        ],
        [],
        [("2007-09-01", None, "stated", "in force")],
    ),
    (
        "a day of the head note that is older than the last change is the original's",
        [
            version(
                "2012-12-28",
                ADOPTED,
                did(EventKind.EFFECTIVE, "2008-01-01"),
                AMENDED,
            )
        ],
        [],
        [("2012-12-28", None, "inferred", "in force")],
    ),
    (
        "自公布之日起 where the note names the promulgation",
        [
            version(
                "2003-08-15",
                did(EventKind.PROMULGATED, "2003-08-15"),
                begins(None, days=30),
            )
        ],
        [],
        [("2003-09-14", None, "stated", "in force")],
    ),
    (
        "自公布之日起 where only the file's name has a date",
        [version("2003-08-15", begins(None))],
        [],
        [("2003-08-15", None, "inferred", "in force")],
    ),
    (
        "in an amended text 自公布之日起 counts from the original's promulgation",
        [
            version(
                "2012-12-28",
                did(EventKind.PROMULGATED, "2003-08-15"),
                AMENDED,
                begins(None),
            )
        ],
        [],
        [("2012-12-28", None, "inferred", "in force")],
    ),
    (
        "nothing is known",
        [
            VersionFacts(
                "undated",
                None,
                Law(),
            )
        ],
        [],
        [(None, None, "unknown", "unknown")],
    ),
    (
        "a paper that is no law counts from its own date on, and is never in force",
        [VersionFacts("paper", "2020-01-01", None)],
        [],
        [("2020-01-01", None, "stated", "unknown")],
    ),
    (
        "an undated text beside a dated one is taken to be older",
        [
            VersionFacts(
                "undated",
                None,
                Law(),
            ),
            version("2010-01-01", begins("2010-03-01")),
        ],
        [],
        [(None, "2010-03-01", "unknown", "superseded"), ("2010-03-01", None, "stated", "in force")],
    ),
    (
        "another work repeals it",
        [FIRST],
        [repeals("2015-01-01")],
        [("2008-01-01", "2015-01-01", "stated", "repealed")],
    ),
    (
        "a repeal before it began is of an older text",
        [FIRST],
        [repeals("2007-01-01")],
        [("2008-01-01", None, "stated", "in force")],
    ),
    (
        "a repeal that no day is known of ends nothing",
        [FIRST],
        [repeals(None)],
        [("2008-01-01", None, "stated", "in force")],
    ),
    (
        "repealed, and made anew years later",
        [version("2001-01-01", begins("2001-03-01")), version("2009-01-01", begins("2009-03-01"))],
        [repeals("2005-01-01")],
        [
            ("2001-03-01", "2005-01-01", "stated", "repealed"),
            ("2009-03-01", None, "stated", "in force"),
        ],
    ),
    (
        "a draft is never law, and ends none",
        [
            FIRST,
            version(
                "2015-01-01",
                begins("2015-06-01"),
                draft=True,
            ),
        ],
        [],
        [("2008-01-01", None, "stated", "in force"), (None, None, "unknown", "draft")],
    ),
]


@pytest.mark.parametrize(
    ("versions", "incoming", "expected"),
    [row[1:] for row in CHAINS],
    ids=[row[0] for row in CHAINS],
)
def test_a_chain_is_in_order(
    versions: list[VersionFacts],
    incoming: list[WeighedAct],
    expected: list[tuple],
) -> None:
    for order in permutations(versions):
        found, _ = resolve_validity(order, incoming)
        shown = [
            (
                validity.valid_from,
                validity.valid_to,
                validity.basis.value,
                validity.status.value,
            )
            for validity in (found[version.id] for version in versions)
        ]
        assert shown == expected


FINDINGS = [
    ("all is well", [FIRST], []),
    (
        "it begins before it was made",
        [
            version(
                "2007-06-29",
                ADOPTED,
                begins("2006-01-01"),
            )
        ],
        ["effective_before_made"],
    ),
    (
        "the later version begins before the earlier",
        [version("2010-01-01", begins("2012-01-01")), version("2011-01-01", begins("2011-03-01"))],
        ["versions_out_of_order"],
    ),
    (
        "the file's date is older than the acts in its note",
        [
            version(
                "2005-01-01",
                ADOPTED,
                CLOSING,
            )
        ],
        ["version_misdated"],
    ),
    (
        "an undated text beside a dated one",
        [
            VersionFacts(
                "undated",
                None,
                Law(),
            ),
            FIRST,
        ],
        ["version_undated"],
    ),
    (
        "an undated text alone",
        [
            VersionFacts(
                "undated",
                None,
                Law(),
            )
        ],
        [],
    ),
]


@pytest.mark.parametrize(
    ("versions", "codes"),
    [row[1:] for row in FINDINGS],
    ids=[row[0] for row in FINDINGS],
)
def test_contradictions_are_findings(versions: list[VersionFacts], codes: list[str]) -> None:
    for order in permutations(versions):
        _, findings = resolve_validity(order, [])
        assert [finding.code for finding in findings] == codes


def test_what_is_inferred_follows_all_that_were_made_before_it() -> None:
    odd = [
        version("2010-01-01", begins("2015-01-01")),
        version("2011-01-01", begins("2014-01-01")),
        version("2012-01-01", ADOPTED),
    ]
    found, _ = resolve_validity(odd, [])
    assert found["2012-01-01"].valid_from == "2015-01-01"
    assert found["2012-01-01"].valid_to is None


def test_an_article_may_begin_later_than_its_law() -> None:
    found, _ = resolve_validity(
        [
            version(
                "2007-06-29",
                ADOPTED,
                CLOSING,
                begins("2009-01-01", "第三条"),
            )
        ],
        [],
    )
    assert found["2007-06-29"].later == {"第三条": "2009-01-01"}


# ── any versions ─────────────────────────────────────────────────────────────────────────────────

DAY = st.dates(min_value=date(2000, 1, 1), max_value=date(2003, 12, 31)).map(date.isoformat)
REPORTED = st.one_of(
    st.builds(
        did,
        st.sampled_from(EventKind),
        DAY,
    ),
    st.builds(begins, st.none() | DAY),
    st.builds(
        lambda day, days, months: begins(
            day,
            days=days,
            months=months,
        ),
        st.none(),
        st.integers(0, 60),
        st.integers(0, 12),
    ),
)
VERSIONS = st.lists(
    DAY,
    min_size=1,
    max_size=5,
    unique=True,
).flatmap(
    lambda days: st.tuples(
        *(
            st.builds(lambda stated, day=day: version(day, *stated), st.lists(REPORTED, max_size=4))
            for day in days
        )
    )
)
ACTING = st.lists(
    st.one_of(
        st.builds(
            amends,
            DAY,
            st.none() | DAY,
            st.sampled_from("甲乙"),
        ),
        st.builds(repeals, DAY),
    ),
    max_size=4,
)


def versions_in_force(found: dict[str, Validity], day: str) -> list[str]:
    """The versions in force on a day."""
    shown = {
        id_: status_on(
            day,
            one.status,
            one.valid_from,
            one.valid_to,
        )
        for id_, one in found.items()
    }
    return [id_ for id_, status in shown.items() if status is Status.IN_FORCE]


@given(
    VERSIONS,
    ACTING,
    DAY,
)
def test_on_any_day_at_most_one_version_holds_and_from_the_first_to_a_repeal_exactly_one(
    versions: tuple[VersionFacts, ...],
    incoming: list[WeighedAct],
    day: str,
) -> None:
    found, _ = resolve_validity(versions, incoming)
    assert set(found) == {version.id for version in versions}
    starts = [validity.valid_from for validity in found.values() if validity.valid_from]
    for probe in {
        day,
        *starts,
        *(validity.valid_to for validity in found.values() if validity.valid_to),
    }:
        assert len(versions_in_force(found, probe)) <= 1
        repealed = any(
            effect.act.action is Action.REPEAL and (effect.act.since or "") <= probe
            for effect in incoming
        )
        if not repealed and starts:
            assert len(versions_in_force(found, probe)) == (probe >= min(starts))


@given(
    VERSIONS,
    ACTING,
    st.randoms(use_true_random=False),
)
def test_the_order_of_input_does_not_matter(
    versions: tuple[VersionFacts, ...],
    incoming: list[WeighedAct],
    random,
) -> None:
    shuffled, others = list(versions), list(incoming)
    random.shuffle(shuffled)
    random.shuffle(others)
    found, findings = resolve_validity(versions, incoming)
    again, others_found = resolve_validity(shuffled, others)
    assert found == again
    assert sorted(finding.message for finding in findings) == sorted(
        finding.message for finding in others_found
    )


@given(VERSIONS, ACTING)
def test_what_is_stated_is_a_day_that_somebody_states(
    versions: tuple[VersionFacts, ...], incoming: list[WeighedAct]
) -> None:
    found, _ = resolve_validity(versions, incoming)
    for version in versions:
        validity = found[version.id]
        if validity.basis is Basis.STATED:
            assert validity.evidence
            assert validity.evidence.rule != "inferred"
        if validity.basis is Basis.INFERRED:
            assert validity.valid_from is not None


# ── in files ─────────────────────────────────────────────────────────────────────────────────────

WORK = "电车法"
BODY = "\n\n第一条 电车应当准点。\n\n第二条 乘客应当购票。"
OLD = f"# 电车法\n\n（2007年6月29日全国人民代表大会常务委员会通过）{BODY}\n\n第三条 本法自2008年1月1日起施行。"
NEW = OLD.replace("）", "　根据2012年12月28日《关于修改〈电车法〉的决定》修正）").replace(
    "准点", "准点到站"
)


def work_file(
    number: int,
    text: str,
    name: str,
) -> WorkFile:
    document = read(text.encode(), name)
    found = structure(document, name.rsplit(".", 1)[0])
    return WorkFile(
        number,
        "s",
        f"file:///{number}/{name}",
        f"{number}/{name}",
        document.media_type,
        found,
        document.text,
    )


def times(found: Resolution, path: str) -> dict[str, tuple[str | None, str | None]]:
    """When an article holds, by version."""
    of_path: list[Passage] = [passage for passage in found.passages if f"/{path}@" in passage.id]
    return {
        passage.id.rpartition("@")[2]: (passage.valid_from, passage.valid_to) for passage in of_path
    }


def test_the_trap_in_files() -> None:
    files = [
        work_file(
            1,
            OLD,
            "电车法(2007-06-29).md",
        ),
        work_file(
            2,
            NEW,
            "电车法(2012-12-28).md",
        ),
    ]
    found = resolve(
        WORK,
        files,
        incoming=[amends("2012-12-28", "2013-07-01")],
    )
    assert times(found, "第一条") == {
        "2007-06-29": ("2008-01-01", "2013-07-01"),
        "2012-12-28": ("2013-07-01", None),
    }
    assert {passage.valid_from_basis for passage in found.passages} == {Basis.STATED}
    assert found.findings == ()


def test_a_conflicting_text_holds_on_no_day_where_it_differs() -> None:
    files = [
        work_file(
            1,
            OLD,
            "电车法(2007-06-29).md",
        ),
        work_file(
            2,
            OLD.replace("购票", "买票"),
            "电车法(2007-06-29).md",
        ),
    ]
    found = resolve(WORK, files)
    conflicting = [passage for passage in found.passages if "~" in passage.id]
    assert [
        (
            passage.article,
            passage.valid_from,
            passage.valid_to,
            passage.status,
        )
        for passage in conflicting
    ] == [
        (
            "第二条",
            "2008-01-01",
            "2008-01-01",
            Status.UNKNOWN,
        )
    ]
    assert all(
        status_on(
            day,
            passage.status,
            passage.valid_from,
            passage.valid_to,
        )
        is not Status.IN_FORCE
        for passage in conflicting
        for day in ("2007-01-01", "2020-01-01")
    )


def test_an_article_that_begins_later_has_its_own_day() -> None:
    text = OLD.replace("起施行。", "起施行，第二条自2009年7月1日起施行。")
    found = resolve(
        WORK,
        [
            work_file(
                1,
                text,
                "电车法(2007-06-29).md",
            )
        ],
    )
    assert times(found, "第一条") == {"2007-06-29": ("2008-01-01", None)}
    assert times(found, "第二条") == {"2007-06-29": ("2009-07-01", None)}


def test_decisions_of_one_title_are_no_versions_of_one_another() -> None:
    title = "关于修改《电车法》的决定"
    text = "# {}\n\n（{}全国人民代表大会常务委员会通过）\n\n一、将第一条修改为：“电车应当{}。”\n\n本决定自{}起施行。"
    files = [
        work_file(
            1,
            text.format(
                title,
                "2012年12月28日",
                "准点",
                "2013年7月1日",
            ),
            f"{title}(2012-12-28).md",
        ),
        work_file(
            2,
            text.format(
                title,
                "2018年3月1日",
                "准时",
                "2018年5月1日",
            ),
            f"{title}(2018-03-01).md",
        ),
    ]
    found = resolve("关于修改《电车法》的决定", files)
    assert {
        (expression.date, expression.valid_from, expression.valid_to)
        for expression in found.expressions
    } == {
        ("2012-12-28", "2013-07-01", None),
        ("2018-03-01", "2018-05-01", None),
    }


def test_a_draft_holds_on_no_day() -> None:
    text = f"# 电车条例（征求意见稿）{BODY}\n\n第三条 本条例自2020年1月1日起施行。"
    found = resolve(
        "电车条例（征求意见稿）",
        [
            work_file(
                1,
                text,
                "电车条例（征求意见稿）(2019-09-15).md",
            )
        ],
    )
    assert {(passage.status, passage.valid_from) for passage in found.passages} == {
        (Status.DRAFT, None)
    }


def test_two_files_of_one_version_whose_dates_differ_are_one() -> None:
    """One file is dated by adoption, its copy with a slip by promulgation; both state one day."""
    body = "".join(
        f"\n\n第{number}条 电车第{number}号应当准点。" for number in "一二三四五六七八九十"
    ) + "".join(f"\n\n第十{number}条 乘客第{number}号应当购票。" for number in "一二三四五六七八九")
    text = f"# 电车条例{body}\n\n第二十条 甲。\n\n第二十一条 本条例自2008年1月1日起施行。"
    files = [
        work_file(
            1,
            text,
            "电车条例(2007-06-29).md",
        ),
        work_file(
            2,
            text.replace("甲。", "乙。"),
            "电车条例(2007-07-10).md",
        ),
    ]
    found = resolve("电车条例", files)
    assert len({expression.id.partition("~")[0] for expression in found.expressions}) == 1
    in_force_now = [
        passage.id
        for passage in found.passages
        if status_on(
            "2020-01-01",
            passage.status,
            passage.valid_from,
            passage.valid_to,
        )
        is Status.IN_FORCE
    ]
    assert len(in_force_now) == 21
