"""Texts that cite in the ways of real files.

Each row: a name, the passages as `number|text` one after the other, what the last of them cites.
"""

from __future__ import annotations

from corpus.records import Jurisdiction
from tests.law.citation_inputs.archive import FERRY_INTERPRETATION, CitationInput

_FIRST = "1|第一条 根据《岚山市渡口管理条例》第四条，制定本细则。"
_BOTH = "1|第一条 根据《渡口法》和《岚山市渡口管理条例》，制定本细则。"


def make_input(name: str, parts: str | tuple[str, ...], *expected: str, work: str = "岚山市渡口登记细则", day: str = "2020-06-01", jurisdiction: Jurisdiction = Jurisdiction.MAINLAND) -> CitationInput:  # fmt: skip
    rows = (parts,) if isinstance(parts, str) else parts
    split = tuple(tuple(row.split("|", 1)) for row in rows)
    return CitationInput(name, split, expected, work, day, jurisdiction)  # type: ignore[arg-type]


_OWN = "岚山市渡口登记细则"
_JUDGMENT = "（2020）云01民初7号"

ANOTHER_ARTICLE = (
    make_input(
        "该条例 in the next article",
        (_FIRST, "2|第二条 渡船是指该条例第八条规定的渡船。"),
        "岚山市渡口管理条例 8=2012",
    ),
    make_input(
        "该条例 two articles later",
        (_FIRST, "2|第二条 甲。", "3|第三条 依照该条例第八条办理。"),
        "岚山市渡口管理条例 8=2012",
    ),
    make_input(
        "该法 and 该条例 kept apart",
        (_BOTH, "2|第二条 依照该法第三条和该条例第五条办理。"),
        "渡口法 3=2018",
        "岚山市渡口管理条例 5=2012",
    ),
    make_input(
        "该条例 after another law was named",
        (_FIRST, "2|第二条 依照《渡口法》第三条办理。", "3|第三条 依照该条例第九条办理。"),
        "岚山市渡口管理条例 9=2012",
    ),
    make_input(
        "该条例 in the next sentence",
        "2|第二条 渡船依照《岚山市渡口管理条例》登记。期限适用该条例第九条。",
        "岚山市渡口管理条例=2012",
        "岚山市渡口管理条例 9=2012",
    ),
    make_input(
        "该办法 with 暂行 in its name",
        (
            "1|第一条 根据《灯塔看守人员工资支付暂行办法》，制定本细则。",
            "2|第二条 依照该暂行办法第六条支付。",
        ),
        "灯塔看守人员工资支付暂行办法 6=2016",
    ),
    make_input(
        "该规定 in the next article",
        (
            "1|第一条 根据《岚山市渡口安全若干规定》，制定本细则。",
            "2|第二条 依照该规定第六条处理。",
        ),
        "岚山市渡口安全若干规定 6=2014",
    ),
    make_input(
        "该若干规定",
        (
            "1|第一条 根据《岚山市渡口安全若干规定》，制定本细则。",
            "2|第二条 依照该若干规定第六条处理。",
        ),
        "岚山市渡口安全若干规定 6=2014",
    ),
    make_input(
        "该司法解释",
        (f"|原告引用《{FERRY_INTERPRETATION}》。", "|依照该司法解释第六条，驳回。"),
        f"{FERRY_INTERPRETATION} 6=2016",
        work=_JUDGMENT,
    ),
    make_input(
        "上述条例", (_FIRST, "2|第二条 依照上述条例第八条办理。"), "岚山市渡口管理条例 8=2012"
    ),
    make_input(
        "前述办法",
        ("1|第一条 根据《岚山市渡口管理办法》，制定本细则。", "2|第二条 依照前述办法第八条办理。"),
        "岚山市渡口管理办法 8=2013",
    ),
    make_input(
        "该条例 with paragraph and item",
        (_FIRST, "2|第二条 有该条例第八条第二款第（三）项情形的，不予登记。"),
        "岚山市渡口管理条例 8.2(3)=2012",
    ),
    make_input(
        "该条例 as a range",
        (_FIRST, "2|第二条 依照该条例第八条至第十条办理。"),
        *(f"岚山市渡口管理条例 {n}=2012" for n in (8, 9, 10)),
    ),
    make_input(
        "该条例 named without marks before",
        ("1|第一条 根据岚山市渡口管理条例第四条，制定本细则。", "2|第二条 依照该条例第八条办理。"),
        "岚山市渡口管理条例 8=2012",
    ),
    make_input("该条例 that nothing names", "2|第二条 依照该条例第八条办理。", "该条例 8=UNCLEAR"),
    make_input(
        "该条例 where only a law was named",
        ("1|第一条 根据《渡口法》，制定本细则。", "2|第二条 依照该条例第八条办理。"),
        "该条例 8=UNCLEAR",
    ),
    make_input(
        "该条例 of a work that is not stored",
        ("1|第一条 根据《青川市渡口条例》，制定本细则。", "2|第二条 依照该条例第八条办理。"),
        "青川市渡口条例 8=NO_WORK",
    ),
    make_input(
        "该条例 with an article that it lacks",
        (_FIRST, "2|第二条 依照该条例第八十条办理。"),
        "岚山市渡口管理条例 80=NO_ARTICLE",
    ),
    make_input(
        "該條例",
        ("1|第一條 依《燈塔守護條例》第四條訂定之。", "2|第二條 依該條例第八條辦理。"),
        "灯塔守护条例 8=1990",
        work="灯塔守护条例施行细则",
        jurisdiction=Jurisdiction.TAIWAN,
    ),
    make_input(
        "该法 in a judgment's next passage",
        ("|依照《船工保障法》第三十条，判令支付。", "|该法第三十一条另有规定。"),
        "船工保障法 31=2008",
        work=_JUDGMENT,
    ),
)

WITHIN_AN_ARTICLE = (
    make_input(
        "前款 in an item",
        "3|第三条 甲。\n有下列情形的：\n（一）乙；\n（二）违反前款规定的。",
        f"{_OWN} 3.1=2020",
    ),
    make_input(
        "本款 with an item, in an item",
        "3|第三条 甲。\n有下列情形的：\n（一）乙；\n（二）有本款第（一）项情形后再犯的。",
        f"{_OWN} 3.2(1)=2020",
    ),
    make_input(
        "前项 in an item",
        "3|第三条 有下列情形的：\n（一）乙；\n（二）丙；\n（三）与前项情形相当的。",
        f"{_OWN} 3.1(2)=2020",
    ),
    make_input(
        "前两项 in an item",
        "3|第三条 有下列情形的：\n（一）乙；\n（二）丙；\n（三）与前两项情形相当的。",
        f"{_OWN} 3.1(1)=2020",
        f"{_OWN} 3.1(2)=2020",
    ),
    make_input(
        "本项 in an item",
        "3|第三条 甲。\n有下列情形的：\n（一）乙；\n（二）丙，但本项规定的期限届满的除外。",
        f"{_OWN} 3.2(2)=2020",
    ),
    make_input(
        "前项 in the second paragraph's items",
        "3|第三条 甲。\n有下列情形的：\n（一）乙；\n（二）有前项行为的。",
        f"{_OWN} 3.2(1)=2020",
    ),
    make_input(
        "前项 in an item with Arabic numbers",
        "3|第三条 有下列情形的：\n1．乙；\n2．有前项行为的。",
        f"{_OWN} 3.1(1)=2020",
    ),
    make_input(
        "前款第二项 behind items",
        "3|第三条 有下列情形的：\n（一）乙；\n（二）丙。\n前款第二项所称丙，是指丁。",
        f"{_OWN} 3.1(2)=2020",
    ),
    make_input(
        "前条 in an item",
        ("2|第二条 甲。", "3|第三条 有下列情形的：\n（一）违反前条第一款的。"),
        f"{_OWN} 2.1=2020",
    ),
    make_input(
        "本条前两款",
        "3|第三条 甲。\n乙。\n本条前两款规定的丙，是指丁。",
        f"{_OWN} 3.1=2020",
        f"{_OWN} 3.2=2020",
    ),
    make_input(
        "前項 of Taiwan is the paragraph before",
        ("2|第二條 甲。", "3|第三條 甲。\n前項規定，不適用於乙。"),
        "灯塔守护条例施行细则 3.1=2020",
        work="灯塔守护条例施行细则",
        jurisdiction=Jurisdiction.TAIWAN,
    ),
    make_input(
        "第一項第二款 of Taiwan",
        "3|第三條 依燈塔守護條例第五條第一項第二款辦理。",
        "灯塔守护条例 5.1(2)=1990",
        work="灯塔守护条例施行细则",
        jurisdiction=Jurisdiction.TAIWAN,
    ),
)

YEARS = (
    make_input(
        "2018年修订的《…》",
        "|依照2018年修订的《渡口法》第三条处理。",
        "渡口法 3=2018",
        work=_JUDGMENT,
    ),
    make_input(
        "2010年的《…》", "|依照2010年的《渡口法》第三条处理。", "渡口法 3=2010", work=_JUDGMENT
    ),
    make_input("2010年《…》", "|依照2010年《渡口法》第三条处理。", "渡口法 3=2010", work=_JUDGMENT),
    make_input("《…》(2018)", "|依照《渡口法》(2018)第三条处理。", "渡口法 3=2018", work=_JUDGMENT),
    make_input(
        "《…》（2010年版）",
        "|依照《渡口法》（2010年版）第三条处理。",
        "渡口法 3=2010",
        work=_JUDGMENT,
    ),
    make_input(
        "《…（2010）》", "|依照《渡口法（2010）》第三条处理。", "渡口法 3=2010", work=_JUDGMENT
    ),
    make_input(
        "《…（2018年修订）》",
        "|依照《渡口法（2018年修订）》第二十五条处理。",
        "渡口法 25=2018",
        work=_JUDGMENT,
    ),
    make_input(
        "a year of which no version is stored",
        "|依照《渡口法》（2014年修正）第三条处理。",
        "渡口法 3=NO_VERSION",
        work=_JUDGMENT,
    ),
    make_input(
        "a year before all versions",
        "|依照1999年《渡口法》第三条处理。",
        "渡口法 3=NO_VERSION",
        work=_JUDGMENT,
    ),
    make_input(
        "the year in a text without a day",
        "|依照《渡口法》（2010）第三条处理。",
        "渡口法 3=2010",
        work=_JUDGMENT,
        day="",
    ),
    make_input(
        "a year and a name without marks",
        "|依照2010年渡口法第三条处理。",
        "渡口法 3=2010",
        work=_JUDGMENT,
    ),
    make_input(
        "二〇一〇年", "|依照二〇一〇年公布的《渡口法》第三条处理。", "渡口法 3=2010", work=_JUDGMENT
    ),
    make_input(
        "an article that the version of the year lacks",
        "|依照《渡口法》（2010）第二十五条处理。",
        "渡口法 25=NO_ARTICLE",
        work=_JUDGMENT,
    ),
    make_input(
        "two years of one law",
        "|《渡口法》（2010）第三条和《渡口法》（2018）第三条不同。",
        "渡口法 3=2010",
        "渡口法 3=2018",
        work=_JUDGMENT,
    ),
    make_input(
        "a year of an event is none of the law",
        "|原告于2010年签约，依照《渡口法》第三条处理。",
        "渡口法 3=2018",
        work=_JUDGMENT,
    ),
)

WITHOUT_MARKS = (
    make_input(
        "依照…第三十九条", "|依照船工保障法第三十九条解除。", "船工保障法 39=2008", work=_JUDGMENT
    ),
    make_input(
        "依據…第十一條",
        "|依據潮汐基準法第十一條資遣。",
        "潮汐基准法 11=1984",
        work="灯塔守护条例施行细则",
        jurisdiction=Jurisdiction.TAIWAN,
    ),
    make_input(
        "a place before the name",
        "2|第二条 依照岚山市渡口管理条例第八条办理。",
        "岚山市渡口管理条例 8=2012",
    ),
    make_input(
        "another place before the name",
        "2|第二条 依照青川市灯塔管理条例第八条办理。",
        "青川市灯塔管理条例 8=NO_WORK",
    ),
    make_input(
        "a longer name that is not stored",
        "|依照无轨摆渡法第三条处理。",
        "无轨摆渡法 3=NO_WORK",
        work=_JUDGMENT,
    ),
    make_input(
        "a name behind 认为", "|原告认为船工保障法第三条适用。", "船工保障法 3=2008", work=_JUDGMENT
    ),
    make_input(
        "the state's name without marks",
        "|依照中华人民共和国船工保障法第三十九条解除。",
        "船工保障法 39=2008",
        work=_JUDGMENT,
    ),
    make_input(
        "a law and its interpretation without marks",
        f"|依照渡口法第三条、{FERRY_INTERPRETATION}第二条处理。",
        "渡口法 3=2018",
        f"{FERRY_INTERPRETATION} 2=2016",
        work=_JUDGMENT,
    ),
    make_input(
        "chapters before the articles",
        "|依照航标法典分则第三章第二节、第一百九十条、第一百九十一条处罚。",
        "航标法典 190=2011",
        "航标法典 191=2011",
        work=_JUDGMENT,
    ),
)

ACROSS_WORKS = (
    make_input(
        "lists and ranges of two works",
        "|依照《渡口法》第三条、第五条至第八条和《船工保障法》第二条第一款第（三）项处理。",
        *(f"渡口法 {n}=2018" for n in (3, 5, 6, 7, 8)),
        "船工保障法 2.1(3)=2008",
        work=_JUDGMENT,
    ),
    make_input(
        "three works in one list",
        "|依照《渡口法》第三条，《船工保障法》第二条、第四条第二款，《灯塔管理条例》第七条处理。",
        "渡口法 3=2018",
        "船工保障法 2=2008",
        "船工保障法 4.2=2008",
        "灯塔管理条例 7=2015",
        work=_JUDGMENT,
    ),
    make_input(
        "a list without marks across works",
        "|依照渡口法第三条、第四条，船工保障法第二条、第五条处理。",
        "渡口法 3=2018",
        "渡口法 4=2018",
        "船工保障法 2=2008",
        "船工保障法 5=2008",
        work=_JUDGMENT,
    ),
    make_input(
        "the own work between two others",
        "2|第二条 依照《渡口法》第三条、本细则第一条和《船工保障法》第二条办理。",
        "渡口法 3=2018",
        f"{_OWN} 1=NO_ARTICLE",
        "船工保障法 2=2008",
    ),
    make_input(
        "分别依照…和…的规定",
        "2|第二条 分别依照《渡口法》第三条第（一）项、第（三）项和《灯塔管理条例》第七条、第九条处理。",
        "渡口法 3(1)=2018",
        "渡口法 3(3)=2018",
        "灯塔管理条例 7=2015",
        "灯塔管理条例 9=2015",
    ),
    make_input(
        "a range beyond the work's end",
        "|依照《摆渡法》第九条至第十一条处理。",
        "摆渡法 9=2012",
        "摆渡法 10=2012",
        "摆渡法 11=NO_ARTICLE",
        work=_JUDGMENT,
    ),
)

ABBREVIATIONS = (
    make_input(
        "以下简称《办法》",
        (
            "|根据《岚山市渡口管理办法》（以下简称《办法》），通知如下。",
            "|一、依照《办法》第六条登记。",
        ),
        "岚山市渡口管理办法 6=2013",
        work="关于渡口登记的通知",
    ),
    make_input(
        "以下称“安全规定”",
        (
            "|根据《岚山市渡口安全若干规定》（以下称“安全规定”），通知如下。",
            "|一、依照安全规定第六条登记。",
        ),
        "岚山市渡口安全若干规定 6=2014",
        work="关于渡口登记的通知",
    ),
    make_input(
        "下称",
        (
            "|根据《岚山市渡口管理条例》（下称渡口条例），通知如下。",
            "|一、依照渡口条例第六条登记。",
        ),
        "岚山市渡口管理条例 6=2012",
        work="关于渡口登记的通知",
    ),
    make_input(
        "简称 without brackets",
        (
            "|根据《岚山市渡口管理条例》，以下简称“渡口条例”，通知如下。",
            "|一、依照渡口条例第六条登记。",
        ),
        "岚山市渡口管理条例 6=2012",
        work="关于渡口登记的通知",
    ),
    make_input(
        "a definition in ASCII brackets",
        (
            '|根据《岚山市渡口管理条例》(以下简称"渡口条例")，通知如下。',
            "|一、依照渡口条例第六条登记。",
        ),
        "岚山市渡口管理条例 6=2012",
        work="关于渡口登记的通知",
    ),
    make_input(
        "以下简称《若干规定》",
        (
            "1|第一条 根据《岚山市渡口安全若干规定》（以下简称《若干规定》），制定本细则。",
            "2|第二条 依照《若干规定》第六条处理。",
        ),
        "岚山市渡口安全若干规定 6=2014",
    ),
    make_input(
        "若干规定 without marks",
        (
            "1|第一条 根据《岚山市渡口安全若干规定》（以下简称若干规定），制定本细则。",
            "2|第二条 依照若干规定第六条处理。",
        ),
        "岚山市渡口安全若干规定 6=2014",
    ),
    make_input(
        "以下简称本条例",
        (
            "|现就《岚山市渡口管理条例》（以下简称本条例）的适用通知如下。",
            "|一、登记依照本条例第六条办理。",
        ),
        "岚山市渡口管理条例 6=2012",
        work="关于渡口登记的通知",
    ),
    make_input(
        "an abbreviation of a name without marks",
        ("|根据中华人民共和国船工保障法（以下简称保障法），判决如下。", "|依照保障法第六条支付。"),
        "船工保障法 6=2008",
        work=_JUDGMENT,
    ),
    make_input(
        "two abbreviations",
        (
            "|《渡口法》（以下简称《法》）和《岚山市渡口管理条例》（以下简称《条例》）施行。",
            "|依照《法》第六条和《条例》第七条办理。",
        ),
        "渡口法 6=2018",
        "岚山市渡口管理条例 7=2012",
        work="关于渡口登记的通知",
    ),
    make_input(
        "an abbreviation is not the end of another name",
        (
            "|根据《岚山市渡口管理办法》（以下简称办法），通知如下。",
            "|依照灯塔看守人员工资支付暂行办法第六条支付。",
        ),
        "灯塔看守人员工资支付暂行办法 6=2016",
        work="关于渡口登记的通知",
    ),
    make_input(
        "a remark and an abbreviation",
        (
            "|根据《渡口法》（2018年修订，以下简称《渡法》），通知如下。",
            "|依照《渡法》第六条办理。",
        ),
        "渡口法 6=2018",
        work="关于渡口登记的通知",
    ),
    make_input(
        "以下統稱 in traditional characters",
        (
            "1|第一條 依《燈塔守護條例》（以下簡稱本條例）第四條訂定之。",
            "2|第二條 本條例第八條所稱燈塔，指航道之燈塔。",
        ),
        "灯塔守护条例 8=1990",
        work="灯塔守护条例施行细则",
        jurisdiction=Jurisdiction.TAIWAN,
    ),
    make_input(
        "an abbreviation of what is not stored",
        (
            "|根据《青川市渡口管理条例》（以下简称《条例》），通知如下。",
            "|依照《条例》第七条办理。",
        ),
        "青川市渡口管理条例 7=NO_WORK",
        work="关于渡口登记的通知",
    ),
)

MISREAD = (
    make_input("O for 〇", "|依照《渡口法》第二十O条处理。", "渡口法 20=DOUBTFUL", work=_JUDGMENT),
    make_input("卜 for 十", "|依照《渡口法》第三卜条处理。", "渡口法 30=DOUBTFUL", work=_JUDGMENT),
    make_input("＝ for 二", "|依照《渡口法》第＝条处理。", "渡口法 2=DOUBTFUL", work=_JUDGMENT),
    make_input("a dash for 一", "|依照《渡口法》第—条处理。", "渡口法 1=DOUBTFUL", work=_JUDGMENT),
    make_input(
        "士 for 十", "|依照《渡口法》第二士一条处理。", "渡口法 21=DOUBTFUL", work=_JUDGMENT
    ),
    make_input(
        "a misread number in a list",
        "|依照《渡口法》第三条、第＝卜条和第五条处理。",
        "渡口法 3=2018",
        "渡口法 20=DOUBTFUL",
        "渡口法 5=2018",
        work=_JUDGMENT,
    ),
    make_input("l for 1", "|依照《渡口法》第l2条处理。", "渡口法 12=DOUBTFUL", work=_JUDGMENT),
    make_input(
        "口 and 冂 are no numerals",
        "|依照《渡口法》第二冂条处理。",
        "渡口法 =DOUBTFUL".replace(" ", ""),
        work=_JUDGMENT,
    ),
    make_input(
        "本法 with a misread number", "3|第三条 依照本细则第＝条办理。", f"{_OWN} 2=DOUBTFUL"
    ),
    make_input(
        "a name without marks and a misread number",
        "|依照船工保障法第三卜九条处理。",
        "船工保障法 39=DOUBTFUL",
        work=_JUDGMENT,
    ),
)

ENGLISH = (
    make_input(
        "Article 12 of the …",
        "|See Article 12 of the Ferry Safety Law.",
        "FerrySafetyLaw 12=2009",
        work="A guide to ferries",
    ),
    make_input(
        "Articles 3 and 5 of the …",
        "|Under Articles 3 and 5 of the Ferry Safety Law, a fine is due.",
        "FerrySafetyLaw 3=2009",
        "FerrySafetyLaw 5=2009",
        work="A guide to ferries",
    ),
    make_input(
        "of the People's Republic of China",
        "|Under Article 9 of the Lighthouse Labour Law a keeper rests.",
        "LighthouseLabourLawofthePeople'sRepublicofChina 9=2009",
        work="A guide to ferries",
    ),
    make_input(
        "Article 5 of this Law",
        "3|Article 3 Fines under Article 2 of this Law are due.",
        "HarbourLaw 2=NO_ARTICLE",
        work="HarbourLaw",
    ),
    make_input(
        "an article of an unknown law",
        "|See Article 12 of the Canal Safety Act.",
        "CanalSafetyAct 12=NO_WORK",
        work="A guide to ferries",
    ),
)

UNCHANGED = (
    make_input("the own label", "3|第三条 渡船靠右。"),
    make_input("a contract's clause", "|依照劳动合同第三条支付。", work=_JUDGMENT),
    make_input("该公司 is no work", "|该公司第三条航线停航。", work=_JUDGMENT),
    make_input("该规定 that is a sentence", "3|第三条 违反该规定的，处罚款。"),
    make_input("本条例所称", "3|第三条 本细则所称渡船，是指船。"),
    make_input("前项 in a judgment", "|前项费用由被告负担。", work=_JUDGMENT),
    make_input("前款项", "3|第三条 甲。\n前款项已付清。"),
    make_input("a year without a law", "|2018年第三季度工资未付。", work=_JUDGMENT),
    make_input(
        "an organisation's short name",
        ("|岚山市渡口协会（以下简称协会）成立。", "|依照协会第三条通知办理。"),
        work=_JUDGMENT,
    ),
    make_input("第O号楼", "|第O号楼的第＝层。", work=_JUDGMENT),
    make_input("第一条航线", "3|第三条 甲。\n本项目的第一项工程已完工。"),
    make_input(
        "article in a newspaper",
        "|An article of the Ferry Daily reports 12 cases.",
        work="A guide to ferries",
    ),
    make_input(
        "the law of the day",
        "|依照《渡口法》第三条处理。",
        "渡口法 3=2010",
        work=_JUDGMENT,
        day="2015-01-01",
    ),
    make_input(
        "a bare article is the own one",
        ("1|第一条 根据《渡口法》，制定本细则。", "2|第二条 依照第一条办理。"),
        f"{_OWN} 1=2020",
    ),
    make_input(
        "本细则 after another law was named",
        ("1|第一条 根据《渡口法》，制定本细则。", "2|第二条 依照本细则第一条办理。"),
        f"{_OWN} 1=2020",
    ),
    make_input(
        "a document number's year is none of the law",
        "|依照《岚山市渡口安全若干规定》（岚政发〔2013〕9号）第三条处理。",
        "岚山市渡口安全若干规定 3=2014",
        work=_JUDGMENT,
    ),
    make_input(
        "本办法 in a document that defines another 《办法》",
        (
            "1|第一条 根据《岚山市渡口管理办法》（以下简称《办法》），制定本办法。",
            "2|第二条 依照本办法第一条办理。",
        ),
        "岚山市渡口登记办法 1=2020",
        work="岚山市渡口登记办法",
    ),
    make_input(
        "该条 is the article cited last",
        "3|第三条 依照《渡口法》第六条，该条第二款除外。",
        "渡口法 6=2018",
        "渡口法 6.2=2018",
    ),
    make_input(
        "nothing defined by 简称 of a contract",
        ("|双方签订《合作协议》（以下简称《协议》）。", "|依照《协议》第三条付款。"),
        work=_JUDGMENT,
    ),
)

FIRST_BATCH = (
    *ANOTHER_ARTICLE,
    *WITHIN_AN_ARTICLE,
    *YEARS,
    *WITHOUT_MARKS,
    *ACROSS_WORKS,
    *ABBREVIATIONS,
    *MISREAD,
    *ENGLISH,
    *UNCHANGED,
)
