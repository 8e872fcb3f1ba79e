"""PDF files that grow: streams, nesting, fonts and their maps, pages with more marks than anybody can look at."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from tests.hostile.files import BOMB, Bait, Hostile, endless, hostile
from tests.hostile.pdf_files import PAGE, TEXT, flate, pdf, stream

MIB = 1024 * 1024
MANY = 100_000


def files(bait: Bait) -> Iterator[Hostile]:
    """All of them."""
    yield from _growing()
    yield from _nested()
    yield from _fonts(bait)
    yield from _painted()


def _growing() -> Iterator[Hostile]:
    blanks, marks = b" " * (BOMB), b"q " * (BOMB // 2)
    yield hostile("blanks.pdf", pdf({4: flate(blanks)}))
    yield endless("saved states.pdf", pdf({4: flate(marks)}))
    yield hostile(
        "flate of flate.pdf",
        pdf(
            {
                4: stream(
                    zlib.compress(zlib.compress(zlib.compress(blanks, 1), 9), 9),
                    b"/Filter [/FlateDecode /FlateDecode /FlateDecode]",
                )
            }
        ),
    )
    yield hostile(
        "a hundred filters.pdf",
        pdf({4: stream(zlib.compress(TEXT), b"/Filter [" + b"/FlateDecode " * 100 + b"]")}),
    )
    yield hostile("runs.pdf", pdf({4: stream(b"\x81 " * MIB, b"/Filter /RunLengthDecode")}))
    yield hostile("lzw.pdf", pdf({4: stream(bytes(200_000), b"/Filter /LZWDecode")}))
    yield hostile("ascii 85.pdf", pdf({4: stream(b"z" * (MIB // 8), b"/Filter /ASCII85Decode")}))
    yield hostile("hex.pdf", pdf({4: stream(b"20" * MIB, b"/Filter /ASCIIHexDecode")}))
    for columns in (2**31, 0, -1):
        parameters = (
            b"/DecodeParms << /Predictor 15 /Columns %d /Colors 4 /BitsPerComponent 16 >>" % columns
        )
        yield hostile(f"{columns} columns.pdf", pdf({4: flate(TEXT * 100, parameters)}))
    yield hostile(
        "objects that grow.pdf",
        pdf(
            {
                6: flate(blanks, b"/Type /ObjStm /N 1000000000 /First 10"),
                7: flate(b"0 0 " * 1000, b"/Type /ObjStm /N 1000 /First -1"),
            }
        ),
    )
    yield hostile(
        "one content many times.pdf",
        pdf({3: PAGE.replace(b"/Contents 4 0 R", b"/Contents [" + b"4 0 R " * 1000 + b"]")}),
    )
    yield hostile(
        "one page many times.pdf",
        pdf({2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (MANY, b"3 0 R " * MANY)}),
    )
    yield endless(
        "a page many times that grows.pdf",
        pdf(
            {
                2: b"<< /Type /Pages /Count 3000 /Kids [%s] >>" % (b"3 0 R " * 3000),
                4: flate(b"0 0 m " * MIB),
            }
        ),
    )
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor << /FontFile2 6 0 R /Flags 4 >> >>"
    yield hostile("a font that grows.pdf", pdf({5: font, 6: flate(blanks, b"/Length1 9")}))
    yield hostile(
        "metadata that grow.pdf",
        pdf(
            {
                1: b"<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>",
                6: flate(blanks, b"/Type /Metadata /Subtype /XML"),
            }
        ),
    )


def _nested() -> Iterator[Hostile]:
    for name, objects in {
        "arrays": {4: stream(b"[" * MANY + b"]" * MANY + b" TJ " + TEXT)},
        "dictionaries": {4: stream(b"/A <<" * MANY + b">>" * MANY + b" BDC " + TEXT)},
        "objects of arrays": {6: b"[" * MANY + b"]" * MANY},
        "catalog of arrays": {
            1: b"<< /Type /Catalog /Pages 2 0 R /A " + b"[" * MANY + b"]" * MANY + b" >>"
        },
        "texts in texts": {4: stream(b"(" * MANY + b")" * MANY + b" Tj " + TEXT)},
        "an open text": {4: stream(b"BT /F1 12 Tf (Wages " + b"a" * MANY)},
        "an open hex text": {4: stream(b"BT /F1 12 Tf <" + b"41" * MANY)},
        "marked content": {4: stream(b"/A BMC " * MANY + TEXT)},
        "texts begun": {4: stream(b"BT " * MANY + TEXT)},
    }.items():
        yield hostile(f"{name}.pdf", pdf(objects))
    for depth in (50, 5000):
        tree = {
            n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (n + 1, n - 1)
            for n in range(10, 10 + depth)
        }
        tree[10 + depth] = PAGE
        yield hostile(
            f"{depth} pages deep.pdf",
            pdf({2: b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>", **tree}),
        )
    chain = {
        n: stream(
            b"/F%d Do" % (n + 1),
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F%d %d 0 R >> >>"
            % (n + 1, n + 1),
        )
        for n in range(10, 1500)
    }
    top = PAGE.replace(b"/Resources <<", b"/Resources << /XObject << /F10 10 0 R >>")
    yield hostile("forms in forms.pdf", pdf({3: top, 4: stream(TEXT + b" /F10 Do"), **chain}))


def _fonts(bait: Bait) -> Iterator[Hostile]:
    cid = b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding %s /DescendantFonts [7 0 R] %s >>"
    descendant = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (%s) /Ordering (%s) /Supplement 0 >> %s >>"
    plain = descendant % (b"Adobe", b"Identity", b"")
    # A low page: many of these are read as a picture, which takes seconds for a whole page.
    low = PAGE.replace(b"[0 0 600 800]", b"[0 650 600 750]")
    shown = {3: low, 4: stream(b"BT /F1 12 Tf 50 700 Td <00410042004300440045> Tj ET")}
    yield hostile(
        "no map.pdf",
        pdf({**shown, 5: cid % (b"/Identity-H", b""), 7: plain}),
        "no_text",
        "empty",
        "no_passages",
        "corrupt",
    )
    yield hostile(
        "no descendants.pdf",
        pdf({**shown, 5: b"<< /Type /Font /Subtype /Type0 /Encoding /Identity-H >>"}),
    )
    for name, ranges in {
        "a range of all": b"1 beginbfrange <0000> <ffffffff> <0041> endbfrange",
        "a range of codes": b"1 begincidrange <00000000> <ffffffff> 0 endcidrange",
        "a range back": b"1 beginbfrange <ffff> <0000> <0041> endbfrange",
        "a range of lists": b"1 beginbfrange <0000> <ffff> ["
        + b"<0041> " * 70_000
        + b"] endbfrange",
        "odd codes": b"1 beginbfchar <zz> (a) /b 1 [<] endbfchar",
        "no end": b"1 beginbfrange <0000>",
        "surrogates": b"1 beginbfchar <0041> <d800> endbfchar 1 beginbfrange <0042> <0045> <dbffdfff> endbfrange",
        "itself": b"/A usecmap",
        "the bait": b"/" + str(bait.file).encode().replace(b"/", b"#2F") + b" usecmap",
        "long texts": b"1 beginbfrange <0000> <0fff> <" + b"0041" * 20_000 + b"> endbfrange",
    }.items():
        make = endless if name == "a range of codes" else hostile
        yield make(
            f"a map of {name}.pdf",
            pdf(
                {
                    **shown,
                    5: cid % (b"/Identity-H", b"/ToUnicode 6 0 R"),
                    6: stream(b"begincmap " + ranges + b" endcmap", b"/CMapName /A"),
                    7: plain,
                }
            ),
        )
    for number, path in enumerate(
        (str(bait.file), f"../../../../../../../..{bait.file}", str(bait.file.with_suffix("")))
    ):
        escaped = path.encode().replace(b"/", b"#2F")
        yield hostile(
            f"a map from a file {number}.pdf",
            pdf({**shown, 5: cid % (b"/" + escaped, b""), 7: plain}),
        )
        yield hostile(
            f"an ordering from a file {number}.pdf",
            pdf(
                {
                    **shown,
                    5: cid % (b"/Identity-H", b""),
                    7: descendant % (path.encode(), b"x", b""),
                }
            ),
        )
    for name, widths in {
        "of all": b"/W [0 4294967295 500]",
        "of odd": b"/W [(a) [/b] 1 null]",
        "of lists": b"/W [" + b"1 [500] " * MANY + b"]",
    }.items():
        make = endless if name == "of all" else hostile
        yield make(
            f"widths {name}.pdf",
            pdf(
                {
                    **shown,
                    5: cid % (b"/Identity-H", b""),
                    7: descendant % (b"Adobe", b"GB1", widths),
                }
            ),
        )
    third = b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix %s /FirstChar 0 /LastChar %s /Widths [1000] /Encoding << /Differences [65 /a] >> /CharProcs << /a 6 0 R >> /Resources << /Font << /F1 5 0 R >> >> >>"
    glyph = stream(b"1000 0 d0 BT /F1 1 Tf (A) Tj ET")
    for name, matrix, last in (
        ("in itself", b"[.001 0 0 .001 0 0]", b"255"),
        ("of no size", b"[0 0 0 0 0 0]", b"255"),
        ("of many", b"[1 0 0 1 0 0]", b"2147483647"),
        ("of no matrix", b"[1]", b"(a)"),
    ):
        yield hostile(
            f"a painted font {name}.pdf",
            pdf(
                {
                    4: stream(b"BT /F1 12 Tf 50 700 Td (AAA) Tj ET"),
                    5: third % (matrix, last),
                    6: glyph,
                }
            ),
        )
    for key in (b"FontFile", b"FontFile2", b"FontFile3"):
        broken = (
            b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor << /%s 6 0 R /Flags 4 >> >>"
            % key
        )
        yield hostile(
            f"a broken {key.decode()}.pdf",
            pdf(
                {
                    5: broken,
                    6: stream(
                        b"\x00\x01\x00\x00\xff\xff"
                        b"cmap" + b"\xff" * 500 + b"%!PS /Encoding dup 65 /a put"
                    ),
                }
            ),
        )
    yield hostile("no such font.pdf", pdf({4: stream(TEXT.replace(b"/F1", b"/F9"))}))
    yield hostile("no font.pdf", pdf({4: stream(TEXT.replace(b"/F1 12 Tf", b""))}))
    yield hostile("a font that is a number.pdf", pdf({5: b"7"}))


def _painted() -> Iterator[Hostile]:
    """Pages with more marks than anybody can look at."""
    for name, content in {
        "boxes": b"".join(b"%d %d 9 9 re f " % (n % 600, n % 797) for n in range(20_000))
        + b"BT /F1 4 Tf "
        + b"1 0 0 1 20 20 Tm (Wages) Tj " * 2000
        + b"ET",
        "one place": b"BT /F1 12 Tf 50 700 Td " + b"(a) Tj -1 0 Td " * 20_000 + b"ET",
        "one line": b"BT /F1 .01 Tf 3 Tr 50 700 Td (" + b"a" * 40_000 + b") Tj ET",
        "a long line": b"BT /F1 3 Tf 1 Tz 50 700 Td (" + b"wages " * 5000 + b") Tj ET",
        "letters about": b"BT /F1 6 Tf "
        + b"".join(
            b"1 0 0 1 %d %d Tm (%c) Tj " % (n * 7919 % 580, n * 104_729 % 780, 97 + n % 26)
            for n in range(8000)
        )
        + b"ET",
        "rules": b"".join(
            b"%d 0 m %d 800 l S 0 %d m 600 %d l S "
            % (
                n % 600,
                n % 600,
                n % 800,
                n % 800,
            )
            for n in range(1900)
        )
        + TEXT,
        "slanted": b"BT /F1 12 Tf "
        + b"".join(b".7 .7 -.7 .7 %d %d Tm (a) Tj " % (n % 600, n % 800) for n in range(8000))
        + b"ET",
        "sideways": b"BT /F1 12 Tf "
        + b"".join(b"0 1 -1 0 %d %d Tm (a) Tj " % (n % 600, n % 800) for n in range(10_000))
        + b"ET "
        + TEXT,
        "huge numbers": b"1e300 0 0 1e300 1e300 1e300 cm BT /F1 1e300 Tf 1e300 1e300 Td (Wages) Tj ET",
        "digits": b"BT /F1 "
        + b"9" * 5000
        + b" Tf "
        + b"9" * 400
        + b"."
        + b"9" * 400
        + b" 0 Td (Wages) Tj ET",
        "no numbers": b"BT /F1 (a) Tf /b [] Td (Wages) Tj << >> TJ 7 Tj Do /Z Do 1 cm re 9 9 c ET",
        "states unsaved": b"Q " * 5000 + TEXT,
        "an open picture": b"BI /W 100000 /H 100000 /BPC 8 /CS /RGB ID " + b"x" * MANY,
        "pictures": b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI " * 20_000 + TEXT,
        "curves": b"0 0 m " + b"1 1 2 2 3 3 c " * (MANY // 5) + b"f " + TEXT,
        "clear text": b"1 g " + TEXT,
        "huge leading": b"BT /F1 12 Tf 1e30 TL T* 1e30 Tc 1e30 Tw 1e30 Tz 1e30 Ts (Wages) ' ET",
    }.items():
        yield hostile(f"{name}.pdf", pdf({4: flate(content)}))
    for side in (MANY, 2**31 - 1):
        picture = stream(
            b"x" * 500,
            b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceRGB"
            % (side, side),
        )
        page = PAGE.replace(b"/Resources <<", b"/Resources << /XObject << /X 6 0 R >>")
        yield hostile(
            f"a picture of {side} a side.pdf",
            pdf({3: page, 4: stream(b"600 0 0 800 0 0 cm /X Do"), 6: picture}),
        )
        yield hostile(
            f"a packed picture of {side} a side.pdf",
            pdf(
                {
                    3: page,
                    4: stream(b"600 0 0 800 0 0 cm /X Do"),
                    6: flate(
                        bytes(BOMB),
                        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray"
                        % (side, side),
                    ),
                }
            ),
        )
    for kind in (b"JBIG2Decode", b"JPXDecode", b"DCTDecode", b"CCITTFaxDecode"):
        picture = stream(
            b"\xff" * 5000,
            b"/Type /XObject /Subtype /Image /Width 100 /Height 100 /BitsPerComponent 1 /Filter /%s"
            % kind,
        )
        yield hostile(
            f"a broken {kind.decode()}.pdf",
            pdf({3: page, 4: stream(b"600 0 0 800 0 0 cm /X Do"), 6: picture}),
        )
