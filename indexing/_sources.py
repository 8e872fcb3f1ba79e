"""The sources of a model's files: a folder, the model hub, Maven Central."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from indexing.models import HubFile, ModelFile, ModelSpec, file_sha256

if TYPE_CHECKING:
    from huggingface_hub import HfFileMetadata

HUB = "https://huggingface.co"

HUB_TIMEOUT = 5.0
"""Seconds to wait for a connection, and again for an answer, before the hub is unreachable."""

MAVEN_TIMEOUT = 900.0
"""Seconds for the whole run; a slow network needs some minutes for 95 MB."""

_HUB_SETTINGS = (
    "HF_HUB_DISABLE_TELEMETRY",
    # Without Xet there is one host and one protocol, which mirrors and proxies can pass on.
    "HF_HUB_DISABLE_XET",
    "HF_HUB_DISABLE_PROGRESS_BARS",
)
"""Variables of the hub's library, which it reads when it is imported."""

_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>lexops</groupId>
  <artifactId>models</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
</project>
"""


class SourceFailed(Exception):
    """This source cannot give the model; the message is a clause that says why."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file came from, for the manifest.

    `must_be_pinned` is true when only a pinned checksum shows that the file is right.
    """

    label: str
    must_be_pinned: bool


class ModelSource(Protocol):
    """One source of a model's files.

    `check` is quick and returns whether it would work, and why; `fetch` writes each of the model's
    files into a folder.
    """

    kind: str

    def check(self) -> tuple[bool, str]: ...

    def fetch(self, into: Path) -> dict[str, Origin]: ...


def sources(spec: ModelSpec, from_dir: Path | None) -> Sequence[ModelSource]:
    """Return the sources in the order in which they are tried.

    A folder that is named is the only source, so that a download does not hide its faults.
    """
    if from_dir is not None:
        return [ModelFolderSource(spec, from_dir)]
    return [HubSource(spec), MavenSource(spec)]


class ModelFolderSource:
    """A folder that was filled by hand.

    It may be an installed model's, a clone of the hub's repository, or the content of a jar.
    """

    kind = "folder"

    def __init__(
        self,
        spec: ModelSpec,
        folder: Path,
    ) -> None:
        self._spec = spec
        self._folder = folder

    def check(self) -> tuple[bool, str]:
        missing = [file.name for file in self._spec.files if self._find(file) is None]
        if missing:
            return False, f"{self._folder} does not hold {', '.join(missing)}"
        return True, f"copied from {self._folder}"

    def fetch(self, into: Path) -> dict[str, Origin]:
        origins = {}
        for file in self._spec.files:
            path = self._find(file)
            assert path is not None, "check() comes first"
            try:
                shutil.copyfile(path, into / file.name)
            except OSError as error:
                raise SourceFailed(f"{path} can't be copied ({error.strerror})") from error
            origins[file.name] = Origin(str(path), must_be_pinned=False)
        return origins

    def _find(self, file: ModelFile) -> Path | None:
        """Return the file under any of its names, with a pinned checksum if there is such a file.

        Beside int8 weights, `model.onnx` is often fp32.
        """
        names = dict.fromkeys(
            (
                file.name,
                file.hub.path,
                Path(file.hub.path).name,
                file.maven.path,
            )
        )
        paths = [self._folder / name for name in names]
        found = [path for path in paths if path.is_file()]
        for path in found:
            if path.stat().st_size == file.size and file_sha256(path) in file.sha256:
                return path
        return found[0] if found else None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


class HubSource:
    """The model hub, or the mirror in `HF_ENDPOINT`, without a token and without telemetry."""

    kind = "hub"

    def __init__(self, spec: ModelSpec) -> None:
        self._spec = spec
        for setting in _HUB_SETTINGS:
            os.environ.setdefault(setting, "1")
        self._endpoint = os.environ.get("HF_ENDPOINT") or None

    def check(self) -> tuple[bool, str]:
        # Only the standard library: `make run` asks before anything is installed.
        file = self._spec.files[-1].hub
        url = f"{self._endpoint or HUB}/{file.repo}/resolve/{file.revision}/{file.path}"
        opener = urllib.request.build_opener(_NoRedirect)
        try:
            request = urllib.request.Request(url, method="HEAD")  # noqa: S310 - the user's endpoint
            opener.open(request, timeout=HUB_TIMEOUT).close()
        except urllib.error.HTTPError as error:
            # A redirect to the place of the file means that the hub has it.
            if error.code not in range(300, 400):
                return False, f"the model hub answered {error.code} for {file.path}"
        except (OSError, ValueError) as error:
            if isinstance(error, urllib.error.URLError) and isinstance(error.reason, Exception):
                reason = error.reason
            else:
                reason = error
            return False, f"the model hub can't be reached ({type(reason).__name__})"
        return True, f"from the model hub ({self._spec.files[0].hub.repo})"

    def fetch(self, into: Path) -> dict[str, Origin]:
        return {
            file.name: self._download(
                file.hub,
                file.sha256,
                into / file.name,
            )
            for file in self._spec.files
        }

    def _metadata(self, file: HubFile) -> HfFileMetadata:
        """Send one HEAD request without retries.

        The library's own download retries an unreachable hub for 23 s.
        """
        from huggingface_hub import get_hf_file_metadata, hf_hub_url

        # HTTPError is the base of the errors of the library's client.
        from huggingface_hub.errors import HfHubHTTPError, HTTPError  # type: ignore[attr-defined]

        try:
            url = hf_hub_url(
                file.repo,
                file.path,
                revision=file.revision,
                endpoint=self._endpoint,
            )
            return get_hf_file_metadata(
                url,
                token=False,
                timeout=HUB_TIMEOUT,
                endpoint=self._endpoint,
            )
        except HfHubHTTPError as error:
            raise SourceFailed(
                f"the model hub answered {error.response.status_code} for {file.path}"
            ) from error
        except (HTTPError, OSError) as error:
            raise SourceFailed(
                f"the model hub can't be reached ({type(error).__name__})"
            ) from error

    def _download(
        self,
        file: HubFile,
        pinned: Sequence[str],
        target: Path,
    ) -> Origin:
        from huggingface_hub import hf_hub_download
        from huggingface_hub.errors import HTTPError  # type: ignore[attr-defined]

        announced = self._metadata(file)
        with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
            try:
                path = Path(
                    hf_hub_download(
                        file.repo,
                        file.path,
                        revision=file.revision,
                        local_dir=scratch,
                        token=False,
                        endpoint=self._endpoint,
                        etag_timeout=HUB_TIMEOUT,
                    )
                )
            except (HTTPError, OSError) as error:
                raise SourceFailed(
                    f"the model hub broke off while sending {file.path} ({type(error).__name__})"
                ) from error
            if file_sha256(path) not in pinned and not _is_as_announced(path, announced.etag):
                raise SourceFailed(
                    f"{file.path} arrived from the model hub with another checksum "
                    "than it announced"
                )
            path.rename(target)
        return Origin(
            f"hub:{file.repo}@{announced.commit_hash or file.revision}/{file.path}",
            must_be_pinned=False,
        )


def _is_as_announced(path: Path, etag: str | None) -> bool:
    """Whether a file has the checksum in a hub's etag.

    An etag is the SHA-256 of a large file, and git's SHA-1 of a small one; another etag announces
    nothing.
    """
    if etag is not None and len(etag) == 64:
        return file_sha256(path) == etag
    if etag is not None and len(etag) == 40:
        data = path.read_bytes()
        return (
            hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest() == etag
        )
    return False


class MavenSource:
    """Maven Central, or the mirror in Maven's settings.

    Maven's output is not shown, because it may name hosts of a private network.
    """

    kind = "maven"

    def __init__(self, spec: ModelSpec) -> None:
        self._spec = spec

    def check(self) -> tuple[bool, str]:
        if shutil.which("mvn") is None:
            return False, "there is no `mvn` on the PATH"
        return True, "from Maven Central through `mvn`"

    def fetch(self, into: Path) -> dict[str, Origin]:
        origins = {}
        for artifact in dict.fromkeys(file.maven.artifact for file in self._spec.files):
            files = [file for file in self._spec.files if file.maven.artifact == artifact]
            with tempfile.TemporaryDirectory(dir=into) as scratch:
                self._unpack(
                    artifact,
                    [file.maven.path for file in files],
                    Path(scratch),
                )
                for file in files:
                    (Path(scratch) / "files" / file.maven.path).rename(into / file.name)
                    origins[file.name] = Origin(
                        f"maven:{artifact}!{file.maven.path}", must_be_pinned=True
                    )
        return origins

    def _unpack(
        self,
        artifact: str,
        paths: Sequence[str],
        scratch: Path,
    ) -> None:
        """Let mvn write `paths` of the jar into SCRATCH/files.

        mvn gets a project of its own, because it leaves files where it runs.
        """
        (scratch / "pom.xml").write_text(_POM, encoding="utf-8")
        command = [
            "mvn",
            "--quiet",
            "--batch-mode",
            "-Daether.connector.connectTimeout=10000",
            "dependency:unpack",
            f"-Dartifact={artifact}",
            f"-DoutputDirectory={scratch / 'files'}",
            f"-Dmdep.unpack.includes={','.join(paths)}",
        ]
        try:
            done = subprocess.run(  # noqa: S603  (no shell; the coordinates are ours)
                command,
                cwd=scratch,
                capture_output=True,
                stdin=subprocess.DEVNULL,
                timeout=MAVEN_TIMEOUT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SourceFailed(f"`mvn` did not finish ({type(error).__name__})") from error
        if done.returncode != 0:
            raise SourceFailed(
                f"`mvn` ended with status {done.returncode} for {artifact} "
                f"(`mvn dependency:get -Dartifact={artifact}` shows why)"
            )
        missing = [path for path in paths if not (scratch / "files" / path).is_file()]
        if missing:
            raise SourceFailed(f"{artifact} does not hold {', '.join(missing)}")
