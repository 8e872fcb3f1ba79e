"""What an index lacks, has torn or has twice: both systems' passages, judged by the same rules and by an independent reading.

The judge of articles is `evals/articles.py`, which shares no code with either. Passages are taken as they stand in the index.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


class IndexedPassage(NamedTuple):
    """A text in the index: the files that carry it, what it is called there, and the article that it is part of."""

    paths: tuple[str, ...]
    article: str
    text: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Articles:
    """What became of the articles that the oracle reads: each is in the first of these that fits."""

    read: int
    exact: int
    with_more: int
    broken: int
    absent: int


def of_lexops(export: Iterable[str]) -> list[IndexedPassage]:
    """The rows of `lexops export`."""
    made = []
    for row in map(json.loads, export):
        sources = dict.fromkeys(
            f"{one['name']}/{one['path']}" for one in (row["source"], *row["mirrors"])
        )
        made.append(
            IndexedPassage(
                tuple(sources),
                row["article"] or "",
                row["text"],
                _PIECE.sub("", row["id"]),
            )
        )
    return made


def of_baseline(home: Path, archive: Path) -> list[IndexedPassage]:
    """The rows of the baseline's table."""
    import lancedb

    rows = (
        lancedb.connect(home)
        .open_table("passages")
        .to_arrow()
        .select(["path", "article", "text"])
        .to_pylist()
    )
    return [
        IndexedPassage((str(Path(row["path"]).relative_to(archive)),), row["article"], row["text"])
        for row in rows
    ]


def oracle(archive: Path) -> dict[str, list[OracleArticle]]:
    """The articles of every Markdown and Word file that has some, by path; of files with the same bytes the first stands for all."""
    read: dict[str, list[OracleArticle]] = {}
    met: set[str] = set()
    for path in sorted(archive.rglob("*")):
        if (
            path.suffix not in {".md", ".docx"}
            or path.name.startswith("~")
            or (key := sha256(path.read_bytes()).hexdigest()) in met
        ):
            continue
        met.add(key)
        try:
            articles = read_articles(raw_lines(path))
        except (
            OpcError,
            BadZipFile,
            LxmlError,
            UnicodeDecodeError,
            KeyError,
            ValueError,
        ):  # no reader at all can read it
            continue
        if articles:
            read[str(path.relative_to(archive))] = articles
    return read


def judge_articles(
    read: Mapping[str, Sequence[OracleArticle]], passages: Sequence[IndexedPassage]
) -> Articles:
    """Look up each article among the passages of its file, or of a file with the same bytes; pieces of one article are one."""
    units = _units(passages)
    found: Counter[str] = Counter()
    for path, articles in read.items():
        have = Counter(units.get(path, []))
        whole = "\0".join(one.text for one in have)
        for article in articles:
            found[_judged(article, have, whole)] += 1
    return Articles(
        found.total(),
        found["exact"],
        found["with more"],
        found["torn"],
        found["absent"],
    )


def _judged(article: OracleArticle, have: Counter[OracleArticle], whole: str) -> str:
    if have[article] > 0:
        have[article] -= 1
        return "exact"
    if article.text in whole:
        return "with more"
    return "torn" if article.text[:20] in whole else "absent"


def _units(passages: Sequence[IndexedPassage]) -> dict[str, list[OracleArticle]]:
    """By path, every text with its number; 0 for what has none.

    Pieces are put together in the order in which they come.
    """
    joined: dict[tuple[str, ...], list[IndexedPassage]] = defaultdict(list)
    for number, one in enumerate(passages):
        joined[(one.unit, one.article) if one.unit and one.article else (str(number),)].append(one)
    units: dict[str, list[OracleArticle]] = defaultdict(list)
    for pieces in joined.values():
        unit = OracleArticle(
            *_number(pieces[0].article), comparable("".join(one.text for one in pieces))
        )
        for path in pieces[0].paths:
            units[path].append(unit)
    return units


def _number(label: str) -> tuple[int, int]:
    match = re.fullmatch(r"第(.+?)条(?:之(.+))?", label)
    if match:
        return (NUMBERS.get(match[1], 0), NUMBERS[match[2]] if match[2] else 0)
    return (0, 0)


def repeated(passages: Sequence[IndexedPassage]) -> int:
    """How many passages say again what another of the same law says: the same article, the same text.

    Versions of a law may say the same, so a text counts once for each date that stands in a file's name.
    """
    groups: dict[tuple[str, str, str], list[str | None]] = defaultdict(list)
    for one in passages:
        law, date = _law(one.paths[0])
        groups[law, one.article, comparable(one.text)].append(date)
    return sum(
        len(dates) - max(1, len({date for date in dates if date})) for dates in groups.values()
    )


def _law(path: str) -> tuple[str, str | None]:
    stem = Path(path).stem
    date = _DATE.search(stem)
    return _DATE.sub("", stem).removeprefix("中华人民共和国"), date[1] if date else None


def carried(passages: Sequence[IndexedPassage]) -> set[str]:
    """The files that have a passage."""
    return {path for one in passages for path in one.paths}


def silent(archive: Path, passages: Sequence[IndexedPassage], reported: int) -> int:
    """How many files have no passage, although nobody was told: `reported` are set aside with a word.

    The same bytes count once.
    """
    with_passages = carried(passages)
    contents: dict[str, list[str]] = defaultdict(list)
    for path in _files(archive):
        contents[sha256(path.read_bytes()).hexdigest()].append(str(path.relative_to(archive)))
    return max(0, sum(not with_passages & set(paths) for paths in contents.values()) - reported)


def _files(archive: Path) -> Iterator[Path]:
    return (
        path for path in sorted(archive.rglob("*")) if path.is_file() and path.name[0] not in ".~"
    )
