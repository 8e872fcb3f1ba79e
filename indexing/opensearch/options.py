"""How lexops talks to a store that is a server, and how the server keeps an index."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, get_args

from corpus.errors import UnknownValue, UsageError
from corpus.options import check_range

VectorEngine = Literal["lucene", "faiss"]
VectorForm = Literal["float32", "fp16", "byte", "on_disk"]

_ENGINES: dict[VectorForm, tuple[VectorEngine, ...]] = {
    "float32": ("lucene", "faiss"),
    "fp16": ("faiss",),
    "byte": ("lucene",),
    "on_disk": ("faiss",),
}
"""Which engine of a server can search vectors of a form."""

_PREFIX = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """How a store that is a server is talked to, and how it keeps an index; an embedded store reads none of it.

    `user`, `password`, `ca`: for a server with TLS and users; `ca` is the file of the authority that signed its certificate
    (default: those that Python trusts). `prefix`: generations are indices PREFIX-GENERATION, the alias PREFIX is the live one.
    `shards`: two on one node, too: of a single shard OpenSearch reads all that a hybrid query's legs found, of several only the hits that it
    gives (benchmarks/README.md#opensearch).
    `engine`: the library that searches vectors; `lucene` is in every distribution, `faiss` in the official ones. `vectors`: what it
    searches in, `fp16` and `on_disk` of faiss, `byte` of lucene; the server makes it of what it is given, so that those who write
    and ask know nothing of it, and keeps the whole vectors on disk. `dense_weight`: the vector leg's share in the index's own search
    pipeline, for clients that let OpenSearch fuse. `timeout`: seconds that an answer may take, ten times as many where a whole index
    is read or written. Raises UnknownValue and UsageError for what can't be.
    """

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca: str | None = None
    prefix: str = "lexops"
    engine: VectorEngine = "lucene"
    vectors: VectorForm = "float32"
    shards: int = 2
    replicas: int = 0
    dense_weight: float = 0.6
    timeout: float = 60

    def __post_init__(self) -> None:
        if self.engine not in get_args(VectorEngine):
            raise UnknownValue("index.engine", self.engine, get_args(VectorEngine))
        if self.vectors not in _ENGINES:
            raise UnknownValue("index.vectors", self.vectors, _ENGINES)
        if self.engine not in _ENGINES[self.vectors]:
            raise UsageError(
                f"index.vectors {self.vectors!r} needs index.engine {' or '.join(_ENGINES[self.vectors])!r}"
            )
        if not _PREFIX.fullmatch(self.prefix):
            raise UsageError(
                f"index.prefix can't be {self.prefix!r}",
                remedy="use small letters, digits, - and _",
            )
        # OpenSearch makes no index of more than 1,024 shards.
        check_range("index.shards", self.shards, at_least=1, at_most=1024)
        check_range("index.replicas", self.replicas, at_least=0)
        check_range("index.dense_weight", self.dense_weight, at_least=0, at_most=1)
        check_range("index.timeout", self.timeout, above=0)
