"""The first batch: files of several texts, and files that only look like them."""

from __future__ import annotations

from tests.law.several_texts_inputs.texts import SeveralCase, articles, expected

_FERRY = articles("渡船")
_LOCK = articles("船闸")
_PIER = articles("栈桥")
_FERRY_NOTE = "（2019年3月2日澄湾市人民政府令第41号公布）"
_LOCK_NOTE = "（2018年4月6日澄湾市人民政府令第37号公布）"
_F = "澄湾市渡船管理规定"
_L = "澄湾市船闸管理办法"
_P = "澄湾市栈桥管理细则"
_TWO = {_F: expected("渡船"), _L: expected("船闸")}
_SIGNED = "澄湾市人民政府\n2019年4月8日"

RULES = (
    SeveralCase(
        "two rules with head notes",
        f"{_F}\n{_FERRY_NOTE}\n{_FERRY}\n{_L}\n{_LOCK_NOTE}\n{_LOCK}",
        _TWO,
        ("txt", "html", "docx"),
        numbers={_F: "澄湾市人民政府令第41号", _L: "澄湾市人民政府令第37号"},
        dates={_F: "2019-03-02", _L: "2018-04-06"},
    ),
    SeveralCase(
        "two rules, the second without a head note",
        f"{_F}\n{_FERRY_NOTE}\n{_FERRY}\n{_L}\n{_LOCK}",
        _TWO,
    ),
    SeveralCase(
        "two rules without places or notes",
        f"渡船管理规定\n{_FERRY}\n船闸管理办法\n{_LOCK}",
        {"渡船管理规定": expected("渡船"), "船闸管理办法": expected("船闸")},
        ("txt", "docx"),
    ),
    SeveralCase(
        "two rules under headings of one rank",
        f"# {_F}\n{_FERRY}\n# {_L}\n{_LOCK}",
        _TWO,
        ("md", "html", "docx"),
    ),
    SeveralCase(
        "rules under headings of the second rank",
        f"# 澄湾市航道规章汇编\n## {_F}\n{_FERRY}\n## {_L}\n{_LOCK}",
        _TWO,
        ("md", "html", "docx"),
    ),
    SeveralCase(
        "three rules with chapters",
        f"{_F}\n{_FERRY_NOTE}\n第一章 总则\n{_FERRY}\n{_L}\n{_LOCK_NOTE}\n第一章 总则\n{_LOCK}\n{_P}\n（2017年1月9日澄湾市人民政府令第20号公布）\n目录\n第一章 总则\n第二章 附则\n第一章 总则\n{_PIER}",
        _TWO | {_P: expected("栈桥")},
    ),
    SeveralCase(
        "a title over two lines",
        f"{_F}\n{_FERRY_NOTE}\n{_FERRY}\n澄湾市\n船闸管理办法\n{_LOCK_NOTE}\n{_LOCK}",
        _TWO,
    ),
    SeveralCase(
        "a separator between the rules",
        f"{_F}\n{_FERRY_NOTE}\n{_FERRY}\n————————\n{_L}\n{_LOCK_NOTE}\n{_LOCK}",
        _TWO,
    ),
    SeveralCase(
        "a label of a title before each",
        f"【法规名称】{_F}\n【发布日期】2019年3月2日\n{_FERRY}\n【法规名称】{_L}\n【发布日期】2018年4月6日\n{_LOCK}",
        _TWO,
    ),
    SeveralCase(
        "a rule and its detailed rules",
        f"{_F}\n{_FERRY_NOTE}\n{_FERRY}\n{_F}实施细则\n（2020年6月2日澄湾市航务局公布）\n{_LOCK}",
        {_F: expected("渡船"), f"{_F}实施细则": expected("船闸")},
    ),
    SeveralCase(
        "rules of a company's handbook",
        f"鹭洲航运公司制度汇编\n请假制度\n{_FERRY}\n考勤制度\n{_LOCK}",
        {"请假制度": expected("渡船"), "考勤制度": expected("船闸")},
    ),
    SeveralCase(
        "signatures between rules",
        f"{_F}\n{_FERRY_NOTE}\n{_FERRY}\n{_SIGNED}\n{_L}\n{_LOCK_NOTE}\n{_LOCK}\n澄湾市人民政府\n2018年4月6日",
        _TWO,
    ),
    SeveralCase(
        "numbered titles of a collection",
        f"澄湾市航道规章汇编\n一、{_F}\n{_FERRY_NOTE}\n{_FERRY}\n二、{_L}\n{_LOCK_NOTE}\n{_LOCK}",
        _TWO,
    ),
)

_NOTICE = f"澄湾市人民政府关于印发《{_F}》的通知\n澄府发〔2019〕8号\n各区人民政府：\n现将《{_F}》印发给你们，请遵照执行。\n{_SIGNED}"
_NOTICE_TWO = f"澄湾市人民政府关于印发《{_F}》和《{_L}》的通知\n澄府发〔2019〕8号\n各区人民政府：\n现将《{_F}》《{_L}》印发给你们，请遵照执行。\n附件：1.{_F}\n2.{_L}\n{_SIGNED}"
_PLAIN_NOTICE = "澄湾市航务局关于印发两项航道制度的通知\n澄航〔2019〕8号\n各区航务局：\n现将有关制度印发给你们，请遵照执行。\n澄湾市航务局\n2019年4月8日"
_N8 = "澄府发〔2019〕8号"
_CITY = ("澄湾市人民政府",)

ANNEXES = (
    SeveralCase(
        "a notice and its rule",
        f"{_NOTICE}\n{_F}\n{_FERRY}",
        {_F: expected("渡船")},
        ("txt", "docx"),
        numbers={_F: _N8},
        dates={_F: "2019-04-08"},
        issuers={_F: _CITY},
    ),
    SeveralCase(
        "a notice and its rule as an annex",
        f"{_NOTICE}\n附件\n{_F}\n{_FERRY}",
        {_F: expected("渡船")},
        numbers={_F: _N8},
        issuers={_F: _CITY},
    ),
    SeveralCase(
        "a notice and two annexed rules",
        f"{_NOTICE_TWO}\n附件1\n{_F}\n{_FERRY}\n附件2\n{_L}\n{_LOCK}",
        _TWO,
        ("txt", "html", "docx"),
        numbers={_F: _N8, _L: _N8},
        issuers={_F: _CITY, _L: _CITY},
    ),
    SeveralCase(
        "labels and titles of annexes on one line",
        f"{_NOTICE_TWO}\n附件1：{_F}\n{_FERRY}\n附件2：{_L}\n{_LOCK}",
        _TWO,
        ("txt", "docx"),
        numbers={_F: _N8, _L: _N8},
        issuers={_F: _CITY, _L: _CITY},
    ),
    SeveralCase(
        "only the second label has its title",
        f"{_NOTICE_TWO}\n附件1\n{_F}\n{_FERRY}\n附件2：{_L}\n{_LOCK}",
        _TWO,
        numbers={_L: _N8},
    ),
    SeveralCase(
        "labels and titles with a blank",
        f"{_NOTICE_TWO}\n附件1 {_F}\n{_FERRY}\n附件2 {_L}\n{_LOCK}",
        _TWO,
    ),
    SeveralCase(
        "labels with 之", f"{_NOTICE_TWO}\n附件之一\n{_F}\n{_FERRY}\n附件之二\n{_L}\n{_LOCK}", _TWO
    ),
    SeveralCase(
        "a notice that names no rule",
        f"{_PLAIN_NOTICE}\n附件1\n{_F}\n{_FERRY}\n附件2\n{_L}\n{_LOCK}",
        {"澄湾市航务局关于印发两项航道制度的通知": {}} | _TWO,
        numbers={_F: "澄航〔2019〕8号", _L: "澄航〔2019〕8号"},
        issuers={_F: ("澄湾市航务局",), _L: ("澄湾市航务局",)},
    ),
    SeveralCase(
        "a notice that names no rule, titles beside the labels",
        f"{_PLAIN_NOTICE}\n附件1：{_F}\n{_FERRY}\n附件2：{_L}\n{_LOCK}",
        {"澄湾市航务局关于印发两项航道制度的通知": {}} | _TWO,
    ),
    SeveralCase(
        "a rule and a form in annexes",
        f"{_NOTICE}\n附件1\n{_F}\n{_FERRY}\n附件2\n渡船登记表\n船名、吨位、船主由登记人填写。",
        {_F: expected("渡船")},
        issuers={_F: _CITY},
        old=("船名、吨位、船主由登记人填写",),
    ),
    SeveralCase(
        "a notice with an annex of items",
        "澄湾市总工会关于开展渡船工会调查的通知\n澄工发〔2021〕8号\n各区总工会：\n现就有关事项通知如下：\n一、调查时间\n十月底前完成。\n附件：1.调查表\n2.调查提纲\n澄湾市总工会\n2021年3月4日\n附件1\n调查表\n由船员填写。\n附件2\n调查提纲\n渡船的人数和工资。",
        {"澄湾市总工会关于开展渡船工会调查的通知": {}},
        ("txt", "docx"),
        lacks=("several_rules",),
        old=("由船员填写", "渡船的人数和工资"),
    ),
    SeveralCase(
        "a title in brackets after the label",
        f"{_NOTICE_TWO}\n附件1：\n《{_F}》\n{_FERRY}\n附件2：\n《{_L}》\n{_LOCK}",
        _TWO,
    ),
)

_ORDER = f"澄湾市人民政府令\n第41号\n《{_F}》已经2019年2月20日市人民政府第9次常务会议通过，现予公布，自2019年5月1日起施行。\n市长 秦望\n2019年3月2日"
_ORDER_37 = f"澄湾市人民政府令\n第37号\n《{_L}》已经市人民政府常务会议通过，现予公布，自2018年5月1日起施行。\n市长 秦望\n2018年4月6日"
_NOTICE_9 = f"澄湾市人民政府关于印发《{_L}》的通知\n澄府发〔2019〕9号\n各区人民政府：\n现将《{_L}》印发给你们，请遵照执行。\n澄湾市人民政府\n2019年6月3日"
_FLOOD = "澄湾市人民政府办公室关于做好防汛工作的通知\n澄府办发〔2019〕5号\n各区人民政府：\n各区应当在五月底前完成堤岸检查。\n澄湾市人民政府办公室\n2019年4月20日"
_FLOOD_TITLE = "澄湾市人民政府办公室关于做好防汛工作的通知"
_FIRE_TITLE = "澄湾市人民政府办公室关于加强码头消防工作的意见"
_FIRE = f"{_FIRE_TITLE}\n澄府办发〔2019〕6号\n各区人民政府：\n码头应当配备灭火器材。\n澄湾市人民政府办公室\n2019年4月28日"

ORDERS = (
    SeveralCase(
        "an order and its rule",
        f"{_ORDER}\n{_F}\n{_FERRY}",
        {_F: expected("渡船")},
        ("txt", "md", "html", "docx"),
        numbers={_F: "澄湾市人民政府令第41号"},
        issuers={_F: _CITY},
    ),
    SeveralCase(
        "two orders, each with its rule",
        f"{_ORDER}\n{_F}\n{_FERRY}\n{_ORDER_37}\n{_L}\n{_LOCK}",
        _TWO,
        numbers={_F: "澄湾市人民政府令第41号", _L: "澄湾市人民政府令第37号"},
        issuers={_F: _CITY, _L: _CITY},
    ),
    SeveralCase(
        "an order of two rules",
        f"澄湾市人民政府令\n第41号\n现公布《{_F}》和《{_L}》，自2019年5月1日起施行。\n市长 秦望\n2019年3月2日\n{_F}\n{_FERRY}\n{_L}\n{_LOCK}",
        _TWO,
        numbers={_F: "澄湾市人民政府令第41号", _L: "澄湾市人民政府令第41号"},
    ),
    SeveralCase(
        "an announcement of a congress",
        f"澄湾市人民代表大会常务委员会公告\n第6号\n《澄湾市渡船条例》已由澄湾市第七届人民代表大会常务委员会第十次会议于2019年3月2日通过，现予公布，自2019年5月1日起施行。\n澄湾市人民代表大会常务委员会\n2019年3月5日\n澄湾市渡船条例\n（2019年3月2日澄湾市第七届人民代表大会常务委员会第十次会议通过）\n{_FERRY}",
        {"澄湾市渡船条例": expected("渡船")},
        ("txt", "docx"),
    ),
    SeveralCase(
        "an order, then a notice with its rule",
        f"{_ORDER}\n{_F}\n{_FERRY}\n{_NOTICE_9}\n{_L}\n{_LOCK}",
        _TWO,
        numbers={_F: "澄湾市人民政府令第41号", _L: "澄府发〔2019〕9号"},
        dates={_L: "2019-06-03"},
    ),
    SeveralCase(
        "two notices, each with its rule",
        f"{_NOTICE}\n{_F}\n{_FERRY}\n{_NOTICE_9}\n{_L}\n{_LOCK}",
        _TWO,
        ("txt", "docx"),
        numbers={_F: _N8, _L: "澄府发〔2019〕9号"},
        issuers={_F: _CITY, _L: _CITY},
    ),
    SeveralCase(
        "a decision and the rule that it amends",
        f"澄湾市人民政府关于修改《{_F}》的决定\n（2019年3月2日澄湾市人民政府令第41号公布）\n澄湾市人民政府决定对《{_F}》作如下修改：\n一、将第二条修改为：“渡船的事项二由航务局办理。”\n二、删去第九条。\n本决定自公布之日起施行。\n{_F}\n（2010年3月2日澄湾市人民政府令第11号公布 根据2019年3月2日澄湾市人民政府令第41号修正）\n{_FERRY}",
        {f"澄湾市人民政府关于修改《{_F}》的决定": {}, _F: expected("渡船")},
    ),
)

_GAZETTE = "澄湾市人民政府公报\n2019年第4期"
GAZETTES = (
    SeveralCase(
        "a gazette of two orders",
        f"{_GAZETTE}\n{_ORDER}\n{_F}\n{_FERRY}\n{_ORDER_37}\n{_L}\n{_LOCK}",
        _TWO,
        ("txt", "docx"),
        numbers={_F: "澄湾市人民政府令第41号", _L: "澄湾市人民政府令第37号"},
    ),
    SeveralCase(
        "a gazette with a table of contents",
        f"{_GAZETTE}\n目录\n{_F}……3\n{_L}……7\n{_F}\n{_FERRY_NOTE}\n{_FERRY}\n{_L}\n{_LOCK_NOTE}\n{_LOCK}",
        _TWO,
        numbers={_F: "澄湾市人民政府令第41号", _L: "澄湾市人民政府令第37号"},
    ),
    SeveralCase(
        "a gazette of two notices without articles",
        f"{_GAZETTE}\n目录\n{_FLOOD_TITLE}……3\n{_FIRE_TITLE}……5\n{_FLOOD}\n{_FIRE}",
        {_FLOOD_TITLE: {}, _FIRE_TITLE: {}},
        ("txt", "docx"),
        numbers={_FLOOD_TITLE: "澄府办发〔2019〕5号", _FIRE_TITLE: "澄府办发〔2019〕6号"},
    ),
    SeveralCase(
        "a gazette of a rule and a notice",
        f"{_GAZETTE}\n目录\n{_F}……3\n{_FLOOD_TITLE}……5\n{_ORDER}\n{_F}\n{_FERRY}\n{_FLOOD}",
        {_F: expected("渡船"), _FLOOD_TITLE: {}},
        numbers={_F: "澄湾市人民政府令第41号", _FLOOD_TITLE: "澄府办发〔2019〕5号"},
    ),
    SeveralCase(
        "a gazette of a notice and a rule",
        f"{_GAZETTE}\n{_FLOOD}\n{_ORDER}\n{_F}\n{_FERRY}",
        {_FLOOD_TITLE: {}, _F: expected("渡船")},
        numbers={_F: "澄湾市人民政府令第41号", _FLOOD_TITLE: "澄府办发〔2019〕5号"},
    ),
    SeveralCase(
        "a gazette of a notice, a rule and a notice",
        f"{_GAZETTE}\n{_FLOOD}\n{_NOTICE}\n{_F}\n{_FERRY}\n{_FIRE}",
        {_FLOOD_TITLE: {}, _F: expected("渡船"), _FIRE_TITLE: {}},
        numbers={_F: _N8, _FIRE_TITLE: "澄府办发〔2019〕6号"},
    ),
)

_EN = (
    "Article 1 These Rules are made for ferries.",
    "Article 2 Matter two of ferries is handled by the competent department.",
    "Article 3 Matter three of ferries is handled by the competent department.",
    "Article 4 These Rules take effect on May 1, 2019.",
)
_BO = (
    "དོན་ཚན་དང་པོ། གྲུ་གཟིངས་དོ་དམ་བྱེད་པའི་ཆེད་དུ་བཅའ་ཁྲིམས་འདི་བཟོས།",
    "དོན་ཚན་གཉིས་པ། གྲུ་གཟིངས་ཀྱི་དོན་གཉིས་པ།",
    "དོན་ཚན་གསུམ་པ། གྲུ་གཟིངས་ཀྱི་དོན་གསུམ་པ།",
    "དོན་ཚན་བཞི་པ། གཏན་འབེབས་འདི་ལག་བསྟར་བྱེད།",
)
_UG = (
    "1-ماددا كېمىلەرنى باشقۇرۇش ئۈچۈن بۇ بەلگىلىمە تۈزۈلدى.",
    "2-ماددا كېمىنىڭ ئىككىنچى ئىشى.",
    "3-ماددا كېمىنىڭ ئۈچىنچى ئىشى.",
    "4-ماددا بۇ بەلگىلىمە ئىجرا قىلىنىدۇ.",
)
_ZH = _FERRY.split("\n")


def _alternating(others: tuple[str, ...]) -> str:
    return "\n".join(f"{chinese}\n{other}" for chinese, other in zip(_ZH, others, strict=True))


def _columns(others: tuple[str, ...], *, head: str = "") -> str:
    rows = [f"{chinese}\t{other}" for chinese, other in zip(_ZH, others, strict=True)]
    return "\n".join([head, *rows] if head else rows)


def _three_columns(others: tuple[str, ...]) -> str:
    return "\n".join(
        "\t".join([*chinese.split(" ", 1), other])
        for chinese, other in zip(_ZH, others, strict=True)
    )


_ONE = {_F: expected("渡船")}
_FERRY_EN = "Rules of Chengwan City on Ferries"
BILINGUAL = (
    SeveralCase(
        "English below each article",
        f"{_F}\n{_FERRY_EN}\n{_FERRY_NOTE}\n{_alternating(_EN)}",
        _ONE,
        ("txt", "docx"),
    ),
    SeveralCase("Tibetan below each article", f"{_F}\n{_FERRY_NOTE}\n{_alternating(_BO)}", _ONE),
    SeveralCase("Uyghur below each article", f"{_F}\n{_FERRY_NOTE}\n{_alternating(_UG)}", _ONE),
    SeveralCase(
        "English above each article",
        f"{_F}\n{_FERRY_EN}\n{_FERRY_NOTE}\n"
        + "\n".join(f"{other}\n{chinese}" for chinese, other in zip(_ZH, _EN, strict=True)),
        _ONE,
    ),
    SeveralCase(
        "columns in a table", f"{_F}\n{_FERRY_NOTE}\n{_columns(_EN)}", _ONE, ("md", "html", "docx")
    ),
    SeveralCase(
        "columns with a head row",
        f"{_F}\n{_FERRY_NOTE}\n{_columns(_EN, head='中文	English')}",
        _ONE,
        ("md", "html", "docx"),
    ),
    SeveralCase(
        "columns of Tibetan",
        f"{_F}\n{_FERRY_NOTE}\n{_columns(_BO, head='汉文	藏文')}",
        _ONE,
        ("html", "docx"),
    ),
    SeveralCase("columns of Uyghur", f"{_F}\n{_FERRY_NOTE}\n{_columns(_UG)}", _ONE, ("docx",)),
    SeveralCase(
        "English in the first column",
        f"{_F}\n{_FERRY_NOTE}\n"
        + "\n".join(f"{other}\t{chinese}" for chinese, other in zip(_ZH, _EN, strict=True)),
        _ONE,
        ("html", "docx"),
    ),
    SeveralCase(
        "labels in a column of their own",
        f"{_F}\n{_FERRY_NOTE}\n{_three_columns(_EN)}",
        _ONE,
        ("html", "docx"),
    ),
    SeveralCase(
        "the title in the table",
        f"{_F}\t{_FERRY_EN}\n{_columns(_EN)}",
        _ONE,
        ("html", "docx", "tsv"),
    ),
    SeveralCase(
        "columns by tabs in plain text", f"{_F}\n{_FERRY_NOTE}\n{_columns(_EN)}", _ONE, ("txt",)
    ),
    SeveralCase(
        "the whole text in English behind the Chinese one",
        f"{_F}\n{_FERRY_NOTE}\n{_FERRY}\n{_FERRY_EN}\n" + "\n".join(_EN),
        _ONE,
        ("txt", "docx"),
        old=("These Rules are made for ferries", "take effect on May 1, 2019"),
    ),
    SeveralCase(
        "the whole text in Tibetan behind the Chinese one",
        f"{_F}\n{_FERRY_NOTE}\n{_FERRY}\nགྲུ་གཟིངས་དོ་དམ་གཏན་འབེབས།\n" + "\n".join(_BO),
        _ONE,
        old=("གྲུ་གཟིངས་ཀྱི་དོན་གཉིས་པ",),
    ),
)

_SEVEN = articles("渡船", 7).split("\n")
_SIX = "\n".join(line for line in _SEVEN if not line.startswith("第四条"))
_SIX_EXPECTED = {path: words for path, words in expected("渡船", 7).items() if path != "第四条"}
_GONE = "船工须经指定机构考核。"
_PRINTED_TITLE = {_F: _SIX_EXPECTED}
_WHOLE = {_F: expected("渡船")}
OLD = (
    SeveralCase(
        "a deleted article with a note",
        f"{_F}\n{_FERRY_NOTE}\n{_SIX}\n第四条 {_GONE}\n（根据2020年6月1日《关于修改部分规章的决定》删去）",
        _PRINTED_TITLE,
        ("txt", "docx"),
        old=(_GONE,),
    ),
    SeveralCase(
        "deleted articles below a heading",
        f"{_F}\n{_FERRY_NOTE}\n{_SIX}\n附：已删除的条文\n第四条 {_GONE}\n第九条 船工须交保证金。",
        _PRINTED_TITLE,
        old=(_GONE, "船工须交保证金"),
    ),
    SeveralCase(
        "the earlier wording of an article at the end",
        f"{_F}\n{_FERRY_NOTE}\n{_FERRY}\n原第二条 渡船一律由航务站办理。",
        _WHOLE,
        old=("渡船一律由航务站办理",),
    ),
    SeveralCase(
        "the earlier wording below 修改前",
        f"{_F}\n{_FERRY_NOTE}\n{_FERRY}\n修改前的条文：\n第二条 渡船一律由航务站办理。",
        _WHOLE,
        old=("渡船一律由航务站办理",),
    ),
    SeveralCase(
        "earlier articles from the first one on",
        f"{_F}\n{_FERRY_NOTE}\n{_FERRY}\n附：修改前的条文\n第一条 为了整顿旧渡船，制定本规定。\n第二条 旧渡船一律由航务站办理。\n第三条 旧渡船不得载货。\n第四条 旧规定自2001年5月1日起施行。",
        _WHOLE,
        old=("为了整顿旧渡船", "旧渡船一律由航务站办理", "旧规定自2001年"),
    ),
    SeveralCase(
        "the earlier wording in a note of the article",
        f"{_F}\n{_FERRY_NOTE}\n{_ZH[0]}\n{_ZH[1]}\n（原第二条：渡船一律由航务站办理。）\n{_ZH[2]}\n{_ZH[3]}",
        _WHOLE,
    ),
    SeveralCase(
        "a note below the text quotes an earlier article",
        f"{_F}\n{_FERRY_NOTE}\n{_FERRY}\n注：本规定原第三条为：“第三条 渡船不得载货。”",
        _WHOLE,
    ),
    SeveralCase(
        "a deleted article that would be the next one",
        f"{_F}\n{_FERRY_NOTE}\n{_FERRY}\n第五条 {_GONE}\n（根据2020年6月1日《关于修改部分规章的决定》删去）",
        _WHOLE,
        old=(_GONE,),
    ),
    SeveralCase(
        "a deleted article that would be the next one, below a heading",
        f"{_F}\n{_FERRY_NOTE}\n{_FERRY}\n已废止条文\n第五条 {_GONE}",
        _WHOLE,
        old=(_GONE,),
    ),
    SeveralCase(
        "a deleted article in its place",
        f"{_F}\n{_FERRY_NOTE}\n" + "\n".join([*_SEVEN[:3], "第四条 （删去）", *_SEVEN[4:]]),
        {_F: expected("渡船", 7) | {"第四条": "（删去）"}},
    ),
)

_COMPARE = "{0}\t{1}\n第二条 渡船由航务站办理。\t第二条 渡船由航务局办理。\n第三条 渡船不得载货。\t第三条 渡船不得载货和牲畜。\n第五条 船工应当会游泳。\t第五条 船工应当会游泳，并持证。"
_FOUR_OLD = "第一条 为了整顿旧渡船，制定本规定。\t第一条 为了发展渡船，制定本规定。\n第二条 渡船由航务站办理。\t第二条 渡船由航务局办理。\n第三条 渡船不得载货。\t第三条 渡船不得载货和牲畜。\n第四条 本规定自2001年5月1日起施行。\t第四条 本规定自2020年5月1日起施行。"
_TABLE_TITLE = f"《{_F}》修改前后对照表"
COMPARISONS = (
    SeveralCase(
        "a table of old and new text",
        f"{_TABLE_TITLE}\n{_COMPARE.format('修改前', '修改后')}",
        {_TABLE_TITLE: {}},
        ("md", "html", "docx"),
        old=("渡船由航务站办理", "渡船由航务局办理"),
    ),
    SeveralCase(
        "a table of all articles",
        f"{_TABLE_TITLE}\n现行规定\t修订草案\n{_FOUR_OLD}",
        {_TABLE_TITLE: {}},
        ("html", "docx"),
        old=("为了整顿旧渡船", "自2020年5月1日"),
    ),
    SeveralCase(
        "a table under the title of the law",
        f"{_F}\n{_FERRY_NOTE}\n原条文\t新条文\n{_FOUR_OLD}",
        {_F: {}},
        ("html", "docx"),
        findings=("compared_texts",),
        old=("为了整顿旧渡船", "自2020年5月1日"),
    ),
    SeveralCase(
        "a table behind a law",
        f"{_F}\n{_FERRY_NOTE}\n{_FERRY}\n附：修改前后对照表\n{_COMPARE.format('原条文', '新条文')}",
        _WHOLE,
        ("html", "docx"),
        old=("渡船由航务站办理",),
    ),
    SeveralCase(
        "a table of all articles behind a law",
        f"{_F}\n{_FERRY_NOTE}\n{_FERRY}\n新旧条文对照\n修改前\t修改后\n{_FOUR_OLD}",
        _WHOLE,
        ("html", "docx"),
        old=("为了整顿旧渡船", "自2020年5月1日"),
    ),
    SeveralCase(
        "a table by tabs in plain text",
        f"{_TABLE_TITLE}\n{_COMPARE.format('修改前', '修改后')}",
        {_TABLE_TITLE: {}},
        ("txt",),
        old=("渡船由航务站办理",),
    ),
    SeveralCase(
        "old and new text as paragraphs",
        f"{_TABLE_TITLE}\n修改前：\n第二条 渡船由航务站办理。\n修改后：\n第二条 渡船由航务局办理。\n修改前：\n第三条 渡船不得载货。\n修改后：\n第三条 渡船不得载货和牲畜。",
        {_TABLE_TITLE: {}},
        old=("渡船由航务站办理",),
    ),
    SeveralCase(
        "old and new paragraphs under the title of the law",
        f"{_F}\n{_FERRY_NOTE}\n【原条文】\n第一条 为了整顿旧渡船，制定本规定。\n【新条文】\n第一条 为了发展渡船，制定本规定。\n【原条文】\n第二条 渡船由航务站办理。\n【新条文】\n第二条 渡船由航务局办理。\n【原条文】\n第三条 渡船不得载货。\n【新条文】\n第三条 渡船不得载货和牲畜。",
        {_F: {}},
        findings=("compared_texts",),
        old=("渡船由航务站办理", "渡船由航务局办理"),
    ),
    SeveralCase(
        "a table with a column of numbers",
        f"{_TABLE_TITLE}\n序号\t现行条文\t修改后条文\n1\t第二条 渡船由航务站办理。\t第二条 渡船由航务局办理。\n2\t第三条 渡船不得载货。\t第三条 渡船不得载货和牲畜。",
        {_TABLE_TITLE: {}},
        ("html", "docx"),
        old=("渡船由航务站办理",),
    ),
)

ORDER = (
    SeveralCase(
        "two articles change places",
        f"{_F}\n{_FERRY_NOTE}\n"
        + "\n".join([_SEVEN[0], _SEVEN[1], _SEVEN[3], _SEVEN[2], *_SEVEN[4:]]),
        {
            _F: dict(
                list(expected("渡船", 7).items())[:2]
                + list(expected("渡船", 7).items())[3:4]
                + list(expected("渡船", 7).items())[2:3]
                + list(expected("渡船", 7).items())[4:]
            )
        },
        findings=("article_out_of_order",),
    ),
    SeveralCase(
        "an article is missing",
        f"{_F}\n{_FERRY_NOTE}\n{_SIX}",
        _PRINTED_TITLE,
        findings=("articles_missing",),
    ),
    SeveralCase(
        "an article comes twice",
        f"{_F}\n{_FERRY_NOTE}\n{_ZH[0]}\n{_ZH[1]}\n第二条 渡船一律由航务站办理。\n{_ZH[2]}\n{_ZH[3]}",
        _WHOLE,
        findings=("article_out_of_sequence",),
    ),
    SeveralCase(
        "an article far behind its place",
        f"{_F}\n{_FERRY_NOTE}\n" + "\n".join([*_SEVEN[:2], *_SEVEN[3:6], _SEVEN[2], _SEVEN[6]]),
        {
            _F: {
                path: expected("渡船", 7)[path]
                for path in ("第一条", "第二条", "第四条", "第五条", "第六条", "第三条", "第七条")
            }
        },
        findings=("article_out_of_order",),
    ),
    SeveralCase(
        "the whole law twice",
        f"{_F}\n{_FERRY_NOTE}\n{_FERRY}\n{_F}\n{_FERRY_NOTE}\n{_FERRY}",
        {_F: expected("渡船"), f"{_F}~2": expected("渡船")},
        findings=("several_rules",),
    ),
    SeveralCase(
        "articles begin again without a title",
        f"{_F}\n{_FERRY_NOTE}\n{_FERRY}\n{_LOCK}",
        {_F: expected("渡船") | {f"{path}~2": words for path, words in expected("船闸").items()}},
        findings=("articles_restart",),
    ),
)

_LAW = "澄湾市船员条例"
_LAW_NOTE = "（2016年3月2日澄湾市第七届人民代表大会常务委员会第十次会议通过）"
_PASSED = f"{_LAW}\n{_LAW_NOTE}\n"
UNCHANGED = (
    SeveralCase(
        "a law that quotes another law's article",
        f"{_PASSED}{_ZH[0]}\n第二条 船员违反《澄湾市渡船管理规定》第二条的，由航务局处理。\n《澄湾市渡船管理规定》第三条规定：\n“第三条 渡船不得超载。”\n{_ZH[2]}\n{_ZH[3]}",
        {_LAW: expected("渡船") | {"第二条": "船员违反"}},
        lacks=("several_rules",),
    ),
    SeveralCase(
        "an annex table",
        f"{_PASSED}{_FERRY}\n附件：罚款标准表\n违法行为\t罚款\n违反第二条\t一百元\n违反第三条\t二百元",
        {_LAW: expected("渡船")},
        ("html", "docx"),
        lacks=("several_rules", "compared_texts"),
        old=("一百元",),
    ),
    SeveralCase(
        "a code with parts",
        f"澄湾市水上法典\n{_LAW_NOTE}\n第一编 总则\n第一分编 通则\n第一章 一般规定\n第一节 目的\n第一条 为了管理水上，制定本法。\n第二节 适用\n第二条 水上的事项二由航务局办理。\n第二编 船舶\n第一章 登记\n第一节 船名\n第三条 水上的事项三由航务局办理。\n第二节 船主\n第四条 本法自2017年1月1日起施行。",
        {
            "澄湾市水上法典": {
                "第一条": "为了管理水上",
                "第二条": "事项二",
                "第三条": "事项三",
                "第四条": "自2017年",
            }
        },
        lacks=("several_rules", "articles_restart"),
    ),
    SeveralCase(
        "a book of contracts",
        "合同范本汇编\n租船合同\n甲方：\n乙方：\n第一条 甲方向乙方出租渡船一艘。\n第二条 租期一年。\n第三条 租金每月五百元。\n修船合同\n甲方：\n乙方：\n第一条 乙方为甲方修理渡船。\n第二条 工期三十天。\n第三条 修理费一千元。",
        {"合同范本汇编": {}},
        lacks=("several_rules",),
        old=("甲方向乙方出租渡船", "乙方为甲方修理渡船"),
    ),
    SeveralCase(
        "supplementary provisions",
        f"{_PASSED}第一章 总则\n{_ZH[0]}\n{_ZH[1]}\n{_ZH[2]}\n附则\n{_ZH[3]}",
        {_LAW: expected("渡船")},
        lacks=("several_rules",),
    ),
    SeveralCase(
        "an appendix with numbered items",
        f"{_PASSED}{_FERRY}\n附录 船员证书种类\n一、船长证书\n二、轮机长证书\n三、水手证书",
        {_LAW: expected("渡船")},
        lacks=("several_rules",),
        old=("船长证书", "水手证书"),
    ),
    SeveralCase(
        "an annex with articles of its own",
        f"{_PASSED}{_FERRY}\n附件：船员考试细则\n第一条 考试每年一次。\n第二条 考试由航务局组织。\n第三条 成绩当场公布。",
        {
            _LAW: expected("渡船")
            | {
                "附件/第一条": "考试每年一次",
                "附件/第二条": "考试由航务局组织",
                "附件/第三条": "成绩当场公布",
            }
        },
        lacks=("several_rules",),
    ),
    SeveralCase(
        "one law with a table of contents",
        f"{_PASSED}目录\n第一章 总则\n第二章 附则\n第一章 总则\n{_ZH[0]}\n{_ZH[1]}\n{_ZH[2]}\n第二章 附则\n{_ZH[3]}",
        {_LAW: expected("渡船")},
        lacks=("several_rules",),
    ),
    SeveralCase(
        "a decision that quotes articles",
        "澄湾市人民代表大会常务委员会关于修改《澄湾市船员条例》的决定\n（2020年3月2日澄湾市第八届人民代表大会常务委员会第三次会议通过）\n一、第一条修改为：“第一条 为了保护船员，制定本条例。”\n二、增加一条，作为第四条：“第四条 船员应当持证。”\n本决定自公布之日起施行。",
        {"澄湾市人民代表大会常务委员会关于修改《澄湾市船员条例》的决定": {}},
        lacks=("several_rules", "compared_texts"),
    ),
    SeveralCase(
        "an article that speaks of old and new text",
        f"{_PASSED}{_ZH[0]}\n第二条 渡船的事项二由主管部门办理。修改前的船籍证书继续有效，修改后的证书由航务局换发。\n{_ZH[2]}\n{_ZH[3]}",
        {_LAW: expected("渡船")},
        lacks=("several_rules", "compared_texts"),
    ),
    SeveralCase(
        "a table of labels and texts",
        f"{_PASSED}" + "\n".join(line.replace(" ", "\t", 1) for line in _ZH),
        {_LAW: expected("渡船")},
        ("html", "docx"),
        lacks=("several_rules", "compared_texts"),
    ),
    SeveralCase(
        "one notice that names two others",
        "澄湾市总工会关于落实两个通知的通知\n澄工发〔2021〕9号\n各区总工会：\n《澄湾市总工会关于防暑的通知》（澄工发〔2020〕3号）和《澄湾市总工会关于防寒的通知》（澄工发〔2020〕7号）继续执行。\n澄湾市总工会\n2021年3月4日",
        {"澄湾市总工会关于落实两个通知的通知": {}},
        lacks=("several_rules",),
    ),
    SeveralCase(
        "a law that begins again under a chapter's name",
        f"{_PASSED}第一章 登记办法\n{_ZH[0]}\n{_ZH[1]}\n第二章 处罚规定\n{_ZH[2]}\n{_ZH[3]}",
        {_LAW: expected("渡船")},
        lacks=("several_rules",),
    ),
    SeveralCase(
        "a text in English alone",
        "Rules of Chengwan City on Ferries\n" + "\n".join(_EN),
        {
            "Rules of Chengwan City on Ferries": {
                "Article 1": "These Rules are made",
                "Article 2": "Matter two",
                "Article 3": "Matter three",
                "Article 4": "take effect",
            }
        },
        lacks=("several_rules",),
    ),
    SeveralCase(
        "an annex for which a table compares fees",
        f"{_PASSED}{_FERRY}\n附件：收费标准\n项目\t原标准\t新标准\n船票\t二元\t三元\n货票\t五元\t六元",
        {_LAW: expected("渡船")},
        ("html", "docx"),
        lacks=("several_rules",),
        old=("三元",),
    ),
)

CASES = (*RULES, *ANNEXES, *ORDERS, *GAZETTES, *BILINGUAL, *OLD, *COMPARISONS, *ORDER, *UNCHANGED)
