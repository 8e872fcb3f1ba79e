"""Titles of papers that never are law, whatever articles they have."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.records import DocumentKind

TAIL = r"(?:（[^（）]{1,14}）)*$"
"""Remarks in brackets behind a title."""


@dataclass(frozen=True, slots=True)
class KindRule:
    """A pattern over a title or a text's opening, and the kind that it means.

    Attributes:
        name: The name of the rule, for the evidence.
        kind: The kind that it means.
        pattern: The pattern.
    """

    name: str
    kind: DocumentKind
    pattern: re.Pattern[str]


PAPER_RULES: tuple[KindRule, ...] = tuple(
    KindRule(
        name=f"title: {name}",
        kind=DocumentKind.DOCUMENT,
        pattern=re.compile(pattern),
    )
    for name, pattern in (
        (
            "contract",
            rf"(?:合同|协议|协议书|合同书|契约|意向书|承诺书|委托书|授权书|借条|欠条|收条|收据|保证书){TAIL}",
        ),
        (
            "letter",
            (
                r"^(?!.*关于).*函(?:（[^（）]{1,14}）)*$"
                r"|(?:公开信|一封信|感谢信|慰问信|表扬信|邀请信|介绍信|证明信|投诉信|举报信|来信|贺信"
                r"|证明|告知书|通知单|申请书|申请|起诉状|上诉状|答辩状|答辩书|辞职信|辞职报告|简历)"
                rf"{TAIL}"
            ),
        ),
        (
            "list",
            (
                r"(?:花名册|名册|通讯录|台账|登记表|统计表|报表|明细表?|一览表|汇总表|审批表|申请表|记录表"
                r"|签到表|考勤表|评分表|工资表|工资单|工资条|薪资表|薪酬表|发放表|奖金表"
                rf"|(?:员工|职工|人员|学员|会员|获奖)名单){TAIL}"
            ),
        ),
        (
            "rule of a company",
            (
                r"^(?!.*关于|国务院|中华|股份|有限|国有|外商)[\u4e00-\u9fff]{2,20}(?:有限公司|有限责任公司|集团公司)"
                r"(?!登记|监督|监管).*[规制办细守章手标]"
                r"|(?<!证券)(?<!保险)(?<!信托)(?<!期货)(?<!上市)(?<!企业)公司(?:员工|职工|考勤|薪酬|奖惩|绩效)"
                r"|员工手册|职工手册"
            ),
        ),
        (
            "training",
            (
                r"(?:培训|课件|讲义|教案|教程|讲座|题库|试题|试卷|练习题|考试题|复习资料|学习资料|学习材料"
                rf"|培训资料|培训材料|讲稿|发言稿|讲话稿|演讲稿|PPT|ppt){TAIL}"
            ),
        ),
        (
            "minutes",
            rf"^(?!.*(?:法院|检察院)).*(?:纪要|会议记录|谈话记录|会谈记录|笔录|会议议程){TAIL}",
        ),
        (
            "timetable",
            rf"(?:时间表|课程表|课表|日程表?|时刻表|值班表|排班表|班次表|作息表|行程表?|食谱|菜单|安排表){TAIL}",
        ),
        (
            "review",
            (
                r"^(?:再读|重读|读|评|荐书[:：]?)《"
                r"|(?:书评|读后感|观后感|读书笔记|有感|影评|心得体会|学习心得|心得|随笔|杂谈|札记|述评|社论|游记|日记)"
                rf"{TAIL}"
            ),
        ),
        ("question", r"[？?]$|^(?:请问|咨询[:：]|求助|问[:：])|(?:吗|怎么办|为什么|怎么算|咋办)$"),
    )
)
"""Papers that never are law, whatever articles they have."""

PERSONNEL = KindRule(
    name="title: decision on persons",
    kind=DocumentKind.POLICY,
    pattern=re.compile(
        r"^(?!.*(?:《|修改|废止|修订|条例|办法|规定)).*(?:任免|任命|免去|免职|撤职|罢免|补选|辞去|辞职|辞退|开除|记过"
        r"|处分|表彰|嘉奖|授予|追授|奖励|撤销.{1,20}职务|解除.{0,20}(?:合同|关系)|录用|聘任|聘用|信访|投诉|举报|申诉).*(?:决定|批复|答复)$"
    ),
)
"""Such a title holds a name, so that it must not become an id."""
