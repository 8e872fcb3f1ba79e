"""PDF files whose objects run in rings, whose actions lead out, whose tables of objects and locks are lies."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator

from tests.hostile.files import Bait, Hostile, endless, hostile
from tests.hostile.pdf_files import PAGE, PAGES, TEXT, flate, pdf, stream
from tests.hostile.whole import whole

MIB = 1024 * 1024


def files(bait: Bait) -> Iterator[Hostile]:
    """All of them."""
    yield hostile(
        "a whole one.pdf",
        pdf(),
        "indexed",
        "no_passages",
    )  # else nothing below says anything
    yield from _rings()
    yield from _actions(bait)
    yield from _tables()
    yield from _odd()
    yield from _locked()


def _rings() -> Iterator[Hostile]:
    page = PAGE.replace(b"/Resources <<", b"/Resources << /XObject << /X 6 0 R /Y 7 0 R >>")
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X 6 0 R /Y 7 0 R >> /Font << /F1 5 0 R >> >>"
    draws = {3: page, 4: stream(TEXT + b" /X Do")}
    for name, objects in {
        "pages in themselves": {2: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 1 >>"},
        "a page that is its parent": {
            3: PAGE.replace(b"/Parent 2 0 R", b"/Parent 3 0 R").replace(
                b"/MediaBox [0 0 600 800]", b""
            )
        },
        "a ring of parents": {
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 6 0 R >>",
            6: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] >>",
        },
        "a catalog that is its pages": {
            1: b"<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] /Count 1 >>"
        },
        "a length of itself": {4: stream(TEXT, length=b"4 0 R")},
        "a reference to itself": {4: b"4 0 R"},
        "a ring of references": {4: b"6 0 R", 6: b"7 0 R", 7: b"4 0 R"},
        "contents of themselves": {4: b"[4 0 R 4 0 R]"},
        "resources of themselves": {
            3: PAGE.replace(b"/Resources << /Font << /F1 5 0 R >> >>", b"/Resources 3 0 R")
        },
        "a form in itself": {**draws, 6: stream(b"/X Do", form)},
        "two forms in each other": {**draws, 6: stream(b"/Y Do", form), 7: stream(b"/X Do", form)},
        "a form without resources in itself": {
            **draws,
            6: stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 1 1]"),
        },
        "a font of itself": {
            5: b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [5 0 R] >>"
        },
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
        "outlines in a ring": {
            1: b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>",
            6: b"<< /First 6 0 R /Last 6 0 R /Next 6 0 R >>",
        },
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
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F%d %d 0 R >> >>"
            % (n + 1, n + 1),
        )
        for n in range(10, 20)
    }
    layers[20] = stream(b"0 0 9 9 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    top = PAGE.replace(b"/Resources <<", b"/Resources << /XObject << /F10 10 0 R >>")
    yield hostile("ten billion forms.pdf", pdf({3: top, 4: stream(TEXT + b" /F10 Do"), **layers}))
    yield hostile(
        "information of itself.pdf", pdf({6: b"<< /Title 6 0 R /Author 6 0 R >>"}, b"/Info 6 0 R")
    )
    yield hostile("tables in a ring.pdf", _with_previous(pdf()))


def _with_previous(data: bytes) -> bytes:
    """A file whose table of objects names itself as the one before."""
    place = data[data.rfind(b"startxref") + 9 :].split()[0]
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %s" % place)


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
            pdf(
                {
                    1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R /AA << /WC 6 0 R >> >>",
                    6: action,
                }
            ),
            "indexed",
            "no_passages",
        )
    yield hostile("a stream elsewhere.pdf", pdf({4: stream(TEXT, b"/F (%s)" % path)}))
    yield hostile(
        "a stream of an address.pdf", pdf({4: stream(TEXT, b"/F << /FS /URL /F (%s) >>" % address)})
    )
    page = PAGE.replace(b"/Resources <<", b"/Resources << /XObject << /X 6 0 R >>")
    form = stream(
        b"", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Ref << /F (%s) /Page 0 >>" % path
    )
    yield hostile(
        "a page of another file.pdf", pdf({3: page, 4: stream(TEXT + b" /X Do"), 6: form})
    )
    forms = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY b SYSTEM "%s">]><xdp>&b;</xdp>'
        % bait.file.as_uri().encode()
    )
    yield hostile(
        "a form of xml.pdf",
        pdf(
            {
                1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /XFA 6 0 R /Fields [6 0 R] >> >>",
                6: stream(forms),
            }
        ),
    )
    embedded = b"<< /Type /Filespec /F (../../../../tmp/lexops-escaped.txt) /EF << /F 7 0 R >> >>"
    yield hostile(
        "a file in it.pdf",
        pdf(
            {
                1: b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >> >>",
                6: embedded,
                7: stream(b"x"),
            }
        ),
    )


def _tables() -> Iterator[Hostile]:
    """Tables of objects that say what is not so."""
    data = pdf()
    yield hostile("a billion objects.pdf", data.replace(b"xref\n0 6", b"xref\n0 999999999"))
    yield hostile("objects below zero.pdf", data.replace(b"xref\n0 6", b"xref\n-5 6"))
    yield hostile(
        "a table at its own place.pdf", data[: data.rfind(b"startxref")] + b"startxref\n0\n%%EOF"
    )
    yield hostile(
        "a table beyond the end.pdf",
        data[: data.rfind(b"startxref")] + b"startxref\n99999999999\n%%EOF",
    )
    yield hostile("no trailer.pdf", data.replace(b"trailer", b"trailor"))
    yield hostile("no root.pdf", data.replace(b"/Root 1 0 R", b""))
    yield hostile("a root that is a number.pdf", data.replace(b"/Root 1 0 R", b"/Root 7"))
    yield hostile(
        "offsets all one.pdf",
        b"\n".join(
            line if not line.endswith(b" n ") else b"0000000009 00000 n "
            for line in data.split(b"\n")
        ),
    )
    yield hostile(
        "a thousand revisions.pdf",
        data
        + b"".join(
            b"4 0 obj\n%s\nendobj\nxref\n4 1\n%010d 00000 n \ntrailer\n<< /Root 1 0 R /Size 6 /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
            % (
                stream(TEXT),
                len(data),
                n,
                len(data),
            )
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
        rows = b"".join(
            struct.pack(
                ">BHB",
                2,
                9,
                n,
            )
            for n in range(6)
        )
        table = b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (
            flate(rows, b"/Type /XRef /Root 1 0 R " + entries),
            len(body),
        )
        make = endless if "huge" in name else hostile
        yield make(f"a packed table with {name}.pdf", body + table)


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
        "names with nul": {
            3: PAGE.replace(b"/F1", b"/F#001"),
            4: stream(TEXT.replace(b"/F1", b"/F#001")),
        },
        "operators unknown": {4: stream(b"\x00\xff zz " * 5000 + TEXT)},
    }.items():
        yield hostile(f"{name}.pdf", pdf(objects))
    yield hostile("no version.pdf", pdf(header=b"%PDF-\n"))
    yield hostile("head of 1 kB.pdf", pdf(header=b"\n" * 1000 + b"%PDF-1.7\n"))
    yield hostile(
        "information odd.pdf",
        pdf(
            {
                6: b"<< /Title <feff> /Author <fffed8> /CreationDate (D:99999999) /Producer %s >>"
                % (b"(" + b"a" * MIB + b")")
            },
            b"/Info 6 0 R",
        ),
    )


def _locked() -> Iterator[Hostile]:
    for name, entries in {
        "unknown": b"/Filter /Nowhere /V 99",
        "of nothing": b"/Filter /Standard",
        "short": b"/Filter /Standard /V 2 /R 3 /Length 99999 /O (a) /U (b) /P -1",
        "keys": b"/Filter /Standard /V 5 /R 6 /Length 256 /O (%s) /U (%s) /OE (a) /UE (b) /Perms (c) /P -1"
        % (b"a" * 48, b"b" * 48),
        "methods": b"/Filter /Standard /V 4 /R 4 /CF << /StdCF << /CFM /Nowhere >> >> /StmF /StdCF /StrF /None /O (%s) /U (%s) /P -1"
        % (b"a" * 32, b"b" * 32),
    }.items():
        yield hostile(
            f"locked {name}.pdf", pdf({6: b"<< %s >>" % entries}, b"/Encrypt 6 0 R /ID [<00> <00>]")
        )
    yield hostile("locked by itself.pdf", pdf({6: b"6 0 R"}, b"/Encrypt 6 0 R"))
    yield hostile(
        "locked and not.pdf",
        whole()["pdf"].replace(b"/Root", b"/Encrypt << /Filter /Standard >> /Root"),
    )
    yield hostile("a picture of text.pdf", base64.b85encode(whole()["pdf"]))
