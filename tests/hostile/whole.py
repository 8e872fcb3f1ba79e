"""A small whole file of each format, written by hand where no writer is at hand: what damage is done to."""

from __future__ import annotations

import gzip
import io
import json
import struct
import tarfile
import zipfile
from email.message import EmailMessage
from functools import cache

import docx
from PIL import Image

from samples.typeset import Part, typeset
from tests.hostile.compound_files import compound
from tests.hostile.files import SENTENCES

TITLE = "云岭市工资支付条例"
MARKDOWN = f"# {TITLE}\n\n（2020年5月1日云岭市人民代表大会常务委员会通过）\n\n{SENTENCES.replace(chr(10), chr(10) * 2)}"
PAGE = (
    f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TITLE}</title></head><body><h1>{TITLE}</h1>"
    + "".join(f"<p>{line}</p>" for line in SENTENCES.splitlines())
    + "<table><tr><th>岗位</th><th>津贴</th></tr><tr><td>轮机</td><td>30元</td></tr></table></body></html>"
)
_CONTENT_TYPES = "application/vnd.openxmlformats-officedocument"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def zipped(parts: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(
        stream,
        "w",
        compression,
    ) as archive:
        for name, data in parts.items():
            archive.writestr(
                zipfile.ZipInfo(name),
                data,
                compression,
            )
    return stream.getvalue()


def office(
    main: str,
    kind: str,
    parts: dict[str, bytes | str],
    links: str = "",
    types: str = "",
) -> bytes:
    """An Office package: its main part, of a kind, other parts, the main part's relations and more content types."""
    folder, _, name = main.rpartition("/")
    return zipped(
        {
            "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{main}" ContentType="{_CONTENT_TYPES}.{kind}.main+xml"/>{types}</Types>',
            "_rels/.rels": relations(
                f'<Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="{main}"/>'
            ),
            f"{folder}/_rels/{name}.rels": relations(links),
            **parts,
        }
    )


def relations(links: str) -> str:
    """A part of relations."""
    return f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def link(
    number: int,
    kind: str,
    target: str,
    mode: str = "Internal",
) -> str:
    """One relation; `External` ones lead out of the package."""
    return f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}" TargetMode="{mode}"/>'


def word(
    body: str,
    links: str = "",
    declaration: str = "",
    more: dict[str, bytes | str] | None = None,
    types: str = "",
) -> bytes:
    """A Word file with this body; `declaration` goes before the document's element."""
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>{declaration}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        f'xmlns:r="{_RELATIONS}"><w:body>{body}</w:body></w:document>'
    )
    return office(
        "word/document.xml",
        "wordprocessingml.document",
        {"word/document.xml": text, **(more or {})},
        links,
        types,
    )


def paragraph(text: str) -> str:
    """A paragraph of Word."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def sheet(
    rows: str,
    strings: str = "",
    declaration: str = "",
    more: dict[str, bytes | str] | None = None,
) -> bytes:
    """A workbook of one sheet with these rows, and shared strings."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    head = f'<?xml version="1.0"?>{declaration}'
    return office(
        "xl/workbook.xml",
        "spreadsheetml.sheet",
        {
            "xl/workbook.xml": f'<?xml version="1.0"?><workbook xmlns="{main}" xmlns:r="{_RELATIONS}"><sheets>'
            '<sheet name="津贴" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{main}">{rows}</worksheet>',
            "xl/sharedStrings.xml": f'{head}<sst xmlns="{main}">{strings}</sst>',
            **(more or {}),
        },
        link(1, "worksheet", "worksheets/sheet1.xml")
        + link(2, "sharedStrings", "sharedStrings.xml"),
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_CONTENT_TYPES}.spreadsheetml.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_CONTENT_TYPES}.spreadsheetml.sharedStrings+xml"/>',
    )


def slides(
    shapes: str,
    declaration: str = "",
    links: str = "",
) -> bytes:
    """A presentation of one slide."""
    main = "http://schemas.openxmlformats.org/presentationml/2006/main"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    names = f'xmlns:p="{main}" xmlns:a="{drawing}" xmlns:r="{_RELATIONS}"'
    return office(
        "ppt/presentation.xml",
        "presentationml.presentation",
        {
            "ppt/presentation.xml": f'<?xml version="1.0"?><p:presentation {names}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>',
            "ppt/slides/slide1.xml": f'<?xml version="1.0"?>{declaration}<p:sld {names}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/>'
            f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{shapes}</p:spTree></p:cSld></p:sld>",
            "ppt/slides/_rels/slide1.xml.rels": relations(links),
        },
        link(1, "slide", "slides/slide1.xml"),
        f'<Override PartName="/ppt/slides/slide1.xml" ContentType="{_CONTENT_TYPES}.presentationml.slide+xml"/>',
    )


def shape(text: str) -> str:
    """A text on a slide."""
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="t"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def row(*cells: str) -> str:
    """A row of strings that stand in their cells."""
    return (
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
        + "</row>"
    )


def picture(format_: str, size: tuple[int, int] = (64, 64)) -> bytes:
    """A picture without text."""
    stream = io.BytesIO()
    Image.effect_noise(size, 60).save(stream, format_)
    return stream.getvalue()


def mail() -> EmailMessage:
    """A message with an attachment."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "a@yunling.example",
        "b@yunling.example",
        f"关于印发《{TITLE}》的通知",
    )
    message["Date"] = "Fri, 01 May 2020 09:00:00 +0800"
    message.set_content(SENTENCES)
    message.add_attachment(
        MARKDOWN.encode(),
        maintype="text",
        subtype="markdown",
        filename=f"{TITLE}.md",
    )
    return message


def tarred(names: dict[str, bytes]) -> bytes:
    """A tar archive."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in names.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


def rtf(text: str) -> bytes:
    """A text as RTF."""
    escaped = "".join(
        one if one.isascii() else f"\\u{struct.unpack('<h', one.encode('utf-16-le'))[0]}?"
        for one in text
    )
    return b"{\\rtf1\\ansi\\uc1 " + escaped.replace("\n", "\\par\n").encode("ascii") + b"}"


@cache
def whole() -> dict[str, bytes]:
    """A whole file of each format, by the ending of its name."""
    printed = docx.Document()
    for line in (TITLE, *SENTENCES.splitlines()):
        printed.add_paragraph(line)
    stream = io.BytesIO()
    printed.save(stream)
    records = [{"title": TITLE, "text": line} for line in SENTENCES.splitlines()]
    table = "岗位,津贴,说明\n" + "".join(
        f"岗位{n},{n}元,{line}\n" for n, line in enumerate(SENTENCES.splitlines())
    )
    return {
        "txt": f"{TITLE}\n{SENTENCES}".encode("gb18030"),
        "md": MARKDOWN.encode(),
        "html": PAGE.encode(),
        "docx": stream.getvalue(),
        "pdf": typeset(
            [Part("title", TITLE), *(Part("paragraph", line) for line in SENTENCES.splitlines())]
        ).data,
        "xlsx": sheet(f"<sheetData>{row('岗位', '津贴')}{row('轮机', '30元')}</sheetData>"),
        "pptx": slides(shape(TITLE) + shape(SENTENCES.replace("\n", " "))),
        "eml": mail().as_bytes(),
        "rtf": rtf(f"{TITLE}\n{SENTENCES}"),
        "doc": compound(
            {
                "WordDocument": b"\xec\xa5\xc1\x00" + SENTENCES.encode("utf-16-le") * 8,
                "1Table": b"\x00" * 4096,
            }
        ),
        "csv": table.encode("utf-8-sig"),
        "json": json.dumps(records, ensure_ascii=False).encode(),
        "jsonl": "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records).encode(),
        "xml": f'<?xml version="1.0" encoding="UTF-8"?><law><title>{TITLE}</title><text>{SENTENCES}</text></law>'.encode(),
        "zip": zipped({f"{TITLE}.md": MARKDOWN, "laws/page.html": PAGE}),
        "tar": tarred({f"{TITLE}.md": MARKDOWN.encode()}),
        "gz": gzip.compress(MARKDOWN.encode(), mtime=0),
        "png": picture("PNG"),
        "jpg": picture("JPEG"),
        "tif": picture("TIFF"),
    }
