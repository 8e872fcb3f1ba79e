"""sentence-transformers as an embedder: the battery, and the same weights giving the same vectors
as the default embedder.

Needs the extra `transformers` (torch, 5 GB): `make test-transformers`.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelUnavailable
from indexing.embedder import Embedder
from indexing.models import InstalledModel
from indexing.onnx.embedder import OnnxEmbedder
from indexing.onnx.sentence_transformers_embedder import SentenceTransformerEmbedder
from indexing.testing.embedder_battery import PASSAGES, EmbedderBattery

pytestmark = pytest.mark.transformers


@pytest.fixture(params=["bge-small-zh-v1.5", "bge-small-zh-v1.5-int8"])
def model(
    request: pytest.FixtureRequest, need_model: Callable[[str], InstalledModel]
) -> InstalledModel:
    pytest.importorskip(
        "sentence_transformers",
        reason="the extra `transformers` is not installed: run `make test-transformers`",
    )
    return need_model(request.param)


def open_as_sentence_transformer(model: InstalledModel) -> SentenceTransformerEmbedder:
    from indexing.onnx._transformer_module import as_sentence_transformer

    return SentenceTransformerEmbedder(as_sentence_transformer(model), name=model.spec.name)


class TestSentenceTransformerEmbedder(EmbedderBattery):
    @pytest.fixture
    def open_embedder(self, model: InstalledModel) -> Callable[[], Embedder]:
        return lambda: open_as_sentence_transformer(model)


def test_same_weights_give_the_same_vectors(model: InstalledModel) -> None:
    """Within the model's window; 0.999 would do, one is what it is."""
    texts = [
        *PASSAGES,
        "工" * 510,
        "a b",
        "",
    ]
    with open_as_sentence_transformer(model) as one, OnnxEmbedder(model, processes=1) as other:
        passages = np.sum(one.embed_passages(texts) * other.embed_passages(texts), axis=1)
        questions = [one.embed_query(text) @ other.embed_query(text) for text in PASSAGES]
    assert min(*passages, *questions) >= 0.9999


def test_a_saved_model_is_the_same_model(model: InstalledModel, tmp_path: Path) -> None:
    """A folder that the library wrote gives the same fingerprint and vectors; our module counts
    as foreign code, which one must allow.
    """
    from sentence_transformers import SentenceTransformer

    from indexing.onnx._transformer_module import as_sentence_transformer

    folder = tmp_path / "saved"
    as_sentence_transformer(model).save(str(folder))
    loaded = SentenceTransformer(
        str(folder),
        trust_remote_code=True,
        device="cpu",
    )
    with (
        SentenceTransformerEmbedder(loaded, name=model.spec.name) as again,
        open_as_sentence_transformer(model) as first,
    ):
        assert again.fingerprint == first.fingerprint
        assert np.array_equal(again.embed_query(PASSAGES[0]), first.embed_query(PASSAGES[0]))


def test_settings_are_part_of_the_fingerprint(model: InstalledModel) -> None:
    from indexing.onnx._transformer_module import as_sentence_transformer

    whole = as_sentence_transformer(model)
    fingerprints = {
        SentenceTransformerEmbedder(whole).fingerprint,
        SentenceTransformerEmbedder(whole, query_prefix="question: ").fingerprint,
        SentenceTransformerEmbedder(whole, passage_prefix="passage: ").fingerprint,
    }
    whole.max_seq_length = 128
    assert len({*fingerprints, SentenceTransformerEmbedder(whole).fingerprint}) == 4


def test_a_torch_model_passes_for_an_embedder(model: InstalledModel, tmp_path: Path) -> None:
    """A model with torch weights, built here and loaded from its folder: other weights, other
    fingerprint.
    """
    one, other = (
        tiny_torch_model(
            tmp_path / str(seed),
            model,
            seed,
        )
        for seed in (1, 2)
    )
    with (
        SentenceTransformerEmbedder(one, name="tiny") as left,
        SentenceTransformerEmbedder(other, name="tiny") as right,
    ):
        assert left.fingerprint != right.fingerprint
        assert left.embed_passages(PASSAGES).shape == (len(PASSAGES), left.dimension)


def tiny_torch_model(
    folder: Path,
    model: InstalledModel,
    seed: int,
) -> Path:
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(seed)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(model.folder / "tokenizer.json"),
        pad_token="[PAD]",
        model_max_length=64,
    )
    encoder = BertModel(
        BertConfig(
            vocab_size=tokenizer.vocab_size,
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=32,
        )
    )
    encoder.save_pretrained(folder / "bert")
    tokenizer.save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"))
    SentenceTransformer(modules=[transformer, Pooling(16, "cls")], device="cpu").save(
        str(folder / "model")
    )
    return folder / "model"


def test_a_model_that_is_not_there_is_reported(model: InstalledModel, tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="can't be loaded"):
        SentenceTransformerEmbedder(tmp_path / "nothing")
