"""docs/ui.md, its pictures, and the script that takes them: each knows the others.

No browser is needed here.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+\.png)\)")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """docs/pictures.py, which is no package's module."""
    spec = importlib.util.spec_from_file_location("pictures", DOCS / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_every_picture_that_a_document_shows_exists() -> None:
    shown = [
        document.parent / link
        for document in DOCS.rglob("*.md")
        for link in PICTURE.findall(document.read_text(encoding="utf-8"))
    ]
    assert shown
    assert [one for one in shown if not one.is_file()] == []


def test_the_document_shows_what_the_script_takes_in_its_order(script: ModuleType) -> None:
    shown = PICTURE.findall((DOCS / "ui.md").read_text(encoding="utf-8"))
    assert shown == [f"pictures/{page.name}.png" for page in script.PAGES]
    assert {one.name for one in script.PICTURES.iterdir()} == {
        f"{page.name}.png" for page in script.PAGES
    }


def test_pictures_are_small_and_whole(script: ModuleType) -> None:
    """They are of the width that the script asks for, and light enough for a repository."""
    for picture in script.PICTURES.iterdir():
        data = picture.read_bytes()
        assert data.startswith(b"\x89PNG"), picture
        assert int.from_bytes(data[16:20], "big") == 1400, picture
        assert len(data) < 300_000, picture


def test_the_script_speaks_the_protocol_of_the_browser(script: ModuleType) -> None:
    """A method is named after a domain of the protocol: Page.navigate."""
    methods = re.findall(
        r'_report\(\s*"(\w+)\.\w+"', Path(str(script.__file__)).read_text(encoding="utf-8")
    )
    assert set(methods) == {"Page", "Emulation", "Runtime"}


def test_without_chromium_the_package_is_named(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match="apt-get install chromium"):
        script.main()
