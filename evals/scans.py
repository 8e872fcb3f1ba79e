"""Scanned pages, read by OCR: `python -m evals scans [--seed N] [--dpi N] [--json]`.

Scans laws of our own and counts what was lost. `--memory PAGES` reads one long file instead, and
reports how much memory each tenth of it took.

Text, layout and flaws are drawn from a seed: half of the files are laws that `Author` writes, half
are those of the sample archive. A seed judges once; from then on rules are made on it
(evals/README.md lists the seeds).
"""

from __future__ import annotations

import io
import os
import random
import re
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import BadInput
from corpus.records import BlockKind, Document
from evals.authors import Author
from evals.bare_texts import bare, read_articles
from evals.scores import Tally, print_scores, seed_options
from ingestion.limits import Limits
from ingestion.ocr.keeping import kept_in
from ingestion.reading import read
from ingestion.workers import Pool
from samples.scans import Scan, as_image, as_pdf, drawn, scanned
from samples.typeset import Part, Printed, Style, typeset

ROOT = Path(__file__).resolve().parent.parent

_LABEL = re.compile("^(第[一二三四五六七八九十百千零]+[编章节条](?:之[一二三四五六七八九十])?) ")
_LAWS = sorted((ROOT / "samples" / "archive" / "statutes").rglob("*.md"))


@dataclass(frozen=True)
class Case:
    """A scanned file and what it says.

    Attributes:
        name: The file's name.
        data: The file.
        scan: The flaws of the scan.
        pages: The number of pages.
        text: All text without blanks.
        articles: The text of each article, by label.
        stem: The name before the law was scanned; the structure is read with it.
    """

    name: str
    data: bytes
    scan: Scan
    pages: int
    text: str
    articles: dict[str, str]
    stem: str  # of its name before it was scanned: structure reads it


def cases(
    seed: int,
    files: int,
    dpi: int,
) -> Iterator[Case]:
    """Scan laws. Every sixth file is a TIFF, the others are PDF.

    A law that is not read exactly from its print is left out: the scan is measured, not the layout.

    Args:
        seed: The seed of texts, layouts and flaws.
        files: The number of laws.
        dpi: Dots to the inch; 0 draws it from 150, 200 and 300.

    Yields:
        The scanned files.
    """
    for index in range(files):
        author = Author(seed * 100_000 + index)
        chance = random.Random(seed * 100_000 + index)  # noqa: S311 - flaws, no secrets
        parts, articles, stem = _law(author, f"law{index}") if index % 2 else _sample(chance)
        style = _style(author)
        printed = typeset(parts, style)
        if len(printed.pages) == 1:  # no reader can know that a line of a single page is its head
            printed = typeset(parts, replace(style, head=""))
        if (
            read_articles(read(printed.data, "law.pdf"), stem) != articles
        ):  # what is measured here is the scan, and not the layout
            continue
        scan = drawn(chance, dpi or chance.choice((150, 200, 300)))
        pages = scanned(printed, scan, seed * 100_000 + index)
        as_picture = index % 6 == 5
        data = as_image(pages, "TIFF", scan) if as_picture else as_pdf(pages, scan)
        yield Case(
            f"law{index}.{'tif' if as_picture else 'pdf'}",
            data,
            scan,
            len(pages),
            _text(printed),
            articles,
            stem,
        )


def _style(author: Author) -> Style:
    """Draw a layout that a scan can show: scanners turn pages, and hidden text has no ink."""
    return replace(
        author.style(),
        turn=0,
        drawn_turn=False,
        line_numbers=0,
        hidden=(),
    )


def _law(author: Author, stem: str) -> tuple[list[Part], dict[str, str], str]:
    return *author.law(
        author.chance.randint(8, 30),
        notes=author.chance.random() < 0.3,
        tables=author.chance.random() < 0.3,
    ), stem


def _sample(chance: random.Random) -> tuple[list[Part], dict[str, str], str]:
    """A law of the sample archive: as parts, and each article as it is read from its own file."""
    path = chance.choice([one for one in _LAWS if one.stat().st_size])
    document = read(path.read_bytes(), path.name)
    parts: list[Part] = []
    for index, block in enumerate(document.blocks):
        heading = block.kind is BlockKind.HEADING
        text = _LABEL.sub(
            "\\1\u3000", document.text[block.start : block.end]
        )  # as laws are printed
        parts.append(Part("title" if index == 0 else "heading" if heading else "paragraph", text))
    return parts, read_articles(document, path.stem), path.stem


def _text(printed: Printed) -> str:
    """All that a file says, as it is read: text, tables, notes."""
    body = "".join(bare(line) for page in printed.pages for line in page)
    cells = "".join(bare(cell) for table in printed.tables for row in table for cell in row)
    return body + cells + (bare("附：注释" + "".join(printed.notes)) if printed.notes else "")


def read_case(argument: tuple[bytes, str]) -> tuple[Document, float, int]:
    """Read a file in a worker.

    Args:
        argument: The file and its name.

    Returns:
        The document, the CPU-seconds that it took, and the most memory that the process ever had,
        in bytes.
    """
    began = time.process_time()
    document = read(*argument)
    return (
        document,
        time.process_time() - began,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    )


def judge(
    case: Case,
    document: Document,
    tally: Tally,
) -> None:
    """Count what is as it was printed.

    Args:
        case: The file and what it says.
        document: The document that was read.
        tally: The counts.
    """
    text = bare(document.text).replace("|", "")
    wrong = Levenshtein.distance(case.text, text)
    tally.count("characters", len(case.text) - wrong, len(case.text))
    tally.judge_articles(case.name, case.articles, read_articles(document, case.stem))
    confidence = document.metadata.get("ocr_confidence")
    print(
        (
            f"{case.name} {case.pages} pages, {wrong} of {len(case.text)} wrong, {confidence} "
            f" {case.scan}"
        ),
        file=sys.stderr,
    )


def measure(
    seed: int,
    files: int,
    dpi: int,
    processes: int,
) -> tuple[Tally, dict[str, float]]:
    """Scan laws and read them.

    Args:
        seed: The seed of texts, layouts and flaws.
        files: The number of laws.
        dpi: Dots to the inch; 0 draws it.
        processes: Worker processes.

    Returns:
        The counts, and the CPU-seconds and memory by name.
    """
    tally = Tally()
    cpu = 0.0
    most = 0
    waiting = {}

    def items() -> Iterator[tuple[str, tuple[bytes, str]]]:
        for case in cases(seed, files, dpi):
            waiting[case.name] = case
            yield case.name, (case.data, case.name)

    made = list(items())  # beforehand: scanning is not what is timed
    from evals.scans import read_case as importable  # a worker can't import what `__main__` holds

    began = time.perf_counter()
    with Pool(importable, processes=processes, limits=Limits(max_seconds=600)) as pool:
        for name, result in pool.map(made):
            case: Any = waiting.pop(name)
            tally.counts["pages"] += case.pages
            if isinstance(result, BadInput):
                tally.failures.append(f"{name}: {result}")
                tally.count("articles", 0, len(case.articles))
                tally.count("characters", 0, len(case.text))
                continue
            document, seconds, memory = result
            cpu = cpu + seconds
            most = max(most, memory)
            judge(case, document, tally)
    tally.seconds = time.perf_counter() - began
    return tally, {
        "CPU-seconds a page": cpu / tally.counts["pages"],
        "GiB, a worker at most": most / 2**30,
    }


def write_long_file(
    path: Path,
    seed: int,
    pages: int,
    dpi: int,
) -> None:
    """Write a PDF file of scanned pages, no two alike.

    Args:
        path: The file.
        seed: The seed of texts and flaws.
        pages: The number of pages.
        dpi: Dots to the inch.
    """
    paper = (595.0, 842.0)
    canvas = Canvas(str(path), pagesize=paper)
    made = 0
    while made < pages:
        author = Author(seed * 100_000 + made)
        parts, _ = author.law(author.chance.randint(1, 8), notes=False, tables=False)
        printed = typeset(parts, _style(author))
        scan = replace(
            drawn(author.chance, dpi),
            mode="L",
            noise=0.0,
            jpeg=45,
        )
        for picture in scanned(printed, scan, seed + made)[: pages - made]:
            canvas.drawImage(
                ImageReader(io.BytesIO(as_image([picture], "JPEG", scan))),
                0,
                0,
                *paper,
            )
            canvas.showPage()
            made += 1
    canvas.save()


def memory_of(path: Path) -> list[tuple[int, float]]:
    """Read a file in a worker and look at its memory twice a second.

    Args:
        path: The file.

    Returns:
        How many pages were done at each look, and the resident memory of this process in MiB.
    """
    samples: list[tuple[int, float]] = []
    done = threading.Event()
    with tempfile.TemporaryDirectory() as folder:

        def watch() -> None:
            while not done.wait(0.5):
                pages = sum(1 for _ in Path(folder).rglob("*.page"))
                samples.append(
                    (
                        pages,
                        int(Path("/proc/self/statm").read_text().split()[1])
                        * resource.getpagesize()
                        / 2**20,
                    )
                )

        watcher = threading.Thread(target=watch)
        with kept_in(Path(folder)):
            watcher.start()
            try:
                read(path.read_bytes(), path.name, Limits(max_bytes=1 << 30))
            finally:
                done.set()
                watcher.join()
    return samples


def print_memory(
    seed: int,
    pages: int,
    dpi: int,
) -> None:
    """Print the most memory of each tenth of a long file, and the last compared with the second.

    The first tenth loads the networks.

    Args:
        seed: The seed of texts and flaws.
        pages: The number of pages.
        dpi: Dots to the inch.
    """
    from evals.scans import memory_of as importable  # a worker can't import what `__main__` holds

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        write_long_file(
            path,
            seed,
            pages,
            dpi,
        )
        with Pool(importable, processes=1) as pool:
            [(_, samples)] = pool.map([(0, path)])
    if isinstance(samples, BadInput):
        raise samples
    tenths = [
        max((size for count, size in samples if min(10 * count // pages, 9) == tenth), default=0.0)
        for tenth in range(10)
    ]
    shown = " ".join(f"{size:.0f}" for size in tenths)
    print(
        f"MiB at most, by tenths of {pages} pages: {shown}; last / "
        f"second: {tenths[-1] / (tenths[1] or 1):.2f}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the scores.

    Args:
        arguments: The options; None for those of the command line.

    Returns:
        The exit status, 0.
    """
    parser = seed_options(__doc__, 24)
    parser.add_argument(
        "--dpi",
        type=int,
        default=0,
        help="0: each file's is drawn from 150, 200, 300",
    )
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--memory",
        type=int,
        metavar="PAGES",
        help="read one file of so many pages and show what memory it took",
    )
    options = parser.parse_args(arguments)
    if options.memory:
        print_memory(options.seed, options.memory, options.dpi or 200)
        return 0
    tally, costs = measure(
        options.seed,
        options.files,
        options.dpi,
        options.processes,
    )
    scores = {what: tally.share(what) for what in ("articles", "characters")}
    scores |= {"pages a second": tally.counts["pages"] / tally.seconds, **costs}
    print_scores(
        scores,
        tally.failures[: options.failures],
        as_json=options.json,
        seed=options.seed,
        pages=tally.counts["pages"],
    )
    return 0
