"""What every tagger must do. A test class inherits it and says how to make the tagger."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np
import pytest

from tagging.errors import TrainingError
from tagging.model_files import ALLOWED
from tagging.schemes import Rule, Scheme, Value
from tagging.taggers.tagger import Tagger
from tagging.units import Labels, TextUnit, Vector

_DOCUMENTS = 12
_DIMENSION = 16
_SENTENCES = (
    ("公司拖欠{n}月工资四千元", ("wages",)),
    ("请求支付{n}月加班工资", ("wages", "overtime")),
    ("工人每周末加班{n}小时", ("overtime",)),
    ("双方于{n}月签订劳动合同", ("contract",)),
    ("本院依法组成合议庭，{n}月公开审理", ()),
    ("以上事实有证据{n}份为证", ()),
)


def sample_scheme() -> Scheme:
    """Return a scheme of three values with rules."""
    words = {"wages": "工资", "overtime": "加班", "contract": "劳动合同"}
    values = tuple(
        Value(value, value, f"什么是{word}", rules=(Rule(f"{value}-1", word),))
        for value, word in words.items()
    )
    return Scheme("sample", 1, "样本", "电池用的样本", values)


def sample_texts(scheme: Scheme) -> tuple[list[TextUnit], Labels]:
    """Return labelled texts of twelve documents.

    Args:
        scheme: The scheme of `sample_scheme`.

    Returns:
        The texts and their labels.
    """
    names = [value.value for value in scheme.values]
    units = []
    rows = []
    for document in range(_DOCUMENTS):
        texts = [pattern.format(n=document + 1) for pattern, _ in _SENTENCES]
        for place, text in enumerate(texts):
            unit = TextUnit(
                f"{document}.{place}",
                text,
                str(document),
                context="本院认为" if place > 3 else "诉称",
                before=texts[place - 1] if place else "",
                after=texts[place + 1] if place + 1 < len(texts) else "",
                place=place / (len(texts) - 1),
                vector=_vector(_SENTENCES[place][0] + str(document % 3)),
            )
            units.append(unit)
            rows.append([name in _SENTENCES[place][1] for name in names])
    return units, np.array(rows)


def _vector(text: str) -> Vector:
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
    vector = np.random.default_rng(seed).normal(size=_DIMENSION).astype(np.float32)
    unit: Vector = vector / np.linalg.norm(vector)
    return unit


class TaggerBattery:
    """The tests. Override `make`."""

    def make(self, scheme: Scheme) -> Tagger:
        """Return an untrained tagger of a scheme."""
        raise NotImplementedError

    @pytest.fixture
    def trained(self) -> Tagger:
        """Return a tagger that learned the sample."""
        scheme = sample_scheme()
        tagger = self.make(scheme)
        tagger.fit(*sample_texts(scheme))
        return tagger

    def test_scores_have_the_shape_of_texts_and_values_and_are_finite(
        self,
        trained: Tagger,
    ) -> None:
        """One row a text, one column a value; also for empty and unknown texts."""
        units, _ = sample_texts(trained.scheme)
        strange = [TextUnit("a", "", "x"), TextUnit("b", "zzz 🙂", "y"), *units[:3]]
        scores = trained.score(strange)
        assert scores.shape == (5, 3)
        assert np.isfinite(scores).all()
        assert trained.score([]).shape == (0, 3)

    def test_a_score_does_not_depend_on_other_texts(self, trained: Tagger) -> None:
        """Batches of another size and order give the same scores."""
        units, _ = sample_texts(trained.scheme)
        together = trained.score(units)
        alone = np.concatenate([trained.score([unit]) for unit in reversed(units)])
        np.testing.assert_allclose(together, alone[::-1], rtol=1e-6, atol=1e-9)

    def test_training_twice_gives_the_same_scores(self, trained: Tagger) -> None:
        """Nothing is drawn at random without a seed."""
        units, labels = sample_texts(trained.scheme)
        again = self.make(trained.scheme)
        again.fit(units, labels)
        np.testing.assert_array_equal(trained.score(units), again.score(units))

    def test_the_state_survives_skops(self, trained: Tagger) -> None:
        """A tagger restored from bytes scores and explains alike."""
        import skops.io

        data = skops.io.dumps(trained.state())
        assert set(skops.io.get_untrusted_types(data=data)) <= set(ALLOWED)
        restored = self.make(trained.scheme)
        restored.restore(skops.io.loads(data, trusted=list(ALLOWED)))
        units, _ = sample_texts(trained.scheme)
        np.testing.assert_array_equal(trained.score(units), restored.score(units))
        assert trained.explain(units[0], "wages") == restored.explain(units[0], "wages")

    def test_evidence_lies_inside_the_text(self, trained: Tagger) -> None:
        """A span has a beginning before its end, both in the text; a reason has words."""
        units, _ = sample_texts(trained.scheme)
        for unit in [*units[:12], TextUnit("a", "", "x"), TextUnit("b", "zzz", "y")]:
            for value in trained.scheme.values:
                evidence = trained.explain(unit, value.value)
                if evidence is None:
                    continue
                assert evidence.reason
                if evidence.span is not None:
                    assert 0 <= evidence.span.start < evidence.span.end <= len(unit.text)

    def test_texts_without_vectors_can_be_learned_and_scored(self) -> None:
        """An archive may have no embedding model."""
        scheme = sample_scheme()
        units, labels = sample_texts(scheme)
        bare = [replace(unit, vector=None) for unit in units]
        tagger = self.make(scheme)
        tagger.fit(bare, labels)
        assert np.isfinite(tagger.score(units)).all()

    @pytest.mark.parametrize(
        "broken",
        ["one class", "no label", "one document", "no text", "nothing"],
    )
    def test_data_that_trains_nothing_is_refused(self, broken: str) -> None:
        """The error names what is missing. Rules learn nothing, so they refuse nothing."""
        scheme = sample_scheme()
        units, labels = sample_texts(scheme)
        if broken == "one class":
            labels = np.ones_like(labels)
        elif broken == "no label":
            labels = np.zeros_like(labels)
        elif broken == "one document":
            units = [replace(unit, document="1") for unit in units]
        elif broken == "no text":
            units = [replace(unit, text=" ") for unit in units]
        else:
            units, labels = [], labels[:0]
        tagger = self.make(scheme)
        if not tagger.needs_training:
            tagger.fit(units, labels)
            return
        with pytest.raises(TrainingError):
            tagger.fit(units, labels)
