"""Printed PDF files, read back: `python -m evals parsing [--seed N] [--json]`.

Prints laws and newspaper pages of our own and counts what was lost. Each file's text and layout
are drawn from a seed, so that a score covers hundreds of layouts and not three samples. Rules are
made on seed 1; seed 2 is for judging.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence

from evals.authors import DUTIES, ISSUERS, Author
from evals.bare_texts import bare, read_articles
from evals.scores import Tally, print_scores, seed_options
from ingestion.reading import read
from samples.typeset import Printed, newspaper, typeset

_SHARES = (
    "articles",
    "order",
    "kept",
    "clean",
    "hidden kept out",
)


def out_of_order(text: str, lines: Sequence[str]) -> str:
    """Find the first line of a page that is out of order.

    Args:
        text: The text that was read, without blanks.
        lines: The lines of the page in reading order.

    Returns:
        The first line that does not come after the lines before it; empty where all do.
    """
    cursor = 0
    for line in lines:
        place = text.find(bare(line), cursor)
        if place < 0:
            return line
        cursor = place + len(bare(line))
    return ""


def split_article(text: str, articles: Sequence[Sequence[str]]) -> str:
    """Find the first article that was not read in one piece.

    Args:
        text: The text that was read, without blanks.
        articles: The lines of each article.

    Returns:
        The first line of that article; empty where all articles are in one piece.
    """
    for lines in articles:
        if bare("".join(lines)) not in text:
            return lines[0]
    return ""


def judge(
    printed: Printed,
    articles: dict[str, str],
    tally: Tally,
    *,
    columns: int,
    name: str,
    hidden: str = "",
) -> None:
    """Read a file back and count what is as it was printed.

    Args:
        printed: The file and what stands on its pages.
        articles: The text of each article of a law, by label; empty for a newspaper page.
        tally: The counts.
        columns: Columns of a page.
        name: The file's name without the suffix.
        hidden: The text that must not be read; empty where none is hidden.
    """
    began = time.perf_counter()
    document = read(printed.data, f"{name}.pdf")
    tally.seconds += time.perf_counter() - began
    tally.counts["pages"] += len(printed.pages)
    text = bare(document.text)
    if articles:
        tally.judge_articles(name, articles, read_articles(document, name))
    for page, lines in enumerate(printed.pages, 1):
        if printed.articles:
            wrong = split_article(text, printed.articles)
        else:
            wrong = out_of_order(text, lines)
        if wrong:
            where = f"{name} page {page} of {columns} columns"
            tally.failures.append(f"{where}: out of order at {wrong}")
        if lines and columns > 1:
            tally.count("order", not wrong, 1)
    tally.judge_characters(_characters(printed), Counter(text))
    tally.judge_cells(_cells(printed), document)
    if hidden:
        tally.count("hidden kept out", hidden not in text, 1)


def _characters(printed: Printed) -> Counter[str]:
    """Count the characters of all lines, notes and cells."""
    found = Counter(bare("".join(printed.notes)))
    for page in printed.pages:
        for line in page:
            found.update(bare(line))
    for cell, count in _cells(printed).items():
        found.update(cell * count)
    return found


def _cells(printed: Printed) -> Counter[str]:
    found: Counter[str] = Counter()
    for table in printed.tables:
        for row in table:
            found.update(cell for cell in row if cell)
    return found


def measure(seed: int, files: int) -> Tally:
    """Print and read `files` laws, and half as many newspaper pages.

    Args:
        seed: The seed of texts and layouts.
        files: The number of laws.

    Returns:
        The counts.
    """
    tally = Tally()
    for index in range(files):
        _judge_law(seed, index, tally)
    for index in range(files // 2):
        _judge_newspaper(seed, index, tally)
    return tally


def _judge_law(
    seed: int,
    index: int,
    tally: Tally,
) -> None:
    author = Author(seed * 100_000 + index)
    style = author.style()
    parts, truth = author.law(
        author.chance.randint(8, 45),
        notes=author.chance.random() < 0.3,
        tables=author.chance.random() < 0.3,
    )
    judge(
        typeset(parts, style),
        truth,
        tally,
        columns=style.columns,
        name=f"law{index}",
        hidden=style.hidden_text if style.hidden else "",
    )


def _judge_newspaper(
    seed: int,
    index: int,
    tally: Tally,
) -> None:
    author = Author(seed * 100_000 + 50_000 + index)
    chance = author.chance
    articles = []
    for _ in range(chance.randint(2, 4)):
        headline = f"{chance.choice(ISSUERS)}{chance.choice(DUTIES)}"
        articles.append((headline, [author.sentences(2, 4) for _ in range(9)]))
    page = newspaper(articles, seed + index)
    judge(
        page,
        {},
        tally,
        columns=3,
        name=f"paper{index}",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the scores.

    Args:
        arguments: The options; None for those of the command line.

    Returns:
        The exit status, 0.
    """
    options = seed_options(__doc__, 60).parse_args(arguments)
    tally = measure(options.seed, options.files)
    scores = {what: tally.share(what) for what in _SHARES}
    scores["table cell F1"] = tally.cell_f1
    scores["pages a second"] = tally.counts["pages"] / tally.seconds
    print_scores(
        scores,
        tally.failures[: options.failures],
        as_json=options.json,
        seed=options.seed,
        pages=tally.counts["pages"],
    )
    return 0
