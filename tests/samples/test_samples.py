"""The sample archive agrees with itself: what its README lists, what its questions quote, what its script makes."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import is_zipfile

import docx
import pytest
from lxml import html

SAMPLES = Path(__file__).parents[2] / "samples"
ARCHIVE = SAMPLES / "archive"
FILES = sorted(str(path.relative_to(ARCHIVE)) for path in ARCHIVE.rglob("*") if path.is_file())
QUESTIONS = [json.loads(line) for line in (SAMPLES / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
GOLD = [(question["id"], gold) for question in QUESTIONS for gold in question["gold"]]
TRUNCATED = "regulations/云岭市户外作业防暑降温规定.docx"
ENCODINGS = {"宏川纺织厂员工手册.txt": "gb18030", "云岭港务局职工休假通告.txt": "utf-16", "轮渡船员值班津贴通告.txt": "big5"}


def load_build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("samples_build", SAMPLES / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BUILD = load_build()
GENERATED = sorted(map(str, BUILD.generated()))


def text_of(path: Path) -> str:
    """A file's text by the plainest means, so that a fault of our own parsers can't hide here."""
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        rows = ["".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *rows])
    if path.suffix == ".html":
        return str(html.fromstring(path.read_bytes()).text_content())
    return path.read_text(encoding=ENCODINGS.get(path.name, "utf-8"))


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def articles_of(path: Path) -> dict[str, str]:
    """Articles before the first annex, by label, white space aside."""
    text = re.sub(r"(?s)\n目录\n.*?(?=\n## )", "", text_of(path))
    body = re.sub(r"(?m)^(?:#+ |第.[章节]　).*$", "", re.split(r"(?m)^(?:## )?附件", text)[0])
    parts = re.split(r"(?m)^(第[零一二三四五六七八九十百千]+条(?:之[一二三四])?)[ 　]", body)
    return {label: squeeze(words) for label, words in zip(parts[1::2], parts[2::2], strict=True)}


def test_the_readme_lists_exactly_the_files_of_the_archive():
    listed = re.findall(r"(?m)^\| `([^`]+)` \|", (SAMPLES / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == FILES


def test_the_readme_marks_exactly_the_generated_files():
    marked = re.findall(r"(?m)^\| `([^`]+)` \| ⚙", (SAMPLES / "README.md").read_text(encoding="utf-8"))
    assert sorted(marked) == GENERATED


def test_every_source_has_files():
    assert {name.split("/")[0] for name in FILES} == {"cases", "regulations", "statutes", "union"}


def test_ids_of_questions_are_unique_and_questions_differ():
    assert len({question["id"] for question in QUESTIONS}) == len({question["query"] for question in QUESTIONS}) == len(QUESTIONS) >= 20


@pytest.mark.parametrize(("number", "gold"), GOLD, ids=[f"{number}-{gold['name']}" for number, gold in GOLD])
def test_gold_stands_verbatim_where_it_is_said_to_be(number: int, gold: dict[str, Any]):
    assert gold["found_in"], number
    for place in gold["found_in"]:
        path = ARCHIVE / place["file"]
        if place["article"] is None:
            assert squeeze(gold["text"]) in squeeze(text_of(path))
        else:
            assert articles_of(path)[place["article"]] == squeeze(gold["text"])


@pytest.mark.parametrize("name", GENERATED)
def test_the_script_makes_the_committed_file(name: str, tmp_path: Path):
    """Whole Word files by their text, since another python-docx or zlib writes other bytes; all others byte by byte."""
    BUILD.build(tmp_path)
    made, committed = tmp_path / name, ARCHIVE / name
    if name == TRUNCATED:
        assert made.read_bytes()[:4] == committed.read_bytes()[:4] == b"PK\x03\x04"
    elif is_zipfile(committed):
        assert text_of(made) == text_of(committed)
    else:
        assert made.read_bytes() == committed.read_bytes()


@pytest.mark.parametrize("name", [TRUNCATED, "regulations/云岭市最低工资公告.docx", "regulations/~$岭市劳动者权益保障条例.docx"])
def test_the_broken_word_files_are_broken(name: str):
    assert not is_zipfile(ARCHIVE / name)


def test_building_twice_gives_the_same_bytes():
    assert BUILD.generated() == BUILD.generated()


def test_the_newer_law_is_the_older_one_with_the_decision_carried_out():
    old, new, mirror = (
        articles_of(ARCHIVE / name)
        for name in ("statutes/平台用工保障法(2016-06-25).md", "statutes/平台用工保障法(2022-08-30).md", "regulations/平台用工保障法.docx")
    )
    changed = {label for label in old | new if old.get(label) != new.get(label)}
    assert changed == {"第九条", "第十二条之一", "第十五条", "第二十七条", "第三十二条", "第三十三条"}
    assert new["第三十二条"] == old["第三十三条"]
    assert mirror == new
    decision = squeeze((ARCHIVE / "statutes/关于修改《平台用工保障法》的决定(2022-08-30).md").read_text(encoding="utf-8")).replace("“", "")
    assert all(f"{label}{new[label]}" in decision for label in ("第九条", "第十二条之一", "第十五条"))
