"""A small archive of norms, and files that are added beside it and taken away again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from configs.loading import home_of, load
from corpus.records import Verdict
from corpus.schema import Row, as_of
from pipelines.session import Session, open_session
from pipelines.stages import (
    citing,
    collecting,
    comparing,
    embedding,
    projecting,
    reading,
    resolving,
    structuring,
    weighing,
)
from storage.catalog.sources import KnownSource
from tests.ingestion.documents import word_file

FOLDER = Path(__file__).parent / "authority_inputs"
TODAY = "2026-11-30"
COMPARED = ("work", "title", "article", "level", "text", "status", "valid_from", "valid_to")
_NEUTRAL = ("春游报名.txt", "春游报名\n\n定于四月六日到湖边春游，请到传达室报名。\n")


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
        expected=tuple(told for given in inputs for told in given.expected),
        joins=tuple(of for given in inputs for of in given.joins),
    )


def _read_input(entry: dict[str, Any], base: Mapping[str, str]) -> Input:
    files = {path: _content(path, told, base) for path, told in entry["files"].items()}
    expected = [_expected(told) for told in entry.get("expect", ())]
    expected += [
        Expected(
            of=told["of"],
            new="",
            article=told["article"],
            values={},
            not_compared=("status", "valid_from", "valid_to"),
        )
        for told in entry.get("free", ())
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


def _content(path: str, told: Any, base: Mapping[str, str]) -> bytes:
    if isinstance(told, dict):
        text = base[told["base"]]
        for old, new in told.get("replace", {}).items():
            assert old in text, f"{path}: {old!r} is not in {told['base']}"
            text = text.replace(old, new)
    else:
        text = str(told)
    if path.endswith(".docx"):
        return word_file(*(line for line in text.splitlines() if line.strip()))
    return text.encode()


def _expected(told: dict[str, Any]) -> Expected:
    values = {key: told[key] for key in ("valid_from", "valid_to", "status") if key in told}
    values = {key: value and str(value) for key, value in values.items()}
    not_compared: tuple[str, ...] = ()
    if "since" in told:
        since = str(told["since"])
        if since > TODAY:
            values.pop("status", None)
        if told.get("status") == "suspended":
            not_compared = ("valid_to",)
        else:
            values["valid_to"] = since
    return Expected(
        of=told.get("of", ""),
        new=told.get("new", ""),
        article=told.get("article"),
        values=values,
        not_compared=not_compared,
    )


class Archive:
    """A home of the base, and an inbox beside it. `open_archive` makes it.

    Attributes:
        before: The rows of the base alone, by id.
        paths: The path of the file of the base that contains a row, by the row's id.
    """

    def __init__(self, session: Session, folder: Path) -> None:
        self._session = session
        self._inbox = folder / "inbox"
        self._sources = [str(folder / "laws"), str(self._inbox)]
        (folder / "laws").mkdir()
        self._inbox.mkdir()
        for path, text in base_files().items():
            (folder / "laws" / path).write_text(text, encoding="utf-8")
        name, text = _NEUTRAL
        (self._inbox / name).write_text(text, encoding="utf-8")
        session.begin()
        self.run()
        self.before = self.rows()
        self.paths = {
            id_: row["source"]["path"]
            for id_, row in self.before.items()
            if row["source"]["name"] == "laws"
        }

    def run(self, *, index: bool = False) -> None:
        """Run the stages on both sources, as the job `update` does.

        Args:
            index: Whether to write the index, too.
        """
        chosen = self._session.register(self._sources)
        settle(self._session, chosen)
        if index:
            embedding.embed_passages(self._session)
            projecting.write_delta(self._session)
            projecting.publish(self._session)

    def rows(self) -> dict[str, Row]:
        """Return every row as it is exported on the day of the test, by id."""
        return {row["id"]: as_of(row, TODAY) for row in self._session.catalog.passages.rows()}

    def indexed_rows(self) -> dict[str, Row]:
        """Return every row as readers of the index get it, by id."""
        reader = self._session.store.open()
        try:
            ids = [id_ for id_, _ in reader.hashes()]
            return {stored.id: as_of(stored.row, TODAY) for stored in reader.stored_rows(ids)}
        finally:
            reader.close()

    def add(self, *inputs: Input, folders: bool = False) -> None:
        """Add files.

        Args:
            inputs: Whose files to add.
            folders: Whether each input has a folder of its own.
        """
        for given in inputs:
            place = self._inbox / given.name if folders else self._inbox
            for path, content in given.files.items():
                (place / path).parent.mkdir(parents=True, exist_ok=True)
                (place / path).write_bytes(content)

    def remove(self, *inputs: Input, folders: bool = False) -> None:
        """Take the files away again.

        Args:
            inputs: Whose files to remove.
            folders: Whether each input has a folder of its own.
        """
        for given in inputs:
            place = self._inbox / given.name if folders else self._inbox
            for path in given.files:
                (place / path).unlink()

    def unread(self) -> list[str]:
        """Return the paths of files that could not be read: an input that is one tests nothing."""
        return [one.path for one in self._session.catalog.objects.quarantined()]

    def claims(self) -> list[str]:
        """Return what is recorded of acts: verdict, reasons, action and target of each."""
        return [
            f"{act.verdict}{'(' + ', '.join(act.reasons) + ')' if act.reasons else ''}:"
            f" {act.act.action} {act.target or act.act.target.name}"
            f" since {act.act.since} by {act.path}"
            for act in self._session.catalog.claims.all()
        ]

    def has_claim(self, of: str) -> bool:
        """Whether a claim without effect names the work of a file of the base."""
        works = {row["work"] for id_, row in self.before.items() if self._is_of(id_, of)}
        opened = self._session.catalog.claims.all([Verdict.OPEN])
        return any(act.target in works or act.act.target.name in works for act in opened)

    def wrong(self, given: Input, rows: Mapping[str, Row]) -> list[str]:
        """Compare the rows beside an input's files with what is expected.

        Args:
            given: The input.
            rows: The rows, by id.

        Returns:
            A line for each difference, with the number of passages; empty if all is right.
        """
        counted = Counter(
            [
                *self._wrong_base(given.expected, rows),
                *self._wrong_joins(given, rows),
                *self._wrong_new(given.expected, rows),
            ]
        )
        return [f"{words} ({count}x)" for words, count in counted.items()]

    def _wrong_base(self, expected: Sequence[Expected], rows: Mapping[str, Row]) -> Iterator[str]:
        unused = list(expected)
        for id_, path in self.paths.items():
            old = self.before[id_]
            row = rows.get(id_)
            if row is None:
                yield f"{id_} is gone"
                continue
            meant = [told for told in expected if told.is_about(old, path)]
            unused = [told for told in unused if told not in meant]
            values = {name: old[name] for name in COMPARED}
            for told in meant:
                values.update(told.values)
                for name in told.not_compared:
                    values.pop(name, None)
            for name, value in values.items():
                if row[name] != value:
                    yield f"{path}: {name} is {row[name]!r}, should be {value!r}"
        for told in unused:
            if told.of:
                yield f"the base has no {told.of}"

    def _wrong_joins(self, given: Input, rows: Mapping[str, Row]) -> Iterator[str]:
        works = {self.before[id_]["work"] for id_ in self.paths}
        for of in given.joins:
            works -= {row["work"] for id_, row in self.before.items() if self._is_of(id_, of)}
        for id_, row in rows.items():
            if id_ not in self.before and row["work"] in works:
                yield f"{row['source']['path']} became part of {row['work']}"

    def _wrong_new(self, expected: Sequence[Expected], rows: Mapping[str, Row]) -> Iterator[str]:
        for told in expected:
            if not told.new:
                continue
            found = [
                row
                for id_, row in rows.items()
                if id_ not in self.before and told.new in row["title"]
            ]
            if not found:
                yield f"no text with the title {told.new}"
            for row in found:
                for name, value in told.values.items():
                    if row[name] != value:
                        yield f"{row['title']}: {name} is {row[name]!r}, should be {value!r}"

    def _is_of(self, id_: str, of: str) -> bool:
        return self.paths.get(id_, "").startswith(of)


def settle(session: Session, chosen: Sequence[KnownSource]) -> None:
    """Run the stages from files to citations, as the job `update` does."""
    collecting.collect(session, chosen, allow_deletes=True)
    reading.read_documents(session, chosen)
    structuring.find_structures(session, chosen)
    comparing.find_duplicates(session)
    weighing.weigh_acts(session)
    resolving.resolve_works(session)
    resolving.settle_sources(session, chosen)
    citing.cite_passages(session)


@contextmanager
def open_archive(folder: Path) -> Iterator[Archive]:
    """Make a home of the base under the profile `ci`.

    Args:
        folder: An empty folder.

    Yields:
        The archive, up to date.
    """
    home = folder / "home"
    settings = replace(load("ci", home, {}), processes=1)
    with open_session(settings, home_of(settings, home), "a test") as session:
        yield Archive(session, folder)
