"""What stands in a Word file and is none of its text is left out, and counted."""

import pytest

from ingestion.drafts import NOTES
from ingestion.reading import read
from tests.ingestion.documents import lines, removed
from tests.ingestion.word_parts import built, paragraph, run, style, table

STYLES = style("Secret", "密", run_properties="<w:vanish/>") + style("TOC1", "toc 1") + (
    '<w:style w:type="character" w:styleId="Gone"><w:name w:val="gone"/><w:rPr><w:vanish/></w:rPr></w:style>'
)  # fmt: skip
DEL = '<w:del w:id="2" w:author="x"/>'
BOX = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
DRAWN = (
    f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData uri='x'><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp>"
    f"</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def field(code, result):
    marks = [
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    ]
    return (
        f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{run(result)}{marks[2]}"
    )


PARAGRAPHS = [
    # inside of paragraphs, the lines, what is counted
    ([paragraph(run("藏", "<w:vanish/>"), "见")], ["见"], {"hidden text": 1}),
    ([paragraph(run("藏", '<w:vanish w:val="0"/>'), "见")], ["藏见"], {}),
    ([paragraph(run("藏", '<w:rStyle w:val="Gone"/>'), run("见", '<w:rStyle w:val="Gone"/><w:vanish w:val="0"/>'))], ["见"], {"hidden text": 1}),
    ([paragraph("藏", style="Secret"), "见"], ["见"], {"hidden text": 1}),
    ([paragraph(run("白", '<w:color w:val="FFFFFF"/>'), "见")], ["见"], {"hidden text: colour of its background": 1}),
    ([paragraph(run("白", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000080"/>'))], ["白"], {}),
    ([paragraph(run("白", '<w:color w:val="FFFFFF"/><w:highlight w:val="blue"/>'))], ["白"], {}),
    ([paragraph(run("小", '<w:sz w:val="2"/>'), run("见", '<w:sz w:val="15"/>'))], ["见"], {"hidden text: tiny": 1}),
    ([paragraph("甲", mark=DEL), paragraph("乙")], ["甲乙"], {}),
    ([paragraph("甲", mark=DEL)], ["甲"], {}),
    ([paragraph('<w:moveFrom w:id="1" w:author="x"><w:r><w:t>移</w:t></w:r></w:moveFrom>', mark='<w:moveFrom w:id="2" w:author="x"/>'),
      paragraph('<w:moveTo w:id="3" w:author="x"><w:r><w:t>移</w:t></w:r></w:moveTo>')], ["移"], {"moved text": 1}),
    ([paragraph("<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>zhuǎn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>轉</w:t></w:r></w:rubyBase></w:ruby></w:r>")], ["轉"], {"ruby": 1}),
    ([paragraph("<w:r><w:t>劳</w:t><w:softHyphen/><w:t>动</w:t><w:noBreakHyphen/><w:t>法</w:t></w:r>")], ["劳动-法"], {}),
    ([paragraph("<w:r><w:sym w:font='Wingdings 2' w:char='F052'/></w:r>", "同意")], ["☑同意"], {}),
    ([paragraph("<w:r><w:sym w:font='Webdings' w:char='F061'/></w:r>", "同意")], ["同意"], {"symbol": 1}),
    ([paragraph("第", field("PAGE", "3"), "页")], ["第3页"], {}),
    ([paragraph("见", field(" EQ \\o\\ac(○,1)", ""), "图")], ["见图"], {"formula": 1}),
    ([paragraph(field("IF " + "<w:t>1</w:t>", "是"))], ["是"], {}),
    (["目录", paragraph(field("TOC \\o", "第一章 总则"), style="TOC1"), paragraph("第一章 总则 3", style="TOC1"), paragraph("第一条 甲。", style="TOC1")],
     ["目录", "第一条 甲。"], {"table of contents": 2}),
    ([paragraph("甲", DRAWN, "乙"), paragraph("丙")], ["甲乙", "框", "丙"], {}),
    ([paragraph("<w:r><w:pict><v:shape><v:textpath string='云岭市文件'/></v:shape></w:pict></w:r>")], ["云岭市文件"], {}),
    ([paragraph("<w:r><w:object><o:OLEObject ProgID='Excel.Sheet.12'/></w:object></w:r>", "甲")], ["甲"], {"embedded object": 1}),
    ([paragraph("甲"), "<w:altChunk r:id='x'/>"], ["甲"], {"embedded document that can't be read": 1}),
    (["<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>单击此处</w:t></w:r></w:p></w:sdtContent></w:sdt>", "甲"], ["甲"], {"placeholder": 1}),
    (["<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>"], ["控件"], {}),
    ([paragraph("<w:r><w:drawing><wp:inline><wp:docPr id='1' name='图' hidden='1'/><a:graphic/></wp:inline></w:drawing></w:r>", "甲")], ["甲"], {}),
    ([paragraph("<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri='x'><pic:pic><pic:nvPicPr><pic:cNvPr id='1' name='图' descr='公章'/></pic:nvPicPr></pic:pic>"
                "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>", "甲")], ["甲"], {"image": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected", "counted"), PARAGRAPHS)
def test_paragraphs_are_read_as_word_shows_them(
    body,
    expected,
    counted,
):
    document = read(built(*body, styles=STYLES), "a.docx")
    assert ([text for _, text in lines(document)], removed(document)) == (expected, counted)


def test_insertions_are_text_and_stand_in_the_metadata():
    inserted = '<w:ins w:id="1" w:author="x"><w:r><w:t>加</w:t></w:r></w:ins>'
    document = read(
        built(
            paragraph(
                "甲",
                inserted,
                inserted,
            )
        ),
        "a.docx",
    )
    assert (document.text, document.metadata["insertions"]) == ("甲加加", "2")


WHITE = paragraph(run("白", '<w:color w:val="FFFFFF"/>'))
DEEP = "<w:shd w:val='clear' w:fill='1F4E79'/>"
TABLES = [
    (table(["甲", "乙"], [WHITE, "丁"]), [" | ".join("甲乙"), " | 丁"]),
    (table(["甲", "乙"], [WHITE, "丁"], cell=DEEP), ["甲 | 乙", "白 | 丁"]),
    (table(["甲", "乙"], ["丙", "丁"]).replace("<w:tr>", f"<w:tr><w:trPr>{DEL}</w:trPr>", 1), ["丙 | 丁"]),
    (table(["甲", "乙"], ["丙", "丁"]).replace("<w:tcPr>", '<w:tcPr><w:cellDel w:id="3" w:author="x"/>', 1), ["乙", "丙 | 丁"]),
    (table(["甲", "乙"]).replace("</w:tc><w:tc><w:tcPr>", "</w:tc><w:tc><w:tcPr><w:hMerge/>"), ["甲"]),
    # a table that only places text is text: without lines, with articles in a cell, with headings
    # in a cell
    (table([paragraph("甲") + paragraph("乙") + paragraph("丙"), paragraph("丁")]), ["甲", "乙", "丙", "丁"]),
    (table([paragraph("甲") + paragraph("乙") + paragraph("丙"), paragraph("丁")], properties="<w:tblStyle w:val='TableGrid'/>"), ["甲 乙 丙 | 丁"]),
    (table([paragraph("第一条 甲") + paragraph("第二条 乙"), "丙"], properties="<w:tblStyle w:val='TableGrid'/>"), ["第一条 甲", "第二条 乙", "丙"]),
    (table([paragraph("总则", style="Heading1") + paragraph("乙"), "丙"], properties="<w:tblStyle w:val='TableGrid'/>"), ["总则", "乙", "丙"]),
]  # fmt: skip


@pytest.mark.parametrize(("xml", "expected"), TABLES)
def test_tables_are_read_as_word_shows_them(xml, expected):
    assert [text for _, text in lines(read(built(xml, styles=STYLES), "a.docx"))] == expected


FOOTNOTES = (
    '<w:footnotes><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    '<w:footnote w:id="3"><w:p><w:r><w:t> 见工会法。</w:t></w:r></w:p><w:p><w:r><w:t>又见劳动法。</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
ENDNOTES = (
    '<w:endnotes><w:endnote w:id="2"><w:p><w:r><w:t>尾</w:t></w:r></w:p></w:endnote></w:endnotes>'
)


def test_notes_stand_after_the_text_with_their_marks():
    body = paragraph(
        "甲",
        '<w:r><w:footnoteReference w:id="3"/></w:r>',
        "乙",
        '<w:r><w:endnoteReference w:id="2"/></w:r>',
    )
    document = read(
        built(
            body,
            "丙",
            footnotes=FOOTNOTES,
            endnotes=ENDNOTES,
        ),
        "a.docx",
    )
    assert lines(document)[2:] == [
        ("heading1", NOTES),
        ("paragraph", "[1] 见工会法。"),
        ("paragraph", "又见劳动法。"),
        ("paragraph", "[i] 尾"),
    ]
    assert document.text.startswith("甲乙\n丙\n")


def test_notes_that_are_missing_are_counted():
    document = read(
        built(paragraph("甲", '<w:r><w:footnoteReference w:id="9"/></w:r>'), footnotes=FOOTNOTES),
        "a.docx",
    )
    assert (document.text, removed(document)) == ("甲", {"note that is not in the file": 1})


def test_heads_feet_and_comments_are_counted():
    comments = '<w:comments><w:comment w:id="0" w:author="x"><w:p><w:r><w:t>请核对</w:t></w:r></w:p></w:comment></w:comments>'
    section = '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/></w:sectPr></w:pPr></w:p>'
    parts = {
        "header1": "<w:hdr><w:p><w:r><w:t>公报</w:t></w:r></w:p></w:hdr>",
        "footer1": "<w:ftr><w:p/></w:ftr>",
    }
    document = read(
        built(
            "甲",
            section,
            comments=comments,
            **parts,
        ),
        "a.docx",
    )
    assert (document.text, removed(document)) == ("甲", {"page header": 1, "comment": 1})


def test_a_drawing_for_older_programs_is_read_where_there_is_no_other():
    only_old = f"<w:r><mc:AlternateContent><mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    assert read(built(paragraph("甲", only_old)), "a.docx").text == "甲\n框"
