"""Articles against an independent reading.

`python -m evals articles DIR... [--json]`: an independent reading of every law, compared with
lexops'.

The oracle shares nothing with `ingestion`: it reads raw Markdown and Word, and instead of passing
over the lines it chooses among all lines that could be heads the longest chain whose numbers follow
each other. Where the two differ, the file and its articles are named; a person decides who is
right. Texts are compared without white space, width and marks of Markdown.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console

from cli.output import table
from evals.word_numbers import WordNumbers


class RawLine(NamedTuple):
    """A line of a raw file.

    Attributes:
        text: Its text.
        heading: Whether the file says that it is a heading.
        row: Whether it is a row of a table.
    """

    text: str
    heading: bool = False
    row: bool = False


class OracleArticle(NamedTuple):
    """An article: its number, its inserted number (之一 is 1), and its comparable text."""

    number: int
    inserted: int
    text: str


class Head(NamedTuple):
    """A line that may open an article.

    Attributes:
        line: Index of the line.
        number: The article's number.
        inserted: Its inserted number; 0 without one.
        gap: Whether a blank or a bracket follows the label.
    """

    line: int
    number: int
    inserted: int
    gap: bool


@dataclass(frozen=True, slots=True)
class ArticleDifference:
    """A file whose articles differ between the oracle and lexops.

    Attributes:
        path: The file.
        oracle_only: Labels of the articles that only the oracle has.
        lexops_only: Labels of the articles that only lexops has.
    """

    path: str
    oracle_only: tuple[str, ...]
    lexops_only: tuple[str, ...]


# ── numerals, by writing them all out

_DIGITS = "零一二三四五六七八九"


def _spellings(number: int) -> set[str]:
    if number < 10:
        return {_DIGITS[number]}
    if number < 100:
        return _spellings_of_two_digits(number)
    unit = 100 if number < 1000 else 1000
    name = "百" if number < 1000 else "千"
    head, rest = divmod(number, unit)
    if not rest:
        return {f"{_DIGITS[head]}{name}"}
    spellings = set()
    for tail in _spellings(rest):
        spellings.add(f"{_DIGITS[head]}{name}零{tail}")
        if rest >= unit // 10:
            spellings.add(f"{_DIGITS[head]}{name}{tail}")
    return spellings


def _spellings_of_two_digits(number: int) -> set[str]:
    tens, units = divmod(number, 10)
    tail = _DIGITS[units] if units else ""
    spellings = {f"{_DIGITS[tens]}十{tail}"}
    if tens == 1:
        spellings.add(f"十{tail}")
    return spellings


def _all_spellings() -> dict[str, int]:
    numbers = {}
    for number in range(1, 3000):
        numbers[str(number)] = number
        for spelling in _spellings(number):
            numbers[spelling] = number
    return numbers


NUMBERS = _all_spellings()
"""The numbers below 3,000 by their spellings."""

# ── the oracle

_HEAD = re.compile(
    r"[第笫]\s*([零〇一二三四五六七八九十百千0-9]+)\s*条(?:之([一二三四五六七八九十]{1,2})(?=[\s【(（]|$))?"
)
_DIVISION = re.compile(r"第[零〇一二三四五六七八九十百0-9]+(?:编|分编|章|节)[^。；，]{0,34}$")
_ANNEX = re.compile(
    r"附\s*(?:则$|(?:件|录|表|图)\s*[一二三四五六七八九十\d]{0,2}\s*(?:[:：]|$|\s|[^\s，。]{2,30}$)|[:：]|[一二三]$)"
)
_REFERENCE = re.compile(
    r"[、，,。；;的规定所第之至到和与或及中以内外前后款项”》）)]|关于|有关|修改|改为|作为|同时|增加|删"
)
_HEADING_MARK = re.compile(r"\s{0,3}#{1,6}\s+")
_INLINE = re.compile(r"(?<=[\s。；])(?=第[零〇一二三四五六七八九十百千]+条\s+\S)")
_ADDS = re.compile(
    r"作为第(?P<first>[零〇一二三四五六七八九十百千]+)条至第(?P<last>[零〇一二三四五六七八九十百千]+)条"
)
"""An amendment that prints the articles that it adds, without quotation marks."""
_NOT_COMPARED = re.compile(r"[\s\u200b-\u200f\ufeff\u2060\xad\\*#`|>_]+")
_ARTICLES = 0.9997
_FILES = 0.995
"""The least shares of articles and of files in which the readings agree."""
_REACH = 60  # heads between two of a chain: quoted articles


def read_articles(lines: Sequence[RawLine]) -> list[OracleArticle]:
    """Read the articles of a file by the longest chain of heads.

    Args:
        lines: The lines of the file.

    Returns:
        The articles in the order of the file.
    """
    parts: list[RawLine] = []
    for line in lines:
        if line.text:
            parts += _split(line)
    heads = [_head(index, part) for index, part in enumerate(parts)]
    chain = _longest_chain([head for head in heads if head])
    if len(chain) == 1 and chain[0].number > 1:  # an article that a case prints
        chain = []
    chain = _without_added(chain, parts)
    articles = []
    for place, head in enumerate(chain):
        is_last = place + 1 == len(chain)
        end = len(parts) if is_last else chain[place + 1].line
        body = _body(parts, head.line, end)
        articles.append(OracleArticle(head.number, head.inserted, body))
    return articles


def _without_added(
    chain: Sequence[Head],
    parts: Sequence[RawLine],
) -> list[Head]:
    """The chain without the articles that one of its articles adds to another law."""
    kept: list[Head] = []
    added = range(0)
    for head in chain:
        if head.number in added:
            continue
        kept.append(head)
        match = _ADDS.search(parts[head.line].text)
        is_known = match is not None and {match["first"], match["last"]} <= NUMBERS.keys()
        added = range(0)
        if match is not None and is_known:
            added = range(NUMBERS[match["first"]], NUMBERS[match["last"]] + 1)
    return kept


def _split(line: RawLine) -> list[RawLine]:
    if line.row or not _HEAD.match(line.text):
        return [line]
    return [line._replace(text=part.strip()) for part in _INLINE.split(line.text) if part.strip()]


def _head(index: int, line: RawLine) -> Head | None:
    match = None if line.row else _HEAD.match(line.text)
    if not match or match[1] not in NUMBERS:
        return None
    rest = line.text[match.end() :]
    gap = not rest or rest[0].isspace() or rest[0] in "【（("
    if not gap and _REFERENCE.match(rest):
        return None
    inserted = NUMBERS[match[2]] if match[2] else 0
    return Head(
        line=index,
        number=NUMBERS[match[1]],
        inserted=inserted,
        gap=gap,
    )


def _longest_chain(heads: Sequence[Head]) -> list[Head]:
    """Choose the heads whose numbers follow each other best.

    A step to the very next number counts 1, a small gap .6, a large one .2, a new beginning .9.
    """
    best: list[float] = []
    before: list[int | None] = []
    for place, head in enumerate(heads):
        is_beginning = head.number == 1 or place == 0
        best.append(1.0 if is_beginning else 0.5)
        before.append(None)
        for earlier in range(max(0, place - _REACH), place):
            weight = _step(heads[earlier], head)
            if weight and best[earlier] + weight > best[place]:
                best[place] = best[earlier] + weight
                before[place] = earlier
    chain: list[Head] = []
    at = max(range(len(heads)), key=best.__getitem__, default=None)
    while at is not None:
        chain.append(heads[at])
        at = before[at]
    return chain[::-1]


def _step(last: Head, head: Head) -> float:
    if (head.number, head.inserted) <= (last.number, last.inserted):
        return 0.9 if head.number == 1 and head.gap else 0.0
    step = head.number - last.number
    is_next = step == 1 and not head.inserted
    is_next_inserted = step == 0 and head.inserted == last.inserted + 1
    if is_next or is_next_inserted:
        return 1.0
    if not head.gap:
        return 0.0
    if step <= 10:
        return 0.6
    return 0.2


def _body(
    lines: Sequence[RawLine],
    start: int,
    end: int,
) -> str:
    body = [lines[start].text]
    closed = False
    for line in lines[start + 1 : end]:
        if line.heading or _DIVISION.match(line.text) or _ANNEX.match(line.text):
            closed = True
            break
        body.append(line.text)
    # short lines without a full stop behind the last sentence head what follows, or sign
    while len(body) > 1 and (closed or end < len(lines)) and _heads_what_follows(body):
        body.pop()
    return comparable("".join(body))


def _heads_what_follows(body: Sequence[str]) -> bool:
    last = body[-1]
    ends = bool(re.search(r"[。；”》]$", body[-2]))
    return (
        len(last) <= 40
        and ends
        and not re.search(r"[。；：:;，”]", last)
        and not re.match(r"[（(]?\d", last)
    )


def comparable(text: str) -> str:
    """Return a text in the form in which texts are compared.

    Args:
        text: Any text.

    Returns:
        The text in NFKC, without white space, invisible characters and marks of Markdown.
    """
    return _NOT_COMPARED.sub("", unicodedata.normalize("NFKC", text))


def raw_lines(path: Path) -> list[RawLine]:
    """Read the lines of a file as they stand.

    Args:
        path: A Markdown or Word file.

    Returns:
        Its lines, empty ones too.
    """
    return _markdown(path) if path.suffix == ".md" else _word(path)


def _markdown(path: Path) -> list[RawLine]:
    raw = re.sub(
        r"<!--.*?-->",
        "",
        path.read_text(encoding="utf-8-sig"),
        flags=re.DOTALL,
    )
    lines = []
    for line in raw.split("\n"):
        mark = _HEADING_MARK.match(line)
        text = line[mark.end() :] if mark else line
        shown = html.unescape(text).strip("　 \t\u200b\ufeff")
        lines.append(RawLine(shown, heading=bool(mark)))
    return lines


def _word(path: Path) -> list[RawLine]:
    import docx
    from docx.table import Table

    word = docx.Document(str(path))
    numbers = WordNumbers(_numbering_of(word), word.styles.element)
    lines: list[RawLine] = []
    for item in word.iter_inner_content():
        if isinstance(item, Table):
            lines += _rows(item)
        else:
            first, *others = item.text.split("\n")
            label = numbers.label(item._p)  # noqa: SLF001 - python-docx has no name for it
            label = label if first.strip() else ""
            texts = [f"{label}{first.lstrip()}" if label else first, *others]
            lines += [RawLine(text.strip("　 \t\xa0")) for text in texts]
    return lines


def _rows(table: Any) -> Iterator[RawLine]:
    """The rows of a table, each merged cell where it begins."""
    seen: set[Any] = set()
    for row in table.rows:
        cells = []
        for cell in row.cells:
            if cell._tc not in seen:  # noqa: SLF001 - python-docx gives a merged cell many times
                seen.add(cell._tc)  # noqa: SLF001
                cells.append(cell.text)
        yield RawLine(" ".join(cells), row=True)


def _numbering_of(word: Any) -> Any:
    """The root of a file's lists; None where it has none."""
    for relation in word.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return relation.target_part.element
    return None


# ── the comparison


def lexops_articles(path: Path) -> list[OracleArticle]:
    """Read the articles of a file with lexops.

    Args:
        path: A Markdown or Word file.

    Returns:
        The articles, the pieces of each joined.
    """
    from ingestion.reading import read
    from law.structure import structure

    document = read(path.read_bytes(), path.name)
    found = structure(document, path.stem)
    spans: dict[tuple[int, str], tuple[str, int, int]] = {}
    for number, rule in enumerate((found, *found.rules)):
        for unit in rule.units:
            if unit.article:
                place = (number, unit.path)
                label, start, _ = spans.get(place, (unit.article, unit.start, 0))
                spans[place] = (label, start, unit.end)
    return [
        OracleArticle(*_number(label), comparable(document.text[start:end]))
        for label, start, end in spans.values()
    ]


def _number(label: str) -> tuple[int, int]:
    match = re.fullmatch(r"第(.+?)条(?:之(.+))?", label)
    assert match, label
    inserted = NUMBERS[match[2]] if match[2] else 0
    return NUMBERS[match[1]], inserted


def compare(paths: Sequence[Path]) -> Iterator[tuple[Path, int, int, ArticleDifference | None]]:
    """Compare the two readings of each file.

    Args:
        paths: Markdown and Word files.

    Yields:
        The file, the number of its articles by the oracle, how many of them lexops has to the
        letter, and the difference if there is one.
    """
    for path in paths:
        oracle = read_articles(raw_lines(path))
        ours = lexops_articles(path)
        same = sum((Counter(oracle) & Counter(ours)).values())
        missing = Counter(oracle) - Counter(ours)
        extra = Counter(ours) - Counter(oracle)
        difference = None
        if oracle != ours:
            difference = ArticleDifference(str(path), _labels(missing), _labels(extra))
        yield path, len(oracle), same, difference


def _labels(articles: Counter[OracleArticle]) -> tuple[str, ...]:
    labels = []
    for article in articles:
        inserted = f"-{article.inserted}" if article.inserted else ""
        labels.append(f"{article.number}{inserted}")
    return tuple(labels)


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare the articles of folders and print the differences.

    Args:
        arguments: The options; None for those of the command line.

    Returns:
        The exit status: 1 if less than 99.97 % of the articles or 99.5 % of the files agree, else 0.
    """
    parser = argparse.ArgumentParser(
        prog="evals/articles.py", description="Compare articles with an independent reading."
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    files = sorted(
        path
        for folder in options.folders
        for path in folder.rglob("*")
        if path.suffix in {".md", ".docx"}
    )
    results = list(compare(files))
    articles = sum(count for _, count, _, _ in results)
    same = sum(equal for _, _, equal, _ in results)
    differences = [difference for *_, difference in results if difference]
    share = same / max(1, articles)
    whole = 1 - len(differences) / max(1, len(files))
    if options.json:
        named = [
            {
                "path": difference.path,
                "oracle": difference.oracle_only,
                "lexops": difference.lexops_only,
            }
            for difference in differences
        ]
        sys.stdout.write(
            json.dumps(
                {
                    "files": len(files),
                    "articles": articles,
                    "equal": share,
                    "files_equal": whole,
                    "differences": named,
                },
                ensure_ascii=False,
            )
            + "\n"
        )
    else:
        rows = [
            (one.path, " ".join(one.oracle_only[:8]), " ".join(one.lexops_only[:8]))
            for one in differences
        ]
        out = Console()
        out.print(
            table(
                f"{len(differences)} files differ", ("file", "only the oracle", "only lexops"), rows
            )
        )
        out.print(
            f"{same} of {articles} articles equal "
            f"({share:.3%}), {len(files) - len(differences)} of {len(files)} files "
            f"({whole:.2%})"
        )
    return 0 if share >= _ARTICLES and whole >= _FILES else 1
