"""Tests of every embedder."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from indexing.embedder import Embedder

Vectors = NDArray[np.float32]

PASSAGES = [
    "用人单位应当按照劳动合同约定和国家规定，向劳动者及时足额支付劳动报酬。",
    "职工累计工作已满一年不满十年的，年休假五天。",
    "基层工会委员会由会员大会或者会员代表大会选举产生。",
    "女职工生育享受产假，期间工资照发。",
    "第三条 本办法自2024年7月1日起施行。",
    "Article 12. The employer shall keep records of working hours.",
]

QUESTION = "单位没有按照劳动合同约定支付劳动报酬怎么办"
"""A question that shares words with its answer, so it also suits an embedder without a model."""

ANSWER = 0
"""The place of its answer in `PASSAGES`."""

UNUSUAL = [
    "",
    " \n\t ",
    "\x00",
    "第",
    "\ud83d",
    "👩\u200d🏭工人",
    "𠮷野家𪚥",
    "e\u0301\u0302\u0303",
    "ＡＢＣ１２３",
    "مرحبا",
    "\ufeff\u200b",
    "\ue000\U0010ffff",
    "　",
    "…" * 40,
]
"""Texts with unusual characters.

Empty, blank, control and zero-width characters, emoji, rare and private characters, combining
marks, full width, right to left."""


class EmbedderTests:
    """The tests; `EmbedderBattery` is their public name."""

    tolerance = 0.0
    """How much a number may differ between two ways to compute one vector; 0 is the same bits."""

    def same(
        self,
        first: Vectors,
        second: Vectors,
    ) -> bool:
        """Whether two results are the same vectors within `tolerance`."""
        if first.shape != second.shape:
            return False
        differences = np.abs(first - second)
        return bool(np.all(differences <= self.tolerance))

    def test_vectors_are_float32_of_length_one(self, open_embedder: Callable[[], Embedder]) -> None:
        """One row a text, of the announced dimension, each of length 1."""
        with open_embedder() as embedder:
            vectors = embedder.embed_passages(PASSAGES)
            assert vectors.shape == (len(PASSAGES), embedder.dimension)
        assert vectors.dtype == np.float32
        assert np.allclose(
            np.linalg.norm(vectors, axis=1),
            1,
            atol=1e-5,
        )

    def test_a_vector_does_not_depend_on_its_neighbours(
        self, open_embedder: Callable[[], Embedder]
    ) -> None:
        """The vector is the same alone, in a batch, in a reversed batch, and when asked again."""
        with open_embedder() as embedder:
            vectors = embedder.embed_passages(PASSAGES)
            assert self.same(vectors, embedder.embed_passages(PASSAGES))
            assert self.same(vectors[::-1], embedder.embed_passages(PASSAGES[::-1]))
            alone = [embedder.embed_passages([text]) for text in PASSAGES]
            assert self.same(vectors, np.concatenate(alone))

    def test_many_texts_keep_their_order(self, open_embedder: Callable[[], Embedder]) -> None:
        """So many texts that several processes share them get the same vectors as a few texts."""
        texts = [f"第{number}条 {PASSAGES[number % len(PASSAGES)]}" for number in range(75)]
        with open_embedder() as embedder:
            vectors = embedder.embed_passages(texts)
            few = slice(20, 30)
            assert self.same(vectors[few], embedder.embed_passages(texts[few]))
        assert len(np.unique(vectors, axis=0)) == len(texts)

    def test_no_texts_give_no_vectors(self, open_embedder: Callable[[], Embedder]) -> None:
        """An empty list gives an empty array of the right width."""
        with open_embedder() as embedder:
            vectors = embedder.embed_passages([])
            assert vectors.shape == (0, embedder.dimension)
        assert vectors.dtype == np.float32

    def test_unusual_texts_have_a_vector(self, open_embedder: Callable[[], Embedder]) -> None:
        """No text, however odd, gives an error, a zero vector or NaN."""
        with open_embedder() as embedder:
            passages = embedder.embed_passages(UNUSUAL)
            questions = [embedder.embed_query(text) for text in UNUSUAL]
        vectors = np.concatenate([passages, questions])
        assert np.allclose(
            np.linalg.norm(vectors, axis=1),
            1,
            atol=1e-5,
        )

    def test_a_very_long_text_has_a_vector(self, open_embedder: Callable[[], Embedder]) -> None:
        """A text of 4,000 characters, as a passage and as a question."""
        repeated = "".join(PASSAGES) * 20
        text = repeated[:4000]
        with open_embedder() as embedder:
            (passage,) = embedder.embed_passages([text])
            question = embedder.embed_query(text)
        vectors = np.stack([passage, question])
        assert np.allclose(
            np.linalg.norm(vectors, axis=1),
            1,
            atol=1e-5,
        )

    def test_a_question_finds_its_answer(self, open_embedder: Callable[[], Embedder]) -> None:
        """A question's vector is nearest to the passage that answers it."""
        with open_embedder() as embedder:
            question = embedder.embed_query(QUESTION)
            passages = embedder.embed_passages(PASSAGES)
            assert question.shape == (embedder.dimension,)
        assert question.dtype == np.float32
        assert int(np.argmax(passages @ question)) == ANSWER

    def test_threads_may_share_an_embedder(self, open_embedder: Callable[[], Embedder]) -> None:
        """Questions asked at once get the same vectors as one by one."""
        with open_embedder() as embedder, ThreadPoolExecutor(4) as threads:
            at_once = list(threads.map(embedder.embed_query, PASSAGES))
            one_by_one = [embedder.embed_query(text) for text in PASSAGES]
        assert self.same(np.stack(at_once), np.stack(one_by_one))

    def test_the_fingerprint_is_the_embedder_s(self, open_embedder: Callable[[], Embedder]) -> None:
        """Two instances agree in all, and the fingerprint can be part of a file name."""
        with open_embedder() as first, open_embedder() as second:
            assert first.name == second.name
            assert first.fingerprint == second.fingerprint
            assert first.dimension == second.dimension
            assert self.same(first.embed_passages(PASSAGES), second.embed_passages(PASSAGES))
            assert re.fullmatch(
                r"[\w.-]{1,100}",
                first.fingerprint,
                re.ASCII,
            )
            assert isinstance(first, Embedder)

    def test_closing_twice_is_harmless(self, open_embedder: Callable[[], Embedder]) -> None:
        """`close` may be called twice, also before the context manager calls it."""
        with open_embedder() as embedder:
            embedder.embed_query(QUESTION)
            embedder.close()
        embedder.close()
