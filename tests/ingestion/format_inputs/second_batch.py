"""Inputs that were written after the code, to see whether it holds for the kind."""

from __future__ import annotations

import base64
import json

from tests.ingestion.documents import word_file
from tests.ingestion.format_inputs.cases import FormatCase
from tests.ingestion.format_inputs.words import chunked, mht
from tests.ingestion.sheets import Merge, Sheet, workbook
from tests.law.label_inputs.files import file_of

_LINES = (
    "北坪县水利局关于加强塘坝管理的通知",
    "各乡镇人民政府：",
    "为了加强塘坝管理，现将有关事项通知如下。",
    "一、明确责任人。每座塘坝应当有一名巡查员，汛期每日巡查。",
    "二、及时报告。发现渗漏的，应当在一小时内报告。",
    "北坪县水利局",
)
_HAS = ("每座塘坝应当有一名巡查员", "发现渗漏的")
_FACTS = {"document_number": "北水发〔2021〕9号", "date_written": "2021-06-03"}
_RULE = (
    "北坪县塘坝管理办法",
    "（2021年6月3日北坪县人民政府令第12号公布　自2021年8月1日起施行）",
    "第一条 为了加强塘坝管理，制定本办法。",
    "第二条 塘坝应当登记造册。",
    "第三条 本办法自2021年8月1日起施行。",
)
_PARTS = {
    "title": "北坪县塘坝管理办法",
    "number": "北坪县人民政府令第12号",
    "articles": {"1": "加强塘坝管理", "2": "登记造册", "3": "2021年8月1日"},
}


def _page(box: str, after: str = "") -> bytes:
    body = "".join(f"<p>{line}</p>" for line in _LINES[1:])
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{_LINES[0]}</title></head>'
        f"<body>{box}<h2>{_LINES[0]}</h2>{body}{after}</body></html>"
    ).encode()


def _text(box: str, after: str = "") -> bytes:
    return (box + "\n".join(_LINES) + "\n" + after).encode()


def _html(lines: tuple[str, ...] = _RULE) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


_ROWS = (
    ("信息索引号", "BP/2021-0031"),
    ("信息分类", "水利"),
    ("发布机构", "北坪县水利局"),
    ("生成日期", "2021-06-03"),
    ("文号", "北水发〔2021〕9号"),
    ("时效性", "有效"),
)
_BOXES = {
    "rows of a label and a value below a heading of the table": (
        "html",
        _page(
            '<table><tr><td colspan="2">政府信息公开目录</td></tr>'
            + "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in _ROWS)
            + "</table>"
        ),
    ),
    "labels in brackets": ("txt", _text("".join(f"【{name}】{value}\n" for name, value in _ROWS))),
    "strong labels with the colon behind them": (
        "html",
        _page("".join(f"<p><strong>{name}</strong>：{value}</p>" for name, value in _ROWS)),
    ),
    "tabs without colons": ("txt", _text("".join(f"{name}\t{value}\n" for name, value in _ROWS))),
    "bold labels in Markdown": (
        "md",
        _text("".join(f"**{name}：** {value}\n\n" for name, value in _ROWS)),
    ),
    "blank lines between its lines": (
        "txt",
        _text("".join(f"{name}: {value}\n\n" for name, value in _ROWS)),
    ),
    "blocks behind the text": (
        "html",
        _page("", "<div>" + "".join(f"<div>{n}：{v}</div>" for n, v in _ROWS) + "</div>"),
    ),
    "two pairs in a list item": (
        "html",
        _page(
            "<ul>"
            + "".join(
                f"<li><label>{first[0]}：</label>{first[1]}　<label>{second[0]}：</label>{second[1]}"
                "</li>"
                for first, second in zip(_ROWS[::2], _ROWS[1::2], strict=True)
            )
            + "</ul>"
        ),
    ),
    "dates in brackets": (
        "txt",
        _text(
            "索引号：BP/2021-0031\n发文单位：北坪县水利局\n成文时间：[2021-06-03]\n"
            "发文字号：北水发〔2021〕9 号\n公开方式：主动公开\n"
        ),
    ),
}
_AKN = '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">'
_SECTION = "<section><num>{0}</num><heading>{1}</heading><content><p>{2}</p></content></section>"


def _akn(body: str, kind: str = "act", title: str = "Beiping Pond Act", rest: str = "") -> bytes:
    return (
        f'{_AKN}<{kind} name="x"><preface><p><docTitle>{title}</docTitle></p></preface>'
        f"<body>{body}</body>{rest}</{kind}></akomaNtoso>"
    ).encode()


_THREE = "".join(
    _SECTION.format(*values)
    for values in (
        ("1", "Name", "This Act is the Beiping Pond Act."),
        ("2", "Register", "A pond must be registered."),
        ("3", "Duty", "Each pond has a warden."),
    )
)
_SECTIONS = {"1": "Beiping Pond Act", "2": "must be registered", "3": "warden"}

SECOND_CASES = (
    *(
        FormatCase(
            f"a second box: {name}",
            f"page.{form}",
            data,
            has=_HAS,
            lacks=("BP/2021-0031",),
            metadata=_FACTS,
            title=_LINES[0],
            number="北水发〔2021〕9号",
        )
        for name, (form, data) in _BOXES.items()
    ),
    FormatCase(
        "a table of a penalty is no box",
        "page.html",
        _page(
            "<table><tr><td>行政处罚决定书文号</td><td>北水罚〔2021〕3号</td></tr><tr><td>处罚机关</td>"
            "<td>北坪县水利局</td></tr><tr><td>处罚决定日期</td><td>2021-06-03</td></tr></table>"
        ),
        has=("北水罚〔2021〕3号", "处罚机关"),
        metadata={"information_box": None},
    ),
    FormatCase(
        "the head of a letter is no box",
        "letter.txt",
        (
            "北坪縣政府 函\n發文日期：中華民國110年6月3日\n發文字號：北水字第1100001234號\n"
            "速別：普通件\n附件：如說明\n主旨：請加強塘壩管理，請查照。\n說明：依規定辦理。\n"
        ).encode(),
        has=("發文字號：北水字第1100001234號", "速別：普通件"),
        metadata={"information_box": None},
    ),
    FormatCase(
        "a register with the labels of a box in its first column",
        "list.csv",
        "项目,说明\n索引号,由水利局编制\n发文字号,与原文一致\n成文日期,以印发之日为准\n".encode(),
        has=("项目：索引号；说明：由水利局编制",),
        records=3,
    ),
    FormatCase(
        "a Chinese page in quoted-printable in a Word file",
        "a.docx",
        chunked(
            (
                "mht",
                b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b1"\r\n\r\n--b1\r\n'
                b'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n'
                b"\r\n"
                + base64.encodebytes(_html().decode().replace("utf-8", "gb2312").encode("gb18030"))
                + b"\r\n--b1--\r\n",
            )
        ),
        **_PARTS,
    ),
    FormatCase(
        "plain text in GB18030 in a Word file",
        "a.docx",
        chunked(("txt", "\r\n".join(_RULE).encode("gb18030"))),
        **_PARTS,
    ),
    FormatCase(
        "a saved page of a browser named .doc",
        "a.doc",
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\n"
        b"Subject: x\r\n" + mht(_RULE),
        "related",
        **_PARTS,
    ),
    FormatCase("a page named .wps", "a.wps", _html(), "html", **_PARTS),
    FormatCase(
        "a piece of a page named .doc",
        "a.doc",
        _html()[_html().index(b"<p>") : -14],
        "html",
        **_PARTS,
    ),
    FormatCase(
        "a PDF with bytes before and behind it",
        "a.pdf",
        b"\x00" * 2000 + file_of(_RULE, "pdf") + b"\r\n--x--\r\n" + b" " * 300,
        "pdf",
        **_PARTS,
    ),
    FormatCase(
        "a PDF behind bytes named .doc",
        "a.doc",
        b"\r\n" * 400 + file_of(_RULE, "pdf"),
        "pdf",
        **_PARTS,
    ),
    FormatCase(
        "a Word file named .doc with a page number",
        "a.doc",
        word_file(*_RULE, "—12—"),
        lacks=("—12—",),
        **_PARTS,
    ),
    FormatCase(
        "a record in JSON with the fields of a box",
        "a.json",
        json.dumps(
            {
                "标题": _RULE[0],
                "发文字号": "北坪县人民政府令第12号",
                "成文日期": "2021年6月3日",
                "正文": "\n".join(_RULE[2:]),
            },
            ensure_ascii=False,
        ).encode(),
        metadata={"document_number": "北坪县人民政府令第12号", "date_written": "2021-06-03"},
        date="2021-06-03",
        **_PARTS,
    ),
    FormatCase(
        "a bill",
        "bill.xml",
        _akn(_THREE, "bill", "Beiping Pond Bill"),
        metadata={"document_type": "bill"},
        articles=_SECTIONS,
        stage="draft",
    ),
    FormatCase(
        "an amendment that quotes a section",
        "act.xml",
        _akn(
            _THREE.replace(
                "<p>Each pond has a warden.</p>",
                "<p>In the Dam Act, after section 4 insert: <mod><quotedStructure>"
                + _SECTION.format("4A.", "Ponds", "A pond is a dam.")
                + "</quotedStructure></mod></p>",
            )
        ),
        has=("A pond is a dam.”",),
        articles={"1": "Beiping Pond Act", "2": "registered", "3": "A pond is a dam"},
    ),
    FormatCase(
        "a note and a schedule",
        "act.xml",
        _akn(
            _THREE.replace(
                "A pond must",
                'A pond<authorialNote marker="1"><p>See the map.</p></authorialNote> must',
            ),
            rest='<attachments><attachment><heading>Schedule 1</heading><doc name="s"><mainBody>'
            "<p>Ponds: North, South.</p></mainBody></doc></attachment></attachments>",
        ),
        has=("A pond must be registered.", "See the map.", "Schedule 1", "Ponds: North, South."),
        articles=_SECTIONS,
    ),
    FormatCase(
        "parts of a code with sections inside articles",
        "act.xml",
        _akn("<article><num>Article I</num><heading>General</heading>" + _THREE + "</article>"),
        articles=_SECTIONS,
    ),
    FormatCase(
        "a register in tabs with a title of one cell",
        "list.tsv",
        "北坪县规章目录\n名称\t文号\t日期\n塘坝办法\t北坪县人民政府令第12号\t2021-06-03\n"
        "水渠办法\t北坪县人民政府令第13号\t2021-07-03\n".encode(),
        has=("名称：水渠办法；文号：北坪县人民政府令第13号；日期：2021-07-03", "北坪县规章目录"),
        records=2,
    ),
    FormatCase(
        "a merged title, a note and a header of two rows in a workbook",
        "list.xlsx",
        workbook(
            Sheet(
                "目录",
                (
                    ("北坪县规章目录", "", "", ""),
                    ("截至2021年", "", "", ""),
                    ("序号", "名称", "日期", ""),
                    ("", "", "公布", "施行"),
                    ("1", "塘坝办法", "2021-06-03", "2021-08-01"),
                    ("2", "水渠办法", "2021-07-03", "2021-09-01"),
                ),
                (Merge("A1:D1"), Merge("A3:A4"), Merge("B3:B4"), Merge("C3:D3")),
            )
        ),
        has=("名称：水渠办法；日期·公布：2021-07-03；日期·施行：2021-09-01",),
        records=2,
    ),
    FormatCase(
        "two tables in one sheet",
        "list.csv",
        (
            "现行规章,,\n名称,文号,日期\n塘坝办法,第12号,2021-06-03\n,,\n已废止规章,,\n"
            "名称,废止日期,依据\n水渠办法,2020-01-01,第11号\n"
        ).encode(),
        has=("名称：塘坝办法；文号：第12号", "名称：水渠办法；废止日期：2020-01-01；依据：第11号"),
        records=2,
    ),
    FormatCase(
        "a payroll with names of two rows",
        "pay.csv",
        (
            "姓名,应发,,扣款,\n,基本,加班,社保,个税\n孙九,3000,200,300,20\n李十,3100,0,310,25\n"
        ).encode(),
        has=("姓名：李十；应发·基本：3100；应发·加班：0；扣款·社保：310；扣款·个税：25",),
        records=2,
    ),
    FormatCase(
        "an empty name in a header is no second row",
        "pay.csv",
        "姓名,,金额\n孙九,车间,3000\n李十,仓库,3100\n".encode(),
        has=("金额：3100",),
        records=2,
    ),
)
