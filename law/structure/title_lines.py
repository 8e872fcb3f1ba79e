"""Which lines of a document are its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.notation.case_headings import CASE_HEADINGS
from corpus.notation.work_keys import STATE, work_key
from law.structure.kinds import CASE_TITLE
from law.structure.lines import TextLine
from law.structure.orders import (
    find_title,
)
from law.structure.preludes import names_collection
from law.structure.set_aside import names_side
from law.structure.title_words import (
    BRACKETED_TAIL,
    goes_on,
    has_date,
    is_banner,
    is_complete,
    is_norm_title,
    is_question,
    names_party,
    plain,
    read_label,
)

_TITLE_END = re.compile(r"[。；;，,：:]$")
_COPY = re.compile(r"^(?:\d{5,8}|特急|急件|加急|平急|机密|秘密|内部|普发|绝密)(?:★.{0,6})?$")
_ORGAN_LINE = re.compile(
    r"^[\u4e00-\u9fff、 　]{2,40}(?:局|厅|部|委|委员会|院|府|会|署|办公室|公司|大学|学院|中心|行|省|市|县|区|州|旗)$"
)
_HEAD_LINES = 15
_MAX_TITLE_LINES = 6
_MAX_TITLE = 200
_MAX_LINE = 60
_MAX_DATE_LINE = 24
_NOTE = re.compile(r"^[（(]\s*(?:19|20)\d{2}\s*年[^）)]{4,80}(?:通过|公布|发布|批准|颁布)")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def title_lines(lines: Sequence[TextLine], name: str) -> tuple[range, str]:
    """Find the title's lines.

    They are a heading that opens the text, those that spell the file's name, the value of a label,
    a later heading, or the short lines at the start.

    Args:
        lines: The lines of a document.
        name: The title that the name of its file gives; empty where it gives none.

    Returns:
        Indices of the lines, an empty range where no line is a title, and the rule that found them.
    """
    if lines and _is_heading(lines[0]):
        return _whole_heading(lines, 0), "heading"
    spelled = _spelled(lines, name) if name else range(0)
    if spelled:
        return spelled, "file name and caption"
    labelled = _labelled(lines)
    if labelled:
        return labelled, "label"
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if _is_heading(line):
            return _whole_heading(lines, index), "heading"
    short = short_title(lines, 0)
    if short and is_question(lines[short.start].text):
        return range(0), ""
    return short, "first lines"


def _is_heading(line: TextLine) -> bool:
    if line.heading != 1 or len(line.text) > _MAX_TITLE:
        return False
    if line.names_contents() or line.opens_article() or line.opens_division():
        return False
    return not is_banner(line.text) and read_label(line.text) is None


def _whole_heading(lines: Sequence[TextLine], start: int) -> range:
    """A heading with those behind it that it is broken into."""
    if is_complete(lines[start].text):
        stop = start + 1
        if stop < len(lines) and _ends_title(lines[stop]):
            stop += 1
        return range(start, stop)
    joined = lines[start].text
    for stop in range(start + 1, min(start + _MAX_TITLE_LINES, len(lines))):
        line = lines[stop]
        is_part = line.heading == 1 or (stop == start + 1 and _goes_on_behind_body(lines, stop))
        if not is_part or line.mark is not None or len(joined) > _MAX_TITLE:
            break
        joined += line.text
        if is_complete(joined):
            return range(start, stop + 1)
    return range(start, start + 1)


def _goes_on_behind_body(lines: Sequence[TextLine], index: int) -> bool:
    """Whether a heading is only the body of a title that the next line completes: 关于…的决定."""
    body = lines[index - 1].text.strip()
    rest = lines[index].text.strip()
    return (
        _ORGAN_LINE.match(body) is not None
        and rest.startswith("关于")
        and _could_be_title(lines[index])
        and is_complete(rest)
    )


def _ends_title(line: TextLine) -> bool:
    return not line.row and BRACKETED_TAIL.match(plain(line.text)) is not None


def _spelled(lines: Sequence[TextLine], name: str) -> range:
    """The lines that spell the name of the file."""
    wanted = work_key(name)
    begins = (wanted, STATE + wanted)
    for start in range(min(_HEAD_LINES, len(lines))):
        text = lines[start].text
        if len(text) > _MAX_TITLE:
            continue
        joined = ""
        for end in range(start, min(start + _MAX_TITLE_LINES, len(lines))):
            joined += lines[end].text
            key = work_key(joined)
            if key == wanted:
                stop = end + 1
                if stop < len(lines) and _ends_title(lines[stop]):
                    stop += 1
                return range(start, stop)
            if not any(begin.startswith(key) for begin in begins):
                break
    return range(0)


def _labelled(lines: Sequence[TextLine]) -> range:
    """The line that gives the title behind a label: 【法规名称】X条例."""
    for index, line in enumerate(lines[:_HEAD_LINES]):
        label = read_label(line.text)
        if label is None or not label[2]:
            continue
        if not label[1]:
            following = index + 1
            has_value = following < len(lines) and len(lines[following].text) <= _MAX_TITLE
            return range(following, following + 1) if has_value else range(0)
        again = find_title(
            lines,
            index + 1,
            label[1],
        )
        return again or range(index, index + 1)
    return range(0)


def short_title(lines: Sequence[TextLine], start: int) -> range:
    """Find the short lines that make a title, without what stands above a title.

    Args:
        lines: The lines of a document.
        start: The index of the line from which to look.

    Returns:
        Indices of the lines; an empty range where there are none.
    """
    index = start
    index = _contents_end(lines, index)
    while index < min(start + _HEAD_LINES, len(lines)) and _stands_above(lines, index):
        index += 1
        index = _contents_end(lines, index)
    if _is_stopped_title(lines, index):
        return range(index, index + 1)
    if index >= len(lines) or not _could_be_title(lines[index]):
        return range(0)
    joined = ""
    stop = index
    complete = 0
    while stop < min(index + _MAX_TITLE_LINES, len(lines)):
        line = lines[stop]
        if complete and _ends_title(line):
            complete = stop + 1
            break
        if not _could_be_title(line) or (complete and not goes_on(line.text)):
            break
        joined += line.text
        stop += 1
        if len(joined) > _MAX_TITLE:
            break
        if is_complete(joined) or names_collection(joined):
            complete = stop
    if complete:
        return range(index, complete)
    is_issuer = stop > index + 1 and _ORGAN_LINE.match(lines[index].text.strip()) is not None
    return range(index, index + 2 if is_issuer else index + 1)


def _is_stopped_title(lines: Sequence[TextLine], index: int) -> bool:
    """Whether the title of a rule ends with a full stop, above its note of adoption."""
    if index + 1 >= len(lines):
        return False
    text = lines[index].text.strip()
    is_rule = text.endswith("。") and len(text) <= _MAX_LINE and is_norm_title(text[:-1])
    return is_rule and _NOTE.match(lines[index + 1].text) is not None


def _contents_end(lines: Sequence[TextLine], start: int) -> int:
    """The line behind a table of contents that a line names; that line itself without one."""
    if start >= len(lines) or not lines[start].names_contents():
        return start
    index = start + 1
    while index < len(lines) and (lines[index].opens_division() or lines[index].row):
        index += 1
    has_title = index < len(lines) and is_norm_title(lines[index].text)
    return index if has_title else start


def _stands_above(lines: Sequence[TextLine], index: int) -> bool:
    """Whether a line stands above a title: a banner, a number, a label with its value, a date."""
    line = lines[index]
    text = line.text.strip()
    if line.row or line.opens_article() or line.opens_division():
        return False
    if line.names_contents():
        return True
    if is_banner(text) or _COPY.match(text) or read_label(text) is not None:
        return True
    if _begins_banner(lines, index):
        return True
    if _is_translation_above(lines, index):
        return True
    if index:
        label = read_label(lines[index - 1].text)
        if label is not None and not label[1] and not label[2]:
            return True
    if text.startswith(("（", "(")) or len(text) > _MAX_LINE:
        return False
    if text.endswith(("号", "號")) and re.search(r"\d", text):
        return True
    is_title = "关于" in text and is_complete(text)
    is_short = len(text) <= _MAX_DATE_LINE and not re.search(r"[。，]", text)
    return has_date(text) and is_short and not is_title


def _is_translation_above(lines: Sequence[TextLine], index: int) -> bool:
    """Whether a line in Latin letters stands above the title of a rule."""
    if _CHINESE.search(lines[index].text) or index + 1 >= len(lines):
        return False
    following = lines[index + 1]
    return _could_be_title(following) and is_norm_title(following.text)


def _begins_banner(lines: Sequence[TextLine], index: int) -> bool:
    """Whether bodies stand one below the other above the word 文件: the banner of a joint paper."""
    for line in lines[index : index + _MAX_TITLE_LINES]:
        if plain(line.text) == "文件":
            return True
        if _ORGAN_LINE.match(line.text.strip()) is None:
            return False
    return False


def _could_be_title(line: TextLine) -> bool:
    text = line.text
    if line.row or len(text) > _MAX_LINE or _TITLE_END.search(text):
        return False
    if text.startswith(("（", "(")) or text.endswith(("号", "號")):
        return False
    if names_party(text) or read_label(text) is not None or _is_byline(text) or names_side(text):
        return False
    if CASE_TITLE.match(text) or CASE_HEADINGS.match(text) or line.names_contents():
        return False
    if line.opens_article() or line.opens_division():
        return False
    return not has_date(text) or ("关于" in text and is_complete(text))


def _is_byline(text: str) -> bool:
    return re.match(r"^(?:作者|记者|文|撰文|编辑|通讯员|来源|供稿)\s*[:：/|｜]", text) is not None
