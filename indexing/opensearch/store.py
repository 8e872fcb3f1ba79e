"""The store that is a service: OpenSearch. An index a generation, an alias for the live one; readers hold a point in time and a number.

What is written carries the number of a publication that is yet to come, and what is removed is only marked to end with it. No
refresh and no restart shows either, because every query asks for one number: ours name it, and the alias filters by it for everybody
else. `publish` makes what was written searchable everywhere, then sets the alias, its index and its filter, in one step. That is the
publication; the index's `_meta` repeats its number, with a digest of what it shows, and is made good by the next where a kill came between.

Physical deletes with a refresh as the publication were set aside: shards refresh one by one, and a restart refreshes by itself
(docs/adr/0004-keyword-and-vector-search.md, docs/adr/0010-an-alias-that-filters.md). The price is that a change of a row writes its predecessor once more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from corpus.batches import batches
from corpus.codec import dumps
from corpus.errors import Refused, ServiceUnfit, ServiceUnreachable, UnknownValue, UsageError
from corpus.schema import refuse_newer
from indexing.opensearch import _preflight as preflight
from indexing.opensearch import _rows as rows
from indexing.opensearch import _template as template
from indexing.opensearch._client import Action, OpenSearchClient, denied
from indexing.opensearch._generations import READ, Look, StoredGeneration, look
from indexing.opensearch._reader import KEEP_ALIVE, UNFUSED, WHOLE, OpenSearchReader, complete
from indexing.opensearch.options import ServerOptions
from indexing.store import Generation, IndexMeta, IndexRow, WriteReport

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_WRITE = 500  # rows a request
_PAIRS = 10_000  # ids and hashes a request: as many as an answer may hold
_MOST = 10_000  # hits that a search gives: somebody's hands may have put an id twice
_LONGER = 10  # times the time-out, for what reads or writes a whole index
_BY_QUERY, _BATCH = (
    50_000,
    1_000,
)  # rows a request, and a batch of it: for each batch the answer has a header, and Python takes 100


class OpenSearchStore:
    """Generations as indices of one server. One writer at a time; any number of readers, anywhere."""

    def __init__(self, url: str, options: ServerOptions | None = None) -> None:
        self._options = options or ServerOptions()
        self._client = OpenSearchClient(url, self._options)
        self._alias = self._options.prefix
        self._patient = {"request_timeout": _LONGER * self._options.timeout}
        self._views: set[str] = set()
        self._seen: dict[str, str] = {}
        self._checked = False

    def create(self, name: str, meta: IndexMeta) -> None:
        """Begin an empty generation. Raises ServiceUnfit where the server or the user's rights do not do, and says what lacks."""
        if not _NAME.fullmatch(name):
            raise UsageError(
                f"a generation can't be called {name!r} in OpenSearch",
                remedy="use small letters, digits, - and _",
            )
        found = self._look()
        known = {one.name: one for one in found.shelves}
        if name in known and known[name].published:
            raise UsageError(
                f"generation {name!r} was published already", remedy="choose another name"
            )
        if name not in known and f"{self._alias}-{name}" in found.indices:
            message = f"there is an index {self._alias}-{name} that lexops did not make"
            raise UsageError(
                message,
                remedy="delete it if nobody needs it, or set another index.prefix; then run again",
            )
        self._check_server()
        if name in known:
            self._client.call("DELETE", f"/{known[name].index}", missing=None)
        self._seen.pop(name, None)
        pipeline = rows.pipeline_name(self._alias, self._options.dense_weight)
        weight = self._options.dense_weight
        self._order("PUT", f"/_search/pipeline/{pipeline}", rows.pipeline_body(weight))
        self._order("PUT", f"/_scripts/{template.name(self._alias)}", template.body())
        begun = StoredGeneration(
            f"{self._alias}-{name}",
            self._alias,
            name,
            meta,
            pipeline=pipeline,
            template=template.name(self._alias),
        )
        body = rows.index_body(
            begun.as_meta(),
            meta.dimension,
            self._options,
            pipeline,
        )
        self._order("PUT", f"/{begun.index}", {**body, "aliases": {begun.door: {}}})

    def write(
        self,
        name: str,
        upserts: Iterable[IndexRow],
        deletes: Collection[str] = (),
    ) -> WriteReport:
        """Mark the end of rows, then put rows, for the publication to come. Repeated, it leaves the same documents."""
        self._check_rights()
        shelf = self._own(name)
        if not shelf.writable:
            self._order(
                "POST",
                "/_aliases",
                {"actions": [{"add": {"index": shelf.index, "alias": shelf.door}}]},
            )
        removals = self._client.bulk(shelf.door, self._removals(shelf, sorted(set(deletes))))
        deleted = {action.row for action, result in removals if result in ("updated", "deleted")}
        written = self._client.bulk(shelf.door, self._changes(shelf, upserts))
        return WriteReport(sum(action.verb == "index" for action, _ in written), len(deleted))

    def preview(self, name: str) -> OpenSearchReader:
        """Make what was written searchable, and pin the publication to come."""
        shelf = self._own(name)
        self._refresh(shelf)
        reader = self._reader(replace(shelf, published=shelf.coming))
        if reader is None:
            raise UnknownValue("generation", name, [one.name for one in self._shelves()])
        return reader

    def discard(self, name: str) -> None:
        """Remove what came with the publication to come, and let what would have ended with it go on."""
        self._check_rights()
        shelf = self._own(name)
        self._refresh(shelf)
        self._by_query(shelf, "_delete_by_query", {"query": {"term": {"since": shelf.coming}}})
        goes_on = {"source": "ctx._source.remove('until')", "lang": "painless"}
        self._by_query(
            shelf,
            "_update_by_query",
            {"query": {"term": {"until": shelf.coming}}, "script": goes_on},
        )

    def publish(self, name: str, *, mended: bool = False) -> Generation:
        """Make what was written searchable on every shard, then let the alias show it, and say in `_meta` what it shows.

        Where it was `mended` the digest is made of all rows anew: who deletes a row by hand takes away what it would be reckoned by.
        """
        self._check_rights()
        shelves = self._shelves()
        shelf = self._own(name, shelves)
        for one in shelves:
            if (
                one.noted != one.published
            ):  # a kill came between the two: before the alias leaves it, its number must be noted
                self._note_if_there(one, shelf)
        self._purge(shelf)
        self._refresh(shelf)
        found = self._look()
        latest = replace(
            self._own(name, found.shelves),
            published=shelf.coming,
            aliased=True,
            filtered=True,
            live=True,
        )
        self._point_to(latest, found.holders)
        self._note(replace(latest, noted=0, digest=rows.NOTHING) if mended else latest)
        return latest.generation

    def generations(self) -> list[Generation]:
        """All generations, by name."""
        return [shelf.generation for shelf in self._shelves()]

    def live(self) -> Generation | None:
        """The generation that readers get; None, too, where somebody's hand keeps them from it: to publish sets that right.

        Raises UsageError where an index has the alias's name, which no publication can set right, HomeError where a newer lexops made an index.
        """
        found = self._known()
        if found.prefix in found.indices:
            raise UsageError(
                f"{found.astray} at {self._client.url}",
                remedy="delete that index, or set another index.prefix; then run again",
            )
        return None if found.live is None else found.live.generation

    def open(self, name: str | None = None) -> OpenSearchReader:
        """Pin a generation's last publication."""
        while True:
            shelf = self._live() if name is None else self._shelf(name)
            if shelf is None or not shelf.published:
                raise UsageError("there is no index yet", remedy="`lexops run PATH` builds one")
            reader = self._reader(shelf)
            # A publication in between may have removed rows of before; the number, read again, says so.
            if reader is not None and self._shelf(shelf.name).published == shelf.published:
                return reader

    def drop(self, name: str) -> None:
        """Remove a generation that is not live, with its index. Readers of it end."""
        self._check_rights()
        for shelf in self._shelves():
            if shelf.name == name and shelf.aliased:
                raise UsageError(f"generation {name!r} is live", remedy="publish another one first")
            if shelf.name == name:
                self._client.call("DELETE", f"/{shelf.index}", missing=None)
                self._remove_pipelines()

    def check_writable(self) -> None:
        """Raise ServiceUnfit where the server or the user's rights do not do, with all that lacks."""
        self._check_server()

    def info(self) -> dict[str, Any]:
        """Engine, version, URL, plugins, health, and the size of what is ours. Raises what is wrong, with its remedy."""
        version, plugins = self._check_server()
        health = self._client.call(
            "GET", f"/_cluster/health/{self._alias}-*", params={"level": "cluster"}
        )
        sizes = self._client.call(
            "GET", f"/{self._alias}-*/_stats/store", params={"expand_wildcards": "open"}
        )["indices"]
        # an index whose shards are lost has no size
        ours = [
            sizes[shelf.index]["total"]["store"]["size_in_bytes"]
            for shelf in self._shelves()
            if shelf.index in sizes
        ]
        head = {
            "engine": "opensearch",
            "version": version,
            "location": self._client.url,
            "bytes": sum(ours),
        }
        return {**head, "plugins": plugins, "health": health["status"]}

    def close(self) -> None:
        """Give back the views that are still open, and let go of the connections."""
        for view in tuple(self._views):
            self._release(view)
        self._client.close()

    def _removals(self, shelf: StoredGeneration, ids: Sequence[str]) -> Iterator[Action]:
        """What readers see of these rows ends; what they never saw goes at once."""
        for chunk in batches(ids, _WRITE):
            yield from self._endings(shelf, chunk)
            for one in chunk:
                yield Action(
                    "delete",
                    one,
                    rows.document_id(one, shelf.coming),
                    rows.routing(one),
                )

    def _changes(self, shelf: StoredGeneration, upserts: Iterable[IndexRow]) -> Iterator[Action]:
        for chunk in batches(upserts, _WRITE):
            latest = {one.row["id"]: one for one in chunk}
            for one in latest.values():
                shelf.meta.check(one.vector)
            yield from self._endings(shelf, list(latest))
            for id_, one in latest.items():
                yield Action(
                    "index",
                    id_,
                    rows.document_id(id_, shelf.coming),
                    rows.routing(id_),
                    rows.document(one, shelf.coming),
                )

    def _endings(self, shelf: StoredGeneration, ids: Sequence[str]) -> Iterator[Action]:
        """The rows that are published under these ids end with the coming publication; what ends so already is left as it is.

        All that is published was refreshed, so the search finds it.
        """
        if not shelf.published:
            return
        query = rows.visible(shelf.published, rows.with_ids(ids))
        body = {"size": _MOST, "_source": False, "docvalue_fields": ["id"], "query": query}
        for hit in self._hits(shelf, body):
            row = hit["fields"]["id"][0]
            yield Action(
                "update",
                row,
                hit["_id"],
                hit["_routing"],
                dumps({"doc": {"until": shelf.coming}}),
            )

    def _hits(self, shelf: StoredGeneration, body: rows.Json) -> list[Any]:
        found: list[Any] = complete(
            self._client.call(
                "POST",
                f"/{shelf.index}/_search",
                body,
                {**WHOLE, **UNFUSED},
            )
        )["hits"]["hits"]
        return found

    def _purge(self, shelf: StoredGeneration) -> None:
        """Remove the rows that ended with the publication of before or earlier; readers from then hold them in their points in time."""
        if shelf.published:
            self._by_query(
                shelf, "_delete_by_query", {"query": {"range": {"until": {"lte": shelf.published}}}}
            )

    def _refresh(self, shelf: StoredGeneration) -> None:
        complete(self._client.call("POST", f"/{shelf.index}/_refresh", params=self._patient))

    def _by_query(
        self,
        shelf: StoredGeneration,
        verb: str,
        body: rows.Json,
    ) -> None:
        """Change all rows that a query finds, so many at a time. Raises ServiceUnreachable where some can't be changed."""
        # Refreshed, so that neither the next round nor a second attempt, after an answer that was lost, finds what is done already.
        how = {
            "conflicts": "proceed",
            "refresh": "true",
            "max_docs": _BY_QUERY,
            "scroll_size": _BATCH,
            **self._patient,
        }
        found = _BY_QUERY
        while found >= _BY_QUERY:
            answer = self._client.call(
                "POST",
                f"/{shelf.index}/{verb}",
                body,
                how,
            )
            found = answer["total"]
            if answer["failures"] or answer["version_conflicts"] == found > 0:
                why = (answer["failures"] or ["somebody else changes them"])[0]
                raise ServiceUnreachable(
                    f"OpenSearch could not change old rows: {why}",
                    remedy="see to the server, run again",
                )

    def _reader(self, shelf: StoredGeneration) -> OpenSearchReader | None:
        """A reader of what is searchable now; None where the generation was dropped meanwhile."""
        path = f"/{shelf.index}/_search/point_in_time"
        answer = self._client.call(
            "POST",
            path,
            params={"keep_alive": KEEP_ALIVE, "allow_partial_pit_creation": "false"},
            missing=None,
        )
        if answer is None:
            return None
        self._views.add(answer["pit_id"])
        return OpenSearchReader(
            shelf.generation,
            self._client,
            answer["pit_id"],
            shelf.pipeline or "_none",
            self._release,
        )

    def _release(self, view: str) -> None:
        """End a point in time, once; one that ended by itself is no matter."""
        if view in self._views:
            self._views.discard(view)
            self._client.call(
                "DELETE",
                "/_search/point_in_time",
                {"pit_id": [view]},
                missing=None,
            )

    def _point_to(self, shelf: StoredGeneration, holders: Iterable[str]) -> None:
        """Let the alias show a publication of a generation, and no more what it is on now, in one step: this publishes."""
        away = [
            {"remove": {"index": index, "alias": self._alias}}
            for index in holders
            if index != shelf.index
        ]
        show = {"index": shelf.index, "alias": self._alias, "filter": rows.visible(shelf.published)}
        self._order("POST", "/_aliases", {"actions": [*away, {"add": show}]})

    def _note(self, shelf: StoredGeneration) -> None:
        """Say in the index's `_meta` what the alias shows."""
        noted = replace(shelf, noted=shelf.published, digest=self._digest(shelf))
        self._order("PUT", f"/{shelf.index}/_mapping", {"_meta": noted.as_meta()})

    def _note_if_there(self, one: StoredGeneration, coming: StoredGeneration) -> None:
        """A generation that lost its shards keeps no other from being shown: without its number it is no way back, and it is none."""
        try:
            self._note(one)
        except ServiceUnreachable:
            if one.index == coming.index:
                raise

    def _digest(self, shelf: StoredGeneration) -> str:
        """The digest of a publication, from the one that is noted and the rows that came and went since; those are what it costs."""
        since, until = (self._pairs(shelf, field) for field in ("since", "until"))
        return rows.digest(shelf.digest, came=since, went=until)

    def _pairs(self, shelf: StoredGeneration, field: str) -> Iterator[tuple[str, str]]:
        """(id, row_hash) of the rows for which `field` is a publication that is not noted yet."""
        fresh = {"range": {field: {"gt": shelf.noted, "lte": shelf.published}}}
        known = {"exists": {"field": "row_hash"}}  # what a hand put there may have none
        asked: rows.Json = {
            "size": _PAIRS,
            "stored_fields": "_none_",  # they lie in one block with the vectors, and to read an `_id` unpacks it
            "docvalue_fields": ["id", "row_hash"],
            "query": {"bool": {"filter": [fresh, known]}},
        }
        asked["sort"] = [{"id": "asc"}, {"since": "asc"}]
        while True:
            hits = self._hits(shelf, asked)
            yield from ((hit["fields"]["id"][0], hit["fields"]["row_hash"][0]) for hit in hits)
            if len(hits) < _PAIRS:
                return
            asked["search_after"] = hits[-1]["sort"]

    def _remove_pipelines(self) -> None:
        """Remove the search pipelines of ours that no generation uses any more."""
        used = {one.pipeline for one in self._shelves()}
        known = self._client.call("GET", f"/_search/pipeline/{self._alias}-hybrid-*", missing={})
        for name in known:
            if rows.is_pipeline(self._alias, name) and name not in used:
                self._client.call("DELETE", f"/_search/pipeline/{name}", missing=None)

    def _live(self) -> StoredGeneration | None:
        """The generation that readers get. Raises Refused where they would get what nobody published, HomeError as `live` does."""
        found = self._known()
        if found.astray:
            raise Refused(
                f"{found.astray} at {self._client.url}",
                remedy="`lexops run` sets it right, or says what has to be done first",
            )
        return found.live

    def _known(self) -> Look:
        """What there is, if all of it is known here: whoever begins to write or to read asks this first."""
        found = self._look()
        refuse_newer(
            (one.meta.schema_version for one in found.shelves),
            f"an index {self._alias}-* at {self._client.url}",
        )
        return found

    def _look(self) -> Look:
        """What there is, in one state of the cluster. Who may not see it is told all that he may not, and not the first of it."""
        try:
            return look(
                self._client.call("GET", f"/{self._alias},{self._alias}-*", params=READ),
                self._alias,
            )
        except ServiceUnfit as error:
            if error.rights:
                self._check_server()
            raise

    def _shelves(self) -> list[StoredGeneration]:
        """All generations, by name."""
        return self._look().shelves

    def _shelf(self, name: str) -> StoredGeneration:
        return _named(self._shelves(), name)

    def _own(self, name: str, known: Iterable[StoredGeneration] | None = None) -> StoredGeneration:
        """The generation, for who writes, if it is still the one that this store saw first: two homes may build one of the same name."""
        found = _named(self._shelves() if known is None else known, name)
        if self._seen.setdefault(name, found.uuid) != found.uuid:
            message = (
                f"{found.index} was deleted and made anew by somebody else, while we worked on it"
            )
            raise ServiceUnreachable(
                message, remedy="give each home an index.prefix of its own, then run again"
            )
        return found

    def _order(
        self,
        method: str,
        path: str,
        body: rows.Json,
    ) -> None:
        """A change of the cluster's state, which every node is to know before we go on."""
        if not self._client.call(method, path, body)["acknowledged"]:
            raise ServiceUnreachable(
                f"not all nodes of OpenSearch at {self._client.url} took a change in time",
                remedy="run again",
            )

    def _check_server(self) -> preflight.Server:
        """The server, if all is there that publishing needs. Raises ServiceUnfit, with all that is not.

        Rights are asked for where somebody asks by name: 28 calls that do nothing.
        """
        there = self._client.call("GET", f"/{self._alias}-*", params={**READ, "ignore": 403})
        if denied(there):
            present = None
        else:
            present = next((one.index for one in look(there, self._alias).shelves), None)
        found = preflight.check(
            self._client,
            self._alias,
            present,
            rights=self._client.user is not None,
        )
        self._checked = True
        return found

    def _check_rights(self) -> None:
        """Before the first change that this store makes, so that none is begun that can't be ended."""
        if not self._checked and self._client.user is not None:
            self._check_server()


def _named(known: Iterable[StoredGeneration], name: str) -> StoredGeneration:
    found = {one.name: one for one in known}
    if name not in found:
        raise UnknownValue("generation", name, found)
    return found[name]
