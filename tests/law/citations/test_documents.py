"""Places of passages: names defined earlier, articles before, later pieces, amended laws."""

import pytest

from law.citations import CitingPassage, cited_as, find_in_document, places
from law.citations.definitions import definitions
from law.citations.documents import amended_work


def cited(found):
    return [
        [(reference.work, reference.article, reference.paragraph) for reference in references]
        for references in found
    ]


def test_what_one_passage_defines_the_next_may_cite():
    """以下简称 in the first article, the short name in the second."""
    parts = [
        CitingPassage(
            "第一条", "第一条 为实施《中华人民共和国电车法》（以下简称“车法”），制定本办法。"
        ),
        CitingPassage("第二条", "第二条 依照车法第三条和前条办理。"),
    ]
    assert cited(
        find_in_document(
            "电车办法",
            "电车办法",
            parts,
        )
    )[1] == [
        ("电车法", "第三条", None),
        ("电车办法", "第一条", None),
    ]


def test_pieces_of_an_article_go_on_counting():
    """A piece begins in the paragraph where the last piece ended; 前条 is the article before."""
    parts = [
        CitingPassage("第一条", "第一条 甲。"),
        CitingPassage("第二条", "第二条 乙。\n（一）丙；"),
        CitingPassage("第二条", "（二）丁。\n有前款行为的，依照前条处罚。"),
        CitingPassage("第二条", "有前两款行为的，从重。"),
    ]
    found = cited(
        find_in_document(
            "电车法",
            "电车法",
            parts,
        )
    )
    assert found[2] == [("电车法", "第二条", 1), ("电车法", "第一条", None)]
    assert found[3] == [("电车法", "第二条", 1), ("电车法", "第二条", 2)]


def test_a_judgments_annex_in_pieces():
    """The law that heads the articles of one piece heads those of the next."""
    parts = [
        CitingPassage(None, "附：《中华人民共和国刑法》 第六十四条应当追缴。"),
        CitingPassage(None, "第六十七条自首的，从轻。"),
    ]
    assert cited(
        find_in_document(
            "（2020）云01刑初1号",
            "刑事判决书",
            parts,
        )
    ) == [
        [("刑法", "第六十四条", None)],
        [("刑法", "第六十七条", None)],
    ]


def test_a_decision_names_the_law_in_its_title():
    """Its items cite the amended law."""
    parts = [CitingPassage(None, "一、将第十条修改为：“第十条 电车靠右。”")]
    (place,) = places(
        "关于修改《电车法》的决定",
        "关于修改《中华人民共和国电车法》的决定",
        parts,
    )
    assert place.amends == "电车法"


def test_a_decision_on_several_works_names_them_in_its_items():
    """Later pieces of an item go on with the work that its first piece names."""
    title = "最高人民法院关于修改《关于适用〈电车法〉的解释》等二件司法解释的决定"
    parts = [
        CitingPassage(
            None,
            "一、修改《关于适用〈电车法〉的解释》\n1.将第二条修改为：\n“依照民法典第三条处理。”",
        ),
        CitingPassage(None, "2.将第四条修改为：\n“甲。”"),
        CitingPassage(None, "二、修改《关于无轨电车的解释》\n1.删除第五条。"),
    ]
    assert [
        amended.amends
        for amended in places(
            "X",
            title,
            parts,
        )
    ] == ["关于适用〈电车法〉的解释"] * 2 + ["关于无轨电车的解释"]
    assert cited(
        find_in_document(
            "X",
            title,
            parts,
        )
    )[1] == [("关于适用〈电车法〉的解释", "第四条", None)]


@pytest.mark.parametrize(
    ("title", "work"),
    [
        ("全国人民代表大会常务委员会关于修改《中华人民共和国电车法》的决定", "电车法"),
        # nested marks
        (
            "最高人民法院关于修改《最高人民法院关于适用〈中华人民共和国电车法〉的解释》的决定",
            "最高人民法院关于适用〈中华人民共和国电车法〉的解释",
        ),
        ("中华人民共和国刑法修正案（十一）", "刑法"),
        ("中华人民共和国宪法修正案", "宪法"),
        # several: its items say which
        ("关于修改《关于适用〈电车法〉的解释》等二件司法解释的决定", None),
        # changes nothing
        ("中华人民共和国电车法", None),
        ("关于废止《电车法》的决定", None),
    ],
)
def test_amended_work(title, work):
    """By the title of a decision or an amendment."""
    assert amended_work(title) == work


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("《中华人民共和国民法典》（以下简称“民法典”）", {"民法典": "民法典"}),
        ("《关于适用〈电车法〉的解释》（以下简称《解释》）", {"解释": "关于适用〈电车法〉的解释"}),
        ("《电车法》（2012年修正，以下简称《车法》）", {"车法": "电车法"}),
        # people and places are defined too
        ("云岭市总工会（以下简称市总）", {}),
        # nothing is defined
        ("《电车法》（2012年修正）", {}),
    ],
)
def test_definitions(text, names):
    """Only what stands behind a name between marks."""
    assert definitions(text) == names


@pytest.mark.parametrize(
    ("path", "article"),
    [
        ("第三十八条", "第三十八条"),
        ("第一百二十条之一", "第一百二十条之一"),
        # an amendment's items are cited as its articles
        ("十一", "第十一条"),
        # an annex's articles are not the law's
        ("附件一/第二条", None),
        ("preamble", None),
        ("2", None),
    ],
)
def test_cited_as(path, article):
    """The place of a unit in its document says as which article it is cited."""
    assert cited_as(path) == article
