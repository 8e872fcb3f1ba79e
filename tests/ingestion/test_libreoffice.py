"""Word 97, RTF and OpenDocument files are read through LibreOffice: alone, offline, and for a limited time."""

from __future__ import annotations

import http.server
import io
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from corpus.errors import BadInput
from evals.word_files import let_articles_go_on
from ingestion.limits import Limits
from ingestion.parsers.libreoffice.lists import restarts_of, with_restarts
from ingestion.parsers.libreoffice.program import convert
from ingestion.parsers.libreoffice.rtf import with_numbers_typed
from ingestion.parsers.ours import LIBREOFFICE
from ingestion.reading import read
from tests.ingestion.documents import lines, removed, word_file
from tests.ingestion.test_docx_numbering import LAW, numbered
from tests.ingestion.word_parts import built, num

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOC_AS = ("docx", "Office Open XML Text", "doc")


@pytest.fixture(scope="session")
def libreoffice() -> None:
    if not any(map(shutil.which, LIBREOFFICE)):
        message = "LibreOffice is not installed: apt-get install --no-install-recommends libreoffice-writer"
        pytest.fail(message) if os.environ.get("LEXOPS_REQUIRE_SERVICES") == "1" else pytest.skip(
            message
        )


def rtf(body: str) -> bytes:
    head = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}}{\colortbl;\red255\green255\blue255;}"
    return f"{head}{body}\\par}}".encode("ascii")


def coded(text: str) -> str:
    r"""A text as \'xx of code page 936."""
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gb18030"))


RTF = [
    (coded("第一条　为了保护职工。"), ["第一条 为了保护职工。"]),
    (
        r"{\uc1\u24037?\u20250?{\uc2\u27861??}x}",
        ["工会法x"],
    ),  # what follows for programs that know no Unicode is skipped
    (r"{\b {\i \u30002?}}{\*\unknown \u19993?}{\u20057?}", ["甲乙"]),
    (r"{\v \u34255?}\u35265?", ["见"]),
    (r"\u30002?\par\u20057?\line\u19993?", ["甲", "乙", "丙"]),
    (
        r"\trowd\cellx1000\cellx2000\intbl\u30002?\cell\u20057?\cell\row\pard\u19993?",
        ["甲 | 乙", "丙"],
    ),
    (r"{\deleted \u21024?}\u30041?", ["留"]),
    (r"\u30002?{\footnote \u27880?}", ["甲", "附：注释", "[1] 注"]),
]


@pytest.mark.usefixtures("libreoffice")
def test_rtf_is_read_as_it_is_shown():
    """All in one file, for LibreOffice takes a second to start."""
    document = read(rtf(r"\par\pard ".join(body for body, _ in RTF)), "a.rtf")
    assert [text for _, text in lines(document)] == [
        line for _, expected in RTF for line in expected
    ]
    assert (
        document.media_type,
        removed(document)["hidden text"],
        removed(document)["deleted text"],
    ) == ("application/rtf", 1, 1)


@pytest.mark.usefixtures("libreoffice")
def test_word_97_keeps_numbers_tables_and_tracked_changes():
    deleted = '<w:p><w:del w:id="2" w:author="x"><w:r><w:delText>删</w:delText></w:r></w:del><w:r><w:t>留</w:t></w:r></w:p>'
    grid = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>" + "".join(
        f"<w:tc><w:tcPr/><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in "丙丁"
    ) + "</w:tr></w:tbl>"  # fmt: skip
    data = convert(
        built(
            *numbered(0, 1, 2),
            deleted,
            grid,
            "末",
            numbering=LAW + num(1, 0),
        ),
        Limits(),
        *DOC_AS,
    )
    document = read(data, "a.doc")
    assert [text for _, text in lines(document)] == [
        "第一章 甲",
        "第一条 甲",
        "（一）甲",
        "留",
        "丙 | 丁",
        "末",
    ]
    assert (document.media_type, removed(document)["deleted text"]) == ("application/msword", 1)
    assert read(data, "a.wps").media_type == "application/msword"


@pytest.mark.usefixtures("libreoffice")
def test_opendocument_texts_are_read():
    data = convert(
        word_file("第一条 甲。"),
        Limits(),
        "docx",
        "Office Open XML Text",
        "odt",
    )
    assert (read(data, "a.odt").text, read(data, "a").media_type) == (
        "第一条 甲。",
        "application/vnd.oasis.opendocument.text",
    )


@pytest.mark.usefixtures("libreoffice")
def test_our_numbers_are_those_that_libreoffice_shows():
    """Another program's reading of the same rules: levels that are passed over, restarted, of several instances. It knows no lvlRestart."""
    levels = [1, 0, 1, 2, 3, 3, 2, 1, 2, 0, 2, 1, 1, 0, 3]
    data = built(
        *numbered(*levels), numbering=LAW.replace('<w:lvlRestart w:val="0"/>', "") + num(1, 0)
    )
    shown = (
        convert(
            data,
            Limits(),
            "docx",
            "Office Open XML Text",
            "txt",
        )
        .decode("utf-8-sig")
        .splitlines()
    )
    assert [text.replace(" ", "") for _, text in lines(read(data, "a.docx"))] == [
        "".join(line.split()) for line in shown
    ]


TYPED = [
    (
        rb"{\rtf1\pard\ls1\ilvl0{\listtext\pard 1.\tab}x}",
        rb"{\rtf1\pard\nols1\ilvl0{\pard 1.\tab}x}",
    ),
    (rb"{\rtf1{\pntext 1.}{\*\pn\pnlvlbody}x}", rb"{\rtf1{ 1.}{\*\nopn\pnlvlbody}x}"),
    (rb"{\rtf1\ls1 x}", rb"{\rtf1\ls1 x}"),  # nobody wrote what it shows: LibreOffice counts
    (
        rb"{\rtf1\lsdpriority1{\listtext 1.}{\*\pnseclvl1}\listtextfoo}",
        rb"{\rtf1\lsdpriority1{ 1.}{\*\pnseclvl1}\listtextfoo}",
    ),
]


@pytest.mark.parametrize(("data", "expected"), TYPED)
def test_numbers_that_word_wrote_into_rtf_are_its_own(data, expected):
    assert with_numbers_typed(data) == expected


@pytest.mark.usefixtures("libreoffice")
def test_levels_of_word_97_that_go_on_are_not_begun_anew():
    law = LAW.replace('<w:lvlRestart w:val="0"/>', "")
    data = convert(
        built(*numbered(0, 1, 0, 1, 2), numbering=law + num(1, 0)),
        Limits(),
        *DOC_AS,
    )
    restarts = restarts_of(data)
    texts, _ = next(one for one in restarts.items() if one[0][:3] == ("第%1章", "第%2条", "（%3）"))
    assert restarts[texts] == {}
    made = convert(
        data,
        Limits(),
        "doc",
        "MS Word 97",
        "docx",
    )
    assert with_restarts(made, restarts) == made
    for given, expected in [({}, "第一条 甲"), ({1: 0}, "第二条 甲")]:
        assert read(with_restarts(made, {texts: given}), "a.docx").text.split("\n")[3] == expected
    flagged = let_articles_go_on(data)  # as Word writes it, and LibreOffice can't
    assert restarts_of(flagged)[texts] == {1: 0}
    assert read(flagged, "a.doc").text.split("\n") == [
        "第一章 甲",
        "第一条 甲",
        "第二章 甲",
        "第二条 甲",
        "（一）甲",
    ]


@pytest.mark.parametrize("data", [b"", OLE, OLE + b"\xff" * 4096])
def test_lists_that_cannot_be_read_say_nothing(data):
    assert restarts_of(data) == {}


@pytest.mark.usefixtures("libreoffice")
@pytest.mark.parametrize("name", ["a.doc", "a.rtf", "a.odt"])
def test_a_split_file_is_corrupt(name):
    whole = {
        "a.doc": lambda: OLE + bytes(600),
        "a.rtf": lambda: b"{\\rtf1\\ansi{\\fonttbl{\\f0",
        "a.odt": lambda: zipped_first("mimetype", b"application/vnd.oasis.opendocument.text"),
    }[name]()
    with pytest.raises(BadInput) as caught:
        read(whole, name)
    assert caught.value.code in ("corrupt", "empty")


def zipped_first(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.usefixtures("libreoffice")
def test_a_password_is_named():
    data = bytearray(
        convert(
            word_file("甲"),
            Limits(),
            *DOC_AS,
        )
    )
    header = data.index(b"\xec\xa5", 512)  # the main stream begins with it
    data[header + 11] |= 0x01
    with pytest.raises(BadInput, match="encrypted"):
        read(bytes(data), "a.doc")


@pytest.mark.usefixtures("libreoffice")
def test_nothing_that_a_file_links_to_is_fetched():
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with server:
        convert(
            LINKED.format(url=f"http://127.0.0.1:{server.server_port}").encode(),
            Limits(),
            "fodt",
            "OpenDocument Text Flat XML",
            "docx",
        )
        server.shutdown()
    assert asked == []


_NAMES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "text": "text",
        "draw": "drawing",
        "svg": "svg-compatible",
    }.items()
)
LINKED = (
    f'<?xml version="1.0"?><office:document{_NAMES} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2" '
    'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>a<draw:frame text:anchor-type="as-char" '
    'svg:width="1cm" svg:height="1cm"><draw:image xlink:href="{url}/a.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'
    "</text:p></office:text></office:body></office:document>"
)


def program(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    script: str,
) -> None:
    """Put a LibreOffice where it is found that does what a shell script says."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("exit 1", "corrupt"),
        ("echo 'no filter' >&2", "no filter"),
        ("exit 81", "asked 3 times"),
        ("sleep 60", "timeout"),
        ("sleep 60 & sleep 60", "timeout"),
    ],
)
def test_what_the_program_does_wrong_is_named(
    script,
    expected,
    tmp_path,
    monkeypatch,
):
    program(
        tmp_path,
        monkeypatch,
        script,
    )
    with pytest.raises(BadInput, match=expected):
        convert(
            b"{\\rtf1 x}",
            Limits(max_seconds=1),
            "rtf",
            "Rich Text Format",
            "docx",
        )


def test_what_the_program_has_started_ends_with_it(tmp_path, monkeypatch):
    program(
        tmp_path,
        monkeypatch,
        f"sleep 60 & echo $! > {tmp_path}/child; wait",
    )
    with pytest.raises(BadInput, match="timeout"):
        convert(
            b"{\\rtf1 x}",
            Limits(max_seconds=1),
            "rtf",
            "Rich Text Format",
            "docx",
        )
    assert is_gone(int((tmp_path / "child").read_text()))


def test_the_program_ends_with_the_process_that_reads(tmp_path, monkeypatch):
    program(
        tmp_path,
        monkeypatch,
        f"echo $$ > {tmp_path}/pid; exec sleep 60",
    )
    code = (
        "from ingestion.limits import Limits; from ingestion.parsers.libreoffice.program import convert\n"
        "convert(b'x', Limits(), 'rtf', 'Rich Text Format', 'docx')"
    )
    reader = subprocess.Popen([sys.executable, "-c", code])
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text().strip():
        assert reader.poll() is None
        time.sleep(0.02)
    reader.send_signal(signal.SIGKILL)
    reader.wait()
    assert is_gone(int((tmp_path / "pid").read_text()))


def is_gone(pid: int) -> bool:
    """Whether a process has ended, or does so soon; one that nobody waits for is a zombie, and has ended too."""
    for _ in range(200):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False


def test_without_the_program_a_file_is_set_aside_with_the_remedy(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadInput) as caught:
        read(b"{\\rtf1 x}", "a.rtf")
    assert caught.value.code == "no_program"
    assert "soffice" in caught.value.detail
