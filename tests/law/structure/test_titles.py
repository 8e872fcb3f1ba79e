"""Titles: what is one, over how many lines, by which rule, and how sure. All texts are invented."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from corpus.records import Structure
from ingestion.reading import read
from law.structure import structure

ARTICLES = "第一条 为了保护古井，制定本办法。\n第二条 古井应当登记。\n第三条 本办法自2020年1月1日起施行。\n"
MD_ARTICLES = ARTICLES.replace("\n", "\n\n")
NOTE = "（2019年11月3日云岭市人民代表大会常务委员会第九次会议通过）\n"


@dataclass(frozen=True)
class Head:
    """A file with the title that it has.

    Attributes:
        id: What it shows.
        text: The text of the file.
        title: The title that it has.
        name: The name of the file.
    """

    id: str
    text: str
    title: str
    name: str = "1234567.txt"


def structure_of(text: str, name: str) -> Structure:
    """Read a file's structure."""
    return structure(read(text.encode(), name), name.rsplit(".", 1)[0])


def order(
    head: str,
    number: str,
    title: str,
    *,
    words: str = "已经市人民政府常务会议通过，现予公布，自2020年1月1日起施行。",
    signed: str = "市长 ××\n2019年11月3日\n",
) -> str:
    """An order with the rule that it promulgates."""
    return f"{head}\n{number}\n《{title.replace(chr(10), '')}》{words}\n{signed}{title}\n{ARTICLES}"


ORDERS = [
    Head(
        "government",
        order("云岭市人民政府令", "第12号", "云岭市古井保护办法"),
        "云岭市古井保护办法",
    ),
    Head(
        "number beside the head",
        "云岭市人民政府令第12号\n" + order("", "", "云岭市古井保护办法").lstrip(),
        "云岭市古井保护办法",
    ),
    Head(
        "number with a year",
        order("云岭市人民政府令", "（2019年第3号）", "云岭市古井保护办法"),
        "云岭市古井保护办法",
    ),
    Head(
        "state council",
        order(
            "中华人民共和国国务院令",
            "第812号",
            "古井保护条例",
            signed="总理　甲某\n2019年11月3日\n",
        ),
        "古井保护条例",
    ),
    Head(
        "president",
        order(
            "中华人民共和国主席令",
            "第九十九号",
            "中华人民共和国古井保护法",
            signed="中华人民共和国主席　甲某\n2019年11月3日\n",
        ),
        "中华人民共和国古井保护法",
    ),
    Head(
        "ministry",
        order(
            "中华人民共和国水务部令", "第5号", "古井水质规定", signed="部长 甲某\n2019年11月3日\n"
        ),
        "古井水质规定",
    ),
    Head(
        "two bodies in one head",
        order(
            "水务部 文化部令", "2019年第5号", "古井水质规定", signed="部长 甲某\n2019年11月3日\n"
        ),
        "古井水质规定",
    ),
    Head(
        "two bodies below each other",
        "水务部\n" + order("国家文化总局令", "第5号", "古井水质规定"),
        "古井水质规定",
    ),
    Head(
        "spaced head",
        order("云 岭 市 人 民 政 府 令", "第 12 号", "云岭市古井保护办法"),
        "云岭市古井保护办法",
    ),
    Head(
        "numeral in characters",
        order("云岭省人民政府令", "第二百零三号", "云岭省古井保护办法"),
        "云岭省古井保护办法",
    ),
    Head(
        "announcement of a congress",
        order(
            "云岭市第五届人民代表大会常务委员会公告",
            "第十七号",
            "云岭市古井保护条例",
            signed="云岭市人民代表大会常务委员会\n2019年11月3日\n",
        ),
        "云岭市古井保护条例",
    ),
    Head(
        "announcement in brackets",
        order(
            "云岭市人民代表大会常务委员会公告",
            "〔2019〕第4号",
            "云岭市古井保护条例",
            signed="2019年11月3日\n",
        ),
        "云岭市古井保护条例",
    ),
    Head(
        "title over two lines",
        order("云岭市人民政府令", "第12号", "云岭市古井\n保护办法"),
        "云岭市古井保护办法",
    ),
    Head(
        "title over three lines",
        order("云岭市人民政府令", "第12号", "云岭市人民政府\n关于古井保护的\n若干规定"),
        "云岭市人民政府关于古井保护的若干规定",
    ),
    Head(
        "trial",
        order("云岭市人民政府令", "第12号", "云岭市古井保护办法（试行）"),
        "云岭市古井保护办法（试行）",
    ),
    Head(
        "trial on its own line",
        order("云岭市人民政府令", "第12号", "云岭市古井保护办法\n（试行）"),
        "云岭市古井保护办法（试行）",
    ),
    Head(
        "head note below the title",
        order("云岭市人民政府令", "第12号", "云岭市古井保护办法").replace(
            "第一条", "（2019年10月8日市人民政府第40次常务会议通过）\n第一条", 1
        ),
        "云岭市古井保护办法",
    ),
    Head(
        "chapter first",
        order("云岭市人民政府令", "第12号", "云岭市古井保护办法").replace(
            "第一条", "第一章 总则\n第一条", 1
        ),
        "云岭市古井保护办法",
    ),
    Head(
        "contents first",
        order("云岭市人民政府令", "第12号", "云岭市古井保护办法").replace(
            "第一条", "目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条", 1
        ),
        "云岭市古井保护办法",
    ),
    Head(
        "markdown",
        "# 云岭市人民政府令\n\n第12号\n\n《云岭市古井保护办法》已经通过，现予公布，自2020年1月1日起施行。\n\n市长 ××\n\n2019年11月3日\n\n# 云岭市古井保护办法\n\n"
        + MD_ARTICLES,
        "云岭市古井保护办法",
        "download(3).md",
    ),
    Head(
        "markdown without a second heading",
        "# 云岭市人民政府令\n\n第12号\n\n《云岭市古井保护办法》已经通过，现予公布。\n\n2019年11月3日\n\n云岭市古井保护办法\n\n"
        + MD_ARTICLES,
        "云岭市古井保护办法",
        "x1.md",
    ),
    Head(
        "words without a title mark",
        "云岭市人民政府令\n第12号\n现公布云岭市古井保护办法，自2020年1月1日起施行。\n市长 ××\n2019年11月3日\n云岭市古井保护办法\n"
        + ARTICLES,
        "云岭市人民政府令第12号",
        "1.txt",
    ),
    Head(
        "several lines of words",
        order(
            "云岭市人民政府令",
            "第12号",
            "云岭市古井保护办法",
            words="已经市人民政府常务会议通过。\n现予公布，自2020年1月1日起施行。",
        ),
        "云岭市古井保护办法",
    ),
    Head(
        "order without its rule",
        "云岭市人民政府令\n第12号\n《云岭市古井保护办法》已经通过，现予公布。\n市长 ××\n2019年11月3日\n",
        "云岭市人民政府令第12号",
    ),
    Head(
        "order above a repealing decision",
        order("云岭市人民政府令", "第12号", "云岭市人民政府关于废止部分规章的决定").replace(
            ARTICLES, "一、废止《云岭市渡船办法》。\n"
        ),
        "云岭市人民政府关于废止部分规章的决定",
    ),
    Head(
        "traditional characters",
        order("雲嶺市人民政府令", "第12號", "雲嶺市古井保護辦法", words="已經通過，現予公布。"),
        "雲嶺市古井保護辦法",
    ),
]

DECISION = "云岭市人民代表大会常务委员会关于修改《云岭市古井保护条例》的决定"
ORDERS += [
    Head(
        "decision that the order names without title marks",
        f"云岭市第五届人民代表大会常务委员会公告\n第十七号\n{DECISION}已由第九次会议通过，现予公布。\n2019年11月3日\n"
        "云岭市人民代表大会常务委员会关于修改\n《云岭市古井保护条例》的决定\n（2019年11月3日通过）\n一、将第二条删去。\n",
        DECISION,
    ),
    Head(
        "headline that ends as an order",
        "云岭发布禁渔令\n本报讯 近日，云岭发布禁渔令。\n",
        "云岭发布禁渔令",
    ),
]

NOTICES = [
    Head(
        "banner of two bodies over three lines",
        "石溪市水务局\n石溪市财政局\n文件\n石水规〔2021〕12号\n石溪市水务局 石溪市财政局关于印发《石溪市古井补贴办法》的通知\n"
        "各县水务局：\n现印发给你们。\n附件：石溪市古井补贴办法\n2021年11月3日\n附件\n石溪市古井补贴办法\n"
        + ARTICLES,
        "石溪市古井补贴办法",
    ),
    Head(
        "rule that the notice names without title marks",
        "石溪市水务局关于印发石溪市古井补贴办法的通知\n各县水务局：\n现印发给你们。\n2021年11月3日\n石溪市古井补贴办法\n"
        + ARTICLES,
        "石溪市古井补贴办法",
    ),
    Head(
        "banner, notice and rule",
        "石溪市水务局文件\n石水规〔2021〕12号\n关于印发《石溪市古井补贴办法》的通知\n各县水务局：\n现将《石溪市古井补贴办法》印发给你们，请遵照执行。\n石溪市水务局\n2021年11月3日\n石溪市古井补贴办法\n"
        + ARTICLES,
        "石溪市古井补贴办法",
    ),
    Head(
        "notice of an issuer",
        "石溪市水务局关于印发《石溪市古井补贴办法（试行）》的通知\n石水规〔2021〕12号\n各县水务局：\n现印发给你们。\n2021年11月3日\n石溪市古井补贴办法（试行）\n"
        + ARTICLES,
        "石溪市古井补贴办法（试行）",
    ),
    Head(
        "title of the notice over two lines",
        "石溪市水务局\n关于印发《石溪市古井补贴办法》的通知\n各县水务局：\n现印发给你们。\n2021年11月3日\n石溪市古井补贴办法\n"
        + ARTICLES,
        "石溪市古井补贴办法",
    ),
    Head(
        "notice as headings",
        "# 石溪市水务局文件\n\n石水规〔2021〕12号\n\n# 关于印发《石溪市古井补贴办法》的通知\n\n各县水务局：\n\n现印发给你们。\n\n2021年11月3日\n\n# 石溪市古井补贴办法\n\n"
        + MD_ARTICLES,
        "石溪市古井补贴办法",
        "12.md",
    ),
    Head(
        "announcement of a rule",
        "国家水务总局关于发布《古井水质规定》的公告\n2021年第6号\n现发布《古井水质规定》，自2022年1月1日起施行。\n特此公告。\n国家水务总局\n2021年11月3日\n古井水质规定\n"
        + ARTICLES,
        "古井水质规定",
    ),
    Head(
        "notice of a plan stays",
        "石溪市水务局关于印发《石溪市古井保护方案》的通知\n石水发〔2021〕2号\n各县水务局：\n现印发给你们。\n2021年11月3日\n石溪市古井保护方案\n一、目标\n保护古井。\n",
        "石溪市水务局关于印发《石溪市古井保护方案》的通知",
    ),
    Head(
        "notice without its rule stays",
        "石溪市水务局关于印发《石溪市古井补贴办法》的通知\n各县水务局：\n现印发给你们，请遵照执行。\n2021年11月3日\n",
        "石溪市水务局关于印发《石溪市古井补贴办法》的通知",
    ),
    Head(
        "notice about a rule stays",
        "石溪市水务局关于贯彻实施《石溪市古井补贴办法》的通知\n各县水务局：\n一、加强宣传。\n二、依法登记。\n2021年11月3日\n",
        "石溪市水务局关于贯彻实施《石溪市古井补贴办法》的通知",
    ),
]

ABOVE = [
    Head(
        "banner of a paper",
        "云岭市民政局文件\n云民发〔2020〕3号\n关于做好敬老工作的意见\n各区：\n一、关心老人。\n二、按时走访。\n",
        "关于做好敬老工作的意见",
    ),
    Head(
        "banner of a gazette",
        "云岭市人民政府公报\n2020年第5期\n云岭市古井保护办法\n" + NOTE + ARTICLES,
        "云岭市古井保护办法",
    ),
    Head(
        "gazette with a total number",
        "云岭省人民政府公报\n（2020年第5期）\n云岭省古井保护办法\n" + NOTE + ARTICLES,
        "云岭省古井保护办法",
    ),
    Head(
        "banner as a heading",
        "# 云岭市总工会文件\n\n云工发〔2020〕3号\n\n# 关于慰问职工的通知\n\n各工会：\n\n请做好慰问。\n",
        "关于慰问职工的通知",
        "2.md",
    ),
    Head(
        "spaced banner",
        "云 岭 市 民 政 局 文 件\n云民发〔2020〕3号\n云岭市民政局关于敬老的通知\n各区：\n请办理。\n",
        "云岭市民政局关于敬老的通知",
    ),
    Head(
        "copy number and secrecy",
        "000123\n特急\n云岭市民政局文件\n云民发〔2020〕3号\n云岭市民政局关于敬老的通知\n各区：\n请办理。\n",
        "云岭市民政局关于敬老的通知",
    ),
    Head(
        "bracketed labels",
        "【发布单位】云岭市人民政府\n【发布日期】2019-11-03\n【生效日期】2020-01-01\n【文号】云政令第12号\n云岭市古井保护办法\n"
        + ARTICLES,
        "云岭市古井保护办法",
    ),
    Head(
        "bracketed title",
        "【法规名称】云岭市古井保护办法\n【颁布单位】云岭市人民政府\n【颁布日期】2019年11月3日\n"
        + ARTICLES,
        "云岭市古井保护办法",
    ),
    Head(
        "bracketed title and caption",
        "【法规名称】云岭市古井保护办法\n【颁布单位】云岭市人民政府\n云岭市古井保护办法\n"
        + NOTE
        + ARTICLES,
        "云岭市古井保护办法",
    ),
    Head(
        "bracketed title with its value below",
        "【标题】\n云岭市古井保护办法\n【颁布单位】\n云岭市人民政府\n" + ARTICLES,
        "云岭市古井保护办法",
    ),
    Head(
        "label and value on two lines",
        "【发布单位】\n云岭市人民政府\n云岭市古井保护办法\n" + ARTICLES,
        "云岭市古井保护办法",
    ),
    Head(
        "labels with colons",
        "发文机关：云岭市人民政府\n发文字号：云政发〔2019〕12号\n标题：云岭市人民政府关于敬老的通知\n成文日期：2019年11月3日\n各区：\n请办理。\n",
        "云岭市人民政府关于敬老的通知",
    ),
    Head(
        "contents before the title",
        "目录\n云岭市古井保护办法\n" + NOTE + ARTICLES,
        "云岭市古井保护办法",
    ),
    Head(
        "contents as a heading",
        "# 目录\n\n# 云岭市古井保护办法\n\n" + NOTE + "\n" + MD_ARTICLES,
        "云岭市古井保护办法",
        "3.md",
    ),
    Head(
        "breadcrumbs",
        "首页 > 政策 > 地方法规\n云岭市古井保护办法\n" + NOTE + ARTICLES,
        "云岭市古井保护办法",
    ),
    Head(
        "place on a site",
        "当前位置：首页 > 政务公开 > 政策\n云岭市古井保护办法\n" + NOTE + ARTICLES,
        "云岭市古井保护办法",
    ),
    Head(
        "name of a site",
        "云岭市人民政府门户网站\n云岭市古井保护办法\n" + NOTE + ARTICLES,
        "云岭市古井保护办法",
    ),
    Head(
        "name of a site as a heading",
        "# 云岭市人民政府门户网站\n\n# 云岭市古井保护办法\n\n" + NOTE + "\n" + MD_ARTICLES,
        "云岭市古井保护办法",
        "3.md",
    ),
    Head(
        "site behind a headline",
        "# 云岭市古井保护办法_云岭政策网\n\n" + MD_ARTICLES,
        "云岭市古井保护办法",
        "3.md",
    ),
    Head(
        "portal behind a headline",
        "# 云岭市古井保护办法-云岭市人民政府门户网站\n\n" + MD_ARTICLES,
        "云岭市古井保护办法",
        "3.md",
    ),
    Head(
        "two sites behind a headline",
        "# 云岭市古井保护办法 | 法规库 - 云岭政务网\n\n" + MD_ARTICLES,
        "云岭市古井保护办法",
        "3.md",
    ),
    Head(
        "date above the title",
        "2019年11月3日\n云岭市古井保护办法\n" + ARTICLES,
        "云岭市古井保护办法",
    ),
]

LINES = [
    Head(
        "place and name", "云岭自治县\n古井保护条例\n" + NOTE + ARTICLES, "云岭自治县古井保护条例"
    ),
    Head(
        "three lines",
        "云岭市人民政府\n关于古井保护\n若干问题的规定\n" + NOTE + ARTICLES,
        "云岭市人民政府关于古井保护若干问题的规定",
    ),
    Head(
        "four lines",
        "云岭市人民政府\n关于加强古井保护\n促进村镇供水\n若干问题的规定\n" + NOTE + ARTICLES,
        "云岭市人民政府关于加强古井保护促进村镇供水若干问题的规定",
    ),
    Head(
        "tail that could stand alone",
        "云岭市古井保护条例\n实施细则\n" + NOTE + ARTICLES,
        "云岭市古井保护条例实施细则",
    ),
    Head(
        "of a notice",
        "云岭市民政局关于敬老\n的通知\n各区：\n请办理。\n",
        "云岭市民政局关于敬老的通知",
    ),
    Head(
        "trial below",
        "云岭市古井保护办法\n（试行）\n" + NOTE + ARTICLES,
        "云岭市古井保护办法（试行）",
    ),
    Head(
        "draft below",
        "云岭市古井保护办法\n（征求意见稿）\n" + ARTICLES,
        "云岭市古井保护办法（征求意见稿）",
    ),
    Head(
        "two headings",
        "# 云岭自治县\n\n# 渔火条例\n\n" + NOTE + "\n" + MD_ARTICLES,
        "云岭自治县渔火条例",
        "4.md",
    ),
    Head(
        "three headings",
        "# 云岭市人民政府\n\n# 关于渔火\n\n# 的若干规定\n\n" + NOTE + "\n" + MD_ARTICLES,
        "云岭市人民政府关于渔火的若干规定",
        "4.md",
    ),
    Head(
        "break in html",
        "<html><head><title>渔火条例</title></head><body><h1>云岭自治县<br>渔火条例</h1><p>（2015年3月9日云岭自治县第八届人民代表大会第三次会议通过）</p><p>第一条 为了规范渔火，制定本条例。</p><p>第二条 渔火由文化部门管理。</p><p>第三条 本条例自2015年6月1日起施行。</p></body></html>",
        "云岭自治县渔火条例",
        "5.html",
    ),
    Head(
        "three breaks in html",
        "<html><head><title>渔火规定</title></head><body><h1>云岭市人民政府<br>关于管理<br>渔火的规定</h1><p>（2015年3月9日云岭市人民政府公布）</p><p>第一条 为了规范渔火，制定本规定。</p><p>第二条 渔火由文化部门管理。</p><p>第三条 本规定自2015年6月1日起施行。</p></body></html>",
        "云岭市人民政府关于管理渔火的规定",
        "5.html",
    ),
    Head(
        "part of a code is no title",
        "# 云岭法典\n\n# 第二编 古井\n\n" + MD_ARTICLES,
        "云岭法典",
        "古井编.md",
    ),
    Head(
        "issuer behind a whole title",
        "云岭市古井保护办法\n云岭市人民政府\n" + ARTICLES,
        "云岭市古井保护办法",
    ),
    Head(
        "file name spells it",
        "古井与渔火\n管理若干\n要求\n" + ARTICLES,
        "古井与渔火管理若干要求",
        "古井与渔火管理若干要求(2019-11-03).txt",
    ),
    Head(
        "file name spells four lines",
        "古井\n与渔火\n管理若干\n要求\n" + ARTICLES,
        "古井与渔火管理若干要求",
        "古井与渔火管理若干要求.txt",
    ),
    Head("headline of one line", "古井旁的一天\n清晨，村民来打水。\n", "古井旁的一天"),
    Head(
        "writer below a headline", "古井旁的一天\n记者：甲某\n清晨，村民来打水。\n", "古井旁的一天"
    ),
    Head(
        "parties below a contract",
        "船屋租赁合同\n甲方（出租人）：甲某\n乙方（承租人）：乙某\n第一条 租赁物为船屋。\n第二条 租金一千元。\n第三条 仲裁。\n",
        "船屋租赁合同",
    ),
    Head(
        "calendar of the republic",
        "松溪縣攤販自治條例\n民國 95 年 3 月 6 日公布\n第 1 條\n為管理攤販，制定本自治條例。\n第 2 條\n攤販應領有許可證。\n",
        "松溪縣攤販自治條例",
    ),
]

NO_TITLE = [
    Head(
        "first article",
        "第一条 古井应当登记。\n第二条 违者罚款。\n第三条 自公布之日起施行。\n",
        "古井办法",
        "古井办法.txt",
    ),
    Head(
        "question with a prefix",
        "问：试用期最长多久？\n答：不超过六个月。\n",
        "试用期问答",
        "试用期问答.txt",
    ),
    Head(
        "numbered question",
        "1. 试用期最长多久？\n答：不超过六个月。\n",
        "试用期问答",
        "试用期问答.txt",
    ),
    Head("clause as a heading", "# 第一条 古井应当登记\n\n违者罚款。\n", "古井办法", "古井办法.md"),
]

SAME = [
    Head(
        "law",
        "中华人民共和国古井法\n（2019年11月3日第十三届全国人民代表大会常务委员会第九次会议通过）\n"
        + ARTICLES,
        "中华人民共和国古井法",
    ),
    Head("regulation of a city", "云岭市古井保护条例\n" + NOTE + ARTICLES, "云岭市古井保护条例"),
    Head(
        "heading",
        "# 云岭市古井保护条例\n\n" + NOTE + "\n" + MD_ARTICLES,
        "云岭市古井保护条例",
        "云岭市古井保护条例(2019-11-03).md",
    ),
    Head(
        "order in the title of a rule",
        "云岭市宵禁令管理办法\n" + NOTE + ARTICLES,
        "云岭市宵禁令管理办法",
    ),
    Head(
        "order about a matter",
        "云岭市人民政府关于统一井盖的命令\n（2019年11月3日）\n一、井盖应当统一。\n二、违者罚款。\n",
        "云岭市人民政府关于统一井盖的命令",
    ),
    Head(
        "documents in a title",
        "云岭市行政机关公文办法\n" + NOTE + ARTICLES,
        "云岭市行政机关公文办法",
    ),
    Head(
        "rule about files",
        "云岭市规范性文件制定办法\n" + NOTE + ARTICLES,
        "云岭市规范性文件制定办法",
    ),
    Head(
        "rule about gazettes",
        "云岭市政府公报管理规定\n" + NOTE + ARTICLES,
        "云岭市政府公报管理规定",
    ),
    Head(
        "rule about websites",
        "云岭市互联网站备案办法\n" + NOTE + ARTICLES,
        "云岭市互联网站备案办法",
    ),
    Head(
        "rule with a dash",
        "# 云岭古井规定—井盖部分\n\n" + MD_ARTICLES,
        "云岭古井规定—井盖部分",
        "6.md",
    ),
    Head(
        "rule about networks",
        "# 云岭市办法-互联网管理规定\n\n" + MD_ARTICLES,
        "云岭市办法-互联网管理规定",
        "6.md",
    ),
    Head(
        "decision",
        "云岭市人民代表大会常务委员会关于修改《云岭市古井保护条例》的决定\n"
        + NOTE
        + "一、将第二条修改为：“古井应当公示。”\n本决定自公布之日起施行。\n",
        "云岭市人民代表大会常务委员会关于修改《云岭市古井保护条例》的决定",
    ),
    Head(
        "announcement with its own title",
        "云岭市水务局关于停水的公告\n各用户：\n11月3日停水。\n云岭市水务局\n2019年11月1日\n",
        "云岭市水务局关于停水的公告",
    ),
    Head(
        "numbered interpretation",
        "最高人民法院关于审理古井案件的解释（二）\n（2019年11月3日最高人民法院审判委员会第9次会议通过）\n"
        + ARTICLES,
        "最高人民法院关于审理古井案件的解释（二）",
    ),
    Head("question as a heading", "# 古井坏了谁来修？\n\n村里负责。\n", "古井坏了谁来修？", "7.md"),
    Head("standard", "DB99/T 123—2021\n古井试验方法\n1 范围\n本文件适用于古井。\n", "古井试验方法"),
]

NAMES = [
    Head("name with a site", ARTICLES, "云岭市古井保护办法", "云岭市古井保护办法_某某网.txt"),
    Head("download", "清晨，村民来打水。\n", "清晨", "download(3).txt"),
    Head("new text file", "清晨，村民来打水。\n", "清晨", "新建文本文档.txt"),
    Head("new text file with a number", "清晨，村民来打水。\n", "清晨", "新建文本文档 (2).txt"),
    Head("scrape", "清晨，村民来打水。\n", "清晨", "t20210304_123.txt"),
    Head("number", "清晨，村民来打水。\n", "清晨", "1234567.txt"),
    Head(
        "number of the document",
        "云岭市水务局关于清洗古井的通知\n云水〔2021〕8号\n各村：\n请于五月清洗古井。\n",
        "云岭市水务局关于清洗古井的通知",
        "云水〔2021〕8号.txt",
    ),
    Head("content", "清晨，村民来打水。\n", "清晨", "content_5678.txt"),
    Head("hash", "清晨，村民来打水。\n", "清晨", "9f86d081884c7d65.txt"),
    Head("real name", "清晨，村民来打水。\n", "古井旁的一天", "古井旁的一天.txt"),
    Head(
        "real name with a date",
        "清晨，村民来打水。\n",
        "古井旁的一天",
        "古井旁的一天(2019-11-03).txt",
    ),
]

HEADS = [
    (group, head)
    for group, heads in (
        ("order", ORDERS),
        ("notice", NOTICES),
        ("above", ABOVE),
        ("lines", LINES),
        ("no title", NO_TITLE),
        ("same", SAME),
        ("names", NAMES),
    )
    for head in heads
]


@pytest.mark.parametrize(
    "head", [head for _, head in HEADS], ids=[f"{group}: {head.id}" for group, head in HEADS]
)
def test_the_title_is_the_one_of_the_text(head: Head) -> None:
    found = structure_of(head.text, head.name)
    assert found.title == head.title
    assert found.title_evidence is not None
    assert found.title_evidence.words


@pytest.mark.parametrize(
    "head", [head for _, head in HEADS], ids=[f"{group}: {head.id}" for group, head in HEADS]
)
def test_the_evidence_of_a_title_stands_where_it_says(head: Head) -> None:
    document = read(head.text.encode(), head.name)
    evidence = structure(document, head.name.rsplit(".", 1)[0]).title_evidence
    if evidence is None or evidence.span is None:
        return
    stated = "".join(document.text[evidence.span.start : evidence.span.end].split())
    assert "".join(evidence.words.split())[:10] in stated
