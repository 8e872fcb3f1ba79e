"""Files as offices keep them, with the title and identity that a person reads in them. All invented."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.records import DocumentKind, Jurisdiction

R = DocumentKind.REGULATION
S = DocumentKind.STATUTE
P = DocumentKind.POLICY
D = DocumentKind.DOCUMENT
N = DocumentKind.DECISION
I = DocumentKind.INTERPRETATION  # noqa: E741
MAINLAND = Jurisdiction.MAINLAND
TAIWAN = Jurisdiction.TAIWAN
HONG_KONG = Jurisdiction.HONG_KONG
ARTICLES = (
    "第一条 为保护水闸，制定本办法。\n第二条 水闸应当登记。\n第三条 本办法自2031年7月1日起施行。\n"
)
ORDER_NOTE = "（2031年5月6日云岭市人民政府令第12号公布）\n"
ADOPTED_NOTE = "（2031年5月6日云岭市第十六届人民代表大会常务委员会第三次会议通过）\n"


@dataclass(frozen=True)
class Paper:
    """A file and what a person reads in it.

    Attributes:
        id: What it shows.
        name: The name of the file.
        text: Its text.
        title: Its title.
        kind: Its kind.
        sure: Whether the title is more than weak.
        jurisdiction: Whose law it is; None where nothing says it.
    """

    id: str
    name: str
    text: str
    title: str
    kind: DocumentKind
    sure: bool = False
    jurisdiction: Jurisdiction | None = None


SCANS = [
    Paper(
        "blanks between characters",
        "scan_0031.txt",
        "云 岭 市 水 闸 保 护 办 法\n（2031 年 5 月 6 日 云岭市人民政府令 第 12 号 公布）\n"
        + ARTICLES,
        "云岭市水闸保护办法",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "page number and seal above",
        "扫描件0004.txt",
        "— 1 —\n云岭市水闸保护办法\n" + ORDER_NOTE + ARTICLES,
        "云岭市水闸保护办法",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "running head above",
        "IMG_20310506.txt",
        "云岭市人民政府公报 2031年第6期\n云岭市水闸保护办法\n" + ORDER_NOTE + ARTICLES,
        "云岭市水闸保护办法",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "a title broken in a word",
        "scan_0032.txt",
        "云岭市水闸保\n护办法\n" + ORDER_NOTE + ARTICLES,
        "云岭市水闸保护办法",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "full-width blanks and a line of dots",
        "0005.txt",
        "　　云岭市水闸保护办法　　\n……………………\n" + ORDER_NOTE + ARTICLES,
        "云岭市水闸保护办法",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "asterisks around the title",
        "0006.txt",
        "**云岭市水闸保护办法**\n" + ORDER_NOTE + ARTICLES,
        "云岭市水闸保护办法",
        R,
        True,
        MAINLAND,
    ),
]

LINES = [
    Paper(
        "two lines with a conjunction",
        "11.txt",
        "云岭市水闸保护\n和水塔管理办法\n" + ORDER_NOTE + ARTICLES,
        "云岭市水闸保护和水塔管理办法",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "three lines of a joint rule",
        "12.txt",
        "云岭市水务局\n云岭市住房和城乡建设局\n关于水闸保护的若干规定\n（2031年5月6日云岭市水务局、云岭市住房和城乡建设局发布）\n"
        + ARTICLES,
        "云岭市水务局云岭市住房和城乡建设局关于水闸保护的若干规定",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "a break in html",
        "13.html",
        "<html><body><h1>云岭市<br>水闸保护办法</h1><p>（2031年5月6日云岭市人民政府令第12号公布）</p>"
        "<p>第一条 甲。</p><p>第二条 乙。</p><p>第三条 丙。</p></body></html>",
        "云岭市水闸保护办法",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "a break in a paragraph of html",
        "14.html",
        '<html><body><p align="center"><b>云岭市水闸保护<br/>暂行办法</b></p><p>（2031年5月6日云岭市人民政府令第12号公布）</p>'
        "<p>第一条 甲。</p><p>第二条 乙。</p><p>第三条 丙。</p></body></html>",
        "云岭市水闸保护暂行办法",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "trial on a line of its own",
        "15.txt",
        "云岭市水闸保护办法\n（试行）\n" + ORDER_NOTE + ARTICLES,
        "云岭市水闸保护办法（试行）",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "a decision with a title over three lines",
        "16.txt",
        "云岭市人民代表大会常务委员会\n关于修改《云岭市水闸保护条例》\n的决定\n"
        + ADOPTED_NOTE
        + "一、将第二条修改为：“水闸应当公示。”\n二、将第三条删除。\n本决定自公布之日起施行。\n",
        "云岭市人民代表大会常务委员会关于修改《云岭市水闸保护条例》的决定",
        N,
        True,
        MAINLAND,
    ),
    Paper(
        "a quoted title broken inside its marks",
        "17.txt",
        "云岭市人民政府关于印发《云岭市水闸\n保护方案》的通知\n各区人民政府：\n现印发给你们，请遵照执行。\n云岭市人民政府\n2031年5月6日\n",
        "云岭市人民政府关于印发《云岭市水闸保护方案》的通知",
        P,
        True,
        MAINLAND,
    ),
]

ABOVE = [
    Paper(
        "banner and number",
        "21.txt",
        "云岭市水务局文件\n云水发〔2031〕8号\n云岭市水务局关于检查水闸的通知\n各区水务局：\n请于6月前检查。\n云岭市水务局\n2031年5月6日\n",
        "云岭市水务局关于检查水闸的通知",
        P,
        True,
        MAINLAND,
    ),
    Paper(
        "secrecy, urgency, banner",
        "22.txt",
        "机密★1年\n特急\n云岭市人民政府办公室文件\n云政办发〔2031〕3号\n签发人：甲某\n云岭市人民政府办公室关于防汛的紧急通知\n各区：\n请值班。\n云岭市人民政府办公室\n2031年5月6日\n",
        "云岭市人民政府办公室关于防汛的紧急通知",
        P,
        True,
        MAINLAND,
    ),
    Paper(
        "bracketed labels before the title",
        "23.txt",
        "【法规名称】云岭市水闸保护条例\n【发布单位】云岭市人大常委会\n【发布日期】2031-05-06\n【时效性】现行有效\n"
        + ARTICLES,
        "云岭市水闸保护条例",
        R,
        False,
        MAINLAND,
    ),
    Paper(
        "corner brackets as labels",
        "24.txt",
        "〔名　称〕云岭市水闸保护条例\n〔文　号〕云岭市人大常委会公告第12号\n云岭市水闸保护条例\n"
        + ADOPTED_NOTE
        + ARTICLES,
        "云岭市水闸保护条例",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "site navigation",
        "25.txt",
        "首页 > 政策法规 > 地方性法规\n字号：大 中 小\n云岭市水闸保护条例\n发布时间：2031-05-08 来源：云岭市人大\n"
        + ADOPTED_NOTE
        + ARTICLES,
        "云岭市水闸保护条例",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "contents before the title",
        "26.txt",
        "目录\n第一章 总则\n第二章 保护\n云岭市水闸保护条例\n"
        + ADOPTED_NOTE
        + "第一章 总则\n"
        + ARTICLES,
        "云岭市水闸保护条例",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "annex label above",
        "27.txt",
        "附件1：\n云岭市水闸保护办法\n" + ARTICLES,
        "云岭市水闸保护办法",
        R,
    ),
    Paper(
        "annex label without a number",
        "28.txt",
        "附件\n云岭市水闸保护办法\n" + ORDER_NOTE + ARTICLES,
        "云岭市水闸保护办法",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "site glued behind a heading",
        "29.md",
        "# 云岭市水闸保护条例_云岭市人民政府门户网站\n\n2031年5月6日 云岭市第十六届人民代表大会常务委员会第三次会议通过\n\n"
        + ARTICLES.replace("\n", "\n\n"),
        "云岭市水闸保护条例",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "site glued before a heading",
        "30.md",
        "# 法律图书馆-云岭市水闸保护条例\n\n2031年5月6日 云岭市第十六届人民代表大会常务委员会第三次会议通过\n\n"
        + ARTICLES.replace("\n", "\n\n"),
        "云岭市水闸保护条例",
        R,
        True,
        MAINLAND,
    ),
]

NAMES = [
    Paper(
        "scrape with an id", "art_1229_4567.txt", "水闸旁的清晨\n村民来打水。\n", "水闸旁的清晨", D
    ),
    Paper("download copy", "下载 (4).txt", "水闸旁的傍晚\n村民回家。\n", "水闸旁的傍晚", D),
    Paper(
        "name with a copy mark",
        "云岭市水闸保护办法 - 副本.txt",
        ARTICLES,
        "云岭市水闸保护办法",
        R,
        False,
    ),
    Paper(
        "name with a copy number",
        "云岭市水闸保护办法(1).txt",
        ARTICLES,
        "云岭市水闸保护办法",
        R,
        False,
    ),
    Paper(
        "name with a final mark",
        "云岭市水闸保护办法（最终版）.txt",
        ARTICLES,
        "云岭市水闸保护办法",
        R,
        False,
    ),
    Paper(
        "name with a number in front",
        "03.云岭市水闸保护办法.txt",
        ARTICLES,
        "云岭市水闸保护办法",
        R,
        False,
    ),
    Paper(
        "name with date and site",
        "云岭市水闸保护办法(2031-05-06)_某某网.txt",
        ARTICLES,
        "云岭市水闸保护办法",
        R,
    ),
]

WITHIN = [
    Paper(
        "a year in the title",
        "41.txt",
        "云岭市2031年水闸检修办法\n" + ORDER_NOTE + ARTICLES,
        "云岭市2031年水闸检修办法",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "a number in the title",
        "42.txt",
        "云岭市12345政务热线管理办法\n" + ORDER_NOTE + ARTICLES,
        "云岭市12345政务热线管理办法",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "a numbered part",
        "43.txt",
        "最高人民法院关于审理水闸案件适用法律的解释（三）\n（2031年5月6日最高人民法院审判委员会第900次会议通过）\n"
        + ARTICLES,
        "最高人民法院关于审理水闸案件适用法律的解释（三）",
        I,
        True,
        MAINLAND,
    ),
    Paper(
        "a date in the title",
        "44.txt",
        "云岭市人民政府关于2031年5月1日停水的通告\n全体市民：\n5月1日停水。\n云岭市人民政府\n2031年4月20日\n",
        "云岭市人民政府关于2031年5月1日停水的通告",
        P,
        True,
        MAINLAND,
    ),
    Paper(
        "a bracketed edition",
        "45.txt",
        "云岭市水闸保护条例（2031年修订）\n" + ADOPTED_NOTE + ARTICLES,
        "云岭市水闸保护条例（2031年修订）",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "a bilingual title",
        "46.txt",
        "云岭市水闸保护条例\nRegulations of Yunling on the Protection of Sluices\n"
        + ADOPTED_NOTE
        + ARTICLES,
        "云岭市水闸保护条例",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "a bilingual title, English first",
        "47.txt",
        "Regulations of Yunling on the Protection of Sluices\n云岭市水闸保护条例\n"
        + ADOPTED_NOTE
        + ARTICLES,
        "云岭市水闸保护条例",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "English in brackets behind the title",
        "48.txt",
        "云岭市水闸保护条例 (Sluice Protection Regulations)\n" + ADOPTED_NOTE + ARTICLES,
        "云岭市水闸保护条例",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "a quotation in the title",
        "49.txt",
        "云岭市“放管服”改革办法\n" + ORDER_NOTE + ARTICLES,
        "云岭市“放管服”改革办法",
        R,
        True,
        MAINLAND,
    ),
]

ATTACHED = [
    Paper(
        "notice with the rule below",
        "51.txt",
        "云岭市人民政府关于印发云岭市水闸保护办法的通知\n云政发〔2031〕8号\n各区人民政府：\n现将《云岭市水闸保护办法》印发给你们，请遵照执行。\n"
        "云岭市人民政府\n2031年5月6日\n云岭市水闸保护办法\n" + ARTICLES,
        "云岭市水闸保护办法",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "notice with the rule as an annex",
        "52.txt",
        "云岭市水务局关于印发《云岭市水闸保护办法》的通知\n各区水务局：\n现印发给你们。\n附件：云岭市水闸保护办法\n云岭市水务局\n2031年5月6日\n"
        "附件\n云岭市水闸保护办法\n" + ARTICLES,
        "云岭市水闸保护办法",
        R,
        True,
    ),
    Paper(
        "order with its rule",
        "53.txt",
        "云岭市人民政府令\n第12号\n《云岭市水闸保护办法》已经2031年5月1日市人民政府第9次常务会议通过，现予公布，自2031年7月1日起施行。\n市长 甲某\n2031年5月6日\n"
        "云岭市水闸保护办法\n" + ARTICLES,
        "云岭市水闸保护办法",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "forwarded rule",
        "54.txt",
        "云岭市人民政府办公室转发市水务局关于水闸保护意见的通知\n各区：\n市水务局《关于水闸保护的意见》已经市人民政府同意，现转发给你们。\n云岭市人民政府办公室\n2031年5月6日\n",
        "云岭市人民政府办公室转发市水务局关于水闸保护意见的通知",
        P,
        True,
        MAINLAND,
    ),
]

PAPERS = [
    Paper(
        "minutes",
        "61.txt",
        "云岭市水务局局务会议纪要\n时间：2031年5月6日\n主持人：甲某\n出席：乙某、丙某\n一、讨论水闸保护办法。\n二、讨论经费。\n",
        "云岭市水务局局务会议纪要",
        D,
    ),
    Paper(
        "questions and answers",
        "62.txt",
        "水闸保护办法热点问答\n问：谁负责登记？\n答：水务局。\n问：多久登记？\n答：每年。\n",
        "水闸保护办法热点问答",
        D,
    ),
    Paper(
        "questions without a title",
        "云岭水闸问答.txt",
        "问：谁负责登记水闸？\n答：水务局。\n问：多久登记？\n答：每年。\n",
        "云岭水闸问答",
        D,
    ),
    Paper(
        "timetable",
        "63.txt",
        "云岭市水闸开放时间表\n星期一 9:00—17:00\n星期二 9:00—17:00\n星期三 休息\n",
        "云岭市水闸开放时间表",
        D,
    ),
    Paper(
        "form letter",
        "64.txt",
        "水闸检修通知书\n甲某：\n请于5月10日前检修水闸。\n云岭市水务局\n2031年5月6日\n",
        "水闸检修通知书",
        D,
    ),
    Paper(
        "a newspaper of the mainland in traditional characters",
        "65.txt",
        "雲嶺日報\n2031年5月6日　第三版\n水閘條例下月施行\n本報訊　《雲嶺市水閘保護條例》將於下月施行。\n",
        "水閘條例下月施行",
        D,
    ),
    Paper(
        "a headline about a law",
        "66.txt",
        "云岭出台水闸保护条例 违者最高罚五万\n本报讯（记者 甲某）条例昨日通过。\n",
        "云岭出台水闸保护条例 违者最高罚五万",
        D,
    ),
    Paper(
        "a lecture",
        "67.txt",
        "水闸保护条例解读\n第一讲 立法背景\n一、为什么立法。\n二、怎样保护。\n",
        "水闸保护条例解读",
        D,
    ),
    Paper(
        "a contract",
        "68.txt",
        "水闸维修合同\n甲方：云岭市水务局\n乙方：某公司\n第一条 甲。\n第二条 乙。\n第三条 丙。\n",
        "水闸维修合同",
        D,
    ),
    Paper(
        "a review of a law",
        "69.txt",
        "评《云岭市水闸保护条例》\n作者：甲某\n这部条例写得不错。\n",
        "评《云岭市水闸保护条例》",
        D,
    ),
]

ELSEWHERE = [
    Paper(
        "a law of Taiwan with its number",
        "71.txt",
        "水閘保護法\n中華民國 110 年 5 月 4 日總統華總一義字第 11000012345 號令制定公布\n第 1 條\n略。\n第 2 條\n略。\n第 3 條\n略。\n",
        "水閘保護法",
        S,
        True,
        TAIWAN,
    ),
    Paper(
        "an ordinance of Hong Kong",
        "72.txt",
        "水閘條例\n（第57C章）\n由1968年第57號第2條修訂\n第一條 略。\n第二條 略。\n第三條 略。\n",
        "水閘條例",
        R,
        False,
        HONG_KONG,
    ),
    Paper(
        "a mainland rule in traditional characters",
        "73.txt",
        "雲嶺市水閘保護辦法\n（2031年5月6日雲嶺市人民政府令第12號公布）\n第一條 略。\n第二條 略。\n第三條 略。\n",
        "雲嶺市水閘保護辦法",
        R,
        True,
        MAINLAND,
    ),
]

OTHER = [
    Paper(
        "a statute with chapter and note",
        "81.md",
        "# 中华人民共和国水闸法\n\n2031年5月6日 第十五届全国人民代表大会常务委员会第三次会议通过\n\n## 第一章 总则\n\n"
        + ARTICLES.replace("\n", "\n\n"),
        "中华人民共和国水闸法",
        S,
        True,
        MAINLAND,
    ),
    Paper(
        "title in title marks",
        "82.txt",
        "《云岭市水闸保护办法》\n" + ORDER_NOTE + ARTICLES,
        "云岭市水闸保护办法",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "title with a full stop",
        "83.txt",
        "云岭市水闸保护办法。\n" + ORDER_NOTE + ARTICLES,
        "云岭市水闸保护办法",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "title behind a chapter number of a collection",
        "84.txt",
        "十二、云岭市水闸保护办法\n" + ORDER_NOTE + ARTICLES,
        "云岭市水闸保护办法",
        R,
        True,
        MAINLAND,
    ),
    Paper(
        "title that is repeated below the order",
        "85.txt",
        "云岭市水闸保护办法\n云岭市人民政府令第12号\n云岭市水闸保护办法\n" + ARTICLES,
        "云岭市水闸保护办法",
        R,
        True,
        MAINLAND,
    ),
]

PAPER_INPUTS = [
    *SCANS,
    *LINES,
    *ABOVE,
    *NAMES,
    *WITHIN,
    *ATTACHED,
    *PAPERS,
    *ELSEWHERE,
    *OTHER,
]
