"""Passages and a store of them, for tests of this package: our own sentences, the shipped store in memory and the hashing embedder."""

from collections.abc import Iterable
from dataclasses import replace

from corpus.hashing import text_hash
from corpus.records import DocumentKind, Passage, SourceRef
from corpus.schema import derived, to_row
from indexing.hashing_embedder import HashingEmbedder
from indexing.store import IndexMeta, IndexReader, IndexRow
from indexing.testing.memory_store import MemoryStore

EMBEDDER = HashingEmbedder()


def passage(identity: str, text: str, **fields) -> Passage:
    """A passage of this id (WORK/PATH[#n]@DATE); what the id says is taken from it."""
    place, _, date = identity.rpartition("@")
    work, _, path = place.partition("/")
    unit = path.split("#")[0].split("/")[-1]
    start = fields.pop("start", 0)
    path_in_source = fields.pop("path", f"{work}({date}).md")
    made = Passage(
        id=identity,
        title=work,
        work=work,
        article=unit if unit.startswith("第") else None,
        kind=DocumentKind.STATUTE,
        context=work,
        text=text,
        source=SourceRef(
            "laws",
            f"/archive/{path_in_source}",
            path_in_source,
            start,
            start + len(text),
        ),
        text_hash=text_hash(text),
        promulgated=None if date.startswith("undated") else date,
    )
    return replace(made, **fields)


def row(identity: str, text: str = "工会有权参加调解。", **fields) -> dict:
    """The index row of such a passage."""
    made = passage(
        identity,
        text,
        **fields,
    )
    return indexed(made)


def indexed(made: Passage) -> dict:
    """A passage's row as an index has it."""
    found = to_row(made)
    return {**found, **derived(found)}


def reader_of(passages: Iterable[Passage], embedder: HashingEmbedder = EMBEDDER) -> IndexReader:
    """A published view of a store in memory that holds these passages."""
    passages = list(passages)
    vectors = embedder.embed_passages([one.embedded_text for one in passages])
    store = MemoryStore()
    store.create("g1", IndexMeta(embedder.fingerprint, embedder.dimension))
    store.write(
        "g1",
        [
            IndexRow(indexed(one), vector)
            for one, vector in zip(
                passages,
                vectors,
                strict=True,
            )
        ],
    )
    store.publish("g1")
    return store.open()
