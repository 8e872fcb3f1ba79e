"""A small client for services that ask an index in OpenSearch: it embeds the question and asks the stored template, and ranks nothing.

    with connect("https://search.example:9200", ServerOptions(user="reader", ca="ca.pem")) as index:
        for hit in index.search("老板两个月没发工资怎么办", groups=["public"]):
            print(hit.row["id"], hit.row["text"])

It is what any other client has to do (docs/consuming.md), as code: read from the index which model and schema it was made with,
refuse what is not known, notice when another generation has come. `retrieval.Searcher` does more (it folds copies, joins the
pieces of an article, prefers the higher norm) and asks five times as much of the server. The room is `indexing`, the only one
that may know OpenSearch; HTTP by hand in a room above was set aside, because it would retry and explain errors a second time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from opensearchpy.exceptions import NotFoundError, RequestError

from corpus.errors import ModelMismatch, ModelUnavailable, Refused, UsageError
from corpus.schema import SCHEMA_VERSION, Row
from corpus.schema import as_of as row_as_of
from indexing.embedder import Embedder
from indexing.embedders import EMBEDDERS, open_embedder
from indexing.opensearch import _queries as queries
from indexing.opensearch import _template as template
from indexing.opensearch._client import Answer, OpenSearchClient
from indexing.opensearch._generations import READ, StoredGeneration, stored_generations
from indexing.opensearch._reader import fused
from indexing.opensearch.options import ServerOptions
from indexing.store import Generation

MAX_QUESTION = 1_000
"""Characters of a question that are read, as `retrieval` does."""

CHINA = dt.timezone(dt.timedelta(hours=8))
"""Where `today` is."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage, with all its fields; `status` is that of the day that was asked for. `score` orders the hits of one answer."""

    score: float
    row: Row


class IndexClient:
    """Asks the live generation under an alias. Threads may share it. `connect` makes one."""

    def __init__(self, client: OpenSearchClient, prefix: str, embedder: Embedder | None) -> None:
        self._client, self._prefix = client, prefix
        self._own = embedder is None
        shelf = self._live()
        self._embedder = embedder if embedder is not None else _model_of(shelf)
        self._known = self._checked(shelf)

    @property
    def generation(self) -> Generation:
        """What was live when it was last looked at: its name, publication, model and schema."""
        return self._known.generation

    def search(
        self,
        question: str,
        *,
        groups: Sequence[str],
        k: int = template.HITS,
        as_of: str | None = None,
        any_day: bool = False,
        **where: Sequence[str],
    ) -> list[Hit]:
        """The `k` best passages that the asker's `groups` may see, in force on the day `as_of` (default: today in China), best first.

        `where` are lists of allowed values: kinds, levels, regions, categories, sources, works, articles. Raises UsageError for what
        can't be asked, ModelMismatch when a generation has come that this client does not know, ServiceUnreachable.
        """
        text = question.strip()[:MAX_QUESTION]
        if not any(map(str.isalnum, text)) or not 1 <= k <= template.DEPTH:
            raise UsageError("a question has a word, and `k` is from 1 to 200")
        if wrong := sorted(set(where) - set(queries.FILTERS)):
            raise UsageError(
                f"there is no filter {wrong[0]!r}", remedy=f"choose of {', '.join(queries.FILTERS)}"
            )
        day = _day(as_of)
        filters = {name: list(values) for name, values in where.items()}
        asked = {
            "text": text,
            "groups": list(groups),
            "k": k,
            "as_of": day,
            "any_day": any_day,
            "fields": ["row"],
            **filters,
        }
        return [Hit(one.score, row_as_of(one.row, day)) for one in fused(self._ask(asked, text))]

    def close(self) -> None:
        """End the connections; and the model, where it was opened here."""
        self._client.close()
        if self._own:
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

    def _ask(self, asked: dict[str, Any], text: str) -> Answer:
        """The answer of the generation that the vector was made for: when another has become live meanwhile, it is asked again.

        Generations may differ in model, and vectors of two models of one dimension are compared without a word.
        """
        while True:
            known = self._known
            vector = [float(one) for one in self._embedder.embed_query(text)]
            body = {"id": known.template, "params": {**asked, "vector": vector}}
            try:
                answer = self._client.call(
                    "POST",
                    f"/{self._prefix}/_search/template",
                    body,
                    {"allow_partial_search_results": "false"},
                )
            except (
                RequestError,
                NotFoundError,
            ):  # a vector of another length, a template that is gone; or a wrong question
                if not self._moved():
                    raise
                continue
            answered = {hit["_index"] for hit in answer["hits"]["hits"]}
            if answered == {known.index} or (not self._moved() and not answered):
                return answer

    def _moved(self) -> bool:
        """Whether another generation is live than when it was last looked at; from now on it is the one that is asked."""
        before, self._known = self._known, self._checked(self._live())
        return self._known.index != before.index

    def _live(self) -> StoredGeneration:
        answer = self._client.call("GET", f"/{self._prefix}", params=READ, missing={})
        found = [one for one in stored_generations(answer, self._prefix) if one.aliased]
        if not answer or (found and not found[0].published):
            raise UsageError(
                f"nothing is published under {self._prefix!r} at {self._client.url}",
                remedy="see index.prefix of the publisher",
            )
        if len(answer) != 1 or not found or not found[0].filtered:
            message = f"the alias {self._prefix!r} at {self._client.url} is not as lexops sets it"
            raise Refused(message, remedy="`lexops run` of this version sets it anew")
        return found[0]

    def _checked(self, shelf: StoredGeneration) -> StoredGeneration:
        """The generation, if its schema and model are known here."""
        about, made = f"generation {shelf.name} of {shelf.prefix!r}", shelf.meta
        if made.schema_version != SCHEMA_VERSION or shelf.template != template.name(self._prefix):
            message = f"{about} has schema {made.schema_version} and template {shelf.template}; known here: {SCHEMA_VERSION}, {template.name(self._prefix)}"
            raise ModelMismatch(message, remedy="use the version of lexops that publishes it")
        own = self._embedder.fingerprint, self._embedder.dimension
        if (made.fingerprint, made.dimension) != own:
            message = f"{about} was made with {made.fingerprint} ({made.dimension} dimensions), questions come with {own[0]} ({own[1]})"
            raise ModelMismatch(message, remedy="use the model that made the index")
        return shelf


def connect(
    url: str, options: ServerOptions | None = None, embedder: Embedder | None = None
) -> IndexClient:
    """A client of the index at a URL under the alias `options.prefix`, which embeds with `embedder`, else with the model that the index names.

    Raises ServiceUnreachable; UsageError where nothing is published; Refused for an alias that lexops did not set; ModelMismatch for a
    schema or model that is not known here; ModelUnavailable where the model is not installed.
    """
    options = options or ServerOptions()
    client = OpenSearchClient(url, options, patient=False)
    try:
        return IndexClient(client, options.prefix, embedder)
    except BaseException:
        client.close()
        raise


def _model_of(shelf: StoredGeneration) -> Embedder:
    if shelf.meta.model not in EMBEDDERS:
        message = f"generation {shelf.name} of {shelf.prefix!r} was made with {shelf.meta.model or shelf.meta.fingerprint}"
        raise ModelUnavailable(
            f"{message}, which is not known here", remedy="give `connect` the embedder"
        )
    return open_embedder(shelf.meta.model, processes=1)


def _day(day: str | None) -> str:
    try:
        return (dt.date.fromisoformat(day) if day else dt.datetime.now(CHINA).date()).isoformat()
    except ValueError as error:
        raise UsageError(f"{day!r} is no date", remedy="write it as 2024-07-01") from error
