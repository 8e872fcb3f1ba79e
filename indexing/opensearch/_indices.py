"""The generations of one prefix on one server: their state, and changes of the cluster's state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus.errors import Refused, ServiceUnfit, ServiceUnreachable, UnknownValue
from corpus.schema import refuse_newer
from indexing.opensearch import _preflight as preflight
from indexing.opensearch._client import OpenSearchClient
from indexing.opensearch._errors import denied
from indexing.opensearch._generations import READ, IndexState, StoredGeneration, read_state
from indexing.opensearch._mapping import Json
from indexing.opensearch._reader import UNFUSED, WHOLE, complete
from indexing.opensearch.options import ServerOptions

_LONGER = 10  # times the time-out, for requests that read or write a whole index


class GenerationIndices:
    """All indices PREFIX-GENERATION of a server, and the alias PREFIX."""

    def __init__(
        self,
        client: OpenSearchClient,
        options: ServerOptions,
    ) -> None:
        self.client = client
        self.alias = options.prefix
        self._timeout = options.timeout
        self._first_uuids: dict[str, str] = {}
        self._is_checked = False

    @property
    def patient(self) -> dict[str, Any]:
        """Parameters of a request that reads or writes a whole index."""
        return {"request_timeout": _LONGER * self._timeout}

    def state(self) -> IndexState:
        """Read all that exists, in one state of the cluster.

        A user who may not see it gets an error with all missing rights, not only the first.
        """
        path = f"/{self.alias},{self.alias}-*"
        try:
            answer = self.client.call(
                "GET",
                path,
                params=READ,
            )
        except ServiceUnfit as error:
            if error.rights:
                self.check_server()
            raise
        return read_state(answer, self.alias)

    def readable_state(self) -> IndexState:
        """Read all that exists; raise HomeError where a newer lexops made an index."""
        state = self.state()
        versions = [generation.meta.schema_version for generation in state.stored]
        refuse_newer(versions, f"an index {self.alias}-* at {self.client.url}")
        return state

    def stored(self) -> list[StoredGeneration]:
        """Return all generations, by name."""
        return self.state().stored

    def named(self, name: str) -> StoredGeneration:
        """Return the generation of this name; raise UnknownValue where there is none."""
        return _named(self.stored(), name)

    def own(
        self,
        name: str,
        stored: Iterable[StoredGeneration] | None = None,
    ) -> StoredGeneration:
        """Return the generation for writing, if it is still the one that this store saw first.

        Two homes may build a generation of the same name.
        """
        if stored is None:
            stored = self.stored()
        generation = _named(stored, name)
        first_uuid = self._first_uuids.setdefault(name, generation.uuid)
        if first_uuid != generation.uuid:
            raise ServiceUnreachable(
                f"{generation.index} was deleted and made anew by another program, "
                "while this one worked on it",
                remedy="give each home an index.prefix of its own, then run again",
            )
        return generation

    def delete(self, generation: StoredGeneration) -> None:
        """Delete a generation's index."""
        self.client.call("DELETE", f"/{generation.index}", missing=None)

    def forget(self, name: str) -> None:
        """Expect another index under this name from now on."""
        self._first_uuids.pop(name, None)

    def live(self) -> StoredGeneration | None:
        """Return the generation that readers get.

        Raises:
            Refused: Readers would get what lexops did not publish.
            HomeError: A newer lexops made an index.
        """
        state = self.readable_state()
        if state.problem:
            raise Refused(
                f"{state.problem} at {self.client.url}",
                remedy="`lexops run` repairs it, or says what has to be done first",
            )
        return state.live

    def order(
        self,
        method: str,
        path: str,
        body: Json,
    ) -> None:
        """Change the cluster's state, and wait until every node knows the change."""
        if not self.client.call(
            method,
            path,
            body,
        )["acknowledged"]:
            raise ServiceUnreachable(
                f"not all nodes of OpenSearch at {self.client.url} took a change in time",
                remedy="run again",
            )

    def refresh(self, generation: StoredGeneration) -> None:
        """Make what was written searchable on every shard."""
        path = f"/{generation.index}/_refresh"
        complete(
            self.client.call(
                "POST",
                path,
                params=self.patient,
            )
        )

    def search(
        self,
        generation: StoredGeneration,
        body: Json,
    ) -> list[Any]:
        """Return the results of a search in the generation's index."""
        path = f"/{generation.index}/_search"
        answer = self.client.call(
            "POST",
            path,
            body,
            {**WHOLE, **UNFUSED},
        )
        results: list[Any] = complete(answer)["hits"]["hits"]
        return results

    def check_server(self) -> preflight.Server:
        """Return the server, if it has all that publishing needs; raise ServiceUnfit otherwise.

        Rights are only asked for where a user is configured: 28 calls that change nothing.
        """
        params = {**READ, "ignore": 403}
        answer = self.client.call(
            "GET",
            f"/{self.alias}-*",
            params=params,
        )
        present = None
        if not denied(answer):
            stored = read_state(answer, self.alias).stored
            present = stored[0].index if stored else None
        has_user = self.client.user is not None
        server = preflight.check(
            self.client,
            self.alias,
            present,
            rights=has_user,
        )
        self._is_checked = True
        return server

    def check_rights(self) -> None:
        """Check before the first change of this store, so that none begins that cannot end."""
        if not self._is_checked and self.client.user is not None:
            self.check_server()


def _named(stored: Iterable[StoredGeneration], name: str) -> StoredGeneration:
    by_name = {generation.name: generation for generation in stored}
    if name not in by_name:
        raise UnknownValue(
            "generation",
            name,
            by_name,
        )
    return by_name[name]
