"""Scans laws of our own, reads them by OCR, and says what was lost: `python -m evals scans [--seed N] [--dpi N] [--json]`.

`--memory PAGES` reads one file of so many pages instead, and says how much memory each tenth of it took.

Text, layout and flaws are drawn from a seed: half of the files are laws that `parsing.Author` writes, half are those of the sample archive.
A seed judges once; from then on it is one that rules are made on (evals/README.md says which have).
"""

from __future__ import annotations

import argparse
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
from evals.scores import Tally, print_scores
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
    """A scanned file and what it says."""

    name: str
    data: bytes
    scan: Scan
    pages: int
    text: str
    articles: dict[str, str]
    stem: str  # of its name before it was scanned: structure reads it


def cases(seed: int, files: int, dpi: int) -> Iterator[Case]:
    """Scanned files; every sixth is a TIFF and not a PDF.

    A law whose print with text is not read back whole is left out.
    """
    for index in range(files):
        author = Author(seed * 100_000 + index)
        chance = random.Random(seed * 100_000 + index)  # noqa: S311 - flaws, no secrets
        parts, articles, stem = _law(author, f"law{index}") if index % 2 else _sample(chance)
        style = _style(author)
        printed = typeset(parts, style)
        if len(printed.pages) == 1:  # what stands on one page only is told to be its head by nobody
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
    """A layout whose print a scan can show: pages are turned by the scanner, and hidden text has no ink."""
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
    """In a worker: the document, the CPU-seconds that it took, and the most memory that the process ever had, in bytes."""
    began = time.process_time()
    document = read(*argument)
    return (
        document,
        time.process_time() - began,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    )


def judge(case: Case, document: Document, tally: Tally) -> None:
    """Count what is as it was printed."""
    text = bare(document.text).replace("|", "")
    wrong = Levenshtein.distance(case.text, text)
    tally.count("characters", len(case.text) - wrong, len(case.text))
    found = read_articles(document, case.stem)
    for label, truth in case.articles.items():
        good = found.get(label) == truth
        tally.count("articles", good, 1)
        if not good:
            tally.failures.append(
                f"{case.name} {label}\n   want {truth}\n   have {found.get(label)}"
            )
    confidence = document.metadata.get("ocr_confidence")
    print(
        f"{case.name} {case.pages} pages, {wrong} of {len(case.text)} wrong, {confidence}  {case.scan}",
        file=sys.stderr,
    )


def measure(
    seed: int,
    files: int,
    dpi: int,
    processes: int,
) -> tuple[Tally, dict[str, float]]:
    """Scan and read so many files."""
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
    """A PDF file of so many scanned pages, no two alike."""
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
    """In a worker, while a file is read, twice a second: how many of its pages have been, and the memory of this process (resident, MiB)."""
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


def print_memory(seed: int, pages: int, dpi: int) -> None:
    """Print the most memory of each tenth of a long file, and how the last compares with the second: the first loads the networks."""
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
        f"MiB at most, by tenths of {pages} pages: {shown}; last / second: {tenths[-1] / (tenths[1] or 1):.2f}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=24)
    parser.add_argument(
        "--dpi",
        type=int,
        default=0,
        help="0: each file's is drawn from 150, 200, 300",
    )
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--failures",
        type=int,
        default=0,
        help="show so many of them",
    )
    parser.add_argument(
        "--memory",
        type=int,
        metavar="PAGES",
        help="read one file of so many pages and show what memory it took",
    )
    parser.add_argument("--json", action="store_true")
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
