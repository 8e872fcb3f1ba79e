"""The client for services that search an index in OpenSearch.

    with connect("https://search.example:9200", ServerOptions(user="reader", ca="ca.pem")) as index:
        for result in index.search("老板两个月没发工资怎么办", groups=["public"]):
            print(result.row["id"], result.row["text"])

It ranks with the code of `lexops search` (`retrieval.search.Searcher`) and takes the same
parameters. It reads from the index which model and schema it was made with, refuses those that it
does not know, and notices when something else was published. A reader's rights are enough.
The stored search template is for services in other languages; docs/consuming.md lists what the
template can't do.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection
from functools import partial
from threading import Lock
from types import TracebackType
from typing import Any, Self

from corpus.calendar import DEFAULT_TIMEZONE, today
from corpus.errors import ModelMismatch, ModelUnavailable, Refused
from corpus.search import ANY_DATE, SearchRequest, SearchResult, SearchResults
from indexing.embedder import Embedder
from indexing.embedders import EMBEDDERS, open_embedder
from indexing.opensearch.options import ServerOptions
from indexing.opensearch.published import PublishedIndex
from indexing.store import Generation, IndexReader
from retrieval.search import KnownValues, Searcher, SearchOptions

_ATTEMPTS = 3  # views that are opened for one request, when each is dropped meanwhile
_CHECKED_FILTERS = ("sources", "regions", "categories", "tags")


class IndexClient:
    """Searches the live generation under an alias. Threads may share it. `connect` makes one."""

    def __init__(
        self,
        index: PublishedIndex,
        embedder: Embedder | None = None,
        options: SearchOptions | None = None,
        timezone: str = DEFAULT_TIMEZONE,
    ) -> None:
        """Open what is live, and check that its model and schema are known here.

        Args:
            index: The index; the client closes it.
            embedder: Embeds questions; the caller closes it. None means the model that the index
                names; the client closes that.
            options: Settings of the search; None means the defaults.
            timezone: The time zone in which "today" is meant, by its IANA name.

        Raises:
            ModelMismatch: If the index was made with another model or schema.
            ModelUnavailable: If the model of the index is not known or not installed.
        """
        self._index = index
        self._options = options or SearchOptions()
        self._today = partial(today, timezone)
        self._lock = Lock()
        self._reader: IndexReader = index.open()
        self._owns_embedder = embedder is None
        try:
            self._embedder = embedder or _open_model(self._reader.generation)
            self._searcher(self._reader, ())
        except BaseException:
            self._reader.close()
            raise

    @property
    def generation(self) -> Generation:
        """The generation that the last search used: its name, publication, model and schema."""
        return self._reader.generation

    def search(
        self,
        text: str,
        *,
        any_day: bool = False,
        **parameters: Any,
    ) -> SearchResults:
        """Search what is live now.

        Args:
            text: The question, or a citation.
            any_day: Deprecated: use `as_of="any"`.
            parameters: All others of `corpus.search.SearchRequest`, by name: `k`, `mode`, `as_of`,
                `groups`, and the filters.

        Returns:
            The results, best first; iterating over them gives each `SearchResult`.

        Raises:
            UnknownValue: If a parameter or the value of a filter is unknown; it lists the allowed
                ones.
            UsageError: If a value has a wrong type or lies outside its range.
            ModelMismatch: If a generation was published that this client does not know.
            ServiceUnreachable: If the server does not answer.
        """
        if any_day:
            warnings.warn('use as_of="any" instead of any_day', DeprecationWarning, stacklevel=2)
            parameters["as_of"] = ANY_DATE
        request = SearchRequest.from_parameters({"text": text, **parameters})
        for _ in range(_ATTEMPTS - 1):
            reader = self._current_reader()
            try:
                return self._searcher(reader, request.groups).search(request)
            except ModelMismatch:
                raise
            except Refused:
                # The view ended: its generation was dropped, or it was not used for a long time.
                self._replace(reader)
        return self._searcher(self._current_reader(), request.groups).search(request)

    def close(self) -> None:
        """End the view and the connections; and the model, if it was opened here."""
        self._reader.close()
        self._index.close()
        if self._owns_embedder:
            self._embedder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _current_reader(self) -> IndexReader:
        """A view of what is live now: a search sees every publication before it began."""
        live = self._index.generation()
        reader = self._reader
        seen = (reader.generation.name, reader.generation.version)
        if (live.name, live.version) == seen:
            return reader
        return self._replace(reader)

    def _replace(self, old: IndexReader) -> IndexReader:
        """Open a new view in place of an old one, once for all threads that ask for it."""
        with self._lock:
            if self._reader is old:
                self._reader = self._index.open()
                old.close()
            return self._reader

    def _searcher(
        self,
        reader: IndexReader,
        groups: tuple[str, ...],
    ) -> Searcher:
        """What answers a request of these groups.

        Generations may differ in model: each is checked.
        """
        return Searcher(
            reader,
            self._embedder,
            self._options,
            known_values=self._known_values(groups),
            today=self._today,
        )

    def _known_values(self, groups: tuple[str, ...]) -> KnownValues:
        known: dict[str, Callable[[], Collection[str]]] = {}
        for name in _CHECKED_FILTERS:
            known[name] = partial(self._index.values, name, groups)
        return known


def connect(
    url: str,
    options: ServerOptions | None = None,
    embedder: Embedder | None = None,
    *,
    search: SearchOptions | None = None,
    timezone: str = DEFAULT_TIMEZONE,
) -> IndexClient:
    """Connect to an index; the caller closes the client.

    Args:
        url: The URL of the server.
        options: The alias (`prefix`), the user, and the certificate's authority; None means the
            defaults.
        embedder: Embeds questions; None means the model that the index names.
        search: Settings of the search; None means the defaults.
        timezone: The time zone in which "today" is meant, by its IANA name.

    Returns:
        The client.

    Raises:
        ServiceUnreachable: If the server does not answer.
        UsageError: If nothing is published under the alias.
        Refused: If the alias is not as lexops sets it.
        ModelMismatch: If the model or schema of the index is not known here.
        ModelUnavailable: If the model is not known or not installed.
    """
    index = PublishedIndex(url, options or ServerOptions())
    try:
        return IndexClient(
            index,
            embedder,
            search,
            timezone,
        )
    except BaseException:
        index.close()
        raise


def _open_model(generation: Generation) -> Embedder:
    """The model that an index names, embedding in this process."""
    model = generation.meta.model
    if model is None or model not in EMBEDDERS:
        raise ModelUnavailable(
            f"generation {generation.name} was made with "
            f"{model or generation.meta.fingerprint}, which is not known here",
            remedy="give `connect` the embedder",
        )
    return open_embedder(model, processes=1)


__all__ = ["IndexClient", "SearchResult", "SearchResults", "connect"]
