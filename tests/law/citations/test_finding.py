"""What legal texts cite. A fix is a row; every text is written for this table."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.notation.numerals import parse_article
from law.citations import (
    CitingPassage,
    CitingPlace,
    Reference,
    find_citations,
    find_in_document,
)

LAW = CitingPlace(
    "电车法",
    "第八条",
    ("第五条", "第六条", "第七条"),
)
CODE = CitingPlace(
    "民法典",
    "第八条",
    ("第七条",),
)
REGULATION = CitingPlace(
    "电车条例",
    "第三条",
    ("第一条", "第二条"),
)
TRIAL = CitingPlace(
    "电车管理办法（试行）",
    "第三条",
    ("第二条",),
)
INTERPRETATION = CitingPlace(
    "最高人民法院关于审理电车案件适用法律若干问题的解释",
    "第二条",
    ("第一条",),
)
FIRST = CitingPlace("电车法", "第一条")
SECOND_PIECE = CitingPlace(
    "电车法",
    "第八条",
    ("第七条",),
    paragraph=3,
)
JUDGMENT = CitingPlace("（2020）云01刑初1号")
ANNEX = CitingPlace("（2020）云01刑初1号", subject="刑法")
DECISION = CitingPlace("全国人民代表大会常务委员会关于修改《电车法》的决定", amends="电车法")
AMENDMENT = CitingPlace("刑法修正案（十三）", amends="刑法")
DEFINED = CitingPlace(
    "电车办法",
    "第二条",
    ("第一条",),
    defined={"解释": "关于电车的解释", "电法": "电车法"},
)


def shown(one: Reference) -> str:
    """A reference in short: 刑法 133-1.2(3) is 刑法第一百三十三条之一第二款第（三）项, 刑法 alone the whole law."""
    number = parse_article(one.article or "")
    if not number:
        return one.work
    inserted = f"-{number.inserted}" if number.inserted else ""
    return (
        f"{one.work} {number.number}{inserted}"
        + (f".{one.paragraph}" if one.paragraph else "")
        + (f"({one.item})" if one.item else "")
    )


# Each row: a text, where it stands, and what it cites, in its order.
CITATIONS: list[tuple[str, CitingPlace, list[str]]] = [
    # ── items in brackets, with 项 but without 第 ──
    ("依照《电车法》第十四条（六）项的规定。", JUDGMENT, ["电车法 14(6)"]),
    ("电车法第三十九条（二）、（三）项", JUDGMENT, ["电车法 39(2)", "电车法 39(3)"]),
    ("电车法第四十六条第一款（三）项和第四十七条", JUDGMENT, ["电车法 46.1(3)", "电车法 47"]),
    ("有前款(一)、(四)项所列情形的，", SECOND_PIECE, ["电车法 8.2(1)", "电车法 8.2(4)"]),
    ("比照本条(一)项规定缩小。", FIRST, ["电车法 1(1)"]),
    ("电车法第三条（试行）、第五条（2018年修正）", JUDGMENT, ["电车法 3", "电车法 5"]),
    # ── names between marks, and the ways to write a number ──
    # Chinese numerals
    ("依照《劳动法》第四十四条支付。", JUDGMENT, ["劳动法 44"]),
    # Arabic numerals
    ("依照《劳动法》第44条支付。", JUDGMENT, ["劳动法 44"]),
    # full-width digits, as old files have them
    ("依照《劳动法》第４４条支付。", JUDGMENT, ["劳动法 44"]),
    # blanks between digits and words
    ("依照《劳动法》第 44 条支付。", JUDGMENT, ["劳动法 44"]),
    # a line that was broken inside the citation
    ("依照《劳动法》\n第四十四条支付。", JUDGMENT, ["劳动法 44"]),
    # a number without units
    ("依照《民法典》第一一七九条赔偿。", JUDGMENT, ["民法典 1179"]),
    # beyond a thousand, with zeros
    ("依照《民法典》第一千零一十条。", JUDGMENT, ["民法典 1010"]),
    # traditional characters
    ("依照《勞動法》第四十四條。", JUDGMENT, ["劳动法 44"]),
    # the state's name is no part of the key
    ("依照《中华人民共和国劳动法》第四十四条。", JUDGMENT, ["劳动法 44"]),
    # of between name and number
    ("依照《劳动法》的第四十四条。", JUDGMENT, ["劳动法 44"]),
    # inside
    ("《劳动法》中第四十四条写得明白。", JUDGMENT, ["劳动法 44"]),
    # a remark on the version
    ("依照《电车法》（2012年修正）第四条。", JUDGMENT, ["电车法 4"]),
    # a document number behind the name
    ("依照《关于电车的规定》（法释〔2020〕1号）第四条。", JUDGMENT, ["关于电车的规定 4"]),
    # a part of a law between name and number
    ("《刑法》分则第九章第三百九十七条写明。", JUDGMENT, ["刑法 397"]),
    # a book of a code
    ("《民法典》合同编第五百七十七条写明。", JUDGMENT, ["民法典 577"]),
    # ── paragraphs and items ──
    # 款
    ("依照《电车法》第四条第二款。", JUDGMENT, ["电车法 4.2"]),
    # 款 and 项
    ("依照《电车法》第四条第二款第（三）项。", JUDGMENT, ["电车法 4.2(3)"]),
    # 项 without brackets
    ("依照《电车法》第四条第二款第三项。", JUDGMENT, ["电车法 4.2(3)"]),
    # 项 without 款
    ("依照《电车法》第四条第（三）项。", JUDGMENT, ["电车法 4(3)"]),
    # ASCII brackets
    ("依照《电车法》第四条第二款第(3)项。", JUDGMENT, ["电车法 4.2(3)"]),
    # Arabic throughout
    ("依照《电车法》第4条第2款第3项。", JUDGMENT, ["电车法 4.2(3)"]),
    # 目 is smaller than what is kept
    ("依照《电车法》第四条第二款第三项第一目。", JUDGMENT, ["电车法 4.2(3)"]),
    # 条 forgotten before 款, a slip that judgments make
    ("依照《刑法》第七十二第一款。", JUDGMENT, ["刑法 72.1"]),
    # ── inserted articles ──
    # 之一
    ("依照《刑法》第一百三十三条之一。", JUDGMENT, ["刑法 133-1"]),
    # 之一 with parts
    ("依照《刑法》第一百三十三条之一第一款第（二）项。", JUDGMENT, ["刑法 133-1.1(2)"]),
    # 之 that is a genitive
    ("依照《刑法》第二百六十六条之规定。", JUDGMENT, ["刑法 266"]),
    # several inserted articles of one number
    ("依照《刑法》第一百二十条之一、之二。", JUDGMENT, ["刑法 120-1", "刑法 120-2"]),
    # a range of inserted articles
    (
        "依照《刑法》第一百二十条之一至第一百二十条之三。",
        JUDGMENT,
        ["刑法 120-1", "刑法 120-2", "刑法 120-3"],
    ),
    # the article and the one inserted behind it
    ("依照《刑法》第一百二十条、第一百二十条之一。", JUDGMENT, ["刑法 120", "刑法 120-1"]),
    # Arabic, inserted
    ("依照《刑法》第120条之一第二款。", JUDGMENT, ["刑法 120-1.2"]),
    # ── lists and ranges ──
    # two articles
    ("依照《电车法》第三条、第五条。", JUDGMENT, ["电车法 3", "电车法 5"]),
    # 和
    ("依照《电车法》第三条和第五条。", JUDGMENT, ["电车法 3", "电车法 5"]),
    # 以及
    ("依照《电车法》第三条以及第五条。", JUDGMENT, ["电车法 3", "电车法 5"]),
    # 或者
    ("违反《电车法》第三条或者第五条。", JUDGMENT, ["电车法 3", "电车法 5"]),
    # a comma before 第
    ("依照《电车法》第三条，第五条。", JUDGMENT, ["电车法 3", "电车法 5"]),
    # 第 once for two
    ("依照《电车法》第三、五条。", JUDGMENT, ["电车法 3", "电车法 5"]),
    # 第 once, 条 twice
    ("依照《电车法》第三条、五条。", JUDGMENT, ["电车法 3", "电车法 5"]),
    # three numbers, one 条
    ("依照《刑法》第二十五、二十六、二十七条。", JUDGMENT, ["刑法 25", "刑法 26", "刑法 27"]),
    # a range
    ("依照《电车法》第三条至第五条。", JUDGMENT, ["电车法 3", "电车法 4", "电车法 5"]),
    # a range and one more
    (
        "依照《电车法》第三条至第五条、第七条。",
        JUDGMENT,
        ["电车法 3", "电车法 4", "电车法 5", "电车法 7"],
    ),
    # a range with one 条
    ("依照《电车法》第三至五条。", JUDGMENT, ["电车法 3", "电车法 4", "电车法 5"]),
    # a range with a dash
    ("依照《电车法》第3-5条。", JUDGMENT, ["电车法 3", "电车法 4", "电车法 5"]),
    # a range that runs backward is its two ends
    ("依照《电车法》第五条至第三条。", JUDGMENT, ["电车法 5", "电车法 3"]),
    # paragraphs of one article
    ("依照《电车法》第三条第一款、第三款。", JUDGMENT, ["电车法 3.1", "电车法 3.3"]),
    # 款 once
    ("依照《电车法》第三条第一、三款。", JUDGMENT, ["电车法 3.1", "电车法 3.3"]),
    # a range of paragraphs
    ("依照《电车法》第三条第一款至第三款。", JUDGMENT, ["电车法 3.1", "电车法 3.2", "电车法 3.3"]),
    # a range of items
    (
        "依照《电车法》第三条第一款第（一）项至第（三）项。",
        JUDGMENT,
        ["电车法 3.1(1)", "电车法 3.1(2)", "电车法 3.1(3)"],
    ),
    # a range of items, 项 once
    (
        "依照《电车法》第三条第（一）至（三）项。",
        JUDGMENT,
        ["电车法 3(1)", "电车法 3(2)", "电车法 3(3)"],
    ),
    # items, 项 once
    ("依照《电车法》第三条第（一）、（三）项。", JUDGMENT, ["电车法 3(1)", "电车法 3(3)"]),
    # items, then a paragraph of the same article
    (
        "依照《电车法》第三条第一款第一项、第三项和第二款。",
        JUDGMENT,
        ["电车法 3.1(1)", "电车法 3.1(3)", "电车法 3.2"],
    ),
    # an article with a paragraph, then articles
    (
        "依照《电车法》第三条第二款、第五条、第七条第一款。",
        JUDGMENT,
        ["电车法 3.2", "电车法 5", "电车法 7.1"],
    ),
    # items of two articles
    (
        "属于《电车法》第十七条第一项至第二项和第十八条第一款第一项、第二项情形。",
        JUDGMENT,
        [
            "电车法 17(1)",
            "电车法 17(2)",
            "电车法 18.1(1)",
            "电车法 18.1(2)",
        ],
    ),
    # a crime's name behind each article
    (
        "依照《刑法》第二百六十四条（盗窃罪）、第五十二条（罚金）。",
        JUDGMENT,
        ["刑法 264", "刑法 52"],
    ),
    # ── several laws in one sentence ──
    # two laws between marks
    ("依照《刑法》第五十二条、《刑事诉讼法》第十五条。", JUDGMENT, ["刑法 52", "刑事诉讼法 15"]),
    # two laws, lists of both
    (
        "依照《刑法》第264条、第52条，《刑事诉讼法》第15条第一款之规定。",
        JUDGMENT,
        ["刑法 264", "刑法 52", "刑事诉讼法 15.1"],
    ),
    # marked, then not
    ("依照《刑法》第五十二条和刑事诉讼法第十五条。", JUDGMENT, ["刑法 52", "刑事诉讼法 15"]),
    # neither marked
    ("依照刑法第五十二条、刑事诉讼法第十五条。", JUDGMENT, ["刑法 52", "刑事诉讼法 15"]),
    # one as a whole, the other by article
    ("依照《电车法》和《劳动法》第四条。", JUDGMENT, ["电车法", "劳动法 4"]),
    # another law and the own one
    ("第八条 依照《劳动法》第四条和本法第五条办理。", LAW, ["劳动法 4", "电车法 5"]),
    # the own one and another law
    ("第八条 依照本法第五条和《劳动法》第四条办理。", LAW, ["电车法 5", "劳动法 4"]),
    # ── criminal law, as courts write it ──
    # a long list with paragraphs, items, 之一
    (
        "依照《中华人民共和国刑法》第一百三十三条之一第一款第（二）项、第六十七条第三款、第七十二条第一款、第三款、第七十三条第一款、第三款、第五十二条之规定",
        JUDGMENT,
        [
            "刑法 133-1.1(2)",
            "刑法 67.3",
            "刑法 72.1",
            "刑法 72.3",
            "刑法 73.1",
            "刑法 73.3",
            "刑法 52",
        ],
    ),
    # 第一、四款 and commas
    (
        "依照《中华人民共和国刑法》第三百四十七条第一、四款，第六十七条第三款，第六十四条之规定",
        JUDGMENT,
        ["刑法 347.1", "刑法 347.4", "刑法 67.3", "刑法 64"],
    ),
    # 及 before the last
    (
        "依照《刑法》第三百四十七条第一款、第六十七条第三款及第六十四条之规定",
        JUDGMENT,
        ["刑法 347.1", "刑法 67.3", "刑法 64"],
    ),
    # the interpretation at the end of the list
    (
        "依照《刑法》第三百零三条和《最高人民法院、最高人民检察院关于办理赌博刑事案件具体应用法律若干问题的解释》第一条之规定",
        JUDGMENT,
        [
            "刑法 303",
            "最高人民法院、最高人民检察院关于办理赌博刑事案件具体应用法律若干问题的解释 1",
        ],
    ),
    # the law named once, a later sentence goes on with it
    (
        "依照《刑法》第二百三十四条，应当处罚。另依第六十七条从轻。",
        JUDGMENT,
        ["刑法 234", "刑法 67"],
    ),
    # the same in one sentence
    (
        "不符合《刑法》第三百九十八条的规定，但构成第三百九十七条规定的犯罪的",
        JUDGMENT,
        ["刑法 398", "刑法 397"],
    ),
    # two accused, the law named twice
    (
        "对甲适用《刑法》第二百六十四条、第二十五条；对乙适用《刑法》第二百六十四条、第七十二条第一、三款。",
        JUDGMENT,
        ["刑法 264", "刑法 25", "刑法 264", "刑法 72.1", "刑法 72.3"],
    ),
    # an annex that prints the articles
    (
        "附：《中华人民共和国刑法》 第六十四条犯罪所得应当追缴。 第六十七条第三款如实供述的，可以从轻。",
        JUDGMENT,
        ["刑法 64", "刑法 67.3"],
    ),
    # its next piece: the law was named in the piece before
    ("第六十五条再犯的，从重。 第六十七条自首的，从轻。", ANNEX, ["刑法 65", "刑法 67"]),
    # a law named in the text of a printed article does not head the next one
    (
        "第八条定罪适用刑事诉讼法第二百条。 第九条恶意透支的，从重。",
        ANNEX,
        ["刑法 8", "刑事诉讼法 200", "刑法 9"],
    ),
    # numbered lines of an annex
    ("1、第五十三条：罚金可以分期缴纳。\n2、第六十四条：应当追缴。", ANNEX, ["刑法 53", "刑法 64"]),
    # an interpretation that names a law in its text goes on with itself
    (
        "附：\n《最高人民法院关于办理电车案件的解释》\n第一条依照刑法第二百六十四条定罪。\n第八条判处罚金。",
        JUDGMENT,
        [
            "最高人民法院关于办理电车案件的解释 1",
            "刑法 264",
            "最高人民法院关于办理电车案件的解释 8",
        ],
    ),
    # 本法 inside an annex is the law that is printed
    ("第四十五条有期徒刑的期限，除本法第五十条规定外，另行计算。", ANNEX, ["刑法 45", "刑法 50"]),
    # ── names without marks ──
    # after 依照
    ("第二条 依照刑法第二百六十六条定罪。", INTERPRETATION, ["刑法 266"]),
    # after 违反
    ("第二条 违反道路交通安全法第三条的", INTERPRETATION, ["道路交通安全法 3"]),
    # after 属于
    ("第二条 属于刑事诉讼法第二十九条规定情形的", INTERPRETATION, ["刑事诉讼法 29"]),
    # after 符合
    ("第二条 符合刑法第七条、第十条规定情形的", INTERPRETATION, ["刑法 7", "刑法 10"]),
    # after 认定为
    ("第二条 应当认定为刑法第三百七十五条第三款规定的“情节严重”", INTERPRETATION, ["刑法 375.3"]),
    # after 实施
    ("第二条 实施刑法第二百一十三条规定的犯罪", INTERPRETATION, ["刑法 213"]),
    # at the beginning of the article's text
    ("第二条 企业所得税法第三十一条所称抵扣，是指减除。", REGULATION, ["企业所得税法 31"]),
    # at a line's start
    ("第二条 甲。\n专利法第三十一条第二款所称同一类别，是指相近。", REGULATION, ["专利法 31.2"]),
    # behind an item's mark
    ("第二条 有下列情形的：\n（一）民法典第十条规定的；", REGULATION, ["民法典 10"]),
    # the state's name without marks
    ("依据中华人民共和国劳动合同法第三十八条", JUDGMENT, ["劳动合同法 38"]),
    # a regulation
    ("第二条 按照劳动合同法实施条例第十八条办理。", INTERPRETATION, ["劳动合同法实施条例 18"]),
    # 对 that is a part of the name
    ("第二条 对外贸易法第五条另有规定。", INTERPRETATION, ["对外贸易法 5"]),
    # 合同法 does not end in 同法
    ("第二条 依照合同法第六十一条、第六十二条确定。", INTERPRETATION, ["合同法 61", "合同法 62"]),
    # a part of a law without marks
    (
        "第二条 触犯刑法分则第九章第三百九十八条至第四百条的",
        INTERPRETATION,
        ["刑法 398", "刑法 399", "刑法 400"],
    ),
    # two in one sentence, the same law
    (
        "第二条 符合仲裁法第十六条规定且不具有仲裁法第十七条规定情形的",
        INTERPRETATION,
        ["仲裁法 16", "仲裁法 17"],
    ),
    # named once, meant twice in one sentence
    (
        "第二条 证券法第六十七条所列事件发生，第七十五条规定的信息公开",
        INTERPRETATION,
        ["证券法 67", "证券法 75"],
    ),
    # an item below it goes back to the own articles
    (
        "第二条 依照刑法第三百六十四条定罪：\n（一）数量达到第一条第二款规定的标准的；",
        INTERPRETATION,
        ["刑法 364", "最高人民法院关于审理电车案件适用法律若干问题的解释 1.2"],
    ),
    # the constitution
    ("依照宪法第六十二条行使职权。", JUDGMENT, ["宪法 62"]),
    # short names stay as they are written; the archive decides
    ("依照刑诉法第十五条。", JUDGMENT, ["刑诉法 15"]),
    # ── interpretations, names in names ──
    # nested in angle brackets
    (
        "依照《最高人民法院关于适用〈中华人民共和国电车法〉的解释（二）》第一条",
        JUDGMENT,
        ["最高人民法院关于适用〈中华人民共和国电车法〉的解释（二） 1"],
    ),
    # nested in the same marks
    (
        "依照《最高人民法院关于适用《电车法》的解释》第一条",
        JUDGMENT,
        ["最高人民法院关于适用《电车法》的解释 1"],
    ),
    # the outer name without marks
    (
        "及最高人民法院关于适用《中华人民共和国刑事诉讼法》的解释第三百零八条",
        JUDGMENT,
        ["最高人民法院关于适用《中华人民共和国刑事诉讼法》的解释 308"],
    ),
    # who passed it stands outside the marks
    ("依照最高人民法院《关于审理电车案件的解释》第一条", JUDGMENT, ["关于审理电车案件的解释 1"]),
    # marks closed too early, 的规定 outside
    (
        "依照《关于收集电车数据若干问题》的规定第七条、第八条",
        JUDGMENT,
        ["《关于收集电车数据若干问题》的规定 7", "《关于收集电车数据若干问题》的规定 8"],
    ),
    # a trial version is a work of its own
    ("依照《电车管理办法（试行）》第七条", JUDGMENT, ["电车管理办法（试行） 7"]),
    # marks that are never closed
    ("依照《劳动法第四十四条支付。", JUDGMENT, ["劳动法 44"]),
    # minutes
    ("参照《全国法院电车审判工作会议纪要》第七条", JUDGMENT, ["全国法院电车审判工作会议纪要 7"]),
    # a treaty
    ("依照《电车国际公约》第七条", JUDGMENT, ["电车国际公约 7"]),
    # the trade unions' constitution is a norm
    ("依照《中国工会章程》第四条", JUDGMENT, ["中国工会章程 4"]),
    # ── names that the text defines ──
    # defined behind the name, then cited at once
    ("根据《中华人民共和国渔业法》（以下简称《渔业法》）第三十四条的规定", JUDGMENT, ["渔业法 34"]),
    # a definition that the document gave before, between marks
    ("第二条 依照《解释》第三条处理。", DEFINED, ["关于电车的解释 3"]),
    # the same without marks
    ("第二条 依照解释第三条处理。", DEFINED, ["关于电车的解释 3"]),
    # a defined abbreviation
    ("第二条 依照电法第三条处理。", DEFINED, ["电车法 3"]),
    # ── 本法 and its like ──
    # 本《规定》
    (
        "第三条 不受本《办法》第二、四条限制。",
        TRIAL,
        ["电车管理办法（试行） 2", "电车管理办法（试行） 4"],
    ),
    # 本实施细则
    (
        "第三条 依照本实施细则第二条第(四)项。",
        CitingPlace("电车法实施细则", "第三条"),
        ["电车法实施细则 2(4)"],
    ),
    # 本法
    ("第八条 违反本法第五条的，处罚款。", LAW, ["电车法 5"]),
    # with parts
    ("第八条 违反本法第五条第一款第（二）项的", LAW, ["电车法 5.1(2)"]),
    # a list
    (
        "第八条 违反本法第五条、第六条第二款、第九条至第十一条的",
        LAW,
        [f"电车法 {entry}" for entry in ("5", "6.2", "9", "10", "11")],
    ),
    # 本条例, which is not 本条
    ("第三条 依照本条例第二条办理。", REGULATION, ["电车条例 2"]),
    # 本办法 in a trial version
    ("第三条 依照本办法第二条办理。", TRIAL, ["电车管理办法（试行） 2"]),
    # 本解释
    (
        "第二条 依照本解释第一条处理。",
        INTERPRETATION,
        ["最高人民法院关于审理电车案件适用法律若干问题的解释 1"],
    ),
    # 本解释 beside another law
    (
        "第二条 依照民事诉讼法第二百七十一条以及本解释第五条办理。",
        INTERPRETATION,
        ["民事诉讼法 271", "最高人民法院关于审理电车案件适用法律若干问题的解释 5"],
    ),
    # 本规定 in something that is called 办法
    ("第三条 依照本规定第二条办理。", TRIAL, ["电车管理办法（试行） 2"]),
    # 本法 in a code
    ("第八条 本法第五条另有规定的除外。", CODE, ["民法典 5"]),
    # the whole own law is no citation
    ("第八条 违反本法规定的，依照本法处罚。", LAW, []),
    # the own law by its name
    ("第八条 《电车法》第五条另有规定。", LAW, ["电车法 5"]),
    # the own law as a whole, by its name
    ("第八条 《中华人民共和国电车法》另有规定。", LAW, []),
    # a bare article of a law is its own
    ("第八条 第五条规定的期限届满", LAW, ["电车法 5"]),
    # a bare article in the middle
    ("第八条 有第五条、第六条第一款情形的", LAW, ["电车法 5", "电车法 6.1"]),
    # 本章
    ("第八条 适用本章第五条。", LAW, ["电车法 5"]),
    # 该法 is the one named last
    ("第八条 依照《劳动法》第三条，适用该法第四条。", LAW, ["劳动法 3", "劳动法 4"]),
    # 同法, with another sort of work named in between
    (
        "第三条 依照劳动合同法第三条，参照《电车规则》，支付同法第四条规定的款项。",
        REGULATION,
        ["劳动合同法 3", "电车规则", "劳动合同法 4"],
    ),
    # 该条例
    ("第八条 依照《电车条例》第三条，适用该条例第四条。", LAW, ["电车条例 3", "电车条例 4"]),
    # ── 前条, 前款, 本条, 本款 ──
    # the article before
    ("第八条 前条规定的期限为一年。", LAW, ["电车法 7"]),
    # with a paragraph
    ("第八条 前条第二款规定的期限为一年。", LAW, ["电车法 7.2"]),
    # two articles before
    ("第八条 前两条规定的期限为一年。", LAW, ["电车法 6", "电车法 7"]),
    # three, with a numeral
    ("第八条 前三条规定的期限为一年。", LAW, ["电车法 5", "电车法 6", "电车法 7"]),
    # there is none before the first
    ("第一条 前条规定的期限为一年。", FIRST, []),
    # the paragraph before
    ("第八条 甲。\n前款规定不适用于乙。", LAW, ["电车法 8.1"]),
    # the second of three
    ("第八条 甲。\n乙。\n前款规定不适用于丙。", LAW, ["电车法 8.2"]),
    # items are no paragraphs
    ("第八条 有下列情形：\n（一）甲；\n（二）乙。\n前款规定不适用于丙。", LAW, ["电车法 8.1"]),
    # an item of it
    (
        "第八条 有下列情形：\n（一）甲；\n（二）乙。\n前款第（二）项所称乙，是指丙。",
        LAW,
        ["电车法 8.1(2)"],
    ),
    # items of it
    (
        "第八条 有下列情形：\n（一）甲；\n（二）乙。\n有前款第一项、第二项情形的",
        LAW,
        ["电车法 8.1(1)", "电车法 8.1(2)"],
    ),
    # items of it, 项 once
    (
        "第八条 有下列情形：\n（一）甲；\n（三）乙。\n达到前款第（一）、（三）项标准的",
        LAW,
        ["电车法 8.1(1)", "电车法 8.1(3)"],
    ),
    # two paragraphs before
    ("第八条 甲。\n乙。\n有前两款行为的", LAW, ["电车法 8.1", "电车法 8.2"]),
    # three
    ("第八条 甲。\n乙。\n丙。\n有前三款行为的", LAW, ["电车法 8.1", "电车法 8.2", "电车法 8.3"]),
    # a text whose paragraphs were lost: the article at least
    ("第八条 甲。前款规定不适用于乙。", LAW, ["电车法 8"]),
    # a later piece of a long article
    ("前款规定不适用于乙。", SECOND_PIECE, ["电车法 8.2"]),
    # a paragraph of this article
    ("第八条 甲。\n违反本条第一款规定的", LAW, ["电车法 8.1"]),
    # paragraphs of this article
    ("第八条 甲。\n乙。\n违反本条第一款、第二款规定的", LAW, ["电车法 8.1", "电车法 8.2"]),
    # an item of this article
    ("第八条 甲。\n违反本条第（二）项规定的", LAW, ["电车法 8(2)"]),
    # this article itself is no citation
    ("第八条 本条所称电车，是指有轨电车。", LAW, []),
    # this paragraph
    ("第八条 甲。\n本款所称乙，是指丙。", LAW, ["电车法 8.2"]),
    # an item of this paragraph
    ("第八条 甲。\n有本款第一项情形的", LAW, ["电车法 8.2(1)"]),
    # a paragraph without 本条
    ("第八条 甲。\n乙。\n依照第一款的规定处罚。", LAW, ["电车法 8.1"]),
    # two of them
    ("第八条 甲。\n乙。\n依照第一款、第二款的规定处罚。", LAW, ["电车法 8.1", "电车法 8.2"]),
    # at a line's start
    ("第八条 甲。\n第一款规定的乙，是指丙。", LAW, ["电车法 8.1"]),
    # an item without 前款
    ("第八条 有下列情形：\n（一）甲；\n（二）与第（一）项有关的乙。", LAW, ["电车法 8(1)"]),
    # 该条 is the one cited last
    ("第八条 依照《刑法》第三条，该条第二款除外。", LAW, ["刑法 3", "刑法 3.2"]),
    # 该款
    ("第八条 依照《刑法》第三条第二款，该款第（一）项除外。", LAW, ["刑法 3.2", "刑法 3.2(1)"]),
    # relative words of a judgment mean nothing
    ("有前款行为的，依照前条处罚。", JUDGMENT, []),
    # ── whole laws ──
    # the reason for a regulation
    ("第一条 根据《中华人民共和国劳动法》，制定本条例。", REGULATION, ["劳动法"]),
    # two of them
    ("第一条 根据《劳动法》《工会法》等法律，制定本条例。", REGULATION, ["劳动法", "工会法"]),
    # a decision in a decision
    ("根据《关于修改〈电车法〉的决定》修正", JUDGMENT, ["关于修改〈电车法〉的决定"]),
    # a notice
    ("第三条 《关于电车工作的通知》同时废止。", REGULATION, ["关于电车工作的通知"]),
    # ── decisions and amendments ──
    # the amended law by name
    ("十七、将刑法第二百一十三条修改为：“假冒商标的，处罚金。”", AMENDMENT, ["刑法 213"]),
    # a paragraph of it
    ("三十四、删去刑法第二百零六条第二款。", AMENDMENT, ["刑法 206.2"]),
    # inserted
    (
        "三十三、在刑法第二百九十一条之一后增加一条，作为第二百九十一条之二：“高空抛物的，处罚。”",
        AMENDMENT,
        ["刑法 291-1", "刑法 291-2"],
    ),
    # without its name
    ("一、将第十条修改为：“第十条 电车应当靠右。”", DECISION, ["电车法 10"]),
    # renumbered
    (
        "二、将第十五条改为第十六条，修改为：“第十六条 电车应当慢行。”",
        DECISION,
        ["电车法 15", "电车法 16"],
    ),
    # an item at a new line
    ("三、删除第十条。", DECISION, ["电车法 10"]),
    # 本法 in the quoted text is the amended law
    ("四、增加一条，作为第九条：“违反本法第五条的，处罚款。”", DECISION, ["电车法 9", "电车法 5"]),
    # 前款 in the quoted text is an affair of the new text
    ("五、第六条修改为：“甲。\n“有前款行为的，处罚款。”", DECISION, ["电车法 6"]),
    # a bare article in the quoted text
    (
        "六、第六条修改为：“有本章第一百零二条、第一百零三条行为的”",
        DECISION,
        ["电车法 6", "电车法 102", "电车法 103"],
    ),
    # another law in the quoted text
    ("七、第六条修改为：“依照《劳动法》第三条处理。”", DECISION, ["电车法 6", "劳动法 3"]),
    # what the new text cites is not what the decision goes on with
    (
        "八、第六条修改为：“依照《劳动法》第三条处理。”\n九、将第七条修改为：“甲。”",
        DECISION,
        ["电车法 6", "劳动法 3", "电车法 7"],
    ),
    # several laws amended by one decision
    (
        "一、对《劳动法》作出修改\n（一）将第三条修改为：“甲。”\n（二）删去第四条。",
        DECISION,
        ["劳动法", "劳动法 3", "劳动法 4"],
    ),
    # a table of crimes: what is in brackets is said in passing
    (
        "第186条 （《刑法修正案（六）》第13条） | 违法发放贷款罪\n第187条 | 吸收资金罪",
        ANNEX,
        ["刑法 186", "刑法修正案（六） 13", "刑法 187"],
    ),
    # ── quotations of a law in other texts ──
    # a case quotes a law's article
    (
        "《劳动合同法》第四条规定：“用人单位应当完善制度，依照本法第五条。”",
        JUDGMENT,
        ["劳动合同法 4", "劳动合同法 5"],
    ),
    # a quoted term in a law changes nothing
    ("第八条 本法第五条所称“电车”，包括第六条规定的无轨电车。", LAW, ["电车法 5", "电车法 6"]),
]

NO_CITATIONS: list[tuple[str, CitingPlace]] = [
    # nothing at all
    ("", JUDGMENT),
    # the article's own label
    ("第八条 电车应当靠右。", LAW),
    # with an inserted number
    ("第八条之一 电车应当靠右。", LAW),
    # with a heading
    ("第八条【靠右】电车应当靠右。", LAW),
    # another article that is printed in the passage
    ("第八条 合同应当载明：\n第一条 标的\n第二条 价款", LAW),
    # numbering at a line's start
    ("第八条 分三款：\n第一款 工资；\n第二款 奖金。", LAW),
    # a third person, a second instance, a first project
    ("第八条 第三人可以在第二审中参加第一项工程的验收。", LAW),
    # a contract's clause
    ("双方在劳动合同第三条中写明了工资。", JUDGMENT),
    # between marks
    ("《劳动合同》第三条写明了工资。", JUDGMENT),
    # an agreement
    ("依照《和解协议》第五条付款。", JUDGMENT),
    # an agreement without marks
    ("按照协议第五条、第六条付款。", JUDGMENT),
    # a company's articles of association
    ("依照公司章程第八条召集股东会。", JUDGMENT),
    # between marks
    ("依照《云岭公司章程》第八条召集股东会。", JUDGMENT),
    # a clause that is quoted without its name
    ("第五条约定，逾期按日计罚。", JUDGMENT),
    # an insurance clause
    ("依照保险条款第八条拒赔。", JUDGMENT),
    # an annex's number
    ("第八条 见附件第三条。", LAW),
    # 38 of something
    ("给新员工的38条建议", JUDGMENT),
    # 条件 is not 条
    ("第八条 具备第三条件的，前条件不适用。", LAW),
    # 款项 is not 款
    ("第八条 前款项已付清，本款项另付。", LAW),
    # 目前
    ("第八条 目前条文尚无规定。", LAW),
    # dates and sums
    ("2020年第3季度第2次付款5条鱼。", JUDGMENT),
    # books, newspapers, papers
    ("《人民日报》2005年第3版刊登了《红楼梦》的书评。", JUDGMENT),
    # a certificate is no law
    ("第八条 领取《电车驾驶证》。", LAW),
    # a form
    ("第八条 填写《电车登记表》。", LAW),
    # a chapter
    ("第八条 适用第三章第二节的规定。", LAW),
    # 司法 and 方法 are no laws
    ("解决方法第三条很有用。", CitingPlace()),
]


@pytest.mark.parametrize(("text", "place", "expected"), CITATIONS)
def test_citations(
    text,
    place,
    expected,
):
    """Work, article, paragraph and item, in the order of the text."""
    assert [shown(reference) for reference in find_citations(text, place)] == expected


@pytest.mark.parametrize(("text", "place"), NO_CITATIONS)
def test_what_is_no_citation(text, place):
    """Labels, contracts, projects and newspapers cite no law."""
    assert find_citations(text, place) == []


def test_the_table_is_as_large_as_was_promised():
    """No row is there twice."""
    assert (
        len({(text, repr(place)) for text, place, *_ in [*CITATIONS, *NO_CITATIONS]})
        == len(CITATIONS) + len(NO_CITATIONS)
        >= 150
    )


def test_own_version_and_former_version_are_reported():
    """本法 and 前款 mean this version; a decision changes the former one, and gives it new numbers."""
    own = find_citations("第八条 甲。\n前款和本法第五条、《劳动法》第三条。", LAW)
    assert [(reference.relative, reference.former) for reference in own] == [
        (True, False),
        (True, False),
        (False, False),
    ]
    changed = find_citations("二、将第十五条改为第十六条。", DECISION)
    assert [(reference.relative, reference.former) for reference in changed] == [
        (False, True),
        (False, False),
    ]


def test_the_words_of_a_reference():
    """In a list the first reference has the name in its words; in a range all have the range."""
    text = "依照《刑法》第三条至第五条、第七条第（一）、（三）项"
    assert [reference.text for reference in find_citations(text)] == [
        "《刑法》第三条",
        "第三条至第五条",
        "第五条",
        "第七条第（一）",
        "（三）项",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "第" + " " * 20_000,
        "》" + " " * 20_000 + "第",
        "第一、" * 4000,
        "第一项" * 4000,
        "第（" * 4000,
        "《" * 4000,
    ],
)
def test_a_bad_text_is_read_to_its_end(text):
    """Only blanks, marks or numbers: every pattern ends, and nothing is cited."""
    assert find_citations(text, LAW) == []


@pytest.mark.parametrize(
    "text",
    [
        "第O" * 4000,
        "第—" * 4000,
        "Article 1 of " * 4000,
        "Article 1 of the Ferry " * 4000,
        "Articles 1, " * 4000,
        "2018年" * 4000 + "《法》",
        "《条例》（" * 4000,
        "（以下简称" * 4000,
        "《法》（以下简称《" * 4000,
        "该条例第" * 4000,
        "（一）前项" * 4000,
        "依照办法第一条" * 4000,
    ],
    ids=lambda text: f"{text[:12]} {len(text)}",
)
def test_a_text_of_repetitions_is_read_in_linear_time(text):
    """Four times the text takes far less than sixteen times the seconds."""
    seconds = []
    for part in (text[: len(text) // 4], text):
        begun = time.process_time()
        find_in_document("电车法", "电车法", [CitingPassage("第八条", part)])
        seconds.append(time.process_time() - begun)
    assert seconds[1] < 10 * seconds[0] + 0.1


WORDS = [
    *"《》（）“”、，。第条款项之至和\n 的",
    "第三条",
    "第八条之一",
    "第二款",
    "第（一）项",
    "前款",
    "前两条",
    "本条",
    "本法",
    "该条",
    "同法",
    "刑法",
    "《刑法》",
    "以下简称",
    "解释",
    "38",
    "三十八",
    "将",
    "改为",
    "约定",
    "合同",
]
PLACES = [
    LAW,
    REGULATION,
    INTERPRETATION,
    JUDGMENT,
    ANNEX,
    DECISION,
    DEFINED,
    FIRST,
    CitingPlace(),
]


@settings(deadline=None)
@given(
    st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=25).map("".join)),
    st.sampled_from(PLACES),
)
def test_any_text_can_be_read(text, place):
    """In any text: spans slice back in order, labels are canonical, a second reading is equal."""
    found = find_citations(text, place)
    starts = [reference.span.start for reference in found]
    assert starts == sorted(starts)
    for reference in found:
        assert text[reference.span.start : reference.span.end] == reference.text != ""
        assert reference.names
        assert all(reference.names)
        assert (
            reference.article is None or str(parse_article(reference.article)) == reference.article
        )
    assert find_citations(text, place) == found
