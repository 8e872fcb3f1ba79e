"""Articles that speak of drafts, translations and minutes do not make a law one of them.

All texts are invented.
"""

from __future__ import annotations

import pytest

from corpus.records import Instrument, TextStage
from ingestion.reading import read
from law.structure import structure

NOTE = "（2031年5月6日云岭市人民政府令第12号公布）"
NATIONAL = "（2031年5月6日国务院令第912号公布）"
CLOSING = "第{}条 本{}自2031年7月1日起施行。"


def instrument_of(text: str, name: str = "1234567") -> Instrument:
    found = structure(read(text.encode(), f"{name}.txt"), name)
    assert found.instrument is not None
    return found.instrument


REAL = {
    "translation in a paragraph near the end": (
        "缔约文书管理办法\n"
        + NATIONAL
        + "\n第一条 为规范缔约，制定本办法。\n第二条 报送请示的，附送议案说明。\n"
        "附送的文本没有中文作准本的，附中译本。\n第三条 条约签字正本送外交部保存。\n"
        "前款文本包括作准中文本或者中译本和相关电子文本。\n第四条 本办法自2031年7月1日起施行。"
    ),
    "translation for reference": (
        "外文标识规定\n"
        + NOTE
        + "\n第一条 甲。\n第二条 标识用中文。\n外文译文仅供参考，以中文为准。\n第三条 本规定自2031年7月1日起施行。"
    ),
    "lists of what is submitted": (
        "规章制定程序办法\n"
        + NOTE
        + "\n第一条 送审时应当提交下列材料：\n规章草案\n起草说明\n征求意见稿\n第二条 乙。\n"
        "第三条 本办法自2031年7月1日起施行。"
    ),
    "public comments": (
        "重大决策程序规定\n" + NOTE + "\n第一条 甲。\n第二条 决策草案应当公开征求意见。\n"
        "公开征求意见的期限不少于30日，公众可以在期限届满前提出意见和建议。\n第三条 征求意见的时间由承办单位确定。\n"
        "承办单位应当说明征求意见的期限、方式。\n第四条 本规定自2031年7月1日起施行。"
    ),
    "comments without a head note": (
        "云岭市重大决策程序规定\n第一条 甲。\n第二条 决策草案应当公开征求意见。\n"
        "现将草案向社会公开征求意见的，期限不少于30日。\n第三条 乙。\n征求意见的期限届满后尚未通过审议的，应当说明理由。\n"
    ),
    "not yet published": (
        "条约备案规定\n" + NATIONAL + "\n第一条 甲。\n第二条 条约生效后备案。\n"
        "条约已经批准，尚未公布的，不予备案。\n第三条 乙。\n第四条 本规定自2031年7月1日起施行。"
    ),
    "minutes": (
        "会议管理规定\n"
        + NOTE
        + "\n第一条 会议应当形成会议纪要。\n会议纪要\n会议记录\n第二条 会议纪要由主持人签发。\n"
        "第三条 本规定自2031年7月1日起施行。"
    ),
    "interpretation and explanation": (
        "政策解读工作办法\n"
        + NOTE
        + "\n第一条 政策文件应当附解读。\n政策解读\n起草说明\n第二条 解读与文件同步公布。\n"
        "第三条 本办法由市司法局负责解释。\n第四条 本办法自2031年7月1日起施行。"
    ),
    "trial": (
        "试点工作规定\n"
        + NOTE
        + "\n第一条 新标准可以先行试行。\n试行\n第二条 试行期满后评估。\n试行草案应当备案。\n"
        "第三条 本规定自2031年7月1日起施行。"
    ),
    "a forged document": (
        "公文鉴别规定\n"
        + NOTE
        + "\n第一条 甲。\n第二条 有下列情形之一的，不予受理：\n该文件系伪造；\n交易记录系虚构；\n仅供参考。\n"
        "第三条 本规定自2031年7月1日起施行。"
    ),
    "models in an annex": (
        "公文格式规定\n"
        + NOTE
        + "\n第一条 甲。\n第二条 公文按照范本拟写。\n公文写作范例\n第三条 培训用文本应当注明。\n教学用样本\n"
        "第四条 本规定自2031年7月1日起施行。\n附件：公文范例"
    ),
    "a tribunal": (
        "仲裁语言规则\n"
        + NOTE
        + "\n第一条 甲。\n第二条 文书应当附译本。\n译本由译者签名。\n翻译：由当事人委托。\n"
        "第三条 译文与原文不一致的，以原文为准。\n第四条 本规则自2031年7月1日起施行。"
    ),
    "drafts of bills": (
        "云岭市人民代表大会议事规则\n（2031年5月6日云岭市第十六届人民代表大会第一次会议通过）\n第一条 甲。\n第二条 法规草案、\n"
        "修订草案\n的审议适用本规则。\n第三条 主席团可以提出议案。\n建议稿\n由工作机构整理。\n第四条 本规则自2031年7月1日起施行。"
    ),
    "contracts": (
        "示范合同管理办法\n"
        + NOTE
        + "\n第一条 甲。\n第二条 合同应当载明：\n甲方：名称、住所；\n乙方：名称、住所；\n"
        "第三条 本办法自2031年7月1日起施行。"
    ),
    "questions": (
        "政务热线规定\n"
        + NOTE
        + "\n第一条 甲。\n第二条 记录应当包括：\n问：来电人的问题；\n答：工作人员的答复；\n"
        "第三条 本规定自2031年7月1日起施行。"
    ),
}


@pytest.mark.parametrize("text", REAL.values(), ids=REAL)
def test_words_inside_articles_do_not_change_the_stage(text: str) -> None:
    found = instrument_of(text)
    assert found.stage in (TextStage.ADOPTED, TextStage.UNKNOWN), found.evidence


def test_a_real_law_of_this_kind_is_adopted() -> None:
    stages = {name: instrument_of(text).stage for name, text in REAL.items()}
    unsigned = {name for name, stage in stages.items() if stage is not TextStage.ADOPTED}
    assert unsigned == {"comments without a head note"}


ARTICLES = "第一条 甲。\n第二条 乙。\n第三条 丙。\n"
PAPERS = {
    "translator below": ("水闸法\n" + ARTICLES + "译者注：本译文仅供参考。", TextStage.NO_ACT),
    "translation above": ("水闸法\n（参考译文）\n" + ARTICLES, TextStage.NO_ACT),
    "not official": ("水闸法\n非官方译本\n" + ARTICLES, TextStage.NO_ACT),
    "reference below": ("水闸法\n" + ARTICLES + "（本译文仅供参考）", TextStage.NO_ACT),
    "mark below the title": ("水闸条例\n征求意见稿\n" + ARTICLES, TextStage.CONSULTATION),
    "draft below the title": ("水闸条例\n（修订草案）\n" + ARTICLES, TextStage.DRAFT),
    "foreword": (
        "水闸条例\n现将草案公布，向社会公开征求意见。\n" + ARTICLES,
        TextStage.CONSULTATION,
    ),
    "comments below": (
        "水闸条例\n"
        + ARTICLES
        + "第四条 本条例自2031年7月1日起施行。\n有关意见请于2031年3月1日前反馈。",
        TextStage.CONSULTATION,
    ),
    "comments below without a closing article": (
        "水闸条例\n" + ARTICLES + "意见和建议请于2031年3月1日前寄送市水务局。",
        TextStage.CONSULTATION,
    ),
    "a joke below": (
        "水闸条例\n" + ARTICLES + "第四条 本条例自2031年7月1日起施行。\n本文件纯属虚构。",
        TextStage.NO_ACT,
    ),
    "an exercise with remarks": (
        "水闸条例\n" + ARTICLES + "【评析】\n格式正确。",
        TextStage.NO_ACT,
    ),
}


@pytest.mark.parametrize(("text", "stage"), PAPERS.values(), ids=PAPERS)
def test_notes_around_the_articles_say_what_a_paper_is(text: str, stage: TextStage) -> None:
    assert instrument_of(text).stage is stage
