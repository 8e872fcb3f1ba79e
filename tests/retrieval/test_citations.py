"""Which articles a question cites. A fix is a row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.citations import MAX_REFERENCES, find_references

# Each row: a question, then work, article, paragraph and item of every article that it cites.
CITATIONS = [
    # plain names, with every way to write the number
    ("劳动合同法第三十八条", [("劳动合同法", "第三十八条", None, None)]),
    ("劳动合同法第38条", [("劳动合同法", "第三十八条", None, None)]),
    ("劳动合同法第３８条", [("劳动合同法", "第三十八条", None, None)]),
    ("劳动合同法第 38 条", [("劳动合同法", "第三十八条", None, None)]),
    ("劳动合同法38条", [("劳动合同法", "第三十八条", None, None)]),
    ("劳动合同法三十八条", [("劳动合同法", "第三十八条", None, None)]),
    ("劳动合同法 38", [("劳动合同法", "第三十八条", None, None)]),
    ("劳动合同法第38", [("劳动合同法", "第三十八条", None, None)]),
    ("劳动合同法 38 怎么规定的", [("劳动合同法", "第三十八条", None, None)]),
    ("民法典1179条", [("民法典", "第一千一百七十九条", None, None)]),
    ("民法典第一千零一十条", [("民法典", "第一千零一十条", None, None)]),
    ("民法典第一一七九条", [("民法典", "第一千一百七十九条", None, None)]),
    ("勞動法第四十四條", [("劳动法", "第四十四条", None, None)]),
    # book-title marks, the state's name, marks of a version
    ("《工会法》第二十一条第一款", [("工会法", "第二十一条", 1, None)]),
    ("《中华人民共和国劳动法》第四十四条", [("劳动法", "第四十四条", None, None)]),
    ("中华人民共和国劳动法第44条", [("劳动法", "第四十四条", None, None)]),
    ("《劳动合同法》（2012年修正）第38条", [("劳动合同法", "第三十八条", None, None)]),
    ("2012年劳动合同法第38条", [("劳动合同法", "第三十八条", None, None)]),
    ("集体协商办法(试行) 第五条", [("集体协商办法（试行）", "第五条", None, None)]),
    # titles inside titles, and marks that belong to the name
    (
        "《关于适用〈劳动关系法典〉的解释（一）》第三条",
        [
            (
                "关于适用〈劳动关系法典〉的解释（一）",
                "第三条",
                None,
                None,
            )
        ],
    ),
    (
        "关于适用《劳动关系法典》的解释（一）第三条",
        [
            (
                "关于适用《劳动关系法典》的解释（一）",
                "第三条",
                None,
                None,
            )
        ],
    ),
    # 款, 项, 之一
    ("宪法第1条第2款", [("宪法", "第一条", 2, None)]),
    ("劳动合同法第三十八条第一款第（二）项", [("劳动合同法", "第三十八条", 1, 2)]),
    ("劳动合同法38条1款2项", [("劳动合同法", "第三十八条", 1, 2)]),
    ("劳动合同法第四十条第三项", [("劳动合同法", "第四十条", None, 3)]),
    ("刑法第一百二十条之一", [("刑法", "第一百二十条之一", None, None)]),
    ("刑法120条之一第二款", [("刑法", "第一百二十条之一", 2, None)]),
    # words around it
    ("劳动合同法第三十八条是什么", [("劳动合同法", "第三十八条", None, None)]),
    ("请问《劳动合同法》第38条怎么规定的？", [("劳动合同法", "第三十八条", None, None)]),
    ("请问劳动合同法第38条怎么规定的？", [("劳动合同法", "第三十八条", None, None)]),
    ("公司违反劳动法第四十四条怎么办", [("劳动法", "第四十四条", None, None)]),
    ("根据我国现行劳动合同法的第38条，我能走吗", [("劳动合同法", "第三十八条", None, None)]),
    ("劳动合同法里第38条", [("劳动合同法", "第三十八条", None, None)]),
    ("加班费怎么算？劳动法第44条", [("劳动法", "第四十四条", None, None)]),
    # names that look like something else
    ("公司法第三条", [("公司法", "第三条", None, None)]),
    ("立法法第八条", [("立法法", "第八条", None, None)]),
    ("合同法第八条", [("合同法", "第八条", None, None)]),
    ("女职工劳动保护特别规定第7条", [("女职工劳动保护特别规定", "第七条", None, None)]),
    ("劳动合同法实施条例第十八条", [("劳动合同法实施条例", "第十八条", None, None)]),
    ("民法典合同编第五百七十七条", [("民法典", "第五百七十七条", None, None)]),
    # several
    (
        "劳动合同法第38、39条",
        [("劳动合同法", "第三十八条", None, None), ("劳动合同法", "第三十九条", None, None)],
    ),
    (
        "劳动合同法第38条和第46条",
        [("劳动合同法", "第三十八条", None, None), ("劳动合同法", "第四十六条", None, None)],
    ),
    (
        "劳动合同法第38条第一款、第二款和第46条",
        [("劳动合同法", "第三十八条", 1, None), ("劳动合同法", "第四十六条", None, None)],
    ),
    (
        "劳动合同法第38条至第40条",
        [
            (
                "劳动合同法",
                f"第{one}条",
                None,
                None,
            )
            for one in ("三十八", "三十九", "四十")
        ],
    ),
    (
        "劳动合同法38-40条",
        [
            (
                "劳动合同法",
                f"第{one}条",
                None,
                None,
            )
            for one in ("三十八", "三十九", "四十")
        ],
    ),
    (
        "劳动合同法第38条和工会法第21条",
        [("劳动合同法", "第三十八条", None, None), ("工会法", "第二十一条", None, None)],
    ),
    (
        "《劳动法》第44条、《工会法》第21条",
        [("劳动法", "第四十四条", None, None), ("工会法", "第二十一条", None, None)],
    ),
    (
        "劳动合同法第38条，该法第46条",
        [("劳动合同法", "第三十八条", None, None), ("劳动合同法", "第四十六条", None, None)],
    ),
    (
        "劳动合同法第38条、工会法第21条",
        [("劳动合同法", "第三十八条", None, None), ("工会法", "第二十一条", None, None)],
    ),
    ("劳动法、工会法第21条", [("工会法", "第二十一条", None, None)]),
    ("《劳动法》、工会法第21条", [("工会法", "第二十一条", None, None)]),
    # marks and words that belong to the name
    (
        "关于处理侵占、挪用会费案件的规定第三条",
        [
            (
                "关于处理侵占、挪用会费案件的规定",
                "第三条",
                None,
                None,
            )
        ],
    ),
    (
        "关于适用《劳动法》、《工会法》的解释第三条",
        [
            (
                "关于适用《劳动法》、《工会法》的解释",
                "第三条",
                None,
                None,
            )
        ],
    ),
    ("法律适用法第三条", [("法律适用法", "第三条", None, None)]),
    ("预算法第三条", [("预算法", "第三条", None, None)]),
    ("《民法典》合同编第五百七十七条", [("民法典", "第五百七十七条", None, None)]),
    ("云州章程（2019年）第三条", [("云州章程（2019年）", "第三条", None, None)]),
    ("国家荣誉法第三条", [("国家荣誉法", "第三条", None, None)]),
    # an item in brackets, with 项 but without 第
    ("劳动合同法第十四条（六）项", [("劳动合同法", "第十四条", None, 6)]),
    ("劳动合同法39条(二)项怎么理解", [("劳动合同法", "第三十九条", None, 2)]),
    ("劳动合同法第三十九条（二）、（三）项", [("劳动合同法", "第三十九条", None, 2)]),
    ("《劳动合同法》第四十六条第一款（三）项", [("劳动合同法", "第四十六条", 1, 3)]),
    ("劳动合同法第三条（试行）", [("劳动合同法", "第三条", None, None)]),
    ("劳动合同法第五条（2018年修正）", [("劳动合同法", "第五条", None, None)]),
    # the number is a year or a sum, the article before it is not
    ("劳动合同法第38条、2个月工资", [("劳动合同法", "第三十八条", None, None)]),
    ("劳动合同法第38条，一次性补偿", [("劳动合同法", "第三十八条", None, None)]),
]

NO_CITATIONS = [
    "",
    "第三人",
    "劳动合同法第三人",
    "38条建议",
    "给新员工的38条建议",
    "劳动合同法38条建议",
    "一条裤子",
    "劳动合同法一条裤子也没提",
    "我有3条狗",
    "第38条",  # of what?
    "本法第三条",
    "该办法第三条",
    "劳动合同法",
    "劳动合同法第一章",
    "劳动合同法有多少条",
    "劳动合同法共九十八条",
    "劳动合同法 2012",
    "劳动合同法2012年修正",
    "劳动合同法 3 个月",
    "解决方法第三条",
    "按规定第三条",
    "有什么办法3天内拿到工资",
    "根据规定38元",
    "违法第一次怎么罚",
    "老板说合同第五条不算数",
    "三十八条街",
]


@pytest.mark.parametrize(("question", "expected"), CITATIONS)
def test_citations(question, expected):
    """Work, article, paragraph and item, in the order of the text."""
    assert [
        (
            one.work,
            one.article,
            one.paragraph,
            one.item,
        )
        for one in find_references(question)
    ] == expected


@pytest.mark.parametrize("question", NO_CITATIONS)
def test_what_is_no_citation(question):
    """A number and a counting word are not an article of a law."""
    assert find_references(question) == []


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("新劳动合同法第38条", ("新劳动合同法", "劳动合同法")),
        ("公司违反劳动法第44条", ("劳动法", "公司违反劳动法")),
        ("违反会费管理规定处分办法第3条", ("会费管理规定处分办法", "违反会费管理规定处分办法")),
        ("老板不按劳动合同法第38条", ("老板不按劳动合同法", "劳动合同法")),
        (
            "关于适用工资法的解释第三条",
            ("关于适用工资法的解释", "工资法的解释"),
        ),  # 的解释 alone names nothing
        ("《新劳动合同法》第38条", ("新劳动合同法",)),
    ],
)
def test_names_that_may_be_meant(question, names):
    """Without book-title marks the index decides where a name begins; the longest comes first."""
    assert find_references(question)[0].names == names


def test_the_words_of_a_reference_stand_in_the_text():
    """The first of a list has the name in its words, the others have their article alone."""
    text = "请问《劳动合同法》第38、39条怎么说"
    references = find_references(text)
    assert [one.text for one in references] == ["《劳动合同法》第38", "39条"]
    assert all(text[one.span.start : one.span.end] == one.text for one in references)


def test_long_ranges_end():
    """第一条至第五百条 is no reason to fetch a whole code."""
    assert len(find_references("民法典第一条至第五百条")) == MAX_REFERENCES


pieces = st.sampled_from(
    [
        "劳动合同法",
        "《工会法》",
        "《",
        "》",
        "（",
        "）",
        "第",
        "38",
        "三十八",
        "条",
        "之一",
        "第一款",
        "、",
        "至",
        "，",
        "该法",
        " ",
        "的",
        "怎么",
    ]
)


@given(st.lists(pieces, max_size=14).map("".join))
def test_any_text_can_be_read(text):
    """Whatever stands there: no error, spans slice back, and every label is canonical."""
    for one in find_references(text):
        assert text[one.span.start : one.span.end] == one.text
        assert one.names
        assert one.article.startswith("第")
        assert "条" in one.article
