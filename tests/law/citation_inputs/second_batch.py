"""A second batch, written after the first was mended, to see whether the rules are general."""

from __future__ import annotations

from corpus.records import Jurisdiction
from tests.law.citation_inputs.archive import FERRY_INTERPRETATION
from tests.law.citation_inputs.first_batch import make_input

_OWN = "岚山市渡口登记细则"
_JUDGMENT = "（2021）岚02行终9号"
_NOTICE = "关于做好渡口登记的通知"
_TAIWAN = Jurisdiction.TAIWAN

SECOND_BATCH = (
    make_input(
        "该法 in a notice's second piece",
        ("|为贯彻《船工保障法》，通知如下。", "|一、渡船公司依照该法第十条签订合同。"),
        "船工保障法 10=2008",
        work=_NOTICE,
    ),
    make_input(
        "该法 after a treaty was named in passing",
        (
            "1|第一条 根据《船工保障法》，制定本细则。",
            "2|第二条 《航行公约》另有规定的除外。",
            "3|第三条 依照该法第十条签订合同。",
        ),
        "船工保障法 10=2008",
    ),
    make_input(
        "该两法 is not read",
        ("1|第一条 根据《渡口法》《船工保障法》，制定本细则。", "2|第二条 依照该两法办理。"),
    ),
    make_input(
        "该办法 where two were named, the nearest",
        (
            "1|第一条 根据《灯塔看守人员工资支付暂行办法》，制定本细则。",
            "2|第二条 《岚山市渡口管理办法》另有规定的除外。",
            "3|第三条 依照该办法第三条办理。",
        ),
        "岚山市渡口管理办法 3=2013",
    ),
    make_input(
        "该意见",
        (
            "|根据《岚山市人民政府关于加强渡口工作的意见》，通知如下。",
            "|一、依照该意见第三条办理。",
        ),
        "岚山市人民政府关于加强渡口工作的意见 3=2017",
        work=_NOTICE,
    ),
    make_input(
        "此条例 and 同条例",
        ("1|第一条 根据《灯塔管理条例》，制定本细则。", "2|第二条 依照同条例第三条办理。"),
        "灯塔管理条例 3=2015",
    ),
    make_input(
        "该法典",
        ("|依照《航标法典》第三条。", "|该法典第一千一百条另有规定。"),
        "航标法典 1100=2011",
        work=_JUDGMENT,
    ),
    make_input(
        "该暂行办法 of another document only",
        "2|第二条 该暂行办法第三条另有规定。",
        "该暂行办法 3=UNCLEAR",
    ),
    make_input(
        "该解释 with its item",
        (f"|适用《{FERRY_INTERPRETATION}》。", "|该解释第二条第（一）项不适用。"),
        f"{FERRY_INTERPRETATION} 2(1)=2016",
        work=_JUDGMENT,
    ),
    make_input(
        "前款 in a later item's own sentence",
        "4|第四条 甲。\n乙有下列情形的：\n（一）丙；\n（二）丁，前款规定除外。",
        f"{_OWN} 4.1=2020",
    ),
    make_input(
        "前项 with circled numbers",
        "4|第四条 有下列情形的：\n①丙；\n②有前项情形的。",
        f"{_OWN} 4.1(1)=2020",
    ),
    make_input(
        "前三项 beyond the first item",
        "4|第四条 有下列情形的：\n（一）丙；\n（二）有前三项情形的。",
        f"{_OWN} 4.1=2020",
    ),
    make_input("本项规定 outside items", "4|第四条 甲。\n本项规定不适用。"),
    make_input(
        "前款第（一）项至第（三）项",
        "4|第四条 有下列情形的：\n（一）甲；\n（二）乙；\n（三）丙。\n有前款第（一）项至第（三）项情形的，不予登记。",
        *(f"{_OWN} 4.1({n})=2020" for n in (1, 2, 3)),
    ),
    make_input(
        "二〇一八年修正的 without marks",
        "|依照二〇一八年修正的渡口法第三条处理。",
        "渡口法 3=2018",
        work=_JUDGMENT,
    ),
    make_input(
        "《…》（2018年11月20日修订）",
        "|依照《渡口法》（2018年11月20日修订）第二十一条处理。",
        "渡口法 21=2018",
        work=_JUDGMENT,
    ),
    make_input(
        "2018年版《…》", "|依照2018年版《渡口法》第三条处理。", "渡口法 3=2018", work=_JUDGMENT
    ),
    make_input(
        "《中华人民共和国…（2010版）》",
        "|依照《中华人民共和国渡口法（2010版）》第三条处理。",
        "渡口法 3=2010",
        work=_JUDGMENT,
    ),
    make_input(
        "the year goes on in the list",
        "|依照《渡口法》（2010）第三条、第五条处理。同时适用第六条。",
        "渡口法 3=2010",
        "渡口法 5=2010",
        "渡口法 6=2010",
        work=_JUDGMENT,
    ),
    make_input(
        "the year of a plan is no version",
        "|依照《渡口法》第三条和2010年度计划处理。",
        "渡口法 3=2018",
        work=_JUDGMENT,
    ),
    make_input(
        "a decree's number behind a year",
        "|《岚山市渡口管理条例》（2011）岚令3号第五条。",
        "岚山市渡口管理条例=2012",
        "岚山市渡口管理条例 5=2012",
        work=_JUDGMENT,
    ),
    make_input(
        "another county's rule without marks",
        "|违反云岭县渡口安全若干规定第五条。",
        "云岭县渡口安全若干规定 5=NO_WORK",
        work=_JUDGMENT,
    ),
    make_input(
        "a specialised law that is not stored",
        "|依照高速摆渡法第五条处理。",
        "高速摆渡法 5=NO_WORK",
        work=_JUDGMENT,
    ),
    make_input(
        "a clause before a name",
        "|被告未按照规定履行船工保障法第五条的义务。",
        "船工保障法 5=2008",
        work=_JUDGMENT,
    ),
    make_input(
        "of Taiwan without marks, 項 and 款",
        "|依燈塔守護條例第五條第二項第一款及第六條規定。",
        "灯塔守护条例 5.2(1)=1990",
        "灯塔守护条例 6=1990",
        work="灯塔守护条例施行细则",
        jurisdiction=_TAIWAN,
    ),
    make_input(
        "lists across three works without marks",
        "|违反渡口法第三条至第五条、灯塔管理条例第六条及船工保障法第七条第二款、第三款。",
        "渡口法 3=2018",
        "渡口法 4=2018",
        "渡口法 5=2018",
        "灯塔管理条例 6=2015",
        "船工保障法 7.2=2008",
        "船工保障法 7.3=2008",
        work=_JUDGMENT,
    ),
    make_input(
        "以下简称该条例",
        ("|《岚山市渡口管理条例》（以下简称该条例）已施行。", "|依照该条例第七条办理。"),
        "岚山市渡口管理条例 7=2012",
        work=_NOTICE,
    ),
    make_input(
        "several short names at once",
        (
            "|根据《渡口法》、《岚山市渡口管理办法》（以下分别简称《渡法》、《办法》），通知如下。",
            "|依照《渡法》第三条和《办法》第四条办理。",
        ),
        "渡口法 3=2018",
        "岚山市渡口管理办法 4=2013",
        work=_NOTICE,
    ),
    make_input(
        "以下简称为",
        (
            "|根据《岚山市渡口安全若干规定》（岚政发〔2014〕3号，以下简称为《规定》），通知如下。",
            "|依照《规定》第四条办理。",
        ),
        "岚山市渡口安全若干规定 4=2014",
        work=_NOTICE,
    ),
    make_input(
        "a remark before the definition",
        ("|根据《渡口法》（2018年修订）（以下简称“渡法”），通知如下。", "|依照渡法第四条办理。"),
        "渡口法 4=2018",
        work=_NOTICE,
    ),
    make_input(
        "a short name behind a verb",
        (
            "|根据《岚山市渡口管理办法》（以下简称办法），通知如下。",
            "|渡船公司违反办法第四条的，应当改正。",
        ),
        "岚山市渡口管理办法 4=2013",
        work=_NOTICE,
    ),
    make_input(
        "a short name of the own work",
        (
            "1|第一条 为了执行《岚山市渡口登记细则》（以下简称本细则），作如下规定。",
            "2|第二条 依照本细则第一条办理。",
        ),
        f"{_OWN} 1=2020",
    ),
    make_input(
        "Ｏ in full width",
        "|依照《船工保障法》第三Ｏ条处理。",
        "船工保障法 30=DOUBTFUL",
        work=_JUDGMENT,
    ),
    make_input(
        "＝十三 and its paragraph",
        "|依照《船工保障法》第＝十三条第二款处理。",
        "船工保障法 23.2=DOUBTFUL",
        work=_JUDGMENT,
    ),
    make_input("土 for 十", "|违反渡口法第土二条。", "渡口法 12=DOUBTFUL", work=_JUDGMENT),
    make_input(
        "a dash inside a number", "|违反《渡口法》第二十—条。", "渡口法 21=DOUBTFUL", work=_JUDGMENT
    ),
    make_input(
        "a range is not misread",
        "|违反《渡口法》第三—五条。",
        "渡口法 3=2018",
        "渡口法 4=2018",
        "渡口法 5=2018",
        work=_JUDGMENT,
    ),
    make_input(
        "section of an Act",
        "|A keeper rests under section 4(2) of the Lighthouse Labour Law.",
        "LighthouseLabourLawofthePeople'sRepublicofChina 4.2=2009",
        work="A guide",
    ),
    make_input(
        "two English laws",
        "|Article 3 of the Ferry Safety Law and Articles 4 to 6 of the Lighthouse Labour Law of the People's Republic of China apply.",
        "FerrySafetyLaw 3=2009",
        *(f"LighthouseLabourLawofthePeople'sRepublicofChina {n}=2009" for n in (4, 5, 6)),
        work="A guide",
    ),
    make_input(
        "an article of an agreement",
        "|Article 3 of the Agreement between the parties applies.",
        work="A guide",
    ),
)
