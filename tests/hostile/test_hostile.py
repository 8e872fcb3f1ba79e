"""Whatever a file is, it ends in a state that is reported: within its limits, without a word to a network, without a trace elsewhere."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.ends import INDEXED, CorpusFile, End, end_of, ends
from corpus.codec import unpack
from corpus.errors import REASONS, BadInput
from corpus.records import Document
from ingestion.formats.embedded_pages import unwrapped
from ingestion.formats.media_types import EML, HTML, JSON, JSONL, MHT, detect
from ingestion.limits import Limits
from ingestion.parsers import parsers
from ingestion.workers import Pool
from tests.hostile.files import SECRET, Bait, Hostile, all_files
from tests.hostile.guards import GUARDED, guard, guard_pages
from tests.hostile.offenders import offend
from tests.hostile.whole import whole

MIB = 1024 * 1024
LIMITS = Limits(
    max_bytes=56 * MIB,
    max_expanded_bytes=64 * MIB,
    max_seconds=30,
    max_memory_bytes=640 * MIB,
)
HASTY = Limits(
    max_bytes=56 * MIB,
    max_expanded_bytes=64 * MIB,
    max_seconds=1.5,
    max_memory_bytes=400 * MIB,
)
OURS = {"failed", "crashed"}
"""Ends that no file may have: they are faults of ours."""
_MAY_HOLD_PAGES = {HTML, EML, MHT, JSON, JSONL}
Judged = list[tuple[Hostile, Limits, End]]

pytestmark = pytest.mark.skipif(
    not GUARDED, reason="only Linux on x86_64 and aarch64 is told what a worker may not do"
)


def is_page(one: Hostile) -> bool:
    try:
        return (
            unwrapped(one.data) is not None
            or detect(
                one.data,
                one.name,
                parsers(),
            ).media_type
            in _MAY_HOLD_PAGES
        )
    except BadInput:
        return False


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the workers are: their working folder, their folder for temporary files, and the bait."""
    place = tmp_path_factory.mktemp("hostile")
    for name in ("work", "tmp"):
        (place / name).mkdir()
    (place / "bait.txt").write_text(SECRET, encoding="ascii")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place / "work")
        patch.setenv("TMPDIR", str(place / "tmp"))
        patch.setattr(
            tempfile,
            "tempdir",
            None,
        )
        yield place


@pytest.fixture(scope="module")
def traces(scratch: Path) -> dict[str, tuple[int, int]]:
    """What lies in the scratch folder before anything is read."""
    return listing(scratch)


@pytest.fixture(scope="module")
def judged(scratch: Path, traces: dict[str, tuple[int, int]]) -> Judged:
    """Every hostile file and its end; pages are read by workers that have loaded their parser, endless ones in little time."""
    found: Judged = []
    every = list(all_files(Bait(scratch / "bait.txt")))
    pages = {one.name for one in every if is_page(one)}
    for limits, set_up, some in (
        (LIMITS, guard, [one for one in every if not one.slow and one.name not in pages]),
        (LIMITS, guard_pages, [one for one in every if one.name in pages]),
        (HASTY, guard, [one for one in every if one.slow]),
    ):
        by_name = {one.name: one for one in some}
        with Pool(
            end_of,
            set_up,
            processes=2,
            limits=limits,
        ) as pool:
            files = (
                (
                    one.name,
                    CorpusFile(
                        one.data,
                        one.name,
                        limits,
                    ),
                )
                for one in some
            )
            found += [(by_name[name], limits, end) for name, end in ends(pool, files)]
    return found


def listing(place: Path) -> dict[str, tuple[int, int]]:
    """Everything that lies there; of a folder its being there, since files without a name come and go in it."""
    entries = ((path, path.lstat()) for path in place.rglob("*"))
    return {
        str(path.relative_to(place)): (0, 0)
        if path.is_dir()
        else (status.st_size, status.st_mtime_ns)
        for path, status in entries
    }


def reported(found: Judged) -> list[str]:
    return [f"{one.name}: {end.state}: {end.detail}" for one, _, end in found]


def test_every_file_ends_in_a_state_that_is_no_failure_of_ours(judged: Judged) -> None:
    assert len(judged) >= 300
    assert len({one.name for one, _, _ in judged}) == len(judged)
    assert not reported([it for it in judged if it[2].state not in {INDEXED, *REASONS} - OURS])
    assert all(end.detail for _, _, end in judged if end.state != INDEXED)


def test_a_file_of_which_it_can_be_reported_ends_as_it_must(judged: Judged) -> None:
    assert not reported([it for it in judged if it[0].ends and it[2].state not in it[0].ends])


def test_no_file_takes_more_than_its_limits(judged: Judged) -> None:
    """Of time the clock of a busy machine lets a worker know a little more than the pool has granted."""
    assert not reported(
        [it for it in judged if (it[2].peak_mib or 0) * MIB > it[1].max_memory_bytes]
    )
    assert not reported([it for it in judged if (it[2].seconds or 0) > 2 * it[1].max_seconds])


def test_only_endless_files_are_ended_by_the_limits_on_time_and_memory(judged: Judged) -> None:
    """All others are small enough to be read, or refused for what they are."""
    assert not reported(
        [
            it
            for it in judged
            if it[2].state == "memory" and not it[0].slow and it[0].name != "runs.pdf"
        ]
    )


def test_nothing_is_written_and_nothing_is_followed(
    judged: Judged,
    scratch: Path,
    traces: dict[str, tuple[int, int]],
) -> None:
    """The guards have killed whoever tried; what a library in C wrote would lie here."""
    assert listing(scratch) == traces
    assert not list(Path(tempfile.gettempdir()).parent.glob("lexops-escaped*"))
    assert not list(Path("/tmp").glob("lexops-escaped*"))
    read = [(one, unpack(Document, end.document)) for one, _, end in judged if end.document]
    assert len(read) > 100
    leaks = [
        one.name
        for one, document in read
        if SECRET in document.text or SECRET in str(document.metadata)
    ]
    assert leaks == []


def test_formats_without_a_parser_are_named_and_the_others_read(judged: Judged) -> None:
    """What is read must be readable when it is whole: else the generator would prove nothing."""
    readable = {suffix for suffix, data in whole().items() if can_be_read(suffix, data)}
    assert {"txt", "md", "html", "docx", "pdf"} <= readable
    states: dict[str, Counter[str]] = {}
    for one, _, end in judged:
        states.setdefault(one.name.rpartition(".")[2], Counter())[end.state] += 1
    assert all(states[suffix]["unsupported"] for suffix in whole().keys() - readable)


def can_be_read(suffix: str, data: bytes) -> bool:
    try:
        return (
            detect(
                data,
                f"a.{suffix}",
                parsers(),
            ).media_type
            in parsers()
        )
    except BadInput:
        return False


@pytest.mark.parametrize(
    "what",
    [
        "connect",
        "ask for an address",
        "fetch",
        "ask the kernel",
        "start",
        "write",
        "write aside",
        "delete",
    ],
)
def test_a_worker_that_does_what_it_may_not_is_caught(what: str, scratch: Path) -> None:
    target = str(scratch / "work" / "escaped") if what in ("write", "delete") else "127.0.0.1"
    with Pool(
        offend,
        guard,
        processes=1,
        limits=LIMITS,
    ) as pool:
        [(_, end)] = ends(
            pool,
            [
                (
                    what,
                    CorpusFile(
                        target.encode(),
                        what,
                        LIMITS,
                    ),
                )
            ],
        )
    assert end.state == "crashed"
    assert "SIGSYS" in end.detail or "Forbidden" in end.detail
    assert not (scratch / "work" / "escaped").exists()
