"""`lexops show --reading`: a file beside what was read of it, in the terminal, as a page, as JSON."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from cli.main import run
from cli.reading import comparing
from cli.reading.choosing import ChosenFile
from cli.reading.comparing import ComparisonTask, compare_file
from cli.reading.escaping import visible
from cli.reading.page import render_page
from cli.reading.reading import Reading, as_json, facts_of, make_reading
from cli.reading.terminal import render
from ingestion.formats.record_mapping import DEFAULT_MAPPING
from ingestion.legibility import PagePicture, Pictures, original_lines
from ingestion.limits import DEFAULT_LIMITS
from law.structure.cutting import Cutting
from tests.ingestion.documents import word_file

LAW = (
    "云岭市缆车工休息办法\n\n（2020年4月2日云岭市人民代表大会常务委员会通过）\n\n"
    "第一条 为了保障缆车工的休息，制定本办法。\n\n第二条 缆车工每日值班不得超过八小时，工资照发。\n\n"
    "第三条 本办法自2020年6月1日起施行。\n"
)
PAGE = (
    "<html><body><nav><a href='/'>首页</a><a href='/b'>法规</a></nav>"
    + "".join(f"<p>{line}</p>" for line in LAW.split("\n\n"))
    + "<p style='display:none'>值班费加倍，不可外传</p><p>尾<!-- x --></p></body></html>"
)
NO_PICTURE = Pictures((), reason="a test draws none")


def reading_of(
    data: bytes,
    name: str,
    **more: Any,
) -> Reading:
    task = ComparisonTask(data, name, DEFAULT_LIMITS, DEFAULT_MAPPING, Cutting())
    return make_reading(ChosenFile(name, name, data, **more), compare_file(task))


def printed(reading: Reading, width: int = 80, rows: int = 0) -> list[str]:
    return ["".join(span.text for span in line) for line in render(reading, rows, width)]


def test_a_law_is_shown_with_its_keys() -> None:
    shown = "\n".join(printed(reading_of(LAW.encode(), "办法.txt"), 100))
    assert "version: 云岭市缆车工休息办法@2020-04-02" in shown
    assert "(head note)" in shown
    assert "= 第二条" in shown
    assert shown.endswith("no findings")


def test_lines_that_were_joined_stand_beside_their_paragraph() -> None:
    article = "条 缆车工每日值班不得超过八小时，值班室应当备有热水、食品和常用药品，工资照发。"
    wrapped = ["第" + number + article for number in "一二三四五六"]
    text = "\n".join(f"{line[:24]}\n{line[24:]}" for line in wrapped)
    rows = reading_of(text.encode(), "办法.txt").rows
    joined = [row for row in rows if row.mark.value == "joined"]
    assert [len(row.lines) for row in joined] == [2] * 6
    assert [text.labels[-1].name for row in joined for text in row.texts] == [
        f"第{number}条" for number in "一二三四五六"
    ]


def test_what_was_removed_and_hidden_is_marked_with_its_reason() -> None:
    lines = printed(reading_of(PAGE.encode(), "办法.html"), 120)
    (removed,) = [line for line in lines if "[-首页" in line]
    assert removed.startswith("- ")
    (hidden,) = [line for line in lines if "[~值班费加倍，不可外传~]" in line]
    assert hidden.startswith("~ ")
    assert "(removed: hidden text)" in hidden
    text = "\n".join(line.partition(" │ ")[2] for line in lines)
    assert "值班费加倍" not in text


def test_a_number_of_word_is_added_and_an_unseen_character_is_named() -> None:
    reading = reading_of("第一条 缆车工\u200b值班。\n".encode(), "办法.txt")
    assert "缆车工[~<U+200B>~]值班。" in "".join(printed(reading, 120))


@pytest.mark.parametrize("width", [40, 47, 80, 133])
def test_columns_align_at_every_width(width: int) -> None:
    """Full-width characters take two cells; no line is wider than the terminal."""
    text = LAW + "Article 1 of the ordinance 第四条 ｶﾀｶﾅ ́ ✓ 🚡 缆车\n" * 3
    lines = printed(reading_of(text.encode(), "办法.txt"), width)
    assert max(map(cell_len, lines)) <= width
    columns = [line for line in lines if " │ " in line]
    assert len(columns) > 5
    assert {cell_len(line.partition("│")[0]) for line in columns} == {2 + (width - 5) // 2 + 1}


HOSTILE = "第一条 工资\u202e照发\x1b]0;x\x07\x1b[2J\x9b31m\u2066\ufeff\U000e0041\u3164。\n"


def test_nothing_in_a_file_steers_the_terminal_or_the_page() -> None:
    reading = reading_of(
        HOSTILE.encode() * 3,
        "a\x1b[31m\u202e.txt",
        state="held",
        fault=("corrupt", "\x1b[2J"),
        findings=(
            {
                "severity": "warning",
                "code": "x",
                "where": "\u202e",
                "message": "\x1b[1m",
                "remedy": "\x9b",
            },
        ),
    )
    for line in printed(reading):
        assert line.isprintable(), line
    page = render_page(reading, NO_PICTURE)
    assert all(line.isprintable() or "\u3000" in line for line in page.splitlines())
    for piece in (p for row in as_json(reading)["rows"] for t in row["texts"] for p in t["pieces"]):
        assert piece["text"].isprintable()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("值班 abc　×", "值班 abc　×", id="plain"),
        pytest.param("a\tb\nc\xa0d", "a b c d", id="blanks"),
        pytest.param("\x1b\x9b", "<U+001B><U+009B>", id="escapes of a terminal"),
        pytest.param("\u202e\u2066\u200f", "<U+202E><U+2066><U+200F>", id="directions"),
        pytest.param("\ufe0f\U000e0100\u034f", "<U+FE0F><U+E0100><U+034F>", id="selectors"),
        pytest.param("\ue000\ud800", "<U+E000><U+D800>", id="private and half characters"),
    ],
)
def test_every_character_can_be_seen(text: str, expected: str) -> None:
    assert visible(text) == expected


class Tags(HTMLParser):
    """The elements of a page, and whatever would be fetched from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[str, int] = {}
        self.outside: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.seen[tag] = self.seen.get(tag, 0) + 1
        if tag not in ("meta", "img"):
            self.open.append(tag)
        for name, value in attributes:
            is_address = name in ("src", "href", "action", "data") or name.startswith("on")
            if is_address and not (value or "").startswith("data:image/jpeg;base64,"):
                self.outside.append(f"{name}={value}")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags_of(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    return tags


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    attack = PAGE.replace("尾", "&lt;script&gt;alert(1)&lt;/script&gt;<img src=http://x/y>")
    page = render_page(reading_of(attack.encode(), "<img src=x onerror=y>.html"), NO_PICTURE)
    tags = tags_of(page)
    assert tags.outside == []
    assert "script" not in tags.seen
    assert "img" not in tags.seen
    assert tags.seen["del"] >= 2
    assert tags.seen["mark"] >= 1
    assert "no picture: a test draws none" in page
    assert "http" not in page.replace("http-equiv", "").replace("http://x/y", "")


def test_a_page_with_pictures_has_the_text_beside_them() -> None:
    drawn = Pictures((PagePicture(1, b"\xff\xd8", 10, 20),), 3, note="drawn by hand")
    page = render_page(reading_of(PAGE.encode(), "办法.html"), drawn)
    tags = tags_of(page)
    assert (tags.seen["figure"], tags.outside) == (1, [])
    assert "page 1 of 3" in page
    assert "2 more pages have no picture here" in page
    assert 'title="云岭市缆车工休息办法/第二条@2020-04-02">第二条<' in page
    assert '<mark class="hidden"' in page


def test_what_does_not_fit_is_said_to_be_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "MOST_CHARACTERS", 60)
    reading = reading_of(LAW.encode(), "办法.txt")
    assert reading.comparison.document is not None
    rest = len(reading.comparison.document.text) - reading.comparison.rows[-1].end
    assert reading.notes == (f"the last {rest} characters of the text are not shown",)
    assert not [row for row in reading.rows if row.mark.value == "missing"]
    monkeypatch.undo()
    monkeypatch.setattr(original_lines, "MOST_LINES", 3)
    reading = reading_of(LAW.encode(), "办法.txt")
    assert reading.notes == ("lines behind the first 3 are not compared",)
    assert not [row for row in reading.rows if row.mark.value == "added"]
    lines = printed(reading, rows=2)
    assert any(line.startswith("… and ") and "--rows 0" in line for line in lines)
    monkeypatch.setattr("cli.reading.page._MOST_OF_ROWS", 500)
    assert "rows are left out: the page is full" in render_page(reading, NO_PICTURE)


def test_a_file_of_two_rules_has_the_keys_of_both() -> None:
    second = LAW.replace("缆车工休息办法", "渡船工休息办法")
    reading = reading_of(
        (LAW + "\n" + second).encode(), "汇编.txt", versions=(None, "渡船@2020-04-02")
    )
    versions = [label.name for label in reading.labels if label.sort == "version"]
    assert versions == ["云岭市缆车工休息办法@2020-04-02", "渡船@2020-04-02"]
    keys = [label.key for label in reading.labels if label.sort == "unit"]
    assert "渡船/第一条@2020-04-02" in keys
    assert ("versions", ", ".join(versions)) in facts_of(reading)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Any]:
    """Run `show --reading` in a folder without a home; its JSON document, or what it says."""

    def call(*arguments: str, status: int = 0, home: Path = tmp_path / "none") -> Any:
        capsys.readouterr()
        common = ["--home", str(home), "--profile", "ci", "--json"]
        assert run(["show", "--reading", *arguments, *common]) == status
        return json.loads(capsys.readouterr().out)

    return call


def test_a_file_on_disk_needs_no_home(
    call: Callable[..., Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "办法.docx"
    path.write_bytes(word_file(*LAW.split("\n\n")))
    found = call(str(path), "--html", str(tmp_path / "out.html"))
    assert (found["title"], found["state"]) == ("云岭市缆车工休息办法", None)
    assert found["pictures"]["page"] == str(tmp_path / "out.html")
    assert not (tmp_path / "none").exists()
    tags_of((tmp_path / "out.html").read_text(encoding="utf-8"))
    assert run(["show", str(path), "--reading"]) == 0
    assert "\x1b" not in capsys.readouterr().out  # no colours where there is no terminal


def test_a_file_that_cannot_be_read_shows_why(call: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "broken.docx"
    path.write_bytes(word_file("第一条 值班")[:900])
    found = call(str(path), status=1)
    assert found["code"] == "corrupt"
    assert found["findings"][0]["remedy"]
    assert found["rows"] == []


@pytest.mark.parametrize(
    ("name", "says"),
    [
        pytest.param("nothing.txt", "no file", id="missing"),
        pytest.param(".", "is a folder", id="folder"),
        pytest.param("several.zip", "is a container", id="container"),
    ],
)
def test_a_wrong_name_is_one_line_with_a_remedy(
    call: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile(tmp_path / "several.zip", "w") as container:
        container.writestr("a.txt", LAW)
    message = call(name, status=2)["error"]["message"]
    assert says in message
    assert " — " in message


def test_a_page_is_only_written_of_a_reading(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "休息法", "--html", "x.html"]) == 2
    assert "add --reading" in capsys.readouterr().err


def test_files_of_the_home_are_found_by_name_and_by_id(
    home: Path, call: Callable[..., Any]
) -> None:
    path = "regulations/云岭市劳动者权益保障条例.docx"
    found = call(path, home=home)
    assert (found["file"], found["state"]) == (path, "indexed")
    keys = [
        label["key"] for row in found["rows"] for text in row["texts"] for label in text["labels"]
    ]
    key = "云岭市劳动者权益保障条例/第一条@2020-11-27"
    assert key in keys
    assert found["notes"] == []
    for name in (key, "云岭市劳动者权益保障条例", "云岭市劳动者权益保障条例@2020-11-27"):
        assert call(name, home=home)["file"] == path
    ambiguous = call("集体协商办法(2019-11-05).md", status=2, home=home)["error"]["message"]
    assert "statutes/" in ambiguous
    assert "regulations/" in ambiguous
