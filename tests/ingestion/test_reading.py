"""`read` and `python -m ingestion`: one file in, one document or one reason out."""

import json
import os
import subprocess
import sys

import pytest

import ingestion
from cli.main import run
from corpus.errors import BadInput
from evals.slide_files import slides
from ingestion.formats.media_types import DOC, DOCX, ODT, PPTX, RTF, XLSX
from ingestion.limits import DEFAULT_LIMITS, Limits
from ingestion.parsers import parsers
from ingestion.parsers.libreoffice.program import convert
from ingestion.reading import read, read_key
from samples.typeset import Part, typeset
from tests.ingestion.documents import check, word_file
from tests.ingestion.test_records import book

LAW = "第一条 为了保护职工的合法权益，制定本办法。"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t",
        b"\xef\xbb\xbf",
        "\u3000\u200b".encode(),
        b"\xff\xfe",
        b"\x00\x00",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx"])
def test_a_file_without_text_is_empty(data, name):
    with pytest.raises(BadInput) as caught:
        read(data, name)
    assert caught.value.code == "empty" or (name == "a.docx" and caught.value.code == "misnamed")


def test_a_file_above_the_limit_is_too_large():
    with pytest.raises(BadInput, match="too_large"):
        read(
            LAW.encode(),
            "a.txt",
            Limits(max_bytes=10),
        )


def test_the_same_law_in_every_format_is_the_same_text():
    page = f"<html><body><p>{LAW}</p></body></html>"
    texts = [
        read(data, name).text
        for data, name in (
            (LAW.encode(), "a.md"),
            (LAW.encode("gbk"), "a.txt"),
            (page.encode(), "a.htm"),
            (word_file(LAW), "a.docx"),
        )
    ]
    assert texts == [LAW] * 4


def test_a_note_says_that_the_name_promised_something_else():
    document = check(read(word_file(LAW), "a.doc"))
    assert document.metadata["note"] == "named as application/msword"


def through_libreoffice(suffix):
    """A file of a format that LibreOffice reads, written by it."""
    if parsers()[DOC].lacks and os.environ.get("LEXOPS_REQUIRE_SERVICES") != "1":
        pytest.skip("LibreOffice is not installed")
    return convert(
        word_file(LAW),
        DEFAULT_LIMITS,
        "docx",
        "Office Open XML Text",
        suffix,
    ), f"a.{suffix}"


FILES = {
    "text/plain": lambda: (LAW.encode(), "a.txt"),
    "text/markdown": lambda: (LAW.encode(), "a.md"),
    "text/html": lambda: (f"<html>{LAW}".encode(), "a.html"),
    DOCX: lambda: (word_file(LAW), "a.docx"),
    DOC: lambda: through_libreoffice("doc"),
    RTF: lambda: through_libreoffice("rtf"),
    ODT: lambda: through_libreoffice("odt"),
    PPTX: lambda: (slides([Part("paragraph", LAW)], 1).data, "a.pptx"),
    "application/pdf": lambda: (typeset([Part("paragraph", LAW)]).data, "a.pdf"),
    "text/csv": lambda: (f"条,文\n1,{LAW}".encode(), "a.csv"),
    "text/tab-separated-values": lambda: (f"条\t文\n1\t{LAW}".encode(), "a.tsv"),
    XLSX: lambda: (book([["甲", "乙"], ["1a", "2a"]]), "a.xlsx"),
    "multipart/related": lambda: (f"Subject: x\nFrom: x\n\n{LAW}".encode(), "a.mht"),
    "application/json": lambda: (json.dumps({"text": LAW}).encode(), "a.json"),
    "application/jsonl": lambda: ("\n".join([json.dumps({"text": LAW})] * 2).encode(), "a.jsonl"),
    "application/xml": lambda: (f"<law><p>{LAW}</p></law>".encode(), "a.xml"),
    "message/rfc822": lambda: (
        f"From: a@b.example\nTo: c@d.example\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n{LAW}".encode(),
        "a.eml",
    ),
}
"""A small file of a format; the others have tests of their own."""


@pytest.mark.parametrize("media_type", FILES)
def test_documents_carry_the_parser_that_the_key_names(media_type):
    document = read(*FILES[media_type]())
    assert (document.media_type, document.parser) == (media_type, parsers()[media_type].name)
    assert read_key(media_type)[0] == document.parser


def test_a_file_is_shown_on_the_command_line(tmp_path, capsys):
    (tmp_path / "a.md").write_text(f"# 办法\n\n{LAW}")
    assert run(["inspect", str(tmp_path / "a.md")]) == 0
    assert LAW in capsys.readouterr().out
    assert run(["inspect", str(tmp_path / "a.md"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["document"]["blocks"][0]["kind"] == "heading"


@pytest.mark.parametrize(
    ("name", "status", "words"), [("empty.md", 1, "empty"), ("nothing.md", 2, "No such file")]
)
def test_what_can_not_be_shown_is_said(
    tmp_path,
    capsys,
    name,
    status,
    words,
):
    (tmp_path / "empty.md").write_text("")
    assert run(["inspect", str(tmp_path / name)]) == status
    assert words in capsys.readouterr().err


def test_importing_the_package_loads_no_parser():
    heavy = "dagster torch unstructured spacy docx markdown_it ftfy lxml charset_normalizer numpy"
    program = f"import sys, ingestion; ingestion.read; ingestion.open_source; ingestion.Pool; print([m for m in {heavy.split()!r} if m in sys.modules])"
    assert (
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        == "[]"
    )


def test_the_package_exports_what_its_table_of_contents_names():
    assert all(getattr(ingestion, name) is not None for name in ingestion.__all__)
    with pytest.raises(AttributeError):
        ingestion.no_such_name  # noqa: B018
