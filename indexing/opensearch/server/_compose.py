"""The node as a container, where Docker Compose and an engine answer."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.resources import as_file, files

from corpus.errors import ServiceUnreachable
from indexing.opensearch.server._assembly import VERSION

_PROJECT = "lexops-opensearch"
_ASK_SECONDS = 15
_UP_SECONDS = 1_200  # an image of 1 GB


def why_not() -> str | None:
    """Return why this machine cannot run a container; None where it can."""
    if shutil.which("docker") is None:
        return "there is no `docker` on the PATH"
    if not _succeeds("compose", "version"):
        return "Docker has no Compose"
    if not _succeeds("info"):
        return "no container engine answers Docker"
    return None


def start(port: int, heap: str) -> None:
    """Start the container and wait until it is healthy. Raises ServiceUnreachable."""
    _compose(
        "up",
        "--detach",
        "--wait",
        port=port,
        heap=heap,
    )


def stop() -> None:
    """End the container; its data stay in the volume."""
    _compose("down")


def _compose(*words: str, port: int = 9200, heap: str = "1g") -> None:
    environment = {
        **os.environ,
        "LEXOPS_OPENSEARCH_VERSION": VERSION,
        "LEXOPS_OPENSEARCH_PORT": str(port),
        "LEXOPS_OPENSEARCH_HEAP": heap,
    }
    with as_file(files(__package__) / "files" / "compose.yaml") as file:
        command = [
            "docker",
            "compose",
            "--project-name",
            _PROJECT,
            "--file",
            str(file),
            *words,
        ]
        try:
            done = subprocess.run(  # noqa: S603 - no shell; the words are ours
                command,
                env=environment,
                capture_output=True,
                text=True,
                stdin=subprocess.DEVNULL,
                timeout=_UP_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ServiceUnreachable(
                f"`docker compose` did not finish ({type(error).__name__})"
            ) from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise ServiceUnreachable(
            f"`docker compose {words[0]}` failed: {last}",
            remedy=f"see `docker compose -p {_PROJECT} logs`",
        )


def _succeeds(*words: str) -> bool:
    try:
        done = subprocess.run(  # noqa: S603
            ["docker", *words],  # noqa: S607
            capture_output=True,
            timeout=_ASK_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):  # an engine that hangs counts as none
        return False
    return done.returncode == 0
