"""`read` and `python -m ingestion`: one file in, one document or one reason out."""

import json
import subprocess
import sys

import pytest
from PIL import Image

import ingestion
from corpus.errors import BadInput
from ingestion.__main__ import main
from ingestion.limits import Limits
from ingestion.ocr.records import Line, Reading
from ingestion.parsers import parsers
from ingestion.reading import read, read_key
from samples.scans import Scan, as_image
from samples.typeset import Part, typeset
from tests.ingestion.documents import check, word_file

LAW = "第一条 为了保护职工的合法权益，制定本办法。"


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\xef\xbb\xbf", "\u3000\u200b".encode(), b"\xff\xfe", b"\x00\x00"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx"])
def test_a_file_without_text_is_empty(data, name):
    with pytest.raises(BadInput) as caught:
        read(data, name)
    assert caught.value.code == "empty" or (name == "a.docx" and caught.value.code == "misnamed")


def test_a_file_above_the_limit_is_too_large():
    with pytest.raises(BadInput, match="too_large"):
        read(LAW.encode(), "a.txt", Limits(max_bytes=10))


def test_the_same_law_in_every_format_is_the_same_text():
    page = f"<html><body><p>{LAW}</p></body></html>"
    texts = [
        read(data, name).text
        for data, name in ((LAW.encode(), "a.md"), (LAW.encode("gbk"), "a.txt"), (page.encode(), "a.htm"), (word_file(LAW), "a.docx"))
    ]
    assert texts == [LAW] * 4


def test_a_note_says_that_the_name_promised_something_else():
    document = check(read(word_file(LAW), "a.doc"))
    assert document.metadata["note"] == "named as application/msword"


@pytest.mark.parametrize("media_type", parsers())
def test_documents_carry_the_parser_that_the_key_names(media_type, monkeypatch):
    line = Line(LAW, tuple(range(len(LAW))), (0, 0, len(LAW), 1), 1.0, 1.0)
    monkeypatch.setattr("ingestion.ocr.reading.read_page", lambda *_: Reading(500, 500, 0, 0.0, (line,)))
    data = {
        "text/plain": (LAW.encode(), "a.txt"),
        "text/markdown": (LAW.encode(), "a.md"),
        "text/html": (f"<html>{LAW}".encode(), "a.html"),
        "application/pdf": (typeset([Part("paragraph", LAW)]).data, "a.pdf"),
        **{
            f"image/{kind}": (as_image([Image.new("L", (9, 9))], kind.upper(), Scan()), "a")
            for kind in ("png", "jpeg", "tiff", "webp", "bmp")
        },
    }
    document = read(*data.get(media_type, (word_file(LAW), "a.docx")))
    assert (document.media_type, document.parser) == (media_type, parsers()[media_type].name)
    assert read_key(media_type)[0] == document.parser


def test_a_file_is_shown_on_the_command_line(tmp_path, capsys):
    (tmp_path / "a.md").write_text(f"# 办法\n\n{LAW}")
    assert main([str(tmp_path / "a.md")]) == 0
    assert LAW in capsys.readouterr().out
    assert main([str(tmp_path / "a.md"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["document"]["blocks"][0]["kind"] == "heading"


@pytest.mark.parametrize(("name", "status", "words"), [("empty.md", 1, "empty"), ("nothing.md", 2, "No such file")])
def test_what_can_not_be_shown_is_said(tmp_path, capsys, name, status, words):
    (tmp_path / "empty.md").write_text("")
    assert main([str(tmp_path / name)]) == status
    assert words in capsys.readouterr().err


def test_importing_the_room_loads_no_parser():
    heavy = "dagster torch unstructured spacy docx markdown_it ftfy lxml charset_normalizer numpy"
    program = (
        f"import sys, ingestion; ingestion.read; ingestion.scan; ingestion.Pool; print([m for m in {heavy.split()!r} if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_the_room_exports_what_its_table_of_contents_names():
    assert all(getattr(ingestion, name) is not None for name in ingestion.__all__)
    with pytest.raises(AttributeError):
        ingestion.no_such_name  # noqa: B018
