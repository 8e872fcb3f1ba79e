"""The recipes of CONTRIBUTING.md do what they say: their code is executed as it stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = re.compile(r'^ *```\w+ title="([^"]+)"\n(.*?)^ *```$', re.MULTILINE | re.DOTALL)
BLOCKS = {
    name: textwrap.dedent(code)
    for name, code in CODE.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
}


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text(BLOCKS[name], encoding="utf-8")


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_block_of_code_is_executed_here() -> None:
    assert set(BLOCKS) == {
        "minutes.py",
        "pyproject.toml",
        "share.py",
        "test_share.py",
        "test_my_store.py",
    }


def test_a_parser_of_the_recipe_reads_its_files(tmp_path: Path) -> None:
    write(tmp_path, "minutes.py")
    info = tmp_path / "minutes-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: minutes\nVersion: 1\n")
    header, _, point = BLOCKS["pyproject.toml"].strip().partition("\n")
    assert header == '[project.entry-points."lexops.parsers"]'
    name, _, value = point.partition(" = ")
    (info / "entry_points.txt").write_text(
        f"[lexops.parsers]\n{name} = {value.strip(chr(34))}\n", encoding="utf-8"
    )
    program = """
        from ingestion.reading import read

        data = "%MINUTES\\nHALL\\n讨论高温津贴的发放办法，一致通过。".encode()
        document = read(data, "a.minutes")
        print(document.parser, [block.kind.value for block in document.blocks])
    """
    done = run(
        tmp_path,
        "-c",
        textwrap.dedent(program),
    )
    assert done.stdout == "minutes/1 ['heading', 'paragraph']\n", done.stderr


@pytest.mark.parametrize(
    "names",
    [("test_share.py", "share.py"), ("test_my_store.py",)],
    ids=["source", "store"],
)
def test_what_a_recipe_makes_passes_the_battery(tmp_path: Path, names: tuple[str, ...]) -> None:
    write(tmp_path, *names)
    done = run(
        tmp_path,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(tmp_path),
        names[0],
    )
    assert done.returncode == 0, done.stdout
    assert re.search(
        r"^\d+ passed",
        done.stdout,
        re.MULTILINE,
    )
