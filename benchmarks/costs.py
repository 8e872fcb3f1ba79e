"""The cost of a process, as a scheduler would see it.

Seconds, CPU-seconds of it and its children, and the memory of its largest process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LEXOPS = Path(sys.executable).parent / "lexops"
REFUSED = 1  # an exit status that says something was held back, and is an answer too


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of a process.

    Attributes:
        seconds: Seconds on the clock.
        cpu_seconds: Seconds of all processors.
        peak_mib: The memory of its largest process, in MiB.
        report: The JSON document that it printed.
    """

    seconds: float
    cpu_seconds: float
    peak_mib: float
    report: dict[str, Any]


def measured(command: list[str]) -> Cost:
    """Run a command that prints one JSON document.

    The kernel's account of a process includes the children that it has waited for: their time
    is added up, and of their memory the largest counts.

    Args:
        command: The command and its arguments.

    Returns:
        Its cost.

    Raises:
        SystemExit: If the command failed.
    """
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None, "it was asked for"
    with process.stdout:
        output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, REFUSED}:
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    return Cost(
        time.perf_counter() - began,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
        json.loads(output),
    )


def lexops(home: Path, profile: str, *words: str | Path) -> Cost:
    """Run one `lexops` command as a process of its own.

    Args:
        home: The home.
        profile: The profile.
        *words: The command and its arguments.

    Returns:
        Its cost.
    """
    return measured(
        [
            str(LEXOPS),
            *map(str, words),
            "--home",
            str(home),
            "--profile",
            profile,
            "--json",
        ]
    )


def baseline(
    home: Path,
    model: str,
    sources: list[Path],
) -> Cost:
    """Run one update of the baseline.

    Args:
        home: The folder of its index.
        model: The embedding model.
        sources: The folders of the archive.

    Returns:
        Its cost.
    """
    home.mkdir(exist_ok=True)
    return measured(
        [
            sys.executable,
            "-m",
            "benchmarks.baseline",
            str(home),
            model,
            *map(str, sources),
        ]
    )
