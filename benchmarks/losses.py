"""What an index lacks, has split or has twice.

Both systems' passages are judged by the same rules and by an independent reading. The judge of
articles is `evals/articles.py`, which shares no code with either system. Passages are taken as they
are in the index.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError  # type: ignore[import-untyped]

from evals.articles import NUMBERS, OracleArticle, comparable, raw_lines, read_articles

_DATE = re.compile(r"[(（](\d{4}-\d{2}-\d{2})[)）]$")
_PIECE = re.compile(r"#\d+(?=@)")
_LABEL = re.compile(r"第(.+?)条(?:之(.+))?")
_BEGINNING = 20
"""Characters of an article by which its beginning is looked for."""
_UNREADABLE = (
    OpcError,
    BadZipFile,
    LxmlError,
    UnicodeDecodeError,
    KeyError,
    ValueError,
)
"""What the readers raise for a file that no reader can read."""


class IndexedPassage(NamedTuple):
    """A text in the index.

    Attributes:
        paths: The files that contain it.
        article: The label of the article that it is part of; empty for other text.
        text: Its text.
        unit: The id of the article, the same for all its pieces; empty where there are no pieces.
    """

    paths: tuple[str, ...]
    article: str
    text: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Articles:
    """What became of the articles that the oracle reads: each is in the first that fits.

    Attributes:
        read: All articles.
        exact: Number and text are in the index.
        with_more: The text is in a passage that has more, or another number.
        broken: The beginning is in the index, but nowhere the whole.
        absent: Not even the beginning is in the index.
    """

    read: int
    exact: int
    with_more: int
    broken: int
    absent: int


def of_lexops(export: Iterable[str]) -> list[IndexedPassage]:
    """Read the passages of lexops.

    Args:
        export: The lines of `lexops export`.

    Returns:
        The passages.
    """
    passages = []
    for line in export:
        row = json.loads(line)
        places = (row["source"], *row["mirrors"])
        paths = dict.fromkeys(f"{place['name']}/{place['path']}" for place in places)
        passage = IndexedPassage(
            paths=tuple(paths),
            article=row["article"] or "",
            text=row["text"],
            unit=_PIECE.sub("", row["id"]),
        )
        passages.append(passage)
    return passages


def of_baseline(home: Path, archive: Path) -> list[IndexedPassage]:
    """Read the passages of the baseline.

    Args:
        home: The folder of its index.
        archive: The folder of the archive.

    Returns:
        The passages.
    """
    import lancedb

    table = lancedb.connect(home).open_table("passages").to_arrow()
    passages = []
    for row in table.select(["path", "article", "text"]).to_pylist():
        path = str(Path(row["path"]).relative_to(archive))
        passages.append(IndexedPassage((path,), row["article"], row["text"]))
    return passages


def oracle(archive: Path) -> dict[str, list[OracleArticle]]:
    """Read the articles of every Markdown and Word file.

    Args:
        archive: The folder of the archive.

    Returns:
        The articles by path, of files that have some. Of files with the same bytes the first
        stands for all.
    """
    read: dict[str, list[OracleArticle]] = {}
    seen: set[str] = set()
    for path in sorted(archive.rglob("*")):
        if path.suffix not in {".md", ".docx"} or path.name.startswith("~"):
            continue
        digest = sha256(path.read_bytes()).hexdigest()
        if digest in seen:
            continue
        seen.add(digest)
        try:
            articles = read_articles(raw_lines(path))
        except _UNREADABLE:
            continue
        if articles:
            read[str(path.relative_to(archive))] = articles
    return read


def judge_articles(
    read: Mapping[str, Sequence[OracleArticle]], passages: Sequence[IndexedPassage]
) -> Articles:
    """Look up each article among the passages of its file, or of a file with the same bytes.

    Args:
        read: The articles of the oracle, by path.
        passages: The passages of an index. The pieces of an article count as one.

    Returns:
        What became of the articles.
    """
    units = _units(passages)
    found: Counter[str] = Counter()
    for path, articles in read.items():
        indexed = Counter(units.get(path, []))
        whole = "\0".join(unit.text for unit in indexed)
        for article in articles:
            found[_judge(article, indexed, whole)] += 1
    return Articles(
        read=found.total(),
        exact=found["exact"],
        with_more=found["with more"],
        broken=found["broken"],
        absent=found["absent"],
    )


def _judge(
    article: OracleArticle,
    indexed: Counter[OracleArticle],
    whole: str,
) -> str:
    if indexed[article] > 0:
        indexed[article] -= 1
        return "exact"
    if article.text in whole:
        return "with more"
    if article.text[:_BEGINNING] in whole:
        return "broken"
    return "absent"


def _units(passages: Sequence[IndexedPassage]) -> dict[str, list[OracleArticle]]:
    """Return every text with its number, by path; the number is 0 for a text without one.

    Pieces are put together in the order in which they come.
    """
    pieces_of: dict[tuple[str, ...], list[IndexedPassage]] = defaultdict(list)
    for number, passage in enumerate(passages):
        if passage.unit and passage.article:
            key: tuple[str, ...] = (passage.unit, passage.article)
        else:
            key = (str(number),)
        pieces_of[key].append(passage)
    units: dict[str, list[OracleArticle]] = defaultdict(list)
    for pieces in pieces_of.values():
        number, inserted = _number(pieces[0].article)
        text = comparable("".join(piece.text for piece in pieces))
        for path in pieces[0].paths:
            units[path].append(OracleArticle(number, inserted, text))
    return units


def _number(label: str) -> tuple[int, int]:
    match = _LABEL.fullmatch(label)
    if not match:
        return (0, 0)
    inserted = NUMBERS[match[2]] if match[2] else 0
    return (NUMBERS.get(match[1], 0), inserted)


def repeated(passages: Sequence[IndexedPassage]) -> int:
    """Count the passages that repeat another of the same law: the same article, the same text.

    Versions of a law may say the same, so a text counts once for each date in a file's name.

    Args:
        passages: The passages of an index.

    Returns:
        The number of repetitions.
    """
    dates_of: dict[tuple[str, str, str], list[str | None]] = defaultdict(list)
    for passage in passages:
        law, date = _law(passage.paths[0])
        dates_of[law, passage.article, comparable(passage.text)].append(date)
    count = 0
    for dates in dates_of.values():
        distinct = {date for date in dates if date}
        count += len(dates) - max(1, len(distinct))
    return count


def _law(path: str) -> tuple[str, str | None]:
    """Return the name of a file's law, and the date of its version where the name has one."""
    stem = Path(path).stem
    date = _DATE.search(stem)
    name = _DATE.sub("", stem).removeprefix("中华人民共和国")
    return name, date[1] if date else None


def files_with_passages(passages: Iterable[IndexedPassage]) -> set[str]:
    """Find the files that have a passage.

    Args:
        passages: The passages of an index.

    Returns:
        Their paths.
    """
    found: set[str] = set()
    for passage in passages:
        found.update(passage.paths)
    return found


def silent(
    archive: Path,
    passages: Sequence[IndexedPassage],
    reported: int,
) -> int:
    """Count the files that have no passage and were not reported. The same bytes count once.

    Args:
        archive: The folder of the archive.
        passages: The passages of an index.
        reported: How many files were reported as set aside.

    Returns:
        The number of files.
    """
    with_passages = files_with_passages(passages)
    paths_of: dict[str, set[str]] = defaultdict(set)
    for path in sorted(archive.rglob("*")):
        if path.is_file() and path.name[0] not in ".~":
            digest = sha256(path.read_bytes()).hexdigest()
            paths_of[digest].add(str(path.relative_to(archive)))
    without = sum(with_passages.isdisjoint(paths) for paths in paths_of.values())
    return max(0, without - reported)
