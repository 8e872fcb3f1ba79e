"""Folders to objects and blobs: what is new, what changed, what is gone, and whether so much may be gone.

A container (an archive, a mail) is an object, and so is each of its members (docs/adr/0018-members-are-objects.md).

An unchanged file costs a look at its size and times, and so does a container with all its members. Like git, that look is trusted only where the file's times are older than
its last reading by two seconds: a file that is written to twice within a tick of the clock would seem unchanged.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.errors import BadInput, SourceMissing
from corpus.records import MEMBER, ObjectState, Source
from ingestion.containers import may_hold
from ingestion.sources import SourceEntry, fetch, ignored_by, scan
from pipelines.report import Refusal, SourceReport
from pipelines.session import Session
from pipelines.stages.unpacking import could_not_be_unpacked, is_due, unpacked
from storage.catalog.objects import UNREAD, KnownObject, SeenObject
from storage.catalog.sources import KnownSource

_RACY_NS = 2_000_000_000
_BATCH = 200


@dataclass(slots=True)
class Collected:
    """What a scan of one source found; paths of what changed, and of what is ignored by which rule, for people."""

    report: SourceReport
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    ignored: dict[str, list[str]] = field(default_factory=dict)
    refusal: Refusal | None = None


@dataclass(slots=True)
class _Scan:
    """One source between its scan and the verdict on what is missing."""

    source: KnownSource
    collected: Collected
    known: dict[str, KnownObject]
    inside: dict[
        str, list[KnownObject]
    ]  # what outermost containers held when they were last taken apart, by their path
    met: set[str] = field(default_factory=set)
    unlisted: list[str] = field(
        default_factory=list
    )  # beginnings of paths below which nobody could look
    seen: list[SeenObject] = field(default_factory=list)  # to be written down
    noted: int = 0  # how many were written down
    again: dict[int, SeenObject] = field(default_factory=dict)  # to be touched
    waiting: list[tuple[SeenObject, KnownObject | None]] = field(
        default_factory=list
    )  # to be taken apart, if they are containers
    missing: list[KnownObject] = field(default_factory=list)
    nothing_there: str | None = None  # why: the root is missing, or holds nothing


def collect(
    session: Session, sources: Sequence[KnownSource], *, allow_deletes: bool = False
) -> dict[str, Collected]:
    """Bring the objects of these sources up to date; what happened, by the source's name.

    All are scanned before anything is given up, so that a file that moved from one to the other is nowhere missed.
    """
    with session.report.timed("collect"):
        scans = [_scan(session, source) for source in sources]
        for one in scans:
            _settle_missing(session, one, allow_deletes=allow_deletes)
            session.report.sources[one.source.source.name] = one.collected.report
            session.report.refused += [one.collected.refusal] if one.collected.refusal else []
    return {one.source.source.name: one.collected for one in scans}


def _scan(session: Session, source: KnownSource) -> _Scan:
    objects = session.catalog.objects
    known = objects.known(source.id)
    inside: dict[str, list[KnownObject]] = {}
    for one in known.values():
        if (
            MEMBER in one.path and not one.missing
        ):  # what the brake holds is in its container no more
            inside.setdefault(one.path.partition(MEMBER)[0], []).append(one)
    state = _Scan(source, Collected(SourceReport()), known, inside)
    try:
        for entry in scan(source.source):
            state.unlisted += [f"{entry.path}/"] if entry.directory and entry.error else []
            _meet(session, state, entry)
            if len(state.seen) >= _BATCH:
                _write(session, state)
        _take_apart(session, state)
        _write(session, state)
        if (
            known
            and not state.noted
            and not any(
                one.state != ObjectState.IGNORED for path, one in known.items() if path in state.met
            )
        ):
            state.nothing_there = f"nothing to read is left in {source.source.location}"
    except SourceMissing as error:
        state.nothing_there = error.message
        _write(session, state)
    _mark_missing(session, state)
    return state


def _write(session: Session, state: _Scan) -> None:
    """Write down what was noted so far."""
    state.noted += len(state.seen)
    if state.seen:
        session.catalog.objects.see(state.source.id, state.seen)
    session.catalog.objects.touch(state.again)
    state.seen, state.again = [], {}


def _meet(session: Session, state: _Scan, entry: SourceEntry) -> None:
    """Count an entry, and note what is to be done about it."""
    report, known = state.collected.report, state.known.get(entry.path)
    members = state.inside.get(entry.path, [])
    state.met.add(entry.path)
    session.progress("collect", report.seen)
    due = known is not None and (
        is_due(session, known) or any(one.code in UNREAD for one in members)
    )
    if known and not due and _is_unchanged(known, entry, session.settings.ingestion.max_bytes):
        _meet_unchanged(state, known, members)
        return
    found, may_be_container = _look_at(session, state.source.source, entry, known)
    if found.code in UNREAD:
        state.unlisted.append(f"{entry.path}{MEMBER}")
    if (
        may_be_container
        and known
        and not due
        and known.unpacked_key
        and found.sha256 == known.sha256
        and known.code not in UNREAD
    ):
        state.again[known.id] = replace(found, unpacked_key=known.unpacked_key)
        _meet_unchanged(state, known, members)
    elif may_be_container:
        state.waiting.append((found, known))
    else:
        _note(state, found)


def _meet_unchanged(state: _Scan, known: KnownObject, members: Sequence[KnownObject]) -> None:
    """Count an object that is as it was, and with it what it holds, which nobody looks at again."""
    report = state.collected.report
    for one in (known, *members):
        state.met.add(one.path)
        report.seen += 1
        report.unchanged += 1
        if one.rule:
            _tell_ignored(state, one.rule, one.path)


def _take_apart(session: Session, state: _Scan) -> None:
    """Note the containers that are new or changed, each in one transaction with its members."""
    for whole, *members in unpacked(session, state.waiting) if state.waiting else ():
        if whole.code in UNREAD:
            state.unlisted.append(f"{whole.path}{MEMBER}")
        _note(state, whole)
        barred: dict[str, str] = {}  # rules by the containers that they ignore
        for member in members:
            container = member.path.rpartition(MEMBER)[0]
            rule = barred.get(container) or ignored_by(state.source.source, member.path)
            if rule:
                barred[member.path] = rule
            _note(state, _ignored(member, rule) if rule else member)
            session.progress("collect", state.collected.report.seen)
        _write(session, state)


def _ignored(found: SeenObject, rule: str) -> SeenObject:
    return replace(
        found, sha256=None, code=None, detail=None, attempts=0, rule=rule, unpacked_key=None
    )


def _note(state: _Scan, found: SeenObject) -> None:
    """Count an object that was looked at, and write it down unless it is as it was."""
    report, known = state.collected.report, state.known.get(found.path)
    state.met.add(found.path)
    report.seen += 1
    if found.rule:
        _tell_ignored(state, found.rule, found.path)
    if known and _is_same(known, found):
        report.unchanged += 1
        state.again[known.id] = found
        return
    state.seen.append(found)
    if known is None:
        report.new += 1
        state.collected.new.append(found.path)
    elif found.code and found.code == known.code:
        report.unchanged += 1
    else:
        report.changed += 1
        state.collected.changed.append(found.path)


def _tell_ignored(state: _Scan, rule: str, path: str) -> None:
    state.collected.ignored.setdefault(
        "container" if rule.startswith("container: ") else rule, []
    ).append(path)


def _is_same(known: KnownObject, found: SeenObject) -> bool:
    """Whether an object whose bytes were read again is as it was: then only the time of the look is written down."""
    if found.sha256 is None or found.sha256 != known.sha256 or found.code:
        return False
    return (
        known.code not in UNREAD and known.rule == found.rule and not could_not_be_unpacked(known)
    )


def _is_unchanged(known: KnownObject, entry: SourceEntry, max_bytes: int) -> bool:
    if entry.ignored_by or entry.error:
        return entry.ignored_by is not None and known.rule == entry.ignored_by and not known.missing
    same = (known.size, known.mtime_ns, known.ctime_ns) == (
        entry.size,
        entry.mtime_ns,
        entry.ctime_ns,
    )
    trusted = (
        known.read_ns is not None and max(entry.mtime_ns, entry.ctime_ns) < known.read_ns - _RACY_NS
    )
    if not same or (known.rule and not known.unpacked_key) or known.code in UNREAD:
        return False
    return (trusted and known.sha256 is not None) or (
        known.code == "too_large" and entry.size > max_bytes
    )


def _look_at(
    session: Session, source: Source, entry: SourceEntry, known: KnownObject | None
) -> tuple[SeenObject, bool]:
    """Read an entry's bytes into the blobs, or say why not; and whether they may be a container's."""
    what = {
        "path": entry.path,
        "uri": entry.uri,
        "size": entry.size,
        "mtime_ns": entry.mtime_ns,
        "ctime_ns": entry.ctime_ns,
    }
    if entry.ignored_by:
        return SeenObject(**what, rule=entry.ignored_by), False  # type: ignore[arg-type]
    now = time.time_ns()
    try:
        data = fetch(source, entry, session.settings.ingestion.max_bytes)
    except BadInput as error:
        attempts = known.attempts + 1 if known and known.code == error.code else 1
        seen = SeenObject(
            **what,  # type: ignore[arg-type]
            read_ns=now,
            code=error.code,
            detail=error.detail,
            attempts=attempts,
        )
        return seen, False
    seen = SeenObject(
        **what,  # type: ignore[arg-type]
        read_ns=now,
        sha256=session.blobs.put(data),
    )
    return seen, may_hold(data, entry.path)


def _mark_missing(session: Session, state: _Scan) -> None:
    """Note what was not met. What lies below a folder or container that can't be looked into was not seen, which is not to be gone."""
    met, below = state.met, tuple(state.unlisted)
    absent = [one for path, one in state.known.items() if path not in met]
    state.missing = [one for one in absent if not (below and one.path.startswith(below))]
    returned = [one.id for path, one in state.known.items() if path in met and one.missing]
    session.catalog.objects.hold([one.id for one in absent], missing=True)
    session.catalog.objects.hold(returned, missing=False)


def _settle_missing(session: Session, state: _Scan, *, allow_deletes: bool) -> None:
    """Give up what is missing, unless the brake holds it. A file whose bytes are seen elsewhere has moved and is not missed."""
    objects, collected, brake = session.catalog.objects, state.collected, session.settings.brake
    carried = [one for one in state.missing if one.state != ObjectState.IGNORED]
    elsewhere = objects.present({one.sha256 for one in carried if one.sha256})
    lost = [one for one in carried if one.sha256 not in elsewhere]
    had = sum(one.state != ObjectState.IGNORED for one in state.known.values())
    if (lost and state.nothing_there) or brake.holds(len(lost), had):
        what = state.nothing_there or f"{len(lost)} of {had} objects are gone"
        if not allow_deletes:
            collected.held = [one.path for one in lost]
            name = state.source.source.name
            collected.refusal = Refusal(
                "deletes_held", name, what, "restore them, or run again with --allow-deletes"
            )
    held = set(collected.held)
    given_up = [one for one in state.missing if one.path not in held]
    objects.forget([one.id for one in given_up])
    collected.gone = [one.path for one in given_up]
    collected.report.gone = len(given_up)
