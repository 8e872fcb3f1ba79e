"""Containers to their members, which become blobs.

Containers are unpacked in worker processes, which may die. Members are for a moment in
`HOME/unpacking`, under numbers. A process that may die must not write to the blobs: what a bomb
leaves behind would stay there.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from corpus.errors import BadInput
from corpus.hashing import stage_key
from corpus.records import MEMBER, ObjectState
from ingestion.containers import UNPACK_VERSION, ContainerMember, Unpacked
from ingestion.workers import Pool
from pipelines.session import Session
from pipelines.stages._object_results import may_try_again
from pipelines.stages._tasks import UnpackTask, unpack_file
from storage.catalog.objects import KnownObject, SeenObject

_FOLDER = "unpacking"  # below the home; whatever a killed run left there goes with the next one


def unpack_key(session: Session, sha256: str) -> str:
    """Name the result of unpacking by the bytes, the rules, and the limits that decide.

    Args:
        session: The session of the run.
        sha256: The hash of the container's bytes.

    Returns:
        The key.
    """
    limits = session.settings.ingestion
    deciding = [
        limits.max_bytes,
        limits.max_expanded_bytes,
        limits.max_parts,
        limits.max_nesting,
        limits.max_expansion,
    ]
    return stage_key(
        "unpack",
        UNPACK_VERSION,
        sha256,
        deciding,
    )


def could_not_be_unpacked(known: KnownObject) -> bool:
    """Whether an object is a container that the last runs could not unpack.

    Args:
        known: The object as the catalog knows it.

    Returns:
        True where it is quarantined and has no document.
    """
    return (
        known.unpacked_key is not None
        and known.state == ObjectState.QUARANTINED
        and known.document_key is None
    )


def is_due(session: Session, known: KnownObject) -> bool:
    """Whether a container is to be unpacked although it did not change.

    Args:
        session: The session of the run.
        known: The container as the catalog knows it.

    Returns:
        True where the rules changed, or where the last attempt took too long.
    """
    if known.unpacked_key is None or known.sha256 is None or MEMBER in known.path:
        return False
    again = could_not_be_unpacked(known) and may_try_again(known.code, known.attempts)
    return again or known.unpacked_key != unpack_key(session, known.sha256)


def unpacked(
    session: Session, containers: Iterable[tuple[SeenObject, KnownObject | None]]
) -> Iterator[list[SeenObject]]:
    """Unpack what may be containers.

    Args:
        session: The session of the run.
        containers: The objects, with what the catalog knows of each.

    Yields:
        Each object with its members behind it; alone where it is no container, or cannot be
        unpacked.
    """
    root = session.home.root / _FOLDER
    shutil.rmtree(root, ignore_errors=True)
    limits = session.settings.ingestion
    processes = session.settings.processes or None
    try:
        with Pool(unpack_file, processes=processes, limits=limits) as pool:
            for (found, known, folder), result in pool.map(_tasks(session, containers, root)):
                yield _seen(
                    session,
                    found,
                    known,
                    result,
                    folder,
                )
                shutil.rmtree(folder)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _tasks(
    session: Session,
    containers: Iterable[tuple[SeenObject, KnownObject | None]],
    root: Path,
) -> Iterator[tuple[tuple[SeenObject, KnownObject | None, Path], UnpackTask]]:
    for number, (found, known) in enumerate(containers):
        assert found.sha256, "its bytes were had"
        folder = root / str(number)
        folder.mkdir(parents=True, mode=0o700)
        yield (
            (found, known, folder),
            UnpackTask(
                session.blobs.get(found.sha256),
                found.path,
                folder,
                session.settings.ingestion,
            ),
        )


def _seen(
    session: Session,
    found: SeenObject,
    known: KnownObject | None,
    result: Unpacked | BadInput | None,
    folder: Path,
) -> list[SeenObject]:
    if result is None:
        return [found]
    key = unpack_key(session, found.sha256 or "")
    if isinstance(result, BadInput):
        if known and could_not_be_unpacked(known) and known.code == result.code:
            attempts = known.attempts + 1
        else:
            attempts = 1
        return [
            replace(
                found,
                unpacked_key=key,
                code=result.code,
                detail=result.detail,
                attempts=attempts,
            )
        ]
    whole = replace(found, unpacked_key=key, rule=None if result.readable else _rule(result.held))
    return [
        whole,
        *(
            _member(
                session,
                found,
                key,
                one,
                folder,
            )
            for one in result.members
        ),
    ]


def _member(
    session: Session,
    container: SeenObject,
    key: str,
    member: ContainerMember,
    folder: Path,
) -> SeenObject:
    """A member as a scan would have found it, in the times of its container."""
    kept = session.blobs.put_file(folder / member.file)[0] if member.file else None
    code, detail = member.fault or (None, None)
    return replace(
        container,
        path=f"{container.path}{MEMBER}{member.path}",
        uri=f"{container.uri}{MEMBER}{member.path}",
        size=member.size,
        read_ns=time.time_ns(),
        sha256=kept,
        code=code,
        detail=detail,
        attempts=1 if code else 0,
        rule=member.rule if member.readable or member.held is None else _rule(member.held),
        unpacked_key=None if member.held is None else key,
    )


def _rule(held: int) -> str:
    return f"container: {held} member{'' if held == 1 else 's'}"
