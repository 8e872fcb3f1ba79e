"""Passages to tags: each scheme by itself, with a key of its own.

A changed scheme tags its passages anew; nothing is parsed or embedded, and only rows whose tags
changed are written to the index. What reviewers decided outranks every tagger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from corpus.errors import LexopsError
from corpus.hashing import stage_key, text_hash
from corpus.records import TagProposal
from pipelines.report import Refusal, SchemeReport
from pipelines.session import Session
from pipelines.stages.definition import KeyedRow, StageDefinition, StageRun
from pipelines.stages.runner import run_stage
from storage.catalog.tags import SchemeCounts, TaggableRow, result_key
from storage.models import ModelStore
from tagging.active import open_tagger
from tagging.drift import LEAST_DOCUMENTS
from tagging.errors import UntrustedModel, UnusableModel
from tagging.review.decisions import apply_decisions, find_audited
from tagging.scheme_tagger import SchemeTagger
from tagging.schemes import Scheme
from tagging.schemes.loading import schemes_in_use
from tagging.schemes.missing import MissingValue, missing_values
from tagging.sentences import TaggedSentence, join_proposals, split_sentences
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
        keeps: Whether an idle scheme keeps the tags that it gave before: its model can't be used.
        count: How much the scheme has tagged after the run; None where it never tagged.
        missing: Values that the scheme lost, although tags or decisions had them before the run.
    """

    scheme: Scheme
    tagged: int = 0
    changed: int = 0
    audited: dict[tuple[str, str], bool] = field(default_factory=dict)
    idle: str = ""
    keeps: bool = False
    count: SchemeCounts | None = None
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
        What was done, by scheme. A scheme whose model can't be used stands in `report.refused`.

    Raises:
        SchemeError: A scheme file is wrong. Earlier tags stay.
    """
    counts = session.catalog.tags.counts()
    done: list[SchemeRun] = []
    drifts: dict[str, str | None] = {}
    for scheme in schemes_in_use(session.settings.tagging).values():
        run, drifts[scheme.name] = _tag_in(session, scheme)
        done.append(run)
    decisions = session.catalog.tag_decisions.counts()
    for run in done:
        name = run.scheme.name
        stored = counts[name].by_value if name in counts else {}
        run.missing = missing_values(run.scheme, stored, decisions.get(name, {}))
    in_use = [run.scheme.name for run in done if run.keeps or not run.idle]
    session.catalog.tags.forget_except(in_use)
    session.report.tagged = sum(run.tagged for run in done)
    session.report.tags = _reported(session, done, drifts)
    return done


def _tag_in(session: Session, scheme: Scheme) -> tuple[SchemeRun, str | None]:
    """Tag in one scheme; return what was done, and the drift that was seen.

    A model that can't be used is a finding, and earlier tags stay.
    """
    try:
        tagger = open_tagger(
            scheme,
            ModelStore(session.catalog, session.blobs),
            lambda: session.embedder.fingerprint,
        )
        if tagger is None:
            return SchemeRun(scheme, idle="not trained, and without rules"), None
        state = run_stage(tag_stage(tagger), session).state
    except (UnusableModel, UntrustedModel) as error:
        session.report.refused.append(_refusal(error))
        return SchemeRun(scheme, idle=str(error), keeps=True), None
    return state.done, _drift_of(state)


def _refusal(error: LexopsError) -> Refusal:
    return Refusal(
        MODEL_UNUSABLE,
        None,
        str(error),
        error.remedy or "",
    )


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
        run.count = count = counts.get(name)
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
    proposed = dict(zip([row.id for row in wanted], _propose(run, wanted), strict=True))
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


def _propose(run: StageRun[_Tagging], rows: Sequence[TaggableRow]) -> list[list[TagProposal]]:
    """Propose values for passages as a whole, or for each of their sentences."""
    tagger = run.state.tagger
    units = [TextUnit(row.id, row.text, row.work, row.context, kind=row.kind) for row in rows]
    if tagger.scheme.unit == "sentence":
        sentences = split_sentences(units)
        proposed = tagger.propose(_sentence_units(run, sentences))
        return join_proposals(tagger.scheme, len(units), sentences, proposed)
    if tagger.needs_vectors:
        fingerprint = run.session.embedder.fingerprint
        hashes = [row.input_hash for row in rows]
        units = _with_vectors(units, hashes, run.catalog.embeddings.get(fingerprint, set(hashes)))
    return tagger.propose(units)


def _sentence_units(run: StageRun[_Tagging], sentences: Sequence[TaggedSentence]) -> list[TextUnit]:
    """Sentences as taggers see them. Their vectors are kept as those of passages are."""
    units = [sentence.unit for sentence in sentences]
    if not run.state.tagger.needs_vectors:
        return units
    embedder = run.session.embedder
    cache = run.catalog.embeddings
    texts = {text_hash(unit.text): unit.text for unit in units}
    known = cache.get(embedder.fingerprint, texts)
    missing = [key for key in texts if key not in known]
    if missing:
        made = embedder.embed_passages([texts[key] for key in missing])
        new = {
            key: vector.astype("<f4").tobytes() for key, vector in zip(missing, made, strict=True)
        }
        cache.put(embedder.fingerprint, list(new.items()))
        run.session.report.embedded += len(new)
        known |= new
    return _with_vectors(units, [text_hash(unit.text) for unit in units], known)


def _with_vectors(
    units: Sequence[TextUnit],
    hashes: Sequence[str],
    vectors: Mapping[str, bytes],
) -> list[TextUnit]:
    """Give texts their vectors, by the hash of what was embedded."""
    return [
        replace(unit, vector=np.frombuffer(vectors[key], dtype="<f4")) if key in vectors else unit
        for unit, key in zip(units, hashes, strict=True)
    ]


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
TAG_VERSION = 2
MODEL_UNUSABLE = "model_unusable"
"""The code of a refusal that means: the live model of a scheme can't be used, and its tags stay."""
