"""The store that is a service: OpenSearch.

A generation is an index, and an alias names the live one. A reader keeps a point in time and the
number of a publication.

What is written carries the number of the publication to come, and what is removed is only marked
to end with it. Neither a refresh nor a restart shows either, because every query asks for one
number: our queries name it, and the alias filters by it for all other clients. `publish` makes what
was written searchable everywhere, then sets the alias, its index and its filter, in one step. That
step is the publication. The index's `_meta` repeats its number, with a digest of what it shows; if
a kill comes between the two steps, the next publication repairs `_meta`.

Physical deletes with a refresh as the publication were set aside: shards refresh one by one, and a
restart refreshes by itself (docs/adr/0004-keyword-and-vector-search.md,
docs/adr/0010-an-alias-that-filters.md). The price is that a change of a row writes its predecessor
once more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from corpus.errors import UnknownValue, UsageError
from indexing.opensearch import _writing as writing
from indexing.opensearch._bulk import write_in_bulk
from indexing.opensearch._client import OpenSearchClient
from indexing.opensearch._creation import begin_generation
from indexing.opensearch._documents import EMPTY_DIGEST
from indexing.opensearch._generations import StoredGeneration
from indexing.opensearch._indices import GenerationIndices
from indexing.opensearch._publishing import Publisher
from indexing.opensearch._reader import KEEP_ALIVE, OpenSearchReader
from indexing.opensearch.options import ServerOptions
from indexing.store import Generation, IndexMeta, IndexRow, WriteReport


class OpenSearchStore:
    """Generations as indices of one server. One writer at a time; any number of readers."""

    def __init__(
        self,
        url: str,
        options: ServerOptions | None = None,
    ) -> None:
        self._options = options or ServerOptions()
        self._client = OpenSearchClient(url, self._options)
        self._alias = self._options.prefix
        self._indices = GenerationIndices(self._client, self._options)
        self._publisher = Publisher(self._indices)
        self._views: set[str] = set()

    def create(
        self,
        name: str,
        meta: IndexMeta,
    ) -> None:
        """Begin an empty generation.

        Args:
            name: Its name, of small letters, digits, - and _.
            meta: The model that makes its vectors.

        Raises:
            UsageError: The name is not possible, or is in use.
            ServiceUnfit: The server or the user's rights do not suffice; the message names all
                that is missing.
        """
        begin_generation(
            self._indices,
            self._options,
            name,
            meta,
        )

    def write(
        self,
        name: str,
        upserts: Iterable[IndexRow],
        deletes: Collection[str] = (),
    ) -> WriteReport:
        """Mark the end of rows, then put rows, for the publication to come.

        A write that is repeated leaves the same documents.

        Args:
            name: Name of the generation.
            upserts: Rows to put.
            deletes: Ids of rows to remove.

        Returns:
            How many rows were put and removed.
        """
        self._indices.check_rights()
        generation = self._indices.own(name)
        alias = generation.write_alias
        if not generation.writable:
            add = {"index": generation.index, "alias": alias}
            self._indices.order(
                "POST",
                "/_aliases",
                {"actions": [{"add": add}]},
            )
        deleted = set()
        ids = sorted(set(deletes))
        removals = writing.removals(
            self._indices,
            generation,
            ids,
        )
        for action, result in write_in_bulk(
            self._client,
            alias,
            removals,
        ):
            if result in ("updated", "deleted"):
                deleted.add(action.row)
        upserted = 0
        changes = writing.upserts(
            self._indices,
            generation,
            upserts,
        )
        for action, _ in write_in_bulk(
            self._client,
            alias,
            changes,
        ):
            upserted += action.verb == "index"
        return WriteReport(upserted, len(deleted))

    def preview(self, name: str) -> OpenSearchReader:
        """Make what was written searchable, and open a view of the publication to come.

        Args:
            name: Name of the generation.

        Returns:
            A reader of what `publish` would show.
        """
        generation = self._indices.own(name)
        self._indices.refresh(generation)
        coming = replace(generation, published=generation.next_publication)
        reader = self._reader(coming)
        if reader is None:
            names = [stored.name for stored in self._indices.stored()]
            raise UnknownValue(
                "generation",
                name,
                names,
            )
        return reader

    def discard(self, name: str) -> None:
        """Delete what was written for the publication to come, and restore what it would end.

        Args:
            name: Name of the generation.
        """
        self._indices.check_rights()
        generation = self._indices.own(name)
        self._indices.refresh(generation)
        self._publisher.discard(generation)

    def publish(
        self,
        name: str,
        *,
        mended: bool = False,
    ) -> Generation:
        """Make what was written searchable on every shard, set the alias, and note it in `_meta`.

        Args:
            name: Name of the generation.
            mended: Whether this publication repairs changes that were made by hand. The digest is
                then made of all rows anew: a row deleted by hand is missing from the old sum.

        Returns:
            The generation as readers get it.
        """
        self._indices.check_rights()
        stored = self._indices.stored()
        generation = self._indices.own(name, stored)
        self._publisher.note_earlier(stored, generation)
        self._publisher.purge(generation)
        self._indices.refresh(generation)
        state = self._indices.state()
        latest = replace(
            self._indices.own(name, state.stored),
            published=generation.next_publication,
            aliased=True,
            filtered=True,
            live=True,
        )
        self._publisher.point_to(latest, state.aliased)
        to_note = latest
        if mended:
            to_note = replace(
                latest,
                noted=0,
                digest=EMPTY_DIGEST,
            )
        self._publisher.note(to_note)
        return latest.generation

    def generations(self) -> list[Generation]:
        """Return all generations, by name."""
        return [stored.generation for stored in self._indices.stored()]

    def live(self) -> Generation | None:
        """Return the generation that readers get.

        It is also None where a change by hand keeps readers from it: publishing repairs that.

        Raises:
            UsageError: An index has the alias's name, which no publication can repair.
            HomeError: A newer lexops made an index.
        """
        state = self._indices.readable_state()
        if state.prefix in state.indices:
            raise UsageError(
                f"{state.problem} at {self._client.url}",
                remedy="delete that index, or set another index.prefix; then run again",
            )
        if state.live is None:
            return None
        return state.live.generation

    def open(self, name: str | None = None) -> OpenSearchReader:
        """Open a view of a generation's last publication.

        Args:
            name: Name of the generation; None is the live one.

        Returns:
            A reader of that publication.

        Raises:
            UsageError: Nothing was published.
        """
        while True:
            generation = self._indices.live() if name is None else self._indices.named(name)
            if generation is None or not generation.published:
                raise UsageError("there is no index yet", remedy="`lexops run PATH` builds one")
            reader = self._reader(generation)
            # A publication in between may have removed earlier rows; the number, read again,
            # shows it.
            latest = self._indices.named(generation.name)
            if reader is not None and latest.published == generation.published:
                return reader

    def drop(self, name: str) -> None:
        """Delete a generation that is not live, with its index. Its readers end.

        Args:
            name: Name of the generation; an unknown one is ignored.

        Raises:
            UsageError: The generation is live.
        """
        self._indices.check_rights()
        for generation in self._indices.stored():
            if generation.name != name:
                continue
            if generation.aliased:
                raise UsageError(f"generation {name!r} is live", remedy="publish another one first")
            self._indices.delete(generation)
            self._publisher.remove_unused_pipelines()

    def check_writable(self) -> None:
        """Raise ServiceUnfit, with all that is missing, where nothing could be published."""
        self._indices.check_server()

    def info(self) -> dict[str, Any]:
        """Return engine, version, URL, size in bytes, plugins and health.

        Raises:
            ServiceUnfit: The server lacks something; the message has the remedy.
        """
        version, plugins = self._indices.check_server()
        path = f"/_cluster/health/{self._alias}-*"
        health = self._client.call(
            "GET",
            path,
            params={"level": "cluster"},
        )
        return {
            "engine": "opensearch",
            "version": version,
            "location": self._client.url,
            "bytes": self._size(),
            "plugins": plugins,
            "health": health["status"],
        }

    def close(self) -> None:
        """End the views that are still open, and the connections."""
        for view in tuple(self._views):
            self._release(view)
        self._client.close()

    def _size(self) -> int:
        """Bytes of our indices; an index whose shards are lost has no size."""
        path = f"/{self._alias}-*/_stats/store"
        answer = self._client.call(
            "GET",
            path,
            params={"expand_wildcards": "open"},
        )
        sizes = answer["indices"]
        size = 0
        for generation in self._indices.stored():
            if generation.index in sizes:
                size += sizes[generation.index]["total"]["store"]["size_in_bytes"]
        return size

    def _reader(self, generation: StoredGeneration) -> OpenSearchReader | None:
        """Return a reader of what is searchable now; None where the generation was dropped."""
        answer = self._client.call(
            "POST",
            f"/{generation.index}/_search/point_in_time",
            params={"keep_alive": KEEP_ALIVE, "allow_partial_pit_creation": "false"},
            missing=None,
        )
        if answer is None:
            return None
        view = answer["pit_id"]
        self._views.add(view)
        return OpenSearchReader(
            generation.generation,
            self._client,
            view,
            generation.pipeline or "_none",
            self._release,
        )

    def _release(self, view: str) -> None:
        """End a point in time, once; it may have ended by itself."""
        if view not in self._views:
            return
        self._views.discard(view)
        path = "/_search/point_in_time"
        self._client.call(
            "DELETE",
            path,
            {"pit_id": [view]},
            missing=None,
        )
