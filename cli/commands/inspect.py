"""`lexops inspect`: what lexops makes of one file: text, structure, units; or members."""

from __future__ import annotations

import sys
import tempfile
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.invocation import Invocation, command
from cli.output import print_json
from corpus.codec import to_json
from corpus.errors import BadInput, ExitStatus, Refused, UsageError
from corpus.steering import escape_steering

if TYPE_CHECKING:  # the parsers cost a second to import
    from corpus.records import Document, Structure
    from ingestion.containers import Unpacked


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The application.
    """
    command(app)(inspect)


def inspect(
    ctx: Invocation,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="Any file. It does not have to be in a source.",
            show_default=False,
        ),
    ],
) -> int:
    """Show what lexops reads from a file: its clean text, structure and units.

    For a container, the output lists its members. The command stores nothing and needs no home. The
    exit status is 1 if lexops would quarantine the file.
    """
    from ingestion.reading import read
    from law.structure import structure

    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} can't be read: {error.strerror}") from error
    try:
        members = _read_members(data, file.name)
        if members is not None and not members.readable:
            if ctx.as_json:
                print_json({"document": None, "structure": None, "members": _as_json(members)})
            else:
                sys.stdout.write(_render_members(members))
            return ExitStatus.DONE
        document = read(data, file.name)
    except BadInput as error:
        raise Refused(f"{file}: {error.message}", remedy=error.remedy) from error
    found = structure(document, file.stem)
    if ctx.as_json:
        print_json(
            {
                "document": to_json(document),
                "structure": to_json(found),
                "members": _as_json(members),
            }
        )
        return ExitStatus.DONE
    sys.stdout.write(render(document, found))
    if members is not None and members.held:
        sys.stdout.write(_render_members(members))
    return ExitStatus.DONE


def render(document: Document, found: Structure) -> str:
    """Render a file for people.

    Args:
        document: What was read of the file.
        found: Its structure.

    Returns:
        Lines that say what it is, its text by role, what cleaning removed, and what to look at.
    """
    findings = [
        f"{finding.severity} {finding.code} {finding.where}: {finding.message}"
        for finding in found.findings
    ]
    size = f"{len(document.text)} characters  {len(document.blocks)} blocks"
    lines = [
        f"{document.media_type}  {document.parser}  {size}",
        *(f"  {name}: {value}" for name, value in document.metadata.items()),
        *_rule_lines(document, found),
        *chain.from_iterable(_rule_lines(document, rule) for rule in found.rules),
        *_removed_lines(document),
        *findings,
    ]
    return escape_steering("\n".join(lines)) + "\n"


def _rule_lines(document: Document, found: Structure) -> list[str]:
    """What a document is, and its text by role; a file of several rules has one for each."""
    return [*_head_lines(document, found), *_text_lines(document, found)]


def _head_lines(document: Document, found: Structure) -> list[str]:
    """The kind, work and date of a document with their evidence."""
    from law.structure import coverage

    covered, in_units = coverage(document.text, found)
    kind_evidence = f"{found.kind_evidence.rule}: {found.kind_evidence.words}"
    date = f"  date: {found.date or 'unknown'}"
    if found.date_evidence:
        date += f"  ({found.date_evidence.rule}: {found.date_evidence.words})"
    return [
        f"{found.kind}  {found.work}  ({kind_evidence})",
        date,
        f"  text covered: {covered:.2%}, by units: {in_units:.2%}",
    ]


def _text_lines(document: Document, found: Structure) -> list[str]:
    """The text by role, in its order: structural spans, and units with their paths."""
    text = document.text
    roles = [
        (
            span.start,
            str(span.role),
            text[span.start : span.end],
        )
        for span in found.structural
    ]
    for unit in found.units:
        name = f"{unit.path}#{unit.piece}" if unit.piece else unit.path
        roles.append(
            (
                unit.start,
                name,
                text[unit.start : unit.end].replace("\n", "⏎"),
            )
        )
    return [f"{start:>8}  {role:<12}  {shown}" for start, role, shown in sorted(roles)]


def _removed_lines(document: Document) -> list[str]:
    lines: list[str] = []
    for removed in document.removed:
        line = f"removed {removed.count} × {removed.what}"
        if removed.example:
            line += f": {removed.example!r}"
        lines.append(line)
    return lines


def _read_members(data: bytes, name: str) -> Unpacked | None:
    """The members of a container; None for another file."""
    from ingestion.containers import may_hold, unpack
    from ingestion.limits import DEFAULT_LIMITS

    if not may_hold(data, name):
        return None
    with tempfile.TemporaryDirectory() as folder:
        return unpack(
            data,
            name,
            Path(folder),
            DEFAULT_LIMITS,
        )


def _as_json(found: Unpacked | None) -> list[dict[str, Any]]:
    """The members of a container: path, size, and why one becomes no object; else none."""
    members: list[dict[str, Any]] = []
    for member in found.members if found else ():
        code, detail = member.fault or (None, None)
        members.append(
            {
                "path": member.path,
                "size": member.size,
                "code": code,
                "detail": detail,
                "rule": member.rule,
            }
        )
    return members


def _render_members(found: Unpacked) -> str:
    lines = [f"a container of {found.held} members, each an object of its own"]
    for member in found.members:
        end = ": ".join(member.fault) if member.fault else member.rule or ""
        line = f"{member.size:>12}  {member.path}  {end}".rstrip()
        lines.append(escape_steering(line, one_line=True))
    return "\n".join(lines) + "\n"
