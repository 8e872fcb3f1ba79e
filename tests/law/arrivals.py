"""Files that arrive in an archive step by step, and what a home says of them in the end."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from configs.loading import home_of, load
from corpus.schema import as_of
from pipelines.session import Session, open_session
from tests.law.authority_archive import settle
from tests.law.authority_cases import TODAY, base_files, read_inputs

SAMPLES = Path(__file__).parents[2] / "samples" / "archive" / "statutes"
_INPUTS = 12
_MOST_RUNS = 4
_NAMESAKES = ("系缆", "放跳板", "点号灯", "报平安", "收船票")
_NAMESAKE = """渡口值守规定

第一条 值守人员每日{words}，并在簿上签名。

第二条 {words}以前，应当先看天色和水位。

第三条 没有{words}的，由班长当面指出。
"""
"""Texts of one title, of which none says who made it: only their words differ."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a home says of its archive.

    Attributes:
        rows: The exported rows, by id.
        claims: The acts on other works with their verdicts.
        findings: The findings.
    """

    rows: Mapping[str, Any]
    claims: frozenset[str]
    findings: frozenset[str]

    def differences(self, other: Outcome) -> list[str]:
        """Return a line for each thing that is not as in another outcome."""
        lines = [f"missing: {id_}" for id_ in sorted(self.rows.keys() - other.rows.keys())]
        lines += [f"unexpected: {id_}" for id_ in sorted(other.rows.keys() - self.rows.keys())]
        for id_ in sorted(self.rows.keys() & other.rows.keys()):
            expected, found = self.rows[id_], other.rows[id_]
            lines += [
                f"{id_}: {name} is {found[name]!r}, should be {expected[name]!r}"
                for name in expected
                if expected[name] != found[name]
            ]
        lines += [f"claim: {words}" for words in sorted(self.claims ^ other.claims)]
        lines += [f"finding: {words}" for words in sorted(self.findings ^ other.findings)]
        return lines


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to the archive before a run.

    Attributes:
        added: The files that arrive, by path.
        removed: The paths of the files that go.
    """

    added: Mapping[str, bytes]
    removed: Sequence[str] = ()

    def __str__(self) -> str:
        removed = f"; removed {', '.join(self.removed)}" if self.removed else ""
        return f"added {', '.join(self.added)}{removed}"


def mixed_archive(chance: random.Random) -> dict[str, bytes]:
    """Collect the sample statutes, the base of the inputs, and some of the inputs.

    Args:
        chance: Chooses the inputs.

    Returns:
        The files by path.
    """
    files: dict[str, bytes] = {}
    for file in sorted(SAMPLES.rglob("*")):
        if file.is_file():
            files[f"statutes/{file.relative_to(SAMPLES)}"] = file.read_bytes()
    files |= {f"base/{path}": text.encode() for path, text in base_files().items()}
    for number, words in enumerate(_NAMESAKES):
        files[f"namesakes/{number}.txt"] = _NAMESAKE.format(words=words).encode()
    inputs = [*read_inputs("harmless_*.yaml"), *read_inputs("effective_*.yaml")]
    for given in chance.sample(inputs, _INPUTS):
        files |= {f"{given.name}/{path}": content for path, content in given.files.items()}
    return files


def arrivals(files: Mapping[str, bytes], chance: random.Random) -> Iterator[Step]:
    """Let files arrive in a random order, and be away for a run now and then.

    Args:
        files: The files by path.
        chance: Chooses the order and the runs.

    Yields:
        What happens before each run; after the last one all files are there.
    """
    order = chance.sample(sorted(files), len(files))
    runs = chance.randint(2, _MOST_RUNS)
    cuts = sorted(chance.sample(range(1, len(order)), runs - 1))
    away: list[str] = []
    for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True):
        added = [*order[start:end], *away]
        is_last = end == len(order)
        away = [] if is_last else chance.sample(order[:start], min(start, chance.randint(0, 2)))
        away = [path for path in away if path not in added]
        yield Step({path: files[path] for path in added}, away)


def outcome(
    place: Path,
    name: str,
    steps: Sequence[Step],
) -> Outcome:
    """Run the stages after each step, in a new home.

    Args:
        place: The folder of the homes and of the archive.
        name: The name of the home.
        steps: What happens before each run.

    Returns:
        What the home says after the last run.
    """
    folder = place / "archive"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    home = place / name
    with opened(home) as session:
        for step in steps:
            take(session, folder, step)
        result = read_outcome(session)
    shutil.rmtree(home)
    return result


@contextmanager
def opened(home: Path) -> Iterator[Session]:
    """Open a home under the profile `ci`.

    Args:
        home: The folder of the home; it may be missing.

    Yields:
        The session.
    """
    settings = replace(load("ci", home, {}), processes=1)
    with open_session(settings, home_of(settings, home), "a test") as session:
        yield session


def take(
    session: Session,
    folder: Path,
    step: Step,
) -> None:
    """Change the archive, and run the stages.

    Args:
        session: The session.
        folder: The folder of the archive.
        step: What happens to the archive.
    """
    for path, content in step.added.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    for path in step.removed:
        (folder / path).unlink()
    chosen = session.register([str(folder)])
    session.begin()
    settle(session, chosen)


def read_outcome(session: Session) -> Outcome:
    """Read what a home says of its archive.

    Args:
        session: The session.

    Returns:
        The outcome.
    """
    catalog = session.catalog
    return Outcome(
        {row["id"]: as_of(row, TODAY) for row in catalog.passages.rows()},
        frozenset(str(act) for act in catalog.claims.all()),
        frozenset(str(finding) for finding in catalog.passages.findings()),
    )
