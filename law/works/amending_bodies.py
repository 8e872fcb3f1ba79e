"""Which files of a work report, in their head notes, an act of a body that may not do it.

A head note is a claim like any other: “2025年3月1日 某协会修订” makes no version of a law. The last act
of a head note has to be one of a body that may amend the norm (`law.authority`). A change without a
body (2025年3月1日修正) counts where another document knows its day. An official source is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from corpus.records import (
    Act,
    Action,
    DocumentFacts,
    Event,
    EventKind,
    Evidence,
    Rank,
    Target,
    Trust,
)
from law.authority import are_related, find_competence
from law.authority.bodies import full_name, read_body
from law.authority.norms import Norm, read_norms
from law.structure.enactment import ONE_ACT, days_between
from law.validity import NEAR
from law.works.records import WorkFile

_MADE = frozenset(EventKind) - {EventKind.EFFECTIVE}
_RANKED = frozenset(Rank) - {Rank.NORMATIVE_DOCUMENT, Rank.POLICY}
_CHANGES = frozenset({EventKind.AMENDED, EventKind.REVISED})
_PUBLISHED = frozenset({EventKind.PROMULGATED, EventKind.APPROVED})
_BY_TITLE = re.compile(r"[《<〈]([^《》<>〈〉]{2,30}?)关于")
_TITLE = re.compile(r"《[^》]*》?")
_PHRASE = re.compile(
    r"[\u4e00-\u9fff]{1,40}?(?:大会|委员会|协会|学会|商会|工会|公司|集团|中心|政府|法院|检察院|学院|大学|学校|"
    r"办公[室厅]|总局|[部局署厅处所站社行会])"
)
_NAMED = re.compile(r"全国人(?:民代表)?大(?:会)?|国务院|中华人民共和国主席|主席令")
_DAY = re.compile(r"^\D{0,2}[\d年月日./\-\s]+")
_DOER = re.compile(
    r"(?!.{0,12}(?:[次届年月日起至令号]|会议|重新|根据|依据|按照|经|由|予以|首|施行|全文))"
    r"[\u4e00-\u9fff]{3,24}?(?=公布|发布|颁布|制定|通过|修订|修正|修改)"
)
"""The doer that stands between the day and the verb."""
_HEADS_OF_STATE = frozenset({"中华人民共和国主席", "主席令"})
_BEFORE = re.compile(
    r"^[\s（(，,。]*(?:(?:经|由|根据|依据|按照|自|起|第[^，。\s]{1,6}[届次])[\s]*)*"
)


@dataclass(frozen=True, slots=True)
class UnauthorizedAct:
    """An act of a head note by a body that may not amend the norm.

    Attributes:
        event: The act.
        body: The body, as the words name it; None where they name none.
        owners: The bodies that may act on the norm because they made it.
    """

    event: Event
    body: str | None
    owners: tuple[str, ...]


def find_unauthorized(
    work: str,
    files: Sequence[WorkFile],
    changed: Collection[str] = (),
) -> dict[int, UnauthorizedAct]:
    """Find the files whose head notes report that a body made the text which may not do it.

    Args:
        work: The key of the work.
        files: All files of the work.
        changed: The days of acts that changed the work.

    Returns:
        By the id of the object, the act that made its text, as its head note says.
    """
    noted = [file for file in files if file.structure.law and file.structure.law.events]
    if not noted:
        return {}
    [norm] = read_norms(_facts(work, file) for file in noted)
    if not _is_judged(norm, noted):
        return {}
    judge = _Judge(norm)
    last = {file.object_id: _last_act(file) for file in noted}
    known = {*changed}
    for act in last.values():
        known |= {event.date for event in act if judge.may(event)}
    found: dict[int, UnauthorizedAct] = {}
    for file in noted:
        act = last[file.object_id]
        event = judge.first_unauthorized(act)
        if event is None and len(noted) > 1:
            event = _silent(act, known)
        if event and file.trust is not Trust.OFFICIAL:
            owners = tuple(owner.name for owner in norm.issuers)
            found[file.object_id] = UnauthorizedAct(event, _body(event), owners)
    return found


def _is_judged(norm: Norm, files: Sequence[WorkFile]) -> bool:
    """Whether it is sure who made a norm, and the order of law says who else may amend it.

    Of a rule that is stored once there is no other text to compare with: only what is known to be
    of the congress or the State Council is judged.
    """
    if not norm.issuers or norm.rank not in _RANKED:
        return False
    if norm.rank is Rank.ADMINISTRATIVE_REGULATION:
        # By its title, 条例 of a party or a union looks like one.
        bodies = {body for file in files for event in _events(file) if (body := _body(event))}
        return any(name in body for body in bodies for name in ("国务院", "政务院"))
    return len(files) > 1 or norm.rank in (Rank.LAW, Rank.CONSTITUTION)


class _Judge:
    """Says which events may be acts on a norm; each body is judged once."""

    def __init__(self, norm: Norm) -> None:
        self._norm = norm
        self._is_law = norm.rank in (Rank.LAW, Rank.CONSTITUTION)
        self._judged: dict[str, bool] = {}

    def may(self, event: Event) -> bool:
        """Whether the words name a body that may amend the norm."""
        body = _body(event)
        if body is None:
            return False
        if body not in self._judged:
            self._judged[body] = _may_amend(body, self._norm)
        return self._judged[body]

    def first_unauthorized(self, act: Sequence[Event]) -> Event | None:
        """The first event of an act that a body did which may not.

        Another body may promulgate what the right one adopted, and change what it approved.
        """
        may = [event for event in act if self.may(event)]
        is_approved = any(event.act is EventKind.APPROVED for event in may)
        for event in act:
            is_named = _body(event) is not None or (self._is_law and _names_another(event))
            if not is_named or event in may:
                continue
            is_excused = bool(may) if event.act in _PUBLISHED else is_approved
            if not is_excused:
                return event
        return None


def _silent(act: Sequence[Event], known: Collection[str]) -> Event | None:
    """A change of which the words name no body, and no other document knows the day."""
    if any(_body(event) is not None for event in act):
        return None
    changes = [event for event in act if event.act in _CHANGES]
    for event in changes:
        if not any(abs(days_between(day, event.date)) <= NEAR for day in known):
            return event
    return None


def _facts(work: str, file: WorkFile) -> DocumentFacts:
    structure = file.structure
    law = structure.law
    instrument = structure.instrument
    events = law.events if law else ()
    approved = (event.authority for event in events if event.act is EventKind.APPROVED)
    approvers = {name for names in approved if names for name in names.split("、")}
    return DocumentFacts(
        work=work,
        title=structure.title,
        strength=structure.title_strength,
        issuers=instrument.issuers if instrument else (),
        approvers=tuple(sorted(approvers)),
        number=law.number.value if law and law.number else None,
        level=law.level.value if law and law.level else None,
        dates=tuple(sorted({event.date for event in events})),
        source=file.source,
        path=file.path,
        trust=file.trust,
    )


def _events(file: WorkFile) -> list[Event]:
    law = file.structure.law
    return [event for event in law.events if event.act in _MADE] if law else []


def _last_act(file: WorkFile) -> list[Event]:
    """The events of the act that made the text: adopted, then promulgated."""
    act: list[Event] = []
    for event in sorted(_events(file), key=lambda event: event.date):
        if act and days_between(act[-1].date, event.date) > ONE_ACT:
            act = []
        act.append(event)
    return act


def _body(event: Event) -> str | None:
    """The body that did what an event says, as far as the words name one."""
    if event.authority:
        return full_name(event.authority)
    words = re.sub(
        r"^\D{0,2}[\d年月日./\-\s]+",
        "",
        event.evidence.words,
    )
    by_title = _BY_TITLE.search(words)
    if by_title:
        return full_name(by_title[1])
    known = _NAMED.search(words)
    if known:
        return full_name(known[0])
    phrase = _PHRASE.match(_BEFORE.sub("", _TITLE.sub("", words)))
    return full_name(phrase[0]) if phrase else None


def _names_another(event: Event) -> bool:
    """Whether a doer that is no body of the state did it: 2026年1月1日某平台发布."""
    words = _DAY.sub("", _TITLE.sub("", event.evidence.words)).strip("（(，, 　")
    return _DOER.match(words) is not None


def _may_amend(body: str, norm: Norm) -> bool:
    names = body.split("、")
    owners = [owner.name for owner in (*norm.issuers, *norm.approvers)]
    if not owners:
        return True
    if are_related(names, owners):
        return True
    issuers = [read_body(name) for name in names]
    act = Act(
        Action.AMEND,
        Target(norm.work, norm.work),
        None,
        None,
        Evidence("head note", body),
    )
    row = find_competence(
        issuers,
        act,
        norm,
    )
    return row is not None or any(name in _HEADS_OF_STATE for name in names)


def explain(act: UnauthorizedAct) -> str:
    """Say why an act of a head note makes no version.

    Args:
        act: The act.

    Returns:
        A part of a sentence.
    """
    owners = "、".join(act.owners)
    if act.body is None:
        what = f"without a body; only {owners} may amend it, and no other document knows of it"
    else:
        what = f"by {act.body}, which may not amend a norm of {owners}"
    return f"its head note reports an act of {act.event.date} {what}: “{act.event.evidence.words}”"


Unauthorized = Mapping[int, UnauthorizedAct]
"""By the id of an object, the act of its head note that makes no version."""
