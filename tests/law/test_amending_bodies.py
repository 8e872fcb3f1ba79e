"""A head note makes a version only if its last act is one of a body that may amend the norm."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

import pytest

from corpus.records import Passage, Status, Trust
from ingestion import read
from law.structure import structure
from law.works import Resolution, WorkFile, resolve

ARTICLES = "\n\n".join(
    f"第{number}条 船工在第{number}班应当休息十五分钟，并在簿上签名。" for number in "一二三四五六"
)
CHANGED = ARTICLES.replace("十五分钟", "六十分钟", 1)
LAW = "2010年10月28日 第十一届全国人民代表大会常务委员会第十七次会议通过"
REGULATION = "2006年5月20日 中华人民共和国国务院令第467号公布"
RULE = "1996年5月1日 劳动部令第3号发布"
LOCAL = "2001年1月18日 青屏省第九届人民代表大会第四次会议通过"
CITY = "2014年3月10日 云岭市人民政府令第42号公布"


def file(
    number: int,
    title: str,
    note: str,
    articles: str,
    trust: Trust = Trust.REPRINT,
) -> WorkFile:
    text = f"# {title}\n\n{note}\n\n{articles}\n"
    name = f"{number}.md"
    document = read(text.encode(), name)
    found = structure(document, str(number))
    return WorkFile(
        number,
        "laws",
        name,
        name,
        document.media_type,
        found,
        document.text,
        trust=trust,
    )


def resolved(*files: WorkFile) -> Resolution:
    """Resolve files in every order, and expect one result."""
    results = [resolve("船工休息法", order) for order in permutations(files)]
    assert all(result == results[0] for result in results)
    return results[0]


def passages(result: Resolution) -> Mapping[str, Passage]:
    """The first articles by the day of their version."""
    return {
        passage.promulgated or "": passage
        for passage in result.passages
        if passage.article == "第一条"
    }


FORGED = {
    "a club revises a law": (
        "中华人民共和国船工休息法",
        LAW,
        "2025年3月1日 云海船工促进会第三次会员大会修订",
    ),
    "a club's decision amends a law": (
        "中华人民共和国船工休息法",
        LAW,
        "2025年3月1日 云海船工促进会《关于修改〈船工休息法〉的决定》修正",
    ),
    "a province amends a law": (
        "中华人民共和国船工休息法",
        LAW,
        "2025年3月1日 青屏省第十四届人民代表大会常务委员会第十次会议修正",
    ),
    "a ministry amends a law": (
        "中华人民共和国船工休息法",
        LAW,
        "2025年3月1日 人力资源和社会保障部令第9号修正",
    ),
    "the State Council amends a law": (
        "中华人民共和国船工休息法",
        LAW,
        "根据2025年3月1日《国务院关于修改部分法律的决定》修正",
    ),
    "a village adopts a law anew": (
        "中华人民共和国船工休息法",
        LAW,
        "2025年3月1日 柳湾村村民委员会通过",
    ),
    "nobody is named": ("中华人民共和国船工休息法", LAW, "2025年3月1日修正"),
    "a club revises soon after the congress": (
        "中华人民共和国船工休息法",
        LAW,
        (
            "2025年1月1日 第十四届全国人民代表大会常务委员会第十三次会议修正\n\n"
            "2025年3月1日 云海船工促进会修订"
        ),
    ),
    "a province changes a regulation of the State Council": (
        "船工休息条例",
        REGULATION,
        "2025年3月1日 青屏省人民政府令第12号修订",
    ),
    "another ministry changes a rule": (
        "船工休息规定",
        RULE,
        "2025年3月1日 教育部令第12号修订",
    ),
    "another city changes a rule of a city": (
        "云岭市船工休息规定",
        CITY,
        "2025年3月1日 澜浦市人民政府令第12号修订",
    ),
    "a city changes a province's regulation": (
        "青屏省船工休息条例",
        LOCAL,
        "2025年3月1日 云岭市第六届人民代表大会常务委员会第三次会议修正",
    ),
}


@pytest.mark.parametrize(("title", "first", "note"), FORGED.values(), ids=FORGED)
def test_an_act_of_a_body_that_may_not_makes_no_version(
    title: str,
    first: str,
    note: str,
) -> None:
    true = file(1, title, first, ARTICLES)
    forged = file(2, title, f"{first}\n\n{note}", CHANGED)
    alone = resolved(true)
    result = resolved(true, forged)
    for passage in alone.passages:
        assert passage in result.passages
    added = passages(result)["2025-03-01"]
    assert added.valid_from == added.valid_to
    assert added.status is Status.UNKNOWN
    assert [caution.code for caution in added.cautions] == ["version_unauthorized"]
    codes = [finding.code for finding in result.findings]
    assert codes.count("version_unauthorized") == 1


TRUE = {
    "the standing committee": (
        "中华人民共和国船工休息法",
        LAW,
        (
            "2025年3月1日 第十四届全国人民代表大会常务委员会第十五次会议"
            "《关于修改〈中华人民共和国船工休息法〉的决定》修正"
        ),
    ),
    "the congress": (
        "中华人民共和国船工休息法",
        LAW,
        "2025年3月1日 第十四届全国人民代表大会第三次会议修订",
    ),
    "the State Council": (
        "船工休息条例",
        REGULATION,
        "根据2025年3月1日《国务院关于修改部分行政法规的决定》修订",
    ),
    "a successor": ("船工休息规定", RULE, "2025年3月1日 人力资源社会保障部令第24号修订"),
    "the State Council on a rule": (
        "船工休息规定",
        RULE,
        "2025年3月1日 国务院第118次常务会议修订通过",
    ),
    "the committee of a congress": (
        "青屏省船工休息条例",
        LOCAL,
        "2025年3月1日 青屏省第十四届人民代表大会常务委员会第十次会议修订",
    ),
    "a city": ("云岭市船工休息规定", CITY, "2025年3月1日 云岭市人民政府令第60号修改"),
}


@pytest.mark.parametrize(("title", "first", "note"), TRUE.values(), ids=TRUE)
def test_an_act_of_a_body_that_may_makes_a_version(
    title: str,
    first: str,
    note: str,
) -> None:
    older = file(1, title, first, ARTICLES)
    newer = file(2, title, f"{first}\n\n{note}", CHANGED)
    found = passages(resolved(older, newer))
    assert found["2025-03-01"].status is Status.IN_FORCE
    assert found["2025-03-01"].cautions == ()
    earlier = next(passage for day, passage in found.items() if day != "2025-03-01")
    assert earlier.status is not Status.IN_FORCE


def test_a_law_that_a_club_revised_is_not_in_force_where_it_is_the_only_text() -> None:
    note = f"{LAW}\n\n2025年3月1日 云海船工促进会修订"
    found = passages(resolved(file(1, "中华人民共和国船工休息法", note, CHANGED)))
    assert found["2025-03-01"].status is Status.UNKNOWN
    assert [caution.code for caution in found["2025-03-01"].cautions] == ["version_unauthorized"]


def test_a_change_without_a_body_counts_where_another_document_knows_its_day() -> None:
    title = "中华人民共和国船工休息法"
    whole = f"{LAW}\n\n2025年3月1日 第十四届全国人民代表大会常务委员会第十五次会议修正"
    short = f"{LAW}\n\n2025年3月1日修正"
    files = (
        file(1, title, LAW, ARTICLES),
        file(2, title, short, CHANGED),
        file(3, title, f"{whole}", CHANGED + "\n\n第七条 本法另有规定的除外。"),
    )
    result = resolved(*files)
    assert "version_unauthorized" not in {finding.code for finding in result.findings}


def test_an_official_source_is_not_judged() -> None:
    title = "中华人民共和国船工休息法"
    note = f"{LAW}\n\n2025年3月1日 云海船工促进会修订"
    true = file(1, title, LAW, ARTICLES)
    official = file(2, title, note, CHANGED, Trust.OFFICIAL)
    found = passages(resolved(true, official))
    assert found["2025-03-01"].cautions == ()


def test_a_forged_text_of_a_true_day_does_not_take_the_id_of_the_true_text() -> None:
    title = "中华人民共和国船工休息法"
    true = file(2, title, LAW, ARTICLES)
    forged = file(1, title, "2010年10月28日 云海船工促进会通过", CHANGED)
    result = resolved(true, forged)
    plain = {passage.id: passage for passage in resolved(true).passages}
    for id_, passage in plain.items():
        found = next(other for other in result.passages if other.id == id_)
        assert (found.text, found.status) == (passage.text, passage.status)


DOUBTS = {
    "of the same trust": (Trust.REPRINT, Trust.REPRINT, LAW, (True, True)),
    "both official": (Trust.OFFICIAL, Trust.OFFICIAL, LAW, (True, True)),
    "of lower trust": (Trust.OFFICIAL, Trust.REPRINT, LAW, (False, True)),
    "with the head note of a club": (
        Trust.REPRINT,
        Trust.REPRINT,
        "2010年10月28日 云海船工促进会通过",
        (False, True),
    ),
}


@pytest.mark.parametrize(("trust", "other_trust", "note", "doubted"), DOUBTS.values(), ids=DOUBTS)
def test_readers_of_two_texts_of_one_day_learn_of_the_other(
    trust: Trust,
    other_trust: Trust,
    note: str,
    doubted: tuple[bool, bool],
) -> None:
    title = "中华人民共和国船工休息法"
    first = file(1, title, LAW, ARTICLES, trust)
    second = file(2, title, note, CHANGED, other_trust)
    result = resolved(first, second)
    assert "conflicting_text" in {finding.code for finding in result.findings}
    shown = {
        passage.source.path: [
            caution.words for caution in passage.cautions if caution.code == "conflicting_text"
        ]
        for passage in result.passages
        if passage.article == "第一条"
    }
    for path, other, is_doubted in (("1.md", "2.md", doubted[0]), ("2.md", "1.md", doubted[1])):
        assert [f"laws: {other}" in words for words in shown[path]] == [True] * is_doubted
    same = [passage for passage in result.passages if passage.article == "第二条"]
    assert [passage.cautions for passage in same] == [()]


def test_readers_of_an_article_that_only_one_of_two_texts_has_learn_of_it() -> None:
    title = "中华人民共和国船工休息法"
    more = f"{CHANGED}\n\n第七条 船工可以带伞。"
    result = resolved(file(1, title, LAW, ARTICLES), file(2, title, LAW, more))
    [added] = [passage for passage in result.passages if passage.article == "第七条"]
    [caution] = added.cautions
    assert "has no text here: laws: 1.md" in caution.words
