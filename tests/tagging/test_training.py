"""From labelled lines to a model, its bytes, and its proposals."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tagging.errors import TrainingError, UntrustedModel
from tagging.guarantee import NO_GUARANTEE, Guarantee
from tagging.learning_curve import learning_curve
from tagging.lines import filled, label_matrix, read_lines
from tagging.model_figures import CurvePoint, figures_of, read_figures
from tagging.model_files import dump_model, load_model
from tagging.predicting import TrainedTagger
from tagging.schemes import Scheme
from tagging.testing import sample_scheme, sample_texts
from tagging.training import NEVER, TrainedModel, data_hash, find_cuts, train

# ── lines


def _write(path: Path, lines: Sequence[Any]) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return path


def test_a_line_may_be_a_document_or_one_text(tmp_path: Path) -> None:
    document = [
        {"sentence": "原告诉称，公司欠薪。", "labels": ["wages"], "note": 1},
        {"sentence": "被告辩称，已付清。"},
    ]
    single = [
        {"text": "甲", "labels": [], "document": "d", "context": "第一章"},
        {"text": "乙", "document": "d"},
    ]
    lines = read_lines(_write(tmp_path / "x.jsonl", [document, *single]))
    assert [unit.document for unit in lines.units] == ["1", "1", "d", "d"]
    assert [unit.context for unit in lines.units] == ["诉称", "辩称", "第一章", ""]
    assert lines.units[1].before == "原告诉称，公司欠薪。"
    assert (lines.units[2].after, lines.units[3].before) == ("乙", "甲")
    assert lines.labels == (("wages",), (), (), ())
    result = filled(lines, [["a"], [], ["b"], ["a", "b"]])
    assert result[0][0] == {"sentence": "原告诉称，公司欠薪。", "labels": ["a"], "note": 1}
    assert [entry["labels"] for entry in result[1:]] == [["b"], ["a", "b"]]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("{", id="no JSON"),
        pytest.param("3", id="a number"),
        pytest.param('{"labels": []}', id="no text"),
        pytest.param('[{"sentence": 3}]', id="a text that is a number"),
        pytest.param('{"text": "x", "labels": "LB1"}', id="labels that are a text"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(f'{{"text": "x"}}\n{line}\n', "utf-8")
    with pytest.raises(TrainingError, match="line 2"):
        read_lines(path)


def test_an_unknown_label_is_named() -> None:
    with pytest.raises(TrainingError, match="'pay' is no value of the scheme sample"):
        label_matrix(sample_scheme(), [["pay"]])


# ── training


@pytest.fixture(scope="module")
def trained() -> TrainedModel:
    scheme = sample_scheme()
    return train(scheme, *sample_texts(scheme), "embedder-1")


def test_held_out_figures_of_an_easy_sample_are_high(trained: TrainedModel) -> None:
    assert trained.metrics["micro_f1"] > 0.8
    assert [figures.texts for figures in trained.figures] == [24, 24, 12]
    assert trained.figures[0].f1 > 0.9
    # twelve texts are too few to choose a cut
    assert trained.cuts[2] == NEVER


def test_labels_that_follow_no_text_have_low_figures_and_no_guarantee() -> None:
    scheme = sample_scheme()
    units, labels = sample_texts(scheme)
    noise = np.random.default_rng(1).random(labels.shape) < 0.3
    model = train(scheme, units, noise)
    assert model.metrics["micro_f1"] < 0.6
    assert set(model.guarantees) == {NO_GUARANTEE}


def test_cuts_are_those_of_the_highest_f1() -> None:
    scores = np.linspace(0, 1, 40)[:, None]
    labels = scores > 0.5
    documents = [str(number) for number in range(40)]
    assert find_cuts(scores, labels, documents)[0] == pytest.approx(0.5, abs=0.04)


def test_a_value_of_few_documents_takes_the_cut_of_the_others() -> None:
    spread = np.linspace(0, 1, 400)
    scores = np.stack([spread, spread, spread], axis=1)
    labels = np.stack([spread > 0.5, spread > 0.5, spread > 0.9], axis=1)
    many = [str(number) for number in range(400)]
    few = ["a" if number < 350 else "b" for number in range(400)]
    assert find_cuts(scores, labels, few)[2] == pytest.approx(0.5, abs=0.1)
    own = labels.copy()
    own[:, :2] = False
    assert find_cuts(scores, own, many)[2] == pytest.approx(0.9, abs=0.04)
    assert find_cuts(scores, own, many)[0] == NEVER


def test_the_hash_of_the_data_depends_on_texts_and_labels() -> None:
    scheme = sample_scheme()
    units, labels = sample_texts(scheme)
    other = labels.copy()
    other[0, 0] = not other[0, 0]
    renamed = [replace(units[0], text="别的"), *units[1:]]
    hashes = {
        data_hash(units, labels),
        data_hash(units, other),
        data_hash(renamed, labels),
        data_hash(list(units), labels.copy()),
    }
    assert len(hashes) == 3


def test_figures_beside_a_model_are_read_without_it(trained: TrainedModel) -> None:
    curve = [CurvePoint(4, 0.5, 0.4)]
    figures = read_figures(json.loads(json.dumps(figures_of(trained, curve))))
    assert figures.metrics == pytest.approx(trained.metrics)
    assert [row.value for row in figures.values] == [row.value for row in trained.figures]
    assert {row.threshold for row in figures.values} == {
        guarantee.threshold for guarantee in trained.guarantees
    }
    assert len(figures.reliability) == 10
    assert len(figures.confusion) == len(trained.scheme.values) + 1
    assert figures.curve == tuple(curve)
    assert read_figures({"micro_f1": 0.5}).values == ()


def test_a_learning_curve_ends_with_all_documents(trained: TrainedModel) -> None:
    units, labels = sample_texts(trained.scheme)
    points = learning_curve(trained.scheme, units, labels, trained)
    documents = [point.documents for point in points]
    assert documents == sorted(documents)
    assert len(points) > 1
    assert documents[-1] == len({unit.document for unit in units})
    assert points[-1].micro_f1 == trained.metrics["micro_f1"]


# ── bytes


def test_a_model_survives_its_bytes(trained: TrainedModel) -> None:
    units, _ = sample_texts(trained.scheme)
    again = load_model(dump_model(trained), trained.scheme)
    assert again.predict(units) == trained.predict(units)
    assert again.guarantees == trained.guarantees
    assert again.figures == trained.figures
    assert (again.data_hash, again.embedder) == (trained.data_hash, "embedder-1")


def _with_type(data: bytes, name: str) -> bytes:
    """Return a model file whose first object is said to be of another type."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            if entry == "schema.json":
                schema = json.loads(content)
                module, _, kind = name.rpartition(".")
                schema["content"]["content"] = {
                    "__class__": kind,
                    "__module__": module,
                    "__loader__": "TypeNode",
                    "__id__": 1,
                }
                content = json.dumps(schema).encode()
            new.writestr(entry, content)
    return changed.getvalue()


@pytest.mark.parametrize("change", ["foreign type", "cut off", "no archive", "other content"])
def test_a_file_that_was_tampered_with_is_refused(trained: TrainedModel, change: str) -> None:
    import skops.io

    data = dump_model(trained)
    broken = {
        "foreign type": _with_type(data, "os.system"),
        "cut off": data[: len(data) // 2],
        "no archive": b"model",
        "other content": bytes(skops.io.dumps({"format": 1})),
    }[change]
    with pytest.raises(UntrustedModel):
        load_model(broken, trained.scheme)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"version": 2}, "version 1", id="version"),
        pytest.param({"name": "other"}, "the scheme sample", id="name"),
        pytest.param({"values": ()}, "have changed", id="values"),
    ],
)
def test_a_model_of_another_scheme_is_refused(
    trained: TrainedModel,
    changes: dict[str, Any],
    message: str,
) -> None:
    scheme: Scheme = replace(trained.scheme, **changes)
    with pytest.raises(UntrustedModel, match=message):
        load_model(dump_model(trained), scheme)


# ── proposals


def test_only_a_guarantee_accepts(trained: TrainedModel) -> None:
    units, _ = sample_texts(trained.scheme)
    suggested = TrainedTagger(replace(trained, guarantees=(NO_GUARANTEE,) * 3), "x")
    proposals = suggested.propose(units[:3])
    assert [proposal.value for proposal in proposals[0]] == ["wages"]
    assert not any(proposal.accepted for row in proposals for proposal in row)
    sure = (Guarantee(0.5, "value"), NO_GUARANTEE, NO_GUARANTEE)
    accepted = TrainedTagger(replace(trained, guarantees=sure), "x").propose(units[:3])
    assert {proposal.value for row in accepted for proposal in row if proposal.accepted} == {
        "wages"
    }
    assert accepted[0][0].reason
    assert accepted[0][0].method == "model"


def test_no_texts_give_no_proposals(trained: TrainedModel) -> None:
    tagger = TrainedTagger(trained, "x")
    assert tagger.propose([]) == []
    assert not tagger.drift_seen().alarm


def test_documents_of_another_kind_raise_the_alarm_and_those_of_the_training_do_not(
    trained: TrainedModel,
) -> None:
    units, _ = sample_texts(trained.scheme)
    same = TrainedTagger(trained, "x")
    for part in (units[:10], units[10:]):
        same.propose(part)
    assert not same.drift_seen().alarm
    other = TrainedTagger(trained, "x")
    other.propose(
        [replace(unit, document=f"n{place}", text="甲" * 900) for place, unit in enumerate(units)]
    )
    assert other.drift_seen().alarm
