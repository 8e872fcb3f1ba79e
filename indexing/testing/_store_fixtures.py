"""The store under test, for the tests of every index store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from indexing.store import IndexStore


class StoreFixtures:
    """The fixtures that the tests of a store use."""

    @pytest.fixture
    def place(self) -> Any:
        """An empty place."""
        raise NotImplementedError

    def open_at(self, place: Any) -> IndexStore:
        """A store over a place; called twice in some tests."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, place: Any) -> Iterator[IndexStore]:
        """The store under test."""
        opened = self.open_at(place)
        yield opened
        opened.close()
