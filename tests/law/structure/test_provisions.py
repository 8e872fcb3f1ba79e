"""Statutes, regulations, decisions: every article one unit, none split, none merged, none lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.notation.numerals import ArticleNumber
from corpus.records import DocumentKind, Level, Role, Structure
from ingestion.reading import read
from law.structure import Cutting, coverage, structure
from tests.law.structure.laws import HEAD, LAWS, Case
from tests.soak import examples


def structured(
    text: str,
    stem: str = "云岭市工时条例",
    cutting: Cutting | None = None,
) -> tuple[str, Structure]:
    document = read(text.encode(), f"{stem}.md")
    return document.text, structure(
        document,
        stem,
        cutting or Cutting(),
    )


def paths(found: Structure) -> list[str]:
    return list(dict.fromkeys(unit.path for unit in found.units))


@pytest.mark.parametrize(
    "case",
    LAWS,
    ids=[case.what for case in LAWS],
)
def test_a_text_falls_into_its_units(case: Case) -> None:
    text, found = structured(case.text, case.stem)
    assert paths(found) == case.paths
    assert coverage(text, found) == (1.0, 1.0)


def test_an_article_keeps_its_paragraphs_items_and_subitems_apart() -> None:
    text, found = structured(
        HEAD + "第一条 第一款：\n\n（一）甲：\n\n1.子；\n\n2.丑；\n\n（二）乙。\n\n第二款。"
    )
    tree = [
        (p.level, p.label, found.provisions[p.parent].label if p.parent is not None else None)
        for p in found.provisions
    ]
    assert tree == [
        (Level.ARTICLE, "第一条", None),
        (Level.PARAGRAPH, "1", "第一条"),
        (Level.ITEM, "（一）", "1"),
        (Level.SUBITEM, "1", "（一）"),
        (Level.SUBITEM, "2", "（一）"),
        (Level.ITEM, "（二）", "1"),
        (Level.PARAGRAPH, "2", "第一条"),
    ]
    assert all(text[p.start : p.end].strip() for p in found.provisions)


def test_the_context_names_title_part_and_chapter() -> None:
    _, found = structured(
        "# 云岭劳动法典\n\n# 报酬编\n\n2020年3月4日 通过\n\n## 第一章 总　则\n\n### 第一节 范围\n\n第一条 甲。",
        "云岭劳动法典",
    )
    assert found.units[0].context == "云岭劳动法典 › 报酬编 › 第一章 总则 › 第一节 范围"


def test_an_article_is_cut_only_beyond_the_limit_and_each_piece_knows_its_article() -> None:
    paragraph = "用人单位应当依法支付工资。" * 30
    text, found = structured(
        HEAD + f"第一条 {paragraph}\n\n{paragraph}\n\n{paragraph}\n\n第二条 {paragraph}"
    )
    first = [unit for unit in found.units if unit.path == "第一条"]
    assert [unit.piece for unit in first] == [1, 2]
    assert all(unit.article == "第一条" and unit.end - unit.start <= 1000 for unit in first)
    assert text[first[1].start :].startswith("用人单位")
    assert [unit.piece for unit in found.units if unit.path == "第二条"] == [None]


def test_title_note_and_signature_are_structure_not_passages() -> None:
    text, found = structured(HEAD + "第一条 甲。\n\n云岭市人民政府\n\n二〇二〇年三月四日")
    roles = {text[span.start : span.end]: span.role for span in found.structural}
    assert roles == {
        "云岭市工时条例": Role.TITLE,
        "2020年3月4日 云岭市人民代表大会通过": Role.HEAD_NOTE,
        "云岭市人民政府": Role.SIGNATURE,
        "二〇二〇年三月四日": Role.SIGNATURE,
    }


DATES = [
    # the file's name speaks first, then the last act of the note; coming into force is no act
    (
        "云岭市工时条例(2021-05-06)",
        "2020年3月4日 通过",
        "2021-05-06",
        "file name",
    ),
    (
        "云岭市工时条例",
        "2018年3月4日 通过\n\n2020年5月6日 修正",
        "2020-05-06",
        "head note",
    ),
    (
        "云岭市工时条例",
        "（2018年3月4日公布　自2018年7月1日起施行）",
        "2018-03-04",
        "head note",
    ),
    (
        "云岭市工时条例",
        "2018年3月4日 通过\n\n2018年7月1日 施行",
        "2018-03-04",
        "head note",
    ),
    (
        "云岭市工时条例",
        "二〇一八年三月四日通过",
        "2018-03-04",
        "head note",
    ),
    ("云岭市工时条例", "", None, None),
]


@pytest.mark.parametrize(("stem", "note", "date", "rule"), DATES)
def test_the_date_names_the_version(
    stem: str,
    note: str,
    date: str | None,
    rule: str | None,
) -> None:
    _, found = structured(f"# 云岭市工时条例\n\n{note}\n\n第一条 甲。", stem)
    assert found.date == date
    assert (found.date_evidence.rule if found.date_evidence else None) == rule


def test_articles_that_begin_again_are_found_and_reported() -> None:
    _, found = structured(HEAD + "第一条 甲。\n\n第二条 乙。\n\n第一条 丙。\n\n第二条 丁。")
    assert paths(found) == ["第一条", "第二条", "第一条~2", "第二条~2"]
    assert [finding.code for finding in found.findings] == ["articles_restart"]


@st.composite
def generated_laws(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A law with chapters, inserted articles, items, references at line starts, odd blanks; and its articles' labels."""
    number = draw(st.sampled_from([0, 97, 998, 9980]))
    lines, labels = ["# 云岭市工时条例", "2020年3月4日 云岭市人民代表大会通过"], []
    gap = draw(st.sampled_from([" ", "　", "  ", "　　"]))
    for chapter in range(1, draw(st.integers(1, 3)) + 1):
        lines.append(
            f"## 第{ArticleNumber(chapter)}".replace("第第", "第").replace("条", "章")
            + f"{gap}规定"
        )
        for _ in range(draw(st.integers(1, 4))):
            number += 1
            inserted = range(draw(st.integers(0, 2)) + 1) if draw(st.booleans()) else range(1)
            for extra in inserted:
                label = str(ArticleNumber(number, extra))
                labels.append(label)
                lines.append(
                    f"{label}{gap}用人单位应当遵守规定："
                    if draw(st.booleans())
                    else f"{label}{gap}用人单位应当遵守规定。"
                )
                if draw(st.booleans()):
                    lines += ["（一）支付工资；", "（二）保障休息。"]
                if draw(st.booleans()):
                    lines.append(
                        f"第{number}条规定的期限，从其约定。".replace(
                            str(number), str(ArticleNumber(number))[1:-1]
                        )
                    )
    if draw(st.booleans()):
        heads = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
        lines[2:2] = ["目录", *heads]
    return "\n\n".join(lines), labels


@settings(max_examples=examples(150))
@given(generated_laws())
def test_every_article_of_a_generated_law_is_one_unit(law: tuple[str, list[str]]) -> None:
    source, labels = law
    text, found = structured(source)
    assert [unit.article for unit in found.units if unit.article] == labels
    assert all(
        text[unit.start : unit.end].startswith(unit.article) for unit in found.units if unit.article
    )
    assert coverage(text, found) == (1.0, 1.0)


@settings(max_examples=examples(200))
@given(
    st.text(
        alphabet="第一二三十条章节编项款附件目录总则“”（）、：。；.1 23\n#甲乙规定的", max_size=300
    ),
    st.sampled_from(["条例", "决定", "判决书", "通知", "x"]),
)
def test_whatever_the_text_no_character_is_lost_and_no_span_overlaps(
    text: str, ending: str
) -> None:
    if not text.strip("# \n"):
        return
    document = read(f"云岭{ending}\n{text}".encode(), "a.txt")
    found = structure(document, f"云岭{ending}")
    spans = sorted(
        [(s.start, s.end) for s in found.structural] + [(u.start, u.end) for u in found.units]
    )
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert coverage(document.text, found)[0] == 1.0
    assert len({(unit.path, unit.piece) for unit in found.units}) == len(found.units)


def test_kind_is_reported_with_its_evidence() -> None:
    _, found = structured(HEAD + "第一条 甲。")
    assert found.kind is DocumentKind.REGULATION
    assert found.kind_evidence.words == "条例"
