"""Runs an ONNX text encoder on one text at a time, in the parent and in its workers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.telemetry import forbid_telemetry

if TYPE_CHECKING:
    import onnxruntime
    import tokenizers

OVERLAP = 64
"""Tokens that two neighbouring windows share, so that no sentence is only read in halves."""


class OnnxSession:
    """Weights and tokenizer, loaded. Safe to call from several threads.

    One text a call: int8 weights quantise activations per tensor, so in a batch a text's vector
    would depend on its neighbours (cosine down to 0.993). One thread a session: two processes of
    one thread embed a third more than one process of two, and a vector has the same bits wherever
    it is computed.
    """

    def __init__(
        self,
        folder: Path,
        *,
        max_tokens: int,
    ) -> None:
        self._session = load_weights(folder / "model.onnx")
        self._tokenizer = load_tokenizer(folder / "tokenizer.json")
        self._max_tokens = max_tokens
        self._cls = self._tokenizer.token_to_id("[CLS]")
        self._sep = self._tokenizer.token_to_id("[SEP]")

    def embed(
        self,
        text: str,
        prefix: str = "",
    ) -> NDArray[np.float32]:
        """Return the vector of `text`, of length 1.

        A text longer than the model's window is read in windows, each after `prefix`. Truncation
        was set aside: an article of up to 1,000 characters is one passage, and search must find
        its last paragraph too. The vector is the windows' mean, not their maximum or one vector
        each, because a passage is one row in every index.
        """
        head = self.tokens(prefix)
        size = self._max_tokens - len(head) - 2
        pieces = windows(
            self.tokens(text),
            size,
            OVERLAP,
        )
        vectors = [self._run(head + piece) for piece in pieces]
        if len(vectors) == 1:
            return vectors[0]
        return _unit(np.mean(vectors, axis=0))

    def tokens(self, text: str) -> list[int]:
        """Return the ids of the whole text, without [CLS] and [SEP]."""
        # Half a surrogate pair, as from a broken command line, is not valid text.
        valid = text.encode(errors="replace").decode()
        return self._tokenizer.encode(valid, add_special_tokens=False).ids

    def _run(self, ids: list[int]) -> NDArray[np.float32]:
        tokens = np.array(
            [
                [
                    self._cls,
                    *ids,
                    self._sep,
                ]
            ],
            np.int64,
        )
        feeds = {
            "input_ids": tokens,
            "attention_mask": np.ones_like(tokens),
            "token_type_ids": np.zeros_like(tokens),
        }
        hidden = self._session.run(["last_hidden_state"], feeds)[0]
        first_token = np.asarray(hidden)[0, 0]  # [CLS]
        return _unit(first_token)


def windows(
    ids: list[int],
    size: int,
    overlap: int,
) -> list[list[int]]:
    """Cut `ids` into pieces of at most `size` that share `overlap` ids with their neighbours.

    An empty list gives one empty piece. The last piece is as full as the others, so it may overlap
    more: a short one would weigh as much as a full window.

    >>> windows([1, 2, 3, 4, 5, 6], 4, 1)
    [[1, 2, 3, 4], [3, 4, 5, 6]]
    """
    if len(ids) <= size:
        return [ids]
    last = len(ids) - size
    starts = [
        *range(
            0,
            last,
            size - overlap,
        ),
        last,
    ]
    return [ids[start : start + size] for start in starts]


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def load_weights(path: Path) -> onnxruntime.InferenceSession:
    """Load the weights into a session of one thread."""
    forbid_telemetry()
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only: warnings about the graph are for its author
    return onnxruntime.InferenceSession(
        path,
        options,
        providers=["CPUExecutionProvider"],
    )


def load_tokenizer(path: Path) -> tokenizers.Tokenizer:
    """Load a tokenizer that neither cuts nor pads."""
    import tokenizers

    tokenizer = tokenizers.Tokenizer.from_file(str(path))
    tokenizer.no_truncation()  # `windows` cuts, and must see the whole text
    tokenizer.no_padding()
    return tokenizer
