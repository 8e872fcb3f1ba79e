"""Writes documents of our own with copies and with what only looks like copies, and says which were brought together.

`python -m evals near_duplicates [--seed N] [--documents N] [--json]`: files into a folder, read and structured as by a run, then the stage that
compares. Seed 1 is what rules are made on; seed 2 is for judging.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from configs.loading import home_of, load
from configs.settings import DuplicateOptions
from evals.near_duplicate_texts import ArchiveText, TextWriter
from pipelines.session import Session, open_session
from pipelines.stages import collecting, comparing, reading, structuring

ROOT = Path(__file__).resolve().parent.parent

OFFICIAL, OTHERS = "official", ("portal", "daily")
_BINS = (0.05, 0.1, 0.15, 0.2)


@dataclass
class Archive:
    """Texts by source and file."""

    texts: dict[tuple[str, str], ArchiveText] = field(default_factory=dict)

    def add(self, source: str, text: ArchiveText) -> None:
        """Give a text a file's name."""
        self.texts[source, f"{len(self.texts):06}.{'txt' if len(self.texts) % 3 else 'md'}"] = text

    def write(self, folder: Path) -> list[Path]:
        """Write all files, a folder a source."""
        for (source, name), text in self.texts.items():
            file = folder / source / name
            file.parent.mkdir(parents=True, exist_ok=True)
            title = "# " if name.endswith(".md") else ""
            file.write_text(title + "\n\n".join(text.paragraphs) + "\n", encoding="utf-8")
        return sorted(one for one in folder.iterdir() if one.is_dir())


def make_archive(seed: int, documents: int) -> Archive:
    """So many documents: families of texts that look alike, each text with copies or without."""
    archive, writer, chance = Archive(), TextWriter(seed), random.Random(seed + 1)  # noqa: S311 - a seed is the point
    while len(archive.texts) < documents:
        for text in writer.family():
            archive.add(OFFICIAL, text)
            for source in chance.sample(OTHERS, chance.choice((0, 1, 1, 2))):
                archive.add(source, writer.copy(text, chance.uniform(0, 0.2)))
    return archive


# ── a run as far as the comparison
# ───────────────────────────────────────────────────────────────────────────────────────


def work_through(session: Session, folders: Sequence[Path]) -> comparing.Compared:
    """Read and structure what lies in the folders, and compare it."""
    chosen = session.register([str(folder) for folder in folders])
    session.begin()
    collecting.collect(session, chosen)
    reading.read_documents(session, chosen)
    structuring.find_structures(session, chosen)
    return comparing.find_duplicates(session)


def groups_of(session: Session) -> dict[tuple[str, str], tuple[str, str]]:
    """Who stands for whom, both by source and path, of those that a mirror has."""
    places: dict[int, tuple[str, str]] = {}
    for known in session.catalog.sources.all():
        places |= {
            one.id: (known.source.name, path)
            for path, one in session.catalog.objects.known(known.id).items()
        }
    return {places[one]: places[of] for one, of in session.catalog.duplicates.mirrors().items()}


# ── scores
# ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def score(archive: Archive, stands: dict[tuple[str, str], tuple[str, str]]) -> dict[str, Any]:
    """Precision and recall over pairs of documents in one group; what was brought together wrongly, by kind; recall by edits and kind."""
    groups = _by({place: stands.get(place, place) for place in archive.texts})
    clusters = _by({place: text.cluster for place, text in archive.texts.items()})
    found = {pair for members in groups for pair in combinations(sorted(members), 2)}
    true = {pair for members in clusters for pair in combinations(sorted(members), 2)}
    wrong = found - true
    texts = archive.texts
    versions = {
        pair
        for pair in wrong
        if texts[pair[0]].kind == "law" and texts[pair[0]].family == texts[pair[1]].family
    }
    return {
        "documents": len(texts),
        "pairs": len(true),
        "precision": len(found & true) / len(found) if found else 1.0,
        "recall": len(found & true) / len(true),
        "versions": _look_alikes(texts, "law"),
        "versions merged": len(versions),
        "versions kept apart": 1 - len(versions) / max(1, _look_alikes(texts, "law")),
        "look-alikes": sum(
            _look_alikes(texts, kind) for kind in ("law", "notice", "letter", "judgment")
        ),
        "merged wrongly, by kind": dict(Counter(texts[pair[0]].kind for pair in wrong)),
        "recall by edits": _recall(
            _edited(texts, true), found, lambda pair: _bin(_share(texts, pair))
        ),
        "recall by kind": _recall(true, found, lambda pair: texts[pair[0]].kind),
        "official stands": _official(texts, stands),
        "wrong": sorted(wrong),
        "missed": sorted(true - found),
    }


def _by(keys: dict[Any, Any]) -> list[list[Any]]:
    found: dict[Any, list[Any]] = {}
    for place, key in keys.items():
        found.setdefault(key, []).append(place)
    return list(found.values())


def _look_alikes(texts: dict[Any, ArchiveText], kind: str) -> int:
    """Pairs of texts of one family that are no copies, copies of them aside."""
    sizes = Counter(
        text.family for text in texts.values() if text.kind == kind and text.edited is None
    )
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _edited(texts: dict[Any, ArchiveText], true: set[Any]) -> set[Any]:
    """The pairs of an original and its copy."""
    return {pair for pair in true if None in (texts[pair[0]].edited, texts[pair[1]].edited)}


def _share(texts: dict[Any, ArchiveText], pair: Any) -> float:
    return max(texts[one].edited or 0.0 for one in pair)


def _bin(share: float) -> str:
    return next(f"≤ {limit:.0%}" for limit in _BINS if share <= limit)


def _recall(pairs: set[Any], found: set[Any], key: Any) -> dict[str, float]:
    every = Counter(key(pair) for pair in pairs)
    had = Counter(key(pair) for pair in pairs if pair in found)
    return {name: round(had[name] / every[name], 4) for name in sorted(every)}


def _official(texts: dict[Any, ArchiveText], stands: dict[Any, Any]) -> float:
    """The share of mirrors for which the official file stands."""
    mirrors = [of for one, of in stands.items() if texts[one].cluster == texts[of].cluster]
    return sum(of[0] == OFFICIAL for of in mirrors) / len(mirrors) if mirrors else 1.0


# ── the program
# ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def measure(
    seed: int,
    documents: int,
    folder: Path,
    *,
    authority: bool,
) -> tuple[Archive, dict[str, Any]]:
    """Score an archive; then run again with nothing new, and with one new document."""
    archive = make_archive(seed, documents)
    folders = archive.write(folder / "files")
    settings = load("ci", folder / "home", {})
    settings = replace(settings, duplicates=DuplicateOptions((OFFICIAL,) if authority else ()))
    home = home_of(settings, folder / "home")
    with open_session(settings, home, "an evaluation") as session:
        first = work_through(session, folders)
        scores = score(archive, groups_of(session)) | _costs("", first, session)
    with open_session(settings, home, "an evaluation") as session:
        scores |= _costs("again: ", work_through(session, folders), session)
    (folders[0] / "one more.md").write_text(
        "\n\n".join(next(iter(archive.texts.values())).paragraphs), encoding="utf-8"
    )
    with open_session(settings, home, "an evaluation") as session:
        scores |= _costs("one more: ", work_through(session, folders), session)
    return archive, scores


def _costs(when: str, done: comparing.Compared, session: Session) -> dict[str, Any]:
    report = session.report
    return {
        f"{when}signed": done.signed,
        f"{when}pairs compared": done.compared,
        f"{when}seconds": round(report.seconds["compare"], 2),
        f"{when}CPU-seconds": round(report.cpu_seconds["compare"], 2),
    }


def shown(archive: Archive, scores: dict[str, Any], most: int) -> Iterator[str]:
    """The scores, a line each, and the first pairs that are wrong."""
    for name, value in scores.items():
        if name not in ("wrong", "missed"):
            yield f"{name}: {round(value, 4) if isinstance(value, float) else value}"
    for name in ("wrong", "missed"):
        for pair in scores[name][:most]:
            yield f"{name}: " + " ~ ".join(
                f"{'/'.join(one)} ({archive.texts[one].kind}, {archive.texts[one].edited})"
                for one in pair
            )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print."""
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
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        archive, scores = measure(
            options.seed,
            options.documents,
            options.keep or Path(scratch),
            authority=not options.no_authority,
        )
    if options.json:
        metrics = {
            name: {"value": value}
            for name, value in scores.items()
            if isinstance(value, int | float)
        }
        print(json.dumps({"metrics": metrics}, ensure_ascii=False))
        return
    print("\n".join(shown(archive, scores, options.failures)))
