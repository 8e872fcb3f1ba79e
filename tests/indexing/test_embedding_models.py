"""Where models come from: each way is walked with real files, the hub as a server on loopback
that speaks its protocol.
"""

import hashlib
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from corpus.errors import ModelUnavailable, UnknownValue
from indexing.fetching import fetch, how_to_get
from indexing.models import (
    MANIFEST,
    MODELS,
    HubFile,
    InstalledModel,
    MavenFile,
    ModelFile,
    ModelProbe,
    ModelSpec,
    installed,
    model_spec,
    verify,
)

WEIGHTS, TOKENIZER = b"weights " * 100, b'{"tokens": []}'
NAME = "small"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def spec(**changes: object) -> ModelSpec:
    """A model of two small files."""

    def file(name: str, data: bytes) -> ModelFile:
        return ModelFile(
            name,
            len(data),
            (sha256(data),),
            HubFile("lexops/small", f"onnx/{name}"),
            MavenFile("org.example.none:small:1", name),
        )

    files = (file("model.onnx", WEIGHTS), file("tokenizer.json", TOKENIZER))
    return replace(
        ModelSpec(
            NAME,
            8,
            16,
            "cls",
            "",
            "MIT",
            files,
        ),
        **changes,
    )


SMALL = {NAME: spec()}


@dataclass
class Hub:
    """What the server has, and what it was asked."""

    files: dict[str, bytes] = field(default_factory=dict)
    announce: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A model hub on loopback, named by HF_ENDPOINT; no mvn on the PATH."""
    state = Hub(
        {
            "/lexops/small/resolve/main/onnx/model.onnx": WEIGHTS,
            "/lexops/small/resolve/main/onnx/tokenizer.json": TOKENIZER,
        }
    )

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.answer(with_body=False)

        def do_GET(self) -> None:
            self.answer(with_body=True)

        def answer(self, *, with_body: bool) -> None:
            state.asked.append(f"{self.command} {self.path}")
            data = state.files.get(self.path)
            self.send_response(404 if data is None else 200)
            self.send_header("X-Repo-Commit", "c" * 40)
            self.send_header("ETag", f'"{state.announce.get(self.path) or sha256(data or b"")}"')
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            if with_body and data is not None:
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(
            target=server.serve_forever,
            args=(0.01,),
            daemon=True,
        ).start()
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("PATH", "")
        yield state
        server.shutdown()


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hub that refuses the connection, and no mvn."""
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("PATH", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model's files as they may lie on a stick."""
    folder = tmp_path / "by hand"
    folder.mkdir()
    (folder / "model.onnx").write_bytes(WEIGHTS)
    (folder / "tokenizer.json").write_bytes(TOKENIZER)
    return folder


def contents(root: Path) -> set[str]:
    """All files under a folder of models but locks."""
    return {
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


WHOLE = {f"{NAME}/{name}" for name in ("model.onnx", "tokenizer.json", MANIFEST)}


# ── the registry ─────────────────────────────────────────────────────────────────────────


def test_every_model_is_pinned_and_can_be_recognised() -> None:
    for name, model in MODELS.items():
        assert name == model.name
        assert model.probes
        assert all(len(digest) == 64 for file in model.files for digest in file.sha256)


def test_a_wrong_name_is_answered_with_the_right_ones() -> None:
    with pytest.raises(UnknownValue, match=r"bge-small-zh-v1\.5-int8"):
        model_spec("bge")


# ── the hub ──────────────────────────────────────────────────────────────────────────────


def test_the_hub_gives_a_model(hub: Hub, tmp_path: Path) -> None:
    model = fetch(
        NAME,
        tmp_path,
        models=SMALL,
    )
    assert contents(tmp_path) == WHOLE
    assert model == installed(
        NAME,
        tmp_path,
        SMALL,
    )
    assert model.files["model.onnx"].pinned
    assert model.files["model.onnx"].origin == f"hub:lexops/small@{'c' * 40}/onnx/model.onnx"


def test_what_is_there_is_not_fetched_again(hub: Hub, tmp_path: Path) -> None:
    first = fetch(
        NAME,
        tmp_path,
        models=SMALL,
    )
    hub.asked.clear()
    assert (
        fetch(
            NAME,
            tmp_path,
            models=SMALL,
        )
        == first
    )
    assert hub.asked == []


def test_a_damaged_model_is_fetched_again(hub: Hub, tmp_path: Path) -> None:
    fetch(
        NAME,
        tmp_path,
        models=SMALL,
    )
    (tmp_path / NAME / "model.onnx").write_bytes(WEIGHTS.swapcase())
    damaged = installed(
        NAME,
        tmp_path,
        SMALL,
    )
    assert damaged is not None
    with pytest.raises(ModelUnavailable, match="has changed since"):
        verify(damaged)
    verify(
        fetch(
            NAME,
            tmp_path,
            models=SMALL,
        )
    )


def test_a_truncated_model_is_reported_without_reading_it(hub: Hub, tmp_path: Path) -> None:
    fetch(
        NAME,
        tmp_path,
        models=SMALL,
    )
    (tmp_path / NAME / "model.onnx").write_bytes(WEIGHTS[:10])
    with pytest.raises(ModelUnavailable, match="another size"):
        installed(
            NAME,
            tmp_path,
            SMALL,
        )


def test_a_new_conversion_is_taken_and_marked(hub: Hub, tmp_path: Path) -> None:
    """Another checksum of about the same size, as the hub announced it: the manifest says that it
    is not a known one.
    """
    hub.files["/lexops/small/resolve/main/onnx/model.onnx"] = WEIGHTS + b"!"
    model = fetch(
        NAME,
        tmp_path,
        models=SMALL,
    )
    assert not model.files["model.onnx"].pinned
    assert model.files["model.onnx"].sha256 == sha256(WEIGHTS + b"!")


def test_git_s_checksum_is_understood(hub: Hub, tmp_path: Path) -> None:
    """A hub announces a small file by the SHA-1 that git gives it."""
    path, data = "/lexops/small/resolve/main/onnx/tokenizer.json", TOKENIZER
    hub.announce[path] = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
    assert (
        fetch(
            NAME,
            tmp_path,
            models=SMALL,
        )
        .files["tokenizer.json"]
        .pinned
    )


def test_a_known_file_needs_no_announcement(hub: Hub, tmp_path: Path) -> None:
    """A mirror may have checksums of its own kind."""
    hub.announce["/lexops/small/resolve/main/onnx/model.onnx"] = "unknown"
    assert (
        fetch(
            NAME,
            tmp_path,
            models=SMALL,
        )
        .files["model.onnx"]
        .pinned
    )


@pytest.mark.parametrize(
    ("data", "announced", "why"),
    [
        (WEIGHTS + b"!", sha256(WEIGHTS), "another checksum than it announced"),
        (WEIGHTS + b"!", "unknown", "another checksum than it announced"),
        (WEIGHTS * 4, None, f"has {len(WEIGHTS) * 4} bytes instead of about {len(WEIGHTS)}"),
        (None, None, "answered 404"),
    ],
)
def test_what_a_hub_should_not_send_is_refused(
    hub: Hub,
    tmp_path: Path,
    data: bytes | None,
    announced: str | None,
    why: str,
) -> None:
    path = "/lexops/small/resolve/main/onnx/model.onnx"
    hub.files.pop(path)
    if data is not None:
        hub.files[path] = data
    if announced is not None:
        hub.announce[path] = announced
    with pytest.raises(ModelUnavailable, match=why):
        fetch(
            NAME,
            tmp_path,
            models=SMALL,
        )
    assert contents(tmp_path) == set()


def test_a_file_that_is_no_model_is_refused(hub: Hub, tmp_path: Path) -> None:
    """With probes in the registry, the files must answer them."""
    with pytest.raises(ModelUnavailable, match="no model that can be run"):
        fetch(
            NAME,
            tmp_path,
            models={NAME: spec(probes=(ModelProbe("a", "b", 0.5),))},
        )
    assert contents(tmp_path) == set()


def test_the_plan_names_the_hub_and_the_size(hub: Hub, tmp_path: Path) -> None:
    plan = how_to_get(
        NAME,
        tmp_path,
        models=SMALL,
    )
    assert plan.best is not None
    assert (plan.best.kind, plan.download_bytes) == ("hub", len(WEIGHTS) + len(TOKENIZER))
    assert all(request.startswith("HEAD") for request in hub.asked)


# ── a folder ─────────────────────────────────────────────────────────────────────────────


def test_a_folder_gives_a_model(
    no_network: None,
    folder: Path,
    tmp_path: Path,
) -> None:
    assert (
        fetch(
            NAME,
            tmp_path / "models",
            from_dir=folder,
            models=SMALL,
        )
        .files["model.onnx"]
        .pinned
    )
    assert contents(tmp_path / "models") == WHOLE


def test_the_known_file_is_found_under_the_names_of_hub_and_jar(
    no_network: None,
    folder: Path,
    tmp_path: Path,
) -> None:
    """Beside other weights under the usual name, the one with a known checksum is taken."""
    (folder / "onnx").mkdir()
    (folder / "model.onnx").rename(folder / "onnx" / "model.onnx")
    (folder / "model.onnx").write_bytes(WEIGHTS * 4)
    assert (
        fetch(
            NAME,
            tmp_path / "models",
            from_dir=folder,
            models=SMALL,
        )
        .files["model.onnx"]
        .pinned
    )


def test_a_folder_s_faults_are_not_hidden_by_a_download(
    hub: Hub,
    folder: Path,
    tmp_path: Path,
) -> None:
    (folder / "tokenizer.json").unlink()
    with pytest.raises(ModelUnavailable, match=r"does not hold tokenizer\.json"):
        fetch(
            NAME,
            tmp_path / "models",
            from_dir=folder,
            models=SMALL,
        )
    assert hub.asked == []


# ── nothing ──────────────────────────────────────────────────────────────────────────────


def test_when_nothing_works_all_three_ways_are_reported(no_network: None, tmp_path: Path) -> None:
    steps: list[str] = []
    with pytest.raises(ModelUnavailable) as caught:
        fetch(
            NAME,
            tmp_path,
            models=SMALL,
            progress=steps.append,
        )
    message = str(caught.value)
    assert all(
        part in message
        for part in (
            "hub can't be reached",
            "no `mvn`",
            "HF_ENDPOINT",
            "JDK",
            f"lexops models fetch {NAME} --from",
        )
    )
    assert len(steps) == 2
    plan = how_to_get(
        NAME,
        tmp_path,
        models=SMALL,
    )
    assert plan.best is None
    assert "HF_ENDPOINT" in str(plan)


def test_a_folder_that_can_t_be_written_is_reported(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ModelUnavailable, match="can't be written"):
        fetch(
            NAME,
            tmp_path / "file" / "models",
            models=SMALL,
        )


@pytest.mark.skipif(shutil.which("mvn") is None, reason="Maven is not installed")
def test_a_failing_mvn_is_reported_without_its_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real Maven, without a Java to run on; what it prints may name hosts of a private
    network.
    """
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "no java"))
    steps: list[str] = []
    with pytest.raises(ModelUnavailable, match="`mvn` ended with status 1") as caught:
        fetch(
            NAME,
            tmp_path,
            models=SMALL,
            progress=steps.append,
        )
    assert "://" not in "".join((str(caught.value), *steps))
    assert contents(tmp_path) == set()


# ── two at once, and what a killed one leaves ────────────────────────────────────────────


def test_two_at_once_fetch_it_once(hub: Hub, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as threads:
        one, other = threads.map(
            lambda _: fetch(
                NAME,
                tmp_path,
                models=SMALL,
            ),
            range(2),
        )
    assert one == other
    assert (
        sum(request == "GET /lexops/small/resolve/main/onnx/model.onnx" for request in hub.asked)
        == 1
    )


def test_the_remains_of_a_killed_fetch_are_cleared(hub: Hub, tmp_path: Path) -> None:
    leftover = tmp_path / f".{NAME}.abc" / "new"
    leftover.mkdir(parents=True)
    (leftover / "model.onnx").write_bytes(b"half")
    fetch(
        NAME,
        tmp_path,
        models=SMALL,
    )
    assert contents(tmp_path) == WHOLE


def test_a_damaged_manifest_is_reported(hub: Hub, tmp_path: Path) -> None:
    fetch(
        NAME,
        tmp_path,
        models=SMALL,
    )
    (tmp_path / NAME / MANIFEST).write_text(json.dumps({"name": NAME}))
    with pytest.raises(ModelUnavailable, match="manifest of small is damaged"):
        installed(
            NAME,
            tmp_path,
            SMALL,
        )


# ── the real thing ───────────────────────────────────────────────────────────────────────


@pytest.mark.model
def test_the_real_model_answers_its_probes(
    need_model: Callable[[str], InstalledModel], tmp_path: Path
) -> None:
    """Copied from where it is installed, checked and recognised like any other arrival; with the
    wrong answers expected, refused.
    """
    name = "bge-small-zh-v1.5-int8"
    source = need_model(name)
    copy = fetch(
        name,
        tmp_path,
        from_dir=source.folder,
    )
    assert {file: row.sha256 for file, row in copy.files.items()} == {
        file: row.sha256 for file, row in source.files.items()
    }
    wrong = replace(MODELS[name], probes=(replace(MODELS[name].probes[0], similarity=0.9),))
    with pytest.raises(ModelUnavailable, match="known answers differ"):
        fetch(
            name,
            tmp_path,
            from_dir=source.folder,
            models={name: wrong},
        )
    verify(copy)  # a refused arrival leaves the installed one alone
