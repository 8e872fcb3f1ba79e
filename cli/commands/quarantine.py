"""`lexops quarantine`: the quarantined files, the reasons and remedies, and another try."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.excerpts import excerpt
from cli.invocation import Invocation, command
from cli.output import bytes_, complain, complain_of, console, print_json, table, wrap
from corpus.errors import REASONS, UnknownValue, UsageError
from corpus.records import ObjectState

if TYPE_CHECKING:
    from storage.catalog import Catalog
    from storage.catalog.objects import Quarantined

_FILES = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILE]...",
        help="Number of the file in the list, its path, or the end of its path.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands.

    Args:
        app: The application.
    """
    quarantine = typer.Typer(help="List the quarantined files, show one, or read them again.")
    command(
        quarantine,
        "list",
        default=True,
    )(list_quarantine)
    command(quarantine, "show")(show)
    command(quarantine, "replay")(replay)
    app.add_typer(quarantine, name="quarantine")


def list_quarantine(ctx: Invocation) -> None:
    """List every quarantined and every held file with the reason, the details, and the remedy.

    Of a held file, readers keep the version before.
    """
    with ctx.catalog() as catalog:
        rows = [_row(one) for one in catalog.objects.quarantined()]
    if ctx.as_json:
        print_json({"quarantined": rows})
    elif not rows:
        console().print("nothing is quarantined")
    else:
        _print_list(rows)


def show(
    ctx: Invocation,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="Number of the file in the list, its path, or the end of its path.",
            show_default=False,
        ),
    ],
) -> None:
    """Show one quarantined file: reason, remedy, time, and how its content begins.

    The output has the text that lexops read from the file. If lexops read none, the output has the
    first characters of the file, or its first bytes.
    """
    with ctx.catalog() as catalog:
        (one, *others) = _chosen(list(catalog.objects.quarantined()), [file])
        if others:
            raise UnknownValue(
                "file",
                file,
                (f"{it.id} ({it.source}: {it.path})" for it in (one, *others)),
            )
        found = _row(one) | _more(
            ctx,
            catalog,
            one,
        )
    if ctx.as_json:
        print_json(found)
    else:
        _print_one(found)


def replay(
    ctx: Invocation,
    files: _FILES = None,
    code: Annotated[
        str | None,
        typer.Option(help="All files that are quarantined for this reason.", show_default=False),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All quarantined files.")] = False,
) -> int:
    """Read quarantined files again, after you removed the cause.

    The command updates the sources of these files and reports the new state of each file.

    `lexops run` reads a quarantined file again only if the file, its name, a limit or the parser
    changed. It tries a file three times if reading took too much time or memory.
    """
    from pipelines.run import update

    if (
        sum(
            (
                bool(files),
                code is not None,
                every,
            )
        )
        != 1
    ):
        raise UsageError(
            "say which files: FILE…, --code CODE or --all",
            remedy="`lexops quarantine list` shows what there is",
        )
    if code is not None and code not in REASONS:
        raise UnknownValue(
            "reason",
            code,
            REASONS,
        )
    with ctx.catalog() as catalog:
        there = list(catalog.objects.quarantined())
    chosen = _chosen(there, files) if files else [one for one in there if code in (None, one.code)]
    report = None
    if chosen:
        locations = list(dict.fromkeys(one.location for one in chosen))
        with ctx.progress() as progress:
            report = update(
                ctx.settings,
                ctx.home,
                locations,
                retry=[one.id for one in chosen],
                progress=progress,
                command="lexops quarantine replay",
            ).as_json()
    _report(
        ctx,
        chosen,
        report,
    )
    return int(report["exit"]) if report else 0


def _chosen(there: Sequence[Quarantined], wanted: Sequence[str]) -> list[Quarantined]:
    """The quarantined files that are named. Raises UsageError where one names none."""
    found: dict[int, Quarantined] = {}
    for name in wanted:
        exact = [
            one
            for one in there
            if name
            in (
                str(one.id),
                one.path,
                f"{one.source}/{one.path}",
                f"{one.source}: {one.path}",
                one.uri,
            )
        ]
        named = exact or [
            one for one in there if f"/{one.source}/{one.path}".endswith(f"/{name.lstrip('/')}")
        ]
        if not named:
            raise UsageError(
                f"no file {name!r} is set aside",
                remedy="`lexops quarantine list` shows what there is",
            )
        found |= {one.id: one for one in named}
    return list(found.values())


def _row(one: Quarantined) -> dict[str, Any]:
    return {
        "id": one.id,
        "source": one.source,
        "path": one.path,
        "uri": one.uri,
        "code": one.code,
        "detail": one.detail,
        "remedy": REASONS[one.code].remedy,
        "attempts": one.attempts,
        "state": one.state.value,
        "serves_earlier": one.serves_earlier,
    }


def _more(
    ctx: Invocation,
    catalog: Catalog,
    one: Quarantined,
) -> dict[str, Any]:
    if one.read_ns:
        read_at = datetime.fromtimestamp(one.read_ns / 1e9, UTC).isoformat(timespec="seconds")
    else:
        read_at = None
    document = catalog.documents.of_object(one.source, one.path)
    return {
        "meaning": REASONS[one.code].meaning,
        "size": one.size,
        "sha256": one.sha256,
        "read_at": read_at,
        "run": catalog.runs.at(read_at) if read_at else None,
        "picture": _picture(ctx, one),
        "excerpt_of": "text" if document else "file",
        "excerpt": document.text[:400] if document else excerpt(_bytes(ctx, one)),
    }


def _picture(ctx: Invocation, one: Quarantined) -> str | None:
    """The small picture of a page of a scan that OCR could not read."""
    from ingestion.ocr.keeping import picture_of

    path = picture_of(ctx.home.ocr, one.sha256) if one.sha256 else None
    return str(path) if path and path.exists() else None


def _bytes(ctx: Invocation, one: Quarantined) -> bytes:
    """The bytes that were kept, else those that are there now; none where they can't be read."""
    from storage.blobs import CorruptBlob

    if one.sha256:
        with suppress(CorruptBlob):  # that is why it was set aside
            return ctx.home.blobs().get(one.sha256)
    try:
        with (Path(one.location) / one.path).open("rb") as file:
            return file.read(65_536)
    except OSError as error:
        complain(f"{one.path} can't be read at present: {error.strerror}")
        return b""


def _report(
    ctx: Invocation,
    chosen: Sequence[Quarantined],
    report: Mapping[str, Any] | None,
) -> None:
    with ctx.catalog() as catalog:
        states = catalog.objects.state([one.id for one in chosen])
    rows = []
    for one in chosen:
        state, code, detail = states[one.id]
        rows.append(
            {
                "id": one.id,
                "source": one.source,
                "path": one.path,
                "was": one.code,
                "state": state.value,
                "code": code,
                "detail": detail,
            }
        )
    if ctx.as_json:
        print_json({"replayed": rows, "run": report})
    elif not rows:
        console().print("there is nothing to try again")
    else:
        shown = [
            (
                row["path"],
                row["was"],
                row["state"],
                f"{row['code']}: {row['detail']}" if row["code"] else "",
            )
            for row in rows
        ]
        console().print(
            table(
                "",
                (
                    "file",
                    "was",
                    "is now",
                    "because",
                ),
                shown,
            )
        )
    complain_of(report["refused"] if report else ())


def _print_list(rows: Sequence[Mapping[str, object]]) -> None:
    """A block each: a detail can be long, and columns would break it into crumbs."""
    from rich.markup import escape
    from rich.padding import Padding

    out = console()
    for row in rows:
        out.print(escape(wrap(f"{row['id']}  {row['source']}: {row['path']}", out.width)))
        out.print(
            Padding(
                escape(wrap(f"{row['code']}: {row['detail']}", out.width - 3)),
                (
                    0,
                    0,
                    0,
                    3,
                ),
            )
        )
        remedy = wrap(f"what to do: {row['remedy']}", out.width - 3)
        if row["state"] == ObjectState.HELD:
            keep = wrap(f"held; readers keep {row['serves_earlier'] or 'nothing'}", out.width - 3)
            out.print(Padding(escape(keep), (0, 0, 0, 3)))
        out.print(
            Padding(
                f"[dim]{escape(remedy)}[/dim]",
                (
                    0,
                    0,
                    1,
                    3,
                ),
            )
        )


def _print_one(found: Mapping[str, Any]) -> None:
    out = console()
    run = f", in run {found['run']}" if found["run"] else ""
    facts = [
        ("file", f"{found['source']}: {found['path']}"),
        ("reason", f"{found['code']}: {found['meaning']}"),
        ("seen", found["detail"]),
        ("what to do", found["remedy"]),
        ("readers keep", found["serves_earlier"] or "nothing of it"),
        ("attempts", found["attempts"]),
        ("size", bytes_(found["size"])),
        ("last read", f"{found['read_at'] or 'never'}{run}"),
        ("uri", found["uri"]),
        ("sha256", found["sha256"] or "its bytes were never had"),
    ]
    facts += [("picture", found["picture"])] if found["picture"] else []
    out.print(
        table(
            "",
            ("", ""),
            facts,
        )
    )
    out.print("what was read of it:" if found["excerpt_of"] == "text" else "how the file begins:")
    out.print(wrap(found["excerpt"] or "(nothing)", out.width), markup=False)
    out.print(f"\n`lexops quarantine replay {found['id']}` tries it again", markup=False)
