"""Remains of JSON, Markdown and mark-up in texts."""

from __future__ import annotations

from tests.ingestion.dirty_text_inputs.case import DirtyCase

_TITLE = "禾川市砖窑管理办法"
_ARTICLES = (
    "为了管理砖窑，制定本办法。",
    "砖窑应当距离村庄一公里以上。",
    "本办法自2012年1月1日起施行。",
)
_EXPECTED = (
    (
        _TITLE,
        (
            "第一条 为了管理砖窑，制定本办法。",
            "第二条 砖窑应当距离村庄一公里以上。",
            "第三条 本办法自2012年1月1日起施行。",
        ),
    ),
)
_ONE, _TWO, _THREE = (
    f"第{number}条 {words}" for number, words in zip("一二三", _ARTICLES, strict=True)
)
_ROW_WORDS = ("甲类 | 2300 | 23", "乙类 | 2100 | 21")

REMAINS_CASES = (
    DirtyCase(
        "a record of JSON in a text file",
        f'{{"title":"{_TITLE}","content":"{_ONE}\\n{_TWO}\\n{_THREE}"}}',
        _EXPECTED,
        ("content", "\\n", "{", "}"),
    ),
    DirtyCase(
        "the beginning of a record whose end was cut off",
        f'{{"content":"{_TITLE}\\n{_ONE}\\n{_TWO}\\n{_THREE}\\n',
        _EXPECTED,
        ("content", "\\n", "{"),
    ),
    DirtyCase(
        "escaped breaks and blanks",
        f"{_TITLE}\\r\\n\\u3000\\u3000{_ONE}\\r\\n\\u3000\\u3000{_TWO}\\n\\t{_THREE}\\n",
        _EXPECTED,
        ("\\n", "\\u3000", "\\r", "\\t"),
    ),
    DirtyCase(
        "a field of JSON before each line, and its end behind it",
        f'"text": "{_TITLE}",\n"text": "{_ONE}",\n"text": "{_TWO}",\n"text": "{_THREE}"\n',
        _EXPECTED,
        ('"', "text"),
    ),
    DirtyCase(
        "bold labels and heading marks in a text file",
        f"### {_TITLE}\n\n**第一条** {_ARTICLES[0]}\n\n**第二条** {_ARTICLES[1]}\n\n"
        f"**第三条**　{_ARTICLES[2]}\n",
        _EXPECTED,
        ("*", "#"),
    ),
    DirtyCase(
        "breaks and references of a page",
        f"{_TITLE}<br><br>&nbsp;&nbsp;{_ONE}<br/>&emsp;{_TWO}<BR />&#12288;{_THREE}",
        _EXPECTED,
        ("<", "&", "nbsp"),
    ),
    DirtyCase(
        "tags of a page around lines",
        f'{_TITLE}\n<p style="text-indent:2em">{_ONE}</p>\n<span>{_TWO}</span>\n'
        f"</div><p>{_THREE}</p>\n",
        _EXPECTED,
        ("<", ">", "style"),
    ),
    DirtyCase(
        "links and pictures in Markdown in a text file",
        f"![logo](http://a.example/logo.png)\n{_TITLE}\n{_ONE}\n"
        f"第二条 砖窑应当距离[村庄](http://a.example/v)一公里以上。\n{_THREE}\n",
        _EXPECTED,
        ("http", "](", "logo"),
    ),
    DirtyCase(
        "a table of Markdown in a text file",
        "# 关于砖工工资标准的通知\n\n各乡镇：现将标准印发给你们。\n\n"
        "| 类别 | 月工资 | 小时工资 |\n| --- | --- | --- |\n| 甲类 | 2300 | 23 |\n"
        "| 乙类 | 2100 | 21 |\n\n2015年3月2日\n",
        (("关于砖工工资标准的通知", _ROW_WORDS),),
        ("---", "#"),
    ),
    DirtyCase(
        "a table of HTML in Markdown",
        "# 关于瓦工工资标准的通知\n\n各乡镇：现将标准印发给你们。\n\n"
        '<table border="1">\n<thead>\n<tr><th>类别</th><th>月工资</th><th>小时工资</th></tr>\n'
        "</thead>\n<tbody>\n\n<tr>\n<td>甲类</td>\n<td>2300</td>\n<td>23</td>\n</tr>\n"
        "<tr>\n<td>乙类</td>\n<td>2100</td>\n<td>21</td>\n</tr>\n</tbody>\n</table>\n\n2015年3月2日\n",
        (("关于瓦工工资标准的通知", _ROW_WORDS),),
        ("<", "border"),
        "n.md",
    ),
    DirtyCase(
        "a table of HTML with merged cells on one line behind text",
        "# 关于船工工资标准的通知\n\n各乡镇：现将标准印发给你们。\n"
        "<table><tr><td rowspan=2>甲类</td><td>2300</td></tr><tr><td>2310<br>元</td></tr>"
        "<tr><td>乙类</td><td>2100&nbsp;元</td></tr></table>\n2015年3月2日\n",
        (("关于船工工资标准的通知", ("甲类 | 2300", "2310 元", "乙类 | 2100 元")),),
        ("<", "rowspan"),
        "n.md",
    ),
    DirtyCase(
        "a table of HTML in a text file",
        "关于渔工工资标准的通知\n各乡镇：现将标准印发给你们。\n"
        "<table><tr><td>类别</td><td>月工资</td><td>小时工资</td></tr>"
        "<tr><td>甲类</td><td>2300</td><td>23</td></tr>"
        "<tr><td>乙类</td><td>2100</td><td>21</td></tr></table>\n2015年3月2日\n",
        (("关于渔工工资标准的通知", _ROW_WORDS),),
        ("<", "td"),
    ),
)
