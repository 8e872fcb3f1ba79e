"""Weighs acts: compares each act with what is known of its document and of its target.

An act takes effect only if the instrument is adopted, the sentence is operative, the issuers may do
it, the target is resolved exactly, and the source is trusted. Otherwise it is a claim, and a person
decides. `docs/law.md` explains the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.hashing import stage_key
from corpus.notation.work_keys import loose_key
from corpus.records import (
    Act,
    Action,
    ClaimReason,
    DocumentFacts,
    Rank,
    TextStage,
    TitleStrength,
    Trust,
    Verdict,
    WeighedAct,
)
from law.authority.bodies import BodyKind, IssuingBody, PlaceLevel, provinces, read_body
from law.authority.competence import find_competence
from law.authority.norms import Norm, read_norms

_RELATIONS = frozenset(
    {
        Action.PREVAIL,
        Action.CONFIRM,
        Action.PROMULGATE,
    }
)
"""Actions that change no status: no competence is needed for them."""

_ENDS = frozenset(
    {
        Action.REPEAL,
        Action.REPLACE,
        Action.ANNUL,
    }
)

_ONE_ACT = 200
"""Days within which adoption and promulgation of one text lie (`law.structure.enactment`)."""

_MEANINGS: Mapping[ClaimReason, str] = {
    ClaimReason.NOT_ADOPTED: "no body adopted the document ({stage})",
    ClaimReason.NOT_APPROVED: "the provincial standing committee has to approve it (立法法第八十一条)",
    ClaimReason.NOT_OPERATIVE: "the sentence does not order it ({doubts})",
    ClaimReason.NOT_COMPETENT: "{issuers} may not {action} a norm of {owners}",
    ClaimReason.ISSUER_UNKNOWN: "it is not known who issued the document or the target",
    ClaimReason.TARGET_UNKNOWN: "no stored work has this title",
    ClaimReason.TARGET_AMBIGUOUS: "several stored works have this title",
    ClaimReason.OTHER_EDITION: "the sentence means another edition than the stored one",
    ClaimReason.OTHER_JURISDICTION: "the document is not law of the target's jurisdiction",
    ClaimReason.NOT_TRUSTED: "files of this source never change a law",
    ClaimReason.WEAK_IDENTITY: "the title of the document is not certain",
    ClaimReason.NO_DATE: "no day of effect is known",
    ClaimReason.CONTRADICTED: "the same document says that the norm stays in force",
}
"""What each reason says in the note of a claim."""


@dataclass(frozen=True, slots=True)
class _JudgedNorm:
    """An act compared with one norm: why it has no effect there, and the rule that allows it."""

    norm: Norm
    reasons: tuple[ClaimReason, ...]
    note: str


def weigh(
    stated: Iterable[tuple[DocumentFacts, Act]],
    targets: Iterable[DocumentFacts],
    decisions: Mapping[str, Verdict],
    others: Iterable[DocumentFacts] = (),
) -> list[WeighedAct]:
    """Decide which acts on the works of one name take effect.

    Args:
        stated: The acts, each with what is known of the document that states it.
        targets: What is known of the documents that contain works of this name.
        decisions: By the id of an act, what a person decided; it outranks the rules.
        others: What is known of the documents of other works with which acts take effect.

    Returns:
        The acts with their verdicts; those of a document on its own work are left out.
    """
    norms = read_norms(targets)
    first_days = _first_days(others)
    acts = [(by, _dated(act, first_days)) for by, act in stated]
    confirmed = {by.work for by, act in acts if act.action is Action.CONFIRM and not act.doubts}
    weighed: list[WeighedAct] = []
    for by, act in acts:
        possible = [norm for norm in norms if norm.work != by.work]
        if norms and not possible:
            continue
        found = _weigh_act(
            by,
            act,
            possible,
        )
        if act.action in _ENDS and by.work in confirmed:
            found = _contradict(found)
        decided = decisions.get(found.id)
        weighed.append(replace(found, verdict=decided) if decided else found)
    return weighed


def _first_days(documents: Iterable[DocumentFacts]) -> dict[str, str]:
    """By the key of a work, the day on which it begins, where all its documents agree.

    Only what has the plain name of its title counts, and what a body adopted.
    """
    days: dict[str, set[str]] = {}
    for facts in documents:
        if facts.begins and not _doubts_about_document(facts):
            days.setdefault(loose_key(facts.work), set()).add(facts.begins)
    return {work: next(iter(found)) for work, found in days.items() if len(found) == 1}


def _dated(act: Act, first_days: Mapping[str, str]) -> Act:
    """An act with the day of the work with which it takes effect."""
    if act.begins_with is None or act.since is not None:
        return act
    return replace(act, since=first_days.get(loose_key(act.begins_with)))


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
        act.made,
        act.action,
        target.name,
        list(target.provisions),
        act.evidence.words,
    )[:16]


def _weigh_act(
    by: DocumentFacts,
    act: Act,
    norms: Sequence[Norm],
) -> WeighedAct:
    """Compare an act with each norm of the name, and choose the one that it means."""
    weighed = WeighedAct(
        id=act_id(by, act),
        by=by.work,
        source=by.source,
        path=by.path,
        act=act,
        target=None,
        verdict=Verdict.OPEN,
        reasons=(ClaimReason.TARGET_UNKNOWN,),
        note=_MEANINGS[ClaimReason.TARGET_UNKNOWN],
    )
    if act.action in _RELATIONS:
        reasons = tuple(_doubts_about_document(by))
        return replace(
            weighed,
            target=norms[0].work if norms else None,
            verdict=Verdict.OPEN if reasons else Verdict.APPLIED,
            reasons=reasons,
            note="; ".join(_MEANINGS[reason].format(stage=by.stage.value) for reason in reasons),
        )
    if not norms:
        return weighed
    judged = [
        _judge(
            by,
            act,
            norm,
        )
        for norm in norms
    ]
    meant = [found for found in judged if not found.reasons]
    if len(meant) > 1:
        chosen = _with_reason(meant[0], ClaimReason.TARGET_AMBIGUOUS)
    elif meant:
        chosen = meant[0]
    else:
        chosen = min(judged, key=lambda found: (len(found.reasons), found.norm.work))
    return replace(
        weighed,
        target=chosen.norm.work,
        verdict=Verdict.OPEN if chosen.reasons else Verdict.APPLIED,
        reasons=chosen.reasons,
        note=chosen.note,
    )


def _with_reason(judged: _JudgedNorm, reason: ClaimReason) -> _JudgedNorm:
    return _JudgedNorm(
        judged.norm,
        (reason,),
        _MEANINGS[reason],
    )


def _contradict(weighed: WeighedAct) -> WeighedAct:
    reason = ClaimReason.CONTRADICTED
    return replace(
        weighed,
        verdict=Verdict.OPEN,
        reasons=(reason,),
        note=_MEANINGS[reason],
    )


def _judge(
    by: DocumentFacts,
    act: Act,
    norm: Norm,
) -> _JudgedNorm:
    """Compare an act with one norm."""
    issuers = _issuers(by)
    reasons = [
        *_doubts_about_document(by),
        *_doubts_about_act(
            by,
            act,
            norm,
        ),
    ]
    row = find_competence(
        issuers,
        act,
        norm,
    )
    if row is None:
        is_unknown = not issuers or not norm.issuers
        reasons.append(ClaimReason.ISSUER_UNKNOWN if is_unknown else ClaimReason.NOT_COMPETENT)
    elif _lacks_approval(
        by,
        issuers,
        norm,
    ):
        reasons.append(ClaimReason.NOT_APPROVED)
    elif _is_of_another_province(by, norm):
        reasons.append(ClaimReason.NOT_COMPETENT)
    if reasons or row is None:
        note = "; ".join(
            _explain(
                reason,
                by,
                act,
                norm,
            )
            for reason in reasons
        )
        return _JudgedNorm(
            norm,
            tuple(reasons),
            note,
        )
    return _JudgedNorm(
        norm,
        (),
        f"{row.issuer} may {row.may} {row.target} ({row.source})",
    )


def _lacks_approval(
    by: DocumentFacts,
    issuers: Sequence[IssuingBody],
    norm: Norm,
) -> bool:
    """Whether a city acts on a regulation that the province approved, without an approval."""
    if norm.rank is not Rank.LOCAL_REGULATION or not norm.approvers or by.approvers:
        return False
    congress = (BodyKind.LOCAL_CONGRESS, BodyKind.LOCAL_COMMITTEE)
    return any(
        issuer.kind in congress and issuer.place.level is not PlaceLevel.PROVINCE
        for issuer in issuers
    )


def _is_of_another_province(by: DocumentFacts, norm: Norm) -> bool:
    """Whether a document and a norm are of cities of one name in two provinces."""
    own = provinces((*by.issuers, *by.approvers))
    bodies = (*norm.issuers, *norm.approvers)
    others = provinces(body.name for body in bodies)
    return bool(own and others and not own & others)


def _issuers(by: DocumentFacts) -> list[IssuingBody]:
    """The issuers of a document.

    In an official source, an administrative regulation is the State Council's, also where the text
    has no head note (行政法规制定程序条例第五条).
    """
    is_regulation = by.level == Rank.ADMINISTRATIVE_REGULATION
    if not by.issuers and is_regulation and by.trust is Trust.OFFICIAL:
        return [read_body("国务院")]
    return [read_body(name) for name in by.issuers]


def _doubts_about_document(by: DocumentFacts) -> list[ClaimReason]:
    """Why a document has no effect, whatever it says.

    An official source publishes what is adopted: there, a missing head note is no doubt.
    """
    reasons: list[ClaimReason] = []
    is_official = by.trust is Trust.OFFICIAL
    is_silent = by.stage is TextStage.UNKNOWN
    if by.stage is not TextStage.ADOPTED and not (is_official and is_silent):
        reasons.append(ClaimReason.NOT_ADOPTED)
    if by.trust is Trust.UNOFFICIAL:
        reasons.append(ClaimReason.NOT_TRUSTED)
    if by.strength is TitleStrength.WEAK and not is_official:
        reasons.append(ClaimReason.WEAK_IDENTITY)
    return reasons


def _doubts_about_act(
    by: DocumentFacts,
    act: Act,
    norm: Norm,
) -> list[ClaimReason]:
    reasons: list[ClaimReason] = []
    if act.doubts:
        reasons.append(ClaimReason.NOT_OPERATIVE)
    has_no_day = act.since is None and (act.made is None or act.begins_with is not None)
    if has_no_day:
        reasons.append(ClaimReason.NO_DATE)
    same = by.jurisdiction in norm.jurisdictions
    if not same and not (by.jurisdiction in (None, "mainland") and norm.is_mainland):
        reasons.append(ClaimReason.OTHER_JURISDICTION)
    if not _means_edition(act, norm):
        reasons.append(ClaimReason.OTHER_EDITION)
    return reasons


def _means_edition(act: Act, norm: Norm) -> bool:
    """Whether an act means an edition that is stored.

    A number or a day that the words give with the title has to be one of the norm's. An act that
    is older than all documents of the norm means an earlier norm of the same title.
    """
    target = act.target
    if target.number and target.number in norm.numbers:
        return True
    if target.dates and norm.dates:
        return any(_is_near(day, own) for day in target.dates for own in norm.dates)
    day = act.since or act.made
    return not day or not norm.dates or day >= norm.dates[0]


def _is_near(day: str, other: str) -> bool:
    """Whether two days may be the adoption and the promulgation of one text.

    A date may be a year or a month (2014年《…》): then the other day has to lie in it.
    """
    if len(day) < len(other):
        return other.startswith(day)
    distance = date.fromisoformat(day) - date.fromisoformat(other)
    return abs(distance.days) <= _ONE_ACT


def _explain(
    reason: ClaimReason,
    by: DocumentFacts,
    act: Act,
    norm: Norm,
) -> str:
    return _MEANINGS[reason].format(
        stage=by.stage.value,
        doubts="、".join(act.doubts),
        issuers=_names(by.issuers) or "an unknown body",
        action=act.action.value,
        owners=_names([owner.name for owner in norm.issuers]) or "an unknown body",
    )


def _names(names: Sequence[str]) -> str:
    return "、".join(names)
