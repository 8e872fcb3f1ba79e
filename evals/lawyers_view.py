"""Works of an archive as a lawyer sees them.

`python -m evals lawyers_view HOME [--json]`: sixty works, checked by hand against their texts.

`lawyers_view.jsonl` has what is right for each of these works, as ids and values. `reasons` says
why lexops was wrong where it was, by field, when the works were checked. So a later run shows what
was gained, what was lost, and what has to be judged anew. `known` has values that are true although
no text of the archive says them; they are counted apart. The titles of cases and judgments, which
name people, are hashes.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from cli.output import table
from corpus.hashing import text_hash
from corpus.records import DocumentKind

Values = Mapping[str, Any]

GOLD = Path(__file__).with_suffix(".jsonl")
FIELDS = (
    "title",
    "files",
    "level",
    "jurisdiction",
    "authority",
    "number",
    "versions",
    "validity",
    "status",
    "citations",
)
"""What is compared.

`files` counts the files of the work. `versions` are the dates of its versions. `validity` has, for
each version, the first and the last day and the basis of the first. `citations` are the targets of
the citations in one passage, those in the work itself without a date; null is a citation without a
target.
"""
_NAMES_PEOPLE = frozenset(
    {
        DocumentKind.JUDGMENT.value,
        DocumentKind.AWARD.value,
        DocumentKind.CASE.value,
    }
)
_HASH_LENGTH = 8


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A value that is not as the lawyer judged it.

    Attributes:
        work: The work.
        field: The field.
        gold: The right value.
        lexops: The value of the catalog.
        reason: Why it was wrong when it was checked; empty if it was right then.
    """

    work: str
    field: str
    gold: Any
    lexops: Any
    reason: str


def read_work(
    catalog: sqlite3.Connection,
    work: str,
    passage: str,
) -> dict[str, Any] | None:
    """Read from a catalog what a lawyer checks of a work.

    Args:
        catalog: The catalog.
        work: The work.
        passage: The passage of the last version whose citations were checked, without its date.

    Returns:
        The values by `FIELDS`; None if the catalog does not have the work.
    """
    expressions = catalog.execute(
        "select * from expressions where work = ? order by date", (work,)
    ).fetchall()
    if not expressions:
        return None
    last = expressions[-1]
    law = json.loads(last["law"] or "{}")
    title = last["title"]
    if last["kind"] in _NAMES_PEOPLE:
        title = text_hash(title)[:_HASH_LENGTH]
    (files,) = catalog.execute(
        "select count(*) from manifestations join expressions on expressions.id = expression_id"
        " where work = ?",
        (work,),
    ).fetchone()
    (jurisdiction,) = catalog.execute(
        "select min(jurisdiction) from passages where expression_id = ?", (last["id"],)
    ).fetchone()
    cited = catalog.execute(
        "select target from citations where passage_id = ? order by place",
        (
            last["id"].replace(
                work,
                passage,
                1,
            ),
        ),
    ).fetchall()
    stated = {name: (law.get(name) or {}).get("value") for name in ("level", "authority", "number")}
    return stated | {
        "title": title,
        "files": files,
        "jurisdiction": jurisdiction,
        "versions": [row["date"] for row in expressions],
        "validity": [
            [
                row["valid_from"],
                row["valid_to"],
                row["valid_from_basis"],
            ]
            for row in expressions
        ],
        "status": [row["status"] for row in expressions],
        "citations": [_undated(work, row["target"]) for row in cited],
    }


def _undated(work: str, target: str | None) -> str | None:
    """A target in the work itself without the date, which is judged as that of the version."""
    if target is None or not target.startswith(f"{work}/"):
        return target
    return target.partition("@")[0]


def compare(
    gold: Values,
    given: Values | None,
) -> list[FieldDifference]:
    """Compare a work with what is right for it.

    Args:
        gold: The row of the gold standard.
        given: The values of the catalog; None if it does not have the work.

    Returns:
        The fields that differ, in the order of `FIELDS`; one for the whole work if it is missing.
    """
    if given is None:
        return [
            FieldDifference(
                gold["work"],
                "work",
                gold["work"],
                None,
                "",
            )
        ]
    return [
        FieldDifference(
            gold["work"],
            name,
            gold["values"][name],
            given[name],
            gold["reasons"].get(name, ""),
        )
        for name in FIELDS
        if gold["values"][name] != given[name]
    ]


def read_gold() -> list[dict[str, Any]]:
    """Read the gold standard.

    Returns:
        Its rows in their order.
    """
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare and print what differs. A person judges it.

    Args:
        arguments: The options; None for those of the command line.

    Returns:
        The exit status: 0, or 1 if a value that was right is wrong now.
    """
    parser = argparse.ArgumentParser(
        prog="evals/lawyers_view.py",
        description="Compare works of an archive with what a person found right for them.",
    )
    parser.add_argument(
        "home",
        type=Path,
        help="a home with the sample archive",
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    path = options.home / "catalog.db"
    if not path.is_file():
        parser.error(f"{options.home} has no catalog.db")
    gold = read_gold()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as catalog:
        catalog.row_factory = sqlite3.Row
        found = {
            row["work"]: compare(
                row,
                read_work(
                    catalog,
                    row["work"],
                    row["passage"],
                ),
            )
            for row in gold
        }
    differences = [difference for differing in found.values() for difference in differing]
    lost = [difference for difference in differences if not difference.reason]
    still = {(difference.work, difference.field) for difference in differences}
    gained = [
        (row["work"], name)
        for row in gold
        for name in row["reasons"]
        if (row["work"], name) not in still and (row["work"], "work") not in still
    ]
    right = sum(not differing for differing in found.values())
    untrue = [row["work"] for row in gold if row["known"]]
    if options.json:
        printed = {
            "works": len(gold),
            "right": right,
            "differences": [asdict(difference) for difference in differences],
            "gained": gained,
            "known_otherwise": untrue,
        }
        sys.stdout.write(json.dumps(printed, ensure_ascii=False) + "\n")
        return int(bool(lost))
    _print(
        len(gold),
        right,
        differences,
    )
    out = Console()
    for work, name in gained:
        out.print(f"right now, and wrong when it was checked: {name} of {work}")
    if untrue:
        out.print(f"no text of the archive states the true first day of {'、'.join(untrue)}")
    return int(bool(lost))


def _print(
    works: int,
    right: int,
    differences: Sequence[FieldDifference],
) -> None:
    out = Console()
    wrong = Counter(difference.field for difference in differences)
    fields = [(name, f"{works - wrong[name]}/{works}") for name in FIELDS]
    out.print(f"{right} of {works} works are wholly right")
    out.print(
        table(
            "fields",
            ("field", "right"),
            fields,
            right=("right",),
        )
    )
    rows = [
        (
            difference.work,
            difference.field,
            str(difference.gold),
            str(difference.lexops),
            difference.reason or "was right when it was checked",
        )
        for difference in differences
    ]
    headings = (
        "work",
        "field",
        "gold",
        "lexops",
        "reason",
    )
    out.print(
        table(
            f"{len(rows)} differences",
            headings,
            rows,
        )
    )
