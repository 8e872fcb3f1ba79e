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
        HEAD + "第一条 甲。\n\n第二条 有下列情形之一的：\n\n（一）乙；\n\n第一条规定的期限届满的，从其规定。\n\n第三条 丙。",
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
        ["第九百九十九条", "第一千条", "第一千零一条", "第一千零二条"],
    ),
    Case(
        "an annex has articles of its own",
        "云岭市工时条例",
        HEAD + "第一条 甲。\n\n第二条 乙。\n\n## 附件一 登记办法\n\n第一条 丙。\n\n第二条 丁。\n\n## 附件二\n\n申请表式样。",
        ["第一条", "第二条", "附件一/第一条", "附件一/第二条", "附件二"],
    ),
    Case(
        "a decision is made of its own items, not of the articles that it quotes",
        "关于修改《云岭市工时条例》的决定",
        "# 关于修改《云岭市工时条例》的决定\n\n2021年3月4日 通过\n\n"
        "一、将第二条修改为：“第二条 每日工时不超过七小时。\n\n第三条 加班应当协商。”\n\n二、增加一条，作为第四条：\n\n“第四条 乙。”\n\n三、本决定自公布之日起施行。",
        ["一", "二", "三"],
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
]
