"""Copies and texts that look like copies: `python -m evals near_duplicates [--seed N] [--json]`.

Writes documents of our own into a folder, reads and structures them as a run does, and compares
them by the stage of the pipeline. Then it counts which documents were grouped. Rules are made on
seed 1; seed 2 is for judging.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from configs.loading import home_of, load
from configs.settings import DuplicateOptions, Settings
from evals.near_duplicate_copies import CopyWriter
from evals.near_duplicate_texts import ArchiveText
from pipelines.session import Session, open_session
from pipelines.stages import collecting, comparing, reading, structuring

OFFICIAL = "official"
OTHERS = ("portal", "daily")
_BINS = (0.05, 0.1, 0.15, 0.2)
_FAMILIES = ("law", "notice", "letter", "judgment")
"""Kinds of texts that have families."""

Place = tuple[str, str]
"""The source and the file's name of a document."""
Pair = tuple[Place, Place]


@dataclass
class Archive:
    """Texts by source and file.

    Attributes:
        texts: The text of each document.
    """

    texts: dict[Place, ArchiveText] = field(default_factory=dict)

    def add(
        self,
        source: str,
        text: ArchiveText,
    ) -> None:
        """Give a text a file's name.

        Args:
            source: The name of the source.
            text: The text.
        """
        number = len(self.texts)
        suffix = "txt" if number % 3 else "md"
        self.texts[source, f"{number:06}.{suffix}"] = text

    def write(self, folder: Path) -> list[Path]:
        """Write all files.

        Args:
            folder: The folder to write into.

        Returns:
            The folder of each source.
        """
        for (source, name), text in self.texts.items():
            file = folder / source / name
            file.parent.mkdir(parents=True, exist_ok=True)
            title = "# " if name.endswith(".md") else ""
            file.write_text(title + "\n\n".join(text.paragraphs) + "\n", encoding="utf-8")
        return sorted(path for path in folder.iterdir() if path.is_dir())


def make_archive(seed: int, documents: int) -> Archive:
    """Write families of texts that look alike, each text with up to two copies.

    Args:
        seed: The seed of texts and copies.
        documents: At least this many documents.

    Returns:
        The archive.
    """
    archive = Archive()
    writer = CopyWriter(seed)
    chance = random.Random(seed + 1)  # noqa: S311 - a seed is the point
    while len(archive.texts) < documents:
        for text in writer.family():
            archive.add(OFFICIAL, text)
            copies = chance.choice((0, 1, 1, 2))
            for source in chance.sample(OTHERS, copies):
                archive.add(source, writer.copy(text, chance.uniform(0, 0.2)))
    return archive


# ── a run as far as the comparison


def work_through(session: Session, folders: Sequence[Path]) -> comparing.Compared:
    """Read and structure the files of folders, and compare them.

    Args:
        session: The session of the run.
        folders: The folders of the sources.

    Returns:
        What the comparison did.
    """
    chosen = session.register([str(folder) for folder in folders])
    session.begin()
    collecting.collect(session, chosen)
    reading.read_documents(session, chosen)
    structuring.find_structures(session, chosen)
    return comparing.find_duplicates(session)


def groups_of(session: Session) -> dict[Place, Place]:
    """Find which document stands for which copy.

    Args:
        session: A session whose comparison is done.

    Returns:
        The document that stands for a copy, by the copy.
    """
    places: dict[int, Place] = {}
    for known in session.catalog.sources.all():
        for path, stored in session.catalog.objects.known(known.id).items():
            places[stored.id] = (known.source.name, path)
    mirrors = session.catalog.duplicates.mirrors()
    return {places[copy]: places[original] for copy, original in mirrors.items()}


# ── scores


def score(archive: Archive, stands: Mapping[Place, Place]) -> dict[str, Any]:
    """Score the groups over all pairs of documents in one group.

    Args:
        archive: The documents.
        stands: The document that stands for a copy, by the copy.

    Returns:
        Precision and recall, the pairs that were grouped wrongly, by kind, and recall by edits and
        kind.
    """
    texts = archive.texts
    found = _pairs_of_groups({place: stands.get(place, place) for place in texts})
    true = _pairs_of_groups({place: text.cluster for place, text in texts.items()})
    wrong = found - true
    versions = sum(_are_versions(texts[first], texts[second]) for first, second in wrong)
    version_pairs = _look_alikes(texts, "law")
    edited_pairs = {pair for pair in true if _has_original(texts, pair)}
    return {
        "documents": len(texts),
        "pairs": len(true),
        "precision": len(found & true) / len(found) if found else 1.0,
        "recall": len(found & true) / len(true),
        "versions": version_pairs,
        "versions merged": versions,
        "versions kept apart": 1 - versions / max(1, version_pairs),
        "look-alikes": sum(_look_alikes(texts, kind) for kind in _FAMILIES),
        "merged wrongly, by kind": dict(Counter(texts[first].kind for first, _ in wrong)),
        "recall by edits": _recall(edited_pairs, found, lambda pair: _edit_bin(texts, pair)),
        "recall by kind": _recall(true, found, lambda pair: texts[pair[0]].kind),
        "official stands": _official_share(texts, stands),
        "wrong": sorted(wrong),
        "missed": sorted(true - found),
    }


def _pairs_of_groups(groups: Mapping[Place, object]) -> set[Pair]:
    """Return every pair of documents that are in one group."""
    members: dict[object, list[Place]] = defaultdict(list)
    for place, group in groups.items():
        members[group].append(place)
    pairs: set[Pair] = set()
    for places in members.values():
        pairs.update(combinations(sorted(places), 2))
    return pairs


def _are_versions(first: ArchiveText, second: ArchiveText) -> bool:
    return first.kind == "law" and first.family == second.family


def _look_alikes(texts: Mapping[Place, ArchiveText], kind: str) -> int:
    """Count the pairs of originals of one family, which are no copies of each other."""
    sizes: Counter[int] = Counter()
    for text in texts.values():
        if text.kind == kind and text.edited is None:
            sizes[text.family] += 1
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _has_original(texts: Mapping[Place, ArchiveText], pair: Pair) -> bool:
    return any(texts[place].edited is None for place in pair)


def _edit_bin(texts: Mapping[Place, ArchiveText], pair: Pair) -> str:
    """Name the share of characters that was edited in a copy."""
    share = max(texts[place].edited or 0.0 for place in pair)
    limit = next(limit for limit in _BINS if share <= limit)
    return f"≤ {limit:.0%}"


def _recall(
    pairs: Iterable[Pair],
    found: set[Pair],
    key: Callable[[Pair], str],
) -> dict[str, float]:
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for pair in pairs:
        name = key(pair)
        total[name] += 1
        right[name] += pair in found
    return {name: round(right[name] / total[name], 4) for name in sorted(total)}


def _official_share(texts: Mapping[Place, ArchiveText], stands: Mapping[Place, Place]) -> float:
    """Return the share of copies for which the official file stands."""
    originals = []
    for copy, original in stands.items():
        if texts[copy].cluster == texts[original].cluster:
            originals.append(original)
    if not originals:
        return 1.0
    return sum(source == OFFICIAL for source, _ in originals) / len(originals)


# ── the program


def measure(
    seed: int,
    documents: int,
    folder: Path,
    *,
    authority: bool,
) -> tuple[Archive, dict[str, Any]]:
    """Score an archive; then run again with nothing new, and with one new document.

    Args:
        seed: The seed of texts and copies.
        documents: At least this many documents.
        folder: An empty folder for files and home.
        authority: Whether the official source is named as the most authoritative.

    Returns:
        The archive and the scores.
    """
    archive = make_archive(seed, documents)
    folders = archive.write(folder / "files")
    authorities = (OFFICIAL,) if authority else ()
    settings = load("ci", folder / "home", {})
    settings = replace(settings, duplicates=DuplicateOptions(authorities))
    scores: dict[str, Any] = {}

    def run(when: str) -> None:
        with _open(settings, folder / "home") as session:
            done = work_through(session, folders)
            if not scores:
                scores.update(score(archive, groups_of(session)))
            scores.update(_costs(when, done, session))

    run("")
    run("again: ")
    copied = next(iter(archive.texts.values()))
    new_file = folders[0] / "one more.md"
    new_file.write_text("\n\n".join(copied.paragraphs), encoding="utf-8")
    run("one more: ")
    return archive, scores


def _open(settings: Settings, home: Path) -> Any:
    return open_session(settings, home_of(settings, home), "an evaluation")


def _costs(
    when: str,
    done: comparing.Compared,
    session: Session,
) -> dict[str, Any]:
    report = session.report
    return {
        f"{when}signed": done.signed,
        f"{when}pairs compared": done.compared,
        f"{when}seconds": round(report.seconds["compare"], 2),
        f"{when}CPU-seconds": round(report.cpu_seconds["compare"], 2),
    }


def shown(
    archive: Archive,
    scores: Mapping[str, Any],
    most: int,
) -> Iterator[str]:
    """Write the scores and the first wrong pairs.

    Args:
        archive: The documents.
        scores: The scores.
        most: Show at most this many wrong and this many missed pairs.

    Yields:
        The lines.
    """
    for name, value in scores.items():
        if name in ("wrong", "missed"):
            continue
        if isinstance(value, float):
            value = round(value, 4)  # noqa: PLW2901 - the same value, shorter
        yield f"{name}: {value}"
    for name in ("wrong", "missed"):
        for pair in scores[name][:most]:
            places = [_describe(place, archive.texts[place]) for place in pair]
            yield f"{name}: {' ~ '.join(places)}"


def _describe(place: Place, text: ArchiveText) -> str:
    return f"{'/'.join(place)} ({text.kind}, {text.edited})"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print the scores.

    Args:
        arguments: The options; None for those of the command line.
    """
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        archive, scores = measure(
            options.seed,
            options.documents,
            options.keep or Path(scratch),
            authority=not options.no_authority,
        )
    if options.json:
        metrics = {}
        for name, value in scores.items():
            if isinstance(value, int | float):
                metrics[name] = {"value": value}
        print(json.dumps({"metrics": metrics}, ensure_ascii=False))
        return
    print("\n".join(shown(archive, scores, options.failures)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument(
        "--failures",
        type=int,
        default=0,
        metavar="N",
        help="name the first N pairs that are wrong, and those that are missed",
    )
    parser.add_argument(
        "--keep", type=Path, help="a new folder for files and home; else they are deleted"
    )
    parser.add_argument(
        "--no-authority", action="store_true", help="name no source as the most authoritative"
    )
    parser.add_argument("--json", action="store_true")
    return parser
