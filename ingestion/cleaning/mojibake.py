"""Repairs text that was once decoded in the wrong encoding, where the bytes prove it.

This is the proof: the line's characters, encoded again in the wrong encoding, are bytes that are
strictly valid in another one, and there they are everyday Chinese. UTF-8 is so strict that nothing
else passes by chance. In GB 18030 and Big5 nearly any bytes are valid, so the share of everyday
characters has to rise beyond doubt. Where the bytes are gone, the damage is reported.

ftfy knows the errors of Western encodings, and none of those that are frequent in Chinese archives
(鍔冲姩 for 劳动, ÀÍ¶¯ for 劳动). It is used only for what it knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from ingestion.formats.decoding import common_share, frequent_share

# UTF-8 that was once read as Latin-1, Windows-1252 or Windows-1251 always shows letters of these
# blocks. The signs · × ÷ are left out, since legal texts use them.
WESTERN = "[\x80-\xb6\xb8-\xd6\xd8-\xf6\xf8-\u024f\u0400-\u04ff]"
_WESTERN = re.compile(WESTERN)
_HIGH = (
    "\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
)
_LATIN_RUN = re.compile(
    f"(?:[{_HIGH}][{_HIGH}@-~]){{2,}}"
)  # pairs, of which the second byte may be a Latin letter
# A character of UTF-8 that is read as GBK begins with one of these: E3 – E9 and EF, followed by a
# byte of 80 – BF.
_LEADS = "".join(
    bytes((lead, trail)).decode("gbk", "ignore")
    for lead in (*range(0xE3, 0xEA), 0xEF)
    for trail in range(0x80, 0xC0)
)
_LEAD = re.compile(f"[{re.escape(_LEADS)}]")
_SUSPECTED = 4  # of them in a line; two in three Chinese characters give one
# Of the characters of a wrongly decoded line half are leads, of a line of rare names a tenth.
_SHARE = 0.2
_RIGHT = 0.9  # share of everyday characters in a repair; legal texts reach 0.95
_WRONG = 0.75  # and at most so many in what is repaired, where the encoding alone proves nothing
# Share of the most frequent characters in such a repair; it must be twice that of the line, too.
_FREQUENT = 0.12
# Characters of a text whose share is worth a test: files come here whole, then line by line.
_ENOUGH = 60
_LEAST = 8  # characters that such a comparison needs
_GONE = re.compile("\ufffd|锟斤拷|锟斤|斤拷|烫烫烫|屯屯屯|(?<!\\?)\\?{4,}+(?=[\u4e00-\u9fff])")
_PAIR = re.compile("[\xb0-\xf7][\xa1-\xfe]")  # of GB 2312
_READING = re.compile("[\u3105-\u312f\u00e0-\u01dc]")  # no everyday characters, and rightly there
_EXAMPLE = 30


def mend(text: str) -> tuple[str, list[str]]:
    """Repair every line that is provably the wrong decoding of another.

    Args:
        text: A text of any number of lines.

    Returns:
        The repaired text, and the lines that were repaired, as they were.

    >>> mend("鍔冲姩鍚堝悓")[0], mend("ÀÍ¶¯ºÏÍ¬")[0], mend("溴化物和淼淼")[0]
    ('劳动合同', '劳动合同', '溴化物和淼淼')
    """
    has_western = bool(_WESTERN.search(text))
    has_leads = bool(_LEAD.search(text))
    is_strange = len(text) >= _ENOUGH and common_share(text[:2000]) < _WRONG
    if not (has_western or has_leads or is_strange):
        return text, []
    lines = text.split("\n")
    wrong_lines: list[str] = []
    for number, line in enumerate(lines):
        repaired = line
        if has_western and _WESTERN.search(line):
            repaired = _western(line)
        if has_leads or is_strange:
            repaired = _chinese(repaired, strange=is_strange)
        if repaired != line:
            wrong_lines.append(line)
            lines[number] = repaired
    if any(_LATIN_RUN.search(line) and _latin(line) for line in wrong_lines):
        # beside proven lines a single pair at the end of a line is proven, too
        lines = [_PAIR.sub(_everyday, line) for line in lines]
    return "\n".join(lines), wrong_lines


def damage(text: str) -> tuple[int, str]:
    """Count the lines of a text that are damaged and cannot be repaired.

    Args:
        text: A text of any number of lines.

    Returns:
        The number of such lines, and the beginning of the first damaged place.

    >>> damage("第一条 为了锟斤拷护职工")
    (1, '锟斤拷护职工')
    """
    if not _GONE.search(text) and len(_LEAD.findall(text)) < _SUSPECTED:
        return 0, ""
    places = [_damaged_place(line) for line in text.split("\n")]
    places = [place for place in places if place]
    if not places:
        return 0, ""
    return len(places), places[0][:_EXAMPLE]


def _damaged_place(line: str) -> str:
    gone = _GONE.search(line)
    if gone:
        return line[gone.start() :]
    return line if _looks_like_utf8(line) else ""


def _looks_like_utf8(line: str) -> bool:
    leads = len(_LEAD.findall(line))
    if leads < _SUSPECTED or leads < _SHARE * len(line):
        return False
    return common_share(line) < _WRONG


def _western(line: str) -> str:
    """Repair a line that was read in an encoding of Western Europe or Russia."""
    whole = _latin(line)
    if whole:
        return whole
    return _ftfy()(_LATIN_RUN.sub(_latin_run, line))


def _latin_run(match: re.Match[str]) -> str:
    return _latin(match[0]) or match[0]


def _chinese(line: str, *, strange: bool) -> str:
    """Repair a line that was read in the wrong one of two encodings of Chinese.

    `strange`: the text that it is from is not everyday Chinese.
    """
    if _LEAD.search(line):
        repaired = _through(line, "gb18030", "utf-8")
        if repaired and common_share(repaired) >= _RIGHT:
            return repaired
    if not strange or common_share(line) >= _WRONG:
        return line
    ideographs = sum(character > "\u2fff" for character in line)
    if ideographs < _LEAST:
        return line
    least_frequent = max(_FREQUENT, 2 * frequent_share(line))
    for wrong, right in (("gb18030", "cp950"), ("cp950", "gb18030")):
        repaired = _through(line, wrong, right)
        if repaired is None or common_share(repaired) < _RIGHT:
            continue
        if frequent_share(repaired) >= least_frequent:
            return repaired
    return line


def _latin(text: str) -> str | None:
    """Repair a text that is GB 18030 and was read as Latin-1 or Windows-1252.

    None where it is not such a text, or is one for ftfy.
    """
    for wrong in ("latin-1", "cp1252"):
        if not _LATIN_RUN.search(text) or _through(text, wrong, "utf-8"):
            return None
        repaired = _through(text, wrong, "gb18030")
        if repaired and common_share(_READING.sub("", repaired)) >= _RIGHT:
            return repaired
    return None


def _everyday(match: re.Match[str]) -> str:
    repaired = _through(match[0], "latin-1", "gb18030")
    is_everyday = repaired is not None and common_share(repaired) == 1.0
    return repaired if repaired and is_everyday else match[0]


def _through(
    text: str,
    wrong: str,
    right: str,
) -> str | None:
    try:
        return text.encode(wrong).decode(right)
    except UnicodeError:
        return None


@cache
def _ftfy() -> Callable[[str], str]:
    from ftfy import TextFixerConfig, fix_text

    # Quotes stay curly and widths stay full, since they are the text of the law. Everything else
    # that ftfy could do is done elsewhere.
    config = TextFixerConfig(
        unescape_html=False,
        uncurl_quotes=False,
        fix_character_width=False,
        fix_latin_ligatures=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        normalization=None,
    )
    return lambda line: fix_text(line, config)
