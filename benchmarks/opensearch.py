"""Publishing to OpenSearch while services ask: `python -m benchmarks.opensearch [PATH...]`.

On a server of its own (or `--url`), with a copy of the home that is named (its cached vectors are
used) or a new one. A law of ours is put beside the archive and edited: one article, to measure when
the alias shows it, and all of them, to see what a reader may get meanwhile.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.__main__ import Figure, percentile
from benchmarks.asking import AskedQuestion, AskingTally, Service, asking
from benchmarks.costs import ROOT
from cli.output import console, table
from configs.loading import home_of, load
from configs.settings import Index, Settings
from corpus.notation.numerals import to_chinese
from indexing.opensearch import server as opensearch_server
from indexing.opensearch.store import OpenSearchStore
from pipelines.publish import publish, roll_back_to
from pipelines.report import RunReport
from pipelines.run import update
from retrieval.benchmarks import GoldQuestion, read_questions
from storage.home import Home
from tests.opensearch import folder_for_a_server, sweep

LAW = "云州计量器具借用办法"
ARTICLES = 12
EDITS = 20
QUIET = 60  # seconds of questions while no run writes
PREFIX = "bench"
URL = "http://127.0.0.1:9477"
_POLL = 0.01  # seconds between two looks at what the alias shows


@dataclass
class Bench:
    """A home that publishes to a server, and the folder of the law that is edited."""

    home: Home
    settings: Settings
    laws: Path

    @property
    def file(self) -> Path:
        """The law's file."""
        return self.laws / f"{LAW}(2020-01-10).md"

    @property
    def index(self) -> Index:
        """Where the index is."""
        return self.settings.index

    def write(
        self,
        version: str,
        *,
        first: str | None = None,
    ) -> None:
        """Write the law. Each article says to which version it belongs.

        Args:
            version: The version.
            first: Another version for the first article.
        """
        lines = [f"# {LAW}", "（2020年1月10日云州计量局公布，自2020年3月1日起施行）"]
        for n in range(1, ARTICLES + 1):
            said = first if first and n == 1 else version
            lines.append(
                f"第{to_chinese(n)}条 借用第{to_chinese(n)}类计量器具的，应当登记归还日期（稿本{said}）。"
            )
        self.file.write_text("\n\n".join(lines) + "\n", encoding="utf-8")

    def update(self) -> RunReport:
        """Update the folder of this law.

        Returns:
            The report of the run.

        Raises:
            SystemExit: If something was refused.
        """
        return _done(update(self.settings, self.home, [str(self.laws)]))

    def service(self) -> Service:
        """Open a client that asks through the alias.

        Returns:
            The client.
        """
        return Service(self.index.location or URL, self.index)


def main() -> int:
    """Measure, and print a table or JSON.

    Returns:
        The exit status, 0.
    """
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.opensearch", description="Measure publishing to OpenSearch."
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        help="folders (default: what the home holds, else the sample archive)",
    )
    parser.add_argument(
        "--home", type=Path, help="a home whose cached vectors are used; it is copied"
    )
    parser.add_argument("--profile", default="local")
    parser.add_argument("--questions", type=Path, default=ROOT / "samples" / "questions.jsonl")
    parser.add_argument("--url", help="a server that runs already (default: one is started)")
    parser.add_argument("--heap", default=opensearch_server.DEFAULT_HEAP)
    parser.add_argument(
        "--rate",
        type=float,
        default=10.0,
        help="questions a second",
    )
    parser.add_argument("--deltas", type=int, default=200)
    parser.add_argument("--swaps", type=int, default=20)
    parser.add_argument(
        "--rebuilds",
        type=int,
        default=2,
        help="so many of the swaps build the generation whole",
    )
    parser.add_argument(
        "--minutes",
        type=float,
        default=60.0,
        help="publish no longer than this; the table says how often that was",
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="lexops-opensearch-") as place,
        _server(options.url, options.heap) as url,
    ):
        bench = _bench(Path(place), url, options)
        rows = []
        try:
            for row in _measure(bench, options):
                print(
                    f"{row.what}: {row.figure}", file=sys.stderr, flush=True
                )  # it takes half an hour
                rows.append(row)
        finally:
            sweep(url, bench.index)  # a server that is named belongs to the user
    if options.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False))
    else:
        console().print(
            table(
                "",
                ("what", "figure"),
                [(row.what, row.figure) for row in rows],
                right=("figure",),
            )
        )
    return 0


def _measure(bench: Bench, options: argparse.Namespace) -> Iterator[Figure]:
    yield from _candidate(bench, options.paths)
    questions = _questions(bench, options.profile, options.questions)
    yield from _edits(bench)
    with asking(
        bench.index.location or URL,
        bench.index,
        questions,
        options.rate,
    ) as end:
        time.sleep(QUIET)
        yield from _answers("without load", end())
    with asking(
        bench.index.location or URL,
        bench.index,
        questions,
        options.rate,
    ) as end:
        yield from _churn(bench, options)
        yield from _answers("while publishing", end())


def _candidate(bench: Bench, paths: Sequence[Path]) -> Iterator[Figure]:
    """Publish all of the archive to an empty server, with cached vectors where there are any."""
    bench.write("甲")
    report = _done(update(bench.settings, bench.home, [*map(str, paths), str(bench.laws)]))
    yield from _seconds("first generation", report)
    yield from _seconds(
        "full candidate beside the live one",
        _done(publish(bench.settings, bench.home, rebuild=True)),
    )


def _seconds(what: str, report: RunReport) -> Iterator[Figure]:
    spent = {stage: report.seconds.get(stage, 0.0) for stage in ("index", "publish")}
    total = sum(spent.values())
    yield Figure(what, f"{total:.1f} s", total)
    yield Figure(
        "  passages a second", f"{report.index_writes / total:.0f}", report.index_writes / total
    )


def _edits(bench: Bench) -> Iterator[Figure]:
    """Change one article several times, then remove the file; measure until the alias shows it."""
    took = []
    for n in range(EDITS):
        bench.write("甲", first=f"改{n}")
        with _first_write() as writing, _seen(bench, lambda said, n=n: f"改{n}" in said) as seen:
            bench.update()
        took.append(seen[0] - writing[0])
    yield Figure(
        f"one article changed: visible after writing began, p50 of {EDITS}",
        f"{percentile(took, 50):.2f} s",
        percentile(took, 50),
    )
    yield Figure(
        f"one article changed: visible after writing began, p95 of {EDITS}",
        f"{percentile(took, 95):.2f} s",
        percentile(took, 95),
    )
    bench.file.unlink()
    with _first_write() as writing, _seen(bench, lambda said: not said) as seen:
        _done(
            update(
                bench.settings,
                bench.home,
                [str(bench.laws)],
                allow_deletes=True,
            )
        )
    yield Figure(
        "a file removed: gone after writing began, in the same run",
        f"{seen[0] - writing[0]:.2f} s",
        seen[0] - writing[0],
    )
    bench.write("甲")
    bench.update()


def _churn(bench: Bench, options: argparse.Namespace) -> Iterator[Figure]:
    """Deltas that change every article of the law, and generations that change places, in turns."""
    took: dict[str, list[float]] = {
        "delta": [],
        "whole generation": [],
        "generation, brought up to date": [],
    }
    versions = cycle("乙甲")
    turns = max(1, options.swaps)
    until = time.monotonic() + 60 * options.minutes
    for turn in range(turns):
        for version in islice(versions, max(1, options.deltas // turns)):
            if time.monotonic() < until:
                bench.write(version)
                took["delta"].append(_timed(bench.update))
        if turn < options.swaps and time.monotonic() < until:
            whole = options.rebuilds > 0 and turn % max(1, options.swaps // options.rebuilds) == 0
            took["whole generation" if whole else "generation, brought up to date"].append(
                _timed(partial(_swap, bench, whole=whole))
            )
    for what, seconds in took.items():
        if seconds:
            yield Figure(
                f"{len(seconds)} × {what}, whole run, p50",
                f"{percentile(seconds, 50):.1f} s",
                percentile(seconds, 50),
            )


def _swap(bench: Bench, *, whole: bool) -> None:
    """Let readers get another generation: one that is built anew, or the older one that is kept."""
    store = OpenSearchStore(bench.index.location or URL, bench.index)
    names = [one.name for one in store.generations() if not one.live]
    if whole:
        _done(publish(bench.settings, bench.home, rebuild=True))
    else:
        _done(roll_back_to(bench.settings, bench.home, names[-1]))
    store.close()


def _answers(when: str, tally: AskingTally) -> Iterator[Figure]:
    """What the services got."""
    asked = sum(map(len, tally.took.values()))
    yield Figure(f"{when}: questions", str(asked), asked)
    for percent in (50, 95, 99):
        value = percentile(tally.took["hybrid"], percent)
        yield Figure(f"{when}: hybrid question with filters, p{percent}", f"{value:.0f} ms", value)
    for what, found in (
        ("errors", len(tally.errors)),
        ("empty answers", tally.empty),
        ("answers that mix versions", len(tally.mixed)),
    ):
        yield Figure(f"{when}: {what}", str(found), found)
    for example in [*tally.errors[:3], *tally.mixed[:3]]:
        print(f"{when}: {example}", file=sys.stderr)


def _questions(
    bench: Bench,
    profile: str,
    file: Path,
) -> list[AskedQuestion]:
    """Prepare questions with filters of every sort; after each three comes the whole edited law."""
    from cli.invocation import Invocation

    lines = [one.query for one in read_questions(file) if isinstance(one, GoldQuestion)][:200]
    today = dt.datetime.now(dt.UTC).date().isoformat()
    filters: Sequence[dict[str, Any]] = (
        {"as_of": today},
        {"as_of": "2019-06-01"},
        {"levels": ["law", "regulation"]},
        {"kinds": ["statute"]},
    )
    asked = []
    with Invocation(bench.home.root, profile).embedder() as embedder:
        for number, (line, where) in enumerate(zip(lines, cycle(filters), strict=False), 1):
            params = {
                "text": line,
                "vector": embedder.embed_query(line).tolist(),
                "groups": ["public"],
                "fields": ["id", "text"],
            }
            asked.append(AskedQuestion(params | where))
            if number % 3 == 0:
                asked.append(AskedQuestion({**params, "works": [LAW], "k": 50}, whole=ARTICLES))
    service = bench.service()
    answered = [
        one for one in asked if service.ask(one)
    ]  # a small archive may have nothing of 2019
    service.close()
    return answered


@contextmanager
def _first_write() -> Iterator[list[float]]:
    """When an update that runs meanwhile first wrote to the index."""
    moments: list[float] = []
    write = OpenSearchStore.write

    def noted(self: OpenSearchStore, *arguments: Any, **named: Any) -> Any:
        moments.append(time.perf_counter())
        return write(self, *arguments, **named)

    OpenSearchStore.write = noted  # type: ignore[method-assign]
    try:
        yield moments
    finally:
        OpenSearchStore.write = write  # type: ignore[method-assign]


@contextmanager
def _seen(bench: Bench, wanted: Any) -> Iterator[list[float]]:
    """Note when the alias first showed what is wanted, which must be there when the block ends."""
    moments: list[float] = []
    over = threading.Event()

    def look() -> None:
        service = bench.service()
        while not moments and not over.is_set():
            if wanted(service.versions(LAW)):
                moments.append(time.perf_counter())
            time.sleep(_POLL)
        service.close()

    thread = threading.Thread(target=look)
    thread.start()
    yield moments
    time.sleep(5 * _POLL)
    over.set()
    thread.join()
    if not moments:
        raise SystemExit("the run ended and the alias does not show what it wrote")


def _timed(act: Any) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _done(report: RunReport) -> RunReport:
    if report.refused:
        raise SystemExit("; ".join(one.detail for one in report.refused))
    return report


def _bench(
    place: Path,
    url: str,
    options: argparse.Namespace,
) -> Bench:
    """Prepare the home and the law's folder. The server is new, so the old index is forgotten."""
    root = place / "home"
    if options.home:
        shutil.copytree(options.home, root, ignore=shutil.ignore_patterns("index", "dagster"))
    root.mkdir(exist_ok=True)
    (root / "lexops.toml").write_text(
        f'[index]\nstore = "opensearch"\nlocation = "{url}"\nprefix = "{PREFIX}"\n',
        encoding="utf-8",
    )
    if not options.home and not options.paths:
        options.paths = sorted((ROOT / "samples" / "archive").iterdir())
    (laws := place / "edited").mkdir()
    settings = load(options.profile, root)
    return Bench(home_of(settings, root), settings, laws)


@contextmanager
def _server(url: str | None, heap: str) -> Iterator[str]:
    """The URL of a server: the one that is named, or one that is started, and ended."""
    if url:
        yield url
        return
    folder = folder_for_a_server()
    opensearch_server.up(URL, folder=folder, heap=heap)
    try:
        yield URL
    finally:
        opensearch_server.down(folder=folder)
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
