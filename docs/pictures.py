"""Take the pictures of docs/ui.md: `make pictures` runs it.

The script starts `lexops dev` on the sample archive and looks at it with a headless Chromium. It
controls Chromium through the DevTools protocol, over the WebSocket client that comes with Dagster's
web server. Playwright and Selenium were set aside: each would bring a browser, or a driver that must
match one, for seven calls of that protocol.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
LEXOPS = Path(sys.executable).parent / "lexops"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

_PATIENCE = 120.0  # seconds for a page's content, or for a process to begin
_WIDTH = 1400
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class UiPage:
    """A page of the UI: its picture's name, where it is, the words that it must show, and how much of it is kept.

    `{run}` in `path` is the number of the last run. `clicks` are the words on what has to be opened first, `top` the words that are
    """

    name: str
    path: str
    shows: tuple[str, ...]
    height: int = 900
    clicks: tuple[str, ...] = ()


PAGES = (
    UiPage(
        "lineage",
        "/assets/core__passages?view=lineage&lineageScope=neighbors&lineageDepth=5",
        ("raw__objects", "core__documents", "index__live"),
        height=520,
    ),
    UiPage("run", "/runs/{run}", ("core__documents", "check_passages", "RUN_SUCCESS"), height=1000),
    UiPage(
        "quarantine",
        "/assets/core__documents?view=overview",
        ("set aside, file by file", "encrypted"),
    ),
    UiPage(
        "passages",
        "/assets/core__passages?view=overview",
        ("passages that changed", "indexed"),
        height=1000,
    ),
    UiPage(
        "checks",
        "/assets/core__passages?view=checks&checkDetail=nothing_lost",
        ("Latest execution", "objects ended somewhere"),
        height=760,
    ),
    UiPage(
        "check",
        "/assets/core__passages?view=checks&checkDetail=passages_valid",
        ("every passage's", "kept"),
        height=960,
        clicks=("[Show Markdown]",),
    ),
    UiPage(
        "tags",
        "/assets/core__tags?view=overview",
        ("schemes", "share"),
        height=1100,
    ),
    UiPage("live", "/assets/index__live?view=overview", ("generation", "store"), height=760),
)


class Missing(Exception):
    """Something that was waited for did not come."""


def main() -> None:
    """Make every picture anew; those that no page has any more are deleted."""
    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    if chromium is None:
        raise SystemExit("Chromium is missing: on Debian, apt-get install chromium fonts-noto-cjk")
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(
                tempfile.TemporaryDirectory(prefix="lexops-pictures-", ignore_cleanup_errors=True)
            )
        )
        environment = {**os.environ, "LEXOPS_HOME": str(folder / "home"), "LEXOPS_PROFILE": "ci"}
        sources = sorted((ROOT / "samples" / "archive").iterdir())
        subprocess.run([LEXOPS, "run", *map(str, sources)], env=environment, check=True, cwd=ROOT)
        url = stack.enter_context(served(environment))
        take(chromium, folder / "browser", url, PICTURES)
    for superfluous in {*PICTURES.glob("*.png")} - {
        PICTURES / f"{page.name}.png" for page in PAGES
    }:
        superfluous.unlink()


def take(chromium: str, profile: Path, url: str, into: Path) -> None:
    """Take the picture of every page of the UI at `url`.

    Raises Missing where a page does not show what it should.
    """
    into.mkdir(exist_ok=True)
    run = last_run(url)
    with opened(chromium, profile) as browser:
        for page in PAGES:
            (into / f"{page.name}.png").write_bytes(browser.look_at(url, page, run))


@contextmanager
def served(environment: dict[str, str]) -> Iterator[str]:
    """`lexops dev` on a free port, until the block ends; its address, once it has loaded everything."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    command = [LEXOPS, "dev", "--port", str(port)]
    with subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait(f"the UI at {url}", lambda: _is_loaded(url), process)
            yield url
        finally:
            process.send_signal(signal.SIGINT)


def _is_loaded(url: str) -> bool:
    return bool(_ask(url, "{ assetNodes { id } }")["assetNodes"])


def last_run(url: str) -> str:
    """The number of the last run of a UI's home."""
    return str(
        _ask(url, "{ runsOrError(limit: 1) { ... on Runs { results { runId } } } }")["runsOrError"][
            "results"
        ][0]["runId"]
    )


def _ask(url: str, query: str) -> dict[str, list[object]]:
    body = json.dumps({"query": query}).encode()
    request = urllib.request.Request(f"{url}/graphql", body, {"content-type": "application/json"})  # noqa: S310 - our own server
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return json.load(answer)["data"]


class Browser:
    """One tab, driven over the DevTools protocol: a command has a number, and its answer bears the same."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    def look_at(self, url: str, page: UiPage, run: str) -> bytes:
        """A page as PNG, once it shows what it should and stands still."""
        self._size(page.height)
        self._report("Page.navigate", url=url + page.path.format(run=run))
        for words in page.clicks:
            _wait(f"“{words}” on {page.path}", lambda words=words: self._run(_CLICK, words))
        for words in page.shows:
            _wait(f"“{words}” on {page.path}", lambda words=words: self._run(_SHOWS, words))
        self._rest()
        return base64.b64decode(str(self._report("Page.captureScreenshot", format="png")["data"]))

    def _size(self, height: int) -> None:
        self._report(
            "Emulation.setDeviceMetricsOverride",
            width=_WIDTH,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def _rest(self) -> None:
        """Wait until the page has been the same for a second: Dagster fetches parts of it one after the other, and moves its graph."""
        before, since = "", time.monotonic()
        while time.monotonic() - since < 1:
            now = str(self._report("Page.captureScreenshot", format="png")["data"])
            if now != before:
                before, since = now, time.monotonic()
            time.sleep(0.2)

    def _run(self, function: str, *arguments: str) -> object:
        call = f"({function})({', '.join(map(json.dumps, arguments))})"
        return self._report("Runtime.evaluate", expression=call, returnByValue=True)["result"].get(
            "value"
        )

    def _report(self, method: str, **parameters: object) -> dict[str, dict[str, object]]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (answer := json.loads(self._socket.recv(timeout=_PATIENCE))).get("id") != number:
            pass  # an event of a domain that this script enabled
        if "error" in answer:
            raise Missing(f"{method}: {answer['error']['message']}")
        return answer["result"]


_SHOWS = "words => document.body.innerText.includes(words)"
_FIND = "words => [...document.querySelectorAll('*')].findLast(one => one.children.length == 0 && one.textContent.trim() == words)"
_CLICK = f"words => {{ const it = ({_FIND})(words); it?.click(); return !!it }}"


@contextmanager
def opened(chromium: str, profile: Path) -> Iterator[Browser]:
    """A headless Chromium with one tab, until the block ends."""
    options = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--no-first-run",
        "--lang=en-US",
        "--disable-dev-shm-usage",
    ]
    command = [
        chromium,
        *options,
        f"--user-data-dir={profile}",
        "--remote-debugging-port=0",
        "about:blank",
    ]
    environment = {**os.environ, "TZ": "UTC"}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            address = _wait("Chromium", lambda: _tab(profile), process)
            with connect(address, max_size=None, proxy=None) as socket:
                yield Browser(socket)
        finally:
            process.terminate()


def _tab(profile: Path) -> str | None:
    """The address of the first tab: Chromium writes its port into its profile."""
    port, _, _ = (profile / "DevToolsActivePort").read_text().partition("\n")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=30) as answer:
        return next(
            (one["webSocketDebuggerUrl"] for one in json.load(answer) if one["type"] == "page"),
            None,
        )


def _wait(
    what: str, look: Callable[[], Found], process: subprocess.Popen[bytes] | None = None
) -> Found:
    """What `look` finds, as soon as it finds anything.

    Raises Missing when it takes too long, or the process has ended.
    """
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and (process is None or process.poll() is None):
        try:
            if found := look():
                return found
        except (FileNotFoundError, urllib.error.URLError, ConnectionError, TimeoutError):
            pass  # it is not up yet
        time.sleep(0.2)
    raise Missing(
        f"{what} did not come within {_PATIENCE:.0f} s"
        if process is None or process.poll() is None
        else f"{what} ended at once"
    )


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


if __name__ == "__main__":
    main()
