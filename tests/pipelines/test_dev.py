"""`lexops dev`, for real: the UI loads everything, a run launched there goes through, and nothing is left behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from storage.home import Home
from tests.pipelines.conftest import Run, statute

PROGRAM = """
import sys
from pathlib import Path
from configs.loading import home_of, load
from pipelines.dev import serve_ui

root = Path(sys.argv[1])
settings = load("ci", root, {})
sys.exit(serve_ui(settings, home_of(settings, root), port=int(sys.argv[2])))
"""
LAUNCH = """
mutation { launchRun(executionParams: {
  selector: {repositoryLocationName: "pipelines.definitions", repositoryName: "__repository__", jobName: "update"}
  runConfigData: {}}) { __typename ... on LaunchRunSuccess { run { runId } } ... on PythonError { message } } }
"""
STATUS = "query($id: ID!) { runOrError(runId: $id) { ... on Run { status } } }"
LOADED = "{ repositoriesOrError { ... on RepositoryConnection { nodes { assetNodes { assetKey { path } } } } ... on PythonError { message } } }"


def ask(port: int, query: str, **variables: Any) -> Any:
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql",
        body,
        {"content-type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["data"]


def wait_until(what: Callable[[], Any], seconds: float = 120) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if found := what():
                return found
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass  # it is not up yet
        time.sleep(0.3)
    raise AssertionError("it took too long")


def processes_of(home: Home) -> list[str]:
    """Command lines of living processes that name this home."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) != os.getpid():
            try:
                line = (entry / "cmdline").read_bytes().decode(errors="replace")
            except OSError:  # it ended meanwhile
                continue
            found += [line] if str(home.root) in line else []
    return found


def test_the_ui_loads_everything_and_runs_what_it_is_reported_to(
    run_job: Run,
    home: Home,
    laws: Path,
) -> None:
    run_job(laws)
    (laws / "云岭市新业态条例.md").write_text(statute("云岭市新业态条例"), encoding="utf-8")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    log = (home.root / "dev.log").open("wb")
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            PROGRAM,
            str(home.root),
            str(port),
        ],
        stdout=log,
        stderr=log,
    )
    try:
        loaded = wait_until(lambda: ask(port, LOADED)["repositoriesOrError"].get("nodes"))
        assert len(loaded[0]["assetNodes"]) == 8
        launched = ask(
            port,
            LAUNCH,
        )["launchRun"]
        assert launched["__typename"] == "LaunchRunSuccess", launched
        run_id = launched["run"]["runId"]
        status = wait_until(
            lambda: (
                (
                    it := ask(
                        port,
                        STATUS,
                        id=run_id,
                    )["runOrError"]["status"]
                )
                in ("SUCCESS", "FAILURE")
                and it
            )
        )
        assert status == "SUCCESS"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
        log.close()
    with home.reading_catalog() as catalog:
        last = catalog.runs.last()
    assert last is not None
    assert last["report"]["sources"]["laws"]["indexed"] == 5
    wait_until(lambda: not processes_of(home), 30)
