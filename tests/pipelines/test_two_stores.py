"""One archive in both stores: the same questions find the same."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from configs.settings import Index, Settings
from corpus.errors import ServiceUnreachable
from corpus.search import SearchRequest
from indexing.embedders import open_embedder
from indexing.store import CandidateQuery, Filter, IndexReader
from indexing.stores import open_store
from pipelines.report import RunReport
from retrieval.search import Searcher
from storage.home import Home
from tests.opensearch import free_port

SAMPLES = Path(__file__).parents[2] / "samples"

SAME_TEN = 0.98
"""Share of the first ten hits that both stores give.

Lucene keeps a text's length in one byte, LanceDB in four; so the keyword scores of two nearly equal
texts may change places, and with them who is tenth. Of two shards each weighs words by what it
holds itself: on so few texts .956.
"""

SAME_FIRST = 0.98
"""Share of questions with the same first hit: one of fifty may be a tie."""


SAME_CANDIDATES = 0.98
"""Share of the candidates that both stores give of a question, on average over a hundred questions
and both retrieval methods. Vector search in both is exact."""

DEPTH = 50
"""Candidates of each retrieval method that are compared."""


def questions(reader: IndexReader, count: int = 50) -> list[str]:
    """Those of the samples, then beginnings of passages."""
    asked = [
        json.loads(line)["query"]
        for line in (SAMPLES / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    texts = [row["text"].replace("\n", "") for row in reader.find(Filter(), 1_000)]
    return [*asked, *(text[4:34] for text in texts[:: len(texts) // count])][:count]


def test_both_stores_give_the_same_hits(
    run: Callable[..., RunReport],
    home: Home,
    settings: Settings,
    server: Index,
) -> None:
    """An archive that changes its store is parsed and embedded no second time, and fifty questions find the same."""
    sources = sorted((SAMPLES / "archive").iterdir())
    first = run(*sources)
    second = run(*sources, settings=replace(settings, index=replace(server, shards=1)))
    assert (second.parsed, second.embedded, second.index_writes) == (0, 0, first.index_writes)
    assert server.location is not None
    with ExitStack() as stack:
        embedder = stack.enter_context(open_embedder("hashing"))
        stores = (
            open_store("lancedb", str(home.index)),
            open_store(
                "opensearch",
                server.location,
                server,
            ),
        )
        readers = [store.open() for store in stores]
        assert list(readers[0].hashes()) == list(readers[1].hashes())
        asked = questions(readers[0])
        answers = [[_ten(Searcher(reader, embedder), text) for text in asked] for reader in readers]
        for closing in (*readers, *stores):
            closing.close()
    assert len(asked) == 50
    pairs = list(zip(*answers, strict=True))
    assert sum(len(set(one) & set(other)) / len(one) for one, other in pairs) / 50 >= SAME_TEN
    assert sum(one[0] == other[0] for one, other in pairs) / 50 >= SAME_FIRST


FILTERS = (
    Filter(),
    Filter(as_of="2020-01-01"),
    Filter(kinds=("statute",)),
    Filter(sources=("union",)),
    Filter(groups=()),
)


def test_both_stores_give_the_same_candidates_and_the_same_filters(
    run: Callable[..., RunReport],
    home: Home,
    settings: Settings,
    server: Index,
) -> None:
    """A hundred questions with the same vectors. Differences are printed, question by question."""
    sources = sorted((SAMPLES / "archive").iterdir())
    run(*sources)
    run(*sources, settings=replace(settings, index=replace(server, shards=1)))
    assert server.location is not None
    with ExitStack() as stack:
        embedder = stack.enter_context(open_embedder("hashing"))
        readers = []
        for store in (
            open_store("lancedb", str(home.index)),
            open_store(
                "opensearch",
                server.location,
                server,
            ),
        ):
            stack.callback(store.close)
            readers.append(store.open())
            stack.callback(readers[-1].close)
        elsewhere = Filter(not_jurisdictions=("taiwan", "foreign"))
        of_mainland = Filter(jurisdictions=("mainland",))
        for where in (*FILTERS, elsewhere, of_mainland, Filter(regions=("月球",))):
            found = [[row["id"] for row in reader.find(where, 10_000)] for reader in readers]
            assert found[0] == found[1], where
        asked = questions(readers[0], 100)
        assert len(asked) == 100
        differences: list[str] = []
        shares: dict[str, list[float]] = {"keyword": [], "vector": []}
        for number, text in enumerate(asked):
            where = FILTERS[number % 4]
            query = CandidateQuery(
                text,
                embedder.embed_query(text),
                DEPTH,
                where,
            )
            lance, opensearch = (reader.candidates(query) for reader in readers)
            for method, values in shares.items():
                ours = {one.row["id"]: one.score for one in getattr(lance, method)}
                theirs = {one.row["id"]: one.score for one in getattr(opensearch, method)}
                union = ours.keys() | theirs.keys()
                values.append(len(ours.keys() & theirs.keys()) / len(union) if union else 1.0)
                for id_ in sorted(ours.keys() ^ theirs.keys()):
                    scores = (ours.get(id_), theirs.get(id_))
                    differences.append(
                        f"{method}, {text!r}: only one store gives {id_}, scores {scores}"
                    )
    means = {method: sum(values) / len(values) for method, values in shares.items()}
    sys.stdout.write("\n".join([*differences, f"{means}\n"]))
    assert min(means.values()) >= SAME_CANDIDATES


def test_a_run_without_its_server_ends_before_it_reads(
    run: Callable[..., RunReport],
    home: Home,
    settings: Settings,
    laws: Path,
) -> None:
    """Not after an hour of parsing."""
    nowhere = Index(store="opensearch", location=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(ServiceUnreachable, match="lexops opensearch up"):
        run(laws, settings=replace(settings, index=nowhere))
    with home.reading_catalog() as catalog:
        assert catalog.passages.count() == 0


def _ten(searcher: Searcher, text: str) -> list[str]:
    return [str(hit.row["id"]) for hit in searcher.search(SearchRequest(text, as_of="any")).results]
