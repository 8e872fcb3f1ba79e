"""Word files with texts inside, files under another format's name, PDF files with bytes in front."""

from __future__ import annotations

from tests.ingestion.documents import word_file, zipped
from tests.ingestion.format_inputs.cases import FormatCase
from tests.law.label_inputs.files import file_of

_RULE = (
    "澜溪市码头规定",
    "（2014年3月20日澜溪市人民政府令第77号公布　自2014年5月1日起施行）",
    "第一条 为了规范码头，制定本规定。",
    "第二条 码头应当登记。",
    "第三条 本规定自2014年5月1日起施行。",
)
_ARTICLES = {"第一条": "为了规范码头", "第二条": "码头应当登记", "第三条": "2014年5月1日"}
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RTF = (
    "{\\rtf1\\ansi\\ansicpg936\\uc0 "
    + "".join(
        "".join(f"\\u{ord(sign)} " if ord(sign) > 127 else sign for sign in line) + "\\par\n"
        for line in _RULE
    )
    + "}"
)


def _html(lines: tuple[str, ...] = _RULE) -> str:
    return (
        '<html><head><meta charset="utf-8"></head><body>'
        + "".join(f"<p>{line}</p>" for line in lines)
        + "</body></html>"
    )


def mht(lines: tuple[str, ...] = _RULE) -> bytes:
    """A page as Word saves it in one file."""
    return (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b0"\r\n\r\n'
        "--b0\r\nContent-Location: file:///C:/1.htm\r\nContent-Transfer-Encoding: 8bit\r\n"
        'Content-Type: text/html; charset="utf-8"\r\n\r\n' + _html(lines) + "\r\n--b0--\r\n"
    ).encode()


def chunked(
    *chunks: tuple[str, bytes],
    before: str = "",
    after: str = "",
    override: str = "",
    missing: bool = False,
) -> bytes:
    """A Word file whose text is in parts of other formats: the suffix and the bytes of each."""
    body = "".join(f'<w:altChunk r:id="c{number}"/>' for number in range(len(chunks)))
    paragraphs = [
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" if text else "" for text in (before, after)
    ]
    relations = "".join(
        f'<Relationship Id="c{number}" Type="{_R}/aFChunk" Target="chunk{number}.{suffix}"/>'
        for number, (suffix, _) in enumerate(chunks)
    )
    kinds = {
        "html": "text/html",
        "mht": "message/rfc822",
        "rtf": "application/rtf",
        "txt": "text/plain",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    }
    types = "".join(
        f'<Default Extension="{suffix}" ContentType="{kinds[suffix]}"/>'
        for suffix in dict.fromkeys(suffix for suffix, _ in chunks)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'{types}<Override PartName="/word/document.xml" ContentType="application/vnd.'
        f'openxmlformats-officedocument.wordprocessingml.document.main+xml"/>{override}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="a" '
        f'Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{paragraphs[0]}'
        f"{body}{paragraphs[1]}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
    }
    packed = {name: part.encode() for name, part in parts.items()}
    if not missing:
        packed |= {
            f"word/chunk{number}.{suffix}": data for number, (suffix, data) in enumerate(chunks)
        }
    return zipped(packed)


_PDF = file_of(_RULE, "pdf")
_PARTS = {"articles": _ARTICLES, "title": "澜溪市码头规定", "number": "澜溪市人民政府令第77号"}
_SPLIT = (_html(_RULE[:3]).encode(), _html(_RULE[3:]).encode())

WORD_CASES = (
    FormatCase("a page in a Word file", "a.docx", chunked(("html", _html().encode())), **_PARTS),
    FormatCase("a saved page in a Word file", "a.docx", chunked(("mht", mht())), **_PARTS),
    FormatCase(
        "a text in a Word file", "a.docx", chunked(("txt", "\n".join(_RULE).encode())), **_PARTS
    ),
    FormatCase(
        "a Word file in a Word file", "a.docx", chunked(("docx", word_file(*_RULE))), **_PARTS
    ),
    FormatCase("RTF in a Word file", "a.docx", chunked(("rtf", _RTF.encode())), **_PARTS),
    FormatCase(
        "two pages in a Word file",
        "a.docx",
        chunked(("html", _SPLIT[0]), ("html", _SPLIT[1])),
        **_PARTS,
    ),
    FormatCase(
        "a page between paragraphs of a Word file",
        "a.docx",
        chunked(("html", _html(_RULE[1:4]).encode()), before=_RULE[0], after=_RULE[4]),
        **_PARTS,
    ),
    FormatCase(
        "a Word file in a Word file in a Word file",
        "a.docx",
        chunked(("docx", chunked(("html", _html().encode())))),
        **_PARTS,
    ),
    FormatCase(
        "a part that is missing",
        "a.docx",
        chunked(("html", b""), before="澜溪市码头规定", missing=True),
        refused="corrupt",
    ),
    FormatCase(
        "a part that can't be read",
        "a.docx",
        chunked(("docx", b"PK\x03\x04 broken"), before="澜溪市码头规定"),
        has=("澜溪市码头规定",),
        finding="unread_parts",
    ),
    FormatCase(
        "a page number among the paragraphs of a Word file",
        "a.docx",
        word_file(*_RULE[:3], "\t —  3  —", *_RULE[3:], "- 4 -"),
        lacks=("3  —", "- 4 -"),
        **_PARTS,
    ),
    FormatCase("a page named .doc", "a.doc", _html().encode(), "html", **_PARTS),
    FormatCase(
        "a page in GB18030 named .doc",
        "a.doc",
        _html().replace("utf-8", "gb2312").encode("gb18030"),
        "html",
        **_PARTS,
    ),
    FormatCase(
        "a page in UTF-16 named .doc",
        "a.doc",
        _html().replace('<meta charset="utf-8">', "").encode("utf-16"),
        "html",
        **_PARTS,
    ),
    FormatCase("a saved page named .doc", "a.doc", mht(), "related", **_PARTS),
    FormatCase(
        "a saved page with a mark of its encoding",
        "a.doc",
        b"\xef\xbb\xbf" + mht(),
        "related",
        **_PARTS,
    ),
    FormatCase("a saved page named .xls", "a.xls", mht(), "related", **_PARTS),
    FormatCase("RTF behind blanks named .doc", "a.doc", b"\r\n " + _RTF.encode(), "rtf", **_PARTS),
    FormatCase(
        "plain text named .doc", "a.doc", "\n".join(_RULE).encode("gb18030"), "plain", **_PARTS
    ),
    FormatCase(
        "a Word file named .doc", "a.doc", word_file(*_RULE), "wordprocessingml.document", **_PARTS
    ),
    FormatCase(
        "a Word file named .pdf", "a.pdf", word_file(*_RULE), "wordprocessingml.document", **_PARTS
    ),
    FormatCase("a PDF behind a blank line", "a.pdf", b"\r\n\r\n" + _PDF, "pdf", **_PARTS),
    FormatCase(
        "a PDF behind a header of the line",
        "a.pdf",
        b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n" + _PDF,
        "pdf",
        **_PARTS,
    ),
    FormatCase(
        "a PDF behind 1,024 bytes", "a.pdf", b"x" * 1020 + b"\r\n\r\n" + _PDF, "pdf", **_PARTS
    ),
    FormatCase(
        "a PDF behind 5,000 bytes",
        "a.pdf",
        bytes(range(128, 256)) * 39 + b"\n" + _PDF,
        "pdf",
        **_PARTS,
    ),
    FormatCase("a PDF behind zeros", "a.pdf", bytes(700) + _PDF, "pdf", **_PARTS),
    FormatCase(
        "a PDF behind a mark of an encoding", "a.pdf", b"\xef\xbb\xbf" + _PDF, "pdf", **_PARTS
    ),
    FormatCase(
        "a PDF behind bytes without a name", "download", b"\x00\x01\x02\r\n" + _PDF, "pdf", **_PARTS
    ),
)

UNCHANGED_WORD_CASES = (
    FormatCase(
        "a text that speaks of the mark of PDF files",
        "note.txt",
        "PDF 文件以 %PDF-1.4 开头。\n第一条 本说明供参考。\n".encode(),
        "plain",
        has=("%PDF-1.4",),
    ),
    FormatCase(
        "a page that shows the mark of PDF files",
        "note.html",
        _html(("文件以 %PDF-1.7 开头。", "本页说明文件的格式。")).encode(),
        "html",
        has=("%PDF-1.7",),
    ),
    FormatCase(
        "numbers and dashes in the paragraphs of a Word file",
        "a.docx",
        word_file("编号 - 3 - 的文件", "3", "—— 3 ——附件", "- 3 - 4 -"),
        has=("编号 - 3 - 的文件", "\n3\n", "—— 3 ——附件", "- 3 - 4 -"),
    ),
    FormatCase("a PDF that begins with its mark", "a.pdf", _PDF, "pdf", **_PARTS),
    FormatCase(
        "bytes that are none of these", "a.doc", bytes(range(1, 256)) * 20, refused="misnamed"
    ),
    FormatCase(
        "a text with a tag named .txt",
        "a.txt",
        "第一条 用 <b> 标记的词。\n".encode(),
        "plain",
        has=("<b>",),
    ),
)
