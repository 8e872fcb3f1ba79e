"""Trained models: the table `models`. Their bytes are blobs; `storage.models` joins the two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import insert, select, update

from storage.catalog._engine import Database
from storage.catalog.tables import models


class ModelState(StrEnum):
    """What a trained model is used for."""

    CANDIDATE = "candidate"  # trained, and not yet in use
    LIVE = "live"  # in use; at most one a task
    RETIRED = "retired"  # was live


@dataclass(frozen=True, slots=True)
class NewModel:
    """What is known of a model when it is stored.

    Attributes:
        task: What it does, as `tags.union`.
        sha256: The hash of its bytes.
        fingerprint: Changes when anything changes that decides its answers.
        data_hash: The hash of its training data.
        version: The version of what it was trained for, such as a scheme.
        embedder: The fingerprint of the embedder whose vectors it needs; empty for none.
        metrics: Its figures.
        created_at: When it was trained, as an ISO time in UTC.
    """

    task: str
    sha256: str
    fingerprint: str
    data_hash: str
    version: int
    embedder: str
    metrics: Mapping[str, Any]
    created_at: str


@dataclass(frozen=True, slots=True)
class ModelRecord:
    """A stored model.

    Attributes:
        id: Its number.
        state: What it is used for.
        model: What is known of it.
    """

    id: int
    state: ModelState
    model: NewModel


class Models:
    """The records of trained models."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, model: NewModel) -> ModelRecord:
        """Store the record of a model, as a candidate.

        Args:
            model: What is known of it.

        Returns:
            The record.
        """
        values = {name: getattr(model, name) for name in NewModel.__slots__}
        values |= {"metrics": dict(model.metrics), "state": ModelState.CANDIDATE.value}
        with self._db.write() as connection:
            added = connection.execute(insert(models).returning(models.c.id), values)
            number = int(added.scalar_one())
        return ModelRecord(number, ModelState.CANDIDATE, model)

    def all(self, task: str | None = None) -> list[ModelRecord]:
        """Return models, oldest first.

        Args:
            task: Only the models of this task; None for all.

        Returns:
            Their records.
        """
        wanted = select(models).order_by(models.c.id)
        if task is not None:
            wanted = wanted.where(models.c.task == task)
        with self._db.read() as connection:
            return [_record(row) for row in connection.execute(wanted)]

    def live(self, task: str) -> ModelRecord | None:
        """Return the model that is in use.

        Args:
            task: The task.

        Returns:
            Its record; None where no model is live.
        """
        found = [record for record in self.all(task) if record.state is ModelState.LIVE]
        return found[-1] if found else None

    def promote(self, record: ModelRecord) -> None:
        """Make a model the live one of its task. The one that was live is retired.

        Args:
            record: The model.
        """
        former = (models.c.task == record.model.task) & (models.c.state == ModelState.LIVE.value)
        with self._db.write() as connection:
            connection.execute(update(models).where(former).values(state=ModelState.RETIRED.value))
            connection.execute(
                update(models).where(models.c.id == record.id).values(state=ModelState.LIVE.value)
            )

    def retire(self, task: str) -> None:
        """Take the live model of a task out of use.

        Args:
            task: The task.
        """
        with self._db.write() as connection:
            connection.execute(
                update(models)
                .where((models.c.task == task) & (models.c.state == ModelState.LIVE.value))
                .values(state=ModelState.RETIRED.value)
            )


def _record(row: Any) -> ModelRecord:
    values = {name: getattr(row, name) for name in NewModel.__slots__}
    return ModelRecord(int(row.id), ModelState(row.state), NewModel(**values))
