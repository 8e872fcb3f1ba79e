"""The node as a process that outlives its parent: started, waited for, found again, ended.

Its lock is inherited by the Java process and held as long as that lives, so that a process id that stands in a file is believed
only while it means this server. A file of the id alone was set aside: ids are reused, and `down` must never end a stranger.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.errors import ServiceUnreachable
from indexing.opensearch.server._security import configure

_START_SECONDS = 180
_STOP_SECONDS = 60
# The server is nobody's child: who starts it may end long before or after it, and need not reap it.
_DETACHED = 'log=$1; shift; "$@" >"$log" 2>&1 & echo $!'
_FOLDERS = ("config", "data", "logs", "tmp")


def why_not() -> str | None:
    """What keeps this machine from running one; None where nothing does."""
    java = _java()
    if java is None:
        return "there is no `java` on the PATH or in JAVA_HOME"
    major = _java_version(java)
    # OpenSearch 2 wants Java's security manager, which Java 24 gave up.
    if 17 <= major <= 23:
        return None
    return f"Java {major} does not run OpenSearch 2: it wants 17 to 23"


def start(
    programs: Path,
    folder: Path,
    port: int,
    heap: str,
    java_options: Sequence[str] = (),
    credentials: Path | None = None,
) -> int:
    """Start a node whose data are in `folder`, on loopback; its process id. As `nobody` where we are root: OpenSearch refuses root.

    With `credentials`, a folder of `_security.make_credentials`, it has TLS and users. Raises ServiceUnreachable where another node runs on that folder.
    """
    java = _java()
    assert java is not None, "why_not() comes first"
    user = _prepare(folder, credentials)
    lock = os.open(folder / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        command = _command(
            java,
            programs,
            folder,
            port,
            heap,
            java_options,
        )
        told = subprocess.run(  # noqa: S603 - the shell is given a fixed script; the words are arguments
            [
                "/bin/sh",
                "-c",
                _DETACHED,
                "sh",
                str(folder / "logs" / "server.log"),
                *command,
            ],
            cwd=folder,
            env={"HOME": str(folder / "tmp"), "PATH": os.environ.get("PATH", os.defpath)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            start_new_session=True,
            pass_fds=(lock,),
            check=True,
            **user,
        )
    except BlockingIOError as error:
        remedy = "`lexops opensearch status` says where, `lexops opensearch down` ends it"
        raise ServiceUnreachable(
            f"a node already runs on {folder}, and does not answer here", remedy=remedy
        ) from error
    finally:
        os.close(lock)
    return int(told.stdout)


def wait(folder: Path, answers: Callable[[], bool]) -> None:
    """Until the node answers. Raises ServiceUnreachable, with the last lines of its log, when it ends before or takes too long."""
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if answers():
            return
        if not runs(folder):
            break
        time.sleep(0.2)
    log = folder / "logs" / "server.log"
    raise ServiceUnreachable(f"OpenSearch did not start: {_last_words(log)}", remedy=f"see {log}")


def _last_words(log: Path) -> str:
    """What the log says of why it ended; traces are left out."""
    lines = [
        line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    causes = [line for line in lines if line.startswith("Likely root cause:")]
    said = [line for line in lines if line and not line.startswith(("at ", "..."))]
    return (causes or said or ["it said nothing"])[-1]


def runs(folder: Path) -> bool:
    """Whether a node that was started on this folder lives."""
    try:
        lock = os.open(folder / "server.lock", os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False


def stop(folder: Path, pid: int) -> None:
    """End the node that runs on this folder, in peace if it can."""
    for how, seconds in ((signal.SIGTERM, _STOP_SECONDS), (signal.SIGKILL, 10)):
        if runs(folder):
            os.kill(pid, how)
        deadline = time.monotonic() + seconds
        while runs(folder) and time.monotonic() < deadline:
            time.sleep(0.1)


def _prepare(folder: Path, credentials: Path | None) -> dict[str, Any]:
    """Make the folders and the configuration; how to start as whom."""
    for name in _FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name in ("opensearch.yml", "log4j2.properties"):
        (folder / "config" / name).write_bytes((files(__package__) / "files" / name).read_bytes())
    if credentials is not None:
        configure(folder / "config", credentials)
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    for path in (folder / name for name in _FOLDERS):
        for one in (path, *path.rglob("*")):
            os.chown(one, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _command(
    java: str,
    programs: Path,
    folder: Path,
    port: int,
    heap: str,
    java_options: Sequence[str],
) -> list[str]:
    properties = {
        "java.security.manager": "allow",
        "java.io.tmpdir": folder / "tmp",
        "file.encoding": "UTF-8",
        "jna.nosys": "true",
        "io.netty.noUnsafe": "true",
        "log4j.shutdownHookEnabled": "false",
        "log4j2.disable.jmx": "true",
        "opensearch.path.home": programs,
        "opensearch.path.conf": folder / "config",
    }
    settings = {
        "http.port": port,
        "transport.port": f"{port + 1}-{port + 100}",
        "path.data": folder / "data",
        "path.logs": folder / "logs",
    }
    # Distances between vectors with the processor's wide registers: Java 20 and newer only, and only when asked.
    wide = ["--add-modules=jdk.incubator.vector"] if _java_version(java) >= 20 else []
    return [
        *(
            java,
            f"-Xms{heap}",
            f"-Xmx{heap}",
            *wide,
            *java_options,
        ),
        *(f"-D{name}={value}" for name, value in properties.items()),
        *("-cp", f"{programs / 'lib'}/*", "org.opensearch.bootstrap.OpenSearch"),
        *(f"-E{name}={value}" for name, value in settings.items()),
    ]


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")


def _java_version(java: str) -> int:
    told = subprocess.run(
        [java, "-version"],
        capture_output=True,
        text=True,
        check=False,
    ).stderr
    found = re.search(r'version "(?:1\.)?(\d+)', told)
    return int(found[1]) if found else 0
