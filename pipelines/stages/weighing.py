"""Acts to verdicts: which acts on other works take effect, and which are claims.

A name is weighed again when the acts on works of this name changed, or what is known of these
works, or what a person decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.notation.work_keys import loose_key
from corpus.records import DocumentFacts, Verdict, WeighedAct
from law.authority import AUTHORITY_VERSION, act_id, weigh
from pipelines.report import ClaimsReport
from pipelines.session import Session
from pipelines.stages.definition import KeyedRow, StageDefinition, StageRun
from pipelines.stages.runner import run_stage
from storage.catalog.claims import StatedAct

_NAMES = 200  # a transaction


@dataclass(slots=True)
class _Weighing:
    """The state of the stage.

    Attributes:
        stated: By the name of the target, the acts on it.
        facts: By name, what is known of the documents with that name: those of targets, and of
            works with which acts take effect.
        keys: By name, the key of what was weighed last.
        decisions: By the id of an act, what a person decided.
        counts: How many acts got each verdict in this run.
        ended: Acts that end a whole work and got their effect in this run.
        opened: The ids of claims on stored works that opened in this run.
    """

    stated: Mapping[str, Sequence[StatedAct]]
    facts: Mapping[str, Sequence[DocumentFacts]]
    keys: Mapping[str, str]
    decisions: Mapping[str, Verdict]
    counts: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(Verdict, 0))
    ended: list[WeighedAct] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)


WeighedName = tuple[str, str, list[WeighedAct]]
"""The name of a target, the key of what was weighed, and the acts with their verdicts."""


def weigh_acts(session: Session) -> dict[Verdict, int]:
    """Weigh the acts on every name that is out of date, and put the claims into the run's report.

    Args:
        session: The session of the run.

    Returns:
        How many acts got each verdict in this run.
    """
    state = run_stage(WEIGH, session).state
    totals = session.catalog.claim_lists.totals()
    session.report.claims = ClaimsReport(
        totals.open,
        totals.applied,
        len(state.opened),
        totals.by_source,
        state.ended,
    )
    return state.counts


def _prepare(session: Session) -> _Weighing:
    claims = session.catalog.claims
    stated = claims.stated()
    decisions = {id_: decision.verdict for id_, decision in claims.decisions().items()}
    return _Weighing(
        stated,
        claims.facts({*stated, *(name for acts in stated.values() for name in _others(acts))}),
        claims.keys(),
        decisions,
    )


def _find_names(run: StageRun[_Weighing]) -> list[str]:
    return sorted({*run.state.stated, *run.state.keys})


def _key(run: StageRun[_Weighing], name: str) -> str:
    state = run.state
    stated = state.stated.get(name, ())
    if not stated:
        return ""
    ids = {act_id(found.by, found.act) for found in stated}
    decided = sorted((id_, state.decisions[id_]) for id_ in ids & state.decisions.keys())
    return WEIGH.result_key(
        stated,
        state.facts.get(name, ()),
        decided,
        _facts_of_others(state, stated),
    )


def _others(acts: Sequence[StatedAct]) -> list[str]:
    """The names of other works with which acts take effect."""
    named = {act.act.begins_with for act in acts if act.act.begins_with is not None}
    return sorted({loose_key(work) for work in named})


def _facts_of_others(state: _Weighing, acts: Sequence[StatedAct]) -> list[DocumentFacts]:
    return [facts for name in _others(acts) for facts in state.facts.get(name, ())]


def _is_outdated(run: StageRun[_Weighing], keyed: KeyedRow[str]) -> bool:
    return run.state.keys.get(keyed.row) != keyed.key


def _weigh_batch(run: StageRun[_Weighing], batch: Sequence[KeyedRow[str]]) -> Iterator[WeighedName]:
    state = run.state
    for key, name in batch:
        stated = state.stated.get(name, ())
        weighed = weigh(
            [(found.by, found.act) for found in stated],
            state.facts.get(name, ()),
            state.decisions,
            _facts_of_others(state, stated),
        )
        for act in weighed:
            state.counts[act.verdict] += 1
        yield name, key, weighed


def _commit(run: StageRun[_Weighing], weighed: Sequence[WeighedName]) -> None:
    before = run.catalog.claims.verdicts([name for name, _, _ in weighed])
    for _, _, acts in weighed:
        for act in acts:
            _note_change(
                run.state,
                act,
                *before.get(act.id, (None, None)),
            )
    run.catalog.claims.commit({name: (key, acts) for name, key, acts in weighed})


def _note_change(
    state: _Weighing,
    act: WeighedAct,
    verdict: Verdict | None,
    target: str | None,
) -> None:
    """Compare an act with its verdict and target of the last run, for the report."""
    was_open = verdict is Verdict.OPEN and target is not None
    had_effect = verdict is not None and verdict.has_effect and target == act.target
    if act.verdict is Verdict.OPEN and act.target is not None and not was_open:
        state.opened.add(act.id)
    if act.verdict.has_effect and act.ends_work and not had_effect:
        state.ended.append(act)


WEIGH: StageDefinition[_Weighing, str, WeighedName] = StageDefinition(
    name="weigh",
    reads="structures",
    writes=("claims", "weighings"),
    version=(AUTHORITY_VERSION,),
    options=(),
    batch_size=_NAMES,
    prepare=_prepare,
    find_rows=_find_names,
    key=_key,
    is_outdated=_is_outdated,
    work=_weigh_batch,
    commit=_commit,
)
"""Acts to verdicts."""
