"""Folders to objects and blobs: what is new, what changed, what is gone, and what may be given up.

A container (an archive, a mail) is an object, and so is each of its members
(docs/adr/0018-members-are-objects.md).

An unchanged file costs a look at its size and times, and so does a container with all its members.
Like git, the stage trusts that look only where the file's times are older than its last reading by
two seconds: a file that is written twice within a tick of the clock would seem unchanged.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.errors import BadInput, SourceMissing
from corpus.records import MEMBER, ObjectState, Source
from ingestion.containers import may_hold
from ingestion.sources import (
    SourceEntry,
    ignored_by,
    is_current,
    open_source,
    version_token,
)
from pipelines.report import Refusal, SourceReport
from pipelines.session import Session
from pipelines.stages.unpacking import could_not_be_unpacked, is_due, unpacked
from storage.catalog.objects import UNREAD, KnownObject, SeenObject
from storage.catalog.sources import KnownSource

_BATCH = 200  # objects a transaction


@dataclass(slots=True)
class Collected:
    """What a scan of one source found.

    Attributes:
        report: The counts.
        new: Paths of new objects.
        changed: Paths of changed objects.
        gone: Paths of objects that were given up.
        held: Paths of objects that the delete brake keeps.
        ignored: Paths of ignored objects, by the rule that ignores them.
        refusal: Why the delete brake holds; None where it does not.
    """

    report: SourceReport
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    ignored: dict[str, list[str]] = field(default_factory=dict)
    refusal: Refusal | None = None


@dataclass(slots=True)
class _Scan:
    """One source between its scan and the decision on what is missing.

    Attributes:
        source: The source.
        collected: What was found so far.
        known: The objects that the catalog knows, by path.
        inside: What outermost containers contained when they were unpacked last, by their path.
        met: The paths that this scan found.
        unlisted: Beginnings of paths below which the scan could not look.
        seen: Objects to be written down.
        noted: How many objects were written down.
        again: Objects that are as they were, of which only the time of the look is written down.
        waiting: Objects to be unpacked, if they are containers.
        missing: Known objects that the scan did not find.
        nothing_there: Why there is nothing: the root is missing or empty.
    """

    source: KnownSource
    collected: Collected
    known: dict[str, KnownObject]
    inside: dict[str, list[KnownObject]]
    met: set[str] = field(default_factory=set)
    unlisted: list[str] = field(default_factory=list)
    seen: list[SeenObject] = field(default_factory=list)
    noted: int = 0
    again: dict[int, SeenObject] = field(default_factory=dict)
    waiting: list[tuple[SeenObject, KnownObject | None]] = field(default_factory=list)
    missing: list[KnownObject] = field(default_factory=list)
    nothing_there: str | None = None


def collect(
    session: Session,
    sources: Sequence[KnownSource],
    *,
    allow_deletes: bool = False,
) -> dict[str, Collected]:
    """Bring the objects of these sources up to date.

    All sources are scanned before anything is given up. So a file that moved from one source to
    another is missing in neither.

    Args:
        session: The session of the run.
        sources: The sources to scan.
        allow_deletes: Whether to give up what the delete brake would hold.

    Returns:
        What was found, by the name of the source.
    """
    report = session.report
    with report.timed("collect"):
        scans = [_scan(session, source) for source in sources]
        for state in scans:
            _settle_missing(session, state, allow_deletes=allow_deletes)
            collected = state.collected
            report.sources[state.source.source.name] = collected.report
            if collected.refusal is not None:
                report.refused.append(collected.refusal)
    return {state.source.source.name: state.collected for state in scans}


def _scan(session: Session, source: KnownSource) -> _Scan:
    known = session.catalog.objects.known(source.id)
    state = _Scan(
        source,
        Collected(SourceReport()),
        known,
        _members_by_container(known),
    )
    try:
        for entry in open_source(source.source).list():
            if entry.directory and entry.error:
                state.unlisted.append(f"{entry.path}/")
            _meet(session, state, entry)
            if len(state.seen) >= _BATCH:
                _write(session, state)
        _unpack_waiting(session, state)
        _write(session, state)
        if known and not state.noted and not _is_anything_left(state):
            state.nothing_there = f"nothing to read is left in {source.source.location}"
    except SourceMissing as error:
        state.nothing_there = error.message
        _write(session, state)
    _mark_missing(session, state)
    return state


def _members_by_container(known: dict[str, KnownObject]) -> dict[str, list[KnownObject]]:
    """Known members by the path of their outermost container.

    A member that the delete brake keeps is no longer in its container.
    """
    inside: dict[str, list[KnownObject]] = {}
    for member in known.values():
        if MEMBER in member.path and not member.missing:
            container = member.path.partition(MEMBER)[0]
            inside.setdefault(container, []).append(member)
    return inside


def _is_anything_left(state: _Scan) -> bool:
    for path, known in state.known.items():
        if path in state.met and known.state != ObjectState.IGNORED:
            return True
    return False


def _write(session: Session, state: _Scan) -> None:
    """Write down what was noted so far."""
    objects = session.catalog.objects
    state.noted += len(state.seen)
    if state.seen:
        objects.see(state.source.id, state.seen)
    objects.touch(state.again)
    state.seen = []
    state.again = {}


def _meet(
    session: Session,
    state: _Scan,
    entry: SourceEntry,
) -> None:
    """Count an entry, and note what is to be done about it."""
    known = state.known.get(entry.path)
    members = state.inside.get(entry.path, [])
    state.met.add(entry.path)
    session.progress("collect", state.collected.report.seen)
    has_unread_member = any(member.code in UNREAD for member in members)
    due = known is not None and (is_due(session, known) or has_unread_member)
    max_bytes = session.settings.ingestion.max_bytes
    if known and not due and _is_unchanged(known, entry, max_bytes):
        _meet_unchanged(state, known, members)
        return
    found, may_be_container = _look_at(
        session,
        state.source.source,
        entry,
        known,
    )
    if found.code in UNREAD:
        state.unlisted.append(f"{entry.path}{MEMBER}")
    if not may_be_container:
        _note(state, found)
        return
    if known and not due and _is_same_container(known, found):
        state.again[known.id] = replace(found, unpacked_key=known.unpacked_key)
        _meet_unchanged(state, known, members)
        return
    state.waiting.append((found, known))


def _is_same_container(known: KnownObject, found: SeenObject) -> bool:
    """Whether a container whose bytes were read again is as it was when it was unpacked."""
    was_unpacked = bool(known.unpacked_key) and known.code not in UNREAD
    return was_unpacked and found.sha256 == known.sha256


def _meet_unchanged(
    state: _Scan,
    known: KnownObject,
    members: Sequence[KnownObject],
) -> None:
    """Count an object that is as it was, with its members, which are not looked at again."""
    report = state.collected.report
    for unchanged in (known, *members):
        state.met.add(unchanged.path)
        report.seen += 1
        report.unchanged += 1
        if unchanged.rule:
            _report_ignored(state, unchanged.rule, unchanged.path)


def _unpack_waiting(session: Session, state: _Scan) -> None:
    """Note the containers that are new or changed, each in one transaction with its members."""
    if not state.waiting:
        return
    for container, *members in unpacked(session, state.waiting):
        if container.code in UNREAD:
            state.unlisted.append(f"{container.path}{MEMBER}")
        _note(state, container)
        barred: dict[str, str] = {}  # rules by the containers that they ignore
        for member in members:
            parent = member.path.rpartition(MEMBER)[0]
            rule = barred.get(parent) or ignored_by(state.source.source, member.path)
            if rule:
                barred[member.path] = rule
                _note(state, _ignored(member, rule))
            else:
                _note(state, member)
            session.progress("collect", state.collected.report.seen)
        _write(session, state)


def _ignored(found: SeenObject, rule: str) -> SeenObject:
    return replace(
        found,
        sha256=None,
        code=None,
        detail=None,
        attempts=0,
        rule=rule,
        unpacked_key=None,
    )


def _note(state: _Scan, found: SeenObject) -> None:
    """Count an object that was looked at, and write it down unless it is as it was."""
    collected = state.collected
    report = collected.report
    known = state.known.get(found.path)
    state.met.add(found.path)
    report.seen += 1
    if found.rule:
        _report_ignored(state, found.rule, found.path)
    if known and _is_same(known, found):
        report.unchanged += 1
        state.again[known.id] = found
        return
    state.seen.append(found)
    if known is None:
        report.new += 1
        collected.new.append(found.path)
    elif found.code and found.code == known.code:
        report.unchanged += 1
    else:
        report.changed += 1
        collected.changed.append(found.path)


def _report_ignored(
    state: _Scan,
    rule: str,
    path: str,
) -> None:
    """Note an ignored path under its rule. The rules of containers name counts: they are one."""
    name = "container" if rule.startswith("container: ") else rule
    state.collected.ignored.setdefault(name, []).append(path)


def _is_same(known: KnownObject, found: SeenObject) -> bool:
    """Whether an object whose bytes were read again is as it was.

    Then only the time of the look is written down.
    """
    if found.sha256 is None or found.sha256 != known.sha256 or found.code:
        return False
    if known.code in UNREAD or known.rule != found.rule:
        return False
    return not could_not_be_unpacked(known)


def _is_unchanged(
    known: KnownObject,
    entry: SourceEntry,
    max_bytes: int,
) -> bool:
    """Whether the version token of an entry says that it is as it was."""
    if entry.ignored_by or entry.error:
        is_same_rule = entry.ignored_by is not None and known.rule == entry.ignored_by
        return is_same_rule and not known.missing
    if known.code in UNREAD:
        return False
    was_ignored = known.rule and not known.unpacked_key
    known_version = version_token(known.size, known.mtime_ns, known.ctime_ns)
    if was_ignored or entry.version != known_version:
        return False
    if known.code == "too_large" and entry.size > max_bytes:
        return True
    return known.sha256 is not None and is_current(entry, known_version, known.read_ns)


def _look_at(
    session: Session,
    source: Source,
    entry: SourceEntry,
    known: KnownObject | None,
) -> tuple[SeenObject, bool]:
    """Read an entry's bytes into the blobs, or say why not; and whether it may be a container."""
    seen = SeenObject(
        path=entry.path,
        uri=entry.uri,
        size=entry.size,
        mtime_ns=entry.mtime_ns,
        ctime_ns=entry.ctime_ns,
    )
    if entry.ignored_by:
        return replace(seen, rule=entry.ignored_by), False
    seen = replace(seen, read_ns=time.time_ns())
    try:
        data = open_source(source).open(entry, session.settings.ingestion.max_bytes)
    except BadInput as error:
        is_repeated = known is not None and known.code == error.code
        attempts = known.attempts + 1 if known and is_repeated else 1
        failed = replace(
            seen,
            code=error.code,
            detail=error.detail,
            attempts=attempts,
        )
        return failed, False
    return replace(seen, sha256=session.blobs.put(data)), may_hold(data, entry.path)


def _mark_missing(session: Session, state: _Scan) -> None:
    """Note what was not found.

    What lies below a folder or container that cannot be looked into was not seen. That does not
    mean that it is gone.
    """
    objects = session.catalog.objects
    below = tuple(state.unlisted)
    absent: list[KnownObject] = []
    returned: list[int] = []
    for path, known in state.known.items():
        if path not in state.met:
            absent.append(known)
        elif known.missing:
            returned.append(known.id)
    state.missing = [known for known in absent if not known.path.startswith(below)]
    objects.hold([known.id for known in absent], missing=True)
    objects.hold(returned, missing=False)


def _settle_missing(
    session: Session,
    state: _Scan,
    *,
    allow_deletes: bool,
) -> None:
    """Give up what is missing, unless the delete brake holds it.

    A file whose bytes are seen elsewhere has moved, and is not missing.
    """
    objects = session.catalog.objects
    collected = state.collected
    read = [known for known in state.missing if known.state != ObjectState.IGNORED]
    elsewhere = objects.present({known.sha256 for known in read if known.sha256})
    lost = [known for known in read if known.sha256 not in elsewhere]
    had = sum(known.state != ObjectState.IGNORED for known in state.known.values())
    is_root_lost = bool(lost) and state.nothing_there is not None
    is_held = is_root_lost or session.settings.brake.holds(len(lost), had)
    if is_held and not allow_deletes:
        collected.held = [known.path for known in lost]
        collected.refusal = Refusal(
            "deletes_held",
            state.source.source.name,
            state.nothing_there or f"{len(lost)} of {had} objects are gone",
            "restore them, or run again with --allow-deletes",
        )
    held = set(collected.held)
    given_up = [known for known in state.missing if known.path not in held]
    objects.forget([known.id for known in given_up])
    collected.gone = [known.path for known in given_up]
    collected.report.gone = len(given_up)
