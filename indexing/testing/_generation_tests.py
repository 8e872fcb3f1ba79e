"""Tests of every index store: creating, publishing, opening and dropping generations."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from corpus.errors import UnknownValue, UsageError
from indexing.store import (
    Generation,
    IndexMeta,
    IndexStore,
)
from indexing.testing._store_fixtures import StoreFixtures
from indexing.testing.store_rows import (
    META,
    numbered,
    publish,
)


class GenerationTests(StoreFixtures):
    """Tests of creating, publishing, opening and dropping generations."""

    def test_a_new_store_has_nothing(self, store: IndexStore) -> None:
        """Nothing is live, and opening raises an error."""
        assert store.generations() == []
        assert store.live() is None
        with pytest.raises(UsageError):
            store.open()

    def test_a_generation_remembers_what_it_was_made_with(
        self,
        store: IndexStore,
        place: Any,
    ) -> None:
        """Fingerprint, dimension and schema version survive a second store over the same place."""
        meta = IndexMeta(
            "bge/小'模型",
            7,
            3,
        )
        store.create("g1", meta)
        (generation,) = self.open_at(place).generations()
        assert generation == Generation(
            "g1",
            meta,
            version=0,
            live=False,
        )

    def test_an_unpublished_generation_is_replaced(self, store: IndexStore) -> None:
        """A build that was killed does not stop the next one."""
        store.create("g1", META)
        store.write("g1", numbered(3))
        store.create("g1", dataclasses.replace(META, fingerprint="other"))
        assert store.generations()[0].meta.fingerprint == "other"
        store.publish("g1")
        assert store.open().count() == 0

    def test_a_published_generation_is_not_replaced(self, store: IndexStore) -> None:
        """Its name stays in use, even when it is no longer live."""
        publish(store, *numbered(2))
        publish(
            store,
            *numbered(1),
            name="g2",
        )
        for name in ("g1", "g2"):
            with pytest.raises(UsageError):
                store.create(name, META)
        assert store.open("g1").count() == 2

    def test_publications_are_counted(self, store: IndexStore) -> None:
        """`publish` returns the generation as readers get it."""
        store.create("g1", META)
        assert [store.publish("g1").version for _ in range(3)] == [
            1,
            2,
            3,
        ]
        assert store.live() == store.generations()[0] == store.open().generation
        assert store.open().generation.live

    def test_publishing_another_generation_moves_readers(self, store: IndexStore) -> None:
        """Publishing the older one again moves them back."""
        publish(store, *numbered(2))
        store.create("g2", META)
        store.write("g2", numbered(5))
        assert store.open().count() == 2
        store.publish("g2")
        assert (store.open().count(), store.open("g1").count()) == (5, 2)
        live = {generation.name: generation.live for generation in store.generations()}
        assert live == {"g1": False, "g2": True}
        store.publish("g1")
        assert store.open().generation.name == "g1"

    def test_an_unpublished_generation_is_not_opened(self, store: IndexStore) -> None:
        """Also not by name."""
        publish(store, *numbered(1))
        store.create("g2", META)
        store.write("g2", numbered(1))
        with pytest.raises(UsageError):
            store.open("g2")

    def test_an_unknown_generation_is_named_with_the_known(self, store: IndexStore) -> None:
        """The errors of write, publish and open name the generations that exist."""
        publish(store, *numbered(1))
        with pytest.raises(UnknownValue, match="g1"):
            store.write("g9", [])
        with pytest.raises(UnknownValue, match="g1"):
            store.publish("g9")
        with pytest.raises(UnknownValue, match="g1"):
            store.open("g9")

    def test_only_a_generation_that_is_not_live_is_dropped(self, store: IndexStore) -> None:
        """The live one is refused; an unknown one is ignored."""
        publish(store, *numbered(1))
        publish(
            store,
            *numbered(2),
            name="g2",
        )
        with pytest.raises(UsageError):
            store.drop("g2")
        store.drop("g1")
        store.drop("g1")
        store.drop("never")
        assert [generation.name for generation in store.generations()] == ["g2"]
        assert store.open().count() == 2

    def test_a_second_store_sees_what_the_first_published(
        self,
        store: IndexStore,
        place: Any,
    ) -> None:
        """State is in the place, not in the process."""
        publish(store, *numbered(3))
        other = self.open_at(place)
        assert other.live() == store.live()
        assert other.open().count() == 3
        publish(store, *numbered(4))
        assert other.open().count() == 4

    def test_what_a_store_is(self, store: IndexStore) -> None:
        """For `doctor`: the engine has a name, and the size is a number where it is known."""
        publish(store, *numbered(1))
        info = store.info()
        assert info["engine"]
        assert info["bytes"] is None or info["bytes"] > 0
