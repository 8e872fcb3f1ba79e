"""Text that was once decoded in the wrong encoding: mended where the bytes prove it, told where they are gone.

What proves a repair: the line's characters, written back in the encoding that they were wrongly read in, are bytes that are valid
in another one, strictly, and read there as everyday Chinese. UTF-8 is so strict that nothing else passes by chance; of GB 18030 and
Big5, in which nearly any bytes are valid, the share of everyday characters has to rise beyond doubt.

ftfy knows the errors of Western encodings and none of those that Chinese archives are full of (鍔冲姩 for 劳动, ÀÍ¶¯ for 劳动); it is asked
only for what it knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from ingestion.formats.decoding import common_share, frequent_share

# UTF-8 that was once read as Latin-1, Windows-1252 or Windows-1251 always shows letters of these blocks; · × ÷ are law's own.
WESTERN = "[\x80-\xb6\xb8-\xd6\xd8-\xf6\xf8-\u024f\u0400-\u04ff]"
_WESTERN = re.compile(WESTERN)
_HIGH = (
    "\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
)
_LATIN_RUN = re.compile(
    f"(?:[{_HIGH}][{_HIGH}@-~]){{2,}}"
)  # pairs, of which the second byte may be a Latin letter
# A character of UTF-8 that is read as GBK begins with one of these: E3 – E9 and EF, followed by a byte of 80 – BF.
_LEADS = "".join(
    bytes((lead, trail)).decode("gbk", "ignore")
    for lead in (*range(0xE3, 0xEA), 0xEF)
    for trail in range(0x80, 0xC0)
)
_LEAD = re.compile(f"[{re.escape(_LEADS)}]")
_SUSPECTED = 4  # of them in a line; two in three Chinese characters give one
_SHARE = 0.2  # of a line's characters; half of the characters of such a line are leads, of a line of rare names one in ten
_RIGHT = 0.9  # share of everyday characters in a repair; right readings of law reach 0.95
_WRONG = 0.75  # and at most so many in what is repaired, where the encoding alone proves nothing
_FREQUENT = 0.12  # share of the most frequent characters that such a repair must have, twice that of what it repairs
_ENOUGH = 60  # characters of a text whose share is worth a look: files come here whole, and then again line by line
_LEAST = 8  # characters that such a comparison needs
_GONE = re.compile("\ufffd|锟斤拷|锟斤|斤拷|烫烫烫|屯屯屯|(?<!\\?)\\?{4,}+(?=[\u4e00-\u9fff])")
_PAIR = re.compile("[\xb0-\xf7][\xa1-\xfe]")  # of GB 2312
_READING = re.compile("[\u3105-\u312f\u00e0-\u01dc]")  # no everyday characters, and rightly there
_EXAMPLE = 30


def mend(text: str) -> tuple[str, list[str]]:
    """A text with every line mended that is provably the wrong reading of another; and these lines as they were.

    >>> mend("鍔冲姩鍚堝悓")[0], mend("ÀÍ¶¯ºÏÍ¬")[0], mend("溴化物和淼淼")[0]
    ('劳动合同', '劳动合同', '溴化物和淼淼')
    """
    western = bool(_WESTERN.search(text))
    leads = bool(_LEAD.search(text))
    strange = len(text) >= _ENOUGH and common_share(text[:2000]) < _WRONG
    if not (western or leads or strange):
        return text, []
    lines = text.split("\n")
    wrong = []
    for number, line in enumerate(lines):
        mended = _western(line) if western and _WESTERN.search(line) else line
        mended = _chinese(mended, strange=strange) if leads or strange else mended
        if mended != line:
            wrong.append(line)
            lines[number] = mended
    if any(
        _LATIN_RUN.search(line) and _latin(line) for line in wrong
    ):  # beside proven lines a lone pair at a line's end is proven, too
        lines = [_PAIR.sub(_everyday, line) for line in lines]
    return "\n".join(lines), wrong


def damage(text: str) -> tuple[int, str]:
    """How many lines of a text are damaged beyond proof, and the beginning of the first such place.

    >>> damage("第一条 为了锟斤拷护职工")
    (1, '锟斤拷护职工')
    """
    if not _GONE.search(text) and len(_LEAD.findall(text)) < _SUSPECTED:
        return 0, ""
    places = [place for line in text.split("\n") if (place := _place(line))]
    return len(places), places[0][:_EXAMPLE] if places else ""


def _place(line: str) -> str:
    gone = _GONE.search(line)
    if gone:
        return line[gone.start() :]
    return line if _looks_like_utf8(line) else ""


def _looks_like_utf8(line: str) -> bool:
    found = len(_LEAD.findall(line))
    return found >= _SUSPECTED and found >= _SHARE * len(line) and common_share(line) < _WRONG


def _western(line: str) -> str:
    return _latin(line) or _ftfy()(_LATIN_RUN.sub(lambda match: _latin(match[0]) or match[0], line))


def _chinese(line: str, *, strange: bool) -> str:
    """A line that was read in the wrong one of two encodings of Chinese. `strange`: the text that it is from is not everyday Chinese."""
    if (
        _LEAD.search(line)
        and (mended := _through(line, "gb18030", "utf-8"))
        and common_share(mended) >= _RIGHT
    ):
        return mended
    if strange and sum(c > "\u2fff" for c in line) >= _LEAST and common_share(line) < _WRONG:
        for wrong, right in (("gb18030", "cp950"), ("cp950", "gb18030")):
            mended = _through(line, wrong, right)
            if (
                mended
                and common_share(mended) >= _RIGHT
                and frequent_share(mended) >= max(_FREQUENT, 2 * frequent_share(line))
            ):
                return mended
    return line


def _latin(text: str) -> str | None:
    """What a text is that was GB 18030 and read as Latin-1 or Windows-1252; None where it is not, or is what ftfy is for."""
    for wrong in ("latin-1", "cp1252"):
        if not _LATIN_RUN.search(text) or _through(text, wrong, "utf-8"):
            return None
        mended = _through(text, wrong, "gb18030")
        if mended and common_share(_READING.sub("", mended)) >= _RIGHT:
            return mended
    return None


def _everyday(match: re.Match[str]) -> str:
    mended = _through(match[0], "latin-1", "gb18030")
    return mended if mended and common_share(mended) == 1.0 else match[0]


def _through(text: str, wrong: str, right: str) -> str | None:
    try:
        return text.encode(wrong).decode(right)
    except UnicodeError:
        return None


@cache
def _ftfy() -> Callable[[str], str]:
    from ftfy import TextFixerConfig, fix_text

    # Quotes stay curly and widths stay full, since they are the text of the law; everything else that ftfy could do is done elsewhere.
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
