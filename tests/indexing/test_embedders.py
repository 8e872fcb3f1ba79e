"""The battery over the embedders that lexops brings, and what each promises beyond it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import LexopsError, ModelUnavailable, UnknownValue, UsageError
from indexing.embedder import Embedder
from indexing.embedders import EMBEDDERS, open_embedder
from indexing.hashing_embedder import HashingEmbedder
from indexing.models import DEFAULT_MODEL, MODELS, InstalledModel
from indexing.onnx._session import OVERLAP, windows
from indexing.onnx.embedder import OnnxEmbedder
from indexing.testing.embedder_battery import PASSAGES, EmbedderBattery

MANY = [f"第{number}条 {PASSAGES[number % len(PASSAGES)]}" for number in range(64)]


# The fp32 weights are four times the download: `make test-transformers` fetches them, `make test`
# leaves them out.
_PARAMS = [
    name if name == DEFAULT_MODEL else pytest.param(name, marks=pytest.mark.transformers)
    for name in sorted(MODELS)
]


@pytest.fixture(params=_PARAMS)
def any_model(
    request: pytest.FixtureRequest, need_model: Callable[[str], InstalledModel]
) -> InstalledModel:
    return need_model(request.param)


@pytest.fixture
def model(need_model: Callable[[str], InstalledModel]) -> InstalledModel:
    return need_model("bge-small-zh-v1.5-int8")


class TestHashingEmbedder(EmbedderBattery):
    @pytest.fixture
    def open_embedder(self) -> Callable[[], Embedder]:
        return HashingEmbedder


@pytest.mark.model
class TestOnnxEmbedder(EmbedderBattery):
    @pytest.fixture
    def open_embedder(self, any_model: InstalledModel) -> Callable[[], Embedder]:
        return lambda: OnnxEmbedder(any_model, processes=2)


# ── opening ──────────────────────────────────────────────────────────────────────────────


def test_a_wrong_name_is_answered_with_the_right_ones() -> None:
    with pytest.raises(UnknownValue) as caught:
        open_embedder("bge-large")
    assert caught.value.allowed == EMBEDDERS


def test_a_missing_model_names_the_command_that_fetches_it(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="lexops models fetch bge"):
        open_embedder(root=tmp_path)


def test_hashing_needs_no_model(tmp_path: Path) -> None:
    with open_embedder("hashing", root=tmp_path) as embedder:
        assert embedder.name == "hashing"


@pytest.mark.parametrize(
    "module",
    [
        "indexing",
        "indexing.embedders",
        "indexing.fetching",
        "indexing.models",
    ],
)
def test_importing_the_package_loads_no_engine(module: str) -> None:
    """Nor numpy: `lexops --help` need not wait for it."""
    heavy = (
        "{'onnxruntime', 'tokenizers', 'huggingface_hub', 'torch', "
        "'sentence_transformers', 'lancedb', 'numpy'}"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print({heavy} & set(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "set()"


# ── hashing ──────────────────────────────────────────────────────────────────────────────


def test_dimension_is_part_of_the_hashing_fingerprint() -> None:
    assert HashingEmbedder(256).fingerprint != HashingEmbedder(512).fingerprint


@given(st.text())
def test_any_text_has_a_hashed_direction(text: str) -> None:
    vector = HashingEmbedder(8).embed_query(text)
    assert np.isclose(
        np.linalg.norm(vector),
        1,
        atol=1e-5,
    )


def test_hashing_ignores_case_and_stays_what_it_is() -> None:
    """A change of these numbers is a change of all vectors: raise VERSION with it."""
    embedder = HashingEmbedder(8)
    vector = embedder.embed_query("劳动合同 ABC")
    assert np.array_equal(vector, embedder.embed_query("劳动合同 abc"))
    assert vector.round(3).tolist() == pytest.approx(
        [0, -0.447, 0, 0.447, -0.447, -0.447, -0.447, 0]
    )


# ── windows ──────────────────────────────────────────────────────────────────────────────


@given(
    st.integers(0, 300),
    st.integers(2, 50),
    st.data(),
)
def test_windows_cover_everything_and_overlap(
    length: int,
    size: int,
    data: st.DataObject,
) -> None:
    overlap = data.draw(st.integers(0, size - 1))
    pieces = windows(
        list(range(length)),
        size,
        overlap,
    )
    assert sorted({one for piece in pieces for one in piece}) == list(range(length))
    assert all(len(piece) == min(size, length) for piece in pieces)
    assert all(len(set(left) & set(right)) >= overlap for left, right in pairwise(pieces))


@pytest.mark.model
def test_the_end_of_a_long_article_counts(model: InstalledModel) -> None:
    """Two articles that differ only behind the model's window of 512 tokens have different
    vectors, each nearer to its own end.
    """
    ends = ["劳动者可以随时解除劳动合同。", "渔船出海前应当检查救生设备。"]
    texts = ["用人单位应当建立健全规章制度。" * 40 + end * 5 for end in ends]
    with OnnxEmbedder(model, processes=1) as embedder:
        similarity = embedder.embed_passages(texts) @ embedder.embed_passages(ends).T
    assert similarity[0, 0] > similarity[1, 0]
    assert similarity[1, 1] > similarity[0, 1]


@pytest.mark.model
def test_a_text_that_fits_is_one_window(model: InstalledModel) -> None:
    """[CLS] + 510 tokens + [SEP] is the vector of the text itself; one token more is the mean of
    two windows.
    """
    from indexing.onnx._session import OnnxSession

    session = OnnxSession(model.folder, max_tokens=512)
    full = "工" * 510
    assert (
        len(
            windows(
                session.tokens(full),
                510,
                OVERLAP,
            )
        )
        == 1
    )
    assert (
        len(
            windows(
                session.tokens(full + "会"),
                510,
                OVERLAP,
            )
        )
        == 2
    )


# ── processes ────────────────────────────────────────────────────────────────────────────


@pytest.mark.model
def test_a_negative_number_of_processes_is_refused(model: InstalledModel) -> None:
    with pytest.raises(UsageError):
        OnnxEmbedder(model, processes=-1)


@pytest.mark.model
def test_workers_give_the_same_bits_as_this_process(model: InstalledModel) -> None:
    with OnnxEmbedder(model, processes=2) as pooled, OnnxEmbedder(model, processes=1) as alone:
        assert np.array_equal(pooled.embed_passages(MANY), alone.embed_passages(MANY))


@pytest.mark.model
def test_a_killed_worker_is_an_error_and_the_next_call_works(model: InstalledModel) -> None:
    with OnnxEmbedder(model, processes=2) as embedder:
        before = embedder.embed_passages(MANY)
        os.kill(worker_ids(embedder)[0], signal.SIGKILL)
        with pytest.raises(LexopsError, match="killed by signal 9"):
            embedder.embed_passages(MANY)
        assert np.array_equal(before, embedder.embed_passages(MANY))


@pytest.mark.model
def test_a_worker_that_can_t_start_says_why(model: InstalledModel, tmp_path: Path) -> None:
    with (
        OnnxEmbedder(replace(model, folder=tmp_path), processes=2) as embedder,
        pytest.raises(LexopsError, match=r"model\.onnx"),
    ):
        embedder.embed_passages(MANY)


@pytest.mark.model
def test_workers_end_with_close(model: InstalledModel) -> None:
    with OnnxEmbedder(model, processes=2) as embedder:
        embedder.embed_passages(MANY)
        ids = worker_ids(embedder)
        assert all(map(runs, ids))
    assert not any(map(runs, ids))


@pytest.mark.model
def test_workers_die_with_their_parent(model: InstalledModel) -> None:
    """Even when it is killed in the middle and can't clean up."""
    program = (
        "from indexing.embedders import open_embedder\n"
        f"embedder = open_embedder({model.spec.name!r}, processes=2)\n"
        f"embedder.embed_passages({MANY!r})\n"
        "print(*(worker._process.pid for worker in embedder._pool._workers), flush=True)\n"
        f"while True: embedder.embed_passages({MANY!r})\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        ids = [int(one) for one in parent.stdout.readline().split()]
        assert all(map(runs, ids))
        parent.kill()
    deadline = time.monotonic() + 20
    while any(map(runs, ids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(runs, ids))


def worker_ids(embedder: OnnxEmbedder) -> list[int]:
    assert embedder._pool is not None
    return [worker._process.pid for worker in embedder._pool._workers]


def runs(process: int) -> bool:
    """Whether it is there and no zombie (an orphan's entry stays until someone has asked for its
    status).
    """
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


# ── fingerprints ─────────────────────────────────────────────────────────────────────────


@pytest.mark.model
def test_whatever_changes_vectors_changes_the_fingerprint(model: InstalledModel) -> None:
    def fingerprint(**changes: object) -> str:
        return OnnxEmbedder(replace(model, spec=replace(model.spec, **changes))).fingerprint

    assert (
        len(
            {
                fingerprint(),
                fingerprint(query_prefix="question: "),
                fingerprint(max_tokens=256),
                fingerprint(name="other"),
            }
        )
        == 4
    )


@pytest.mark.model
def test_weights_that_changed_under_us_are_refused(model: InstalledModel) -> None:
    weights = model.files["model.onnx"]
    changed = replace(model, files={**model.files, "model.onnx": replace(weights, sha256="0" * 64)})
    with pytest.raises(ModelUnavailable, match="has changed since it was installed"):
        _ = OnnxEmbedder(changed).fingerprint
