"""The end of a file, and its cost: the pipeline's own reading, measured inside the worker.

The memory is asked of the kernel in the worker itself. The pool looks from outside only now and
then, and would miss a peak.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from corpus.errors import BadInput
from ingestion.limits import Limits
from ingestion.workers import Pool
from law.structure.cutting import Cutting
from pipelines.stages._tasks import ReadTask, StructureTask, find_structure, read_file

INDEXED = "indexed"
"""The state of a file that has passages; any other end is a code of `corpus.errors.REASONS`."""


class CorpusFile(NamedTuple):
    """A file's bytes or path, its name, and the limits under which it is read."""

    data: bytes | Path
    name: str
    limits: Limits


@dataclass(frozen=True, slots=True)
class End:
    """The end of a file.

    Attributes:
        state: Its state, `INDEXED` or a code of `corpus.errors.REASONS`.
        detail: The reason.
        seconds: Seconds; None if the worker died.
        peak_mib: The most memory that the worker had meanwhile, in MiB; None if the worker died.
        document: The packed document that was read.
    """

    state: str
    detail: str = ""
    seconds: float | None = None
    peak_mib: float | None = None
    document: bytes = b""


def end_of(file: CorpusFile) -> End:
    """Read a file and find its structure, as the pipeline's workers do.

    Args:
        file: The file.

    Returns:
        Its end. Errors of parsers other than BadInput are raised.
    """
    _forget_peak()
    began = time.perf_counter()
    state = INDEXED
    detail = ""
    document = b""
    try:
        data = file.data.read_bytes() if isinstance(file.data, Path) else file.data
        document = read_file(ReadTask(data, file.name, file.limits)).packed.body
        fault = find_structure(StructureTask(document, Path(file.name).stem, Cutting())).fault
        state, detail = fault or (INDEXED, "")
    except BadInput as error:
        state = error.code
        detail = error.detail
    return End(
        state,
        detail,
        time.perf_counter() - began,
        _peak_mib(),
        document,
    )


def ends(
    pool: Pool[CorpusFile, End], files: Iterable[tuple[str, CorpusFile]]
) -> Iterator[tuple[str, End]]:
    """Read files in workers.

    Args:
        pool: The workers.
        files: The files by key.

    Yields:
        The end of each file in order, also of those at which a worker died.
    """
    for key, result in pool.map(files):
        yield key, End(result.code, result.detail) if isinstance(result, BadInput) else result


def _forget_peak() -> None:
    """Let the kernel count the most memory from now on.

    Where it can't, it counts since the worker began, which is no less.
    """
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_bytes(b"5")


def _peak_mib() -> float:
    with suppress(OSError):
        if stated := re.search(
            r"VmHWM:\s+(\d+) kB",
            Path("/proc/self/status").read_text(encoding="ascii", errors="replace"),
        ):
            return int(stated[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform == "linux" else 1024 * 1024
    )
