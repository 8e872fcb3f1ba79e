"""A third batch, of forms that the first two lack: 25 of 40 were right at first."""

from __future__ import annotations

from corpus.records import Jurisdiction
from tests.law.citation_inputs.first_batch import make_input

_JUDGMENT = "（2021）岚02行终9号"
_NOTICE = "关于做好渡口登记的通知"
_RULE = "岚山市渡口管理条例"

THIRD_BATCH = (
    make_input(
        "nested quotes",
        (
            "|根据《岚山市渡口管理条例》（以下简称“《条例》”），通知如下。",
            "|依照《条例》第七条办理。",
        ),
        f"{_RULE} 7=2012",
        work=_NOTICE,
    ),
    make_input(
        "colon",
        (
            "|根据《岚山市渡口管理条例》（以下简称：《条例》），通知如下。",
            "|依照《条例》第七条办理。",
        ),
        f"{_RULE} 7=2012",
        work=_NOTICE,
    ),
    make_input(
        "简称条例",
        ("|根据《岚山市渡口管理条例》（简称条例），通知如下。", "|依照条例第七条办理。"),
        f"{_RULE} 7=2012",
        work=_NOTICE,
    ),
    make_input(
        "square",
        ("|根据《岚山市渡口管理条例》[以下简称《条例》]，通知如下。", "|依照《条例》第七条办理。"),
        f"{_RULE} 7=2012",
        work=_NOTICE,
    ),
    make_input(
        "〔〕",
        (
            "|根据《岚山市渡口管理条例》〔以下简称《条例》〕，通知如下。",
            "|依照《条例》第七条办理。",
        ),
        f"{_RULE} 7=2012",
        work=_NOTICE,
    ),
    make_input(
        "下文简称",
        (
            "|根据《岚山市渡口管理条例》（下文简称《条例》），通知如下。",
            "|依照《条例》第七条办理。",
        ),
        f"{_RULE} 7=2012",
        work=_NOTICE,
    ),
    make_input(
        "以下均简称",
        (
            "|根据《岚山市渡口管理条例》（以下均简称《条例》），通知如下。",
            "|依照《条例》第七条办理。",
        ),
        f"{_RULE} 7=2012",
        work=_NOTICE,
    ),
    make_input(
        "or two",
        (
            "|根据《岚山市渡口管理条例》（以下简称“《条例》”或“渡例”），通知如下。",
            "|依照渡例第七条办理。",
        ),
        f"{_RULE} 7=2012",
        work=_NOTICE,
    ),
    make_input(
        "later in sentence",
        "|根据《渡口法》（以下简称《渡法》）第三条、《船工保障法》第五条和《渡法》第六条处理。",
        "渡口法 3=2018",
        "船工保障法 5=2008",
        "渡口法 6=2018",
        work=_JUDGMENT,
    ),
    make_input(
        "dash",
        ("|根据《岚山市渡口管理条例》——以下简称《条例》——通知如下。", "|依照《条例》第七条办理。"),
        f"{_RULE} 7=2012",
        work=_NOTICE,
    ),
    make_input(
        "以下称该办法",
        ("|现将《岚山市渡口管理办法》（以下称该办法）印发。", "|依照该办法第七条办理。"),
        "岚山市渡口管理办法 7=2013",
        work=_NOTICE,
    ),
    make_input(
        "title without marks",
        ("1|第一条 为了执行该条例，制定本细则。", "2|第二条 依照该条例第八条办理。"),
        f"{_RULE} 8=2012",
        work="岚山市渡口管理条例实施细则",
    ),
    make_input(
        "title with marks",
        ("1|第一条 为了执行，制定本办法。", "2|第二条 依照该法第八条办理。"),
        "渡口法 8=2018",
        work="岚山市实施《中华人民共和国渡口法》办法",
    ),
    make_input(
        "whole two + article",
        "|依照《渡口法》《船工保障法》第三条处理。",
        "渡口法=2018",
        "船工保障法 3=2008",
        work=_JUDGMENT,
    ),
    make_input(
        "items list",
        "|依照《渡口法》第三条第一款、第二款第（一）项、第（三）项，第五条处理。",
        "渡口法 3.1=2018",
        "渡口法 3.2(1)=2018",
        "渡口法 3.2(3)=2018",
        "渡口法 5=2018",
        work=_JUDGMENT,
    ),
    make_input(
        "arab list",
        "|依照《渡口法》第3、5、7条处理。",
        "渡口法 3=2018",
        "渡口法 5=2018",
        "渡口法 7=2018",
        work=_JUDGMENT,
    ),
    make_input(
        "Art.", "|See Art. 5 of the Ferry Safety Law.", "FerrySafetyLaw 5=2009", work="A guide"
    ),
    make_input(
        "that Law",
        "|See Article 5 of the Ferry Safety Law and Article 6 of that Law.",
        "FerrySafetyLaw 5=2009",
        "FerrySafetyLaw 6=2009",
        work="A guide",
    ),
    make_input(
        "en dash",
        "|See Articles 3–5 of the Ferry Safety Law.",
        "FerrySafetyLaw 3=2009",
        "FerrySafetyLaw 4=2009",
        "FerrySafetyLaw 5=2009",
        work="A guide",
    ),
    make_input(
        "该条例 with 的",
        ("1|第一条 根据《岚山市渡口管理条例》，制定本细则。", "2|第二条 依照该条例的第八条办理。"),
        f"{_RULE} 8=2012",
    ),
    make_input(
        "该条例 chapter",
        (
            "1|第一条 根据《岚山市渡口管理条例》，制定本细则。",
            "2|第二条 依照该条例第二章第八条办理。",
        ),
        f"{_RULE} 8=2012",
    ),
    make_input(
        "《该条例》",
        (
            "1|第一条 根据《岚山市渡口管理条例》，制定本细则。",
            "2|第二条 依照《该条例》第八条办理。",
        ),
        f"{_RULE} 8=2012",
    ),
    make_input(
        "该管理条例",
        (
            "1|第一条 根据《岚山市渡口管理条例》，制定本细则。",
            "2|第二条 依照该管理条例第八条办理。",
        ),
        f"{_RULE} 8=2012",
    ),
    make_input(
        "上述《条例》",
        (
            "1|第一条 根据《岚山市渡口管理条例》，制定本细则。",
            "2|第二条 依照上述《条例》第八条办理。",
        ),
        f"{_RULE} 8=2012",
    ),
    make_input(
        "该《条例》",
        (
            "1|第一条 根据《岚山市渡口管理条例》，制定本细则。",
            "2|第二条 依照该《条例》第八条办理。",
        ),
        f"{_RULE} 8=2012",
    ),
    make_input(
        "《条例》undefined",
        ("1|第一条 根据《岚山市渡口管理条例》，制定本细则。", "2|第二条 依照《条例》第八条办理。"),
        f"{_RULE} 8=2012",
    ),
    make_input(
        "其第八条",
        (
            "1|第一条 根据《岚山市渡口管理条例》，制定本细则。",
            "2|第二条 依照《灯塔管理条例》及其第八条办理。",
        ),
        "灯塔管理条例=2015",
        "灯塔管理条例 8=2015",
    ),
    make_input(
        "该两条",
        "2|第二条 依照《渡口法》第三条、第四条办理，该两条另有规定的除外。",
        "渡口法 3=2018",
        "渡口法 4=2018",
    ),
    make_input(
        "tw 該法",
        ("|依潮汐基準法第十一條資遣。", "|該法第十二條另有規定。"),
        "潮汐基准法 12=1984",
        work="灯塔守护条例施行细则",
        jurisdiction=Jurisdiction.TAIWAN,
    ),
    make_input(
        "tw 本法",
        (
            "1|第一條 本細則依潮汐基準法（以下簡稱本法）第四十條規定訂定之。",
            "2|第二條 本法第十一條所稱資遣，指終止契約。",
        ),
        "潮汐基准法 11=1984",
        work="潮汐基准法施行细则",
        jurisdiction=Jurisdiction.TAIWAN,
    ),
    make_input(
        "tw 同條",
        "3|第三條 依潮汐基準法第十一條第一項及同條第二項辦理。",
        "潮汐基准法 11(1)=1984",
        "潮汐基准法 11(2)=1984",
        work="潮汐基准法施行细则",
        jurisdiction=Jurisdiction.TAIWAN,
    ),
    make_input(
        "year 2018修订", "|依照《渡口法》（2018修订）第三条处理。", "渡口法 3=2018", work=_JUDGMENT
    ),
    make_input(
        "year after 第", "|依照渡口法（2010年）第三条处理。", "渡口法 3=2010", work=_JUDGMENT
    ),
    make_input("year old/new", "|依照旧渡口法第三条处理。", "渡口法 3=2018", work=_JUDGMENT),
    make_input(
        "修订前", "|依照2018年修订前的《渡口法》第三条处理。", "渡口法 3=2010", work=_JUDGMENT
    ),
    make_input(
        "于年公布",
        "|2018年11月20日公布的《渡口法》第三条规定，处罚款。",
        "渡口法 3=2018",
        work=_JUDGMENT,
    ),
    make_input(
        "misread 第三十七条 l", "|依照《渡口法》第1O条处理。", "渡口法 10=DOUBTFUL", work=_JUDGMENT
    ),
    make_input(
        "misread space", "|依照《渡口法》第 二 十 条处理。", "渡口法 20=2018", work=_JUDGMENT
    ),
    make_input("misread 条 as 奈", "|依照《渡口法》第三奈处理。", "渡口法=2018", work=_JUDGMENT),
    make_input(
        "misread para", "|依照《渡口法》第三条第＝款处理。", "渡口法 3=2018", work=_JUDGMENT
    ),
)
