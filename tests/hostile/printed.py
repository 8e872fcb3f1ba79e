"""PDF files written by hand: objects in rings, streams that grow, nesting without end, fonts without maps, actions, lying tables."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterator, Mapping

from tests.hostile.files import BOMB, Bait, Hostile, hostile
from tests.hostile.whole import whole

MIB = 1024 * 1024
MANY = 100_000
TEXT = b"BT /F1 12 Tf 50 700 Td (Wages are paid in full every month.) Tj ET"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(data: bytes, entries: bytes = b"", length: bytes | None = None) -> bytes:
    """A stream object."""
    return b"<< /Length %s %s >>\nstream\n%s\nendstream" % (length or b"%d" % len(data), entries, data)


def flate(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object, packed."""
    return stream(zlib.compress(data, 9), b"/Filter /FlateDecode " + entries)


def pdf(objects: Mapping[int, bytes] | None = None, trailer: bytes = b"", header: bytes = b"%PDF-1.7\n") -> bytes:
    """A file of one page with a sentence, with these objects in the place of its own or beside them, and more in its trailer."""
    catalog = b"<< /Type /Catalog /Pages 2 0 R >>"
    every = {1: catalog, 2: PAGES, 3: PAGE, 4: stream(TEXT), 5: FONT, **(objects or {})}
    body, offsets = header, {}
    for number, data in every.items():
        offsets[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    size = max(every) + 1
    rows = b"".join(b"%010d 00000 n \n" % offsets[n] if n in offsets else b"0000000000 65535 f \n" for n in range(size))
    return body + b"xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, rows, size, trailer, len(body))


def files(bait: Bait) -> Iterator[Hostile]:
    """All of them."""
    yield hostile("a whole one.pdf", pdf(), "indexed", "no_passages")  # else nothing below says anything
    yield from _rings()
    yield from _growing()
    yield from _nested()
    yield from _fonts(bait)
    yield from _actions(bait)
    yield from _tables()
    yield from _painted()
    yield from _odd()
    yield from _locked()


def _rings() -> Iterator[Hostile]:
    page = PAGE.replace(b"/Resources <<", b"/Resources << /XObject << /X 6 0 R /Y 7 0 R >>")
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X 6 0 R /Y 7 0 R >> /Font << /F1 5 0 R >> >>"
    draws = {3: page, 4: stream(TEXT + b" /X Do")}
    for name, objects in {
        "pages in themselves": {2: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 1 >>"},
        "a page that is its parent": {3: PAGE.replace(b"/Parent 2 0 R", b"/Parent 3 0 R").replace(b"/MediaBox [0 0 600 800]", b"")},
        "a ring of parents": {
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 6 0 R >>",
            6: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] >>",
        },
        "a catalog that is its pages": {1: b"<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] /Count 1 >>"},
        "a length of itself": {4: stream(TEXT, length=b"4 0 R")},
        "a reference to itself": {4: b"4 0 R"},
        "a ring of references": {4: b"6 0 R", 6: b"7 0 R", 7: b"4 0 R"},
        "contents of themselves": {4: b"[4 0 R 4 0 R]"},
        "resources of themselves": {3: PAGE.replace(b"/Resources << /Font << /F1 5 0 R >> >>", b"/Resources 3 0 R")},
        "a form in itself": {**draws, 6: stream(b"/X Do", form)},
        "two forms in each other": {**draws, 6: stream(b"/Y Do", form), 7: stream(b"/X Do", form)},
        "a form without resources in itself": {**draws, 6: stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 1 1]")},
        "a font of itself": {5: b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [5 0 R] >>"},
        "an encoding of itself": {
            5: b"<< /Type /Font /Subtype /Type1 /BaseFont /A /Encoding 6 0 R >>",
            6: b"<< /BaseEncoding 6 0 R /Differences [6 0 R] >>",
        },
        "a colour of itself": {
            3: PAGE.replace(b"/Resources <<", b"/Resources << /ColorSpace << /C 6 0 R >>"),
            4: stream(b"/C cs 0 sc " + TEXT),
            6: b"[/Indexed 6 0 R 255 6 0 R]",
        },
        "a state of itself": {
            3: PAGE.replace(b"/Resources <<", b"/Resources << /ExtGState << /G 6 0 R >>"),
            4: stream(b"/G gs " + TEXT),
            6: b"<< /SMask << /G 6 0 R >> /BM 6 0 R >>",
        },
        "outlines in a ring": {1: b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>", 6: b"<< /First 6 0 R /Last 6 0 R /Next 6 0 R >>"},
        "names in a ring": {
            1: b"<< /Type /Catalog /Pages 2 0 R /Names << /Dests 6 0 R >> /StructTreeRoot 6 0 R /PageLabels 6 0 R >>",
            6: b"<< /Kids [6 0 R] /K 6 0 R >>",
        },
        "filters of itself": {4: stream(TEXT, b"/Filter 4 0 R /DecodeParms 4 0 R")},
    }.items():
        yield hostile(f"{name}.pdf", pdf(objects))
    layers = {
        n: stream(
            b" ".join([b"/F%d Do" % (n + 1)] * 10),
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F%d %d 0 R >> >>" % (n + 1, n + 1),
        )
        for n in range(10, 20)
    }
    layers[20] = stream(b"0 0 9 9 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    top = PAGE.replace(b"/Resources <<", b"/Resources << /XObject << /F10 10 0 R >>")
    yield hostile("ten billion forms.pdf", pdf({3: top, 4: stream(TEXT + b" /F10 Do"), **layers}))
    yield hostile("information of itself.pdf", pdf({6: b"<< /Title 6 0 R /Author 6 0 R >>"}, b"/Info 6 0 R"))
    yield hostile("tables in a ring.pdf", _with_previous(pdf()))


def _with_previous(data: bytes) -> bytes:
    """A file whose table of objects names itself as the one before."""
    place = data[data.rfind(b"startxref") + 9 :].split()[0]
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %s" % place)


def _growing() -> Iterator[Hostile]:
    blanks, marks = b" " * (BOMB), b"q " * (BOMB // 2)
    yield hostile("blanks.pdf", pdf({4: flate(blanks)}))
    yield hostile("saved states.pdf", pdf({4: flate(marks)}))
    yield hostile(
        "flate of flate.pdf",
        pdf({4: stream(zlib.compress(zlib.compress(zlib.compress(blanks, 9), 9), 9), b"/Filter [/FlateDecode /FlateDecode /FlateDecode]")}),
    )
    yield hostile("a hundred filters.pdf", pdf({4: stream(zlib.compress(TEXT), b"/Filter [" + b"/FlateDecode " * 100 + b"]")}))
    yield hostile("runs.pdf", pdf({4: stream(b"\x81 " * MIB, b"/Filter /RunLengthDecode")}))
    yield hostile("lzw.pdf", pdf({4: stream(bytes(200_000), b"/Filter /LZWDecode")}))
    yield hostile("ascii 85.pdf", pdf({4: stream(b"z" * MIB, b"/Filter /ASCII85Decode")}))
    yield hostile("hex.pdf", pdf({4: stream(b"20" * MIB, b"/Filter /ASCIIHexDecode")}))
    for columns in (2**31, 0, -1):
        parameters = b"/DecodeParms << /Predictor 15 /Columns %d /Colors 4 /BitsPerComponent 16 >>" % columns
        yield hostile(f"{columns} columns.pdf", pdf({4: flate(TEXT * 100, parameters)}))
    yield hostile(
        "objects that grow.pdf",
        pdf({6: flate(blanks, b"/Type /ObjStm /N 1000000000 /First 10"), 7: flate(b"0 0 " * 1000, b"/Type /ObjStm /N 1000 /First -1")}),
    )
    yield hostile("one content many times.pdf", pdf({3: PAGE.replace(b"/Contents 4 0 R", b"/Contents [" + b"4 0 R " * MANY + b"]")}))
    yield hostile("one page many times.pdf", pdf({2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (MANY, b"3 0 R " * MANY)}))
    yield hostile(
        "a page many times that grows.pdf",
        pdf({2: b"<< /Type /Pages /Count 3000 /Kids [%s] >>" % (b"3 0 R " * 3000), 4: flate(b"0 0 m " * MIB)}),
    )
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor << /FontFile2 6 0 R /Flags 4 >> >>"
    yield hostile("a font that grows.pdf", pdf({5: font, 6: flate(blanks, b"/Length1 9")}))
    yield hostile(
        "metadata that grow.pdf",
        pdf({1: b"<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>", 6: flate(blanks, b"/Type /Metadata /Subtype /XML")}),
    )


def _nested() -> Iterator[Hostile]:
    for name, objects in {
        "arrays": {4: stream(b"[" * MANY + b"]" * MANY + b" TJ " + TEXT)},
        "dictionaries": {4: stream(b"/A <<" * MANY + b">>" * MANY + b" BDC " + TEXT)},
        "objects of arrays": {6: b"[" * MANY + b"]" * MANY},
        "catalog of arrays": {1: b"<< /Type /Catalog /Pages 2 0 R /A " + b"[" * MANY + b"]" * MANY + b" >>"},
        "texts in texts": {4: stream(b"(" * MANY + b")" * MANY + b" Tj " + TEXT)},
        "an open text": {4: stream(b"BT /F1 12 Tf (Wages " + b"a" * MANY)},
        "an open hex text": {4: stream(b"BT /F1 12 Tf <" + b"41" * MANY)},
        "marked content": {4: stream(b"/A BMC " * MANY + TEXT)},
        "texts begun": {4: stream(b"BT " * MANY + TEXT)},
    }.items():
        yield hostile(f"{name}.pdf", pdf(objects))
    for depth in (50, 5000):
        tree = {n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (n + 1, n - 1) for n in range(10, 10 + depth)}
        tree[10 + depth] = PAGE
        yield hostile(f"{depth} pages deep.pdf", pdf({2: b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>", **tree}))
    chain = {
        n: stream(
            b"/F%d Do" % (n + 1),
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F%d %d 0 R >> >>" % (n + 1, n + 1),
        )
        for n in range(10, 1500)
    }
    top = PAGE.replace(b"/Resources <<", b"/Resources << /XObject << /F10 10 0 R >>")
    yield hostile("forms in forms.pdf", pdf({3: top, 4: stream(TEXT + b" /F10 Do"), **chain}))


def _fonts(bait: Bait) -> Iterator[Hostile]:
    cid = b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding %s /DescendantFonts [7 0 R] %s >>"
    descendant = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (%s) /Ordering (%s) /Supplement 0 >> %s >>"
    )
    plain = descendant % (b"Adobe", b"Identity", b"")
    shown = stream(b"BT /F1 12 Tf 50 700 Td <00410042004300440045> Tj ET")
    yield hostile("no map.pdf", pdf({4: shown, 5: cid % (b"/Identity-H", b""), 7: plain}), "no_text", "empty", "no_passages", "corrupt")
    yield hostile("no descendants.pdf", pdf({4: shown, 5: b"<< /Type /Font /Subtype /Type0 /Encoding /Identity-H >>"}))
    for name, ranges in {
        "a range of all": b"1 beginbfrange <0000> <ffffffff> <0041> endbfrange",
        "a range of codes": b"1 begincidrange <00000000> <ffffffff> 0 endcidrange",
        "a range back": b"1 beginbfrange <ffff> <0000> <0041> endbfrange",
        "a range of lists": b"1 beginbfrange <0000> <ffff> [" + b"<0041> " * 70_000 + b"] endbfrange",
        "odd codes": b"1 beginbfchar <zz> (a) /b 1 [<] endbfchar",
        "no end": b"1 beginbfrange <0000>",
        "surrogates": b"1 beginbfchar <0041> <d800> endbfchar 1 beginbfrange <0042> <0045> <dbffdfff> endbfrange",
        "itself": b"/A usecmap",
        "the bait": b"/" + str(bait.file).encode().replace(b"/", b"#2F") + b" usecmap",
        "long texts": b"1 beginbfrange <0000> <0fff> <" + b"0041" * 20_000 + b"> endbfrange",
    }.items():
        yield hostile(
            f"a map of {name}.pdf",
            pdf(
                {
                    4: shown,
                    5: cid % (b"/Identity-H", b"/ToUnicode 6 0 R"),
                    6: stream(b"begincmap " + ranges + b" endcmap", b"/CMapName /A"),
                    7: plain,
                }
            ),
        )
    for number, path in enumerate((str(bait.file), f"../../../../../../../..{bait.file}", str(bait.file.with_suffix("")))):
        escaped = path.encode().replace(b"/", b"#2F")
        yield hostile(f"a map from a file {number}.pdf", pdf({4: shown, 5: cid % (b"/" + escaped, b""), 7: plain}))
        yield hostile(
            f"an ordering from a file {number}.pdf",
            pdf({4: shown, 5: cid % (b"/Identity-H", b""), 7: descendant % (path.encode(), b"x", b"")}),
        )
    for name, widths in {
        "of all": b"/W [0 4294967295 500]",
        "of odd": b"/W [(a) [/b] 1 null]",
        "of lists": b"/W [" + b"1 [500] " * MANY + b"]",
    }.items():
        yield hostile(f"widths {name}.pdf", pdf({4: shown, 5: cid % (b"/Identity-H", b""), 7: descendant % (b"Adobe", b"GB1", widths)}))
    third = b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix %s /FirstChar 0 /LastChar %s /Widths [1000] /Encoding << /Differences [65 /a] >> /CharProcs << /a 6 0 R >> /Resources << /Font << /F1 5 0 R >> >> >>"
    glyph = stream(b"1000 0 d0 BT /F1 1 Tf (A) Tj ET")
    for name, matrix, last in (
        ("in itself", b"[.001 0 0 .001 0 0]", b"255"),
        ("of no size", b"[0 0 0 0 0 0]", b"255"),
        ("of many", b"[1 0 0 1 0 0]", b"2147483647"),
        ("of no matrix", b"[1]", b"(a)"),
    ):
        yield hostile(
            f"a painted font {name}.pdf", pdf({4: stream(b"BT /F1 12 Tf 50 700 Td (AAA) Tj ET"), 5: third % (matrix, last), 6: glyph})
        )
    for key in (b"FontFile", b"FontFile2", b"FontFile3"):
        broken = b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor << /%s 6 0 R /Flags 4 >> >>" % key
        yield hostile(
            f"a broken {key.decode()}.pdf",
            pdf({5: broken, 6: stream(b"\x00\x01\x00\x00\xff\xff" + b"cmap" + b"\xff" * 500 + b"%!PS /Encoding dup 65 /a put")}),
        )
    yield hostile("no such font.pdf", pdf({4: stream(TEXT.replace(b"/F1", b"/F9"))}))
    yield hostile("no font.pdf", pdf({4: stream(TEXT.replace(b"/F1 12 Tf", b""))}))
    yield hostile("a font that is a number.pdf", pdf({5: b"7"}))


def _actions(bait: Bait) -> Iterator[Hostile]:
    """What a viewer would do when it opens the file; nothing here does anything."""
    address, path = b"http://" + bait.host.encode() + b"/x", str(bait.file).encode()
    for name, action in {
        "script": b"<< /S /JavaScript /JS (app.launchURL\\('%s'\\)) >>" % address,
        "launch": b"<< /S /Launch /F (%s) /Win << /F (cmd.exe) /P (/c calc) >> >>" % path,
        "address": b"<< /S /URI /URI (%s) >>" % address,
        "file": b"<< /S /GoToR /F (%s) /D [0 /Fit] >>" % path,
        "embedded": b"<< /S /GoToE /F (%s) /T << /R /P >> >>" % path,
        "submit": b"<< /S /SubmitForm /F << /FS /URL /F (%s) >> >>" % address,
        "import": b"<< /S /ImportData /F (%s) >>" % path,
    }.items():
        yield hostile(
            f"an action {name}.pdf",
            pdf({1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R /AA << /WC 6 0 R >> >>", 6: action}),
            "indexed",
            "no_passages",
        )
    yield hostile("a stream elsewhere.pdf", pdf({4: stream(TEXT, b"/F (%s)" % path)}))
    yield hostile("a stream of an address.pdf", pdf({4: stream(TEXT, b"/F << /FS /URL /F (%s) >>" % address)}))
    page = PAGE.replace(b"/Resources <<", b"/Resources << /XObject << /X 6 0 R >>")
    form = stream(b"", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Ref << /F (%s) /Page 0 >>" % path)
    yield hostile("a page of another file.pdf", pdf({3: page, 4: stream(TEXT + b" /X Do"), 6: form}))
    forms = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY b SYSTEM "%s">]><xdp>&b;</xdp>' % bait.file.as_uri().encode()
    yield hostile(
        "a form of xml.pdf", pdf({1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /XFA 6 0 R /Fields [6 0 R] >> >>", 6: stream(forms)})
    )
    embedded = b"<< /Type /Filespec /F (../../../../tmp/lexops-escaped.txt) /EF << /F 7 0 R >> >>"
    yield hostile(
        "a file in it.pdf",
        pdf({1: b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >> >>", 6: embedded, 7: stream(b"x")}),
    )


def _tables() -> Iterator[Hostile]:
    """Tables of objects that say what is not so."""
    data = pdf()
    yield hostile("a billion objects.pdf", data.replace(b"xref\n0 6", b"xref\n0 999999999"))
    yield hostile("objects below zero.pdf", data.replace(b"xref\n0 6", b"xref\n-5 6"))
    yield hostile("a table at its own place.pdf", data[: data.rfind(b"startxref")] + b"startxref\n0\n%%EOF")
    yield hostile("a table beyond the end.pdf", data[: data.rfind(b"startxref")] + b"startxref\n99999999999\n%%EOF")
    yield hostile("no trailer.pdf", data.replace(b"trailer", b"trailor"))
    yield hostile("no root.pdf", data.replace(b"/Root 1 0 R", b""))
    yield hostile("a root that is a number.pdf", data.replace(b"/Root 1 0 R", b"/Root 7"))
    yield hostile(
        "offsets all one.pdf", b"\n".join(line if not line.endswith(b" n ") else b"0000000009 00000 n " for line in data.split(b"\n"))
    )
    yield hostile(
        "a thousand revisions.pdf",
        data
        + b"".join(
            b"4 0 obj\n%s\nendobj\nxref\n4 1\n%010d 00000 n \ntrailer\n<< /Root 1 0 R /Size 6 /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
            % (stream(TEXT), len(data), n, len(data))
            for n in range(1000)
        ),
    )
    body = data[: data.rfind(b"xref\n0 6")]
    for name, entries in {
        "no widths": b"/W [0 0 0] /Size 6",
        "wide fields": b"/W [999999999 8 8] /Size 6",
        "fields below zero": b"/W [-1 2 -3] /Size 6",
        "a huge size": b"/W [1 2 1] /Size 2147483647",
        "a huge index": b"/W [1 2 1] /Size 6 /Index [0 2147483647]",
        "an odd index": b"/W [1 2 1] /Size 6 /Index [0 (a) /b]",
        "itself before": b"/W [1 2 1] /Size 6 /Prev %d" % len(body),
        "a stream in itself": b"/W [1 2 1] /Size 7 /Index [1 6]",
    }.items():
        rows = b"".join(struct.pack(">BHB", 2, 9, n) for n in range(6))
        table = b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (flate(rows, b"/Type /XRef /Root 1 0 R " + entries), len(body))
        yield hostile(f"a packed table with {name}.pdf", body + table)


def _painted() -> Iterator[Hostile]:
    """Pages with more marks than anybody can look at."""
    for name, content in {
        "boxes": b"".join(b"%d %d 9 9 re f " % (n % 600, n % 797) for n in range(20_000))
        + b"BT /F1 4 Tf "
        + b"1 0 0 1 20 20 Tm (Wages) Tj " * 2000
        + b"ET",
        "one place": b"BT /F1 12 Tf 50 700 Td " + b"(a) Tj -1 0 Td " * 20_000 + b"ET",
        "one line": b"BT /F1 .01 Tf 3 Tr 50 700 Td (" + b"a" * 200_000 + b") Tj ET",
        "a long line": b"BT /F1 3 Tf 1 Tz 50 700 Td (" + b"wages " * 20_000 + b") Tj ET",
        "letters about": b"BT /F1 6 Tf "
        + b"".join(b"1 0 0 1 %d %d Tm (%c) Tj " % (n * 7919 % 580, n * 104_729 % 780, 97 + n % 26) for n in range(20_000))
        + b"ET",
        "rules": b"".join(b"%d 0 m %d 800 l S 0 %d m 600 %d l S " % (n % 600, n % 600, n % 800, n % 800) for n in range(1900)) + TEXT,
        "slanted": b"BT /F1 12 Tf " + b"".join(b".7 .7 -.7 .7 %d %d Tm (a) Tj " % (n % 600, n % 800) for n in range(20_000)) + b"ET",
        "sideways": b"BT /F1 12 Tf " + b"".join(b"0 1 -1 0 %d %d Tm (a) Tj " % (n % 600, n % 800) for n in range(10_000)) + b"ET " + TEXT,
        "huge numbers": b"1e300 0 0 1e300 1e300 1e300 cm BT /F1 1e300 Tf 1e300 1e300 Td (Wages) Tj ET",
        "digits": b"BT /F1 " + b"9" * 5000 + b" Tf " + b"9" * 400 + b"." + b"9" * 400 + b" 0 Td (Wages) Tj ET",
        "no numbers": b"BT /F1 (a) Tf /b [] Td (Wages) Tj << >> TJ 7 Tj Do /Z Do 1 cm re 9 9 c ET",
        "states unsaved": b"Q " * 5000 + TEXT,
        "an open picture": b"BI /W 100000 /H 100000 /BPC 8 /CS /RGB ID " + b"x" * MANY,
        "pictures": b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI " * 20_000 + TEXT,
        "curves": b"0 0 m " + b"1 1 2 2 3 3 c " * MANY + b"f " + TEXT,
        "clear text": b"1 g " + TEXT,
        "huge leading": b"BT /F1 12 Tf 1e30 TL T* 1e30 Tc 1e30 Tw 1e30 Tz 1e30 Ts (Wages) ' ET",
    }.items():
        yield hostile(f"{name}.pdf", pdf({4: flate(content)}))
    for side in (MANY, 2**31 - 1):
        picture = stream(
            b"x" * 500, b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceRGB" % (side, side)
        )
        page = PAGE.replace(b"/Resources <<", b"/Resources << /XObject << /X 6 0 R >>")
        yield hostile(f"a picture of {side} a side.pdf", pdf({3: page, 4: stream(b"600 0 0 800 0 0 cm /X Do"), 6: picture}))
        yield hostile(
            f"a packed picture of {side} a side.pdf",
            pdf(
                {
                    3: page,
                    4: stream(b"600 0 0 800 0 0 cm /X Do"),
                    6: flate(
                        bytes(BOMB),
                        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray" % (side, side),
                    ),
                }
            ),
        )
    for kind in (b"JBIG2Decode", b"JPXDecode", b"DCTDecode", b"CCITTFaxDecode"):
        picture = stream(b"\xff" * 5000, b"/Type /XObject /Subtype /Image /Width 100 /Height 100 /BitsPerComponent 1 /Filter /%s" % kind)
        yield hostile(f"a broken {kind.decode()}.pdf", pdf({3: page, 4: stream(b"600 0 0 800 0 0 cm /X Do"), 6: picture}))


def _odd() -> Iterator[Hostile]:
    for name, objects in {
        "box 0": {3: PAGE.replace(b"[0 0 600 800]", b"[0 0 0 0]")},
        "box nan": {3: PAGE.replace(b"[0 0 600 800]", b"[nan inf (a) /b]")},
        "box huge": {3: PAGE.replace(b"[0 0 600 800]", b"[-1e38 -1e38 1e38 1e38]")},
        "box of two": {3: PAGE.replace(b"[0 0 600 800]", b"[0 0]")},
        "turned 45": {3: PAGE.replace(b"/Parent", b"/Rotate 45 /Parent")},
        "turned text": {3: PAGE.replace(b"/Parent", b"/Rotate (a) /Parent")},
        "unit": {3: PAGE.replace(b"/Parent", b"/UserUnit 1e300 /Parent")},
        "no pages": {1: b"<< /Type /Catalog >>"},
        "pages of null": {2: b"null"},
        "kids of null": {2: b"<< /Type /Pages /Kids [null 9 0 R 7] /Count 1 >>"},
        "count below zero": {2: PAGES.replace(b"/Count 1", b"/Count -1")},
        "count of text": {2: PAGES.replace(b"/Count 1", b"/Count (a)")},
        "no contents": {4: b"null"},
        "length below zero": {4: stream(TEXT, length=b"-1")},
        "length of all": {4: stream(TEXT, length=b"99999999999")},
        "no such filter": {4: stream(TEXT, b"/Filter /Nowhere")},
        "crypt": {4: stream(TEXT, b"/Filter /Crypt")},
        "names with nul": {3: PAGE.replace(b"/F1", b"/F#001"), 4: stream(TEXT.replace(b"/F1", b"/F#001"))},
        "operators unknown": {4: stream(b"\x00\xff zz " * 5000 + TEXT)},
    }.items():
        yield hostile(f"{name}.pdf", pdf(objects))
    yield hostile("no version.pdf", pdf(header=b"%PDF-\n"))
    yield hostile("head of 1 kB.pdf", pdf(header=b"\n" * 1000 + b"%PDF-1.7\n"))
    yield hostile(
        "information odd.pdf",
        pdf(
            {6: b"<< /Title <feff> /Author <fffed8> /CreationDate (D:99999999) /Producer %s >>" % (b"(" + b"a" * MIB + b")")},
            b"/Info 6 0 R",
        ),
    )


def _locked() -> Iterator[Hostile]:
    for name, entries in {
        "unknown": b"/Filter /Nowhere /V 99",
        "of nothing": b"/Filter /Standard",
        "short": b"/Filter /Standard /V 2 /R 3 /Length 99999 /O (a) /U (b) /P -1",
        "keys": b"/Filter /Standard /V 5 /R 6 /Length 256 /O (%s) /U (%s) /OE (a) /UE (b) /Perms (c) /P -1" % (b"a" * 48, b"b" * 48),
        "methods": b"/Filter /Standard /V 4 /R 4 /CF << /StdCF << /CFM /Nowhere >> >> /StmF /StdCF /StrF /None /O (%s) /U (%s) /P -1"
        % (b"a" * 32, b"b" * 32),
    }.items():
        yield hostile(f"locked {name}.pdf", pdf({6: b"<< %s >>" % entries}, b"/Encrypt 6 0 R /ID [<00> <00>]"))
    yield hostile("locked by itself.pdf", pdf({6: b"6 0 R"}, b"/Encrypt 6 0 R"))
    yield hostile("locked and not.pdf", whole()["pdf"].replace(b"/Root", b"/Encrypt << /Filter /Standard >> /Root"))
    yield hostile("a picture of text.pdf", base64.b85encode(whole()["pdf"]))
