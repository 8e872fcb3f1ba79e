"""Texts that are odd by their size end in a clear state, and stop nothing beside them.

`make test` has them small, all in one archive; `make soak` has each at the size of real files, with
the limits as by default.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.records import ObjectState
from pipelines.stages import runner
from tests.faults import runs
from tests.faults.runs import NoPool
from tests.hostile.large_texts import LARGE_TEXTS, decomposed, long_name
from tests.hostile.odd_files import good_file
from tests.hostile.test_mixtures import outcomes, published
from tests.soak import FACTOR

_SMALL = 2_000
_LARGE = 1_700_000
"""Characters of the large ones: files of 5 MB, since most characters have three bytes."""

_SIZES = {"contents.txt": 18_000_000}
"""Characters of one that is larger: a file of 50 MB."""

_NOTHING_TO_CITE = {"contents_of_articles.txt", "blanks.txt", "wide_blanks.txt"}
"""Texts of headings alone."""

_MOST_BYTES = 255
"""Bytes of the longest name that a file system takes."""

_CAFE = "咖啡屋café规定.txt"


def _write(folder: Path, files: dict[str, bytes]) -> str:
    """Write files and a good one beside them, and return the name of the good one."""
    folder.mkdir()
    name, data = good_file(1)
    for path, content in {**files, name: data}.items():
        (folder / path).write_bytes(content)
    return name


def test_small_ones_end_in_a_clear_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "Pool", NoPool)
    files = {name: make(_SMALL).encode() for name, make in LARGE_TEXTS.items()}
    good = _write(tmp_path / "files", files)
    report = runs.run(tmp_path / "home", [tmp_path / "files"])
    assert report.generation is not None
    states = outcomes(tmp_path / "home")
    assert states.pop(good) == ObjectState.INDEXED
    unread = {name for name, state in states.items() if state == ObjectState.QUARANTINED}
    assert unread == _NOTHING_TO_CITE
    read = {states[name] for name in states.keys() - unread}
    # The same brackets in plain text and in Markdown are one text.
    assert read == {ObjectState.INDEXED, ObjectState.DUPLICATE}
    assert good in published(tmp_path / "home")


if FACTOR:  # only in the long search: files of 5 MB and more

    @pytest.mark.soak
    @pytest.mark.parametrize("name", LARGE_TEXTS)
    def test_large_ones_end_in_a_clear_state(tmp_path: Path, name: str) -> None:
        text = LARGE_TEXTS[name](_SIZES.get(name, _LARGE))
        good = _write(tmp_path / "files", {name: text.encode()})
        report = runs.run(tmp_path / "home", [tmp_path / "files"])
        assert report.generation is not None
        states = outcomes(tmp_path / "home")
        assert states[good] == ObjectState.INDEXED
        assert states[name] in {ObjectState.INDEXED, ObjectState.QUARANTINED, ObjectState.HELD}
        assert good in published(tmp_path / "home")


def test_names_of_any_length_and_form_are_kept(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runner, "Pool", NoPool)
    longest = long_name(".txt", _MOST_BYTES)
    assert len(longest.encode()) > _MOST_BYTES - 3
    apart = decomposed(_CAFE)
    assert apart != _CAFE
    files = {
        longest: "晾晒须知\n\n先铺网，后压石。\n".encode(),
        apart: "咖啡屋规定\n\n第一条 咖啡趁热喝。\n\n第二条 杯子当日洗净。\n".encode(),
    }
    _write(tmp_path / "files", files)
    report = runs.run(tmp_path / "home", [tmp_path / "files"])
    assert report.refused == []
    states = outcomes(tmp_path / "home")
    assert {states[name] for name in files} == {ObjectState.INDEXED}
    assert files.keys() <= published(tmp_path / "home", in_force=False)
    again = runs.run(tmp_path / "home")
    assert (again.parsed, again.embedded, again.index_writes) == (0, 0, 0)
