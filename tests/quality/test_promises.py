"""Promises 1 to 3: each is kept by a right structure, and each way of breaking it is reported by its code."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from corpus.hashing import text_hash
from corpus.records import (
    DocumentKind,
    Evidence,
    Passage,
    Role,
    SourceRef,
    Span,
    StructuralSpan,
    Structure,
    Unit,
)
from quality.promises import ENDED, ODD, examine, gaps, nothing_lost, spans_true

TEXT = "云岭市工资条例\n第一条 用人单位应当按月支付工资。\n第二条 工资清单保存二年。\n第二条之一 拖欠工资的，责令限期支付。\n第10条 本条例自公布之日起施行。"
LINES = TEXT.split("\n")
STARTS = [TEXT.index(line) for line in LINES]
LABELS = ("第一条", "第二条", "第二条之一", "第十条")


def unit(number: int, **changes: object) -> Unit:
    start = STARTS[number]
    made = Unit(
        LABELS[number - 1],
        start,
        start + len(LINES[number]),
        article=LABELS[number - 1],
    )
    return structs.replace(made, **changes)


UNITS = tuple(unit(number) for number in range(1, 5))


def law(*units: Unit, title: bool = True) -> Structure:
    structural = (
        (
            StructuralSpan(
                Role.TITLE,
                0,
                len(LINES[0]),
            ),
        )
        if title
        else ()
    )
    return Structure(
        DocumentKind.REGULATION,
        Evidence("title", "条例"),
        LINES[0],
        LINES[0],
        None,
        None,
        (),
        units,
        structural,
    )


def codes(found: Structure, text: str = TEXT) -> list[str]:
    """The codes of the broken promises; the text skips numbers, which is a warning."""
    return [
        one.code
        for one in examine(
            "laws: 工资.md",
            text,
            found,
        )
        if one.code not in ODD
    ]


def test_a_right_structure_keeps_every_promise() -> None:
    assert codes(law(*UNITS)) == []


HALF = STARTS[2] + 8
BROKEN: dict[str, tuple[Structure, list[str]]] = {
    "a title in no span": (law(*UNITS, title=False), ["text_lost", "text_not_cited"]),
    "an article in no unit": (law(*UNITS[:1], *UNITS[2:]), ["text_lost", "text_not_cited"]),
    "one character in no unit": (
        law(*UNITS[:3], unit(4, end=len(TEXT) - 1)),
        ["text_lost", "text_not_cited", "article_torn"],
    ),
    "an article in two units": (
        law(*UNITS[:3], unit(4, start=STARTS[4] - 4)),
        ["text_twice", "article_mislabelled"],
    ),
    "two articles in one unit": (
        law(
            UNITS[0],
            unit(2, end=UNITS[2].end),
            UNITS[3],
        ),
        ["articles_merged"],
    ),
    "an article torn in two": (
        law(
            UNITS[0],
            unit(2, end=HALF),
            unit(
                2,
                start=HALF,
                article=None,
                path="1",
            ),
            *UNITS[2:],
        ),
        ["article_torn"],
    ),
    "an article with another's number": (
        law(
            UNITS[0],
            unit(2, article="第三条", path="第三条"),
            UNITS[3],
        ),
        ["text_lost", "text_not_cited", "article_mislabelled"],
    ),
    "an article that stands twice": (
        law(
            UNITS[0],
            UNITS[1],
            unit(3, path="第二条", article="第二条"),
            UNITS[3],
        ),
        ["article_mislabelled", "article_twice", "article_out_of_order"],
    ),
    "articles in the wrong order": (
        law(
            UNITS[1],
            UNITS[0],
            *UNITS[2:],
        ),
        ["article_out_of_order"],
    ),
    "pieces that join": (
        law(
            UNITS[0],
            unit(
                2,
                end=HALF,
                piece=1,
            ),
            unit(
                2,
                start=HALF,
                piece=2,
            ),
            *UNITS[2:],
        ),
        [],
    ),
    "a piece that is missing": (
        law(
            UNITS[0],
            unit(
                2,
                end=HALF,
                piece=1,
            ),
            unit(
                2,
                start=HALF,
                piece=3,
            ),
            *UNITS[2:],
        ),
        ["pieces_apart"],
    ),
    "a hole between pieces": (
        law(
            UNITS[0],
            unit(
                2,
                end=HALF - 1,
                piece=1,
            ),
            unit(
                2,
                start=HALF,
                piece=2,
            ),
            *UNITS[2:],
        ),
        ["text_lost", "text_not_cited", "pieces_apart"],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_reported(name: str) -> None:
    found, expected = BROKEN[name]
    assert sorted(codes(found)) == sorted(expected)


@pytest.mark.parametrize(
    "label",
    [
        "第38条",
        "第三十八条",
        "第 三十八 条",
        "第３８条",
        "第三十八條",
    ],
)
def test_a_label_may_be_written_in_any_way_that_says_the_number(label: str) -> None:
    text = f"{label} 用人单位应当按月支付工资。"
    assert (
        codes(
            law(
                Unit(
                    "第三十八条",
                    0,
                    len(text),
                    article="第三十八条",
                ),
                title=False,
            ),
            text,
        )
        == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "第三十八条之一 用人单位",
        "第三十九条 用人单位",
        "用人单位",
        "违反第三十八条的",
    ],
)
def test_a_label_that_says_another_number_is_reported(text: str) -> None:
    found = law(
        Unit(
            "第三十八条",
            0,
            len(text),
            article="第三十八条",
        ),
        title=False,
    )
    assert codes(found, text) == ["article_mislabelled"]


def test_an_annex_counts_its_articles_anew() -> None:
    text = "第一条 甲。\n第二条 乙。\n第一条 丙。"
    units = [
        Unit(
            path,
            start,
            start + 6,
            article=path[-3:],
        )
        for path, start in (("第一条", 0), ("第二条", 7), ("附件一/第一条", 14))
    ]
    assert codes(law(*units, title=False), text) == []


Counts = dict[str, int]


@given(
    st.dictionaries(
        st.text("甲乙丙", min_size=1),
        st.fixed_dictionaries({state: st.integers(0, 99) for state in ENDED}),
        min_size=1,
    )
)
def test_nothing_is_lost_where_the_states_add_up(ended: dict[str, Counts]) -> None:
    sources = {name: {"seen": sum(counts.values()), **counts} for name, counts in ended.items()}
    assert nothing_lost(sources) == []
    first = next(iter(sources))
    sources[first] = sources[first] | {"seen": sources[first]["seen"] + 1}
    assert {one.where for one in nothing_lost(sources)} == {first} | (
        {"all sources"} if len(sources) > 1 else set()
    )


def test_a_loss_in_one_source_is_not_made_good_by_another() -> None:
    nothing = dict.fromkeys(ENDED, 0)
    sources = {"a": nothing | {"seen": 2, "indexed": 1}, "b": nothing | {"seen": 1, "indexed": 2}}
    assert [(one.where, one.code) for one in nothing_lost(sources)] == [
        ("a", "objects_lost"),
        ("b", "objects_lost"),
    ]


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 10)).map(lambda it: Span(it[0], it[0] + it[1]))
    ),
    st.integers(40, 50),
)
def test_gaps_are_what_no_span_holds(spans: list[Span], end: int) -> None:
    held = {at for span in spans for at in range(*span)}
    left = [at for gap in gaps(sorted(spans), end) for at in range(*gap)]
    assert left == [at for at in range(end) if at not in held]


def passage(
    start: int,
    end: int,
    text: str,
) -> Passage:
    return Passage(
        "工资条例/第一条@2020-01-01",
        "工资条例",
        "工资条例",
        "第一条",
        DocumentKind.REGULATION,
        "",
        text,
        SourceRef(
            "laws",
            "file:///a",
            "a.md",
            start,
            end,
        ),
        text_hash(text),
    )


@pytest.mark.parametrize(
    ("made", "texts", "expected"),
    [
        (passage(1, 3, "乙丙"), {("laws", "a.md"): "甲乙丙丁"}, []),
        (passage(0, 2, "乙丙"), {("laws", "a.md"): "甲乙丙丁"}, ["span_untrue"]),
        (passage(1, 3, "乙丙"), {("laws", "b.md"): "甲乙丙丁"}, ["span_untrue"]),
    ],
)
def test_a_passage_is_what_stands_at_its_span(
    made: Passage,
    texts: dict[tuple[str, str], str],
    expected: list[str],
) -> None:
    assert [one.code for one in spans_true([made], texts)] == expected


def test_a_finding_names_the_file_and_shows_an_example() -> None:
    found = examine(
        "laws: 工资.md",
        TEXT,
        law(*UNITS, title=False),
    )
    (lost,) = [finding for finding in found if finding.code == "text_lost"]
    assert lost.where == "laws: 工资.md"
    assert "“云岭市工资条例”" in lost.message
    assert lost.remedy


BARE = (
    "第一条为了规范工时，制定本条例。",
    "第二条用人单位应当记录工时。",
    "第三条劳动者有权查阅记录。",
    "第四条本条例自公布之日起施行。",
)


def of_lines(lines: tuple[str, ...], *merged: int) -> tuple[str, Structure]:
    """A text with an article on each line, where lines of these numbers belong to the article before them."""
    text = "\n".join(lines)
    units: list[Unit] = []
    start = 0
    for number, line in enumerate(lines):
        end = start + len(line)
        if number in merged:
            units[-1] = structs.replace(units[-1], end=end)
        else:
            label = line[: line.index("条") + 1]
            units.append(
                Unit(
                    label,
                    start,
                    end,
                    article=label,
                )
            )
        start = end + 1
    return text, law(*units, title=False)


MERGED = [
    (
        "labels without a blank",
        BARE,
        (2,),
        ["articles_merged"],
    ),
    (
        "two articles that went into one",
        BARE,
        (1, 2),
        ["articles_merged"],
    ),
    (
        "the last article",
        BARE,
        (3,),
        ["articles_merged"],
    ),
    (
        "every article on its own",
        BARE,
        (),
        [],
    ),
    (
        "a first label with its blank",
        ("第一条 为了规范工时。", *BARE[1:]),
        (1,),
        ["articles_merged"],
    ),
    (
        "a citation at the start of a line",
        (*BARE[:2], "第三条规定的期限届满的，从其规定。"),
        (2,),
        [],
    ),
    (
        "a wrapped line",
        (BARE[0], "第二条违反本条例的，依照", "第三条处罚。"),
        (2,),
        [],
    ),
    (
        "a quotation",
        (BARE[0], "第二条合同应当写明：“甲方应当付款。", "第三条乙方应当交货。”"),
        (2,),
        [],
    ),
    (
        "one line without a blank among labels with one",
        ("第一条 甲。", "第二条 乙。", "第三条处罚的决定应当公开。"),
        (2,),
        [],
    ),
]


@pytest.mark.parametrize(
    ("lines", "merged", "expected"),
    [row[1:] for row in MERGED],
    ids=[row[0] for row in MERGED],
)
def test_an_article_inside_another_is_seen_without_a_blank_behind_its_label(
    lines: tuple[str, ...],
    merged: tuple[int, ...],
    expected: list[str],
) -> None:
    text, found = of_lines(lines, *merged)
    assert codes(found, text) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(DocumentKind.REGULATION, ["articles_merged"]), (DocumentKind.JUDGMENT, [])],
)
@pytest.mark.parametrize("blank", ["", " "])
def test_a_law_whose_articles_are_one_passage_is_seen(
    kind: DocumentKind,
    expected: list[str],
    blank: str,
) -> None:
    text = "\n".join(
        line.replace(
            "条",
            f"条{blank}",
            1,
        )
        for line in BARE
    )
    found = replace(
        law(
            Unit(
                "preamble",
                0,
                len(text),
            ),
            title=False,
        ),
        kind=kind,
    )
    assert codes(found, text) == expected
