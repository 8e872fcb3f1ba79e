"""The port through which lexops gets vectors: one Protocol, several ways to fulfil it.

A Protocol and not a base class: an embedder owes nothing to this room but the shape of its methods, so that one may live
in another project. `indexing.testing.EmbedderBattery` holds what types can't say.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, runtime_checkable

if TYPE_CHECKING:  # numpy takes 0.1 s to import, which `lexops --help` need not pay
    import numpy as np
    from numpy.typing import NDArray


@runtime_checkable
class Embedder(Protocol):
    """Turns texts into vectors whose inner product is their similarity."""

    @property
    def name(self) -> str:
        """What people call the model: `bge-small-zh-v1.5-int8`."""

    @property
    def fingerprint(self) -> str:
        """Equal fingerprints, equal vectors: the name and a hash of weights, tokenizer, pooling, prefix and window.

        Vectors of two fingerprints are never compared, so anything that changes a vector must change it.
        """

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def instruction(self) -> str:
        """What `embed_query` puts before a question; nothing for most models. An index says it to those who embed elsewhere."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of texts that are searched for: `len(texts)` × `dimension`, each of length 1, in the order of `texts`.

        A text's vector does not depend on the texts beside it.
        """

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Vector of a question, of length 1: `dimension` numbers. Some models read a question with a prefix."""

    def close(self) -> None:
        """Give back processes and memory; may be called twice."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...
