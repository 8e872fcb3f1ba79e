"""The sample archive agrees with its README, its questions and the program that makes it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import docx
import openpyxl
import pypdfium2
import pytest
from lxml import html

from ingestion.limits import DEFAULT_LIMITS
from samples import build

SAMPLES = Path(__file__).parents[2] / "samples"
ARCHIVE = SAMPLES / "archive"
FILES = sorted(str(path.relative_to(ARCHIVE)) for path in ARCHIVE.rglob("*") if path.is_file())
QUESTIONS = [
    json.loads(line)
    for line in (SAMPLES / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]
GOLD = [(question["id"], gold) for question in QUESTIONS for gold in question["gold"]]
TRUNCATED = "regulations/云岭市户外作业防暑降温规定.docx"
LOCKED = "regulations/云岭市建筑业用工实名制管理规定.docx"
BOMB = "union/2023年欠薪线索汇总表.docx"
SCAN = "regulations/集体协商办法.txt"
SCANNED_PAGE = "inbox/云岭市渡口夜航值守管理办法（扫描件）.pdf"
LAWS = [
    f"statutes/平台用工保障法({date}).md" for date in ("2016-06-25", "2019-04-26", "2022-08-30")
]
DECISIONS = [
    f"statutes/关于修改《平台用工保障法》的决定({date}).md" for date in ("2019-04-26", "2022-08-30")
]
ENCODINGS = {
    "宏川纺织厂员工手册.txt": "gb18030",
    "云岭港务局职工休假通告.txt": "utf-16",
    "轮渡船员值班津贴通告.txt": "big5",
    "云州基本法修正案（二）.txt": "utf-8-sig",
}


MADE = {str(name): data for name, data in build.generated().items()}
GENERATED = sorted(MADE)


def text_of(path: Path) -> str:
    """A file's text by the plainest means, so that a fault of our own parsers can't hide here."""
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        rows = [
            "".join(cell.text for cell in row.cells)
            for table in document.tables
            for row in table.rows
        ]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *rows])
    if path.suffix == ".xlsx":
        return "\n".join(
            str(cell.value)
            for sheet in openpyxl.load_workbook(path)
            for row in sheet.iter_rows()
            for cell in row
        )
    if path.suffix == ".html":
        return str(html.fromstring(path.read_bytes()).text_content())
    return path.read_text(encoding=ENCODINGS.get(path.name, "utf-8"))


def page_of(path: Path) -> Any:
    page = pypdfium2.PdfDocument(path)[0].render(scale=1).to_numpy()
    return page.astype("int16")


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def articles_of(path: Path) -> dict[str, str]:
    """Articles before the first annex, by label, white space aside."""
    text = re.sub(r"(?s)\n目录\n.*?(?=\n## |\n第一章 [^\n]*\n第一条 )", "", text_of(path))
    body = re.sub(r"(?m)^(?:#+ |第.[章节][　 ]).*$", "", re.split(r"(?m)^(?:## )?附件", text)[0])
    parts = re.split(r"(?m)^(第[零一二三四五六七八九十百千]+条(?:之[一二三四])?)[ 　]", body)
    return {label: squeeze(words) for label, words in zip(parts[1::2], parts[2::2], strict=True)}


def test_the_readme_lists_exactly_the_files_of_the_archive():
    listed = re.findall(
        r"(?m)^\| `([^`]+)` \|", (SAMPLES / "README.md").read_text(encoding="utf-8")
    )
    assert sorted(listed) == FILES


def test_the_readme_marks_exactly_the_generated_files():
    marked = re.findall(
        r"(?m)^\| `([^`]+)` \| ⚙", (SAMPLES / "README.md").read_text(encoding="utf-8")
    )
    assert sorted(marked) == GENERATED


def test_every_source_has_files():
    assert {name.split("/")[0] for name in FILES} == {
        "cases",
        "inbox",
        "regulations",
        "statutes",
        "union",
    }


def test_ids_of_questions_are_unique_and_questions_differ():
    assert (
        len({question["id"] for question in QUESTIONS})
        == len({question["query"] for question in QUESTIONS})
        == len(QUESTIONS)
        == 40
    )


def test_the_archive_has_as_many_files_as_its_readme_says():
    assert f"{len(FILES)} files in five folders" in (SAMPLES / "README.md").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("number", "gold"),
    GOLD,
    ids=[f"{number}-{gold['name']}" for number, gold in GOLD],
)
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
    """Office files are compared by text, the scan by its picture, all others by their bytes.

    Another zlib writes other bytes.
    """
    made, committed = tmp_path / Path(name).name, ARCHIVE / name
    made.write_bytes(MADE[name])
    if name == TRUNCATED:
        assert made.read_bytes()[:4] == committed.read_bytes()[:4] == b"PK\x03\x04"
    elif name == BOMB:
        assert expanded_size(made) == expanded_size(committed)
    elif name == SCANNED_PAGE:
        assert abs(page_of(made) - page_of(committed)).mean() < 1
    elif is_zipfile(committed):
        assert text_of(made) == text_of(committed)
    else:
        assert made.read_bytes() == committed.read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        TRUNCATED,
        "regulations/云岭市最低工资公告.docx",
        "regulations/~$岭市劳动者权益保障条例.docx",
        LOCKED,
    ],
)
def test_the_broken_word_files_are_broken(name: str):
    assert not is_zipfile(ARCHIVE / name)


def test_building_twice_gives_the_same_bytes():
    assert {str(name): data for name, data in build.generated().items()} == MADE


def test_the_bomb_is_small_and_unpacks_to_more_than_the_limit():
    assert (ARCHIVE / BOMB).stat().st_size < 300_000
    assert expanded_size(ARCHIVE / BOMB) > DEFAULT_LIMITS.max_expanded_bytes


def test_the_truncated_text_ends_inside_a_character():
    data = (ARCHIVE / "union/云岭市劳模疗休养工作安排.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    assert "班" in data.decode("utf-8", "ignore")[-3:]


def test_each_newer_law_is_the_one_before_with_its_decision_carried_out():
    first, second, third = (articles_of(ARCHIVE / name) for name in LAWS)
    assert changed(first, second) == {"第九条", "第十五条", "第三十二条"}
    assert changed(second, third) == {
        "第九条",
        "第十二条之一",
        "第十五条",
        "第二十七条",
        "第三十二条",
        "第三十三条",
    }
    assert second["第九条"] == first["第九条"].replace("十五日", "二十日")
    assert second["第三十二条"] == first["第三十二条"].replace("一年内", "三年内")
    assert third["第二十七条"] == second["第二十七条"].replace("二年", "三年")
    assert third["第三十二条"] == second["第三十三条"] == first["第三十三条"]
    assert articles_of(ARCHIVE / "regulations/平台用工保障法.docx") == third
    earlier, later = (squeeze(text_of(ARCHIVE / name)).replace("“", "") for name in DECISIONS)
    assert f"第十五条{second['第十五条']}" in earlier
    assert all(
        f"{label}{third[label]}" in later for label in ("第九条", "第十二条之一", "第十五条")
    )


def test_the_scan_differs_from_the_law_by_its_slips_and_its_lines():
    scanned, enacted = (
        articles_of(ARCHIVE / SCAN),
        articles_of(ARCHIVE / "statutes/集体协商办法(2019-11-05).md"),
    )
    assert changed(scanned, enacted) == {"第十四条", "第十六条", "第二十条"}
    assert all(any(wrong in words for words in scanned.values()) for wrong in build.SLIPS.values())


def test_the_amendment_quotes_what_it_changes():
    """The archive has the basic law as it was before: an amendment changes it from outside."""
    law, amendment = (
        articles_of(ARCHIVE / "statutes/云州基本法(1998-12-10).md"),
        text_of(ARCHIVE / "statutes/云州基本法修正案（二）.txt"),
    )
    assert "\r" in (ARCHIVE / "statutes/云州基本法修正案（二）.txt").read_bytes().decode(
        "utf-8-sig"
    )
    assert {"第十一条", "第十三条", "第十六条", "第十八条", "第二十二条"} <= law.keys()
    assert "第十六条之一" not in law
    assert "第十六条之一" in amendment
    assert len(law["第二十二条"]) > 1000


def test_what_is_repealed_by_name_is_in_the_archive():
    repeal = articles_of(
        ARCHIVE / "regulations/云岭市港航管理局关于印发《云岭市港航职工工时休假办法》的通知.md"
    )["第十六条"]
    assert [f"regulations/{name}.txt" in FILES for name in re.findall(r"《(.+?)》", repeal)] == [
        True,
        True,
    ]


def changed(one: dict[str, str], other: dict[str, str]) -> set[str]:
    """The articles in which two texts differ, or that only one of them has."""
    return {label for label in one | other if one.get(label) != other.get(label)}


def expanded_size(path: Path) -> int:
    with ZipFile(path) as archive:
        return sum(part.file_size for part in archive.infolist())
