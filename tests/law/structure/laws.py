"""Short legal texts of our own, each with the units that it must fall into. A fix is a row."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """A text, the name of its file, and the paths of its units in order (pieces folded)."""

    what: str
    stem: str
    text: str
    paths: list[str]


HEAD = "# 云岭市工时条例\n\n2020年3月4日 云岭市人民代表大会通过\n\n"

LAWS = [
    Case(
        "plain articles under chapters",
        "云岭市工时条例(2020-03-04)",
        HEAD
        + "## 第一章 总则\n\n第一条 为了规范工时，制定本条例。\n\n第二条 本条例适用于本市。\n\n## 第二章 工时\n\n第三条 每日工时不超过八小时。",
        ["第一条", "第二条", "第三条"],
    ),
    Case(
        "an inserted article",
        "云岭市工时条例",
        HEAD + "第一条 甲。\n\n第一条之一 乙。\n\n第一条之二 丙。\n\n第二条 丁。",
        ["第一条", "第一条之一", "第一条之二", "第二条"],
    ),
    Case(
        "a line that begins with a reference belongs to its article",
        "云岭市工时条例",
        HEAD
        + "第一条 甲。\n\n第二条 有下列情形之一的：\n\n（一）乙；\n\n第一条规定的期限届满的，从其规定。\n\n第三条 丙。",
        ["第一条", "第二条", "第三条"],
    ),
    Case(
        "a table of contents is not articles",
        "云岭市工时条例",
        HEAD
        + "目　录\n\n第一章 总则\n\n第二章 工时\n\n第三章 附则\n\n第一章 总则\n\n第一条 甲。\n\n第二章 工时\n\n第二条 乙。\n\n第三章 附则\n\n第三条 丙。",
        ["第一条", "第二条", "第三条"],
    ),
    Case(
        "a preamble",
        "云岭市工时条例",
        HEAD + "为了规范工时，根据有关法律，结合本市实际，制定本条例。\n\n第一条 甲。",
        ["preamble", "第一条"],
    ),
    Case(
        "numbers beyond a thousand, and a part that does not begin at one",
        "劳动法典",
        "# 云岭劳动法典\n\n# 报酬编\n\n2020年3月4日 通过\n\n第九百九十九条 甲。\n\n第一千条 乙。\n\n第一千零一条 丙。\n\n第一千零二条 丁。",
        [
            "第九百九十九条",
            "第一千条",
            "第一千零一条",
            "第一千零二条",
        ],
    ),
    Case(
        "an annex has articles of its own",
        "云岭市工时条例",
        HEAD
        + "第一条 甲。\n\n第二条 乙。\n\n## 附件一 登记办法\n\n第一条 丙。\n\n第二条 丁。\n\n## 附件二\n\n申请表式样。",
        [
            "第一条",
            "第二条",
            "附件一/第一条",
            "附件一/第二条",
            "附件二",
        ],
    ),
    Case(
        "a decision is made of its own items, not of the articles that it quotes",
        "关于修改《云岭市工时条例》的决定",
        "# 关于修改《云岭市工时条例》的决定\n\n2021年3月4日 通过\n\n"
        "一、将第二条修改为：“第二条 每日工时不超过七小时。\n\n第三条 加班应当协商。”\n\n二、增加一条，作为第四条：\n\n“第四条 乙。”\n\n三、本决定自公布之日起施行。",
        ["一", "二", "三"],
    ),
    Case(
        "what a decision says of itself behind its items",
        "关于修改《云岭市工时条例》的决定",
        "# 关于修改《云岭市工时条例》的决定\n\n2021年3月4日 通过\n\n"
        "一、删去第三条。\n\n二、将第四条改为第三条。\n\n本决定自2021年5月1日起施行。\n\n《云岭市工时条例》根据本决定作相应修改，重新公布。",
        ["一", "二", "closing"],
    ),
    Case(
        "an amendment by articles keeps quoted ones inside",
        "云岭宪章修正案",
        "# 云岭宪章修正案\n\n2021年3月4日 通过\n\n第三条 增加一节，内容如下：\n\n第七节 监督\n\n第一百二十三条 甲。\n\n第一百二十四条 乙。\n\n第四条 丙。",
        ["第三条", "第四条"],
    ),
    Case(
        "articles that share a line are told apart",
        "云岭市工时条例",
        HEAD + "第一条 甲。 第二条 乙。 第三条 依照第九条 丙。\n\n第四条 丁。",
        ["第一条", "第二条", "第三条", "第四条"],
    ),
    Case(
        "a text of numbered items under headings",
        "云岭市法院关于执行若干问题的规定",
        "# 云岭市中级人民法院关于执行若干问题的规定\n\n2020年3月4日 通过\n\n## 一、机构\n\n1.本院设立执行机构。\n\n2.执行机构依法执行。\n\n## 二、管辖\n\n3.由本院管辖。",
        ["一/1", "一/2", "二/3"],
    ),
    Case(
        "a heading broken over two lines stays one",
        "云岭市工时条例",
        HEAD + "## 第一章 工时的规定\n\n和休息的保障\n\n第一条 甲。\n\n第二条 乙。",
        ["第一条", "第二条"],
    ),
    Case(
        "items that look like headings stay in their article",
        "云岭市工时条例",
        HEAD + "第一条 应当提交下列材料：\n\n（一）申请书\n\n（二）证明\n\n第二条 乙。",
        ["第一条", "第二条"],
    ),
    Case(
        "a number out of sequence opens nothing",
        "云岭市工时条例",
        HEAD + "第一条 甲。\n\n第二条 乙。\n\n第一百条 该条另有规定。\n\n第三条 丙。",
        ["第一条", "第二条", "第三条"],
    ),
    Case(
        "a gap that a copy left is kept as it is",
        "云岭市工时条例",
        HEAD + "第一条 甲。\n\n第二条 乙。\n\n第五条 丙。",
        ["第一条", "第二条", "第五条"],
    ),
    Case(
        "inserted articles that lost their blank, and a colon behind the label",
        "云岭市工时条例",
        HEAD
        + "第一条：甲。\n\n第一条之一用人单位应当乙。\n\n第一条之二：丙。\n\n第1条之3 丁。\n\n第二条 戊。",
        [
            "第一条",
            "第一条之一",
            "第一条之二",
            "第一条之三",
            "第二条",
        ],
    ),
    Case(
        "a label that a scan misread",
        "云岭市工时条例",
        HEAD + "第一条 甲。\n\n笫二条 乙。\n\n第三条 丙。",
        ["第一条", "第二条", "第三条"],
    ),
    Case(
        "a number beyond all laws is text",
        "云岭市工时条例",
        HEAD + f"第一条 甲。\n\n第{'一' * 5000}条 乙。\n\n第100000章 丙\n\n第二条 丁。",
        ["第一条", "第二条"],
    ),
    Case(
        "articles that a law quotes stay inside, since those that they would displace come later",
        "云岭市工时条例",
        HEAD
        + "第一条 甲。\n\n第二条 合同应当写明：\n\n“第三条 乙。\n\n第四条 丙。”\n\n第三条 丁。\n\n第四条 戊。",
        ["第一条", "第二条", "第三条", "第四条"],
    ),
    Case(
        "a jump ahead is no gap where the numbers between come later",
        "云岭市工时条例",
        HEAD + "第一条 参照下列写法：\n\n第三条 示例。\n\n第二条 乙。\n\n第三条 丙。",
        ["第一条", "第二条", "第三条"],
    ),
    Case(
        "another text in the same file has its title in its paths",
        "云岭市工时条例",
        HEAD
        + "第一条 甲。\n\n第二条 乙。\n\n云岭市工时条例实施细则\n\n第一条 丙。\n\n第二条 丁。\n\n第三条 戊。",
        [
            "第一条",
            "第二条",
            "云岭市工时条例实施细则/第一条",
            "云岭市工时条例实施细则/第二条",
            "云岭市工时条例实施细则/第三条",
        ],
    ),
    Case(
        "articles that begin again without a title are told apart to the last",
        "云岭市工时条例",
        HEAD + "第一条 甲。\n\n第一条 乙。\n\n第二条 丙。",
        ["第一条", "第一条~2", "第二条~2"],
    ),
    Case(
        "a notice has the articles of the regulation that it publishes",
        "云岭市总工会关于印发《云岭市互助办法》的通知",
        "# 云岭市总工会关于印发《云岭市互助办法》的通知\n\n云工发〔2021〕3号\n\n各区总工会：\n\n现将办法印发给你们。\n\n"
        "云岭市总工会\n\n2021年3月4日\n\n# 云岭市互助办法\n\n## 第一章 总则\n\n第一条 甲。\n\n第二条 乙。\n\n第三条 丙。",
        [
            "promulgation",
            "第一条",
            "第二条",
            "第三条",
        ],
    ),
    Case(
        "a table of contents with the numbers of pages",
        "云岭市工时条例",
        HEAD
        + "第一章 总则……1\n\n第二章 工时 12\n\n第一章 总则\n\n应当遵守。\n\n第一条 甲。\n\n第二章 工时\n\n第二条 乙。",
        ["第一章", "第一条", "第二条"],
    ),
    Case(
        "a table of contents that names articles and annexes",
        "云岭市工时条例",
        HEAD
        + "目录\n\n第一条 目的\n\n第二条 范围\n\n附件 表格\n\n第一条 为了甲。\n\n第二条 适用于乙。\n\n附件 表格\n\n表格式样。",
        ["第一条", "第二条", "附件"],
    ),
    Case(
        "no unit reaches over a table of contents",
        "云岭市工时条例",
        HEAD + "第一条 甲。\n\n目录\n\n第一章 总则\n\n第二章 工时\n\n乙。",
        ["第一条", "preamble"],
    ),
    Case(
        "a sentence that begins with a date is no head note",
        "云岭市工时条例",
        HEAD + "2019年5月6日，本市发布了旧条例，现重新规定如下：\n\n第一条 甲。",
        ["preamble", "第一条"],
    ),
    Case(
        "a list of many names is no head note",
        "云岭市工时条例",
        "# 云岭市工时条例\n\n" + "\n\n".join(["职工应当休息"] * 20),
        ["preamble"],
    ),
    Case(
        "the last items of an article are no signature",
        "云岭市工时条例",
        HEAD + "第一条 甲。\n\n第二条 下列人员\n\n退休人员\n\n离休人员\n\n2021年3月4日",
        ["第一条", "第二条"],
    ),
    Case(
        "the marks that divide an id are taken out of headings",
        "云岭市工时条例",
        HEAD + "第一条 甲。\n\n# 丙/丁#1@戊\n\n第一条 乙。",
        ["第一条", "丙／丁＃1＠戊/第一条"],
    ),
    Case(
        "behind a decision, the law as amended is a work of its own",
        "关于修改《云岭市工时条例》的决定",
        "# 关于修改《云岭市工时条例》的决定\n\n2021年3月4日 通过\n\n一、将第二条修改为：“第二条 乙。”\n\n二、本决定自公布之日起施行。\n\n"
        "附：云岭市工时条例\n\n第一章 总则\n\n第一条 甲。\n\n第二条 乙。",
        ["一", "二"],
    ),
    Case(
        "chapters that an annex has too are no table of contents",
        "云岭市工时条例",
        HEAD
        + "第一章 总则\n\n第一节 目的\n\n乙。\n\n第一条 甲。\n\n附件 办法\n\n第一章 总则\n\n第一节 目的\n\n第一条 丙。",
        ["第一节", "第一条", "附件/第一条"],
    ),
]
