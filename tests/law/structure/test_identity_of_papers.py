"""What a paper is and what sets it apart: kind, rank, strength, number, day, key of its work."""

from __future__ import annotations

import pytest

from corpus.records import DocumentKind, Structure, TitleStrength
from ingestion.reading import read
from law.structure import structure
from law.structure.kinds import LEGAL

ARTICLES = "第一条 为了保护古井，制定本办法。\n第二条 古井应当登记。\n第三条 本办法自2020年1月1日起施行。\n"
NOTE = "（2019年11月3日云岭市人民代表大会常务委员会第九次会议通过）\n"
CLAUSES = "第一条 租金一千元。\n第二条 按月支付。\n第三条 争议提交仲裁。\n"


def structure_of(text: str, name: str = "1234567.txt") -> Structure:
    """Read a file's structure."""
    return structure(read(text.encode(), name), name.rsplit(".", 1)[0])


NO_LAW = {
    "contract": "船屋租赁合同\n甲方（出租人）：甲某\n乙方（承租人）：乙某\n" + CLAUSES,
    "labour contract": "劳动合同书\n甲方：某公司\n乙方：乙某\n" + CLAUSES,
    "agreement": "房屋买卖协议\n" + CLAUSES,
    "contract under an odd title": "船屋\n甲方：甲某\n乙方：乙某\n" + CLAUSES,
    "model contract": "船屋租赁合同（示范文本）\n" + CLAUSES,
    "promise": "保密承诺书\n" + CLAUSES,
    "letter of demand": "工资支付催告函\n甲公司：\n请支付工资。\n云岭市总工会\n2024年1月5日\n",
    "open letter": "致全体职工的一封信\n各位职工：\n大家好。\n",
    "application": "劳动仲裁申请书\n申请人：甲某\n请求支付工资。\n",
    "payroll": "2024年3月工资表\n甲某 3000\n乙某 4000\n",
    "list of staff": "云岭公司员工花名册\n甲某\n乙某\n",
    "rule of a company": "云岭有限公司考勤管理办法\n第一条 本公司考勤。\n第二条 略。\n第三条 略。\n",
    "handbook": "员工手册\n第一条 略。\n第二条 略。\n第三条 略。\n",
    "training": "劳动合同法培训课件\n第一条 略。\n第二条 略。\n第三条 略。\n",
    "lecture": "工会法讲义\n第一讲 总则\n",
    "exam": "安全生产法试题\n1. 安全生产方针是什么？\n",
    "minutes": "云岭公司工会委员会会议纪要\n时间：2024年3月1日\n议题：规定\n",
    "record of a meeting": "职工代表大会会议记录\n第一条 通过。\n第二条 通过。\n第三条 通过。\n",
    "timetable": "夏季作息时间表\n上午 8:00\n",
    "shifts": "三车间排班表\n甲某 早班\n",
    "review": "读《劳动法》有感\n这本书写得很好。\n",
    "book review": "《工会法》书评\n作者写得很好。\n",
    "question": "试用期最长多久？\n我想问一下。\n",
    "asks about a law": "请问劳动合同法\n我想问一下试用期。\n",
    "news": "我市出台古井保护条例\n本报讯 近日，条例出台。\n",
    "news of a regulation": "云岭市发布新版古井保护办法\n本报讯 近日，办法发布。\n",
    "explained": "一图读懂古井保护条例\n请看图。\n",
    "headline with a colon": "解读：古井保护条例\n专家认为很好。\n",
    "headline with an exclamation": "定了！古井保护条例\n专家认为很好。\n",
    "blog with a decision": "关于废止《古井法》的决定\n作者：小店老板老王　2024年1月5日\n各位老铁：\n一、《古井法》在本店予以废止。\n",
    "blog": "聊聊古井保护条例\n文/老王\n今天聊聊。\n",
}


@pytest.mark.parametrize("text", NO_LAW.values(), ids=NO_LAW)
def test_what_is_no_law_has_no_rank_and_no_name_in_its_id(text: str) -> None:
    found = structure_of(text)
    assert found.kind is DocumentKind.DOCUMENT, found.kind_evidence
    assert found.law is None
    assert found.work.startswith("document-")
    assert "甲" not in found.work
    assert found.title_strength is TitleStrength.WEAK


LAW = {
    "law about contracts": ("中华人民共和国合同法\n" + ARTICLES, DocumentKind.STATUTE),
    "rule about letters": ("云岭市信访工作办法\n" + NOTE + ARTICLES, DocumentKind.REGULATION),
    "rule about training": ("云岭市职业培训条例\n" + NOTE + ARTICLES, DocumentKind.REGULATION),
    "rule about minutes": ("云岭市会议纪要管理办法\n" + NOTE + ARTICLES, DocumentKind.REGULATION),
    "rule about publishing": (
        "云岭市信息发布管理规定\n" + NOTE + ARTICLES,
        DocumentKind.REGULATION,
    ),
    "rule that carries out a law": (
        "云岭省实施《中华人民共和国古井法》办法\n" + NOTE + ARTICLES,
        DocumentKind.REGULATION,
    ),
    "rule without articles": (
        "国务院关于统一井盖的若干规定\n（2019年11月3日国务院公布）\n一、井盖统一。\n二、违者罚款。\n",
        DocumentKind.REGULATION,
    ),
    "details without articles": (
        "井盖质量监督抽查实施细则\n1 抽样方法\n随机。\n2 检验\n按标准。\n",
        DocumentKind.REGULATION,
    ),
    "official letter": (
        "国务院办公厅关于同意建立古井会议制度的函\n云岭市：\n同意。\n",
        DocumentKind.POLICY,
    ),
    "reply": (
        "最高人民法院关于古井案件的批复\n云岭省高级人民法院：\n同意。\n",
        DocumentKind.INTERPRETATION,
    ),
    "minutes of courts": ("全国法院古井审判工作会议纪要\n一、总则。\n二、分则。\n", None),
    "amending decision": (
        "云岭市人民代表大会常务委员会关于修改《云岭市古井保护条例》的决定\n"
        + NOTE
        + "一、将第二条删去。\n",
        DocumentKind.DECISION,
    ),
    "decision on rewards in a title": (
        "国务院关于修改《古井奖励条例》的决定\n（2019年11月3日国务院令第5号公布）\n一、将第二条删去。\n",
        DocumentKind.DECISION,
    ),
    "traditional characters": (
        "雲嶺市古井保護條例\n（2019年11月3日雲嶺市人民代表大會通過）\n" + ARTICLES,
        DocumentKind.REGULATION,
    ),
    "order alone": (
        "云岭市人民政府令\n第12号\n《云岭市古井保护办法》已经通过，现予公布。\n2019年11月3日\n",
        DocumentKind.POLICY,
    ),
    "reprint with a source": (
        "云岭市古井保护条例\n来源：云岭日报\n" + ARTICLES,
        DocumentKind.REGULATION,
    ),
    "reprint with an organ as writer": (
        "云岭市古井保护规定\n作者：云岭市人民政府办公室\n一、登记。\n二、公示。\n",
        DocumentKind.REGULATION,
    ),
}


@pytest.mark.parametrize(("text", "kind"), LAW.values(), ids=LAW)
def test_what_is_law_stays_law(text: str, kind: DocumentKind | None) -> None:
    found = structure_of(text)
    if kind is None:
        assert found.kind_evidence.rule != "title: minutes"
    else:
        assert found.kind is kind, found.kind_evidence


PERSONS = [
    "关于任免甲某职务的决定",
    "关于同意甲某辞职的批复",
    "关于甲某信访事项的答复",
    "关于给予甲某记过处分的决定",
    "关于授予甲某劳动模范称号的决定",
    "云岭市人民代表大会常务委员会关于接受甲某辞职的决定",
]


@pytest.mark.parametrize("title", PERSONS)
def test_a_decision_on_a_person_has_no_name_in_its_id(title: str) -> None:
    found = structure_of(f"{title}\n（2024年3月1日）\n决定如下。\n")
    assert found.kind not in LEGAL
    assert "甲" not in found.work


LETTER = "工资支付催告函\n\n编号：云岭催字〔2024〕第{n}号\n\n甲公司：\n\n请支付工资{n}000元。\n\n云岭市总工会\n2024年1月5日\n"
APART = {
    "letters with numbers": (LETTER.format(n=1), LETTER.format(n=2)),
    "letters to different companies": (
        "工资支付催告函\n甲公司：\n请支付工资。\n云岭市总工会\n2024年1月5日\n",
        "工资支付催告函\n乙公司：\n请支付工资。\n云岭市总工会\n2024年1月5日\n",
    ),
    "letters of different days": (
        "工资支付催告函\n甲公司：\n请支付工资。\n云岭市总工会\n2024年1月5日\n",
        "工资支付催告函\n甲公司：\n请支付工资。\n云岭市总工会\n2024年2月5日\n",
    ),
    "minutes": (
        "会议纪要\n时间：2024年3月1日\n同意修井。\n",
        "会议纪要\n时间：2024年4月1日\n同意修路。\n",
    ),
    "notices of one title": (
        "关于放假的通知\n各车间：\n五月一日放假。\n2024年4月1日\n",
        "关于放假的通知\n各车间：\n十月一日放假。\n2024年9月1日\n",
    ),
    "notices without a day": (
        "关于放假的通知\n五月一日放假。\n",
        "关于放假的通知\n十月一日放假。\n",
    ),
    "contracts": ("租赁合同\n甲方：甲某\n" + CLAUSES, "租赁合同\n甲方：丙某\n" + CLAUSES),
    "cases": (
        "典型案例\n基本案情\n甲某受伤。\n裁判结果\n支持。\n典型意义\n好。\n",
        "典型案例\n基本案情\n乙某欠薪。\n裁判结果\n支持。\n典型意义\n好。\n",
    ),
}


@pytest.mark.parametrize(("first", "second"), APART.values(), ids=APART)
def test_papers_of_one_title_are_different_works(first: str, second: str) -> None:
    one = structure_of(first)
    other = structure_of(second)
    assert one.title == other.title
    assert one.work != other.work


TOGETHER = {
    "a notice read better": (
        "云岭市总工会关于慰问的通知\n云工发〔2024〕3号\n各工会：\n请做好慰 问。\n2024年4月1日\n",
        "云岭市总工会关于慰问的通知\n云工发〔2024〕3号\n各工会：\n请做好慰问。\n2024年4月1日\n",
    ),
    "a letter read better": (
        "催告函\n甲公司：\n请支付工 资。\n2024年4月1日\n",
        "催告函\n甲公司：\n请支付工资。\n2024年4月1日\n",
    ),
}


@pytest.mark.parametrize(("first", "second"), TOGETHER.values(), ids=TOGETHER)
def test_a_paper_that_is_read_better_stays_the_same_work(first: str, second: str) -> None:
    assert structure_of(first).work == structure_of(second).work


ORDER = (
    "云岭市人民政府令\n第12号\n《云岭市古井保护办法》已经市人民政府常务会议通过，现予公布，自2020年1月1日起施行。\n市长 ××\n2019年11月3日\n云岭市古井保护办法\n第一章 总则\n"
    + ARTICLES
)


def test_an_order_gives_its_rule_number_issuer_and_day() -> None:
    found = structure_of(ORDER)
    assert found.law is not None
    assert found.law.number is not None
    assert found.law.number.value == "云岭市人民政府令第12号"
    assert found.law.authority is not None
    assert found.law.authority.value == "云岭市人民政府"
    assert found.law.level is not None
    assert found.law.level.value == "local rule"
    assert found.work == "云岭市古井保护办法"
    assert found.date == "2019-11-03"
    assert found.title_strength is TitleStrength.DECLARED


NUMBERS = {
    "year in brackets below the head": (
        ORDER.replace("第12号", "〔2019〕第12号"),
        "云岭市人民政府令〔2019〕12号",
    ),
    "announcement in brackets": (
        ORDER.replace("云岭市人民政府令", "云岭市人民代表大会常务委员会公告").replace(
            "第12号", "（第17号）"
        ),
        "云岭市人民代表大会常务委员会公告第17号",
    ),
    "label": (
        "【法规名称】云岭市古井保护办法\n【发文字号】云岭市人民政府令第12号\n" + ARTICLES,
        "云岭市人民政府令第12号",
    ),
    "orders of two ministries": (
        "古井水质规定\n（2019年11月3日国家水务部令第8号、国家卫生部令第11号发布）\n" + ARTICLES,
        "国家水务部令第8号、国家卫生部令第11号",
    ),
    "an order of nine ministries": (
        "古井水质规定\n（2019年11月3日国家水务部、国家卫生部、国家建设部、国家农业部、国家林业部、国家文物总局、"
        "国家质量监督检验检疫总局、国家食品药品监督管理总局、国家新闻出版广播电影电视总局令第47号公布）\n"
        + ARTICLES,
        (
            "国家水务部、国家卫生部、国家建设部、国家农业部、国家林业部、国家文物总局、国家质量监督检验检疫总局、"
            "国家食品药品监督管理总局、国家新闻出版广播电影电视总局令第47号"
        ),
    ),
    "an announcement in Chinese numerals": (
        "古井保护条例\n（2019年11月3日云岭市人民代表大会常务委员会公告第二十八号公布）\n"
        + ARTICLES,
        "云岭市人民代表大会常务委员会公告第二十八号",
    ),
    "an announcement in Chinese numerals behind a blank": (
        "古井保护条例\n2019年11月3日 云岭市人民代表大会公告 第八号公布\n" + ARTICLES,
        "云岭市人民代表大会公告第八号",
    ),
    "the order of an amending decision beside the own order": (
        "古井保护办法\n（2019年11月3日云岭市人民政府令第12号公布　根据2021年3月4日云岭市人民政府令第20号"
        "《云岭市人民政府关于修改〈古井保护办法〉的决定》修正）\n" + ARTICLES,
        "云岭市人民政府令第12号",
    ),
    "a note over lines with an open title": (
        "古井保护办法\n（2019年11月3日云岭市人民政府令第12号公布\n根据2021年3月4日《云岭市人民政府关于修改\n"
        "〈古井保护办法〉、〈水井条例〉，\n〈水塔办法〉的决定》修正）\n" + ARTICLES,
        "云岭市人民政府令第12号",
    ),
    "a rule that the order ends has another": (
        ORDER.replace(
            "起施行。",
            "起施行。2001年3月1日市政府发布的《云岭市水井办法》（云岭市人民政府令第3号）同时废止。",
            1,
        ),
        "云岭市人民政府令第12号",
    ),
}


@pytest.mark.parametrize(("text", "number"), NUMBERS.values(), ids=NUMBERS)
def test_the_number_is_that_of_the_order(text: str, number: str) -> None:
    law = structure_of(text).law
    assert law is not None
    assert law.number is not None
    assert law.number.value == number


def test_the_words_of_an_order_are_a_unit_before_the_first_article() -> None:
    document = read(ORDER.encode(), "1.txt")
    found = structure(document, "1")
    first = found.units[0]
    assert first.path == "promulgation"
    assert document.text[first.start : first.end].startswith("《云岭市古井保护办法》已经")
    assert [unit.path for unit in found.units[1:]] == ["第一条", "第二条", "第三条"]
    for provision in found.provisions:
        if provision.parent is not None:
            parent = found.provisions[provision.parent]
            assert parent.start <= provision.start or parent.label == "第一章"


def test_a_long_notice_is_cut() -> None:
    words = "请各县按照本通知的要求认真做好古井的登记和公示。" * 80
    text = f"石溪市水务局关于印发《石溪市古井补贴办法》的通知\n各县水务局：\n{words}\n2021年11月3日\n石溪市古井补贴办法\n{ARTICLES}"
    found = structure_of(text)
    pieces = [unit for unit in found.units if unit.path == "promulgation"]
    assert [unit.piece for unit in pieces] == list(range(1, len(pieces) + 1))
    assert len(pieces) > 1


STRENGTHS = {
    "number": (
        "云岭市古井保护办法\n（2019年11月3日云岭市人民政府令第5号公布）\n" + ARTICLES,
        "1234567.txt",
        TitleStrength.DECLARED,
    ),
    "head note": ("云岭市古井保护条例\n" + NOTE + ARTICLES, "1234567.txt", TitleStrength.STRONG),
    "name and date that agree": (
        "云岭市古井保护条例\n2019年11月3日\n" + ARTICLES,
        "云岭市古井保护条例(2019-11-03).txt",
        TitleStrength.STRONG,
    ),
    "name and date in characters": (
        "云岭市古井保护条例\n二〇一九年十一月三日\n" + ARTICLES,
        "云岭市古井保护条例(2019-11-03).txt",
        TitleStrength.STRONG,
    ),
    "name with another date": (
        "云岭市古井保护条例\n" + ARTICLES,
        "云岭市古井保护条例(2018-11-03).txt",
        TitleStrength.WEAK,
    ),
    "name with another title": (
        "云岭市古井保护条例\n2019年11月3日\n" + ARTICLES,
        "云岭市渔火条例(2019-11-03).txt",
        TitleStrength.WEAK,
    ),
    "lone heading": ("# 云岭市古井保护条例\n\n古井很美。\n", "1.md", TitleStrength.WEAK),
    "file name alone": (
        "古井很美。\n2019年11月3日，村民来了。\n",
        "云岭市古井保护条例(2019-11-03).txt",
        TitleStrength.WEAK,
    ),
    "bracketed label": ("【法规名称】云岭市古井保护条例\n" + ARTICLES, "1.txt", TitleStrength.WEAK),
}


@pytest.mark.parametrize(("text", "name", "strength"), STRENGTHS.values(), ids=STRENGTHS)
def test_the_strength_of_a_title(text: str, name: str, strength: TitleStrength) -> None:
    assert structure_of(text, name).title_strength is strength


DATES = {
    "news with a dateline": (
        "云岭修井\n2025年2月14日　云岭晚报\n清晨，工人来修井。\n",
        "2025-02-14",
    ),
    "time of publication": (
        "云岭修井\n发布时间：2025-02-14 10:20\n清晨，工人来修井。\n",
        "2025-02-14",
    ),
    "slashes": ("云岭修井\n2025/2/14 来源：云岭晚报\n清晨，工人来修井。\n", "2025-02-14"),
    "signature": ("关于放假的通知\n各车间：\n放假。\n云岭公司\n2024年4月1日\n", "2024-04-01"),
    "no day of its own": ("云岭修井\n工人说，2019年3月1日开始漏水。\n", None),
    "a day of effect": ("云岭修井\n2025年2月14日起施行\n清晨，工人来修井。\n", None),
    "front matter": (
        "---\ntitle: 云岭修井\ndate: 2025-02-14\n---\n\n清晨，工人来修井。\n",
        "2025-02-14",
    ),
}


@pytest.mark.parametrize(("text", "day"), DATES.values(), ids=DATES)
def test_papers_have_days_of_their_own(text: str, day: str | None) -> None:
    name = "1234567.md" if text.startswith("---") else "1234567.txt"
    assert structure_of(text, name).date == day


UNRANKED = {
    "draft": "云岭条例（征求意见稿）\n" + ARTICLES,
    "unknown": "古井条例\n第一条 古井应当登记。\n第二条 略。\n第三条 略。\n",
    "another country": "社会保险法\n2024年6月29日 越南社会主义共和国第十五届国会第七次会议通过\n第一条 略。\n第二条 略。\n第三条 略。\n",
    "taiwan": "勞動基準法\n中華民國 73 年 7 月 30 日總統（73）華總（一）義字第 14069 號令制定公布\n第 1 條\n略。\n第 2 條\n略。\n",
}


@pytest.mark.parametrize("text", UNRANKED.values(), ids=UNRANKED)
def test_a_rank_is_not_guessed_by_name(text: str) -> None:
    found = structure_of(text)
    assert found.law is not None
    assert found.law.level is None


OPEN_TITLES = {
    "a comma behind a title in a title": (
        "根据2021年3月4日《云岭市人民政府关于修改\n〈古井保护办法〉、〈水井条例〉，\n〈水塔办法〉的决定》修正"
    ),
    "a line that ends with a title in a title": (
        "根据2021年3月4日云岭市人民政府《关于修改〈古井保护办法〉\n〈水井条例〉\n等三件规章的决定》修正"
    ),
    "a title in a title opens a line as a number does": (
        "根据2021年3月4日云岭市人民政府《关于修改\n〈古井保护办法〉；\n3件规章的决定》修正"
    ),
    "a long middle": (
        "根据2021年3月4日云岭市人民政府《关于修改\n〈古井保护办法〉、〈云岭市饮用水水源和供水设施保护办法〉、〈云岭市城镇供水和节水管理办法〉、〈云岭市水文办法〉、\n"
        "〈水塔办法〉的决定》修正"
    ),
}


@pytest.mark.parametrize("note", OPEN_TITLES.values(), ids=OPEN_TITLES)
def test_a_note_goes_on_while_a_title_is_open(note: str) -> None:
    text = f"古井保护办法\n2019年11月3日云岭市人民政府令第12号公布\n{note}\n{ARTICLES}"
    found = structure_of(text)
    assert found.law is not None
    assert [event.date for event in found.law.events] == ["2019-11-03", "2021-03-04"]
    assert found.date == "2021-03-04"
    assert [unit.article for unit in found.units if unit.article] == ["第一条", "第二条", "第三条"]
