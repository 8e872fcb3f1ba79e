"""The node as a process that outlives its parent: starting, waiting, finding and ending it.

The Java process inherits a lock and holds it as long as it lives. So the process id in a file
counts only while it means this server. A file with only the id was set aside: ids are reused, and
`down` must never end another process.
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
from indexing.opensearch.server._administration import configure

_START_SECONDS = 180
_STOP_SECONDS = 60
# The shell starts the server in the background and ends, so the server has no parent that must
# wait for it.
_DETACHED = 'log=$1; shift; "$@" >"$log" 2>&1 & echo $!'
_FOLDERS = ("config", "data", "logs", "tmp")


def why_not() -> str | None:
    """Return why this machine cannot run a node; None where it can."""
    java = _java()
    if java is None:
        return "there is no `java` on the PATH or in JAVA_HOME"
    major = _java_version(java)
    # OpenSearch 2 needs Java's security manager, which Java 24 removed.
    if 17 <= major <= 23:
        return None
    return f"Java {major} does not run OpenSearch 2: it needs 17 to 23"


def start(
    programs: Path,
    folder: Path,
    port: int,
    heap: str,
    java_options: Sequence[str] = (),
    credentials: Path | None = None,
) -> int:
    """Start a node on loopback whose data are in `folder`; return its process id.

    Root starts it as the user `nobody`, because OpenSearch refuses root. With `credentials`, a
    folder of `make_credentials`, it has TLS and users. Raises ServiceUnreachable where another node
    runs on that folder.
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
        log = str(folder / "logs" / "server.log")
        shell = subprocess.run(  # noqa: S603 - a fixed script, and arguments
            [
                "/bin/sh",
                "-c",
                _DETACHED,
                "sh",
                log,
                *command,
            ],
            cwd=folder,
            env={"HOME": str(folder / "tmp"), "PATH": os.environ.get("PATH", os.defpath)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            start_new_session=True,
            pass_fds=(lock,),
            preexec_fn=_obey_sigterm,
            check=True,
            **user,
        )
    except BlockingIOError as error:
        raise ServiceUnreachable(
            f"a node already runs on {folder}, and does not answer here",
            remedy="`lexops opensearch status` says where, `lexops opensearch down` ends it",
        ) from error
    finally:
        os.close(lock)
    return int(shell.stdout)


def _obey_sigterm() -> None:
    """Let the node end on SIGTERM also where this process ignores it.

    Java keeps a signal ignored that its parent ignored, so `stop` had to wait and kill. Dagster
    copies what SIGINT does to SIGTERM, and a shell ignores SIGINT in what it runs in the
    background.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def wait(folder: Path, answers: Callable[[], bool]) -> None:
    """Wait until the node answers.

    Raises ServiceUnreachable, with the reason from its log, when it ends or takes too long.
    """
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if answers():
            return
        if not runs(folder):
            break
        time.sleep(0.2)
    log = folder / "logs" / "server.log"
    raise ServiceUnreachable(f"OpenSearch did not start: {_reason_in(log)}", remedy=f"see {log}")


def _reason_in(log: Path) -> str:
    """Return the line of the log that says why the node ended, without stack traces."""
    text = log.read_text(encoding="utf-8", errors="replace")
    lines = [line.strip() for line in text.splitlines()]
    causes = [line for line in lines if line.startswith("Likely root cause:")]
    if causes:
        return causes[-1]
    others = [line for line in lines if line and not line.startswith(("at ", "..."))]
    if others:
        return others[-1]
    return "its log is empty"


def runs(folder: Path) -> bool:
    """Whether a node that was started on this folder still runs."""
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
    """End the node that runs on this folder: ask it to end, and kill it if it does not."""
    for signal_, seconds in ((signal.SIGTERM, _STOP_SECONDS), (signal.SIGKILL, 10)):
        if runs(folder):
            os.kill(pid, signal_)
        deadline = time.monotonic() + seconds
        while runs(folder) and time.monotonic() < deadline:
            time.sleep(0.1)


def _prepare(folder: Path, credentials: Path | None) -> dict[str, Any]:
    """Make the folders and the configuration; return the user for `subprocess.run`."""
    for name in _FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name in ("opensearch.yml", "log4j2.properties"):
        content = (files(__package__) / "files" / name).read_bytes()
        (folder / "config" / name).write_bytes(content)
    if credentials is not None:
        configure(folder / "config", credentials)
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("nobody")
    for name in _FOLDERS:
        for path in (folder / name, *(folder / name).rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


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
    command = [java, f"-Xms{heap}", f"-Xmx{heap}"]
    # With this module distances between vectors use the processor's wide registers.
    if _java_version(java) >= 20:
        command.append("--add-modules=jdk.incubator.vector")
    command += java_options
    command += [f"-D{name}={value}" for name, value in properties.items()]
    command += ["-cp", f"{programs / 'lib'}/*", "org.opensearch.bootstrap.OpenSearch"]
    command += [f"-E{name}={value}" for name, value in settings.items()]
    return command


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    if home:
        return shutil.which("java", path=f"{home}/bin")
    return shutil.which("java")


def _java_version(java: str) -> int:
    done = subprocess.run(  # noqa: S603 - the path of the machine's own Java
        [java, "-version"],
        capture_output=True,
        text=True,
        check=False,
    )
    match = re.search(r'version "(?:1\.)?(\d+)', done.stderr)
    return int(match[1]) if match else 0
