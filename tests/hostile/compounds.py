"""The old Office formats and RTF, with chains that bite their tails; and files that are two things at once, or another than they say."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.compound_files import END, compound
from tests.hostile.files import SENTENCES, Bait, Hostile, hostile
from tests.hostile.whole import PAGE, whole

MANY = 100_000
_STREAMS = {
    "WordDocument": b"\xec\xa5\xc1\x00" + SENTENCES.encode("utf-16-le") * 20,
    "1Table": bytes(6000),
}


def files(bait: Bait) -> Iterator[Hostile]:
    """All of them."""
    for suffix in ("doc", "xls", "ppt", "msg"):
        yield hostile(f"a stream that bites its tail.{suffix}", compound(_STREAMS, bend={4: 3}))
    yield hostile("a directory that bites its tail.doc", compound(_STREAMS, bend={1: 1}))
    yield hostile("a table of itself.doc", compound(_STREAMS, bend={0: 0}))
    yield hostile("a chain to nowhere.doc", compound(_STREAMS, bend={3: 0x7FFFFFFF}))
    yield hostile("a chain cut off.doc", compound(_STREAMS, bend={2: END}))
    yield hostile("a tree that is its own child.doc", compound(_STREAMS, tree={0: (0, 0, 0)}))
    yield hostile("siblings in a ring.doc", compound(_STREAMS, tree={1: (2, 2, 2), 2: (1, 1, 1)}))
    yield hostile(
        "an envelope with a password.docx",
        compound(
            {"EncryptedPackage": bytes(5000), "EncryptionInfo": b"\x04\x00\x04\x00" + bytes(200)}
        ),
        "encrypted",
    )
    yield hostile("no stream.doc", compound({}))
    header = bytearray(compound(_STREAMS))
    header[30:32] = b"\xff\x00"  # sectors of 2^255 bytes
    yield hostile("a sector's size.doc", bytes(header))
    yield from _rtf(bait)
    yield from _two_at_once()
    yield from _misnamed()


def _rtf(bait: Bait) -> Iterator[Hostile]:
    for name, body in {
        "deep": "{" * MANY + "甲".encode("unicode_escape").decode() + "}" * MANY,
        "open": "{\\b " * 5000,
        "closed": "}" * 5000 + " x",
        "bytes to come": "\\bin2147483647 x",
        "negative bytes": "\\bin-5 x",
        "long words": "\\" + "a" * MANY + " x",
        "long numbers": f"\\u{'9' * 5000}? \\'zz \\'",
        "an object": "{\\object\\objemb{\\*\\objdata " + "0105" * 20_000 + "}}",
        "a picture": "{\\pict\\pngblip\\picw999999999\\pich999999999 " + "89504e47" * 500 + "}",
        "a field": f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "http://{bait.host}/x" \\\\d}}}}',
        "a template": f"{{\\*\\template http://{bait.host}/x.dot}}",
        "skips": "\\uc999999 \\u24037? x",
        "fonts": "{\\fonttbl" + "".join(f"{{\\f{n} a;}}" for n in range(20_000)) + "}",
    }.items():
        yield hostile(f"{name}.rtf", "{\\rtf1\\ansi " + body + " \\u24037?\\par}")


def _two_at_once() -> Iterator[Hostile]:
    parts = whole()
    for name, data in {
        "pdf and zip.pdf": parts["pdf"] + parts["zip"],
        "zip and pdf.zip": parts["zip"] + parts["pdf"],
        "page in front of a pdf.pdf": PAGE.encode() + parts["pdf"],
        "pdf in a comment.html": b"<!-- " + parts["pdf"] + b" -->" + PAGE.encode(),
        "gif and script.gif": b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)//",
        "gif and script.js": b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)//",
        "pdf in front of a word file.docx": parts["pdf"] + parts["docx"],
        "script in front of a word file.docx": b"#!/bin/sh\nexit 1\n" + parts["docx"],
        "picture and archive.jpg": parts["jpg"] + parts["zip"],
        "word file and page.docx": parts["docx"] + PAGE.encode(),
        "two word files.docx": parts["docx"] + parts["docx"],
        "pdf after noise.pdf": bytes(1000) + parts["pdf"],
        "pdf after a mile.pdf": b" " * 100_000 + parts["pdf"],
        "two pdfs.pdf": parts["pdf"] + parts["pdf"],
        "mail and page.eml": parts["eml"] + PAGE.encode(),
        "rtf and zip.rtf": parts["rtf"] + parts["zip"],
        "text and pdf.txt": parts["md"] + parts["pdf"],
        "magic and text.txt": b"PK\x03\x04" + SENTENCES.encode(),
        "magic and text.md": b"%PDF-" + SENTENCES.encode(),
        "a program.txt": b"\x7fELF\x02\x01\x01" + bytes(500),
        "a database.txt": b"SQLite format 3\x00" + bytes(500),
        "a windows program.docx": b"MZ\x90\x00" + bytes(5000),
    }.items():
        yield hostile(name, data)


def _misnamed() -> Iterator[Hostile]:
    """Each format under the name of each other one that could be taken for it."""
    parts = whole()
    for suffix in ("docx", "pdf", "html", "txt", "xlsx", "png"):
        for named in (
            "txt",
            "docx",
            "pdf",
            "html",
            "md",
            "eml",
            "csv",
            "json",
            "zip",
            "doc",
            "",
        ):
            if named != suffix:
                yield hostile(
                    f"{suffix} named.{named}" if named else f"{suffix} without a name's ending",
                    parts[suffix],
                )
