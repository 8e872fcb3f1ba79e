"""Word files from XML: styles, numberings, notes and the like, which python-docx has no words for."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.ingestion.documents import saved, zipped

NS = (
    nsdecls("w", "r", "wp", "a", "pic")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def element(xml: str):
    """An element of XML with the usual names declared."""
    end = min(at for at in (xml.find(" "), xml.find(">"), xml.find("/>")) if at > 0)
    return parse_xml(f"{xml[:end]} {NS}{xml[end:]}")


def built(*body: str, styles: str = "", numbering: str | None = None, **parts: str) -> bytes:
    """A Word file: `body` holds XML of paragraphs and tables, other texts become paragraphs; `parts` are more of the package (`footnotes=...`)."""
    word = docx.Document()
    for one in body:
        if one.startswith("<"):
            word.element.body.insert(-1, element(one))
        else:
            word.add_paragraph(one)
    if styles:
        for style in element(f"<w:styles>{styles}</w:styles>"):
            word.styles.element.append(style)
    if numbering is not None:
        root = word.part.numbering_part.element
        for old in list(root):
            root.remove(old)
        for new in element(f"<w:numbering>{numbering}</w:numbering>"):
            root.append(new)
    return _with_parts(saved(word), parts) if parts else saved(word)


def _with_parts(data: bytes, more: dict[str, str]) -> bytes:
    parts = {
        name: zipfile.ZipFile(io.BytesIO(data)).read(name)
        for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
    }
    types, relations = "", ""
    for name, content in more.items():
        kind = name.rstrip("0123456789")
        types += f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}{kind}+xml"/>'
        relations += f'<Relationship Id="{name}" Type="{RELATIONS}{kind}" Target="{name}.xml"/>'
        end = content.index(">")
        parts[f"word/{name}.xml"] = (content[:end] + " " + NS + content[end:]).encode()
    for part, tag, added in (
        ("[Content_Types].xml", b"</Types>", types),
        ("word/_rels/document.xml.rels", b"</Relationships>", relations),
    ):
        parts[part] = parts[part].replace(tag, added.encode() + tag)
    return zipped(parts)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(
    *inside: str,
    style: str = "",
    num: str = "",
    level: int | None = None,
    mark: str = "",
) -> str:
    """A paragraph; inside that begins with `<` is XML, else text.

    `mark` are properties of its end.
    """
    at = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    numbered = f'<w:numPr>{at}<w:numId w:val="{num}"/></w:numPr>' if num else ""
    properties = (
        (f'<w:pStyle w:val="{style}"/>' if style else "")
        + numbered
        + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    )
    runs = "".join(one if one.startswith("<") else run(one) for one in inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def level(
    index: int,
    number_format: str,
    text: str,
    *more: str,
    start: int = 1,
) -> str:
    """A level of a numbering; `more` are further elements, such as `<w:isLgl/>`."""
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{"".join(more)}<w:lvlText w:val="{text}"/></w:lvl>'


def definition(index: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{index}"><w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'


def num(num_id: int, of: int, *overrides: str) -> str:
    return f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{of}"/>{"".join(overrides)}</w:num>'


def starts_at(index: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def style(
    style_id: str,
    name: str,
    properties: str = "",
    based: str = "",
    run_properties: str = "",
) -> str:
    based = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>{based}'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{run_properties}</w:rPr></w:style>"
    )


def table(*rows: list[str], properties: str = "", cell: str = "") -> str:
    """A table; a cell that begins with `<` is XML of its inside."""
    written = "".join(
        "<w:tr>"
        + "".join(
            f"<w:tc><w:tcPr>{cell}</w:tcPr>{one if one.startswith('<') else paragraph(one)}</w:tc>"
            for one in row
        )
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/>{written}</w:tbl>"
