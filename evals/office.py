"""Saves laws of our own as offices do, reads them back, and says what was lost: `python -m evals office [--format F] [--seed N] [--json]`.

Formats: docx, pptx, and those that LibreOffice reads and, but for RTF, writes for us from the Word files: doc, rtf, odt. Texts are those of
`parsing.py`. Seed 1 is what rules are made on; seed 2 is for judging, and its failures are not looked at.
"""

from __future__ import annotations

import argparse
import os
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from evals.office_files import SavedFile, let_articles_go_on, rtf, slides, word
from evals.parsing import Author, Tally, bare, print_scores, read_articles
from ingestion.limits import Limits
from ingestion.parsers.libreoffice.program import convert
from ingestion.reading import read
from samples.typeset import Part

ROOT = Path(__file__).resolve().parent.parent

Save = Callable[[list[Part], int], SavedFile]


def through_libreoffice(suffix: str) -> Save:
    """Saves as another format what `word` writes, without what LibreOffice can't write: numbered paragraphs that are deleted number the next one."""

    def save(parts: list[Part], seed: int) -> SavedFile:
        saved = word(
            parts,
            seed,
            lists=2 if suffix == "odt" else 0,
            deletes=False,
        )  # OpenDocument has no word for levels that go on
        saved.data = convert(
            saved.data,
            Limits(),
            "docx",
            "Office Open XML Text",
            suffix,
        )
        if suffix == "doc":
            saved.data = let_articles_go_on(saved.data)
        return saved

    return save


FORMATS: dict[str, Save] = {
    "docx": word,
    "pptx": slides,
    "rtf": rtf,
    "doc": through_libreoffice("doc"),
    "odt": through_libreoffice("odt"),
}


def judge(
    saved: SavedFile,
    articles: dict[str, str],
    tally: Tally,
    name: str,
) -> None:
    """Read a file back and count what is as it was saved."""
    began = sum(os.times()[:4])  # LibreOffice's, too
    document = read(saved.data, name)
    tally.seconds += sum(os.times()[:4]) - began
    tally.counts["files"] += 1
    found = read_articles(document, name.partition(".")[0])
    for label, truth in articles.items():
        good = found.get(label) == truth
        tally.count("articles", good, 1)
        if not good:
            tally.failures.append(f"{name} {label}\n   want {truth}\n   have {found.get(label)}")
    want = Counter(bare("".join(saved.text)))
    have = Counter(bare(document.text.replace(" | ", "")))
    tally.count("kept", sum(want.values()) - sum((want - have).values()), sum(want.values()))
    tally.count("clean", sum(have.values()) - sum((have - want).values()), sum(have.values()))
    if want != have:
        tally.failures.append(f"{name}\n   lost {want - have}\n   more {have - want}")
    rows = Counter(cell for table in saved.tables for row in table for cell in row if cell)
    read_rows = Counter(bare(cell) for block in document.blocks for cell in block.cells if cell)
    tally.counts["cells right"] += (rows & read_rows).total()
    tally.counts["cells"] += rows.total() + read_rows.total()
    text = bare(document.text)
    for unseen in saved.unseen:
        tally.count("hidden kept out", unseen not in text, 1)
    lines = [bare(line) for line in saved.text if line]
    cursor = 0
    in_order = 0
    for line in lines:
        place = re.sub(r"\|", "", text).find(line, cursor)
        in_order += int(place >= 0)
        if place >= 0:
            cursor = place
    tally.count("order", in_order, len(lines))


def measure(form: str, seed: int, files: int) -> Tally:
    """Save and read so many laws."""
    tally = Tally()
    for index in range(files):
        author = Author(seed * 100_000 + index)
        chance = author.chance
        parts, truth = author.law(
            chance.randint(8, 120), notes=chance.random() < 0.3, tables=chance.random() < 0.5
        )
        judge(
            FORMATS[form](parts, seed * 100_000 + index),
            truth,
            tally,
            f"law{index}.{form}",
        )
    return tally


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--format", choices=FORMATS, default="docx")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument(
        "--failures",
        type=int,
        default=0,
        help="show so many of them",
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    tally = measure(options.format, options.seed, options.files)
    scores: dict[str, float] = {
        what: tally.share(what)
        for what in (
            "articles",
            "order",
            "kept",
            "clean",
            "hidden kept out",
        )
    }
    scores["table cell F1"] = (
        2 * tally.counts["cells right"] / tally.counts["cells"] if tally.counts["cells"] else 1.0
    )
    scores["CPU-ms a file"] = 1000 * tally.seconds / tally.counts["files"]
    failures = tally.failures[: options.failures]
    print_scores(
        scores,
        failures,
        as_json=options.json,
        format=options.format,
        seed=options.seed,
        files=tally.counts["files"],
    )
    return 0
