"""What is live under an alias, as a reader with the least rights sees it.

`OpenSearchStore` looks at all indices of a prefix and sends several searches in one request. The
role of a reader (`lexops opensearch roles`) allows neither. This module needs the alias alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.errors import Refused, UsageError
from indexing.opensearch._client import Answer, OpenSearchClient
from indexing.opensearch._generations import READ, StoredGeneration, stored_generations
from indexing.opensearch._queries import FILTERS, MOST_VALUES, TAG_FIELD
from indexing.opensearch._reader import KEEP_ALIVE, UNFUSED, WHOLE, OpenSearchReader, complete
from indexing.opensearch.options import ServerOptions
from indexing.store import Generation

_FIELDS = {**FILTERS, "tags": TAG_FIELD}
_GONE = {"status": 404}


class PublishedIndex:
    """Opens views of the live generation under an alias. Threads may share it."""

    def __init__(
        self,
        url: str,
        options: ServerOptions,
    ) -> None:
        """Prepare the connection; nothing is asked yet.

        Args:
            url: The URL of the server.
            options: The user, the certificate's authority, the alias and the time-out.
        """
        self._client = _SingleSearchClient(
            url,
            options,
            patient=False,
        )
        self._alias = options.prefix

    def generation(self) -> Generation:
        """Ask which generation is live.

        Returns:
            Its name, publication, model and schema.

        Raises:
            UsageError: If nothing is published under the alias.
            Refused: If the alias is not as lexops sets it.
            ServiceUnreachable: If the server does not answer.
        """
        return self._look().generation

    def open(self) -> OpenSearchReader:
        """Open a view of the live generation's last publication; the caller closes it.

        Returns:
            The view. It stays as it is whatever is published later.

        Raises:
            UsageError: If nothing is published under the alias.
            Refused: If the alias is not as lexops sets it.
            ServiceUnreachable: If the server does not answer.
        """
        while True:
            stored = self._look()
            answer = self._client.call(
                "POST",
                f"/{self._alias}/_search/point_in_time",
                params={"keep_alive": KEEP_ALIVE, "allow_partial_pit_creation": "false"},
                missing=None,
            )
            if answer is None:
                continue  # the index was dropped meanwhile; the next look says what is live now
            view = answer["pit_id"]
            now = self._look()
            if (now.index, now.published) == (stored.index, stored.published):
                pipeline = stored.pipeline or "_none"
                generation = stored.generation
                return OpenSearchReader(
                    generation,
                    self._client,
                    view,
                    pipeline,
                    self._release,
                )
            self._release(view)

    def values(
        self,
        name: str,
        groups: Sequence[str],
    ) -> list[str]:
        """List the values that a filter may have, as far as a reader may know them.

        Args:
            name: The filter, as `indexing.store.Filter` names it: `regions`.
            groups: The groups of the reader: values of passages of other groups are left out.

        Returns:
            The values, sorted.
        """
        field = {"field": _FIELDS[name], "size": MOST_VALUES, "order": {"_key": "asc"}}
        body = {
            "size": 0,
            "query": {"bool": {"filter": [{"terms": {"groups": list(groups)}}]}},
            "aggs": {"values": {"terms": field}},
            **UNFUSED,
        }
        answer = self._client.call(
            "POST",
            f"/{self._alias}/_search",
            body,
            WHOLE,
        )
        buckets = complete(answer)["aggregations"]["values"]["buckets"]
        return [bucket["key"] for bucket in buckets]

    def close(self) -> None:
        """End the connections."""
        self._client.close()

    def _release(self, view: str) -> None:
        """End a point in time; one that ended by itself needs nothing."""
        self._client.call(
            "DELETE",
            "/_search/point_in_time",
            {"pit_id": [view]},
            missing=None,
        )

    def _look(self) -> StoredGeneration:
        """The live generation, as the alias and the index's `_meta` say."""
        alias = self._alias
        url = self._client.url
        answer = self._client.call(
            "GET",
            f"/{alias}",
            params=READ,
            missing={},
        )
        behind_alias = [stored for stored in stored_generations(answer, alias) if stored.aliased]
        is_unpublished = bool(behind_alias) and not behind_alias[0].published
        if not answer or is_unpublished:
            raise UsageError(
                f"nothing is published under {alias!r} at {url}",
                remedy="see index.prefix of the publisher",
            )
        if len(answer) != 1 or not behind_alias or not behind_alias[0].filtered:
            raise Refused(
                f"the alias {alias!r} at {url} is not as lexops sets it",
                remedy="`lexops run` of this version sets it anew",
            )
        return behind_alias[0]


class _SingleSearchClient(OpenSearchClient):
    """Sends each search in a request of its own: a reader lacks the right to `_msearch`."""

    def searches(
        self,
        bodies: Sequence[Mapping[str, Any]],
        how: Mapping[str, Any],
    ) -> list[Answer]:
        """One answer for each search."""
        return [
            self.call(
                "POST",
                "/_search",
                body,
                how,
                missing=_GONE,
            )
            for body in bodies
        ]
