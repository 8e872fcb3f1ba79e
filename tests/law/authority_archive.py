"""A small archive of norms, and files that are added beside it and taken away again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from configs.loading import home_of, load
from corpus.records import Verdict
from corpus.schema import Row, as_of
from pipelines.run import update
from pipelines.session import Session, open_session
from pipelines.stages import (
    collecting,
    embedding,
    projecting,
    reading,
    resolving,
    structuring,
)
from pipelines.stages.works import cite_works, make_works
from storage.catalog.sources import KnownSource
from tests.law.authority_cases import TODAY, Expected, Input, base_files

COMPARED = ("work", "title", "article", "level", "text", "status", "valid_from", "valid_to")
_NEUTRAL = ("春游报名.txt", "春游报名\n\n定于四月六日到湖边春游，请到传达室报名。\n")


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

    def rows_of_job(self, home: Path) -> dict[str, Row]:
        """Run the job `update` itself on the same files.

        Args:
            home: Where to make another home.

        Returns:
            Its rows as they are exported on the day of the test, by id.
        """
        settings = replace(load("ci", home, {}), processes=1)
        other = home_of(settings, home)
        update(settings, other, self._sources)
        with open_session(settings, other, "a test") as session:
            return {row["id"]: _shown(row) for row in session.catalog.passages.rows()}

    def rows(self) -> dict[str, Row]:
        """Return every row as it is exported on the day of the test, by id."""
        return {row["id"]: _shown(row) for row in self._session.catalog.passages.rows()}

    def indexed_rows(self) -> dict[str, Row]:
        """Return every row as readers of the index get it, by id."""
        reader = self._session.store.open()
        try:
            ids = [id_ for id_, _ in reader.hashes()]
            return {stored.id: _shown(stored.row) for stored in reader.stored_rows(ids)}
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

    def findings(self) -> set[str]:
        """Return the codes of all findings."""
        return {finding["code"] for finding in self._session.catalog.passages.findings()}

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
            meant = [stated for stated in expected if stated.is_about(old, path)]
            unused = [stated for stated in unused if stated not in meant]
            values = {name: old[name] for name in COMPARED}
            for stated in meant:
                values.update(stated.values)
                for name in stated.not_compared:
                    values.pop(name, None)
            for name, value in values.items():
                if row[name] != value:
                    yield f"{path}: {name} is {row[name]!r}, should be {value!r}"
        for stated in unused:
            if stated.of:
                yield f"the base has no {stated.of}"

    def _wrong_joins(self, given: Input, rows: Mapping[str, Row]) -> Iterator[str]:
        works = {self.before[id_]["work"] for id_ in self.paths}
        for of in given.joins:
            works -= {row["work"] for id_, row in self.before.items() if self._is_of(id_, of)}
        for id_, row in rows.items():
            if id_ not in self.before and row["work"] in works:
                yield f"{row['source']['path']} became part of {row['work']}"

    def _wrong_new(self, expected: Sequence[Expected], rows: Mapping[str, Row]) -> Iterator[str]:
        for stated in expected:
            if not stated.new:
                continue
            found = [
                row
                for id_, row in rows.items()
                if id_ not in self.before and stated.new in row["title"]
            ]
            if not found:
                yield f"no text with the title {stated.new}"
            for row in found:
                for name, value in stated.values.items():
                    if row[name] != value:
                        yield f"{row['title']}: {name} is {row[name]!r}, should be {value!r}"

    def _is_of(self, id_: str, of: str) -> bool:
        return self.paths.get(id_, "").startswith(of)


def settle(session: Session, chosen: Sequence[KnownSource]) -> None:
    """Run the stages from files to citations, as the job `update` does."""
    collecting.collect(session, chosen, allow_deletes=True)
    reading.read_documents(session, chosen)
    structuring.find_structures(session, chosen)
    make_works(session)
    resolving.settle_sources(session, chosen)
    cite_works(session)


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


def _shown(row: Row) -> Row:
    """A row on the day of the test, without tags: these tests leave out the stage that tags."""
    return {**as_of(row, TODAY), "tags": []}
