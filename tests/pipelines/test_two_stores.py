"""One archive in both stores: the same questions find the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from configs.settings import Index, Settings
from corpus.errors import ServiceUnreachable
from corpus.search import SearchRequest
from indexing.embedders import open_embedder
from indexing.store import Filter, IndexReader
from indexing.stores import open_store
from pipelines.report import RunReport
from retrieval.search import Searcher
from storage.home import Home
from tests.opensearch import free_port

SAMPLES = Path(__file__).parents[2] / "samples"

SAME_TEN = 0.98
"""Share of the first ten hits that both stores give. Lucene keeps a text's length in one byte, LanceDB in four; so the keyword
scores of two nearly equal texts may change places, and with them who is tenth. Of two shards each weighs words by what it holds itself: on so few texts .956."""

SAME_FIRST = 0.98
"""Share of questions with the same first hit: one of fifty may be a tie."""


def questions(reader: IndexReader) -> list[str]:
    """Fifty: those of the samples, then beginnings of passages."""
    asked = [
        json.loads(line)["query"]
        for line in (SAMPLES / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    texts = [row["text"].replace("\n", "") for row in reader.find(Filter(), 1_000)]
    return [*asked, *(text[4:34] for text in texts[:: len(texts) // 50])][:50]


def test_both_stores_give_the_same_hits(
    run: Callable[..., RunReport], home: Home, settings: Settings, server: Index
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
            open_store("opensearch", server.location, server),
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


def test_a_run_without_its_server_ends_before_it_reads(
    run: Callable[..., RunReport], home: Home, settings: Settings, laws: Path
) -> None:
    """Not after an hour of parsing."""
    nowhere = Index(store="opensearch", location=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(ServiceUnreachable, match="lexops opensearch up"):
        run(laws, settings=replace(settings, index=nowhere))
    with home.reading_catalog() as catalog:
        assert catalog.passages.count() == 0


def _ten(searcher: Searcher, text: str) -> list[str]:
    return [str(hit.row["id"]) for hit in searcher.search(SearchRequest(text, as_of="any")).results]
