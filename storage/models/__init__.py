"""Trained models: their records in the catalog, and their bytes among the blobs."""

from storage.catalog.models import ModelRecord, ModelState, NewModel
from storage.models.store import ModelStore

__all__ = ["ModelRecord", "ModelState", "ModelStore", "NewModel"]
