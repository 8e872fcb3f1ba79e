"""The store of trained models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from storage.blobs import Blobs
from storage.catalog import Catalog
from storage.catalog.models import ModelRecord, NewModel


@dataclass(frozen=True, slots=True)
class ModelStore:
    """Puts and gets trained models.

    Attributes:
        catalog: Holds the records.
        blobs: Holds the bytes, by their hash.
    """

    catalog: Catalog
    blobs: Blobs

    def put(
        self,
        task: str,
        data: bytes,
        *,
        data_hash: str,
        version: int,
        embedder: str,
        metrics: Mapping[str, Any],
    ) -> ModelRecord:
        """Store a model as a candidate. The bytes are stored before the record.

        Args:
            task: What it does, as `tags.union`.
            data: Its bytes.
            data_hash: The hash of its training data.
            version: The version of what it was trained for.
            embedder: The fingerprint of the embedder that it needs; empty for none.
            metrics: Its figures.

        Returns:
            Its record.
        """
        sha256 = self.blobs.put(data)
        model = NewModel(
            task=task,
            sha256=sha256,
            fingerprint=f"{task}-{version}-{sha256[:16]}",
            data_hash=data_hash,
            version=version,
            embedder=embedder,
            metrics=metrics,
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        return self.catalog.models.add(model)

    def get(self, task: str) -> tuple[ModelRecord, bytes] | None:
        """Return the live model of a task.

        Args:
            task: The task.

        Returns:
            Its record and its bytes; None where no model is live.

        Raises:
            CorruptBlob: If the bytes are missing, or were changed.
        """
        record = self.catalog.models.live(task)
        if record is None:
            return None
        return record, self.blobs.get(record.model.sha256)
