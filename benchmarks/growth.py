"""How the cost of one unit grows where there are four and sixteen times as many of them.

`benchmarks.authority` and `benchmarks.linear` share this: kinds of archives, each measured at three
sizes, a table, and an exit status.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from rich.console import Console

from cli.output import table

TIMES = (1, 4, 16)
MOST_GROWTH = 1.5
"""Most that the cost of one unit may grow from a size to a larger one."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The cost of one kind at one size.

    Attributes:
        kind: The kind of archive.
        times: How many times as large as the smallest it is.
        units: How many documents, acts, citations or rows there are.
        cpu: CPU seconds by stage.
    """

    kind: str
    times: int
    units: int
    cpu: Mapping[str, float]

    @property
    def milliseconds(self) -> float:
        """CPU milliseconds for one unit, all stages together."""
        return 1000 * sum(self.cpu.values()) / self.units


@dataclass(frozen=True, slots=True)
class Kind:
    """An archive that can be made at any size.

    Attributes:
        name: What it is.
        base: How many units there are at the smallest size.
        measure: Measures the CPU seconds by stage at a number of units.
    """

    name: str
    base: int
    measure: Callable[[int], dict[str, float]]


def measure_kinds(
    kinds: Sequence[Kind],
    prog: str,
    description: str,
) -> int:
    """Measure each kind at its sizes, and print a table or JSON.

    Args:
        kinds: The kinds; the command line may choose one, and another smallest size.
        prog: The command, for its help.
        description: What it does, for its help.

    Returns:
        The exit status: 1 where a cost is not linear, else 0.
    """
    parser = argparse.ArgumentParser(prog=prog, description=description)
    parser.add_argument("--kind", choices=[kind.name for kind in kinds], help="only this kind")
    parser.add_argument("--base", type=int, help="units at the smallest size")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    chosen = [kind for kind in kinds if options.kind in (None, kind.name)]
    if options.base:
        chosen = [replace(kind, base=options.base) for kind in chosen]
    measured = [
        Measured(kind.name, times, kind.base * times, kind.measure(kind.base * times))
        for kind in chosen
        for times in TIMES
    ]
    if options.json:
        print(json.dumps([asdict(row) for row in measured], ensure_ascii=False))
    else:
        _print(measured)
    return int(any(growth > MOST_GROWTH for growth in growths(measured).values()))


def growths(measured: Sequence[Measured]) -> dict[str, float]:
    """Compare the cost of one unit at the largest size with that at the smaller ones.

    A small archive is mostly the start, which hides a growth from the smallest size on. So the
    largest growth counts.

    Args:
        measured: Kinds at their sizes, each kind from the smallest to the largest.

    Returns:
        By kind, the ratio; 1 where the cost is linear.
    """
    by_kind: dict[str, list[float]] = {}
    for row in measured:
        by_kind.setdefault(row.kind, []).append(row.milliseconds)
    return {
        kind: max(costs[-1] / earlier for earlier in costs[:-1]) for kind, costs in by_kind.items()
    }


def _print(measured: Sequence[Measured]) -> None:
    first = {row.kind: row for row in reversed(measured)}
    figures = [
        (
            row.kind,
            str(row.units),
            ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in row.cpu.items()),
            f"{row.milliseconds:.2f}",
            f"{row.milliseconds / first[row.kind].milliseconds:.2f}",
        )
        for row in measured
    ]
    names = ("kind", "units", "CPU seconds", "ms a unit", "ratio")
    Console().print(table("", names, figures, right=names[3:]))
