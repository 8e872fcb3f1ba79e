"""Trained models: candidates, the live one, and their bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.blobs import CorruptBlob, open_blobs
from storage.catalog import open_catalog
from storage.models import ModelRecord, ModelState, ModelStore


def _put(store: ModelStore, task: str, data: bytes) -> ModelRecord:
    return store.put(
        task,
        data,
        data_hash="d" * 32,
        version=3,
        embedder="e",
        metrics={"micro_f1": 0.7},
    )


def test_a_model_is_a_candidate_then_live_then_retired(tmp_path: Path) -> None:
    with open_catalog(f"sqlite:///{tmp_path}/catalog.db") as catalog:
        store = ModelStore(catalog, open_blobs(str(tmp_path / "blobs")))
        first = _put(store, "tags.a", b"one")
        other = _put(store, "tags.b", b"two")
        assert store.get("tags.a") is None
        catalog.models.promote(first)
        catalog.models.promote(other)
        second = _put(store, "tags.a", b"three")
        assert first.model.fingerprint != second.model.fingerprint
        catalog.models.promote(second)
        found = store.get("tags.a")
        assert found is not None
        assert (found[0].id, found[1]) == (second.id, b"three")
        assert found[0].model.metrics == {"micro_f1": 0.7}
        states = [record.state for record in catalog.models.all()]
        assert states == [ModelState.RETIRED, ModelState.LIVE, ModelState.LIVE]
        catalog.models.retire("tags.a")
        assert store.get("tags.a") is None
        assert [record.id for record in catalog.models.all("tags.b")] == [other.id]


def test_changed_bytes_are_refused(tmp_path: Path) -> None:
    blobs = open_blobs(str(tmp_path / "blobs"))
    with open_catalog(f"sqlite:///{tmp_path}/catalog.db") as catalog:
        store = ModelStore(catalog, blobs)
        record = _put(store, "tags.a", b"one")
        catalog.models.promote(record)
        path = blobs.local_path(record.model.sha256)
        assert path is not None
        path.chmod(0o600)
        path.write_bytes(b"two")
        with pytest.raises(CorruptBlob):
            store.get("tags.a")
