"""The second batch, written when the first one was right: other wordings, other combinations."""

from __future__ import annotations

from tests.law.several_texts_inputs.texts import SeveralCase, articles, expected

_A = articles("鸬鹚", 5, since="2021年7月1日")
_B = articles("鱼鹰", 3, since="2015年9月1日")
_C = articles("渔网", 4, since="2012年2月1日")
_TA = "芦花县鸬鹚保护办法"
_TB = "芦花县鱼鹰登记规则"
_TC = "芦花县渔网管理暂行规定"
_NA = "（2021年5月20日芦花县人民政府令第9号公布　自2021年7月1日起施行）"
_NB = "（2015年8月3日芦花县人民政府令第4号发布）"
_AB = {_TA: expected("鸬鹚", 5), _TB: expected("鱼鹰", 3)}
_ABC = _AB | {_TC: expected("渔网", 4)}
_LINES = _A.split("\n")

RULES = (
    SeveralCase(
        "three rules of one order of a congress",
        f"芦花县人民代表大会常务委员会公告\n（第三届第2号）\n{_TA}\n{_NA}\n{_A}\n{_TB}\n{_NB}\n{_B}\n{_TC}\n{_C}",
        _ABC,
    ),
    SeveralCase(
        "a head note over two lines",
        f"{_TA}\n（2021年5月20日芦花县人民政府令第9号公布\n自2021年7月1日起施行）\n{_A}\n{_TB}\n（2015年8月3日芦花县人民政府\n令第4号发布）\n{_B}",
        _AB,
    ),
    SeveralCase(
        "headings without numbers of chapters",
        f"# {_TA}\n## 总则\n{_A}\n# {_TB}\n## 总则\n{_B}",
        _AB,
        ("md", "docx", "html"),
    ),
    SeveralCase(
        "a preface above the first rule",
        f"前言\n本书收录芦花县渔业规章两件，供渔民查阅。\n{_TA}\n{_NA}\n{_A}\n{_TB}\n{_NB}\n{_B}",
        {"前言": {}} | _AB,
        old=("供渔民查阅",),
    ),
    SeveralCase(
        "years in the titles",
        f"{_TA}（2021年修订）\n{_A}\n{_TB}（试行）\n{_B}",
        {f"{_TA}（2021年修订）": expected("鸬鹚", 5), f"{_TB}（试行）": expected("鱼鹰", 3)},
    ),
    SeveralCase(
        "labels without gaps in both",
        f"{_TA}\n{_NA}\n{_A.replace('条 ', '条')}\n{_TB}\n{_NB}\n{_B.replace('条 ', '条')}",
        _AB,
    ),
    SeveralCase(
        "a company's rules in one manual",
        f"# 芦花渔业公司员工手册\n## 考勤管理制度\n{_A}\n## 奖惩管理制度\n{_B}",
        {"考勤管理制度": expected("鸬鹚", 5), "奖惩管理制度": expected("鱼鹰", 3)},
        ("md", "docx"),
    ),
    SeveralCase(
        "traditional characters",
        "蘆花縣鸕鶿保護辦法\n中華民國一百零五年三月二日蘆花縣政府令公布\n第一條 為了管理鸕鶿，訂定本辦法。\n第二條 鸕鶿應當登記。\n第三條 本辦法自公布日施行。\n蘆花縣魚鷹登記規則\n中華民國一百零六年三月二日蘆花縣政府令公布\n第一條 為了管理魚鷹，訂定本規則。\n第二條 魚鷹應當登記。\n第三條 本規則自公布日施行。",
        {
            "蘆花縣鸕鶿保護辦法": {
                "第一条": "為了管理鸕鶿",
                "第二条": "鸕鶿應當登記",
                "第三条": "本辦法自公布日施行",
            },
            "蘆花縣魚鷹登記規則": {
                "第一条": "為了管理魚鷹",
                "第二条": "魚鷹應當登記",
                "第三条": "本規則自公布日施行",
            },
        },
    ),
)

_BUREAU = "芦花县渔业局"
_SENT = f"{_BUREAU}关于印发《{_TA}》《{_TB}》的通知\n芦渔〔2021〕15号\n各乡镇渔业站：\n现将上述文件印发给你们，请认真贯彻执行。\n附件：1．{_TA}\n      2．{_TB}\n{_BUREAU}\n2021年5月20日"
_AS = {
    "numbers": {_TA: "芦渔〔2021〕15号", _TB: "芦渔〔2021〕15号"},
    "issuers": {_TA: (_BUREAU,), _TB: (_BUREAU,)},
}
ANNEXES = (
    SeveralCase(
        "annexes with full-width numerals",
        f"{_SENT}\n附件１：{_TA}\n{_A}\n附件２：{_TB}\n{_B}",
        _AB,
        ("txt", "html"),
        **_AS,
    ),
    SeveralCase(
        "annexes with Chinese numerals",
        f"{_SENT}\n附件一\n{_TA}\n{_A}\n附件二\n{_TB}\n{_B}",
        _AB,
        **_AS,
    ),
    SeveralCase(
        "labels with a colon, titles below",
        f"{_SENT}\n附件1：\n{_TA}\n第一章　总则\n{_A}\n附件2：\n{_TB}\n{_B}",
        _AB,
        **_AS,
    ),
    SeveralCase(
        "a banner above the notice",
        f"{_BUREAU}文件\n芦渔〔2021〕15号\n关于印发《{_TA}》的通知\n各乡镇渔业站：\n现将《{_TA}》印发给你们，请遵照执行。\n{_BUREAU}\n2021年5月20日\n{_TA}\n{_A}",
        {_TA: expected("鸬鹚", 5)},
        ("txt", "md"),
        numbers={_TA: "芦渔〔2021〕15号"},
        issuers={_TA: (_BUREAU,)},
    ),
    SeveralCase(
        "a title without an issuer",
        f"关于印发《{_TA}》的通知\n芦渔〔2021〕15号\n各乡镇渔业站：\n现将《{_TA}》印发给你们，请遵照执行。\n{_BUREAU}\n2021年5月20日\n{_TA}\n{_A}",
        {_TA: expected("鸬鹚", 5)},
        numbers={_TA: "芦渔〔2021〕15号"},
        issuers={_TA: (_BUREAU,)},
    ),
    SeveralCase(
        "a rule between two forms",
        f"{_BUREAU}关于做好鸬鹚登记的通知\n芦渔〔2021〕16号\n各乡镇渔业站：\n请按时登记。\n{_BUREAU}\n2021年5月20日\n附件1\n鸬鹚登记表\n由渔户填写。\n附件2\n{_TA}\n{_A}\n附件3\n联系人名单\n每站一人。",
        {f"{_BUREAU}关于做好鸬鹚登记的通知": {}, _TA: expected("鸬鹚", 5)},
        old=("由渔户填写", "每站一人"),
    ),
    SeveralCase(
        "a decision and the rule as amended",
        f"芦花县人民政府关于修改《{_TB}》的决定\n（2021年5月20日芦花县人民政府令第9号公布）\n一、将第二条修改为：“鱼鹰的事项二由渔业局办理。”\n二、本决定自公布之日起施行。\n附：{_TB}\n{_B}",
        {f"芦花县人民政府关于修改《{_TB}》的决定": {}, _TB: expected("鱼鹰", 3)},
    ),
    SeveralCase(
        "an annexed rule that has an annex",
        f"{_SENT}\n附件1\n{_TA}\n{_A}\n附件2\n{_TB}\n{_B}\n附：鱼鹰登记表\n由渔户填写。",
        _AB,
        old=("由渔户填写",),
    ),
    SeveralCase(
        "one annexed rule, label and title on one line",
        f"{_BUREAU}关于印发《{_TA}》的通知\n芦渔〔2021〕15号\n各乡镇渔业站：\n现将《{_TA}》印发给你们，请遵照执行。\n附件：{_TA}\n{_BUREAU}\n2021年5月20日\n附件：{_TA}\n{_A}",
        {_TA: expected("鸬鹚", 5)},
        ("txt", "docx"),
        numbers={_TA: "芦渔〔2021〕15号"},
    ),
)

_ORDER = f"芦花县人民政府令\n第9号\n《{_TA}》已经县人民政府第3次常务会议通过，现予公布，自2021年7月1日起施行。\n县长 程远\n2021年5月20日"
_GAZETTE = "芦花县人民政府公报\n（2021年第2期　总第18期）"
_HAY = f"{_BUREAU}关于鱼塘清淤的通知"
_HAY_TEXT = (
    f"{_HAY}\n芦渔〔2021〕17号\n各乡镇渔业站：\n鱼塘应当在年底前清淤。\n{_BUREAU}\n2021年6月2日"
)
_ICE = "芦花县人民政府关于冬季冰面安全的通告"
_ICE_TEXT = f"{_ICE}\n芦政〔2021〕30号\n冰面禁止行走。\n特此通告。\n芦花县人民政府\n2021年12月1日"
GAZETTES = (
    SeveralCase(
        "a gazette of four texts",
        f"{_GAZETTE}\n目　　录\n县政府令\n{_TA}（第9号）…………（3）\n部门文件\n{_HAY}…………（8）\n{_ICE}…………（9）\n{_ORDER}\n{_TA}\n{_A}\n{_HAY_TEXT}\n{_ICE_TEXT}\n{_SENT.replace('15', '19')}\n附件1\n{_TC}\n{_C}",
        {
            _TA: expected("鸬鹚", 5),
            _HAY: {},
            _ICE: {},
            f"{_BUREAU}关于印发《{_TA}》《{_TB}》的通知": {},
            _TC: expected("渔网", 4),
        },
        numbers={_TA: "芦花县人民政府令第9号", _HAY: "芦渔〔2021〕17号", _ICE: "芦政〔2021〕30号"},
    ),
    SeveralCase(
        "entries with dots and spaced pages",
        f"{_GAZETTE}\n目录\n{_TA} .......... 1\n{_TB} .......... 6\n{_TA}\n{_NA}\n{_A}\n{_TB}\n{_NB}\n{_B}",
        _AB,
        ("txt", "html"),
    ),
    SeveralCase(
        "a table of contents without pages",
        f"芦花县渔业法规汇编\n目录\n{_TA}\n{_TB}\n{_TC}\n{_TA}\n{_NA}\n{_A}\n{_TB}\n{_NB}\n{_B}\n{_TC}\n{_C}",
        _ABC,
        ("txt", "docx"),
    ),
    SeveralCase(
        "a gazette with a rule after a notice with a rule",
        f"{_GAZETTE}\n{_SENT}\n附件1\n{_TA}\n{_A}\n附件2\n{_TB}\n{_B}\n{_ICE_TEXT}\n芦花县人民政府令\n第10号\n《{_TC}》已经县人民政府常务会议通过，现予公布。\n县长 程远\n2012年1月3日\n{_TC}\n{_C}",
        {_TA: expected("鸬鹚", 5), _TB: expected("鱼鹰", 3), _ICE: {}, _TC: expected("渔网", 4)},
        numbers={
            _TA: "芦渔〔2021〕15号",
            _TB: "芦渔〔2021〕15号",
            _ICE: "芦政〔2021〕30号",
            _TC: "芦花县人民政府令第10号",
        },
    ),
)

_EN = [
    "Article 1 These Measures are made for cormorants.",
    "Article 2 Cormorants two.",
    "Article 3 Cormorants three.",
    "Article 4 Cormorants four.",
    "Article 5 These Measures take effect on July 1, 2021.",
]
_KO = [
    "제1조 가마우지를 관리하기 위하여 이 방법을 제정한다.",
    "제2조 가마우지 사항 둘.",
    "제3조 가마우지 사항 셋.",
    "제4조 가마우지 사항 넷.",
    "제5조 이 방법은 시행한다.",
]
_MN = [
    "1 дүгээр зүйл. Шувууг удирдах.",
    "2 дугаар зүйл. Хоёр.",
    "3 дугаар зүйл. Гурав дахь.",
    "4 дүгээр зүйл. Дөрөв дэх.",
    "5 дугаар зүйл. Мөрдөнө.",
]
_ONE = {_TA: expected("鸬鹚", 5)}
BILINGUAL = (
    SeveralCase(
        "Korean below each article",
        f"{_TA}\n{_NA}\n" + "\n".join(f"{zh}\n{ko}" for zh, ko in zip(_LINES, _KO, strict=True)),
        _ONE,
        ("txt", "docx"),
    ),
    SeveralCase(
        "Mongolian in columns",
        f"{_TA}\n{_NA}\n" + "\n".join(f"{zh}\t{mn}" for zh, mn in zip(_LINES, _MN, strict=True)),
        _ONE,
        ("docx", "html"),
    ),
    SeveralCase(
        "columns with chapters",
        f"{_TA}\n{_NA}\n中文\tEnglish\n第一章 总则\tChapter I General Provisions\n{_LINES[0]}\t{_EN[0]}\n{_LINES[1]}\t{_EN[1]}\n第二章 附则\tChapter II Supplementary Provisions\n{_LINES[2]}\t{_EN[2]}\n{_LINES[3]}\t{_EN[3]}\n{_LINES[4]}\t{_EN[4]}",
        _ONE,
        ("docx", "html", "md"),
    ),
    SeveralCase(
        "columns with a second paragraph",
        f"{_TA}\n{_NA}\n"
        + "\n".join(f"{zh}\t{en}" for zh, en in zip(_LINES[:2], _EN[:2], strict=True))
        + "\n鸬鹚的第二款。\tSecond paragraph.\n"
        + "\n".join(f"{zh}\t{en}" for zh, en in zip(_LINES[2:], _EN[2:], strict=True)),
        _ONE,
        ("docx", "html"),
        old=(),
    ),
    SeveralCase(
        "the whole English text first",
        "Measures of Luhua County on Cormorants\n" + "\n".join(_EN) + f"\n{_TA}\n{_NA}\n{_A}",
        {
            "Measures of Luhua County on Cormorants": {
                f"Article {number}": line[10:] for number, line in enumerate(_EN, 1)
            }
        }
        | _ONE,
    ),
    SeveralCase(
        "the whole Korean text behind",
        f"{_TA}\n{_NA}\n{_A}\n가마우지 방법\n" + "\n".join(_KO),
        _ONE,
        old=("가마우지 사항 둘",),
    ),
    SeveralCase(
        "two paragraphs in English below an article",
        f"{_TA}\n{_NA}\n{_LINES[0]}\n{_EN[0]}\n{_LINES[1]}\n{_EN[1]}\nMore on it.\nAnd more.\n"
        + "\n".join(f"{zh}\n{en}" for zh, en in zip(_LINES[2:], _EN[2:], strict=True))
        + "\nMore at the end.\nAnd the last line.",
        _ONE,
    ),
    SeveralCase(
        "a table of separated values",
        f"{_TA}\tMeasures on Cormorants\n"
        + "\n".join(f"{zh}\t{en}" for zh, en in zip(_LINES, _EN, strict=True)),
        _ONE,
        ("tsv",),
    ),
    SeveralCase(
        "a table of separated values with heads",
        "中文\t英文\n"
        f"{_TA}\tMeasures on Cormorants\n"
        + "\n".join(f"{zh}\t{en}" for zh, en in zip(_LINES, _EN, strict=True)),
        _ONE,
        ("tsv", "docx"),
    ),
)

_WITHOUT = "\n".join(line for line in _LINES if not line.startswith("第三条"))
_WITHOUT_EXPECTED = {
    _TA: {path: words for path, words in expected("鸬鹚", 5).items() if path != "第三条"}
}
_OLD = "鸬鹚一律由生产队喂养。"
OLD = (
    SeveralCase(
        "a deleted article below a heading in brackets",
        f"{_TA}\n{_NA}\n{_WITHOUT}\n【已删除条款】\n第三条 {_OLD}",
        _WITHOUT_EXPECTED,
        ("txt", "html"),
        findings=("earlier_text",),
        old=(_OLD,),
    ),
    SeveralCase(
        "a deleted article with a note before its words",
        f"{_TA}\n{_NA}\n{_WITHOUT}\n（2023年修正时删去的条文）\n第三条 {_OLD}",
        _WITHOUT_EXPECTED,
        old=(_OLD,),
    ),
    SeveralCase(
        "two deleted articles with notes",
        f"{_TA}\n{_NA}\n{_WITHOUT}\n第三条 {_OLD}\n（2023年6月1日删去）\n第六条 鸬鹚不得出县。\n（2023年6月1日删去）",
        _WITHOUT_EXPECTED,
        old=(_OLD, "鸬鹚不得出县"),
    ),
    SeveralCase(
        "the earlier text as an annex with its title",
        f"{_TA}\n{_NA}\n{_A}\n附件：修订前文本\n{_TA}\n第一条 为了养鸬鹚，制定本办法。\n第二条 {_OLD}\n第三条 鸬鹚不得出县。\n第四条 旧办法自1990年1月1日起施行。",
        _ONE,
        old=(_OLD, "旧办法自1990年"),
    ),
    SeveralCase(
        "the earlier wording right below the article",
        f"{_TA}\n{_NA}\n{_LINES[0]}\n{_LINES[1]}\n修改前：\n第二条 {_OLD}\n{_LINES[2]}\n{_LINES[3]}\n{_LINES[4]}",
        _ONE,
        old=(_OLD,),
    ),
    SeveralCase(
        "the earlier wording in a note of two lines",
        f"{_TA}\n{_NA}\n{_A}\n注：\n原第二条 {_OLD}",
        _ONE,
        old=(_OLD,),
    ),
    SeveralCase(
        "a deleted article in its place with its words",
        f"{_TA}\n{_NA}\n{_LINES[0]}\n{_LINES[1]}\n第三条 {_OLD}\n（根据2023年6月1日芦花县人民政府的决定删除）\n{_LINES[3]}\n{_LINES[4]}",
        _WITHOUT_EXPECTED,
        old=(_OLD,),
    ),
    SeveralCase(
        "the old law below the new one",
        f"{_TA}\n{_NA}\n{_A}\n旧条文\n第一条 为了养鸬鹚，制定本办法。\n第二条 {_OLD}\n第三条 鸬鹚不得出县。\n第四条 鸬鹚四。\n第五条 鸬鹚五。\n第六条 旧办法自1990年1月1日起施行。",
        _ONE,
        old=(_OLD, "鸬鹚五", "旧办法自1990年"),
    ),
    SeveralCase(
        "a note that deletes a paragraph",
        f"{_TA}\n{_NA}\n{_LINES[0]}\n{_LINES[1]}\n（2023年删去本条第二款）\n{_LINES[2]}\n{_LINES[3]}\n{_LINES[4]}",
        _ONE,
        lacks=("earlier_text",),
    ),
)

_PAIRS = (
    ("第一条 为了养鸬鹚。", "第一条 为了护鸬鹚。"),
    ("第二条 由队喂养。", "第二条 由户喂养。"),
    ("第三条 不得出县。", "第三条 可以出县。"),
)
_ROWS = "\n".join("\t".join(pair) for pair in _PAIRS)
_THREE = "\n".join(f"{old}\t{new}\t因机构改革修改。" for old, new in _PAIRS)
COMPARISONS = (
    SeveralCase(
        "修订前 and 修订后",
        f"{_TA}修订对照表\n修订前\t修订后\n{_ROWS}",
        {f"{_TA}修订对照表": {}},
        ("docx", "md"),
        old=("由队喂养", "由户喂养"),
    ),
    SeveralCase(
        "with a column of reasons",
        f"{_TA}\n{_NA}\n原条款\t修改后条款\t修改理由\n{_THREE}",
        {_TA: {}},
        ("docx", "html"),
        findings=("compared_texts",),
        old=("由队喂养",),
    ),
    SeveralCase(
        "旧法 and 新法",
        f"{_TA}新旧对照\n旧法\t新法\n{_ROWS}",
        {f"{_TA}新旧对照": {}},
        ("html",),
        old=("由队喂养",),
    ),
    SeveralCase(
        "the draft in the left column",
        f"{_TA}（修订草案）\n修订草案\t现行办法\n{_ROWS}",
        {f"{_TA}（修订草案）": {}},
        ("docx",),
        findings=("compared_texts",),
        old=("由队喂养",),
    ),
    SeveralCase(
        "whole texts one below the other",
        f"{_TA}新旧条文\n修改前：\n"
        + "\n".join(old for old, _ in _PAIRS)
        + "\n修改后：\n"
        + "\n".join(new for _, new in _PAIRS),
        {f"{_TA}新旧条文": {}},
        old=("由队喂养", "由户喂养"),
    ),
    SeveralCase(
        "whole texts with their titles",
        f"{_TA}新旧条文对照\n修改前\n{_TA}\n"
        + "\n".join(old for old, _ in _PAIRS)
        + f"\n修改后\n{_TA}\n"
        + "\n".join(new for _, new in _PAIRS),
        {f"{_TA}新旧条文对照": {}},
        old=("由队喂养", "由户喂养"),
    ),
    SeveralCase(
        "inserted and deleted rows",
        f"{_TA}\n{_NA}\n现行条文\t修改后条文\n{_ROWS}\n无\t第四条 新增一条。\n第五条 删去的条。\t（删去）",
        {_TA: {}},
        ("docx", "html"),
        findings=("compared_texts",),
        old=("新增一条", "删去的条"),
    ),
    SeveralCase(
        "a law, then a table with its caption",
        f"{_TA}\n{_NA}\n{_A}\n{_TA}修改对照表\n修改前\t修改后\n{_ROWS}",
        _ONE,
        ("docx", "html"),
        old=("由队喂养",),
    ),
    SeveralCase(
        "a csv of old and new text",
        f"修改前\t修改后\n{_ROWS}",
        {"file": {}},
        ("tsv",),
        old=("由队喂养",),
    ),
)

UNCHANGED = (
    SeveralCase(
        "a law with a table of articles and fines",
        f"{_TA}\n{_NA}\n{_A}\n附表：处罚标准\n条款\t情形\t罚款\n第二条\t未登记\t一百元\n第三条\t出县\t二百元\n第四条\t转让\t三百元",
        _ONE,
        ("docx", "html"),
        lacks=("compared_texts", "several_rules"),
    ),
    SeveralCase(
        "a chapter named after a rule",
        f"{_TA}\n{_NA}\n第一章 一般规定\n{_LINES[0]}\n{_LINES[1]}\n第二章 特别规定\n{_LINES[2]}\n{_LINES[3]}\n{_LINES[4]}",
        _ONE,
        lacks=("several_rules",),
    ),
    SeveralCase(
        "a chapter without a number named after a rule",
        f"{_TA}\n{_NA}\n一般规定\n{_LINES[0]}\n{_LINES[1]}\n特别规定\n{_LINES[2]}\n{_LINES[3]}\n{_LINES[4]}",
        _ONE,
        lacks=("several_rules",),
    ),
    SeveralCase(
        "a notice with articles of its own",
        f"{_BUREAU}关于鸬鹚登记若干事项的通知\n芦渔〔2021〕18号\n各乡镇渔业站：\n第一条 鸬鹚应当登记。\n第二条 登记不收费。\n第三条 本通知自印发之日起施行。\n{_BUREAU}\n2021年6月2日",
        {
            f"{_BUREAU}关于鸬鹚登记若干事项的通知": {
                "第一条": "鸬鹚应当登记",
                "第二条": "登记不收费",
                "第三条": "本通知自印发",
            }
        },
        lacks=("several_rules",),
    ),
    SeveralCase(
        "a law that names two notices",
        f"{_TA}\n{_NA}\n{_LINES[0]}\n第二条 《{_BUREAU}关于鸬鹚登记的通知》\n芦渔〔2018〕3号\n规定的事项继续有效。\n{_LINES[2]}\n{_LINES[3]}\n{_LINES[4]}",
        {_TA: expected("鸬鹚", 5) | {"第二条": "继续有效"}},
        lacks=("several_rules",),
    ),
    SeveralCase(
        "a contract with an annexed contract",
        "养殖合同\n甲方：\n乙方：\n第一条 甲方养鸬鹚。\n第二条 乙方付款。\n第三条 合同自签字起生效。\n附件：补充协议\n第一条 乙方另付饲料费。\n第二条 饲料费按月付。",
        {"养殖合同": {}},
        lacks=("several_rules", "compared_texts"),
        old=("乙方另付饲料费",),
    ),
    SeveralCase(
        "a forwarded notice",
        f"芦花县人民政府转发{_BUREAU}关于清淤意见的通知\n芦政〔2021〕31号\n各乡镇人民政府：\n现将{_BUREAU}《关于清淤的意见》转发给你们。\n芦花县人民政府\n2021年6月9日\n关于清淤的意见\n芦渔〔2021〕20号\n鱼塘应当每年清淤一次。",
        {f"芦花县人民政府转发{_BUREAU}关于清淤意见的通知": {}},
        lacks=("several_rules",),
    ),
    SeveralCase(
        "an explanation that quotes articles",
        f"关于《{_TA}》的说明\n一、关于第二条\n草案第二条规定鸬鹚应当登记。\n二、关于第三条\n第三条 的修改是必要的。",
        {f"关于《{_TA}》的说明": {}},
        lacks=("several_rules", "compared_texts"),
    ),
    SeveralCase(
        "a law that ends with words in English",
        f"{_TA}\n{_NA}\n{_A}\nOK",
        _ONE,
        lacks=("several_rules",),
    ),
    SeveralCase(
        "two annexes of a law, each with articles",
        f"{_TA}\n{_NA}\n{_A}\n附件一：鸬鹚考试规则\n第一条 每年一考。\n第二条 由局出题。\n附件二：鸬鹚评分规则\n第一条 满分一百。\n第二条 六十及格。",
        {
            _TA: expected("鸬鹚", 5)
            | {
                "附件一/第一条": "每年一考",
                "附件一/第二条": "由局出题",
                "附件二/第一条": "满分一百",
                "附件二/第二条": "六十及格",
            }
        },
        lacks=("several_rules",),
    ),
    SeveralCase(
        "an article that lists old and new names",
        f"{_TA}\n{_NA}\n{_LINES[0]}\n第二条 名称按照下表更换：\n原名称\t新名称\n鸬鹚站\t水鸟站\n鱼鹰站\t水鸟二站\n{_LINES[2]}\n{_LINES[3]}\n{_LINES[4]}",
        {_TA: expected("鸬鹚", 5) | {"第二条": "名称按照下表更换"}},
        ("docx", "html"),
        lacks=("several_rules",),
    ),
)

SECOND_CASES = (*RULES, *ANNEXES, *GAZETTES, *BILINGUAL, *OLD, *COMPARISONS, *UNCHANGED)
CASES = SECOND_CASES
