"""`lexops show --reading FILE`: finds the file, compares it, and prints or writes the result."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.output import complain, print_json
from cli.reading.choosing import choose_file
from cli.reading.comparing import compare_in_worker, draw_in_worker
from cli.reading.page import render_page
from cli.reading.reading import Reading, as_json, has_fault, make_reading
from cli.reading.terminal import print_reading
from corpus.errors import ExitStatus, UsageError

if TYPE_CHECKING:
    from cli.invocation import Invocation
    from ingestion.legibility import Pictures


def show_reading(
    ctx: Invocation,
    name: str,
    page: Path | None,
    pages: int,
    rows: int,
) -> int:
    """Show what a file looks like, beside what was read of it.

    Args:
        ctx: The call of the command.
        name: The file.
        page: Where to write the page of HTML; None prints to the terminal.
        pages: How many pages are drawn.
        rows: How many rows are printed in the terminal.

    Returns:
        The exit status: 1 where nothing could be read.
    """
    file = choose_file(ctx, name)
    _refuse_container(file.data, file.name)
    ocr = ctx.home.ocr if ctx.root.is_dir() else None
    reading = make_reading(file, compare_in_worker(file, ctx.settings, ocr))
    drawn = None
    if page is not None:
        drawn = draw_in_worker(file, reading.comparison.media_type, ctx.settings, pages)
        _write_page(reading, drawn, page)
    if ctx.as_json:
        print_json(as_json(reading, _pictures_as_json(drawn, page)))
    elif page is None:
        print_reading(reading, rows)
    else:
        complain(f"{page} is written; open it in a browser")
    return ExitStatus.REFUSED if has_fault(reading) else ExitStatus.DONE


def _write_page(
    reading: Reading,
    drawn: Pictures,
    page: Path,
) -> None:
    try:
        page.write_text(render_page(reading, drawn), encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise UsageError(
            f"{page} can't be written: {error.strerror}",
            remedy="name a file in a folder that exists",
        ) from error


def _pictures_as_json(drawn: Pictures | None, page: Path | None) -> dict[str, Any] | None:
    if drawn is None:
        return None
    return {
        "page": str(page),
        "drawn": len(drawn.pages),
        "total": drawn.total,
        "reason": drawn.reason or None,
    }


def _refuse_container(data: bytes, name: str) -> None:
    """Refuse a file that only contains others: each of them has a reading of its own."""
    import zipfile
    from io import BytesIO

    from ingestion.containers import may_hold

    if may_hold(data, name) and zipfile.is_zipfile(BytesIO(data)):
        raise UsageError(
            f"{name} is a container: each of its members is a file of its own",
            remedy="`lexops inspect` lists them; name one of the home as SOURCE/CONTAINER/MEMBER",
        )
