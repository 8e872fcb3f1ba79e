"""A copy with another date in its file name is no version; the id of a text depends on the files."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from corpus.notation.numerals import ArticleNumber
from corpus.records import (
    Act,
    Action,
    Evidence,
    ManifestationRole,
    Status,
    Target,
    Trust,
    Verdict,
    WeighedAct,
)
from law.works import Resolution, WorkFile, resolve
from law.works.slips import count_slips
from tests.law.test_works import work_file

WORK = "云岭市电车条例"
ARTICLES = "".join(
    f"\n\n{ArticleNumber(number)} 第{number}路电车应当准点发车，票价为{number}元。"
    for number in range(1, 21)
)
CLOSING = "\n\n第二十一条 本条例自2010年5月1日起施行。"
NOTE = "\n\n（2010年3月4日云岭市人民代表大会常务委员会第二次会议通过）"
AMENDED_NOTE = (
    "\n\n（2010年3月4日云岭市人民代表大会常务委员会第二次会议通过 "
    "2018年6月7日云岭市人民代表大会常务委员会第九次会议修正）"
)
TEXT = f"# {WORK}{NOTE}{ARTICLES}{CLOSING}"
BARE = f"# {WORK}{ARTICLES}{CLOSING}"


def slip(text: str, count: int = 1) -> str:
    """Replace single characters, far from each other."""
    for number in range(1, count + 1):
        text = text.replace(f"第{number}路电车", f"第{number}路屯车")
    return text


def file(
    number: int,
    text: str,
    date: str = "",
    **more: object,
) -> WorkFile:
    name = f"{WORK}({date}).md" if date else f"{WORK}.md"
    return work_file(number, text, name, **more)


def dates(found: Resolution) -> list[tuple[str | None, str]]:
    versions = [version for version in found.expressions if "~" not in version.id]
    return sorted((version.date, version.status.value) for version in versions)


def misdated(found: Resolution) -> list[str]:
    return [finding.where for finding in found.findings if finding.code == "version_misdated"]


ORIGINAL = [("2010-03-04", "in force")]

COPIES = [
    (
        "an exact copy under a later date",
        [file(1, TEXT, "2010-03-04"), file(2, TEXT, "2020-01-01")],
        ORIGINAL,
        [f"2/{WORK}(2020-01-01).md"],
    ),
    (
        "an exact copy under an earlier date",
        [file(1, TEXT, "2010-03-04"), file(2, TEXT, "2001-01-01")],
        ORIGINAL,
        [],  # the structure reports `date_conflict`: no text is older than its own head note
    ),
    (
        "the original has no date in its file name",
        [file(1, TEXT), file(2, TEXT, "2020-01-01")],
        ORIGINAL,
        [f"2/{WORK}(2020-01-01).md"],
    ),
    (
        "a copy without the head note",
        [file(1, TEXT, "2010-03-04"), file(2, BARE, "2020-01-01")],
        ORIGINAL,
        [f"2/{WORK}(2020-01-01).md"],
    ),
    (
        "a copy some days after the original",
        [file(1, TEXT, "2010-03-04"), file(2, TEXT, "2010-04-20")],
        ORIGINAL,
        [f"2/{WORK}(2010-04-20).md"],
    ),
    (
        "a copy with a slip",
        [file(1, TEXT, "2010-03-04"), file(2, slip(TEXT), "2020-01-01")],
        ORIGINAL,
        [f"2/{WORK}(2020-01-01).md"],
    ),
    (
        "a copy with slips, of an original without a date in its file name",
        [file(1, TEXT), file(2, slip(TEXT, 2), "2020-01-01")],
        ORIGINAL,
        [f"2/{WORK}(2020-01-01).md"],
    ),
    (
        "two copies under two dates",
        [
            file(1, TEXT, "2010-03-04"),
            file(2, TEXT, "2020-01-01"),
            file(3, slip(TEXT), "2021-01-01"),
        ],
        ORIGINAL,
        [f"2/{WORK}(2020-01-01).md", f"3/{WORK}(2021-01-01).md"],
    ),
    (
        "a copy whose head note names its date is a version",
        [file(1, TEXT, "2010-03-04"), file(2, TEXT.replace(NOTE, AMENDED_NOTE), "2018-06-07")],
        [("2010-03-04", "superseded"), ("2018-06-07", "in force")],
        [],
    ),
    (
        "the head note of a later version names the date",
        [
            file(1, TEXT, "2010-03-04"),
            file(2, slip(TEXT), "2018-06-07"),
            file(3, slip(TEXT, 20).replace(NOTE, AMENDED_NOTE), "2018-06-07"),
        ],
        [("2010-03-04", "superseded"), ("2018-06-07", "in force")],
        [],
    ),
    (
        "another text",
        [
            file(1, TEXT, "2010-03-04"),
            file(2, TEXT.replace("准点发车", "准时出发并公告"), "2018-06-07"),
        ],
        [("2010-03-04", "superseded"), ("2018-06-07", "in force")],
        [],
    ),
    (
        "a text that states no date at all, under two dates",
        [file(1, BARE, "2010-03-04"), file(2, BARE, "2020-01-01")],
        ORIGINAL,
        [f"2/{WORK}(2020-01-01).md"],
    ),
    (
        "a copy alone keeps the date of its name",
        [file(2, TEXT, "2020-01-01")],
        [("2020-01-01", "in force")],
        [],
    ),
]


@pytest.mark.parametrize(
    ("files", "expected", "reported"), [row[1:] for row in COPIES], ids=[row[0] for row in COPIES]
)
def test_a_copy_under_another_date_is_no_version(
    files: list[WorkFile],
    expected: list[tuple],
    reported: list[str],
) -> None:
    for order in permutations(files):
        found = resolve(WORK, order)
        assert dates(found) == expected
        assert misdated(found) == reported


def test_an_act_that_changed_the_work_supports_the_date_of_its_new_text() -> None:
    """One character is all that the act changed."""
    files = [file(1, TEXT, "2010-03-04"), file(2, slip(TEXT), "2018-06-07")]
    said = Act(
        Action.AMEND,
        Target(WORK, f"《{WORK}》"),
        "2018-08-01",
        "2018-06-07",
        Evidence("sentence", f"《{WORK}》"),
    )
    weighed = WeighedAct("1", "决定", "laws", "决定.md", said, WORK, Verdict.APPLIED)
    found = resolve(WORK, files, incoming=[weighed])
    assert dates(found) == [("2010-03-04", "superseded"), ("2018-06-07", "in force")]


def test_an_exact_copy_adds_no_passage_and_mirrors_the_original() -> None:
    original = file(1, TEXT, "2010-03-04")
    alone = resolve(WORK, [original])
    found = resolve(WORK, [original, file(2, TEXT, "2020-01-01")])
    assert [passage.id for passage in found.passages] == [passage.id for passage in alone.passages]
    assert {
        (manifestation.object_id, manifestation.role) for manifestation in found.manifestations
    } == {(1, ManifestationRole.PRIMARY), (2, ManifestationRole.MIRROR)}


def test_the_words_of_a_copy_with_a_slip_are_in_force_on_no_day() -> None:
    found = resolve(WORK, [file(1, TEXT, "2010-03-04"), file(2, slip(TEXT), "2020-01-01")])
    slipped = [passage for passage in found.passages if "屯车" in passage.text]
    assert [(passage.status, passage.valid_from == passage.valid_to) for passage in slipped] == [
        (Status.UNKNOWN, True)
    ]


RANKS = [
    (
        "the most trusted source",
        [
            file(1, TEXT, "2010-03-04", source="a"),
            file(2, slip(TEXT, 9), "2010-03-04", source="b", trust=Trust.OFFICIAL),
        ],
        2,
    ),
    (
        "the least trusted source",
        [
            file(1, TEXT, "2010-03-04", source="a", trust=Trust.UNOFFICIAL),
            file(2, slip(TEXT, 9), "2010-03-04", source="b"),
        ],
        2,
    ),
    (
        "the first source by its name",
        [
            file(1, TEXT, "2010-03-04", source="b"),
            file(2, slip(TEXT, 9), "2010-03-04", source="a"),
        ],
        2,
    ),
]


@pytest.mark.parametrize(
    ("files", "first"), [row[1:] for row in RANKS], ids=[row[0] for row in RANKS]
)
def test_of_conflicting_texts_one_has_the_plain_id(files: list[WorkFile], first: int) -> None:
    for order in permutations(files):
        found = resolve(WORK, order)
        owners = {
            manifestation.object_id
            for manifestation in found.manifestations
            if manifestation.expression == f"{WORK}@2010-03-04"
            and manifestation.role is ManifestationRole.PRIMARY
        }
        assert owners == {first}


def test_any_order_of_arrival_gives_what_a_clean_build_gives() -> None:
    """Files come one after another, with the ids that their texts have had so far."""
    files = [
        file(1, TEXT, "2010-03-04"),
        file(2, slip(TEXT, 9), "2010-03-04"),
        file(3, TEXT.replace("第20路电车", "第20路屯车"), "2020-01-01"),
        file(4, TEXT.replace(NOTE, AMENDED_NOTE).replace("票价", "车票"), "2018-06-07"),
        file(5, BARE),
        file(6, slip(BARE, 3)),
    ]
    clean = resolve(WORK, files)
    generator = random.Random(16)
    for _ in range(200):
        order = [*files, generator.choice(files)]
        generator.shuffle(order)
        present: dict[int, WorkFile] = {}
        found = None
        for arriving in order:
            # A file that is there already goes away, and comes back at the end.
            if arriving.object_id in present:
                del present[arriving.object_id]
            else:
                present[arriving.object_id] = arriving
            found = _resolve_after(found, present)
        found = _resolve_after(found, {one.object_id: one for one in files})
        assert found.passages == clean.passages
        assert found.expressions == clean.expressions
        assert found.manifestations == clean.manifestations


def _resolve_after(before: Resolution | None, present: dict[int, WorkFile]) -> Resolution:
    assigned: dict[int, str] = {}
    kept: dict[tuple[int, str], str] = {}
    if before:
        for manifestation in before.manifestations:
            if manifestation.role is ManifestationRole.PRIMARY:
                assigned[manifestation.object_id] = manifestation.expression
        for passage in before.passages:
            kept[before.source_objects[passage.id], passage.text_hash] = passage.id
    return resolve(WORK, list(present.values()), assigned=assigned, kept=kept)


SLIPS = [
    ("equal", "工资按月支付给劳动者本人", "工资按月支付给劳动者本人", 0),
    ("one character", "工资按月支付给劳动者本人", "工资按用支付给劳动者本人", 1),
    ("one more", "工资按月支付给劳动者本人", "工资按按月支付给劳动者本人", 1),
    ("one less", "工资按月支付给劳动者本人", "工资月支付给劳动者本人", 1),
    ("the first", "工资按月支付给劳动者本人", "土资按月支付给劳动者本人", 1),
    ("the last", "工资按月支付给劳动者本人", "工资按月支付给劳动者本入", 1),
    ("two apart", "工资按月支付给劳动者本人", "工资按用支付给劳动着本人", 2),
    ("two characters", "工资按月支付给劳动者本人", "工资按季度支付给劳动者本人", None),
    ("a word more", "工资按月支付给劳动者本人", "工资应当按月支付给劳动者本人", None),
    ("a rest", "工资按月支付", "工资按月支付给劳动者本人", None),
    ("nothing alike", "工资按月支付", "电车应当准点", None),
    ("empty", "", "", 0),
    ("an empty one", "工资", "", None),
]


@pytest.mark.parametrize(
    ("text", "other", "expected"), [row[1:] for row in SLIPS], ids=[row[0] for row in SLIPS]
)
def test_slips_are_single_characters(text: str, other: str, expected: int | None) -> None:
    assert count_slips(text, other) == expected
    assert count_slips(other, text) == expected


SHORT_NOTE = file(1, TEXT, "2010-03-04")
LONG_NOTE = file(2, TEXT.replace(NOTE, AMENDED_NOTE))


def test_a_copy_whose_note_knows_a_later_change_dates_the_text() -> None:
    for order in permutations([SHORT_NOTE, LONG_NOTE]):
        found = resolve(WORK, order)
        assert [version.date for version in found.expressions] == ["2018-06-07"]
        assert misdated(found) == [SHORT_NOTE.path]


def test_a_version_of_the_later_day_is_the_one_that_the_copy_has() -> None:
    later = file(3, TEXT.replace(NOTE, AMENDED_NOTE), "2018-06-07")
    for order in permutations([SHORT_NOTE, LONG_NOTE, later]):
        found = resolve(WORK, order)
        assert dates(found) == [("2010-03-04", "superseded"), ("2018-06-07", "in force")]
        assert misdated(found) == []


def test_a_version_with_other_words_of_the_later_day_stays_the_only_one_of_that_day() -> None:
    later = file(3, slip(TEXT, 20).replace(NOTE, AMENDED_NOTE), "2018-06-07")
    for order in permutations([SHORT_NOTE, LONG_NOTE, later]):
        found = resolve(WORK, order)
        assert dates(found) == [("2010-03-04", "superseded"), ("2018-06-07", "in force")]
