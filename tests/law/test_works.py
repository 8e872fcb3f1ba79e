"""Parts join, mirrors add no text, conflicting texts stay apart, in any order of the files."""

from __future__ import annotations

from itertools import permutations

import pytest

from corpus.notation.numerals import ArticleNumber
from corpus.records import ManifestationRole
from ingestion.reading import read
from law.structure import structure
from law.works import CopyOf, Resolution, WorkFile, resolve

NEW = "# 云岭市工时条例\n\n2020年3月4日 通过\n\n第一条 甲，乙。\n\n第二条 丙。"
OLD = "# 云岭市工时条例\n\n2010年3月4日 通过\n\n第一条 甲，乙。\n\n第二条 丁。"
WORK = "云岭市工时条例"


def work_file(
    number: int,
    text: str,
    name: str = "云岭市工时条例.md",
    source: str = "s",
    **more: object,
) -> WorkFile:
    document = read(text.encode(), name)
    found = structure(document, name.rsplit(".", 1)[0])
    uri = f"file:///{source}/{number}/{name}"
    return WorkFile(
        number,
        source,
        uri,
        f"{number}/{name}",
        document.media_type,
        found,
        document.text,
        **more,
    )  # type: ignore[arg-type]


def ids(resolution: Resolution) -> list[str]:
    return sorted(passage.id for passage in resolution.passages)


def test_versions_are_expressions_of_one_work() -> None:
    found = resolve(WORK, [work_file(1, NEW), work_file(2, OLD)])
    assert ids(found) == [
        f"{WORK}/第一条@2010-03-04",
        f"{WORK}/第一条@2020-03-04",
        f"{WORK}/第二条@2010-03-04",
        f"{WORK}/第二条@2020-03-04",
    ]
    assert {expression.date for expression in found.expressions} == {"2010-03-04", "2020-03-04"}


def test_a_copy_with_other_punctuation_is_a_mirror() -> None:
    copy = NEW.replace("，", ", ").replace("2020年3月4日 通过", "(2020年3月4日通过)")
    found = resolve(
        WORK,
        [
            work_file(
                1,
                copy,
                "云岭市工时条例.txt",
            ),
            work_file(2, NEW),
        ],
    )
    assert ids(found) == [f"{WORK}/第一条@2020-03-04", f"{WORK}/第二条@2020-03-04"]
    assert {
        (manifestation.object_id, manifestation.role, manifestation.mirrors)
        for manifestation in found.manifestations
    } == {
        (2, ManifestationRole.PRIMARY, None),
        (1, ManifestationRole.MIRROR, 2),
    }
    assert all(
        passage.source.path.startswith("2/") and passage.mirrors[0].path.startswith("1/")
        for passage in found.passages
    )


def test_an_undated_copy_is_a_mirror_of_the_dated_text() -> None:
    found = resolve(
        WORK, [work_file(1, NEW.replace("2020年3月4日 通过\n\n", "")), work_file(2, NEW)]
    )
    assert {expression.id for expression in found.expressions} == {f"{WORK}@2020-03-04"}


def test_files_with_other_articles_of_the_same_date_are_parts() -> None:
    first = "# 云岭劳动法典\n\n# 总则编\n\n2020年3月4日 通过\n\n第一条 甲。"
    second = "# 云岭劳动法典\n\n# 报酬编\n\n2020年3月4日 通过\n\n第二条 乙。"
    found = resolve(
        "云岭劳动法典",
        [
            work_file(
                1,
                second,
                "报酬编.md",
            ),
            work_file(
                2,
                first,
                "总则编.md",
            ),
        ],
    )
    assert ids(found) == ["云岭劳动法典/第一条@2020-03-04", "云岭劳动法典/第二条@2020-03-04"]
    assert len(found.expressions) == 1
    assert [passage.context for passage in found.passages] == [
        "云岭劳动法典 › 报酬编",
        "云岭劳动法典 › 总则编",
    ]


def test_a_whole_and_its_part_are_one_expression() -> None:
    part = "# 云岭市工时条例\n\n2020年3月4日 通过\n\n第一条 甲，乙。"
    found = resolve(WORK, [work_file(1, part), work_file(2, NEW)])
    assert ids(found) == [f"{WORK}/第一条@2020-03-04", f"{WORK}/第二条@2020-03-04"]


def test_another_text_of_the_same_date_conflicts_and_is_a_finding() -> None:
    found = resolve(WORK, [work_file(1, NEW), work_file(2, NEW.replace("丙", "戊"))])
    suffixed = [expression.id for expression in found.expressions if "~" in expression.id]
    assert len(found.expressions) == 2
    assert len(suffixed) == 1
    assert [(finding.code, finding.where) for finding in found.findings] == [
        ("conflicting_text", "2/云岭市工时条例.md")
    ]
    assert "第二条" in found.findings[0].message


def test_the_plain_id_does_not_depend_on_which_text_came_first() -> None:
    """The better ranked file has it, also where the other one had it before."""
    first = resolve(WORK, [work_file(2, NEW)])
    assigned = {
        manifestation.object_id: manifestation.expression for manifestation in first.manifestations
    }
    kept = {(2, passage.text_hash): passage.id for passage in first.passages}
    files = [work_file(1, NEW.replace("丙", "戊")), work_file(2, NEW)]
    both = resolve(WORK, files, assigned=assigned, kept=kept)
    clean = resolve(WORK, files)
    assert both.passages == clean.passages
    assert both.expressions == clean.expressions
    texts = {passage.id: passage.text for passage in both.passages}
    assert texts[f"{WORK}/第二条@2020-03-04"] == "第二条 戊。"


def test_an_edit_keeps_its_id_when_a_copy_stays_behind() -> None:
    """The law is edited, its Word copy is not: the copy gets a passage only where it differs."""
    law = work_file(1, NEW)
    copy = work_file(
        2,
        NEW.replace("第二条", "第二章 工时\n\n第二条"),
        "云岭市工时条例.txt",
    )  # with another header above it
    before = resolve(WORK, [law, copy])
    assigned = {
        manifestation.object_id: manifestation.expression
        for manifestation in before.manifestations
        if manifestation.role is ManifestationRole.PRIMARY
    }
    edited = resolve(
        WORK,
        [work_file(1, NEW.replace("丙", "戊")), copy],
        assigned=assigned,
    )
    texts = {passage.id: passage.text for passage in edited.passages}
    conflicting = next(expression.id for expression in edited.expressions if "~" in expression.id)
    assert {passage.embedded_text for passage in edited.passages if "~" in passage.id} <= {
        passage.embedded_text for passage in before.passages
    }
    assert texts == {
        f"{WORK}/第一条@2020-03-04": "第一条 甲，乙。",
        f"{WORK}/第二条@2020-03-04": "第二条 戊。",
        conflicting.replace("@", "/第二条@"): "第二条 丙。",
    }
    assert {
        (manifestation.expression, manifestation.object_id, manifestation.role)
        for manifestation in edited.manifestations
    } == {
        (f"{WORK}@2020-03-04", 1, ManifestationRole.PRIMARY),
        (f"{WORK}@2020-03-04", 2, ManifestationRole.MIRROR),
        (conflicting, 2, ManifestationRole.PRIMARY),
    }


def test_an_undated_copy_with_a_difference_conflicts_with_the_dated_text() -> None:
    """A Word copy without head note and with a slip must not become a second version."""
    articles = "\n\n".join(
        f"{ArticleNumber(number)} 第{number}项工资按月支付。" for number in range(1, 31)
    )
    law = f"# 云岭市工时条例\n\n2020年3月4日 通过\n\n{articles}"
    copy = f"# 云岭市工时条例\n\n{articles.replace('第6项', '第陆项')}"
    found = resolve(WORK, [work_file(1, law), work_file(2, copy)])
    assert {expression.date for expression in found.expressions} == {"2020-03-04"}
    assert sorted(passage.text for passage in found.passages if "~" in passage.id) == [
        "第六条 第陆项工资按月支付。"
    ]
    assert [finding.code for finding in found.findings] == ["conflicting_text"]


def test_a_better_parse_keeps_the_first_id() -> None:
    before = resolve(WORK, [work_file(1, NEW)])
    kept = {
        (1, passage.text_hash): passage.id.replace("第二条", "2") for passage in before.passages
    }
    after = resolve(
        WORK,
        [work_file(1, NEW)],
        kept=kept,
    )
    assert ids(after) == [f"{WORK}/2@2020-03-04", f"{WORK}/第一条@2020-03-04"]
    assert after.aliases == {f"{WORK}/第二条@2020-03-04": f"{WORK}/2@2020-03-04"}


def test_a_copy_is_named_with_what_it_has_and_adds_nothing() -> None:
    articles = [
        f"{ArticleNumber(number)} 第{number}项工资由{who}按月支付到本人账户。"
        for number, who in ((1, "用人单位"), (2, "总承包单位"))
    ]
    law = work_file(1, f"# 云岭市工时条例\n\n2020年3月4日 通过\n\n{articles[0]}\n\n{articles[1]}")
    copied = CopyOf(1, 0.9, 12, "编者按语")
    copy = work_file(
        2,
        f"# 工资怎么发\n\n编者按语。\n\n{articles[1].replace('账户', '帐户')}",
        "x.txt",
        copied=copied,
    )
    found = resolve(WORK, [copy, law])
    assert {
        passage.article: [mirror.path for mirror in passage.mirrors] for passage in found.passages
    } == {"第一条": [], "第二条": ["2/x.txt"]}
    assert {
        (manifestation.object_id, manifestation.role, manifestation.mirrors)
        for manifestation in found.manifestations
    } == {
        (1, ManifestationRole.PRIMARY, None),
        (2, ManifestationRole.MIRROR, 1),
    }
    assert [
        (finding.code, "12 characters" in finding.message, "编者按语" in finding.message)
        for finding in found.findings
    ] == [("mirror", True, True)]


def test_a_copy_of_a_mirror_mirrors_what_that_one_mirrors() -> None:
    found = resolve(
        WORK,
        [
            work_file(1, NEW),
            work_file(
                2,
                NEW,
                "x.txt",
            ),
            work_file(
                3,
                NEW,
                "y.txt",
                copied=CopyOf(2, 1.0),
            ),
        ],
    )
    assert {
        manifestation.object_id: manifestation.mirrors for manifestation in found.manifestations
    } == {1: None, 2: 1, 3: 1}


def test_two_papers_with_numbers_are_two_though_all_else_is_the_same() -> None:
    paper = "# 云岭市总工会关于发放高温津贴的通知\n\n云工发〔2023〕{}号\n\n请各单位按月发放。\n\n云岭市总工会\n\n2023年6月12日\n"
    found = resolve(
        "policy-1",
        [
            work_file(
                1,
                paper.format(31),
                "a.md",
            ),
            work_file(
                2,
                paper.format(32),
                "b.md",
            ),
            work_file(
                3,
                paper.format(31),
                "c.md",
            ),
        ],
    )
    assert {
        passage.document_number: [mirror.path for mirror in passage.mirrors]
        for passage in found.passages
    } == {
        "云工发〔2023〕31号": ["3/c.md"],
        "云工发〔2023〕32号": [],
    }


@pytest.mark.parametrize(
    ("first", "second", "seen"),
    [
        # what each group of readers may see: the files that answers name
        (("public",), ("public",), {"public": {"1/云岭市工时条例.md", "2/x.txt"}}),
        (("public",), ("legal",), {"public": {"1/云岭市工时条例.md"}, "legal": {"2/x.txt"}}),
        (("legal",), ("public",), {"legal": {"1/云岭市工时条例.md"}, "public": {"2/x.txt"}}),
        (("legal",), ("wages",), {"legal": {"1/云岭市工时条例.md"}, "wages": {"2/x.txt"}}),
    ],
)
def test_a_file_is_named_only_to_its_groups_and_all_readers_see_their_text(
    first: tuple[str, ...],
    second: tuple[str, ...],
    seen: dict[str, set[str]],
) -> None:
    found = resolve(
        WORK,
        [
            work_file(
                1,
                NEW,
                groups=first,
            ),
            work_file(
                2,
                NEW,
                "x.txt",
                groups=second,
            ),
        ],
    )
    for group, files in seen.items():
        visible = [passage for passage in found.passages if group in passage.groups]
        assert {
            place.path for passage in visible for place in (passage.source, *passage.mirrors)
        } == files
        assert {passage.text for passage in visible} == {"第一条 甲，乙。", "第二条 丙。"}
    plain = {passage.id for passage in found.passages if "~" not in passage.id}
    assert plain == {f"{WORK}/第一条@2020-03-04", f"{WORK}/第二条@2020-03-04"}
    assert (
        all("public" in passage.groups for passage in found.passages if passage.id in plain)
        or "public" not in seen
    )


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_of_files_does_not_matter(order: tuple[int, ...]) -> None:
    files = [
        work_file(1, NEW),
        work_file(2, NEW.replace("丙", "戊")),
        work_file(3, OLD),
        work_file(
            4,
            NEW.replace("2020年3月4日 通过\n\n", ""),
            "云岭市工时条例.txt",
        ),
    ]
    assert resolve(WORK, [files[i] for i in order]) == resolve(WORK, files)
