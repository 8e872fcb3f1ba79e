"""The interface of embedders: a Protocol with several implementations.

It is a Protocol and not a base class, so that an embedder may live in another project.
`indexing.testing.embedder_battery.EmbedderBattery` tests what types cannot express.
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
        """The model's usual name, such as `bge-small-zh-v1.5-int8`."""

    @property
    def fingerprint(self) -> str:
        """Equal fingerprints mean equal vectors.

        It has the name and a hash of weights, tokenizer, pooling, prefix and window. Vectors of two
        fingerprints are never compared, so anything that changes a vector must change it.
        """

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""

    @property
    def instruction(self) -> str:
        """Text that `embed_query` puts before a question; empty for most models.

        An index stores it for clients that embed questions themselves.
        """

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return vectors of passages. A text's vector does not depend on the texts beside it.

        Args:
            texts: The passages.

        Returns:
            `len(texts)` × `dimension`, each vector of length 1, in the order of `texts`.
        """

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question. Some models read a question with a prefix.

        Args:
            text: The question.

        Returns:
            `dimension` numbers, a vector of length 1.
        """

    def close(self) -> None:
        """Free processes and memory; it may be called twice."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...
