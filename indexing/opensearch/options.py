"""How lexops talks to an index store that is a server, and how that server keeps an index."""

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
"""Which engines of a server can search vectors of a form."""

_PREFIX = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """Connection to a store that is a server, and the form of its indices.

    An embedded store reads none of these options.

    Attributes:
        user: Name of the user, if the server has users.
        password: Password of that user.
        ca: File of the certificate authority that signed the server's certificate. By default the
            authorities that Python trusts.
        prefix: Name of the alias that readers query; the index of a generation is named
            PREFIX-GENERATION.
        engine: Library for vector search, `lucene` or `faiss`. Every distribution has `lucene`; the
            official ones also have `faiss`.
        vectors: Form of the vectors for the search: `float32` with both engines, `fp16` and
            `on_disk` with faiss, `byte` with lucene. The server converts vectors itself and keeps
            the original vectors on disk, so clients always send float32.
        shards: Number of primary shards. The default is two, also on one node. With a single shard,
            OpenSearch reads all results of the parts of a hybrid query. With several shards, it
            reads only the results that it returns (benchmarks/README.md#opensearch).
        replicas: Number of replicas of each shard.
        dense_weight: Weight of vector search in the index's own search pipeline, from 0 to 1;
            keyword search has the rest. Clients that let OpenSearch fuse the results use that
            pipeline.
        timeout: Longest time for an answer, in seconds. Requests that read or write a whole index
            may take ten times as long.
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
        """Check every option.

        Raises:
            UnknownValue: The engine or the form of vectors does not exist.
            UsageError: A value is out of its range, or the engine cannot search that form.
        """
        self._check_vectors()
        if not _PREFIX.fullmatch(self.prefix):
            raise UsageError(
                f"index.prefix can't be {self.prefix!r}",
                remedy="use small letters, digits, - and _",
            )
        # OpenSearch makes no index of more than 1,024 shards.
        check_range(
            "index.shards",
            self.shards,
            at_least=1,
            at_most=1024,
        )
        check_range("index.replicas", self.replicas, at_least=0)
        check_range(
            "index.dense_weight",
            self.dense_weight,
            at_least=0,
            at_most=1,
        )
        check_range("index.timeout", self.timeout, above=0)

    def _check_vectors(self) -> None:
        if self.engine not in get_args(VectorEngine):
            raise UnknownValue(
                "index.engine",
                self.engine,
                get_args(VectorEngine),
            )
        if self.vectors not in _ENGINES:
            raise UnknownValue(
                "index.vectors",
                self.vectors,
                _ENGINES,
            )
        engines = _ENGINES[self.vectors]
        if self.engine not in engines:
            allowed = " or ".join(engines)
            raise UsageError(f"index.vectors {self.vectors!r} needs index.engine {allowed!r}")
