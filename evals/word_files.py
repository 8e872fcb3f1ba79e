"""Laws as Word files: numbered by style, with tracked changes, text boxes, notes and tables.

The XML is written here, and not by the library that reads it.
"""

from __future__ import annotations

import io
import random
import zipfile
from xml.sax.saxutils import escape

from evals.bare_texts import without_merge_marks
from evals.saved_files import HIDDEN, LABEL, SavedFile
from samples.typeset import Part

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{_REL}'
    '" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_GONE = "此处文字已被删去"


def word(
    parts: list[Part],
    seed: int,
    *,
    lists: int = 0,
    deletes: bool = True,
) -> SavedFile:
    """Save a law as a Word file, in one of the many ways to write one.

    Args:
        parts: The parts of the law.
        seed: Draws the form.
        lists: 1 if chapters and articles are levels of one list, 2 for two lists, 0 to draw it.
        deletes: Whether tracked changes delete whole paragraphs too.

    Returns:
        The file and what a reader sees in it.
    """
    chance = random.Random(seed)  # noqa: S311 - texts, no secrets
    return _Word(chance, lists, deletes=deletes).written(parts)


def let_articles_go_on(doc: bytes) -> bytes:
    """Let the articles of a Word 97 file go on through the chapters.

    Word can say so, and LibreOffice can't: it is a bit of the level.

    Args:
        doc: The file as LibreOffice wrote it.

    Returns:
        The file with the bit set.
    """
    text = "第\x01条".encode("utf-16-le")
    at = (
        doc.find(text) - 2
    )  # of the text's length, before which stand the formats, and before these the level
    while at > 0:
        for start in range(at - 28, at - 600, -1):
            if (
                doc[start : start + 4] == b"\1\0\0\0"
                and doc[start + 6] == 2
                and start + 28 + doc[start + 24] + doc[start + 25] == at
            ):
                doc = (
                    doc[: start + 5]
                    + bytes([doc[start + 5] | 0x08])
                    + doc[start + 6 : start + 26]
                    + b"\0"
                    + doc[start + 27 :]
                )
                break
        at = doc.find(text, at + 3) - 2
    return doc


class _Word:
    def __init__(
        self,
        chance: random.Random,
        lists: int,
        *,
        deletes: bool,
    ) -> None:
        self._chance = chance
        self._deletes = deletes
        self._lists = lists or chance.choice((1, 2))
        self._by = chance.choice(
            (
                "style",
                "style",
                "paragraph",
                "heir",
                "typed",
            )
        )
        self._formats = chance.choice(
            ("chineseCountingThousand", "japaneseCounting", "chineseCounting")
        )
        self._suffix = chance.choice(("tab", "space"))
        self._tracked, self._boxes, self._hides, self._splits = (
            chance.random() < share for share in (0.5, 0.4, 0.3, 0.6)
        )
        self._out = SavedFile()
        self._body: list[str] = []
        self._notes: list[str] = []

    def written(self, parts: list[Part]) -> SavedFile:
        for part in parts:
            if part.kind == "table":
                self._table(part.rows)
            else:
                self._paragraph(part)
            if part.kind == "heading" and self._boxes:
                self._box(f"图{len(self._body)}：办理流程")
        self._out.text += (
            [f"附：注释{''.join(f'[{n}]{note}' for n, note in enumerate(self._notes, 1))}"]
            if self._notes
            else []
        )
        self._out.data = self._zipped()
        return self._out

    def _paragraph(self, part: Part) -> None:
        label = LABEL.match(part.text)
        typed = self._by == "typed" or label is None or part.kind == "title"
        text = part.text if typed or label is None else part.text[label.end() :]
        if label is None:
            level = None
        elif label[1].endswith("章"):
            level = 0
        elif label[1].endswith("条"):
            level = 1
        else:
            level = 2
        properties = "" if level is None or typed else self._numbered(level)
        if part.kind == "title":
            properties = '<w:pStyle w:val="Title"/>'
        inside = self._runs(text)
        if part.note:
            self._notes.append(part.note)
            inside += f'<w:r><w:footnoteReference w:id="{len(self._notes) + 1}"/></w:r>'
        self._body.append(f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>")
        self._out.text.append(part.text)
        if self._tracked and self._deletes and self._chance.random() < 0.1:
            self._delete_paragraph(properties)

    def _numbered(self, level: int) -> str:
        if self._by == "paragraph":
            return self._number_of(level)
        return f'<w:pStyle w:val="{"Heir" if self._by == "heir" else "Level"}{level}"/>'

    def _number_of(self, level: int) -> str:
        two = self._lists == 2 and level > 0
        return (
            f'<w:numPr><w:ilvl w:val="{level - 1 if two else level}"/><w:numId '
            f'w:val="{2 if two else 1}"/></w:numPr>'
        )

    def _runs(self, text: str) -> str:
        """A text in one run or several, some inserted, with deleted and hidden ones between."""
        runs = ""
        while text:
            cut = self._chance.randint(2, 30) if self._splits else len(text)
            run = f'<w:r><w:t xml:space="preserve">{escape(text[:cut])}</w:t></w:r>'
            text = text[cut:]
            if self._tracked and self._chance.random() < 0.15:
                run = f'<w:ins w:id="1" w:author="x">{run}</w:ins>'
            runs += run + self._unseen()
        return runs

    def _unseen(self) -> str:
        draw = self._chance.random()
        if self._tracked and draw < 0.08:
            self._out.unseen.append(_GONE)
            return f'<w:del w:id="2" w:author="x"><w:r><w:delText>{_GONE}</w:delText></w:r></w:del>'
        if self._hides and draw > 0.95:
            self._out.unseen.append(HIDDEN)
            how = self._chance.choice(
                ("<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>')
            )
            return f"<w:r><w:rPr>{how}</w:rPr><w:t>{HIDDEN}</w:t></w:r>"
        return ""

    def _delete_paragraph(self, properties: str) -> None:
        """A whole paragraph that was deleted, with its number."""
        self._out.unseen.append(_GONE)
        mark = '<w:rPr><w:del w:id="3" w:author="x"/></w:rPr>'
        inside = f'<w:del w:id="4" w:author="x"><w:r><w:delText>{_GONE}</w:delText></w:r></w:del>'
        self._body.append(f"<w:p><w:pPr>{properties}{mark}</w:pPr>{inside}</w:p>")

    def _box(self, text: str) -> None:
        """A text box, once for new and once for older programs, on the heading before it."""
        content = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
        new = (
            '<w:drawing><wp:anchor><a:graphic><a:graphicData uri="x"><wps:wsp>'
            f"<wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
            "</w:drawing>"
        )
        old = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
        drawn = (
            f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
            f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
        )
        self._body[-1] = self._body[-1].removesuffix("</w:p>") + drawn + "</w:p>"
        self._out.text.append(text)

    def _table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        written = ""
        for row, below in zip(rows, [*rows[1:], ("",) * len(rows[0])], strict=True):
            written += "<w:tr>"
            for place, cell in enumerate(row):
                if cell == "<":
                    continue
                if place + 1 < len(row) and row[place + 1] == "<":
                    wide = '<w:gridSpan w:val="2"/>'
                else:
                    wide = ""
                if cell == "^":
                    deep = "<w:vMerge/>"
                elif below[place] == "^":
                    deep = '<w:vMerge w:val="restart"/>'
                else:
                    deep = ""
                text = "" if cell == "^" else f"<w:r><w:t>{cell}</w:t></w:r>"
                width = f'<w:tcW w:w="{8400 // len(row) * (2 if wide else 1)}" w:type="dxa"/>'
                written += f"<w:tc><w:tcPr>{width}{wide}{deep}</w:tcPr><w:p>{text}</w:p></w:tc>"
            written += "</w:tr>"
        grid = f'<w:gridCol w:w="{8400 // len(rows[0])}"/>' * len(rows[0])
        self._body.append(
            '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="8400" w:type="dxa"/>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl><w:p/>"
        )
        seen = without_merge_marks(rows)
        self._out.tables.append(seen)
        for row in seen:
            self._out.text += row

    def _zipped(self) -> bytes:
        parts = {
            "document": (
                f"<w:document {_NAMES}><w:body>{''.join(self._body)}<w:sectPr/></w:body>"
                "</w:document>"
            ),
            "styles": f"<w:styles {_NAMES}>{self._styles()}</w:styles>",
            "numbering": f"<w:numbering {_NAMES}>{self._numbering()}</w:numbering>",
            "footnotes": f"<w:footnotes {_NAMES}>"
            + "".join(
                f'<w:footnote w:id="{n}"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>'
                for n, note in enumerate(self._notes, 2)
            )
            + "</w:footnotes>",
        }
        kinds = {
            name: f"{_TYPES}{'document.main' if name == 'document' else name}+xml" for name in parts
        }
        types = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>'
            for name, kind in kinds.items()
        )
        related = "".join(
            f'<Relationship Id="{n}" Type="{_REL}/{n}" Target="{n}.xml"/>'
            for n in parts
            if n != "document"
        )
        package = "http://schemas.openxmlformats.org/package/2006"
        files = {f"word/{name}.xml": content for name, content in parts.items()} | {
            "[Content_Types].xml": (
                f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f"{types}</Types>"
            ),
            "_rels/.rels": (
                f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
                f'Type="{_REL}/officeDocument" Target="word/document.xml"/></Relationships>'
            ),
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{package}/relationships">{related}</Relationships>'
            ),
        }
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
        return stream.getvalue()

    def _styles(self) -> str:
        made = (
            '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
            '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/></w:style>'
        )
        for level in range(3):
            number = f"<w:pPr>{self._number_of(level)}</w:pPr>"
            made += (
                f'<w:style w:type="paragraph" w:styleId="Level{level}"><w:name '
                f'w:val="法条{level}"/>{number}</w:style>'
            )
            made += (
                f'<w:style w:type="paragraph" w:styleId="Heir{level}"><w:name '
                f'w:val="法条{level}加粗"/><w:basedOn w:val="Level{level}"/></w:style>'
            )
        return made

    def _numbering(self) -> str:
        defined = [
            [self._level(0, 0, "第%1章")],
            [self._level(0, 1, "第%1条"), self._level(1, 2, "（%2）")],
        ]
        if self._lists == 1:
            anew = '<w:lvlRestart w:val="0"/>'
            defined = [
                [
                    self._level(0, 0, "第%1章"),
                    self._level(
                        1,
                        1,
                        "第%2条",
                        anew,
                    ),
                    self._level(2, 2, "（%3）"),
                ]
            ]
        kind = '<w:multiLevelType w:val="multilevel"/>'
        definitions = "".join(
            f'<w:abstractNum w:abstractNumId="{n}">{kind}{"".join(levels)}</w:abstractNum>'
            for n, levels in enumerate(defined)
        )
        return definitions + "".join(
            f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>'
            for n in range(len(defined))
        )

    def _level(
        self,
        index: int,
        rank: int,
        text: str,
        restart: str = "",
    ) -> str:
        """A level of a list, for chapters (rank 0), articles or items."""
        suffix = "nothing" if rank == 2 else self._suffix
        linked = f'<w:pStyle w:val="Level{rank}"/>' if self._by in ("style", "heir") else ""
        return (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt '
            f'w:val="{self._formats}"/>{restart}{linked}'
            f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
        )
