"""Folders to objects and blobs: what is new, what changed, what is gone, and whether so much may be gone.

An unchanged file costs a look at its size and times. Like git, that look is trusted only where the file's times are older than
its last reading by two seconds: a file that is written to twice within a tick of the clock would seem unchanged.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from corpus.errors import BadInput, SourceMissing
from corpus.records import ObjectState, Source
from ingestion.sources import Entry, fetch, scan
from pipelines.report import Refusal, SourceReport
from pipelines.session import Session
from storage.catalog.objects import UNREAD, Known, Seen
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
    known: dict[str, Known]
    missing: list[Known] = field(default_factory=list)
    nothing_there: str | None = None  # why: the root is missing, or holds nothing


def collect(session: Session, sources: Sequence[KnownSource], *, allow_deletes: bool = False) -> dict[str, Collected]:
    """Bring the objects of these sources up to date; what happened, by the source's name.

    All are scanned before anything is given up, so that a file that moved from one to the other is nowhere missed.
    """
    session.allow_deletes = allow_deletes
    with session.report.timed("collect"):
        scans = [_scan(session, source) for source in sources]
        for one in scans:
            _settle_missing(session, one, allow_deletes=allow_deletes)
            session.report.sources[one.source.source.name] = one.collected.report
            session.report.refused += [one.collected.refusal] if one.collected.refusal else []
    return {one.source.source.name: one.collected for one in scans}


def _scan(session: Session, source: KnownSource) -> _Scan:
    objects = session.catalog.objects
    state = _Scan(source, Collected(SourceReport()), objects.known(source.id))
    met: set[str] = set()
    unlisted: list[str] = []
    seen: list[Seen] = []
    again: dict[int, Seen] = {}
    try:
        for entry in scan(source.source):
            met.add(entry.path)
            unlisted += [f"{entry.path}/"] if entry.directory and entry.error else []
            _meet(session, state, entry, seen, again)
            if len(seen) >= _BATCH:
                objects.see(source.id, seen)
                seen.clear()
        if state.known and not any(one.state != ObjectState.IGNORED for path, one in state.known.items() if path in met) and not seen:
            state.nothing_there = f"nothing to read is left in {source.source.location}"
    except SourceMissing as error:
        state.nothing_there = error.message
    objects.see(source.id, seen)
    objects.touch(again)
    _mark_missing(session, state, met, unlisted)
    return state


def _meet(session: Session, state: _Scan, entry: Entry, seen: list[Seen], again: dict[int, Seen]) -> None:
    """Count an entry, and append to `seen` what is to be written down of it, or to `again` what is only to be touched."""
    report, known = state.collected.report, state.known.get(entry.path)
    report.seen += 1
    if entry.ignored_by:
        state.collected.ignored.setdefault(entry.ignored_by, []).append(entry.path)
    session.progress("collect", report.seen)
    if known and _is_unchanged(known, entry, session.settings.ingestion.max_bytes):
        report.unchanged += 1
        return
    found = _look_at(session, state.source.source, entry, known)
    if known and found.sha256 and found.sha256 == known.sha256 and known.code not in UNREAD and known.state != ObjectState.IGNORED:
        report.unchanged += 1
        again[known.id] = found
        return
    seen.append(found)
    if known is None:
        report.new += 1
        state.collected.new.append(entry.path)
    elif found.code and found.code == known.code:
        report.unchanged += 1
    else:
        report.changed += 1
        state.collected.changed.append(entry.path)


def _is_unchanged(known: Known, entry: Entry, max_bytes: int) -> bool:
    if entry.ignored_by or entry.error:
        return entry.ignored_by is not None and known.rule == entry.ignored_by and not known.missing
    same = (known.size, known.mtime_ns, known.ctime_ns) == (entry.size, entry.mtime_ns, entry.ctime_ns)
    trusted = known.read_ns is not None and max(entry.mtime_ns, entry.ctime_ns) < known.read_ns - _RACY_NS
    if not same or known.rule or known.code in UNREAD:
        return False
    return (trusted and known.sha256 is not None) or (known.code == "too_large" and entry.size > max_bytes)


def _look_at(session: Session, source: Source, entry: Entry, known: Known | None) -> Seen:
    """Read an entry's bytes into the blobs, or say why not."""
    what = {"path": entry.path, "uri": entry.uri, "size": entry.size, "mtime_ns": entry.mtime_ns, "ctime_ns": entry.ctime_ns}
    if entry.ignored_by:
        return Seen(**what, rule=entry.ignored_by)  # type: ignore[arg-type]
    now = time.time_ns()
    try:
        data = fetch(source, entry, session.settings.ingestion.max_bytes)
    except BadInput as error:
        attempts = known.attempts + 1 if known and known.code == error.code else 1
        return Seen(**what, read_ns=now, code=error.code, detail=error.detail, attempts=attempts)  # type: ignore[arg-type]
    return Seen(**what, read_ns=now, sha256=session.blobs.put(data))  # type: ignore[arg-type]


def _mark_missing(session: Session, state: _Scan, met: Collection[str], unlisted: Sequence[str]) -> None:
    """Note what was not met. What lies below a folder that can't be listed was not seen, which is not to be gone."""
    below = tuple(unlisted)
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
            collected.refusal = Refusal("deletes_held", name, what, "restore them, or run again with --allow-deletes")
    held = set(collected.held)
    given_up = [one for one in state.missing if one.path not in held]
    objects.forget([one.id for one in given_up])
    collected.gone = [one.path for one in given_up]
    collected.report.gone = len(given_up)
