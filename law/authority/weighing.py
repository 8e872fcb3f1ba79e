"""Weighs acts: compares each act with what is known of its document and of its target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.hashing import stage_key
from corpus.records import Act, DocumentFacts, Verdict, WeighedAct


def weigh(
    stated: Sequence[tuple[DocumentFacts, Act]],
    targets: Sequence[DocumentFacts],
    decisions: Mapping[str, Verdict],
) -> list[WeighedAct]:
    """Decide which acts on the works of one name take effect.

    Args:
        stated: The acts, each with what is known of the document that states it.
        targets: What is known of the documents that contain works of this name.
        decisions: By the id of an act, what a person decided; it outranks the rules.

    Returns:
        The acts with their verdicts; those of a document on its own work are left out.
    """
    works = sorted({facts.work for facts in targets})
    weighed: list[WeighedAct] = []
    for by, act in stated:
        others = [work for work in works if work != by.work]
        if works and not others:
            continue
        target = others[0] if others else None
        id_ = act_id(by, act)
        weighed.append(
            WeighedAct(
                id=id_,
                by=by.work,
                source=by.source,
                path=by.path,
                act=act,
                target=target,
                verdict=decisions.get(id_, Verdict.APPLIED),
            )
        )
    return weighed


def act_id(by: DocumentFacts, act: Act) -> str:
    """Name an act by what it says, so that a decision about it survives a new reading of the file.

    Args:
        by: What is known of the document that states the act.
        act: The act.

    Returns:
        16 hex digits.
    """
    target = act.target
    return stage_key(
        "act",
        1,
        by.title,
        act.action,
        target.name,
        list(target.provisions),
        act.evidence.words,
    )[:16]
