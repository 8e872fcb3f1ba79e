"""Dirty web pages, read back: `python -m evals web [--seed N] [--files N] [--steps] [--json]`.

Counts how many articles of law are exact, how much text was lost, and how much of what was read is
boilerplate. Headings, titles, dates, authors and publishers are compared too. `--steps` shows what
each step of cleaning took away. Rules are made on seed 1; others judge.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import BadInput
from corpus.records import BlockKind, Document
from evals.authors import Author
from evals.bare_texts import bare, read_articles, read_unit_texts
from evals.scores import Tally, print_scores, seed_options
from evals.web_pages import PageBuilder
from evals.web_texts import Dirty
from ingestion.reading import read
from law.structure import structure

ROOT = Path(__file__).resolve().parent.parent

_SHARES = (
    "articles",
    "kept",
    "clean",
    "headings",
    "title",
    "date",
    "author",
    "publisher",
    "hijacked titles told",
    "files read",
    "lines of clean laws",
)


def judge(
    page: Dirty,
    tally: Tally,
    steps: Counter[str],
    where: str,
) -> None:
    """Read a page back and count what is as it was written.

    Args:
        page: The file and what it says.
        tally: The counts.
        steps: What each step of cleaning removed, in characters.
        where: The name of the page for failures.
    """
    began = time.process_time()
    try:
        document = read(page.data, page.name)
    except BadInput as error:
        tally.count("files read", 0, 1)
        tally.failures.append(f"{where}: {error}")
        for what, total in (
            ("kept", sum(map(len, page.lines))),
            ("headings", len(page.headings)),
            ("articles", sum(len(one.provisions) for one in page.articles)),
        ):
            tally.count(what, 0, total)
        return
    finally:
        tally.seconds += time.process_time() - began
    tally.count("files read", 1, 1)
    for one in document.removed:
        steps[one.what] += one.characters or one.count
    _judge_text(
        page,
        document,
        tally,
        where,
    )
    _judge_articles(
        page,
        document,
        tally,
        where,
    )
    _judge_facts(
        page,
        document,
        tally,
        where,
    )


def _judge_text(
    page: Dirty,
    document: Document,
    tally: Tally,
    where: str,
) -> None:
    rest = bare(document.text)
    whole = len(rest)
    cursor = 0
    for line in page.lines:
        place = rest.find(line, cursor)
        place = place if place >= 0 else rest.find(line)
        tally.count("kept", len(line) if place >= 0 else 0, len(line))
        if place < 0:
            tally.failures.append(f"{where} lost: {line[:80]}")
            continue
        rest = rest[:place] + rest[place + len(line) :]
        cursor = place
    tally.count("clean", whole - len(rest), whole)
    if rest:
        tally.failures.append(f"{where} left: {rest[:120]}")
    blocks = {bare(document.text[block.start : block.end]) for block in document.blocks}
    shown = {
        bare(document.text[block.start : block.end])
        for block in document.blocks
        if block.kind is BlockKind.HEADING
    }
    titles = {one.title for one in page.articles}
    for heading in (
        page.headings
    ):  # many a page does not mark its chapters: then they must be lines of their own
        good = bare(heading) in (shown if heading in titles else blocks)
        tally.count("headings", good, 1)
        if not good:
            tally.failures.append(f"{where} heading: {heading}")


def _judge_articles(
    page: Dirty,
    document: Document,
    tally: Tally,
    where: str,
) -> None:
    found = read_articles(document, page.articles[0].title)
    want = Counter((label, text) for one in page.articles for label, text in one.provisions.items())
    if len(page.articles) > 1:  # 第一条 of several articles: each text whole in a unit of its own
        have = _units(document)
        good = sum(min(count, have[text]) for (_, text), count in want.items())
        tally.count("articles", good, want.total())
        return
    tally.judge_articles(where, page.articles[0].provisions, found)


def _units(document: Document) -> Counter[str]:
    found = structure(document, "page")
    texts: Counter[str] = Counter()
    for article in (found, *found.rules):
        texts.update(read_unit_texts(document, article.units).values())
    return texts


def _judge_facts(
    page: Dirty,
    document: Document,
    tally: Tally,
    where: str,
) -> None:
    if len(page.articles) > 1:
        return
    article = page.articles[0]
    for name in page.states:
        value = document.metadata.get(name, "")
        good = bare(value) == bare(getattr(article, name))
        tally.count(name, good, 1)
        if not good:
            tally.failures.append(f"{where} {name}: want {getattr(article, name)}, have {value}")
    if page.hijacked:
        tally.count("hijacked titles told", bool(document.metadata.get("hijacked_title")), 1)
    elif document.metadata.get("hijacked_title"):
        tally.failures.append(f"{where} hijacked? {document.metadata['hijacked_title']}")


def judge_laws(
    seed: int,
    laws: int,
    tally: Tally,
) -> None:
    """Read clean laws as text and Markdown: no line may be removed or joined to another.

    Args:
        seed: The seed of the texts.
        laws: The number of laws.
        tally: The counts.
    """
    for index in range(laws):
        parts, _ = Author(seed * 1_000_000 + 900_000 + index).law(30, notes=False, tables=False)
        lines = [" ".join(part.text.split()) for part in parts]
        for name in ("law.txt", "law.md"):
            kept = Counter(read("\n".join(lines).encode(), name).text.split("\n"))
            tally.count("lines of clean laws", sum((Counter(lines) & kept).values()), len(lines))


def measure(seed: int, files: int) -> tuple[Tally, Counter[str]]:
    """Write pages and read them.

    Args:
        seed: The seed of texts and pages.
        files: The number of pages.

    Returns:
        The counts, and what each step of cleaning removed, in characters.
    """
    tally = Tally()
    steps = Counter[str]()
    read(
        b"<html><body><p>a</p></body></html>", "a.html"
    )  # what is imported once is not a file's cost
    for index in range(files):
        page = PageBuilder(seed * 1_000_000 + index).page()
        judge(
            page,
            tally,
            steps,
            f"{index} {page.sort} {page.name}",
        )
    judge_laws(seed, files // 3, tally)
    return tally, steps


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the scores.

    Args:
        arguments: The options; None for those of the command line.

    Returns:
        The exit status, 0.
    """
    parser = seed_options(__doc__, 300)
    parser.add_argument(
        "--steps", action="store_true", help="show what each step of cleaning took away"
    )
    options = parser.parse_args(arguments)
    tally, steps = measure(options.seed, options.files)
    scores = {what: tally.share(what) for what in _SHARES} | {
        "files a CPU-second": options.files / tally.seconds
    }
    if options.steps:
        more = [f"   {count:8} characters: {what}" for what, count in steps.most_common()]
    else:
        more = []
    failures = tally.failures[: options.failures]
    print_scores(
        scores,
        failures,
        as_json=options.json,
        more=more,
        seed=options.seed,
        files=options.files,
    )
    return 0
