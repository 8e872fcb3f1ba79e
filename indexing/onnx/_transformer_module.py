"""A sentence-transformers input module that runs an ONNX text encoder.

The library's own `backend="onnx"` was set aside: it needs optimum-onnx, which cannot be installed
beside transformers 5.
"""
# mypy: disable-error-code="misc, no-any-unimported, no-untyped-call"
# (torch and sentence-transformers are an extra; where they are absent, their classes are Any)

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule, Normalize
from sentence_transformers.sentence_transformer.modules import Pooling

from indexing.models import InstalledModel, file_sha256
from indexing.onnx._session import load_tokenizer, load_weights

_FILES = ("model.onnx", "tokenizer.json")
_INPUTS = (
    "input_ids",
    "attention_mask",
    "token_type_ids",
)


class OnnxTransformer(InputModule):
    """Turns tokens into token embeddings, truncated to `max_seq_length`.

    It has no torch parameters and cannot be trained.
    """

    config_keys: list[str] = ["max_seq_length"]  # noqa: RUF012  (the library's own declaration)

    def __init__(
        self,
        folder: str,
        max_seq_length: int = 512,
    ) -> None:
        super().__init__()
        self.folder = Path(folder)
        self.max_seq_length = max_seq_length
        self.session = load_weights(self.folder / "model.onnx")
        self.tokenizer = load_tokenizer(self.folder / "tokenizer.json")
        self.tokenizer.enable_padding()

    def preprocess(
        self,
        inputs: Sequence[Any],
        prompt: str | None = None,
        **_: Any,
    ) -> dict[str, torch.Tensor]:
        """Return ids, mask and types of a batch, padded to its longest text."""
        # Set here, because the library lets users change the length later.
        self.tokenizer.enable_truncation(self.max_seq_length)
        texts = [(prompt or "") + text for text in inputs]
        encodings = self.tokenizer.encode_batch(texts)
        ids = [encoding.ids for encoding in encodings]
        masks = [encoding.attention_mask for encoding in encodings]
        types = [encoding.type_ids for encoding in encodings]
        return {
            "input_ids": torch.tensor(ids),
            "attention_mask": torch.tensor(masks),
            "token_type_ids": torch.tensor(types),
        }

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        """Add `token_embeddings`: batch × tokens × dimension."""
        feeds = {name: features[name].cpu().numpy() for name in _INPUTS}
        hidden = self.session.run(["last_hidden_state"], feeds)[0]
        return {**features, "token_embeddings": torch.from_numpy(hidden)}

    def get_config_dict(self) -> dict[str, Any]:
        """Return the configuration with the files' checksums, which identify the weights."""
        checksums = {name: file_sha256(self.folder / name) for name in _FILES}
        return {**super().get_config_dict(), "sha256": checksums}

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Write configuration and both files into a folder that `SentenceTransformer` can load."""
        self.save_config(output_path)
        for name in _FILES:
            shutil.copyfile(self.folder / name, Path(output_path) / name)

    @classmethod
    def load(
        cls,
        model_name_or_path: str,
        subfolder: str = "",
        token: bool | str | None = None,
        cache_folder: str | None = None,
        revision: str | None = None,
        local_files_only: bool = False,
        init_defaults: dict[str, Any] | None = None,  # noqa: ARG003
        **_: Any,
    ) -> Self:
        """Load what `save` wrote, on disk or on the hub."""
        where: dict[str, Any] = {
            "token": token,
            "cache_folder": cache_folder,
            "revision": revision,
            "local_files_only": local_files_only,
        }
        config = cls.load_config(
            model_name_or_path,
            subfolder=subfolder,
            **where,
        )
        folder = cls.load_dir_path(
            model_name_or_path,
            subfolder=subfolder,
            **where,
        )
        assert folder is not None, "its configuration was just read"
        return cls(folder, config["max_seq_length"])


def as_sentence_transformer(model: InstalledModel) -> SentenceTransformer:
    """Return an installed model as a SentenceTransformer, with its prefix as query prompt."""
    spec = model.spec
    modules: list[torch.nn.Module] = [
        OnnxTransformer(str(model.folder), spec.max_tokens),
        Pooling(spec.dimension, spec.pooling),
        Normalize(),
    ]
    return SentenceTransformer(
        modules=modules,
        device="cpu",
        prompts={"query": spec.query_prefix, "document": ""},
    )
