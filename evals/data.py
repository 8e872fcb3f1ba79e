"""Mails, tables, records and archives, read back: `python -m evals data [--seed N] [--json]`.

Writes laws and tables of our own as mails, workbooks, CSV, JSON, XML and archives, and counts what
was lost. `--files N` sets the number of files of each format. Shape, encoding and layout are drawn
from the seed. Rules are made on seed 1; seed 2 is for judging.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence

from corpus.records import Document, Unit
from evals.archives import judge_archive
from evals.authors import Author
from evals.bare_texts import bare, read_articles, read_unit_texts
from evals.data_files import WrittenFile, elements, mail, records, table
from evals.scores import Tally, print_scores, seed_options
from evals.workbooks import workbook
from ingestion.reading import read
from law.structure import structure

FORMATS: dict[str, Callable[[Author], WrittenFile]] = {
    "mail": mail,
    "xlsx": workbook,
    "csv": table,
    "json": records,
    "xml": elements,
}


def judge(written: WrittenFile, tally: Tally) -> None:
    """Read a file back and count what is as it was written.

    Args:
        written: The file and what must be found in it.
        tally: The counts.
    """
    began = time.perf_counter()
    document = read(written.data, written.name)
    tally.seconds += time.perf_counter() - began
    tally.counts["files"] += 1
    stem = written.name.partition(".")[0]
    units = structure(document, stem).units
    by_path = read_unit_texts(document, units)
    if any("/" in label for label in written.articles):
        found = by_path
    else:
        found = read_articles(document, stem)
    tally.judge_articles(written.name, written.articles, found)
    _judge_cell_articles(
        written,
        document,
        units,
        by_path,
        tally,
    )
    _judge_characters(written, document, tally)
    if written.cells:
        _judge_cells(written, document, tally)


def _judge_cell_articles(
    written: WrittenFile,
    document: Document,
    units: Sequence[Unit],
    by_path: dict[str, str],
    tally: Tally,
) -> None:
    """Count the articles that are cells of a table: each must be a cell of a row that is a unit."""
    spans = {(unit.start, unit.end) for unit in _join_pieces(units)}
    cells: Counter[str] = Counter()
    for block in document.blocks:
        if (block.start, block.end) in spans:
            cells.update(bare(cell) for cell in block.cells)
    for truth in written.in_cells:
        is_alone = cells[truth] or any(text.endswith(f"：{truth}") for text in by_path.values())
        tally.judge_article(written.name, truth, truth if is_alone else None)


def _judge_characters(
    written: WrittenFile,
    document: Document,
    tally: Tally,
) -> None:
    want = Counter(bare(written.text))
    lost = want - Counter(bare(document.text))
    tally.count("kept", want.total() - lost.total(), want.total())
    if lost:
        tally.failures.append(f"{written.name} lost {dict(lost)}")


def _judge_cells(
    written: WrittenFile,
    document: Document,
    tally: Tally,
) -> None:
    cells = Counter(written.cells)
    found = tally.judge_cells(cells, document)
    if cells != found:
        missing = list(cells - found)[:4]
        extra = list(found - cells)[:4]
        tally.failures.append(f"{written.name} cells missing {missing}, too many {extra}")


def _join_pieces(units: Sequence[Unit]) -> list[Unit]:
    """Return the units, with one unit in place of the pieces of a long one."""
    joined: dict[str, Unit] = {}
    for unit in units:
        before = joined.get(unit.path, unit)
        start = min(unit.start, before.start)
        end = max(unit.end, before.end)
        joined[unit.path] = Unit(unit.path, start, end)
    return list(joined.values())


def measure(seed: int, files: int) -> dict[str, Tally]:
    """Write and read files of each format.

    Args:
        seed: The seed of texts and shapes.
        files: The number of files of each format.

    Returns:
        The counts by format, those of archives among them.
    """
    tallies = {name: Tally() for name in (*FORMATS, "archives")}
    for place, (name, write) in enumerate(FORMATS.items()):
        for index in range(files):
            author = Author(seed * 1_000_000 + place * 10_000 + index)
            judge(write(author), tallies[name])
    for index in range(files):
        author = Author(seed * 1_000_000 + 90_000 + index)
        judge_archive(author, tallies["archives"])
    return tallies


def scores_of(tallies: dict[str, Tally]) -> dict[str, float]:
    """Compute the scores of each format.

    Args:
        tallies: The counts by format.

    Returns:
        The scores, with the format before their names.
    """
    scores: dict[str, float] = {}
    for name, tally in tallies.items():
        if name == "archives":
            scores["members"] = tally.share("members")
            continue
        scores[f"{name} articles"] = tally.share("articles")
        scores[f"{name} kept"] = tally.share("kept")
        if tally.counts["cells"]:
            scores[f"{name} cell F1"] = tally.cell_f1
        scores[f"{name} files a second"] = tally.counts["files"] / tally.seconds
    return scores


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the scores.

    Args:
        arguments: The options; None for those of the command line.

    Returns:
        The exit status, 0.
    """
    options = seed_options(__doc__, 60).parse_args(arguments)
    tallies = measure(options.seed, options.files)
    failures: list[str] = []
    for tally in tallies.values():
        failures += tally.failures[: options.failures]
    print_scores(
        scores_of(tallies),
        failures,
        as_json=options.json,
        seed=options.seed,
    )
    return 0
