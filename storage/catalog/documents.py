"""Results of stages under their keys: documents by parsers, structures by the rules of law.

Failures are stored too. A moved file finds its document again under the same key, and so does a
copy of it; so nothing is read twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Table, bindparam, case, null, select, update

from corpus.codec import unpack
from corpus.records import Document, ObjectState, Structure
from storage.catalog._engine import Database, Values, chunks, pairs
from storage.catalog._held import HOLD_STRUCTURE
from storage.catalog._parts import drop_parts, part_key, write_parts
from storage.catalog.tables import documents, objects, sources, structures
from storage.packing import Packed

T = TypeVar(
    "T",
    Document,
    Structure,
)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why nothing could be made of an input.

    Attributes:
        code: The reason, one of `corpus.errors.REASONS`.
        detail: What was seen.
        attempts: How often it was tried.
    """

    code: str
    detail: str
    attempts: int = 1


_NO_FAILURE = Failure("", "", 0)

NOTHING_TO_CITE = "no_passages"
"""The failure of a structure that is no fault of the document: it has nothing to cite."""


@dataclass(frozen=True, slots=True)
class StageResult:
    """What a stage made under a key.

    Record and failure may both be there: a structure without any citable unit is kept, and fails as
    `no_passages`.

    Attributes:
        key: The key of the result.
        input: The hash or key of what it was made from.
        made: The record; None where the stage failed.
        failure: Why it failed; None where it did not.
        noted: Further columns of the row of a result that failed.
    """

    key: str
    input: str
    made: Packed | None
    failure: Failure | None = None
    noted: Mapping[str, str] = field(default_factory=dict)


Outcomes = dict[str, Failure | None]
"""By key: a failure, or None for success. A key that was never tried is absent."""

_IS_OBJECT = objects.c.id == bindparam("object")


class _Results(Generic[T]):
    """Results of a stage by key, and the objects that wait for them."""

    _table: Table
    _record: type[T]
    _input: str  # the column for what a result is made from
    _column: str  # the column of `objects` for the key

    def __init__(self, database: Database) -> None:
        self._db = database

    def outcomes(self, keys: Collection[str]) -> Outcomes:
        """Return how it went, for those of the keys that were tried.

        Args:
            keys: Keys of results.

        Returns:
            Failure or None, by key.
        """
        table = self._table
        wanted = select(
            table.c.key,
            table.c.code,
            table.c.detail,
            table.c.attempts,
        )
        found: Outcomes = {}
        with self._db.read() as connection:
            for part in chunks(keys):
                rows = connection.execute(wanted.where(table.c.key.in_(part)))
                for key, code, detail, attempts in rows:
                    found[key] = (
                        Failure(
                            code,
                            detail,
                            attempts,
                        )
                        if code
                        else None
                    )
        return found

    def load(self, keys: Collection[str]) -> dict[str, T]:
        """Return the records under these keys.

        Args:
            keys: Keys of results.

        Returns:
            By key, the records of those that were made.
        """
        return {key: unpack(self._record, body) for key, body in self.bodies(keys).items()}

    def of_object(
        self,
        source: str,
        path: str,
        work: str | None = None,
    ) -> T | None:
        """Return the record of an object.

        Args:
            source: The name of its source.
            path: Its path there.
            work: Of a file of several rules: the work of the rule. Otherwise the first one counts.

        Returns:
            The record, None where it has none.
        """
        is_rule = case((objects.c.work == work, 0), else_=1)
        wanted = (
            select(objects.c[self._column])
            .join(sources)
            .where(sources.c.name == source, objects.c.path == path)
            .order_by(is_rule, objects.c.part)
            .limit(1)
        )
        with self._db.read() as connection:
            key = connection.scalar(wanted)
        if key is None:
            return None
        return self.load([key]).get(key)

    def bodies(self, keys: Collection[str]) -> dict[str, bytes]:
        """Return packed records, for a process that is to unpack them.

        Args:
            keys: Keys of results.

        Returns:
            By key, the packed records of those that were made.
        """
        table = self._table
        wanted = select(table.c.key, table.c.body).where(table.c.body.is_not(None))
        found: dict[str, bytes] = {}
        with self._db.read() as connection:
            for part in chunks(keys):
                found |= pairs(connection.execute(wanted.where(table.c.key.in_(part))))
        return found

    def commit(
        self,
        results: Collection[StageResult],
        waiting: Mapping[int, tuple[str, Failure | None]],
    ) -> None:
        """Store results, and give the objects that wait for them their states; in one transaction.

        An object whose key failed is quarantined and contributes nothing any more, or held: then
        it contributes what it did before. The others are pending.

        Args:
            results: New results.
            waiting: By object, the key of its result, which may be an older one, and the failure.
        """
        promoted = []
        failed = []
        for id_, (key, failure) in waiting.items():
            if failure is None:
                promoted.append({"object": id_, "now": key})
            else:
                failed.append(
                    _failed_row(
                        id_,
                        key,
                        failure,
                    )
                )
        with self._db.write() as connection:
            self._db.upsert(
                connection,
                self._table,
                [row for result in results for row in self._rows(result)],
            )
            if promoted:
                self._promote(connection, promoted)
            if failed:
                self._set_aside(connection, failed)
        self._db.mails = None

    def _rows(self, result: StageResult) -> Iterator[Values]:
        """A result as rows: one for each rule of a file."""
        yield self._row(result)
        for number, part in enumerate(result.made.parts if result.made else (), 1):
            key = part_key(result.key, number)
            own = self._row(StageResult(key, result.input, part))
            yield {**own, "part": number, "part_of": result.key}

    def _row(self, result: StageResult) -> Values:
        """A result as a row; every row of an upsert has to have the same columns."""
        row: dict[str, Any] = {
            column.name: None if column.nullable else 0 for column in self._table.columns
        }
        row |= {
            "key": result.key,
            self._input: result.input,
        }
        if result.made is None:
            row |= result.noted
        else:
            row |= {
                "body": result.made.body,
                **result.made.columns,
            }
        failure = result.failure or _NO_FAILURE
        return row | {
            "code": failure.code or None,
            "detail": failure.detail or None,
            "attempts": failure.attempts,
        }

    def _set_aside(
        self,
        connection: Connection,
        failed: list[dict[str, Any]],
    ) -> None:
        """Set objects aside whose result failed: they contribute nothing any more."""
        if failed:
            connection.execute(_quarantine(self._column), failed)
            drop_parts(connection, [row["object"] for row in failed])

    def _promote(
        self,
        connection: Connection,
        promoted: list[dict[str, Any]],
    ) -> None:
        """Give objects the keys of results that were made."""
        values: dict[str, Any] = {
            self._column: bindparam("now"),
            "state": ObjectState.PENDING,
            "code": null(),
            "detail": null(),
            "attempts": 0,
            "held_key": null(),
        }
        connection.execute(update(objects).where(_IS_OBJECT).values(values), promoted)


@dataclass(frozen=True, slots=True)
class CleanText:
    """The fields of a `Document` that are needed once its structure is known.

    Attributes:
        text: The clean text.
        media_type: The media type of the bytes.
    """

    text: str
    media_type: str


class Documents(_Results[Document]):
    """What parsers made of bytes."""

    _table = documents
    _record = Document
    _input = "sha256"
    _column = "document_key"

    def texts(self, keys: Collection[str]) -> dict[str, CleanText]:
        """Return the texts of documents, without the blocks, which take most of the time to load.

        Args:
            keys: Keys of documents.

        Returns:
            By key, the texts of those that were made.
        """
        return {key: unpack(CleanText, body) for key, body in self.bodies(keys).items()}

    def outcomes_of(
        self,
        keys: Collection[str],
        parsers: Collection[str],
    ) -> Outcomes:
        """Return how it went, for those of the keys that one of some parsers tried.

        Args:
            keys: Keys of documents.
            parsers: Names and versions of parsers.

        Returns:
            Failure or None, by key.
        """
        wanted = select(documents.c.key).where(documents.c.parser.in_(parsers))
        found: set[str] = set()
        with self._db.read() as connection:
            for part in chunks(keys):
                found.update(connection.scalars(wanted.where(documents.c.key.in_(part))))
        return self.outcomes(found)


class Structures(_Results[Structure]):
    """What documents are in law. An object that gets one contains its work.

    An object whose document has a structure that broke a promise, or none within the limits, is
    held: readers keep what they have of it. One without anything to cite is quarantined.
    """

    _table = structures
    _record = Structure
    _input = "document_key"
    _column = "structure_key"

    def _set_aside(
        self,
        connection: Connection,
        failed: list[dict[str, Any]],
    ) -> None:
        super()._set_aside(connection, [row for row in failed if row["why"] == NOTHING_TO_CITE])
        held = [row for row in failed if row["why"] != NOTHING_TO_CITE]
        if held:
            connection.execute(HOLD_STRUCTURE, held)

    def _promote(
        self,
        connection: Connection,
        promoted: list[dict[str, Any]],
    ) -> None:
        super()._promote(connection, promoted)
        wanted = select(structures.c.work).where(structures.c.key == bindparam("now"))
        contained = (
            update(objects)
            .where(_IS_OBJECT)
            .values(
                work=wanted.scalar_subquery(),
                identity=null(),
                identity_note=null(),
            )
        )
        connection.execute(contained, promoted)
        write_parts(
            self._db,
            connection,
            [row["object"] for row in promoted],
        )


def _failed_row(
    id_: int,
    key: str,
    failure: Failure,
) -> dict[str, Any]:
    """The parameters of `_quarantine`."""
    return {
        "object": id_,
        "now": key,
        "why": failure.code,
        "how": failure.detail,
        "tries": failure.attempts,
    }


def _quarantine(column: str) -> Any:
    """The statement that sets objects aside whose result failed."""
    values: dict[str, Any] = {
        # Of an earlier document: should that come back, its work has to be found again.
        "structure_key": null(),
        "code": bindparam("why"),
        "detail": bindparam("how"),
        "attempts": bindparam("tries"),
        "held_key": null(),
        "state": ObjectState.QUARANTINED,
        "work": null(),
        "identity": null(),
        "identity_note": null(),
        "duplicate_of": null(),
    }
    values[column] = bindparam("now")
    return update(objects).where(_IS_OBJECT).values(values)
