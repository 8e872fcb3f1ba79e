"""How every file of some folders ends: `python -m benchmarks.corpora DIR... [--list STATE]`.

The folders have broken, odd and hostile files, as other projects keep them for their tests. Each
is read as the pipeline reads it. A table shows the end states, one line for each format. Nothing
of what was read is kept.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.__main__ import percentile
from benchmarks.ends import INDEXED, CorpusFile, End, end_of, ends
from cli.output import console, table
from corpus.errors import REASONS
from ingestion.limits import DEFAULT_LIMITS, Limits
from ingestion.workers import Pool

OURS = ("failed", "crashed", "timeout", "memory")
"""Ends that may be a fault of ours rather than of the file."""
_FEW = 10  # formats with fewer files stand in one line
Ends = list[tuple[str, End]]


def main() -> int:
    """Read everything, and print the tables or JSON.

    Returns:
        The exit status, 0.
    """
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.corpora", description="Show how the files of some folders end."
    )
    parser.add_argument(
        "folders",
        nargs="+",
        type=Path,
        metavar="DIR",
    )
    parser.add_argument("--processes", type=int, help="workers (default: one a core)")
    parser.add_argument(
        "--seconds",
        type=float,
        default=DEFAULT_LIMITS.max_seconds,
        help="the limit on a file's time",
    )
    parser.add_argument(
        "--slowest",
        type=int,
        default=10,
        metavar="N",
        help="show the N slowest files",
    )
    parser.add_argument(
        "--list",
        action="append",
        default=list(OURS),
        metavar="STATE",
        help=f"name files that end so, besides {', '.join(OURS)}",
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    limits = replace(DEFAULT_LIMITS, max_seconds=options.seconds)
    with Pool(end_of, processes=options.processes, limits=limits) as pool:
        found = list(_counted(ends(pool, _files(options.folders, limits))))
    if options.json:
        print(
            json.dumps([{"file": name, **_shown(end)} for name, end in found], ensure_ascii=False)
        )
        return 0
    states = [state for state in (INDEXED, *REASONS) if any(end.state == state for _, end in found)]
    console().print(
        table(
            "Ends, by the ending of the name",
            ("", "files", *states),
            _by_format(found, states),
            right=("files", *states),
        )
    )
    console().print(
        table(
            "What they took",
            COSTS,
            _costs(found),
            right=COSTS[1:],
        )
    )
    slow = sorted((one for one in found if one[1].seconds), key=lambda one: -(one[1].seconds or 0))[
        : options.slowest
    ]
    console().print(
        table(
            "The slowest",
            ("file", "s", "MiB", "state"),
            [(name, *_figures(end), end.state) for name, end in slow],
            right=("s", "MiB"),
        )
    )
    for name, end in found:
        if end.state in options.list:
            print(f"{end.state}\t{name}\t{end.detail}")
    return 0


COSTS = (
    "",
    "files",
    "s p50",
    "s p95",
    "s max",
    "MiB p50",
    "MiB p95",
    "MiB max",
)


def _files(folders: Iterable[Path], limits: Limits) -> Iterator[tuple[str, CorpusFile]]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield (
                    f"{folder.name}/{path.relative_to(folder)}",
                    CorpusFile(path, path.name, limits),
                )


def _counted(found: Iterable[tuple[str, End]]) -> Iterator[tuple[str, End]]:
    for number, one in enumerate(found, 1):
        if number % 500 == 0:
            print(number, file=sys.stderr, flush=True)
        yield one


def _shown(end: End) -> dict[str, object]:
    return {
        "state": end.state,
        "detail": end.detail,
        "seconds": end.seconds,
        "peak_mib": end.peak_mib,
    }


def _figures(end: End) -> tuple[str, str]:
    return f"{end.seconds or 0:.2f}", f"{end.peak_mib or 0:.0f}"


def _formats(found: Ends) -> dict[str, Ends]:
    """Group the files by the ending of their names, most first, rare endings together, and all."""
    by_suffix: dict[str, Ends] = defaultdict(list)
    for name, end in found:
        by_suffix[Path(name).suffix.lower().lstrip(".") or "none"].append((name, end))
    groups: dict[str, Ends] = defaultdict(list)
    for suffix, some in sorted(by_suffix.items(), key=lambda one: -len(one[1])):
        groups[suffix if len(some) >= _FEW else "others"] += some
    return {**groups, "all": found}


def _by_format(found: Ends, states: list[str]) -> Iterator[tuple[object, ...]]:
    for name, some in _formats(found).items():
        counts = Counter(end.state for _, end in some)
        yield (name, len(some), *(counts[state] or "" for state in states))


def _costs(found: Ends) -> Iterator[tuple[object, ...]]:
    """Compute the costs of files whose worker lived to report them."""
    for name, some in _formats(found).items():
        reported = [end for _, end in some if end.seconds is not None]
        if reported:
            seconds = [end.seconds or 0 for end in reported]
            peaks = [end.peak_mib or 0 for end in reported]
            yield (
                name,
                len(reported),
                *(f"{percentile(seconds, percent):.3f}" for percent in (50, 95, 100)),
                *(f"{percentile(peaks, percent):.0f}" for percent in (50, 95, 100)),
            )


if __name__ == "__main__":
    sys.exit(main())
