"""The named steps of a writer, reported of as they happen, before and after each: the places where a run can be killed.

They are found by watching what a run calls, not listed: whatever a run commits, writes or publishes is a step. Only for a
process that is going to be thrown away, since the watching is never undone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Report = Callable[[str], None]


def watch(report: Report) -> None:
    """Call `tell` with each step's name: `before WHAT` when it is about to happen, `after WHAT` when it has."""
    import lancedb.merge
    import lancedb.table

    from indexing.lance.store import LanceStore
    from indexing.opensearch._client import OpenSearchClient
    from storage import blobs
    from storage.catalog._engine import Database

    for owner, name, what in (
        (blobs, "_write_file", "blob"),
        (LanceStore, "create", "index create"),
        (LanceStore, "write", "index write"),
        (LanceStore, "publish", "index publish"),
        (lancedb.table.LanceTable, "delete", "table delete"),
        (lancedb.merge.LanceMergeInsertBuilder, "execute", "table merge"),
        (lancedb.table.LanceTable, "create_index", "table create_index"),
        (lancedb.table.LanceTable, "optimize", "table optimize"),
        (lancedb.table.Tags, "create", "table tag"),
        (lancedb.table.Tags, "delete", "table untag"),
    ):
        setattr(
            owner,
            name,
            _reported(
                getattr(owner, name),
                what,
                report,
            ),
        )
    OpenSearchClient.call = _reported_requests(OpenSearchClient.call, report)  # type: ignore[method-assign]
    Path.replace = _reported(
        Path.replace,
        "rename",
        report,
    )  # type: ignore[method-assign]
    Database.write = _reported_commits(Database.write, report)  # type: ignore[method-assign]


def _reported(
    call: Callable[..., Any],
    what: str,
    report: Report,
) -> Callable[..., Any]:
    def reported(*arguments: Any, **options: Any) -> Any:
        report(f"before {what}")
        result = call(*arguments, **options)
        report(f"after {what}")
        return result

    return reported


def _reported_requests(call: Callable[..., Any], report: Report) -> Callable[..., Any]:
    """Of a service each request is a step, by its method and the end of its path: `POST _bulk`; an index's own name is left out."""

    def reported(
        client: Any,
        method: str,
        path: str,
        *arguments: Any,
        **options: Any,
    ) -> Any:
        end = path.partition("?")[0].rpartition("/")[2]
        what = f"{method} {end if end.startswith('_') or not end else 'INDEX'}"
        return _reported(
            call,
            what,
            report,
        )(
            client,
            method,
            path,
            *arguments,
            **options,
        )

    return reported


def _reported_commits(write: Callable[..., Any], report: Report) -> Callable[..., Any]:
    @contextmanager
    def reported(database: Any) -> Iterator[Any]:
        what = sys._getframe(
            2
        ).f_code.co_qualname  # whose transaction it is; between us and it stands contextlib
        with write(database) as connection:
            yield connection
            report(f"before commit of {what}")
        report(f"after commit of {what}")

    return reported
