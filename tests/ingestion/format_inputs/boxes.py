"""Information boxes of government sites: in pages, in saved text, in Markdown."""

from __future__ import annotations

from tests.ingestion.format_inputs.cases import FormatCase

_BODY = (
    "澜溪市人民政府关于加强码头消防的意见",
    "各县（区）人民政府：",
    "为了加强码头消防，现提出如下意见。",
    "一、落实责任。各码头应当配备消防器材，定期检查。",
    "二、加强演练。每半年组织一次演练，演练情况应当记录。",
    "澜溪市人民政府",
)
_FACTS = {
    "document_number": "澜政发〔2019〕31号",
    "index_number": "LX0012/2019-00077",
    "issuer": "澜溪市人民政府",
    "date_written": "2019-05-08",
    "date_published": "2019-05-20",
}
_HAS = ("各码头应当配备消防器材", "每半年组织一次演练")
_LACKS = ("索引号", "索 引 号", "LX0012/2019-00077", "主题分类", "成文日期")


def _page(box: str, *, title: str = _BODY[0], body: tuple[str, ...] = _BODY) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in body[1:])
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{box}'
        f"<h1>{body[0]}</h1>{paragraphs}</body></html>"
    ).encode()


def _text(box: str, body: tuple[str, ...] = _BODY) -> bytes:
    return (box + "\n" + "\n".join(body) + "\n").encode()


_TABLE = (
    "<table><tr><td>索 引 号：</td><td>LX0012/2019-00077</td><td>主题分类：</td><td>公安、安全</td></tr>"
    "<tr><td>发文机关：</td><td>澜溪市人民政府</td><td>成文日期：</td><td>2019年05月08日</td></tr>"
    "<tr><td>发文字号：</td><td>澜政发〔2019〕31号</td><td>发布日期：</td><td>2019年05月20日</td></tr>"
    "<tr><td>主 题 词：</td><td></td><td>有 效 性：</td><td>有效</td></tr></table>"
)
_LIST = (
    "<dl><dt>索引号</dt><dd>LX0012/2019-00077</dd><dt>发布机构</dt><dd>澜溪市人民政府</dd>"
    "<dt>发文字号</dt><dd>澜政发〔2019〕31号</dd><dt>成文日期</dt><dd>2019-05-08</dd>"
    "<dt>发布日期</dt><dd>2019-05-20</dd></dl>"
)
_ITEMS = (
    "<ul><li>索引号：LX0012/2019-00077</li><li>发布机构：澜溪市人民政府</li>"
    "<li>文号：澜政发〔2019〕31号</li><li>成文日期：2019-05-08</li><li>发布日期：2019-05-20</li>"
    "<li>主题分类：安全生产</li></ul>"
)
_DIVS = (
    "<div class='x'><div><span>索引号：</span><span>LX0012/2019-00077</span></div>"
    "<div><span>制发机关：</span><span>澜溪市人民政府</span></div>"
    "<div><span>文　　号：</span><span>澜政发〔2019〕31号</span></div>"
    "<div><span>生成日期：</span><span>2019年5月8日</span></div>"
    "<div><span>公开日期：</span><span>2019年5月20日</span></div></div>"
)
_PAIRED_DIVS = (
    "<div><div>索引号</div><div>LX0012/2019-00077</div><div>发文机关</div><div>澜溪市人民政府</div>"
    "<div>发文字号</div><div>澜政发〔2019〕31号</div><div>成文日期</div><div>2019年5月8日</div>"
    "<div>公布日期</div><div>2019年5月20日</div></div>"
)
_SAVED_LINES = (
    "索 引 号：LX0012/2019-00077\n主题分类：公安、安全\n发文机关：澜溪市人民政府\n"
    "成文日期：2019年05月08日\n标　　题：澜溪市人民政府关于加强码头消防的意见\n"
    "发文字号：澜政发〔2019〕31号\n发布日期：2019年05月20日\n主 题 词：\n"
)
_SAVED_TABS = (
    "索引号：\tLX0012/2019-00077\t主题分类：\t公安\n发布机构：\t澜溪市人民政府\t成文日期：\t2019-05-08\n"
    "发文字号：\t澜政发〔2019〕31号\t发布日期：\t2019-05-20\n"
)
_SAVED_ALTERNATING = (
    "索引号\nLX0012/2019-00077\n发文机关\n澜溪市人民政府\n发文字号\n澜政发〔2019〕31号\n"
    "成文日期\n2019年5月8日\n发布日期\n2019年5月20日\n"
)
_SAVED_RUN = (
    "索引号：LX0012/2019-00077 发布机构：澜溪市人民政府 发文字号：澜政发〔2019〕31号 "
    "成文日期：2019-05-08 发布日期：2019-05-20\n"
)
_ENDED = _SAVED_LINES.replace("主 题 词：", "有 效 性：失效")
_MARKDOWN = (
    "| 索引号 | LX0012/2019-00077 | 主题分类 | 公安 |\n| --- | --- | --- | --- |\n"
    "| 发文机关 | 澜溪市人民政府 | 成文日期 | 2019-05-08 |\n"
    "| 发文字号 | 澜政发〔2019〕31号 | 发布日期 | 2019-05-20 |\n\n"
)
_NAMES = {
    "a table of four columns": ("html", _page(_TABLE)),
    "a list of definitions": ("html", _page(_LIST)),
    "a list": ("html", _page(_ITEMS)),
    "spans in blocks": ("html", _page(_DIVS)),
    "pairs of blocks without colons": ("html", _page(_PAIRED_DIVS)),
    "lines of saved text": ("txt", _text(_SAVED_LINES)),
    "tabs in saved text": ("txt", _text(_SAVED_TABS)),
    "label and value on lines of their own": ("txt", _text(_SAVED_ALTERNATING)),
    "one line": ("txt", _text(_SAVED_RUN)),
    "a table in Markdown": ("md", _text(_MARKDOWN)),
    "lines below the title": (
        "txt",
        _text(_BODY[0] + "\n" + _SAVED_LINES, _BODY[1:]),
    ),
}

BOX_CASES = (
    *(
        FormatCase(
            f"an information box as {name}",
            f"page.{form}",
            data,
            has=_HAS,
            lacks=_LACKS,
            metadata=_FACTS,
            title=_BODY[0],
            number="澜政发〔2019〕31号",
            date="2019-05-08",
        )
        for name, (form, data) in _NAMES.items()
    ),
    FormatCase(
        "a box that says that the paper is no longer valid",
        "page.txt",
        _text(_ENDED),
        has=_HAS,
        lacks=("有 效 性",),
        metadata={"validity": "失效"},
        finding="stated_invalid",
    ),
    FormatCase(
        "a box above a regulation whose text has no number",
        "page.html",
        _page(
            _TABLE.replace("澜政发〔2019〕31号", "澜溪市人民政府令第31号"),
            title="澜溪市码头管理办法",
            body=(
                "澜溪市码头管理办法",
                "第一条 为了规范码头管理，制定本办法。",
                "第二条 码头应当登记。",
                "第三条 本办法自2019年7月1日起施行。",
            ),
        ),
        lacks=_LACKS,
        title="澜溪市码头管理办法",
        number="澜溪市人民政府令第31号",
        date="2019-05-08",
        articles={"第一条": "为了规范码头管理", "第二条": "码头应当登记", "第三条": "2019年7月1日"},
    ),
    FormatCase(
        "the number in the text wins over that of the box",
        "page.txt",
        _text(_SAVED_LINES, (_BODY[0], "澜政发〔2019〕32号", *_BODY[1:])),
        metadata={"document_number": "澜政发〔2019〕31号"},
        number="澜政发〔2019〕32号",
    ),
    FormatCase(
        "a box that alone has the title",
        "page.txt",
        _text(_SAVED_LINES, _BODY[1:]),
        has=(_BODY[0],),
        lacks=_LACKS,
        title=_BODY[0],
        number="澜政发〔2019〕31号",
    ),
    FormatCase(
        "an empty last field above the title",
        "page.txt",
        _text(
            _SAVED_ALTERNATING + "主题词\n",
            (
                "澜溪市码头管理办法",
                "第一条 为了规范码头管理，制定本办法。",
                "第二条 码头应当登记。",
                "第三条 本办法自公布之日起施行。",
            ),
        ),
        has=("澜溪市码头管理办法",),
        lacks=_LACKS,
        title="澜溪市码头管理办法",
        date="2019-05-08",
    ),
    FormatCase(
        "a box whose title the page sets as its heading",
        "page.html",
        _page(
            _TABLE.replace(
                "<tr><td>主 题 词",
                f"<tr><td>标　　题：</td><td colspan='3'>{_BODY[0]}</td></tr><tr><td>主 题 词",
            )
        )
        .replace(b"<h1>", b"<p>")
        .replace(b"</h1>", b"</p>"),
        has=_HAS,
        lacks=_LACKS,
        metadata=_FACTS,
        title=_BODY[0],
        number="澜政发〔2019〕31号",
    ),
    FormatCase(
        "a page in traditional characters",
        "page.html",
        _page(
            "<ul><li>索引號：A-17</li><li>發文字號：清環字第1040012345號</li>"
            "<li>發布機關：清水縣政府</li><li>發布日期：2015-03-02</li></ul>",
            title="清水縣政府關於碼頭消防的公告",
            body=("清水縣政府關於碼頭消防的公告", "碼頭應當配備消防器材，定期檢查。"),
        ),
        lacks=("索引號",),
        metadata={"document_number": "清環字第1040012345號", "date_published": "2015-03-02"},
    ),
)

_FORM = (
    "信息公开申请表\n申请人：\n索引号：\n发文字号：\n所需信息的内容描述：请写明名称\n"
    "获取方式：邮寄\n申请日期：\n"
)
_RULE_ON_BOXES = (
    "澜溪市政务公开规定\n"
    "第一条 为了规范政务公开，制定本规定。\n"
    "第二条 公开的文件应当标明下列内容：\n"
    "（一）索引号：由本级政府编制；\n（二）发文字号：与原文一致；\n（三）成文日期：以印发之日为准。\n"
    "第三条 本规定自2020年1月1日起施行。\n"
)
UNCHANGED_BOX_CASES = (
    FormatCase(
        "a form with the labels of a box and no values",
        "form.txt",
        _FORM.encode(),
        has=("索引号", "发文字号", "获取方式：邮寄"),
        metadata={"document_number": None, "index_number": None},
    ),
    FormatCase(
        "an article that lists what a box has to state",
        "rule.txt",
        _RULE_ON_BOXES.encode(),
        has=("索引号：由本级政府编制", "发文字号：与原文一致", "成文日期：以印发之日为准"),
        metadata={"document_number": None},
        articles={
            "第一条": "为了规范政务公开",
            "第二条": "成文日期：以印发之日为准",
            "第三条": "2020年1月1日",
        },
    ),
    FormatCase(
        "one labelled line above a text is no box",
        "notice.txt",
        "发布日期：2020年3月1日\n河湾区图书馆关于闭馆的通知\n本馆自2020年3月5日起闭馆整修。\n".encode(),
        has=("本馆自2020年3月5日起闭馆整修",),
        metadata={"index_number": None, "information_box": None},
    ),
    FormatCase(
        "a contract with labelled lines",
        "contract.txt",
        (
            "设备租赁合同\n合同编号：HT-2020-7\n甲方：河湾区木器厂\n乙方：赵七\n"
            "签订日期：2020年3月1日\n第一条 甲方将刨床一台租给乙方。\n第二条 租期一年。\n"
        ).encode(),
        has=("合同编号：HT-2020-7", "甲方：河湾区木器厂", "签订日期：2020年3月1日"),
        metadata={"information_box": None},
    ),
    FormatCase(
        "a table of documents with the names of a box as its header",
        "list.html",
        (
            '<html><head><meta charset="utf-8"></head><body><h1>现行文件目录</h1><table>'
            "<tr><th>索引号</th><th>文件名称</th><th>发文字号</th><th>成文日期</th></tr>"
            "<tr><td>A-1</td><td>码头管理办法</td><td>澜政发〔2019〕1号</td><td>2019-01-02</td></tr>"
            "<tr><td>A-2</td><td>渡口管理办法</td><td>澜政发〔2019〕2号</td><td>2019-02-03</td></tr>"
            "</table></body></html>"
        ).encode(),
        has=("索引号", "澜政发〔2019〕1号", "澜政发〔2019〕2号", "渡口管理办法"),
        metadata={"document_number": None},
    ),
    FormatCase(
        "an annex in the middle of a text that shows a box as a sample",
        "sample.txt",
        (
            "澜溪市文件格式说明\n文件的首页应当印有信息表，信息表应当完整填写，不得空缺。\n"
            "说明如下，请各单位按照样式填写，并在印发前核对，发现错误应当及时更正。\n"
            "各单位应当指定专人负责，负责人的姓名和电话应当报送办公室备案。\n"
            "样式：\n索引号：000\n发文字号：某发〔年份〕几号\n成文日期：某年某月某日\n以上为样式。\n"
        ).encode(),
        has=("索引号：000", "以上为样式"),
        metadata={"document_number": None},
    ),
)
