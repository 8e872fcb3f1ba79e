"""What stands above a page's title and is none of its text: the site's name, its slogan, its search box, the day and the weather."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.notation.marks import read_mark
from corpus.records import BlockKind
from ingestion.cleaning.boilerplate_lines import menu_words
from ingestion.parsers._copied import ReadLine
from ingestion.parsers.html.boilerplate import bare

_WITHIN = 80  # lines in which a title stands
_SENTENCE = re.compile(r"[。；：！？][”’」』）)》】\"]*$")
_PAPER_HEAD = re.compile(
    r"[〔\[【（(]\s*(?:19|20)\d\d\s*[〕\]】）)]|号$|文件$|令$|公告$|公报$|^(?:机密|秘密|特急|急件|平急)"
)
_LONG = 100


def above_title(
    lines: Sequence[ReadLine], title: str, found: Mapping[int, str]
) -> Iterator[tuple[int, str]]:
    """The lines above the heading that is the page's title, from the last one on that is text; the head of an official paper stays."""
    title = bare(title)
    place = next((n for n, line in enumerate(lines[:_WITHIN]) if _is_title(line, title)), None)
    if not title or place is None:
        return
    above = [
        (number, line)
        for number, line in enumerate(lines[:place])
        if number not in found and line.text.strip()
    ]
    head = next(
        (number - 1 for number, line in above if _PAPER_HEAD.search(line.text.strip())), place
    )
    last_text = max((number for number, line in above if _is_text(line)), default=-1)
    yield from ((number, "page header") for number, _ in above if last_text < number < head)


def _is_title(line: ReadLine, title: str) -> bool:
    return line.kind is BlockKind.HEADING and line.depth == 1 and bare(line.text) == title


def _is_text(line: ReadLine) -> bool:
    text = line.text.strip()
    if line.kind is BlockKind.ROW:  # an official paper's particulars, or the site's log-in
        return not any(menu_words(cell) for cell in line.cells)
    return bool(_SENTENCE.search(text)) or len(text) > _LONG or read_mark(text) is not None
