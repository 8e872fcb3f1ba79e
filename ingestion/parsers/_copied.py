"""From lines to blocks, for text that may have been copied from a website.

That is a page, Markdown or plain text. The lines that the site added are removed and counted.
Bylines become metadata. Lines that were broken inside a sentence are joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.records import BlockKind
from ingestion.cleaning.boilerplate_lines import boilerplate_kind, find_boilerplate, note
from ingestion.cleaning.information_box import BoxLine, find_information_box, may_hold_box
from ingestion.cleaning.joining import SourceLine, joined, paragraphs
from ingestion.drafts import DocumentDraft

_HEADING_BOILERPLATE = frozenset(
    (
        "related pages",
        "spam",
        "share bar",
        "page tools",
        "pager",
        "copyright",
        "registration number",
        "breadcrumb",
    )
)
"""What a heading may be and go: many sites set 相关阅读 in one."""
_NEAR = 60  # lines below a box in which a title may be broken over several lines
_RUN = 3  # lines of one link each


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as a parser sees it, or a row of a table with its cells.

    `links`: of how many links to other pages it is made, and nothing else.
    """

    kind: BlockKind
    text: str
    depth: int | None = None
    cells: tuple[str, ...] = ()
    line: int | None = None
    links: int = 0


def take_information_box(lines: Sequence[ReadLine], draft: DocumentDraft) -> list[ReadLine]:
    """Take the box of a government site out of the lines, and note what it states.

    Args:
        lines: The lines of a page or text.
        draft: The document that gets the metadata.

    Returns:
        The lines, with those of the box blank.
    """
    if not may_hold_box([line.text for line in lines]):
        return list(lines)
    box = find_information_box(
        [
            BoxLine(
                line.text,
                line.cells,
                line.kind is BlockKind.HEADING,
            )
            for line in lines
        ]
    )
    if box is None:
        return list(lines)
    for name, value in box.facts.items():
        draft.add_metadata("box_title" if name == "title" else name, value)
    draft.add_metadata("date", box.facts.get("date_written") or box.facts.get("date_published"))
    draft.add_metadata("information_box", box.words)
    draft.add_metadata("stated_invalid", box.ended)
    taken = [lines[number] for number in box.lines]
    draft.removals.add(
        "information box",
        1,
        box.words,
        sum(len("".join(line.text.split())) for line in taken),
    )
    kept = [
        ReadLine(BlockKind.PARAGRAPH, "", line=line.line) if number in box.lines else line
        for number, line in enumerate(lines)
    ]
    title = box.facts.get("title", "")
    if title and box.title_line is not None:
        _keep_title(
            kept,
            lines[box.title_line],
            box.title_line,
            title,
        )
    return kept


def _keep_title(
    lines: list[ReadLine],
    stated: ReadLine,
    place: int,
    title: str,
) -> None:
    """Keep the title that a box states, where the text below has none.

    Where the page set the box's title as its heading, the same line of the text is that heading.
    """
    bare = "".join(title.split())
    below = [number for number, line in enumerate(lines) if "".join(line.text.split()) == bare]
    around = "".join("".join(line.text.split()) for line in lines[: place + _NEAR])
    if below and stated.kind is BlockKind.HEADING:
        lines[below[0]] = replace(
            lines[below[0]],
            kind=stated.kind,
            depth=stated.depth,
        )
    elif not below and bare not in around:
        kind = stated.kind if stated.kind is BlockKind.HEADING else BlockKind.PARAGRAPH
        lines[place] = ReadLine(
            kind,
            title,
            stated.depth,
            line=stated.line,
        )


def find_boilerplate_lines(lines: Sequence[ReadLine]) -> dict[int, str]:
    """The lines, by number, that the site set around its text, and of what sort each is."""
    texts = [line.text for line in lines]
    found = find_boilerplate(
        texts,
        protected=(
            n for n, line in enumerate(lines) if line.kind in (BlockKind.HEADING, BlockKind.ROW)
        ),
    )
    for number, line in enumerate(lines):
        if (
            line.kind is BlockKind.HEADING
            and (what := boilerplate_kind(line.text)) in _HEADING_BOILERPLATE
        ):
            found[number] = what
    return dict(_linked(lines)) | found


def add_text(
    lines: Sequence[ReadLine],
    found: Mapping[int, str],
    draft: DocumentDraft,
    hear: Callable[[str], object],
    *,
    is_dirty: bool = False,
) -> None:
    """Add the lines that are no boilerplate, joined to paragraphs; call `hear` with the others.

    `is_dirty`: whether a program saved the text, so that lines may be broken anywhere.
    """
    for number, what in sorted(found.items()):
        hear(lines[number].text)
        note(what, lines[number].text, draft.removals)
    source = [
        SourceLine("" if n in found else line.text, line.kind is BlockKind.PARAGRAPH)
        for n, line in enumerate(lines)
    ]
    for group in paragraphs(source, is_dirty=is_dirty):
        first = lines[group[0]]
        if first.kind is BlockKind.ROW:
            draft.add_row(first.cells, line=first.line)
            continue
        if len(group) == 1:
            text = first.text
        else:
            text = joined([lines[number].text.strip() for number in group])
        draft.add(
            first.kind,
            text,
            depth=first.depth,
            line=first.line,
        )
        if len(group) > 1:
            draft.removals.add("line break inside a sentence", len(group) - 1, first.text[-20:])


def _linked(lines: Sequence[ReadLine]) -> Iterator[tuple[int, str]]:
    """Lines of several links, and runs of lines of one."""
    run: list[int] = []
    for number, line in enumerate([*lines, ReadLine(BlockKind.PARAGRAPH, "。")]):
        if line.links:
            run.append(number)
        elif line.text.strip():
            if len(run) >= _RUN or any(lines[one].links > 1 for one in run):
                yield from ((one, "list of links") for one in run)
            run = []
