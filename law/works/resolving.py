"""Resolves all files of one work to versions, manifestations and passages.

Files with the same date and disjoint articles are parts of one version. Files with the same text
are mirrors. Files with the same date and another text conflict; see `law.works.grouping`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from corpus.records import (
    Action,
    DocumentKind,
    Expression,
    Finding,
    Manifestation,
    Passage,
    WeighedAct,
)
from law.validity import Validity, VersionFacts, resolve_validity
from law.works.amending_bodies import find_unauthorized
from law.works.completing import complete_first_day
from law.works.grouping import group_files, remove_shared_units
from law.works.ids import keep_ids, name_texts, renamed_objects
from law.works.records import Resolution, WorkFile
from law.works.support import find_unauthorized_texts, find_unsupported
from law.works.texts import WorkText


def resolve(
    work: str,
    files: Iterable[WorkFile],
    *,
    assigned: Mapping[int, str] | None = None,
    kept: Mapping[tuple[int, str], str] | None = None,
    incoming: Sequence[WeighedAct] = (),
) -> Resolution:
    """Resolve all files of one work.

    The result does not depend on the order of the files: they are ranked by format, source and
    path. A file that is a copy of another file (`law.duplicates`) only mirrors it.

    Args:
        work: The key of the work.
        files: All files that contain the work, in any order.
        assigned: By object id, the version that the object has carried so far.
        kept: By object id and hash of the text, the id that a passage has had so far. Only for
            objects whose bytes did not change while the way of reading them did.
        incoming: The acts of other works that are directed at this one, with their verdicts.

    Returns:
        The versions, manifestations and passages of the work, with findings and aliases.
    """
    assigned = assigned or {}
    changed = _days_of_change(incoming)
    every = list(files)
    acts = find_unauthorized(
        work,
        every,
        changed,
    )
    texts, findings = group_files(
        every,
        changed,
        acts,
    )
    named = name_texts(work, texts)
    remove_shared_units(named)
    unsupported, unconfirmed = find_unsupported(named, changed)
    cautions, forbidden = find_unauthorized_texts(named, acts)
    validity, doubts = _resolve_validity(
        named,
        incoming,
        {*unsupported, *cautions},
    )
    validity |= {
        id_: replace(validity[id_], cautions=(*validity[id_].cautions, caution))
        for id_, caution in cautions.items()
    }
    expressions: list[Expression] = []
    manifestations: list[Manifestation] = []
    found: list[tuple[Passage, int]] = []
    for id_, text in named:
        expressions.append(
            text.make_expression(
                work,
                id_,
                validity[id_],
            )
        )
        manifestations += text.make_manifestations(id_)
        found += text.make_passages(
            work,
            id_,
            validity[id_],
        )
    renamed = renamed_objects(named, assigned)
    passages, source_objects, aliases = keep_ids(
        found,
        kept or {},
        renamed,
    )
    return Resolution(
        expressions=tuple(expressions),
        manifestations=tuple(manifestations),
        passages=tuple(passages),
        source_objects=source_objects,
        findings=(
            *findings,
            *unconfirmed,
            *forbidden,
            *doubts,
        ),
        aliases=aliases,
    )


def _days_of_change(incoming: Sequence[WeighedAct]) -> set[str]:
    """The days of the acts that changed the work: they support the date of a version."""
    days: set[str] = set()
    for weighed in incoming:
        act = weighed.act
        day = act.made or act.since
        if act.action is Action.AMEND and weighed.verdict.has_effect and day:
            days.add(day)
    return days


def _resolve_validity(
    named: Sequence[tuple[str, WorkText]],
    incoming: Sequence[WeighedAct],
    unsupported: Collection[str],
) -> tuple[dict[str, Validity], list[Finding]]:
    """Resolve when each version is in force.

    A conflicting text has the validity of the text with the plain id. Decisions that change other
    works are no versions of one another, even where their titles are equal: each is resolved alone.
    An unsupported version is in force on no day.
    """
    conflicting: dict[str, list[WorkText]] = defaultdict(list)
    for id_, text in named:
        if "~" in id_:
            conflicting[id_.partition("~")[0]].append(text)
    versions: list[VersionFacts] = []
    resolved: dict[str, Validity] = {}
    for id_, text in named:
        if id_ in unsupported:
            resolved[id_] = Validity(valid_from=text.date, valid_to=text.date)
        elif "~" not in id_:
            version = complete_first_day(
                text.facts(id_),
                text,
                conflicting[id_],
            )
            versions.append(version)
    only_decisions = all(text.kind is DocumentKind.DECISION for _, text in named)
    groups = [[version] for version in versions] if only_decisions else [versions]
    findings: list[Finding] = []
    for group in groups:
        validity, doubts = resolve_validity(group, incoming)
        resolved |= validity
        findings += doubts
    by_id = {id_: resolved.get(id_) or resolved[id_.partition("~")[0]] for id_, _ in named}
    return by_id, findings
