"""Runs an ONNX text encoder on one text at a time: what the parent and its workers have in common."""

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
"""Tokens that two neighbouring windows share, so that no sentence is seen only in halves."""


class OnnxSession:
    """Weights and tokenizer, loaded. Safe to call from several threads.

    One text a call: int8 weights quantise activations per tensor, so in a batch a text's vector would depend on its neighbours
    (cosine down to 0.993). One thread a session: two processes of one thread embed a third more than one process of two, and a
    vector is the same bits wherever it is computed.
    """

    def __init__(self, folder: Path, *, max_tokens: int) -> None:
        self._session = load_weights(folder / "model.onnx")
        self._tokenizer = load_tokenizer(folder / "tokenizer.json")
        self._max_tokens = max_tokens
        self._cls, self._sep = (self._tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]"))

    def embed(self, text: str, prefix: str = "") -> NDArray[np.float32]:
        """The vector of `text`, of length 1; a text longer than the model's window is read in windows, each behind `prefix`.

        Windows, not truncation: an article of up to 1,000 characters is one passage, and its last paragraph must be found
        too. Their mean, not their maximum or one vector each: a passage is one row in every index.
        """
        head = self.tokens(prefix)
        pieces = windows(self.tokens(text), self._max_tokens - len(head) - 2, OVERLAP)
        if len(pieces) == 1:
            return self._run([*head, *pieces[0]])
        return _unit(np.mean([self._run([*head, *piece]) for piece in pieces], axis=0))

    def tokens(self, text: str) -> list[int]:
        """The whole text as ids, without [CLS] and [SEP]."""
        text = text.encode(
            errors="replace"
        ).decode()  # half a surrogate pair, as from a broken command line, is no text
        return self._tokenizer.encode(text, add_special_tokens=False).ids

    def _run(self, ids: list[int]) -> NDArray[np.float32]:
        tokens = np.array([[self._cls, *ids, self._sep]], np.int64)
        feeds = {
            "input_ids": tokens,
            "attention_mask": np.ones_like(tokens),
            "token_type_ids": np.zeros_like(tokens),
        }
        hidden = self._session.run(["last_hidden_state"], feeds)[0]
        return _unit(np.asarray(hidden)[0, 0])  # the vector of [CLS]


def windows(ids: list[int], size: int, overlap: int) -> list[list[int]]:
    """Cut `ids` into pieces of at most `size` that share `overlap` with their neighbours; an empty list is one empty piece.

    The last piece is as full as the others (it reaches back as far as it has to): a short rest would weigh as much as a full window.

    >>> windows([1, 2, 3, 4, 5, 6], 4, 1)
    [[1, 2, 3, 4], [3, 4, 5, 6]]
    """
    if len(ids) <= size:
        return [ids]
    starts = [*range(0, len(ids) - size, size - overlap), len(ids) - size]
    return [ids[start : start + size] for start in starts]


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def load_weights(path: Path) -> onnxruntime.InferenceSession:
    """A session of one thread."""
    forbid_telemetry()
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors; warnings about the graph are for who converted it
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def load_tokenizer(path: Path) -> tokenizers.Tokenizer:
    """A tokenizer that neither cuts nor pads."""
    import tokenizers

    tokenizer = tokenizers.Tokenizer.from_file(str(path))
    tokenizer.no_truncation()  # `windows` cuts, and must see the whole text
    tokenizer.no_padding()
    return tokenizer
