"""`python -m cli.inspect FILE [--json]`: what lexops makes of a file, for a look at what goes in: text, structure, units; members."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from corpus.codec import to_json
from corpus.errors import BadInput, ExitStatus
from corpus.records import Document, Structure
from ingestion.containers import Unpacked, may_hold, unpack
from ingestion.limits import DEFAULT_LIMITS
from ingestion.reading import read
from law.structure import coverage, structure


def main(arguments: list[str] | None = None) -> int:
    """Print what a file becomes; the exit status is 1 where it would be quarantined, 2 where it can't be opened."""
    parser = argparse.ArgumentParser(
        prog="python -m cli.inspect",
        description="Print what a file becomes: its document and its structure.",
    )
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--json", action="store_true", help="one JSON document instead of lines for people"
    )
    options = parser.parse_args(arguments)
    try:
        data = options.file.read_bytes()
    except OSError as error:
        sys.stderr.write(f"{options.file}: {error.strerror}\n")
        return ExitStatus.USAGE
    try:
        members = _members(data, options.file.name)
        if members is not None and not members.readable:
            sys.stdout.write(_render_members(members))
            return ExitStatus.DONE
        document = read(data, options.file.name)
    except BadInput as error:
        sys.stderr.write(f"{options.file}: {error}\n")
        return ExitStatus.REFUSED
    found = structure(document, options.file.stem)
    as_json = (
        json.dumps({"document": to_json(document), "structure": to_json(found)}, ensure_ascii=False)
        + "\n"
    )
    sys.stdout.write(
        as_json
        if options.json
        else render(document, found)
        + (_render_members(members) if members and members.held else "")
    )
    return ExitStatus.DONE


def _members(data: bytes, name: str) -> Unpacked | None:
    """What a container holds."""
    if not may_hold(data, name):
        return None
    with tempfile.TemporaryDirectory() as folder:
        return unpack(data, name, Path(folder), DEFAULT_LIMITS)


def _render_members(found: Unpacked) -> str:
    lines = [f"a container of {found.held} members, each an object of its own"]
    ends = ((one, ": ".join(one.fault) if one.fault else one.rule or "") for one in found.members)
    lines += [f"{one.size:>12}  {one.path}  {end}".rstrip() for one, end in ends]
    return "\n".join(lines) + "\n"


def render(document: Document, found: Structure) -> str:
    """A file as lines for people: what it is, its text by role, what was taken away, what should be looked at."""
    held, units = coverage(document.text, found)
    lines = [
        f"{document.media_type}  {document.parser}  {len(document.text)} characters  {len(document.blocks)} blocks",
        *(f"  {name}: {value}" for name, value in document.metadata.items()),
        f"{found.kind}  {found.work}  ({found.kind_evidence.rule}: {found.kind_evidence.words})",
        f"  date: {found.date or 'unknown'}"
        + (
            f"  ({found.date_evidence.rule}: {found.date_evidence.words})"
            if found.date_evidence
            else ""
        ),
        f"  text held: {held:.2%}, by units: {units:.2%}",
    ]
    roles = [
        (span.start, str(span.role), document.text[span.start : span.end])
        for span in found.structural
    ]
    for unit in found.units:
        name = unit.path + (f"#{unit.piece}" if unit.piece else "")
        roles.append((unit.start, name, document.text[unit.start : unit.end].replace("\n", "⏎")))
    lines += [f"{start:>8}  {role:<12}  {text}" for start, role, text in sorted(roles)]
    lines += [
        f"removed {one.count} × {one.what}" + (f": {one.example!r}" if one.example else "")
        for one in document.removed
    ]
    lines += [f"{one.severity} {one.code} {one.where}: {one.message}" for one in found.findings]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
