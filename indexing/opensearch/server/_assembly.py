"""An OpenSearch node assembled from Maven Central's artifacts, for machines without containers.

It has the server, k-NN and neural-search. Maven Central has the jars of OpenSearch's own modules,
but not the two small files that describe them to the server, so those are written here. The
official archive was set aside: it is 900 MB, and some networks with a Maven mirror cannot fetch it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

from corpus.errors import ServiceUnreachable

VERSION = "2.19.1"
"""As in files/pom.xml."""

_MAVEN_TIMEOUT = 900  # seconds; 70 MB


class _Module(NamedTuple):
    name: str
    main: str
    jars: tuple[str, ...]


_MODULES = (
    _Module(
        "transport-netty4",
        "org.opensearch.transport.Netty4Plugin",
        ("transport-netty4-client-*.jar", "netty-*.jar"),
    ),
    _Module(
        "lang-painless",
        "org.opensearch.painless.PainlessPlugin",
        (
            "lang-painless-*.jar",
            "opensearch-scripting-painless-spi-*.jar",
            "antlr4-runtime-*.jar",
            "asm-*.jar",
        ),
    ),
    _Module(
        "lang-mustache",
        "org.opensearch.script.mustache.MustachePlugin",
        ("lang-mustache-client-*.jar", "compiler-*.jar"),
    ),
    _Module(
        "analysis-common",
        "org.opensearch.analysis.common.CommonAnalysisPlugin",
        ("analysis-common-*.jar",),
    ),
    _Module(
        "mapper-extras",
        "org.opensearch.index.mapper.MapperExtrasPlugin",
        ("mapper-extras-client-*.jar",),
    ),
    _Module(
        "reindex",
        "org.opensearch.index.reindex.ReindexPlugin",
        (
            "reindex-client-*.jar",
            "opensearch-rest-client-*.jar",
            "opensearch-ssl-config-*.jar",
            "http*.jar",
            "commons-codec-*.jar",
            "commons-logging-*.jar",
        ),
    ),
)

_DESCRIPTOR = """name={name}
classname={main}
description={name}
version={version}
opensearch.version={version}
java.version=11
has.native.controller=false
"""


def why_not() -> str | None:
    """Return why this machine cannot assemble a node; None where it can."""
    if shutil.which("mvn"):
        return None
    return "there is no `mvn` on the PATH"


def assemble(
    cache: Path,
    progress: Callable[[str], None] = lambda _: None,
    *,
    secure: bool = False,
) -> Path:
    """Return the folder of a node's programs under `cache`; assemble it when it is missing.

    A second call waits for the first. With `secure` it has the security plugin, which a node
    without TLS does not need. All users may read it, because the server does not run as root.
    Raises ServiceUnreachable.
    """
    from filelock import FileLock

    # Named by its content: what an older lexops assembled may lack a module.
    content = hashlib.sha256(_digests(secure=secure).encode()).hexdigest()
    target = cache / f"{VERSION}-{content[:8]}"
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / ".lock"):
        if not target.exists():
            megabytes = 114 if secure else 70
            progress(
                f"assembling OpenSearch {VERSION} ({megabytes} MB from Maven Central) in {target}"
            )
            with tempfile.TemporaryDirectory(
                dir=cache, prefix=".new.", ignore_cleanup_errors=True
            ) as scratch:
                made = _make(Path(scratch), secure=secure)
                made.rename(target)
    return target


def _make(scratch: Path, *, secure: bool) -> Path:
    jars = scratch / "jars"
    made = scratch / "made"
    _copy_dependencies(scratch, jars, secure=secure)
    _verify(jars, secure=secure)
    made.mkdir()
    for module in _MODULES:
        _make_module(module, jars, made / "modules" / module.name)
    for archive in jars.glob("*.zip"):
        with zipfile.ZipFile(archive) as plugin:
            plugin.extractall(made / "plugins" / archive.stem)
    (made / "bin").mkdir()  # the server checks that this folder exists
    (made / "lib").mkdir()
    for jar in jars.glob("*.jar"):
        jar.rename(made / "lib" / jar.name)
    _let_everybody_read(made)
    return made


def _copy_dependencies(
    scratch: Path,
    jars: Path,
    *,
    secure: bool,
) -> None:
    with as_file(files(__package__) / "files" / "pom.xml") as pom:
        shutil.copyfile(pom, scratch / "pom.xml")
    # Without --strict-checksums: some mirrors have no checksum of a plugin's archive. Our own
    # checksums are pinned, see `_verify`.
    command = [
        "mvn",
        "--quiet",
        "--batch-mode",
        "dependency:copy-dependencies",
        f"-DoutputDirectory={jars}",
    ]
    if secure:
        command.append("--activate-profiles=security")
    try:
        done = subprocess.run(  # noqa: S603 - no shell; the words are ours
            command,
            cwd=scratch,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_MAVEN_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ServiceUnreachable(f"`mvn` did not finish ({type(error).__name__})") from error
    # Its output is not shown, because it may name hosts of a private network.
    if done.returncode:
        raise ServiceUnreachable(
            f"`mvn` could not fetch OpenSearch (status {done.returncode})",
            remedy="check that Maven reaches Maven Central or a mirror of it: "
            "`mvn dependency:get -Dartifact=org.opensearch:opensearch:2.19.1`",
        )


def _verify(jars: Path, *, secure: bool = False) -> None:
    """Compare the fetched files with the digests with which this version was tested.

    Raises ServiceUnreachable.
    """
    wanted = {}
    for line in _digests(secure=secure).splitlines():
        digest, _, name = line.partition("  ")
        wanted[name] = digest
    found = {jar.name: hashlib.sha256(jar.read_bytes()).hexdigest() for jar in jars.iterdir()}
    names = sorted(wanted.keys() | found.keys())
    different = [name for name in names if wanted.get(name) != found.get(name)]
    if different:
        raise ServiceUnreachable(
            f"what `mvn` fetched is not OpenSearch {VERSION} as it should be: "
            f"{', '.join(different[:3])}",
            remedy="remove it from Maven's repository (~/.m2), and check which mirror Maven uses",
        )


def _digests(*, secure: bool) -> str:
    folder = files(__package__) / "files"
    digests = (folder / "sha256.txt").read_text(encoding="utf-8")
    if secure:
        digests += (folder / "security" / "sha256.txt").read_text(encoding="utf-8")
    return digests


def _make_module(
    module: _Module,
    jars: Path,
    folder: Path,
) -> None:
    folder.mkdir(parents=True)
    for pattern in module.jars:
        for jar in list(jars.glob(pattern)):
            jar.rename(folder / jar.name)
    (folder / "plugin-descriptor.properties").write_text(
        _DESCRIPTOR.format(name=module.name, main=module.main, version=VERSION), encoding="utf-8"
    )
    policy = files(__package__) / "files" / "policies" / f"{module.name}.policy"
    if policy.is_file():
        (folder / "plugin-security.policy").write_bytes(policy.read_bytes())


def _let_everybody_read(folder: Path) -> None:
    for parent, _, names in os.walk(folder):
        Path(parent).chmod(0o755)
        for name in names:
            (Path(parent) / name).chmod(0o644)
