"""Passages to tags: each scheme by itself, with a key of its own.

A changed scheme tags its passages anew; nothing is parsed or embedded, and only rows whose tags
changed are written to the index. What reviewers decided outranks every tagger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from corpus.hashing import stage_key
from corpus.records import TagProposal
from pipelines.report import SchemeReport
from pipelines.session import Session
from pipelines.stages.definition import KeyedRow, StageDefinition, StageRun
from pipelines.stages.runner import run_stage
from storage.catalog.tags import TaggableRow, result_key
from tagging.active import open_tagger
from tagging.drift import LEAST_DOCUMENTS
from tagging.review.decisions import apply_decisions, find_audited
from tagging.scheme_tagger import SchemeTagger
from tagging.schemes import Scheme
from tagging.schemes.loading import load_schemes
from tagging.schemes.missing import MissingValue, missing_values
from tagging.units import TextUnit

_PASSAGES = 1000  # a transaction


@dataclass(slots=True)
class SchemeRun:
    """What tagging did in one scheme.

    Attributes:
        scheme: The scheme.
        tagged: How many passages were tagged in this run.
        changed: How many of them have other tags than before.
        audited: By the hash of a text and a value that the tagger accepts, whether reviewers left
            it.
        idle: Why the scheme tags nothing; empty where it tags.
        missing: Values that the scheme lost, although tags or decisions had them before the run.
    """

    scheme: Scheme
    tagged: int = 0
    changed: int = 0
    audited: dict[tuple[str, str], bool] = field(default_factory=dict)
    idle: str = ""
    missing: list[MissingValue] = field(default_factory=list)


@dataclass(slots=True)
class _Tagging:
    """The state of the stage for one scheme.

    Attributes:
        tagger: What tags; None where the scheme is idle.
        tagged_by: The first half of the keys of results.
        done: What was done.
    """

    tagger: SchemeTagger
    tagged_by: str
    done: SchemeRun = field(init=False)

    def __post_init__(self) -> None:
        self.done = SchemeRun(self.tagger.scheme)


TaggedPassage = tuple[str, list[TagProposal]]
"""The id of a passage, and what is proposed for it."""


def tag_passages(session: Session) -> list[SchemeRun]:
    """Tag the passages that are out of date, scheme by scheme.

    Args:
        session: The session of the run; the vectors are there.

    Returns:
        What was done, by scheme.

    Raises:
        SchemeError: A scheme file is wrong. Earlier tags stay.
    """
    schemes = active_schemes(session)
    counts = session.catalog.tags.counts()
    decisions = session.catalog.tag_decisions.counts()
    done: list[SchemeRun] = []
    drifts: dict[str, str | None] = {}
    for scheme in schemes:
        tagger = open_tagger(scheme)
        if tagger is None:
            done.append(SchemeRun(scheme, idle="not trained, and without rules"))
            continue
        state = run_stage(tag_stage(tagger), session).state
        done.append(state.done)
        drifts[scheme.name] = _drift_of(state)
    for run in done:
        name = run.scheme.name
        stored = counts[name].by_value if name in counts else {}
        run.missing = missing_values(run.scheme, stored, decisions.get(name, {}))
    in_use = [run.scheme.name for run in done if not run.idle]
    session.catalog.tags.forget_except(in_use)
    session.report.tagged = sum(run.tagged for run in done)
    session.report.tags = _reported(session, done, drifts)
    return done


def _drift_of(state: _Tagging) -> str | None:
    """In what new documents differ from those of the training; None where none were compared."""
    if not state.done.tagged:
        return None
    drift = state.tagger.drift_seen()
    if drift is None or drift.documents < LEAST_DOCUMENTS:
        return None
    return f"{drift.feature}, {drift.documents} documents" if drift.alarm else ""


def _reported(
    session: Session,
    done: Sequence[SchemeRun],
    drifts: Mapping[str, str | None],
) -> dict[str, SchemeReport]:
    """What the report says of each scheme that tags.

    What reviewers think of tags, and the alarm, are seen while passages are tagged. Where a run
    tags a part of them, what the last run saw of the others is added.
    """
    counts = session.catalog.tags.counts()
    before = tags_of_last_run(session)
    reports = {}
    for run in done:
        name = run.scheme.name
        count = counts.get(name)
        if run.idle or count is None:
            continue
        report = SchemeReport(
            count.tagged,
            dict(sorted(count.by_value.items())),
            sum(count.suggested.values()),
            sum(run.audited.values()),
            len(run.audited) - sum(run.audited.values()),
            drifts[name] or "",
        )
        if run.tagged < count.results and name in before:
            report.confirmed += before[name].confirmed
            report.rejected += before[name].rejected
            if drifts[name] is None:
                report.drift = before[name].drift
        reports[name] = report
    return reports


def tags_of_last_run(session: Session) -> dict[str, SchemeReport]:
    """Return what the last run that finished reported of each scheme.

    Args:
        session: The session of the run.

    Returns:
        By the name of the scheme, its report; nothing before the second run.
    """
    last = session.catalog.runs.last_report() or {}
    return {name: SchemeReport(**report) for name, report in last.get("tags", {}).items()}


def active_schemes(session: Session) -> list[Scheme]:
    """Return the schemes that the settings do not switch off.

    Args:
        session: The session of the run.

    Returns:
        The schemes, by name.
    """
    options = session.settings.tagging
    folder = Path(options.schemes) if options.schemes else None
    return [scheme for name, scheme in load_schemes(folder).items() if name not in options.off]


def tag_stage(tagger: SchemeTagger) -> StageDefinition[_Tagging, TaggableRow, TaggedPassage]:
    """Declare the stage for one scheme.

    Args:
        tagger: What tags in the scheme.

    Returns:
        The stage.
    """

    def prepare(_session: Session) -> _Tagging:
        key = stage_key(TAG_STAGE, TAG_VERSION, tagger.scheme.hash, tagger.fingerprint)
        return _Tagging(tagger, key)

    return StageDefinition(
        name=TAG_STAGE,
        reads="passages",
        writes=("tags", "tag_suggestions", "tag_results"),
        version=(TAG_VERSION,),
        options=("tagging.schemes", "tagging.off"),
        batch_size=_PASSAGES,
        prepare=prepare,
        count_rows=_count_rows,
        find_rows=_find_rows,
        key=_key,
        work=_tag_batch,
        commit=_commit,
    )


def _count_rows(run: StageRun[_Tagging]) -> int:
    state = run.state
    return run.catalog.tags.count_outdated(state.tagger.scheme.name, state.tagged_by)


def _find_rows(run: StageRun[_Tagging]) -> Iterator[TaggableRow]:
    if not run.total:
        return iter(())
    state = run.state
    return run.catalog.tags.outdated(state.tagger.scheme.name, state.tagged_by)


def _key(run: StageRun[_Tagging], row: TaggableRow) -> str:
    return result_key(run.state.tagged_by, row.input_hash)


def _tag_batch(
    run: StageRun[_Tagging], batch: Sequence[KeyedRow[TaggableRow]]
) -> Iterator[TaggedPassage]:
    tagger = run.state.tagger
    rows = [keyed.row for keyed in batch]
    kinds = tagger.scheme.kinds
    wanted = [row for row in rows if not kinds or row.kind in kinds]
    units = _units(run, wanted)
    proposed = dict(zip([row.id for row in wanted], tagger.propose(units), strict=True))
    decided = run.catalog.tag_decisions.about(
        tagger.scheme.name,
        [row.id for row in rows],
        [row.text_hash for row in rows],
    )
    for row in rows:
        proposals = proposed.get(row.id, [])
        kept = apply_decisions(tagger.scheme, row.id, row.text_hash, proposals, decided)
        for value, is_left in find_audited(proposals, kept).items():
            run.state.done.audited[row.text_hash, value] = is_left
        yield row.id, kept


def _units(run: StageRun[_Tagging], rows: Sequence[TaggableRow]) -> list[TextUnit]:
    """Passages as taggers see them, with their vectors where the tagger reads these."""
    vectors: dict[str, bytes] = {}
    if run.state.tagger.needs_vectors:
        fingerprint = run.session.embedder.fingerprint
        vectors = run.catalog.embeddings.get(fingerprint, {row.input_hash for row in rows})
    units = []
    for row in rows:
        vector = vectors.get(row.input_hash)
        unit = TextUnit(
            row.id,
            row.text,
            row.work,
            row.context,
            kind=row.kind,
            vector=None if vector is None else np.frombuffer(vector, dtype="<f4"),
        )
        units.append(unit)
    return units


def _commit(run: StageRun[_Tagging], results: Sequence[TaggedPassage]) -> None:
    state = run.state
    changed = run.catalog.tags.commit(
        state.tagger.scheme.name,
        state.tagged_by,
        dict(results),
    )
    state.done.tagged += len(results)
    state.done.changed += changed


TAG_STAGE = "tag"
TAG_VERSION = 1
