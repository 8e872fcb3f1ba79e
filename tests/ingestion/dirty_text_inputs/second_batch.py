"""A second batch, written after the first was read, to see what holds beyond it."""

from __future__ import annotations

from tests.ingestion.dirty_text_inputs.case import CleanCase, DirtyCase

_A = "苇塘县总工会举办职工读书会"
_A_BODY = (
    "苇塘县总工会昨日在工人文化宫举办读书会，八十名职工分享了读书心得。读书会每月一期，免费参加。"
)
_A_WORDS = ("八十名职工分享了读书心得", "每月一期，免费参加")
_B = "苇塘县查处三起欠薪案件"
_B_BODY = "苇塘县劳动监察大队近日查处三起欠薪案件，为四十五名农民工追回工资三十二万元。涉案的三名包工头已被列入黑名单。"
_B_WORDS = ("追回工资三十二万元", "已被列入黑名单")
_BOTH = ((_A, _A_WORDS), (_B, _B_WORDS))
_LAW = "苇塘县芦苇收割办法"
_FIRST = "为了规范芦苇收割，制定本办法。"
_SECOND = "芦苇应当在霜降后收割。"
_THIRD = "本办法自2018年10月1日起施行。"
_LAW_EXPECTED = ((_LAW, (f"第一条 {_FIRST}", f"第二条 {_SECOND}", f"第三条 {_THIRD}")),)

SECOND_CASES = (
    DirtyCase(
        "bylines with the day in brackets",
        f"{_A}\n（2021-03-04 10:00:00 来源：苇塘发布）\n{_A_BODY}\n\n{_B}\n（2021-03-05 16:30:00 来源：苇塘发布）\n{_B_BODY}\n",
        _BOTH,
        ("来源",),
    ),
    DirtyCase(
        "bylines of a newspaper with a reporter",
        f"{_A}\n苇塘日报 记者 冯某 2021-03-04\n{_A_BODY}\n{'-' * 20}\n{_B}\n苇塘日报 记者 褚某 2021-03-05\n{_B_BODY}\n",
        _BOTH,
        ("----",),
    ),
    DirtyCase(
        "dicts of Python",
        f"{{'title': '{_A}', 'content': '{_A_BODY}\\n', 'url': 'http://a.example/1'}}\n"
        f"{{'title': '{_B}', 'content': '{_B_BODY}\\n', 'url': 'http://a.example/2'}}\n",
        _BOTH,
        ("content", "\\n", "'"),
    ),
    DirtyCase(
        "a list of Python",
        f"['{_LAW}', '第一条\\u3000{_FIRST}', '第二条\\u3000{_SECOND}', '第三条\\u3000{_THIRD}']",
        _LAW_EXPECTED,
        ("'", "[", "\\u3000"),
    ),
    DirtyCase(
        "records of JSON of which a comma is missing, over several lines",
        f'{{\n  "id": 7,\n  "title": "{_A}",\n  "publish_date": "2021-03-04"\n  "content": "{_A_BODY}"\n}}\n'
        f'{{\n  "id": 8,\n  "title": "{_B}",\n  "publish_date": "2021-03-05"\n  "content": "{_B_BODY}"\n}}\n',
        _BOTH,
        ("content", "{", "}"),
    ),
    DirtyCase(
        "breaks that were escaped twice",
        f"{_LAW}\\\\n第一条 {_FIRST}\\\\n第二条 {_SECOND}\\\\n第三条 {_THIRD}",
        _LAW_EXPECTED,
        ("\\",),
    ),
    DirtyCase(
        "the name of the site in brackets before the headline",
        f"【苇塘新闻网】{_A}\n2021-03-04 来源：苇塘新闻网 点击：5\n{_A_BODY}\n",
        ((_A, _A_WORDS),),
        ("苇塘新闻网",),
    ),
    DirtyCase(
        "the name of the site before the headline with a blank",
        f"苇塘县人民政府门户网站 {_A}\n来源：县总工会 发布时间：2021-03-04\n{_A_BODY}\n",
        ((_A, _A_WORDS),),
        ("门户网站",),
    ),
    DirtyCase(
        "headline, channel and site with blanks and dashes",
        f"{_A} - 工会新闻 - 苇塘新闻网\n{_A_BODY}\n",
        ((_A, _A_WORDS),),
    ),
    DirtyCase(
        "a list of headlines with days behind the text",
        f"{_A}\n来源：苇塘发布 时间：2021-03-04\n{_A_BODY}\n相关文章\n· 苇塘县总工会举办棋类比赛 (2021-02-01)\n"
        "· 苇塘县总工会举办歌咏比赛 (2021-01-09)\n",
        ((_A, _A_WORDS),),
        ("棋类", "歌咏"),
    ),
    DirtyCase(
        "marks of Markdown with backslashes in a text file",
        f"## {_LAW}\n\n\\-\\-\\-\n\n**第一条**&nbsp;&nbsp;{_FIRST}\n\n**第二条** {_SECOND}\n\n> **第三条** {_THIRD}\n",
        _LAW_EXPECTED,
        ("*", "#", ">", "\\"),
    ),
    DirtyCase(
        "pages with numbers",
        f"第1篇\n{_A}\n发布日期：2021-03-04 浏览：20次\n{_A_BODY}\n\n第2篇\n{_B}\n发布日期：2021-03-05 浏览：31次\n{_B_BODY}\n",
        _BOTH,
    ),
    DirtyCase(
        "pages in Markdown under headings of the second rank with sites",
        f"## {_A}_苇塘新闻网\n\n{_A_BODY}\n\n---\n\n## {_B}_苇塘新闻网\n\n{_B_BODY}\n",
        _BOTH,
        ("新闻网", "#"),
        "n.md",
    ),
    DirtyCase(
        "chats and comments below the page",
        f"{_A}\n发布于 2021-03-04 来源：苇塘论坛\n{_A_BODY}\n3条评论\n举报\n赞\n回复\n返回顶部\n",
        ((_A, _A_WORDS),),
        ("评论", "返回顶部"),
    ),
    DirtyCase(
        "a title over two lines above a byline",
        "关于印发《苇塘县芦苇\n收割补贴办法》的通知\n来源：县农业农村局 发布时间：2018-08-01\n各乡镇：\n现将办法印发给你们，请遵照执行。\n",
        (("关于印发《苇塘县芦苇收割补贴办法》的通知", ("现将办法印发给你们",)),),
    ),
    DirtyCase(
        "sentences broken in a page between paragraphs with indents",
        f"{_B}\n来源：苇塘发布 发布时间：2021-03-05\n　　苇塘县劳动监察大队近日查处三起欠薪案件，为四十\n五名农民工追回工资三十二万元。\n"
        "　　涉案的三名包工头已被列入黑名单，今后三年不得承\n接政府工程。\n",
        ((_B, ("为四十五名农民工", "不得承接政府工程")),),
    ),
    DirtyCase(
        "words broken by two blanks in an old law",
        f"{_LAW}\n第一条 为了规范芦苇收割，保护湿地和候鸟  的栖息环境，制定本办法。\n"
        "第二条 芦苇应当在霜降后收割，收割人应当  持有县林业部门核发的证件。\n"
        "第三条 收割时应当留下三分之一的芦苇作为  候鸟越冬的场所，并清理垃圾。\n",
        ((_LAW, ("候鸟的栖息环境", "应当持有县林业部门", "作为候鸟越冬")),),
    ),
    DirtyCase(
        "headline with a time but no origin, twice, and feet",
        f"{_A}\n2021-03-04 10:00\n{_A_BODY}\n（责任编辑：卫某）\n分享到：\n{_B}\n2021-03-05 11:00\n{_B_BODY}\n（责任编辑：卫某）\n分享到：\n",
        _BOTH,
        ("责任编辑", "分享到"),
    ),
    DirtyCase(
        "a table of HTML in a page in Markdown with attributes and a caption",
        '# 关于苇编补贴的通知\n\n各乡镇：标准如下。\n\n<table class="t" style="width:100%"><caption>补贴标准</caption><tbody><tr><th>品种</th><th>元</th></tr>'
        "<tr><td>苇席</td><td>15</td></tr><tr><td>苇帘</td><td>25</td></tr></tbody></table>\n\n2018年9月1日\n",
        (("关于苇编补贴的通知", ("苇席 | 15", "苇帘 | 25")),),
        ("<", "style"),
        "t.md",
    ),
    DirtyCase(
        "numbers of the source's lines are kept out of labels of JSON with text first",
        f'"content":"{_A_BODY}","title":"{_A}"\n',
        ((_A, _A_WORDS),),
        ('"', "content"),
    ),
)

SECOND_CLEAN_CASES = (
    CleanCase(
        "fees in two columns",
        "苇席检验收费表\n1001元至50000元的部分 按4%－5%交纳\n50001元至100000元的部分 按3%－4%交纳\n"
        "100001元至200000元的部分 按2%－3%交纳\n200001元至500000元的部分 按1%－2%交纳\n"
        "500001元至1000000元的部分 按0.5%－1%交纳\n",
    ),
    CleanCase(
        "verses with clauses",
        "放牛歌\n牛背短笛吹，斜阳入柴扉\n牧童不知晚，踏露唱歌归\n",
    ),
    CleanCase(
        "a diary with times",
        "航海日志\n5月1日 晴\n8:00 起锚，向东航行。\n12:00 遇渔船两艘，互致问候。\n5月2日 雨\n抵港，卸货。\n",
    ),
    CleanCase(
        "an essay with headings and dashes",
        "苇塘的桥\n石桥——一位老人的记忆\n桥建于清代，桥身有五孔，\n两岸的人每天从桥上走过。\n木桥——一场大水之后\n大水冲走了石桥，人们架起木桥。\n",
    ),
    CleanCase(
        "an address on its own line in a notice",
        "关于网上报名的通知\n各单位：\n请在三月底前登录下列网址报名：\nhttp://bm.weitang.example\n联系人：蒋某\n苇塘县总工会\n2021年3月1日\n",
    ),
    CleanCase(
        "settings of a program",
        '服务的设置\nserver {\n  listen 80;\n}\npath=C:\\new\\text\nmessage="你好\\n"\n说明：改后重启。\n',
    ),
    CleanCase(
        "JSON in the manual of an interface",
        '接口手册\n请求示例如下。\n{"name":"甲","content":"乙"}\n返回示例如下。\n{"code":0}\n',
    ),
    CleanCase(
        "questions and answers",
        "问：试用期多长？\n答：三年以上固定期限的，不超过六个月。\n问：要发工资吗？\n答：要，不低于约定工资的百分之八十。\n",
    ),
    CleanCase(
        "a contract with blanks to fill in",
        "借用协议\n甲方：苇塘县文化馆 乙方：__________\n一、甲方借给乙方展柜____个。\n二、乙方应当于____年__月__日归还。\n甲方（盖章）： 乙方（签字）：\n",
    ),
    CleanCase(
        "minutes with sources of information",
        "座谈会纪要\n会议讨论了三项议题。\n工会经费的来源：会费、拨缴经费、政府补助。\n时间安排：四月启动，五月检查。\n会议决定如期进行。\n",
    ),
)
