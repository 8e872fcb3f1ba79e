"""Inputs of authority: files that are added beside a small archive, and what they must change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from corpus.schema import Row
from tests.ingestion.documents import word_file

FOLDER = Path(__file__).parent / "authority_inputs"
TODAY = "2026-11-30"


@dataclass(frozen=True, slots=True)
class Expected:
    """What an input must change.

    Attributes:
        of: The beginning of the path of a file of the base; empty for a text of the input.
        new: The title of a text of the input; empty for a file of the base.
        article: The only article that is meant; None for all passages.
        values: The values that a row must have; a key that is missing is not compared for a new
            text, and must be as before for a text of the base.
        not_compared: The fields of a text of the base whose value does not matter.
    """

    of: str
    new: str
    article: str | None
    values: Mapping[str, str | None]
    not_compared: tuple[str, ...] = ()

    def is_about(self, row: Row, path: str) -> bool:
        """Whether a row of the base is meant."""
        if not self.of or not path.startswith(self.of):
            return False
        return self.article is None or row["article"] == self.article


@dataclass(frozen=True, slots=True)
class Input:
    """Files that are added beside the base, and what they must change there.

    Attributes:
        name: The id of the test.
        about: Which kind it stands for.
        files: The contents by path.
        expected: What must change; empty for a harmless input.
        joins: The beginnings of paths of the base whose works the files may join.
    """

    name: str
    about: str
    files: Mapping[str, bytes]
    expected: tuple[Expected, ...] = ()
    joins: tuple[str, ...] = ()


def base_files() -> dict[str, str]:
    """Return the texts of the base by path."""
    texts: dict[str, str] = yaml.safe_load((FOLDER / "base.yaml").read_text(encoding="utf-8"))
    return texts


def known_failures() -> set[str]:
    """Return the names of the inputs that may fail for now."""
    lines = (FOLDER / "known_failures.txt").read_text(encoding="utf-8").splitlines()
    return {line.strip() for line in lines if line.strip()}


def read_inputs(pattern: str) -> list[Input]:
    """Return the inputs of the files that match a pattern.

    Args:
        pattern: Like `harmless_*.yaml`.

    Returns:
        The inputs in the order of the files.
    """
    base = base_files()
    return [
        _read_input(entry, base)
        for file in sorted(FOLDER.glob(pattern))
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


def merged(inputs: Sequence[Input]) -> Input:
    """Return what several inputs at once must change, without their files."""
    return Input(
        name="together",
        about=", ".join(given.name for given in inputs),
        files={},
        expected=tuple(stated for given in inputs for stated in given.expected),
        joins=tuple(of for given in inputs for of in given.joins),
    )


def _read_input(entry: dict[str, Any], base: Mapping[str, str]) -> Input:
    files = {path: _content(path, stated, base) for path, stated in entry["files"].items()}
    expected = [_expected(stated) for stated in entry.get("expect", ())]
    expected += [
        Expected(
            of=stated["of"],
            new="",
            article=stated["article"],
            values={},
            not_compared=("status", "valid_from", "valid_to"),
        )
        for stated in entry.get("free", ())
    ]
    unknown = set(entry) - {"name", "about", "files", "expect", "free", "joins"}
    assert not unknown, f"{entry['name']}: unknown keys {unknown}"
    return Input(
        entry["name"],
        entry["about"],
        files,
        tuple(expected),
        tuple(entry.get("joins", ())),
    )


def _content(path: str, stated: Any, base: Mapping[str, str]) -> bytes:
    if isinstance(stated, dict):
        text = base[stated["base"]]
        for old, new in stated.get("replace", {}).items():
            assert old in text, f"{path}: {old!r} is not in {stated['base']}"
            text = text.replace(old, new)
    else:
        text = str(stated)
    if path.endswith(".docx"):
        return word_file(*(line for line in text.splitlines() if line.strip()))
    return text.encode()


def _expected(stated: dict[str, Any]) -> Expected:
    values = {key: stated[key] for key in ("valid_from", "valid_to", "status") if key in stated}
    values = {key: value and str(value) for key, value in values.items()}
    not_compared: tuple[str, ...] = ()
    if "since" in stated:
        since = str(stated["since"])
        if since > TODAY:
            values.pop("status", None)
        if stated.get("status") == "suspended":
            not_compared = ("valid_to",)
        else:
            values["valid_to"] = since
    return Expected(
        of=stated.get("of", ""),
        new=stated.get("new", ""),
        article=stated.get("article"),
        values=values,
        not_compared=not_compared,
    )
