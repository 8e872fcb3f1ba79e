"""What is above the title of a page and no part of its text.

That is the name of the site, its slogan, its search box, the day and the weather.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.notation.marks import read_mark
from corpus.records import BlockKind
from ingestion.cleaning.boilerplate_lines import menu_words
from ingestion.parsers._copied import ReadLine
from ingestion.parsers.html.boilerplate import bare

_WITHIN = 80  # lines in which a title is looked for
_SENTENCE = re.compile(r"[。；：！？][”’」』）)》】\"]*$")
_PAPER_HEAD = re.compile(
    r"[〔\[【（(]\s*(?:19|20)\d\d\s*[〕\]】）)]"
    r"|号$|文件$|令$|公告$|公报$|^(?:机密|秘密|特急|急件|平急)"
)
_LONG = 100  # characters of a line that is text in any case


def above_title(
    lines: Sequence[ReadLine],
    title: str,
    found: Mapping[int, str],
) -> Iterator[tuple[int, str]]:
    """Find the lines of a site above the heading that is the title of the page.

    The last line that is text, and all lines above it, stay. So does the head of an official paper
    (its number, its grade of secrecy).

    Args:
        lines: The lines of the page.
        title: The title of the page.
        found: Lines that are removed already, with the rule that removes them.

    Yields:
        The number of each line, and the name of the rule.
    """
    title = bare(title)
    place = _place_of_title(lines, title)
    if not title or place is None:
        return
    first_kept = place
    last_text = -1
    above: list[int] = []
    for number, line in enumerate(lines[:place]):
        if number in found or not line.text.strip():
            continue
        above.append(number)
        if first_kept == place and _PAPER_HEAD.search(line.text.strip()):
            first_kept = number - 1
        if _is_text(line):
            last_text = number
    for number in above:
        if last_text < number < first_kept:
            yield number, "page header"


def _place_of_title(lines: Sequence[ReadLine], title: str) -> int | None:
    for number, line in enumerate(lines[:_WITHIN]):
        is_first_heading = line.kind is BlockKind.HEADING and line.depth == 1
        if is_first_heading and bare(line.text) == title:
            return number
    return None


def _is_text(line: ReadLine) -> bool:
    if line.kind is BlockKind.ROW:
        # The particulars of an official paper are kept; the log-in of a site is not.
        return not any(menu_words(cell) for cell in line.cells)
    text = line.text.strip()
    ends_as_sentence = _SENTENCE.search(text) is not None
    return ends_as_sentence or len(text) > _LONG or read_mark(text) is not None
