"""`python -m ingestion FILE [--json]`: the document that lexops makes of a file, for a look at what goes in."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from corpus.errors import BadInput, ExitStatus
from corpus.records import Document

from .reading import read


def main(arguments: list[str] | None = None) -> int:
    """Print what a file becomes; the exit status is 1 where it would be quarantined, 2 where it can't be opened."""
    parser = argparse.ArgumentParser(prog="python -m ingestion", description="Print the document that a file becomes.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="one JSON document instead of a table of blocks")
    options = parser.parse_args(arguments)
    try:
        data = options.file.read_bytes()
    except OSError as error:
        sys.stderr.write(f"{options.file}: {error.strerror}\n")
        return ExitStatus.USAGE
    try:
        document = read(data, options.file.name)
    except BadInput as error:
        sys.stderr.write(f"{options.file}: {error}\n")
        return ExitStatus.REFUSED
    sys.stdout.write(json.dumps(asdict(document), ensure_ascii=False) + "\n" if options.json else render(document))
    return ExitStatus.DONE


def render(document: Document) -> str:
    """A document as lines for people: what it says of itself, its blocks, what was taken away."""
    lines = [f"{document.media_type}  {document.parser}  {len(document.text)} characters  {len(document.blocks)} blocks"]
    lines += [f"  {name}: {value}" for name, value in document.metadata.items()]
    for block in document.blocks:
        kind = block.kind + (str(block.depth) if block.depth else "")
        lines.append(f"{block.start:>8}  {kind:<10}  {document.text[block.start : block.end]}")
    lines += [f"removed {one.count} × {one.what}" + (f": {one.example!r}" if one.example else "") for one in document.removed]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
