"""Office files, read back: `python -m evals office [--format F] [--seed N] [--json]`.

Saves laws of our own as offices do and counts what was lost. Formats: docx, pptx, rtf, doc, odt.
LibreOffice reads doc, rtf and odt; it also writes doc and odt for us, from the Word files. The
texts are those of `evals.authors`. Rules are made on seed 1; seed 2 is for judging, and
its failures are not looked at.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence

from evals.authors import Author
from evals.bare_texts import bare, read_articles
from evals.rtf_files import rtf
from evals.saved_files import SavedFile
from evals.scores import Tally, print_scores, seed_options
from evals.slide_files import slides
from evals.word_files import let_articles_go_on, word
from ingestion.limits import Limits
from ingestion.parsers.libreoffice.program import convert
from ingestion.reading import read
from samples.typeset import Part

_SHARES = (
    "articles",
    "order",
    "kept",
    "clean",
    "hidden kept out",
)
Save = Callable[[list[Part], int], SavedFile]


def through_libreoffice(suffix: str) -> Save:
    """Save in another format what `word` writes.

    No tracked change deletes a whole paragraph here: LibreOffice lets the number of a deleted
    paragraph number the next one.

    Args:
        suffix: The suffix of the format.

    Returns:
        A function that saves the parts of a law, drawn from a seed.
    """

    def save(parts: list[Part], seed: int) -> SavedFile:
        # OpenDocument has no word for levels that go on: chapters and articles need two lists
        lists = 2 if suffix == "odt" else 0
        saved = word(
            parts,
            seed,
            lists=lists,
            deletes=False,
        )
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
    """Read a file back and count what is as it was saved.

    Args:
        saved: The file and what a reader sees in it.
        articles: The text of each article, by label.
        tally: The counts.
        name: The file's name.
    """
    began = _cpu_seconds()
    document = read(saved.data, name)
    tally.seconds += _cpu_seconds() - began
    tally.counts["files"] += 1
    tally.judge_articles(name, articles, read_articles(document, name.partition(".")[0]))
    want = Counter(bare("".join(saved.text)))
    have = Counter(bare(document.text.replace(" | ", "")))
    tally.judge_characters(want, have)
    if want != have:
        tally.failures.append(f"{name}\n   lost {want - have}\n   more {have - want}")
    cells: Counter[str] = Counter()
    for table in saved.tables:
        for row in table:
            cells.update(cell for cell in row if cell)
    tally.judge_cells(cells, document)
    text = bare(document.text)
    for unseen in saved.unseen:
        tally.count("hidden kept out", unseen not in text, 1)
    _judge_order(saved, text.replace("|", ""), tally)


def _cpu_seconds() -> float:
    """Return the CPU-seconds of this process and its children, so that LibreOffice counts too."""
    return sum(os.times()[:4])


def _judge_order(
    saved: SavedFile,
    text: str,
    tally: Tally,
) -> None:
    lines = [bare(line) for line in saved.text if line]
    cursor = 0
    in_order = 0
    for line in lines:
        place = text.find(line, cursor)
        if place >= 0:
            in_order += 1
            cursor = place
    tally.count("order", in_order, len(lines))


def measure(
    form: str,
    seed: int,
    files: int,
) -> Tally:
    """Save laws and read them back.

    Args:
        form: A key of `FORMATS`.
        seed: The seed of texts and forms.
        files: The number of laws.

    Returns:
        The counts.
    """
    tally = Tally()
    for index in range(files):
        author = Author(seed * 100_000 + index)
        parts, truth = author.law(
            author.chance.randint(8, 120),
            notes=author.chance.random() < 0.3,
            tables=author.chance.random() < 0.5,
        )
        saved = FORMATS[form](parts, seed * 100_000 + index)
        judge(
            saved,
            truth,
            tally,
            f"law{index}.{form}",
        )
    return tally


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the scores.

    Args:
        arguments: The options; None for those of the command line.

    Returns:
        The exit status, 0.
    """
    parser = seed_options(__doc__, 60)
    parser.add_argument("--format", choices=FORMATS, default="docx")
    options = parser.parse_args(arguments)
    tally = measure(options.format, options.seed, options.files)
    scores = {what: tally.share(what) for what in _SHARES}
    scores["table cell F1"] = tally.cell_f1
    scores["CPU-ms a file"] = 1000 * tally.seconds / tally.counts["files"]
    print_scores(
        scores,
        tally.failures[: options.failures],
        as_json=options.json,
        format=options.format,
        seed=options.seed,
        files=tally.counts["files"],
    )
    return 0
