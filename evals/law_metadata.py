"""What is read of the head note of a law.

`python -m evals law_metadata DIR... [--json]`: 220 of them, read by eye, and what lexops reads.

`law_metadata.jsonl` has, for each of these files, what its name, its note, its closing article or a
decision of the archive says: ids and values only. `draw` says with which sample a file was drawn.
Files of two folders are resolved apart. `known` has values that no text of the
archive says and that are true all the same. Values that lexops infers, or gives by a rule of its
own, are judged by it. Set aside: taking the values from a database of laws. It knows more than the
text says, so it would not show what a text states.
"""

from __future__ import annotations

import argparse
import json
import mimetypes
import sys
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from rich.console import Console

from cli.output import table
from corpus.notation.work_keys import loose_key
from corpus.records import Act, Basis, DocumentFacts, EventKind, Expression, Structure, WeighedAct
from ingestion.reading import read
from law.authority import weigh
from law.structure import structure
from law.works import WorkFile, resolve
from law.works.identity import TitledDocument, identify
from pipelines.stages.identifying import has_identity
from storage.packing import facts_of

Row = Mapping[str, Any]

GOLD = Path(__file__).with_suffix(".jsonl")
_LISTS = {
    "adopted": {EventKind.ADOPTED},
    "approved": {EventKind.APPROVED},
    "promulgated": {EventKind.PROMULGATED},
    "amended": {EventKind.AMENDED, EventKind.REVISED},
}
_VALUES = ("version", "number", "level", "authority")


@dataclass(slots=True)
class Score:
    """Counts of the values of one field.

    Attributes:
        given: How many lexops gives.
        right: How many of those are right.
        said: How many the texts say.
        found: How many of those lexops gives.
    """

    given: int = 0
    right: int = 0
    said: int = 0
    found: int = 0

    @property
    def precision(self) -> float:
        """The share of the given values that are right; 1 if none was given."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """The share of the said values that were given; 1 if none is said."""
        return self.found / self.said if self.said else 1.0


@dataclass(frozen=True, slots=True)
class MetadataDifference:
    """A value that differs from the gold standard, by file and field."""

    path: str
    field: str
    gold: str
    lexops: str


@dataclass(slots=True)
class MetadataScore:
    """The scores of a sample.

    Attributes:
        scores: The counts by field.
        bases: How many effective dates have each basis.
        differences: Every difference.
    """

    scores: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    bases: Counter[str] = field(default_factory=Counter)
    differences: list[MetadataDifference] = field(default_factory=list)

    def judge(
        self,
        gold: Row,
        given: Row,
    ) -> None:
        """Count one law.

        Args:
            gold: The row of the gold standard.
            given: What was read, with the same keys, and `basis` beside `effective`.
        """
        for name in (*_LISTS, *_VALUES):
            said = _values(gold[name])
            read_ = _values(given[name])
            # a value may be true although no text says it
            self._count(
                gold["path"],
                name,
                said,
                read_,
                right=said or _values(gold["known"].get(name)),
            )
        said = _values(gold["effective"])
        known = _values(gold["known"].get("effective"))
        read_ = _values(given["effective"])
        self.bases[given["basis"]] += 1
        if given["basis"] == Basis.INFERRED:
            self._count(
                gold["path"],
                "effective, stated",
                said,
                set(),
                right=said,
            )
            if said or known:
                self._count(
                    gold["path"],
                    "effective, inferred",
                    set(),
                    read_,
                    right=said or known,
                )
        # that a text states it is a claim of its own: a day that is right by chance doesn't bear it
        # out
        else:
            self._count(
                gold["path"],
                "effective, stated",
                said,
                read_,
                right=said,
            )

    def _count(
        self,
        path: str,
        name: str,
        said: set[str],
        given: set[str],
        *,
        right: set[str],
    ) -> None:
        score = self.scores[name]
        score.given += len(given)
        score.right += len(given & right)
        score.said += len(said)
        score.found += len(said & given)
        if given - right or said - given:
            self.differences.append(
                MetadataDifference(
                    path,
                    name,
                    " ".join(sorted(right)),
                    " ".join(sorted(given)),
                )
            )


def _values(value: str | Sequence[str] | None) -> set[str]:
    return {value} if isinstance(value, str) else set(value or ())


def said_by(expression: Expression) -> Row:
    """Return what lexops has of a version.

    Args:
        expression: The version.

    Returns:
        Its values under the keys of the gold standard.
    """
    law = expression.law
    events = law.events if law else ()
    reported = {
        name: sorted({one.date for one in events if one.act in acts})
        for name, acts in _LISTS.items()
    }
    named = {
        name: one.value
        for name in ("number", "level", "authority")
        if law and (one := getattr(law, name))
    }
    dates = {
        "version": expression.date,
        "effective": expression.valid_from,
        "basis": expression.valid_from_basis,
    }
    return {
        **dict.fromkeys(_VALUES),
        **reported,
        **named,
        **dates,
    }


def read_folder(folder: Path) -> Iterator[tuple[str, Structure, str]]:
    """Read the laws of a folder.

    Args:
        folder: A folder of Markdown and Word files.

    Yields:
        The path within the folder, the structure and the clean text of each file.
    """
    for path in sorted(one for one in folder.rglob("*") if one.suffix in {".md", ".docx"}):
        document = read(path.read_bytes(), path.name)
        yield path.relative_to(folder).as_posix(), structure(document, path.stem), document.text


def resolve_folder(folder: Path) -> dict[str, Expression]:
    """Resolve the works of a folder, with the effects that they have on each other.

    Identity, acts and versions are found by the functions that the stages call.

    Args:
        folder: A folder of Markdown and Word files.

    Returns:
        The version that each file contains, by its path.
    """
    files = identified(
        WorkFile(
            number,
            folder.name,
            path,
            path,
            mimetypes.guess_type(path)[0] or "",
            found,
            text,
        )
        for number, (path, found, text) in enumerate(read_folder(folder))
    )
    incoming = incoming_acts(files)
    by_path: dict[str, Expression] = {}
    for work, work_files in files.items():
        result = resolve(
            work,
            work_files,
            incoming=incoming.get(work, ()),
        )
        expressions = {one.id: one for one in result.expressions}
        paths = {one.object_id: one.path for one in work_files}
        by_path |= {
            paths[one.object_id]: expressions[one.expression] for one in result.manifestations
        }
    return by_path


def identified(files: Iterable[WorkFile]) -> dict[str, list[WorkFile]]:
    """Find which work each file contains.

    Args:
        files: The files.

    Returns:
        The files by their work.
    """
    titled: dict[str, list[WorkFile]] = defaultdict(list)
    for file in files:
        titled[file.structure.work].append(file)
    works: dict[str, list[WorkFile]] = defaultdict(list)
    for name, group in titled.items():
        documents = [
            TitledDocument(
                file.object_id,
                _facts(file, name),
                file.structure,
                file.text,
            )
            for file in group
        ]
        if has_identity(document.facts for document in documents):
            identities = identify(name, documents)
            for file in group:
                works[identities[file.object_id].work].append(file)
        else:
            works[name] += group
    return works


def incoming_acts(works: Mapping[str, Sequence[WorkFile]]) -> dict[str, list[WeighedAct]]:
    """Weigh what the files of works say that they do to others.

    Args:
        works: The files by their work.

    Returns:
        The acts by the work that they are directed at.
    """
    stated: dict[str, list[tuple[DocumentFacts, Act]]] = defaultdict(list)
    facts: dict[str, list[DocumentFacts]] = defaultdict(list)
    for work, files in works.items():
        for file in files:
            own = _facts(file, work)
            facts[loose_key(file.structure.work)].append(own)
            for act in file.structure.acts:
                stated[loose_key(act.target.name)].append((own, act))
    incoming: dict[str, list[WeighedAct]] = defaultdict(list)
    for name, acts in stated.items():
        for weighed in weigh(
            acts,
            facts[name],
            {},
        ):
            if weighed.target is not None:
                incoming[weighed.target].append(weighed)
    return incoming


def _facts(file: WorkFile, work: str) -> DocumentFacts:
    return replace(
        facts_of(file.structure),
        work=work,
        source=file.source,
        path=file.path,
    )


def read_gold() -> list[Row]:
    """Read the gold standard.

    Returns:
        Its rows in their order.
    """
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare and print the scores. A person judges the figures.

    Args:
        arguments: The options; None for those of the command line.

    Returns:
        The exit status, 0.
    """
    parser = argparse.ArgumentParser(
        prog="evals/law_metadata.py",
        description="Compare what laws say of themselves with a sample read by eye.",
    )
    parser.add_argument(
        "folders",
        nargs="+",
        type=Path,
        metavar="DIR",
        help="the folders of the files that the gold names",
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    by_path: dict[str, Expression] = {}
    for folder in options.folders:
        by_path |= resolve_folder(folder)
    gold = rows_of(read_gold(), by_path)
    missing = [row["path"] for row in gold if row["path"] not in by_path]
    if missing or not gold:
        parser.error(f"the folders do not hold {'、'.join(missing) or 'any file of the gold'}")
    samples = {"all": MetadataScore()} | {f"draw {row['draw']}": MetadataScore() for row in gold}
    for row in gold:
        given = said_by(by_path[row["path"]])
        samples["all"].judge(row, given)
        samples[f"draw {row['draw']}"].judge(row, given)
    every = Counter(one.valid_from_basis.value for one in by_path.values() if one.law)
    if options.json:
        printed = {name: as_json(score) for name, score in samples.items()}
        sys.stdout.write(json.dumps(printed | {"bases_of_all": every}, ensure_ascii=False) + "\n")
        return 0
    _print(samples, every)
    return 0


def rows_of(
    gold: Sequence[Row],
    paths: Container[str],
) -> list[Row]:
    """Choose the rows whose kind of file the folders have.

    Args:
        gold: The gold standard.
        paths: The paths of the files that were read.

    Returns:
        The rows, without the Word files if no file of them was given, and without the Markdown
        files likewise.
    """
    given = {Path(row["path"]).suffix for row in gold if row["path"] in paths}
    return [row for row in gold if Path(row["path"]).suffix in given]


def as_json(result: MetadataScore) -> dict[str, Any]:
    """Return the scores of a sample as JSON has them.

    Args:
        result: The scores.

    Returns:
        The scores by field with precision and recall, the bases, and the differences.
    """
    scores = {
        name: asdict(one) | {"precision": one.precision, "recall": one.recall}
        for name, one in result.scores.items()
    }
    differences = [asdict(one) for one in result.differences]
    return {
        "scores": scores,
        "bases": result.bases,
        "differences": differences,
    }


def _print(
    samples: Mapping[str, MetadataScore],
    every: Counter[str],
) -> None:
    out = Console()
    for sample, result in samples.items():
        rows = [
            (
                name,
                f"{one.right}/{one.given}",
                f"{one.precision:.3f}",
                f"{one.found}/{one.said}",
                f"{one.recall:.3f}",
            )
            for name, one in result.scores.items()
        ]
        out.print(
            table(
                f"{result.bases.total()} laws ({sample})",
                (
                    "field",
                    "right",
                    "precision",
                    "found",
                    "recall",
                ),
                rows,
                right=("right", "precision", "found", "recall"),
            )
        )
    whole = samples["all"]
    differing = [
        (
            one.path,
            one.field,
            one.gold,
            one.lexops,
        )
        for one in whole.differences
    ]
    out.print(
        table(
            f"{len(differing)} differences",
            ("file", "field", "gold", "lexops"),
            differing,
        )
    )
    counted = (
        (f"the {whole.bases.total()}", whole.bases),
        (f"all {every.total()}", every),
    )
    for name, bases in counted:
        out.print(
            f"effective dates of {name}: " + ", ".join(f"{bases[one]} {one.value}" for one in Basis)
        )
