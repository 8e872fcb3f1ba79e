"""Word files are read in document order, as a reader sees them, and none of them can harm."""

import datetime as dt
import io
import zipfile

import docx
import pytest

from corpus.errors import BadInput
from ingestion.limits import Limits
from ingestion.reading import read
from tests.ingestion.documents import lines, removed, saved, word_file, zipped


def word(*paragraphs):
    return read(word_file(*paragraphs), "a.docx")


def test_paragraphs_and_headings_in_order():
    file = docx.Document()
    file.add_heading("工会条例", 1)
    file.add_heading("第一章 总则", 2)
    file.add_paragraph("第一条　为了保护职工。")
    file.add_paragraph("")
    file.add_paragraph("第二条 本市适用。")
    document = read(saved(file), "a.docx")
    assert lines(document) == [
        ("heading1", "工会条例"), ("heading2", "第一章 总则"), ("paragraph", "第一条 为了保护职工。"), ("paragraph", "第二条 本市适用。"),
    ]  # fmt: skip
    assert [block.line for block in document.blocks] == [1, 2, 3, 5]


RUNS = [
    ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>", ["甲", "乙 丙"]),
    ('<w:ins w:id="1" w:author="x"><w:r><w:t>加</w:t></w:r></w:ins><w:del w:id="2" w:author="x"><w:r><w:delText>删</w:delText></w:r></w:del><w:r><w:t>留</w:t></w:r>', ["加留"]),
    ("<w:r><w:t>见</w:t></w:r><w:hyperlink><w:r><w:t>工会法</w:t></w:r></w:hyperlink>", ["见工会法"]),
    ("<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", ["控件"]),
    ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>域</w:t></w:r>', ["域"]),
    ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>见</w:t></w:r>", ["见"]),
    ("<w:r><w:t>框前</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>", ["框前", "框内"]),
    ("<w:pPr><w:tabs><w:tab w:val='left' w:pos='1'/></w:tabs></w:pPr><w:r><w:t>甲</w:t></w:r>", ["甲"]),
    ('<w:r><w:t>第</w:t></w:r><w:smartTag w:element="a"><w:r><w:t>五</w:t></w:r></w:smartTag><w:r><w:t>条</w:t></w:r>', ["第五条"]),
]  # fmt: skip


@pytest.mark.parametrize(("runs", "expected"), RUNS)
def test_runs_are_read_as_word_shows_them(runs, expected):
    assert [text for _, text in lines(word(runs))] == expected


def test_what_word_does_not_show_is_counted():
    document = word(
        '<w:del w:id="2" w:author="x"><w:r><w:delText>删</w:delText></w:r></w:del><w:r><w:t>留</w:t></w:r>'
    )
    assert removed(document) == {"deleted text": 1}


def test_outline_levels_make_headings():
    assert lines(
        word('<w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>第二章</w:t></w:r>', "正文")
    ) == [
        ("heading2", "第二章"),
        ("paragraph", "正文"),
    ]


def test_tables_are_rows_of_cells_and_merged_cells_count_once():
    file = docx.Document()
    file.add_paragraph("前")
    table = file.add_table(3, 3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"格{number}"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "横"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "竖"
    file.add_paragraph("后")
    assert lines(read(saved(file), "a.docx")) == [
        ("paragraph", "前"), ("row", "格0 | 横"), ("row", "竖 | 格4 | 格5"), ("row", " | 格7 | 格8"), ("paragraph", "后"),
    ]  # fmt: skip


def test_a_table_inside_a_cell_is_part_of_the_cell():
    file = docx.Document()
    table = file.add_table(1, 2)
    table.cell(0, 0).text = "外"
    inner = table.cell(0, 1).add_table(2, 2)
    for number, cell in enumerate(cell for row in inner.rows for cell in row.cells):
        cell.text = f"内{number}"
    assert lines(read(saved(file), "a.docx")) == [("row", "外 | 内0 内1 内2 内3")]


def test_a_table_of_one_column_is_a_frame_around_text():
    file = docx.Document()
    cell = file.add_table(1, 1).cell(0, 0)
    cell.text = "第一条 甲。"
    cell.add_paragraph("第二条 乙。")
    assert lines(read(saved(file), "a.docx")) == [
        ("paragraph", "第一条 甲。"),
        ("paragraph", "第二条 乙。"),
    ]


def test_properties_are_metadata():
    file = docx.Document()
    file.add_paragraph("甲")
    file.core_properties.title = "工会条例"
    file.core_properties.author = "市总工会"
    file.core_properties.created = dt.datetime(
        2024,
        1,
        2,
        tzinfo=dt.UTC,
    )
    metadata = read(saved(file), "a.docx").metadata
    assert (metadata["title"], metadata["author"], metadata["created"][:10]) == (
        "工会条例",
        "市总工会",
        "2024-01-02",
    )


def with_part(name, content):
    """A good Word file in which one part is another."""
    parts = zipfile.ZipFile(io.BytesIO(word_file("甲")))
    return zipped(
        {part: content if part == name else parts.read(part) for part in parts.namelist()}
    )


def styles_of_another_type():
    """A Word file whose list of parts says that its styles are something else."""
    name = "[Content_Types].xml"
    types = zipfile.ZipFile(io.BytesIO(word_file("甲"))).read(name)
    return with_part(
        name, types.replace(b"wordprocessingml.styles+xml", b"wordprocessingml.stylus+xml")
    )


MAIN = "word/document.xml"
DEEP = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
STYLES_ELSEWHERE = (
    '<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
    'Target="http://127.0.0.1:9/styles.xml" TargetMode="External"/>'
)


def with_relation(
    part,
    kind,
    target,
):
    """A good Word file with one relation more."""
    there = zipfile.ZipFile(io.BytesIO(word_file("甲"))).read(part).decode()
    return with_part(
        part,
        there.replace(
            "</Relationships>",
            f'<Relationship Id="r9" Type="{kind}" Target="{target}"/></Relationships>',
        ).encode(),
    )


ENTITIES = '<!DOCTYPE w:document [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (with_part(MAIN, b" " * 300 * 1024 * 1024), "expansion"),
        (
            zipped(
                {
                    "[Content_Types].xml": b"wordprocessingml.document.main+xml",
                    **{f"{n}": b"" for n in range(10_001)},
                }
            ),
            "expansion",
        ),
        (with_part(MAIN, b"<w:document"), "corrupt"),
        (with_part(MAIN, DEEP.format("").replace("w:body", "w:other").encode()), "corrupt"),
        (with_part("_rels/.rels", b""), "corrupt"),
        (styles_of_another_type(), "corrupt"),
        (zipped({"[Content_Types].xml": b"wordprocessingml.document.main+xml"}), "corrupt"),
        (
            with_part(
                MAIN,
                DEEP.format(
                    "<w:tbl><w:tr><w:tc>" * 90
                    + "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"
                    + "</w:tc></w:tr></w:tbl>" * 90
                ).encode(),
            ),
            "corrupt",
        ),
        (with_part(MAIN, DEEP.format("<w:sdt>" * 220 + "</w:sdt>" * 220).encode()), "corrupt"),
        (with_part(MAIN, DEEP.format("<w:p/>").encode()), "empty"),
        (
            with_relation(
                "_rels/.rels",
                CORE,
                "docProps/core.xml",
            ),
            "corrupt",
        ),  # properties twice
        (
            with_part("word/_rels/document.xml.rels", RELATIONS.format(STYLES_ELSEWHERE).encode()),
            "corrupt",
        ),
    ],
)
def test_harmful_and_broken_files_are_refused(data, code):
    with pytest.raises(BadInput) as caught:
        read(data, "a.docx")
    assert caught.value.code == code


RELATIONS_OF_TEXT = "word/_rels/document.xml.rels"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def packed_oddly(name):
    """A good Word file with a picture, one of whose parts says that it is packed by a way that zipfile does not know."""
    data = bytearray(
        zipped(
            {
                **parts_of(
                    with_relation(
                        RELATIONS_OF_TEXT,
                        KIND + "image",
                        "media/image1.gif",
                    )
                ),
                "word/media/image1.gif": b"GIF89a",
            }
        )
    )
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        at = archive.getinfo(name).header_offset
    central = data.find(b"PK\x01\x02")
    while data[central + 46 : central + 46 + len(name)] != name.encode():
        central = data.find(b"PK\x01\x02", central + 1)
    data[at + 8] = data[central + 10] = 9
    return bytes(data)


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_comment(data):
    parts = parts_of(data)
    return zipped(
        {
            **parts,
            RELATIONS_OF_TEXT: parts[RELATIONS_OF_TEXT].replace(
                b"</Relationships>", b"<!-- x --></Relationships>"
            ),
        }
    )


@pytest.mark.parametrize(
    "data",
    [
        with_relation(
            RELATIONS_OF_TEXT,
            KIND + "image",
            "media/image1.gif",
        ),
        with_relation(
            RELATIONS_OF_TEXT,
            KIND + "image",
            "../NULL",
        ),
        with_relation(
            RELATIONS_OF_TEXT,
            KIND + "hyperlink",
            "#_Toc1",
        ),
        with_comment(
            with_relation(
                RELATIONS_OF_TEXT,
                KIND + "image",
                "media/image1.gif",
            )
        ),
        packed_oddly("word/media/image1.gif"),
    ],
    ids=[
        "missing",
        "NULL",
        "a link that stays inside",
        "beside a comment",
        "packed oddly",
    ],
)
def test_a_missing_picture_costs_no_text(data):
    document = read(data, "a.docx")
    assert (document.text, removed(document)["damaged part"]) == ("甲", 1)


@pytest.mark.parametrize(
    "data",
    [
        with_relation(
            RELATIONS_OF_TEXT,
            KIND + "footnotes",
            "footnotes.xml",
        ),
        packed_oddly("word/document.xml"),
    ],
    ids=["missing", "packed oddly"],
)
def test_a_missing_part_that_holds_text_is_not_made_up_for(data):
    with pytest.raises(BadInput) as caught:
        read(data, "a.docx")
    assert caught.value.code == "corrupt"


def test_entities_are_not_expanded():
    body = ENTITIES + DEEP.format("<w:p><w:r><w:t>甲&i;</w:t></w:r></w:p>")
    try:
        document = read(with_part(MAIN, body.encode()), "a.docx")
    except BadInput as error:
        assert error.code == "corrupt"  # noqa: PT017  # either is safe
    else:
        assert document.text == "甲"


def test_the_limit_on_expansion_is_a_setting():
    with pytest.raises(BadInput, match="expansion"):
        read(
            word_file("甲"),
            "a.docx",
            Limits(max_expanded_bytes=1000),
        )


def test_a_part_that_is_larger_than_the_directory_says_is_refused():
    data = bytearray(
        with_part(
            MAIN, DEEP.format("<w:p><w:r><w:t>" + "法" * 50_000 + "</w:t></w:r></w:p>").encode()
        )
    )
    name = data.rfind(MAIN.encode())  # in the directory; the size stands 22 bytes before the name
    data[name - 22 : name - 18] = (10).to_bytes(4, "little")
    with pytest.raises(BadInput, match="corrupt"):
        read(bytes(data), "a.docx")
