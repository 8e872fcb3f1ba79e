"""Parsers that another package brings: what they read is read by them, and what nobody could read is tried again."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.errors import UsageError
from ingestion.parsers import parsers
from pipelines.stages import reading
from tests.pipelines.conftest import Run

State = Callable[[], dict[str, tuple[str, str | None]]]

MODULE = """
from corpus.records import BlockKind
from ingestion.drafts import DocumentDraft
from ingestion.parsers import Parser

THE = Parser("{name}", "{media_type}", "{package}", programs={programs!r})

def parse(data, limits):
    draft = DocumentDraft(limits)
    for line in data.decode().removeprefix("Rar!\\x1a\\x07").splitlines():
        draft.add(BlockKind.PARAGRAPH, line)
    return draft.finish("{media_type}", "{name}")
"""

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Put a package with a parser where Python finds it, as `pip install` does; again, with another version."""

    def forget() -> None:
        parsers.cache_clear()
        reading._all_parsers.cache_clear()

    def put(
        package: str,
        name: str,
        media_type: str = "application/vnd.rar",
        programs: tuple[str, ...] = (),
        source: str = MODULE,
    ) -> None:
        folder = tmp_path / f"site-{package}"
        info = folder / f"{package}-1.dist-info"
        info.mkdir(parents=True, exist_ok=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1\n")
        (info / "entry_points.txt").write_text(f"[lexops.parsers]\nthe = {package}:THE\n")
        (folder / f"{package}.py").write_text(
            source.format(
                name=name,
                media_type=media_type,
                package=package,
                programs=programs,
            )
        )
        shutil.rmtree(
            folder / "__pycache__", ignore_errors=True
        )  # of the same second and length, it would count
        if str(folder) not in sys.path:
            monkeypatch.syspath_prepend(str(folder))
        sys.modules.pop(package, None)
        forget()

    yield put
    monkeypatch.undo()
    forget()


def test_what_nobody_could_read_is_read_when_a_parser_comes(
    run: Run,
    laws: Path,
    state: State,
    install: Install,
) -> None:
    (laws / "盲文.rar").write_text(
        "Rar!\x1a\x07盲文出版办法\n第一条 为了方便盲人职工阅读，制定本办法。\n第二条 本办法自2024年1月1日起施行。",
        encoding="utf-8",
    )
    (laws / "坏.docx").write_bytes(b"PK\x03\x04 cut off")
    run(laws)
    assert state()["laws/盲文.rar"] == ("quarantined", "unsupported")
    install("braille", "braille/1")
    assert run(laws).parsed == 1
    assert run(laws).parsed == 0
    install("braille", "braille/2")
    assert run(laws).parsed == 1
    assert state()["laws/盲文.rar"] == ("indexed", None)
    assert state()["laws/坏.docx"] == ("quarantined", "corrupt")


def test_a_parser_of_theirs_takes_the_place_of_ours(
    run: Run,
    laws: Path,
    install: Install,
) -> None:
    """Of all files only those of its media type are read again."""
    (laws / "通知.txt").write_text(
        "关于发放高温津贴的通知\n第一条 高温津贴每日二十元。", encoding="utf-8"
    )
    run(laws)
    install("plain", "plain/1", "text/plain")
    assert parsers()["text/plain"].name == "plain/1"
    assert run(laws).parsed == 1
    assert run(laws).parsed == 0


def test_a_file_whose_program_is_not_installed_waits_for_it(
    run: Run,
    laws: Path,
    state: State,
    install: Install,
) -> None:
    (laws / "盲文.rar").write_text(
        "Rar!\x1a\x07盲文出版办法\n第一条 为了方便盲人职工阅读，制定本办法。", encoding="utf-8"
    )
    install(
        "braille",
        "braille/1",
        programs=("no-such-program",),
    )
    run(laws)
    assert state()["laws/盲文.rar"] == ("quarantined", "no_program")
    assert run(laws).parsed == 0
    install(
        "braille",
        "braille/1",
        programs=("no-such-program", "sh"),
    )
    run(laws)
    assert state()["laws/盲文.rar"] == ("indexed", None)


def test_two_of_theirs_for_one_type_are_refused(install: Install) -> None:
    install("braille", "braille/1")
    install("points", "points/1")
    with pytest.raises(
        UsageError, match="braille and points both bring a parser for application/vnd"
    ):
        parsers()


@pytest.mark.parametrize(
    ("source", "says"),
    [("import nowhere_at_all", "can't be loaded"), ("THE = 1", "is no `ingestion")],
)
def test_an_entry_point_that_is_no_parser_is_named(
    install: Install,
    source: str,
    says: str,
) -> None:
    install(
        "broken",
        "broken/1",
        source=source,
    )
    with pytest.raises(UsageError, match=f"(?s)broken:THE.*{says}|{says}.*broken:THE"):
        parsers()
